# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions of SQL as trees, in which parentheses, case and quotes mean nothing any more. Pure.

Source: the open grammar of ksqlDB (confluentinc/ksql, SqlBase.g4), and how it prints expressions (ExpressionFormatter).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from .sql_types import Tree, of_type
from .text import NUMBER, SIGN, STRING, WORD, Token, Unreadable

_COMPARISONS = frozenset({"=", "<>", "!=", "<", "<=", ">", ">="})


class Expressions:
    """Reads expressions, one after the other. `sources`: the streams and tables by their names in the query."""

    def __init__(self, tokens: tuple[Token, ...], sources: Mapping[str, str], types: Mapping[str, Tree]) -> None:
        self.tokens, self.sources, self.types = tokens, sources, types
        self.place = 0

    # Tokens

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def at(self, *words: str) -> bool:
        """Whether these words or signs come next."""
        ahead = self.tokens[self.place : self.place + len(words)]
        return tuple(token.value for token in ahead if token.kind in (WORD, SIGN)) == words

    def accept(self, *words: str) -> bool:
        found = self.at(*words)
        self.place += len(words) if found else 0
        return found

    def expect(self, *words: str) -> None:
        if not self.accept(*words):
            raise Unreadable(f"{' '.join(words)} was expected")

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise Unreadable("the query ends too early")
        self.place += 1
        return token

    def name(self) -> str:
        token = self.take()
        if not token.is_name:
            raise Unreadable("a name was expected")
        return token.value

    def several(self, one: Callable[[], Any]) -> Tree:
        found = [one()]
        while self.accept(","):
            found.append(one())
        return tuple(found)

    # Expressions, from what binds least

    def expression(self) -> Tree:
        left = self.conjunction()
        while self.accept("OR"):
            left = ("OR", left, self.conjunction())
        return left

    def conjunction(self) -> Tree:
        left = self.negation()
        while self.accept("AND"):
            left = ("AND", left, self.negation())
        return left

    def negation(self) -> Tree:
        return ("NOT", self.negation()) if self.accept("NOT") else self.predicate()

    def predicate(self) -> Tree:
        left = self.sum()
        token = self.peek()
        if token is not None and token.kind == SIGN and token.value in _COMPARISONS:
            self.place += 1
            return ("<>" if token.value == "!=" else token.value, left, self.sum())
        if self.accept("IS"):
            denied = self.accept("NOT")
            found: Tree = ("IS NULL", left)
            if self.accept("DISTINCT", "FROM"):
                found = ("IS DISTINCT", left, self.sum())
            else:
                self.expect("NULL")
            return ("NOT", found) if denied else found
        denied = self.accept("NOT")
        found = ()
        if self.accept("BETWEEN"):
            low = self.sum()
            self.expect("AND")
            found = ("BETWEEN", left, low, self.sum())
        elif self.accept("IN"):
            self.expect("(")
            found = ("IN", left, self.several(self.expression))
            self.expect(")")
        elif self.accept("LIKE"):
            found = ("LIKE", left, self.sum(), self.take().value if self.accept("ESCAPE") else None)
        if denied and not found:
            raise Unreadable("NOT stands where it is unknown here")
        return ("NOT", found) if denied else found or left

    def sum(self) -> Tree:
        left = self.product()
        while True:
            if self.accept("||"):
                left = ("call", "CONCAT", (left, self.product()))
            elif self.at("+") or self.at("-"):
                left = (self.take().value, left, self.product())
            else:
                return left

    def product(self) -> Tree:
        left = self.unary()
        while self.at("*") or self.at("/") or self.at("%"):
            left = (self.take().value, left, self.unary())
        return left

    def unary(self) -> Tree:
        if self.at("-") or self.at("+"):
            return ("sign", self.take().value, self.unary())
        return self.postfix(self.primary())

    def postfix(self, tree: Tree) -> Tree:
        while True:
            if self.accept("["):
                tree = ("at", tree, self.expression())
                self.expect("]")
            elif self.accept("->"):
                tree = ("field", tree, "*" if self.accept("*") else self.name())
            elif self.at("AT", "TIME", "ZONE"):
                self.place += 3
                tree = ("zone", tree, self.take().value)
            else:
                return tree

    def primary(self) -> Tree:
        if self.at("(") and self.is_lambda():
            return self.of_lambda()
        if self.accept("("):
            found = self.expression()
            self.expect(")")
            return found
        token = self.take()
        if token.kind == STRING:
            return ("string", token.value)
        if token.kind == NUMBER:
            plain = not re.search("[eE]", token.value)
            return ("number", token.value if plain else str(Decimal(token.value).normalize()))
        if not token.is_name:
            raise Unreadable(f"{token.value} stands where it is unknown here")
        if token.kind == WORD:
            special = self.special(token.value)
            if special is not None:
                return special
        if self.accept("=>"):
            return ("lambda", (token.value,), self.expression())
        if self.accept("("):
            return ("call", token.value, self.arguments())
        following = self.peek()
        if following is not None and following.kind == STRING:
            return ("typed", token.value, self.take().value)
        if self.accept("."):
            return ("column", self.sources.get(token.value, token.value), self.name(), token.value)
        only = next(iter(self.sources.values())) if len(self.sources) == 1 else None
        return ("column", only, token.value, next(iter(self.sources), None))

    def special(self, word: str) -> Tree | None:
        """What begins with a word of its own."""
        if word in ("TRUE", "FALSE", "NULL"):
            return ("word", word)
        if word == "CASE":
            return self.case()
        if word == "CAST" and self.accept("("):
            tree = self.expression()
            self.expect("AS")
            start, depth = self.place, 0
            while depth or not self.at(")"):
                depth += {"(": 1, ")": -1}.get(self.take().value, 0)
            made = of_type(self.tokens[start : self.place], self.types)
            self.expect(")")
            return ("CAST", tree, made)
        if word == "ARRAY" and self.accept("["):
            found = () if self.at("]") else self.several(self.expression)
            self.expect("]")
            return ("ARRAY", found)
        if word in ("MAP", "STRUCT") and self.accept("("):
            found = () if self.at(")") else self.several(self.entry)
            self.expect(")")
            return (word, found)
        return None

    def entry(self) -> Tree:
        """An entry of MAP( := ) or STRUCT( := ). Fields of a struct are no columns, but compare as such."""
        key = self.expression()
        self.expect(":=")
        return (key, self.expression())

    def arguments(self) -> Tree:
        """Up to the parenthesis that closes them; COUNT(*) is COUNT()."""
        if self.accept("*") or self.at(")"):
            self.expect(")")
            return ()
        found = self.several(self.expression)
        self.expect(")")
        return found

    def case(self) -> Tree:
        operand = None if self.at("WHEN") else self.expression()
        whens = []
        while self.accept("WHEN"):
            condition = self.expression()
            self.expect("THEN")
            whens.append((condition, self.expression()))
        default = self.expression() if self.accept("ELSE") else None
        self.expect("END")
        return ("CASE", operand, tuple(whens), default)

    def is_lambda(self) -> bool:
        """Whether the parenthesis that comes next holds the names of a lambda."""
        place = self.place + 1
        while place < len(self.tokens) and (self.tokens[place].is_name or self.tokens[place].value == ","):
            place += 1
        return [token.value for token in self.tokens[place : place + 2]] == [")", "=>"]

    def of_lambda(self) -> Tree:
        self.expect("(")
        names = self.several(self.name)
        self.expect(")")
        self.expect("=>")
        return ("lambda", names, self.expression())
