#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  proto-schema-parser 2.1.0 (PyPI) against protoc (grpcio-tools 1.85.1).
# Belief:    Generator().generate(Parser().parse(text)) is the same schema, perhaps laid out differently.
# Behaviour: a file option whose value is a name is printed as the repr of a Python object inside a string:
#            `option optimize_for = "Identifier(name='CODE_SIZE')";`. A hexadecimal default of a number becomes a string, the
#            label of a group is gone, and options of enum constants and of map fields (`deprecated`) are left out silently.
# Seen:      2026-11-29, of a file that protoc takes:
#              option optimize_for = "Identifier(name='CODE_SIZE')";
#              optional int32 low = 1 [default = "-0x10"];
#              group Part = 2 {
#              map<string, int32> stock = 3;
#              SENT = 1;
#            protoc of that print: `order.proto:5:37: Expected integer for field default value.` and `6:3: Expected "required",
#            "optional", or "repeated".`
# Matters:   tools that rewrite .proto files through this package (to bundle imports, to normalise before registering) emit
#            files that no compiler takes, or, without such an option, quietly take "deprecated" off what was deprecated.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > order.proto <<'PROTO'
syntax = "proto2";
package shop;
option optimize_for = CODE_SIZE;
message Order {
  optional int32 low = 1 [default = -0x10];
  optional group Part = 2 { optional int32 x = 1; }
  map<string, int32> stock = 3 [deprecated = true];
}
enum State {
  NEW = 0;
  SENT = 1 [deprecated = true];
}
PROTO
python3 -m pip install --quiet --quiet --no-compile --target py grpcio-tools==1.85.1 proto-schema-parser==2.1.0
mkdir printed
PYTHONPATH=py python3 - <<'PY'
from proto_schema_parser.generator import Generator
from proto_schema_parser.parser import Parser

with open("order.proto") as source, open("printed/order.proto", "w") as target:
    target.write(Generator().generate(Parser().parse(source.read())))
PY

protoc() { PYTHONPATH=py python3 -m grpc_tools.protoc "$@"; }
protoc -I. --descriptor_set_out=order.bin order.proto
grep -E 'optimize_for|low|Part|stock|SENT' printed/order.proto | sed 's/^ *//' > seen
cat > expected <<'END'
option optimize_for = "Identifier(name='CODE_SIZE')";
optional int32 low = 1 [default = "-0x10"];
group Part = 2 {
map<string, int32> stock = 3;
SENT = 1;
END
diff -u expected seen
if protoc -Iprinted --descriptor_set_out=printed.bin order.proto 2>complaint; then
  echo "protoc takes the print now" >&2
  exit 1
fi
cat complaint
echo "as described: the print is another schema, and none that protoc takes"
