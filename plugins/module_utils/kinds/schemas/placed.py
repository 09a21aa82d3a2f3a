# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemas that are stated with an id and a version: their places, their order, what is there of them. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ..._errors import Refused
from .peers import has_content, referred
from .text import plain_subject

GIVEN = "_id"  # the id that an object is to have: one that is asked for is no name of an object
Place = tuple[str, int]  # a subject and a version, or a context and an id


def with_id(item: Mapping[str, Any]) -> bool:
    """Whether an item states a schema with the id that it is to have."""
    return has_content(item) and item.get("id") is not None


def place_of(item: Mapping[str, Any]) -> Place:
    """The subject and the version of an item."""
    return plain_subject(item["subject"]), item["version"]


def steps(items: list[Mapping[str, Any]]) -> list[list[int]]:
    """The positions of items with ids in steps: those of a step refer to earlier ones only. Raises Refused."""
    positions = {place_of(item): position for position, item in enumerate(items)}
    used: dict[int, set[int]] = {}
    for position, item in enumerate(items):
        places = [(referred(r, item["subject"]), r.get("version")) for r in item.get("references") or []]
        used[position] = {positions[place] for place in places if place in positions}
    sorter = TopologicalSorter(used)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = [f"{items[n]['subject']} version {items[n]['version']}" for n in reversed(error.args[1])]
        raise Refused(f"the schemas {' -> '.join(circle)} refer to each other in a circle") from error
    found = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        found.append(ready)
        sorter.done(*ready)
    return found


@dataclass
class Listed:
    """What one list of all versions told of those that are wanted, and of what has the wanted ids, as the API shows it.

    `there`: every version that can be seen, as what references may name. `written`: places that no longer count.
    `read`: whether it was read; the kinds of all items share it.
    """

    read: bool = False
    versions: dict[Place, Mapping[str, Any]] = field(default_factory=dict)
    ids: dict[Place, Mapping[str, Any]] = field(default_factory=dict)
    there: set[Place] = field(default_factory=set)
    written: set[Place] = field(default_factory=set)
