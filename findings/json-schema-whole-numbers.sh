#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  JSON Schema validators, draft-07: everit-json-schema 1.14.6 and networknt json-schema-validator 1.5.9 (Java),
#            jsonschema 4.26.0 and fastjsonschema 2.22.3 (Python), ajv 8.20.0 (npm).
# Belief:    since draft-06 a number without a fraction is an integer however it is written: `1.0` and `1e2` are. 1 and 1.0 are equal,
#            so they are not unique in one array, and `"minLength": 1.0` is a schema.
# Behaviour: everit refuses `1.0` and `1e2` as integers, and the schema with `1.0` for minLength as well. networknt takes both, but calls
#            [1, 1.0] unique. The Python and JavaScript validators do what the draft says.
# Seen:      2026-11-29 (yes = valid, no = invalid, error = the schema is refused):
#                                      everit   networknt   jsonschema   fastjsonschema   ajv
#              integer, 1.0            no       yes         yes          yes              yes
#              integer, 1e2            no       yes         yes          yes              yes
#              uniqueItems, [1, 1.0]   no       yes         no           no               no
#              minLength 1.0, ""       error    no          no           no               no
# Matters:   serializers for Kafka validate with everit on the Java side and with others elsewhere. A producer in Python,
#            whose JSON writes 1.0 for a computed whole number, sends what Java consumers that validate refuse.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > cases.txt <<'JSON'
{"$schema":"http://json-schema.org/draft-07/schema#","type":"integer"} | 1.0
{"$schema":"http://json-schema.org/draft-07/schema#","type":"integer"} | 1e2
{"$schema":"http://json-schema.org/draft-07/schema#","uniqueItems":true} | [1, 1.0]
{"$schema":"http://json-schema.org/draft-07/schema#","minLength":1.0} | ""
JSON

python3 -m pip install --quiet --quiet --no-compile --target py jsonschema==4.26.0 fastjsonschema==2.22.3
npm install --silent --no-audit --no-fund --prefix js ajv@8.20.0 >/dev/null
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.github.erosb</groupId><artifactId>everit-json-schema</artifactId><version>1.14.6</version></dependency>
    <dependency><groupId>com.networknt</groupId><artifactId>json-schema-validator</artifactId><version>1.5.9</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

cat > Validate.java <<'JAVA'
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.everit.json.schema.Schema;
import org.everit.json.schema.SchemaException;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import org.json.JSONTokener;

class Validate {
    static String everit(String schema, String document) {
        try {
            Schema loaded = SchemaLoader.load(new JSONObject(schema));
            loaded.validate(new JSONTokener(document).nextValue());
            return "yes";
        } catch (ValidationException e) {
            return "no";
        } catch (SchemaException e) {
            return "error";
        }
    }

    public static void main(String[] args) throws Exception {
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
        StringBuilder everit = new StringBuilder("everit:");
        StringBuilder networknt = new StringBuilder("networknt:");
        for (String line : Files.readAllLines(Path.of("cases.txt"))) {
            String[] parts = line.split(" \\| ");
            everit.append(' ').append(everit(parts[0], parts[1]));
            networknt.append(factory.getSchema(parts[0]).validate(parts[1], InputFormat.JSON).isEmpty() ? " yes" : " no");
        }
        System.out.println(everit);
        System.out.println(networknt);
    }
}
JAVA
cat > validate.py <<'PY'
import json

import fastjsonschema
import jsonschema

with open("cases.txt") as handle:
    cases = [[json.loads(part) for part in line.split(" | ")] for line in handle]


def fast(schema, document):
    try:
        fastjsonschema.compile(schema)(document)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


for schema, _document in cases:
    jsonschema.Draft7Validator.check_schema(schema)
print("jsonschema:", *("yes" if jsonschema.Draft7Validator(s).is_valid(d) else "no" for s, d in cases))
print("fastjsonschema:", *("yes" if fast(s, d) else "no" for s, d in cases))
PY
cat > validate.js <<'JS'
const { readFileSync } = require('fs');
const Ajv = require('ajv').default;

const verdicts = readFileSync('cases.txt', 'utf8').trim().split('\n').map((line) => {
  const [schema, document] = line.split(' | ').map((part) => JSON.parse(part));
  return new Ajv({ strictTypes: false }).validate(schema, document) ? 'yes' : 'no';
});
console.log('ajv:', ...verdicts);
JS
{
  java -cp 'lib/*' Validate.java
  PYTHONPATH=py python3 validate.py
  NODE_PATH=js/node_modules node validate.js
} > seen

cat > expected <<'END'
everit: no no no error
networknt: yes yes yes no
jsonschema: yes yes no no
fastjsonschema: yes yes no no
ajv: yes yes no no
END
diff -u expected seen
echo "as described: whole numbers written with a point are integers for four of five validators"
