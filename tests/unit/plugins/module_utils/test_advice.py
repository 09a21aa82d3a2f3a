# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a failure is said to come from: the right thing to look at, and not another."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import requests

from ansible_collections.streamops.confluent.plugins.module_utils._declare import connection
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError
from ansible_collections.streamops.confluent.plugins.module_utils._planes import PLANES
from ansible_collections.streamops.confluent.plugins.module_utils._wire import http
from ansible_collections.streamops.confluent.plugins.module_utils._wire import transport as _transport
from ansible_collections.streamops.confluent.plugins.module_utils._wire.credentials import ApiKey
from ansible_collections.streamops.confluent.plugins.module_utils._wire.key_pair import key_pair


class Clock:
    """Time that passes by sleeping only."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Wire(requests.adapters.BaseAdapter):
    """Stands for the network: hands out the answers one by one, the last for ever."""

    def __init__(self, *answers: Any) -> None:
        super().__init__()
        self.answers = list(answers)

    def send(self, request: requests.PreparedRequest, *arguments: Any, **settings: Any) -> requests.Response:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        answer.request = request
        return answer

    def close(self) -> None: ...


def answer(status: int, body: Any) -> requests.Response:
    """An answer; `body` is JSON unless it is text."""
    response = requests.Response()
    response.status_code = status
    response._content = (body if isinstance(body, str) else json.dumps(body)).encode()
    return response


def client_of(wire: Wire, plane: str = "control", **policies: Any) -> tuple[http.Client, Clock]:
    clock = Clock()
    transport = _transport.Transport(sleep=clock.sleep, clock=clock, **policies)
    transport._session.mount("https://", wire)
    return http.Client(transport, plane, "https://api.example.com", ApiKey("Cloud", "C", "c-secret")), clock


def failing(client: http.Client, method: str = "GET") -> ApiError:
    with pytest.raises(ApiError) as caught:
        client.request(method, "/things")
    return caught.value


# ---- TLS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("certificate verify failed: self-signed certificate in certificate chain", "ca_path"),
        ("certificate verify failed: unable to get local issuer certificate", "company's proxy"),
        ("certificate verify failed: certificate has expired", "clock of this machine"),
        ("certificate verify failed: certificate is not yet valid", "clock of this machine"),
        ("certificate verify failed: Hostname mismatch, certificate is not valid for 'x'", "another name"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number", "plain HTTP behind a URL"),
        ("[SSL: RECORD_LAYER_FAILURE] record layer failure", "plain HTTP behind a URL"),
        ("[SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error", "the clock of this machine"),
    ],
)
def test_tls_that_fails(words: str, said: str) -> None:
    error = failing(client_of(Wire(requests.exceptions.SSLError(words)))[0])
    assert said in str(error)
    assert "private networking: is" not in str(error)
    assert "could not be reached" not in str(error)


def test_a_proxy_that_is_not_there() -> None:
    error = failing(client_of(Wire(requests.exceptions.ProxyError("Cannot connect to proxy.")), retry_timeout=0)[0])
    assert "HTTPS_PROXY" in str(error)
    assert "private networking" not in str(error)


# ---- answers of something else


PAGE = "<!DOCTYPE html><html><body>Please log in</body></html>"


@pytest.mark.parametrize("plane", ["control", "kafka", "schema_registry", "connect"])
@pytest.mark.parametrize("page", [PAGE, "\ufeff\n <html>"])
def test_a_web_page_in_the_services_place(plane: str, page: str) -> None:
    client, clock = client_of(Wire(answer(200, page)), plane, retry_timeout=300)
    said = str(failing(client))
    assert "an HTML page instead of an API answer" in said
    assert f"{PLANES[plane].endpoint} leads to a web site" in said
    assert "answer of the service above" not in said
    assert clock.now - 1000 <= 15, "it stays until somebody logs in"


def test_a_web_page_once_may_pass() -> None:
    assert client_of(Wire(answer(200, PAGE), answer(200, PAGE), answer(200, {"id": 1})))[0].get("/x") == {"id": 1}


@pytest.mark.parametrize(
    ("plane", "path", "is_list"),
    [
        ("control", "/org/v2/environments", True),
        ("control", "/iam/v2/service-accounts", True),
        ("control", "/iam/v2/sso/group-mappings", True),
        ("control", "/iam/v2/identity-providers/op-1/identity-pools", True),
        ("control", "/org/v2/environments/env-abcdef", False),
        ("control", "/iam/v2/sso/group-mappings/group-1", False),
        ("control", "/iam/v2/identity-providers/op-1/identity-pools/pool-1", False),
        ("schema_registry", "/subjects", True),
        ("kafka", "/kafka/v3/clusters/lkc-1/topics/a", False),
    ],
)
def test_a_404_of_a_list_speaks_of_the_endpoint(plane: str, path: str, is_list: bool) -> None:
    client = client_of(Wire(answer(404, {"message": "Not Found"})), plane)[0]
    with pytest.raises(ApiError) as caught:
        client.get(path)
    said = str(caught.value)
    assert (f"Check {PLANES[plane].endpoint}" in said) is is_list
    assert ("does not exist" not in said) or not is_list


@pytest.mark.parametrize(("code", "own"), [(40401, True), ("40402", True), (404, False), (None, False)])
def test_a_404_that_is_not_the_registrys_speaks_of_the_endpoint(code: Any, own: bool) -> None:
    client = client_of(Wire(answer(404, {"message": "HTTP 404 Not Found", "error_code": code})), "schema_registry")[0]
    with pytest.raises(ApiError) as caught:
        client.get("/subjects/a/versions")
    assert ("Check schema_registry_endpoint" in str(caught.value)) is not own
    assert ("does not exist. Check its name" in str(caught.value)) is own


# ---- keys


KEY = {"api_key": "K", "api_secret": "a-secret", "resource": "kafka", "resource_id": "lkc-1", "owner": "sa-1"}


def denied(status: int, plane: str, options: dict[str, Any], path: str = "/x", method: str = "GET") -> str:
    pair = key_pair(options, "kafka", "Kafka", lambda file: KEY)
    assert pair is not None
    client = client_of(Wire(answer(status, {"message": "no"})), plane)[0]
    client.credential = ApiKey("Kafka", *pair)
    with pytest.raises(ApiError) as caught:
        client.request(method, path, repeatable=True)
    assert "a-secret" not in str(caught.value)
    assert caught.value.result()["error"]["credential"] == "Kafka API key K"
    return str(caught.value)


def test_a_401_says_where_its_key_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = {"kafka_api_key": "K", "kafka_api_secret": "a-secret"}
    monkeypatch.delenv("CONFLUENT_KAFKA_API_KEY", raising=False)
    assert "Credential: Kafka API key K, from the option kafka_api_key." in denied(401, "kafka", pair)
    monkeypatch.setenv("KAFKA_API_KEY", "K")
    assert "Kafka API key K, from the environment variable KAFKA_API_KEY." in denied(401, "kafka", pair)
    file = {"kafka_key_file": "keys/a.json"}
    from_file = "from the option kafka_key_file, keys/a.json, which says that the key was made for kafka lkc-1."
    assert from_file in denied(401, "kafka", file)
    monkeypatch.setenv("CONFLUENT_KAFKA_KEY_FILE", "keys/a.json")
    assert "from the environment variable CONFLUENT_KAFKA_KEY_FILE, keys/a.json, which" in denied(401, "kafka", file)
    assert "keys/a.json" not in denied(400, "kafka", file)


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("GET", "topics/a.b", "DESCRIBE on the topic 'a.b'"),
        ("GET", "topics/a%2Fb/configs", "DESCRIBE_CONFIGS on the topic 'a/b'"),
        ("GET", "topics/-/configs", "DESCRIBE_CONFIGS on the topics in question"),
        ("GET", "topics", "DESCRIBE on the topics in question"),
        ("POST", "topics", "CREATE on the topics in question"),
        ("PATCH", "topics/a", "ALTER on the topic 'a'"),
        ("DELETE", "topics/a", "DELETE on the topic 'a'"),
        ("POST", "topics/a/configs:alter", "ALTER_CONFIGS on the topic 'a'"),
        ("GET", "acls", "DESCRIBE on the cluster"),
        ("POST", "acls", "ALTER on the cluster"),
        ("POST", "acls:batch", "ALTER on the cluster"),
        ("DELETE", "acls", "ALTER on the cluster"),
    ],
)
def test_a_403_of_kafka_says_who_needs_what(method: str, path: str, right: str) -> None:
    path = f"/kafka/v3/clusters/lkc-1/{path}"
    assert f"Here User:sa-1 needs {right}." in denied(403, "kafka", {"kafka_key_file": "a.json"}, path, method)
    pair = {"kafka_api_key": "K", "kafka_api_secret": "a-secret"}
    assert f"Here the owner of this key needs {right}." in denied(403, "kafka", pair, path, method)
    assert "Here " not in denied(401, "kafka", pair, path, method)


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("GET", "/subjects/a/versions", "DeveloperRead (or ResourceOwner) on the subject 'a'"),
        ("POST", "/subjects/a%2Fb/versions", "DeveloperWrite (or ResourceOwner) on the subject 'a/b'"),
        ("DELETE", "/subjects/a", "DeveloperManage (or ResourceOwner) on the subject 'a'"),
        ("PUT", "/config/a", "DeveloperManage (or ResourceOwner) on the subject 'a'"),
    ],
)
def test_a_403_of_schema_registry_says_who_needs_what(method: str, path: str, role: str) -> None:
    said = denied(403, "schema_registry", {"kafka_key_file": "a.json"}, path, method)
    assert f"Here User:sa-1 needs a role such as {role}." in said


# ---- plain HTTP


@pytest.mark.parametrize(
    ("endpoint", "warned"),
    [
        ("http://kafka.example:8082", True),
        ("HTTP://10.0.0.1", True),
        ("http://[2001:db8::1]:80/x", True),
        ("http://localhost:1", False),
        ("http://127.0.0.1:1", False),
        ("http://127.9.9.9", False),
        ("http://[::1]:1", False),
        ("https://kafka.example", False),
        ("", False),
    ],
)
def test_plain_http_to_another_machine_is_warned_of(endpoint: str, warned: bool) -> None:
    assert connection.readable_on_the_way(endpoint) is warned
    options = {f.name: f.default for f in connection.CONNECTION}
    words: list[str] = []
    if re.match("https?:", endpoint):
        connection.check_connection({**options, "kafka_rest_endpoint": endpoint}, words.append)
        assert [re.sub(" .*", "", word) for word in words] == (["kafka_rest_endpoint"] if warned else [])
