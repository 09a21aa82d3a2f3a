#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Confluent's Schema Registry clients: confluent-kafka 2.16.1 (Python) and @confluentinc/schemaregistry 1.10.1 (npm).
# Belief:    register_schema() after the same client deleted the subject, or the only version, registers again; what was asked
#            for without `normalize` and is now asked for with it is another request. One vendor's two clients do the same.
# Behaviour: the Python client answers the remembered id after deletions of both kinds and sends nothing: the subject stays
#            deleted, the caller has an id and no error. The npm client asks again after deleting the subject, but not
#            after deleting the version. Neither asks again when only `normalize` changed.
# Seen:      2026-11-29, requests `POST /subjects/S/versions` after each step (a tiny server that answers and records):
#                                               Python   npm
#              register                         1        1
#              again, normalize = true          0        0
#              delete the subject, register     0        1
#              delete version 1, register       0        0
# Matters:   tests and migrations that reset a subject and register anew through one client believe they have a schema. The
#            next client that looks the subject up is told that it does not exist.
set -euo pipefail

work=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT
cd "$work"

python3 -m pip install --quiet --quiet --no-compile --target py 'confluent-kafka[schemaregistry]==2.16.1'
npm install --silent --no-audit --no-fund --prefix js @confluentinc/schemaregistry@1.10.1 >/dev/null

cat > server.py <<'PY'
import http.server
import json

registrations = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.split("?")[0]
        subject = path.split("/")[2]
        answer = 1 if "/versions/" in path else [1]
        if self.command == "POST":
            registrations[subject] = registrations.get(subject, 0) + 1
            answer = {"id": 7, "version": 1, "subject": subject, "schema": '"string"', "schemaType": "AVRO"}
        elif path.startswith("/count/"):
            answer = registrations.pop(subject, 0)
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_DELETE = answer

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open("port", "w") as handle:
    print(server.server_port, file=handle)
server.serve_forever()
PY
python3 server.py &
server=$!
until [ -s port ]; do kill -0 "$server"; done
url=http://127.0.0.1:$(cat port)

cat > client.py <<'PY'
import json
import sys
import urllib.request

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient

url = sys.argv[1]
client = SchemaRegistryClient({"url": url})
schema = Schema('"string"', "AVRO")


def step(what, normalize=False):
    identifier = client.register_schema("py", schema, normalize)
    with urllib.request.urlopen(f"{url}/count/py") as answer:
        print(f"python {what}: id {identifier}, {json.load(answer)} asked")


step("register")
step("normalize", True)
client.delete_subject("py")
step("subject deleted")
client.delete_version("py", 1)
step("version deleted")
PY
cat > client.js <<'JS'
const { SchemaRegistryClient } = require('@confluentinc/schemaregistry');

const url = process.argv[2];
const client = new SchemaRegistryClient({ baseURLs: [url] });
const schema = { schema: '"string"', schemaType: 'AVRO' };

async function step(what, normalize = false) {
  const id = await client.register('js', schema, normalize);
  const asked = await (await fetch(`${url}/count/js`)).json();
  console.log(`npm ${what}: id ${id}, ${asked} asked`);
}

(async () => {
  await step('register');
  await step('normalize', true);
  await client.deleteSubject('js');
  await step('subject deleted');
  await client.deleteSubjectVersion('js', 1);
  await step('version deleted');
  process.exit(0);
})();
JS
{
  PYTHONPATH=py python3 client.py "$url"
  NODE_PATH=js/node_modules node client.js "$url"
} > seen

cat > expected <<'END'
python register: id 7, 1 asked
python normalize: id 7, 0 asked
python subject deleted: id 7, 0 asked
python version deleted: id 7, 0 asked
npm register: id 7, 1 asked
npm normalize: id 7, 0 asked
npm subject deleted: id 7, 1 asked
npm version deleted: id 7, 0 asked
END
diff -u expected seen
echo "as described: an id is answered for what was deleted, and nothing was registered"
