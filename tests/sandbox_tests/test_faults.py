# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every fault of the sandbox, as a client with plain requests sees it, and what was done in spite of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3

from tests.support.certificates import self_signed

from ._client import Client

ENVIRONMENTS = "/org/v2/environments"
DEV = {"display_name": "dev"}


@pytest.fixture
def client(sandbox: Any) -> Client:
    return Client(sandbox)


def names(sandbox: Any) -> list[str]:
    return [item["display_name"] for item in sandbox.state()["environments"].values()]


def raw(sandbox: Any, method: str = "GET", path: str = ENVIRONMENTS, **options: Any) -> requests.Response:
    """One request on a connection of its own."""
    auth = (sandbox.cloud_key, sandbox.cloud_secret)
    timeout = options.pop("timeout", 5)
    return requests.request(
        method, sandbox.endpoint + path, auth=auth, timeout=timeout, allow_redirects=False, **options
    )


@pytest.mark.parametrize(
    ("status", "headers", "body", "content_type"),
    [
        (429, {}, None, "application/json"),
        (429, {"Retry-After": "7"}, None, "application/json"),
        (429, {"X-RateLimit-Reset": "7"}, None, "application/json"),
        (500, {}, None, "application/json"),
        (502, {}, "<html>Bad gateway</html>", "text/html"),
        (503, {}, None, "application/json"),
        (504, {}, None, "application/json"),
    ],
)
def test_a_status_instead_of_the_service(
    sandbox: Any, status: int, headers: dict[str, str], body: str | None, content_type: str
) -> None:
    own = {} if body is None else {"body": body, "content_type": content_type}
    sandbox.fault(method="POST", status=status, headers=headers, **own)
    answer = raw(sandbox, "POST", json=DEV)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, content_type)
    for name in ("Retry-After", "X-RateLimit-Reset"):
        assert answer.headers.get(name) == headers.get(name)
    assert answer.text == body or answer.json()["errors"]
    assert names(sandbox) == []
    assert raw(sandbox, "POST", json=DEV).status_code == 201


@pytest.mark.parametrize(("moment", "made"), [("before", []), ("after", ["dev"])])
def test_no_answer_until_the_client_gives_up(sandbox: Any, moment: str, made: list[str]) -> None:
    sandbox.fault(method="POST", hang=moment)
    with pytest.raises(requests.ReadTimeout):
        raw(sandbox, "POST", json=DEV, timeout=0.3)
    assert names(sandbox) == made
    (entry,) = sandbox.journal("POST")
    assert (entry["status"], entry["fault"]) == ("none", "fault-1")


def test_connections_are_refused_for_a_while(sandbox: Any) -> None:
    sandbox.fault(method="POST", refuse=60)
    with pytest.raises(requests.ConnectionError, match=r"reset|aborted"):
        raw(sandbox, "POST", json=DEV)
    with pytest.raises(requests.ConnectionError, match="refused"):
        raw(sandbox, "POST", json=DEV)
    assert names(sandbox) == []  # connections that are open stay
    sandbox.advance(61)
    assert raw(sandbox, "POST", json=DEV).status_code == 201


@pytest.mark.parametrize(
    ("how", "failure"), [("cut", requests.exceptions.ChunkedEncodingError), ("malformed", ValueError)]
)
def test_half_an_answer(sandbox: Any, how: str, failure: type[Exception]) -> None:
    sandbox.fault(method="POST", answer=how)
    if urllib3.__version__.startswith("1."):
        failure = ValueError  # it does not notice that something is missing
    with pytest.raises(failure):
        raw(sandbox, "POST", json=DEV).json()
    assert names(sandbox) == ["dev"]
    assert sandbox.journal("POST")[0]["status"] == 201


@pytest.mark.parametrize(
    ("how", "content_type", "begin"),
    [("html", "text/html", "<html>"), ("untyped", "application/octet-stream", '{"'), ("empty", None, "")],
)
def test_a_wrong_answer(sandbox: Any, how: str, content_type: str | None, begin: str) -> None:
    sandbox.fault(method="POST", answer=how)
    answer = raw(sandbox, "POST", json=DEV)
    assert (answer.status_code, answer.headers.get("Content-Type")) == (201, content_type)
    assert answer.text[:2] == begin[:2]
    assert bool(answer.text) == bool(begin)
    assert names(sandbox) == ["dev"]


@pytest.mark.parametrize(
    ("how", "status", "begin"), [("html", 200, "<h"), ("malformed", 200, '{"'), ("empty", 204, ""), ("drip", 204, "")]
)
def test_a_wrong_answer_that_has_no_body_by_right(sandbox: Any, how: str, status: int, begin: str) -> None:
    made = raw(sandbox, "POST", json=DEV).json()["id"]
    sandbox.fault(method="DELETE", answer=how)
    answer = raw(sandbox, "DELETE", f"{ENVIRONMENTS}/{made}")
    assert (answer.status_code, answer.text[:2]) == (status, begin)
    assert names(sandbox) == []


def test_an_answer_without_body_is_cut_before_its_status(sandbox: Any) -> None:
    made = raw(sandbox, "POST", json=DEV).json()["id"]
    sandbox.fault(method="DELETE", answer="cut")
    with pytest.raises(requests.ConnectionError, match=r"reset|aborted"):
        raw(sandbox, "DELETE", f"{ENVIRONMENTS}/{made}")
    assert names(sandbox) == []


def test_an_answer_that_drips(sandbox: Any) -> None:
    sandbox.fault(answer="drip", seconds=0.4)
    with raw(sandbox, stream=True) as answer:
        assert len(list(answer.raw.stream(1_000_000))) > 0
    sandbox.fault(answer="drip", seconds=0.4)
    answer = raw(sandbox)
    assert answer.elapsed.total_seconds() < 5
    assert answer.json()["data"] == []
    # A client that waits for whole answers only, and not so long, sees none.
    sandbox.fault(answer="drip", seconds=40)
    with pytest.raises(requests.ConnectionError):
        raw(sandbox, timeout=0.3)


def test_an_error_in_a_good_answer(sandbox: Any) -> None:
    wrong = {"error": {"code": 500, "message": "cannot"}}
    sandbox.fault(status=200, body=wrong)
    answer = raw(sandbox)
    assert (answer.status_code, answer.json()) == (200, wrong)


def test_lists_are_stale_for_a_while_after_a_write(sandbox: Any) -> None:
    sandbox.fault(method="GET", path="/environments$", stale=True, after={"method": "POST", "seconds": 5})
    assert raw(sandbox).json()["data"] == []
    made = raw(sandbox, "POST", json=DEV).json()["id"]
    assert raw(sandbox).json()["data"] == []
    assert raw(sandbox, path=f"{ENVIRONMENTS}/{made}").json()["id"] == made
    assert raw(sandbox, "PATCH", f"{ENVIRONMENTS}/{made}", json={"display_name": "qa"}).status_code == 200
    sandbox.advance(6)
    assert [item["display_name"] for item in raw(sandbox).json()["data"]] == ["qa"]
    assert [entry["fault"] for entry in sandbox.journal("GET", "environments$")] == [None, "fault-1", None]


@pytest.mark.parametrize("status", [401, 403])
def test_denied_for_a_while_after_a_grant(sandbox: Any, status: int) -> None:
    sandbox.fault(path="/environments", status=status, after={"path": "/service-accounts$", "seconds": 5})
    assert raw(sandbox).status_code == 200
    assert raw(sandbox, "POST", "/iam/v2/service-accounts", json={"display_name": "app"}).status_code == 201
    assert [raw(sandbox).status_code for number in range(3)] == [status] * 3
    sandbox.advance(6)
    assert raw(sandbox).status_code == 200


@pytest.mark.parametrize("host", ["", "http://127.0.0.1:9"])
def test_redirects(sandbox: Any, host: str) -> None:
    target = (host or sandbox.endpoint) + "/elsewhere"
    sandbox.fault(status=307, headers={"Location": target})
    answer = raw(sandbox)
    assert (answer.status_code, answer.headers["Location"]) == (307, target)


def test_a_bad_certificate(start_sandbox: Callable[..., Any], tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    sandbox = start_sandbox("--tls-certificate", str(certificate), "--tls-key", str(key))
    assert sandbox.endpoint.startswith("https://")
    with pytest.raises(requests.exceptions.SSLError):
        raw(sandbox)
    assert raw(sandbox, verify=str(certificate)).status_code == 200
    time.sleep(1)
    assert len(sandbox.journal()) == 1


def test_a_process_is_killed_before_its_request_is_done(sandbox: Any) -> None:
    """With its children, also one that has a session of its own, which sends the request here."""
    url, auth = sandbox.endpoint + ENVIRONMENTS, (sandbox.cloud_key, sandbox.cloud_secret)
    code = f"""
import os, requests, time
send = lambda: requests.post({url!r}, json={DEV!r}, auth={auth!r}, timeout=5)
print(send().status_code, flush=True)
input()
if os.fork() == 0:
    os.setsid()
    try:
        send()
    finally:
        send()
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"201\n"
        sandbox.fault(method="POST", kill=process.pid)
        assert process.communicate(b"\n")[0] == b""  # at the end of the last process that could write
        assert process.returncode == -signal.SIGKILL
    assert names(sandbox) == ["dev"]
    assert [entry["fault"] for entry in sandbox.journal()] == [None, "fault-1"]


def test_somebody_else_changes_something_first(sandbox: Any, client: Client) -> None:
    made = raw(sandbox, "POST", json=DEV).json()["id"]
    sandbox.clear_journal()
    other = [
        {"method": "PATCH", "path": f"{ENVIRONMENTS}/{made}", "body": {"display_name": "theirs"}},
        {"method": "POST", "path": ENVIRONMENTS, "body": {"display_name": "new"}},
    ]
    sandbox.fault(method="GET", change=other)
    assert [item["display_name"] for item in raw(sandbox).json()["data"]] == ["theirs", "new"]
    time.sleep(1)
    assert len(sandbox.journal()) == 1
    sandbox.fault(method="GET", change=[{"method": "DELETE", "path": f"{ENVIRONMENTS}/env-none"}])
    assert raw(sandbox).status_code == 403  # a change that is refused does not pass unnoticed


def test_a_chapter_ends_with_what_happened_and_what_is_there(sandbox: Any) -> None:
    sandbox.fault(method="GET", status=503, times=0)
    assert raw(sandbox, "POST", json=DEV).status_code == 201
    assert raw(sandbox).status_code == 503
    entries, state = sandbox.chapter(61)
    assert [entry["status"] for entry in entries] == [201, 503]
    assert [item["display_name"] for item in state["environments"].values()] == ["dev"]
    assert raw(sandbox).status_code == 200
    assert len(sandbox.journal()) == 1


def test_a_snapshot_brings_everything_back(sandbox: Any) -> None:
    raw(sandbox, "POST", json=DEV)
    sandbox.snapshot("dev")
    before = sandbox.state()
    for name in ("second", "third"):
        sandbox.fault(status=500)
        raw(sandbox, "POST", json={"display_name": name}, timeout=5)
        raw(sandbox, "POST", json={"display_name": name}, timeout=5)
        assert names(sandbox) == ["dev", name]
        sandbox.restore("dev")
        assert sandbox.state() == before
        assert sandbox.journal() == []
        assert sandbox.admin("GET", "faults")["faults"] == []


def test_a_snapshot_brings_the_clock_back(sandbox: Any) -> None:
    """What ends after a while does so as it did when the snapshot was made."""
    now = sandbox.admin("POST", "clock", {"advance": 0})["now"]
    sandbox.snapshot("then")
    sandbox.advance(3_000_000)
    sandbox.restore("then")
    assert now <= sandbox.admin("POST", "clock", {"advance": 0})["now"] < now + 60


def test_the_first_rule_that_fires_wins_and_all_count(sandbox: Any) -> None:
    sandbox.fault(status=500, nth=2)
    sandbox.fault(status=503, times=0)
    assert [raw(sandbox).status_code for number in range(3)] == [503, 500, 503]
    assert [(rule["seen"], rule["fired"]) for rule in sandbox.admin("GET", "faults")["faults"]] == [(3, 1), (3, 2)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": {"answer": "upside down"}},
        {"action": {"hang": "sometimes"}},
        {"action": {"stale": True}},
        {"action": {"status": "500"}},
        {"action": {"apply": True}},
        {"action": {"status": 500}, "when": {}},
        {"action": {"status": 500}, "after": {"nth": 1}},
        {"action": {"change": [{"verb": "GET"}]}},
        {"action": {"change": ["GET"]}},
    ],
)
def test_wrong_rules_are_refused(sandbox: Any, wrong: dict[str, Any]) -> None:
    answer = requests.post(f"{sandbox.endpoint}/_sandbox/faults", json=wrong, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_an_answer_that_drips_on_is_not_in_the_journal_of_what_comes_after_it(sandbox: Any) -> None:
    sandbox.fault(method="GET", answer="drip", seconds=1.5, times=1)
    dripping = threading.Thread(target=raw, args=(sandbox,))
    dripping.start()
    while not sandbox.admin("GET", "faults")["faults"][0]["fired"]:
        time.sleep(0.01)
    sandbox.clear_journal()
    dripping.join()
    assert raw(sandbox).status_code == 200
    assert len(sandbox.journal()) == 1
