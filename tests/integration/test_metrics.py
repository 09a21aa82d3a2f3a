# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Metrics: one query for many groups, ranges and filters judged beforehand, pages, and what there is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from tests.kinds.metrics import READING
from tests.support import direct
from tests.support.estate import Estate
from tests.support.journal import is_write

QUERY = r"/v2/metrics/cloud/query$"


class Read:
    """The module against the groups of the consumer groups' row, on a topic with records."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox, self.estate = sandbox, Estate(sandbox).needs(*READING.needs)
        self.cluster = self.estate.cluster
        for partition in range(3):
            self.seed("records", topic="orders.created", partition=partition, values=["0123456789"] * 4)
        self.seed("commits", group="shop-audit", topic="orders.created", offset=3)
        self.kind: Any = None

    def seed(self, kind: str, **spec: Any) -> None:
        self.sandbox.seed(kind, {"cluster": self.cluster, **spec})

    def __call__(self, metric: str | None = "consumer_lag_offsets", skip: bool = True, **options: Any) -> list[Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import transport_of
        from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.metrics import Metrics

        env = {**self.sandbox.env, **self.estate.env}
        given = {**({"clusters": ["orders"]} if metric and "resource_ids" not in options else {}), **options}
        parameters = direct._parameters(Metrics, {"metric": metric, **given}, env, Metrics.info_argument_fields())
        self.sandbox.clear_journal()
        transport = transport_of(parameters, read_only=True)
        try:
            with direct.skipped(self.sandbox, transport):
                self.kind = Metrics(Cloud(parameters, transport), parameters)
                self.kind.open()
                found: list[Any] = self.kind.select()
                return found
        finally:
            transport.close()

    def fails(self, *arguments: Any, **options: Any) -> str:
        from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError

        with pytest.raises(ConfluentError) as caught:
            self(*arguments, **options)
        return str(caught.value)

    @property
    def queries(self) -> list[dict[str, Any]]:
        return [entry["request_body"] for entry in self.sandbox.journal("POST", QUERY)]


@pytest.fixture
def read(sandbox: Any) -> Read:
    return Read(sandbox)


def test_the_lag_of_all_groups_by_one_query(read: Read) -> None:
    found = read(group_by=["consumer_group_id"], minutes=5)
    assert [(one["labels"], one["latest"]) for one in found] == [
        ({"consumer_group_id": "shop-audit"}, 3),
        ({"consumer_group_id": "shop-billing"}, 12),
    ]
    assert len(found[0]["points"]) == 5
    assert found[0]["points"][0]["timestamp"] > found[0]["points"][1]["timestamp"]
    [query] = read.queries
    assert query["aggregations"] == [{"metric": "io.confluent.kafka.server/consumer_lag_offsets"}]
    assert query["filter"] == {"field": "resource.kafka.id", "op": "EQ", "value": read.cluster}
    assert query["intervals"] == ["now-10m|m/now-5m|m"]
    assert not [entry for entry in read.sandbox.journal() if is_write(entry)]


def test_filters_and_sums(read: Read) -> None:
    [one] = read("retained_bytes", resource_ids=[read.cluster], filter={"topic": "orders.created"}, granularity="ALL")
    assert (one["labels"], one["latest"]) == ({}, 120)
    both = read("retained_bytes", filter={"partition": [0, 1]}, group_by=["topic", "resource.kafka.id"])
    assert both[0]["labels"] == {"topic": "orders.created", "kafka.id": read.cluster}
    assert both[0]["latest"] == 80
    assert read("retained_bytes", filter={"topic": "another"}) == []
    assert read.queries[0]["filter"]["filters"][1] == {"field": "metric.topic", "op": "EQ", "value": "another"}


def test_the_end_is_five_minutes_ago_where_only_the_start_is_stated(read: Read) -> None:
    start = datetime.now(timezone.utc) - timedelta(minutes=4)
    assert "start is not before the end" in read.fails(start=start.isoformat())
    assert read.sandbox.journal() == []


def test_a_truth_value_is_looked_for_as_the_service_writes_it(read: Read) -> None:
    read(filter={"topic": True})
    assert read.queries[0]["filter"]["filters"][1]["value"] == "true"


def test_a_range_by_its_ends(read: Read) -> None:
    options = {"start": "2026-03-01T12:00:00+01:00", "end": "2026-03-01T13:00:00Z", "granularity": "PT1H"}
    [one] = read("retained_bytes", **options)
    assert [point["timestamp"] for point in one["points"]] == ["2026-03-01T12:00:00Z", "2026-03-01T11:00:00Z"]
    assert read.queries[0]["intervals"] == ["2026-03-01T11:00:00Z/2026-03-01T13:00:00Z"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"minutes": 361}, "is too long for the granularity PT1M, which goes up to 6 hours: give granularity: PT5M"),
        ({"minutes": 30000, "granularity": "PT15M"}, "give granularity: PT1H"),
        ({"minutes": 0}, "minutes must be from 1 to"),
        ({"minutes": 10**13, "granularity": "PT1H"}, "minutes must be from 1 to"),
        ({"start": "0001-01-01T00:00:00+05:00"}, "start '0001-01-01T00:00:00+05:00' is not a moment"),
        ({"start": "9999-12-31T23:59:59-05:00"}, "is not a moment"),
        ({"start": "2999-01-01T00:00:00Z"}, "start is not before the end, which is 5 minutes ago: give end too"),
        ({"filter": {"topic": [{"a": 1}]}}, "filter topic is not a value, or a list of values"),
        ({"start": "2026-03-01"}, "start '2026-03-01' is not a moment with its zone"),
        ({"end": "2026-03-01T12:00:00Z"}, "end without start"),
        ({"start": "2026-03-01T12:00:00Z", "end": "2026-03-01T12:00:00Z"}, "end is not after start"),
        ({"clusters": []}, "clusters or resource_ids is needed"),
        ({"resource_type": "connector"}, "clusters are of the resource_type kafka"),
        ({"filter": {"topic": []}}, "filter topic names no value"),
        ({"metric": None, "group_by": ["topic"]}, "group_by without metric"),
    ],
)
def test_options_are_judged_before_any_request(read: Read, options: dict[str, Any], words: str) -> None:
    assert words in read.fails(**options)
    assert read.sandbox.journal() == []


def test_more_groups_than_a_page_are_read_to_the_end(read: Read) -> None:
    read.seed("groups", prefix="many-", count=1500, commits={"orders.created": 1})
    assert len(read(group_by=["consumer_group_id"], granularity="ALL")) == 1502
    assert len(read.queries) == 2


def test_a_cursor_that_is_no_more_begins_anew_once(read: Read) -> None:
    read.seed("groups", prefix="many-", count=1100, commits={"orders.created": 1})
    body = '{"errors":[{"status":"400","detail":"The page token is invalid or has expired"}]}'
    read.sandbox.fault(path=QUERY, nth=2, status=400, body=body, content_type="application/json")
    assert len(read(group_by=["consumer_group_id"], granularity="ALL")) == 1102
    assert len(read.queries) == 4
    read.sandbox.fault(path=QUERY, nth=2, times=0, status=400, body=body, content_type="application/json")
    assert "has expired" in read.fails(group_by=["consumer_group_id"], granularity="ALL")


def test_too_many_requests_are_waited_for(read: Read) -> None:
    read.sandbox.fault(path=QUERY, times=3, status=429)
    assert len(read(group_by=["consumer_group_id"])) == 2
    assert len(read.queries) == 4


def test_what_is_misspelt_is_told_with_what_is_near(read: Read) -> None:
    said = read.fails("consumer_lag_offset")
    assert "Unknown metric" in said
    assert "Did you mean io.confluent.kafka.server/consumer_lag_offsets?" in said
    assert "The labels of io.confluent.kafka.server/retained_bytes are topic, partition." in read.fails(
        "retained_bytes", group_by=["topics"]
    )


def test_a_resource_that_may_not_be_seen_is_told_with_the_role(read: Read) -> None:
    said = read.fails(resource_ids=["lkc-000000"])
    assert "answered 403" in said
    assert "MetricsViewer" in said


def test_which_metrics_there_are(read: Read) -> None:
    assert read(None) == []
    told = read.kind.besides()["descriptors"]
    assert [one["name"].partition("/")[2] for one in told] == [
        "active_connection_count",
        "consumer_lag_offsets",
        "received_bytes",
        "request_count",
        "retained_bytes",
        "sent_bytes",
    ]
    assert told[1]["labels"] == ["topic", "partition", "consumer_group_id", "client_id"]


def test_the_key_of_another_control_plane_is_not_sent_to_confluents_metrics(read: Read) -> None:
    words = read.fails(metrics_endpoint=None)
    assert "is no host of Confluent Cloud" in words
    assert "give metrics_endpoint" in words
    assert read.sandbox.journal() == []


def test_another_host_is_asked_with_the_key_of_the_control_plane(read: Read) -> None:
    assert "127.0.0.1:9 gave no answer" in read.fails(
        resource_ids=[read.cluster], metrics_endpoint="http://127.0.0.1:9", retry_timeout=0
    )
    assert read.sandbox.journal() == []
