# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TLS, proxies, redirects and time limits: what lies between the collection and the service.

A small server of the standard library stands in front of the sandbox: with TLS, as a proxy, or as one that misleads.
"""

from __future__ import annotations

import base64
import http.server
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.certificates import self_signed

Run = Callable[..., dict[str, Any]]
INFO = "confluent_environment_info"


class Front(http.server.ThreadingHTTPServer):
    """Forwards to `upstream`, or answers with `reply`; `seen` are (request line's target, Authorization header)."""

    upstream = ""
    reply: tuple[int, dict[str, str], bytes] | None = None
    delay = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str | None]] = []
        self.ended = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Front

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        if self.server.ended.wait(self.server.delay):
            return
        if self.server.reply is not None:
            status, headers, body = self.server.reply
        else:
            url = self.path if self.path.startswith("http") else self.server.upstream + self.path
            answer = requests.get(url, headers={"Authorization": self.headers["Authorization"]}, timeout=10)
            status, headers, body = answer.status_code, {"Content-Type": "application/json"}, answer.content
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Quiet."""


@pytest.fixture
def front(sandbox: Any) -> Iterator[Front]:
    server = Front()
    server.upstream = sandbox.endpoint
    yield server
    server.ended.set()  # what still waits asks nobody any more
    server.shutdown()
    server.server_close()


def test_certificates_are_verified(front: Front, run_module: Run, tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    front.socket = context.wrap_socket(front.socket, server_side=True)
    endpoint = {"cloud_endpoint": f"https://{front.address}"}

    started = time.monotonic()
    refused = run_module(INFO, endpoint)
    assert refused["failed"]
    assert "certificate" in refused["msg"]
    assert "does not trust" in refused["msg"]
    assert "private networking" not in refused["msg"]
    assert time.monotonic() - started < 5, "a bad certificate is no matter for retries"
    assert front.seen == [], "a credential was sent in spite of the certificate"

    assert not run_module(INFO, {**endpoint, "ca_path": str(cert)})["failed"]
    assert run_module(INFO, {**endpoint, "ca_path": str(tmp_path / "nothing.pem")})["failed"]
    lax = run_module(INFO, {**endpoint, "validate_certs": False}, env={"REQUESTS_CA_BUNDLE": str(cert)})
    assert not lax["failed"]
    assert "validate_certs" in json.dumps(lax["warnings"]), "switching verification off must not be silent"


def test_plain_http_behind_a_url_of_tls(front: Front, run_module: Run) -> None:
    refused = run_module(INFO, {"cloud_endpoint": f"https://{front.address}"})
    assert refused["failed"]
    assert "plain HTTP behind a URL that begins with https://" in refused["msg"]
    assert "private networking" not in refused["msg"]


def test_the_login_page_of_a_network(front: Front, run_module: Run) -> None:
    front.reply = (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Log in</title>")
    started = time.monotonic()
    refused = run_module(INFO, {"cloud_endpoint": f"http://{front.address}"})
    assert "an HTML page instead of an API answer" in refused["msg"]
    assert "login page" in refused["msg"]
    assert "the answer above" not in refused["msg"]
    assert time.monotonic() - started < 25


def test_proxy(front: Front, sandbox: Any, run_module: Run) -> None:
    result = run_module(INFO, {"proxy": f"http://user:proxy-password@{front.address}"})
    assert not result["failed"], result["msg"]
    assert front.seen[0][0].startswith(f"{sandbox.endpoint}/org/v2/environments")
    assert "proxy-password" not in json.dumps(result)

    front.shutdown()
    front.server_close()
    broken = run_module(
        INFO, {"proxy": f"http://user:proxy-password@{front.address}", "retry_timeout": 1}, env={"NO_PROXY": ""}
    )
    assert broken["failed"]
    assert "HTTPS_PROXY" in broken["msg"]
    assert "proxy-password" not in json.dumps(broken)


@pytest.mark.parametrize("stated_by", ["task", "environment"])
def test_a_proxy_that_quotes_its_password(front: Front, run_module: Run, stated_by: str) -> None:
    header = base64.b64encode(b"user:proxy/password").decode()
    quoted = json.dumps({"errors": [{"detail": f"Basic {header} of proxy/password, or proxy%2Fpassword, is refused"}]})
    front.reply = (400, {"Content-Type": "application/json"}, quoted.encode())
    proxy = f"http://user:proxy%2Fpassword@{front.address}"
    by_environment = {"HTTP_PROXY": proxy, "http_proxy": proxy}
    env = {"NO_PROXY": "", "no_proxy": "", **(by_environment if stated_by == "environment" else {})}
    result = run_module(INFO, {"proxy": proxy} if stated_by == "task" else {}, env=env)
    assert result["error"]["detail"] == "Basic ******** of ********, or ********, is refused"
    assert front.seen


def test_redirects_are_not_followed(front: Front, sandbox: Any, run_module: Run) -> None:
    elsewhere = Front()
    elsewhere.upstream = sandbox.endpoint
    front.reply = (302, {"Location": f"http://{elsewhere.address}/org/v2/environments"}, b"")
    result = run_module(INFO, {"cloud_endpoint": f"http://{front.address}"})
    assert result["failed"]
    assert result["error"]["status"] == 302
    assert elsewhere.seen == []
    elsewhere.shutdown()
    elsewhere.server_close()


def test_a_host_that_keeps_silent_is_given_up(front: Front, run_module: Run) -> None:
    front.delay = 5
    started = time.monotonic()
    result = run_module(INFO, {"cloud_endpoint": f"http://{front.address}", "request_timeout": 1, "retry_timeout": 2})
    assert time.monotonic() - started < 5
    assert result["failed"]
    assert result["error"]["status"] is None
    assert front.address in result["msg"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"data": [', "not valid JSON"),
        (b"<html>maintenance</html>", "not valid JSON"),
        (b'"text"', "not a list"),
        (b'{"data": {"a": 1}}', "not a list"),
    ],
)
def test_answers_that_make_no_sense(body: bytes, words: str, front: Front, run_module: Run) -> None:
    front.reply = (200, {"Content-Type": "application/json"}, body)
    result = run_module(INFO, {"cloud_endpoint": f"http://{front.address}", "retry_timeout": 1})
    assert result["failed"]
    assert words in result["msg"]


def test_netrc_is_not_read(sandbox: Any, run_module: Run, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    assert not run_module(INFO, env={"NETRC": str(netrc)})["failed"]


NAMED = {  # by a control plane that has TLS
    "/org/v2/environments": [{"id": "env-1", "display_name": "dev"}],
    "/cmk/v2/clusters": [{"id": "lkc-1", "spec": {"display_name": "orders", "http_endpoint": "http://pkc.example"}}],
    "/srcm/v3/clusters": [{"id": "lsrc-1", "spec": {"http_endpoint": "http://psrc.example"}}],
}
KEYS = {f"{plane}_api_{part}": part for plane in ("kafka", "schema_registry") for part in ("key", "secret")}


def cloud_of(monkeypatch: pytest.MonkeyPatch, **options: str) -> Any:
    """A Cloud whose lists are those above; it is asked for nothing else, or the test would look for a real host."""
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.transport import Transport

    cloud = Cloud({"cloud_endpoint": "https://api.example", **KEYS, **options}, Transport())
    monkeypatch.setattr(cloud, "listed", lambda path, params=None: NAMED[path])
    return cloud


@pytest.mark.parametrize(
    "reach",
    [
        lambda cloud: cloud.kafka("dev", "orders"),
        lambda cloud: cloud.schema_registry("dev"),
        lambda cloud: cloud.probe("kafka", "http://pkc.example", "key", "secret"),
    ],
    ids=["kafka", "schema_registry", "a new key"],
)
def test_a_named_endpoint_without_tls_gets_no_credential(reach: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

    with pytest.raises(Refused, match="not HTTPS"):
        reach(cloud_of(monkeypatch))
    reach(cloud_of(monkeypatch, cloud_endpoint="http://api.example"))


def test_plain_http_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = "http://127.0.0.1:8082"
    cloud = cloud_of(monkeypatch, kafka_rest_endpoint=proxy, schema_registry_endpoint=proxy)
    assert cloud.kafka("dev", "orders")[0].base_url == proxy
    assert cloud.kafka(None, "lkc-1")[0].base_url == proxy
    assert cloud.schema_registry("dev").base_url == proxy
    assert cloud.probe("kafka", proxy, "key", "secret").base_url == proxy
