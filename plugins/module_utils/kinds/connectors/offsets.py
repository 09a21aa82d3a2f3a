# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Offsets of a connector (connect-v1, "Offsets", preview): what it goes on from.

They are altered by a request that the service carries out later, of which there is one at a time and of which the last
is told (`offsets/request/status`). The connector itself moves on. So offsets count as set where they are as stated, and
also where the last request asked for the very same and was applied: otherwise each run would send the connector back.
A run that was killed is taken up again by the same: its request is found, and waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.field import CLUSTER, ENVIRONMENT, FORCE, WAIT, Field, Object, wait_timeout
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._declare.waiting import Wait
from ..._errors import ApiError, ConfluentError, NotFound, WaitFailed
from ..._wire.http import Client
from ..._wire.tries import Tries
from . import config as settings
from .denied import name_the_right
from .scan import Connectors

PATCH, DELETE = "PATCH", "DELETE"
APPLIED, FAILED = "APPLIED", "FAILED"
PRESENT, RESET = "present", "reset"
PENDING = ("PENDING", "PENDING_VALIDATION")
# What a sink calls its partitions and offsets (the document's examples).
SINK_NUMBERS = (("partition", "kafka_partition"), ("offset", "kafka_offset"))
ENTRY = (Field("partition", type="dict", required=True), Field("offset", type="dict"))
Entry = dict[str, Any]


def exact(one: Any, other: Any) -> bool:
    """Whether two values of a partition or an offset are the same: a truth value is no number, nor is a text. Pure."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(exact(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(exact, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def at(partition: Any, offsets: Iterable[Entry]) -> Entry | None:
    """The entry of a partition, None where there is none. Pure."""
    return next((entry for entry in offsets if exact(entry.get("partition"), partition)), None)


def alike(one: Iterable[Entry], other: Iterable[Entry]) -> bool:
    """Whether two requests have the same entries, in whatever order. Pure."""
    mine, yours = list(one), list(other)
    return len(mine) == len(yours) and all(
        any(exact(_bare(entry), _bare(candidate)) for candidate in yours) for entry in mine
    )


def to_come(offsets: list[Entry], asked: Mapping[str, Any] | None) -> list[Entry]:
    """The offsets as they are once the last request is carried out, if that is under way. Pure."""
    if not asked or asked["phase"] in (APPLIED, FAILED):
        return offsets
    named = asked["offsets"]
    left = [entry for entry in offsets if not at(entry.get("partition"), named)]
    if asked["type"] == DELETE:
        return left if named else []
    return left + [entry for entry in named if entry.get("offset") is not None]


def _bare(entry: Entry) -> Entry:
    """An entry without an offset that is null. Pure."""
    return {name: value for name, value in entry.items() if value is not None}


class ConnectorOffsets(Kind):
    """The offsets of a connector, of which those of the stated partitions count."""

    name = "connector_offsets"
    plural = "connector_offsets"
    scope = (ENVIRONMENT.but(required=True), CLUSTER.but(required=True))
    fields = (
        Field("connector", key=True, required=True),
        Field("offsets", type="list", elements="dict", options=ENTRY),
    )
    modifiers = (FORCE, WAIT, wait_timeout(900))
    info_fields = (Field("connector", required=True),)
    client: Client

    @classmethod
    @override
    def argument_fields(cls) -> tuple[Field, ...]:
        state = Field("state", choices=(PRESENT, RESET), default=PRESENT, wire=None)
        return (*cls.scope, *cls.fields, *cls.modifiers, state)

    @override
    def open(self) -> None:
        environment = self.cloud.environment_id(self.options.get("environment"))
        self.cluster = self.cloud.find_cluster(environment, self.options["cluster"])["id"]
        self.client = self.cloud.connect
        self.there = Connectors(self.client, environment, self.cluster)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"connector offsets of {item.get('connector')}"

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        offsets, resetting = item.get("offsets") or [], item.get("state") == RESET
        if not settings.addressable(item["connector"]):
            yield f"connector {item['connector']!r} cannot be asked for: the service takes its path for ambiguous"
        if not resetting and not offsets:
            yield "offsets is needed: what each partition is to go on from (state: reset goes back to the beginning)"
        if resetting and item.get("offsets") is not None and not offsets:
            yield "offsets is empty: leave it out to reset all partitions"
        for place, entry in enumerate(offsets):
            yield from self._wrong_entry(f"offsets[{place}]", entry, resetting)
            if at(entry.get("partition"), offsets[:place]):
                yield f"offsets[{place}]: the partition {entry.get('partition')} is given twice"

    @staticmethod
    def _wrong_entry(here: str, entry: Mapping[str, Any], resetting: bool) -> Iterator[str]:
        if not entry.get("partition"):
            yield f"{here}.partition is empty"
        if resetting and entry.get("offset") is not None:
            yield f"{here}.offset does not go with state: reset, which takes it away"
        if not resetting and not entry.get("offset"):
            yield f"{here}.offset is needed (state: reset takes the offset of a partition away)"
        for part, name in SINK_NUMBERS:
            value = (entry.get(part) or {}).get(name)
            if value is None and name in (entry.get(part) or {}):
                yield f"{here}.{part}.{name} is null (empty), and has to be a number"
            elif value is not None and (isinstance(value, bool) or not isinstance(value, int)):
                yield (
                    f"{here}.{part}.{name} is {value!r}, and has to be a number: a text makes the tasks fail. Write it "
                    "without quotes; a template gives a number with jinja2_native, or where it makes the whole entry"
                )
            elif value is not None and value < 0:
                yield f"{here}.{part}.{name} is {value}, and there is none below 0"

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        offsets = [_bare(dict(entry)) for entry in item.get("offsets") or []]
        return {"connector": item["connector"], "offsets": offsets}

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        self._found = self._read(item["connector"])
        return self.stated(item)

    # What is there

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [self._found for _item in wanted]

    def _read(self, connector: str) -> Object:
        """The offsets of a connector, and the last request to alter them. Raises NotFound, ApiError."""
        try:
            told = self._get(connector, "offsets")
        except ApiError as error:
            if error.status != 404:
                raise
            names = self.there.all()
            if connector not in names:
                raise NotFound("connector", connector, names, f" in cluster {self.cluster}") from error
            error.message += f" The connector {connector} is there, and the service shows no offsets of it."
            raise
        return self._object(connector, told, self._last(connector))

    def _get(self, connector: str, *steps: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self.client.get(self.there.url("connectors", connector, *steps))
        except ApiError as error:
            name_the_right(error, self.cloud, self.cluster)
            raise
        return found

    def _last(self, connector: str) -> dict[str, Any] | None:
        """The last request and what became of it, as the API shows it; None where there was none."""
        try:
            return self._get(connector, "offsets", "request", "status")
        except ApiError as error:
            if error.status != 404:
                raise
            return None

    def _object(self, connector: str, told: Mapping[str, Any], last: Mapping[str, Any] | None) -> Object:
        request, status = (last or {}).get("request") or {}, (last or {}).get("status") or {}
        asked = {
            "type": request.get("type"),
            "offsets": request.get("offsets") or [],
            "phase": status.get("phase"),
            "message": status.get("message"),
            "requested_at": request.get("requested_at"),
            "applied_at": (last or {}).get("applied_at"),
            "previous_offsets": (last or {}).get("previous_offsets") or [],
        }
        return {
            "connector": connector,
            "id": told.get("id"),
            "environment": self.there.environment,
            "cluster": self.cluster,
            "offsets": told.get("offsets") or [],
            "observed_at": (told.get("metadata") or {}).get("observed_at"),
            "last_request": asked if last else None,
        }

    @property
    def _type(self) -> str:
        return DELETE if self.options.get("state") == RESET else PATCH

    def _is_this(self, asked: Mapping[str, Any] | None, offsets: list[Entry]) -> bool:
        """Whether the last request asked for the very same."""
        return bool(asked) and (asked or {}).get("type") == self._type and alike((asked or {})["offsets"], offsets)

    def _is_done(self, asked: Mapping[str, Any] | None, offsets: list[Entry]) -> bool:
        return self._is_this(asked, offsets) and (asked or {}).get("phase") == APPLIED

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != "offsets":
            return super().compare(field, wanted, actual)
        asked = actual["last_request"]
        pending = self._is_this(asked, wanted) and asked["phase"] not in (APPLIED, FAILED)
        if not pending and self._is_done(asked, wanted) and not self.options.get("force"):
            return None
        # What somebody else has asked for, and is not done yet, would undo what is as stated now.
        offsets = actual["offsets"] if pending else to_come(actual["offsets"], asked)
        if self._type == DELETE:
            gone = [entry for entry in offsets if not wanted or at(entry.get("partition"), wanted)]
            return (gone, []) if gone or pending else None
        there = [(at(entry["partition"], offsets), entry) for entry in wanted]
        new = [(old, entry) for old, entry in there if old is None or not exact(old.get("offset"), entry["offset"])]
        if not new and pending:
            new = there
        return ([old for old, _entry in new if old], [entry for _old, entry in new]) if new else None

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if not change.needed or self._type == DELETE:
            return
        there = (change.before or {}).get("offsets") or []
        for entry in change.desired["offsets"]:
            known = (at(entry["partition"], there) or {}).get("offset") or {}
            for name, value in entry["offset"].items():
                number = isinstance(known.get(name), (int, float)) and not isinstance(known.get(name), bool)
                if number and isinstance(value, str):
                    yield (
                        f"{change.label}: {name} of partition {entry['partition']} is the number {known[name]} and "
                        f"would become the text {value!r}, which makes the tasks fail. Give it as a number"
                    )

    # Altering

    @override
    def update(self, change: Change) -> Object:
        """Ask for it, unless the very same is under way, and see what becomes of it."""
        name, offsets = change.desired["connector"], change.desired["offsets"]
        last = self._last(name)
        pended = (change.before or {}).get("last_request") or {}
        taken_up = self._is_this(pended, offsets) and pended.get("phase") not in (APPLIED, FAILED)
        if last is not None and self._is_pending(last) and (change.options["wait"] or not taken_up):
            last = self._idle(change)
        ours = self._object(name, {}, last)["last_request"]
        if not (taken_up and self._is_this(ours, offsets) and ours["phase"] != FAILED):
            before, last = last, self._asked(change, last)
            last = self._ended(change, last, before) if change.options["wait"] else last
        if change.options["wait"] and last is not None:
            status = last.get("status") or {}
            if status.get("phase") == FAILED:
                said = status.get("message") or "it does not say why"
                raise ConfluentError(
                    f"The service could not alter the {change.label}: {said}. They are as before. Mend the cause, and "
                    "run again: a request that failed is made anew."
                )
        return self._object(name, self._get(name, "offsets"), last)

    @staticmethod
    def _is_pending(last: Mapping[str, Any]) -> bool:
        return (last.get("status") or {}).get("phase") not in (APPLIED, FAILED)

    def _asked(self, change: Change, before: Mapping[str, Any] | None) -> dict[str, Any]:
        """Make the request, and return what the service tells of it. Where the fate of a try is unknown it is looked
        for before the next: a request of its own is known by when it was made. Raises ApiError.
        """
        name, offsets = change.desired["connector"], change.desired["offsets"]
        body = {"type": self._type, **({"offsets": offsets} if offsets else {})}
        tries = Tries(self.cloud.transport, self.cloud.transport.retry_timeout)
        while True:
            try:
                made = self.client.post(self.there.url("connectors", name, "offsets", "request"), body)
            except ApiError as error:
                name_the_right(error, self.cloud, self.cluster)
                if not error.fate_unknown:
                    raise
                found = self._taken(change, before, error)
                if found is not None:
                    return found
                if not tries.again():
                    raise
            else:
                return {"request": made if isinstance(made, dict) else None, "status": {}}

    def _taken(self, change: Change, before: Mapping[str, Any] | None, error: ApiError) -> dict[str, Any] | None:
        """The request of unknown fate, if the service has it: looked for at once, and again after a pause, as long as
        it may still be at it.
        """
        transport, looks = self.cloud.transport, 0
        until = transport.clock() + (transport.request_timeout if error.unfinished else 0.0)
        told = (before or {}).get("request")
        while True:
            last = self._last(change.desired["connector"])
            asked = self._object("", {}, last)["last_request"]
            if last is not None and last.get("request") != told and self._is_this(asked, change.desired["offsets"]):
                return last
            looks += 1
            if looks > 1 and transport.clock() >= until:
                return None
            if not transport.backoff(looks, None, transport.clock() + transport.retry_timeout):
                raise error

    def _idle(self, change: Change) -> dict[str, Any] | None:
        """The last request, once none is under way: there is one at a time. Raises WaitFailed."""

        def look() -> tuple[bool, str, dict[str, Any] | None]:
            last = self._last(change.desired["connector"])
            return last is None or not self._is_pending(last), self._phase(last), last

        found: dict[str, Any] | None = self._waited(change, look)
        return found

    @staticmethod
    def _phase(last: Mapping[str, Any] | None) -> str:
        return str(((last or {}).get("status") or {}).get("phase") or "NOT SEEN YET")

    def _ended(self, change: Change, asked: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
        """What became of a request, once it is carried out or failed. Raises WaitFailed.

        `before`: the one before it. A status that still tells of that says nothing of this one.
        """
        earlier, made = ((one or {}).get("request") for one in (before, asked))

        def look() -> tuple[bool, str, dict[str, Any]]:
            last = self._last(change.desired["connector"]) or {}
            told = last.get("request")
            seen = bool(told) and (told == made or told != earlier)
            return seen and not self._is_pending(last), self._phase(last) if seen else "NOT SEEN YET", last

        found: dict[str, Any] = self._waited(change, look)
        return found

    def _waited(self, change: Change, look: Callable[[], tuple[bool, str, Any]]) -> Any:
        self.waited = Wait(change.label, change.options["wait_timeout"], self.cloud.progress)
        try:
            return self.waited.until(look)
        except WaitFailed as failure:
            failure.message += " The service has one request at a time: what is under way is found by the next run."
            raise

    # Showing

    @override
    def select(self) -> list[Object]:
        return [self._read(self.options["connector"])]
