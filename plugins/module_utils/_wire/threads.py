# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on many objects at once: a pool of threads, and a pace that the service sets. No I/O of its own."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
# Answers of requests that were under way when the first 429 came are no news.
SAME_CONGESTION = 0.2  # seconds


def mapped(
    function: Callable[[Given], Made],
    items: Iterable[Given],
    workers: int,
    tell: Callable[[int, int], object] | None = None,
) -> list[Made]:
    """The function's value for each item, in their order, with so many threads at most.

    `tell`: called with the number of calls that have ended, and of all, where there are several. The first error is
    raised when the calls under way have ended; calls not begun by then are not made.
    """
    listed = list(items)
    ended = itertools.count(1)  # next() of it is atomic

    def made_of(item: Given) -> Made:
        value = function(item)
        if tell is not None and len(listed) > 1:
            tell(next(ended), len(listed))
        return value

    if workers < 2 or len(listed) < 2:
        return [made_of(item) for item in listed]
    made: dict[int, Made] = {}
    positions = iter(range(len(listed)))  # next() of it is atomic
    failed = threading.Event()

    def work() -> None:
        for position in positions:
            if failed.is_set():
                return
            try:
                made[position] = made_of(listed[position])
            except BaseException:
                failed.set()
                raise

    with ThreadPoolExecutor(min(workers, len(listed))) as pool:
        threads = [pool.submit(work) for number in range(min(workers, len(listed)))]
    for thread in threads:
        thread.result()
    return [made[position] for position in range(len(listed))]


class Pace:
    """How many requests may be under way at one host.

    Additive increase, multiplicative decrease: a 429 halves the number, each round of successes adds one, up to `most`.
    When a 429 says how long to wait, nobody sends before that.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.allowed = float(most)
        self._clock = clock
        self._under_way = 0
        self._cut_at = self._resume_at = float("-inf")
        self._changed = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until one more request may be sent; the block sends it."""
        with self._changed:
            while self._under_way >= int(self.allowed) or self._clock() < self._resume_at:
                pause = self._resume_at - self._clock()
                self._changed.wait(pause if pause > 0 else None)
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def refused(self, hint: float | None) -> None:
        """The service answered 429, perhaps with the seconds to wait."""
        with self._changed:
            now = self._clock()
            if now - self._cut_at > SAME_CONGESTION:
                self._cut_at = now
                self.allowed = max(1.0, self.allowed / 2)
            if hint:
                self._resume_at = max(self._resume_at, now + hint)

    def served(self) -> None:
        """The service answered anything else."""
        with self._changed:
            if self.allowed < self.most:
                self.allowed = min(float(self.most), self.allowed + 1 / self.allowed)
                self._changed.notify_all()
