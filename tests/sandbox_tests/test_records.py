# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records of the sandbox: what Kafka REST 8.3.1 was seen to say and to do."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from tests.support.estate import Estate, build


class Topic:
    """The topic of the standard estate, which has three partitions."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox, self.estate = sandbox, build(sandbox)

    def post(self, text: str, topic: str = "orders.created", **headers: str) -> requests.Response:
        env = self.estate.env
        return requests.post(
            f"{self.estate.kafka_endpoint}/kafka/v3/clusters/{self.estate.cluster}/topics/{topic}/records",
            text.encode(),
            headers={"Content-Type": "application/json", **headers},
            auth=(env["CONFLUENT_KAFKA_API_KEY"], env["CONFLUENT_KAFKA_API_SECRET"]),
            timeout=20,
        )

    def reports(self, *records: Any, topic: str = "orders.created") -> list[dict[str, Any]]:
        answer = self.post("".join(json.dumps(record) for record in records), topic)
        assert answer.status_code == 200
        return [json.loads(line) for line in answer.text.splitlines() if line]

    def codes(self, *records: Any, topic: str = "orders.created") -> list[int]:
        return [report["error_code"] for report in self.reports(*records, topic=topic)]


@pytest.fixture
def topic(sandbox: Any) -> Topic:
    return Topic(sandbox)


def text(value: Any, kind: str = "STRING") -> dict[str, Any]:
    return {"partition_id": 0, "value": {"type": kind, "data": value}}


def test_a_report_a_line_and_an_empty_one(topic: Topic) -> None:
    answer = topic.post(json.dumps(text("a")) + json.dumps(text("b")) + "\n" + json.dumps({"partition_id": 0}))
    lines = answer.text.splitlines()
    assert [json.loads(line)["offset"] for line in lines[:3]] == [0, 1, 2]
    assert lines[3] == ""
    assert json.loads(lines[0])["value"] == {"type": "STRING", "size": 1}
    assert "value" not in json.loads(lines[2])
    assert topic.reports(text(None, "JSON"))[0]["value"] == {"type": "JSON", "size": -1}


def test_a_bad_record_stops_nobody_and_broken_json_all_behind_it(topic: Topic) -> None:
    assert topic.codes(text("a"), text(5), {"partition_id": -1}, {"x": 1}, text("b")) == [200, 400, 40402, 400, 200]
    answer = topic.post(json.dumps(text("c")) + "{" + json.dumps(text("d")))
    assert [json.loads(line)["error_code"] for line in answer.text.splitlines() if line] == [200, 400]
    assert topic.reports(text("e"))[0]["offset"] == 3
    empty = topic.post("")
    assert (empty.status_code, empty.text) == (200, "")
    assert topic.post("{}", **{"Content-Type": "text/plain"}).status_code == 415


def test_what_is_not_there_is_waited_for(topic: Topic, sandbox: Any) -> None:
    sandbox.settings(time_scale=600)
    [first, second] = topic.reports({"partition_id": 3}, text("a"))
    assert (first["error_code"], second["error_code"]) == (40401, 200)
    assert "partition count 3 is not present in metadata after 60000 ms." in first["message"]
    assert topic.codes(text("a"), topic="missing") == [40401]


def test_sizes_times_and_forms(topic: Topic) -> None:
    assert topic.codes(text("x" * (1 << 20)), text("?", "BINARY"), text("x", "AVRO"), {"value": {"data": 1}}) == [
        413,
        400,
        400,
        422,
    ]
    seconds = topic.reports(
        {"timestamp": 1772366400}, {"timestamp": "2026-03-01"}, {"timestamp": "2026-03-01T12:00:00Z"}
    )
    assert [report["error_code"] for report in seconds] == [200, 400, 200]
    assert seconds[0]["timestamp"] == seconds[2]["timestamp"] == "2026-03-01T12:00:00.000Z"


def test_records_go_with_their_topic(topic: Topic) -> None:
    topic.codes(text("a"), text("b"))
    topic.estate.kafka("DELETE", "/topics/orders.created")
    topic.estate.kafka("POST", "/topics", {"topic_name": "orders.created", "partitions_count": 3})
    assert topic.reports(text("c"))[0]["offset"] == 0


def test_who_may_not_write_is_told_so_by_the_status(topic: Topic, sandbox: Any) -> None:
    estate: Estate = topic.estate
    sandbox.seed(
        "acls",
        {
            "cluster": estate.cluster,
            "resource_type": "TOPIC",
            "resource_name": "orders.created",
            "principal": f"User:{estate.administrator}",
            "operation": "WRITE",
            "permission": "DENY",
        },
    )
    answer = topic.post("{}")
    assert (answer.status_code, answer.json()["error_code"]) == (403, 40301)
