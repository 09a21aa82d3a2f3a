# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A callback that writes every result of a playbook as one JSON line, for tests and tools to read.

ansible-core's own callbacks are for people; the JSON one is in another collection. Lines of the file that the
environment variable STREAMOPS_RESULTS names:

    {"event": "play", "name": ..., "hosts": [...]}
    {"event": "task", "task": ..., "action": ..., "host": ..., "status": ..., "loop_item": bool, "ignored": bool,
     "result": {...}, "seconds": ...}
    {"event": "stats", "hosts": {host: {"ok", "changed", "failures", "unreachable", "skipped", "rescued", "ignored"}}}

``status`` is ok, changed, failed, skipped or unreachable. A loop gives one line per item and one for the whole task.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: streamops_results
type: notification
short_description: Write results as JSON lines
description: Writes every result to the file that the environment variable C(STREAMOPS_RESULTS) names.
requirements: []
"""


class CallbackModule(CallbackBase):
    """See the module's docstring."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "streamops_results"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self) -> None:
        super().__init__()
        self._path = os.environ.get("STREAMOPS_RESULTS")
        self._started: dict[str, float] = {}
        self.disabled = not self._path

    def _write(self, **entry: Any) -> None:
        if self._path:
            with open(self._path, "a", encoding="utf-8") as file:
                file.write(json.dumps(entry, default=str) + "\n")

    def _task(self, result: Any, status: str, *, loop_item: bool = False) -> None:
        # 2.19 made the attributes public; 2.16 to 2.18 have them with an underscore only.
        task = getattr(result, "task", None) or result._task
        host = getattr(result, "host", None) or result._host
        data = getattr(result, "result", None)
        data = data if isinstance(data, dict) else result._result
        # _dump_results censors no_log results and drops internal keys, as for what people see.
        clean = json.loads(self._dump_results(data, indent=0))
        if status == "ok" and clean.get("changed"):
            status = "changed"
        self._write(
            event="task",
            task=task.get_name(),
            action=task.action,
            host=host.get_name(),
            status=status,
            loop_item=loop_item,
            ignored=bool(task.ignore_errors),
            result=clean,
            seconds=round(time.monotonic() - self._started.get(task._uuid, time.monotonic()), 3),
        )

    def v2_playbook_on_play_start(self, play: Any) -> None:
        self._write(event="play", name=play.get_name(), hosts=play.hosts)

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        self._started[task._uuid] = time.monotonic()

    def v2_playbook_on_handler_task_start(self, task: Any) -> None:
        self._started[task._uuid] = time.monotonic()

    def v2_runner_on_ok(self, result: Any) -> None:
        self._task(result, "ok")

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._task(result, "failed")

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._task(result, "skipped")

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._task(result, "unreachable")

    def v2_runner_item_on_ok(self, result: Any) -> None:
        self._task(result, "ok", loop_item=True)

    def v2_runner_item_on_failed(self, result: Any) -> None:
        self._task(result, "failed", loop_item=True)

    def v2_runner_item_on_skipped(self, result: Any) -> None:
        self._task(result, "skipped", loop_item=True)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self._write(event="stats", hosts={host: stats.summarize(host) for host in sorted(stats.processed)})
