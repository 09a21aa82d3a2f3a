# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials, endpoints, look-ups by name, retries and error messages: what all modules share."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.estate import Estate, api_key, build

Run = Callable[..., dict[str, Any]]
TOPIC = {"name": "orders.shipped", "partitions": 1}
INFO = "confluent_environment_info"


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


# ---- credentials


def test_without_a_credential_the_message_says_what_to_give(sandbox: Any, run_module: Run) -> None:
    result = run_module(
        "confluent_environment_info", env={"CONFLUENT_CLOUD_API_KEY": "", "CONFLUENT_CLOUD_API_SECRET": ""}
    )
    assert result["failed"]
    assert "CONFLUENT_CLOUD_API_KEY" in result["msg"]
    assert sandbox.journal() == []


def test_half_a_credential_is_refused(sandbox: Any, run_module: Run) -> None:
    result = run_module("confluent_environment_info", env={"CONFLUENT_CLOUD_API_SECRET": ""})
    assert result["failed"]
    assert "cloud_api_secret is missing" in result["msg"]
    assert sandbox.journal() == []


def test_options_win_over_the_environment(sandbox: Any, run_module: Run) -> None:
    arguments = {"cloud_api_key": sandbox.cloud_key, "cloud_api_secret": sandbox.cloud_secret}
    env = {"CONFLUENT_CLOUD_API_KEY": "wrong", "CONFLUENT_CLOUD_API_SECRET": "wrong"}
    assert not run_module("confluent_environment_info", arguments, env=env)["failed"]


def test_terraforms_names_come_second(estate: Estate, run_module: Run) -> None:
    env = {name: value for name, value in estate.env.items() if "KAFKA_API" not in name}
    key, secret = estate.env["CONFLUENT_KAFKA_API_KEY"], estate.env["CONFLUENT_KAFKA_API_SECRET"]
    second = {**env, "KAFKA_API_KEY": key, "KAFKA_API_SECRET": secret}
    assert not run_module("confluent_topic_info", env=second)["failed"]
    both = {
        **second,
        "CONFLUENT_KAFKA_API_KEY": "first",
        "CONFLUENT_KAFKA_API_SECRET": "unknown-secret",
        "CONFLUENT_RETRY_TIMEOUT": "1",
    }
    result = run_module("confluent_topic_info", env=both)
    assert result["error"]["credential"] == "Kafka API key first"


@pytest.mark.parametrize(
    ("plane", "module"),
    [
        ("cloud", "confluent_environment_info"),
        ("kafka", "confluent_topic_info"),
        ("schema_registry", "confluent_schema_info"),
    ],
)
def test_key_file(plane: str, module: str, estate: Estate, run_module: Run, tmp_path: Any) -> None:
    prefix = f"CONFLUENT_{plane.upper()}_API_"
    given = {**estate.sandbox.env, **estate.env}
    stored = {"api_key": given[f"{prefix}KEY"], "api_secret": given[f"{prefix}SECRET"]}
    path = tmp_path / "key.json"
    env = {**given, f"{prefix}KEY": "", f"{prefix}SECRET": ""}
    result = run_module(module, {f"{plane}_key_file": str(path)}, env=env)
    assert f"{plane}_key_file {path} does not exist" in result["msg"]
    path.write_text(json.dumps(stored))
    assert not run_module(module, {f"{plane}_key_file": str(path)}, env=env)["failed"]
    path.write_text("not a key")
    assert run_module(module, {f"{plane}_key_file": str(path)}, env=env)["failed"]


@pytest.mark.parametrize(
    ("folder", "file", "warned"),
    [(0o755, 0o644, True), (0o755, 0o640, False), (0o755, 0o600, False), (0o700, 0o644, False)],
)
def test_a_key_file_that_every_user_can_read_is_warned_of(
    estate: Estate, run_module: Run, folder: int, file: int, warned: bool
) -> None:
    """Not of one in a directory that others cannot enter."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, folder)
        path = Path(place) / "key.json"
        key = {"api_key": estate.env["CONFLUENT_KAFKA_API_KEY"], "api_secret": estate.env["CONFLUENT_KAFKA_API_SECRET"]}
        path.write_text(json.dumps(key))
        path.chmod(file)
        result = run_module("confluent_topic_info", {"kafka_key_file": str(path)}, env=estate.env)
    assert not result["failed"]
    assert (f"chmod 600 {path}" in json.dumps(result.get("warnings", []))) == warned, result


def test_sts_exchange_and_external_token(estate: Estate, run_module: Run) -> None:
    token, pool = "header.payload.signature", "pool-abc12"
    estate.sandbox.token(token=token, identity_pool_id=pool, principal=estate.administrator)
    hidden = {name: "" for name in (*estate.sandbox.env, *estate.env) if name.endswith(("_API_KEY", "_API_SECRET"))}
    oauth = {"oauth_token": token, "oauth_identity_pool": pool}
    for module in ("confluent_environment_info", "confluent_topic_info", "confluent_schema_info"):
        result = run_module(module, oauth, env={**estate.env, **hidden})
        assert not result["failed"], result["msg"]
        assert token not in json.dumps(result.get("invocation", {}))
    exchanged = estate.sandbox.journal("POST", "/sts/v1/oauth2/token")
    assert len(exchanged) == 3, "one exchange a run"
    refused = run_module("confluent_environment_info", {**oauth, "oauth_token": "unknown"}, env=hidden)
    assert refused["failed"]
    assert "identity pool" in refused["msg"]
    estate.sandbox.fault(path="/sts/", times=1, status=200, body={"access_token": 4711, "expires_in": 900})
    misread = run_module("confluent_environment_info", oauth, env=hidden)
    assert "access_token is not a string" in misread["msg"]


def test_wrong_kind_of_key(estate: Estate, run_module: Run) -> None:
    wrong = {
        "CONFLUENT_KAFKA_API_KEY": estate.sandbox.cloud_key,
        "CONFLUENT_KAFKA_API_SECRET": estate.sandbox.cloud_secret,
    }
    started = time.monotonic()
    result = run_module("confluent_topic", TOPIC, env={**estate.env, **wrong})
    assert time.monotonic() - started < 5, "a real denial must fail at once"
    assert result["error"]["status"] == 401
    assert f"Kafka API key {estate.sandbox.cloud_key}" in result["msg"]
    assert "Cloud API keys are refused here" in result["msg"]
    assert estate.sandbox.cloud_secret not in json.dumps(result)

    reverse = {
        "CONFLUENT_CLOUD_API_KEY": estate.env["CONFLUENT_KAFKA_API_KEY"],
        "CONFLUENT_CLOUD_API_SECRET": estate.env["CONFLUENT_KAFKA_API_SECRET"],
    }
    result = run_module("confluent_environment", {"name": "x"}, env=reverse)
    assert result["error"]["status"] == 401
    assert "not a key made for a Kafka cluster" in result["msg"]


def test_missing_rights_name_the_credential(estate: Estate, run_module: Run) -> None:
    cluster = {"id": estate.cluster, "kind": "Cluster", "api_version": "cmk/v2"}
    key, secret = api_key(estate.sandbox, estate.service_account, cluster, "no rights")
    env = {**estate.env, "CONFLUENT_KAFKA_API_KEY": key, "CONFLUENT_KAFKA_API_SECRET": secret}
    result = run_module("confluent_topic", TOPIC, env=env)
    assert result["error"]["status"] == 403
    assert result["msg"].startswith("Could not read topic orders.shipped.")
    assert key in result["msg"]
    assert "ACL or a role binding" in result["msg"]
    assert result["error"]["request_id"]


def test_permissions_on_their_way_are_waited_for_only_when_asked(estate: Estate, run_module: Run) -> None:
    estate.sandbox.settings(key_propagation=8)
    cluster = {"id": estate.cluster, "kind": "Cluster", "api_version": "cmk/v2"}
    key, secret = api_key(estate.sandbox, estate.administrator, cluster, "fresh")
    env = {**estate.env, "CONFLUENT_KAFKA_API_KEY": key, "CONFLUENT_KAFKA_API_SECRET": secret}
    assert run_module("confluent_topic", TOPIC, env=env)["error"]["status"] == 401
    result = run_module("confluent_topic", {**TOPIC, "propagation_timeout": 60}, env=env)
    assert result["changed"], result
    assert result["api"]["retries"] >= 1


# ---- names and ids


def test_names_are_exact(sandbox: Any, run_module: Run) -> None:
    for name in ("prod", "prod-eu", "eu-prod"):
        sandbox.request("POST", "/org/v2/environments", {"display_name": name})
    assert run_module("confluent_environment", {"name": "prod-e", "state": "absent"})["changed"] is False
    assert run_module("confluent_environment", {"name": "prod-eu", "state": "absent"})["changed"] is True
    left = {item["name"] for item in run_module("confluent_environment_info")["environments"]}
    assert {"prod", "eu-prod"} <= left
    assert "prod-eu" not in left


def test_two_matches_are_an_error_that_lists_the_ids(estate: Estate, run_module: Run) -> None:
    spec = estate.sandbox.request("GET", f"/cmk/v2/clusters/{estate.cluster}", environment=estate.environment)["spec"]
    twin = {k: spec[k] for k in ("display_name", "availability", "cloud", "region", "config")}
    twin["environment"] = {"id": estate.environment}
    other = estate.sandbox.request("POST", "/cmk/v2/clusters", {"spec": twin})["id"]
    estate.sandbox.clear_journal()
    for module, arguments in (
        ("confluent_topic", TOPIC),
        ("confluent_kafka_cluster", {"name": "orders", "state": "absent"}),
    ):
        result = run_module(module, arguments, env=estate.env)
        assert result["failed"]
        assert estate.cluster in result["msg"]
        assert other in result["msg"]
    assert estate.sandbox.writes() == []
    by_id = run_module("confluent_topic", {**TOPIC, "cluster": estate.cluster}, env=estate.env)
    assert by_id["changed"]


def test_an_unknown_name_suggests_near_ones(estate: Estate, run_module: Run) -> None:
    result = run_module("confluent_topic", {**TOPIC, "cluster": "order"}, env=estate.env)
    assert result["failed"]
    assert "Did you mean 'orders'" in result["msg"]
    assert estate.sandbox.writes() == []


def test_a_missing_scope_in_check_mode_and_for_absent(estate: Estate, run_module: Run) -> None:
    nowhere = {**TOPIC, "environment": "not-yet", "cluster": "not-yet"}
    assert run_module("confluent_topic", nowhere, env=estate.env)["failed"]
    predicted = run_module("confluent_topic", nowhere, check=True, env=estate.env)
    assert (predicted["operation"], predicted["changed"]) == ("created", True)
    assert "not-yet" in json.dumps(predicted["warnings"])
    gone = run_module("confluent_topic", {**nowhere, "state": "absent"}, env=estate.env)
    assert (gone["operation"], gone["changed"]) == ("unchanged", False)
    assert "not-yet" in json.dumps(gone["warnings"])


def test_without_look_ups_no_cloud_credential_is_needed(estate: Estate, run_module: Run) -> None:
    env = {
        **estate.env,
        "CONFLUENT_CLOUD_API_KEY": "",
        "CONFLUENT_CLOUD_API_SECRET": "",
        "CONFLUENT_KAFKA_CLUSTER": estate.cluster,
        "CONFLUENT_KAFKA_REST_ENDPOINT": estate.kafka_endpoint,
        "CONFLUENT_SCHEMA_REGISTRY_ENDPOINT": estate.schema_registry_endpoint,
    }
    assert run_module("confluent_topic", TOPIC, env=env)["changed"]
    assert not run_module("confluent_schema_info", env=env)["failed"]
    assert {entry["plane"] for entry in estate.sandbox.journal()} == {"kafka", "schema_registry"}


# ---- lists


def test_every_page_is_read(sandbox: Any, run_module: Run) -> None:
    sandbox.seed("service_accounts", [{"display_name": f"account-{n:03}"} for n in range(250)])
    found = run_module("confluent_service_account_info")["service_accounts"]
    assert {f"account-{n:03}" for n in range(250)} <= {item["name"] for item in found}
    assert len(sandbox.journal("GET", "service-accounts")) == 3


def test_a_failed_page_is_an_error(sandbox: Any, run_module: Run) -> None:
    sandbox.seed("service_accounts", [{"display_name": f"account-{n:03}"} for n in range(150)])
    sandbox.fault(
        method="GET", path="service-accounts", nth=2, times=0, status=403, body={"errors": [{"detail": "no"}]}
    )
    result = run_module("confluent_service_account_info")
    assert result["failed"]
    assert "service_accounts" not in result
    assert result["error"]["status"] == 403


# ---- retries


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "headers": {"Retry-After": "1"}},
        {"status": 429, "headers": {"X-RateLimit-Reset": "1"}},
        {"status": 429},
        {"status": 500},
        {"status": 502, "body": "<html>bad gateway</html>", "content_type": "text/html"},
        {"status": 503},
        {"reset": "before"},
        {"reset": "after"},
    ],
    ids=lambda fault: "-".join(str(v) if not isinstance(v, dict) else next(iter(v)) for v in fault.values())[:30],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_a_retry_cures_does_not_fail(method: str, fault: dict[str, Any], sandbox: Any, run_module: Run) -> None:
    sandbox.fault(method=method, path="/org/v2/environments", times=1, **fault)
    result = run_module("confluent_environment", {"name": "staging"})
    assert result["changed"], result
    if "headers" in fault:
        assert result["api"]["throttled_seconds"] >= 1
    named = [
        e
        for e in sandbox.request("GET", "/org/v2/environments", page_size=100)["data"]
        if e["display_name"] == "staging"
    ]
    assert len(named) == 1, "made twice"
    assert run_module("confluent_environment", {"name": "staging"})["changed"] is False


def test_the_deadline_ends_the_retries(sandbox: Any, run_module: Run) -> None:
    sandbox.fault(method="GET", path="/org/v2/environments", times=0, status=503)
    started = time.monotonic()
    result = run_module("confluent_environment", {"name": "staging", "retry_timeout": 3})
    assert time.monotonic() - started < 6
    assert result["error"]["status"] == 503
    assert "times" in result["msg"]


def test_an_unreachable_host_is_named_with_advice(run_module: Run) -> None:
    env = {"CONFLUENT_CLOUD_ENDPOINT": "http://127.0.0.1:9", "CONFLUENT_RETRY_TIMEOUT": "2"}
    result = run_module("confluent_environment_info", env=env)
    assert result["failed"]
    assert "127.0.0.1:9" in result["msg"]
    assert "private networking" in result["msg"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "not valid"),
        (401, "wrong kind"),
        (402, "quota"),
        (403, "does not exist"),
        (404, "removed meanwhile"),
        (409, "collides"),
        (422, "refuses a value"),
        (429, "rate limit"),
    ],
)
def test_each_status_teaches(status: int, words: str, sandbox: Any, run_module: Run) -> None:
    body = {"errors": [{"id": "x", "status": str(status), "code": "some_code", "detail": "the service's own words"}]}
    sandbox.fault(method="POST", path="/org/v2/environments", times=0, status=status, body=body)
    result = run_module("confluent_environment", {"name": "staging", "retry_timeout": 1})
    assert result["failed"]
    assert not result["changed"]
    for part in ("create environment staging", "the service's own words", str(status), words, sandbox.cloud_key):
        assert part in result["msg"], (part, result["msg"])
    assert sandbox.cloud_secret not in json.dumps(result)
    assert result["error"]["code"] == "some_code"
    calls = len(sandbox.journal("POST", "/org/v2/environments"))
    assert calls == 1 or status == 429, "what no retry cures must fail at once"


# ---- nulls


@pytest.mark.parametrize(
    ("module", "arguments", "words"),
    [
        ("confluent_topic", {"name": None}, "name is needed"),
        ("confluent_environment", {"name": None}, "name, id"),
        ("confluent_acl", {"principal": None, "resource_type": "CLUSTER", "operation": "ALTER"}, "principal is needed"),
        ("confluent_topic_info", {"cluster": None}, "cluster is needed"),
    ],
)
def test_null_for_what_is_needed_is_refused(
    module: str, arguments: dict[str, Any], words: str, estate: Estate, run_module: Run
) -> None:
    result = run_module(module, arguments, env=estate.env)
    assert result["failed"]
    assert words in result["msg"] or "NoneType" in result["msg"]  # ansible-core 2.16 says so itself
    assert estate.sandbox.journal() == []


# ---- connection options


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("sts_token", "very-secret-token\n"),
        ("sts_token", "very-secret-tök€n"),
        ("oauth_token", "very secret token"),
        ("cloud_api_secret", "very-secret\t"),
        ("cloud_api_key", "KEY\n"),
        ("cloud_endpoint", "http://a..b"),
        ("cloud_endpoint", "api.confluent.cloud"),
        ("kafka_rest_endpoint", "https://"),
        ("request_timeout", 0),
        ("retry_timeout", -1),
        ("propagation_timeout", -1),
    ],
)
def test_connection_options_are_judged_before_the_first_request(
    option: str, value: Any, sandbox: Any, run_module: Run
) -> None:
    for module, arguments in (("confluent_service_account", {"name": "x"}), ("confluent_environment_info", {})):
        result = run_module(module, {**arguments, option: value})
        assert result["failed"]
        assert option in result["msg"]
        assert result["problems"]
        assert "very" not in json.dumps(result).replace("every", "")
    assert sandbox.journal() == []


@pytest.mark.parametrize("name", ["", "  "])
def test_blank_names_are_refused_alike_in_check_mode(name: str, sandbox: Any, run_module: Run) -> None:
    for module in ("confluent_environment", "confluent_service_account"):
        for check in (True, False):
            result = run_module(module, {"name": name}, check=check)
            assert result["failed"]
            assert "name is empty" in result["msg"]
    assert sandbox.writes() == []


def test_user_info_in_an_endpoint_is_refused_and_not_shown(sandbox: Any, run_module: Run) -> None:
    result = run_module(INFO, {"cloud_endpoint": "http://user:endpoint-password@127.0.0.1:1"})
    assert "cloud_endpoint" in result["problems"][0]
    assert "endpoint-password" not in json.dumps({**result, "invocation": None})
    proxy = run_module(INFO, {"proxy": "garbage"})
    assert "proxy" in proxy["problems"][0]


def test_a_key_file_in_which_key_and_secret_are_mixed_up(run_module: Run, tmp_path: Any) -> None:
    """The service quotes the key that it does not know: that is the secret."""
    path, secret = tmp_path / "key.json", "cfltNtN4PJ6L/VA5U+ZahDge6qfdo88n3gTGkRmZ"
    path.write_text(json.dumps({"api_key": secret, "api_secret": "ABCDEFGHIJKLMNOP"}))
    result = run_module(INFO, {"cloud_key_file": str(path)})
    assert "Cloud API key ********" in result["msg"]
    assert secret not in json.dumps(result)


def test_a_stated_key_file_wins_over_keys_of_the_environment(estate: Estate, run_module: Run, tmp_path: Any) -> None:
    path = tmp_path / "key.json"
    names = ("CONFLUENT_KAFKA_API_KEY", "CONFLUENT_KAFKA_API_SECRET")
    path.write_text(json.dumps(dict(zip(("api_key", "api_secret"), (estate.env[name] for name in names), strict=True))))
    stale = {**estate.env, **dict.fromkeys(names, ""), "KAFKA_API_KEY": "STALE", "KAFKA_API_SECRET": "stale-secret"}
    half = {**stale, "KAFKA_API_SECRET": ""}
    for env in (stale, half):
        assert not run_module("confluent_topic_info", {"kafka_key_file": str(path)}, env=env)["failed"]
    stated = {"kafka_key_file": str(path), "kafka_api_key": "STATED", "kafka_api_secret": "stated-secret"}
    assert run_module("confluent_topic_info", stated, env=stale)["error"]["credential"] == "Kafka API key STATED"


# ---- what cannot be seen is not gone


def test_a_wrong_kafka_endpoint_is_not_an_absent_topic(estate: Estate, run_module: Run) -> None:
    endpoint = {"kafka_rest_endpoint": f"{estate.sandbox.endpoint}/_kafka/lkc-none", "cluster": estate.cluster}
    for module, arguments in (
        ("confluent_topic", {"name": "orders.created", "state": "absent"}),
        ("confluent_topic_info", {"name": "orders.created"}),
        ("confluent_topic_info", {}),
        ("confluent_acl_info", {}),
    ):
        result = run_module(module, {**endpoint, **arguments}, env=estate.env)
        assert result["failed"], (module, arguments)
        assert result["error"]["status"] == 404


def test_a_creation_that_takes_longer_than_we_wait_makes_one_object(sandbox: Any, run_module: Run) -> None:
    sandbox.fault(method="POST", path="^/org/v2/environments", times=1, delay=3)
    result = run_module("confluent_environment", {"name": "slow", "request_timeout": 2})
    assert result["changed"], result
    listed = sandbox.request("GET", "/org/v2/environments", page_size=100)["data"]
    assert [e["id"] for e in listed if e["display_name"] == "slow"] == [result["environment"]["id"]]
    assert len(sandbox.journal("POST", "/org/v2/environments")) == 1


def test_renaming_onto_a_name_in_use_is_refused_alike_in_check_mode(sandbox: Any, run_module: Run) -> None:
    ids = [sandbox.request("POST", "/org/v2/environments", {"display_name": name})["id"] for name in ("one", "two")]
    for check in (True, False):
        result = run_module("confluent_environment", {"id": ids[0], "name": "two"}, check=check)
        assert ids[1] in result["problems"][0]
    assert [entry["method"] for entry in sandbox.writes()] == ["POST", "POST"]
