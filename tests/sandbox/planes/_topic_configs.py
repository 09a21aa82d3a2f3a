# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The settings of a topic: names, defaults, what may be written and which values are good.

Sources: API_MAP D "Editable topic configs", C.2 (cleanup.policy goes by way of compact), kafkarest-v3 (shape).
Defaults and ranges are those of Confluent Cloud's published table of topic settings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import ApiError

_LONG_MAX = 9223372036854775807
_INT_MAX = 2147483647
_STRATEGY = "io.confluent.kafka.serializers.subject."
_BIG_KINDS = frozenset({"Dedicated", "Enterprise", "Freight"})


@dataclass(frozen=True)
class Setting:
    """A topic setting. ``check(value, cluster kind)`` gives what is wrong, or None. ``editable`` False = read-only."""

    name: str
    default: str
    check: Callable[[str, str], str | None]
    editable: bool = True


def _number(
    type_name: str, low: int, high: int, *, big_low: int | None = None, big_high: int | None = None
) -> Callable[[str, str], str | None]:
    """A whole number in a range; the big cluster kinds may have a wider one."""

    def check(value: str, kind: str) -> str | None:
        least = big_low if big_low is not None and kind in _BIG_KINDS else low
        most = big_high if big_high is not None and kind in _BIG_KINDS else high
        try:
            number = int(value)
        except ValueError:
            return f"Not a number of type {type_name}"
        if number < least:
            return f"Value must be at least {least}"
        return f"Value must be no more than {most}" if number > most else None

    return check


def _one_of(*values: str) -> Callable[[str, str], str | None]:
    def check(value: str, kind: str) -> str | None:
        return None if value in values else f"String must be one of: {', '.join(values)}"

    return check


def _boolean(value: str, kind: str) -> str | None:
    return None if value.lower() in ("true", "false") else "Expected value to be either true or false"


def _policy(value: str, kind: str) -> str | None:
    parts = [part.strip() for part in value.split(",")]
    if all(part in ("compact", "delete") for part in parts) and len(parts) == len(set(parts)):
        return None
    return "String must be one of: compact, delete"


def _any(value: str, kind: str) -> str | None:
    return None


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
    Setting("min.cleanable.dirty.ratio", "0.5", _any, editable=False),
    Setting("min.compaction.lag.ms", "0", _LONG),
    Setting("min.insync.replicas", "2", _number("INT", 1, 2)),
    Setting("retention.bytes", "-1", _number("LONG", -1, _LONG_MAX)),
    Setting("retention.ms", "604800000", _number("LONG", -1, _LONG_MAX)),
    Setting("segment.bytes", "104857600", _number("INT", 52428800, 1073741824)),
    Setting("segment.index.bytes", "10485760", _number("INT", 0, _INT_MAX), editable=False),
    Setting("segment.ms", "604800000", _number("LONG", 14400000, _LONG_MAX, big_low=600000)),
    Setting("unclean.leader.election.enable", "false", _boolean, editable=False),
)
SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _ALL}


def bad(message: str) -> ApiError:
    """Kafka REST's 400/40002."""
    return ApiError("kafka", 400, message, 40002)


def check_value(name: str, value: object, kind: str) -> str:
    """The value of a writable setting, as text; ApiError 40002 for unknown, read-only and wrong ones."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise bad(f"Unknown topic config name: {name}")
    if not setting.editable:
        raise bad(f"Altering topic configs is disallowed for the read-only config: {name}")
    if value is None:
        raise bad(f"Null value not supported for topic configs: {name}")
    if not isinstance(value, str):
        raise ApiError("kafka", 400, f"Cannot deserialize the value of config {name}: it must be a string", 400)
    wrong = setting.check(value, kind)
    if wrong is not None:
        raise bad(f"Invalid value {value} for configuration {name}: {wrong}")
    return value


def check_policy_change(current: str, wanted: str) -> None:
    """delete -> compact,delete must go by way of compact (API_MAP C.2, issue text of the real service)."""
    before = frozenset(part.strip() for part in current.split(","))
    after = frozenset(part.strip() for part in wanted.split(","))
    if before == {"delete"} and after == {"compact", "delete"}:
        raise bad(
            f"Invalid value {wanted} for configuration cleanup.policy: a topic's cleanup.policy cannot be changed from "
            "delete to compact,delete; change it to compact first"
        )
