# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The REST API of a ksqlDB cluster: statements that tell, in one request, and commands, with a wait for what becomes of
them.

Source: the documents of the endpoints /ksql and /status in confluentinc/ksql, and answers of real servers. POST /ksql
answers with an array of one object for each statement, whose `@type` says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ..._declare.waiting import Wait
from ..._errors import ApiError, ConfluentError
from ..._wire.http import ALIKE, Client
from ..._wire.tries import Tries
from .sql_types import Tree, of_schema
from .statement import CONNECTOR, QUERY, STREAM, TABLE, TYPE, Statement, parsed
from .text import QUOTED, WORD, Unreadable

PATH = "/ksql"
_NO_UPGRADE = re.compile(
    r"cannot upgrade data source|upgrades not|not upgradeable|REPLACE for sink|OR REPLACE .{0,40}not (yet )?supported",
    re.IGNORECASE,
)
RUNNING = frozenset({"QUEUED", "PARSING", "EXECUTING"})
ERRORS = ("error_entity", "generic_error", "statement_error")  # results that come with a good status, too
CREATED_WITH = ("CSAS_", "CTAS_")  # how the ids of queries of CREATE ... AS SELECT begin
LOG = "KSQL_PROCESSING_LOG"  # the stream that ksqlDB makes for itself
# What is told of some objects only.
FURTHER = ("topic", "key_format", "value_format", "windowed", "columns", "written_by", "read_by", "sinks", "state")
Place = tuple[str, str]  # "source" for streams and tables, which share their names, or the kind; and the name


def place_of(what: str, name: str) -> Place:
    """Where an object stands among those of a cluster."""
    return ("source" if what in (STREAM, TABLE) else what, name)


@dataclass
class Holding:
    """What a cluster holds. `objects`: by their places, each {type, name, sql, ...}; `statements`: what made them,
    where it can be read; `types`: what the custom types stand for; `constraints`: which others are made of a stream or
    table, as ksqlDB tells it.
    """

    objects: dict[Place, dict[str, Any]] = field(default_factory=dict)
    statements: dict[Place, Statement] = field(default_factory=dict)
    types: dict[str, Tree] = field(default_factory=dict)
    constraints: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, name: str, sql: str, **more: Any) -> None:
        place = place_of(what, name)
        self.objects[place] = {"type": what, "name": name, "sql": sql, **dict.fromkeys(FURTHER), **more}
        try:
            self.statements[place] = parsed(sql)
        except Unreadable:
            return  # shown as it is; a difference cannot be told

    def queries(self) -> list[dict[str, Any]]:
        return [item for (kind, _name), item in self.objects.items() if kind == QUERY]

    def reads(self, query: Mapping[str, Any]) -> set[str]:
        """The streams and tables that a query reads."""
        statement = self.statements.get((QUERY, query["name"]))
        return set(statement.sources.values()) if statement is not None else set()

    def filling(self, source: str) -> list[dict[str, Any]]:
        """The query that came with a stream or table (CREATE ... AS SELECT), none or one."""
        found = [query for query in self.queries() if source in query["sinks"]]
        return [query for query in found if not self.is_insert(query)][:1]

    def inserts(self, source: str) -> list[dict[str, Any]]:
        """The queries of INSERT INTO that read a stream or table or write it."""
        told = self.objects[("source", source)]["read_by"] if ("source", source) in self.objects else []
        return [
            query
            for query in self.queries()
            if self.is_insert(query)
            and (source in query["sinks"] or source in self.reads(query) or query["name"] in told)
        ]

    def is_insert(self, query: Mapping[str, Any]) -> bool:
        """Whether a query is one of INSERT INTO, and not of CREATE ... AS SELECT."""
        statement = self.statements.get((QUERY, query["name"]))
        return statement.what == QUERY if statement is not None else not query["name"].startswith(CREATED_WITH)

    def below(self, source: str) -> set[str]:
        """What a stream or table is made of: also when its query was ended, ksqlDB does not drop that before it."""
        made = self.statements.get(("source", source))
        return {*(made.sources.values() if made is not None else ())}.union(*map(self.reads, self.filling(source)))

    def above(self, source: str) -> list[str]:
        """The streams and tables that are made of one."""
        told = self.constraints.get(source, [])
        return [
            name
            for kind, name in self.objects
            if kind == "source" and name != source and (name in told or source in self.below(name))
        ]

    def depth(self, place: Place, above: tuple[Place, ...] = ()) -> int:
        """How many others lie below an object, one on top of the other."""
        kind, name = place
        if place in above:
            return 0
        if kind == QUERY:
            query = self.objects.get(place)
            below = {*self.reads(query), *query["sinks"]} if query else set()
        elif kind == "source":
            below = self.below(name)
        else:
            return 0
        return 1 + max((self.depth(("source", one), (*above, place)) for one in below), default=0)


class Server:
    """One ksqlDB cluster."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.last: int | None = None  # the last command of this run: what is read comes after it
        self.holding = Holding()

    def tell(self, sql: str) -> list[dict[str, Any]]:
        """What statements that change nothing answer. Raises ApiError."""
        body: dict[str, Any] = {"ksql": sql, "streamsProperties": {}}
        if self.last is not None:
            body["commandSequenceNumber"] = self.last
        answer = self.client.post(PATH, body, reading=True)
        if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
            self.client.holding("POST", PATH, {}, ("a list of results",))
        return list(answer)

    def lists(self, asked: list[str]) -> list[dict[str, Any]]:
        """The answers to LIST of several things, by one request. Raises ApiError."""
        answers = self.tell(" ".join(f"LIST {what};" for what in asked))
        if len(answers) != len(asked):
            self.client.holding("POST", PATH, {}, (f"{len(asked)} results",))
        return answers

    def read(self, connectors: bool) -> Holding:
        """Everything that the cluster holds, by one request. `connectors`: too, which not every cluster can tell."""
        asked = ["STREAMS EXTENDED", "TABLES EXTENDED", "QUERIES", "TYPES", *(["CONNECTORS"] if connectors else [])]
        answers = self.lists(asked)
        found = Holding()
        for answer, (member, fill) in zip(answers, _LISTS, strict=False):
            told = answer if isinstance(answer.get(member), (list, dict)) else {}
            self.client.holding("POST", PATH, told, (member,))  # what tells of nothing does not say that all is gone
            fill(found, answer)
        _link(found)
        self.holding = found
        return found

    def explain(self, statement: Statement) -> None:
        """Let ksqlDB judge a query without running it. Raises ApiError."""
        start = statement.query[0].start
        text = statement.text[start:]
        emits = any(one.kind == WORD and one.value == "EMIT" for one in statement.query)
        self.tell(f"EXPLAIN {text}{'' if emits else ' EMIT CHANGES'};")

    def command(
        self, sql: str, properties: Mapping[str, Any], wait: Callable[[str], Wait], repeatable: bool = False
    ) -> dict[str, Any]:
        """Carry a statement out, and wait until ksqlDB has done it. Returns what it answered.

        `repeatable`: twice is as good as once. Raises ApiError, WaitFailed, CommandFailed.
        """
        body: dict[str, Any] = {"ksql": f"{sql};", "streamsProperties": dict(properties)}
        if self.last is not None:
            body["commandSequenceNumber"] = self.last
        result = self._sent(body, repeatable)
        if result["@type"] in ERRORS:
            said = result.get("errorMessage") or result.get("message") or "it gives no reason"
            raise CommandFailed(f"ksqlDB did not carry it out: {said}")
        number, status = result.get("commandSequenceNumber"), result.get("commandStatus")
        if isinstance(number, int) and number >= 0:
            self.last = number
        if isinstance(status, dict):
            self._done(str(result.get("commandId") or ""), status, wait)
        return result

    def _sent(self, body: Mapping[str, Any], repeatable: bool) -> dict[str, Any]:
        """The result of a statement. One that tells of none is a lost answer: what was sent may be done or not."""
        tries = Tries(self.client.transport, self.client.transport.retry_timeout)
        while True:
            answer = self.client.post(PATH, body, repeatable=repeatable)
            result = answer[0] if isinstance(answer, list) and answer and isinstance(answer[0], dict) else {}
            try:
                return dict(self.client.holding("POST", PATH, result, ("@type",)))
            except ApiError as error:
                error.fate_unknown = True
                if not repeatable or tries.failed + 1 >= ALIKE or not tries.again():
                    raise

    def _done(self, command: str, status: Mapping[str, Any], wait: Callable[[str], Wait]) -> None:
        """Wait for a command. Its id is a path of three parts, whose names may hold anything (stream/`A`/create)."""
        path = "/status/" + "/".join(quote(part, safe="") for part in _three(command))
        first = [status]

        def look() -> tuple[bool, str, Any]:
            found = first.pop() if first else self.client.get(path, holds=("status",))
            return found.get("status") not in RUNNING, str(found.get("status")), found

        found = wait(f"the command {command}").until(look)
        if found.get("status") == "ERROR":
            raise CommandFailed(f"ksqlDB could not carry it out: {found.get('message')}")


class CommandFailed(ConfluentError):
    """ksqlDB took a command and failed at it: nothing came of it."""


def _three(command: str) -> list[str]:
    kind, _slash, rest = command.partition("/")
    name, _slash, action = rest.rpartition("/")
    return [kind, name, action]


def _sources(found: Holding, answer: Mapping[str, Any]) -> None:
    for one in answer.get("sourceDescriptions") or []:
        what = TABLE if one.get("type") == "TABLE" else STREAM
        found.constraints[str(one.get("name"))] = list(one.get("sourceConstraints") or [])
        writes = one.get("writeQueries") or []
        text = one.get("statement") or (writes[0].get("queryString") if writes else "") or ""
        found.add(
            what,
            str(one.get("name")),
            str(text).rstrip().removesuffix(";"),
            topic=one.get("topic"),
            key_format=one.get("keyFormat"),
            value_format=one.get("valueFormat"),
            windowed=bool(one.get("windowType")),
            written_by=_ids(writes),
            read_by=_ids(one.get("readQueries") or []),
            columns=[
                {
                    "name": each.get("name"),
                    "type": shown_type(of_schema(each.get("schema") or {})),
                    "key": each.get("type"),
                }
                for each in one.get("fields") or []
            ],
        )


def _queries(found: Holding, answer: Mapping[str, Any]) -> None:
    for one in answer.get("queries") or []:
        if one.get("queryType", "PERSISTENT") == "PERSISTENT":
            text = str(one.get("queryString") or "").rstrip().removesuffix(";")
            sinks, state = list(one.get("sinks") or []), one.get("state")
            found.add(QUERY, str(one.get("id")), text, sinks=sinks, state=state)


def _types(found: Holding, answer: Mapping[str, Any]) -> None:
    for name, schema in (answer.get("types") or {}).items():
        found.types[name] = of_schema(schema)
        found.add(TYPE, name, f"CREATE TYPE {written(name)} AS {shown_type(found.types[name])}")


def _connectors(found: Holding, answer: Mapping[str, Any]) -> None:
    for one in answer.get("connectors") or []:
        kind = str(one.get("type") or "").upper()
        text = (
            f"CREATE {kind} CONNECTOR {written(str(one.get('name')))} WITH ('connector.class'='{one.get('className')}')"
        )
        found.add(CONNECTOR, str(one.get("name")), text, state=one.get("state"))


# What is listed, in the order in which it is asked for: by which member it is told, and who reads it.
_LISTS: tuple[tuple[str, Callable[[Holding, Mapping[str, Any]], None]], ...] = (
    ("sourceDescriptions", _sources),
    ("sourceDescriptions", _sources),
    ("queries", _queries),
    ("types", _types),
    ("connectors", _connectors),
)


def _link(found: Holding) -> None:
    """Tell of each source which queries write and read it, and how the one that came with it fares."""
    for (kind, name), item in found.objects.items():
        if kind == "source":
            writing = {query["name"] for query in found.queries() if name in query["sinks"]}
            reading = {query["name"] for query in found.queries() if name in found.reads(query)}
            item["written_by"] = sorted(writing.union(item["written_by"]))
            item["read_by"] = sorted(reading.union(item["read_by"]))
            item["state"] = next((query["state"] for query in found.filling(name)), None)


def _ids(queries: list[Mapping[str, Any]]) -> list[str]:
    return [str(query.get("id")) for query in queries]


def written(name: str) -> str:
    """A name as it is written in a statement."""
    plain = name.isascii() and name.replace("_", "A").isalnum() and not name[0].isdigit() and name == name.upper()
    return name if plain else "`" + name.replace("`", "``") + "`"


def shown_type(tree: Tree) -> str:
    """A type as it is written."""
    text = ""
    for kind, value in tree:
        word = value if kind not in ("name", QUOTED) or value.isupper() else written(value)
        text += f" {word}" if text and text[-1] not in "<(" and word not in (",", "<", ">", "(", ")") else word
    return text


def not_in_place(error: ApiError) -> bool:
    """Whether ksqlDB says that a change cannot be made in place (DataSource.canUpgradeTo, the checks of query plans),
    and not that the statement is wrong.
    """
    return error.status == 400 and bool(_NO_UPGRADE.search(error.detail))


def gone(error: ApiError) -> bool:
    """Whether ksqlDB says that what is to be removed is not there."""
    said = error.detail.lower()
    return error.status == 400 and ("does not exist" in said or "unknown queryid" in said)
