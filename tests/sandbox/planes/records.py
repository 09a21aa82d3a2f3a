# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records of Kafka REST v3 (kafkarest-v3 document, "Records"), and as measured on Kafka REST 8.3.1 with Kafka 4.3.

Records are kept by their topic, in the order of their offsets. As measured:

* the status is 200 whatever becomes of the records; the body has a report for each, one a line and an empty line at the
  end. A bad record has its own error and stops nobody; broken JSON is an error line, and ends the reading: what stood
  before it was written. An empty body is a 200 with an empty body, and nothing is written;
* a partition or a topic that is not there is waited for, ``metadata_wait`` for each record (of the sandbox's clock),
  and that holds the records behind it up;
* a value that is null or left out is a tombstone, JSON null too: no text ``null`` can be written. A report has ``key``
  and ``value`` only where the record had any; with a type and without data the size is -1;
* a number as a timestamp is one of seconds, a date without a time is refused;
* records with a key go to a partition by their key, those without to one and the same for each request;
* too large for the proxy (1 MiB) is a 413 in words of its own, too large for the topic another one.

Not measured: a record without a key is refused by a compacted topic (Apache Kafka, LogValidator).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import itertools
import json
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..state import JsonObject, State
from ._kafka_common import PATH, Caller, Topic, caller_of, is_read_only, is_topic_name, live_topics
from ._topic_configs import SETTINGS

PLANE = "kafka"
MAX_REQUEST = 1_048_576  # bytes of a record at the proxy (max.request.size)
_FIELDS = ("partition_id", "headers", "key", "value", "timestamp")
_SPACE = re.compile(r"\s*")
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})")


@dataclass(slots=True)
class Record:
    """A record: ``key`` and ``value`` as bytes, None for null; ``headers`` in their order; ``time`` in milliseconds."""

    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    time: int

    def to_json(self) -> JsonObject:
        """For the dump of the state: texts where they are texts, base64 otherwise."""
        told: JsonObject = {"key": _shown(self.key), "value": _shown(self.value)}
        return {**told, "headers": [[name, _shown(value)] for name, value in self.headers]} if self.headers else told


class Bad(Exception):
    """A record that is refused, and the code and words of its report."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.report = {"error_code": code, "message": message}


def append(
    state: State,
    topic: Topic,
    partition: int,
    key: bytes | None,
    value: bytes | None,
    headers: tuple[tuple[str, bytes | None], ...] = (),
    time: int | None = None,
) -> int:
    """Add a record to a partition without asking who may; its offset. ``time``: in milliseconds, by default now."""
    log = topic.log.setdefault(partition, [])
    log.append(Record(key, value, headers, _now(state) if time is None else time))
    return len(log) - 1


def end_offset(topic: Topic, partition: int) -> int:
    """The offset that the next record of a partition will have."""
    return len(topic.log.get(partition, ()))


def _shown(data: bytes | None) -> str | None:
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return base64.b64encode(data).decode()


def _now(state: State) -> int:
    shown = datetime.now(timezone.utc) - timedelta(seconds=state.settings.born_before)
    return int(shown.timestamp() * 1000)


def _written(time: int) -> str:
    moment = datetime.fromtimestamp(time // 1000, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{time % 1000:03d}Z"


def _data(given: Any, of: str) -> tuple[bytes | None, JsonObject | None]:
    """The bytes of a key or value, and what the report says of it; raises Bad."""
    if given is None:
        return None, None
    if not isinstance(given, dict):
        raise Bad(400, f"Cannot construct instance of `ProduceRequestData` from {given!r} ('{of}')")
    if unknown := set(given) - {"type", "data"}:
        raise Bad(400, f"Unrecognized field: {min(unknown)}")
    kind, data = given.get("type"), given.get("data")
    if kind is None:
        if data is None:
            return None, None
        raise Bad(422, "Error: 42207 : Error serializing message. Error when fetching latest schema version.")
    if kind not in ("STRING", "JSON", "BINARY"):
        raise Bad(400, f"Cannot construct instance of `EmbeddedFormat`, problem: {kind}")
    if data is None:
        return None, {"type": kind, "size": -1}
    if kind == "JSON":
        raw = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    elif kind == "STRING":
        if not isinstance(data, str):
            raise Bad(400, f"Bad Request: data={json.dumps(data)} is not a string.")
        raw = data.encode()
    else:
        raw = _binary(data, f"Bad Request: data={json.dumps(data)} is not a valid base64 string.")
    return raw, {"type": kind, "size": len(raw)}


def _binary(data: Any, words: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (TypeError, ValueError, binascii.Error) as exc:
        raise Bad(400, words) from exc


def _headers(given: Any) -> tuple[tuple[str, bytes | None], ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise Bad(400, "Cannot deserialize value of type `java.util.ArrayList` ('headers')")
    made = []
    for item in given:
        if not isinstance(item, dict) or not isinstance(item.get("name"), str) or set(item) - {"name", "value"}:
            raise Bad(400, f"Cannot construct instance of `ProduceRequestHeader` from {item!r}")
        value = item.get("value")
        words = f'Cannot deserialize value of type `byte[]` from String "{value}"'
        made.append((item["name"], None if value is None else _binary(value, words)))
    return tuple(made)


def _time(given: Any, state: State) -> int:
    """Milliseconds of a timestamp as Jackson reads it: texts with a zone, and numbers as seconds; raises Bad."""
    if given is None:
        return _now(state)
    if isinstance(given, (int, float)) and not isinstance(given, bool) and math.isfinite(given):
        return int(given * 1000)
    if not isinstance(given, str) or not _ZONED.fullmatch(given):
        raise Bad(400, f"Cannot deserialize value of type `java.time.Instant` from {given!r}")
    text = re.sub(r"(\.\d{1,6})\d*", lambda found: found[1].ljust(7, "0"), given.replace("Z", "+00:00"))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as exc:
        raise Bad(400, f"Cannot deserialize value of type `java.time.Instant` from {given!r}") from exc
    return int(moment.timestamp() * 1000)


def _documents(text: str) -> Iterator[Any]:
    """The JSON values of a text, one behind the other; raises Bad where there is none."""
    decode, at = json.JSONDecoder().raw_decode, 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if at == len(text):
            return
        try:
            value, at = decode(text, at)
        except ValueError as exc:
            raise Bad(400, f"Unexpected character or end-of-input: {exc}") from exc
        yield value


class Production:
    """One request for records of a topic."""

    def __init__(self, caller: Caller, name: str) -> None:
        self.caller, self.state, self.name = caller, caller.state, name
        self.sticky: int | None = None

    async def reports(self, text: str) -> list[str]:
        """A line for each record; for what is no JSON a last one, behind which nothing is read."""
        told: list[str] = []
        documents = _documents(text)
        while True:
            try:
                given = next(documents)
            except StopIteration:
                return told
            except Bad as refused:
                return [*told, json.dumps(refused.report)]
            try:
                told.append(json.dumps(await self.report(given), separators=(",", ":")))
            except Bad as refused:
                told.append(json.dumps(refused.report))

    async def report(self, given: Any) -> JsonObject:
        """Write a record; its report. Raises Bad."""
        if not isinstance(given, dict):
            raise Bad(400, "Cannot construct instance of `ProduceRequest`")
        if unknown := set(given) - set(_FIELDS):
            raise Bad(400, f"Unrecognized field: {min(unknown)}")
        (key, key_told), (value, value_told) = _data(given.get("key"), "key"), _data(given.get("value"), "value")
        headers, time = _headers(given.get("headers")), _time(given.get("timestamp"), self.state)
        topic = await self.topic(given.get("partition_id"))
        if is_read_only(self.state, topic):
            # The broker refuses it by policy; in which words, and with which code, no document says.
            raise Bad(40002, f"Cannot append records to the read-only mirror topic '{topic.name}'.")
        partition = self.partition(topic, given.get("partition_id"), key)
        self.fits(topic, key, value, headers, time)
        offset = append(self.state, topic, partition, key, value, headers, time)
        told: JsonObject = {"error_code": 200, "cluster_id": self.caller.lkc, "topic_name": topic.name}
        told.update(partition_id=partition, offset=offset)
        told["timestamp"] = _written(time) if self.state.settings.produce_timestamps else None
        return {**told, **({"key": key_told} if key_told else {}), **({"value": value_told} if value_told else {})}

    async def topic(self, partition: Any) -> Topic:
        """The topic once it has the partition; raises Bad when that has not come about in time."""
        if partition is not None and (not isinstance(partition, int) or isinstance(partition, bool)):
            raise Bad(400, f"Cannot deserialize value of type `java.lang.Integer` from {partition!r}")
        if partition is not None and partition < 0:
            raise Bad(40402, "Partition not found.")
        until = self.state.now() + self.state.settings.metadata_wait
        while True:
            topic = live_topics(self.state, self.caller.lkc).get(self.name)
            if topic is not None and (partition is None or partition < topic.partitions):
                return topic
            if self.state.now() >= until:
                break
            await asyncio.sleep(0.005)
        waited = f"not present in metadata after {self.state.settings.metadata_wait * 1000:.0f} ms."
        if topic is None:
            raise Bad(40401, f"Topic {self.name} {waited}")
        raise Bad(
            40401, f"Partition {partition} of topic {self.name} with partition count {topic.partitions} is {waited}"
        )

    def partition(self, topic: Topic, stated: int | None, key: bytes | None) -> int:
        if stated is not None:
            return stated
        if key is not None:
            return zlib.crc32(key) % topic.partitions
        if self.sticky is None:
            self.sticky = sum(len(log) for log in topic.log.values()) % topic.partitions
        return self.sticky

    def fits(
        self,
        topic: Topic,
        key: bytes | None,
        value: bytes | None,
        headers: tuple[tuple[str, bytes | None], ...],
        time: int,
    ) -> None:
        """Raises Bad for what the proxy or the broker does not take."""
        parts = (key, value, *itertools.chain.from_iterable((name.encode(), data) for name, data in headers))
        size = 70 + sum(len(part) for part in parts if part is not None)
        if size > MAX_REQUEST:
            words = "which is the value of the max.request.size configuration."
            raise Bad(413, f"The message is {size} bytes when serialized which is larger than {MAX_REQUEST}, {words}")
        if size > int(_setting(topic, "max.message.bytes")):
            words = "The request included a message larger than the max message size the server will accept."
            raise Bad(413, words)
        ahead = time - _now(self.state)
        after, before = (int(_setting(topic, f"message.timestamp.{side}.max.ms")) for side in ("after", "before"))
        appended = _setting(topic, "message.timestamp.type") == "LogAppendTime"
        if time < 0 or not (appended or -before <= ahead <= after):
            raise Bad(50002, f"Timestamp {time} of message is out of range.")
        if key is None and "compact" in _setting(topic, "cleanup.policy"):
            raise Bad(50002, "Compacted topic cannot accept message without key in topic partition.")


def _setting(topic: Topic, name: str) -> str:
    return topic.configs.get(name, SETTINGS[name].default)


def _seeded(state: State, spec: JsonObject) -> list[Any]:
    """records: cluster, topic, and partition with ``values`` or ``count``."""
    topic, partition = state.topics[spec["cluster"]][spec["topic"]], int(spec.get("partition", 0))
    values = spec["values"] if "values" in spec else [f"record {number}" for number in range(int(spec["count"]))]
    made = [append(state, topic, partition, None, value.encode()) for value in values]
    return [{"partition": partition, "offset": offset} for offset in made]


def routes(state: State) -> list[BaseRoute]:
    """The one operation on records; seeding of ``records``."""
    state.seeders["records"] = lambda spec: _seeded(state, spec)

    async def produce(request: Request) -> Response:
        caller, name = caller_of(request, state), request.path_params["topic_name"]
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise ApiError("kafka", 415, "HTTP 415 Unsupported Media Type", 415)
        if not is_topic_name(name):
            raise ApiError("kafka", 400, "The request attempted to perform an operation on an invalid topic.", 40002)
        caller.need("WRITE", name)
        text = (await request.body()).decode("utf-8", "replace")
        told = await Production(caller, name).reports(text)
        body = "".join(f"{line}\r\n" for line in told) + ("\r\n" if told else "")
        return Response(body.encode(), 200, media_type="application/json")

    return [Route(PATH + "/topics/{topic_name}/records", produce, methods=["POST"])]
