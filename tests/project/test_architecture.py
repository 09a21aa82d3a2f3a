# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/architecture.md can be held against the tree: every file has its place there, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UTILS = ROOT / "plugins" / "module_utils"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w/]+(?:\.py|/))`", PAGE))


def _places() -> list[str]:
    """What the page has to name: files by their names, and of the kinds a folder as a whole."""
    found = set()
    for path in UTILS.rglob("*.py"):
        inside = path.relative_to(UTILS).parts
        if path.name != "__init__.py":
            found.add(f"{inside[1]}/" if inside[0] == "kinds" and len(inside) > 2 else path.name)
    return sorted(found)


@pytest.mark.parametrize("place", _places())
def test_every_file_is_on_the_page(place: str) -> None:
    assert place in NAMED


def test_what_the_page_names_is_there() -> None:
    known = {path.name + ("/" if path.is_dir() else "") for path in (ROOT / "plugins").rglob("*")}
    gone = {name for name in NAMED if Path(name).name + ("/" if name.endswith("/") else "") not in known}
    assert {name for name in gone if not (ROOT / name).exists()} == set()
