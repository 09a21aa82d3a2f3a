# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Offsets of connectors: requests that are carried out later, numbers that stay numbers, runs that are taken up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.connector_offsets import NAMED, entry
from tests.support import direct
from tests.support.estate import Estate

REQUEST = "/offsets/request$"
NAME = NAMED["connector"]


class Offsets(direct.Foreseen):
    """Runs the kind in this process, for the sink orders-to-warehouse."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("cluster", "sink_connector")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.connectors.offsets import (
            ConnectorOffsets,
        )

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        return direct.run(ConnectorOffsets, {**NAMED, **options}, env, check=check, skipping=self.sandbox)

    def move(self, *offsets: Any) -> None:
        """The connector goes on by itself."""
        found = {"cluster": self.estate.cluster, "name": NAME, "offsets": list(offsets)}
        self.sandbox.seed("connector_offsets", found)

    def now(self) -> dict[int, int]:
        """The offsets of the sink as the service has them, by partition."""
        held = self.sandbox.state()["connectors"][self.estate.cluster][NAME]["offsets"]
        return {one["partition"]["kafka_partition"]: one["offset"]["kafka_offset"] for one in held}

    def sent(self) -> list[Any]:
        return [one["request_body"] for one in self.sandbox.journal("POST", REQUEST)]


@pytest.fixture
def offsets(sandbox: Any) -> Offsets:
    return Offsets(sandbox)


def test_partitions_that_are_stated_are_set_and_the_others_are_left_alone(offsets: Offsets) -> None:
    result = offsets.done("updated", offsets=[entry(0, 1000)])
    assert offsets.sent() == [{"type": "PATCH", "offsets": [entry(0, 1000)]}]
    assert offsets.now() == {0: 1000, 1: 7000}
    told = result["connector_offsets"]
    assert told["last_request"]["phase"] == "APPLIED"
    assert told["last_request"]["previous_offsets"] == [entry(0, 5000), entry(1, 7000)]
    assert "altered" in told["last_request"]["message"]
    assert result["diff"]["before"] == {"offsets": [entry(0, 5000)]}
    offsets.done("unchanged", offsets=[entry(0, 1000)])
    offsets.done("unchanged", offsets=[entry(1, 7000)])


def test_a_connector_that_has_moved_on_is_not_sent_back_by_each_run(offsets: Offsets) -> None:
    offsets.done("updated", offsets=[entry(0, 1000), entry(1, 7)])
    offsets.move(entry(0, 1800), entry(1, 90))
    offsets.done("unchanged", offsets=[entry(1, 7), entry(0, 1000)])
    offsets.done("updated", offsets=[entry(1, 7), entry(0, 1000)], force=True)
    assert offsets.now() == {0: 1000, 1: 7}
    offsets.move(entry(0, 1800), entry(1, 90))
    offsets.done("updated", offsets=[entry(0, 1000)])


def test_a_reset_is_its_own_state(offsets: Offsets) -> None:
    offsets.done("updated", state="reset", offsets=[entry(1)])
    assert offsets.sent() == [{"type": "DELETE", "offsets": [entry(1)]}]
    assert offsets.now() == {0: 5000}
    offsets.done("updated", state="reset")
    assert (offsets.sent(), offsets.now()) == ([{"type": "DELETE"}], {})
    offsets.move(entry(0, 12))
    offsets.done("unchanged", state="reset")
    offsets.done("updated", state="reset", force=True)
    offsets.done("unchanged", state="reset", force=True)


def test_numbers_stay_numbers(offsets: Offsets) -> None:
    source = {
        "partition": {"protocol": 1, "table": "a.b", "deep": {"n": [1, "1"]}},
        "offset": {"timestamp": 1.5, "id": 3},
    }
    offsets.done("updated", offsets=[source])
    assert offsets.sent()[0]["offsets"] == [source]
    text = {**source, "offset": {"timestamp": 1.5, "id": "3"}}
    offsets.refused("id of partition", "would become the text '3'", offsets=[text])
    offsets.refused("has to be a number", offsets=[{**entry(0), "offset": {"kafka_offset": "1000"}}])
    assert offsets.sandbox.journal() == []
    offsets.refused(
        "has to be a number", offsets=[{"partition": {"kafka_partition": True}, "offset": {"kafka_offset": 1}}]
    )


def test_what_cannot_be_meant_is_refused_before_any_request(offsets: Offsets) -> None:
    for words, options in (
        ("offsets is needed", {}),
        ("offset is needed", {"offsets": [entry(0)]}),
        ("is given twice", {"offsets": [entry(0, 1), entry(0, 2)]}),
        ("does not go with state: reset", {"state": "reset", "offsets": [entry(0, 1)]}),
        ("leave it out to reset all", {"state": "reset", "offsets": []}),
        ("kafka_offset is null", {"offsets": [{**entry(0), "offset": {"kafka_offset": None}}]}),
        ("kafka_offset is -1, and there is none below 0", {"offsets": [entry(0, -1)]}),
        ("partition is empty", {"offsets": [{"partition": {}, "offset": {"a": 1}}]}),
        ("takes its path for ambiguous", {"connector": "a/b", "offsets": [entry(0, 1)]}),
    ):
        offsets.refused(words, **options)
        assert offsets.sandbox.journal() == []


def test_a_request_that_fails_is_a_failure_with_its_words_and_made_anew(offsets: Offsets) -> None:
    offsets.sandbox.settings(connector_alteration_fails="the task did not stop")
    result = offsets.run(offsets=[entry(0, 1000)])
    assert (result["failed"], offsets.now()[0]) == (True, 5000)
    assert "could not alter the connector offsets of orders-to-warehouse: the task did not stop" in result["msg"]
    offsets.sandbox.settings(connector_alteration_fails="")
    offsets.done("updated", offsets=[entry(0, 1000)])
    assert len(offsets.sent()) == 1


def test_a_run_that_was_killed_is_taken_up(offsets: Offsets) -> None:
    offsets.sandbox.settings(connector_alteration=40.0)
    assert offsets.run(offsets=[entry(0, 1000)], wait=False)["operation"] == "updated"
    again = offsets.run(offsets=[entry(0, 1000)], wait=False)
    assert (again["operation"], offsets.sent()) == ("updated", [])
    ended = offsets.run(offsets=[entry(0, 1000)])
    assert (ended["operation"], offsets.sent(), offsets.now()[0]) == ("updated", [], 1000)
    assert "PENDING" in ended["wait"]["phases"]
    offsets.done("unchanged", offsets=[entry(0, 1000)])


def test_the_request_of_somebody_else_is_waited_for(offsets: Offsets) -> None:
    offsets.sandbox.settings(connector_alteration=40.0)
    offsets.run(offsets=[entry(1, 3)], wait=False)
    result = offsets.run(offsets=[entry(0, 1000)])
    assert (result["failed"], len(offsets.sent()), offsets.now()) == (False, 1, {0: 1000, 1: 3})


def test_what_the_request_of_somebody_else_would_undo_is_not_as_stated(offsets: Offsets) -> None:
    offsets.sandbox.settings(connector_alteration=40.0)
    for other, stated, end in (
        ({"offsets": [entry(0, 1000)]}, {"offsets": [entry(0, 5000)]}, {0: 5000, 1: 7000}),
        ({"state": "reset", "offsets": [entry(1)]}, {"offsets": [entry(1, 7000)]}, {0: 5000, 1: 7000}),
        ({"offsets": [entry(2, 9)]}, {"state": "reset", "offsets": [entry(2)]}, {0: 5000, 1: 7000}),
    ):
        offsets.run(**other, wait=False)
        offsets.done("updated", **stated)
        assert (len(offsets.sent()), offsets.now()) == (1, end)
    offsets.run(offsets=[entry(0, 1000)], wait=False)
    offsets.done("unchanged", offsets=[entry(1, 7000)])


def test_the_wait_has_a_limit(offsets: Offsets) -> None:
    offsets.sandbox.settings(connector_alteration=400.0)
    result = offsets.run(offsets=[entry(0, 1000)], wait_timeout=20)
    assert "was still PENDING after" in result["msg"]
    assert "found by the next run" in result["msg"]


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_lost_answer_is_looked_after(offsets: Offsets, reset: str) -> None:
    offsets.sandbox.fault(method="POST", path=REQUEST, reset=reset)
    assert offsets.run(offsets=[entry(0, 1000)])["operation"] == "updated"
    assert (len(offsets.sent()), offsets.now()[0]) == (1 if reset == "after" else 2, 1000)


def test_an_equal_request_of_an_earlier_run_is_not_taken_for_the_lost_one(offsets: Offsets) -> None:
    offsets.done("updated", offsets=[entry(0, 1000)])
    offsets.sandbox.advance(5)
    offsets.move(entry(0, 1800))
    offsets.sandbox.fault(method="POST", path=REQUEST, reset="before")
    assert offsets.run(offsets=[entry(0, 1000)], force=True)["operation"] == "updated"
    assert (len(offsets.sent()), offsets.now()[0]) == (2, 1000)


def test_a_status_that_still_tells_of_the_request_before_says_nothing_of_this_one(offsets: Offsets) -> None:
    told = offsets.run(offsets=[entry(0, 1000)])["connector_offsets"]["last_request"]
    request = {"type": "PATCH", "offsets": told["offsets"], "requested_at": told["requested_at"]}
    request |= {"name": NAME, "id": offsets.run(offsets=[entry(0, 1000)])["connector_offsets"]["id"]}
    offsets.sandbox.advance(5)
    old = {"request": request, "status": {"phase": "APPLIED"}}
    for look in (1, 2, 3):  # before the plan, before the request, and after it
        offsets.sandbox.fault(method="GET", path="/offsets/request/status$", nth=look, status=200, body=old)
    result = offsets.run(offsets=[entry(0, 2000)])
    assert result["connector_offsets"]["last_request"]["offsets"] == [entry(0, 2000)]
    assert "NOT SEEN YET" in result["wait"]["phases"]


def test_a_connector_that_is_not_there(offsets: Offsets) -> None:
    result = offsets.run(connector="orders-to-warehous", offsets=[entry(0, 1)])
    assert "there is no connector 'orders-to-warehous' in cluster" in result["msg"]
    assert "Did you mean 'orders-to-warehouse'" in result["msg"]
    checked = offsets.run(True, connector="other", offsets=[entry(0, 1)])
    assert (checked["failed"], checked["changed"]) == (False, True)
    assert "A real run fails here unless an earlier task makes it" in str(checked["warnings"])
