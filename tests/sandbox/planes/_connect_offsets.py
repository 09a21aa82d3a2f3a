# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Offsets of connectors: what they are, requests to alter them, what became of the last one (connect-v1, preview).

A request is accepted (202) and carried out later, by the clock (the setting ``connector_alteration``): PENDING, then
APPLIED or FAILED. One at a time: another one meanwhile is a 409. PATCH sets the partitions that it names, and takes
away those whose offset is null (as Kafka Connect 4.3 does); DELETE takes away those that it names, or all. Numbers in
place of which there are texts make the task of a sink fail, so such a request FAILS (users of the service, TF#551).
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from ..errors import ApiError
from ..state import State

Connector = dict[str, Any]
MESSAGE = "The Connect framework-managed offsets for this connector have been {} successfully."


def _error(status: int, message: str) -> ApiError:
    return ApiError("connect", status, message)


def _time(state: State) -> str:
    """The sandbox's own clock as a time of day."""
    then = datetime(2026, 3, 1, tzinfo=timezone.utc) + timedelta(seconds=state.now())
    return then.isoformat(timespec="milliseconds")


def settle(state: State, connector: Connector) -> None:
    """Carry out an alteration whose time has come."""
    altered = connector.get("alteration")
    if altered is None or altered["phase"] != "PENDING" or state.now() < altered["due_at"]:
        return
    kind, stated = altered["request"]["type"], altered["request"]["offsets"]
    fails = state.settings.connector_alteration_fails or _wrong(connector, stated)
    altered["phase"] = "FAILED" if fails else "APPLIED"
    if fails:
        altered["message"] = fails
        return
    altered["previous"] = list(connector["offsets"])
    altered["applied_at"] = _time(state)
    altered["message"] = MESSAGE.format("altered" if kind == "PATCH" else "reset")
    named = [item["partition"] for item in stated]
    left = [item for item in connector["offsets"] if item["partition"] not in named]
    if kind == "DELETE":
        connector["offsets"] = left if named else []
    else:
        connector["offsets"] = [*left, *(item for item in stated if item.get("offset") is not None)]


def _wrong(connector: Connector, stated: list[dict[str, Any]]) -> str:
    """Why a task of a sink would fail with such offsets; of a source the sandbox knows nothing."""
    if connector["type"] != "sink":
        return ""
    for item in stated:
        numbers = [item["partition"].get("kafka_partition", 0), (item.get("offset") or {}).get("kafka_offset", 0)]
        if any(isinstance(number, bool) or not isinstance(number, int) for number in numbers):
            return "class java.lang.String cannot be cast to class java.lang.Number"
    return ""


def shown(state: State, connector: Connector) -> dict[str, Any]:
    """ConnectorOffsets."""
    settle(state, connector)
    # Nothing moves by itself here: what was observed first is what there is until it is altered.
    observed = {"observed_at": (connector["alteration"] or {}).get("applied_at") or "2026-03-01T00:00:00+00:00"}
    return {"id": connector["id"], "name": connector["name"], "offsets": connector["offsets"], "metadata": observed}


def ask(state: State, connector: Connector, body: dict[str, Any]) -> dict[str, Any]:
    """Take a request (AlterOffsetRequestInfo)."""
    settle(state, connector)
    unknown = sorted(set(body) - {"type", "offsets"})
    offsets = body.get("offsets")
    if unknown or body.get("type") not in ("PATCH", "DELETE"):
        raise _error(400, f"Invalid request to alter offsets: {', '.join(unknown) or 'type must be PATCH or DELETE'}")
    if not isinstance(offsets, (list, type(None))) or (body["type"] == "PATCH" and not offsets):
        raise _error(400, "Invalid request to alter offsets: offsets must be a list that is not empty")
    for item in offsets or []:
        if not isinstance(item, dict) or not isinstance(item.get("partition"), dict) or not item["partition"]:
            raise _error(400, "Invalid request to alter offsets: each of them needs a partition")
    if (connector.get("alteration") or {}).get("phase") == "PENDING":
        raise _error(409, "Another request to alter the offsets of this connector is in progress")
    request = {
        "id": connector["id"],
        "name": connector["name"],
        "offsets": offsets or [],
        "requested_at": _time(state),
        "type": body["type"],
    }
    connector["alteration"] = {
        "request": request,
        "phase": "PENDING",
        "due_at": state.now() + state.settings.connector_alteration,
    }
    return request


def last(state: State, connector: Connector) -> dict[str, Any]:
    """AlterOffsetStatus of the last request; a 404 where there was none."""
    settle(state, connector)
    altered = connector.get("alteration")
    if altered is None:
        raise _error(404, "There is no request to alter the offsets of this connector")
    phase = {key: altered[key] for key in ("phase", "message") if key in altered}
    told = {"request": altered["request"], "status": phase, "applied_at": altered.get("applied_at")}
    return {**told, **({"previous_offsets": altered["previous"]} if "previous" in altered else {})}
