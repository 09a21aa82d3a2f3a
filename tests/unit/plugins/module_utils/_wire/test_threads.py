# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Work in threads: order, errors, and a pace that follows the service."""

from __future__ import annotations

import threading

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._wire.threads import SAME_CONGESTION, Pace, mapped


@pytest.mark.parametrize("workers", [1, 2, 16])
def test_values_come_in_the_order_of_the_items(workers: int) -> None:
    assert mapped(lambda n: n * n, range(100), workers) == [n * n for n in range(100)]
    assert mapped(str, [], workers) == []


def test_so_many_work_at_the_same_time() -> None:
    """Four calls that wait for each other end only when they run at the same time."""
    barrier = threading.Barrier(4, timeout=30)
    assert len(mapped(lambda n: barrier.wait(), range(8), 4)) == 8


@pytest.mark.parametrize("workers", [1, 3])
def test_the_first_error_is_raised_and_no_more_is_begun(workers: int) -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        if number == 2:
            raise ValueError(f"item {number}")

    with pytest.raises(ValueError, match="item 2"):
        mapped(work, range(1000), workers)
    assert len(begun) < 1000


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_pace_is_cut_by_half_and_grows_by_one_a_round() -> None:
    clock = Clock()
    pace = Pace(16, clock)
    pace.refused(None)
    assert pace.allowed == 8
    pace.refused(None)  # of the same congestion
    assert pace.allowed == 8
    clock.now += SAME_CONGESTION * 2
    pace.refused(None)
    assert pace.allowed == 4
    for _turn in range(5):
        pace.served()
    assert 4.9 < pace.allowed < 5.3
    for _turn in range(1000):
        pace.served()
    assert pace.allowed == 16


def test_a_pace_never_stops() -> None:
    clock = Clock()
    pace = Pace(2, clock)
    for _turn in range(10):
        clock.now += 1
        pace.refused(None)
    assert pace.allowed == 1
    with pace.turn():
        pass


def test_no_more_are_under_way_than_allowed() -> None:
    pace, lock = Pace(8), threading.Lock()
    pace.refused(None)
    under_way = most = 0
    all_in = threading.Event()

    def send(number: int) -> None:
        nonlocal under_way, most
        with pace.turn():
            with lock:
                under_way += 1
                most = max(most, under_way)
                if under_way == 4:
                    all_in.set()
            all_in.wait(10)
            with lock:
                under_way -= 1

    mapped(send, range(32), 8)
    assert most == 4


def test_nobody_sends_before_the_service_wants_it() -> None:
    pace = Pace(4)
    pace.refused(0.05)
    before = pace._clock()
    with pace.turn():
        assert pace._clock() - before >= 0.04
