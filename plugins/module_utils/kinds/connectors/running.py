# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a connector runs: as it is wished, and its restart.

A restart is in no document of the API; Confluent's own MCP server sends it, as Kafka Connect has it. So it is tried
where somebody asks for it, and said plainly where the service does not know it.
"""

from __future__ import annotations

from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, ConfluentError
from ..._wire.http import Client
from . import config as settings
from .watch import FAILED, PAUSED, RUNNING, any_failed, any_running

STATES = dict(zip(settings.WISHES, (RUNNING, PAUSED), strict=True))
ON_FAILURE, ALWAYS = "failed", "always"
DEGRADED = "DEGRADED"  # some of its tasks have failed
UNKNOWN = (404, 405)  # how a service says that it has no such path, or no such verb on it


def broken(item: Object) -> bool:
    """Whether a connector or one of its tasks has failed. Pure."""
    return bool(item["status"] == FAILED or (item["status"] == RUNNING and any_failed(item["tasks"])))


def is_as(target: str, item: Object) -> bool:
    """Whether a connector that nothing was done to is as it is to be: what runs, runs with a task. Pure."""
    return bool(item["status"] == target and (target != RUNNING or any_running(item["tasks"])))


def status_difference(wanted: str, actual: Object) -> tuple[Any, Any] | None:
    """A connector on its way, or failed, is not resumed: it is waited for, restarted, or reported. Pure."""
    if STATES[wanted] == actual["status"] or (wanted == "running" and actual["status"] != PAUSED):
        return None
    return actual["status"], STATES[wanted]


def restart_difference(wanted: str, actual: Object, status: str) -> tuple[Any, Any] | None:
    """What a wished restart changes: of one that is paused, or is to be (`status`), nothing. Pure."""
    if STATES.get(status.lower()) == PAUSED:
        return None
    if wanted == ON_FAILURE:
        due = broken(actual) or (actual["status"] == DEGRADED and any_failed(actual["tasks"]))
    else:
        due = actual["status"] in (RUNNING, FAILED, DEGRADED)
    return (actual["status"], "restarted") if due else None


def _there(client: Client, path: str) -> bool:
    """Whether the connector is still there: of one that is not, every path is unknown. Raises ApiError."""
    try:
        client.get(path)
    except ApiError as error:
        if error.status != 404:
            raise
        return False
    return True


def ask(client: Client, path: str, wanted: str, label: str) -> None:
    """Ask for a restart of the connector and its tasks, or of what of them has failed. Raises ConfluentError where the
    service does not know it, and ApiError, also where the connector is gone. `path`: of the connector.
    """
    only = "true" if wanted == ON_FAILURE else "false"
    try:
        client.post(f"{path}/restart", None, {"includeTasks": "true", "onlyFailed": only})
    except ApiError as error:
        if error.status not in UNKNOWN or not _there(client, path):
            raise
        raise ConfluentError(
            f"The service does not know a restart, which is in no document of its API (it answered {error.status} to "
            f"{error.method} {error.path}). {label} is as before. Pause it (status: paused) and run again with status: "
            "running, or change a setting: both restart it."
        ) from error
