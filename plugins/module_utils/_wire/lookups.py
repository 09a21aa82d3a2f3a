# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reads have found, and for how long it counts: in a loop the items share it. No I/O of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

# What somebody else does while a loop runs is seen after so many seconds at the latest. An item takes milliseconds or
# a few requests, so one more read in this time costs nothing; most loops are over before.
KEPT_FOR = 60.0


@dataclass(frozen=True)
class Finding:
    """What a read found, the item of the loop that made it, and when it was there (seconds of the clock)."""

    value: Any
    item: int
    read_at: float


class Known:
    """Findings by what was asked. An item takes those of earlier items too, unless they are too old when it begins.

    `relied`: whether the present item has used anything that an earlier one read. What the item found out itself stays
    until it ends, so that it decides on one state of things.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._found: dict[tuple[str, Hashable], Finding] = {}
        self._reading = threading.RLock()
        self._asking: dict[tuple[str, Hashable], threading.RLock] = {}
        self.forgotten = 0  # times: what was being read meanwhile may be older than what was written
        self.item = 0
        self.relied = False

    def begin(self) -> None:
        """The next item begins: what is too old is forgotten."""
        self.item += 1
        self.relied = False
        with self._reading:
            self._found = {asked: finding for asked, finding in self._found.items() if self.counts(finding)}

    def found(self, value: Any) -> Finding:
        """A value that was read just now."""
        return Finding(value, self.item, self._clock())

    def counts(self, finding: Finding) -> bool:
        """Whether a finding is not too old yet."""
        return self._clock() - finding.read_at <= KEPT_FOR

    def use(self, finding: Finding) -> Any:
        """The value of a finding, which the present item relies on."""
        self.relied = self.relied or finding.item != self.item
        return finding.value

    def once(self, topic: str, details: Hashable, read: Callable[[], Any]) -> Any:
        """What is known of this, read now unless it was before. Threads that ask for the same at the same time share
        one read; for different things they do not wait for each other.
        """
        asked = (topic, details)
        with self._reading:
            own = self._asking.setdefault(asked, threading.RLock())
        with own:
            finding = self._found.get(asked)
            if finding is None:
                before = self.forgotten
                finding = self.found(read())
                with self._reading:
                    if before == self.forgotten:
                        self._found[asked] = finding
            return self.use(finding)

    def has(self, topic: str, details: Hashable) -> bool:
        """Whether this is known."""
        return (topic, details) in self._found

    def forget_older(self, topic: str) -> bool:
        """Drop what earlier items read of a topic, the path of a list, and of lists below it; whether there was any."""
        with self._reading:
            read_earlier = [asked for asked, found in self._found.items() if found.item != self.item]
            older = [asked for asked in read_earlier if asked[0] == topic or asked[0].startswith(f"{topic}/")]
            for asked in older:
                del self._found[asked]
        return bool(older)

    def forget(self, topic: str | None = None) -> None:
        """Drop what is known of a topic, because it was written to; without one, everything."""
        with self._reading:
            self.forgotten += 1
            self._found = {asked: found for asked, found in self._found.items() if topic not in (None, asked[0])}
