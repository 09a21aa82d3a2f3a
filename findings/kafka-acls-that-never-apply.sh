#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Apache Kafka 4.3.1 (KRaft broker with StandardAuthorizer, AdminClient).
# Belief:    an ACL that can never apply is refused: an operation that the type of resource does not have, a host that is no address,
#            a type of principal in the wrong case. One strictness for all, since a nameless principal is refused.
# Behaviour: CREATE_TOKENS on a topic, WRITE on a group, CLUSTER_ACTION on a transactional id, the hosts "not a host" and
#            "10.0.0.0/8" and "", the principals "user:app" and "User:" are stored and listed. Refused are only a principal without
#            a colon, an empty resource name and a cluster by another name. `*` with PREFIXED is stored as a prefix,
#            and no topic's name may begin so.
# Seen:      2026-11-29: nine of nine such ACLs are made and listed; three are refused with InvalidRequestException. (On a broker
#            where the one ALLOW of a topic was for 127.0.0.0/8, for the host "", for user:ANONYMOUS or for "User:", the anonymous
#            client from 127.0.0.1 was refused; with the host 127.0.0.1 it was let in.)
# Matters:   success of a creation says nothing about an ACL's meaning. A rule for a network or for "user:app" lets nobody in, and
#            the first to notice is the application: who writes ACLs by a tool has to check them before.
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

cat > Acls.java <<'JAVA'
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

class Acls {
    public static void main(String[] args) throws Exception {
        String[][] rules = {
            {"TOPIC", "t", "LITERAL", "CREATE_TOKENS", "User:app", "*"},
            {"GROUP", "g", "LITERAL", "WRITE", "User:app", "*"},
            {"TRANSACTIONAL_ID", "x", "LITERAL", "CLUSTER_ACTION", "User:app", "*"},
            {"TOPIC", "t", "LITERAL", "READ", "User:app", "not a host"},
            {"TOPIC", "t", "LITERAL", "READ", "User:app", "10.0.0.0/8"},
            {"TOPIC", "t", "LITERAL", "READ", "User:app", ""},
            {"TOPIC", "t", "LITERAL", "READ", "user:app", "*"},
            {"TOPIC", "t", "LITERAL", "READ", "User:", "*"},
            {"TOPIC", "*", "PREFIXED", "READ", "User:app", "*"},
            {"TOPIC", "t", "LITERAL", "READ", "app", "*"},
            {"TOPIC", "", "PREFIXED", "READ", "User:app", "*"},
            {"CLUSTER", "lkc-1", "LITERAL", "ALTER", "User:app", "*"},
        };
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            int made = 0;
            for (String[] rule : rules) {
                var binding = new AclBinding(
                    new ResourcePattern(ResourceType.valueOf(rule[0]), rule[1], PatternType.valueOf(rule[2])),
                    new AccessControlEntry(rule[4], rule[5], AclOperation.valueOf(rule[3]), AclPermissionType.ALLOW));
                String verdict = "made";
                try {
                    admin.createAcls(List.of(binding)).all().get();
                    made++;
                } catch (ExecutionException e) {
                    verdict = e.getCause().getClass().getSimpleName();
                }
                System.out.println(String.join(" ", rule).replace("  ", " \"\" ") + ": " + verdict);
            }
            while (admin.describeAcls(AclBindingFilter.ANY).values().get().size() < made) Thread.onSpinWait();
            System.out.println("listed: " + admin.describeAcls(AclBindingFilter.ANY).values().get().size());
        }
    }
}
JAVA
java -cp 'lib/*' Acls.java "127.0.0.1:$port" | sed 's/ : / "": /' > seen

cat > expected <<'END'
TOPIC t LITERAL CREATE_TOKENS User:app *: made
GROUP g LITERAL WRITE User:app *: made
TRANSACTIONAL_ID x LITERAL CLUSTER_ACTION User:app *: made
TOPIC t LITERAL READ User:app not a host: made
TOPIC t LITERAL READ User:app 10.0.0.0/8: made
TOPIC t LITERAL READ User:app "": made
TOPIC t LITERAL READ user:app *: made
TOPIC t LITERAL READ User: *: made
TOPIC * PREFIXED READ User:app *: made
TOPIC t LITERAL READ app *: InvalidRequestException
TOPIC "" PREFIXED READ User:app *: InvalidRequestException
CLUSTER lkc-1 LITERAL ALTER User:app *: InvalidRequestException
listed: 9
END
diff -u expected seen
echo "as described: nine ACLs that can never apply are made without a word"
