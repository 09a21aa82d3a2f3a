# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run one module of the collection as a process of its own, the way Ansible does."""

from __future__ import annotations

import atexit
import functools
import json
import subprocess
import sys
import tempfile
import threading
from typing import Any

from .paths import clean_environment, collections_path, measured
from .zygote import MODULES, Zygote

TIMEOUT = 120.0
MEASURED = "confluent_estate"  # what these modules run is run by no other test that is measured


def _parameters(args: dict[str, Any], check: bool, diff: bool, scratch: str) -> str:
    internal = {
        "_ansible_check_mode": check,
        "_ansible_diff": diff,
        "_ansible_no_log": False,
        "_ansible_verbosity": 0,
        "_ansible_remote_tmp": scratch,
        "_ansible_tmpdir": scratch,
        "_ansible_keep_remote_files": False,
    }
    return json.dumps({"ANSIBLE_MODULE_ARGS": {**args, **internal}})


def _result(stdout: str) -> dict[str, Any] | None:
    """The result that the module printed: the last line that is a JSON object, as Ansible takes it."""
    for text in reversed(stdout.splitlines()):
        if text.startswith("{"):
            return dict(json.loads(text))
    return None


@functools.cache
def _zygote(collections: str, measure: bool, thread: int) -> Zygote:
    """The one of this thread, or the one whose lines are counted; it ends with the process."""
    process = Zygote(collections, measured() if measure else None)
    atexit.register(process.stop)
    return process


def _fresh(name: str, parameters: str, env: dict[str, str], cwd: str, timeout: float) -> dict[str, Any]:
    """A process that starts from nothing."""
    done = subprocess.run(
        [sys.executable, "-m", f"{MODULES}.{name}"],
        input=parameters,
        env=env,
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    return {"rc": done.returncode, "stdout": done.stdout, "stderr": done.stderr}


def run_module(
    name: str,
    args: dict[str, Any] | None = None,
    *,
    check: bool = False,
    diff: bool = False,
    env: dict[str, str] | None = None,
    timeout: float = TIMEOUT,
    fresh: bool = False,
    skipping: str = "",
) -> dict[str, Any]:
    """Run module ``name`` (without the collection's name) in a process of its own and return its result.

    The process is forked from one that has the imports done (zygote.py), unless it is to be ``fresh``. ``skipping``:
    the endpoint of a sandbox whose clock is put forward in place of the module's pauses; not of a fresh one.

    The arguments go in on standard input, in the serialization profile that a directly invoked module expects in every
    ansible-core from 2.16 on (2.19 and later call it "legacy"). Added to the result: ``rc``, ``stderr``, and
    ``failed`` and ``changed`` where the module left them out. Raises AssertionError when it printed no result: a
    crash is never a result.
    """
    path = str(collections_path())
    with tempfile.TemporaryDirectory(prefix="streamops-module-") as scratch:
        environment = clean_environment({"PYTHONPATH": path, "ANSIBLE_COLLECTIONS_PATH": path, **(env or {})})
        parameters = _parameters(args or {}, check, diff, scratch)
        if fresh:
            assert not skipping, "the clock of a fresh process is the real one"
            done = _fresh(name, parameters, environment, scratch, timeout)
        else:
            measure = name.startswith(MEASURED)
            done = _zygote(path, measure, threading.get_ident()).run(
                name, parameters, environment, scratch, timeout, skipping
            )
    result = _result(done["stdout"])
    if result is None:
        raise AssertionError(f"{name} printed no result (exit code {done['rc']})\n{done['stdout']}\n{done['stderr']}")
    result.setdefault("failed", done["rc"] != 0)
    result.setdefault("changed", False)
    return {**result, "rc": done["rc"], "stderr": done["stderr"]}
