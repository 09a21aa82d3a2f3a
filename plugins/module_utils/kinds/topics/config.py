# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of topic settings: what the user may write, and when two spellings mean the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
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
# The types of settings, by their names in Apache Kafka's and Confluent Cloud's tables of topic settings. Whole numbers
# are also all that end in `.ms` or `.bytes`. Of a setting that is in none of these the broker judges.
WHOLE = frozenset({"min.insync.replicas", "flush.messages"})
FRACTIONS = frozenset({"min.cleanable.dirty.ratio"})
FLAGS = frozenset(
    {
        "confluent.key.schema.validation",
        "confluent.value.schema.validation",
        "message.downconversion.enable",
        "preallocate",
        "remote.log.copy.disable",
        "remote.log.delete.on.disable",
        "remote.storage.enable",
        "unclean.leader.election.enable",
    }
)
# Lists in which neither order nor doubles have a meaning.
LISTS = frozenset(
    {"cleanup.policy", "follower.replication.throttled.replicas", "leader.replication.throttled.replicas"}
)
TEXTS = frozenset(
    {
        "compression.type",
        "confluent.key.subject.name.strategy",
        "confluent.schema.validation.context.name",
        "confluent.topic.type",
        "confluent.value.subject.name.strategy",
        "message.timestamp.type",
    }
)
KNOWN = (
    WHOLE
    | FRACTIONS
    | FLAGS
    | LISTS
    | TEXTS
    | {
        "delete.retention.ms",
        "file.delete.delay.ms",
        "flush.ms",
        "index.interval.bytes",
        "max.compaction.lag.ms",
        "max.message.bytes",
        "message.timestamp.after.max.ms",
        "message.timestamp.before.max.ms",
        "message.timestamp.difference.max.ms",
        "min.compaction.lag.ms",
        "retention.bytes",
        "retention.ms",
        "segment.bytes",
        "segment.index.bytes",
        "segment.jitter.ms",
        "segment.ms",
    }
)
# Numbers as the broker reads them (java.lang.Long and Double): no `1_000`.
_INTEGER = re.compile(r"[+-]?[0-9]+")
_WHOLE_FLOAT = re.compile(r"([+-]?[0-9]+)\.0+")
_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
EXACT = 2**53  # whole numbers up to this one have a floating-point number of their own


def to_text(name: str, value: Any) -> str:
    """The value of a setting as the API takes it: a string.

    `name` decides the unit: settings that end in `.ms` take durations (`7d`, `12h`), those that end in `.bytes` take
    sizes (`1GiB`). Booleans and numbers become their text, whole numbers without leading zeros, plus or `.0`; lists are
    joined by commas. Raises ValueError for a value with a unit that is not exact or not known, for what the broker
    cannot read as a value of this setting's type, and for a nested value.
    """
    if isinstance(value, (list, tuple)):
        if None in value:
            raise ValueError(f"{name}: its list has a null (empty) in it; leave it out or say what is meant")
        return ",".join(_plain(name, v) for v in value)
    text = _plain(name, value)
    if name.endswith((".ms", ".bytes")) or name in WHOLE:
        return str(_whole(name, text))
    if name in FLAGS and text.lower() not in ("true", "false"):
        raise ValueError(f"{name}: {text!r} is neither true nor false")
    if name in FRACTIONS and not _DECIMAL.fullmatch(text):
        raise ValueError(f"{name}: {text!r} is not a number")
    return text


def _whole(name: str, text: str) -> int:
    """The whole number that a text means for a setting. Raises ValueError."""
    units = MILLISECONDS if name.endswith(".ms") else BYTES if name.endswith(".bytes") else {}
    among = f" with one of the units {', '.join(units)} (or none)" if units else ""
    if _INTEGER.fullmatch(text):
        return int(text)
    fraction = _WHOLE_FLOAT.fullmatch(text)  # what Jinja makes of a product with a fraction in it
    if fraction and abs(int(fraction[1])) <= EXACT:
        return int(fraction[1])
    match = re.fullmatch(r"([0-9]+)\s*([A-Za-z]+)", text)
    if not units or match is None:
        raise ValueError(f"{name}: {text!r} is not a whole number{among}")
    number, unit = match.groups()
    if unit not in units:
        raise ValueError(f"{name}: unit {unit!r} is not one of {', '.join(units)}")
    return int(number) * units[unit]


def _plain(name: str, value: Any) -> str:
    """The text of a value that is no list. Raises ValueError for a mapping, a list or a null."""
    if value is None or isinstance(value, (dict, list, tuple)):
        raise ValueError(f"{name}: {value!r} is not a value of a topic setting")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
        return f"{value:.1f}"  # without an exponent
    return str(value).strip()


def same(name: str, one: str | None, other: str | None) -> bool:
    """Whether two values of a setting mean the same to the broker, which stores them in its own spelling."""
    if one is None or other is None:
        return one is other
    if one == other:
        return True
    if name in LISTS:
        return _parts(one) == _parts(other)
    if name in TEXTS:
        return one.strip() == other.strip()
    if _INTEGER.fullmatch(one.strip()) and _INTEGER.fullmatch(other.strip()):
        return int(one) == int(other)
    if name in FRACTIONS and _DECIMAL.fullmatch(one) and _DECIMAL.fullmatch(other):
        return float(one) == float(other)
    return one.lower() == other.lower() and one.lower() in ("true", "false")


def _parts(value: str) -> set[str]:
    return {part.strip() for part in value.split(",")}


def unknown(names: Iterable[str], known: Collection[str]) -> str:
    """Which of these settings are not among the known ones, in words with similar names; empty when all are."""
    said = []
    for name in names:
        if name in known:
            continue
        near = get_close_matches(name, known, n=2)
        said.append(f"{name!r}" + (f" (did you mean {' or '.join(near)}?)" if near else ""))
    return ", ".join(said)


def steps(before: str | None, after: str | None) -> list[str | None]:
    """The values of cleanup.policy to set one after the other.

    Confluent Cloud refuses to go from `delete` straight to `delete,compact`; by way of `compact` it works (needs.md).
    """
    if before == "delete" and after is not None and same("cleanup.policy", after, "compact,delete"):
        return ["compact", after]
    return [after]
