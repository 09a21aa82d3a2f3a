# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record as the user states it, and as Kafka REST takes it (kafkarest-v3, ProduceRequest). Pure.

A record is {key, value, key_format, value_format, headers: [{name, value, format}], partition, timestamp}; whatever is
left out or null is not there. A null value is a tombstone: Kafka REST writes no JSON text `null` (seen on 8.3.1).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

TEXT, JSON, BINARY = "text", "json", "binary"
FORMATS = (TEXT, JSON, BINARY)
WIRE = {TEXT: "STRING", JSON: "JSON", BINARY: "BINARY"}
NAMES = frozenset({"key", "value", "key_format", "value_format", "headers", "partition", "timestamp"})
IN_HEADER = frozenset({"name", "value", "format"})
MOST_PARTITION = 2**31 - 1
END = 253_402_300_800_000  # milliseconds since 1970 at the end of the year 9999
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?\s?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_dumped = json.JSONEncoder(separators=(",", ":"), allow_nan=False, ensure_ascii=False).encode
_sent = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


@dataclass(frozen=True)
class Formats:
    """What keys and values are where a record does not say it."""

    key: str
    value: str


@dataclass
class Encoded:
    """A record for the wire, as JSON, and what the limits of a topic are about: `size` of key, value and headers in
    bytes, whether there is a key, the partition, and the timestamp in milliseconds.
    """

    body: bytes
    size: int
    keyed: bool
    partition: int | None
    time: int | None


def encoded(record: Any, formats: Formats) -> Encoded | list[str]:
    """A record for the wire, or all that is wrong with it."""
    if not isinstance(record, Mapping):
        return [f"it is no object with key, value and so on, but {_kind(record)}"]
    problems = [f"unknown member {name!r} (known: {', '.join(sorted(NAMES))})" for name in record if name not in NAMES]
    wire: dict[str, Any] = {}
    size = 0
    for name, default in (("key", formats.key), ("value", formats.value)):
        given = record.get(name)
        if given is None:
            continue
        made = _data(name, given, record.get(f"{name}_format") or default)
        if isinstance(made, str):
            problems.append(made)
        else:
            wire[name], length = made
            size += length
    if record.get("headers") is not None:
        headers = list(_headers(record["headers"]))
        problems += [made for made in headers if isinstance(made, str)]
        wire["headers"] = [made[0] for made in headers if not isinstance(made, str)]
        size += sum(made[1] for made in headers if not isinstance(made, str))
    partition, time = record.get("partition"), None
    if partition is not None:
        wire["partition_id"] = partition
        problems += _of_partition(partition)
    if record.get("timestamp") is not None:
        moment = milliseconds(record["timestamp"])
        if isinstance(moment, str):
            problems.append(moment)
        else:
            time, wire["timestamp"] = moment, _written(moment)
    if problems:
        return problems
    return Encoded(_sent(wire).encode(), size, "key" in wire, partition, time)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "a boolean", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def _data(name: str, given: Any, form: str) -> tuple[dict[str, Any], int] | str:
    """A key or value for the wire with its length in bytes, or what is wrong with it."""
    if form == JSON:
        try:
            return {"type": "JSON", "data": given}, len(_dumped(given).encode())
        except (TypeError, ValueError) as error:  # UnicodeEncodeError is a ValueError
            return f"{name} cannot be written as JSON: {_said(error)}"
    if form not in FORMATS:
        return f"{name}_format {form!r} is none of {', '.join(FORMATS)}"
    if not isinstance(given, str):
        return f"{name} is {_kind(given)} and no text: quote it (or use the filter string), or give {name}_format: json"
    if form == TEXT:
        try:
            return {"type": "STRING", "data": given}, len(given.encode())
        except UnicodeEncodeError as error:
            return f"{name} is no text that can be written: {_said(error)}"
    length = _decoded(given)
    return f"{name} is not base64" if length is None else ({"type": "BINARY", "data": given}, length)


def _decoded(given: str) -> int | None:
    """How many bytes a text in base64 stands for; None for what is none."""
    try:
        return len(base64.b64decode(given, validate=True))
    except ValueError:  # binascii.Error is one
        return None


def _said(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "it holds half of a character (a lone surrogate)"
    return str(error)


def _headers(given: Any) -> Iterator[tuple[dict[str, Any], int] | str]:
    """Each header for the wire with its length in bytes, or what is wrong with it. Order and doubles are kept."""
    if not isinstance(given, list):
        yield f"headers is {_kind(given)}, and has to be a list of objects with name and value"
        return
    for position, header in enumerate(given):
        yield _header(f"headers[{position}]", header)


def _header(place: str, header: Any) -> tuple[dict[str, Any], int] | str:
    if not isinstance(header, Mapping) or set(header) - IN_HEADER or not isinstance(header.get("name"), str):
        return f"{place} is not an object with name, value and format"
    name, value, form = header["name"], header.get("value"), header.get("format") or TEXT
    if form not in (TEXT, BINARY):
        return f"{place}.format {form!r} is none of {TEXT}, {BINARY}"
    try:
        length = len(name.encode())
        if value is None:
            return {"name": name, "value": None}, length
        if not isinstance(value, str):
            return f"{place}.value is {_kind(value)} and no text: quote it (or use the filter string)"
        if form == BINARY:
            decoded = _decoded(value)
            if decoded is None:
                return f"{place}.value is not base64"
            return {"name": name, "value": value}, length + decoded
        raw = value.encode()
    except UnicodeEncodeError as error:
        return f"{place}: {_said(error)}"
    return {"name": name, "value": base64.b64encode(raw).decode()}, length + len(raw)


def _of_partition(partition: Any) -> list[str]:
    if not isinstance(partition, int) or isinstance(partition, bool):
        return [f"partition is {_kind(partition)}, and has to be a whole number"]
    if not 0 <= partition <= MOST_PARTITION:
        return [f"partition {partition} is none: they begin at 0"]
    return []


def milliseconds(given: Any) -> int | str:
    """A moment in milliseconds since 1970, or what is wrong with it. A number is refused: Kafka REST reads it as
    seconds, and most who write one mean milliseconds.
    """
    found = _MOMENT.fullmatch(given) if isinstance(given, str) else None
    words = f"timestamp {given!r} is not a moment with its zone such as 2026-03-01T12:00:00Z"
    if found is None:
        return words
    day, clock, fraction, zone = found.groups()
    text = f"{day}T{clock}{'+00:00' if zone in 'Zz' else zone}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return words
    time = int(moment.timestamp()) * 1000 + int((fraction or "0").ljust(3, "0")[:3])
    if time >= END:
        return f"timestamp {given!r} is after the year 9999 (UTC)"
    return time if time >= 0 else f"timestamp {given!r} is before 1970"


def _written(time: int) -> str:
    """A moment for the wire, in UTC."""
    moment = datetime.fromtimestamp(time // 1000, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{time % 1000:03d}Z"
