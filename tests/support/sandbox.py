# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Start, steer and read a sandbox from tests and tools."""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .journal import Entry, is_write
from .paths import CHECKOUT, clean_environment, journals_folder

START_TIMEOUT = 60.0  # seconds; on a machine that does much else
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class SandboxError(AssertionError):
    """The sandbox did not start, or refused what a test asked of it."""


def _end_with_parent() -> None:
    """On Linux, have the kernel end the sandbox when the tests are killed; elsewhere it would be left over."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


class Sandbox:
    """One sandbox process.

    endpoint, cloud_key, cloud_secret, organization_id: what it printed when it was ready.
    home: the folder in which its code is, tests/sandbox.
    journal_file: every request of its life as one JSON line, kept for the contract check.
    """

    def __init__(self, *arguments: str, journal_file: Path | None = None, home: Path = CHECKOUT) -> None:
        self.arguments = arguments
        self.home = home
        self.untouched = True  # since the start or the last reset nothing was changed, as far as this object did it
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.journal_file = journal_file or journals_folder() / f"{worker}-{os.getpid()}-{uuid.uuid4().hex[:8]}.jsonl"
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        self._process: subprocess.Popen[bytes] | None = None
        self._said = ""
        self._session: Any = None

    # ---- life

    def start(self) -> Sandbox:
        """Start the process and wait until it accepts requests."""
        import requests

        # What a test does not say is not there: tests count what they make.
        command = [sys.executable, "-m", "tests.sandbox", "--port", "0", "--set", "first_environment="]
        command += ["--journal-file", str(self.journal_file)]
        self._process = subprocess.Popen(
            [*command, *self.arguments],
            cwd=self.home,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
            preexec_fn=_end_with_parent,
        )
        ready = self._first_line()
        self.endpoint: str = ready["endpoint"]
        self.cloud_key: str = ready["cloud_api_key"]
        self.cloud_secret: str = ready["cloud_api_secret"]
        self.organization_id: str = ready["organization_id"]
        self._session = requests.Session()
        self._session.trust_env = False
        if "--tls-certificate" in self.arguments:
            self._session.verify = self.arguments[self.arguments.index("--tls-certificate") + 1]
        return self

    def _first_line(self) -> dict[str, Any]:
        """The line of JSON that says where the sandbox listens. Raises with its own words when it does not come."""
        assert self._process is not None
        assert self._process.stdout is not None
        deadline = time.monotonic() + START_TIMEOUT
        received = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in received and time.monotonic() < deadline:
                if not selector.select(timeout=0.5):
                    continue
                chunk = os.read(self._process.stdout.fileno(), 65536)
                if not chunk:
                    break
                received += chunk
        if b"\n" not in received:
            self.stop()
            raise SandboxError(f"the sandbox did not start within {START_TIMEOUT:.0f} s: {self.log()}")
        return dict(json.loads(received.split(b"\n", 1)[0]))

    def stop(self) -> int | None:
        """Ask the process to end; returns its exit code. Kills it when it has not ended after five seconds."""
        if self._session is not None:
            self._session.close()
        if self._process is None:
            return None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._said = self.log()
        self._log.close()
        return self._process.returncode

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        """What the process wrote to its standard error."""
        if self._log.closed:
            return self._said
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.stop()

    # ---- for the collection's code

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that point the collection at this sandbox."""
        return {
            "CONFLUENT_CLOUD_API_KEY": self.cloud_key,
            "CONFLUENT_CLOUD_API_SECRET": self.cloud_secret,
            "CONFLUENT_CLOUD_ENDPOINT": self.endpoint,
            "CONFLUENT_METRICS_ENDPOINT": self.endpoint,
        }

    # ---- its admin API

    def admin(self, method: str, path: str, payload: Any = None, **query: Any) -> Any:
        """Call /_sandbox/``path``; returns the parsed answer, raises SandboxError on any refusal."""
        self.untouched = self.untouched and method == "GET"
        answer = self._session.request(
            method,
            f"{self.endpoint}/_sandbox/{path}",
            json=payload,
            params={key: value for key, value in query.items() if value is not None},
            timeout=30,
        )
        if answer.status_code >= 400:
            raise SandboxError(f"{method} /_sandbox/{path}: {answer.status_code} {answer.text}\n{self.log()}")
        return answer.json() if answer.content else None

    def request(self, method: str, path: str, payload: Any = None, **query: Any) -> Any:
        """Call the imitated API itself with the Cloud key, for arranging and asserting; returns the parsed answer."""
        self.untouched = self.untouched and method == "GET"
        answer = self._session.request(
            method,
            f"{self.endpoint}{path}",
            json=payload,
            params=query,
            auth=(self.cloud_key, self.cloud_secret),
            timeout=30,
        )
        if answer.status_code >= 400:
            raise SandboxError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def reset(self, **payload: Any) -> None:
        """Back to the seeded state and default settings, with an empty journal and no faults."""
        self.admin("POST", "reset", payload)
        self.untouched = not payload

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Change settings (none: only read them); returns all of them."""
        return dict(self.admin("PATCH", "settings", changes) if changes else self.admin("GET", "settings"))

    def state(self) -> dict[str, Any]:
        """A dump of every object."""
        return dict(self.admin("GET", "state"))

    def seed(self, kind: str, payload: Any) -> Any:
        """Put objects of ``kind`` there directly (a dict, or a list for many)."""
        return self.admin("POST", f"objects/{kind}", payload)

    def fault(
        self,
        *,
        method: str | None = None,
        path: str | None = None,
        plane: str | None = None,
        nth: int | None = None,
        times: int | None = None,
        after: dict[str, Any] | None = None,
        **action: Any,
    ) -> Any:
        """Add a fault rule; returns its id. ``path`` is a regex; ``action`` e.g. status=503, headers={...}, body=...,
        delay=1.5, reset="before"|"after", apply=True (all of them: tests/sandbox/README.md)."""
        match = {"method": method, "path": path, "plane": plane, "nth": nth, "times": times}
        rule = {"match": {key: value for key, value in match.items() if value is not None}, "action": action}
        if after:
            rule["after"] = after
        return self.admin("POST", "faults", rule)["id"]

    def advance(self, seconds: float) -> None:
        """Put the sandbox's clock forward."""
        self.admin("POST", "clock", {"advance": seconds})

    def chapter(self, seconds: float) -> tuple[list[Entry], dict[str, Any]]:
        """The journal so far, and the state so many seconds later. From now on no faults, and an empty journal."""
        told = self.admin("POST", "chapter", {"advance": seconds})
        return told["entries"], told["state"]

    def snapshot(self, name: str) -> None:
        """Remember every object under this name."""
        self.admin("PUT", f"snapshots/{name}")

    def restore(self, name: str) -> None:
        """Back to the objects of a snapshot, with an empty journal and no faults."""
        self.admin("POST", f"snapshots/{name}/restore")

    def token(self, **payload: Any) -> Any:
        """Register an external OAuth token: token, identity_pool_id, principal."""
        return self.admin("POST", "tokens", payload)

    # ---- its journal

    def journal(self, method: str | None = None, path: str | None = None, *, since: int | None = None) -> list[Entry]:
        """Entries since the last reset, in order. ``path`` is a regex that is searched in the path."""
        entries = self.admin("GET", "journal", since=since)["entries"]
        return [
            entry
            for entry in entries
            if method is None or entry["method"] == method.upper()
            if path is None or re.search(path, entry["path"])
        ]

    def writes(self, *, since: int | None = None) -> list[Entry]:
        """The entries that would change something on the server (see journal.is_write)."""
        return [entry for entry in self.journal(since=since) if is_write(entry)]

    def clear_journal(self) -> None:
        """Forget the entries so far (the journal file keeps them)."""
        self.admin("DELETE", "journal")


def planes(entries: Iterable[Entry]) -> dict[str, int]:
    """How many requests each plane got."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry["plane"]] = counts.get(entry["plane"], 0) + 1
    return counts
