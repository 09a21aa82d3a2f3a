# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What changed between two JSON Schemas, in the registry's terms.

The comparison walks both schemas at once and notes every change with its path; whether the new schema is compatible
depends on the kinds of changes alone (``_json_differences``). The rules, nodes being those of ``_json_schema_model``:

* Two nodes of different kinds are a TYPE_CHANGED, unless the old one allows nothing or the new one anything. Before
  that, a combination of one part may be that part, and the old node may fit into one branch of a new anyOf or oneOf
  (SUM_TYPE_EXTENDED), or one part of an old allOf into the new node (PRODUCT_TYPE_NARROWED).
* Combinations: the criterion may become weaker (COMBINED_TYPE_EXTENDED), any other change of it is a
  COMBINED_TYPE_CHANGED. The parts are paired off so that as many pairs as possible are compatible; if the smaller side
  is not covered by them, COMBINED_TYPE_SUBSCHEMAS_CHANGED.
* Objects and arrays have a content model: open (anything else may follow), closed (nothing else), or partially open
  (what follows has a schema). What is added is judged by the old model, what is removed by the new one.
* References are compared as what they refer to; a pair that is being compared already is taken for equal, which ends
  the recursion of recursive schemas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ._json_differences import COMPATIBLE
from ._json_schema_model import ALL, ANY, ONE, Node
from ._json_schema_reader import compiled


@dataclass(frozen=True)
class Change:
    """One change: its kind, and the path below the compared pair."""

    kind: str
    path: tuple[str, ...] = ()

    def below(self, *path: str) -> Change:
        return Change(self.kind, (*path, *self.path))


_BOUND_NAMES = {
    "string": ("maxLength", "minLength"),
    "number": ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"),
    "object": ("maxProperties", "minProperties"),
    "array": ("maxItems", "minItems", "maxContains", "minContains"),
}


def changes(original: Node, update: Node, allowed: frozenset[str] = COMPATIBLE) -> list[Change]:
    """Every change from ``original`` to ``update``, whether it matters or not; ``allowed`` are the kinds that do not
    make a pair incompatible."""
    return _Comparison(allowed).pair(original, update)


class _Comparison:
    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed
        self.results: dict[tuple[int, int], list[Change]] = {}
        self.in_progress: set[tuple[int, int]] = set()
        self.by_kind: dict[str, Callable[[Node, Node], Iterator[Change]]] = {
            "string": self._strings,
            "number": self._numbers,
            "object": self._objects,
            "array": self._arrays,
            "enum": self._enums,
            "const": self._constants,
            "not": self._negations,
            "combined": self._combinations,
        }

    def pair(self, original: Node | None, update: Node | None) -> list[Change]:
        if original is None or update is None:
            if original is update:
                return []
            return [Change("SCHEMA_ADDED" if original is None else "SCHEMA_REMOVED")]
        original, update = original.referred(), update.referred()
        key = (id(original), id(update))
        if key in self.results:
            return self.results[key]
        if key in self.in_progress:
            return []
        self.in_progress.add(key)
        try:
            self.results[key] = list(self._compared(original, update))
        finally:
            self.in_progress.discard(key)
        return self.results[key]

    def compatible(self, found: list[Change]) -> bool:
        return all(change.kind in self.allowed for change in found)

    def _compared(self, original: Node, update: Node) -> Iterator[Change]:
        if (original.kind == "combined") != (update.kind == "combined"):
            fitting = self._one_of(original, update)
            if fitting is not None:
                yield from fitting
                return
        if original.kind != update.kind:
            harmless = original.kind == "false" or update.is_empty
            if not harmless and not original.connect_type == update.connect_type == "bytes":
                yield Change("TYPE_CHANGED")
            return
        compare = self.by_kind.get(original.kind)
        if compare is not None:
            yield from compare(original, update)

    def _one_of(self, original: Node, update: Node) -> list[Change] | None:
        """The changes between a part of a combination and what is no combination, if they are compatible."""
        whole = original if original.kind == "combined" else update
        single = len(whole.parts) == 1
        if not single and whole.criterion not in ((ALL,) if whole is original else (ANY, ONE)):
            return None
        for part in whole.parts:
            found = self.pair(part, update) if whole is original else self.pair(original, part)
            if self.compatible(found):
                extra = "PRODUCT_TYPE_NARROWED" if whole is original else "SUM_TYPE_EXTENDED"
                return found if single else [*found, Change(extra)]
        return None

    # --- combinations

    def _combinations(self, original: Node, update: Node) -> Iterator[Change]:
        if original.criterion != update.criterion:
            if not _weaker(original, update):
                yield Change("COMBINED_TYPE_CHANGED")
                return
            yield Change("COMBINED_TYPE_EXTENDED")
        ours, theirs = _distinct(original.parts), _distinct(update.parts)
        if len(ours) < len(theirs):
            yield Change("PRODUCT_TYPE_EXTENDED" if update.criterion == ALL else "SUM_TYPE_EXTENDED")
        elif len(ours) > len(theirs):
            yield Change("PRODUCT_TYPE_NARROWED" if original.criterion == ALL else "SUM_TYPE_NARROWED")
        fits = [[self.compatible(self.pair(part, other)) for other in theirs] for part in ours]
        partners = _paired(fits, len(theirs))
        for index, partner in partners.items():
            for change in self.pair(ours[index], theirs[partner]):
                yield change.below(original.criterion, str(index))
        if len(partners) < min(len(ours), len(theirs)):
            yield Change("COMBINED_TYPE_SUBSCHEMAS_CHANGED")

    def _negations(self, original: Node, update: Node) -> Iterator[Change]:
        narrowed = self.compatible(self.pair(update.negated, original.negated))
        yield Change("NOT_TYPE_NARROWED" if narrowed else "NOT_TYPE_EXTENDED", ("not",))

    # --- values

    def _enums(self, original: Node, update: Node) -> Iterator[Change]:
        if original.values != update.values:
            change = "CHANGED"
            if original.values < update.values:
                change = "EXTENDED"
            elif original.values > update.values:
                change = "NARROWED"
            yield Change(f"ENUM_ARRAY_{change}", ("enum",))

    def _constants(self, original: Node, update: Node) -> Iterator[Change]:
        if original.values != update.values:
            yield Change("ENUM_ARRAY_CHANGED", ("const",))

    def _strings(self, original: Node, update: Node) -> Iterator[Change]:
        yield from _bounds(original, update)
        if original.pattern != update.pattern:
            change = "ADDED" if original.pattern is None else "REMOVED" if update.pattern is None else "CHANGED"
            yield Change(f"PATTERN_{change}", ("pattern",))

    def _numbers(self, original: Node, update: Node) -> Iterator[Change]:
        yield from _bounds(original, update)
        yield from _multiples(original.bounds.get("multipleOf"), update.bounds.get("multipleOf"))
        if original.integer != update.integer:
            yield Change("TYPE_EXTENDED" if original.integer else "TYPE_NARROWED")

    # --- objects

    def _objects(self, original: Node, update: Node) -> Iterator[Change]:
        for name in (name for name in original.properties if name in update.properties):
            if name in original.required and name not in update.required:
                yield Change("REQUIRED_ATTRIBUTE_REMOVED", ("required", name))
            elif name in update.required and name not in original.required:
                default = "_WITH_DEFAULT" if update.properties[name].has_default else ""
                yield Change(f"REQUIRED_ATTRIBUTE{default}_ADDED", ("required", name))
        for name in dict.fromkeys((*original.properties, *update.properties)):
            for change in self._property(name, original, update):
                yield change.below("properties", name)
        yield from self._dependencies(original, update)
        yield from self._rest("additionalProperties", "ADDITIONAL_PROPERTIES", original, update)
        yield from _bounds(original, update)

    def _property(self, name: str, original: Node, update: Node) -> Iterator[Change]:
        old, new = original.properties.get(name), update.properties.get(name)
        if old is not None and new is not None:
            yield from self.pair(old, new)
        elif old is not None:
            yield from self._removed("PROPERTY", old, update, _schema_of_other(update, name))
        elif new is not None:
            yield from self._property_added(name, new, original, update)

    def _property_added(self, name: str, new: Node, original: Node, update: Node) -> Iterator[Change]:
        required = "OPTIONAL"
        if name in update.required:
            required = "REQUIRED_PROPERTY_WITH_DEFAULT" if new.has_default else "REQUIRED_PROPERTY"
        kind = required if required.startswith("REQUIRED") else "OPTIONAL_PROPERTY"
        if _is_open(original):
            kind = "PROPERTY_WITH_EMPTY_SCHEMA" if new.is_empty else kind
            yield Change(f"{kind}_ADDED_TO_OPEN_CONTENT_MODEL")
            return
        other = _schema_of_other(original, name)
        if other is not None:
            yield from self._covered("PROPERTY_ADDED", self.pair(other, new))
        yield Change(f"{kind}_ADDED_TO_UNOPEN_CONTENT_MODEL")

    def _removed(self, what: str, old: Node, update: Node, other: Node | None) -> Iterator[Change]:
        """A property or an item that only the old schema lists; ``other`` is the new one's schema for such."""
        if _is_open(update):
            yield Change(f"{what}_REMOVED_FROM_OPEN_CONTENT_MODEL")
        elif other is not None:
            yield from self._covered(f"{what}_REMOVED", self.pair(old, other))
        elif old.kind == "false":
            yield Change(f"{what}_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL")
        else:
            yield Change(f"{what}_REMOVED_FROM_CLOSED_CONTENT_MODEL")

    def _covered(self, what: str, found: list[Change]) -> Iterator[Change]:
        yield from found
        covered = "IS" if self.compatible(found) else "NOT"
        yield Change(f"{what}_{covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL")

    def _dependencies(self, original: Node, update: Node) -> Iterator[Change]:
        for name in dict.fromkeys((*original.needed_names, *update.needed_names)):
            old, new = original.needed_names.get(name), update.needed_names.get(name)
            if old != new:
                yield Change(f"DEPENDENCY_ARRAY_{_set_change(old, new)}", ("dependencies", name))
        for name in dict.fromkeys((*original.needed_schemas, *update.needed_schemas)):
            before, after = original.needed_schemas.get(name), update.needed_schemas.get(name)
            if before is None or after is None:
                kind = "DEPENDENCY_SCHEMA_ADDED" if before is None else "DEPENDENCY_SCHEMA_REMOVED"
                yield Change(kind, ("dependencies", name))
            else:
                yield from (change.below("dependencies", name) for change in self.pair(before, after))

    def _rest(self, keyword: str, name: str, original: Node, update: Node) -> Iterator[Change]:
        """additionalProperties or additionalItems."""
        if original.permits_rest != update.permits_rest:
            yield Change(f"{name}_ADDED" if update.permits_rest else f"{name}_REMOVED", (keyword,))
        elif (original.rest is None) != (update.rest is None):
            yield Change(f"{name}_NARROWED" if original.rest is None else f"{name}_EXTENDED", (keyword,))
        else:
            yield from (change.below(keyword) for change in self.pair(original.rest, update.rest))

    # --- arrays

    def _arrays(self, original: Node, update: Node) -> Iterator[Change]:
        yield from (change.below("items") for change in self.pair(original.every_item, update.every_item))
        for index in range(max(len(original.items), len(update.items))):
            for change in self._item(index, original, update):
                yield change.below("items", str(index))
        yield from self._rest("additionalItems", "ADDITIONAL_ITEMS", original, update)
        yield from _bounds(original, update)
        if original.unique != update.unique:
            yield Change("UNIQUE_ITEMS_REMOVED" if original.unique else "UNIQUE_ITEMS_ADDED", ("uniqueItems",))

    def _item(self, index: int, original: Node, update: Node) -> Iterator[Change]:
        if index >= len(update.items):
            yield from self._removed("ITEM", original.items[index], update, update.rest)
        elif index < len(original.items):
            yield from self.pair(original.items[index], update.items[index])
        elif _is_open(original):
            empty = "_WITH_EMPTY_SCHEMA" if update.items[index].is_empty else ""
            yield Change(f"ITEM{empty}_ADDED_TO_OPEN_CONTENT_MODEL")
        elif original.rest is not None:
            yield from self._covered("ITEM_ADDED", self.pair(original.rest, update.items[index]))
        else:
            yield Change("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL")


def _is_open(node: Node) -> bool:
    return node.permits_rest and node.rest is None and not node.patterns


def _schema_of_other(node: Node, name: str) -> Node | None:
    """The schema of a property that the object does not list: of the first pattern it matches, or of all others."""
    for text, schema in node.patterns.items():
        pattern = compiled(text)
        if pattern is not None and pattern.search(name):
            return schema
    return node.rest


def _weaker(original: Node, update: Node) -> bool:
    """Whether another criterion asks for no more than the old one did."""
    was_single, is_single = len(original.parts) == 1, len(update.parts) == 1
    return (
        update.criterion == ANY
        or (was_single and (is_single or update.criterion == ONE))
        or (is_single and original.criterion == ALL)
    )


def _distinct(parts: list[Node]) -> list[Node]:
    """The parts without those that are written like an earlier one."""
    return list({part.key: part for part in reversed(parts)}.values())[::-1]


def _paired(fits: list[list[bool]], columns: int) -> dict[int, int]:
    """A largest possible set of pairs (row: column) of which every one fits and nothing is in two."""
    row_of: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column in (column for column in range(columns) if fits[row][column] and column not in tried):
            tried.add(column)
            if column not in row_of or place(row_of[column], tried):
                row_of[column] = row
                return True
        return False

    for row in range(len(fits)):
        place(row, set())
    return {row: column for column, row in sorted(row_of.items(), key=lambda item: item[1])}


def _set_change(old: set[str] | None, new: set[str] | None) -> str:
    if old is None or new is None:
        return "ADDED" if old is None else "REMOVED"
    return "EXTENDED" if new > old else "NARROWED" if new < old else "CHANGED"


def _bounds(original: Node, update: Node) -> Iterator[Change]:
    for keyword in _BOUND_NAMES[original.kind]:
        old, new = original.bounds.get(keyword), update.bounds.get(keyword)
        if old == new:
            continue
        change = "ADDED" if old is None else "REMOVED" if new is None else "INCREASED" if new > old else "DECREASED"
        yield Change(f"{_screaming(keyword)}_{change}", (keyword,))


def _screaming(keyword: str) -> str:
    return "".join(f"_{sign}" if sign.isupper() else sign.upper() for sign in keyword)


def _multiples(old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if old is None or new is None:
        change = "ADDED" if old is None else "REMOVED"
    elif _divides(old, new):
        change = "EXPANDED"
    else:
        change = "REDUCED" if _divides(new, old) else "CHANGED"
    yield Change(f"MULTIPLE_OF_{change}", ("multipleOf",))


def _divides(divisor: Any, number: Any) -> bool:
    try:
        return Decimal(number) % Decimal(divisor) == 0
    except InvalidOperation:  # a quotient of more digits than decimals have
        return False
