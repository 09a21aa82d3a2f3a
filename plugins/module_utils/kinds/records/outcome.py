# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has become of records: how far they were written, as the reports of the service say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError
from ..._wire.deliveries import Delivery, Report, Undelivered
from .source import Portion

TOLD = 10  # records that a message names, at most
ONCE = (
    "Nothing is sent a second time by itself: what was written already would be there twice. Look at what is in the "
    "topic, and run again with what is missing only"
)


def spans(numbers: Iterable[int]) -> str:
    """Numbers in ascending order, in short: 1 to 3, 7."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [str(first) if first == last else f"{first} to {last}" for first, last in parts[:TOLD]]
    return ", ".join(shown) + (f" and {len(parts) - TOLD} more" if len(parts) > TOLD else "")


def _words(error: ApiError) -> str:
    """What ended a request. The usual advice, to run again, is wrong where something may have been written."""
    if not error.fate_unknown:
        return str(error)
    answered = "gave no answer" if error.status is None else f"answered {error.status}"
    detail = error.detail.rstrip(".") or "no explanation given"
    request = f" Request id: {error.request_id}." if error.request_id else ""
    return f"{error.host} {answered} to {error.method} {error.path}: {detail}.{request}"


@dataclass
class Written:
    """The records of a task so far. `singly`: the offset of each is told, and not only the first and the last of each
    partition.
    """

    topic: str
    total: int
    singly: bool
    count: int = 0
    partitions: dict[int, list[int]] = field(default_factory=dict)  # count, first and last offset
    offsets: list[Object | None] = field(default_factory=list)
    refused: list[tuple[int, Report]] = field(default_factory=list)

    def add(self, portion: Portion, delivery: Delivery) -> bool:
        """Take what the service said of a portion; whether that is of each record that it was written."""
        for number, report in zip(portion.numbers, delivery.reports, strict=False):  # there may be fewer, or more
            if report.get("error_code") != 200:
                self.refused.append((number, report))
                self._note(None)
                continue
            self.count += 1
            partition, offset = report.get("partition_id"), report.get("offset")
            if isinstance(partition, int) and isinstance(offset, int):
                held = self.partitions.setdefault(partition, [0, offset, offset])
                held[0], held[1], held[2] = held[0] + 1, min(held[1], offset), max(held[2], offset)
            self._note({"partition": partition, "offset": offset, "timestamp": report.get("timestamp")})
        whole = len(delivery.reports) == len(portion.numbers)
        return whole and delivery.error is None and not self.refused

    def _note(self, record: Object | None) -> None:
        if self.singly:
            self.offsets.append(record)

    def told(self) -> Object:
        """As it is returned."""
        found = [
            {"partition": number, "count": count, "first_offset": first, "last_offset": last}
            for number, (count, first, last) in sorted(self.partitions.items())
        ]
        return {
            "topic": self.topic,
            "count": self.count,
            "partitions": found,
            "offsets": self.offsets if self.singly else None,
        }

    def failure(
        self, portion: Portion, delivery: Delivery, cause: ApiError | None, place: Callable[[int], str]
    ) -> Undelivered:
        """Why not all was written, and what is known of the rest."""
        said = []
        if self.refused:
            named = "; ".join(
                f"{place(number)}: {report.get('message') or 'no reason given'} (code {report.get('error_code')})"
                for number, report in self.refused[:TOLD]
            )
            more = f"; and {len(self.refused) - TOLD} more" if len(self.refused) > TOLD else ""
            said.append(f"The service refused {len(self.refused)} of them, in spite of its status 200. {named}{more}.")
        if delivery.error is not None:
            said.append(_words(delivery.error))
        silent = portion.numbers[len(delivery.reports) :]
        extra = len(delivery.reports) - len(portion.numbers)
        unknown = silent if delivery.uncertain else []
        if unknown:
            said.append(
                f"Of {len(unknown)} the service said nothing, so that they may have been written or not: "
                f"{place(unknown[0]).split(' ')[0]} {spans(unknown)}."
            )
        if extra > 0:
            said.append(
                f"The service said more of {extra} records than it was sent, so that its words may not be theirs."
            )
        rest = self.total - self.count - len(self.refused) - len(unknown)
        said.append(f"{self.count} of {self.total} were written, {rest} were not sent. {ONCE}.")
        told = {"refused": [self._refusal(number, report) for number, report in self.refused], "unknown": unknown}
        return Undelivered(" ".join(said), {"records": {**self.told(), **told, "not_sent": rest}}, cause)

    @staticmethod
    def _refusal(number: int, report: Report) -> dict[str, Any]:
        return {"number": number, "code": report.get("error_code"), "message": report.get("message")}

    def changed_meanwhile(self, why: str) -> Undelivered:
        """The file is no longer what was looked over."""
        words = f"The file was changed while it was sent: {why}."
        rest = max(0, self.total - self.count)
        words += f" {self.count} of {self.total} were written, {rest} were not sent. {ONCE}."
        told = {**self.told(), "refused": [], "unknown": [], "not_sent": rest}
        return Undelivered(words, {"records": told}, None)
