# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Any command as a store: what it is given, and what becomes of a command that fails."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.estate import Estate

from .conftest import Keys, stored


@pytest.fixture
def keys(estate: Estate, vault_of_files: dict[str, Any]) -> Keys:
    return Keys(estate, vault_of_files)


def scripted(keys: Keys, verb: str, *lines: str) -> dict[str, Any]:
    """The store with another script for one of its commands."""
    given = json.loads(json.dumps(keys.store))
    given["secret_store"]["command"][verb] = [sys.executable, "-c", "\n".join(lines)]
    return dict(given)


def test_life(keys: Keys, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    keys.done("created", check=True)
    assert not kept.exists()
    keys.done("created")
    entry = stored(kept)
    assert {entry["api_key"]: entry["api_secret"]} == keys.there()
    assert entry["tried"] is True
    keys.done("unchanged")
    keys.done("deleted", state="absent")
    assert not kept.exists()


def test_what_goes_wrong_before_a_key_is_made(keys: Keys, tmp_path: Path) -> None:
    locked = scripted(keys, "read", "import sys", "print('locked', file=sys.stderr)", "sys.exit(3)")
    keys.refused("ended with 3", "locked", **locked)
    keys.refused("prints something that is not JSON", **scripted(keys, "read", "print('oops')"))
    keys.refused("no entry of this collection", **scripted(keys, "read", "print('{\"password\": 1}')"))
    keys.refused("ended with 1", **scripted(keys, "write", "raise SystemExit(1)"))
    keys.refused("reads nothing afterwards", **scripted(keys, "write", "pass"))
    given = json.loads(json.dumps(keys.store))
    given["secret_store"]["command"]["write"] = ["no-such-program"]
    keys.refused("no program no-such-program", check=True, **given)
    given["secret_store"]["command"].update(write=None)
    keys.refused("command.write is needed", **given)
    started = tmp_path / "started"
    goes_on = f"import os, time; open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(90)"
    child = f"subprocess.run([sys.executable, '-c', {goes_on!r}])"
    slow = scripted(keys, "read", "import subprocess, sys", child)
    slow["secret_store"]["command"]["timeout"] = 1
    keys.refused("secret_store.command.read", "took more than 1 s", **slow)
    state = Path("/proc") / started.read_text() / "stat"
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z", "what it had started goes on"


def test_a_write_that_fails_takes_the_key_back(keys: Keys, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    lines = ("import sys, pathlib", "text = sys.stdin.read()", "'api_secret' in text and sys.exit('disk full')")
    write = scripted(keys, "write", *lines, f"pathlib.Path({str(kept)!r}).write_text(text)")
    result = keys.run(**write)
    assert "disk full" in result["msg"]
    assert "deleted again" in result["msg"]
    assert keys.there() == {}
    keys.done("created")
    assert stored(kept)["api_key"] in keys.there()


def test_no_output_has_the_secret(keys: Keys, run_module: Callable[..., dict[str, Any]]) -> None:
    """Not even of a command that says what it was given."""
    lines = (
        "import sys, json",
        "given = json.load(sys.stdin)",
        "'api_secret' in given and sys.exit(given['api_secret'])",
    )
    arguments = {"name": "orders", "owner": "orders-service", "resource": "cloud", "wait": False}
    keys.sandbox.fault(method="DELETE", path="/api-keys/", times=0, status=403)
    result = run_module(
        "confluent_api_key", {**arguments, **scripted(keys, "write", *_kept(keys, *lines))}, env=keys.env
    )
    assert result["failed"]
    ((identifier, secret),) = keys.there().items()
    assert identifier in result["msg"]
    assert "ended with 1: ****" in result["msg"]
    assert secret not in json.dumps(result)


@pytest.mark.parametrize(
    "said",
    [
        "cannot decrypt value {secret} of entry",
        '{{"api_key": "K", "api_secret": "{secret}"}}',
        "debug: {secret} " + "and so on " * 25,
    ],
)
def test_a_command_that_fails_quoting_the_entry_shows_no_part_of_it(
    keys: Keys, playbook: Any, tmp_path: Path, said: str
) -> None:
    """In the module's words, and in those of the lookup, whose errors `no_log` does not hide."""
    heard = tmp_path / "heard"
    write = (
        "import sys, json",
        "given = json.load(sys.stdin)",
        f"'api_secret' in given and open({str(heard)!r}, 'w').write(given['api_secret'])",
        f"'api_secret' in given and (print({said!r}.format(secret=given['api_secret']), file=sys.stderr), sys.exit(5))",
    )
    result = keys.run(**scripted(keys, "write", *_kept(keys, *write)))
    assert "secret_store.command.write" in result["msg"]
    assert "ended with 5" in result["msg"]
    assert not parts(heard.read_text()) & parts(json.dumps(result))

    keys.done("created")
    secret = stored(tmp_path / "kept.json")["api_secret"]
    quoting = scripted(
        keys, "read", "import sys", f"print({said.format(secret=secret)!r}, file=sys.stderr)", "sys.exit(5)"
    )
    result = keys.run(**quoting)
    assert "secret_store.command.read" in result["msg"]
    assert "ended with 5" in result["msg"]
    assert not parts(secret) & parts(json.dumps(result))
    looked = "{{ lookup('streamops.confluent.api_key', secret_store=store) }}"
    task = {"ansible.builtin.debug": {"msg": looked}, "vars": {"store": quoting["secret_store"]}, "no_log": True}
    run = playbook([{"tasks": [task]}], env=keys.env)
    assert run.rc != 0
    assert "ended with 5" in run.output
    assert not parts(secret) & parts(run.output)


def parts(text: str) -> set[str]:
    """Every six characters in a row."""
    return {text[start : start + 6] for start in range(len(text) - 5)}


def _kept(keys: Keys, *lines: str) -> list[str]:
    """A script that keeps what it gets, when it has come so far."""
    place = keys.store["secret_store"]["command"]["read"][-1]
    return [*lines, f"open({place!r}, 'w').write(json.dumps(given))"]


def test_what_somebody_else_wrote_meanwhile_stays(keys: Keys, tmp_path: Path) -> None:
    """Between the mark and the key: the key is taken back, and theirs stays."""
    kept, theirs = tmp_path / "kept.json", json.dumps({"api_key": "THEIRS", "api_secret": "x" * 16})
    keys.sandbox.fault(method="POST", path="/api-keys$", delay=1.5)
    thread = threading.Thread(target=_replace, args=(kept, theirs))
    thread.start()
    result = keys.run()
    thread.join()
    assert "another run has written there" in result["msg"], result
    assert kept.read_text() == theirs
    assert keys.there() == {}


def _replace(kept: Path, text: str) -> None:
    """Once the mark is there."""
    until = time.monotonic() + 20
    while not kept.exists() or not kept.read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.5)  # until it was read back
    kept.write_text(text)
