# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs of the bootstrap that are killed (SIGKILL, all their processes) between two requests, and run again.

The sandbox kills: when the n-th request of the run has arrived, before anything is done for it. So what the playbook
did before that request is done, and nothing else is.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.integration import estate_plays as plays
from tests.support.journal import Entry, is_write, line
from tests.support.playbooks import ansible_environment
from tests.support.sandbox import Sandbox

from .end_state import normal


class Bootstrap:
    """The playbook for one estate in one sandbox: ``small``, or the one of the demo."""

    def __init__(self, sandbox: Sandbox, folder: Path, name: str) -> None:
        self.sandbox, self.name, self.secrets = sandbox, name, folder / "secrets"
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.inventory = folder / "inventory.yml"
        hosts = plays.inventory(plays.small_variables(self.secrets))
        self.inventory.write_text(json.dumps(hosts), encoding="utf-8")

    def command(self) -> list[str]:
        """ansible-playbook for the estate."""
        where = ["-i", str(self.inventory)] if self.name == "small" else ["-i", str(plays.EXAMPLE), "-l", "dev"]
        python = json.dumps({"ansible_python_interpreter": sys.executable})
        return [str(Path(sys.executable).parent / "ansible-playbook"), plays.BOOTSTRAP, *where, "-e", python]

    def run(self, **cut: Any) -> int:
        """Run it; with ``cut`` (nth, method, path: see Sandbox.fault) it is killed when that request has arrived."""
        env = ansible_environment(self.folder, {**self.sandbox.env, **plays.example_env(self.secrets)})
        # It begins when it has been told to, so that the sandbox knows whom to kill before the first request.
        waiting = ["sh", "-c", 'read go; exec "$@" < /dev/null', "sh", *self.command()]
        with subprocess.Popen(
            waiting, env=env, cwd=self.folder, stdin=-1, stdout=-1, stderr=subprocess.STDOUT
        ) as process:
            if cut:
                self.sandbox.fault(**cut, kill=process.pid)
            output = process.communicate(b"go\n")[0].decode()
        assert process.returncode in (0, -signal.SIGKILL), output
        return process.returncode


def undisturbed(name: str, folder: Path) -> tuple[list[Entry], list[str]]:
    """The requests of an undisturbed run, and the state at its end."""
    with Sandbox(journal_file=Path("/dev/null")) as sandbox:
        assert Bootstrap(sandbox, folder, name).run() == 0
        return sandbox.journal(), normal(sandbox.state())


def twice(entries: list[Entry]) -> list[str]:
    """POSTs that write and succeeded more than once with the same path and body."""
    seen: set[str] = set()
    found = []
    for entry in entries:
        if entry["method"] == "POST" and is_write(entry) and entry["status"] in range(200, 300):
            what = json.dumps([entry["base"], entry["path"], entry["request_body"]], sort_keys=True)
            found += [line(entry)] if what in seen else []
            seen.add(what)
    return found


def unheld(sandbox: Sandbox, folder: Path) -> list[str]:
    """API keys of service accounts whose secret is in no file."""
    files = [json.loads(file.read_text(encoding="utf-8")) for file in folder.rglob("*.json")]
    held = {(stored["api_key"], stored["api_secret"]) for stored in files}
    keys = sandbox.state()["api_keys"].values()
    return [key["id"] for key in keys if key["owner"].startswith("sa-") and (key["id"], key["secret"]) not in held]


def cut_at(name: str, cut: int, folder: Path, expected: list[str]) -> None:
    """Kill at a request, run again, and compare."""
    with Sandbox(journal_file=Path("/dev/null")) as sandbox:
        bootstrap = Bootstrap(sandbox, folder, name)
        assert bootstrap.run(nth=cut) == -signal.SIGKILL
        assert [entry["seq"] for entry in sandbox.journal() if entry["fault"]], "nothing was cut"
        assert bootstrap.run() == 0
        assert normal(sandbox.state()) == expected
        # A key that was made and not stored yet is an orphan, which goes before the next one is made.
        assert [said for said in twice(sandbox.journal()) if "/iam/v2/api-keys" not in said] == []
        assert unheld(sandbox, bootstrap.secrets) == []
