#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Apache Kafka 4.3.1 (KRaft broker and AdminClient), groups of the kinds consumer and share.
# Belief:    an operation on groups of one kind touches groups of that kind only. Describing enforces it: "Group work is not a
#            share group."
# Behaviour: deleting does not. deleteShareGroups takes the name of a consumer group and deletes it with its committed offsets;
#            deleteConsumerGroups deletes a share group with its state. Both report success.
# Seen:      2026-11-29:
#              describeShareGroups(work)    GroupIdNotFoundException: Group work is not a share group.
#              deleteShareGroups(work)      done; the committed offset 7 of work is gone
#              describeConsumerGroups(jobs) GroupIdNotFoundException: Group jobs is not a consumer group.
#              deleteConsumerGroups(jobs)   done; jobs is no longer listed
# Matters:   all kinds of groups share one name space. A clean-up that lists "its" kind and deletes by name is safe; one that deletes
#            by a name from a file is not, whichever method it calls, and lost offsets mean reading a topic again from its start.
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

cat > Groups.java <<'JAVA'
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

class Groups {
    static void say(String what, Callable<?> call) throws Exception {
        try {
            System.out.println(what + ": " + call.call());
        } catch (ExecutionException e) {
            System.out.println(what + ": " + e.getCause().getClass().getSimpleName() + ": " + e.getCause().getMessage());
        }
    }

    public static void main(String[] args) throws Exception {
        var partition = new TopicPartition("t", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
            Map<String, Object> settings = Map.of("bootstrap.servers", args[0], "group.id", "work", "group.protocol", "consumer",
                "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class);
            try (var consumer = new KafkaConsumer<String, String>(settings)) {
                consumer.subscribe(List.of("t"));
                while (consumer.assignment().isEmpty()) consumer.poll(java.time.Duration.ofMillis(100));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(7)));
            }
            admin.alterShareGroupOffsets("jobs", Map.of(partition, 0L)).all().get();

            Callable<Object> listed = () -> admin.listGroups().all().get().stream()
                .map(g -> g.groupId() + "=" + g.type().get()).sorted().collect(Collectors.toList());
            Callable<Object> offset = () -> {
                var found = admin.listConsumerGroupOffsets("work").partitionsToOffsetAndMetadata().get().get(partition);
                return found == null ? "none" : found.offset();
            };
            say("groups", listed);
            say("offset of work", offset);
            say("describeShareGroups(work)", () -> admin.describeShareGroups(List.of("work")).all().get());
            say("deleteShareGroups(work)", () -> admin.deleteShareGroups(List.of("work")).all().get());
            say("offset of work", offset);
            say("describeConsumerGroups(jobs)", () -> admin.describeConsumerGroups(List.of("jobs")).all().get());
            say("deleteConsumerGroups(jobs)", () -> admin.deleteConsumerGroups(List.of("jobs")).all().get());
            say("groups", listed);
        }
    }
}
JAVA
java -cp 'lib/*' Groups.java "127.0.0.1:$port" > seen

cat > expected <<'END'
groups: [jobs=Share, work=Consumer]
offset of work: 7
describeShareGroups(work): GroupIdNotFoundException: Group work is not a share group.
deleteShareGroups(work): null
offset of work: none
describeConsumerGroups(jobs): GroupIdNotFoundException: Group jobs is not a consumer group.
deleteConsumerGroups(jobs): null
groups: []
END
diff -u expected seen
echo "as described: each kind of group was deleted by the method of the other"
