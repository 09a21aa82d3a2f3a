# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox's Connect plane: life of a connector, masks, server-added settings, validation, scripted states."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

import pytest

from ._estate import Answer, Estate

STARS = "*" * 16
SERVER_KEYS = {
    *("cloud.environment", "cloud.provider", "config.internal.connect.image", "confluent.resource.connector.tier"),
    *("connector.crn", "kafka.dedicated", "kafka.endpoint", "kafka.max.partition.validation.disable", "kafka.region"),
    *("schema.registry.url", "valid.kafka.api.key"),
}


LATE = {
    "connector_status_delay": 0.0,
    "connector_task_delay": 0.0,
    "connector_lifecycle": 0.0,
    "connector_reconfiguration": 0.0,
    "connector_remains": 0.0,
}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    """With a Connect that shows everything at once, unless a test asks for more."""
    sandbox.settings(**LATE)
    return Estate(sandbox)


def source(estate: Estate, name: str = "clicks", **more: str) -> dict[str, str]:
    return {
        "connector.class": "DatagenSource",
        "name": name,
        "kafka.auth.mode": "KAFKA_API_KEY",
        "kafka.api.key": estate.kafka_key[0],
        "kafka.api.secret": estate.kafka_key[1],
        "kafka.topic": "clicks",
        "quickstart": "CLICKSTREAM",
        "output.data.format": "AVRO",
        "tasks.max": "2",
        **more,
    }


def sink(estate: Estate, name: str = "archive", **more: str) -> dict[str, str]:
    return {
        "connector.class": "S3_SINK",
        "name": name,
        "kafka.auth.mode": "SERVICE_ACCOUNT",
        "kafka.service.account.id": estate.owner,
        "topics": "orders,clicks",
        "input.data.format": "AVRO",
        "output.data.format": "PARQUET",
        "aws.access.key.id": "AKIAEXAMPLE",
        "aws.secret.access.key": "very-secret",
        "s3.bucket.name": "orders-archive",
        "time.interval": "HOURLY",
        "flush.size": "1000",
        "tasks.max": "1",
        **more,
    }


def create(estate: Estate, config: dict[str, str]) -> Any:
    answer = estate.connect("POST", "/connectors", {"name": config["name"], "config": config})
    assert answer.status == 201, answer.body
    return answer.body


def state_of(estate: Estate, name: str) -> str:
    return str(estate.connect("GET", f"/connectors/{name}/status").body["connector"]["state"])


def message(answer: Answer, status: int) -> str:
    """The message of a refusal in Connect's shape."""
    assert answer.status == status, answer.body
    assert answer.body["error"]["code"] == status
    return str(answer.body["error"]["message"])


def wait_for(estate: Estate, name: str, wanted: str) -> list[str]:
    """The states seen on the way, each once."""
    seen: list[str] = []
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        now = state_of(estate, name)
        if not seen or seen[-1] != now:
            seen.append(now)
        if now == wanted:
            return seen
        time.sleep(0.02)
    raise AssertionError(f"{name} went through {seen}, never {wanted}")


def test_create_answers_without_id_and_with_masked_secrets(estate: Estate) -> None:
    made = create(estate, sink(estate))
    assert set(made) == {"name", "config", "tasks", "type"}
    assert (made["name"], made["type"], made["tasks"]) == ("archive", "sink", [{"connector": "archive", "task": 0}])
    config = made["config"]
    assert config["aws.access.key.id"] == config["aws.secret.access.key"] == config["kafka.api.key"] == STARS
    assert config["s3.bucket.name"] == "orders-archive"
    sent = estate.sandbox.state()["connectors"][estate.cluster]["archive"]["config"]
    assert sent["aws.secret.access.key"] == "very-secret"


def test_every_read_masks_and_shows_what_the_server_added(estate: Estate) -> None:
    config = source(estate)
    create(estate, config)
    read = estate.connect("GET", "/connectors/clicks/config").body
    assert set(read) - set(config) == SERVER_KEYS
    assert all(isinstance(value, str) for value in read.values())
    assert {name for name in config if read[name] != config[name]} == {"kafka.api.key", "kafka.api.secret"}
    assert read["kafka.endpoint"].startswith("SASL_SSL://pkc-")
    assert read["connector.crn"].endswith(f"/cloud-cluster={estate.cluster}/connector=clicks")
    assert estate.connect("GET", "/connectors/clicks").body["config"] == read
    expanded = estate.connect("GET", "/connectors?expand=id,info,status").body["clicks"]
    assert expanded["info"]["config"] == read
    assert expanded["id"]["id"].startswith("lcc-")
    assert expanded["status"]["connector"]["state"] == "RUNNING"
    assert [task["config"] for task in estate.connect("GET", "/connectors/clicks/tasks").body] == [read, read]


def test_lists_are_names_or_an_object_with_what_was_asked_for(estate: Estate) -> None:
    create(estate, source(estate))
    create(estate, sink(estate))
    assert estate.connect("GET", "/connectors").body == ["archive", "clicks"]
    assert set(estate.connect("GET", "/connectors?expand=status").body["clicks"]) == {"status"}
    assert set(estate.connect("GET", "/connectors?expand=id&expand=info").body["clicks"]) == {"id", "info"}


def test_put_replaces_the_whole_config_and_creates_what_is_missing(estate: Estate) -> None:
    first = estate.connect("PUT", "/connectors/clicks/config", source(estate, **{"max.interval": "500"}))
    assert (first.status, first.body["config"]["max.interval"]) == (200, "500")
    second = estate.connect("PUT", "/connectors/clicks/config", source(estate, **{"tasks.max": "3"}))
    assert "max.interval" not in second.body["config"]
    assert len(second.body["tasks"]) == 3
    assert "cannot be changed" in message(
        estate.connect("PUT", "/connectors/clicks/config", sink(estate, "clicks")), 400
    )


def test_what_create_refuses(estate: Estate) -> None:
    create(estate, source(estate))
    refused = {
        "already exists": {"name": "clicks", "config": source(estate)},
        "is not that of the connector": {"name": "other", "config": source(estate)},
        "should be strings": {"name": "n", "config": {**source(estate, "n"), "tasks.max": 1}},
        "Failed to find any class that implements Connector and which name matches NoSuch": {
            "name": "n",
            "config": source(estate, "n", **{"connector.class": "NoSuch"}),
        },
        "contains no connector type": {"name": "n", "config": {"name": "n", "topics": "a"}},
        "Invalid value soon for configuration linger.ms: Not a number of type LONG": {
            "name": "n",
            "config": source(estate, "n", **{"producer.override.linger.ms": "soon"}),
        },
        "name of the connector is required": {"config": source(estate)},
    }
    for text, body in refused.items():
        assert text in message(estate.connect("POST", "/connectors", body), 400)
    wrong = source(estate, "n", **{"quickstart": "NOPE", "tasks.max": "0"})
    said = message(estate.connect("POST", "/connectors", {"name": "n", "config": wrong}), 400)
    assert "2 error(s)" in said
    assert '"quickstart"' in said
    assert '"tasks.max"' in said
    assert estate.connect("GET", "/connectors").body == ["clicks"]


def test_what_is_not_there_is_404(estate: Estate) -> None:
    for method, path in (
        ("GET", ""),
        ("GET", "/config"),
        ("GET", "/status"),
        ("GET", "/tasks"),
        ("PUT", "/pause"),
        ("DELETE", ""),
    ):
        message(estate.connect(method, f"/connectors/none{path}"), 404)


def test_delete_answers_error_null_or_an_error_in_a_200(estate: Estate) -> None:
    create(estate, source(estate))
    estate.sandbox.seed("connector_states", {"cluster": estate.cluster, "name": "clicks", "delete_error": "locked"})
    answer = estate.connect("DELETE", "/connectors/clicks")
    assert (answer.status, answer.body) == (200, {"error": {"code": 500, "message": "locked"}})
    assert estate.connect("GET", "/connectors").body == ["clicks"]
    estate.sandbox.seed("connector_states", {"cluster": estate.cluster, "name": "clicks", "delete_error": None})
    answer = estate.connect("DELETE", "/connectors/clicks")
    assert (answer.status, answer.body) == (200, {"error": None})
    assert estate.connect("GET", "/connectors").body == []


def test_deleting_the_cluster_removes_its_connectors(estate: Estate) -> None:
    create(estate, source(estate))
    estate.sandbox.request("DELETE", f"/cmk/v2/clusters/{estate.cluster}", environment=estate.environment)
    assert estate.sandbox.state()["connectors"] == {}
    message(estate.connect("GET", "/connectors"), 404)


# --- states


def test_provisioning_takes_its_time(estate: Estate) -> None:
    estate.sandbox.settings(connector_provisioning=0.3)
    assert create(estate, source(estate))["tasks"] == []
    assert wait_for(estate, "clicks", "RUNNING") == ["PROVISIONING", "RUNNING"]
    tasks = estate.connect("GET", "/connectors/clicks/status").body["tasks"]
    assert [(task["id"], task["state"]) for task in tasks] == [(0, "RUNNING"), (1, "RUNNING")]


def test_pause_and_resume_take_effect_later(estate: Estate) -> None:
    create(estate, source(estate))
    estate.sandbox.settings(connector_lifecycle=0.2)
    assert estate.connect("PUT", "/connectors/clicks/pause").status == 202
    assert state_of(estate, "clicks") == "RUNNING"
    wait_for(estate, "clicks", "PAUSED")
    assert estate.connect("PUT", "/connectors/clicks/resume").status == 202
    assert state_of(estate, "clicks") == "PAUSED"
    wait_for(estate, "clicks", "RUNNING")


def test_a_script_can_be_laid_before_the_connector_is_made(estate: Estate) -> None:
    script = {
        "cluster": estate.cluster,
        "name": "clicks",
        "states": [["PROVISIONING", 0.2], ["RUNNING", 0.2], ["FAILED", 0, "no route to host"]],
        "tasks": [["FAILED", "task trace"], "RUNNING"],
    }
    assert estate.sandbox.seed("connector_states", script)["objects"] == [{"connector": "clicks", "waiting": True}]
    create(estate, source(estate))
    assert wait_for(estate, "clicks", "FAILED") == ["PROVISIONING", "RUNNING", "FAILED"]
    status = estate.connect("GET", "/connectors/clicks/status").body
    assert status["connector"]["trace"] == "no route to host"
    assert [(task["state"], task["msg"]) for task in status["tasks"]] == [("FAILED", "task trace"), ("RUNNING", "")]


@pytest.mark.parametrize("cure", ["restart", "config"])
def test_a_failed_connector_recovers_by_a_restart_or_a_new_config(estate: Estate, cure: str) -> None:
    create(estate, source(estate))
    script = {"cluster": estate.cluster, "name": "clicks", "states": [["FAILED", 0, "bad password"]]}
    estate.sandbox.seed("connector_states", script)
    status = estate.connect("GET", "/connectors/clicks/status").body
    assert [task["msg"] for task in status["tasks"]] == ["bad password"] * 2
    if cure == "restart":
        estate.connect("PUT", "/connectors/clicks/pause")
        estate.connect("PUT", "/connectors/clicks/resume")
    else:
        estate.connect("PUT", "/connectors/clicks/config", source(estate))
    assert state_of(estate, "clicks") == "RUNNING"
    estate.sandbox.seed("connector_states", {**script, "sticky": True})
    estate.connect("PUT", "/connectors/clicks/resume")
    assert state_of(estate, "clicks") == "FAILED"


# --- what follows a write comes late


def status(estate: Estate, name: str = "clicks") -> tuple[str, list[str]]:
    """State of the connector ("404" without a status) and of its tasks."""
    answer = estate.connect("GET", f"/connectors/{name}/status")
    if answer.status == 404:
        return "404", []
    return answer.body["connector"]["state"], [task["state"] for task in answer.body["tasks"]]


@pytest.fixture
def clock(estate: Estate) -> Any:
    """``clock(seconds)`` puts the sandbox's clock forward; it stands still otherwise."""
    estate.sandbox.settings(time_scale=0.000001)
    return estate.sandbox.advance


def test_a_new_connector_is_late_by_default(sandbox: Any) -> None:
    estate = Estate(sandbox)
    sandbox.settings(time_scale=0.000001)
    create(estate, source(estate))
    assert estate.connect("GET", "/connectors/clicks").status == 200
    assert status(estate) == ("404", [])


def test_a_new_connector_has_no_status_then_no_tasks(estate: Estate, clock: Any) -> None:
    estate.sandbox.settings(connector_status_delay=1.0, connector_task_delay=2.0)
    create(estate, source(estate))
    assert "No status found" in message(estate.connect("GET", "/connectors/clicks/status"), 404)
    assert estate.connect("GET", "/connectors").body == ["clicks"]
    assert estate.connect("GET", "/connectors?expand=id,info,status").body == {}, "what has no status is left out"
    clock(1.5)
    assert status(estate) == ("RUNNING", [])
    clock(2.0)
    assert status(estate) == ("RUNNING", ["RUNNING", "RUNNING"])


def test_new_settings_show_the_old_tasks_first(estate: Estate, clock: Any) -> None:
    create(estate, source(estate))
    estate.sandbox.settings(connector_reconfiguration=1.0)
    estate.connect("PUT", "/connectors/clicks/config", source(estate, **{"tasks.max": "3"}))
    assert status(estate) == ("RUNNING", ["RUNNING"] * 2)
    clock(1.5)
    assert status(estate) == ("RUNNING", ["RUNNING"] * 3)


def test_a_paused_connector_stays_paused_with_new_settings(estate: Estate, clock: Any) -> None:
    create(estate, source(estate))
    estate.sandbox.settings(connector_lifecycle=1.0, connector_task_delay=1.0, connector_reconfiguration=1.0)
    estate.connect("PUT", "/connectors/clicks/pause")
    assert status(estate) == ("RUNNING", ["RUNNING"] * 2)
    clock(1.5)
    assert status(estate) == ("PAUSED", ["RUNNING"] * 2), "the tasks follow later still"
    clock(1.0)
    assert status(estate) == ("PAUSED", ["PAUSED"] * 2)
    estate.connect("PUT", "/connectors/clicks/config", source(estate, **{"tasks.max": "1"}))
    assert status(estate) == ("PAUSED", ["PAUSED"] * 2)
    clock(1.5)
    assert status(estate) == ("PAUSED", ["PAUSED"])
    estate.connect("PUT", "/connectors/clicks/resume")
    assert status(estate) == ("PAUSED", ["PAUSED"])
    clock(1.5)
    assert status(estate) == ("RUNNING", ["PAUSED"])
    clock(1.0)
    assert status(estate) == ("RUNNING", ["RUNNING"])


def test_a_deleted_connector_has_a_status_for_a_moment(estate: Estate, clock: Any) -> None:
    create(estate, source(estate))
    estate.sandbox.settings(connector_remains=1.0)
    estate.connect("DELETE", "/connectors/clicks")
    answer = estate.connect("GET", "/connectors/clicks/status")
    assert (answer.status, answer.body["type"]) == (200, "unknown")
    assert estate.connect("GET", "/connectors/clicks").status == 404
    assert estate.connect("DELETE", "/connectors/clicks").status == 404
    clock(1.5)
    assert status(estate) == ("404", [])
    estate.connect("POST", "/connectors", {"name": "clicks", "config": source(estate)})
    estate.connect("DELETE", "/connectors/clicks")
    create(estate, source(estate))
    assert estate.connect("GET", "/connectors/clicks/status").body["type"] == "source"


def test_a_name_that_is_taken_is_409_where_asked_for(estate: Estate) -> None:
    create(estate, source(estate))
    estate.sandbox.settings(connector_taken_status=409)
    answer = estate.connect("POST", "/connectors", {"name": "clicks", "config": source(estate)})
    assert "already exists" in message(answer, 409)


@pytest.mark.parametrize("name", ["orders/eu", "100%"])
def test_some_names_can_be_made_and_not_addressed(estate: Estate, name: str) -> None:
    create(estate, source(estate, name))
    assert estate.connect("GET", "/connectors").body == [name]
    for method, path in (("GET", ""), ("GET", "/status"), ("PUT", "/pause"), ("DELETE", "")):
        answer = estate.connect(method, f"/connectors/{quote(name, safe='')}{path}")
        assert "Ambiguous URI path" in message(answer, 400)


def test_thousands_can_be_seeded(estate: Estate) -> None:
    made = estate.sandbox.seed("connectors", {"cluster": estate.cluster, "prefix": "load-", "count": 1000})
    assert made["objects"][0]["connectors"] == 1000
    expanded = estate.connect("GET", "/connectors?expand=id,info,status").body
    assert len(expanded) == 1000
    assert expanded["load-00999"]["status"]["connector"]["state"] == "RUNNING"


# --- validation


def errors_of(estate: Estate, config: dict[str, str]) -> dict[str, list[str]]:
    path = f"/connector-plugins/{config['connector.class']}/config/validate"
    answer = estate.connect("PUT", path, config)
    assert answer.status == 200, answer.body
    found = {
        item["value"]["name"]: item["value"]["errors"] for item in answer.body["configs"] if item["value"]["errors"]
    }
    assert answer.body["error_count"] == sum(map(len, found.values()))
    return found


def test_a_right_configuration_has_no_errors(estate: Estate) -> None:
    assert errors_of(estate, source(estate)) == {}
    assert errors_of(estate, sink(estate)) == {}


@pytest.mark.parametrize(
    ("change", "setting", "words"),
    [
        ({"kafka.topic": ""}, "kafka.topic", "is required"),
        ({"quickstart": "NOPE"}, "quickstart", "must be one of"),
        ({"tasks.max": "many"}, "tasks.max", "must be an integer"),
        ({"max.interval": "1"}, "max.interval", "greater than or equal to 10"),
        ({"kafka.api.key": STARS}, "kafka.api.key", "not a valid API key"),
        ({"kafka.api.secret": "wrong"}, "kafka.api.secret", "does not match"),
        ({"kafka.auth.mode": "NONE"}, "kafka.auth.mode", "must be one of"),
        ({"kafka.auth.mode": "SERVICE_ACCOUNT"}, "kafka.service.account.id", "is required"),
        (
            {"kafka.auth.mode": "SERVICE_ACCOUNT", "kafka.service.account.id": "sa-000000"},
            "kafka.service.account.id",
            "does not exist",
        ),
    ],
)
def test_each_wrong_setting_is_told(estate: Estate, change: dict[str, str], setting: str, words: str) -> None:
    found = errors_of(estate, source(estate, **change))
    assert list(found) == [setting]
    assert words in found[setting][0]


@pytest.mark.parametrize(
    ("change", "plugin", "words"),
    [
        ({"connector.class": "NoSuch"}, "NoSuch", "BadRequestException: Failed to find any class"),
        ({"connector.class": None}, "DatagenSource", "database.password=very-secret} contains no connector type"),
        ({"consumer.override.max.poll.records": "x"}, "DatagenSource", "ConfigException: Invalid value x for"),
    ],
)
def test_some_judgements_are_a_500_of_the_validation(
    estate: Estate, change: dict[str, str | None], plugin: str, words: str
) -> None:
    config = {**source(estate), **change, "database.password": "very-secret"}
    stated = {name: value for name, value in config.items() if value is not None}
    answer = estate.connect("PUT", f"/connector-plugins/{plugin}/config/validate", stated)
    assert words in message(answer, 500)
    message(estate.connect("PUT", "/connectors/clicks/config", stated), 400)


def test_the_class_is_that_of_the_path(estate: Estate) -> None:
    answer = estate.connect("PUT", "/connector-plugins/S3_SINK/config/validate", source(estate))
    assert "does not match request type S3_SINK" in message(answer, 400)


def test_a_setting_may_hang_on_another_one(estate: Estate) -> None:
    by_role = sink(estate, **{"authentication.method": "IAM Roles"})
    assert list(errors_of(estate, by_role)) == ["provider.integration.id"]
    assert errors_of(estate, {**by_role, "provider.integration.id": "cspi-1"}) == {}
    keyless = {name: value for name, value in sink(estate).items() if not name.startswith("aws.")}
    assert list(errors_of(estate, keyless)) == ["aws.access.key.id", "aws.secret.access.key"]
    assert list(errors_of(estate, sink(estate, **{"flush.size": "10"}))) == ["flush.size"]


def test_a_key_of_another_cluster_does_not_do(estate: Estate) -> None:
    other = estate.make_cluster("other")
    key, secret = estate.make_key(estate.owner, other)
    assert list(errors_of(estate, source(estate, **{"kafka.api.key": key, "kafka.api.secret": secret}))) == [
        "kafka.api.key"
    ]


def test_the_shape_of_a_validation(estate: Estate) -> None:
    body = estate.connect("PUT", "/connector-plugins/S3_SINK/config/validate", sink(estate)).body
    assert body["name"] == "io.confluent.connect.s3.S3SinkConnector"
    assert body["groups"] == list(dict.fromkeys(item["definition"]["group"] for item in body["configs"]))
    by_name = {item["definition"]["name"]: item for item in body["configs"]}
    assert by_name["aws.secret.access.key"]["definition"]["type"] == "PASSWORD"
    assert by_name["aws.secret.access.key"]["value"]["value"] == ""
    assert by_name["time.interval"]["value"]["recommended_values"] == ["DAILY", "HOURLY"]
    assert by_name["provider.integration.id"]["value"]["visible"] is False


def test_the_catalogue_holds_together(estate: Estate) -> None:
    plugins = estate.connect("GET", "/connector-plugins").body
    assert {"DatagenSource", "S3_SINK", "PostgresCdcSourceV2", "PostgresSink", "HttpSink"} <= {
        item["class"] for item in plugins
    }
    for plugin in plugins:
        only = {"connector.class": plugin["class"]}
        body = estate.connect("PUT", f"/connector-plugins/{plugin['class']}/config/validate", only).body
        required = {item["definition"]["name"] for item in body["configs"] if item["definition"]["required"]}
        assert {"name", "connector.class", "tasks.max"} <= required
        assert ("topics" in required) == (plugin["type"] == "sink")
        assert body["error_count"] >= len({"name", "tasks.max"})


# --- credentials and permissions


def test_only_the_cloud_key_opens_connect(estate: Estate) -> None:
    for key in (estate.kafka_key, estate.sr_key, ("nobody", "x")):
        message(estate.connect("GET", "/connectors", key=key), 401)


def test_a_cluster_of_another_environment_is_404(estate: Estate) -> None:
    other = estate.sandbox.request("POST", "/org/v2/environments", {"display_name": "other"})["id"]
    estate.environment = other
    message(estate.connect("GET", "/connectors"), 404)
