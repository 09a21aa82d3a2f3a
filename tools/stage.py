# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Copy the checkout to where Ansible's tools want a collection: build/NAME/ansible_collections/streamops/confluent.

The repository's root is the collection, but ansible-test, ansible-lint and the collection loader need the real folder
structure; a tree of links makes checks pass that looked at nothing. So the tracked and the not ignored files are copied
(only what changed), and the copy gets a Git repository of its own, for ansible-test takes its list of files from
Git and would otherwise find that everything under the ignored build/ is ignored.

    python tools/stage.py [--name stage] [--fresh]     prints the folder to put into ANSIBLE_COLLECTIONS_PATH
"""

from __future__ import annotations

import argparse
import fcntl
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
INSIDE = Path("ansible_collections", "streamops", "confluent")


def source_files(root: Path = ROOT) -> list[Path]:
    """The files that make up the collection, relative to ``root``: tracked or new, not ignored, not deleted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted({Path(name) for name in names if name and (root / name).is_file()})


def is_shipped(file: Path) -> bool:
    """Whether the file is part of what users install, by galaxy.yml's build_ignore."""
    return file.parts[0] not in _not_shipped()


@functools.cache
def _not_shipped() -> frozenset[str]:
    return frozenset(yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["build_ignore"])


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one process at a time brings a stage up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _same(source: Path, target: Path) -> bool:
    if not target.is_file() or target.is_symlink():
        return False
    here, there = source.stat(), target.stat()
    return (here.st_size, here.st_mtime_ns, here.st_mode) == (there.st_size, there.st_mtime_ns, there.st_mode)


def _copy(source: Path, target: Path) -> None:
    """Copy in one step, so that a process that reads the stage at this moment sees the old file or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copy2(source, scratch)
    except FileNotFoundError:  # deleted since the list was made
        return
    os.replace(scratch, target)


def _remove_others(collection: Path, wanted: set[Path]) -> None:
    """Delete what an earlier stage had and the checkout has no more.

    A folder without files goes with its caches: left behind, it would hide a file of its name from Ansible's imports.
    """
    folders = {parent for file in wanted for parent in file.parents}
    for folder, subfolders, names in os.walk(collection, topdown=True):
        here = Path(folder)
        if here == collection:
            subfolders[:] = [name for name in subfolders if name != ".git"]
        subfolders[:] = [name for name in subfolders if name != "__pycache__"]
        for name in [name for name in subfolders if (here / name).relative_to(collection) not in folders]:
            shutil.rmtree(here / name)
            subfolders.remove(name)
        for name in names:
            if (here / name).relative_to(collection) not in wanted:
                (here / name).unlink(missing_ok=True)


def stage(
    name: str = "stage", *, fresh: bool = False, root: Path = ROOT, wanted: Callable[[Path], bool] = lambda file: True
) -> Path:
    """Bring build/``name`` up to date with the ``wanted`` files; returns what holds ``ansible_collections`` there."""
    base = root / "build" / name
    with _locked(base):
        collection = base / INSIDE
        if fresh and collection.exists():
            shutil.rmtree(collection)
        files = [file for file in source_files(root) if wanted(file)]
        collection.mkdir(parents=True, exist_ok=True)
        for file in files:
            if not _same(root / file, collection / file):
                _copy(root / file, collection / file)
        _remove_others(collection, set(files))
        if not (collection / ".git").is_dir():
            subprocess.run(["git", "init", "-q"], cwd=collection, check=True)
    return base


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--name", default="stage", help="folder under build/")
    parser.add_argument("--fresh", action="store_true", help="start from an empty folder")
    arguments = parser.parse_args()
    print(stage(arguments.name, fresh=arguments.fresh))
    return 0


if __name__ == "__main__":
    sys.exit(main())
