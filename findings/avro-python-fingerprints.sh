#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  avro 1.12.2 (PyPI) against Avro for Java 1.12.1 and fastavro 1.13.1.
# Belief:    the Parsing Canonical Form, and the CRC-64-AVRO fingerprint of it, is one per schema: the specification writes the
#            rules down so that any two implementations agree.
# Behaviour: Java and fastavro agree on all five schemas below; Python's avro differs in each. (1) A logical type leaves the wrapper
#            `{"type":"bytes"}` behind, (2) so does any custom property such as `avro.java.string`, (3) the second use of a named
#            type is spelled out again instead of named, (4) `"namespace":""` of an inner type is taken as "none given", so `F`
#            becomes `n.F`, (5) an `error` stays `error`.
# Seen:      2026-11-29, canonical form of (1): Java and fastavro {"name":"n.R","type":"record","fields":[{"name":"d","type":"bytes"}]},
#            fingerprint 73283094b33467c4; Python {"name":"n.R","type":"record","fields":[{"name":"d","type":{"type":"bytes"}}]},
#            fingerprint 69327dcedf65bb78.
# Matters:   single-object encoding puts that fingerprint in front of every message, and schema caches are keyed by it. With one
#            decimal or timestamp in a record, what Python marks nobody else finds. (4) changes the type's name itself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > schemas.txt <<'AVRO'
{"type":"record","name":"R","namespace":"n","fields":[{"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}}]}
{"type":"record","name":"R","namespace":"n","fields":[{"name":"s","type":{"type":"string","avro.java.string":"String"}}]}
{"type":"record","name":"R","namespace":"n","fields":[{"name":"s","type":{"type":"fixed","name":"F","size":3}},{"name":"t","type":"F"}]}
{"type":"record","name":"R","namespace":"n","fields":[{"name":"a","type":{"type":"fixed","name":"F","namespace":"","size":2}}]}
{"type":"error","name":"R","fields":[{"name":"s","type":"string"}]}
AVRO

python3 -m pip install --quiet --quiet --no-compile --target py avro==1.12.2 fastavro==1.13.1
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

cat > canonical.py <<'PY'
import json

import avro.schema
import fastavro.schema

with open("schemas.txt") as handle, open("python.txt", "w") as python, open("fastavro.txt", "w") as fast:
    for text in handle:
        schema = avro.schema.parse(text)
        python.write(f"{schema.canonical_form} {schema.fingerprint('CRC-64-AVRO').hex()}\n")
        form = fastavro.schema.to_parsing_canonical_form(json.loads(text))
        fast.write(f"{form} {fastavro.schema.fingerprint(form, 'CRC-64-AVRO')}\n")
PY
cat > Canonical.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

class Canonical {
    public static void main(String[] args) throws Exception {
        for (String text : Files.readAllLines(Path.of("schemas.txt"))) {
            Schema schema = new Schema.Parser().parse(text);
            System.out.println(SchemaNormalization.toParsingForm(schema) + " "
                + HexFormat.of().formatHex(SchemaNormalization.parsingFingerprint("CRC-64-AVRO", schema)));
        }
    }
}
JAVA
PYTHONPATH=py python3 canonical.py
java -cp 'lib/*' Canonical.java > java.txt

cat > expected-java <<'END'
{"name":"n.R","type":"record","fields":[{"name":"d","type":"bytes"}]} 73283094b33467c4
{"name":"n.R","type":"record","fields":[{"name":"s","type":"string"}]} 5ec7b06834e8ae95
{"name":"n.R","type":"record","fields":[{"name":"s","type":{"name":"n.F","type":"fixed","size":3}},{"name":"t","type":"n.F"}]} 112c9e6cca7e58b6
{"name":"n.R","type":"record","fields":[{"name":"a","type":{"name":"F","type":"fixed","size":2}}]} d64bf07ce326e0e3
{"name":"R","type":"record","fields":[{"name":"s","type":"string"}]} 5b9cf4b45f4a6b2d
END
cat > expected-python <<'END'
{"name":"n.R","type":"record","fields":[{"name":"d","type":{"type":"bytes"}}]} 69327dcedf65bb78
{"name":"n.R","type":"record","fields":[{"name":"s","type":{"type":"string"}}]} 18cbd3fe998cdc6d
{"name":"n.R","type":"record","fields":[{"name":"s","type":{"name":"n.F","type":"fixed","size":3}},{"name":"t","type":{"name":"n.F","type":"fixed","size":3}}]} f9be042a8a47a380
{"name":"n.R","type":"record","fields":[{"name":"a","type":{"name":"n.F","type":"fixed","size":2}}]} 3027650f5149e0e0
{"name":"R","type":"error","fields":[{"name":"s","type":"string"}]} d95baa63e31a0b9d
END
diff -u java.txt fastavro.txt
diff -u expected-java java.txt
diff -u expected-python python.txt
echo "as described: Java and fastavro agree on five of five, Python's avro with them on none"
