#!/bin/sh
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What Ansible Galaxy says of the tarball: galaxy-importer over build/dist, in an environment of its own (FOLDER).
#
# The importer writes its result, importer_result.json, where it is started: into build/galaxy.
#
#   tools/galaxy.sh FOLDER
set -eu

venv=$PWD/$1
tools/venv.sh "$1" galaxy
PATH="$venv/bin:$PATH"
export PATH
set -- build/dist/*.tar.gz
[ $# = 1 ] || { echo "one tarball is wanted in build/dist, and there are: $*" >&2; exit 2; }
tarball=$PWD/$1
mkdir -p build/galaxy
cd build/galaxy
set -x
"$venv/bin/python" -m galaxy_importer.main "$tarball"
