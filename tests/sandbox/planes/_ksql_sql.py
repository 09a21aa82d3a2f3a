# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SQL as ksqlDB reads it and prints it again.

Written from the open grammar and printers of ksqlDB (confluentinc/ksql: SqlBase.g4, SqlFormatter, ExpressionFormatter)
and from answers of real servers: what is not quoted becomes capitals; every operation is put into parentheses; columns
get the name of their source, sources an alias, columns without an alias one; EMIT CHANGES is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_LEXEMES = re.compile(
    r"""(?:\s+|--[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:''|[^'])*')
    |(?P<name>`(?:``|[^`])*`|"(?:""|[^"])*"|[A-Za-z_@$][\w@${}]*|[0-9]+[A-Za-z_@][\w@]*(?<![eE][0-9]))
    |(?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    |(?P<sign>=>|->|:=|<=|>=|<>|!=|\|\||[-+*/%(),.;=<>\[\]])""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = """
    SELECT FROM WHERE GROUP BY HAVING PARTITION WINDOW EMIT LIMIT AS ON WITHIN JOIN INNER LEFT RIGHT FULL OUTER
    AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END CREATE TABLE STREAM WITH INSERT INTO DROP DELETE TRUE
    FALSE SIZE DISTINCT VALUES CAST
"""
_RESERVED = frozenset(_WORDS.split())
_JOINS = (("INNER", "INNER"), ("LEFT", "LEFT OUTER"), ("RIGHT", "RIGHT OUTER"), ("FULL", "FULL OUTER"))
_SAME = {"VARCHAR": "STRING", "INT": "INTEGER"}


class Wrong(Exception):
    """A statement that ksqlDB does not take."""


@dataclass
class Read:
    """A statement as it was read. ``text``: as ksqlDB prints it."""

    verb: str
    what: str = ""
    name: str = ""
    text: str = ""
    replace: bool = False
    softly: bool = False  # IF EXISTS, IF NOT EXISTS
    source: bool = False
    role: str = ""
    columns: list[tuple[str, str, str]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    reads: list[str] = field(default_factory=list)
    select: str = ""
    produced: list[str] = field(default_factory=list)
    stateful: bool = False
    topic: bool = False
    extended: bool = False


def quoted(name: str) -> str:
    """A name as ksqlDB prints it."""
    if re.fullmatch("[A-Z_][A-Z0-9_]*", name) and name not in _RESERVED:
        return name
    return "`" + name.replace("`", "``") + "`"


def lexemes(text: str) -> list[tuple[str, str]]:
    """(kind, text) of each word of a script: names in their final case, with quotes off ("quoted" for those)."""
    found, place = [], 0
    while place < len(text):
        match = _LEXEMES.match(text, place)
        if match is None:
            raise Wrong(f"line 1:{place}: token recognition error at: '{text[place]}'")
        kind, value = match.lastgroup, match[0]
        if kind == "name":
            if value[0] in '`"':
                kind, value = "quoted", value[1:-1].replace(value[0] * 2, value[0])
            else:
                value = value.upper()
        if kind:
            found.append((kind, value))
        place = match.end()
    return found


def statements(text: str, types: dict[str, str], columns: Callable[[str], list[str]]) -> list[Read]:
    """The statements of a script; ``types``: custom types; ``columns``: those of a source."""
    made: list[Read] = []
    held: list[tuple[str, str]] = []
    for lexeme in lexemes(text):
        if lexeme == ("sign", ";"):
            if held:
                made.append(Parser(held, types, columns).statement())
            held = []
        else:
            held.append(lexeme)
    if held:
        raise Wrong("line 1:1: mismatched input '<EOF>' expecting ';'")
    return made


class Parser:
    """One statement."""

    def __init__(
        self, words: list[tuple[str, str]], types: dict[str, str], columns: Callable[[str], list[str]]
    ) -> None:
        self.words, self.types, self.columns_of = words, types, columns
        self.at = 0
        self.aliases: dict[str, str] = {}

    # ---- words

    def sees(self, *values: str) -> bool:
        ahead = self.words[self.at : self.at + len(values)]
        return [value for _kind, value in ahead] == list(values) and all(kind in ("name", "sign") for kind, _ in ahead)

    def skip(self, *values: str) -> bool:
        if not self.sees(*values):
            return False
        self.at += len(values)
        return True

    def must(self, *values: str) -> None:
        if not self.skip(*values):
            raise self.mismatch(" ".join(values))

    def mismatch(self, wanted: str) -> Wrong:
        seen = self.words[self.at][1] if self.at < len(self.words) else "<EOF>"
        return Wrong(f"line 1:{self.at}: Syntax Error\nmismatched input '{seen}' expecting {wanted}")

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.words):
            raise self.mismatch("more")
        self.at += 1
        return self.words[self.at - 1]

    def ident(self) -> str:
        kind, value = self.next()
        if kind not in ("name", "quoted"):
            self.at -= 1
            raise self.mismatch("an identifier")
        return value

    @property
    def over(self) -> bool:
        return self.at >= len(self.words)

    # ---- statements

    def statement(self) -> Read:
        word = self.words[0][1]
        if word in ("LIST", "SHOW"):
            return self.listing()
        if word == "EXPLAIN":
            self.next()
            read = Read("EXPLAIN")
            self.query(read)
            return read
        if word == "CREATE":
            return self.create()
        if word == "INSERT":
            return self.insert()
        if word == "DROP":
            return self.drop()
        if word == "TERMINATE":
            self.next()
            return Read("TERMINATE", "QUERY", self.ident())
        if word in ("SELECT", "PRINT"):
            raise Wrong("RUN SELECT or PRINT on the query endpoint")
        raise self.mismatch("a statement")

    def listing(self) -> Read:
        self.next()
        what = self.ident()
        return Read("LIST", what, extended=self.skip("EXTENDED"))

    def create(self) -> Read:
        self.must("CREATE")
        read = Read("CREATE", replace=self.skip("OR", "REPLACE"))
        read.role = "SOURCE" if self.skip("SOURCE") else "SINK" if self.skip("SINK") else ""
        read.what = self.ident()
        read.softly = self.skip("IF", "NOT", "EXISTS")
        read.name = self.ident()
        if read.what == "TYPE":
            self.must("AS")
            read.kind = self.type()
            read.text = f"CREATE TYPE {quoted(read.name)} AS {read.kind};"
            return read
        if read.what == "CONNECTOR":
            read.settings = self.settings(raw=True)
            return read
        read.source = read.role == "SOURCE"
        if self.skip("("):
            read.columns = self.elements()
        if self.sees("WITH"):
            read.settings = self.settings()
        if self.skip("AS"):
            self.query(read)
        if not self.over:
            raise self.mismatch("<EOF>")
        return read

    def insert(self) -> Read:
        self.must("INSERT", "INTO")
        read = Read("INSERT", "STREAM", self.ident())
        if self.sees("WITH"):
            read.settings = self.settings()
        self.query(read)
        named = f" WITH ({printed(read.settings)}) " if read.settings else " "
        read.text = f"INSERT INTO {quoted(read.name)}{named}{read.select};"
        return read

    def drop(self) -> Read:
        self.must("DROP")
        read = Read("DROP", self.ident())
        read.softly = self.skip("IF", "EXISTS")
        read.name = self.ident()
        read.topic = self.skip("DELETE", "TOPIC")
        if not self.over:
            raise self.mismatch("<EOF>")
        return read

    def settings(self, raw: bool = False) -> dict[str, str]:
        self.must("WITH", "(")
        found: dict[str, str] = {}
        while not self.skip(")"):
            _kind, name = self.next()
            self.must("=")
            negative = self.skip("-")
            kind, value = self.next()
            text = value if kind == "text" and not raw else value[1:-1].replace("''", "'") if kind == "text" else value
            found[name if raw else name.strip("'").upper()] = f"-{text}" if negative else text
            self.skip(",")
        return found

    def elements(self) -> list[tuple[str, str, str]]:
        found = []
        while not self.skip(")"):
            name, kind, mark = self.ident(), self.type(), ""
            if self.skip("PRIMARY", "KEY"):
                mark = " PRIMARY KEY"
            elif self.skip("KEY"):
                mark = " KEY"
            elif self.skip("HEADERS"):
                mark = " HEADERS"
            found.append((name, kind, mark))
            self.skip(",")
        return found

    def type(self) -> str:
        name = self.ident()
        if name in self.types:
            return self.types[name]
        if name in ("ARRAY", "MAP"):
            self.must("<")
            inner = [self.type()]
            while self.skip(","):
                inner.append(self.type())
            self.must(">")
            return f"{name}<{', '.join(inner)}>"
        if name == "STRUCT":
            self.must("<")
            fields = []
            while not self.skip(">"):
                fields.append(f"{quoted(self.ident())} {self.type()}")
                self.skip(",")
            return f"STRUCT<{', '.join(fields)}>"
        if self.skip("("):
            numbers = [self.next()[1]]
            while self.skip(","):
                numbers.append(self.next()[1])
            self.must(")")
            if name == "DECIMAL":
                return f"DECIMAL({', '.join(numbers)})"
        known = ("STRING", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "BYTES", "DATE", "TIME", "TIMESTAMP", "DECIMAL")
        if _SAME.get(name, name) not in known:
            raise Wrong(f"Cannot resolve unknown type: {name}")
        return _SAME.get(name, name)

    # ---- queries

    def query(self, read: Read) -> None:
        """Reads SELECT ..., and puts into ``read`` what it does and how ksqlDB prints it."""
        start = self.at
        self.find_sources()
        self.at = start
        self.must("SELECT")
        items = [self.item()]
        while self.skip(","):
            items.append(self.item())
        self.must("FROM")
        lines = ["SELECT " + items[0][0] if len(items) == 1 else "SELECT\n  " + ",\n  ".join(self.aliased(items))]
        if len(items) == 1:
            lines = ["SELECT " + self.aliased(items)[0]]
        lines.append("FROM " + self.relation())
        emitted = "EMIT CHANGES"
        while not self.over:
            if self.skip("WINDOW"):
                if not (self.sees("TUMBLING") or self.sees("HOPPING") or self.sees("SESSION")):
                    self.next()
                kind = self.ident()
                self.must("(")
                inner = self.until_closed()
                lines.append(f"WINDOW {kind} ( {inner} ) ")
                read.stateful = True
            elif self.skip("WHERE"):
                lines.append("WHERE " + self.expression())
            elif self.skip("GROUP", "BY"):
                lines.append("GROUP BY " + ", ".join(self.group()))
                read.stateful = True
            elif self.skip("PARTITION", "BY"):
                lines.append("PARTITION BY " + ", ".join(self.group()))
            elif self.skip("HAVING"):
                lines.append("HAVING " + self.expression())
            elif self.skip("EMIT"):
                emitted = f"EMIT {self.ident()}"
            elif self.skip("LIMIT"):
                lines.append(f"LIMIT {self.next()[1]}")
            else:
                raise self.mismatch("<EOF>")
        read.reads = list(dict.fromkeys(self.aliases.values()))
        read.stateful = read.stateful or len(self.aliases) > 1
        read.produced = [name for _text, _plain, name in self.named(items)]
        read.select = "\n".join([*lines, emitted])

    def find_sources(self) -> None:
        """The sources by their aliases: columns are read before them."""
        depth = 0
        for place in range(self.at, len(self.words)):
            kind, value = self.words[place]
            depth += {"(": 1, ")": -1}.get(value, 0) if kind == "sign" else 0
            if depth or kind != "name" or value not in ("FROM", "JOIN") or self.words[place - 1][1] == "DISTINCT":
                continue
            self.at = place + 1
            source, alias = self.sourced()
            self.aliases[alias] = source

    def sourced(self) -> tuple[str, str]:
        source = self.ident()
        self.skip("AS")
        if not self.over and self.words[self.at][0] in ("name", "quoted"):
            kind, value = self.words[self.at]
            if kind == "quoted" or value not in _RESERVED:
                self.at += 1
                return source, value
        return source, source

    def relation(self) -> str:
        source, alias = self.sourced()
        text = f"{quoted(source)} {quoted(alias)}"
        while True:
            kind = ""
            for word, printed_as in _JOINS:
                if self.skip(word):
                    self.skip("OUTER")
                    kind = printed_as
            if not self.skip("JOIN"):
                return text
            source, alias = self.sourced()
            text += f"\n{kind or 'INNER'} JOIN {quoted(source)} {quoted(alias)}"
            if self.skip("WITHIN"):
                text += " WITHIN " + self.until("ON")
            self.must("ON")
            text += f" ON ({self.expression()})"

    def until(self, word: str) -> str:
        found = []
        while not self.sees(word):
            found.append(_plural(self.next()[1]))
        return " ".join(found)

    def until_closed(self) -> str:
        found: list[str] = []
        while not self.skip(")"):
            value = _plural(self.next()[1])
            if value == "," and found:
                found[-1] += ","
            else:
                found.append(value)
        return " ".join(found)

    def group(self) -> list[str]:
        start = self.at
        if self.skip("("):
            found = [self.expression()]
            while self.skip(","):
                found.append(self.expression())
            if self.skip(")") and len(found) > 1:
                return found
            self.at = start
        found = [self.expression()]
        while self.skip(","):
            found.append(self.expression())
        return found

    def item(self) -> tuple[str, str, str]:
        """(text, what it is, alias): "*", "column NAME", or "" for any other expression."""
        if self.skip("*"):
            return "*", "*", ""
        if len(self.words) > self.at + 2 and [w[1] for w in self.words[self.at + 1 : self.at + 3]] == [".", "*"]:
            source = self.ident()
            self.at += 2
            return f"{quoted(source)}.*", "*", ""
        start = self.at
        text = self.expression()
        used = [word for word in self.words[start : self.at] if word[0] != "sign"]
        signs = {value for kind, value in self.words[start : self.at] if kind == "sign"}
        plain = signs <= {"."} and used[-1][0] in ("name", "quoted") and len(used) <= 2
        alias = ""
        if self.skip("AS") or (not self.over and not self.sees("FROM") and not self.sees(",")):
            alias = self.ident()
        return text, f"column {used[-1][1]}" if plain else "", alias

    def named(self, items: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """The items with the names that their columns get."""
        found, number = [], 0
        for text, what, alias in items:
            if what == "*":
                found.append((text, what, ""))
            elif alias:
                found.append((text, what, alias))
            elif what:
                found.append((text, what, what.partition(" ")[2]))
            else:
                found.append((text, what, f"KSQL_COL_{number}"))
                number += 1
        return found

    def aliased(self, items: list[tuple[str, str, str]]) -> list[str]:
        return [text if what == "*" else f"{text} {quoted(name)}" for text, what, name in self.named(items)]

    # ---- expressions

    def expression(self) -> str:
        left = self.both()
        while self.skip("OR"):
            left = f"({left} OR {self.both()})"
        return left

    def both(self) -> str:
        left = self.negated()
        while self.skip("AND"):
            left = f"({left} AND {self.negated()})"
        return left

    def negated(self) -> str:
        return f"(NOT {self.negated()})" if self.skip("NOT") else self.predicate()

    def predicate(self) -> str:
        left = self.added()
        for sign in ("=", "<>", "!=", "<=", ">=", "<", ">"):
            if self.skip(sign):
                return f"({left} {'<>' if sign == '!=' else sign} {self.added()})"
        if self.skip("IS", "NOT", "NULL"):
            return f"({left} IS NOT NULL)"
        if self.skip("IS", "NULL"):
            return f"({left} IS NULL)"
        if self.skip("IS", "DISTINCT", "FROM"):
            return f"({left} IS DISTINCT FROM {self.added()})"
        denied = self.skip("NOT")
        text = left
        if self.skip("BETWEEN"):
            low = self.added()
            self.must("AND")
            text = f"({left} BETWEEN {low} AND {self.added()})"
        elif self.skip("IN"):
            self.must("(")
            text = f"({left} IN ({', '.join(self.several(')'))}))"
        elif self.skip("LIKE"):
            text = f"({left} LIKE {self.added()})"
        return f"(NOT {text})" if denied else text

    def added(self) -> str:
        left = self.multiplied()
        while True:
            if self.skip("||"):
                left = f"CONCAT({left}, {self.multiplied()})"
            elif self.sees("+") or self.sees("-"):
                left = f"({left} {self.next()[1]} {self.multiplied()})"
            else:
                return left

    def multiplied(self) -> str:
        left = self.signed()
        while self.sees("*") or self.sees("/") or self.sees("%"):
            left = f"({left} {self.next()[1]} {self.signed()})"
        return left

    def signed(self) -> str:
        if self.sees("-") or self.sees("+"):
            return f"{self.next()[1]}{self.signed()}"
        text = self.atom()
        while True:
            if self.skip("["):
                text = f"{text}[{self.expression()}]"
                self.must("]")
            elif self.skip("->"):
                text = f"{text}->{quoted(self.ident())}"
            else:
                return text

    def several(self, end: str) -> list[str]:
        found: list[str] = []
        while not self.skip(end):
            if self.skip("*"):
                found.append("*")
                continue
            text = self.expression()
            if self.skip(":="):
                text += f":={self.expression()}"
            found.append(text)
            self.skip(",")
        return found

    def atom(self) -> str:
        if self.skip("("):
            text = self.expression()
            self.must(")")
            return text
        kind, value = self.next()
        if kind in ("text", "number"):
            return value
        if kind == "sign":
            self.at -= 1
            raise self.mismatch("an expression")
        if kind == "name" and value in ("TRUE", "FALSE", "NULL"):
            return value.lower()
        if kind == "name" and value == "CASE":
            return self.case()
        if kind == "name" and value == "CAST":
            self.must("(")
            text = self.expression()
            self.must("AS")
            kind = self.type()
            self.must(")")
            return f"CAST({text} AS {kind})"
        if value == "ARRAY" and self.skip("["):
            return f"ARRAY[{', '.join(self.several(']'))}]"
        if self.skip("("):
            inner = self.several(")")
            return f"{value}({'*' if not inner and value == 'COUNT' else ', '.join(inner)})"
        if self.skip("=>"):
            return f"({value}) => {self.expression()}"
        if self.skip("."):
            return f"{quoted(value)}.{quoted(self.ident())}"
        return self.column(value)

    def column(self, name: str) -> str:
        if name in ("WINDOWSTART", "WINDOWEND", "DAYS", "HOURS", "MINUTES", "SECONDS"):
            return name
        alias = next((one for one, source in self.aliases.items() if name in self.columns_of(source)), None)
        if alias is None and len(self.aliases) == 1:
            alias = next(iter(self.aliases))
        return f"{quoted(alias)}.{quoted(name)}" if alias else quoted(name)

    def case(self) -> str:
        words = ["CASE"]
        if not self.sees("WHEN"):
            words.append(self.expression())
        while self.skip("WHEN"):
            condition = self.expression()
            self.must("THEN")
            words.append(f"WHEN {condition} THEN {self.expression()}")
        if self.skip("ELSE"):
            words.append(f"ELSE {self.expression()}")
        self.must("END")
        return f"({' '.join([*words, 'END'])})"


def _plural(word: str) -> str:
    return f"{word}S" if word in ("DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND") else word


def printed(settings: dict[str, str]) -> str:
    """The inside of a WITH, in the order of its names."""
    return ", ".join(f"{name}={value}" for name, value in sorted(settings.items()))
