# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables as a YAML file that Ansible reads back as they were: what looks like a template stays text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n"})
TEMPLATE = re.compile(r"[{][{%#]")
ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def as_yaml(variables: Mapping[str, Any], words: str = "") -> str:
    """The variables as a YAML document. `words`: comment above them."""
    comment = [f"# {line}".rstrip() for line in words.splitlines()]
    return "\n".join([*comment, "---", *(_lines(variables) if variables else ["{}"])]) + "\n"


def _lines(value: Any) -> Iterator[str]:
    """A mapping or a list that is not empty, in block style."""
    pairs = ((f"{_scalar(name)}:", inner) for name, inner in value.items()) if isinstance(value, Mapping) else None
    for head, inner in pairs if pairs is not None else (("-", one) for one in value):
        if isinstance(inner, (Mapping, list, tuple)) and inner:
            inside = list(_lines(inner))
            if head == "-":
                yield f"- {inside[0]}"
                inside = inside[1:]
            else:
                yield head
            yield from (f"  {line}" for line in inside)
        else:
            yield f"{head} {_scalar(inner)}"


def _scalar(value: Any) -> str:
    if isinstance(value, (Mapping, list, tuple)):
        return "{}" if isinstance(value, Mapping) else "[]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    text = str(value)
    if PLAIN.fullmatch(text) and text.lower() not in RESERVED:
        return text
    quoted = "".join(ESCAPED.get(one, one if one.isprintable() else _escape(ord(one))) for one in text)
    return f'{"!unsafe " if TEMPLATE.search(text) else ""}"{quoted}"'


def _escape(number: int) -> str:
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
