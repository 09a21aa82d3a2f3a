# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What speaks against a planned change of what a ksqlDB cluster holds, and what would be lost with it. Pure but for the
warnings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..._declare.change import Change
from ..._declare.field import Object
from .differences import same_query
from .script import Plan, in_place, place
from .server import Holding, place_of, written
from .statement import INSERT, QUERY, SOURCES, TABLE, TERMINATE, Statement, literal, parsed

FAIL, UPGRADE, REPLACE, KEEP = "fail", "upgrade", "replace", "keep"


def deletes_topic(change: Change) -> bool:
    """Whether the topic goes with a stream or table."""
    return bool(parsed(change.desired["sql"]).delete_topic or change.options.get("delete_topic"))


def found_in(holding: Holding, statement: Statement) -> Object | None:
    """What a statement is about, None where it is not there. A query without a stated id is known by its meaning."""
    if statement.what != QUERY or statement.name:
        return holding.objects.get(place_of(statement.what, statement.name))
    for query in holding.queries():
        other = holding.statements.get((QUERY, query["name"]))
        if other is None or other.verb != INSERT or other.sink != statement.sink:
            continue
        if same_query(statement, other, holding.types):
            return query
    return None


def newer_columns(holding: Holding, statement: Statement, actual: Object) -> list[str]:
    """Columns of its one source that a stream or table of SELECT * lacks: they came after it was made."""
    star = [token.value for token in statement.query[:3]] in (["SELECT", "*", "FROM"], ["SELECT", "*", ","])
    if not star or len(statement.sources) != 1:
        return []
    source = holding.objects.get(("source", next(iter(statement.sources.values()))))
    there = {column["name"] for column in actual.get("columns") or []}
    names = [str(column["name"]) for column in (source or {}).get("columns") or []]
    return [name for name in names if there and name not in there]


@dataclass
class Checks:
    """Judges changes. `check_mode`: what is missing may be made by an earlier task of the play."""

    holding: Holding
    plan: Plan
    warn: Callable[[str], None]
    check_mode: bool

    def of_making(self, change: Change, made: Statement) -> Iterator[str]:
        """What the statement reads must be there, or be made by another statement of the task."""
        named = {*made.sources.values(), *({made.sink} if made.sink else ())}
        places = {("source", name) for name in named} - {place(made)}
        for _kind, name in sorted(places & set(self.plan.leaving)):
            yield f"{change.label} needs {name}, which this task drops"
        there = {*self.holding.objects, *self.plan.making}
        missing = ", ".join(sorted(name for _kind, name in places - there))
        if missing and self.check_mode:
            self.warn(
                f"Check mode: {change.label} needs {missing}, which this ksqlDB cluster does not have. A real run "
                "fails here unless an earlier task makes it."
            )
        elif missing:
            yield (
                f"{change.label} needs {missing}, which this ksqlDB cluster does not have and no statement of this "
                "task makes (names that are not quoted are in capitals)"
            )

    def of_removal(self, change: Change, made: Statement) -> Iterator[str]:
        """Nothing may be left that uses what goes; what goes along with it is said."""
        before = change.actual
        if made.verb == TERMINATE and (own := self.source_of(before)) and ("source", own) not in self.plan.leaving:
            self.warn(f"{change.label} fills {own}, which stays without it: no more records come into it.")
        if before["type"] not in SOURCES:
            return
        if made.what != before["type"]:
            yield f"{before['name']} is a {before['type']}, and the statement is about a {made.what}"
            return
        held = list(self.held(before["name"], f"{change.label} cannot be dropped"))
        yield from held
        if not held:
            self.warn(f"{change.label} will be dropped: {self.lost(before, deletes_topic(change))}.")

    def of_change(self, change: Change, made: Statement, what: str) -> Iterator[str]:
        """Whether a difference may be brought away, as `on_change` says. `what`: the difference in words."""
        before, wish = change.actual, change.options["on_change"]
        if wish == FAIL:
            yield (
                f"{change.label} is there and differs: {what}. on_change says what is to be done: upgrade (in place, "
                "by CREATE OR REPLACE, or not at all), replace (anew, where that cannot be done in place), or keep "
                "(left as it is)"
            )
        elif in_place(made, before):
            if wish == REPLACE:
                against = "; ".join(self.against_anew(change, made, f"{change.label} cannot be made anew"))
                cost = f"it is made anew: {self.lost(before, deletes_topic(change))}"
                self.warn(
                    f"{change.label} is changed in place where ksqlDB can do that. Where it cannot, "
                    f"{f'the run fails: {against}' if against else cost}."
                )
        elif wish == UPGRADE:
            yield f"{change.label} differs ({what}) and cannot be changed in place. on_change: replace makes it anew"
        else:
            yield from self._of_replacing(change, made, what)

    def against_anew(self, change: Change, made: Statement, words: str) -> Iterator[str]:
        """What keeps a stream or table from being made anew."""
        yield from self.held(change.actual["name"], words, again=True)
        yield from self.without_topic(change, made)

    def without_topic(self, change: Change, made: Statement) -> Iterator[str]:
        """What is made of a topic cannot be made anew of it where that is deleted, unless it has it created."""
        named = made.properties.get("KAFKA_TOPIC")
        topic = literal(named) if named is not None else made.name
        if made.query or not deletes_topic(change) or topic != change.actual.get("topic"):
            return
        if "PARTITIONS" not in made.properties:
            yield (
                f"{change.label} cannot be made anew with delete_topic: the topic {topic} that it is made of would be "
                "gone with all its records. Leave delete_topic out (with PARTITIONS, ksqlDB makes the topic anew)"
            )

    def _of_replacing(self, change: Change, made: Statement, what: str) -> Iterator[str]:
        before = change.actual
        if before["type"] in SOURCES:
            yield from self.against_anew(change, made, f"{change.label} differs ({what}) and cannot be made anew")
            self.warn(f"{change.label} is made anew: {self.lost(before, deletes_topic(change))}.")
        elif before["type"] == QUERY:
            self.warn(f"{change.label} ends and begins anew: the offsets and the state that it has are lost.")

    def source_of(self, query: Mapping[str, Any]) -> str:
        """The stream or table that a query came with, empty where it came by itself."""
        return next((sink for sink in query.get("sinks") or [] if query in self.holding.filling(sink)), "")

    def held(self, source: str, words: str, again: bool = False) -> Iterator[str]:
        """Who else uses a stream or table, and is not removed by this task. `again`: it is made anew after that."""
        holders = [
            (name, "reads", f"DROP {self.holding.objects[('source', name)]['type'].upper()} {written(name)}")
            for name in self.holding.above(source)
            if ("source", name) not in self.plan.leaving
        ]
        for query in self.holding.inserts(source):
            if not self._leaves(query):
                what = "reads" if source in self.holding.reads(query) else "writes"
                holders.append((f"query {query['name']}", what, f"TERMINATE {written(query['name'])}"))
        for holder, what, ending in holders:
            way = f"Let a task before this one {ending}" if again else f"State {ending} too"
            yield f"{words}: {holder} {what} it. {way}, or leave {source} as it is"

    def _leaves(self, query: Object) -> bool:
        """Whether a query of INSERT INTO is ended by this task."""
        leaving = self.plan.leaving
        unnamed = [one for where, one in leaving.items() if where[0] == "insert"]
        return (QUERY, query["name"]) in leaving or any(found_in(self.holding, one) is query for one in unnamed)

    def lost(self, before: Object, topic: bool) -> str:
        """What goes along with a stream or table."""
        queries = ", ".join(query["name"] for query in self.holding.filling(before["name"]))
        kept = f"topic {before.get('topic')}"
        words = f"the {kept} is deleted with all its records" if topic else f"the {kept} stays with its records"
        if not queries:
            return words
        state = " and its state (aggregates, joins)" if before["type"] == TABLE else " and any state of it"
        return f"its query {queries} ends, and the offsets that it has read up to{state} are lost; {words}"
