# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ksqlDB as its open source and its answers show it: shapes, texts of refusals, commands, what it prints."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.kinds.ksql_statement import LARGE, ORDERS, TOTALS
from tests.support.estate import Estate


class Ksql:
    """Calls a cluster's endpoint, as its owner."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        estate = Estate(sandbox).needs("kafka_key", "ksql_topic", "ksql_key")
        found = sandbox.request("GET", "/ksqldbcm/v2/clusters", environment=estate.environment)["data"][0]
        self.url = found["status"]["http_endpoint"]
        self.key = (estate.env["CONFLUENT_KSQL_API_KEY"], estate.env["CONFLUENT_KSQL_API_SECRET"])

    def call(self, method: str, path: str, body: Any = None, key: Any = None) -> tuple[int, Any]:
        answer = requests.request(method, self.url + path, json=body, auth=key or self.key, timeout=30)
        return answer.status_code, answer.json()

    def __call__(self, sql: str, status: int = 200, **more: Any) -> Any:
        found, answer = self.call("POST", "/ksql", {"ksql": sql, **more})
        assert found == status, answer
        return answer


@pytest.fixture
def ksql(sandbox: Any) -> Ksql:
    return Ksql(sandbox)


def test_a_life(ksql: Ksql) -> None:
    (made,) = ksql(f"{ORDERS};")
    assert made["@type"] == "currentStatus"
    assert made["commandId"] == "stream/`ORDERS`/create"
    assert made["commandStatus"] == {"status": "SUCCESS", "message": "Stream created", "queryId": None}
    assert made["statementText"] == (
        "CREATE STREAM ORDERS (ID STRING KEY, CUSTOMER STRING, AMOUNT BIGINT) WITH (CLEANUP_POLICY='delete', "
        "KAFKA_TOPIC='sales.orders', KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON');"
    )
    (large,) = ksql(f"{LARGE};")
    assert large["commandStatus"]["queryId"] == "CSAS_LARGE_1"
    streams, queries = ksql("LIST STREAMS EXTENDED; SHOW QUERIES;")
    described = {one["name"]: one for one in streams["sourceDescriptions"]}
    assert described["ORDERS"]["sourceConstraints"] == ["LARGE"]
    assert [one["id"] for one in described["ORDERS"]["readQueries"]] == ["CSAS_LARGE_1"]
    assert queries["queries"][0]["queryString"].endswith(
        "AS SELECT\n  ORDERS.ID ID,\n  ORDERS.AMOUNT AMOUNT\nFROM ORDERS ORDERS\n"
        "WHERE ((ORDERS.AMOUNT > 100) AND (ORDERS.CUSTOMER IS NOT NULL))\nEMIT CHANGES;"
    )
    assert ksql.call("GET", "/status/stream/%60ORDERS%60/create")[1]["status"] == "SUCCESS"
    assert ksql.call("GET", "/status/stream/NONE/create")[0] == 404
    assert ksql.call("GET", "/info")[1]["KsqlServerInfo"]["serverStatus"] == "RUNNING"
    assert ksql.call("GET", "/healthcheck")[1]["isHealthy"] is True


def test_refusals(ksql: Ksql) -> None:
    ksql(f"{ORDERS}; {LARGE};")
    refused = ksql(f"{ORDERS};", 400)
    assert (refused["@type"], refused["error_code"], refused["entities"]) == ("statement_error", 40001, [])
    assert refused["message"] == "Cannot add stream 'ORDERS': A stream with the same name already exists"
    assert ksql(f"{ORDERS.replace('STREAM', 'STREAM IF NOT EXISTS')};")[0]["@type"] == "warning_entity"
    assert "[LARGE]" in ksql("DROP STREAM orders;", 400)["message"]
    assert ksql("DROP TABLE large;", 400)["message"].startswith("Incompatible data source type is STREAM")
    assert ksql("TERMINATE nothing;", 400)["message"] == "Unknown queryId: NOTHING"
    assert ksql("DROP STREAM IF EXISTS nothing;")[0]["message"] == "Source NOTHING does not exist."
    assert "NOWHERE does not exist" in ksql("CREATE STREAM a AS SELECT * FROM nowhere;", 400)["message"]
    assert "mismatched input" in ksql("CREATE STREAM a AS SELECT", 400)["message"]
    assert "PARTITIONS" in ksql(f"{ORDERS.replace('sales.orders', 'none').replace('orders (', 'b (')};", 400)["message"]
    ksql.sandbox.settings(ksql_drop_ends_queries=False)
    assert "need to terminate them" in ksql("DROP STREAM large;", 400)["message"]
    ksql("INSERT INTO large WITH (query_id='one') SELECT id, amount FROM orders;")
    assert (
        "already exists"
        in ksql("INSERT INTO large WITH (query_id='one') SELECT id, amount FROM orders;", 400)["message"]
    )
    ksql.sandbox.settings(ksql_drop_ends_queries=True)
    assert "[ONE]" in ksql("DROP STREAM large;", 400)["message"]
    ksql(f"{TOTALS};")
    assert "Upgrades not yet supported" in ksql(f"{TOTALS.replace('CREATE', 'CREATE OR REPLACE')};", 400)["message"]


def test_a_command_is_done_later_and_others_can_wait_for_it(ksql: Ksql) -> None:
    ksql.sandbox.settings(ksql_command_delay=10)
    (made,) = ksql(f"{ORDERS};")
    assert made["commandStatus"]["status"] == "EXECUTING"
    assert ksql("LIST STREAMS;")[0]["streams"] == []
    answer = ksql("LIST STREAMS;", 503, commandSequenceNumber=made["commandSequenceNumber"])
    assert answer["error_code"] == 50301
    ksql.sandbox.advance(11)
    assert len(ksql("LIST STREAMS;", commandSequenceNumber=made["commandSequenceNumber"])[0]["streams"]) == 1


def test_keys_of_other_planes_are_refused(ksql: Ksql) -> None:
    cloud = (ksql.sandbox.cloud_key, ksql.sandbox.cloud_secret)
    assert ksql.call("POST", "/ksql", {"ksql": "LIST STREAMS;"}, cloud)[0] == 401
    assert ksql.call("POST", "/ksql", {"sql": ""})[0] == 400
