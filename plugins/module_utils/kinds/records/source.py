# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where records come from, and what a look over all of them finds, in memory that does not grow with their number."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from ..._errors import Refused
from .encoding import Encoded, Formats, encoded

TOLD = 20  # problems that are named, at most; of more their number is told
SURELY_EXACT = 16  # characters of a number: 15 digits and a point come back as they are
LONGEST_DOUBLE = 800  # digits that the exact value of a double has at most
LONGEST_LINE = 1 << 25  # bytes: the largest record of any cluster is smaller, in base64 too
# A request of so many records was seen to be answered in full and in order (Kafka REST 8.3.1). Reports are sent while
# records are still being read: many more of them would have to wait for somebody to read them.
MOST_RECORDS, MOST_BYTES = 500, 1 << 20


@dataclass
class Survey:
    """What a look over all records found. `largest`, `highest`, `oldest` and `newest` are what a topic sets limits to:
    bytes of a record, number of a partition, milliseconds.
    """

    count: int = 0
    problems: list[str] = field(default_factory=list)
    wrong: int = 0
    largest: int = 0
    highest: int = -1
    oldest: int | None = None
    newest: int | None = None
    keyless: int = 0

    def add(self, record: Encoded) -> None:
        self.count += 1
        self.keyless += not record.keyed
        if record.size > self.largest:
            self.largest = record.size
        if record.partition is not None and record.partition > self.highest:
            self.highest = record.partition
        if record.time is not None:
            self.oldest = record.time if self.oldest is None else min(self.oldest, record.time)
            self.newest = record.time if self.newest is None else max(self.newest, record.time)

    def refuse(self, place: str, problems: Iterable[str]) -> None:
        for problem in problems:
            self.wrong += 1
            if len(self.problems) < TOLD:
                self.problems.append(f"{place}: {problem}")

    def told(self) -> Iterator[str]:
        """What is wrong, as far as it is named."""
        yield from self.problems
        if self.wrong > len(self.problems):
            yield f"and {self.wrong - len(self.problems)} more like these, which are not named"


@dataclass
class Portion:
    """Records for one request: their numbers, as `Source.records` gives them, and the body of the request."""

    numbers: list[int]
    body: bytes


@dataclass(frozen=True)
class Source:
    """The records of a task: a list, or the lines of a file."""

    listed: list[Any] | None
    path: str | None
    formats: Formats

    def place(self, number: int) -> str:
        """A record in words, by its number or that of its line, from 1."""
        return f"{'line' if self.path else 'record'} {number}"

    def survey(self) -> Survey:
        """Look over all records. What is wrong with the file itself is among the problems."""
        found = Survey()
        try:
            for number, record in self.records():
                made = self._made(record)
                if isinstance(made, Encoded):
                    found.add(made)
                else:
                    found.refuse(self.place(number), made)
        except Refused as error:
            found.refuse(f"file {self.path}", error.problems)
        return found

    def encoded(self) -> Iterator[tuple[int, Encoded]]:
        """Each record for the wire, with its number. Raises Refused for one that is wrong: after a look over all
        of them that means that the file was changed.
        """
        for number, record in self.records():
            made = self._made(record)
            if not isinstance(made, Encoded):
                raise Refused([f"{self.place(number)}: {problem}" for problem in made])
            yield number, made

    def portions(self) -> Iterator[Portion]:
        """All records, in portions for one request each."""
        bodies: list[bytes] = []
        numbers: list[int] = []
        size = 0
        for number, record in self.encoded():
            if bodies and (len(bodies) == MOST_RECORDS or size + len(record.body) > MOST_BYTES):
                yield Portion(numbers, b"\n".join(bodies))
                bodies, numbers, size = [], [], 0
            bodies.append(record.body)
            numbers.append(number)
            size += len(record.body) + 1
        if bodies:
            yield Portion(numbers, b"\n".join(bodies))

    def _made(self, record: Any) -> Encoded | list[str]:
        return [record.words] if isinstance(record, NoJson) else encoded(record, self.formats)

    def records(self) -> Iterator[tuple[int, Any]]:
        """Each record with its number, from 1; of a file that of its line. What is no JSON is a NoJson. Raises Refused
        for a file that cannot be read.
        """
        if self.path is None:
            yield from enumerate(self.listed or (), 1)
            return
        if os.path.exists(self.path) and not os.path.isfile(self.path):  # a pipe could be read only once
            raise Refused("it is not a file")
        try:
            with open(self.path, "rb") as file:
                for number, line in enumerate(_lines(file), 1):
                    if line.strip():
                        yield number, _parsed(line, number)
        except OSError as error:
            raise Refused(f"it cannot be read: {error.strerror or error}") from error

    def state(self) -> tuple[int, ...] | None:
        """What tells whether the file was changed; None of a list."""
        if self.path is None:
            return None
        try:
            told = os.stat(self.path)
        except OSError:
            return ()
        return told.st_ino, told.st_size, told.st_mtime_ns


@dataclass(frozen=True)
class NoJson:
    """A line that is no record, and why."""

    words: str


def _lines(file: Any) -> Iterator[bytes]:
    """The lines of a file. One that is too long to be a record ends the reading."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            raise Refused(f"a line has more than {LONGEST_LINE} bytes: each record stands on a line of its own")
        yield line


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _exact(text: str) -> float:
    """A number with a fraction. Raises ValueError for one of which digits would be lost, never with the number: it is
    somebody's data. One that was printed with more digits than a double has loses none.
    """
    number = float(text)
    if len(text) <= SURELY_EXACT or math.isinf(number):  # which no JSON can be made of
        return number
    try:
        stated = Decimal(text)
        printed = Decimal(number).quantize(stated, context=Context(prec=len(text) + LONGEST_DOUBLE))
        kept = stated in (Decimal(repr(number)), printed)
    except InvalidOperation:  # an exponent that nothing has
        kept = False
    if not kept:
        raise ValueError("a number in it has more digits than are kept (some 16): write it as a text, in quotes")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; two members of the same name are a slip that would lose one of them."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a member is given twice")
    return made


_decode = json.JSONDecoder(parse_float=_exact, parse_constant=_refuse_constant, object_pairs_hook=_once).decode


def _parsed(line: bytes, number: int) -> Any:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        record = _decode(text)
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are such
        words = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"it is not JSON: {error}"
        return NoJson(words)
    except RecursionError:
        return NoJson("it is nested too deeply")
    return record if isinstance(record, Mapping) else NoJson("it is not an object of JSON")
