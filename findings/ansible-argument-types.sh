#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.16.14 and 2.19.14, ArgumentSpecValidator (2.21.5 and 2.22.0rc1 answered like 2.19.14 in every line).
# Belief:    a declared type decides what a module gets: `int` gives an integer or an error, an element that is null is no
#            string, and a playbook means the same after an update of ansible-core.
# Behaviour: `int` lets a boolean through as the boolean, past `choices: [1, 2]` too. The text "1e3" is refused by 2.16 and is 1000
#            for 2.19; for type `bytes` it is one exbibyte (1 EiB, the e read as a unit) for 2.16, and refused by 2.19. A null in
#            a list of strings is an error for 2.16 and an empty string for 2.19. "a,b , c" keeps its blanks as a list, as a dict
#            ("a=1, b=2") it loses them.
# Seen:      2026-11-29:                               2.16.14                2.19.14
#              int       True                           True                   True
#              int 1, 2  True                           True                   True
#              int       '1e3'                          refused                1000
#              bytes     '1e3'                          1152921504606846976    refused
#              list of str ['a', None]                  refused                ['a', '']
# Matters:   what a module sends on as JSON is then `true` where the API asks for a number, or an empty name where a variable was
#            not set. The same play fails under one release and changes something under the other.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > validate.py <<'PY'
import sys

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

for spec, value in (
    ({"type": "int"}, True),
    ({"type": "int", "choices": [1, 2]}, True),
    ({"type": "int"}, "1e3"),
    ({"type": "int"}, "1.0"),
    ({"type": "bytes"}, "1e3"),
    ({"type": "bytes"}, "1Bytes"),
    ({"type": "list", "elements": "str"}, ["a", None]),
    ({"type": "list", "elements": "str"}, "a,b , c"),
    ({"type": "dict"}, "a=1, b=2"),
):
    result = ArgumentSpecValidator({"option": spec}).validate({"option": value})
    answer = "refused" if result.error_messages else repr(result.validated_parameters["option"])
    print(sys.argv[1], spec["type"], *spec.get("choices", ()), repr(value), "->", answer)
PY
for version in 2.16.14 2.19.14; do
  python3 -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  PYTHONPATH="core-$version" python3 validate.py "$version"
done > seen

cat > expected <<'END'
2.16.14 int True -> True
2.16.14 int 1 2 True -> True
2.16.14 int '1e3' -> refused
2.16.14 int '1.0' -> refused
2.16.14 bytes '1e3' -> 1152921504606846976
2.16.14 bytes '1Bytes' -> 1
2.16.14 list ['a', None] -> refused
2.16.14 list 'a,b , c' -> ['a', 'b ', ' c']
2.16.14 dict 'a=1, b=2' -> {'a': '1', 'b': '2'}
2.19.14 int True -> True
2.19.14 int 1 2 True -> True
2.19.14 int '1e3' -> 1000
2.19.14 int '1.0' -> 1
2.19.14 bytes '1e3' -> refused
2.19.14 bytes '1Bytes' -> refused
2.19.14 list ['a', None] -> ['a', '']
2.19.14 list 'a,b , c' -> ['a', 'b ', ' c']
2.19.14 dict 'a=1, b=2' -> {'a': '1', 'b': '2'}
END
diff -u expected seen
echo "as described: the same arguments are other values, or errors, by release"
