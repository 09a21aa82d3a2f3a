#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Kafka Connect 4.3.1 (distributed worker, FileStreamSourceConnector).
# Belief:    DELETE of a connector deletes it, and one made afterwards under the same name starts afresh. A wrong offset in a
#            request is the client's error (4xx).
# Behaviour: the offsets of a source outlive it. The new connector begins where the deleted one stood, even at an offset that
#            was only ever written by PATCH, so the lines before it never arrive. A negative position in PATCH is refused,
#            but with 500.
# Seen:      2026-11-29 (a file of five lines, 10 bytes, read to its end):
#              PATCH  /connectors/lines/offsets position -3   500 The value for the 'position' key in the offset should be a
#                                                                 non-negative value
#              PATCH  /connectors/lines/offsets position 6    200
#              DELETE /connectors/lines                       204, and GET of its offsets 404
#              POST   /connectors, the same name and config   201
#              GET    /connectors/lines/offsets               position 6
# Matters:   "remove and make again" is what playbooks do to reset a connector. It resets nothing: DELETE /offsets of the
#            stopped connector has to come first, and after the connector is gone there is no URL left to do it with.
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

printf '1\n2\n3\n4\n5\n' > lines.txt
python3 - "http://127.0.0.1:$rest" "$work/lines.txt" <<'PY' > seen
import json
import sys
import time
import urllib.error
import urllib.request

base, file = sys.argv[1:]
deadline = time.monotonic() + 150


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        with error:
            text = error.read()
            # A worker that is still starting answers a page of HTML.
            return error.code, json.loads(text)["message"] if text.startswith(b"{") else None


def until(method, path, check, body=None):
    while time.monotonic() < deadline:
        try:
            status, answer = call(method, path, body)
            if check(status, answer):
                return status, answer
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"{method} {path} never came to what was waited for")


def position(status, answer):
    return answer["offsets"][0]["offset"]["position"] if status == 200 and answer["offsets"] else None


def offset(value):
    return {"offsets": [{"partition": {"filename": file}, "offset": {"position": value}}]}


path = "/connectors/lines"
wish = {
    "connector.class": "org.apache.kafka.connect.file.FileStreamSourceConnector",
    "file": file,
    "topic": "lines",
    "tasks.max": "1",
}
print("PUT", until("PUT", path + "/config", lambda s, a: s == 201, wish)[0])
print("read to", position(*until("GET", path + "/offsets", lambda s, a: position(s, a) == 10)))
print("PUT stop", call("PUT", path + "/stop")[0])
until("GET", path + "/status", lambda s, a: s == 200 and a["connector"]["state"] == "STOPPED" and not a["tasks"])
print("PATCH offset -3", *call("PATCH", path + "/offsets", offset(-3)))
print("PATCH offset 6", call("PATCH", path + "/offsets", offset(6))[0])
print("DELETE", call("DELETE", path)[0])
until("GET", path + "/offsets", lambda s, a: s == 404)
until("GET", path + "/status", lambda s, a: s == 404)
print("POST as STOPPED", call("POST", "/connectors", {"name": "lines", "config": wish, "initial_state": "STOPPED"})[0])
print("begins at", position(*until("GET", path + "/offsets", lambda s, a: position(s, a) is not None)))
PY

cat > expected <<'END'
PUT 201
read to 10
PUT stop 204
PATCH offset -3 500 The value for the 'position' key in the offset should be a non-negative value
PATCH offset 6 200
DELETE 204
POST as STOPPED 201
begins at 6
END
diff -u expected seen
echo "as described: the new connector of an old name begins where the deleted one was set to"
