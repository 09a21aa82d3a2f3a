# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Partitions: those of several topics, who leads them, and how that is spread."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.estate import Estate


class Partitions:
    """Runs the module on the cluster of the estate."""

    def __init__(self, sandbox: Any, run_module: Any) -> None:
        self.sandbox, self.run_module = sandbox, run_module
        self.estate = Estate(sandbox).needs("kafka_key")
        for name, partitions in (("a", 4), ("b.c", 2), ("__internal", 1)):
            sandbox.seed("topics", {"cluster": self.estate.cluster, "name": name, "partitions": partitions})

    def __call__(self, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        result: dict[str, Any] = self.run_module("confluent_partition_info", options, env=self.estate.env)
        return result

    def calls(self) -> list[str]:
        return sorted(e["path"].partition("/topics")[2] for e in self.sandbox.journal() if "/topics" in e["path"])


@pytest.fixture
def partitions(sandbox: Any, run_module: Any) -> Partitions:
    return Partitions(sandbox, run_module)


def places(result: dict[str, Any]) -> list[tuple[str, int, int | None]]:
    assert not result["failed"], result["msg"]
    return [(one["topic"], one["partition"], one["leader"]) for one in result["partitions"]]


def test_of_all_topics_each_is_one_request(partitions: Partitions) -> None:
    result = partitions()
    assert places(result) == [*(("a", n, n % 3) for n in range(4)), ("b.c", 0, 0), ("b.c", 1, 1)]
    assert {one["replicas"] for one in result["partitions"]} == {3}
    assert result["spread"] == {
        "topics": 2,
        "partitions": 6,
        "without_leader": 0,
        "brokers": [{"broker": 0, "leads": 3}, {"broker": 1, "leads": 2}, {"broker": 2, "leads": 1}],
        "most": 3,
        "fewest": 1,
    }
    assert partitions.calls() == ["", "/a/partitions", "/b.c/partitions"]
    assert partitions(internal=True)["spread"]["topics"] == 3


def test_stated_ones_in_their_order_and_what_is_missing_is_told(partitions: Partitions) -> None:
    result = partitions(topics=["b.c", "a", "nothing", "b.c"])
    assert [topic for topic, _partition, _leader in places(result)] == ["b.c"] * 2 + ["a"] * 4
    assert "has no topics nothing" in str(result["warnings"])
    many = partitions(topics=["b.c", "v", "w", "x", "y"])
    assert len(many["partitions"]) == 2
    assert partitions.calls() == ["", "/b.c/partitions"]
    none = partitions(topics=[])
    assert (none["partitions"], none["spread"]["brokers"], none["spread"]["fewest"]) == ([], [], 0)


def test_a_topic_that_goes_meanwhile_is_left_out_and_another_404_is_an_error(partitions: Partitions) -> None:
    gone = {"error_code": 40403, "message": "This server does not host this topic-partition."}
    partitions.sandbox.fault(path="/topics/a/partitions$", status=404, body=gone, times=1)
    assert [topic for topic, *_rest in places(partitions())] == ["b.c"] * 2
    partitions.sandbox.fault(path="/topics/a/partitions$", status=404, body={"error_code": 404, "message": "HTTP 404"})
    assert partitions()["failed"]


@pytest.mark.parametrize("leader", [None, {}, {"related": None}, {"related": "https://x/topics/odd name/partitions/0"}])
def test_without_a_leader(leader: Any, partitions: Partitions) -> None:
    body = {"data": [{"partition_id": 0, "leader": leader}]}
    partitions.sandbox.fault(path="/topics/a/partitions$", status=200, body=body)
    result = partitions(topics=["a"])
    assert places(result) == [("a", 0, None)]
    assert result["spread"]["without_leader"] == 1
