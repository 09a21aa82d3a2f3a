# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON Schemas as the registry's comparison sees them.

The comparison does not look at keywords but at one *node* for each schema, of one kind: a string, a number, an object,
an array, a boolean, null, an enum, a const, a ``not``, a condition (if/then/else), a combination (allOf, anyOf, oneOf),
a reference, or nothing at all (``{}``), everything (``true``), nothing ever (``false``). A schema that says several
things (``"type": "string"`` with an ``enum``) is an allOf of nodes of one kind each; a list of types is an anyOf.
That is what everit-json-schema (drafts 4, 6, 7) makes of a schema, with which these nodes were compared; of drafts
2019-09 and 2020-12 the registry makes the same nodes by way of another library.

Only what is reached from the root is read, so unused definitions may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

ALL, ANY, ONE = "allOf", "anyOf", "oneOf"
TYPES = ("string", "integer", "number", "boolean", "null", "array", "object")


@dataclass(eq=False)
class Node:
    """One schema. Which attributes have a meaning depends on ``kind``.

    ``key`` is the same for two nodes that were written alike. ``bounds`` holds limits by their keywords (``maxLength``,
    ``minimum``, ``multipleOf``, ``minContains``...). ``rest`` is the schema for the properties or items that are not
    listed, ``permits_rest`` whether there may be any.
    """

    kind: str
    key: str = ""
    has_default: bool = False
    connect_type: Any = None
    # combinations; ``generated`` are the allOf that stand for one schema with several things to say
    criterion: str = ""
    parts: list[Node] = field(default_factory=list)
    generated: bool = False
    # strings, numbers, arrays and objects
    bounds: dict[str, Any] = field(default_factory=dict)
    pattern: str | None = None
    integer: bool = False
    # objects and arrays
    permits_rest: bool = True
    rest: Node | None = None
    properties: dict[str, Node] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    patterns: dict[str, Node] = field(default_factory=dict)
    needed_names: dict[str, set[str]] = field(default_factory=dict)
    needed_schemas: dict[str, Node] = field(default_factory=dict)
    every_item: Node | None = None
    items: list[Node] = field(default_factory=list)
    unique: bool = False
    # enum, const, not, references
    values: frozenset[str] = frozenset()
    negated: Node | None = None
    target: Node | None = None

    @property
    def is_empty(self) -> bool:
        """Whether anything is valid: ``{}`` or ``true``."""
        return self.kind in ("empty", "true")

    def referred(self) -> Node:
        """The node behind a reference, or this one. A reference to a reference is not followed further: the registry
        does not either, and then compares it with nothing but another reference."""
        return self.target if self.kind == "reference" and self.target is not None else self


def value_key(value: Any) -> str:
    """A text that is the same for the same JSON values; numbers are the same if they are equal."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{value_key(inner)}" for key, inner in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(value_key, value)) + "]"
    if isinstance(value, Decimal):
        sign, digits, exponent = value.as_tuple()
        text = "".join(map(str, digits))
        return _number_key(sign, text, int(exponent))
    if isinstance(value, int):
        return _number_key(int(value < 0), str(abs(value)), 0)
    return repr(value)


def _number_key(sign: int, digits: str, exponent: int) -> str:
    """Equal for equal numbers, without writing out their zeros, which may be many."""
    shortest = digits.strip("0")
    if not shortest:
        return "0"
    zeros = len(digits) - len(digits.rstrip("0"))
    return f"{'-' * sign}{shortest}e{exponent + zeros}"


def combined(criterion: str, parts: list[Node], key: str, *, generated: bool = False) -> Node:
    return Node("combined", key=key, criterion=criterion, parts=parts, generated=generated)


def subschemas(tree: Any) -> Iterator[dict[str, Any]]:
    """All objects in a schema's JSON that may be schemas (values of enums, defaults and the like are none)."""
    if isinstance(tree, dict):
        yield tree
        for key, value in tree.items():
            if key not in ("enum", "const", "default", "examples"):
                yield from subschemas(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from subschemas(item)
