#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.16.14 and 2.19.14, roles that depend on a role with a long meta/argument_specs.yml.
# Belief:    a role that others depend on runs once in a play, so its files are loaded once; and what the loader keeps of a file is
#            given back for next to nothing.
# Behaviour: each include_role of a role that depends on it loads the dependency's files anew, though its tasks and the check of its
#            arguments run the first time only. What is kept of a file is given back as a deep copy, and copying the loader's texts,
#            which say where they stand, is far dearer than copying plain ones; since 2.19, whose values carry tags, several times
#            dearer again.
# Seen:      2026-11-29, ten includes, 300 options in the dependency's argument spec: loaded 10 times, checked and run once, in both. One
#            copy takes 11 ms in 2.16.14 and 42 ms in 2.19.14, where a copy of the same without what the loader adds takes 0.6 ms.
# Matters:   with a shared spec of 1,500 lines and fifteen roles that depend on it, two thirds of the time of a play's main process
#            were this copying.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p roles/shared/meta roles/shared/tasks roles/part/meta roles/part/tasks
{
  printf 'argument_specs:\n  main:\n    options:\n'
  for number in $(seq 300); do
    printf '      option_%s:\n        description: What the option %s is for.\n        type: str\n        required: false\n' "$number" "$number"
  done
} > roles/shared/meta/argument_specs.yml
printf -- '- name: Shared\n  ansible.builtin.debug: {msg: shared}\n' > roles/shared/tasks/main.yml
printf 'dependencies: [shared]\n' > roles/part/meta/main.yml
printf -- '- name: Part\n  ansible.builtin.debug: {msg: part}\n' > roles/part/tasks/main.yml
{
  printf -- '- hosts: localhost\n  gather_facts: false\n  tasks:\n'
  for _ in $(seq 10); do printf '    - ansible.builtin.include_role: {name: part}\n'; done
} > play.yml

cat > watched.py <<'END'
"""Run a playbook; then say how often the spec was loaded, and what a copy costs beside the parsing."""
import copy
import json
import sys
import time

from ansible.parsing.dataloader import DataLoader

SPEC = "roles/shared/meta/argument_specs.yml"
loaded = []
load = DataLoader.load_from_file


def watched(self, file_name, *further, **named):
    if file_name.endswith(SPEC):
        loaded.append(file_name)
    return load(self, file_name, *further, **named)


DataLoader.load_from_file = watched
from ansible.cli.playbook import main  # noqa: E402

try:
    main(["ansible-playbook", "-i", "localhost,", "-c", "local", "play.yml"])
except SystemExit as ended:
    assert not ended.code, ended.code
loader = DataLoader()
plain = json.loads(json.dumps(load(loader, SPEC)))


def cost(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


kept = min(cost(lambda: load(loader, SPEC)) for _ in range(15))
copied = min(cost(lambda: copy.deepcopy(plain)) for _ in range(15))
print(f"loaded {len(loaded)}", file=sys.stderr)
print(f"what is kept: {'over 30' if kept > 30 * copied else 'over 5' if kept > 5 * copied else 'up to 5'} copies", file=sys.stderr)
print(f"{kept * 1000:.1f} ms, and {copied * 1000:.1f} ms without tags", file=open("times", "w"))
END

for version in 2.16.14 2.19.14; do
  python3 -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  PYTHONPATH="$work/core-$version" ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_ROLES_PATH="$work/roles" \
    ANSIBLE_HOME="$work/home" ANSIBLE_DEPRECATION_WARNINGS=false python3 watched.py > output 2> told || { cat output told >&2; exit 1; }
  sed -n "s/^\(loaded\|what is kept\)/$version \1/p" told
  printf '%s checked %s, run %s\n' "$version" "$(grep -c 'Validating arguments against arg spec' output)" "$(grep -c '"msg": "shared"' output)"
  echo "$version: $(cat times)" >&2
done > seen

cat > expected <<'END'
2.16.14 loaded 10
2.16.14 what is kept: over 5 copies
2.16.14 checked 1, run 1
2.19.14 loaded 10
2.19.14 what is kept: over 30 copies
2.19.14 checked 1, run 1
END
diff -u expected seen
echo "as described: a dependency is loaded with each include, as a copy of which the tags are the most"
