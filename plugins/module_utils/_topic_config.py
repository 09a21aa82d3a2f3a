# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of topic settings: what the user may write, and when two spellings mean the same. Pure."""

from __future__ import annotations

import re
from typing import Any

# Exact factors only: a month has no fixed length and is not offered.
MILLISECONDS = {
    "ms": 1,
    "s": 1_000,
    "m": 60_000,
    "min": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
}
BYTES = {
    "B": 1,
    "kB": 1_000,
    "KB": 1_000,
    "MB": 1_000_000,
    "GB": 1_000_000_000,
    "TB": 1_000_000_000_000,
    "KiB": 1 << 10,
    "MiB": 1 << 20,
    "GiB": 1 << 30,
    "TiB": 1 << 40,
}
# Settings whose value is a list in which the order has no meaning.
LISTS = frozenset({"cleanup.policy"})


def to_text(name: str, value: Any) -> str:
    """The value of a setting as the API takes it: a string.

    `name` decides the unit: settings that end in `.ms` take durations (`7d`, `12h`), those that end in `.bytes` take
    sizes (`1GiB`). Booleans and numbers become their text, lists are joined by commas. Raises ValueError for a value
    with a unit that is not exact or not known, and for a nested value.
    """
    if isinstance(value, (list, tuple)):
        if None in value:
            raise ValueError(f"{name}: its list has a null (empty) in it; leave it out or say what is meant")
        return ",".join(_plain(name, v) for v in value)
    text = _plain(name, value)
    units = MILLISECONDS if name.endswith(".ms") else BYTES if name.endswith(".bytes") else None
    match = re.fullmatch(r"([0-9]+)\s*([A-Za-z]+)", text)
    if units is None or match is None:
        if units is not None and not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError(
                f"{name}: {text!r} is not a whole number with one of the units {', '.join(units)} (or none)"
            )
        return text
    number, unit = match.groups()
    if unit not in units:
        raise ValueError(f"{name}: unit {unit!r} is not one of {', '.join(units)}")
    return str(int(number) * units[unit])


def _plain(name: str, value: Any) -> str:
    """The text of a value that is no list. Raises ValueError for a mapping or a list."""
    if isinstance(value, (dict, list, tuple)):
        raise ValueError(f"{name}: {value!r} is not a value of a topic setting")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def same(name: str, one: str | None, other: str | None) -> bool:
    """Whether two values of a setting mean the same."""
    if one is None or other is None:
        return one is other
    if name in LISTS:
        return sorted(part.strip() for part in one.split(",")) == sorted(part.strip() for part in other.split(","))
    return one == other or (one.lower() == other.lower() and one.lower() in ("true", "false"))


def steps(before: str | None, after: str | None) -> list[str | None]:
    """The values of cleanup.policy to set one after the other.

    Confluent Cloud refuses to go from `delete` straight to `delete,compact`; by way of `compact` it works (needs.md).
    """
    if before == "delete" and after is not None and same("cleanup.policy", after, "compact,delete"):
        return ["compact", after]
    return [after]
