# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a stated statement and the one that ksqlDB has of the same object differ in. Pure.

Only what is stated is compared: ksqlDB puts the topic, partitions, formats and inferred columns into its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..._secrets.recognition import carried, secret, texts
from .canonical import of_query, same
from .sql_types import Tree, of_columns, of_type
from .statement import CONNECTOR, TYPE, Statement, literal
from .text import SIGN, STRING, Token, Unreadable, tokens

HIDDEN = "********"
# Properties that ksqlDB never adds by itself: what is there of them was stated once.
_STATED_ONCE = ("TIMESTAMP", "TIMESTAMP_FORMAT", "WINDOW_TYPE", "WINDOW_SIZE", "KEY_DELIMITER", "VALUE_DELIMITER")
_SETTING = re.compile(r"""(?P<name>[\w.\-]+)["'`]?\s*=\s*'(?P<value>(?:[^']|'')*)'""")
_CLASS = "connector.class"  # all that ksqlDB shows of the settings of a connector
# Values whose case means nothing.
_CASELESS = frozenset({"FORMAT", "KEY_FORMAT", "VALUE_FORMAT", "WINDOW_TYPE", "TIMESTAMP", "KEY"})


def differences(wanted: Statement, actual: Statement, types: Mapping[str, Tree]) -> list[str]:
    """What differs, in words; nothing where both mean the same. `types`: the custom ones of the cluster."""
    if wanted.what != actual.what:
        return [f"it is a {actual.what}, not a {wanted.what}"]
    if wanted.what == TYPE:
        equal = of_type(wanted.definition, types) == of_type(actual.definition, types)
        return [] if equal else ["the type that it stands for"]
    return list(_in_parts(wanted, actual, types))


def _in_parts(wanted: Statement, actual: Statement, types: Mapping[str, Tree]) -> Iterator[str]:
    if wanted.made_as != actual.made_as:
        yield f"it is {'' if actual.made_as else 'not '}made as {actual.made_as or wanted.made_as}"
    if bool(wanted.query) != bool(actual.query):
        yield "it has a query" if actual.query else "it has no query"
    if wanted.columns and of_columns(wanted.columns, types) != of_columns(actual.columns, types):
        yield "its columns"
    if wanted.what != CONNECTOR:
        other = [name for name, value in wanted.properties.items() if not _stands(name, value, actual.properties)]
        other += [name for name in _STATED_ONCE if name in actual.properties and name not in wanted.properties]
        if other:
            yield f"its properties ({', '.join(sorted(other))})"
    elif _value_of(_CLASS, actual) not in ("None", _value_of(_CLASS, wanted)):
        yield f"its {_CLASS}"
    if wanted.sink != actual.sink:
        yield "what it writes into"
    if wanted.query and actual.query and not same_query(wanted, actual, types):
        yield "its query"


def _value_of(name: str, statement: Statement) -> str | None:
    return statement.properties[name].value if name in statement.properties else None


def same_query(wanted: Statement, actual: Statement, types: Mapping[str, Tree]) -> bool:
    """Whether two queries mean the same; where one of them has what is unknown here, whether their words are."""
    try:
        return same(of_query(wanted, types), of_query(actual, types))
    except Unreadable:
        return [one.meaning for one in wanted.query] == [one.meaning for one in actual.query]


def _stands(name: str, value: Token, there: Mapping[str, Token]) -> bool:
    """Whether a property has the stated value. FORMAT means both formats; QUERY_ID is the key of its query."""
    if name == "QUERY_ID":
        return True
    if name == "FORMAT" and name not in there:
        return all(_stands(f"{part}_FORMAT", value, there) for part in ("KEY", "VALUE"))
    found = there.get(name)
    if found is None:
        return False
    ours, theirs = literal(value), literal(found)
    return ours.upper() == theirs.upper() if name in _CASELESS else ours == theirs


# What no output may show


def hidden(statement: Statement) -> str:
    """The text of a statement with the values that are or hold secrets left out, and with comments that do."""
    text = statement.text
    left_out = [
        (token.start, token.end, f"'{HIDDEN}'")
        for name, token in _values(statement.tokens)
        if secret(name, token.value)
    ]
    left_out += [(start, end, " ") for start, end in _between(text, statement.tokens) if any(_told(text[start:end]))]
    for start, end, instead in sorted(left_out, reverse=True):
        text = f"{text[:start]}{instead}{text[end:]}"
    return text


def secrets_in(text: str) -> Iterator[str]:
    """The secrets in a script, as they are and as they are written in it; also in one that cannot be read."""
    words = _readable(text)
    for name, token in _values(words):
        for found in texts(name, token.value):
            yield found
            yield found.replace("'", "''")
    for start, end in _between(text, words):
        yield from _told(text[start:end])


def _between(text: str, found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where comments stand: before, between and after the tokens of a text."""
    ends = [0, *(token.end for token in found)]
    starts = [*(token.start for token in found), len(text)]
    yield from ((end, start) for end, start in zip(ends, starts, strict=True) if text[end:start].strip())


def _told(comment: str) -> Iterator[str]:
    """The secrets in a comment: in settings that were put into it, and in its words."""
    for found in _SETTING.finditer(comment):
        yield from texts(found["name"], found["value"])
    yield from carried(comment)


def _readable(text: str) -> list[Token]:
    """The tokens of a text; where it cannot be read any more, the rest of it as a string."""
    found: list[Token] = []
    try:
        for token in tokens(text):
            found.append(token)
    except Unreadable:
        start = found[-1].end if found else 0
        found.append(Token(STRING, text[start:].strip(" \n'"), start, len(text)))
    return found


def _values(found: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """Each string among tokens that may be a secret, with the name that it is the value of where it has one."""
    for place, token in enumerate(found):
        if token.kind != STRING:
            continue
        named = place > 1 and (found[place - 1].kind, found[place - 1].value) == (SIGN, "=")
        if named or carried(token.value):
            yield (found[place - 2].value if named else ""), token
