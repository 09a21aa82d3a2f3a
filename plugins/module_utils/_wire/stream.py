# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the objects of a JSON list while it arrives, so that a list of any length needs little memory. Pure."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

SPACE = " \t\n\r"
OPENING = ("{", "[", '"')
BATCH = 1 << 14  # characters that are parsed at once, at most


class Cut(ValueError):
    """The text ended before the list did, or it is not the JSON that it should be."""


class _Reader:
    """A text that arrives in pieces, with a place in it."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._parse = json.JSONDecoder().raw_decode
        self.text, self.at = "", 0

    def _more(self) -> bool:
        """Append the next piece, dropping what was read; False at the end."""
        for piece in self._pieces:
            self.text, self.at = self.text[self.at :] + self._decoder.decode(piece), 0
            return True
        return False

    def mark(self) -> str:
        """The next character that is no space, without taking it."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                raise Cut("the answer ends too early")

    def take(self, expected: str) -> str:
        """Take the next character that is no space. Raises Cut when it is none of the expected."""
        found = self.mark()
        if found not in expected:
            raise Cut(f"{found!r} where {' or '.join(expected)} was expected")
        self.at += 1
        return found

    def skip(self, expected: str) -> bool:
        """Take the very next character if it is this one and has arrived."""
        found = self.text.startswith(expected, self.at)
        self.at += found
        return found

    def value(self) -> Any:
        """Take one string, object or list (a number may go on in the next piece: see `scalar`)."""
        if not self.text.startswith(OPENING, self.at):
            self.mark()
        while True:
            try:
                value, self.at = self._parse(self.text, self.at)
            except ValueError as error:
                if not self._more():
                    raise Cut("the answer ends too early, or it is not JSON") from error
            else:
                return value

    def opening(self) -> str:
        """How the object that comes next begins: its bracket, the name of its first member, and the colon."""
        self.mark()
        return self.text[self.at : self.text.find(":", self.at, self.at + BATCH) + 1]

    def run(self, opening: str) -> list[Any]:
        """Take some values that have arrived and are divided like `},{"kind":`; none where that is not to be seen.

        Many at once cost a third less than one by one. What parses as a list is that list, wherever it was cut.
        """
        cut = self.text.rfind(f"}},{opening}", self.at, self.at + BATCH) + 1
        if not opening or not cut:
            return []
        try:
            values: list[Any] = json.loads(f"[{self.text[self.at : cut]}]")
        except ValueError:  # a list within an object was cut
            return []
        self.at = cut
        return values

    def scalar(self) -> Any:
        """Take any value; a number is complete only when something follows it."""
        while True:
            self.mark()
            start = self.at
            value = self.value()
            if self.at < len(self.text) or not isinstance(value, (int, float)):
                return value
            self.at = start
            if not self._more():
                raise Cut("the answer ends too early")


def objects(pieces: Iterable[bytes], member: str = "data") -> Iterator[dict[str, Any]]:
    """The objects of the list that is a member of the JSON object in `pieces` (UTF-8), one after the other.

    Raises Cut when the text ends too early, is not JSON, has no such member, or the list holds anything but objects:
    what was yielded before is then not the whole list.
    """
    reader = _Reader(pieces)
    reader.take("{")
    found = False
    closing = reader.mark() == "}"
    while not closing:
        name = reader.value()
        reader.take(":")
        if name == member and not found:
            found = True
            yield from _elements(reader)
        else:
            reader.scalar()
        closing = reader.take(",}") == "}"
    if not found:
        raise Cut(f"the answer has no list {member!r}")


def _elements(reader: _Reader) -> Iterator[dict[str, Any]]:
    reader.take("[")
    if reader.mark() == "]":
        reader.take("]")
        return
    opening = reader.opening()
    while True:
        for value in reader.run(opening) or [reader.value()]:
            if not isinstance(value, dict):
                raise Cut("the list holds something that is no object")
            yield value
        if not reader.skip(",") and reader.take(",]") == "]":
            return
