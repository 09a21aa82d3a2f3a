# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ansible's default output, and measurements from inside: seconds of each task, peak memory of both processes.

It is the default callback with more to it, not one beside it: Ansible makes a copy of a result for every callback, and
of thousands of items that would be part of what is measured.

Lines of JSON in the file that the environment variable STREAMOPS_BENCH names:

    {"event": "task", "task", "status", "seconds", "changed", "msg", "counts", "api"}    for each task and host
    {"event": "end", "main_peak": bytes, "worker_peak": bytes}

It looks at a few fields of each result only: to write 10,000 items down would be part of what it measures.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

from ansible.plugins.callback.default import CallbackModule as DefaultCallback

DOCUMENTATION = """
name: streamops_bench
type: stdout
short_description: Measure tasks
description: Writes times of tasks and peak memory to the file that the environment variable C(STREAMOPS_BENCH) names.
extends_documentation_fragment: [default_callback, result_format_callback]
requirements: []
"""
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


def own_peak() -> int:
    """The peak of this process in bytes. On Linux VmHWM, which unlike ru_maxrss begins anew with exec(2)."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def workers_peak() -> int:
    """The highest peak of any worker that has ended, in bytes. Workers are forked, so it begins with their parent's."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT


class CallbackModule(DefaultCallback):
    """See the module's docstring."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "streamops_bench"

    def __init__(self) -> None:
        super().__init__()
        self._path = os.environ["STREAMOPS_BENCH"]
        self._started: dict[str, float] = {}

    def _write(self, **entry: Any) -> None:
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry, default=str) + "\n")

    def _ended(self, result: Any, status: str) -> None:
        ended = time.monotonic()
        # 2.19 made the attributes public; 2.16 to 2.18 have them with an underscore only.
        task = getattr(result, "task", None) or result._task
        data = getattr(result, "result", None)
        data = data if isinstance(data, dict) else result._result
        kept = {name: data.get(name) for name in ("changed", "msg", "counts", "api")}
        if status == "failed":
            failed = [item for item in data.get("results", ()) if item.get("failed")]
            kept["msg"] = failed[0].get("msg") if failed else kept["msg"]
        if status == "ok" and kept["changed"]:
            status = "changed"
        self._write(
            event="task", task=task.get_name(), status=status, seconds=ended - self._started[task._uuid], **kept
        )
        # Its worker has nothing left to do but to end; only then its peak can be asked for.
        for worker in multiprocessing.active_children():
            worker.join(5)

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        super().v2_playbook_on_task_start(task, is_conditional)
        self._started[task._uuid] = time.monotonic()

    def v2_playbook_on_handler_task_start(self, task: Any) -> None:
        super().v2_playbook_on_handler_task_start(task)
        self._started[task._uuid] = time.monotonic()

    def v2_runner_on_ok(self, result: Any) -> None:
        super().v2_runner_on_ok(result)
        self._ended(result, "ok")

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        super().v2_runner_on_failed(result, ignore_errors)
        self._ended(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_skipped(self, result: Any) -> None:
        super().v2_runner_on_skipped(result)
        self._ended(result, "skipped")

    def v2_runner_on_unreachable(self, result: Any) -> None:
        super().v2_runner_on_unreachable(result)
        self._ended(result, "failed")

    def v2_playbook_on_stats(self, stats: Any) -> None:
        super().v2_playbook_on_stats(stats)
        self._write(event="end", main_peak=own_peak(), worker_peak=workers_peak())
