# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of a change, as a plan shows them: enough for somebody to say yes to, and for that yes to be held to.

A creation shows all that is stated of the object: besides what the kind compares also what it is found or made by, such
as the scope of a role binding, and what is in the files that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._declare.change import CREATED
from .._declare.uploaded import SHA256, Uploaded
from .._engine.planning import Entry
from .._errors import Refused
from .._wire.archives import digest_of
from ..kinds.schemas.kind import Schema
from .parts import Part

# How the task goes about it, and what the place in the data tells.
MODIFIERS = frozenset({"state", "environment", "wait", "wait_timeout", "wait_until", "force", "operations", "sha256"})

Field = dict[str, Any]


def fields_of(part: Part, entry: Entry) -> list[Field]:
    """Each field with what it is and what it is to be, as the kind shows it."""
    diff = entry.outcome.diff
    before, after = diff.get("before") or {}, diff.get("after") or {}
    if entry.outcome.operation == CREATED:
        return _pairs({}, {**after, **dict(_besides(part, entry, after))})
    return _pairs(before, after)


def foretold_fields(part: Part, entry: Entry) -> list[Field]:
    """The fields as a plan shows them that was made when what the object needs was not there: names in place of ids."""
    stated = entry.kind.shown(entry.kind.stated(entry.item))
    return _pairs({}, {**stated, **dict(_besides(part, entry, stated))})


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Field]:
    return [
        {"name": name, "before": before.get(name), "after": after.get(name)}
        for name in dict.fromkeys([*before, *after])
        if before.get(name) is not None or after.get(name) is not None
    ]


def _besides(part: Part, entry: Entry, shown: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is stated of an object that is created, and is no field of its own."""
    item, kind = entry.item, entry.kind
    for option in kind.argument_fields():
        value = item.get(option.name)
        if option.name in shown or option.name in part.takes or option.name in MODIFIERS:
            continue
        if value is None or value == option.default or option.no_log or option.write_only or isinstance(value, Mapping):
            continue
        if option.type == "path":
            yield from _content(entry, shown)
        else:
            yield option.name, value
    yield from _digest(entry, shown)


def _content(entry: Entry, shown: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is in a file that an item names; nothing of one that is gone by now, which the run itself finds out."""
    kind = entry.kind
    try:
        if isinstance(kind, Schema) and "schema" not in shown:
            yield "schema", kind.text(entry.item)
    except (OSError, ValueError):
        return


def _digest(entry: Entry, shown: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The digest of the archive that an item names, by which its content is known."""
    kind = entry.kind
    if not isinstance(kind, Uploaded) or SHA256 in shown or not entry.item.get(kind.file.name):
        return
    try:
        yield SHA256, digest_of(entry.item[kind.file.name])
    except Refused:
        return
