# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types and columns in the form in which two of them are compared. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .statement import parts
from .text import NUMBER, SIGN, WORD, Token

Tree = tuple[Any, ...]
_TYPES = {"VARCHAR": "STRING", "INT": "INTEGER"}


def of_type(tokens: tuple[Token, ...], types: Mapping[str, Tree]) -> Tree:
    """A type. `types`: the custom ones, which ksqlDB puts in the place of their names."""
    found: list[tuple[str, str]] = []
    skip = 0
    for place, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        word = token.value if token.is_name else ""
        starts = not found or found[-1][1] in ("<", ",") or (found[-1][0] == "name" and _in_struct(found))
        if starts and word in types:
            found += types[word]
        elif token.kind == WORD and word in _TYPES:
            found.append(("name", _TYPES[word]))
        else:
            found.append(token.meaning)
        if word in ("VARCHAR", "STRING") and [one.value for one in tokens[place + 1 : place + 2]] == ["("]:
            skip = 3  # VARCHAR(STRING), VARCHAR(20)
    return tuple(found)


def _in_struct(found: list[tuple[str, str]]) -> bool:
    """Whether the last name is that of a field, so that its type comes next."""
    return len(found) > 1 and found[-2][1] in ("<", ",")


def of_schema(schema: Mapping[str, Any]) -> Tree:
    """A type as ksqlDB describes it (SchemaInfo): {type, fields, memberSchema, parameters}."""
    kind = str(schema.get("type"))
    member = schema.get("memberSchema") or {}
    if kind == "ARRAY":
        return (("name", "ARRAY"), (SIGN, "<"), *of_schema(member), (SIGN, ">"))
    if kind == "MAP":
        return (("name", "MAP"), (SIGN, "<"), ("name", "STRING"), (SIGN, ","), *of_schema(member), (SIGN, ">"))
    if kind == "STRUCT":
        made: list[tuple[str, str]] = []
        for one in schema.get("fields") or []:
            made += [
                *([(SIGN, ",")] if made else []),
                ("name", str(one.get("name"))),
                *of_schema(one.get("schema") or {}),
            ]
        return (("name", "STRUCT"), (SIGN, "<"), *made, (SIGN, ">"))
    numbers = schema.get("parameters") or {}
    if kind == "DECIMAL" and numbers:
        precision, scale = (str(numbers.get(name)) for name in ("precision", "scale"))
        return (("name", kind), (SIGN, "("), (NUMBER, precision), (SIGN, ","), (NUMBER, scale), (SIGN, ")"))
    return (("name", _TYPES.get(kind, kind)),)


def of_columns(tokens: tuple[Token, ...], types: Mapping[str, Tree]) -> Tree:
    """The columns of a stream or table: name, type, and whether it is a key."""
    found = []
    for part in parts(tokens):
        rest, marks = list(part[1:]), []
        for mark in (("PRIMARY", "KEY"), ("KEY",), ("HEADERS",)):
            if tuple(token.value for token in rest[-len(mark) :]) == mark:
                del rest[-len(mark) :]
                marks.append(" ".join(mark))
        for place, token in enumerate(rest):
            if token.kind == WORD and token.value == "HEADER":
                marks.append(" ".join(one.value for one in rest[place:]))
                del rest[place:]
                break
        found.append((part[0].value, of_type(tuple(rest), types), tuple(marks)))
    return tuple(found)
