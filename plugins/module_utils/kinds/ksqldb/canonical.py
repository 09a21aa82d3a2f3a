# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries in the form in which two of them are compared. Pure.

ksqlDB does not keep a query as it was written: it prints what it understood. Names become capitals, columns get the
name of their source before them, every operation its parentheses, every source an alias, a column that has no alias
one of its own, and EMIT CHANGES comes to the end (seen in answers of real servers; SqlFormatter and ExpressionFormatter
of confluentinc/ksql). So what is compared is the meaning of a query: a tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .expressions import Expressions
from .sql_types import Tree
from .statement import Statement
from .text import WORD, Unreadable

_UNITS = re.compile(r"(DAY|HOUR|MINUTE|SECOND|MILLISECOND)S")
_CLAUSES = ("SELECT", "FROM", "WINDOW", "WHERE", "GROUP BY", "PARTITION BY", "HAVING", "EMIT", "LIMIT")
_GENERATED = re.compile(r"KSQL_COL_[0-9]+")


def of_query(statement: Statement, types: Mapping[str, Tree]) -> Tree:
    """What a query does. Raises Unreadable for what this does not know: then only its words can be compared."""
    if len(set(statement.sources.values())) < len(statement.sources):
        raise Unreadable("a source is read by several names")  # of which each column would have to be told apart
    return _Query(statement.query, statement.sources, types).tree()


def same(stated: Any, actual: Any) -> bool:
    """Whether two trees mean the same. A column that is stated without its source may be that of any. (What its query
    calls the source means nothing.)
    """
    if not isinstance(stated, tuple) or not isinstance(actual, tuple):
        return bool(stated == actual)
    if stated[:1] == actual[:1] == ("column",):
        return bool(stated[2] == actual[2] and (None in (stated[1], actual[1]) or stated[1] == actual[1]))
    if stated[:1] == actual[:1] == ("item",):
        return same(stated[1], actual[1]) and (stated[2] == actual[2] or _own_alias(stated, actual))
    return len(stated) == len(actual) and all(map(same, stated, actual))


def _own_alias(stated: Tree, actual: Tree) -> bool:
    """Whether aliases differ only because ksqlDB gives one to what has none."""
    (tree, alias), (_tree, other) = stated[1:], actual[1:]
    if alias is not None and other is not None:
        return False
    given, names = str(alias if other is None else other), set()
    if tree[0] == "column":
        called = {*tree[1::2], *actual[1][1::2]} - {None}  # the source, and what the query calls it
        names = {tree[2], *(f"{source}_{tree[2]}" for source in called)}
    elif tree[0] == "field":
        names = {tree[2], given if given.endswith(f"__{tree[2]}") else tree[2]}
    return given in names or (tree[0] not in ("column", "star") and bool(_GENERATED.fullmatch(given)))


class _Query(Expressions):
    """Reads a query from its beginning."""

    # Clauses

    def tree(self) -> Tree:
        self.expect("SELECT")
        items = self.several(self.item)
        self.expect("FROM")
        found: dict[str, Any] = {"SELECT": items, "FROM": self.relation(), "EMIT": ("CHANGES",)}
        for clause in _CLAUSES[2:]:
            if self.accept(*clause.split()):
                found[clause] = self.clause(clause)
        if self.peek() is not None:
            raise Unreadable("the query goes on with what is unknown here")
        return tuple((clause, found.get(clause)) for clause in _CLAUSES)

    def clause(self, clause: str) -> Any:
        if clause in ("GROUP BY", "PARTITION BY"):
            return self.grouping()
        if clause in ("WHERE", "HAVING"):
            return self.expression()
        if clause == "WINDOW":
            return self.window()
        return (self.take().value,)

    def item(self) -> Tree:
        if self.accept("*"):
            return ("item", ("star", None), None)
        after = (self.peek(1), self.peek(2))
        if all(after) and [one.value for one in after if one is not None] == [".", "*"]:
            source = self.name()
            self.place += 2
            return ("item", ("star", self.sources.get(source, source)), None)
        tree = self.expression()
        aliased = self.accept("AS")
        token = self.peek()
        if aliased or (token is not None and token.is_name and not self.at("FROM")):
            return ("item", tree, self.name())
        return ("item", tree, None)

    def relation(self) -> Tree:
        found: list[Any] = [self.source()]
        while True:
            kind = self.join()
            if kind is None:
                return tuple(found)
            joined = self.source()
            within: Tree = ()
            if self.accept("WITHIN"):
                within = self.span(("ON",))
            self.expect("ON")
            found.append((kind, joined, within, self.expression()))

    def join(self) -> str | None:
        for kind in ("INNER", "LEFT", "RIGHT", "FULL"):
            if self.at(kind):
                self.place += 1
                self.accept("OUTER")
                self.expect("JOIN")
                return kind
        if self.accept("OUTER", "JOIN"):
            return "FULL"
        return "INNER" if self.accept("JOIN") else None

    def source(self) -> str:
        name = self.name()
        if not self.accept("AS") and (self.peek() is None or self.peek_name() not in self.sources):
            return name
        alias = self.peek_name()
        if alias in self.sources and self.sources[alias] == name:
            self.place += 1
        return name

    def peek_name(self) -> str:
        token = self.peek()
        return token.value if token is not None and token.is_name else ""

    def window(self) -> Tree:
        if self.peek_name() not in ("TUMBLING", "HOPPING", "SESSION"):
            self.place += 1  # the window's own name
        return self.span(("WHERE", "GROUP", "PARTITION", "HAVING", "EMIT", "LIMIT"))

    def span(self, ends: tuple[str, ...]) -> Tree:
        """Words up to one of these, units of time in the singular."""
        found = []
        while self.peek() is not None and not any(self.at(end) for end in ends):
            token = self.take()
            found.append(_UNITS.sub(r"\1", token.value) if token.kind == WORD else token.value)
        return tuple(found)

    def grouping(self) -> Tree:
        start = self.place
        if self.accept("("):  # either of the list, or of an expression
            found = () if self.at(")") else self.several(self.expression)
            self.expect(")")
            token = self.peek()
            if token is None or self.at("HAVING") or self.at("EMIT") or self.at("LIMIT") or self.at("PARTITION"):
                return found
            self.place = start
        return self.several(self.expression)
