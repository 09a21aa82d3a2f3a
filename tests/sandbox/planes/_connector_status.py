# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What state a connector and its tasks are in at a moment: by the clock, or by a script that a test has set.

States of the connect-v1 document: NONE, PROVISIONING, RUNNING, DEGRADED, FAILED, PAUSED, DELETED. Without a script a
connector is PROVISIONING for ``settings.connector_provisioning`` and then RUNNING; a pause or resume that was
accepted counts from ``settings.connector_lifecycle`` later on.
"""

from __future__ import annotations

from typing import Any

from ..state import State

STATES = ("NONE", "PROVISIONING", "RUNNING", "DEGRADED", "FAILED", "PAUSED", "DELETED")
Connector = dict[str, Any]


def step(raw: Any) -> dict[str, Any]:
    """One step of a script, given as ``[state, seconds, trace?]`` or ``{"state", "seconds", "trace", "tasks"}``."""
    fields = raw if isinstance(raw, dict) else dict(zip(("state", "seconds", "trace"), raw, strict=False))
    if fields.get("state") not in STATES:
        raise ValueError(f"unknown connector state {fields.get('state')!r}; known: {', '.join(STATES)}")
    return {
        "state": fields["state"],
        "seconds": float(fields.get("seconds") or 0),
        "trace": fields.get("trace") or "",
        "tasks": fields.get("tasks"),
    }


def settle(state: State, connector: Connector) -> None:
    """Carry out a pause or resume whose time has come."""
    pending = connector["pending"]
    if pending is not None and pending["at"] <= state.now():
        connector["paused"] = pending["paused"]
        connector["pending"] = None
        if not pending["paused"]:
            restart(state, connector)


def request(state: State, connector: Connector, *, paused: bool) -> None:
    """Accept a pause or resume."""
    settle(state, connector)
    connector["pending"] = {"paused": paused, "at": state.now() + state.settings.connector_lifecycle}
    settle(state, connector)


def restart(state: State, connector: Connector) -> None:
    """A resumed or reconfigured connector leaves its script, if that has come to its end and does not say
    ``sticky``."""
    script = connector["script"]
    if script is None:
        return
    elapsed = state.now() - script["since"]
    if not script["sticky"] and elapsed >= sum(item["seconds"] for item in script["states"][:-1]):
        connector["script"] = None
        connector["provisioned_at"] = state.now() + state.settings.connector_provisioning


def current(state: State, connector: Connector) -> dict[str, Any]:
    """The step that a connector is in: ``{"state", "trace", "tasks"}`` (tasks None = made from the state)."""
    settle(state, connector)
    if connector["paused"]:
        return {"state": "PAUSED", "trace": "", "tasks": None}
    script = connector["script"]
    if script is not None:
        left = state.now() - script["since"]
        for item in script["states"]:
            if left < item["seconds"]:
                break
            left -= item["seconds"]
        tasks = item["tasks"] if item["tasks"] is not None else script["tasks"]
        return {**item, "tasks": None if item["state"] == "PROVISIONING" else tasks}
    name = "PROVISIONING" if state.now() < connector["provisioned_at"] else "RUNNING"
    return {"state": name, "trace": "", "tasks": None}


def tasks(connector: Connector, now: dict[str, Any]) -> list[dict[str, Any]]:
    """The tasks of a connector in the API's shape: ``{"id", "state", "worker_id", "msg"}``."""
    worker = connector["name"]
    if now["tasks"] is not None:
        return [
            {"id": index, "state": "RUNNING", "worker_id": worker, "msg": "", **_task(given)}
            for index, given in enumerate(now["tasks"])
        ]
    if now["state"] in ("NONE", "PROVISIONING", "DELETED"):
        return []
    made = [
        {"id": index, "state": now["state"], "worker_id": worker, "msg": now["trace"]}
        for index in range(connector["task_count"])
    ]
    if now["state"] == "DEGRADED":
        for index, task in enumerate(made):
            task.update({"state": "RUNNING", "msg": ""} if index else {"state": "FAILED"})
    return made


def _task(given: Any) -> dict[str, Any]:
    """A scripted task: a state, ``[state, trace]`` or an object (``trace`` is another word for ``msg``)."""
    if isinstance(given, str):
        return {"state": given}
    if isinstance(given, list):
        return {"state": given[0], "msg": given[1] if len(given) > 1 else ""}
    fields = dict(given)
    if "trace" in fields:
        fields["msg"] = fields.pop("trace")
    return fields


def status(state: State, connector: Connector) -> dict[str, Any]:
    """The answer of ``GET .../status``."""
    now = current(state, connector)
    return {
        "name": connector["name"],
        "connector": {"state": now["state"], "worker_id": connector["name"], "trace": now["trace"]},
        "tasks": tasks(connector, now),
        "type": connector["type"],
    }
