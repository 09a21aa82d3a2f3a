# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of a connector, and waiting for one of them (API_MAP B.7).

What the service shows right after a write may be old (facts/data-plane.md, S18): no status, no tasks, or those of
before. So RUNNING is believed where a task runs too, and both still do at a second look. Nothing in a status tells
under which settings a task began; new ones are known by a status that differs from that of before the write, or else by
time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..._declare.change import UPDATED, Change
from ..._declare.waiting import Wait
from ..._errors import ApiError, WaitFailed
from ..._wire.http import Client
from . import config as settings

RUNNING, PAUSED, FAILED, DELETED = "RUNNING", "PAUSED", "FAILED", "DELETED"
PENDING = frozenset({"NONE", "PROVISIONING", "DEGRADED"})
# How long an old failure may still be shown after a change that restarts the connector.
STALE_FAILURE = 30.0  # seconds
# How long tasks that look as before a change are taken for the old ones. Kafka Connect shows these for up to 0.2 s.
STALE_TASKS = 2.0  # seconds
HOW_TO_RESTART = (
    "Mend the cause. A change of config restarts the connector; without one, try restart: failed, or pause it (status: "
    "paused) and run again with status: running, for the documented API has no restart"
)


def any_running(tasks: Iterable[Mapping[str, Any]] | None) -> bool:
    """Whether one of a connector's tasks runs."""
    return any(task.get("state") == RUNNING for task in tasks or [])


def any_failed(tasks: Iterable[Mapping[str, Any]] | None) -> bool:
    """Whether one of a connector's tasks has failed."""
    return any(task.get("state") == FAILED for task in tasks or [])


class Watch:
    """Looks at a connector's status until it is as wanted. `path` is that of its status; `censored` hides secrets.

    `lasting`: to be RUNNING it has to run with a task, and again at a second look.
    """

    def __init__(
        self, client: Client, path: str, change: Change, censored: Callable[[str], str], lasting: bool = True
    ) -> None:
        self.client = client
        self.path = path
        self.change = change
        self.censored = censored
        self.lasting = lasting
        self.last: dict[str, Any] = {}
        self._before = (change.before or {}).get("_status") if change.operation == UPDATED else None
        self._ran_since: float | None = None

    def until(self, target: str | None, wait: Wait) -> None:
        """Wait for a state of the connector and its tasks, None: until it is gone.

        Raises WaitFailed, with the traces of the connector and of each failed task.
        """
        try:
            wait.until(lambda: self._look(target, wait))
        except WaitFailed as failure:
            if wait.seen[-1:] == [target] == [RUNNING] and not any_running(self.last.get("tasks")):
                failure.message += " None of its tasks runs."
            if settings.traces(self.last) and self.told() not in failure.message:
                failure.message += f" What it says: {self.told()}."
            raise

    def told(self) -> str:
        """What the connector and its tasks say of their failure."""
        return self.censored(settings.traces(self.last) or "the service gives no trace").rstrip(".")

    def _look(self, target: str | None, wait: Wait) -> tuple[bool, str, Any]:
        try:
            self.last = dict(self.client.get(self.path))
        except ApiError as error:
            if error.status != 404:
                raise
            if target is not None and (self.last or (self.change.before or {}).get("_status")):
                raise WaitFailed(f"{self.change.label} disappeared while it was waited for.") from error
            return target is None, "DELETED" if target is None else "NONE", None
        connector, tasks = self.last.get("connector") or {}, self.last.get("tasks")
        state = str(connector.get("state"))
        old = self._shows_old()
        if state == FAILED or (state == target == RUNNING and any_failed(tasks)):
            self._ran_since = None
            if target is None or (old and wait.seconds < STALE_FAILURE):
                return False, state, self.last
            raise WaitFailed(f"{self.change.label} is {state}: {self.told()}. {HOW_TO_RESTART}.", [*wait.seen, state])
        if target is None:
            return state == DELETED, state, self.last
        if target != RUNNING or not self.lasting:
            return state == target, state, self.last
        return self._lasts(state, tasks, STALE_TASKS if old else 0.0, wait), state, self.last

    def _lasts(self, state: str, tasks: Any, seconds: float, wait: Wait) -> bool:
        """Whether it runs, and did so at an earlier look, that many seconds ago."""
        if state != RUNNING or not any_running(tasks):
            self._ran_since = None
            return False
        if self._ran_since is None:
            self._ran_since = wait.clock()
            return False
        return wait.clock() - self._ran_since >= seconds

    def _shows_old(self) -> bool:
        """Whether the status is still that of before a change; once it was another one, it no longer counts as old."""
        if self._before is not None and _gist(self._before) != _gist(self.last):
            self._before = None
        return self._before is not None


def _gist(status: Mapping[str, Any]) -> Any:
    """What tells a status from another one: states and traces, of the connector and of each task."""
    connector = status.get("connector") or {}
    tasks = [
        (task.get("id"), task.get("state"), task.get("msg") or task.get("trace")) for task in status.get("tasks") or []
    ]
    return connector.get("state"), connector.get("trace") or None, tasks
