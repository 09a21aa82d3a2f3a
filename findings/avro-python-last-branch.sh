#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  avro 1.12.2 (PyPI, Apache's own for Python) and fastavro 1.13.1, writing values into unions.
# Belief:    where a value fits several branches of a union, a writer takes the first, or the one that fits best.
# Behaviour: avro takes the last that fits, and a number or a boolean fits much: true in [boolean, int] is written as the int 1, 0.1 in
#            [double, float] as a float, which is read as 0.10000000149011612, and 5 in [int, float] as 5.0. fastavro takes the first, so
#            that 1 in [float, int] is 1.0. A symbol of an enum in [enum, string] is an enum for one and a string for the other.
# Seen:      2026-11-30: see `expected` below; the number is that of the branch, and then what the writer's own reader makes of it.
# Matters:   ["null", ...] is harmless, and so are both libraries' own tests; a union of two numbers or texts, as in records that grew, changes
#            values without an error, and in another way after a change of the library. For fastavro the branch can be stated: ("int", 1).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m pip install --quiet --quiet --no-compile --no-warn-conflicts --target python avro==1.12.2 fastavro==1.13.1

cat > write.py <<'END'
import io
import json

import avro.io
import avro.schema
import fastavro

ENUM = {"type": "enum", "name": "Level", "symbols": ["LOW", "HIGH"]}
RECORD = {"type": "record", "name": "Price", "fields": [{"name": "amount", "type": "int"}]}
CASES = [
    (["null", "int"], 1),
    (["boolean", "int"], True),
    (["double", "float"], 0.1),
    (["int", "float"], 5),
    (["float", "int"], 1),
    ([ENUM, "string"], "LOW"),
    (["string", ENUM], "LOW"),
    ([{"type": "map", "values": "int"}, RECORD], {"amount": 3}),
]


def by_avro(schema, value):
    parsed = avro.schema.parse(json.dumps(schema))
    buffer = io.BytesIO()
    avro.io.DatumWriter(parsed).write(value, avro.io.BinaryEncoder(buffer))
    return buffer.getvalue(), avro.io.DatumReader(parsed).read(avro.io.BinaryDecoder(io.BytesIO(buffer.getvalue())))


def by_fastavro(schema, value):
    buffer = io.BytesIO()
    fastavro.schemaless_writer(buffer, fastavro.parse_schema(schema), value)
    buffer.seek(0)
    return buffer.getvalue(), fastavro.schemaless_reader(buffer, fastavro.parse_schema(schema))


for union, value in CASES:
    names = [branch if isinstance(branch, str) else branch["type"] for branch in union]
    said = []
    for library in (by_avro, by_fastavro):
        written, read = library({"type": "record", "name": "Event", "fields": [{"name": "x", "type": union}]}, {"x": value})
        said.append(f"{names[written[0] // 2]} {json.dumps(read['x'])}")
    print(f"{json.dumps(value)} in [{', '.join(names)}]: avro {said[0]}, fastavro {said[1]}")
END
PYTHONPATH="$work/python" python3 write.py > seen

cat > expected <<'END'
1 in [null, int]: avro int 1, fastavro int 1
true in [boolean, int]: avro int 1, fastavro boolean true
0.1 in [double, float]: avro float 0.10000000149011612, fastavro double 0.1
5 in [int, float]: avro float 5.0, fastavro int 5
1 in [float, int]: avro int 1, fastavro float 1.0
"LOW" in [enum, string]: avro string "LOW", fastavro enum "LOW"
"LOW" in [string, enum]: avro enum "LOW", fastavro string "LOW"
{"amount": 3} in [map, record]: avro record {"amount": 3}, fastavro map {"amount": 3}
END
diff -u expected seen
echo "as described: avro writes the last branch that fits, fastavro the first"
