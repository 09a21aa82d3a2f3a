# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records on their way to a topic: one request for many, answered by a report for each (kafkarest-v3, produceRecord).

The status is 200 whatever becomes of the records, and the reports are JSON objects one behind the other, fewer than
the records where something went wrong (seen on Kafka REST 8.3.1). A request that may have written anything is never
repeated.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from .._errors import ApiError, ConfluentError, WriteInCheckMode
from .http import Answer, Client, Failure
from .stream import SPACE, Cut

Report = dict[str, Any]


@dataclass
class Delivery:
    """What one request came to: the reports that arrived, in the order of the records, and the error that ended it, if
    any. `uncertain`: records without a report may have been written or not.
    """

    reports: list[Report] = field(default_factory=list)
    error: ApiError | None = None
    request_id: str | None = None

    @property
    def uncertain(self) -> bool:
        return self.error is None or self.error.fate_unknown


def parsed(pieces: Iterable[bytes], told: Callable[[Report], object]) -> None:
    """Tell each of the JSON objects in `pieces` (UTF-8), which follow one another with nothing or space between them.

    Raises Cut for anything else and where the last one ends too early; what was told before stands.
    """
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    parse = json.JSONDecoder().raw_decode
    text, at = "", 0
    for piece in pieces:
        text, at = text[at:] + decode(piece), 0
        at = _take(text, parse, told)
    if text[at:].strip(SPACE):
        raise Cut(f"a report ends too early, or is not JSON: {text[at : at + 80]!r}")


def _take(text: str, parse: Callable[[str, int], tuple[Any, int]], told: Callable[[Report], object]) -> int:
    """Tell the objects that are whole; returns where the rest begins."""
    at = 0
    while True:
        while at < len(text) and text[at] in SPACE:
            at += 1
        if at == len(text):
            return at
        try:
            report, end = parse(text, at)
        except ValueError:
            return at  # the rest of it may be on its way
        if not isinstance(report, dict):
            raise Cut(f"a report is no object: {text[at:end][:80]}")
        told(report)
        at = end


class Producer(Client):
    """A client of Kafka REST that sends records."""

    @classmethod
    def of(cls, client: Client, silence: float) -> Producer:
        """One that waits so many seconds for the next piece of an answer."""
        made = cls(**{one.name: getattr(client, one.name) for one in fields(client)})
        made.transport = client.transport.patient(silence)
        return made

    def deliver(self, path: str, body: bytes) -> Delivery:
        """Send records, each a JSON object of the body, by one POST. What was refused before it was read is sent again
        (429, no connection), and nothing else.
        """
        if self.transport.read_only:
            raise WriteInCheckMode(f"POST {path} would write in check mode. This is a defect: please report it.")
        made = Delivery()

        def kept(pieces: Iterator[bytes]) -> None:
            parsed(pieces, made.reports.append)

        headers = {"Content-Type": "application/json", "Accept": "application/json", **self.headers}
        self.transport.statistics.count(attempts=1)

        def attempt() -> Answer | Failure:
            return self._try("POST", path, None, body, headers, False, False, kept)

        try:
            answer = self._tried("POST", path, attempt)
            made.request_id = answer.headers.get("X-Request-Id")
        except ApiError as error:
            made.error = error
        if any(report.get("error_code") == 200 for report in made.reports):
            self.transport.statistics.count(writes=1)
        return made

    def _streamed(
        self, path: str, response: Any, stream: Callable[[Iterator[bytes]], Any], pieces: Iterator[bytes]
    ) -> Answer | Failure:
        """As of a list, but what could not be read to its end is not asked for again."""
        request_id = response.headers.get("X-Request-Id")
        try:
            return Answer(response.status_code, response.headers, stream(pieces))
        except Cut as failure:
            words = f"the answer is not the reports of records as documented: {failure}"
            return Failure(self._error("POST", path, response.status_code, words, None, request_id, True), False)

    def refused(self, path: str, report: Report, request_id: str | None) -> ApiError:
        """The error of a record, by its report."""
        code, words = report.get("error_code"), str(report.get("message") or "no explanation given")
        return self._error("POST", path, 200, f"refused, in spite of the status: {words}", code, request_id)


class Undelivered(ConfluentError):
    """Records that were not written, or of which that is not known. `told`: what the result says of the others."""

    def __init__(self, message: str, told: dict[str, Any], cause: ApiError | None) -> None:
        super().__init__(message)
        self._told, self._cause = told, cause

    def result(self) -> dict[str, Any]:
        return {**self._told, **(self._cause.result() if self._cause else {})}
