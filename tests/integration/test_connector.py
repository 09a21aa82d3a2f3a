# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connectors: masked secrets, settings that nobody made, validation, states, errors. The plain life of the kind is in
test_kinds.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.estate import Estate, build

Result = dict[str, Any]
Run = Callable[..., Result]

NAME = "warehouse"
PASSWORD = "canary-4f9b-warehouse"
OTHER_PASSWORD = "canary-77ac-rotated"


def sink(estate: Estate, **further: Any) -> dict[str, Any]:
    return {
        "connector.class": "PostgresSink",
        "kafka.auth.mode": "SERVICE_ACCOUNT",
        "kafka.service.account.id": estate.service_account,
        "topics": ["orders.created"],
        "input.data.format": "AVRO",
        "connection.host": "db.example.com",
        "connection.port": 5432,
        "connection.user": "warehouse",
        "db.name": "orders",
        "auto.create": True,
        "tasks.max": 1,
        **further,
    }


def source(estate: Estate, **further: Any) -> dict[str, Any]:
    return {
        "connector.class": "DatagenSource",
        "kafka.auth.mode": "SERVICE_ACCOUNT",
        "kafka.service.account.id": estate.service_account,
        "kafka.topic": "orders.created",
        "output.data.format": "JSON",
        "quickstart": "ORDERS",
        "tasks.max": "1",
        **further,
    }


SECRET = {"connection.password": PASSWORD}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def connector(estate: Estate, run_skipping: Run) -> Run:
    """``connector(check=False, fails=False, **options)``: confluent_connector in the estate. No secret of these tests
    may show in what comes back.
    """

    def run(check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        arguments = {"name": NAME, "wait_timeout": 20, **options}
        result = run_skipping("confluent_connector", arguments, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        assert "canary" not in json.dumps(result)
        if check:
            assert estate.sandbox.writes() == []
        return result

    return run


@pytest.fixture
def existing(connector: Run, estate: Estate) -> Result:
    """The sink with its secret, made by the module."""
    return dict(connector(config=sink(estate), sensitive_config=SECRET)["connector"])


def held(estate: Estate, name: str = NAME) -> dict[str, str]:
    """The settings as the service really has them, secrets included."""
    return dict(estate.sandbox.state()["connectors"][estate.cluster][name]["config"])


def script(estate: Estate, states: list[Any], name: str = NAME, **further: Any) -> None:
    estate.sandbox.seed("connector_states", {"cluster": estate.cluster, "name": name, "states": states, **further})


def url(estate: Estate, *steps: str) -> str:
    base = f"/connect/v1/environments/{estate.environment}/clusters/{estate.cluster}/connectors"
    return "/".join([base, *(quote(step, safe="") for step in steps)])


# --- settings


def test_values_become_text_and_compare_as_text(existing: Result, connector: Run, estate: Estate) -> None:
    config = held(estate)
    assert (config["auto.create"], config["connection.port"], config["topics"]) == ("true", "5432", "orders.created")
    assert config["connection.password"] == PASSWORD
    again = connector(config=sink(estate), sensitive_config=SECRET)
    assert (again["operation"], again["changed"]) == ("unchanged", False)
    assert estate.sandbox.writes() == []
    as_text = {n: v if isinstance(v, str) else json.dumps(v) for n, v in sink(estate, topics="orders.created").items()}
    assert connector(config=as_text)["operation"] == "unchanged"
    assert [e["path"] for e in estate.sandbox.journal() if e["plane"] == "connect"] == [url(estate)], "one request"


def test_result(existing: Result, estate: Estate) -> None:
    assert existing["id"].startswith("lcc-"), "the answer to a creation has no id; it is read from the list"
    assert (existing["status"], existing["type"]) == ("RUNNING", "sink")
    assert (existing["environment"], existing["cluster"]) == (estate.environment, estate.cluster)
    assert [task["state"] for task in existing["tasks"]] == ["RUNNING"]
    assert set(existing["config"]["connection.password"]) == {"*"}
    assert existing["config"]["topics"] == "orders.created"


def test_what_the_server_adds_is_no_drift_and_never_sent(existing: Result, connector: Run, estate: Estate) -> None:
    assert "kafka.endpoint" in existing["config"]
    assert connector(config=sink(estate), config_mode="replace", sensitive_config=SECRET)["operation"] == "unchanged"
    connector(config={"tasks.max": 2}, sensitive_config=SECRET)
    (written,) = estate.sandbox.writes()
    assert set(written["request_body"]) == {*sink(estate), "connection.password", "name"}


def test_merge_leaves_the_others_and_one_change_is_one_write(existing: Result, connector: Run, estate: Estate) -> None:
    arguments = {"config": {"batch.note": "x", "tasks.max": 2}, "sensitive_config": SECRET}
    predicted = connector(check=True, **arguments)
    changed = connector(**arguments)
    assert predicted["diff"] == changed["diff"]
    assert changed["diff"]["before"] == {"config": {"batch.note": None, "tasks.max": "1"}}
    assert changed["diff"]["after"] == {"config": {"batch.note": "x", "tasks.max": "2"}}
    assert len(estate.sandbox.writes()) == 1
    config = held(estate)
    assert (config["db.name"], config["tasks.max"], config["connection.password"]) == ("orders", "2", PASSWORD)
    assert predicted["connector"]["config"]["db.name"] == "orders"
    assert predicted["connector"]["config"]["tasks.max"] == "2"


def test_new_settings_are_applied(existing: Result, connector: Run, estate: Estate) -> None:
    assert connector(config={"pk.mode": "none"}, sensitive_config=SECRET)["operation"] == "updated"
    assert held(estate)["pk.mode"] == "none"


def test_replace_removes_what_is_not_stated(existing: Result, connector: Run, estate: Estate) -> None:
    without = {name: value for name, value in sink(estate).items() if name != "auto.create"}
    arguments = {"config": without, "sensitive_config": SECRET, "config_mode": "replace"}
    assert connector(check=True, **arguments)["operation"] == "updated"
    changed = connector(**arguments)
    assert changed["diff"]["before"] == {"config": {"auto.create": "true"}}
    assert changed["diff"]["after"] == {"config": {"auto.create": None}}
    assert "auto.create" not in held(estate)
    assert connector(**arguments)["operation"] == "unchanged"


def test_null_removes_one(existing: Result, connector: Run, estate: Estate) -> None:
    arguments = {"config": {"auto.create": None}, "sensitive_config": SECRET}
    assert connector(**arguments)["operation"] == "updated"
    assert "auto.create" not in held(estate)
    assert connector(**arguments)["operation"] == "unchanged"


def test_account_by_name(connector: Run, estate: Estate) -> None:
    by_name = source(estate, **{"kafka.service.account.id": "orders-service"})
    assert connector(config=by_name)["operation"] == "created"
    assert held(estate)["kafka.service.account.id"] == estate.service_account
    assert connector(config=by_name)["operation"] == "unchanged"


def without_account(config: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in config.items() if not name.startswith("kafka.") or name == "kafka.topic"}


@pytest.mark.parametrize("by", ["name", "id"])
def test_account_as_an_option(connector: Run, estate: Estate, by: str) -> None:
    account = "orders-service" if by == "name" else estate.service_account
    config = without_account(source(estate))
    assert connector(config=config, service_account=account)["operation"] == "created"
    assert held(estate)["kafka.auth.mode"] == "SERVICE_ACCOUNT"
    assert held(estate)["kafka.service.account.id"] == estate.service_account
    assert connector(config=config, service_account=account)["operation"] == "unchanged"
    # The same in words is no contradiction, and the option alone says nothing of other settings.
    assert connector(config=source(estate), service_account=estate.service_account)["operation"] == "unchanged"
    assert connector(service_account=account, config_mode="replace")["operation"] == "unchanged"
    assert connector(service_account="somebody-else", state="absent")["operation"] == "deleted"


@pytest.mark.parametrize("option", ["config", "sensitive_config"])
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("kafka.auth.mode", "KAFKA_API_KEY"),
        ("kafka.auth.mode", None),
        ("kafka.service.account.id", "sa-another"),
        ("kafka.api.key", "ABCDEFGH"),
        ("kafka.api.secret", "canary-key-secret"),
    ],
)
def test_account_as_an_option_and_something_else_in_the_settings(
    connector: Run, estate: Estate, option: str, setting: str, value: str | None
) -> None:
    settings = {"config": without_account(source(estate))}
    settings.setdefault(option, {})[setting] = value
    refused = connector(fails=True, service_account="orders-service", **settings)
    assert f"{option}: {setting} does not go with service_account" in refused["msg"]
    assert "canary" not in refused["msg"]
    assert estate.sandbox.journal() == []


# --- secrets


def test_masked_secrets_are_no_drift(existing: Result, connector: Run, estate: Estate) -> None:
    other = {"connection.password": OTHER_PASSWORD}
    assert connector(config=sink(estate), sensitive_config=other)["operation"] == "unchanged", "it cannot be known"
    arguments = {"config": sink(estate), "sensitive_config": other, "update_secrets": "always"}
    predicted = connector(check=True, **arguments)
    changed = connector(**arguments)
    assert predicted["operation"] == changed["operation"] == "updated"
    assert set(changed["diff"]["after"]) == {"sensitive_config"}
    assert held(estate)["connection.password"] == OTHER_PASSWORD
    assert connector(**arguments)["changed"], "always means in every run"


def test_always_with_secrets_alone_keeps_the_other_settings(existing: Result, connector: Run, estate: Estate) -> None:
    rotated = {"connection.password": OTHER_PASSWORD}
    for mode in ("merge", "replace"):
        connector(sensitive_config=rotated, update_secrets="always", config_mode=mode)
        assert held(estate)["db.name"] == "orders"


def test_an_update_that_would_lose_a_secret_is_refused(existing: Result, connector: Run, estate: Estate) -> None:
    for check in (True, False):
        result = connector(check=check, fails=True, config={"tasks.max": 2})
        assert "connection.password" in result["msg"]
        assert "cannot be read" in result["msg"]
        assert estate.sandbox.writes() == []
    assert held(estate)["connection.password"] == PASSWORD


def test_stars_are_never_written(existing: Result, connector: Run, estate: Estate) -> None:
    copied = sink(estate, **{"connection.password": existing["config"]["connection.password"]})
    result = connector(fails=True, config=copied)
    assert "connection.password is masked by the service" in result["msg"]
    assert estate.sandbox.journal() == []
    connector(config={"tasks.max": 2}, sensitive_config=SECRET)
    assert not any(value.startswith("**") for value in held(estate).values())


def test_secrets_in_config_are_hidden_too(connector: Run, estate: Estate) -> None:
    """By the name, and by what the plugin itself says is a password."""
    predicted = connector(check=True, config=sink(estate, **SECRET))
    assert predicted["diff"]["after"]["config"]["connection.password"] != PASSWORD
    connector(config=sink(estate, **SECRET))
    assert connector(config=sink(estate, **SECRET))["operation"] == "unchanged"


def test_secrets_that_the_service_quotes_are_censored(connector: Run, estate: Estate) -> None:
    quoted = {"error": {"code": 400, "message": f"bad password {PASSWORD} for the database"}}
    estate.sandbox.fault(method="POST", path="/connectors$", status=400, body=quoted)
    result = connector(fails=True, config=sink(estate), sensitive_config=SECRET)
    assert "for the database" in result["msg"]
    estate.sandbox.clear_journal()
    script(estate, [["FAILED", 0, f"FATAL: password {PASSWORD} rejected"]])
    failed = connector(fails=True, config=sink(estate), sensitive_config=SECRET)
    assert "rejected" in failed["msg"]


def test_secrets_are_censored_without_ansible_too(existing: Result, estate: Estate) -> None:
    """The kind itself keeps them back: what runs it in process has no AnsibleModule that would."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import (
        CONNECTION,
        transport_of,
    )
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import Outcome, run
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.connectors.kind import Connector

    def attempt(**stated: Any) -> tuple[str, Any]:
        options = {f.name: f.default for f in (*Connector.argument_fields(), *CONNECTION)}
        options |= {
            "cloud_api_key": estate.sandbox.cloud_key,
            "cloud_api_secret": estate.sandbox.cloud_secret,
            "cloud_endpoint": estate.sandbox.endpoint,
            "environment": "dev",
            "cluster": "orders",
            "name": NAME,
            **stated,
        }
        outcome = Outcome(Connector)
        cloud = Cloud(options, transport_of(options, read_only=False))
        with pytest.raises(ConfluentError) as failure:
            run(Connector(cloud, options), options, False, outcome)
        return str(failure.value), (outcome.result(), failure.value.result())

    def checked(words: str, **stated: Any) -> None:
        message, results = attempt(**stated)
        assert words in message
        assert "canary" not in message
        assert "canary" not in json.dumps(results)

    quoted = {"error": {"code": 400, "message": f"bad password {PASSWORD} for the database"}}
    estate.sandbox.fault(method="PUT", path=f"/{NAME}/config$", status=400, body=quoted)
    checked("for the database", config={"tasks.max": 2}, sensitive_config=SECRET)
    estate.sandbox.fault(method="PUT", path="/validate$", status=400, body=quoted)
    checked("for the database", config={"tasks.max": 2, **SECRET})
    script(estate, [["FAILED", 0, f"FATAL: password {PASSWORD} rejected"]], sticky=True)
    checked("rejected", config=sink(estate), sensitive_config=SECRET)
    checked("rejected", config={"tasks.max": 2, **SECRET}, wait_timeout=1)


HEADERS = f"X-Env: prod|Authorization: Bearer {PASSWORD}"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("headers", HEADERS),
        ("headers", ["X-Env: prod", f"Authorization: Basic {OTHER_PASSWORD}"]),
        ("hook", f"https://user:{PASSWORD}@example.com/x"),
        ("hook", f"https://example.com/x?api_key={PASSWORD}&a=b"),
        ("producer.override.sasl", f'ScramLoginModule required username="u" password="{PASSWORD}";'),
        ("transforms.auth.header", f"Bearer {PASSWORD}"),
        ("note", f"X-Api-Key: {PASSWORD}"),
    ],
)
def test_a_secret_in_the_value_of_any_setting(connector: Run, estate: Estate, setting: str, value: Any) -> None:
    """`connector` looks for it in each result: prediction, difference, object, what the service quotes of it."""
    config = source(estate, **{setting: value})
    predicted = connector(check=True, config=config)
    assert predicted["diff"]["after"]["config"][setting] == "********"
    made = connector(config=config)
    assert made["connector"]["config"][setting] == "********"
    assert connector(config=config)["operation"] == "unchanged"
    secret = PASSWORD if PASSWORD in str(value) else OTHER_PASSWORD
    quoted = {"error": {"code": 400, "message": f"{secret} is not accepted"}}
    estate.sandbox.fault(method="PUT", path=f"/{NAME}/config$", status=400, body=quoted)
    assert "is not accepted" in connector(fails=True, config={**config, "max.interval": 500})["msg"]
    script(estate, [["FAILED", 0, f"401 for {secret}"]], tasks=[["FAILED", f"401 for {secret}"]], sticky=True)
    assert "401 for ****" in connector(fails=True, config=config)["msg"]
    assert connector(config=config, wait=False)["connector"]["status"] == "FAILED"
    removed = connector(check=True, config={setting: None}, wait=False)
    assert removed["diff"]["before"] == {"config": {setting: "********"}}


def test_info_hides_what_values_carry(connector: Run, estate: Estate, run_module: Run) -> None:
    connector(config=source(estate, headers=HEADERS))
    script(estate, [["FAILED", 0]], tasks=[["FAILED", f"401 for {PASSWORD}"]])
    (shown,) = run_module("confluent_connector_info", {"name": NAME}, env=estate.env)["connectors"]
    assert shown["config"]["headers"] == "********"
    assert shown["tasks"][0]["msg"] == "401 for ********"
    assert "canary" not in json.dumps(shown)


@pytest.mark.parametrize("value", ["**/*.json", "**", "**bold**", "****"])
def test_a_value_that_begins_with_stars(connector: Run, estate: Estate, value: str) -> None:
    config = source(estate, **{"path.pattern": value})
    assert connector(config=config)["operation"] == "created"
    assert held(estate)["path.pattern"] == value
    assert connector(config=config)["operation"] == "unchanged"
    other = connector(config={"path.pattern": f"{value}x"})
    assert other["diff"]["before"] == {"config": {"path.pattern": value}}
    assert held(estate)["path.pattern"] == f"{value}x"
    connector(config={"path.pattern": value})
    assert connector(config={"max.interval": 500})["operation"] == "updated", "nothing is lost by it"
    assert held(estate)["path.pattern"] == value


# --- judgement before writing


def test_all_errors_of_the_settings_at_once(connector: Run, estate: Estate) -> None:
    wrong = sink(estate, **{"input.data.format": "YAML", "connection.port": "many", "db.name": ""})
    for check in (True, False):
        result = connector(check=check, fails=True, config=wrong)
        assert len(result["problems"]) == 4
        for name in ("input.data.format", "connection.port", "db.name", "connection.password"):
            assert name in result["msg"]
        assert estate.sandbox.writes() == []


def test_errors_of_an_update(existing: Result, connector: Run, estate: Estate) -> None:
    for check in (True, False):
        result = connector(check=check, fails=True, config={"tasks.max": "none"}, sensitive_config=SECRET)
        assert "tasks.max" in result["msg"]
        assert estate.sandbox.writes() == []


def test_unknown_class(connector: Run, estate: Estate) -> None:
    result = connector(fails=True, config=sink(estate, **{"connector.class": "PostgreSink"}))
    assert "Did you mean PostgresSink" in result["msg"]
    assert estate.sandbox.writes() == []


def test_an_unknown_class_is_asked_about_once(connector: Run, estate: Estate) -> None:
    """The service answers 500: a judgement, and no passing fault."""
    for check in (True, False):
        connector(check=check, fails=True, config=sink(estate, **{"connector.class": "PostgreSink"}))
        assert [e["status"] for e in estate.sandbox.journal(path="/validate$")] == [500]


@pytest.mark.parametrize("words", ["Oops, something went wrong", "java.lang.IllegalStateException: no such thing"])
def test_an_unknown_class_in_words_that_nobody_knows(connector: Run, estate: Estate, words: str) -> None:
    body = {"error": {"code": 500, "message": words}}
    estate.sandbox.fault(method="PUT", path="/validate$", times=0, status=500, body=body)
    arguments = {"config": sink(estate, **{"connector.class": "postgressinc"}), "retry_timeout": 1}
    assert "Did you mean PostgresSink" in connector(fails=True, **arguments)["msg"]
    arguments["config"]["connector.class"] = "PostgresSink"
    assert words in connector(fails=True, **arguments)["msg"]


def test_an_unknown_class_where_the_plugins_cannot_be_listed(connector: Run, estate: Estate) -> None:
    estate.sandbox.fault(
        method="GET", path="/connector-plugins$", times=0, status=403, body={"error": {"message": "x"}}
    )
    result = connector(
        fails=True, config=sink(estate, **{"connector.class": "PostgreSink", "headers": f"Bearer {PASSWORD}"})
    )
    assert "refuses these settings" in result["msg"]
    assert "Failed to find any class" in result["msg"]


def test_a_wrong_client_override(connector: Run, estate: Estate) -> None:
    config = source(estate, **{"producer.override.linger.ms": "soon"})
    result = connector(fails=True, config=config)
    assert "Invalid value soon for configuration linger.ms" in result["problems"][0]
    assert len(estate.sandbox.journal(path="/validate$")) == 1
    assert estate.sandbox.writes() == []


def test_a_judgement_of_a_write_is_not_repeated(connector: Run, estate: Estate) -> None:
    said = "org.apache.kafka.common.config.ConfigException: Invalid value x for configuration y: Not a number"
    body = {"error": {"code": 500, "message": said}}
    estate.sandbox.fault(method="POST", path="/connectors$", times=0, status=500, body=body)
    assert said in connector(fails=True, config=source(estate))["msg"]
    assert len(estate.sandbox.journal("POST", "/connectors$")) == 1
    estate.sandbox.admin("DELETE", "faults")
    connector(config=source(estate))
    estate.sandbox.fault(method="PUT", path="/config$", times=0, status=500, body=body)
    assert said in connector(fails=True, config=source(estate, **{"max.interval": 500}))["msg"]
    assert len(estate.sandbox.journal("PUT", f"/{NAME}/config$")) == 1


def test_class_is_fixed(existing: Result, connector: Run, estate: Estate) -> None:
    for check in (True, False):
        result = connector(check=check, fails=True, config=sink(estate, **{"connector.class": "MySqlSink"}))
        assert "fixed at creation" in result["msg"]
        assert estate.sandbox.writes() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"config": {"name": "other"}}, "leave it out of config"),
        ({"config": {"transforms": {"a": 1}}}, "config: transforms is a dict"),
        ({"config": {"topics": ["a", None]}}, "config: topics holds null as item 2"),
        ({"config": {"tasks.max": True}}, "config: tasks.max is true, and it must be a number"),
        ({"sensitive_config": {"a.password": "****"}}, "a.password is masked"),
        ({"name": "", "config": {"a": "b"}}, "name is needed"),
    ],
)
def test_bad_input_is_refused_before_any_request(
    connector: Run, estate: Estate, arguments: dict[str, Any], words: str
) -> None:
    result = connector(fails=True, **arguments)
    assert words in result["msg"]
    assert estate.sandbox.journal() == []


def test_creation_without_class(connector: Run, estate: Estate) -> None:
    assert "has no connector.class" in connector(fails=True, config={"topics": "a"})["msg"]
    assert estate.sandbox.writes() == []


def test_custom_connectors_are_not_validated(connector: Run, estate: Estate) -> None:
    custom = {
        "confluent.connector.type": "CUSTOM",
        "connector.class": "com.example.OwnSource",
        "confluent.custom.plugin.id": "ccp-4rrw00",
        "kafka.auth.mode": "SERVICE_ACCOUNT",
        "kafka.service.account.id": estate.service_account,
        "tasks.max": "1",
    }
    made = connector(config=custom)
    assert made["operation"] == "created"
    assert "not validated beforehand" in json.dumps(made["warnings"])
    assert estate.sandbox.journal(path="/validate$") == []
    assert connector(config=custom)["operation"] == "unchanged"


def test_a_custom_connector_moves_to_another_version_of_its_plugin(connector: Run, estate: Estate) -> None:
    """The plugin and its version are settings as they come from the modules that upload them."""
    custom = {"confluent.connector.type": "CUSTOM", "confluent.custom.plugin.id": "ccp-4rrw00", "tasks.max": "1"}
    custom = {**custom, "connector.class": "com.acme.Source", "confluent.custom.plugin.version": "ver-1a2b3c"}
    custom = {**custom, "kafka.auth.mode": "SERVICE_ACCOUNT", "kafka.service.account.id": estate.service_account}
    assert connector(config=custom)["operation"] == "created"
    assert connector(config=custom)["operation"] == "unchanged"
    moved = connector(config={"confluent.custom.plugin.version": "ver-4d5e6f"})
    assert moved["diff"]["after"] == {"config": {"confluent.custom.plugin.version": "ver-4d5e6f"}}
    [put] = estate.sandbox.journal("PUT", "/config$")
    assert put["request_body"] == {**custom, "name": NAME, "confluent.custom.plugin.version": "ver-4d5e6f"}


# --- a restart

RESTART = "/restart$"


def failed(estate: Estate, connector: Run) -> None:
    """The connector, one of whose tasks has failed."""
    connector(config=source(estate))
    script(estate, [["RUNNING", 0]], tasks=["RUNNING", ["FAILED", "no route to host"]])


def test_what_has_failed_is_restarted_when_that_is_asked_for(connector: Run, estate: Estate) -> None:
    estate.sandbox.settings(connector_restart=True)
    assert connector(config=source(estate), restart="failed")["operation"] == "created"
    assert connector(config=source(estate), restart="failed")["operation"] == "unchanged"
    failed(estate, connector)
    checked = connector(True, restart="failed")
    assert (checked["operation"], checked["diff"]["after"]) == ("updated", {"restart": "restarted"})
    assert estate.sandbox.writes() == []
    result = connector(restart="failed")
    assert (result["operation"], result["connector"]["status"]) == ("updated", "RUNNING")
    assert "restart" not in result["connector"]
    [sent] = estate.sandbox.writes()
    assert dict(sent["query"]) == {"includeTasks": "true", "onlyFailed": "true"}
    assert connector(restart="failed")["operation"] == "unchanged"


def test_what_a_connector_says_of_its_failure_is_shown_without_its_secrets(
    connector: Run, estate: Estate, run_skipping: Run
) -> None:
    connector(config=sink(estate), sensitive_config=SECRET)
    script(estate, [["FAILED", 0, f"login as warehouse with {PASSWORD} failed"]], tasks=[])
    told = connector(config={}, sensitive_config=SECRET, wait=False)["connector"]["trace"]
    assert (told.startswith("login as"), PASSWORD in told) == (True, False)


def test_what_a_connector_says_while_it_is_waited_for_is_shown_without_the_secrets_that_it_holds(
    connector: Run, estate: Estate
) -> None:
    """Nothing differs, and the task states no secret: what a value carries is known from the connector alone."""
    url = "jdbc:postgresql://db.example/orders?user=a&password=canary-1234"
    config = {name: str(value) for name, value in source(estate, **{"connection.url": url}).items()}
    estate.sandbox.seed("connectors", {"cluster": estate.cluster, "names": [NAME], "config": config})
    script(estate, [["PROVISIONING", 5], ["FAILED", 0, f"no login with canary-1234 at {url}"]])
    assert "FAILED: connector: no login with ********" in connector(fails=True, status="running")["msg"]
    script(estate, [["FAILED", 0, f"no login with canary-1234 at {url}"]])
    told = connector(wait=False)["connector"]
    assert told["trace"] == "no login with ******** at ********"
    assert told["tasks"][0]["msg"] == told["trace"]


def test_a_restart_each_time(connector: Run, estate: Estate) -> None:
    estate.sandbox.settings(connector_restart=True)
    connector(config=source(estate))
    assert connector(restart="always")["operation"] == "updated"
    assert dict(estate.sandbox.writes()[0]["query"]) == {"includeTasks": "true", "onlyFailed": "false"}
    connector(config={"tasks.max": 2}, restart="always")
    assert [one["method"] for one in estate.sandbox.writes()] == ["PUT"], "new settings restart it anyway"
    connector(status="paused")
    assert connector(restart="always", wait=False)["operation"] == "unchanged"


def test_a_service_that_knows_no_restart_is_named(connector: Run, estate: Estate) -> None:
    failed(estate, connector)
    for status in (404, 405):
        if status == 405:
            estate.sandbox.fault(method="POST", path=RESTART, status=405, body={"error_code": 405, "message": "no"})
        result = connector(fails=True, restart="failed")
        assert "The service does not know a restart, which is in no document" in result["msg"]
        assert f"it answered {status} to POST" in result["msg"]
        assert "status: paused" in result["msg"]
        assert result["changed"] is False
    told = connector(fails=True)
    assert "try restart: failed" in told["msg"]
    paused = connector(restart="failed", status="paused")
    assert (paused["connector"]["status"], len(estate.sandbox.journal("POST", RESTART))) == ("PAUSED", 0)


def test_a_connector_that_is_gone_by_its_restart_is_said_to_be(connector: Run, estate: Estate) -> None:
    failed(estate, connector)
    for path in (RESTART, f"/connectors/{NAME}$"):
        body = {"error_code": 404, "message": f"Connector {NAME} not found"}
        estate.sandbox.fault(path=path, times=0, status=404, body=body)
    told = connector(fails=True, restart="failed")
    assert f"Connector {NAME} not found" in told["msg"]
    assert "does not know a restart" not in told["msg"]


def test_a_degraded_connector_is_restarted_if_a_task_has_failed(connector: Run, estate: Estate) -> None:
    estate.sandbox.settings(connector_restart=True)
    connector(config=source(estate))
    script(estate, [["DEGRADED", 0]], tasks=["RUNNING", "RUNNING"])
    assert connector(restart="failed", wait=False)["operation"] == "unchanged"
    script(estate, [["DEGRADED", 0]], tasks=["RUNNING", ["FAILED", "no route to host"]])
    assert connector(restart="failed")["connector"]["status"] == "RUNNING"


# --- states


def test_created_is_waited_for(connector: Run, estate: Estate) -> None:
    script(estate, [["PROVISIONING", 1], ["DEGRADED", 1], ["RUNNING", 0]])
    made = connector(config=source(estate))
    assert made["wait"]["phases"] == ["PROVISIONING", "DEGRADED", "RUNNING"]
    assert made["connector"]["status"] == "RUNNING"
    assert made["connector"]["id"].startswith("lcc-")


def test_a_second_run_attaches_to_the_wait(connector: Run, estate: Estate) -> None:
    script(estate, [["PROVISIONING", 2], ["RUNNING", 0]])
    made = connector(config=source(estate), wait=False)
    assert (made["operation"], made["connector"]["status"]) == ("created", "PROVISIONING")
    assert made["connector"]["id"].startswith("lcc-")
    attached = connector(config=source(estate))
    assert (attached["operation"], attached["connector"]["status"]) == ("unchanged", "RUNNING")
    assert attached["wait"]["phases"] == ["PROVISIONING", "RUNNING"]
    assert estate.sandbox.writes() == []


def test_failed_says_why(connector: Run, estate: Estate) -> None:
    tasks = ["RUNNING", ["FAILED", "java.net.UnknownHostException: db.example.com"]]
    script(estate, [["PROVISIONING", 0.5], ["FAILED", 0, "The plugin gave up"]], tasks=tasks)
    result = connector(fails=True, config=source(estate))
    assert "is FAILED: connector: The plugin gave up; task 1: java.net.UnknownHostException" in result["msg"]
    assert "no restart" in result["msg"]
    assert result["changed"], "it was created, and the result says so"


def test_a_failed_task_of_a_running_connector_is_a_failure(connector: Run, estate: Estate) -> None:
    script(estate, [["RUNNING", 0]], tasks=[["FAILED", "no route to host"]])
    assert "task 0: no route to host" in connector(fails=True, config=source(estate))["msg"]


def test_a_wait_ends(connector: Run, estate: Estate) -> None:
    script(estate, [["DEGRADED", 0, "half of it"]])
    result = connector(fails=True, config=source(estate), wait_timeout=1)
    assert "was still DEGRADED" in result["msg"]
    assert "half of it" in result["msg"]


def test_an_old_failure_is_reported_and_not_hidden(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    script(estate, [["FAILED", 0, "It broke in the night"]])
    for check in (True, False):
        for further in ({}, {"status": "running"}):
            result = connector(check=check, fails=True, config=source(estate), **further)
            assert "It broke in the night" in result["msg"]
            assert "status: paused" in result["msg"], "how to restart it"
    assert connector(config=source(estate), wait=False)["operation"] == "unchanged"
    assert connector(config=source(estate), status="paused")["operation"] == "updated"
    resumed = connector(config=source(estate), status="running")
    assert (resumed["operation"], resumed["connector"]["status"]) == ("updated", "RUNNING")


def test_new_settings_mend_a_failed_connector(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    script(estate, [["FAILED", 0, "It broke"]])
    mended = connector(config=source(estate, **{"max.interval": 500}))
    assert (mended["operation"], mended["connector"]["status"]) == ("updated", "RUNNING")


def test_new_settings_that_do_not_mend_it(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    script(estate, [["FAILED", 0, "It broke"]], sticky=True)
    result = connector(fails=True, config=source(estate, **{"max.interval": 500}), wait_timeout=1)
    assert "It broke" in result["msg"]
    assert result["changed"], "the settings were written, and the result says so"


def status_answer(state: str, *tasks: Any, name: str = NAME) -> dict[str, Any]:
    """An answer of GET status; a task is a state, or a state and its trace."""
    told = [task if isinstance(task, tuple) else (task, "") for task in tasks]
    return {
        "name": name,
        "type": "source",
        "connector": {"state": state, "worker_id": name, "trace": ""},
        "tasks": [{"id": n, "state": s, "worker_id": name, "msg": msg} for n, (s, msg) in enumerate(told)],
    }


def looks(estate: Estate, *answers: dict[str, Any]) -> None:
    """What the next looks at the status see, one after the other, and the last for ever."""
    for number, body in enumerate(answers, 1):
        last = number == len(answers)
        estate.sandbox.fault(method="GET", path="/status$", times=0 if last else 1, status=200, body=body)


def test_new_tasks_come_late(connector: Run, estate: Estate) -> None:
    estate.sandbox.settings(connector_status_delay=0.3, connector_task_delay=0.8)
    made = connector(config=source(estate))
    assert [task["state"] for task in made["connector"]["tasks"]] == ["RUNNING"]
    assert made["connector"]["id"].startswith("lcc-")
    assert made["wait"]["phases"][-1] == "RUNNING"
    seen = [e["status"] for e in estate.sandbox.journal(path="/status$")]
    assert seen[0] == 404
    assert seen.count(200) >= 3, "once without tasks, twice with them"


def test_a_task_that_fails_right_after_the_creation(connector: Run, estate: Estate) -> None:
    """As real ones do: the connector runs, without tasks, then with one, which fails a moment later."""
    looks(
        estate,
        status_answer("RUNNING"),
        status_answer("RUNNING", "RUNNING"),
        status_answer("RUNNING", ("FAILED", f"no route to host for {PASSWORD}")),
    )
    result = connector(fails=True, config=source(estate), sensitive_config={"x.password": PASSWORD})
    assert "task 0: no route to host for ********" in result["msg"]
    assert result["changed"]


def test_running_is_believed_at_the_second_look(connector: Run, estate: Estate) -> None:
    looks(estate, status_answer("RUNNING", "RUNNING"))
    assert connector(config=source(estate))["operation"] == "created"
    assert len(estate.sandbox.journal(path="/status$")) == 2


def test_a_connector_without_a_task_does_not_run(connector: Run, estate: Estate) -> None:
    looks(estate, status_answer("RUNNING"))
    result = connector(fails=True, config=source(estate), wait_timeout=1)
    assert "was still RUNNING" in result["msg"]
    assert "None of its tasks runs" in result["msg"]
    assert connector(config=source(estate), wait=False)["operation"] == "unchanged"


def test_old_tasks_are_not_taken_for_the_new_ones(connector: Run, estate: Estate) -> None:
    """After new settings the old tasks are still shown for some looks; only the new one fails."""
    connector(config=source(estate))
    healthy = status_answer("RUNNING", "RUNNING")
    looks(estate, healthy, healthy, healthy, status_answer("RUNNING", ("FAILED", "the new settings are wrong")))
    result = connector(fails=True, config=source(estate, **{"max.interval": 500}))
    assert "task 0: the new settings are wrong" in result["msg"]
    assert result["changed"]


def test_new_tasks_are_known_by_what_lies_between(connector: Run, estate: Estate) -> None:
    """A status that differs from that of before the write ends the old one: two looks at the new one are enough."""
    connector(config=source(estate))
    healthy = status_answer("RUNNING", "RUNNING")
    looks(estate, healthy, status_answer("RUNNING"), healthy)
    assert connector(config=source(estate, **{"max.interval": 500}))["operation"] == "updated"
    assert len(estate.sandbox.journal(path="/status$")) == 4


def test_an_old_failure_that_comes_back_is_a_new_one(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    script(estate, [["RUNNING", 0]], tasks=[["FAILED", "It broke"]], sticky=True)
    looks(
        estate,
        status_answer("RUNNING", ("FAILED", "It broke")),
        status_answer("RUNNING", "RUNNING"),
        status_answer("RUNNING", ("FAILED", "It broke")),
    )
    result = connector(fails=True, config=source(estate, **{"max.interval": 500}), wait_timeout=60)
    assert "It broke" in result["msg"]
    assert len(estate.sandbox.journal(path="/status$")) == 3


def test_a_connector_that_was_made_a_moment_ago_is_waited_for(connector: Run, estate: Estate) -> None:
    """Also by the next run, which has nothing to change: no task runs yet."""
    estate.sandbox.settings(connector_status_delay=0.0, connector_task_delay=3.0)
    connector(config=source(estate), wait=False)
    again = connector(config=source(estate))
    assert (again["operation"], again["wait"]["phases"]) == ("unchanged", ["RUNNING"])
    assert len(estate.sandbox.journal(path="/status$")) >= 2


@pytest.mark.parametrize(("spelled", "state"), [("PAUSED", "PAUSED"), ("Paused", "PAUSED"), ("RUNNING", "RUNNING")])
def test_states_in_any_case(connector: Run, estate: Estate, spelled: str, state: str) -> None:
    """A result can be fed back: its own word for the state is one that is taken."""
    made = connector(config=source(estate), status=spelled)
    assert made["connector"]["status"] == state
    assert connector(status=made["connector"]["status"])["operation"] == "unchanged"
    assert connector(check=True, config=source(estate, **{"max.interval": 500}), status=spelled)["diff"]["after"] == {
        "config": {"max.interval": "500"}
    }


def test_a_state_that_cannot_be_asked_for(connector: Run, estate: Estate) -> None:
    assert "running or paused" in connector(fails=True, status="PROVISIONING")["msg"]
    assert estate.sandbox.journal() == []


def test_pause_and_resume(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    estate.sandbox.settings(connector_lifecycle=0.7)
    for status, word in (("paused", "pause"), ("running", "resume")):
        predicted = connector(check=True, status=status)
        changed = connector(status=status)
        assert predicted["diff"] == changed["diff"]
        assert changed["operation"] == "updated"
        assert changed["connector"]["status"] == {"paused": "PAUSED", "running": "RUNNING"}[status]
        assert [(e["method"], e["path"]) for e in estate.sandbox.writes()] == [("PUT", url(estate, NAME, word))]
        assert connector(status=status)["operation"] == "unchanged"


def test_a_paused_connector_stays_paused_when_nothing_is_said(connector: Run, estate: Estate) -> None:
    assert connector(config=source(estate), status="paused")["connector"]["status"] == "PAUSED"
    assert connector(config=source(estate))["operation"] == "unchanged"
    changed = connector(config=source(estate, **{"max.interval": 500}))
    assert (changed["operation"], changed["connector"]["status"]) == ("updated", "PAUSED")


# --- deletion


def test_an_error_inside_a_200_is_an_error(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    script(estate, [], delete_error="the connector is locked")
    result = connector(fails=True, state="absent")
    assert "the connector is locked" in result["msg"]
    assert result["error"]["status"] == 200
    assert not result["changed"]
    script(estate, [], delete_error=None)
    assert connector(check=True, state="absent")["operation"] == "deleted"
    removed = connector(state="absent")
    assert (removed["operation"], removed["connector"]) == ("deleted", None)
    assert connector(state="absent")["operation"] == "unchanged"


@pytest.mark.parametrize("name", ["orders sink", "a+b;c=d", "ümlaut"])
def test_names_that_need_encoding(connector: Run, estate: Estate, name: str) -> None:
    assert connector(name=name, config=source(estate))["connector"]["name"] == name
    assert connector(name=name, config=source(estate))["operation"] == "unchanged"
    assert connector(name=name, state="absent")["operation"] == "deleted"


@pytest.mark.parametrize("name", ["orders/eu", "50%", "a\\b"])
def test_names_that_nobody_could_reach_again(connector: Run, estate: Estate, name: str) -> None:
    """The service makes them, and then takes their paths for ambiguous: it could neither be waited for nor deleted."""
    for check in (True, False):
        assert "Take another name" in connector(check=check, fails=True, name=name, config=source(estate))["msg"]
        assert estate.sandbox.journal() == []


# --- what a list does not show


BLIND = {"error": {"code": 403, "message": "Forbidden Access"}}


def unlisted(estate: Estate) -> None:
    """The list of connectors is empty, as for a credential that may not see any."""
    estate.sandbox.fault(method="GET", path="/connectors$", times=0, status=200, body={})


@pytest.mark.parametrize("check", [True, False])
def test_absent_is_what_was_looked_for_by_its_name(connector: Run, estate: Estate, check: bool) -> None:
    connector(config=source(estate))
    unlisted(estate)
    estate.sandbox.fault(method="GET", path=f"/connectors/{NAME}$", status=403, body=BLIND)
    denied = connector(check=check, fails=True, state="absent")
    assert denied["error"]["status"] == 403
    for words in (NAME, "User:u-4xgp5z", "DeveloperRead", "lacks a role"):
        assert words in denied["msg"]
    assert held(estate)
    assert connector(check=check, state="absent")["operation"] == "deleted", "seen by its name"
    assert (NAME in estate.sandbox.state()["connectors"][estate.cluster]) is check


def test_what_is_absent_costs_one_more_look(connector: Run, estate: Estate) -> None:
    assert connector(state="absent")["operation"] == "unchanged"
    sent = [e["path"] for e in estate.sandbox.journal() if e["plane"] == "connect"]
    assert sent == [url(estate), url(estate, NAME)]


@pytest.mark.parametrize("status", [400, 409])
def test_what_exists_already_is_looked_at_before_anything_is_said_of_it(
    connector: Run, estate: Estate, status: int
) -> None:
    connector(config=source(estate))
    estate.sandbox.settings(connector_taken_status=status)
    unlisted(estate)
    config = source(estate, **{"max.interval": 500})
    estate.sandbox.fault(method="GET", path=f"/connectors/{NAME}$", status=403, body=BLIND)
    denied = connector(fails=True, config=config)
    assert "exists already" in denied["msg"]
    assert denied["error"]["status"] == 403
    assert "User:u-4xgp5z" in denied["msg"]
    assert "somebody else" not in denied["msg"]
    seen = connector(config=config)
    assert seen["operation"] == "updated"
    assert held(estate)["max.interval"] == "500"


@pytest.mark.parametrize(
    "options", [{"config": {"connector.class": None}}, {"config": {"a": "b"}, "config_mode": "replace"}]
)
def test_settings_that_no_connector_can_have(connector: Run, estate: Estate, options: dict[str, Any]) -> None:
    """Whatever there is: said before any request, so also where the environment is not there yet."""
    for check in (True, False):
        result = connector(check=check, fails=True, environment="later", cluster="later", **options)
        assert "has no connector.class" in result["msg"]
        assert estate.sandbox.journal() == []


def test_what_no_connector_can_be_made_of_is_known_without_the_service(estate: Estate) -> None:
    """`unmakeable` is what the engine says of a creation whose environment is not there yet (check mode)."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import CREATED, Change
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.connectors.kind import Connector

    def told(**options: Any) -> list[str]:
        kind = Connector.__new__(Connector)
        kind.begin({"name": NAME, **options})
        return list(kind.unmakeable(Change(CREATED, NAME, {"name": NAME}, None, kind.options)))

    missing = [f"connector {NAME} has no connector.class: config must name the plugin"]
    assert told() == told(config={"topics": "a"}) == told(service_account="orders-service") == missing
    assert told(config={"connector.class": "DatagenSource"}) == []
    assert told(sensitive_config={"connector.class": "DatagenSource"}) == []


def test_absent_in_an_environment_or_cluster_that_is_not_there(connector: Run) -> None:
    assert connector(environment="nowhere", state="absent")["operation"] == "unchanged"
    assert connector(cluster="nothing", state="absent")["operation"] == "unchanged"
    assert "nothing" in connector(fails=True, cluster="nothing", config={"a": "b"})["msg"]


# --- errors and faults


def test_lost_answer_creates_once(connector: Run, estate: Estate) -> None:
    # The list tells of it at once: a repetition that comes before it does is refused, and looked into.
    estate.sandbox.settings(connector_status_delay=0.0)
    estate.sandbox.fault(method="POST", path="/connectors$", reset="after")
    made = connector(config=source(estate))
    assert made["operation"] == "created"
    assert made["connector"]["status"] == "RUNNING"
    assert len(estate.sandbox.writes()) == 1


def test_lost_answers_of_an_update_and_a_deletion(connector: Run, estate: Estate) -> None:
    connector(config=source(estate))
    estate.sandbox.fault(method="PUT", path="/config$", reset="after")
    assert connector(config=source(estate, **{"max.interval": 500}))["operation"] == "updated"
    estate.sandbox.fault(method="DELETE", path="/connectors/", reset="after")
    assert connector(state="absent")["operation"] == "deleted"
    assert connector(state="absent")["operation"] == "unchanged"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "settings are not accepted"),
        (401, "Connect takes a Cloud API key"),
        (403, "lacks a role"),
        (409, "being changed by something else"),
        (429, "rate limit"),
    ],
)
def test_errors_teach(connector: Run, estate: Estate, status: int, words: str) -> None:
    body = {"error": {"code": status, "message": "the service's own words"}}
    estate.sandbox.fault(method="POST", path="/connectors$", times=0, status=status, body=body)
    result = connector(fails=True, config=source(estate), retry_timeout=1)
    assert f"Could not create connector {NAME}" in result["msg"]
    assert "the service's own words" in result["msg"]
    assert words in result["msg"]
    assert result["error"]["status"] == status
    assert "Cloud API key" in result["error"]["credential"]
    assert not result["changed"]


# --- info


def test_info(estate: Estate, run_module: Run) -> None:
    config = source(estate, **{"database.password": PASSWORD})
    estate.sandbox.seed("connectors", {"cluster": estate.cluster, "prefix": "bulk-", "count": 120, "config": config})
    estate.sandbox.clear_journal()
    result = run_module("confluent_connector_info", {}, env=estate.env)
    assert not result["failed"], result
    assert [item["name"] for item in result["connectors"]] == [f"bulk-{n:05d}" for n in range(120)]
    assert len(estate.sandbox.journal(path="/connectors$")) == 1
    assert "canary" not in json.dumps(result)
    (one,) = run_module("confluent_connector_info", {"name": "bulk-00007"}, env=estate.env)["connectors"]
    assert (one["name"], one["status"]) == ("bulk-00007", "RUNNING")
    assert run_module("confluent_connector_info", {"name": "nobody"}, env=estate.env)["connectors"] == []


def test_info_that_cannot_read_is_a_failure(estate: Estate, run_module: Run) -> None:
    estate.sandbox.fault(method="GET", path="/connectors$", times=0, status=403, body={"error": {"message": "no"}})
    result = run_module("confluent_connector_info", {}, env=estate.env)
    assert result["failed"]
    assert "connectors" not in result


def test_numbers_and_switches_in_check_mode_before_the_environment_exists(sandbox: Any, run_module: Run) -> None:
    config = {"connector.class": "PostgresSink", "tasks.max": 1, "errors.log.enable": True}
    config["connection.password"] = "a-secret-of-the-sink"
    arguments = {"environment": "later", "cluster": "later", "name": "sink", "config": config}
    result = run_module("confluent_connector", arguments, check=True)
    assert (result["failed"], result["operation"]) == (False, "created")
    assert result["connector"]["config"]["tasks.max"] == "1"
    assert "a-secret-of-the-sink" not in str(result["connector"]) + str(result["diff"])
