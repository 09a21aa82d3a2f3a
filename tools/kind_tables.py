# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of modules in README.md and docs/credentials.md, from the words of the kinds.

Each stands between two comments, <!-- kinds: NAME --> and <!-- /kinds -->, and what is between them is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from kind_pages import Pages
from kind_words import INFO, MODULE, PLURAL, MissingWords

REGION = r"(<!-- kinds: {name} -->\n).*?(<!-- /kinds -->)"


def _by_area(kinds: Iterable[Pages], common: Mapping[str, Any]) -> list[Pages]:
    """The kinds in the order of the areas in _common.yml, and of their names. Raises MissingWords for another area."""
    areas, found = list(common["areas"]), list(kinds)
    for kind in found:
        if kind.words.get("area") not in areas:
            raise MissingWords(f"{kind.kind.name}: its area must be one of {', '.join(areas)}")
    return sorted(found, key=lambda kind: (areas.index(kind.words["area"]), kind.kind.name))


def _manages(kind: Pages) -> str:
    return kind.filled(kind.words.get("manages", "{many}"))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def modules_table(kinds: Iterable[Pages], common: Mapping[str, Any]) -> str:
    """What each module manages; the module for many objects beside it."""
    rows, area = [_row("area", "module", "for many at once", "what it manages"), "|---|---|---|---|"], ""
    for kind in _by_area(kinds, common):
        title = common["areas"][kind.words["area"]]
        singular = MODULE if MODULE in kind.forms else INFO
        many = f"`{kind.module_name(PLURAL)}`" if PLURAL in kind.forms else ""
        only = "" if singular == MODULE else " (only to read)"
        rows.append(
            _row(title if title != area else "", f"`{kind.module_name(singular)}`", many, _manages(kind) + only)
        )
        area = title
    return "\n".join(rows)


def credentials_table(kinds: Iterable[Pages], common: Mapping[str, Any]) -> str:
    """Which credential is made for what, what it opens, and which modules use it."""
    rows = [_row("credential", "made for", "opens", "used by"), "|---|---|---|---|"]
    ordered = _by_area(kinds, common)
    for entry in common["credentials"]:
        users = [
            f"`{kind.module_name(MODULE if MODULE in kind.forms else INFO)}`"
            for kind in ordered
            if kind.plane in entry.get("planes", ())
        ]
        used_by = "; ".join(part for part in (", ".join(users), entry.get("also", "")) if part)
        rows.append(_row(entry["credential"], entry["made_for"], entry["opens"], used_by))
    return "\n".join(rows)


Table = Callable[[Iterable[Pages], Mapping[str, Any]], str]
TABLES: dict[str, tuple[Path, Table]] = {
    "modules": (Path("README.md"), modules_table),
    "credentials": (Path("docs", "credentials.md"), credentials_table),
}


def with_table(text: str, name: str, table: str) -> str:
    """A document with a table put between its comments. Raises MissingWords where these are not there once."""
    pattern = REGION.format(name=name)
    written, count = re.subn(pattern, lambda found: f"{found[1]}{table}\n{found[2]}", text, flags=re.DOTALL)
    if count != 1:
        raise MissingWords(f"the comments around the table {name} are there {count} times, not once")
    return written
