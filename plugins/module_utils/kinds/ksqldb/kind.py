# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ksqlDB statements: what they make is there, in an order in which each finds what it reads, or is gone.

An item is a text or a file of statements and stands for an object of each. A change of an object is its statement anew:
in place (CREATE OR REPLACE), which ksqlDB may refuse, or by ending, dropping and making it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from ..._declare.change import DELETED, UPDATED, Change
from ..._declare.field import ENVIRONMENT, Field, Key, Object, Rules, wait_timeout
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._declare.purge_scope import by_name, in_names
from ..._declare.waiting import Wait
from ..._errors import ApiError, ConfluentError, Refused, attempting
from ..._secrets.recognition import carried, texts
from .afterwards import looked_for, see_made
from .checks import FAIL, KEEP, REPLACE, UPGRADE, Checks, deletes_topic, found_in, newer_columns
from .differences import differences, hidden, secrets_in
from .script import Plan, in_place, only_new, or_replace, place, read_script, text_of
from .server import LOG, Server, gone, not_in_place, place_of, written
from .statement import CONNECTOR, INSERT, QUERY, SOURCES, Statement, parsed
from .text import Unreadable

MADE_MEANWHILE = "was made by somebody else since this task looked for it. Run again to decide on what is there now"
PRESENT, ABSENT = "present", "absent"
BROKEN = frozenset({"ERROR", "UNRESPONSIVE"})  # states of queries
MANY = 6  # objects that a message does not name any more
KSQL_CLUSTER = Field("ksql_cluster", env=("CONFLUENT_KSQL_CLUSTER",))
SCOPE = (ENVIRONMENT, KSQL_CLUSTER)
EITHER = ("sql", "file")


def opened(kind: Kind) -> Server:
    """The ksqlDB cluster that a task names. Raises NotFound, NoCredential, Refused."""
    place = {name: kind.options.get(name) for name in ("environment", "ksql_cluster")}
    return Server(kind.cloud.plane("ksql", **place))


class KsqlStatement(Kind):
    """What one statement makes: a stream, a table, a type, a connector or a persistent query."""

    name = "ksql_statement"
    plural = "ksql_statements"
    scope = SCOPE
    planes = ("ksql",)
    either = EITHER
    fields = (
        Field("sql"),
        Field("file", wire=None, type="path"),
    )
    modifiers = (
        Field("on_change", wire=None, choices=(FAIL, UPGRADE, REPLACE, KEEP), default=FAIL),
        Field("delete_topic", wire=None, type="bool", default=False),
        Field("streams_properties", wire=None, type="dict", no_log=False),
        wait_timeout(120),
    )
    rules = Rules(required_one_of=(EITHER,), mutually_exclusive=(EITHER,))
    info_fields = (
        Field("name"),
        Field("type", choices=("stream", "table", "type", "connector", "query")),
        Field("connectors", type="bool", default=False),
    )
    purge_scope = by_name("name_prefix", "name_pattern")

    # Items: texts and files, and the statements in them

    @classmethod
    @override
    def expanded(cls, item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """An item for each statement. One statement by itself that makes something is an item as it is, and so is what
        cannot be read, which is refused then.
        """
        text, where, made, problems = read_script(item)
        if problems:
            return [item]
        if len(made) == 1 and not item.get("file") and not made[0].removes and made[0].text == text:
            return [item]
        state = item.get("state") or PRESENT
        return [
            {**item, "sql": one.text, "file": None, "state": ABSENT if one.removes else state, "script": where}
            for one in made
        ]

    @override
    def open(self) -> None:
        self.server = opened(self)
        self.plan = Plan()
        self.updated: set[Key] = set()

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """Remember what the items of one list make and remove together, and in which order that can be done."""
        gone = [item["sql"] for item in items if item.get("state") == ABSENT]
        self.plan.add((item["sql"] for item in items if item.get("state") != ABSENT), gone)
        return [list(range(len(items)))]

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        if item.get("name"):
            return f"{item.get('type')} {item['name']}"
        try:
            made = parsed(str(item.get("sql") or ""))
        except Unreadable:
            return f"ksqlDB statements of {item['file']}" if item.get("file") else "ksqlDB statements"
        return f"query into {made.sink}" if made.verb == INSERT and not made.name else f"{made.what} {made.name}"

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        return place_of(item["type"], item["name"]) if item.get("name") else place(parsed(item["sql"]))

    @override
    def stated_key(self, item: Mapping[str, Any]) -> Key:
        return place(parsed(item["sql"]))

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        made = parsed(item["sql"])
        return {"type": made.what, "name": made.name or None, "sql": made.text}

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        _text, where, _made, problems = read_script(item)
        yield from (problem if where in problem else f"{where}: {problem}" for problem in problems)
        for name, value in (item.get("streams_properties") or {}).items():
            if value is None or isinstance(value, (dict, list)):
                yield f"streams_properties: {name} must be a text, a number or a boolean"

    # What is there

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        statements = [parsed(item["sql"]) for item in wanted]
        holding = self.server.read(any(one.what == CONNECTOR for one in statements))
        return [found_in(holding, one) for one in statements]

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        differing = self._differing(parsed(wanted), actual)
        if not differing:
            newer = newer_columns(self.server.holding, parsed(wanted), actual)
            if newer:
                self.cloud.warn(
                    f"{self.label(actual)} does not have all columns that SELECT * means by now ({', '.join(newer)}): "
                    "ksqlDB resolved it when it was made. Its statement is the same, so it is left as it is."
                )
            return None
        if self.options["on_change"] == KEEP:
            self.cloud.warn(
                f"{self.label(actual)} is not as stated: {', '.join(differing)} differ. It is left as it is (on_change"
                ": keep)."
            )
            return None
        return (actual["sql"], wanted)

    def _differing(self, wanted: Statement, actual: Object) -> list[str]:
        holding = self.server.holding
        there = holding.statements.get(place_of(actual["type"], actual["name"]))
        if there is None:
            return ["its statement, which cannot be read,"]
        return differences(wanted, there, holding.types)

    # What speaks against a change, and what it costs

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        if not change.needed:
            return
        made = parsed(change.desired["sql"])
        checks = self._checks()
        if change.operation == DELETED:
            yield from checks.of_removal(change, made)
            return
        yield from checks.of_making(change, made)
        if change.operation == UPDATED:
            yield from checks.of_change(change, made, ", ".join(self._differing(made, change.actual)))

    def _checks(self) -> Checks:
        return Checks(self.server.holding, self.plan, self.cloud.warn, self.cloud.transport.read_only)

    @override
    def rehearse(self, change: Change) -> None:
        """ksqlDB judges the query of what is to be changed, before anything that is there ends for it. Of what reads
        things that this task makes or changes it cannot say anything yet.
        """
        made = parsed(change.desired["sql"])
        if change.operation != UPDATED or not made.query:
            return
        read = {("source", name) for name in made.sources.values()}
        if read <= set(self.server.holding.objects) and not read & set(self.plan.making):
            self.server.explain(made)

    @override
    def rehearsal(self, change: Change, many: bool) -> Any:
        return change.label if change.operation == UPDATED else None

    # Writing

    @override
    def rank(self, change: Change) -> int:
        """One after the other: what is read by others is made before them and dropped after them."""
        if change.operation == DELETED:
            before = change.actual
            return -1 - self.server.holding.depth(place_of(before["type"], before["name"]))
        return self.plan.order.get(place(parsed(change.desired["sql"])), len(self.plan.order))

    def _command(self, change: Change, sql: str, repeatable: bool = False) -> dict[str, Any]:
        wait = partial(Wait, timeout=change.options["wait_timeout"], progress=self.cloud.progress)
        return self.server.command(sql, change.options.get("streams_properties") or {}, wait, repeatable)

    @override
    def create(self, change: Change) -> Object:
        """Make it, without OR REPLACE: what somebody else has made meanwhile is not replaced. Where IF NOT EXISTS made
        ksqlDB do nothing, somebody else was quicker, too.
        """
        made = parsed(change.desired["sql"])
        try:
            result = self._command(change, only_new(made))
        except ApiError as error:
            if not error.fate_unknown or made.what != QUERY or made.name:
                raise
            wait = Wait(change.label, change.options["wait_timeout"], self.cloud.progress)
            return looked_for(lambda: self.read([change.desired])[0], wait, error)
        if result.get("@type") == "warning_entity":
            raise ConfluentError(f"{change.label} {MADE_MEANWHILE} (ksqlDB: {result.get('message')})")
        return dict(change.desired)

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        return None if self._differing(parsed(change.desired["sql"]), found) else found

    @override
    def completed(self, made: list[Object]) -> list[Object]:
        """Once, after all commands, everything is read: that what was made is there, and how ksqlDB keeps it."""
        ours = [item for item in made if "topic" not in item]  # the others were there before
        if not ours:
            return made
        labels = ", ".join(self.label(item) for item in ours) if len(ours) < MANY else f"{len(ours)} {self.words()}"
        with attempting(f"read {labels}, which ksqlDB has made or changed"):
            told = zip(map(self.stated_key, ours), self.read(ours), strict=True)
        found = {key: there for key, there in told if there is not None}
        missing = [self.label(item) for item in ours if self.stated_key(item) not in found]
        if missing:
            raise ConfluentError(
                f"ksqlDB has carried the statements out, and does not list {', '.join(missing)}. Look at what it holds "
                "with confluent_ksql_statement_info, and run again."
            )
        keys = [(self.stated_key(item), item) for item in ours if self.stated_key(item) in self.updated]
        see_made((self.label(item), self._differing(parsed(item["sql"]), found[key])) for key, item in keys)
        there = self.server.holding.objects
        for item in found.values():
            self._warn_of_errors(item)
        return [there.get(self.key(one), one) if "topic" in one else found[self.stated_key(one)] for one in made]

    @override
    def settle(self, change: Change, made: Object) -> Object:
        self._warn_of_errors(made)
        return made

    def _warn_of_errors(self, item: Object) -> None:
        """Say of a query that does not run, which its statement does not show."""
        if item.get("state") in BROKEN:
            queries = ", ".join(item.get("written_by") or [item["name"]])
            self.cloud.warn(f"{self.label(item)}: its query {queries} is in state {item['state']}.")

    @override
    def update(self, change: Change) -> Object:
        made, before = parsed(change.desired["sql"]), change.actual
        self.updated.add(place(made))
        if in_place(made, before):
            try:
                self._command(change, or_replace(made), repeatable=True)
                return dict(change.desired)
            except ApiError as error:
                # Any other refusal speaks of the statement: made anew it would be refused, too, and all would be lost.
                if change.options["on_change"] != REPLACE or not not_in_place(error):
                    raise
                self.cloud.warn(f"{change.label} could not be changed in place, and is made anew: {error.detail}")
        self.server.read(before["type"] == CONNECTOR)  # nothing ends before it is known that it can be dropped
        against = list(self._checks().against_anew(change, made, f"{change.label} cannot be made anew"))
        if before["type"] in SOURCES and against:
            raise ConfluentError("; ".join(against))
        self._remove(change, before)
        try:
            return self._made_anew(change, made)
        except ConfluentError as error:
            error.message += f" {change.label} was dropped before, and is missing now: run again when this is mended."
            raise

    def _made_anew(self, change: Change, made: Statement) -> Object:
        """Make again what was dropped. It has a name of its own, so that a second command makes no second one."""
        try:
            self._command(change, only_new(made, certain=True), repeatable=True)
        except ApiError as error:
            if not self.taken(error) or self._is_other(change):
                raise
        return dict(change.desired)

    def _is_other(self, change: Change) -> bool:
        """Whether what is there now is not what was to be made."""
        found = self.read([change.desired])[0]
        return found is None or bool(self._differing(parsed(change.desired["sql"]), found))

    @override
    def delete(self, change: Change) -> None:
        self._remove(change, change.actual)

    def _remove(self, change: Change, before: Object) -> None:
        """End the query of an object, and drop it. What is gone already is gone."""
        what, name = before["type"], before["name"]
        queries = [before] if what == QUERY else self.server.holding.filling(name) if what in SOURCES else []
        for query in queries:
            try:
                self._command(change, f"TERMINATE {written(query['name'])}", repeatable=True)
            except ApiError as error:
                if not gone(error):
                    raise
        if what != QUERY:
            topic = " DELETE TOPIC" if what in SOURCES and deletes_topic(change) else ""
            self._command(change, f"DROP {what.upper()} IF EXISTS {written(name)}{topic}", repeatable=True)

    # Purge and showing

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        holding = self.server.read(False)
        return [item for (kind, name), item in holding.objects.items() if kind == "source" and in_names(purge, name)]

    @override
    def naming(self, item: Object) -> dict[str, Any]:
        return {"sql": f"DROP {item['type'].upper()} {written(item['name'])}"}

    @override
    def spared(self, item: Object) -> str | None:
        if item["name"] == LOG:
            return "it is the processing log of ksqlDB itself"
        return "a statement of this task reads or writes it" if item["name"] in self.plan.used() else None

    @override
    def shown(self, item: Object) -> Object:
        if not item.get("sql"):
            return item
        try:
            return {**item, "sql": hidden(parsed(item["sql"]))}
        except Unreadable:
            return {**item, "sql": "(a statement that cannot be read)"} if carried(item["sql"]) else item

    @override
    def secrets(self) -> Iterable[str]:
        for name, value in (self.options.get("streams_properties") or {}).items():
            yield from texts(str(name), value)
        with suppress(Refused):  # a file that cannot be read
            yield from set(secrets_in(text_of(self.options)[0]))

    @override
    def select(self) -> list[Object]:
        holding = self.server.read(bool(self.options["connectors"]))
        name, what = self.options.get("name"), self.options.get("type")
        found = [
            item for item in holding.objects.values() if name in (None, item["name"]) and what in (None, item["type"])
        ]
        return sorted(found, key=lambda item: (item["type"], item["name"]))
