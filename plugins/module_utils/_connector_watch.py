# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of a connector, and waiting for one of them (API_MAP B.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils import _connector_config as settings
from ansible_collections.streamops.confluent.plugins.module_utils._apply import Wait
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, WaitFailed
from ansible_collections.streamops.confluent.plugins.module_utils._http import Client
from ansible_collections.streamops.confluent.plugins.module_utils._plan import CREATED, UPDATED, Change

RUNNING, PAUSED, FAILED = "RUNNING", "PAUSED", "FAILED"
PENDING = frozenset({"NONE", "PROVISIONING", "DEGRADED"})
# How long an old failure may still be shown after a change that restarts the connector.
STALE_FAILURE = 30.0  # seconds
HOW_TO_RESTART = (
    "Mend the cause. A change of config restarts the connector; without one, pause it (status: paused) and run again "
    "with status: running, for the API has no restart"
)


def any_failed(tasks: Iterable[Mapping[str, Any]] | None) -> bool:
    """Whether one of a connector's tasks has failed."""
    return any(task.get("state") == FAILED for task in tasks or [])


class Watch:
    """Looks at a connector's status until it is as wanted. `path` is that of its status; `censored` hides secrets."""

    def __init__(self, client: Client, path: str, change: Change, censored: Callable[[str], str]) -> None:
        self.client = client
        self.path = path
        self.change = change
        self.censored = censored
        self.last: dict[str, Any] = {}

    def until(self, target: str | None, wait: Wait) -> None:
        """Wait for a state of the connector and its tasks, None: until it is gone.

        Raises WaitFailed, with the traces of the connector and of each failed task.
        """
        try:
            wait.until(lambda: self._look(target, wait))
        except WaitFailed as failure:
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
            if target is not None and (self.last or self.change.operation != CREATED):
                raise WaitFailed(f"{self.change.label} disappeared while it was waited for.") from error
            return target is None, "DELETED" if target is None else "NONE", None
        state = str((self.last.get("connector") or {}).get("state"))
        broken = state == FAILED or (state == target == RUNNING and any_failed(self.last.get("tasks")))
        if target is None or not broken:
            return state == target, state, self.last
        # What failed before an update may be shown for a moment after it.
        if self.change.operation == UPDATED and self._was_broken() and wait.seconds < STALE_FAILURE:
            return False, state, self.last
        raise WaitFailed(f"{self.change.label} is {state}: {self.told()}. {HOW_TO_RESTART}.", [*wait.seen, state])

    def _was_broken(self) -> bool:
        before = self.change.before or {}
        return before.get("status") == FAILED or any_failed(before.get("tasks"))
