#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  protoc (grpcio-tools 1.85.1), protobufjs 8.8.1, Square's Wire (wire-schema-jvm 7.2.1), proto-schema-parser 2.1.0.
# Belief:    a field's number is one number, whoever reads the file; the language takes octal literals (`012`) as C does.
# Behaviour: protoc and protobufjs read `012` as 10. Wire and proto-schema-parser read it as 12, without a word; Wire reads
#            the constant `017` of an enum as 17 and `reserved 011` as 11, while proto-schema-parser leaves `011` in the reserved
#            range as it was written (so what it prints reserves 9 for protoc beside a field 12).
# Seen:      2026-11-29:
#              protoc              id=10 SENT=15 reserved=9
#              protobufjs          id=10 SENT=15 reserved=9
#              wire                id=12 SENT=17 reserved=11
#              proto-schema-parser id=12 SENT=17 reserved=011
# Matters:   the number is the wire format. A registry that parses with Wire compares, canonicalises and hands out another
#            contract than the one that the producers were compiled from, and calls a real change of the number none.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > order.proto <<'PROTO'
syntax = "proto3";
package shop;
message Order {
  reserved 011;
  string id = 012;
}
enum State {
  NEW = 0;
  SENT = 017;
}
PROTO

python3 -m pip install --quiet --quiet --no-compile --target py grpcio-tools==1.85.1 proto-schema-parser==2.1.0
npm install --silent --no-audit --no-fund --prefix js protobufjs@8.8.1 >/dev/null
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.squareup.wire</groupId><artifactId>wire-schema-jvm</artifactId><version>7.2.1</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

cat > read.py <<'PY'
from google.protobuf import descriptor_pb2
from grpc_tools import protoc
from proto_schema_parser.ast import Enum, Message, Package
from proto_schema_parser.parser import Parser

if protoc.main(["protoc", "-I.", "--descriptor_set_out=order.bin", "order.proto"]):
    raise SystemExit("protoc refuses the file")
with open("order.bin", "rb") as handle:
    file = descriptor_pb2.FileDescriptorSet.FromString(handle.read()).file[0]
order = file.message_type[0]
print(f"protoc id={order.field[0].number} SENT={file.enum_type[0].value[1].number} reserved={order.reserved_range[0].start}")

with open("order.proto") as handle:
    elements = {type(e).__name__: e for e in Parser().parse(handle.read()).file_elements}
reserved, field = elements["Message"].elements
print(f"proto-schema-parser id={field.number} SENT={elements['Enum'].elements[1].number} reserved={reserved.ranges[0]}")
PY
cat > read.js <<'JS'
const { readFileSync } = require('fs');
const shop = require('protobufjs').parse(readFileSync('order.proto', 'utf8')).root.lookup('shop');
const order = shop.lookup('Order');
console.log(`protobufjs id=${order.fields.id.id} SENT=${shop.lookup('State').values.SENT} reserved=${order.reserved[0][0]}`);
JS
cat > Read.java <<'JAVA'
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import java.nio.file.Files;
import java.nio.file.Path;

class Read {
    public static void main(String[] args) throws Exception {
        var types = ProtoParser.Companion.parse(Location.get("order.proto"), Files.readString(Path.of("order.proto"))).getTypes();
        var order = (MessageElement) types.get(0);
        System.out.println("wire id=" + order.getFields().get(0).getTag() + " SENT=" + ((EnumElement) types.get(1)).getConstants().get(1).getTag()
            + " reserved=" + order.getReserveds().get(0).getValues().get(0));
    }
}
JAVA
{
  PYTHONPATH=py python3 read.py
  NODE_PATH=js/node_modules node read.js
  java -cp 'lib/*' Read.java
} | sort > seen

cat > expected <<'END'
proto-schema-parser id=12 SENT=17 reserved=011
protobufjs id=10 SENT=15 reserved=9
protoc id=10 SENT=15 reserved=9
wire id=12 SENT=17 reserved=11
END
diff -u expected seen
echo "as described: two readers of '012' say 10, two say 12"
