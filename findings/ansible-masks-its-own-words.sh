#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.21.5 and 2.22.0rc1, Ansible Vault, the default callback with results as JSON.
# Belief:    a value from a Vault that is as short as a flag, a port or a region is masked where it is shown, and what a program reads of the
#            output, the recap and results in JSON, stays what it is.
# Behaviour: 2.22.0rc1 puts $REDACTED$ wherever the text is met, of any length, in data of other origin and in Ansible's own words: a number
#            that has the digits becomes a text in the JSON, `true` becomes a bare $REDACTED$ that no parser takes, and `ok` goes from the lines
#            of tasks and the recap. What has been registered is as it was: a condition still sees the number.
# Seen:      2026-11-30: see `expected` below; 2.21.5 masks nothing of it.
# Matters:   pipelines that read the recap or the results break with the first vaulted value that is an ordinary word, far from the task that
#            uses it. Whatever is not secret has to stay out of encrypted files.
# Needs:     Python 3.13 or later, for these releases; the first of python3, python3.13, python3.14 and pyenv's that is.
set -euo pipefail

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null; }
for python in python3 python3.13 python3.14 "$HOME"/.pyenv/versions/3.1[3-9]*/bin/python3 none; do
  if recent "$python"; then break; fi
done
[ "$python" != none ] || { echo "NOT RUN: no Python 3.13 or later was found" >&2; exit 3; }
python=$("$python" -c 'import sys; print(sys.executable)')

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo "pass of the vault" > password
cat > play.yml <<'END'
- hosts: localhost
  gather_facts: false
  vars_files: [sealed.yml]
  tasks:
    - ansible.builtin.debug: {msg: {used: "<{{ sealed }}>"}}
    - ansible.builtin.debug: {msg: {partitions: 1240, compacted: true, note: took 12 s}}
      register: told
    - ansible.builtin.assert: {that: [told.msg.partitions == 1240, told.msg.compacted is true], quiet: true}
END

for version in 2.21.5 2.22.0rc1; do
  "$python" -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  for sealed in 12 true ok; do
    echo "sealed: '$sealed'" > sealed.yml
    export PYTHONPATH="$work/core-$version" ANSIBLE_HOME="$work/home" ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false
    export ANSIBLE_VAULT_PASSWORD_FILE="$work/password" ANSIBLE_CALLBACK_RESULT_FORMAT=json
    "$python" -m ansible vault encrypt sealed.yml > encrypted 2>&1
    "$python" -m ansible playbook -i localhost, -c local -e "ansible_python_interpreter=$python" play.yml > output
    echo "$version with $sealed sealed:"
    sed -n 's/^ *\("\(used\|partitions\|compacted\|note\)": .*\)$/  \1/p; s/^\(.*\): \[localhost\]$/  \1: the condition holds/p' output
    sed -n 's/^localhost *: \([^ ]*\) .*/  recap: \1/p' output
  done
done > seen

cat > expected <<'END'
2.21.5 with 12 sealed:
  "used": "<12>"
  "compacted": true,
  "note": "took 12 s",
  "partitions": 1240
  ok: the condition holds
  recap: ok=3
2.21.5 with true sealed:
  "used": "<true>"
  "compacted": true,
  "note": "took 12 s",
  "partitions": 1240
  ok: the condition holds
  recap: ok=3
2.21.5 with ok sealed:
  "used": "<ok>"
  "compacted": true,
  "note": "took 12 s",
  "partitions": 1240
  ok: the condition holds
  recap: ok=3
2.22.0rc1 with 12 sealed:
  "used": "<$REDACTED$>"
  "compacted": true,
  "note": "took $REDACTED$ s",
  "partitions": "$REDACTED$40"
  ok: the condition holds
  recap: ok=3
2.22.0rc1 with true sealed:
  "used": "<$REDACTED$>"
  "compacted": $REDACTED$,
  "note": "took 12 s",
  "partitions": 1240
  ok: the condition holds
  recap: ok=3
2.22.0rc1 with ok sealed:
  "used": "<$REDACTED$>"
  "compacted": true,
  "note": "to$REDACTED$ 12 s",
  "partitions": 1240
  $REDACTED$: the condition holds
  recap: $REDACTED$=3
END
diff -u expected seen
echo "as described: what one sealed text spells is masked in numbers, in booleans and in Ansible's own words"
