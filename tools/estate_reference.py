# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/estate-reference.md: every key of an estate, from the table of its parts and the words of the kinds."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kind_pages import Pages
from kind_words import MODULE, MissingWords

PAGE = Path("docs", "estate-reference.md")
PARTS = "ansible_collections.streamops.confluent.plugins.module_utils._estate.parts"
HEAD = """# Every key of the estate

Written by `make kind-docs` from the declarations of the kinds and their words. [The estate](estate.md) tells how the
data is organised and what the roles do with it. An item takes the options of the module of its kind, with the same
meaning, limits and defaults; what its place in the data says (the environment, the cluster around a topic) is not
stated again. `ansible-doc` of the module has the whole text, with the permissions that its key needs.
"""
# What a macro of Ansible's documentation stands for in Markdown.
MACROS = (
    (re.compile(r"\\\)"), ")"),
    (re.compile(r"[CVEI]\(([^()]*(?:\([^()]*\))?[^()]*)\)"), r"`\1`"),
    (re.compile(r"O\(([^()=]*)(=[^()]*)?\)"), r"`\1\2`"),
    (re.compile(r"M\(([^()]*)\)"), r"`\1`"),
    (re.compile(r"R\(([^(),]*),[^()]*\)"), r"\1"),
    (re.compile(r"[LU]\(([^(),]*),?([^()]*)\)"), r"\1"),
    (re.compile(r"P\(([^()#]*)#[a-z]+\)"), r"`\1`"),
)


def reference(found: Iterable[Pages]) -> str:
    """The page. Raises MissingWords for a part whose kind has none."""
    table = importlib.import_module(PARTS)
    pages = {page.kind.__name__: page for page in found}
    sections = [HEAD]
    for part in table.PARTS:
        page = pages.get(part.kind.__name__)
        if page is None:
            raise MissingWords(f"part {part.key} of the estate: no words for {part.kind.__name__}")
        sections.append("\n".join(section(part, page, table)))
    return "\n".join(sections)


def section(part: Any, page: Pages, table: Any) -> Iterator[str]:
    """A heading, where the part is in the data, and a row for each key."""
    yield f"## {place(part)}\n"
    items = "One item" if part.single else "A list of items"
    yield f"{items}, as `streamops.confluent.{page.module_name(MODULE)}` takes them.{within(part)}\n"
    yield "| key | type | default | what it is |"
    yield "|---|---|---|---|"
    yield from rows(part, page)
    for key in part.children:
        yield f"| `{key}` | list | | [below](#{anchor(place(table.BY_KEY[key]))}) |"
    yield ""


def rows(part: Any, page: Pages) -> Iterator[str]:
    options = page.module_options()
    for field in part.item_fields():
        option = options[field.name]
        text = option["description"]
        words = markdown(" ".join([text] if isinstance(text, str) else text))
        shape = f"{option['type']} of {option['elements']}" if option.get("elements") else option["type"]
        choices = option.get("choices")
        shape += f": {', '.join(f'`{choice}`' for choice in choices)}" if choices else ""
        default = "" if option.get("default") is None else f"`{str(option['default']).lower()}`"
        needed = "**required** " if option.get("required") else ""
        yield f"| `{field.name}` | {shape} | {default} | {needed}{words} |"
        yield from nested(option.get("suboptions") or {}, field.name)


def nested(options: Mapping[str, Any], within: str) -> Iterator[str]:
    """The keys of a mapping, by their path."""
    for name, option in options.items():
        text = option["description"]
        words = markdown(" ".join([text] if isinstance(text, str) else text))
        yield f"| `{within}.{name}` | {option['type']} | | {words} |"
        yield from nested(option.get("suboptions") or {}, f"{within}.{name}")


def place(part: Any) -> str:
    """The variable, and the key in the items of another part."""
    if part.within:
        around = "confluent_organization." if part.organization else "confluent_"
        return f"{around}{part.within}[].{part.key}"
    return f"confluent_organization.{part.key}" if part.organization else f"confluent_{part.key}"


def within(part: Any) -> str:
    told = ", ".join(f"`{option}`" for option in part.takes)
    return f" The item around it tells {told}." if told else ""


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")


def markdown(text: str) -> str:
    """Text of Ansible's documentation as Markdown that stays in a cell of a table."""
    for pattern, written in MACROS:
        text = pattern.sub(written, text)
    return text.replace("|", "\\|")
