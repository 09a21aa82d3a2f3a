#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.16.14 and 2.19.14, a task with async on this machine (connection: local).
# Belief:    a job that was begun with `async` and is asked for with `poll` is looked for where it was written.
# Behaviour: where HOME is not the home that the user database has, as in containers that run as somebody else, it is not. What
#            runs the job expands the `~` of its folder by HOME; what asks for it makes `~NAME` of it, for a local connection has
#            a user's name too, and so goes by the database. The job runs to its end and does its work, and the task fails with
#            "could not find job". The same task without async is good, and so it is with `ansible_async_dir` stated.
# Seen:      2026-11-29, both versions alike:
#              plain               rc 0
#              async               rc 2, could not find job; below HOME is the job: finished, rc 0
#              async_dir stated    rc 0
# Matters:   who follows the advice to wait for hours with `async` in an execution environment gets a failure for what is done, and
#            does it once more.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir home

said() { # said WHAT ANSIBLE-ARGUMENTS...: the exit code, and whether a job was missed
  local what=$1 code=0
  shift
  HOME=$work/home python3 -m ansible adhoc localhost -c local -m ansible.builtin.command -a "touch $work/done-$version-$what" "$@" \
    > output 2>&1 || code=$?
  printf '%s %s rc %s%s%s\n' "$version" "$what" "$code" "$(grep -q 'could not find job' output && echo ', could not find job' || true)" \
    "$(test -e "done-$version-$what" && echo ', done')"
}

for version in 2.16.14 2.19.14; do
  python3 -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  export PYTHONPATH="$work/core-$version" ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false
  said plain
  said async -B 60 -P 1
  said stated -B 60 -P 1 -e "ansible_async_dir=$work/jobs"
done > seen

cat > expected <<'END'
2.16.14 plain rc 0, done
2.16.14 async rc 2, could not find job, done
2.16.14 stated rc 0, done
2.19.14 plain rc 0, done
2.19.14 async rc 2, could not find job, done
2.19.14 stated rc 0, done
END
diff -u expected seen
echo "as described: an async job is written below HOME and looked for in the home of the user database"
