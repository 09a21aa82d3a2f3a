#!/bin/sh
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# All tests on the oldest supported ansible-core, with Python 3.10. Without that interpreter nothing runs, and it says so.
#
#   tools/oldest.sh FOLDER [arguments of pytest]
set -eu

venv=$1
shift
if ! tools/find-python.sh 3.10 >/dev/null 2>&1; then
  echo "NOT RUN: this machine has no Python 3.10, so the tests on the oldest supported ansible-core did not run" >&2
  exit 3
fi
if [ ! -e "$venv/.installed" ] || [ requirements-oldest.txt -nt "$venv/.installed" ]; then
  tools/venv.sh "$venv" oldest
  touch "$venv/.installed"
fi
"$venv/bin/ansible" --version | head -n 1
STREAMOPS_JOURNALS="$PWD/build/journals-oldest"
export STREAMOPS_JOURNALS
set -x
exec "$venv/bin/python" -m pytest -q -n 2 --dist worksteal -rs "${@:-tests}"
