#!/bin/sh
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Print the real path of the newest usable Python, or of the one asked for.
#
#   tools/find-python.sh [VERSION]      e.g. tools/find-python.sh 3.10
#
# Usable means 3.10 or later and able to run: a pyenv shim whose version is not selected is on PATH but fails, so every
# candidate is run and asked for its own path. 3.14 comes after the versions that the gates are run on.
set -eu

wanted=${1:-}

try() {
  "$1" - "$wanted" <<'PY' 2>/dev/null
import os, ssl, sys
version = "%d.%d" % sys.version_info[:2]
wanted = sys.argv[1]
if sys.version_info < (3, 10) or (wanted and wanted != version):
    sys.exit(1)
# Inside a virtual environment, sys.executable would tie the new environment to a folder that may go away.
base = os.path.join(sys.base_prefix, "bin", "python" + version)
print(base if os.path.exists(base) else sys.executable)
PY
}

for version in ${wanted:-3.13 3.12 3.14 3.11 3.10}; do
  for candidate in "python$version" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/"python$version" \
    "/usr/bin/python$version" "/usr/local/bin/python$version" "/opt/python/$version"*/bin/"python$version"; do
    case "$candidate" in
      */*) [ -x "$candidate" ] || continue ;;
      *) command -v "$candidate" >/dev/null 2>&1 || continue ;;
    esac
    try "$candidate" && exit 0
  done
done
for candidate in python3 python; do
  if command -v "$candidate" >/dev/null 2>&1; then
    try "$candidate" && exit 0
  fi
done
echo "no usable Python ${wanted:-3.10 or later} was found on this machine" >&2
exit 1
