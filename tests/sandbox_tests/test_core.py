# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox as a process: start and stop, admin API, journal, faults, limits, latency, pages."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.paths import CHECKOUT
from tests.support.playbooks import ansible_environment

from ._client import Client, error_of

COMMAND = [sys.executable, "-m", "tests.sandbox"]


@pytest.fixture
def client(sandbox: Any) -> Client:
    return Client(sandbox)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_starts_at_once_and_stops_with_code_0(tmp_path: Path, number: signal.Signals) -> None:
    port_file, journal = tmp_path / "port", tmp_path / "journal.jsonl"
    command = [*COMMAND, "--port", "0", "--port-file", str(port_file), "--journal-file", str(journal)]
    process = subprocess.Popen(
        [*command, "--set", "cloud_api_key=MYKEY", "--set", "latency=0"], cwd=CHECKOUT, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["endpoint"] == f"http://127.0.0.1:{port_file.read_text()}"
        assert ready["cloud_api_key"] == "MYKEY"
        auth = (ready["cloud_api_key"], ready["cloud_api_secret"])
        with requests.Session() as session:
            found = session.get(f"{ready['endpoint']}/org/v2/organizations", auth=auth, timeout=5).json()["data"]
            assert [item["id"] for item in found] == [ready["organization_id"]]
            # The session's connection is still open: that must not hold the end up.
            began = time.monotonic()
            process.send_signal(number)
            assert process.wait(timeout=5) == 0
            assert time.monotonic() - began < 2
        assert process.stdout.read() == b""
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
    entry = json.loads(journal.read_text().splitlines()[0])
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/org/v2/organizations", 200)


def test_lines_to_copy_are_all_that_a_first_task_needs(tmp_path: Path) -> None:
    """What `make sandbox` prints, as a shell takes it, and the first command of docs/first-environment.md."""
    words = "it's-'quoted'&not$expanded"
    command = [*COMMAND, "--exports", "--port", "0", "--set", f"cloud_api_secret={words}"]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _line in range(5)]
        task = "ansible localhost -m streamops.confluent.confluent_organization_info"
        env = ansible_environment(tmp_path)
        assert not [name for name in env if name.startswith("CONFLUENT_CLOUD")]
        script = "".join(lines) + task
        done = subprocess.run(
            ["bash", "-c", script], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
        )
    finally:
        process.terminate()
        process.wait(timeout=10)
    assert [line.split("=")[0] for line in lines[1:]] == [
        *(f"export CONFLUENT_CLOUD_{name}" for name in ("ENDPOINT", "API_KEY", "API_SECRET")),
        "export CONFLUENT_METRICS_ENDPOINT",
    ]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Northwind Orders" in done.stdout


@pytest.mark.parametrize("pair", ["nonsense=1", "latency=fast", "latency"])
def test_wrong_setting_on_the_command_line(pair: str) -> None:
    done = subprocess.run(
        [*COMMAND, "--set", pair], cwd=CHECKOUT, capture_output=True, text=True, timeout=10, check=False
    )
    assert done.returncode == 2
    assert pair.partition("=")[0] in done.stderr


def test_settings_are_read_written_and_reset(sandbox: Any) -> None:
    assert sandbox.settings(cluster_provisioning=5)["cluster_provisioning"] == 5.0
    for wrong in ({"no_such": 1}, {"latency": "x"}, {"percent_encode_crns": 1}):
        answer = requests.patch(f"{sandbox.endpoint}/_sandbox/settings", json=wrong, timeout=5)
        assert answer.status_code == 400
    sandbox.reset(keep_settings=True)
    assert sandbox.settings()["cluster_provisioning"] == 5.0
    sandbox.reset()
    assert sandbox.settings()["cluster_provisioning"] == 0.0


def test_journal_holds_requests_and_answers_without_secrets(sandbox: Any, client: Client) -> None:
    client.ok("POST", "/org/v2/environments", {"display_name": "dev"})
    client.ok("GET", "/iam/v2/service-accounts?display_name=a&display_name=b%20c")
    client("GET", "/org/v2/environments/env-%2F", auth=None, headers={"Cookie": "a=b"})
    first, listing, second = sandbox.journal()
    assert first["plane"] == "control"
    assert (first["method"], first["path"], first["status"], first["base"]) == ("POST", "/org/v2/environments", 201, "")
    assert listing["query"] == [["display_name", "a"], ["display_name", "b c"]]
    assert first["credential"] == sandbox.cloud_key
    assert first["request_body"] == {"display_name": "dev"}
    assert first["response_body"]["kind"] == "Environment"
    assert first["response_headers"]["x-request-id"]
    assert first["duration_ms"] > 0
    assert second["path"] == "/org/v2/environments/env-%2F"
    assert second["credential"] is None
    assert not {"authorization", "cookie"} & (first["request_headers"].keys() | second["request_headers"].keys())
    assert [entry["seq"] for entry in sandbox.journal(since=listing["seq"])] == [second["seq"]]
    sandbox.clear_journal()
    assert sandbox.journal() == []


def test_journal_is_bounded(sandbox: Any, client: Client) -> None:
    sandbox.settings(journal_entries=3, journal_body_max=10)
    for _number in range(5):
        client("GET", "/org/v2/organizations")
    entries = sandbox.journal()
    assert len(entries) == 3
    assert all(entry["truncated"] and entry["response_body"] is None for entry in entries)


def test_faults_answer_instead_of_the_service(sandbox: Any, client: Client) -> None:
    sandbox.fault(method="POST", path="/environments$", nth=2, times=2, status=503, headers={"Retry-After": "1"})
    body = {"display_name": "dev"}
    statuses = [client("POST", "/org/v2/environments", body).status_code for number in range(4)]
    assert statuses == [201, 503, 503, 201]
    assert len(client.ok("GET", "/org/v2/environments")["data"]) == 2
    broken = sandbox.journal("POST")[1]
    assert (broken["status"], broken["fault"]) == (503, "fault-1")
    assert broken["response_headers"]["retry-after"] == "1"
    sandbox.fault(status=502, body="<html>bad gateway</html>", content_type="text/html", apply=True)
    answer = client("POST", "/org/v2/environments", body)
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (
        502,
        "<html>bad gateway</html>",
        "text/html",
    )
    assert len(client.ok("GET", "/org/v2/environments")["data"]) == 3


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_faults_cut_the_connection(sandbox: Any, client: Client, when: str, made: int) -> None:
    sandbox.fault(method="POST", reset=when)
    with pytest.raises(requests.ConnectionError):
        client("POST", "/org/v2/environments", {"display_name": "dev"})
    assert len(client.ok("GET", "/org/v2/environments")["data"]) == made
    assert [entry["status"] for entry in sandbox.journal()] == ["reset", 200]


def test_faults_delay_and_wrong_rules_are_refused(sandbox: Any, client: Client) -> None:
    rule = sandbox.fault(delay=0.3, times=0)
    began = time.monotonic()
    assert client("GET", "/org/v2/environments").status_code == 200
    assert time.monotonic() - began >= 0.3
    assert sandbox.admin("GET", "faults")["faults"][0]["fired"] == 1
    sandbox.admin("DELETE", f"faults/{rule}")
    assert sandbox.admin("GET", "faults")["faults"] == []
    for wrong in ({"action": {}}, {"match": {"path": "("}, "action": {"status": 500}}, {"action": {"reset": "now"}}):
        answer = requests.post(f"{sandbox.endpoint}/_sandbox/faults", json=wrong, timeout=5)
        assert answer.status_code == 400, wrong


def test_latency(sandbox: Any, client: Client) -> None:
    sandbox.settings(latency=0.2)
    began = time.monotonic()
    client("GET", "/org/v2/organizations")
    assert time.monotonic() - began >= 0.2


def test_usage_counts_requests_and_processor_time(sandbox: Any, client: Client) -> None:
    sandbox.admin("DELETE", "usage")
    assert sandbox.admin("GET", "usage")["requests"] == 0
    for _number in range(3):
        client("GET", "/org/v2/organizations")
    used = sandbox.admin("GET", "usage")
    assert used["requests"] == 3
    assert used["cpu_seconds"] > 0
    assert used["busy"] > 0


def test_control_plane_rate_limit_tells_when_to_come_back(sandbox: Any, client: Client) -> None:
    sandbox.settings(rate_limit=2, rate_limit_burst=3)
    answers = [client("GET", "/org/v2/organizations") for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    refused = answers[-1]
    assert refused.headers["Retry-After"] == "1"
    assert 1 <= int(refused.headers["X-RateLimit-Reset"]) <= 2
    assert error_of(refused)["detail"]
    assert client("GET", "/org/v2/organizations", auth=("OTHER", "x")).status_code == 401  # its own bucket


def test_pages(sandbox: Any, client: Client) -> None:
    sandbox.seed("service_accounts", {"prefix": "app-", "count": 25})
    seen: list[str] = []
    url, sizes = "/iam/v2/service-accounts", []
    while url:
        page = client.ok("GET", url)
        seen += [item["display_name"] for item in page["data"]]
        sizes.append(len(page["data"]))
        url = page["metadata"].get("next")
    assert sizes == [10, 10, 5]
    assert seen == [f"app-{number:05d}" for number in range(25)]
    assert len(client.ok("GET", "/iam/v2/service-accounts", page_size=100)["data"]) == 25


def test_pages_neither_repeat_nor_skip_when_objects_go(sandbox: Any, client: Client) -> None:
    sandbox.seed("service_accounts", {"prefix": "app-", "count": 6})
    first = client.ok("GET", "/iam/v2/service-accounts", page_size=3)
    client.ok("DELETE", f"/iam/v2/service-accounts/{first['data'][2]['id']}")
    second = client.ok("GET", first["metadata"]["next"])
    assert [item["display_name"] for item in second["data"]] == ["app-00003", "app-00004", "app-00005"]


@pytest.mark.parametrize(
    "query", [{"page_size": 101}, {"page_size": 0}, {"page_size": "x"}, {"page_token": "x"}, {"nonsense": 1}]
)
def test_wrong_list_parameters_are_refused(client: Client, query: dict[str, Any]) -> None:
    answer = client("GET", "/iam/v2/service-accounts", **query)
    assert answer.status_code == 400
    assert error_of(answer)["source"] == {"parameter": next(iter(query))}


def test_unknown_paths_and_methods_answer_in_the_planes_shape(client: Client) -> None:
    assert error_of(client("GET", "/org/v2/nonsense"))["status"] == "404"
    wrong = client("PUT", "/org/v2/environments", {})
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET, HEAD")
    assert client("GET", "/_kafka/lkc-none/kafka/v3/clusters/lkc-none").json()["error_code"] == 404
    assert client("GET", "/_sr/lsrc-none/subjects").json()["error_code"] == 404


def test_seeding_refuses_what_is_wrong(sandbox: Any) -> None:
    for kind, body, status in (("nothing", {}, 404), ("topics", {"cluster": "lkc-none", "names": ["a"]}, 400)):
        answer = requests.post(f"{sandbox.endpoint}/_sandbox/objects/{kind}", json=body, timeout=5)
        assert answer.status_code == status
        assert answer.json()["error"]


def test_state_shows_every_table(sandbox: Any, client: Client) -> None:
    client.cluster(client.environment())
    state = sandbox.state()
    assert state["api_keys"][sandbox.cloud_key]["secret"] == sandbox.cloud_secret
    assert len(state["clusters"]) == len(state["schema_registries"]) == len(state["environments"]) == 1
