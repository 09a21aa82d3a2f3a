#!/bin/sh
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# All tests on another ansible-core: the oldest supported, with Python 3.10, or the newest there is, release candidates and betas included.
# Without such an interpreter nothing runs, and it says so.
#
#   tools/other_core.sh oldest|newest FOLDER [arguments of pytest]
set -eu

which=$1
venv=$2
shift 2
if [ "$which" = oldest ] && ! tools/find-python.sh 3.10 >/dev/null 2>&1; then
  echo "NOT RUN: this machine has no Python 3.10, so the tests on the oldest supported ansible-core did not run" >&2
  exit 3
fi
# The newest is looked for each time: there may be one since.
if [ "$which" = newest ] || [ ! -e "$venv/.installed" ] || [ requirements-oldest.txt -nt "$venv/.installed" ]; then
  tools/venv.sh "$venv" "$which"
  touch "$venv/.installed"
fi
"$venv/bin/ansible" --version | head -n 1
STREAMOPS_JOURNALS="$PWD/build/journals-$which"
export STREAMOPS_JOURNALS
set -x
exec "$venv/bin/python" -m pytest -q -n 2 --dist worksteal -rs "${@:-tests}"
