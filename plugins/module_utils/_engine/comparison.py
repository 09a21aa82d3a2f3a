# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desired against actual: the change that leads from one to the other. Pure: no I/O, no Ansible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._declare.change import CREATED, DELETED, UNCHANGED, UPDATED, Change

if TYPE_CHECKING:
    from .._declare.field import Object
    from .._declare.kind import Kind


def plan(
    kind: Kind, desired: Object, actual: Object | None, options: Mapping[str, Any], resolved: bool = True
) -> tuple[Change, list[str]]:
    """The change for one item, and the reasons why it must not happen (immutable fields, what creation lacks).

    `resolved`: whether references are; before, a part of the key may still be to come (a CRN pattern of its scope).
    """
    label = kind.label({**(actual or {}), **desired})

    def change(operation: str, fields: dict[str, tuple[Any, Any]] | None = None) -> Change:
        return Change(operation, label, desired, actual, options, fields or {})

    if options.get("state", "present") == "absent":
        return change(DELETED if actual is not None else UNCHANGED), []
    if actual is None:
        # For a stated id the kind says that there is no such object: what creation would need is beside the point.
        named = desired.get("id") is None
        missing = [
            f.name for f in kind.fields if named and (f.needed or (f.key and resolved)) and desired.get(f.name) is None
        ]
        lacks = [f"{label} does not exist, and to create it {' and '.join(missing)} must be given"] if missing else []
        made = change(CREATED)
        return made, [*lacks, *(kind.unmakeable(made) if named else ())]
    fields: dict[str, tuple[Any, Any]] = {}
    for declared in kind.fields:
        if declared.computed or declared.name not in desired:
            continue
        differs = kind.compare(declared, desired[declared.name], actual)
        if differs is not None:
            fields[declared.name] = differs
    planned = change(UPDATED if fields else UNCHANGED, fields)
    return planned, [words for name in fields for words in kind.fixed(kind.field(name), planned)]


def duplicates(kind: Kind, items: list[Object], numbers: Sequence[int | None] = ()) -> list[str]:
    """Items of one input that mean the same object: refused before anything is written.

    `items`: the wanted objects, with their ids where these are known: one item may state the id, another the name.
    `numbers`: of the stated items that they belong to, where that is not their place in the list.
    """
    keys = [(kind.key(item), item.get("id")) for item in items]
    return repeated(keys, lambda position: kind.label(items[position]), numbers)


def repeated(
    items: Sequence[tuple[Any, Any] | None], label: Callable[[int], str], numbers: Sequence[int | None] = ()
) -> list[str]:
    """Which of the items, each given by its key and its id or None, mean the same object. None: left out.

    `numbers`: as for `duplicates`.
    """
    seen: dict[Any, int] = {}
    problems = []
    for position, item in enumerate(items):
        if item is None:
            continue
        key, identifier = item
        meant = [("id", identifier)] if identifier else [key]
        if identifier and None not in key:
            meant.append(key)
        before = [seen[one] for one in meant if one in seen]
        if before:
            places = [(numbers[one] if numbers else None) or one + 1 for one in (min(before), position)]
            where = f"items {places[0]} and {places[1]}" if places[0] != places[1] else f"item {places[0]}"
            problems.append(f"{label(position)} is given twice ({where})")
        for one in meant:
            seen.setdefault(one, position)
    return problems
