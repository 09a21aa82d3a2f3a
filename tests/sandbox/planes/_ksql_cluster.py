# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one ksqlDB cluster holds, and what its statements do to that.

The texts of refusals are those of the open source (``DdlCommandExec``, ``MetaStoreImpl``, ``EngineExecutor``,
``QueryIdUtil``); where it has none that is known, they say so in its manner. DROP ends the query of CREATE ... AS
SELECT, as newer versions do (``ksql_drop_ends_queries``); queries of INSERT INTO always hold what they use.
"""

from __future__ import annotations

import re
from typing import Any

from ..state import JsonObject, State
from . import kafka
from ._ksql_sql import Read, printed, quoted

_INFERRED = frozenset({"'AVRO'", "'PROTOBUF'", "'JSON_SR'"})


class Refusal(Exception):
    """A statement that cannot be carried out."""


class Cluster:
    """One cluster. Its tables hold by name ``sources``, ``queries``, ``types``, ``connectors``, and how many queries it
    has ever made: their ids count that. Those of ksqlDB count commands, but a command that came twice is to make no
    difference here.
    """

    def __init__(self, state: State, row: JsonObject) -> None:
        self.state, self.row = state, row
        empty: JsonObject = {"sources": {}, "queries": {}, "types": {}, "connectors": {}, "made": 0}
        held = state.table("ksql_holdings").setdefault(row["id"], empty)
        self.sources: dict[str, JsonObject] = held["sources"]
        self.queries: dict[str, JsonObject] = held["queries"]
        self.types: dict[str, JsonObject] = held["types"]
        self.connectors: dict[str, JsonObject] = held["connectors"]
        self.held = held
        self.commands: list[JsonObject] = state.ksql_commands.setdefault(row["id"], [])

    # ---- what is told

    def custom_types(self) -> dict[str, str]:
        """What the custom types stand for."""
        return {name: entry["kind"] for name, entry in self._seen(self.types).items()}

    def columns_of(self, source: str) -> list[str]:
        """The names of the columns of a source."""
        return [name for name, _kind, _mark in self.sources.get(source, {}).get("columns", [])]

    def _seen(self, table: dict[str, JsonObject]) -> dict[str, JsonObject]:
        return {name: entry for name, entry in table.items() if entry["shown_at"] <= self.state.now()}

    def unfinished(self, number: int) -> bool:
        """Whether a command is still being carried out."""
        return number < len(self.commands) and self.commands[number]["done_at"] > self.state.now()

    def status(self, path: str) -> JsonObject | None:
        """What became of a command."""
        found = next((one for one in reversed(self.commands) if one["id"] == path), None)
        return None if found is None else self._status(found)

    def _status(self, command: JsonObject) -> JsonObject:
        if command["done_at"] > self.state.now():
            return {"status": "EXECUTING", "message": "Executing statement", "queryId": None}
        status = "ERROR" if command["failed"] else "SUCCESS"
        return {"status": status, "message": command["message"], "queryId": command["query"]}

    def _query(self, ident: str) -> JsonObject:
        query = self.queries[ident]
        return {
            "queryString": query["text"],
            "sinks": [query["sink"]],
            "sinkKafkaTopics": [self.sources[query["sink"]]["topic"]] if query["sink"] in self.sources else [],
            "id": ident,
            "statusCount": {self.state.settings.ksql_query_state: 1},
            "queryType": "PERSISTENT",
            "state": self.state.settings.ksql_query_state,
        }

    def _description(self, name: str) -> JsonObject:
        source, queries = self.sources[name], self._seen(self.queries)
        columns = [
            {"name": column, "schema": schema(kind), **({"type": "KEY"} if "KEY" in mark else {})}
            for column, kind, mark in source["columns"]
        ]
        return {
            "name": name,
            "windowType": "TUMBLING" if source["windowed"] else None,
            "readQueries": [self._query(one) for one, query in queries.items() if name in query["reads"]],
            "writeQueries": [self._query(one) for one, query in queries.items() if name == query["sink"]],
            "fields": columns,
            "type": source["what"],
            "timestamp": "",
            "statistics": "",
            "errorStats": "",
            "extended": True,
            "keyFormat": source["key_format"],
            "valueFormat": source["value_format"],
            "topic": source["topic"],
            "partitions": source["partitions"],
            "replication": 3,
            "statement": source["text"],
            "queryOffsetSummaries": [],
            "sourceConstraints": [
                one for one, other in self.sources.items() if other["own"] and name in self._reads_of(other)
            ],
        }

    def _reads_of(self, source: JsonObject) -> list[str]:
        found: list[str] = source["reads"]
        return found

    def _list(self, read: Read) -> JsonObject:
        sources = self._seen(self.sources)
        if read.what in ("STREAMS", "TABLES"):
            names = [name for name, source in sources.items() if source["what"] == read.what[:-1]]
            if read.extended:
                return {"@type": "source_descriptions", "sourceDescriptions": [self._description(n) for n in names]}
            shown = [
                {
                    "type": read.what[:-1],
                    "name": n,
                    "topic": sources[n]["topic"],
                    "valueFormat": sources[n]["value_format"],
                }
                for n in names
            ]
            return {"@type": read.what.lower(), read.what.lower(): shown}
        if read.what == "QUERIES":
            return {"@type": "queries", "queries": [self._query(one) for one in self._seen(self.queries)]}
        if read.what == "TYPES":
            types = {name: schema(entry["kind"]) for name, entry in self._seen(self.types).items()}
            return {"@type": "type_list", "types": types}
        if read.what == "CONNECTORS":
            found = [
                {"name": n, "type": entry["type"], "className": entry["class"], "state": "RUNNING (1/1 tasks RUNNING)"}
                for n, entry in self._seen(self.connectors).items()
            ]
            return {"@type": "connector_list", "connectors": found}
        if read.what == "FUNCTIONS":
            functions = [{"name": n, "type": "SCALAR", "category": "STRING"} for n in ("CONCAT", "LCASE", "UCASE")]
            return {"@type": "function_names", "functions": [*functions, {"name": "COUNT", "type": "AGGREGATE"}]}
        if read.what == "TOPICS":
            topics = [
                {"name": name, "replicaInfo": [3] * topic.partitions}
                for name, topic in self.state.topics.get(self.row["kafka_cluster"], {}).items()
            ]
            return {"@type": "kafka_topics", "topics": topics}
        if read.what == "PROPERTIES":
            told = {"ksql.service.id": self.row["id"], "ksql.schema.registry.basic.auth.user.info": "a-key:a-secret"}
            shown = [{"name": n, "scope": "KSQL", "value": value, "editable": False} for n, value in told.items()]
            return {"@type": "properties", "properties": shown, "overwrittenProperties": [], "defaultProperties": []}
        raise Refusal(f"line 1:5: Syntax Error\nmismatched input '{read.what}'")

    # ---- what is done

    def carry_out(self, read: Read, text: str, properties: JsonObject) -> JsonObject:
        """The result of a statement."""
        if read.verb == "LIST":
            return {"statementText": text, "warnings": [], **self._list(read)}
        if read.verb == "EXPLAIN":
            self._sources_there(read)
            told = {"statementText": read.select, "sources": read.reads, "sinks": [], "queryType": "PUSH"}
            return {"@type": "queryDescription", "statementText": text, "warnings": [], "queryDescription": told}
        made = getattr(self, f"_{read.verb.lower()}")(read)
        return {"statementText": made.pop("text", text), "warnings": [], **made}

    def _command(self, kind: str, name: str, action: str, message: str, query: str | None = None) -> JsonObject:
        """A command that was taken; what it makes is seen when it is done."""
        settings = self.state.settings
        failed = bool(settings.ksql_failing) and settings.ksql_failing == name
        command = {
            "id": f"{kind}/{name if kind == 'terminate' else '`' + name + '`'}/{action}",
            "done_at": self.state.now() + settings.ksql_command_delay,
            "message": "io.confluent.ksql.util.KsqlException: the command failed" if failed else message,
            "query": query,
            "failed": failed,
        }
        self.commands.append(command)
        status = self._status(command)
        return {
            "@type": "currentStatus",
            "commandId": command["id"],
            "commandStatus": status,
            "commandSequenceNumber": len(self.commands) - 1,
        }

    def _number(self) -> int:
        """Of a new query."""
        self.held["made"] += 1
        return int(self.held["made"])

    @property
    def _shown_at(self) -> float:
        return float(self.commands[-1]["done_at"])

    def _warning(self, message: str) -> JsonObject:
        return {"@type": "warning_entity", "message": message}

    def _sources_there(self, read: Read) -> None:
        for name in read.reads:
            if name not in self.sources:
                raise Refusal(f"Exception while preparing statement: {name} does not exist.")

    def _create(self, read: Read) -> JsonObject:
        if read.what == "TYPE":
            return self._create_type(read)
        if read.what == "CONNECTOR":
            return self._create_connector(read)
        if read.what not in ("STREAM", "TABLE"):
            raise Refusal(f"line 1:7: Syntax Error\nmismatched input '{read.what}'")
        self._sources_there(read)
        there = self.sources.get(read.name)
        words = f"Cannot add {read.what.lower()} '{read.name}': A {{}} with the same name already exists"
        if there is not None and read.softly:
            return self._warning(words.format(there["what"].lower()))
        if there is not None and (not read.replace or there["what"] != read.what):
            raise Refusal(words.format(there["what"].lower()))
        source = self._source(read, there)
        if there is not None:
            self._upgradable(there, source)
        made = self._command(read.what.lower(), read.name, "create", f"{read.what.capitalize()} created")
        if self.commands[-1]["failed"]:
            return made
        source["shown_at"] = self._shown_at
        ident = next((one for one, query in self.queries.items() if query["own"] and query["sink"] == read.name), None)
        if read.select:
            ident = ident or f"C{read.what[0]}AS_{read.name}_{self._number()}"
            message = f"Created query with ID {ident}"
            self.commands[-1].update(message=message, query=ident)
            made["commandStatus"] = self._status(self.commands[-1])
            self.queries[ident] = {
                "text": source["text"],
                "sink": read.name,
                "reads": read.reads,
                "own": True,
                "shown_at": self._shown_at,
            }
        self.sources[read.name] = source
        return {**made, "text": source["text"]}

    def _source(self, read: Read, there: JsonObject | None) -> JsonObject:
        """A stream or table as it is to be, with its topic."""
        settings, lkc = dict(read.settings), self.row["kafka_cluster"]
        # Of the service without the last hyphen: with it the tests can mask the id.
        prefix = f"pksqlc-{self.row['id'].partition('-')[2]}-" if read.select else ""
        topic = settings.get("KAFKA_TOPIC", f"'{prefix}{read.name}'").strip("'")
        topics = self.state.topics.setdefault(lkc, {})
        if topic not in topics and there is None:
            if not read.select and "PARTITIONS" not in settings:
                raise Refusal(
                    f"Topic '{topic}' does not exist. If you want to create a new topic for the stream/table please "
                    "re-run the statement providing the required 'PARTITIONS' configuration in the WITH clause (and "
                    "optionally 'REPLICAS')."
                )
            kafka.create_topic(self.state, lkc, topic, int(settings.get("PARTITIONS", 6)), {})
        formats = {f"{part}_FORMAT" for part in ("KEY", "VALUE")}
        if "FORMAT" in settings:
            both = settings.pop("FORMAT")
            settings.update(dict.fromkeys(formats, both))
        columns = read.columns
        first = self.sources.get(read.reads[0]) if read.reads else None
        if read.select:
            named = [name for name in read.produced if name]
            columns = [(name, "STRING", "") for name in named] or (list(first["columns"]) if first else [])
            settings.setdefault("PARTITIONS", "6")
            settings.setdefault("REPLICAS", "3")
        else:
            settings.setdefault("KEY_FORMAT", "'KAFKA'")
            if "VALUE_FORMAT" not in settings:
                raise Refusal("Missing required property 'VALUE_FORMAT' which has no default value.")
            if not columns and settings["VALUE_FORMAT"] in _INFERRED:
                columns = [("ID", "STRING", ""), ("AMOUNT", "BIGINT", "")]
            if not columns:
                raise Refusal("The statement does not define any columns.")
        settings["KAFKA_TOPIC"] = f"'{topic}'"
        settings["CLEANUP_POLICY"] = "'compact'" if read.what == "TABLE" and not read.select else "'delete'"
        return {
            "what": read.what,
            "topic": topic,
            "columns": columns,
            "text": _printed(read, columns, settings),
            "key_format": settings.get("KEY_FORMAT", "'KAFKA'").strip("'").upper(),
            "value_format": settings.get("VALUE_FORMAT", f"'{first['value_format']}'" if first else "'JSON'").strip(
                "'"
            ),
            "partitions": int(settings.get("PARTITIONS", 6)),
            "windowed": "\nWINDOW " in read.select,
            "reads": read.reads,
            "own": bool(read.select),
            "stateful": read.stateful,
        }

    def _upgradable(self, there: JsonObject, source: JsonObject) -> None:
        """CREATE OR REPLACE takes what adds columns or filters anew, and nothing that has state or another source."""
        if there["own"] != source["own"] or there["reads"] != source["reads"]:
            raise Refusal("Query is not upgradeable. Plan must not change the sources or the type of the statement.")
        if there["stateful"] or source["stateful"]:
            raise Refusal("Upgrades not yet supported for StreamAggregate")
        before, after = there["columns"], source["columns"]
        if after[: len(before)] != before or there["topic"] != source["topic"]:
            raise Refusal(
                "Cannot upgrade data source: the data source has a schema or a topic which is not compatible with the "
                "new one"
            )

    def _create_type(self, read: Read) -> JsonObject:
        there = self.types.get(read.name)
        if there is not None and read.softly:
            return self._warning(f"{read.name} is already registered with type {there['kind']}")
        if there is not None:
            raise Refusal(
                f"Cannot register custom type '{read.name}' since it is already registered with type: {there['kind']}"
            )
        words = f"Registered custom type with name '{read.name}' and SQL type {read.kind}"
        made = self._command("type", read.name, "create", words)
        if not self.commands[-1]["failed"]:
            self.types[read.name] = {"kind": read.kind, "shown_at": self._shown_at}
        return made

    def _create_connector(self, read: Read) -> JsonObject:
        if read.name in self.connectors:
            if read.softly:
                return self._warning(f"Connector {read.name} already exists")
            raise Refusal(f"Connector {read.name} already exists")
        config = {name.strip("'"): value for name, value in read.settings.items()}
        if "connector.class" not in config:
            raise Refusal("Validation error: connector.class is required")
        kind = read.role.lower()
        entry = {"type": kind, "class": config["connector.class"], "config": config, "shown_at": self.state.now()}
        self.connectors[read.name] = entry
        info = {"name": read.name, "config": config, "tasks": [], "type": kind}
        return {"@type": "connector_info", "info": info}

    def _insert(self, read: Read) -> JsonObject:
        self._sources_there(read)
        if read.name not in self.sources:
            raise Refusal(f"Sink does not exist for the INSERT INTO statement: {read.name}")
        named = read.settings.get("QUERY_ID", "").strip("'").upper()
        if named in self.queries:
            raise Refusal(f"Query ID '{named}' already exists.")
        ident = named or f"INSERTQUERY_{self._number()}"
        made = self._command("stream", read.name, "create", f"Created query with ID {ident}", ident)
        if not self.commands[-1]["failed"]:
            entry = {
                "text": read.text,
                "sink": read.name,
                "reads": read.reads,
                "own": False,
                "shown_at": self._shown_at,
            }
            self.queries[ident] = entry
        return made

    def _terminate(self, read: Read) -> JsonObject:
        if read.name not in self.queries:
            raise Refusal(f"Unknown queryId: {read.name}")
        made = self._command("terminate", read.name, "execute", "Query terminated.")
        if not self.commands[-1]["failed"]:
            del self.queries[read.name]
        return made

    def _drop(self, read: Read) -> JsonObject:
        if read.what == "CONNECTOR":
            if self.connectors.pop(read.name, None) is None:
                if read.softly:
                    return self._warning(f"Connector '{read.name}' does not exist.")
                raise Refusal(f"Connector '{read.name}' does not exist.")
            return {"@type": "drop_connector", "connectorName": read.name}
        table = self.types if read.what == "TYPE" else self.sources
        words = (
            f"Type {read.name} does not exist."
            if read.what == "TYPE"
            else f"Source {quoted(read.name)} does not exist."
        )
        if read.name not in table:
            if read.softly:
                return self._warning(words)
            raise Refusal(words)
        if read.what == "TYPE":
            made = self._command("type", read.name, "drop", f"Dropped type '{read.name}'")
        else:
            self._undroppable(read)
            topic = self.sources[read.name]["topic"]
            said = f"Source `{read.name}` (topic: {topic}) was dropped."
            made = self._command(read.what.lower(), read.name, "drop", said)
        if self.commands[-1]["failed"]:
            return made
        entry = table.pop(read.name)
        if read.what != "TYPE":
            for ident in [one for one, query in self.queries.items() if query["own"] and query["sink"] == read.name]:
                del self.queries[ident]
            if read.topic:
                self.state.topics.get(self.row["kafka_cluster"], {}).pop(entry["topic"], None)
        return made

    def _undroppable(self, read: Read) -> None:
        source, name = self.sources[read.name], read.name
        if source["what"] != read.what:
            raise Refusal(f"Incompatible data source type is {source['what']}, but statement was DROP {read.what}")
        children = sorted(one for one, other in self.sources.items() if other["own"] and name in other["reads"])
        if children:
            raise Refusal(
                f"Cannot drop {name}.\n"
                f"The following streams and/or tables read from this source: [{', '.join(children)}].\n"
                f"You need to drop them before dropping {name}."
            )
        ends = self.state.settings.ksql_drop_ends_queries
        holding = {one: query for one, query in self.queries.items() if not (query["own"] and ends)}
        readers = sorted(one for one, query in holding.items() if name in query["reads"])
        writers = sorted(one for one, query in holding.items() if name == query["sink"])
        if readers or writers:
            raise Refusal(
                f"Cannot drop {name}.\nThe following queries read from this source: [{', '.join(readers)}].\n"
                f"The following queries write into this source: [{', '.join(writers)}].\n"
                f"You need to terminate them before dropping {name}."
            )


def _printed(read: Read, columns: list[Any], settings: dict[str, str]) -> str:
    """The statement as ksqlDB keeps it."""
    how = (" OR REPLACE" if read.replace else "") + (" SOURCE" if read.source else "")
    head = f"CREATE{how} {read.what} {quoted(read.name)}"
    if read.select:
        return f"{head} WITH ({printed(settings)}) AS {read.select};"
    shown = ", ".join(f"{quoted(name)} {kind}{mark}" for name, kind, mark in columns)
    return f"{head} ({shown}) WITH ({printed(settings)});"


def schema(kind: str) -> JsonObject:
    """A type as ksqlDB describes it."""
    found = re.fullmatch(r"(\w+)(?:<(.*)>|\((.*)\))?", kind, re.DOTALL)
    if found is None:
        raise ValueError(kind)
    name, inside, numbers = found.groups()
    made: JsonObject = {"type": name, "fields": None, "memberSchema": None}
    parts = _divided(inside or "")
    if name == "STRUCT":
        made["fields"] = [
            {"name": one.partition(" ")[0].strip("`"), "schema": schema(one.partition(" ")[2])} for one in parts
        ]
    elif parts:
        made["memberSchema"] = schema(parts[-1])
    if numbers:
        precision, _comma, scale = numbers.partition(",")
        made["parameters"] = {"precision": int(precision), "scale": int(scale)}
    return made


def _divided(text: str) -> list[str]:
    """The parts that commas divide, outside of brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()] if text else []
