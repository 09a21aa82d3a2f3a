# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data as YAML that a person would have written: short things in one line, text that may be anything as text. Pure.

Written by hand, for no dumper of PyYAML chooses the style by the width, and modules cannot count on PyYAML. Every text
that might be taken for something else is quoted, and what might be a template is marked as none (`!unsafe`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 130  # characters of a line in flow style
MOST_NAMED = 4  # entries of an item in one line, of those that are known by a name
NAMES = ("name", "subject")
# Texts that need no quotes: words, relative paths, durations and sizes, versions and addresses, which YAML takes for
# nothing else. No colon or comma, which mean something in it.
PLAIN = re.compile(
    r"(?:\.\./)?[A-Za-z_/][A-Za-z0-9_./+=-]*(?: [A-Za-z0-9_./+=-]+)*"
    r"|[0-9]+(?:d|h|GiB|MiB)|[0-9]+\.[0-9]+\.[0-9]+|[0-9]+(?:\.[0-9]+){3}(?:/[0-9]+)?"
)
# What YAML 1.1 takes for a boolean or a null, in any case; and numbers begin with no letter but these.
WORDS = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf"})
TEMPLATE = re.compile(r"\{[{%#]")  # what begins something in Jinja
# Outside of these YAML has a text escaped (https://yaml.org/spec/1.1, c-printable), or takes it for the end of a line.
PRINTABLE = re.compile("[\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True)
class Template:
    """A text of ours that is to be a template."""

    text: str


def dumped(value: Any, indent: int = 0) -> str:
    """A document, or a part of one that begins at a column."""
    return "\n".join(_lines(value, indent)) + "\n"


def _lines(value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping) and value:
        for name, part in value.items():
            yield from _entry(f"{pad}{scalar(str(name))}:", part, indent)
    elif isinstance(value, list) and value:
        for part in value:
            yield from _item(part, indent)
    else:
        yield f"{pad}{flow(value)}"


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """An entry of a mapping; `head` is its name with the colon."""
    block = _literal(value, indent)
    if block is not None:
        yield f"{head} {block[0]}"
        yield from block[1:]
    elif not isinstance(value, (Mapping, list)) or not value:
        yield f"{head} {flow(value)}"
    elif short(value) and len(line := f"{head} {flow(value)}") <= WIDTH:
        yield line
    else:
        yield head
        yield from _lines(value, indent + 2)


def _item(value: Any, indent: int) -> Iterator[str]:
    """An item of a list."""
    pad = " " * indent
    line = f"{pad}- {flow(value)}"
    named = isinstance(value, Mapping) and any(name in value for name in NAMES)
    fits = len(line) <= WIDTH and short(value) and not (named and len(value) > MOST_NAMED)
    if not isinstance(value, (Mapping, list)) or not value or fits:
        yield line
        return
    first, *rest = _lines(value, indent + 2)
    yield f"{pad}- {first[indent + 2 :]}"
    yield from rest


def short(value: Any) -> bool:
    """Whether a value may stand in one line: in it is what has nothing in it, or lists of such, and no long text."""
    if isinstance(value, Mapping):
        return all(_flat(part) for part in value.values())
    return not isinstance(value, list) or all(not isinstance(part, (Mapping, list)) and _flat(part) for part in value)


def _flat(value: Any) -> bool:
    if isinstance(value, list):
        return all(not isinstance(part, (Mapping, list)) and _flat(part) for part in value)
    return not isinstance(value, Mapping) and not (isinstance(value, str) and "\n" in value)


def flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(name))}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    """A value that has nothing in it."""
    if isinstance(value, Template):
        return quoted(value.text)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        mantissa, exponent, power = repr(value).partition("e")  # YAML 1.1 knows a number with an exponent by its dot
        return f"{mantissa}.0{exponent}{power}" if exponent and "." not in mantissa else repr(value)
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if TEMPLATE.search(text):
        return f"!unsafe {quoted(text)}"
    return text if PLAIN.fullmatch(text) and text.lower() not in WORDS else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes."""
    escaped = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escaped.get(one) or (one if PRINTABLE.match(one) else _escaped(one)) for one in text) + '"'


def _escaped(one: str) -> str:
    number = ord(one)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _literal(value: Any, indent: int) -> list[str] | None:
    """A text of several lines as such (the sign, and the lines); None for what has to be quoted, or is no such text."""
    if not isinstance(value, str) or "\n" not in value or TEMPLATE.search(value):
        return None
    body = value.removesuffix("\n")
    lines = body.split("\n")
    fit = all(line == "" or (line.strip() and all(map(PRINTABLE.match, line))) for line in lines)
    if not fit or not lines[0] or lines[0][0].isspace() or not lines[-1]:
        return None
    pad = " " * (indent + 2)
    return ["|" if value.endswith("\n") else "|-", *(f"{pad}{line}" if line else "" for line in lines)]
