# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The creation and the rotation of a key, killed (SIGKILL) at each request to the service and to the store, and before
an answer is read; and run again.

After the kill the key that the store hands out works, and every key is one that the entry names, or that its mark tells
the next run of. After the next run every key is one that the entry names.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.estate import Estate
from tests.support.modules import _parameters, run_module
from tests.support.paths import clean_environment, collections_path
from tests.support.whole import sampled, whole_only
from tests.support.zygote import MODULES

from .conftest import in_vault, stored
from .servers import Front

MODULE, KEYS, DAY = "confluent_api_key", "/iam/v2/api-keys", 86400.0
SPANS = {"rotate_after": "90d", "keep_old": "7d"}


class Killed:
    """The module as a process of its own, against one store: `server`, or a file."""

    def __init__(self, estate: Estate, folder: Path, place: str, server: Front | None) -> None:
        self.sandbox, self.folder, self.server, self.place = estate.sandbox, folder, server, place
        self.path = folder / "secrets" / "key.json"
        self.env = {**estate.env, **estate.sandbox.env, "CONFLUENT_RETRY_TIMEOUT": "5"}
        where = in_vault(server, place) if server else {"secret_file": str(self.path)}
        self.arguments = {"name": "orders", "owner": "orders-service", "resource": "cloud", **where}

    def run(self, **options: Any) -> dict[str, Any]:
        return run_module(MODULE, {**self.arguments, **options}, env=self.env)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        return result

    def aged(self) -> None:
        """There is a key that is due."""
        self.sandbox.settings(born_before=95 * DAY)
        self.done("created")
        self.sandbox.settings(born_before=0.0)

    def clear(self) -> None:
        self.sandbox.admin("DELETE", "faults")
        self.sandbox.clear_journal()
        if self.server:
            self.server.reset()

    @contextmanager
    def started(self, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
        """The process, which begins when it has read its arguments: so whom to kill is known before that."""
        path = str(collections_path())
        env = clean_environment({"PYTHONPATH": path, "ANSIBLE_COLLECTIONS_PATH": path, **self.env})
        command = [sys.executable, "-m", f"{MODULES}.{MODULE}"]
        given = _parameters({**self.arguments, **options}, False, False, str(self.folder)).encode()
        with subprocess.Popen(command, env=env, cwd=self.folder, stdin=-1, stdout=-1, stderr=-1) as process:
            yield process
            if process.poll() is None and process.stdin and not process.stdin.closed:
                process.communicate(given)

    def killed(self, cut: int, at_store: bool, **options: Any) -> bool:
        """A run that is killed when that request has arrived; False where it has no such request."""
        self.clear()
        with self.started(**options) as process:
            (self.server if at_store and self.server else self.sandbox).fault(nth=cut, kill=process.pid)
        self.clear()
        return process.returncode == -signal.SIGKILL

    def entry(self) -> dict[str, Any]:
        if self.server:
            return self.server.stored(self.place) or {}
        return stored(self.path) if self.path.exists() else {}

    def there(self) -> dict[str, str]:
        keys = self.sandbox.state()["api_keys"].values()
        return {key["id"]: key["secret"] for key in keys if key["display_name"] == "orders"}

    def handed_out_works(self) -> None:
        entry = self.entry()
        if entry.get("api_key"):
            assert self.there().get(entry["api_key"]) == entry["api_secret"]

    def known(self) -> set[str]:
        entry = self.entry()
        return {entry[name] for name in ("api_key", "next_api_key", "previous_api_key") if entry.get(name)}

    def all_known(self) -> None:
        assert set(self.there()) == self.known(), self.entry()
        assert not [name for name in self.entry() if name.startswith(("next_", "making"))]


@pytest.fixture(params=["vault", pytest.param("file", marks=whole_only("a store that is a server is asked more"))])
def killing(request: pytest.FixtureRequest, estate: Estate, tmp_path: Path, place: str) -> Killed:
    server = request.getfixturevalue("vault") if request.param == "vault" else None
    if server:
        server.reset()
    return Killed(estate, tmp_path, place, server)


def cuts(killing: Killed, whole: bool, **options: Any) -> Iterator[tuple[int, bool]]:
    """Every request of the undisturbed run that the test does next: its number, and whether it goes to the store."""
    killing.clear()
    killing.done("updated" if options else "created", **options)
    service, store = len(killing.sandbox.journal()), len(killing.server.entries) if killing.server else 0
    killing.done("deleted", state="absent")
    chosen = {(n, False) for n in range(1, service + 1)} | {(n, True) for n in range(1, store + 1)}
    few = {(2, True)} if not options else {(store - 1, True), (store, True)}
    yield from sorted(chosen if whole else few & chosen)


@sampled("a sample has the cuts after which most can be lost")
def test_a_creation(killing: Killed, whole: bool) -> None:
    for cut, at_store in cuts(killing, whole):
        assert killing.killed(cut, at_store)
        killing.handed_out_works()
        result = killing.run()
        assert not result["failed"], (cut, at_store, result)
        killing.all_known()
        assert len(killing.there()) == 1
        killing.done("deleted", state="absent")


@sampled("a sample has the cuts after which most can be lost")
def test_a_rotation(killing: Killed, whole: bool) -> None:
    killing.aged()
    for cut, at_store in list(cuts(killing, whole, **SPANS)):
        killing.aged()
        old = killing.entry()["api_key"]
        assert killing.killed(cut, at_store, **SPANS)
        killing.handed_out_works()
        result = killing.run(**SPANS)
        assert not result["failed"], (cut, at_store, result)
        killing.handed_out_works()
        killing.all_known()
        assert killing.entry()["previous_api_key"] == old, (cut, at_store)
        assert len(killing.there()) == 2
        over = {**SPANS, "keep_old": "0s"}
        killing.run(**over)
        killing.all_known()
        assert len(killing.there()) == 1
        killing.done("deleted", state="absent")


@whole_only("what can be lost there is an old key alone")
def test_the_end_of_an_old_key(killing: Killed) -> None:
    over = {**SPANS, "keep_old": "0s"}
    killing.aged()
    killing.done("updated", **SPANS)
    killing.clear()
    killing.done("updated", **over)
    service, store = len(killing.sandbox.journal()), len(killing.server.entries) if killing.server else 0
    killing.done("deleted", state="absent")
    every = [(n, False) for n in range(1, service + 1)] + [(n, True) for n in range(1, store + 1)]
    for cut, at_store in every:
        killing.aged()
        killing.done("updated", **SPANS)
        assert killing.killed(cut, at_store, **over)
        killing.handed_out_works()
        result = killing.run(**over)
        assert not result["failed"], (cut, at_store, result)
        killing.all_known()
        assert len(killing.there()) == 1
        killing.done("deleted", state="absent")


@pytest.mark.parametrize(
    "what", [pytest.param("creation", marks=whole_only("a rotation begins with the same")), "rotation"]
)
def test_before_the_answer_is_read(killing: Killed, what: str) -> None:
    """A key was made, and nobody has its secret: the mark in the store, or beside the file, tells the next run."""
    options: dict[str, Any] = {}
    if what == "rotation":
        killing.aged()
        options = SPANS
    killing.clear()
    before = len(killing.there())
    killing.sandbox.fault(method="POST", path=f"^{KEYS}$", hang="after")
    with killing.started(**options) as process:
        assert process.stdin is not None
        given = _parameters({**killing.arguments, **options}, False, False, str(killing.folder))
        process.stdin.write(given.encode())
        process.stdin.close()
        until = time.monotonic() + 60
        while len(killing.there()) == before:
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < until, "it never got there"
        process.kill()
    killing.clear()
    orphans = set(killing.there()) - killing.known()
    assert len(orphans) == 1
    told = run_module(MODULE, {**killing.arguments, **options}, check=True, env=killing.env)
    result = killing.run(**options)
    assert not told["failed"], told
    assert not result["failed"], result
    killing.all_known()
    assert not orphans & set(killing.there())
    assert len(killing.there()) == before + 1


def test_what_a_killed_run_left_is_deleted_by_a_run_that_wants_nothing_else(killing: Killed) -> None:
    """And by one that deletes the key."""
    if killing.server is None:
        killing.aged()
    for state in ("present", "absent"):
        if killing.server is not None:
            killing.aged()
        entry = killing.entry()
        made = killing.sandbox.request(
            "POST", KEYS, {"spec": {**_spec(killing, entry["api_key"]), "display_name": "orders"}}
        )
        text = {**entry, "making": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "making_known": entry["api_key"]}
        text["making_for"] = f"{entry['owner']} {entry['resource_id']} {entry['name']}"
        if killing.server:
            killing.server.root("POST", f"secret/data/{killing.place}", {"data": text})
        else:
            killing.path.write_text(json.dumps(text))
        result = killing.done("updated" if state == "present" else "deleted", state=state)
        assert made["id"] not in killing.there()
        assert made["id"] not in json.dumps(result["api_key"])
        if state == "present":
            killing.all_known()
            killing.done("unchanged")
            if killing.server:
                killing.done("deleted", state="absent")
    assert killing.there() == {}


def _spec(killing: Killed, key: str) -> dict[str, Any]:
    spec = killing.sandbox.request("GET", f"{KEYS}/{key}")["spec"]
    return {"owner": {"id": spec["owner"]["id"]}}
