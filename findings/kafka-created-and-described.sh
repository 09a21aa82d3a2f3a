#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Apache Kafka 4.3.1 (KRaft broker and AdminClient).
# Belief:    the settings that the broker gives in its answer to CreateTopics are the settings of the topic.
# Behaviour: that answer repeats what was sent; DescribeConfigs of the same topic, a moment later, tells the value as it was
#            parsed. Parsed is by Java's rules: `+5`, ` 9 ` and Arabic digits are numbers of `retention.ms`, `0x1p-1` and
#            `0.50d` are a ratio, while `1_000` and `0x10` are refused for a long.
#            A list loses its doubles.
# Seen:      2026-11-29:
#              cleanup.policy             created: compact,compact   described: compact
#              retention.ms               created: +5                described: 5
#              retention.ms               created: \u0665            described: 5
#              min.cleanable.dirty.ratio  created: 0x1p-1            described: 0.5
# Matters:   a tool that compares its wish with the topic as text finds a difference for ever after it has "succeeded", and one
#            that trusts the answer to its own creation does not see it before the second run.
set -euo pipefail

work=$(mktemp -d)
broker=
stop() {
  if [ -n "$broker" ]; then kill "$broker" 2>/dev/null && wait "$broker" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

# Two ports that were free a moment ago.
read -r port controller < <(python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in held))')
cat > server.properties <<CONF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
controller.listener.names=CONTROLLER
log.dirs=$work/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
CONF
java -cp 'lib/*' kafka.tools.StorageTool format -t abcdefghijklmnopqrstuv -c server.properties >/dev/null 2>&1
java -Xmx400m -cp 'lib/*' kafka.Kafka server.properties > broker.log 2>&1 &
broker=$!

cat > Create.java <<'JAVA'
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

class Create {
    public static void main(String[] args) throws Exception {
        String[][] wishes = {{"cleanup.policy", "compact,compact"}, {"cleanup.policy", " compact , delete "}, {"retention.ms", "+5"},
            {"retention.ms", " 9 "}, {"retention.ms", "\u0665"}, {"retention.ms", "1_000"}, {"retention.ms", "0x10"},
            {"min.cleanable.dirty.ratio", "0x1p-1"}, {"min.cleanable.dirty.ratio", "0.50d"},
            {"unclean.leader.election.enable", " TRUE "}};
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            int number = 0;
            for (String[] wish : wishes) {
                String topic = "t" + number++;
                String created;
                try {
                    var answer = admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of(wish[0], wish[1]))));
                    created = answer.config(topic).get().get(wish[0]).value();
                } catch (ExecutionException e) {
                    System.out.println(wish[0] + " [" + wish[1] + "] " + e.getCause().getClass().getSimpleName());
                    continue;
                }
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                // A topic may not be known to the broker in the moment after its creation.
                for (int look = 0; look < 1000 && !admin.listTopics().names().get().contains(topic); look++) Thread.sleep(10);
                String described = admin.describeConfigs(List.of(resource)).all().get().get(resource).get(wish[0]).value();
                System.out.println(wish[0] + " [" + wish[1] + "] created [" + created + "] described [" + described + "]");
            }
        }
    }
}
JAVA
java -Dfile.encoding=UTF-8 -cp 'lib/*' Create.java "127.0.0.1:$port" > seen

cat > expected <<END
cleanup.policy [compact,compact] created [compact,compact] described [compact]
cleanup.policy [ compact , delete ] created [ compact , delete ] described [compact,delete]
retention.ms [+5] created [+5] described [5]
retention.ms [ 9 ] created [ 9 ] described [9]
retention.ms [$(printf '\331\245')] created [$(printf '\331\245')] described [5]
retention.ms [1_000] InvalidConfigurationException
retention.ms [0x10] InvalidConfigurationException
min.cleanable.dirty.ratio [0x1p-1] created [0x1p-1] described [0.5]
min.cleanable.dirty.ratio [0.50d] created [0.50d] described [0.5]
unclean.leader.election.enable [ TRUE ] created [ TRUE ] described [true]
END
diff -u expected seen
echo "as described: the answer to the creation and the description of the topic differ"
