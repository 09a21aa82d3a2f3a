#!/bin/sh
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Create or complete a virtual environment.
#
#   tools/venv.sh FOLDER run            ansible-core, requests and the sandbox: what `make demo` needs
#   tools/venv.sh FOLDER dev            the above and every tool of the quality gates
#   tools/venv.sh FOLDER oldest         Python 3.10 and the oldest supported ansible-core
#   tools/venv.sh FOLDER galaxy         galaxy-importer, which Ansible Galaxy runs
#   tools/venv.sh FOLDER newest         as dev, with the newest ansible-core, release candidates and betas included
#
# PYTHON=/path/to/python chooses another interpreter.
set -eu

venv=$1
set_name=$2

make_venv() {
  [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null && return 0
  rm -rf "$venv"
  if [ "$set_name" = oldest ]; then python=${PYTHON:-$(tools/find-python.sh 3.10)}; else python=${PYTHON:-$(tools/find-python.sh)}; fi
  echo "virtual environment $venv with $python ($("$python" -V))"
  if "$python" -m venv "$venv" 2>"$venv.log"; then rm -f "$venv.log"; return 0; fi
  # Debian splits ensurepip into a package of its own. Three other ways to the same environment.
  rm -rf "$venv"
  if "$python" -m virtualenv "$venv" >>"$venv.log" 2>&1; then rm -f "$venv.log"; return 0; fi
  rm -rf "$venv"
  if "$python" -m pip --version >>"$venv.log" 2>&1 && "$python" -m venv --without-pip "$venv" >>"$venv.log" 2>&1 \
    && "$python" -m pip --python "$venv/bin/python" install -q pip >>"$venv.log" 2>&1; then rm -f "$venv.log"; return 0; fi
  rm -rf "$venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt-get update -qq >>"$venv.log" 2>&1
    if apt-get install -y -qq "python$version-venv" >>"$venv.log" 2>&1 && "$python" -m venv "$venv" >>"$venv.log" 2>&1; then
      rm -f "$venv.log"
      return 0
    fi
  fi
  rm -rf "$venv"
  cat "$venv.log" >&2
  echo "$python can make no virtual environment: install its venv module (Debian: apt-get install python3-venv)" >&2
  exit 1
}

install() {
  echo "pip install $*"
  # What is used is compiled when it is used.
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile "$@"
}

make_venv
case "$set_name" in
  run)
    # requirements-dev.txt serves as the constraints; constraints may hold no extras.
    sed 's/\[[a-z,]*\]//' requirements-dev.txt > "$venv/constraints.txt"
    install -c "$venv/constraints.txt" ansible-core -r requirements.txt -r tests/sandbox/requirements.txt
    ;;
  dev) install -r requirements-dev.txt -r requirements.txt -r tests/sandbox/requirements.txt ;;
  oldest) install -r requirements-oldest.txt -r requirements.txt -r tests/sandbox/requirements.txt ;;
  galaxy) install galaxy-importer==0.4.44 'ansible-core>=2.16' -r requirements.txt ;;
  newest)
    grep -v '^ansible-core' requirements-dev.txt > "$venv/requirements.txt"
    install -r "$venv/requirements.txt" -r requirements.txt -r tests/sandbox/requirements.txt
    install --upgrade --pre ansible-core
    ;;
  *) echo "unknown set '$set_name'" >&2; exit 2 ;;
esac
