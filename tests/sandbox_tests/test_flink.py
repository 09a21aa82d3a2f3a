# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink's gateway of a region: keys, statements and their phases, versions, connections, materialized tables."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.support.estate import Estate, api_key


class Gateway:
    """Calls the gateway of Frankfurt as the administrator."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("flink_key", "compute_pool", "cluster")
        self.key = (self.estate.env["CONFLUENT_FLINK_API_KEY"], self.estate.env["CONFLUENT_FLINK_API_SECRET"])
        self.environment = self.estate.environment

    def __call__(self, method: str, path: str, body: Any = None, **more: Any) -> requests.Response:
        environment, region = more.pop("environment", self.environment), more.pop("region", "aws.eu-central-1")
        base = f"{self.sandbox.endpoint}/_flink/{region}/sql/v1/organizations/{self.sandbox.organization_id}"
        url = f"{base}/environments/{environment}{path}"
        return requests.request(method, url, json=body, auth=more.pop("auth", self.key), timeout=30, **more)

    def make(self, name: str, sql: str, **spec: Any) -> Any:
        return self("POST", "/statements", {"name": name, "spec": {"statement": sql, **spec}})

    def turn(self, name: str, version: str, **spec: Any) -> int:
        body = {"name": name, "spec": spec, "metadata": {"resource_version": version}}
        return self("PUT", f"/statements/{name}", body).status_code

    def phase(self, name: str) -> str:
        return str(self("GET", f"/statements/{name}").json()["status"]["phase"])

    def version(self, name: str) -> str:
        return str(self("GET", f"/statements/{name}").json()["metadata"]["resource_version"])


@pytest.fixture
def flink(sandbox: Any) -> Gateway:
    return Gateway(sandbox)


def test_a_key_opens_one_environment_in_one_region(flink: Gateway) -> None:
    assert flink("GET", "/statements").status_code == 200
    other = flink.sandbox.request("POST", "/org/v2/environments", {"display_name": "other"})["id"]
    assert flink("GET", "/statements", environment=other).status_code == 403
    assert flink("GET", "/statements", region="aws.us-east-1").status_code == 401
    assert flink("GET", "/statements", auth=("nobody", "x")).status_code == 401
    assert flink("GET", "/statements/none").status_code == 404
    owner = flink.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "nobody"})["id"]
    region = {"id": "aws.eu-central-1", "kind": "Region", "api_version": "fcpm/v2", "environment": flink.environment}
    key = api_key(flink.sandbox, owner, region, "without a role")
    assert flink("GET", "/statements", auth=key).status_code == 403


def test_statements_go_through_their_phases(flink: Gateway) -> None:
    flink.sandbox.settings(statement_pending=10, statement_stopping=10, statement_deleting=10)
    assert flink.make("a", "INSERT INTO x SELECT 1", stopped=True).status_code == 201  # it runs all the same
    assert flink.phase("a") == "PENDING"
    assert flink("GET", "/statements/a/results").status_code == 409
    flink.sandbox.advance(10)
    assert flink.phase("a") == "RUNNING"
    assert flink.turn("a", flink.version("a"), stopped=True) == 202
    assert flink.phase("a") == "STOPPING"
    flink.sandbox.advance(10)
    assert flink.phase("a") == "STOPPED"
    assert flink.make("a", "SELECT 1").status_code == 409
    assert flink("DELETE", "/statements/a").status_code == 202
    listed = [(one["name"], one["status"]["phase"]) for one in flink("GET", "/statements").json()["data"]]
    assert listed == [("a", "DELETING")]
    flink.sandbox.advance(10)
    assert flink("GET", "/statements").json()["data"] == []


def test_a_put_brings_the_version_and_changes_little(flink: Gateway) -> None:
    flink.make("a", "INSERT INTO x SELECT 1", properties={"sql.secrets.k": "v", "p": "1"})
    version = flink.version("a")
    assert flink.turn("a", "v0", stopped=True) == 409
    assert flink.turn("a", "", stopped=True) == 400
    assert flink.turn("a", version) == 400
    assert flink.turn("a", version, stopped=False, principal=flink.estate.id_of("service_account")) == 400
    assert flink.turn("a", version, stopped=False, properties={"p": "2"}) == 202
    assert flink("GET", "/statements/a").json()["spec"]["properties"] == {"sql.secrets.k": "*******", "p": "1"}


def test_what_is_wrong_with_a_statement(flink: Gateway) -> None:
    assert flink.make("A", "SELECT 1").status_code == 400
    assert flink.make("a", " ").status_code == 400
    assert flink.make("a", "SELECT 1", compute_pool_id="lfcp-z9z9z9").status_code == 400
    assert flink.make("a", "SELECT 1", principal="sa-z9z9z9").status_code == 400
    assert flink.make("a", "SELECT 1", properties={"p": 1}).status_code == 400
    assert flink.make("a", "SELECT 1", properties={"sql.tables.initial-offset-from": "none"}).status_code == 400


def test_labels_select(flink: Gateway) -> None:
    body = {
        "name": "a",
        "metadata": {"labels": {"user.confluent.io/hidden": "true"}},
        "spec": {"statement": "SELECT 1"},
    }
    flink("POST", "/statements", body)
    flink.make("b", "SELECT 1")
    params = {"label_selector": "user.confluent.io/hidden=true"}
    assert [one["name"] for one in flink("GET", "/statements", params=params).json()["data"]] == ["a"]


def test_connections_show_no_secret(flink: Gateway) -> None:
    auth = {"kind": "PlaintextProvider", "data": '{"API_KEY": "secret"}'}
    spec = {"connection_type": "OPENAI", "endpoint": "https://api.example", "auth_data": auth}
    made = flink("POST", "/connections", {"name": "a", "spec": spec})
    assert (made.status_code, "secret" in made.text) == (201, False)
    assert flink("POST", "/connections", {"name": "a", "spec": spec}).status_code == 409
    assert flink("POST", "/connections", {"name": "b", "spec": {**spec, "auth_data": {}}}).status_code == 400
    body = {"name": "a", "spec": {"auth_data": auth}, "metadata": {"resource_version": "c0"}}
    assert flink("PUT", "/connections/a", body).status_code == 409
    assert flink("DELETE", "/connections/a").status_code == 200
    assert flink("DELETE", "/connections/a").status_code == 404


def test_queries_of_materialized_tables_are_written_anew(flink: Gateway) -> None:
    flink.sandbox.settings(table_pending=10)
    path = f"/databases/{flink.estate.cluster}/materialized-tables"
    spec = {"kafka_cluster_id": flink.estate.cluster, "query": "select cast(a as int) from t where a > 1"}
    made = flink("POST", path, {"name": "T", "spec": spec, "metadata": {}})
    assert made.json()["spec"]["query"] == "SELECT CAST(a AS INTEGER) FROM `t` WHERE (a > 1)"
    assert made.json()["spec"]["distribution"]["bucket_count"] == 6
    assert flink("DELETE", f"{path}/T").status_code == 409
    flink.sandbox.advance(10)
    again = {"name": "T", "spec": made.json()["spec"], "metadata": made.json()["metadata"]}
    assert flink("PUT", f"{path}/T", again).json()["status"]["latest_version"] == 1
    flink.sandbox.advance(10)
    assert flink("DELETE", f"{path}/T").status_code == 202
    assert flink("GET", "/materialized-tables").json()["data"] == []
