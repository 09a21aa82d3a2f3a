# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What can never work is refused whether the environment and the cluster are there yet or not, and before any request
where none is needed to know it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.ways import WAYS

Run = Callable[..., dict[str, Any]]

KEYS = {
    "kafka_api_key": "K",
    "kafka_api_secret": "kafka-secret",
    "schema_registry_api_key": "S",
    "schema_registry_api_secret": "registry-secret",
}
NOWHERE = {"environment": "nope", "cluster": "nope", **KEYS}
REGISTRY = {"environment": "nope", **KEYS}
ACL = {"principal": "User:sa-1", "operation": "READ", "resource_type": "TOPIC", "resource_name": "a"}
ON_CLUSTER = {"principal": "User:sa-1", "operation": "DESCRIBE", "resource_type": "CLUSTER"}
DATAGEN = {"name": "a", "config": {"connector.class": "DatagenSource"}}
ADMIN = {"principal": "sa-1", "role": "EnvironmentAdmin", "scope": "environment", "environment": "nope"}
READER = {"principal": "x", "role": "DeveloperRead", "scope": "topic", "environment": "nope", "cluster": "nope"}
DUPLICATES = {
    "topics": (NOWHERE, [{"name": "a", "partitions": 1}, {"name": "b"}, {"name": "a", "partitions": 5}]),
    "topics that go and stay": (NOWHERE, [{"name": "a", "state": "absent"}, {"name": "a"}]),
    "acls": (NOWHERE, [ACL, ACL]),
    "acls with a default stated": (NOWHERE, [ACL, {**ACL, "host": "*", "permission": "ALLOW"}]),
    "acls of an account by its id": (NOWHERE, [ACL, {**ACL, "principal": "sa-1"}]),
    "acls on the cluster": (NOWHERE, [ON_CLUSTER, {**ON_CLUSTER, "resource_name": "kafka-cluster"}]),
    "schemas": (REGISTRY, [{"subject": "a", "schema": '"string"'}, {"subject": "a", "schema": '"int"'}]),
    "schemas that go and stay": (REGISTRY, [{"subject": "a", "schema": '"int"'}, {"subject": "a", "state": "absent"}]),
    "schemas in the default context": (
        REGISTRY,
        [{"subject": "a", "schema": '"int"'}, {"subject": ":.:a", "schema": '"int"'}],
    ),
    "subject_configs": (REGISTRY, [{"subject": "a", "compatibility": "FULL"}, {"subject": "a", "normalize": True}]),
    "subject_configs of the registry": (
        REGISTRY,
        [{"registry_default": True, "normalize": True}, {"registry_default": True, "compatibility": "FULL"}],
    ),
    "connectors": (NOWHERE, [DATAGEN, {**DATAGEN, "status": "paused"}]),
    "role_bindings": ({}, [ADMIN, ADMIN]),
    "role_bindings of an account by its id": ({}, [ADMIN, {**ADMIN, "principal": "User:sa-1"}]),
    "role_bindings on all topics": (
        {},
        [{**READER, "resource_name": "*"}, {**READER, "resource_name": "*", "pattern_type": "PREFIXED"}],
    ),
    "service_accounts": ({}, [{"name": "a"}, {"name": "a", "description": "x"}]),
    "service_accounts by id": ({}, [{"id": "sa-1", "name": "a"}, {"id": "sa-1", "name": "b"}]),
}


@pytest.mark.parametrize("check", [True, False], ids=["check", "real"])
@pytest.mark.parametrize("name", DUPLICATES)
def test_what_is_given_twice_costs_no_request(name: str, check: bool, sandbox: Any, run_module: Run) -> None:
    options, items = DUPLICATES[name]
    plural = name.split()[0]
    result = run_module(f"confluent_{plural}", {**options, plural: items}, check=check)
    assert result["failed"], result
    assert len(result["problems"]) == 1, result["problems"]
    assert re.search(r" is given twice \(items 1 and [23]\)$", result["problems"][0]), result["problems"]
    assert sandbox.journal() == []


def test_all_that_is_given_twice_and_all_that_is_wrong_is_named(sandbox: Any, run_module: Run) -> None:
    topics: list[dict[str, Any]] = [{"name": name} for name in ("a", "b c", "a", "d", "d")]
    topics.append({"name": "e", "partitions": 0})
    problems = run_module("confluent_topics", {**NOWHERE, "topics": topics}, check=True)["problems"]
    assert [re.search("does not match|at least 1|given twice", problem)[0] for problem in problems] == [  # type: ignore[index]
        "does not match",
        "at least 1",
        "given twice",
        "given twice",
    ]
    assert "items 1 and 3" in problems[2]
    assert sandbox.journal() == []


def test_what_is_alike_and_not_the_same_is_no_duplicate(run_module: Run) -> None:
    bindings = [
        ADMIN,
        {**ADMIN, "principal": "sa-2"},
        {**ADMIN, "environment": "other"},
        {**ADMIN, "scope": "schema_registry"},
        *({**READER, "resource_name": "a", "pattern_type": pattern} for pattern in ("LITERAL", "PREFIXED")),
        {**READER, "resource_name": "a", "principal_type": "user"},
    ]
    cases = {
        "topics": (NOWHERE, [{"name": "a"}, {"name": "A"}]),
        "acls": (NOWHERE, [ACL, {**ACL, "permission": "DENY"}, {**ACL, "host": "10.0.0.1"}, ON_CLUSTER]),
        "schemas": (
            REGISTRY,
            [{"subject": "a", "schema": '"int"'}, {"subject": ":.c:a", "schema": '"int"'}],
        ),
        "role_bindings": ({}, bindings),
    }
    for plural, (options, items) in cases.items():
        result = run_module(f"confluent_{plural}", {**options, plural: items}, check=True)
        assert "given twice" not in result.get("msg", ""), result["msg"]


# ---- what creation needs

CLUSTER = {"type": "Standard", "availability": "LOW", "cloud": "AWS", "region": "eu-central-1"}
UNMAKEABLE = {
    "a cluster without anything": (
        "kafka_cluster",
        {"name": "n"},
        "type and availability and cloud and region must",
    ),
    "a cluster without a region": (
        "kafka_cluster",
        {"name": "n", **{k: v for k, v in CLUSTER.items() if k != "region"}},
        "region must be given",
    ),
    "a cluster by its units": ("kafka_cluster", {"name": "n", **CLUSTER, "type": "Dedicated"}, "cku .* must be given"),
    "a connector without a class": (
        "connector",
        {**NOWHERE, "name": "n", "config": {"topics": "a"}},
        "connector.class",
    ),
    "a connector without settings": ("connector", {**NOWHERE, "name": "n", "status": "running"}, "connector.class"),
    "an API key whose secret nobody keeps": (
        "api_key",
        {"name": "n", "owner": "nobody", "resource": "kafka", "cluster": "nope"},
        "secret would be shown",
    ),
    "an API key in a file that is a folder": (
        "api_key",
        {"name": "n", "owner": "nobody", "resource": "cloud", "secret_file": "/"},
        "not a plain file",
    ),
}


@pytest.mark.parametrize("name", UNMAKEABLE)
def test_what_could_not_be_made_is_refused_though_its_place_is_not_there_yet(
    name: str, sandbox: Any, run_module: Run
) -> None:
    kind, options, words = UNMAKEABLE[name]
    result = run_module(f"confluent_{kind}", {"environment": "nope", **options}, check=True)
    assert result["failed"], result
    assert re.search(words, result["msg"]), result["msg"]
    assert "there is no" not in result["msg"], "the missing environment is no news in check mode"


def test_of_a_list_each_that_could_not_be_made_is_named(run_module: Run) -> None:
    connectors = [DATAGEN, {"name": "b", "config": {"topics": "x"}}, {"name": "c"}, {"name": "d", "state": "absent"}]
    result = run_module("confluent_connectors", {**NOWHERE, "connectors": connectors}, check=True)
    assert [re.match(r"connector \w+", problem)[0] for problem in result["problems"]] == [  # type: ignore[index]
        "connector b",
        "connector c",
    ]


def test_what_can_be_made_is_still_promised(run_module: Run) -> None:
    result = run_module("confluent_connectors", {**NOWHERE, "connectors": [DATAGEN]}, check=True)
    assert (result["failed"], result["counts"]["created"]) == (False, 1)
    bindings = run_module("confluent_role_bindings", {"role_bindings": [ADMIN]}, check=True)
    assert (bindings["failed"], bindings["counts"]["created"]) == (False, 1)
    cluster = run_module("confluent_kafka_cluster", {"environment": "nope", "name": "n", **CLUSTER}, check=True)
    assert not cluster["failed"]


# ---- keys

NEEDING_KEYS = {
    "confluent_topic": ({"name": "a"}, "kafka"),
    "confluent_topics": ({"topics": [{"name": "a"}]}, "kafka"),
    "confluent_acl": (ACL, "kafka"),
    "confluent_acls": ({"acls": [ACL]}, "kafka"),
    "confluent_schema": ({"subject": "a", "schema": '"int"'}, "schema_registry"),
    "confluent_schemas": ({"schemas": [{"subject": "a", "schema": '"int"'}]}, "schema_registry"),
    "confluent_subject_config": ({"subject": "a", "compatibility": "FULL"}, "schema_registry"),
    "confluent_subject_configs": ({"subject_configs": [{"subject": "a", "normalize": True}]}, "schema_registry"),
}


def scope(module: str) -> dict[str, str]:
    registry = "subject" in module or "schema" in module
    return {"environment": "nope"} if registry else {"environment": "nope", "cluster": "nope"}


@pytest.mark.parametrize("check", [True, False], ids=["check", "real"])
@pytest.mark.parametrize("module", NEEDING_KEYS)
def test_without_a_key_nothing_is_asked(module: str, check: bool, sandbox: Any, run_module: Run) -> None:
    options, plane = NEEDING_KEYS[module]
    if not check:  # where in check mode the cluster is not there, its key may be still to be made
        result = run_module(module, {**scope(module), **options})
        assert result["failed"], result
        assert f"{plane}_api_key" in result["msg"]
    half = run_module(module, {**scope(module), **options, f"{plane}_api_key": "K"}, check=check)
    assert f"{plane}_api_secret is missing" in half["msg"]
    assert sandbox.journal() == []


@pytest.mark.parametrize("module", NEEDING_KEYS)
def test_a_key_file_that_is_not_there_is_known_before_the_first_request(
    module: str, sandbox: Any, run_module: Run, tmp_path: Path
) -> None:
    options, plane = NEEDING_KEYS[module]
    (tmp_path / "kafka.json").write_text("{}")
    path = tmp_path / "kafak.json"
    result = run_module(module, {**scope(module), **options, f"{plane}_key_file": str(path)})
    assert result["failed"]
    assert f"{plane}_key_file {path} does not exist" in result["msg"]
    assert f"Did you mean {tmp_path}/kafka.json?" in result["msg"]
    assert sandbox.journal() == []


@pytest.mark.parametrize("check", [True, False], ids=["check", "real"])
@pytest.mark.parametrize("module", NEEDING_KEYS)
def test_a_file_that_is_no_key_file_is_known_before_the_first_request(
    module: str, check: bool, sandbox: Any, run_module: Run, tmp_path: Path
) -> None:
    options, plane = NEEDING_KEYS[module]
    (tmp_path / "text").write_text("a-host-name\n")
    (tmp_path / "other.json").write_text('{"api_key": "K"}')
    wrong = {"text": "it is not JSON", "other.json": "is not a secret file", ".": "not a plain file"}
    for path, words in wrong.items():
        given = {**scope(module), **options, f"{plane}_key_file": str(tmp_path / path)}
        result = run_module(module, given, check=check)
        assert result["failed"], result
        assert words in result["msg"]
    assert sandbox.journal() == []


@pytest.mark.parametrize("check", [True, False], ids=["check", "real"])
def test_topics_that_collide_are_known_before_the_first_request(check: bool, sandbox: Any, run_module: Run) -> None:
    topics = [{"name": "a.b_c"}, {"name": "x"}, {"name": "a_b.c"}, {"name": "a.b.c", "state": "absent"}]
    result = run_module("confluent_topics", {**NOWHERE, "topics": topics}, check=check)
    assert result["failed"]
    assert "topics a.b_c and a_b.c cannot both exist" in result["msg"]
    assert sandbox.journal() == []


@pytest.mark.parametrize("in_process", WAYS)
def test_in_check_mode_a_key_file_has_to_be_there_or_to_be_written_by_an_earlier_task(
    in_process: str, playbook: Callable[..., Any], tmp_path: Path
) -> None:
    """Of the run itself, by what its earlier tasks said that they would write."""
    written, other = tmp_path / "keys" / "kafka.json", tmp_path / "keys" / "other.json"
    key = {"name": "k", "owner": "nobody", "resource": "kafka", "environment": "nope", "cluster": "nope"}
    topic = {"environment": "nope", "cluster": "nope", "name": "a"}

    def task(name: str, module: str, arguments: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"name": name, f"streamops.confluent.{module}": arguments, "ignore_errors": True, **more}

    plays = [
        {
            "tasks": [
                task("too early", "confluent_topic", {**topic, "kafka_key_file": str(written)}),
                task("key", "confluent_api_key", {**key, "secret_file": f"{tmp_path}/keys/../keys/kafka.json"}),
                task("in time", "confluent_topic", {**topic, "kafka_key_file": str(written)}),
                task(
                    "a loop",
                    "confluent_topic",
                    {**topic, "name": "{{ item }}", "kafka_key_file": str(written)},
                    loop=["a", "b", "c"],
                ),
                task("another", "confluent_topic", {**topic, "kafka_key_file": str(other)}),
                task("refused", "confluent_api_key", {**key, "name": " ", "secret_file": str(other)}),
                task("still another", "confluent_topic", {**topic, "kafka_key_file": str(other)}),
            ]
        },
        {
            "tasks": [
                task(
                    "another play",
                    "confluent_topics",
                    {
                        "environment": "nope",
                        "cluster": "nope",
                        "topics": [{"name": "a"}],
                        "kafka_key_file": str(written),
                    },
                )
            ]
        },
    ]
    result = playbook(plays, check=True, env={"CONFLUENT_IN_PROCESS": in_process})
    failed = [entry["task"] for entry in result.by_status("failed")]
    assert failed == ["too early", "another", "refused", "still another"], result.output
    assert "no task of this run before this one would" in result.task("another")["msg"]
    assert "check_mode: false" in result.task("another")["msg"]
    assert result.task("in time")["changed"]
    assert "A real run fails here unless an earlier task makes it" in " ".join(result.output.split())
