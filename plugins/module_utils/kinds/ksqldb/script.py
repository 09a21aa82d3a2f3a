# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statements of one task together: where they stand, what they make and remove, and in which order that can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..._errors import Refused
from .canonical import of_query
from .server import Place, place_of
from .statement import QUERY, SOURCES, Statement, parsed, script
from .text import WORD, Unreadable

_MADE = ("STREAM", "TABLE", "TYPE", "CONNECTOR")


def text_of(item: Mapping[str, Any]) -> tuple[str, str]:
    """The statements of an item, and where they stand in words. Raises Refused for a file that cannot be read."""
    if not item.get("file"):
        return str(item.get("sql") or ""), "sql"
    path = str(item["file"])
    try:
        return Path(path).expanduser().read_text(encoding="utf-8-sig"), path
    except (OSError, ValueError) as error:  # no text, or a path that can be none
        raise Refused(f"file {path} cannot be read: {error}") from error


def read_script(item: Mapping[str, Any]) -> tuple[str, str, list[Statement], list[str]]:
    """The text of an item, where it stands in words, its statements, and what is wrong with any of it."""
    try:
        text, where = text_of(item)
    except Refused as error:
        return "", str(item.get("file")), [], error.problems
    made, problems = script(text)
    return text, where, made, problems if made or problems else ["it holds no statement"]


def place(statement: Statement) -> Place:
    """What a statement is about. Of a query that ksqlDB gives its id to it is what the query does: there may be several
    of one sink.
    """
    if statement.what != QUERY or statement.name:
        return place_of(statement.what, statement.name)
    try:
        return ("insert", f"{statement.sink} {of_query(statement, {})!r}")
    except Unreadable:
        return ("insert", repr([one.meaning for one in statement.tokens]))


@dataclass
class Plan:
    """What the statements of a task make and what they remove. `order`: when each is made."""

    making: dict[Place, Statement] = field(default_factory=dict)
    leaving: dict[Place, Statement] = field(default_factory=dict)
    order: dict[Place, int] = field(default_factory=dict)

    def add(self, making: Iterable[str], leaving: Iterable[str]) -> None:
        """Statements that are to be carried out, and those whose objects are to go."""
        self.making.update((place(one), one) for one in map(parsed, making))
        self.leaving.update((place(one), one) for one in map(parsed, leaving))
        for where in in_order(self.making):
            self.order.setdefault(where, len(self.order))

    def used(self) -> set[str]:
        """The streams and tables that statements read or write."""
        return {name for made in self.making.values() for name in (*made.sources.values(), made.sink) if name}


def in_order(making: Mapping[Place, Statement]) -> Iterator[Place]:
    """The places so that each comes after what its statement reads, and otherwise as they are stated."""
    done: dict[Place, None] = {}

    def after(where: Place, above: tuple[Place, ...]) -> None:
        made = making.get(where)
        if made is None or where in done or where in above:
            return
        needed = {*made.sources.values(), *([made.sink] if made.sink else []), *_type_names(made)}
        for name in sorted(needed):
            for other in (("source", name), ("type", name)):
                after(other, (*above, where))
        done[where] = None

    for where in making:
        after(where, ())
    return iter(done)


def _type_names(made: Statement) -> set[str]:
    """Names in a statement that may be those of custom types."""
    return {token.value for token in (*made.columns, *made.definition, *made.query) if token.is_name}


def in_place(made: Statement, before: Mapping[str, Any]) -> bool:
    """Whether ksqlDB has a way to change an object without dropping it: CREATE OR REPLACE, of the same kind."""
    return made.what in SOURCES and made.what == before["type"] and not made.made_as


def or_replace(made: Statement) -> str:
    """The statement as one that replaces: with IF NOT EXISTS ksqlDB would leave what is there, and only warn of it."""
    text, first = _unconditional(made), made.tokens[0]
    return text if made.or_replace else f"{text[: first.end]} OR REPLACE{text[first.end :]}"


def _unconditional(made: Statement) -> str:
    """The statement without IF NOT EXISTS."""
    words = [token.value if token.kind == WORD else "" for token in made.tokens[:8]]
    for place, word in enumerate(words):
        if word in _MADE and words[place + 1 : place + 4] == ["IF", "NOT", "EXISTS"]:
            return made.text[: made.tokens[place + 1].start] + made.text[made.tokens[place + 4].start :]
    return made.text


def only_new(made: Statement, certain: bool = False) -> str:
    """The statement as one that replaces nothing. `certain`: and that is refused where something is there."""
    text = _unconditional(made) if certain else made.text
    if not made.or_replace:
        return text
    return text[: made.tokens[0].end] + text[made.tokens[2].end :]
