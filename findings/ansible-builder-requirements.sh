#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-builder 3.2.0, which collects the Python requirements of the collections in an execution environment.
# Belief:    what a collection's requirements.txt asks for is installed, as pip would install it from that file.
# Behaviour: of every collection the lines for some names are left out, among them voluptuous, mock and PyYAML with the version that was asked
#            for, and nothing is said. With a hash beside them the same lines stay, for then they are no requirements to it. All other
#            lines of all collections become one file, so that constraints of one of them are looked for beside that file, where they are
#            not, and one requirement with a hash makes pip want hashes of all.
# Seen:      2026-11-30: see `expected` below.
# Matters:   a module that imports such a package works where its developer tries it and fails in the job. The file of the execution
#            environment itself ("user") is taken as it is: ask there.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m pip install --quiet --quiet --no-compile --target python ansible-builder==3.2.0
mkdir -p collections/ansible_collections/{acme/files,beta/other}
echo '{}' | tee collections/ansible_collections/acme/files/MANIFEST.json > collections/ansible_collections/beta/other/MANIFEST.json
cat > collections/ansible_collections/acme/files/requirements.txt <<'END'
-c known-good.txt
requests>=2.28
voluptuous==0.15.2
mock==5.1.0
PyYAML==6.0.1
END
echo "idna<3.8" > collections/ansible_collections/acme/files/known-good.txt
cat > collections/ansible_collections/beta/other/requirements.txt <<'END'
tabulate==0.9.0
mock==5.1.0 \
    --hash=sha256:18c694e5ae8a208cdb3d2c20a993ca1a7b0efa258c247a1e565150f477f83744
END
echo "voluptuous==0.15.2" > user.txt

PYTHONPATH="$work/python" python3 -m ansible_builder introspect collections --user-pip user.txt --write-pip seen > output 2> said
for name in voluptuous PyYAML; do
  if grep -qi "$name.*acme" output said; then
    echo "something is said of $name: the behaviour has changed"
    exit 1
  fi
done

cat > expected <<'END'
-c known-good.txt
requests>=2.28  # from collection acme.files
tabulate==0.9.0  # from collection beta.other
mock==5.1.0 \
--hash=sha256:18c694e5ae8a208cdb3d2c20a993ca1a7b0efa258c247a1e565150f477f83744
voluptuous==0.15.2  # from collection user
END
diff -u expected seen
echo "as described: three requirements of acme.files are gone without a word"
