# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Groups of the sandbox: what Kafka REST 8.3.1 was seen to say of them; share and streams groups by the document."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.support.estate import build


class Groups:
    """Groups on the topic of the standard estate, which has three partitions with ten records each."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox, self.estate = sandbox, build(sandbox)
        sandbox.settings(lag_refusal=0)
        for partition in range(3):
            self.seed("records", topic="orders.created", partition=partition, count=10)

    def seed(self, kind: str, **spec: Any) -> None:
        self.sandbox.seed(kind, {"cluster": self.estate.cluster, **spec})

    def get(self, path: str) -> tuple[int, Any]:
        env, cluster = self.estate.env, self.estate.cluster
        answer = requests.get(
            f"{self.estate.kafka_endpoint}/kafka/v3/clusters/{cluster}/{path}",
            auth=(env["CONFLUENT_KAFKA_API_KEY"], env["CONFLUENT_KAFKA_API_SECRET"]),
            timeout=20,
        )
        return answer.status_code, answer.json()

    def message(self, path: str) -> tuple[int, str]:
        status, body = self.get(path)
        return status, body["message"]

    def lag(self, name: str) -> list[int]:
        return [one["lag"] for one in self.get(f"consumer-groups/{name}/lags")[1]["data"]]


@pytest.fixture
def groups(sandbox: Any) -> Groups:
    return Groups(sandbox)


def test_four_words_for_nothing(groups: Groups) -> None:
    groups.seed("groups", name="new", members=[{}])
    groups.seed("groups", name="workers", protocol="connect")
    groups.seed("groups", name="shared", protocol="share")
    assert groups.message("consumer-groups/nobody") == (404, "HTTP 404 Not Found")
    assert groups.message("consumer-groups/nobody/consumers") == (404, "Consumer Group nobody does not exist.")
    assert groups.message("consumer-groups/nobody/lags") == (404, "Consumer Group nobody could not be found.")
    assert groups.message("consumer-groups/new/lags") == (404, "Consumer group offsets could not be found.")
    assert groups.message("consumer-groups/workers/lag-summary") == (500, "Internal Server Error")
    assert groups.get("consumer-groups/shared")[0] == 404
    assert [one["consumer_group_id"] for one in groups.get("consumer-groups")[1]["data"]] == ["new"]


def test_lag_moves_with_commits_records_and_time(groups: Groups, sandbox: Any) -> None:
    members = [{"client_id": "c", "assigned": {"orders.created": [0]}}]
    groups.seed("groups", name="billing", members=members, commits={"orders.created": 4})
    assert groups.lag("billing") == [6, 6, 6]
    groups.seed("commits", group="billing", topic="orders.created", partitions=[1], offset=99)
    groups.seed("records", topic="orders.created", partition=0, count=2)
    assert groups.lag("billing") == [8, 0, 6]
    summary = groups.get("consumer-groups/billing/lag-summary")[1]
    assert (summary["max_lag"], summary["total_lag"], summary["max_lag_client_id"]) == (8, 14, "c")
    assert groups.get("consumer-groups/billing/lags/orders.created/partitions/0")[1]["lag"] == 8
    assert groups.get("consumer-groups/billing/lags/orders.created/partitions/7")[0] == 404
    groups.seed("groups", name="billing", commits={"orders.created": 0}, pace=2)
    sandbox.advance(3)
    assert max(groups.lag("billing")) <= 6
    groups.estate.kafka("DELETE", "/topics/orders.created")
    assert groups.get("consumer-groups/billing/lags")[0] == 404


def test_links_carry_names_unencoded_and_paths_do_not(groups: Groups) -> None:
    groups.seed("groups", name="a/b c%", members=[{"id": "x/y=="}])
    status, group = groups.get("consumer-groups/a%2Fb%20c%25")
    assert (status, group["metadata"]["self"].endswith("/consumer-groups/a/b c%")) == (200, True)
    assert groups.get("consumer-groups/a%2Fb%20c%25/consumers/x%2Fy%3D%3D")[1]["consumer_id"] == "x/y=="


def test_lag_is_told_on_dedicated_clusters_only(groups: Groups, sandbox: Any) -> None:
    groups.seed("groups", name="billing", commits={"orders.created": 4})
    for status in (403, 404):
        sandbox.settings(lag_refusal=status)
        assert groups.get("consumer-groups/billing/lags")[0] == status


def test_share_groups_and_streams_groups(groups: Groups, sandbox: Any) -> None:
    assigned = {"orders.created": [0, 2]}
    groups.seed("groups", name="shared", protocol="share", members=[{"id": "m", "assigned": assigned}])
    groups.seed(
        "groups",
        name="streams",
        protocol="streams",
        members=[{"id": "m", "tasks": {"active": {"0": [0, 1]}}}],
        subtopologies={"0": ["orders.created"]},
    )
    [shared] = groups.get("share-groups")[1]["data"]
    assert (shared["consumer_count"], shared["partition_count"], shared["state"]) == (1, 2, "STABLE")
    assert len(groups.get("share-groups/shared/consumers/m/assignments")[1]["data"]) == 2
    [streams] = groups.get("streams-groups")[1]["data"]
    assert (streams["member_count"], streams["subtopology_count"]) == (1, 1)
    assert groups.get("streams-groups/streams/subtopologies")[1]["data"][0]["source_topics"] == ["orders.created"]
    tasks = groups.get("streams-groups/streams/members/m/assignments/active")[1]["data"]
    assert [(one["subtopology_id"], one["partition_ids"]) for one in tasks] == [("0", [0, 1])]
    assert groups.get("streams-groups/streams/members/m/assignments/other")[0] == 404
    sandbox.settings(groups_refusal=404)
    assert groups.get("share-groups")[0] == 404
