# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The changelog: check it, or turn the fragments into the release that galaxy.yml names.

    python tools/changelog.py             check; prints ``changelog: N entries`` (fragments and released changes)
    python tools/changelog.py --release   run antsibull-changelog in a staged copy and bring back what it wrote

antsibull-changelog lint reads the fragments only; that the changelog speaks of galaxy.yml's version is checked here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from stage import INSIDE, ROOT, stage

WRITTEN = ("CHANGELOG.rst", "changelogs/changelog.yaml")


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def fragments(root: Path) -> list[Path]:
    return sorted((root / "changelogs" / "fragments").glob("*.y*ml"))


def entries(changelog: dict[str, Any]) -> int:
    """Number of released changes, new plugins among them."""
    return sum(
        len(texts) if isinstance(texts, list) else 1
        for release in changelog["releases"].values()
        for texts in [*release.get("changes", {}).values(), release.get("modules", [])]
    )


def check(root: Path = ROOT) -> list[str]:
    """What is wrong; empty when all is well."""
    version = load(root / "galaxy.yml")["version"]
    changelog = load(root / "changelogs" / "changelog.yaml")
    problems = []
    if version not in changelog["releases"]:
        problems.append(f"changelogs/changelog.yaml has no release {version}, which galaxy.yml names")
    if f"v{version}" not in (root / "CHANGELOG.rst").read_text(encoding="utf-8"):
        problems.append(f"CHANGELOG.rst does not speak of v{version}")
    named = {module["name"] for release in changelog["releases"].values() for module in release.get("modules", [])}
    modules = {path.stem for path in (root / "plugins" / "modules").glob("confluent_*.py")}
    problems += [f"no release names the module {name}: run `make changelog`" for name in sorted(modules - named)]
    print(f"changelog: {entries(changelog) + len(fragments(root))} entries")
    return problems


def release() -> int:
    """Write the release of galaxy.yml's version; run again, it takes up new modules and new fragments."""
    collection = stage("changelog", fresh=True) / INSIDE
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(collection.parents[2])}
    command = ["antsibull-changelog", "release", "--reload-plugins", "--update-existing"]
    done = subprocess.run(command, cwd=collection, env=env, check=False)
    if done.returncode:
        return done.returncode
    for name in WRITTEN:
        shutil.copyfile(collection / name, ROOT / name)
    for fragment in fragments(ROOT):
        if not (collection / "changelogs" / "fragments" / fragment.name).exists():
            fragment.unlink()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--release", action="store_true")
    if parser.parse_args().release:
        return release()
    problems = check()
    for problem in problems:
        print(problem)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
