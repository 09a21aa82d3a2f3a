# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build the tarball from a fresh copy, install it into build/installed, and look at what was installed.

ansible-galaxy ignores .gitignore: a build from a checkout that was worked in would ship caches and journals.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from stage import INSIDE, ROOT, source_files, stage

DIST = ROOT / "build" / "dist"
INSTALLED = ROOT / "build" / "installed"
# In a tarball, but no file of the checkout.
GENERATED = frozenset({"MANIFEST.json", "FILES.json"})
# What a collection has at its top level; anything else there has strayed into the repository.
TOP = GENERATED | {"README.md", "LICENSE", "CHANGELOG.rst", "CONTRIBUTING.md", "SECURITY.md", "requirements.txt"}
REQUIRED = ("README.md", "LICENSE", "CHANGELOG.rst", "meta/runtime.yml", "requirements.txt", "playbooks/bootstrap.yml")


def run(*command: str, cwd: Path) -> str:
    """Run one of Ansible's commands from this environment; stops with its output when it fails."""
    print("$", *(word.replace(f"{ROOT}/", "") for word in command), flush=True)
    env = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(INSTALLED), "ANSIBLE_NOCOLOR": "1"}
    program = str(Path(sys.executable).parent / command[0])
    done = subprocess.run([program, *command[1:]], cwd=cwd, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check_contents(tarball: Path) -> int:
    """The tarball holds files of the checkout and nothing else, among them all that a user needs."""
    with tarfile.open(tarball) as archive:
        names = {member.name for member in archive.getmembers() if member.isfile()}
    foreign = names - GENERATED - {str(path) for path in source_files()}
    if foreign:
        raise SystemExit(f"the tarball holds what the checkout does not: {sorted(foreign)}")
    strayed = {name for name in names if "/" not in name} - TOP
    if strayed:
        raise SystemExit(f"no files of a collection, so they go or galaxy.yml leaves them out: {sorted(strayed)}")
    plugins = {str(path) for path in source_files() if path.parts[0] in ("plugins", "roles", "playbooks")}
    absent = (set(REQUIRED) | plugins) - names
    if absent:
        raise SystemExit(f"the tarball lacks {sorted(absent)}")
    return len(names)


def main() -> int:
    for folder in (DIST, INSTALLED):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    collection = stage("package", fresh=True) / INSIDE
    run("ansible-galaxy", "collection", "build", "--output-path", str(DIST), cwd=collection)
    (tarball,) = DIST.glob("streamops-confluent-*.tar.gz")
    count = check_contents(tarball)
    command = ("ansible-galaxy", "collection", "install", "--offline", "--no-deps", "-p", str(INSTALLED), str(tarball))
    run(*command, cwd=DIST)
    documentation = run("ansible-doc", "streamops.confluent.confluent_topic", cwd=DIST)
    if "EXAMPLES" not in documentation:
        raise SystemExit(f"ansible-doc shows no examples of confluent_topic:\n{documentation}")
    print(f"build: {tarball.name}, {tarball.stat().st_size // 1024} KiB, {count} files, installed into build/installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
