# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries that Flink writes anew: the form in which ours and its own are compared. Pure.

Users met that it writes keywords large, types by another name (INT as INTEGER), names in quotes, and brackets around
what needs none (terraform-provider-confluent#1023). Names keep their case, for it means something in Flink. Brackets
go where the precedence of the operators around them shows that they change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(
    r"(?P<literal>'(?:[^']|'')*')|(?P<name>`(?:[^`]|``)*`)|(?P<word>[^\W\d][\w$]*)|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<comment>--[^\n]*|/\*(?!\+)[\s\S]*?\*/)|(?P<sign><>|!=|<=|>=|\|\||=>|/\*\+|\*/|[^\s\w])|\s+"
)
_KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        "ALL AND ANTI ANY ARRAY AS ASC AT BETWEEN BIGINT BINARY BOOLEAN BOTH BY BYTES CASE CAST CHAR CHARACTER "
        "CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATE DAY DEC DECIMAL DESC DESCRIPTOR DISTINCT "
        "DOUBLE ELSE END ESCAPE EXCEPT EXISTS FALSE FETCH FIRST FLOAT FOLLOWING FOR FROM FULL GROUP GROUPING "
        "HAVING HOUR IN INNER INT INTEGER INTERSECT INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT "
        "LOCALTIMESTAMP MAP MATCH_RECOGNIZE MINUTE MONTH MULTISET NATURAL NOT NULL NULLS NUMERIC OF OFFSET ON OR "
        "ORDER OUTER OVER PARTITION PRECEDING PRECISION RANGE REAL RIGHT ROLLUP ROW ROWS SECOND SELECT SETS "
        "SIMILAR SMALLINT STRING SYSTEM_TIME TABLE THEN TIME TIMESTAMP TIMESTAMP_LTZ TINYINT TO TRUE UNBOUNDED "
        "UNION UNNEST USING VALUES VARBINARY VARCHAR WHEN WHERE WINDOW WITH WITHIN WITHOUT YEAR ZONE ",
    )
)
_SYNONYMS = {"INT": "INTEGER", "DEC": "DECIMAL", "NUMERIC": "DECIMAL", "!=": "<>"}
# A type without a length, as its longest form.
_LONGEST = {"STRING": ("VARCHAR", "(", "2147483647", ")"), "BYTES": ("VARBINARY", "(", "2147483647", ")")}
# Which operators bind more, as Calcite has it, the parser of Flink (SqlStdOperatorTable): || as * does.
_WITHIN = 6  # IN, LIKE, BETWEEN, with NOT before them too
_PRECEDENCE = {
    "OR": 1,
    "AND": 2,
    "NOT": 3,
    "IS": 4,
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 5),
    **dict.fromkeys(("LIKE", "IN", "BETWEEN", "SIMILAR"), _WITHIN),
    **dict.fromkeys(("+", "-"), 7),
    **dict.fromkeys(("*", "/", "%", "||"), 8),
}
_ALIKE = ("AND", "OR")  # operators that may be grouped in any way
_OPERAND = 9
# Words before a bracket that is none of an expression (a list, a window, a query); of functions any word is.
_STARTS = frozenset({"SELECT", "WHERE", "HAVING", "ON", "WHEN", "THEN", "ELSE", "BY", "CASE", ",", "(", "DISTINCT"})


def same_meaning(text: str) -> tuple[str, ...]:
    """The tokens of a query, so that two which mean the same have the same ones."""
    return tuple(_without_brackets(_tokens(text)))


def loosely(text: str) -> tuple[str, ...]:
    """The tokens without brackets and case: those of two that differ are surely another query."""
    return tuple(token.upper() for token in same_meaning(text) if token not in ("(", ")"))


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    parts = list(_TOKEN.finditer(text.strip().rstrip(";")))
    for part in parts:
        kind, token = part.lastgroup, part[0]
        if kind in (None, "comment"):
            continue
        if kind == "name":
            plain = re.fullmatch(r"[^\W\d][\w$]*", token[1:-1]) and token[1:-1].upper() not in _KEYWORDS
            found.append(token[1:-1] if plain else token)
            continue
        following = text.strip()[part.end() :].lstrip()[:1]
        if kind == "word" and (token.upper() in _KEYWORDS or (following == "(" and found[-1:] != ["."])):
            token = token.upper()
        token = _SYNONYMS.get(token, token)
        if token in _LONGEST and following != "(":
            found += _LONGEST[token]
        else:
            found.append(token)
    return found


def _without_brackets(tokens: list[str]) -> list[str]:
    """The tokens without the brackets that change nothing, the innermost first."""
    current = tokens
    while True:
        pair = next((pair for pair in _pairs(current) if _redundant(current, *pair)), None)
        if pair is None:
            return current
        opening, closing = pair
        current = current[:opening] + current[opening + 1 : closing] + current[closing + 1 :]


def _pairs(tokens: Sequence[str]) -> list[tuple[int, int]]:
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if token == "(":
            opened.append(place)
        elif token == ")" and opened:
            found.append((opened.pop(), place))
    return found


def _redundant(tokens: Sequence[str], opening: int, closing: int) -> bool:
    before = tokens[opening - 1] if opening else ""
    after = tokens[closing + 1] if closing + 1 < len(tokens) else ""
    inside = tokens[opening + 1 : closing]
    if before and before not in _STARTS and before not in _PRECEDENCE:
        return False  # a call, a type, a list
    if before in ("IN", "BETWEEN") or not inside or inside[0] in ("SELECT", "WITH", "VALUES"):
        return False
    operators = _operators(inside)
    if operators is None:
        return False
    least = min((_PRECEDENCE[one] for one in operators), default=_OPERAND)
    left, right = _PRECEDENCE.get(before, 0), _PRECEDENCE.get(after, 0)
    if after == "NOT":  # NOT IN, NOT LIKE
        right = _WITHIN
    bound = before == "AND" and _ends_between(tokens, opening - 1)
    if bound:
        left = _WITHIN
    alike = before in _ALIKE and not bound and least == left
    grouped = alike and all(_PRECEDENCE[one] > left or one == before for one in operators)
    return (least > left or grouped) and least >= right


def _ends_between(tokens: Sequence[str], place: int) -> bool:
    """Whether the AND in a place is that of a BETWEEN."""
    depth = others = 0
    for token in reversed(tokens[:place]):
        if token in ("(", ")"):
            depth += 1 if token == ")" else -1
            if depth < 0:
                return False
        elif depth == 0 and token == "AND":
            others += 1
        elif depth == 0 and token == "BETWEEN":
            if not others:
                return True
            others -= 1
    return False


def _operators(tokens: Sequence[str]) -> list[str] | None:
    """The operators of an expression outside of brackets and of CASE; None for what is no single expression."""
    found, depth = [], 0
    for token in tokens:
        if token in ("(", "CASE"):
            depth += 1
        elif token in (")", "END"):
            depth -= 1
        elif depth == 0 and token == ",":
            return None
        elif depth == 0 and token in _PRECEDENCE:
            found.append(token)
    return found
