#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  Square's Wire (wire-schema-jvm 7.2.1) against protoc (grpcio-tools 1.85.1).
# Belief:    what Wire parses without an error it prints (`ProtoFileElement.toSchema()`) as the same schema.
# Behaviour: of a valid proto2 file, the print (1) has lost a group inside `extend` (`extend Order {}` is what remains), (2) has the
#            default of a `bytes` field without quotes, which no protoc takes, (3) has turned the escapes of a text default
#            (`"\u00e9"`) into the letters `u00e9`. There is no error and no warning.
# Seen:      2026-11-29, toSchema() of the file below:
#              optional bytes mark = 1 [default = AB];
#              optional string label = 2 [default = "u00e9t"];
#              extend Order {}
#            and protoc of that print: `order.proto:9:38: Expected string.`
# Matters:   registries print with Wire what they store and hand out (canonical and normalised forms). A client that
#            compiles the stored text fails, or gets another default and one extension less than the author wrote.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > order.proto <<'PROTO'
syntax = "proto2";
package shop;
message Order {
  optional bytes mark = 1 [default = "\101\102"];
  optional string label = 2 [default = "\u00e9t"];
  extensions 100 to 199;
}
extend Order {
  repeated group Line = 100 {
    optional int32 amount = 1;
  }
}
PROTO

python3 -m pip install --quiet --quiet --no-compile --target py grpcio-tools==1.85.1
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.squareup.wire</groupId><artifactId>wire-schema-jvm</artifactId><version>7.2.1</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

cat > Print.java <<'JAVA'
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import java.nio.file.Files;
import java.nio.file.Path;

class Print {
    public static void main(String[] args) throws Exception {
        System.out.println(ProtoParser.Companion.parse(Location.get("order.proto"), Files.readString(Path.of("order.proto"))).toSchema());
    }
}
JAVA
mkdir printed
java -cp 'lib/*' Print.java > printed/order.proto

protoc() { PYTHONPATH=py python3 -m grpc_tools.protoc "$@"; }
protoc -I. --descriptor_set_out=order.bin order.proto
{
  grep -E 'default|extend ' printed/order.proto | sed 's/^ *//'
  if protoc -Iprinted --descriptor_set_out=printed.bin order.proto 2>&1; then echo "protoc takes the print"; fi
} > seen

cat > expected <<'END'
optional bytes mark = 1 [default = AB];
optional string label = 2 [default = "u00e9t"];
extend Order {}
END
diff -u expected <(head -3 seen)
grep -q 'order.proto:9:38: Expected string' seen || { echo "protoc says of the print:" >&2; cat seen >&2; exit 1; }
echo "as described: the print has lost the group, and protoc refuses its bytes default"
