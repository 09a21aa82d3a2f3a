#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  @confluentinc/schemaregistry 1.10.1 (npm) and confluent-kafka 2.16.1 (PyPI), the registry clients of each.
# Belief:    a client that encodes a subject in the path of one request does so in all, and what is searched for in a query is encoded once.
# Behaviour: npm's getAllVersions and updateConfig put the subject into the path as it is, while all its other methods encode it. So of a subject
#            a/b neither works, and for a subject a#b both speak of the subject a: its settings are changed, and the answer is 200.
#            PyPI's get_latest_with_metadata encodes key and value of the metadata twice, so a pair that needs encoding is looked for as
#            another text and never found; npm's encodes them once.
# Seen:      2026-11-29, what a server on loopback was asked for: see `expected` below.
# Matters:   who sets the compatibility of subjects from a list with the npm client can change another subject's than the one named.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m pip install --quiet --quiet --no-compile --target py 'confluent-kafka[schemaregistry]==2.16.1'
npm install --silent --no-audit --no-fund --prefix js @confluentinc/schemaregistry@1.10.1 >/dev/null

cat > client.js <<'JS'
const http = require('http');
const { SchemaRegistryClient } = require('@confluentinc/schemaregistry');

let asked = [];
const server = http.createServer((request, answer) => {
  asked.push(`${request.method} ${request.url}`);
  answer.setHeader('Content-Type', 'application/json');
  const list = request.method === 'DELETE' || request.url.endsWith('/versions');
  answer.end(list ? '[1]' : '{"id": 7, "version": 1, "compatibility": "NONE", "compatibilityLevel": "NONE"}');
});

server.listen(0, '127.0.0.1', async () => {
  const client = new SchemaRegistryClient({ baseURLs: [`http://127.0.0.1:${server.address().port}`] });
  const steps = {
    getAllVersions: (subject) => client.getAllVersions(subject),
    updateConfig: (subject) => client.updateConfig(subject, { compatibilityLevel: 'NONE' }),
    updateCompatibility: (subject) => client.updateCompatibility(subject, 'NONE'),
    getConfig: (subject) => client.getConfig(subject),
    deleteSubject: (subject) => client.deleteSubject(subject),
  };
  for (const [name, step] of Object.entries(steps)) {
    for (const subject of ['a/b', 'a#b']) {
      asked = [];
      await step(subject);
      console.log(`npm ${name} ${subject}: ${asked.join(', ')}`);
    }
  }
  asked = [];
  await client.getLatestWithMetadata('s', { 'team/owner': 'a&b' });
  console.log(`npm metadata: ${asked[0].replace(/^.*key=/, 'key=')}`);
  server.close();
  server.closeAllConnections();
});
JS

cat > client.py <<'PY'
import http.server
import threading

from confluent_kafka.schema_registry import SchemaRegistryClient

asked = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        self.send_response(404)  # the pair is on no version
        self.end_headers()
        self.wfile.write(b'{"error_code": 40401, "message": "none"}')

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = SchemaRegistryClient({"url": f"http://127.0.0.1:{server.server_port}"})
try:
    client.get_latest_with_metadata("s", {"team/owner": "a&b"})
except Exception as error:
    assert "none" in str(error), error
print("python metadata: key=" + asked[0].partition("key=")[2])
server.shutdown()
PY

{
  NODE_PATH=js/node_modules node client.js
  PYTHONPATH=py python3 client.py
} > seen

cat > expected <<'END'
npm getAllVersions a/b: GET /subjects/a/b/versions
npm getAllVersions a#b: GET /subjects/a
npm updateConfig a/b: PUT /config/a/b
npm updateConfig a#b: PUT /config/a
npm updateCompatibility a/b: PUT /config/a%2Fb
npm updateCompatibility a#b: PUT /config/a%23b
npm getConfig a/b: GET /config/a%2Fb
npm getConfig a#b: GET /config/a%23b
npm deleteSubject a/b: DELETE /subjects/a%2Fb?permanent=false
npm deleteSubject a#b: DELETE /subjects/a%23b?permanent=false
npm metadata: key=team%2Fowner&value=a%26b
python metadata: key=team%252Fowner&value=a%2526b
END
diff -u expected seen
echo "as described: two methods of the npm client do not encode the subject, and the Python client encodes metadata twice"
