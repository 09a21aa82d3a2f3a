# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a ksqlDB statement is about: what it makes or removes, of which name, and what it reads. Pure.

Source: the open grammar of ksqlDB (confluentinc/ksql, SqlBase.g4) and its documents of the statements.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .text import QUOTED, SIGN, STRING, WORD, Token, Unreadable, split

CREATE, INSERT, DROP, TERMINATE = "create", "insert", "drop", "terminate"
STREAM, TABLE, TYPE, CONNECTOR, QUERY = "stream", "table", "type", "connector", "query"
SOURCES = (STREAM, TABLE)
_ADVICE = {
    "SELECT": "it is a query whose rows nobody would see; CREATE STREAM or CREATE TABLE ... AS SELECT keeps them",
    "PRINT": "it shows records; this module manages what is there",
    "SET": "give the property in streams_properties, which holds for all statements of the task",
    "UNSET": "leave the property out of streams_properties",
    "DEFINE": "use a variable of Ansible",
    "UNDEFINE": "use a variable of Ansible",
    "ALTER": "state the source as it is to be, and let on_change say how it gets there",
    "PAUSE": "a pause is not recorded in what this module compares",
    "RESUME": "a pause is not recorded in what this module compares",
    "RUN": "give the script as file",
    "ASSERT": "it changes nothing",
    "EXPLAIN": "it changes nothing",
    **dict.fromkeys(
        ("LIST", "SHOW", "DESCRIBE"), "it changes nothing; confluent_ksql_statement_info tells what is there"
    ),
}
# Words that end the name of a source in FROM or JOIN: what comes instead of its alias.
_AFTER_SOURCE = "WINDOW WHERE GROUP PARTITION HAVING EMIT LIMIT WITHIN ON AS JOIN INNER LEFT RIGHT FULL OUTER"
_NO_ALIAS = frozenset(_AFTER_SOURCE.split())


@dataclass(frozen=True)
class Statement:
    """One statement. `name`: of what it is about; of a query its id, empty where ksqlDB gives one.

    `tokens`: all of it; `columns`, `query`, `definition`: its parts (of a stream or table, of what fills it, of a
    type), empty where it has none. `properties`: of its WITH, names in capitals for all but connectors. `made_as`: how
    a source or connector is made besides ("SOURCE", "SINK").
    """

    text: str
    tokens: tuple[Token, ...]
    verb: str
    what: str
    name: str
    made_as: str = ""
    or_replace: bool = False
    delete_topic: bool = False
    columns: tuple[Token, ...] = ()
    query: tuple[Token, ...] = ()
    definition: tuple[Token, ...] = ()
    properties: Mapping[str, Token] = field(default_factory=dict)
    sink: str = ""

    @property
    def removes(self) -> bool:
        return self.verb in (DROP, TERMINATE)

    @functools.cached_property
    def sources(self) -> dict[str, str]:
        """The streams and tables that its query reads, by the names that the query has for them."""
        found: dict[str, str] = {}
        depth = 0
        for place, token in enumerate(self.query):
            depth += {"(": 1, ")": -1}.get(token.value, 0) if token.kind == SIGN else 0
            before = self.query[place - 1].value if place else ""
            if depth or token.kind != WORD or token.value not in ("FROM", "JOIN") or before == "DISTINCT":
                continue  # nor is it IS DISTINCT FROM
            source, *after = (*self.query[place + 1 : place + 4], None)
            if source is None or not source.is_name:
                continue
            if after[0] is not None and after[0].kind == WORD and after[0].value == "AS":
                after = after[1:]
            alias = after[0] if after else None
            other = alias is not None and (
                alias.kind == QUOTED or (alias.kind == WORD and alias.value not in _NO_ALIAS)
            )
            found[alias.value if alias is not None and other else source.value] = source.value
        return found


@functools.lru_cache(maxsize=4096)
def parsed(text: str) -> Statement:
    """The one statement of a text. Raises Unreadable."""
    found = list(split(text))
    if len(found) != 1:
        raise Unreadable(f"one statement was expected, and there are {len(found)}")
    return _Reader(*found[0][:2]).statement()


def script(text: str) -> tuple[list[Statement], list[str]]:
    """The statements of a text, and what is wrong with any of them."""
    made: list[Statement] = []
    problems: list[str] = []
    try:
        for number, (one, tokens, line) in enumerate(split(text), 1):
            try:
                made.append(_Reader(one, tokens).statement())
            except Unreadable as error:
                problems.append(f"statement {number} (line {line}): {error}")
    except Unreadable as error:
        problems.append(str(error))
    return made, problems


class _Reader:
    """Reads one statement from its beginning."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self.text, self.tokens, self.place = text, tokens, 0

    def accept(self, *words: str) -> bool:
        """Step over these words, if they come next."""
        ahead = self.tokens[self.place : self.place + len(words)]
        if tuple(token.value for token in ahead) != words or any(token.kind in (QUOTED, STRING) for token in ahead):
            return False
        self.place += len(words)
        return True

    def one_of(self, *words: str) -> str:
        """Step over the one of these words that comes next. Raises Unreadable where none does."""
        for word in words:
            if self.accept(word):
                return word
        raise self.unexpected(" or ".join(words))

    def unexpected(self, wanted: str) -> Unreadable:
        read = " ".join(token.value for token in self.tokens[: self.place] if token.is_name)
        return Unreadable(f"after {read or 'its beginning'} {wanted} was expected")

    def name(self, wanted: str) -> str:
        if self.place >= len(self.tokens) or not self.tokens[self.place].is_name:
            raise self.unexpected(f"the name of {wanted}")
        self.place += 1
        return self.tokens[self.place - 1].value

    def rest(self) -> tuple[Token, ...]:
        found, self.place = self.tokens[self.place :], len(self.tokens)
        return found

    def done(self) -> None:
        if self.place < len(self.tokens):
            raise self.unexpected("the end of the statement")

    def bracketed(self) -> tuple[Token, ...]:
        """What stands in the parentheses that come next; nothing where none do."""
        if not self.accept("("):
            return ()
        start, depth = self.place, 1
        while depth and self.place < len(self.tokens):
            token = self.tokens[self.place]
            depth += {"(": 1, ")": -1}.get(token.value, 0) if token.kind == SIGN else 0
            self.place += 1
        if depth:
            raise Unreadable("a parenthesis has no end")
        return self.tokens[start : self.place - 1]

    def properties(self, capitals: bool = True) -> dict[str, Token]:
        if not self.accept("WITH"):
            return {}
        found: dict[str, Token] = {}
        for part in parts(self.bracketed()):
            signed = len(part) == 4 and part[2].value in ("-", "+")
            if len(part) < 3 or part[1].value != "=" or (len(part) > 3 and not signed):
                raise Unreadable("WITH holds what is not of the form NAME = VALUE")
            value = part[-1]._replace(value=f"-{part[-1].value}") if signed and part[2].value == "-" else part[-1]
            name = part[0].value.upper() if capitals else part[0].value
            if name in found:
                raise Unreadable(f"WITH names {name} twice")
            found[name] = value
        return found

    def statement(self) -> Statement:
        first = self.tokens[0]
        if self.accept("CREATE"):
            return self._create()
        if self.accept("INSERT", "INTO"):
            return self._insert()
        if self.accept("DROP"):
            return self._drop()
        if self.accept("TERMINATE"):
            return self._terminate()
        known = first.value if first.kind == WORD and first.value in _ADVICE else ""
        advice = _ADVICE.get(known, "its first word is none of those of ksqlDB")
        raise Unreadable(
            f"{known + ' ' if known else ''}is not a statement that this module takes ({advice}). It takes CREATE, "
            "INSERT INTO ... SELECT, DROP and TERMINATE"
        )

    def _create(self) -> Statement:
        replace = self.accept("OR", "REPLACE")
        made_as = next((word for word in ("SOURCE", "SINK") if self.accept(word)), "")
        what = self.one_of("STREAM", "TABLE", "TYPE", "CONNECTOR").lower()
        if (what == TYPE and made_as) or (made_as == "SINK" and what != CONNECTOR):
            raise Unreadable(f"there is no {made_as} {what.upper()}")
        if what == CONNECTOR and not made_as:
            raise Unreadable("CREATE CONNECTOR lacks SOURCE or SINK")
        if replace and what not in SOURCES:
            raise Unreadable(f"OR REPLACE is for streams and tables, not for a {what}")
        self.accept("IF", "NOT", "EXISTS")
        name = self.name(f"the {what}")
        columns: tuple[Token, ...] = ()
        query: tuple[Token, ...] = ()
        definition: tuple[Token, ...] = ()
        if what == TYPE:
            self.one_of("AS")
            definition = self.rest()
            if not definition:
                raise self.unexpected("a type")
            return self._made(what, name, definition=definition)
        if what in SOURCES:
            columns = self.bracketed()
        properties = self.properties(capitals=what != CONNECTOR)
        if what == CONNECTOR and not properties:
            raise self.unexpected("WITH and the settings of the connector")
        if what in SOURCES and not columns and self.accept("AS"):
            query = self._query()
        self.done()
        return self._made(
            what, name, made_as=made_as, or_replace=replace, columns=columns, query=query, properties=properties
        )

    def _query(self) -> tuple[Token, ...]:
        if not self.accept("SELECT"):
            raise self.unexpected("SELECT")
        self.place -= 1
        return self.rest()

    def _made(self, what: str, name: str, **more: object) -> Statement:
        return Statement(self.text, self.tokens, CREATE, what, name, **more)  # type: ignore[arg-type]

    def _insert(self) -> Statement:
        sink = self.name("a stream")
        properties = self.properties()
        ahead = [token.value for token in self.tokens[self.place :]]
        if "VALUES" in ahead and "SELECT" not in ahead:
            raise Unreadable(
                "INSERT INTO ... VALUES is not a statement that this module takes (it would write its record again "
                "with each run)"
            )
        query = self._query()
        named = properties.get("QUERY_ID")
        name = named.value.upper() if named is not None else ""
        return Statement(self.text, self.tokens, INSERT, QUERY, name, query=query, properties=properties, sink=sink)

    def _drop(self) -> Statement:
        what = self.one_of("STREAM", "TABLE", "TYPE", "CONNECTOR").lower()
        self.accept("IF", "EXISTS")
        name = self.name(f"the {what}")
        topic = what in SOURCES and self.accept("DELETE", "TOPIC")
        self.done()
        return Statement(self.text, self.tokens, DROP, what, name, delete_topic=topic)

    def _terminate(self) -> Statement:
        self.accept("QUERY")  # of older versions
        if self.accept("ALL"):
            raise Unreadable(
                "TERMINATE ALL would end queries that nobody has named: name the ids of those that are to end"
            )
        name = self.name("the query")
        self.done()
        return Statement(self.text, self.tokens, TERMINATE, QUERY, name)


def parts(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The parts of a list that commas divide, outside of any brackets in it."""
    depth, start = 0, 0
    for place, token in enumerate(tokens):
        if token.kind == SIGN:
            depth += {"(": 1, "[": 1, "<": 1, ")": -1, "]": -1, ">": -1}.get(token.value, 0)
        if token.value == "," and token.kind == SIGN and depth == 0:
            yield tokens[start:place]
            start = place + 1
    if start < len(tokens):
        yield tokens[start:]


def literal(token: Token) -> str:
    """A value of a WITH as text, whatever it is written as."""
    return token.value.lower() if token.kind == WORD else token.value
