# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of what is attacked: every module with its operations, made of the rows of tests/kinds. What a plain life
of a module does not show (updates that take several writes, dependencies) is ``further`` in its row.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.kinds import CASES, DEEDS, PLURALS, READINGS, SETTINGS
from tests.support.rows import Case, Deed, Operation, Plural, Reading, Row, Setting


def operations_of(case: Case) -> list[Operation]:
    """Create (what can be made), nothing to do, update, delete, nothing to delete; and reading, by the twin, what was
    made.
    """
    there = () if case.brought else ((case.module, case.arguments),)
    gone = {**case.arguments, **case.removal, "state": "absent"}
    found = [
        *(() if case.brought else (Operation(case.module, "create", case.arguments),)),
        Operation(case.module, "nothing to do", case.arguments, there),
        Operation(case.module, "delete", gone, there),
        Operation(case.module, "nothing to delete", gone, ((case.module, gone),) if case.brought else ()),
        Operation(case.twin, "read", case.info, there),
    ]
    if case.change is not None:
        found.append(Operation(case.module, "update", {**case.arguments, **case.change}, there))
    return found


def operations_of_plural(case: Plural) -> list[Operation]:
    """As `operations_of`, mostly with one request at a time, so that the n-th request is always the same one."""
    some = {**case.options(case.items[:3]), "concurrency": 1}
    gone = {**case.options(case.items[:3], state="absent"), "concurrency": 1}
    first = {**case.options(case.items[:1]), "concurrency": 1}
    all_of = {**case.options(case.items), "concurrency": 1}
    there = ((case.module, some),)
    found = [
        Operation(case.module, "purge", {**first, "purge": case.purge}, (*case.scoped, *there)),
        Operation(case.module, "nothing to purge", {**some, "purge": case.purge}, there),
    ]
    if case.change:
        items = [_changed(item, case.change) for item in case.items[:3]]
        found.append(Operation(case.module, "update", {**case.options(items), "concurrency": 1}, there))
    return [
        *found,
        Operation(case.module, "create side by side", case.options(case.items)),
        Operation(
            case.module, "delete side by side", case.options(case.items, state="absent"), ((case.module, all_of),)
        ),
        Operation(case.module, "create", some),
        Operation(case.module, "nothing to do", some, ((case.module, some),)),
        Operation(case.module, "create the rest", some, ((case.module, first),)),
        Operation(case.module, "delete", gone, ((case.module, some),)),
        Operation(case.module, "nothing to delete", gone),
    ]


def _changed(item: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """An item with other values; of settings, those that change."""
    return {**item, **{n: {**item.get(n, {}), **new} if isinstance(new, dict) else new for n, new in change.items()}}


def operations_of_setting(setting: Setting) -> list[Operation]:
    """A change, one more, nothing to do, and reading by the twin."""
    there = ((setting.module, setting.arguments),)
    return [
        Operation(setting.module, "update", setting.arguments),
        Operation(setting.module, "update again", {**setting.arguments, **setting.change}, there),
        Operation(setting.module, "nothing to do", setting.arguments, there),
        Operation(setting.twin, "read", setting.info, there),
    ]


def operations_of_deed(deed: Deed) -> list[Operation]:
    """To do it, which each run does."""
    return [Operation(deed.module, "do", deed.arguments, asks_again=True)]


def operations_of_reading(reading: Reading) -> list[Operation]:
    """Reading what is there."""
    return [Operation(reading.module, "read", reading.arguments)]


def lot(operation: Operation) -> tuple[bool, int]:
    """What operations are drawn by, always the same ones: those that write something first."""
    idle = operation.reading or operation.name.startswith("nothing")
    return idle, zlib.crc32(operation.title.encode())


def drawn(operations: Iterable[Operation], number: int) -> list[Operation]:
    """So many operations by lot, but of every module one, however many modules there are."""
    by_module: dict[str, list[Operation]] = {}
    for operation in sorted(operations, key=lot):
        by_module.setdefault(operation.module, []).append(operation)
    first = [found[0] for found in by_module.values()]
    rest = sorted((operation for found in by_module.values() for operation in found[1:]), key=lot)
    return [*first, *rest[: max(0, number - len(first))]]


@dataclass
class Attacked:
    """Everything that is done to one module, and what it needs: the row that says so."""

    row: Row
    operations: list[Operation] = field(default_factory=list)


def rows() -> dict[str, Attacked]:
    """The table by module."""
    table: dict[str, Attacked] = {}

    def add(row: Row, operations: Iterable[Operation]) -> None:
        for operation in (*operations, *row.further):
            table.setdefault(operation.module, Attacked(row)).operations.append(operation)

    for case in CASES:
        add(case, operations_of(case))
    for plural in PLURALS:
        add(plural, operations_of_plural(plural))
    for setting in SETTINGS:
        add(setting, operations_of_setting(setting))
    for deed in DEEDS:
        add(deed, operations_of_deed(deed))
    for reading in READINGS:
        add(reading, operations_of_reading(reading))
    return table
