# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of a topic, written to it by Kafka REST (kafkarest-v3, produceRecord).

There is no reading them back, and no telling whether an equal one is there already: each run writes. So everything is
judged before the first record is sent, and nothing is sent twice. A topic or a partition that is not there would cost a
minute for each record (seen on Kafka REST 8.3.1): they are looked up first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import time as seconds_now
from typing import Any

from ..._declare.change import Change
from ..._declare.field import Field, Object, Rules
from ..._declare.override import override
from ..._errors import ApiError, NotFound, Refused
from ..._wire.deliveries import Delivery, Producer, Report, Undelivered
from ..kafka_scoped import ClusterScoped
from ..topics.kind import is_unknown_topic
from .encoding import FORMATS, TEXT, Formats
from .outcome import Written
from .source import Portion, Source, Survey

LOOKS = (0.3, 1.0)  # seconds between looks for a topic: what was made a moment ago may not be seen at once
_HEADER = Field(
    "headers",
    type="list",
    elements="dict",
    options=(
        Field("name", required=True),
        Field("value"),
        Field("format", choices=(TEXT, "binary"), default=TEXT),
    ),
)
_RECORD = (
    Field("key", type="raw", no_log=False),
    Field("value", type="raw"),
    Field("key_format", choices=FORMATS, no_log=False),
    Field("value_format", choices=FORMATS),
    _HEADER,
    Field("partition", type="int"),
    Field("timestamp"),
)


class Records(ClusterScoped):
    """Records that are written to a topic."""

    name = "records"
    plural = "records"
    fields = (
        Field("topic", key=True, required=True, max_length=249, pattern=r"[a-zA-Z0-9._-]+"),
        Field("records", wire=None, type="list", elements="dict", options=_RECORD),
        Field("file", wire=None, type="path"),
        Field("key_format", wire=None, choices=FORMATS, default=TEXT, no_log=False),
        Field("value_format", wire=None, choices=FORMATS, default=TEXT),
        Field("answer_timeout", wire=None, type="int", default=120, minimum=1),
    )
    rules = Rules(required_one_of=(("records", "file"),), mutually_exclusive=(("records", "file"),))

    @override
    def begin(self, options: Mapping[str, Any]) -> None:
        super().begin(options)
        self.found = Survey()
        self.partitions = 0
        self.state: tuple[int, ...] | None = None

    @classmethod
    @override
    def argument_fields(cls) -> tuple[Field, ...]:
        """Without `state`: nothing is compared, and no record can be taken back."""
        return (*cls.scope, *cls.fields)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"records in the topic {item['topic']}"

    @property
    def source(self) -> Source:
        options = self.options
        return Source(
            options.get("records"), options.get("file"), Formats(options["key_format"], options["value_format"])
        )

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        self.state = self.source.state()
        self.found = self.source.survey()
        yield from self.found.told()

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        return {"topic": item["topic"], "count": self.found.count}

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        topic = self._topic(item["topic"])
        self.partitions = int(topic["partitions_count"])
        return self.stated(item)

    def _topic(self, name: str) -> dict[str, Any]:
        """The topic. Raises NotFound."""
        pauses = iter(() if self.cloud.transport.read_only else LOOKS)
        while True:
            try:
                with self.needing("DESCRIBE", f"TOPIC {name}"):
                    found: dict[str, Any] = self.client.get(self.url("topics", name), holds=("partitions_count",))
                return found
            except ApiError as error:
                if not is_unknown_topic(error):
                    raise
                pause = next(pauses, None)
                if pause is None:
                    raise NotFound("topic", name, where=f" on {self.cluster}") from error
                self.cloud.transport.sleep(pause)

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """Nothing is there of what is to be written; of no records, all."""
        return [None if item["count"] else item for item in wanted]

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if not change.needed:
            return
        limits = Limits(self.partitions, self._settings(change.desired["topic"]))
        if not limits.hold(self.found):
            yield from self._offenders(limits)

    def _settings(self, topic: str) -> dict[str, str]:
        """The topic's settings, as far as this credential may read them: a help, and no gate."""
        told = self.client.glance(self.url("topics", topic, "configs"))
        listed = told.get("data") if isinstance(told, dict) else None
        # Of a topic that is named `-` the path means all topics.
        own = [one for one in listed or () if isinstance(one, dict) and one.get("topic_name") == topic]
        return {str(one.get("name")): str(one.get("value")) for one in own}

    def _offenders(self, limits: Limits) -> Iterator[str]:
        """All records that the topic does not take."""
        found = Survey()
        for number, record in self.source.encoded():
            one = Survey()
            one.add(record)
            found.refuse(self.source.place(number), limits.broken(one))
        yield from found.told()

    @override
    def touched(self, change: Change) -> None:
        """No bulk read tells of records."""

    @override
    def create(self, change: Change) -> Object:
        """Write all records, portion after portion. Raises Undelivered."""
        written = Written(change.desired["topic"], self.found.count, singly=self.options.get("file") is None)
        producer = Producer.of(self.client, float(self.options["answer_timeout"]))
        path = self.url("topics", change.desired["topic"], "records")
        if self.source.state() != self.state:
            raise Refused(f"the file {self.options['file']} was changed since it was looked over. Run again")
        portions = self.source.portions()
        # The next portion is made while the service is at work on the present one.
        with ThreadPoolExecutor(1) as aside:
            ahead = aside.submit(self._next, portions)
            while (portion := ahead.result()) is not None:
                if isinstance(portion, Refused):
                    raise written.changed_meanwhile("; ".join(portion.problems))
                ahead = aside.submit(self._next, portions)
                delivery = producer.deliver(path, portion.body)
                if not written.add(portion, delivery):
                    raise self._failed(written, portion, delivery, producer, path)
                self.cloud.progress(f"{written.count} of {written.total} records written to {written.topic}")
        if written.count != written.total:
            raise written.changed_meanwhile("it has another number of records")
        return written.told()

    @staticmethod
    def _next(portions: Iterator[Portion]) -> Portion | Refused | None:
        try:
            return next(portions, None)
        except Refused as error:
            return error

    def _failed(
        self, written: Written, portion: Portion, delivery: Delivery, producer: Producer, path: str
    ) -> Undelivered:
        refused: list[tuple[int, Report]] = written.refused
        cause = delivery.error
        if cause is None and refused:
            cause = producer.refused(path, refused[0][1], delivery.request_id)
        return written.failure(portion, delivery, cause, self.source.place)


class Limits:
    """What a topic takes, as its number of partitions and its settings say. What they do not say is left to it."""

    def __init__(self, partitions: int, settings: Mapping[str, str]) -> None:
        self.partitions = partitions
        self.most = _number(settings.get("max.message.bytes"))
        self.compacted = "compact" in (settings.get("cleanup.policy") or "")
        appended = settings.get("message.timestamp.type") == "LogAppendTime"  # then no other time counts
        self.before = None if appended else _number(settings.get("message.timestamp.before.max.ms"))
        self.after = None if appended else _number(settings.get("message.timestamp.after.max.ms"))
        self.now = int(seconds_now() * 1000)

    def hold(self, found: Survey) -> bool:
        return not any(True for _words in self.broken(found))

    def broken(self, found: Survey) -> Iterator[str]:
        """Which limits these records break."""
        if found.highest >= self.partitions:
            yield f"partition {found.highest} is not there: the topic has {self.partitions}, numbered from 0"
        # Without the few bytes that Kafka adds: what is only just too large is refused by the broker.
        if self.most is not None and found.largest > self.most:
            yield f"it has {found.largest} bytes, the topic takes {self.most} (max.message.bytes)"
        if self.compacted and found.keyless:
            yield "it has no key, and a compacted topic takes only records with one"
        if self.before is not None and found.oldest is not None and self.now - found.oldest > self.before:
            yield f"its timestamp is more than {self.before} ms ago (message.timestamp.before.max.ms)"
        if self.after is not None and found.newest is not None and found.newest - self.now > self.after:
            yield f"its timestamp is more than {self.after} ms ahead (message.timestamp.after.max.ms)"


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() else None
