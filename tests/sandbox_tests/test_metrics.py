# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The metrics service of the sandbox, by its document."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.support.estate import build

LAG = "io.confluent.kafka.server/consumer_lag_offsets"


class Service:
    """Two groups with lag on the cluster of the standard estate."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox, self.estate = sandbox, build(sandbox)
        cluster = self.estate.cluster
        sandbox.seed("records", {"cluster": cluster, "topic": "orders.created", "count": 10})
        for name, offset in (("a", 4), ("b", 9)):
            spec = {"cluster": cluster, "name": name, "commits": {"orders.created": offset}}
            sandbox.seed("groups", spec)
        self.own = {"field": "resource.kafka.id", "op": "EQ", "value": cluster}

    def query(self, auth: Any = None, token: str | None = None, **body: Any) -> requests.Response:
        given = {
            "aggregations": [{"metric": LAG}],
            "granularity": "ALL",
            "intervals": ["now-10m|m/now-5m|m"],
            "filter": self.own,
            "group_by": ["metric.consumer_group_id"],
            **body,
        }
        key = (self.sandbox.cloud_key, self.sandbox.cloud_secret)
        url = f"{self.sandbox.endpoint}/v2/metrics/cloud/query"
        return requests.post(
            url, json=given, auth=auth or key, params={"page_token": token} if token else {}, timeout=20
        )

    def values(self, **body: Any) -> dict[str, float]:
        return {one["metric.consumer_group_id"]: one["value"] for one in self.query(**body).json()["data"]}


@pytest.fixture
def service(sandbox: Any) -> Service:
    return Service(sandbox)


def test_filters(service: Service) -> None:
    def also(given: dict[str, Any]) -> dict[str, Any]:
        return {"filter": {"op": "AND", "filters": [service.own, given]}}

    named = {"field": "metric.consumer_group_id", "op": "EQ", "value": "a"}
    assert service.values() == {"a": 6, "b": 1}
    assert service.values(**also(named)) == {"a": 6}
    assert service.values(**also({"op": "NOT", "filter": named})) == {"b": 1}
    assert service.values(**also({**named, "op": "GT"})) == {"b": 1}
    assert service.values(**also({**named, "op": "GTE"})) == {"a": 6, "b": 1}
    assert service.values(**also({"op": "OR", "filters": [named, {**named, "value": "b"}]})) == {"a": 6, "b": 1}


@pytest.mark.parametrize(
    "body",
    [
        {"filter": None},
        {"granularity": "PT1M", "intervals": ["now-7h/now"]},
        {"intervals": ["yesterday/PT1H"]},
        {"intervals": []},
        {"group_by": [], "format": "GROUPED"},
        {"group_by": ["metric.unknown"]},
        {"aggregations": [{"metric": "lag"}]},
        {"aggregations": [{"metric": LAG}, {"metric": LAG}]},
        {"limit": 1001},
    ],
)
def test_what_it_does_not_take(service: Service, body: dict[str, Any]) -> None:
    answer = service.query(**body)
    assert (answer.status_code, list(answer.json()["errors"][0])) == (400, ["status", "detail"])


def test_pages_buckets_and_keys(service: Service) -> None:
    first = service.query(limit=1).json()
    token = first["meta"]["pagination"]["next_page_token"]
    second = service.query(limit=1, token=token).json()
    assert [one["data"][0]["metric.consumer_group_id"] for one in (first, second)] == ["a", "b"]
    assert "next_page_token" not in second["meta"]["pagination"]
    assert service.query(token="old").status_code == 400
    grouped = service.query(format="GROUPED", granularity="PT1M", intervals=["2026-03-01T12:00:00Z/PT3M"]).json()[
        "data"
    ]
    assert [point["timestamp"][11:16] for point in grouped[0]["points"]] == ["12:02", "12:01", "12:00"]
    assert service.query(filter={**service.own, "value": "lkc-000000"}).status_code == 403
    kafka = tuple(service.estate.env[f"CONFLUENT_KAFKA_API_{part}"] for part in ("KEY", "SECRET"))
    assert service.query(auth=kafka).status_code == 401
