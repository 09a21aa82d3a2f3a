# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a task's values no output may show, by its argument spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def secret_values(spec: Mapping[str, Any], parameters: Mapping[str, Any]) -> set[str]:
    """Every string that is a value of an option with `no_log`, nested options too: what no output may show."""
    found: set[str] = set()
    for name, entry in spec.items():
        for value in (parameters.get(key) for key in (name, *entry.get("aliases", ()))):
            if entry.get("no_log"):
                found.update(_texts(value))
            elif _holds_secrets(entry):
                for nested in value if isinstance(value, list) else [value]:
                    if isinstance(nested, Mapping):
                        found |= secret_values(entry["options"], nested)
    return found


def _holds_secrets(entry: Mapping[str, Any]) -> bool:
    """Whether an option's nested options have any secret: lists may be long."""
    return any(option.get("no_log") or _holds_secrets(option) for option in (entry.get("options") or {}).values())


def _texts(value: Any) -> Iterator[str]:
    """The strings and numbers in a value, as strings; switches and empty strings are no secrets."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)
