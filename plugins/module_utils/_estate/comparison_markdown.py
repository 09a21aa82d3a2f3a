# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How two estates differ, as Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._errors import Refused
from .markdown import kind_words
from .terms import COMPARISON_VERSION
from .writing import code, difference, folded, html_code, is_long, prose, table, value


def comparison_as_markdown(found: Any) -> str:
    """A comparison as text. Raises Refused for what is none."""
    if (
        not isinstance(found, Mapping)
        or found.get("version") != COMPARISON_VERSION
        or not isinstance(found.get("objects"), list)
    ):
        raise Refused("this is no comparison: it is what the filter estate_differences returns")
    return "\n\n".join(_text(found)) + "\n"


def _text(found: Mapping[str, Any]) -> Iterator[str]:
    left, right = str(found["left"]), str(found["right"])
    yield f"# {code(left)} and {code(right)}"
    if found.get("stages"):
        pairs = ", ".join(f"{code(str(mine))} for {code(str(its))}" for mine, its in found["stages"].items())
        yield f"Names are taken for the same that only differ by their stage: {pairs}."
    by_part: dict[str, list[Mapping[str, Any]]] = {}
    for one in found["objects"]:
        by_part.setdefault(str(one["part"]), []).append(one)
    for part, objects in by_part.items():
        yield f"## {prose(kind_words(part))}"
        for side, name in (("left", left), ("right", right)):
            other = "right" if side == "left" else "left"
            only = [one for one in objects if one[other] is None]
            if only:
                yield table([f"Only in {code(name, True)}"], [[code(str(one[side]), True)] for one in only])
        both = [one for one in objects if one["left"] is not None and one["right"] is not None]
        if both:
            head = ["Differs", "Field", code(left, True), code(right, True)]
            yield table(head, [row for one in both for row in _rows(one)])
            yield from (block for one in both for block in _blocks(one))
    if not by_part:
        yield "Nothing differs."
    yield prose(str(found["summary"]))


def _words(one: Mapping[str, Any]) -> str:
    mine, its = str(one["left"]), str(one["right"])
    return code(mine, True) if mine == its else f"{code(mine, True)} and {code(its, True)}"


def _rows(one: Mapping[str, Any]) -> Iterator[list[str]]:
    for number, field in enumerate(one["fields"]):
        first = _words(one) if number == 0 else ""
        yield [first, code(str(field["name"]), True), value(field["left"]), value(field["right"])]


def _blocks(one: Mapping[str, Any]) -> Iterator[str]:
    for field in one["fields"]:
        if any(given is not None and is_long(given) for given in (field["left"], field["right"])):
            title = f"{html_code(str(one['left']))}: {html_code(str(field['name']))}"
            yield folded(title, difference(field["left"], field["right"]))
