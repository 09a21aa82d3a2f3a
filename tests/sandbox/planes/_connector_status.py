# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What state a connector and its tasks are in at a moment: by the clock, or by a script that a test has set.

States of the connect-v1 document: NONE, PROVISIONING, RUNNING, DEGRADED, FAILED, PAUSED, DELETED. What follows a write
comes late, as it was seen on Kafka Connect 4.3 (facts/data-plane.md, S18), each by a setting of its own:

* a new connector has no status for ``connector_status_delay``, is PROVISIONING for ``connector_provisioning``, then
  RUNNING without tasks for ``connector_task_delay``, then RUNNING with tasks;
* a pause or resume that was accepted counts from ``connector_lifecycle`` later on, for the tasks
  ``connector_task_delay`` later still;
* new settings show the old status for ``connector_reconfiguration``; a paused connector stays paused;
* a deleted connector keeps a status, of type unknown, for ``connector_remains``.

A script says what is shown from its beginning on: a connector that is born with one has a status at once.
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
        old = tasks(connector, _step(connector, pending["at"]))
        connector["old_tasks"] = {"tasks": old, "until": pending["at"] + state.settings.connector_task_delay}
        connector["paused"] = pending["paused"]
        connector["pending"] = None
        if not pending["paused"]:
            restart(state, connector)


def request(state: State, connector: Connector, *, paused: bool) -> None:
    """Accept a pause or resume."""
    settle(state, connector)
    connector["pending"] = {"paused": paused, "at": state.now() + state.settings.connector_lifecycle}
    settle(state, connector)


def reconfigure(state: State, connector: Connector) -> None:
    """Before new settings are taken: what the connector shows now it goes on showing for a moment."""
    until = state.now() + state.settings.connector_reconfiguration
    connector["old_status"] = {"status": status(state, connector), "until": until}


def remains(state: State, connector: Connector) -> dict[str, Any]:
    """What is left of a connector that is being deleted: a status, and until when it can be read."""
    last = {**status(state, connector), "type": "unknown"}
    return {"status": last, "until": state.now() + state.settings.connector_remains}


def has_status(state: State, connector: Connector) -> bool:
    """Whether the connector has a status yet."""
    return connector["script"] is not None or state.now() >= connector["status_at"]


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
    return _step(connector, state.now())


def _step(connector: Connector, now: float) -> dict[str, Any]:
    if connector["paused"]:
        return {"state": "PAUSED", "trace": "", "tasks": None}
    script = connector["script"]
    if script is not None:
        left = now - script["since"]
        for item in script["states"]:
            if left < item["seconds"]:
                break
            left -= item["seconds"]
        own = item["tasks"] if item["tasks"] is not None else script["tasks"]
        return {**item, "tasks": None if item["state"] == "PROVISIONING" else own}
    name = "PROVISIONING" if now < connector["provisioned_at"] else "RUNNING"
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
    now, moment = current(state, connector), state.now()
    old = connector["old_status"]
    if old is not None and moment < old["until"]:
        return dict(old["status"])
    return {
        "name": connector["name"],
        "connector": {"state": now["state"], "worker_id": connector["name"], "trace": now["trace"]},
        "tasks": _tasks_by_now(connector, now, moment),
        "type": connector["type"],
    }


def _tasks_by_now(connector: Connector, now: dict[str, Any], moment: float) -> list[dict[str, Any]]:
    """The tasks that a status shows: those of a new connector, and the states of those of an old one, come late."""
    if connector["script"] is not None:
        return tasks(connector, now)
    if moment < connector["tasks_at"]:
        return []
    old = connector["old_tasks"]
    return list(old["tasks"]) if old is not None and moment < old["until"] else tasks(connector, now)
