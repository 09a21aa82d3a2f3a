#!/bin/sh
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What Ansible Galaxy says of the tarball: galaxy-importer over build/dist, in an environment of its own (FOLDER).
#
#   tools/galaxy.sh FOLDER
set -eu

venv=$1
tools/venv.sh "$venv" galaxy
PATH="$PWD/$venv/bin:$PATH"
export PATH
set -- build/dist/*.tar.gz
[ $# = 1 ] || { echo "one tarball is wanted in build/dist, and there are: $*" >&2; exit 2; }
set -x
"$venv/bin/python" -m galaxy_importer.main "$1"
