# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Materialized tables of Flink: queries that the service writes anew, what it fills in, operations that are pending."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.flink_materialized_table import TABLE, WHERE
from tests.support import direct
from tests.support.estate import Estate


class Tables(direct.Foreseen):
    """Runs the kind in this process, for the table of the row."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("flink_key", "compute_pool", "cluster", "service_account")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink import materialized_tables

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        given = {**WHERE, "name": TABLE["name"], "wait_timeout": 3600, **options}
        return direct.run(materialized_tables.FlinkMaterializedTable, given, env, check=check, skipping=self.sandbox)

    def made(self, **options: Any) -> dict[str, Any]:
        result = self.run(**TABLE, **options)
        assert (result["failed"], result["operation"]) == (False, "created"), result
        return dict(result["flink_materialized_table"])

    def writes(self) -> list[str]:
        return [entry["method"] for entry in self.sandbox.writes()]

    def body(self) -> dict[str, Any]:
        [entry] = self.sandbox.writes()
        return dict(entry["request_body"])

    def kept(self) -> dict[str, Any]:
        return {item["name"]: item for item in self.sandbox.state().get("flink_materialized_tables", {}).values()}


@pytest.fixture
def tables(sandbox: Any) -> Tables:
    return Tables(sandbox)


def test_a_query_that_is_written_anew_is_no_difference(tables: Tables) -> None:
    made = tables.made()
    assert made["query"] == "SELECT id, CAST(price AS INTEGER) AS price FROM `orders` WHERE (price > 1000)"
    tables.done("unchanged", **TABLE)
    assert len(tables.sandbox.journal()) == 7  # the table itself once; the rest finds it, its pool and its principal
    tables.done("unchanged", **{**TABLE, "query": f"-- expensive ones\n{TABLE['query']};\n"})
    changed = tables.done("updated", query="select id from orders where price > 2000")
    assert tables.writes() == ["PUT"]
    assert (changed["flink_materialized_table"]["version"], changed["flink_materialized_table"]["latest_version"]) == (
        2,
        2,
    )
    assert any("where that begins to read" in words for words in changed["warnings"])


def test_what_the_service_fills_in_is_no_difference_and_stays(tables: Tables) -> None:
    tables.made()
    tables.done("updated", table_options={"kafka.retention.time": "14 d"})
    sent = tables.body()["spec"]
    assert sent["table_options"] == {"kafka.retention.time": "14 d", "scan.startup.mode": "earliest-offset"}
    assert sent["distribution"] == {"kind": "HASH", "keys": ["id"], "bucket_count": 6}
    column = {"name": "id", "type": {"type": "VARCHAR", "nullable": True}, "kind": "Physical"}
    tables.done("unchanged", columns=[column], distribution={"kind": "HASH", "bucket_count": 6}, constraints=[])
    tables.done("updated", columns=[{**column, "comment": "the order"}])
    tables.refused("bucket_count", "fixed at creation", distribution={"kind": "HASH", "bucket_count": 12})
    tables.refused("session_options", "fixed at creation", session_options={"sql.local-time-zone": "UTC"})


def test_stopped_and_resumed(tables: Tables) -> None:
    tables.sandbox.settings(statement_pending=60)
    tables.made()
    stopped = tables.done("updated", stopped=True)
    assert stopped["flink_materialized_table"]["phase"] == "STOPPED"
    assert "next_step" not in stopped
    tables.done("unchanged", stopped=True)
    tables.done("updated", stopped=False, query="SELECT id FROM orders")
    resumed = tables.run()["flink_materialized_table"]
    assert (resumed["phase"], resumed["stopped"], resumed["version"]) == ("RUNNING", False, 2)


def test_another_operation_that_is_pending_is_waited_out(tables: Tables) -> None:
    tables.sandbox.settings(table_pending=30)
    tables.made()
    changed = tables.run(query="SELECT id FROM orders")
    assert (changed["failed"], tables.writes().count("PUT") > 1) == (False, True), changed
    gone = tables.run(state="absent")
    assert (gone["failed"], tables.kept()) == (False, {}), gone
    assert any("its topic may go along with all its records" in words for words in gone["warnings"])
    tables.sandbox.settings(table_pending=100_000)
    tables.made()
    assert "pending operation" in tables.run(state="absent")["msg"]


def test_a_query_that_fails(tables: Tables) -> None:
    tables.sandbox.settings(statement_failing="nothing")
    failed = tables.run(**{**TABLE, "query": "SELECT nothing FROM orders"})
    assert (failed["failed"], failed["operation"]) == (True, "created")
    assert "SQL validation failed: nothing" in failed["msg"]
    tables.sandbox.settings(statement_pending=60)  # and the one that failed is still seen for a while
    repaired = tables.run(**TABLE)
    assert (repaired["failed"], repaired["operation"]) == (False, "updated"), repaired
    assert (repaired["wait"]["phases"][-2:], tables.run(**TABLE)["operation"]) == (["FAILED", "RUNNING"], "unchanged")


def test_a_new_version_that_fails_is_not_waited_for(tables: Tables) -> None:
    tables.made()
    query = "SELECT nothing FROM orders"
    tables.sandbox.settings(statement_failing="nothing")
    assert tables.run(query=query)["failed"]
    raw = next(e["response_body"] for e in reversed(tables.sandbox.journal()) if e["path"].endswith(TABLE["name"]))
    assert raw["status"]["phase"] == "FAILED"
    raw["status"].update(version=1, latest_version=2)
    tables.sandbox.fault(method="GET", path=f"/{TABLE['name']}$", times=0, status=200, body=raw)
    failed = tables.run(query=query)
    assert "is FAILED: SQL validation failed: nothing" in failed["msg"]
    assert len(tables.sandbox.journal("GET", f"/{TABLE['name']}$")) < 30, "the hour of wait_timeout is not waited out"


def test_brackets_that_the_service_takes_and_does_not_set_are_no_success(tables: Tables) -> None:
    tables.made()
    tables.done("updated", query=f"{TABLE['query']} AND a OR b AND c")
    body = next(e["response_body"] for e in reversed(tables.sandbox.journal()) if e["path"].endswith(TABLE["name"]))
    for method in ("GET", "PUT"):
        tables.sandbox.fault(method=method, path=f"/{TABLE['name']}$", times=0, status=200, body=body)
    result = tables.run(query=f"{TABLE['query']} AND (a OR b) AND c")
    assert (result["failed"], tables.writes()) == (True, ["PUT"]), result


def test_a_slow_creation_is_made_once(tables: Tables) -> None:
    for fault in ({"reset": "after"}, {"status": 504, "apply": True}):
        tables.sandbox.fault(method="POST", path="/materialized-tables$", **fault)
        tables.made()
        assert tables.writes() == ["POST"]
        tables.run(state="absent")


def test_what_is_wrong_is_refused_before_any_request(tables: Tables) -> None:
    metadata = {"name": "offset", "type": {"type": "BIGINT"}, "kind": "Metadata"}
    wrong = {
        "query": "SET 'a' = 'b'; SELECT 1",
        "columns": [metadata],
        "table_options": {"my.password": "x"},
    }
    tables.refused("takes no SET", "needs metadata_key", "needs type and nullable", "my.password is a secret", **wrong)
    tables.refused("name", name="..", query="SELECT 1")
    assert tables.sandbox.journal() == []


def test_a_cluster_of_another_region_is_refused(tables: Tables) -> None:
    spec = {"display_name": "far", "availability": "LOW", "cloud": "AWS", "region": "eu-west-1"}
    place = {"config": {"kind": "Basic"}, "environment": {"id": tables.estate.environment}}
    tables.sandbox.request("POST", "/cmk/v2/clusters", {"spec": {**spec, **place}})
    tables.refused("is in eu-west-1", "Flink in eu-central-1", cluster="far", state="absent")


def test_the_twin_lists_all_or_those_of_a_cluster(tables: Tables) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.flink import materialized_tables

    tables.made()
    env = {**tables.sandbox.env, **tables.estate.env}
    place = {option: WHERE[option] for option in ("environment", "cloud", "region")}
    for more in ({}, {"cluster": "orders"}, {"name": TABLE["name"]}):
        [one] = direct.info(materialized_tables.FlinkMaterializedTable, {**place, "cluster": None, **more}, env)
        assert (one["name"], one["cluster"]) == (TABLE["name"], tables.estate.cluster)
    tables.sandbox.clear_journal()
    direct.info(materialized_tables.FlinkMaterializedTable, {**place, "cluster": None}, env)
    assert sum(entry["plane"] == "flink" for entry in tables.sandbox.journal()) == 1
