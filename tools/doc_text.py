# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""YAML as a person would lay it out in a module file: paragraphs wrapped, short lists on one line.

PyYAML's own output is right, but long texts run over the margin and nobody likes to read it in a review.
"""

from __future__ import annotations

import functools
import json
import textwrap
from dataclasses import dataclass
from typing import Any

import yaml

MARGIN = 120
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Anchored:
    """A value that is written once, under a name by which it is used again."""

    name: str
    value: Any


@dataclass(frozen=True)
class Again:
    """The value of an `Anchored` of this name."""

    name: str


@dataclass(frozen=True)
class Sample:
    """An example of a value; it is written as JSON, which is YAML too."""

    value: Any


@functools.cache
def _plain(text: str, place: str = "- {}") -> bool:
    """Whether YAML reads the text at this place, without quotes, as this very text."""
    try:
        read = yaml.load(place.replace("{}", text), Loader=LOADER)
        return bool(text) and read == yaml.load(place.replace("{}", json.dumps(text)), Loader=LOADER)
    except yaml.YAMLError:
        return False


def word(value: str, place: str = "- {}") -> str:
    """A text on one line: as it is where YAML allows it, in quotes otherwise."""
    return value if _plain(value, place) else json.dumps(value, ensure_ascii=False)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, MARGIN - indent, break_long_words=False, break_on_hyphens=False)


def paragraph(head: str, text: str, indent: int) -> list[str]:
    """The lines of a text behind `head` ("- " or "key: "), at `indent`."""
    space = " " * indent
    if len(space + head + word(text)) <= MARGIN:
        return [f"{space}{head}{word(text)}"]
    inner = indent + 2
    wrapped = [" " * inner + line for line in _wrapped(text, inner)]
    if not _plain(text):
        return [f"{space}{head}>-", *wrapped]
    return [f"{space}- {wrapped[0].lstrip()}", *wrapped[1:]] if head == "- " else [f"{space}{head.rstrip()}", *wrapped]


def lines(value: dict[str, Any], indent: int = 0) -> list[str]:
    """A mapping as lines of YAML. Raises ValueError for a value of another type than the documents of modules have."""
    written: list[str] = []
    for key, entry in value.items():
        written += _entry(f"{key}:", entry, indent)
    return written


def _entry(head: str, entry: Any, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(entry, Anchored):
        return [f"{space}{head} &{entry.name}", *lines(entry.value, indent + 2)]
    if isinstance(entry, Again):
        return [f"{space}{head} *{entry.name}"]
    if isinstance(entry, Sample):
        if isinstance(entry.value, str):
            return paragraph(f"{head} ", entry.value, indent)
        return [f"{space}{head} {json.dumps(entry.value, ensure_ascii=False)}"]
    if isinstance(entry, dict) and entry:
        return [f"{space}{head}", *lines(entry, indent + 2)]
    if isinstance(entry, list):
        return _listed(head, entry, indent)
    if isinstance(entry, str):
        return paragraph(f"{head} ", entry, indent)
    if isinstance(entry, (bool, int, float)) or entry is None or entry == {}:
        return [f"{space}{head} {json.dumps(entry)}"]
    raise ValueError(f"{head} cannot be written: {type(entry).__name__}")


def _listed(head: str, entry: list[Any], indent: int) -> list[str]:
    space = " " * indent
    if head in ("choices:", "aliases:", "unsaid:"):
        short = f"{space}{head} [{', '.join(word(one, '[{}]') for one in entry)}]"
        if len(short) <= MARGIN:
            return [short]
    written = [f"{space}{head}"]
    for one in entry:
        if isinstance(one, dict):
            first, *others = lines(one, indent + 4)
            written += [f"{space}  - {first.lstrip()}", *others]
        else:
            written += paragraph("- ", str(one), indent + 2)
    return written
