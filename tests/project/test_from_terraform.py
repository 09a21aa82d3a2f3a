# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page for those who come from Terraform: it names all of the provider, every module, and none that there is not.

The provider's list is no part of the project: ``terraform.md`` in the folder ``facts`` beside the documents of the
contract check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract import documents

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "from-terraform.md").read_text(encoding="utf-8")
MODULES = {path.stem for path in (ROOT / "plugins" / "modules").glob("confluent_*.py")}


def facts_file() -> Path:
    folder = documents.folder()
    return (folder.parent if folder.name == "openapi" else folder).parent / "facts" / "terraform.md"


def rows() -> Iterator[tuple[str, str, list[str], str]]:
    """Of the table: the provider's name, R and D, the modules, the remark."""
    for name, kinds, modules, remark in re.findall(r"^\| `([a-z_]+)` \| ([RD ]+) \| (.*?) ?\| (.*?) ?\|$", PAGE, re.M):
        yield name, kinds, re.findall(r"`(\w+)`", modules), remark


def test_the_modules_that_it_names_are_there() -> None:
    named = {module for _name, _kinds, modules, _remark in rows() for module in modules}
    named |= set(re.findall(r"^\| (?:`(\w+)`)", PAGE.partition("has nothing for")[2], re.M))
    assert named - MODULES == set()


def test_every_module_is_named() -> None:
    named = set(re.findall(r"`(confluent_\w+)`", PAGE))
    assert {module for module in MODULES - named if module.removesuffix("_info") not in named} == set()


def test_what_has_no_module_says_why() -> None:
    assert [name for name, _kinds, modules, remark in rows() if not modules and not remark] == []


def of_the_provider(title: str) -> set[str]:
    """The names in the paragraphs of the facts that have this title."""
    found: set[str] = set()
    for text in re.findall(rf"\*\*{title}[^:]*:\*\*(.*?)(?=\n\*\*|\nThe sandbox)", facts_file().read_text(), re.S):
        found |= {name.strip(" .\n") for name in re.sub(r"\([^)]*\)", "", text).replace("\n", " ").split(",")}
    return found


@pytest.mark.skipif(not facts_file().is_file(), reason=f"The provider's list DID NOT RUN: there is no {facts_file()}")
def test_it_has_all_of_the_provider() -> None:
    resources, data_sources = of_the_provider("Resources with"), of_the_provider("Data sources")
    assert (len(resources), len(data_sources)) == (64, 63)
    assert {name for name, kinds, *_ in rows() if "R" in kinds} == resources
    assert {name for name, kinds, *_ in rows() if "D" in kinds} == data_sources
