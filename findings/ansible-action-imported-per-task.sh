#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.16.14 and 2.19.14, a collection with action plugins that share a file of module_utils.
# Belief:    an action plugin is imported once in a run, with what it imports, and Python keeps what was compiled. Whether a module
#            has an action plugin of its name, or meta/runtime.yml routes it to one (plugin_routing, action_plugin), is the same.
# Behaviour: the main process, which forks a worker for each task and host, imports only an action of the module's own name. One that
#            a module is routed to is imported in each worker, together with all that it imports. And Ansible's loader compiles what is
#            imported from a collection each time: it neither writes nor reads a compiled file, but of the plugin's own file.
#            The package `plugins/action` is imported in the main process in both cases: what its __init__.py imports, all workers have.
# Seen:      2026-11-30, three tasks on two hosts: the shared file is imported once, by the main process, for the module with an
#            action of its name; six times, in six workers, for the routed one; once, by the main process, where __init__.py
#            imports it. No compiled file of it is left; with PYTHONPYCACHEPREFIX there is one of the plugin.
# Matters:   for 176 modules that are routed to one action the import was two fifths of the processor's time of a task.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset PYTHONDONTWRITEBYTECODE
root=collections/ansible_collections/some/thing
mkdir -p $root/plugins/{action,modules,module_utils} $root/meta
printf 'namespace: some\nname: thing\nversion: 1.0.0\n' > $root/galaxy.yml
cat > $root/plugins/module_utils/shared.py <<'END'
import os

with open(os.environ["IMPORTED"], "a") as file:
    print("main" if os.environ["MAIN"] == str(os.getpid()) else os.getpid(), file=file)
END
for name in own routed; do
  printf '#!/usr/bin/python\nDOCUMENTATION = "{module: %s, short_description: x, description: [x], author: [x], options: {}}"\n' $name \
    > $root/plugins/modules/$name.py
done
cat > $root/plugins/action/own.py <<'END'
from ansible.plugins.action import ActionBase

from ..module_utils import shared  # noqa: F401


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        return {"changed": False}
END
cp $root/plugins/action/own.py $root/plugins/action/another.py
printf 'requires_ansible: ">=2.16"\nplugin_routing:\n  modules:\n    routed:\n      action_plugin: some.thing.another\n' > $root/meta/runtime.yml
for name in own routed; do
  printf -- '- hosts: all\n  gather_facts: false\n  tasks:\n' > $name.yml
  for _ in 1 2 3; do printf '    - some.thing.%s:\n' $name >> $name.yml; done
done
cat > run.py <<'END'
"""ansible-playbook, in a process that says which it is."""
import os
import sys

os.environ["MAIN"] = str(os.getpid())
from ansible.cli.playbook import main  # noqa: E402

main(["ansible-playbook", "-i", "one,two,", "-c", "local", sys.argv[1]])
END

run() { # CASE PLAY
  rm -rf imported compiled
  touch imported
  PYTHONPATH="$work/core-$version" PYTHONPYCACHEPREFIX="$work/compiled" ANSIBLE_COLLECTIONS_PATH="$work/collections" ANSIBLE_HOME="$work/home" \
    ANSIBLE_DEPRECATION_WARNINGS=false ANSIBLE_NOCOLOR=1 IMPORTED="$work/imported" python3 run.py "$2" > output 2>&1 || { cat output >&2; exit 1; }
  printf '%s %s: main process %s, workers %s; compiled files: shared %s, plugin %s\n' "$version" "$1" "$(grep -c main imported || true)" \
    "$(grep -vc main imported || true)" "$(find compiled -name 'shared.*' | wc -l)" "$(find compiled -path '*plugins/action*' -name '[ao]*.pyc' | wc -l)"
}

for version in 2.16.14 2.19.14; do
  python3 -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  : > $root/plugins/action/__init__.py
  run 'action of its name' own.yml
  run 'routed' routed.yml
  echo 'from ..module_utils import shared  # noqa: F401' > $root/plugins/action/__init__.py
  run 'routed, imported by the package' routed.yml
  rm $root/plugins/action/__init__.py
done > seen

for version in 2.16.14 2.19.14; do
  cat <<END
$version action of its name: main process 1, workers 0; compiled files: shared 0, plugin 1
$version routed: main process 0, workers 6; compiled files: shared 0, plugin 1
$version routed, imported by the package: main process 1, workers 0; compiled files: shared 0, plugin 1
END
done > expected
diff -u expected seen
echo "as described: what a routed action imports is imported, and compiled, by each worker"
