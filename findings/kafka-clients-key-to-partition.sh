#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  which partition a key belongs to, by the default partitioners of kafka-clients 4.3.1 (Java), kafka-python 3.0.12 and
#            aiokafka 0.14.0 (PyPI), kafkajs 2.2.4 and @platformatic/kafka 1.35.0 (npm).
# Belief:    clients that hash keys with murmur2, as Java does, put one key into one partition, whichever of them writes it.
# Behaviour: @platformatic/kafka computes Java's murmur2 and then takes the hash as an unsigned number, where Java drops the highest bit. The
#            rest of a division tells the two apart for half of the keys, unless the number of partitions is a power of two, where they always
#            agree: with 8 partitions all is well, with 6 or 12 every second key goes elsewhere. Its compatibilityPartitioner, which has
#            to be asked for, agrees. The other three agree with Java.
# Seen:      2026-11-30: see `expected` below, of 10,000 keys.
# Matters:   two producers on a topic of 6 partitions break the order of a key and joins by partition, and a test on 4 or 8 partitions, or on
#            one key, may show nothing. JDK 17 and Node.js 20 or later are needed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m pip install --quiet --quiet --no-compile --target python kafka-python==3.0.12 aiokafka==0.14.0
npm install --silent --no-fund --no-audit kafkajs@2.2.4 @platformatic/kafka@1.35.0
for jar in org/apache/kafka/kafka-clients/4.3.1/kafka-clients-4.3.1.jar org/slf4j/slf4j-api/1.7.36/slf4j-api-1.7.36.jar; do
  curl --silent --show-error --fail --remote-name "https://repo1.maven.org/maven2/$jar"
done

cat > Reference.java <<'END'
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

public class Reference {
    public static void main(String[] counts) {
        for (String count : counts) {
            for (int number = 0; number < 10000; number++) {
                byte[] key = ("order-" + number).getBytes(StandardCharsets.UTF_8);
                System.out.println(BuiltInPartitioner.partitionForKey(key, Integer.parseInt(count)));
            }
        }
    }
}
END
cat > partitions.py <<'END'
import sys
from types import SimpleNamespace

import aiokafka.partitioner
import kafka.partitioner

client, *counts = sys.argv[1:]
for count in map(int, counts):
    partitions = list(range(count))
    cluster = SimpleNamespace(
        topics=lambda: {"orders"},
        partitions_for_topic=lambda topic: set(partitions),
        available_partitions_for_topic=lambda topic: set(partitions),
    )
    for number in range(10000):
        key = b"order-%d" % number
        if client == "aiokafka":
            print(aiokafka.partitioner.DefaultPartitioner()(key, partitions, partitions))
        else:
            print(kafka.partitioner.DefaultPartitioner().partition("orders", key, key, None, None, cluster))
END
cat > partitions.mjs <<'END'
import kafkajs from 'kafkajs';
import * as platformatic from '@platformatic/kafka';

const [client, ...counts] = process.argv.slice(2);
for (const count of counts.map(Number)) {
  const partitionMetadata = [...Array(count).keys()].map((partitionId) => ({ partitionId, leader: 1 }));
  const ofKafkajs = kafkajs.Partitioners.DefaultPartitioner();
  for (let number = 0; number < 10000; number++) {
    const key = Buffer.from(`order-${number}`);
    // Its producer takes the rest of the division, by the number of partitions, itself.
    console.log(client === 'kafkajs' ? ofKafkajs({ topic: 'orders', partitionMetadata, message: { key } }) : platformatic[client]({}, key) % count);
  }
}
END

counts=(4 6 8 12)
java -cp kafka-clients-4.3.1.jar:slf4j-api-1.7.36.jar Reference.java "${counts[@]}" > java.out 2> java.err
for client in kafka-python aiokafka; do
  PYTHONPATH="$work/python" python3 partitions.py $client "${counts[@]}" > $client.out
done
for client in kafkajs defaultPartitioner compatibilityPartitioner; do
  node partitions.mjs $client "${counts[@]}" > $client.out
done

for client in kafka-python aiokafka kafkajs defaultPartitioner compatibilityPartitioner; do
  paste java.out $client.out | awk -v client=$client -v counts="${counts[*]}" '
    $1 == $2 { same[int((NR - 1) / 10000)]++ }
    END { n = split(counts, of, " "); printf "%s:", client; for (i = 1; i <= n; i++) printf " %d of %d,", same[i - 1], of[i]; print "" }'
done > seen

cat > expected <<'END'
kafka-python: 10000 of 4, 10000 of 6, 10000 of 8, 10000 of 12,
aiokafka: 10000 of 4, 10000 of 6, 10000 of 8, 10000 of 12,
kafkajs: 10000 of 4, 10000 of 6, 10000 of 8, 10000 of 12,
defaultPartitioner: 10000 of 4, 4982 of 6, 10000 of 8, 4982 of 12,
compatibilityPartitioner: 10000 of 4, 10000 of 6, 10000 of 8, 10000 of 12,
END
diff -u expected seen
echo "as described: with 6 and 12 partitions half of the keys of @platformatic/kafka go to another partition than Java's"
