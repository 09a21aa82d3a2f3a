# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Defects of an earlier collection for the same service, which were reproduced there and must be impossible here.

Three groups of them have their tests elsewhere: drift that is none (test_connector: masked secrets; test_schema: order
and spelling; test_topic: defaults of the server; test_role_binding: percent-encoding), check mode that writes or lies
(test_kinds, for every module and state), and keys without their secrets (test_api_key).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kinds import CASES
from tests.support.estate import PARTS, Estate, build
from tests.support.rows import Case, filled, words_of, write_files

Run = Callable[..., dict[str, Any]]
FORBIDDEN = {"errors": [{"id": "x", "status": "403", "code": "forbidden", "detail": "Forbidden Access"}]}
NOT_FOUND = {"errors": [{"id": "x", "status": "404", "code": "not_found", "detail": "Not Found"}]}
LISTS = {
    "confluent_environment": "/org/v2/environments",
    "confluent_service_account": "/iam/v2/service-accounts",
    "confluent_kafka_cluster": "/cmk/v2/clusters",
}
CLUSTER = {"type": "Basic", "availability": "LOW", "cloud": "AWS", "region": "eu-central-1"}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


# ---- substring name matching: `name=prod-eu state=absent` deleted `prod`


@pytest.mark.parametrize("there", ["prod", "prod-eu-1", "eu-prod-eu", "PROD-EU", "prod_eu"])
def test_substring_name_matching(there: str, estate: Estate, run_module: Run) -> None:
    sandbox = estate.sandbox
    sandbox.request("POST", "/org/v2/environments", {"display_name": there})
    sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": there})
    sandbox.seed("clusters", {"environment": estate.environment, "display_name": there})
    estate.kafka("POST", "/topics", {"topic_name": there})
    sandbox.clear_journal()
    for module in (*LISTS, "confluent_topic"):
        further = {"force": True} if module in ("confluent_environment", "confluent_kafka_cluster") else {}
        result = run_module(module, {"name": "prod-eu", "state": "absent", **further}, env=estate.env)
        assert (result["failed"], result["changed"]) == (False, False), result
    assert sandbox.writes() == []


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        *(
            (module, {"name": name, "force": True})
            for name in ("", " ", "*", "dev*", "de", "DEV")
            for module in ("confluent_environment",)
        ),
        *(("confluent_topic", {"name": name}) for name in ("", ".", "*", "orders", "orders.*", "orders.create")),
        *(("confluent_service_account", {"name": name}) for name in ("", "orders", "orders*", "orders-service ")),
        ("confluent_kafka_cluster", {"name": "", "force": True}),
        ("confluent_kafka_cluster", {"name": "order", "force": True}),
        ("confluent_schema", {"subject": ""}),
        ("confluent_schema", {"subject": "orders"}),
        ("confluent_connector", {"name": ""}),
        ("confluent_connector", {"name": ".."}),
        ("confluent_api_key", {"name": "administrator", "owner": "orders-service", "resource": "kafka"}),
        (
            "confluent_role_binding",
            {"principal": "orders-service", "role": "CloudClusterAdmin", "scope": "topic", "resource_name": ""},
        ),
        ("confluent_acl", {"principal": "", "resource_type": "TOPIC", "resource_name": "*", "operation": "ALL"}),
        ("confluent_acl", {"principal": "User:*", "resource_type": "TOPIC", "resource_name": "", "operation": "ALL"}),
        ("confluent_acl", {"principal": "User:*", "resource_type": "TOPIC", "resource_name": "o", "operation": "ANY"}),
    ],
)
def test_nothing_is_removed_by_a_name_that_is_not_its_own(
    module: str, arguments: dict[str, Any], estate: Estate, run_module: Run
) -> None:
    acl = {"resource_type": "TOPIC", "resource_name": "orders.created", "pattern_type": "LITERAL"}
    acl |= {"principal": f"User:{estate.service_account}", "host": "*", "operation": "READ", "permission": "ALLOW"}
    estate.kafka("POST", "/acls", acl)
    schema = {"schema": json.dumps({"type": "string"})}
    estate.registry("POST", "/subjects/orders.created-value/versions", schema)
    estate.sandbox.clear_journal()
    result = run_module(module, {**arguments, "state": "absent"}, env=estate.env)
    assert not result["changed"], result
    assert estate.sandbox.journal("DELETE") == []


# ---- two API keys for one task, the first secret lost


@pytest.mark.parametrize("trouble", [None, {"reset": "after"}, {"status": 503, "apply": True}])
def test_two_keys_for_one_task(trouble: Any, estate: Estate, run_module: Run, tmp_path: Path) -> None:
    store = tmp_path / "key.json"
    arguments = {"name": "one", "owner": "orders-service", "resource": "kafka", "secret_file": str(store)}
    if trouble:
        estate.sandbox.fault(method="POST", path="/iam/v2/api-keys", **trouble)
    for operation in ("created", "unchanged"):
        result = run_module("confluent_api_key", arguments, env=estate.env)
        assert result["operation"] == operation, result
    held = [key for key in estate.sandbox.state()["api_keys"].values() if key["owner"] == estate.service_account]
    assert len(held) == 1
    stored = json.loads(store.read_text(encoding="utf-8"))
    assert (stored["api_key"], stored["api_secret"]) == (held[0]["id"], held[0]["secret"])


# ---- --check crashes on create


# A token that nobody has sent is refused in check mode too: it cannot come of an earlier task.
MADE = [case for case in CASES if not (case.brought or case.told_once)]


@pytest.mark.parametrize("case", MADE, ids=lambda case: case.kind)
def test_check_mode_of_a_creation_in_an_empty_organization(
    case: Case, sandbox: Any, run_module: Run, tmp_path: Path
) -> None:
    """Nothing is there, not even what the object belongs to: that may be made by an earlier task of the play."""
    words = {**dict.fromkeys(PARTS, "unknown"), "service_account": "sa-unknown", **words_of(case, tmp_path)}
    write_files(case, tmp_path, words)
    env = {"CONFLUENT_ENVIRONMENT": "dev", "CONFLUENT_KAFKA_CLUSTER": "orders"}
    arguments = filled(case.arguments, words)
    result = run_module(case.module, arguments, check=True, diff=True, env=env)
    assert (result["failed"], result["operation"], result["changed"]) == (False, "created", True), result
    assert result["diff"]["before"] == {}
    assert result["diff"]["after"]
    assert sandbox.writes() == []
    real = run_module(case.module, arguments, env=env)
    assert real["failed"] is any("fails here" in str(warning) for warning in result.get("warnings", [])), real
    assert not real["failed"] or sandbox.writes() == []


# ---- connectors: pausing under --check really paused; new settings were never applied


@pytest.fixture
def running(estate: Estate) -> dict[str, Any]:
    """The task of a connector that runs."""
    config = {"connector.class": "DatagenSource", "kafka.auth.mode": "SERVICE_ACCOUNT", "kafka.topic": "orders.created"}
    config |= {"kafka.service.account.id": estate.service_account, "output.data.format": "JSON"}
    config |= {"quickstart": "ORDERS", "tasks.max": "1"}
    estate.sandbox.seed("connectors", {"cluster": estate.cluster, "names": ["generator"], "config": config})
    estate.sandbox.clear_journal()
    return {"name": "generator", "wait_timeout": 20}


def test_pausing_a_connector_in_check_mode(running: dict[str, Any], estate: Estate, run_module: Run) -> None:
    result = run_module("confluent_connector", {**running, "status": "paused"}, check=True, env=estate.env)
    assert (result["failed"], result["changed"]) == (False, True), result
    assert estate.sandbox.writes() == []
    shown = run_module("confluent_connector_info", {"name": "generator"}, env=estate.env)["connectors"]
    assert [connector["status"] for connector in shown] == ["RUNNING"]


def test_new_settings_of_a_connector_are_applied(running: dict[str, Any], estate: Estate, run_module: Run) -> None:
    arguments = {**running, "config": {"max.interval": "1000"}}
    result = run_module("confluent_connector", arguments, env=estate.env)
    assert result["operation"] == "updated", result
    held = estate.sandbox.state()["connectors"][estate.cluster]["generator"]["config"]
    assert held["max.interval"] == "1000"
    assert held["quickstart"] == "ORDERS"
    assert run_module("confluent_connector", arguments, env=estate.env)["operation"] == "unchanged"


# ---- a failed second page treated as the end of the list


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 403, "body": FORBIDDEN},
        {"status": 404, "body": NOT_FOUND},
        {"status": 500, "body": FORBIDDEN},
        {"status": 200, "body": {}},
        {"status": 200, "body": {"data": None}},
        {"status": 200, "body": "<html>"},
        {"status": 204},
    ],
    ids=["403", "404", "500", "empty object", "no data", "html", "nothing"],
)
@pytest.mark.parametrize("module", LISTS)
def test_a_failed_second_page_is_not_the_end_of_the_list(
    module: str, trouble: dict[str, Any], estate: Estate, run_module: Run
) -> None:
    sandbox = estate.sandbox
    accounts = [{"display_name": f"n-{number:03}"} for number in range(120)]
    if module == "confluent_kafka_cluster":
        sandbox.seed("clusters", [{**account, "environment": estate.environment} for account in accounts])
    else:
        sandbox.seed(LISTS[module].rpartition("/")[2].replace("-", "_"), accounts)
    # Found by its second page: GETs of one object have the same prefix.
    sandbox.fault(method="GET", path=LISTS[module] + "$", nth=2, times=0, **trouble)
    further = {**CLUSTER, "environment": estate.environment} if module == "confluent_kafka_cluster" else {}
    for arguments in ({"name": "n-119", **further}, {"name": "n-119", "state": "absent", **further}):
        result = run_module(module, {**arguments, "retry_timeout": 1}, env=estate.env)
        assert result["failed"], result
        sandbox.admin("DELETE", "faults")
        sandbox.fault(method="GET", path=LISTS[module] + "$", nth=2, times=0, **trouble)
    assert sandbox.writes() == []


# ---- 404 counted as success on any verb


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_404_is_no_success(method: str, sandbox: Any, run_module: Run) -> None:
    if method == "PATCH":
        sandbox.request("POST", "/org/v2/environments", {"display_name": "prod"})
    sandbox.fault(method=method, path="/org/v2/environments", times=0, status=404, body=NOT_FOUND)
    result = run_module("confluent_environment", {"name": "prod", "stream_governance_package": "ADVANCED"})
    assert (result["failed"], result["changed"]) == (True, False), result
    assert result["error"]["status"] == 404
    assert result["error"]["method"] == method


@pytest.mark.parametrize(
    ("module", "arguments", "fault"),
    [
        ("confluent_topic", {"name": "new"}, {"method": "POST", "path": "/topics$"}),
        ("confluent_topic", {"name": "orders.created", "partitions": 9}, {"method": "PATCH", "path": "/topics/"}),
        (
            "confluent_topic",
            {"name": "orders.created", "config": {"retention.ms": "1d"}},
            {"method": "POST", "path": "configs:alter"},
        ),
        (
            "confluent_acl",
            {"principal": "User:*", "resource_type": "TOPIC", "resource_name": "o", "operation": "READ"},
            {"method": "POST", "path": "/acls"},
        ),
        ("confluent_subject_config", {"subject": "s", "compatibility": "FULL"}, {"method": "PUT", "path": "/config/s"}),
        ("confluent_schema", {"subject": "s", "schema": '"string"'}, {"method": "POST", "path": "/versions$"}),
        (
            "confluent_api_key",
            {"name": "k", "owner": "orders-service", "resource": "cloud", "secret_file": "{tmp}/k"},
            {"method": "POST", "path": "/api-keys"},
        ),
        (
            "confluent_role_binding",
            {"principal": "orders-service", "role": "MetricsViewer", "scope": "organization"},
            {"method": "POST", "path": "/role-bindings"},
        ),
    ],
    ids=lambda value: value.get("method") if isinstance(value, dict) and "method" in value else None,
)
def test_404_is_no_success_of_other_modules(
    module: str, arguments: dict[str, Any], fault: dict[str, str], estate: Estate, run_module: Run, tmp_path: Path
) -> None:
    body = {"error_code": 404, "message": "Not Found", **NOT_FOUND}
    estate.sandbox.fault(**fault, times=0, status=404, body=body)
    result = run_module(module, filled(arguments, {"tmp": str(tmp_path)}), env=estate.env)
    assert (result["failed"], result["changed"]) == (True, False), result
    assert result["error"]["status"] == 404


PAYMENTS = {"name": "payments", "type": "Basic", "availability": "LOW", "cloud": "AWS", "region": "eu-central-1"}


def test_a_failed_wait_says_what_was_attempted(estate: Estate, run_module: Run) -> None:
    estate.sandbox.fault(method="GET", path="/cmk/v2/clusters/lkc-", status=401)
    result = run_module("confluent_kafka_cluster", PAYMENTS, env=estate.env)
    assert (result["failed"], result["changed"], result["operation"]) == (True, True, "created")
    assert result["msg"].startswith("Could not wait for kafka cluster payments after it was created. ")


def test_an_object_that_cannot_be_seen_at_once_is_waited_for(estate: Estate, run_module: Run) -> None:
    estate.sandbox.fault(method="GET", path="/cmk/v2/clusters/lkc-", status=403)
    result = run_module("confluent_kafka_cluster", PAYMENTS, env=estate.env)
    assert not result["failed"], result
    assert result["wait"]["phases"] == ["not to be seen yet", "PROVISIONED"]


@pytest.mark.parametrize(("method", "name"), [("POST", "qa"), ("PATCH", "dev")])
def test_an_accepted_write_whose_answer_tells_nothing(estate: Estate, run_module: Run, method: str, name: str) -> None:
    estate.sandbox.fault(method=method, answer="empty")
    options = {"name": name, "stream_governance_package": "ADVANCED"}
    result = run_module("confluent_environment", options, env=estate.env)
    assert (result["failed"], result["changed"]) == (False, True), result
    assert result["environment"]["stream_governance_package"] == "ADVANCED"
    assert len(estate.sandbox.journal(method)) == 1
    there = [item["display_name"] for item in estate.sandbox.state()["environments"].values()]
    assert there.count(name) == 1


def test_an_answer_of_the_wrong_shape_is_no_traceback(estate: Estate, run_module: Run) -> None:
    estate.sandbox.fault(path="/cmk/v2/clusters$", status=200, body={"metadata": {}, "data": ["x", 7]})
    result = run_module("confluent_topic", {"name": "orders.created"}, env=estate.env)
    assert result["failed"]
    assert "exception" not in result
    assert result["msg"].startswith("Could not find what topic orders.created belongs to. ")
    assert "not as documented" in result["msg"]
