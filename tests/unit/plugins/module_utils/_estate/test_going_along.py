# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What goes along with a teardown, against what was approved of it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.going_along import NAMED, _entry, unapproved


def topics(*numbers: int) -> dict[str, Any]:
    return _entry("topic", "kafka cluster orders", sorted(f"t{number:04}" for number in numbers))


GAP = {"kind": "topic", "with": "kafka cluster orders", "gap": "out of reach"}
FEW, MANY = range(3), range(NAMED + 20)


@pytest.mark.parametrize(
    ("approved", "now"),
    [
        ([topics(*FEW)], [topics(*FEW)]),
        ([topics(*FEW)], [topics(1)]),
        ([topics(*FEW)], []),
        ([topics(*MANY)], [topics(*MANY)]),
        ([topics(*range(NAMED))], [topics(*range(NAMED))]),
        ([GAP], [topics(*MANY)]),
        ([GAP], [GAP]),
    ],
)
def test_what_was_approved_may_go_and_less_of_it(approved: list[Any], now: list[Any]) -> None:
    assert unapproved(approved, now) == []


@pytest.mark.parametrize(
    ("approved", "now", "words"),
    [
        ([], [topics(1)], "were not approved: t0001"),
        ([topics(*FEW)], [topics(*FEW, 7, 8)], "were not approved: t0007, t0008"),
        # Behind the names that are shown nothing can be slipped in, added or put in another's place.
        ([topics(*range(NAMED))], [topics(*range(NAMED + 1))], f"{NAMED + 1} now, {NAMED} then"),
        ([], [topics(*MANY)], "t0099 and 20 more"),
        ([topics(*MANY)], [topics(*MANY, 999)], f"{NAMED + 21} now, {NAMED + 20} then"),
        ([topics(*MANY)], [topics(*MANY[:-1], 999)], "are not those that were approved"),
        ([topics(*MANY)], [topics(*MANY[:-1])], f"{NAMED + 19} now, {NAMED + 20} then"),
        ([topics(*FEW)], [GAP], "3 were there when that was approved, and now they cannot be counted: out of reach"),
        ([], [GAP], "none were there"),
        ([{**topics(*FEW), "with": "kafka cluster other"}], [topics(1)], "were not approved: t0001"),
    ],
)
def test_what_was_not_approved_is_named(approved: list[Any], now: list[Any], words: str) -> None:
    (reason,) = unapproved(approved, now)
    assert reason.startswith("topics that go with kafka cluster orders")
    assert words in reason
