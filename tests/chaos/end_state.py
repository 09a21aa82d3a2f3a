# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""States of the sandbox that can be compared although they came about on different ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from tests.support.identifiers import IDENTIFIER

# `on_the_way`, `was`, `queries`: of a materialized table, what it went through.
_VOLATILE = frozenset(
    {"n", "secret", "number", "pkc", "task_count", "old_status", "old_tasks", "refreshes"}
    | {"on_the_way", "was", "queries"}
)
_IDENTIFIERS = re.compile(rf"{IDENTIFIER}|\b[A-Z0-9]{{16}}\b")


def normal(state: Mapping[str, Any]) -> list[str]:
    """Every object as text, without what differs from run to run: ids, times, secrets."""
    return sorted(f"{table} {_text(part)}" for table, held in state.items() for part in _objects(held))


def _objects(held: Any) -> Iterable[Any]:
    """The objects of a table; of a table of tables, those with the outer key."""
    for key, value in held.items():
        if isinstance(value, list):
            yield from ((key, part) for part in value)
        elif value and all(isinstance(inner, dict) for inner in value.values()):
            yield from ((key, name, inner) for name, inner in value.items() if inner)
        elif value:
            yield value


def _text(part: Any) -> str:
    text = json.dumps(_steady(part), sort_keys=True)
    return _IDENTIFIERS.sub(lambda found: f"<{found[0].rpartition('-')[0] or 'key'}>", text)


def _volatile(name: str, value: Any) -> bool:
    """Whether it differs from run to run. A number as an id is that of a schema: they are given as schemas come in, and
    several are registered at the same time.
    """
    return name in _VOLATILE or name.endswith("_at") or (name == "id" and isinstance(value, int))


def _steady(part: Any) -> Any:
    if isinstance(part, dict):
        return {k: _steady(v) for k, v in part.items() if not _volatile(k, v)}
    if isinstance(part, (list, tuple)):
        return [_steady(value) for value in part]
    return part
