#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Avro for Java 1.11.5 and 1.12.1.
# Belief:    a minor release may read more than the one before, but what it took yesterday it takes today; and what is stored by
#            the newer is read by the older unless it uses something new in the format.
# Behaviour: the two take different languages in both directions. 1.12.1 takes a type used before its definition, a type
#            defined twice alike, and a default that fits any branch of a union (1.11.5: the first only); it refuses a namespace
#            that holds a hyphen, starts with a digit or has an empty part, all of which 1.11.5 takes.
# Seen:      2026-11-29:
#              before-definition   1.11.5 refuses  1.12.1 takes      namespace a-b.c     1.11.5 takes    1.12.1 refuses
#              defined twice alike 1.11.5 refuses  1.12.1 takes      namespace a..b      1.11.5 takes    1.12.1 refuses
#              default 5 of ["null","int"] and default null of ["int","null"]: 1.11.5 refuses, 1.12.1 takes
# Matters:   schemas live for years beside clients of every age. A registry on 1.12 registers what consumers on 1.11 cannot
#            parse; topics whose namespace came from a host name (`com.my-bank`) stop being readable by an update of a library.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > schemas.txt <<'AVRO'
used before its definition: {"type":"record","name":"R","fields":[{"name":"a","type":"X"},{"name":"b","type":{"type":"enum","name":"X","symbols":["A"]}}]}
defined twice alike: {"type":"record","name":"R","fields":[{"name":"a","type":{"type":"fixed","name":"X","size":2}},{"name":"b","type":{"type":"fixed","name":"X","size":2}}]}
default of the second branch: {"type":"record","name":"R","fields":[{"name":"a","type":["null","int"],"default":5}]}
null as the second branch: {"type":"record","name":"R","fields":[{"name":"a","type":["int","null"],"default":null}]}
hyphen in the namespace: {"type":"record","name":"R","namespace":"com.my-bank","fields":[]}
empty part of the namespace: {"type":"record","name":"R","namespace":"a..b","fields":[]}
AVRO
cat > Parse.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

class Parse {
    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("schemas.txt"))) {
            String[] parts = line.split(": ", 2);
            String verdict = "takes";
            try {
                new Schema.Parser().parse(parts[1]);
            } catch (AvroRuntimeException e) {
                verdict = "refuses";
            }
            System.out.println(args[0] + " " + verdict + " " + parts[0]);
        }
    }
}
JAVA
for version in 1.11.5 1.12.1; do
  cat > pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.avro</groupId><artifactId>avro</artifactId><version>$version</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
  mvn -q -B dependency:copy-dependencies -DoutputDirectory="lib-$version" >/dev/null
  java -cp "lib-$version/*" Parse.java "$version"
done > seen

cat > expected <<'END'
1.11.5 refuses used before its definition
1.11.5 refuses defined twice alike
1.11.5 refuses default of the second branch
1.11.5 refuses null as the second branch
1.11.5 takes hyphen in the namespace
1.11.5 takes empty part of the namespace
1.12.1 takes used before its definition
1.12.1 takes defined twice alike
1.12.1 takes default of the second branch
1.12.1 takes null as the second branch
1.12.1 refuses hyphen in the namespace
1.12.1 refuses empty part of the namespace
END
diff -u expected seen
echo "as described: 1.12.1 takes four schemas more than 1.11.5, and two less"
