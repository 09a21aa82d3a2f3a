# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waits: they look at once, then more rarely, and end."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare import waiting
from ansible_collections.streamops.confluent.plugins.module_utils._errors import WaitFailed

MADE = {"id": "made"}


class Clock:
    def __init__(self) -> None:
        self.now = 50.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def wait_of(timeout: float) -> tuple[waiting.Wait, Clock, list[str]]:
    clock = Clock()
    told: list[str] = []
    return waiting.Wait("thing a", timeout, told.append, clock.sleep, clock), clock, told


def test_the_first_look_comes_at_once() -> None:
    wait, clock, told = wait_of(0)
    assert wait.until(lambda: (True, "READY", MADE)) == MADE
    assert clock.slept == []
    assert not wait.slept
    assert wait.result() == {"seconds": 0.0, "phases": ["READY"]}
    assert told == ["thing a: READY after 0 s (limit 0 s)"]


def test_looks_grow_rarer_and_each_is_told() -> None:
    wait, clock, told = wait_of(1000)
    phases = iter(["QUEUED", *["BUILDING"] * 15, "READY"])

    def look() -> tuple[bool, str, Any]:
        phase = next(phases)
        return phase == "READY", phase, phase

    assert wait.until(look) == "READY"
    assert clock.slept[0] == waiting.FIRST_POLL
    assert clock.slept == sorted(clock.slept)
    assert clock.slept[-1] == waiting.LONGEST_POLL
    assert wait.result() == {"seconds": round(sum(clock.slept), 3), "phases": ["QUEUED", "BUILDING", "READY"]}
    assert len(told) == 17
    assert wait.slept


def test_a_wait_ends_at_its_limit_with_a_last_look() -> None:
    wait, clock, told = wait_of(7)
    with pytest.raises(
        WaitFailed, match=r"thing a was still BUILDING after 7 s \(wait_timeout\)\..*run again"
    ) as caught:
        wait.until(lambda: (False, "BUILDING", None))
    assert sum(clock.slept) == pytest.approx(7)
    assert caught.value.seen == ["BUILDING"]
    assert wait.seconds == pytest.approx(7)
    assert len(told) == len(clock.slept) + 1


def test_a_failed_state_ends_a_wait_and_its_time_is_known() -> None:
    wait, clock, told = wait_of(100)
    looks = iter([(False, "BUILDING", None)])

    def look() -> tuple[bool, str, Any]:
        for seen in looks:
            return seen
        raise WaitFailed("it is FAILED")

    with pytest.raises(WaitFailed, match="it is FAILED"):
        wait.until(look)
    assert wait.result() == {"seconds": waiting.FIRST_POLL, "phases": ["BUILDING"]}
    assert clock.slept == [waiting.FIRST_POLL]
    assert len(told) == 1


def test_a_wait_that_is_over_tells_the_next_step() -> None:
    wait, _clock, _told = wait_of(0)
    with pytest.raises(WaitFailed, match=r"nothing is made twice\. Accept made\."):
        wait.until(lambda: (False, "OFFERED", MADE), lambda found: f"Accept {found['id']}.")
