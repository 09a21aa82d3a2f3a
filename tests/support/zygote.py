# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run modules as processes that need not start from nothing.

A module takes 30 ms to do its work and 200 ms to start Python and import Ansible and requests. ``Zygote`` is a process
that has imported them and forks for each run: the child gets its own standard input, output, environment and folder,
runs the module as ``__main__`` and ends, so that nothing of one run reaches another. What the fork leaves out (start-up
and imports as Ansible does them) is tested by the first run of a row of every class in test_kinds.py, by whatever plays
run as processes of their own, and by ``run_module(..., fresh=True)``.

A run may skip its pauses: the child's clock (clock.py), which is the real one otherwise, then tells the sandbox to put
its own forward.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .paths import CHECKOUT, clean_environment

MODULES = "ansible_collections.streamops.confluent.plugins.modules"


class Zygote:
    """The client's side: starts the process at the first use. For one thread: it takes one request at a time.

    env: what its environment has besides; ``measured()`` has the runs write down which lines they ran. server: the
    module of the process.
    """

    def __init__(
        self, collections: str, env: Mapping[str, str] | None = None, server: str = "tests.support.zygote"
    ) -> None:
        self._collections, self._env, self._server = collections, dict(env or {}), server
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self, name: str, parameters: str, env: dict[str, str], cwd: str, timeout: float, skipping: str = ""
    ) -> dict[str, Any]:
        """Run a module: {rc, stdout, stderr}. Raises subprocess.TimeoutExpired, and then starts anew the next time.

        skipping: the endpoint of the sandbox whose clock is put forward in place of pauses.
        """
        return self.ask({"name": name, "input": parameters, "env": env, "cwd": cwd, "skipping": skipping}, timeout)

    def ask(self, request: dict[str, Any], timeout: float) -> dict[str, Any]:
        """Run what a request says: {rc, stdout, stderr}. Of every request: `env`, `cwd`, `input`. Raises as `run`."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        ready = select.select([process.stdout], [], [], timeout)[0]
        answer = process.stdout.readline() if ready else b""
        if not ready:
            self.stop()
            raise subprocess.TimeoutExpired(str(request.get("name")), timeout)
        if not answer:
            raise AssertionError(f"the process {self._server} has died: {process.poll()}")
        return dict(json.loads(answer))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._server],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=CHECKOUT,
                env=clean_environment({"PYTHONPATH": os.pathsep.join([self._collections, str(CHECKOUT)]), **self._env}),
                start_new_session=True,
            )
        return self._process

    def stop(self) -> None:
        """End the process and what it runs."""
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, 15)
        self._process.communicate()
        self._process = None


def serve(run: Callable[[dict[str, Any]], None]) -> None:
    """The process, once everything is imported: one request a line on standard input, one answer a line on standard
    output. ``run`` does in a child, which is as the request says by then, what it asks for.
    """
    import gc

    gc.freeze()  # what is there stays: no collection in a child looks through it, which would copy its pages
    for line in sys.stdin.buffer:
        request = json.loads(line)
        with tempfile.TemporaryDirectory() as folder:
            answer = _fork(request, Path(folder), run)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def _fork(request: dict[str, Any], folder: Path, run: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """One run in a child: its exit code and what it printed."""
    (folder / "in").write_text(request["input"], encoding="utf-8")
    alive, held = os.pipe()  # held by the child and by what it forks
    child = os.fork()
    if child == 0:
        os._exit(_run(request, folder, run))
    os.close(held)
    status = os.waitpid(child, 0)[1]
    os.read(alive, 1)  # once the last of them has ended
    os.close(alive)
    printed = {name: (folder / name).read_text(encoding="utf-8") for name in ("out", "err")}
    return {"rc": os.waitstatus_to_exitcode(status), "stdout": printed["out"], "stderr": printed["err"]}


def _run(request: dict[str, Any], folder: Path, run: Callable[[dict[str, Any]], None]) -> int:
    """In the child: become what is asked for. Returns the exit code."""
    import traceback

    for name, number, flags in (
        ("in", 0, os.O_RDONLY),
        ("out", 1, os.O_RDWR | os.O_CREAT),
        ("err", 2, os.O_RDWR | os.O_CREAT),
    ):
        handle = os.open(folder / name, flags, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0, "r"), os.fdopen(1, "w"), os.fdopen(2, "w")
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    code = 0
    try:
        run(request)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  (what Python itself does with what nobody catches)
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _module(request: dict[str, Any]) -> None:
    """In the child: become the module."""
    import runpy

    if request["skipping"]:
        _skip_pauses(request["skipping"])
    runpy.run_module(f"{MODULES}.{request['name']}", run_name="__main__")


def _skip_pauses(endpoint: str) -> None:
    """In the child: put the clock of the sandbox forward, and one's own, in place of every pause."""
    import requests

    from .clock import CLOCK

    session = requests.Session()
    session.trust_env = False

    def told(seconds: float) -> None:
        session.post(f"{endpoint}/_sandbox/clock", json={"advance": seconds}, timeout=30).raise_for_status()

    CLOCK.told = told


def main() -> None:
    import importlib

    from .clock import CLOCK, imported_on

    importlib.import_module("ansible.module_utils.basic")
    importlib.import_module("requests")
    imported_on(CLOCK)
    serve(_module)


if __name__ == "__main__":
    main()
