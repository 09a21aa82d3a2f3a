# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tries within a limit: numbered from one, all up to the same moment."""

from __future__ import annotations

from ansible_collections.streamops.confluent.plugins.module_utils._wire.tries import Tries


class Clock:
    """Lets two pauses pass."""

    def __init__(self) -> None:
        self.now, self.asked = 100.0, []  # type: float, list[tuple[int, float]]

    def clock(self) -> float:
        return self.now

    def backoff(self, attempt: int, hint: float | None, deadline: float) -> bool:
        assert hint is None
        self.asked.append((attempt, deadline))
        self.now += 5
        return attempt < 3


def test_each_pause_knows_its_number_and_the_limit_of_all() -> None:
    clock = Clock()
    tries = Tries(clock, 30)
    assert tries.failed == 0
    assert [tries.again() for _try in range(3)] == [True, True, False]
    assert clock.asked == [(1, 130.0), (2, 130.0), (3, 130.0)]
    assert tries.failed == 3
