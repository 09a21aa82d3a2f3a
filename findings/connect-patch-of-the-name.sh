#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Kafka Connect 4.3.1 (distributed worker, its REST interface).
# Belief:    what GET /connectors/NAME/config answers can be sent back with PUT; PATCH checks what PUT checks; a parameter's
#            value that the server does not know is refused, and `expand=status,info` asks for both.
# Behaviour: PUT refuses a config whose `name` is not the name in the URL, PATCH stores it. From then on GET answers a config that
#            PUT of the same URL refuses, while the connector goes by its old name. `expand` takes one value per parameter: a list
#            with a comma, or any word at all, is answered 200 with an empty object for each connector.
# Seen:      2026-11-29:
#              PUT   config {"name":"other",...}   400 Connector name configuration (other) doesn't match connector name in the URL (lines)
#              PATCH config {"name":"other"}       200
#              PUT   what GET config answers       400 (the same message)
#              GET   /connectors?expand=status,info    200 {"lines":{}}
# Matters:   a tool that reads a config, changes one setting and puts it back is stuck until somebody finds the stored
#            name. One that asks for status and info in one list, as Confluent Cloud's documentation writes it, sees connectors without either.
set -euo pipefail

work=$(mktemp -d)
broker=
worker=
stop() {
  for process in "$worker" "$broker"; do
    if [ -n "$process" ]; then kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; fi
  done
  rm -rf "$work"
}
trap stop EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.1</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>connect-runtime</artifactId><version>4.3.1</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>connect-file</artifactId><version>4.3.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

# Three ports that were free a moment ago.
read -r port controller rest < <(python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
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
group.initial.rebalance.delay.ms=0
CONF
java -cp 'lib/*' kafka.tools.StorageTool format -t abcdefghijklmnopqrstuv -c server.properties >/dev/null 2>&1
java -Xmx400m -cp 'lib/*' kafka.Kafka server.properties > broker.log 2>&1 &
broker=$!
cat > worker.properties <<CONF
bootstrap.servers=127.0.0.1:$port
group.id=connect
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.storage.StringConverter
config.storage.topic=connect-configs
config.storage.replication.factor=1
offset.storage.topic=connect-offsets
offset.storage.replication.factor=1
offset.storage.partitions=1
status.storage.topic=connect-status
status.storage.replication.factor=1
status.storage.partitions=1
offset.flush.interval.ms=500
listeners=http://127.0.0.1:$rest
CONF
java -Xmx300m -cp 'lib/*' org.apache.kafka.connect.cli.ConnectDistributed worker.properties > worker.log 2>&1 &
worker=$!

python3 - "http://127.0.0.1:$rest" <<'PY' > seen
import json
import sys
import time
import urllib.error
import urllib.request

base = sys.argv[1]
deadline = time.monotonic() + 120


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            text = error.read()
            # A worker that is still starting answers a page of HTML.
            if error.code == 409 and time.monotonic() < deadline:  # the worker is about to share its work out anew
                time.sleep(0.2)
                return call(method, path, body)
            return error.code, json.loads(text)["message"] if text.startswith(b"{") else None


while time.monotonic() < deadline:
    try:
        if call("GET", "/connectors")[0] == 200:
            break
    except OSError:
        pass
    time.sleep(0.2)

wish = {
    "connector.class": "org.apache.kafka.connect.file.FileStreamSourceConnector",
    "file": "lines.txt",
    "topic": "lines",
    "tasks.max": "1",
}
path = "/connectors/lines/config"
print("PUT", call("PUT", path, wish)[0])
print("PUT another name", *call("PUT", path, {**wish, "name": "other"}))
print("PATCH another name", call("PATCH", path, {"name": "other"})[0])
while (stored := call("GET", path)[1])["name"] != "other" and time.monotonic() < deadline:
    time.sleep(0.1)
print("GET name:", stored["name"], "of", call("GET", "/connectors")[1])
print("PUT what was read", *call("PUT", path, stored))
for query in ("expand=status,info", "expand=anything", "expand=status&expand=info"):
    status, answer = call("GET", "/connectors?" + query)
    print(query, status, sorted(answer["lines"]))
PY

cat > expected <<'END'
PUT 201
PUT another name 400 Connector name configuration (other) doesn't match connector name in the URL (lines)
PATCH another name 200
GET name: other of ['lines']
PUT what was read 400 Connector name configuration (other) doesn't match connector name in the URL (lines)
expand=status,info 200 []
expand=anything 200 []
expand=status&expand=info 200 ['info', 'status']
END
diff -u expected seen
echo "as described: PATCH stores what PUT refuses, and an unknown expansion is none"
