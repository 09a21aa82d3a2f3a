# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._secrets.recognition import texts
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.connectors import config

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


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "is a NoneType"),
        ({}, "is a dict"),
        ([["a"]], "holds a list as item 1"),
        (["a", None], "holds null as item 2"),
        ([{"a": 1}], "holds a dict as item 1"),
    ],
)
def test_what_has_no_text(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        config.to_text(value)
    (problem,) = config.problems({"config": {"a.b": None, "c": value or {}}})
    assert problem.startswith("config: c ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("any", MASK),
        ("any", config.HIDDEN),
        ("any", ["a", MASK][1:]),
        ("database.password", "****"),
        ("aws.access.key.id", "************"),
        ("aws.secret.access.key", "**********"),
    ],
)
def test_masks_are_never_taken_for_a_value(name: str, value: Any) -> None:
    """Lengths as in the examples of connect-v1.yaml, and our own."""
    for option in ("config", "sensitive_config"):
        (problem,) = config.problems({option: {name: value}})
        assert f"{option}: {name} is masked by the service" in problem
    held = {name: value if isinstance(value, str) else value[0]}
    assert config.lost({}, held) == [name]
    assert config.differences({name: "x"}, held, False) == {}
    assert config.merged({}, held, False) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paths", "**/*.csv"),
        ("paths", "**"),
        ("note", "**important**"),
        ("transforms.mask.replacement", "****"),
        ("transforms.mask.replacement", "***-**-1234"),
        ("database.password", "**x"),
        ("cron", "* * * * *"),
    ],
)
def test_stars_may_be_a_value(name: str, value: str) -> None:
    """A value that only begins with stars, or is some where nothing secret stands, is compared and sent like any."""
    assert list(config.problems({"config": {name: value}})) == []
    assert config.differences({name: "x"}, {name: value}, False) == {name: "x"}
    assert config.differences({name: value}, {name: value}, False) == {}
    assert config.merged({}, {name: value}, False) == {name: value}
    assert config.lost({}, {name: value}) == []


@pytest.mark.parametrize("name", ["tasks.max", "poll.interval.ms", "connection.port"])
def test_a_switch_where_a_number_belongs(name: str) -> None:
    assert list(config.problems({"config": {name: True}})) == [f"config: {name} is true, and it must be a number"]
    assert list(config.problems({"config": {name: "1"}})) == []


@pytest.mark.parametrize("wish", ["running", "PAUSED", "Paused"])
def test_wishes(wish: str) -> None:
    assert list(config.problems({"status": wish})) == []


@pytest.mark.parametrize("wish", ["", "FAILED", "PROVISIONING", "stopped"])
def test_states_that_cannot_be_asked_for(wish: str) -> None:
    (problem,) = config.problems({"status": wish})
    assert "running or paused" in problem


@pytest.mark.parametrize("name", ["a/b", "50%", "a\\b", "a\nb"])
def test_names_that_cannot_be_addressed(name: str) -> None:
    (problem,) = config.problems({"name": name})
    assert "Take another name" in problem
    assert list(config.problems({"name": name, "state": "absent"})) == []


@pytest.mark.parametrize(
    "item",
    [
        {"config": {"connector.class": None}},
        {"config": {"connector.class": ""}},
        {"config": {"a": "b"}, "config_mode": "replace"},
        {"config": {"connector.class": "X"}, "sensitive_config": {"connector.class": None}},
    ],
)
def test_settings_that_no_connector_can_have(item: dict[str, Any]) -> None:
    (problem,) = config.problems({"name": "c", **item})
    assert problem == "connector c has no connector.class: config must name the plugin"
    assert list(config.problems({"name": "c", **item, "state": "absent"})) == []


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


CANARY = "c4n4ry-7f"


@pytest.mark.parametrize(
    "value",
    [
        "Authorization: Bearer {}",
        "Authorization:Bearer {}",
        "authorization=bearer {}",
        "X-Env: prod|Authorization: Token {}|X-Zone: eu",
        "Accept: text/plain, Proxy-Authorization: Basic {}",
        "Bearer {}",
        "Splunk {}",
        "X-Api-Key: {}",
        "X-Api-Key:{}",
        "X-Auth-Token: {}",
        "Ocp-Apim-Subscription-Key: {}",
        "Cookie: session={}",
        "https://user:{}@host/path",
        "https://{}9a8b7c6d5e@github.example.com/x",
        "https://host/hook?access_token={}&a=b",
        "https://account.blob.example.net/c?sv=1&sig={}",
        "https://hooks.slack.com/services/T0/B0/{}",
        'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="{}";',
        "Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey={}=",
        "DefaultEndpointsProtocol=https;AccountName=x;AccountKey={}==",
        '{{"type": "service_account", "private_key": "{}"}}',
        "{{'client_secret': '{}'}}",
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{}",
    ],
)
def test_secrets_that_a_value_carries(value: str) -> None:
    """In whatever setting: it is hidden as a whole, and the secret wherever it turns up alone."""
    stated = value.format(CANARY)
    assert config.secret("headers", stated)
    assert CANARY not in str(config.shown({"headers": stated}, []))
    for given in (stated, ["X-Env: prod", stated]):
        found = list(texts("headers", given))
        assert stated in found
        pieces = [text for text in found if CANARY in text and len(text) < len(CANARY) + 12]
        assert pieces or value.startswith(("-----", "eyJ")), "what it carries is known by itself"


def test_the_password_of_basic_authentication_is_known_without_the_user_too() -> None:
    header = "Authorization: Basic " + base64.b64encode(f"user:{CANARY}".encode()).decode()
    assert CANARY in list(texts("headers", header))


@pytest.mark.parametrize(
    "value",
    [
        "Basic authentication",
        "BASIC",
        "name:username,key:id",
        "https://host:8443/path?user=u",
        "https://user@host/path",
        "SASL_SSL://pkc-00000.us-west-2.aws.confluent.cloud:9092",
        "SharedAccessKeyName=Root",
        "primary.key: id",
        "org.apache.kafka.connect.transforms.MaskField$Value",
        "'year'=YYYY/'month'=MM",
        "Accept: application/json|X-Env: prod",
        "password=",
    ],
)
def test_values_that_carry_no_secret(value: str) -> None:
    assert not config.secret("headers", value)
    assert list(texts("headers", value)) == []


def test_numbers_and_lists_under_the_name_of_a_secret() -> None:
    assert list(texts("database.password", 12345678)) == ["12345678"]
    assert set(texts("database.password", ["one-part", "two-part"])) == {"one-part,two-part", "one-part", "two-part"}
    assert list(texts("database.password", True)) == []


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
