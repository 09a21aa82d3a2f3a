# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils import _connector_config as config

MASK = "*" * 16
ACTUAL = {
    "name": "sink",
    "connector.class": "PostgresSink",
    "connection.password": MASK,
    "tasks.max": "1",
    "cloud.provider": "aws",
    "kafka.endpoint": "SASL_SSL://x",
    "config.internal.a": "b",
}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (1, "1"),
        (0.5, "0.5"),
        ("", ""),
        ("a b", "a b"),
        (["a", 1, True], "a,1,true"),
        ([], ""),
        ("*", "*"),
        ("a**", "a**"),
    ],
)
def test_to_text(value: Any, text: str) -> None:
    assert config.to_text(value) == text


@pytest.mark.parametrize("value", [None, {}, [["a"]], [None], [{"a": 1}], MASK, "**x", ["a", MASK]])
def test_what_has_no_text(value: Any) -> None:
    with pytest.raises(ValueError, match="is "):
        config.to_text(value)


def test_own_settings() -> None:
    assert set(config.own(ACTUAL)) == {"connector.class", "connection.password", "tasks.max"}
    pair = {"kafka.api.key": MASK, "kafka.api.secret": MASK}
    assert set(config.own(pair)) == set(pair)
    assert set(config.own({**pair, "kafka.auth.mode": "SERVICE_ACCOUNT"})) == {"kafka.auth.mode"}


def test_differences() -> None:
    assert config.differences({"tasks.max": "1", "connection.password": "x"}, ACTUAL, False) == {}
    stated = {"tasks.max": "2", "new": "a", "connector.class": None, "gone": None}
    assert config.differences(stated, ACTUAL, False) == {"tasks.max": "2", "new": "a", "connector.class": None}
    replaced = config.differences({"tasks.max": "1"}, ACTUAL, True, keep=("connection.password",))
    assert replaced == {"connector.class": None}


def test_merged() -> None:
    sent = config.merged({"tasks.max": "2", "connection.password": "x"}, ACTUAL, False)
    assert sent == {"connector.class": "PostgresSink", "tasks.max": "2", "connection.password": "x"}
    assert config.merged({"tasks.max": "2", "connector.class": None}, ACTUAL, False) == {"tasks.max": "2"}
    assert config.merged({"tasks.max": "2"}, ACTUAL, True) == {"tasks.max": "2"}


def test_lost() -> None:
    assert config.lost({"tasks.max": "2"}, ACTUAL) == ["connection.password"]
    assert config.lost({"connection.password": "x"}, ACTUAL) == []
    assert config.lost({"connection.password": None}, ACTUAL) == []


@pytest.mark.parametrize(
    "name",
    [
        "connection.password",
        "kafka.api.key",
        "kafka.api.secret",
        "aws.access.key.id",
        "aws.secret.access.key",
        "azblob.account.key",
        "gcs.credentials.config",
        "snowflake.private.key",
        "snowflake.private.key.passphrase",
        "sasl.jaas.config",
        "basic.auth.user.info",
        "oauth2.client.secret",
        "github.access.token",
        "keyfile",
        "db.pwd",
        "db.pass",
        "clientSecret",
        "azure.storage.connection.string",
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert config.secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "key.converter",
        "output.key.format",
        "pk.fields",
        "key.ignore",
        "oauth2.token.url",
        "tombstones.on.delete",
        "kafka.service.account.id",
        "topics",
        "tokenizer.name",
        "primary.key.fields",
        "pass.through.headers",
        "connection.url",
    ],
)
def test_names_of_plain_settings(name: str) -> None:
    assert not config.secret(name)


def test_a_password_in_a_url() -> None:
    assert config.secret("connection.uri", "mongodb://user:pass@host/db")
    assert config.secret("connection.url", "jdbc:postgresql://host/db?user=u&password=pass")
    assert config.secret("connection.url", "jdbc:sqlserver://host;user=u;Password=pass")
    assert not config.secret("connection.url", "jdbc:sqlserver://host;user=u;Password=")
    assert not config.secret("connection.uri", "mongodb://user@host:27017/db")


def test_a_switch_is_no_secret() -> None:
    assert not config.secret("valid.kafka.api.key", "true")


def test_shown() -> None:
    settings = {"a.password": "x", "odd": "y", "plain": "z", "connection.password": MASK, "b.secret": None}
    assert config.shown(settings, {"odd"}) == {
        "a.password": config.HIDDEN,
        "odd": config.HIDDEN,
        "plain": "z",
        "connection.password": MASK,
        "b.secret": None,
    }


def test_validation_answer() -> None:
    verdict = {
        "error_count": 2,
        "configs": [
            {"definition": {"name": "a", "type": "PASSWORD"}, "value": {"name": "a", "errors": ["e1", "e2"]}},
            {"definition": {"name": "b", "type": "STRING"}, "value": {"errors": ["e3"]}},
            {"definition": {"name": "c", "type": "INT"}, "value": None},
        ],
    }
    assert list(config.errors_of(verdict)) == [("a", "e1"), ("a", "e2"), ("b", "e3")]
    assert config.passwords_of(verdict) == {"a"}


def test_traces() -> None:
    status = {
        "connector": {"state": "FAILED", "trace": "line\n one"},
        "tasks": [{"id": 0, "state": "RUNNING", "msg": "x"}, {"id": 1, "state": "FAILED", "msg": ""}],
    }
    assert config.traces(status) == "connector: line one; task 1: failed without a trace"
    assert config.traces({}) == ""


def test_shown_takes_what_is_no_text() -> None:
    odd: Any = {"tasks.max": 1, "topics": ["a", "b"], "nothing": None, "aws.secret": ["x"]}
    assert config.shown(odd, []) == {**odd, "aws.secret": config.HIDDEN}


@pytest.mark.parametrize("name", ["c4n4ry/x", "c4n4ry+x", "c4n4ry x", "c4n4ry%2F", "user:c4n4ry@host"])
def test_a_name_that_is_none_may_be_a_secret(name: str) -> None:
    """So it is refused without being quoted."""
    (problem,) = config.problems({"sensitive_config": {name: "x", "a.b-c_d": "y"}})
    assert problem.startswith("sensitive_config: ")
    assert "c4n4ry" not in problem
    assert list(config.problems({"config": {name: "x"}})) == []
