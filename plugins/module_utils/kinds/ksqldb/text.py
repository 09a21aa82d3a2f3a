# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of ksqlDB statements as words: what stands in strings, quotes and comments is no syntax. Pure.

Source: the open grammar of ksqlDB (confluentinc/ksql, SqlBase.g4): names that are not quoted are folded to capitals,
those in backticks or double quotes are not; a quote is doubled inside of its own kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

WORD, QUOTED, STRING, NUMBER, SIGN = "word", "quoted", "string", "number", "sign"
_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|--[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)
    |(?P<string>'(?:[^']|'')*')
    |(?P<quoted>`(?:[^`]|``)*`|"(?:[^"]|"")*")
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![\w@]))
    |(?P<word>\$\{[^}]*\}|[\w@]+)
    |(?P<sign>->|=>|:=|<>|!=|<=|>=|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING = {"'": "a string (')", '"': 'a name (")', "`": "a name (`)"}


class Token(NamedTuple):
    """A word of a statement. `value`: as it counts (an unquoted word in capitals); the rest says where it stands."""

    kind: str
    value: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """Whether it can be the name of something."""
        return self.kind in (WORD, QUOTED)

    @property
    def meaning(self) -> tuple[str, str]:
        """The token where two statements are compared: a name is the same with and without quotes."""
        return ("name" if self.is_name else self.kind, self.value)


class Unreadable(ValueError):
    """A text that is no sequence of statements. The words quote nothing of it, for it may hold a secret."""


def line_of(text: str, place: int) -> int:
    """The line, from 1, that a place of the text is in."""
    return text.count("\n", 0, place) + 1


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, without comments. Raises Unreadable for a quote or a comment without an end."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:  # the pattern's last branch takes any character
            raise Unreadable(f"line {line_of(text, place)} cannot be read")
        kind, value = str(found.lastgroup), found[0]
        if kind == SIGN and (value in _OPENING or text.startswith("/*", place)):
            what = _OPENING.get(value, "a comment (/*)")
            raise Unreadable(f"{what} that begins in line {line_of(text, place)} has no end")
        if kind == WORD:
            value = value if value.startswith("${") else value.upper()
        elif kind in (STRING, QUOTED):
            value = value[1:-1].replace(value[0] * 2, value[0])
        if kind != "blank":
            yield Token(kind, value, place, found.end())
        place = found.end()


def split(text: str) -> Iterator[tuple[str, tuple[Token, ...], int]]:
    """The statements of a text, which end with semicolons (the last one may lack it): the text of each, its tokens
    (their places are those in that text), and the line that it begins in. Raises Unreadable.
    """
    held: list[Token] = []
    for token in (*tokens(text), Token(SIGN, ";", len(text), len(text))):
        if (token.kind, token.value) != (SIGN, ";"):
            held.append(token)
        elif held:
            start = held[0].start
            moved = tuple(one._replace(start=one.start - start, end=one.end - start) for one in held)
            yield text[start : held[-1].end], moved, line_of(text, start)
            held = []
