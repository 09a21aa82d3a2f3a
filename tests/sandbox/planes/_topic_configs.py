# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The settings of a topic: names, defaults, what may be written and which values are good.

Sources: API_MAP D "Editable topic configs", C.2 (cleanup.policy goes by way of compact), kafkarest-v3 (shape).
Defaults and ranges are those of Confluent Cloud's published table of topic settings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import ApiError

_LONG_MAX = 9223372036854775807
_INT_MAX = 2147483647
_INTEGER = re.compile(r"[+-]?[0-9]+")
_STRATEGY = "io.confluent.kafka.serializers.subject."
_BIG_KINDS = frozenset({"Dedicated", "Enterprise", "Freight"})


Parse = Callable[[str, str], str]


@dataclass(frozen=True)
class Setting:
    """A topic setting. ``parse(value without blanks around it, cluster kind)`` gives the value as the broker stores it,
    or raises ValueError with what is wrong (Apache Kafka, ConfigDef.parseType). ``editable`` False = read-only.
    """

    name: str
    default: str
    parse: Parse
    editable: bool = True


def _number(type_name: str, low: int, high: int, *, big_low: int | None = None, big_high: int | None = None) -> Parse:
    """A whole number in a range; the big cluster kinds may have a wider one."""

    def parse(value: str, kind: str) -> str:
        least = big_low if big_low is not None and kind in _BIG_KINDS else low
        most = big_high if big_high is not None and kind in _BIG_KINDS else high
        largest = _INT_MAX if type_name == "INT" else _LONG_MAX
        if not _INTEGER.fullmatch(value) or not -largest - 1 <= int(value) <= largest:
            raise ValueError(f"Not a number of type {type_name}")
        number = int(value)
        if number < least:
            raise ValueError(f"Value must be at least {least}")
        if number > most:
            raise ValueError(f"Value must be no more than {most}")
        return str(number)

    return parse


def _one_of(*values: str) -> Parse:
    def parse(value: str, kind: str) -> str:
        if value not in values:
            raise ValueError(f"String must be one of: {', '.join(values)}")
        return value

    return parse


def _boolean(value: str, kind: str) -> str:
    if value.lower() not in ("true", "false"):
        raise ValueError("Expected value to be either true or false")
    return value.lower()


def _policy(value: str, kind: str) -> str:
    """A list in its order, without doubles. An empty one is taken by Kafka 4.3; whether Cloud takes it is unknown."""
    parts = dict.fromkeys(re.split(r"\s*,\s*", value)) if value else {}
    for part in parts:
        if part not in ("compact", "delete"):
            raise ValueError("String must be one of: compact, delete")
    return ",".join(parts)


def _ratio(value: str, kind: str) -> str:
    try:
        number = float(value)
    except ValueError as error:
        raise ValueError("Not a number of type DOUBLE") from error
    if not 0 <= number <= 1:
        raise ValueError("Value must be at least 0" if number < 0 else "Value must be no more than 1")
    return str(number)


def _any(value: str, kind: str) -> str:
    return value


_LONG = _number("LONG", 0, _LONG_MAX)
_STRATEGIES = _one_of(
    *(_STRATEGY + name for name in ("TopicNameStrategy", "RecordNameStrategy", "TopicRecordNameStrategy"))
)
_CODECS = _one_of("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer")

_ALL = (
    Setting("cleanup.policy", "delete", _policy),
    Setting("compression.type", "producer", _CODECS, editable=False),
    Setting("confluent.key.schema.validation", "false", _boolean),
    Setting("confluent.key.subject.name.strategy", _STRATEGY + "TopicNameStrategy", _STRATEGIES),
    Setting("confluent.schema.validation.context.name", "default", _any),
    Setting("confluent.topic.type", "standard", _any, editable=False),
    Setting("confluent.value.schema.validation", "false", _boolean),
    Setting("confluent.value.subject.name.strategy", _STRATEGY + "TopicNameStrategy", _STRATEGIES),
    Setting("delete.retention.ms", "86400000", _number("LONG", 0, 63113904000)),
    Setting("file.delete.delay.ms", "60000", _LONG, editable=False),
    Setting("flush.messages", str(_LONG_MAX), _LONG, editable=False),
    Setting("flush.ms", str(_LONG_MAX), _LONG, editable=False),
    Setting("index.interval.bytes", "4096", _LONG, editable=False),
    Setting("max.compaction.lag.ms", str(_LONG_MAX), _number("LONG", 21600000, _LONG_MAX, big_low=600000)),
    Setting("max.message.bytes", "2097164", _number("INT", 0, 8388608, big_high=20971520)),
    Setting("message.timestamp.after.max.ms", str(_LONG_MAX), _LONG),
    Setting("message.timestamp.before.max.ms", str(_LONG_MAX), _LONG),
    Setting("message.timestamp.difference.max.ms", str(_LONG_MAX), _LONG),
    Setting("message.timestamp.type", "CreateTime", _one_of("CreateTime", "LogAppendTime")),
    Setting("min.cleanable.dirty.ratio", "0.5", _ratio, editable=False),
    Setting("min.compaction.lag.ms", "0", _LONG),
    Setting("min.insync.replicas", "2", _number("INT", 1, 2)),
    Setting("retention.bytes", "-1", _number("LONG", -1, _LONG_MAX)),
    Setting("retention.ms", "604800000", _number("LONG", -1, _LONG_MAX)),
    Setting("segment.bytes", "104857600", _number("INT", 52428800, 1073741824)),
    Setting("segment.index.bytes", "10485760", _number("INT", 0, _INT_MAX), editable=False),
    Setting("segment.ms", "604800000", _number("LONG", 14400000, _LONG_MAX, big_low=600000)),
    Setting("unclean.leader.election.enable", "false", _boolean, editable=False),
)
# The broker's name of a setting, where it has another one (Apache Kafka, "Topic configs": server default property).
_BROKER_NAMES = {
    "cleanup.policy": "log.cleanup.policy",
    "delete.retention.ms": "log.cleaner.delete.retention.ms",
    "file.delete.delay.ms": "log.segment.delete.delay.ms",
    "flush.messages": "log.flush.interval.messages",
    "flush.ms": "log.flush.interval.ms",
    "index.interval.bytes": "log.index.interval.bytes",
    "max.compaction.lag.ms": "log.cleaner.max.compaction.lag.ms",
    "max.message.bytes": "message.max.bytes",
    "message.timestamp.after.max.ms": "log.message.timestamp.after.max.ms",
    "message.timestamp.before.max.ms": "log.message.timestamp.before.max.ms",
    "message.timestamp.difference.max.ms": "log.message.timestamp.difference.max.ms",
    "message.timestamp.type": "log.message.timestamp.type",
    "min.cleanable.dirty.ratio": "log.cleaner.min.cleanable.ratio",
    "min.compaction.lag.ms": "log.cleaner.min.compaction.lag.ms",
    "retention.bytes": "log.retention.bytes",
    "retention.ms": "log.retention.ms",
    "segment.bytes": "log.segment.bytes",
    "segment.index.bytes": "log.index.size.max.bytes",
    "segment.ms": "log.roll.ms",
}
# What the broker falls back on where that is not set: other units.
_OTHER_UNITS = {"retention.ms": ("log.retention.hours", "168"), "segment.ms": ("log.roll.hours", "168")}
SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _ALL}


def broker_name(name: str) -> str:
    """The name that a topic's setting has among those of the broker."""
    return _BROKER_NAMES.get(name, name)


def synonyms(name: str, override: str | None, of_cluster: str | None) -> list[dict[str, str]]:
    """Where the value of a topic's setting may come from, the one in force first."""
    found = [
        (name, override, "DYNAMIC_TOPIC_CONFIG"),
        (broker_name(name), of_cluster, "DYNAMIC_DEFAULT_BROKER_CONFIG"),
        (*_OTHER_UNITS.get(name, (broker_name(name), SETTINGS[name].default)), "DEFAULT_CONFIG"),
    ]
    return [{"name": one, "value": value, "source": source} for one, value, source in found if value is not None]


def bad(message: str) -> ApiError:
    """Kafka REST's 400/40002."""
    return ApiError("kafka", 400, message, 40002)


def check_value(name: str, value: object, kind: str) -> str:
    """The value of a writable setting as the broker stores it; ApiError 40002 for unknown, read-only and wrong ones.

    Numbers and booleans become their text, as Jackson reads them into a string.
    """
    setting = SETTINGS.get(name)
    if setting is None:
        raise bad(f"Unknown topic config name: {name}")
    if not setting.editable:
        raise bad(f"Altering topic configs is disallowed for the read-only config: {name}")
    if value is None:
        raise bad(f"Null value not supported for topic configs: {name}")
    if isinstance(value, (bool, int, float)):
        value = json.dumps(value)
    if not isinstance(value, str):
        raise ApiError("kafka", 400, f"Cannot deserialize value of type `java.lang.String` for config {name}", 400)
    try:
        return setting.parse(value.strip(), kind)
    except ValueError as error:
        raise bad(f"Invalid value {value} for configuration {name}: {error}") from error


def check_policy_change(current: str, wanted: str) -> None:
    """delete -> compact,delete must go by way of compact (API_MAP C.2, issue text of the real service)."""
    before = frozenset(part.strip() for part in current.split(","))
    after = frozenset(part.strip() for part in wanted.split(","))
    if before == {"delete"} and after == {"compact", "delete"}:
        raise bad(
            f"Invalid value {wanted} for configuration cleanup.policy: a topic's cleanup.policy cannot be changed from "
            "delete to compact,delete; change it to compact first"
        )
