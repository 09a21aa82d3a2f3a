# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run ansible-playbook and read its results as data."""

from __future__ import annotations

import atexit
import base64
import functools
import json
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .paths import MEASURED, clean_environment, collections_path
from .zygote import Zygote

CALLBACKS = Path(__file__).resolve().parent / "callback"
TIMEOUT = 300.0
FOR_THE_INTERPRETER = ("PYTHON", "LD_", MEASURED)  # read when it starts, and never again
PLAY_DEFAULTS = {"hosts": "all", "gather_facts": False}


@dataclass
class Result:
    """What a run of ansible-playbook gave.

    rc: its exit code. stats: per host the counts of ok, changed, failures, unreachable, skipped, rescued, ignored.
    tasks: one dict per host and task in order, with task, action, host, status (ok, changed, failed, skipped,
    unreachable), ignored and result. items: the same for the items of loops. stdout, stderr: what it printed.
    """

    rc: int
    stdout: str
    stderr: str
    stats: dict[str, dict[str, int]] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def output(self) -> str:
        return f"{self.stdout}\n{self.stderr}"

    @property
    def changed(self) -> int:
        """Number of changed tasks over all hosts."""
        return sum(host["changed"] for host in self.stats.values())

    @property
    def failures(self) -> int:
        return sum(host["failures"] + host["unreachable"] for host in self.stats.values())

    def task(self, name: str) -> dict[str, Any]:
        """The result of the last task with this name (without a role's prefix). KeyError when there was none."""
        for task in reversed(self.tasks):
            if name in (task["task"], task["task"].partition(" : ")[2]):
                return dict(task["result"])
        raise KeyError(f"no task {name!r}; there were {[task['task'] for task in self.tasks]}\n{self.output}")

    def by_status(self, *statuses: str) -> list[dict[str, Any]]:
        return [task for task in self.tasks if task["status"] in statuses]

    def check(self) -> Result:
        """Itself; AssertionError with the output when the run failed or no task ran."""
        if self.rc != 0:
            raise AssertionError(f"ansible-playbook ended with {self.rc}\n{self.output}")
        if not self.tasks:
            raise AssertionError(f"no task ran\n{self.output}")
        return self


def read_results(file: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, int]]]:
    """The task lines and the statistics of a file that the callback wrote (both empty when no play started)."""
    tasks: list[dict[str, Any]] = []
    stats: dict[str, dict[str, int]] = {}
    if file.exists():
        for text in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(text)
            if entry["event"] == "task":
                tasks.append(entry)
            elif entry["event"] == "stats":
                stats = entry["hosts"]
    return tasks, stats


def ansible_environment(scratch: Path, extra: dict[str, str] | None = None) -> dict[str, str]:
    """Environment for Ansible's commands: the staged collection, nothing of the user's own, results as data."""
    configuration = scratch / "ansible.cfg"
    if not configuration.exists():
        configuration.write_text("[defaults]\n", encoding="utf-8")
    return clean_environment(
        {
            "ANSIBLE_CONFIG": str(configuration),
            "ANSIBLE_HOME": str(scratch / "home"),
            "ANSIBLE_ASYNC_DIR": str(scratch / "async"),  # findings/ansible-async-home.sh
            "ANSIBLE_COLLECTIONS_PATH": str(collections_path()),
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
            "ANSIBLE_CALLBACKS_ENABLED": "streamops_results",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
            "STREAMOPS_RESULTS": str(scratch / "results.jsonl"),
            **(extra or {}),
        }
    )


def _write_plays(plays: Iterable[dict[str, Any]], scratch: Path) -> str:
    file = scratch / "playbook.yml"
    file.write_text(json.dumps([{**PLAY_DEFAULTS, **play} for play in plays]), encoding="utf-8")  # JSON is YAML
    return str(file)


def _write_inventory(inventory: dict[str, Any] | None, scratch: Path) -> str:
    """The inventory as given (a dict in Ansible's YAML structure), or the machine itself as ``localhost``."""
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    file = scratch / "inventory.yml"
    file.write_text(json.dumps(inventory or {"all": {"hosts": {"localhost": local}}}), encoding="utf-8")
    return str(file)


def request(name: str, method: str, url: str, key: str = "", secret: str = "") -> dict[str, Any]:
    """A task of this name that sends a request with an empty body, as somebody else does. It prints the status, and
    fails at one of 400 and more. Not ``ansible.builtin.uri``: a module's process costs as much as ten tasks of ours.
    """
    credential = base64.b64encode(f"{key}:{secret}".encode()).decode()
    place = urlsplit(url)
    code = (
        "import http.client, sys; "
        f"there = http.client.HTTPConnection({place.netloc!r}); "
        f"there.request({method!r}, {place.path!r}, headers={{'Authorization': 'Basic {credential}'}}); "
        "status = there.getresponse().status; print(status); sys.exit(status >= 400)"
    )
    raw = {"ansible.builtin.raw": f"{sys.executable} -c {shlex.quote(code)}"}
    return {"name": name, **raw, "changed_when": False}


def restored(sandbox: Any, snapshot: str, name: str = "restored") -> dict[str, Any]:
    """A task that brings the sandbox back to a snapshot."""
    return request(name, "POST", f"{sandbox.endpoint}/_sandbox/snapshots/{snapshot}/restore")


def playbook(
    plays: str | Path | tuple[str, ...] | list[dict[str, Any]],
    inventory: str | Path | dict[str, Any] | None = None,
    *,
    check: bool = False,
    diff: bool = False,
    extra_vars: dict[str, Any] | None = None,
    env: dict[str, str] | None = None,
    args: Iterable[str] = (),
    timeout: float = TIMEOUT,
    fresh: bool = False,
) -> Result:
    """Run a playbook, in a process that is forked from one that has the imports done (playbook_zygote.py), unless it
    is to be `fresh`, or its environment says something to the interpreter.

    plays: a list of plays (``hosts: all`` and ``gather_facts: false`` unless they say otherwise), a path, the full
    name of a playbook in the collection, or a tuple of such names: one run, one after the other.
    inventory: a path, a dict, or nothing for localhost with the tests' own interpreter.
    args: further arguments of ansible-playbook, such as ``["-l", "dev"]``.
    """
    with tempfile.TemporaryDirectory(prefix="streamops-playbook-") as folder:
        scratch = Path(folder)
        command: list[str] = []
        if isinstance(plays, list):
            plays = _write_plays(plays, scratch)
        command += plays if isinstance(plays, tuple) else [str(plays)]
        path = str(inventory) if isinstance(inventory, (str, Path)) else _write_inventory(inventory, scratch)
        command += ["-i", path]
        command += ["--check"] if check else []
        command += ["--diff"] if diff else []
        command += ["-e", json.dumps({"ansible_python_interpreter": sys.executable, **(extra_vars or {})})]
        environment = ansible_environment(scratch, env)
        fresh = fresh or any(name.startswith(FOR_THE_INTERPRETER) for name in env or {})
        done = ansible_playbook([*command, *args], environment, folder, timeout, fresh)
        entries, stats = read_results(scratch / "results.jsonl")
    tasks = [entry for entry in entries if not entry["loop_item"]]
    items = [entry for entry in entries if entry["loop_item"]]
    return Result(done["rc"], done["stdout"], done["stderr"], stats, tasks, items)


def ansible_playbook(
    arguments: list[str], env: dict[str, str], cwd: str | Path, timeout: float = TIMEOUT, fresh: bool = False
) -> dict[str, Any]:
    """Run ansible-playbook with these arguments, and what `ansible_environment` makes of an environment: {rc, stdout,
    stderr}. Raises subprocess.TimeoutExpired.
    """
    command = [str(Path(sys.executable).parent / "ansible-playbook"), *arguments]
    return (_from_nothing if fresh else _forked)(command, env, str(cwd), timeout)


def _from_nothing(command: list[str], env: dict[str, str], cwd: str, timeout: float) -> dict[str, Any]:
    """A process that starts from nothing: {rc, stdout, stderr}. Raises subprocess.TimeoutExpired."""
    done = subprocess.run(
        command,
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    return {"rc": done.returncode, "stdout": done.stdout, "stderr": done.stderr}


def _forked(command: list[str], env: dict[str, str], cwd: str, timeout: float) -> dict[str, Any]:
    """The same, of the process that has the imports done."""
    return _zygote(str(collections_path()), threading.get_ident()).ask(
        {"name": "ansible-playbook", "command": command, "input": "", "env": env, "cwd": cwd}, timeout
    )


@functools.cache
def _zygote(collections: str, thread: int) -> Zygote:
    """The one of this thread, for what several threads run is to run at once; it ends with the process."""
    process = Zygote(collections, server="tests.support.playbook_zygote")
    atexit.register(process.stop)
    return process
