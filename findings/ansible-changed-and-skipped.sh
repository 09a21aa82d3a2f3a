#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.16.14 and 2.19.14, a module whose result has a list named `skipped`, or a list named `results`.
# Belief:    what a module returns besides `changed` and `failed` is data: a list of what it left out, or of results with a mark on some.
# Behaviour: a module that has changed something and returns a `skipped` list which is not empty counts as skipped, and so does one whose
#            `results` all have a `skipped` that is true, without any loop. It is shown as skipped, is not among the changed of the recap,
#            and the handlers that it notifies do not run; the registered result `is changed` all the same. With `results`, the tests even
#            say that it is not skipped.
# Seen:      2026-11-29, both versions alike (2.16.14 gives the list itself as the value of `is skipped`): see `expected` below.
# Matters:   a module for many objects that tells which of them it skipped restarts nothing any more as soon as it tells of one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir library
cat > library/told.py <<'END'
#!/usr/bin/python
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule({"back": {"type": "raw", "required": True}})
module.exit_json(changed=True, **module.params["back"])
END
cat > play.yml <<'END'
- hosts: localhost
  gather_facts: false
  tasks:
    - told: {back: {skipped: []}}
      notify: nothing left out
      register: empty
    - told: {back: {skipped: [orders]}}
      notify: one left out
      register: one
    - told: {back: {results: [{name: orders, skipped: true}, {name: payments}]}}
      notify: one of two results
      register: some
    - told: {back: {results: [{name: orders, skipped: true}]}}
      notify: all results
      register: all
    - ansible.builtin.debug:
        msg: "registered: {% for result in [empty, one, some, all] %}{{ 'changed' if result is changed else '' }}{{ ' skipped' if result is skipped else '' }}, {% endfor %}"
  handlers:
    - {name: nothing left out, ansible.builtin.debug: {msg: "handler: nothing left out"}}
    - {name: one left out, ansible.builtin.debug: {msg: "handler: one left out"}}
    - {name: one of two results, ansible.builtin.debug: {msg: "handler: one of two results"}}
    - {name: all results, ansible.builtin.debug: {msg: "handler: all results"}}
END

python=$(python3 -c 'import sys; print(sys.executable)')
for version in 2.16.14 2.19.14; do
  python3 -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  PYTHONPATH="$work/core-$version" ANSIBLE_LIBRARY="$work/library" ANSIBLE_HOME="$work/home" ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false \
    python3 -m ansible playbook -i localhost, -c local -e "ansible_python_interpreter=$python" play.yml > output
  sed -n 's/^\(changed\|skipping\): .*/\1/p; s/^ *"msg": "\(.*\)"$/\1/p; s/.*ok=\([0-9]*\) *changed=\([0-9]*\).*skipped=\([0-9]*\).*/recap: ok \1, changed \2, skipped \3/p' output \
    | sed "s/^/$version /"
done > seen

for version in 2.16.14 2.19.14; do
  sed "s/^/$version /" <<'END'
changed
skipping
changed
skipping
registered: changed, changed skipped, changed, changed, 
handler: nothing left out
handler: one of two results
recap: ok 5, changed 2, skipped 2
END
done > expected
diff -u expected seen
echo "as described: a change whose result has a list named skipped, or only skipped results, notifies no handler"
