#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Avro for Java 1.12.1 (SchemaCompatibility), avro 1.12.2 (PyPI, avro.compatibility), avsc 5.7.9 (npm, createResolver).
# Belief:    whether a reader's schema can read a writer's data follows from the specification, so three libraries of one format
#            agree; the specification compares the unqualified names of records.
# Behaviour: they do not, on valid schemas: a record read from an `error`, and the other way round; two fields that are each
#            other's alias (a swap of names); the same record in another namespace; an alias written in a namespaced record.
# Seen:      2026-11-29 (yes = can be read, no = not, error = the checker raises instead of answering):
#              record from error                 Java yes    Python no     avsc yes
#              error from record                 Java yes    Python error  avsc yes
#              fields that swap their names      Java error  Python yes    avsc error
#              the same name, another namespace  Java yes    Python yes    avsc no
#              alias `A` of n.B, from A          Java no     Python yes    avsc no
# Matters:   a registry's verdict is Java's. A check before registering with another library passes what the registry refuses
#            (or cannot answer), and what the registry took may still be unreadable for consumers in JavaScript.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pairs.txt <<'AVRO'
record from error | {"type":"record","name":"R","fields":[]} | {"type":"error","name":"R","fields":[]}
error from record | {"type":"error","name":"R","fields":[]} | {"type":"record","name":"R","fields":[]}
swapped fields | {"type":"record","name":"R","fields":[{"name":"a","type":"int","aliases":["b"]},{"name":"b","type":"int","aliases":["a"]}]} | {"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":"int"}]}
another namespace | {"type":"record","name":"x.R","fields":[]} | {"type":"record","name":"y.R","fields":[]}
alias in a namespace | {"type":"record","name":"B","namespace":"n","aliases":["A"],"fields":[]} | {"type":"record","name":"A","fields":[]}
AVRO

python3 -m pip install --quiet --quiet --no-compile --target py avro==1.12.2
npm install --silent --no-audit --no-fund --prefix js avsc@5.7.9 >/dev/null
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.avro</groupId><artifactId>avro</artifactId><version>1.12.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

cat > Verdict.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

class Verdict {
    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("pairs.txt"))) {
            String[] parts = line.split(" \\| ");
            Schema reader = new Schema.Parser().parse(parts[1]);
            Schema writer = new Schema.Parser().parse(parts[2]);
            String verdict;
            try {
                var type = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
                verdict = type == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE ? "yes" : "no";
            } catch (AvroRuntimeException e) {
                verdict = "error";
            }
            System.out.println("java " + parts[0] + ": " + verdict);
        }
    }
}
JAVA
cat > verdict.py <<'PY'
import avro.errors
import avro.schema
from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType

with open("pairs.txt") as handle:
    for line in handle:
        name, reader, writer = line.strip().split(" | ")
        pair = avro.schema.parse(reader), avro.schema.parse(writer)
        try:
            result = ReaderWriterCompatibilityChecker().get_compatibility(*pair)
            verdict = "yes" if result.compatibility is SchemaCompatibilityType.compatible else "no"
        except avro.errors.AvroRuntimeException:
            verdict = "error"
        print(f"python {name}: {verdict}")
PY
cat > verdict.js <<'JS'
const { readFileSync } = require('fs');
const { Type } = require('avsc');

for (const line of readFileSync('pairs.txt', 'utf8').trim().split('\n')) {
  const [name, reader, writer] = line.split(' | ');
  const [to, from] = [reader, writer].map((text) => Type.forSchema(JSON.parse(text)));
  let verdict = 'yes';
  try {
    to.createResolver(from);
  } catch (error) {
    // The library answers "no" by an error, too: only the ambiguity is another thing.
    verdict = error.message.startsWith('ambiguous') ? 'error' : 'no';
  }
  console.log(`avsc ${name}: ${verdict}`);
}
JS
{
  java -cp 'lib/*' Verdict.java
  PYTHONPATH=py python3 verdict.py
  NODE_PATH=js/node_modules node verdict.js
} > seen

cat > expected <<'END'
java record from error: yes
java error from record: yes
java swapped fields: error
java another namespace: yes
java alias in a namespace: no
python record from error: no
python error from record: error
python swapped fields: yes
python another namespace: yes
python alias in a namespace: yes
avsc record from error: yes
avsc error from record: yes
avsc swapped fields: error
avsc another namespace: no
avsc alias in a namespace: no
END
diff -u expected seen
echo "as described: three libraries, five pairs, and no pair on which all three agree"
