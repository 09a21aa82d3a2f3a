# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Check that the changelog speaks of the version that galaxy.yml names (antsibull-changelog lint reads fragments only).

Prints ``changelog: N entries`` with the number of fragments and of released changes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def entries(changelog: dict[str, Any], fragments: list[Path]) -> int:
    released = sum(
        len(texts) if isinstance(texts, list) else 1
        for release in (changelog.get("releases") or {}).values()
        for texts in release.get("changes", {}).values()
    )
    return released + len(fragments)


def main() -> int:
    version = load(Path("galaxy.yml"))["version"]
    changelog = load(Path("changelogs/changelog.yaml"))
    fragments = sorted(Path("changelogs/fragments").glob("*.y*ml"))
    problems = []
    if version not in (changelog.get("releases") or {}):
        problems.append(f"changelogs/changelog.yaml has no release {version}, which galaxy.yml names")
    if f"v{version}" not in Path("CHANGELOG.rst").read_text(encoding="utf-8"):
        problems.append(f"CHANGELOG.rst does not speak of v{version}")
    for problem in problems:
        print(problem)
    print(f"changelog: {entries(changelog, fragments)} entries")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
