# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""AWX as code: playbooks/set_up_awx.yml carried out by the modules of awx.awx, and the execution environment's
definition read by ansible-builder. The modules, with their arguments and look-ups, are the real ones; what they talk to
is a table of objects below that knows AWX's paths and none of its rules. AWX itself is not run.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = Path.cwd()  # build/witnesses
API = "/api/v2/"
SECRET, PASSWORD = "canary-of-the-cloud-key", "canary-of-the-vault"
TEMPLATES = ("projects", "job_templates", "workflow_job_templates", "inventory_sources", "workflow_approval_templates")
LINKS = ("credentials", "success_nodes", "failure_nodes", "always_nodes")
UPDATED = {"scm_revision": "0" * 40, "status": "successful"}  # a project that AWX has read
TYPES = {
    "inventories": "inventory",
    **{name: name.removesuffix("s") for name in ("projects", "schedules", "credentials", "credential_types")},
    **{name: name.removesuffix("s") for name in (*TEMPLATES[1:], "execution_environments", "organizations")},
    "workflow_job_template_nodes": "workflow_job_template_node",
}


class Table:
    """What there is, by the names of lists; objects of all lists have one series of ids."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in TYPES}
        self.links: dict[str, list[int]] = {}
        self.surveys: dict[str, Any] = {}
        self.writes: list[str] = []
        self.add("organizations", {"name": "Default"})

    def add(self, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        number = 1 + sum(map(len, self.lists.values()))
        url = f"{API}{name}/{number}/"
        related = {"survey_spec": f"{url}survey_spec/", **{link: f"{url}{link}/" for link in LINKS}}
        shown = UPDATED if name == "projects" else {}
        made = {
            **shown,
            **fields,
            "id": number,
            "type": TYPES[name],
            "url": url,
            "related": related,
            "summary_fields": {},
        }
        self.lists[name][number] = made
        return made

    def listed(self, name: str, query: dict[str, str]) -> list[dict[str, Any]]:
        """Objects of a list whose fields are those of the query; `or__` means any of these."""
        names = TEMPLATES if name == "unified_job_templates" else (name,)
        found = [item for one in names for item in self.lists[one].values()]
        exact = {field: value for field, value in query.items() if not field.startswith("or__")}
        either = {field[4:]: value for field, value in query.items() if field.startswith("or__")}
        found = [item for item in found if all(str(item.get(field)) == value for field, value in exact.items())]
        return [item for item in found if not either or any(str(item.get(f)) == v for f, v in either.items())]

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """The status and the body of an answer."""
        if method != "GET":
            self.writes.append(f"{method} {path}")
        name, *rest = path.removeprefix(API).strip("/").split("/")
        if name == "ping":
            return 200, {"version": "24.6.1"}
        if not rest:
            return (201, self.add(name, body)) if method == "POST" else (200, _page(self.listed(name, query)))
        number, *below = rest
        item = self.lists[name].get(int(number))
        if item is None:
            return 404, {"detail": "Not found."}
        if below == ["create_approval_template"]:
            made = self.add("workflow_approval_templates", body)
            item["unified_job_template"] = made["id"]
            item["related"]["unified_job_template"] = made["url"]
            return 201, made
        if below == ["survey_spec"]:
            if method == "POST":
                self.surveys[path] = body
            return 200, self.surveys.get(path, {})
        if below:
            linked = self.links.setdefault(path, [])
            if method == "POST":
                linked.append(body["id"])
                return 204, None
            return 200, _page([one for table in self.lists.values() for one in table.values() if one["id"] in linked])
        if method == "PATCH":
            item.update(body)
        return 200, item


def _page(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(items), "next": None, "results": items}


def serve(table: Table) -> ThreadingHTTPServer:
    """The table behind a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            url = urlsplit(self.path)
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
            status, answer = table.answer(self.command, url.path, dict(parse_qsl(url.query)), body)
            text = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PATCH = do_DELETE = _do

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def play(port: int, scratch: str) -> subprocess.CompletedProcess[str]:
    """The playbook, as its guide starts it."""
    env = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": os.pathsep.join([str(HERE / "awx"), str(CHECKOUT / "build" / "stage")]),
        "ANSIBLE_HOME": scratch,
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_LOCALHOST_WARNING": "0",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        "CONTROLLER_HOST": f"http://127.0.0.1:{port}",
        "CONTROLLER_OAUTH_TOKEN": "token",
    }
    given = {
        "awx_project_url": "https://git.example/estate.git",
        "awx_cloud_api_key": "KEY",
        "awx_cloud_api_secret": SECRET,
        "awx_vault_password": PASSWORD,
        "awx_slices": 3,
        "ansible_python_interpreter": sys.executable,
    }
    command = [str(Path(sys.executable).parent / "ansible-playbook"), "streamops.confluent.set_up_awx"]
    command += ["-e", json.dumps(given)]
    return subprocess.run(command, env=env, cwd=scratch, capture_output=True, text=True, timeout=300, check=False)


def changed(done: subprocess.CompletedProcess[str]) -> int:
    found = re.search(r"changed=(\d+)", done.stdout)
    assert found is not None, done.stdout + done.stderr
    return int(found[1])


def checks() -> Iterator[tuple[str, Callable[[], None]]]:
    """The checks, in their order."""
    for wheel in (HERE / "awx").glob("ansible-*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            wanted = [name for name in packed.namelist() if name.startswith("ansible_collections/awx/awx/")]
            packed.extractall(HERE / "awx", wanted)
        wheel.unlink()
    table = Table()
    server = serve(table)
    port = server.server_address[1]
    with tempfile.TemporaryDirectory() as scratch:

        def made() -> None:
            done = play(port, scratch)
            assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
            assert changed(done) > 0
            assert SECRET not in done.stdout + done.stderr
            assert PASSWORD not in done.stdout + done.stderr

        def again() -> None:
            table.writes.clear()
            done = play(port, scratch)
            assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
            assert (changed(done), table.writes) == (0, []), (table.writes, done.stdout[-3000:])

        yield "awx.awx's modules take all arguments and find what is named", made
        yield "what is there afterwards", lambda: there(table)
        yield "once more nothing is changed, by no request", again
    server.shutdown()
    yield "ansible-builder takes the execution environment's definition", built


def there(table: Table) -> None:
    """Objects by the relations that matter: who runs what, with which credential, after whom."""
    lists = table.lists
    counts = {name: len(items) for name, items in lists.items()}
    several = {"inventories": 2, "inventory_sources": 2, "job_templates": 6, "schedules": 2}
    assert counts == {**dict.fromkeys(TYPES, 1), **several, "workflow_job_template_nodes": 4}, counts
    [kind], [credential] = lists["credential_types"].values(), lists["credentials"].values()
    env = kind["injectors"]["env"]
    assert env["CONFLUENT_CLOUD_KEY_FILE"] == "{{ tower.filename.cloud_key }}", env
    assert "cloud_api_secret" in kind["injectors"]["file"]["template.cloud_key"]
    assert credential["inputs"]["cloud_api_secret"] == SECRET
    assert credential["inputs"]["vault_password"] == PASSWORD
    for template in lists["job_templates"].values():
        assert table.links[f"{template['url']}credentials/"] == [credential["id"]]
        assert table.surveys[f"{template['url']}survey_spec/"]["spec"][0]["variable"] == "confluent_hosts"
    nodes = {node["identifier"]: node for node in lists["workflow_job_template_nodes"].values()}
    order = ["plan", "approval", "apply", "verify"]
    for before, after in itertools.pairwise(order):
        assert table.links[f"{nodes[before]['url']}success_nodes/"] == [nodes[after]["id"]]
    runs = {name: lists["job_templates"].get(nodes[name]["unified_job_template"], {}) for name in order}
    assert [runs[name].get("playbook") for name in order] == ["plan.yml", None, "apply.yml", "verify.yml"]
    slices = {template["playbook"]: template["job_slice_count"] for template in lists["job_templates"].values()}
    assert slices == {"bootstrap.yml": 3, "plan.yml": 1, "apply.yml": 1, "verify.yml": 3, "rotate.yml": 3}
    [approval] = lists["workflow_approval_templates"].values()
    assert approval["timeout"] == 86400
    for schedule in lists["schedules"].values():
        assert schedule["unified_job_template"] in lists["job_templates"]
        daily = r"DTSTART;TZID=\S+:\d{8}T\d{6} RRULE:FREQ=DAILY;INTERVAL=1"
        assert re.fullmatch(daily, schedule["rrule"]), schedule["rrule"]


def built() -> None:
    """A build context, which is all that can be made without a container engine."""
    definition = CHECKOUT / "playbooks" / "awx" / "execution-environment.yml"
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "ansible_builder", "create", "-f", str(definition), "-c", scratch]
        env = {**os.environ, "PYTHONPATH": str(HERE / "builder")}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        said = (Path(scratch) / "_build" / "requirements.yml").read_text(encoding="utf-8")
        assert "streamops-confluent-0.1.0.tar.gz" in said, said


def main() -> int:
    for name, hold in checks():
        try:
            hold()
        except (AssertionError, subprocess.TimeoutExpired, LookupError) as error:
            print(json.dumps({"check": name, "ok": False, "said": f"{type(error).__name__}: {error}"}), flush=True)
        else:
            print(json.dumps({"check": name, "ok": True, "said": ""}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
