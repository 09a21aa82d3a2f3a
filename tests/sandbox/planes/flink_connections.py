# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink's connections of a region (flink-gateway-v1 document): an endpoint and what it takes to be let in there.

Not in the document, and so: what lets in is shown nowhere; a PUT changes that alone, whatever else it says, and is a
409 for a version that moved; ``connection_phase`` is the phase, but INVALID_AUTH where ``connection_refuses`` is in
what lets in.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from ..pages import list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import stamps
from ._flink_gateway import NAME, Call, mounted, uid_of, wrong

PLANE = "flink"


def _items(call: Call) -> list[JsonObject]:
    return [item for item in call.state.table("flink_connections").values() if call.here(item)]


def _found(call: Call) -> JsonObject:
    for item in _items(call):
        if item["name"] == call.name:
            return item
    raise wrong(404, f"The connection '{call.name}' does not exist", "not_found")


def _secret(spec: JsonObject) -> str:
    given = spec.get("auth_data") or {}
    data = given.get("data")
    if given.get("kind") != "PlaintextProvider" or not isinstance(data, str) or not data.startswith("{"):
        raise wrong(
            400, "auth_data is a PlaintextProvider with a JSON text", "invalid_configuration", "/spec/auth_data"
        )
    return data


def _shown(call: Call, item: JsonObject) -> JsonObject:
    """sql.v1.Connection."""
    settings = call.state.settings
    refused = bool(settings.connection_refuses) and settings.connection_refuses in item["secret"]
    phase = "INVALID_AUTH" if refused else settings.connection_phase
    return {
        "api_version": "sql/v1",
        "kind": "Connection",
        "metadata": {
            "self": call.url("connections", item["name"]),
            "created_at": item["created_at"],
            "updated_at": item["updated_at"],
            "uid": uid_of(item),
            "resource_version": f"c{item['written_at']}",
        },
        "name": item["name"],
        "spec": {
            "connection_type": item["type"],
            "endpoint": item["endpoint"],
            "auth_data": {"kind": "PlaintextProvider"},
        },
        "status": {"phase": phase, "detail": "" if phase == "ACTIVE" else f"Lookup failed: {item['endpoint']}"},
    }


async def list_all(call: Call) -> Response:
    call.demand("VIEW")
    kind = call.request.query_params.get("spec.connection_type")
    return list_response(
        call.request,
        call.state,
        [item for item in _items(call) if kind in (None, "", item["type"])],
        lambda item: _shown(call, item),
        api_version="sql/v1",
        kind="ConnectionList",
        filters=("spec.connection_type",),
        counted=False,
    )


async def create(call: Call) -> Response:
    call.demand("MANAGE")
    body = await call.body()
    name, spec = body.get("name"), body.get("spec") or {}
    if not isinstance(name, str) or not NAME.fullmatch(name) or len(name) > 100:
        raise wrong(400, "The name of the connection is not valid", "invalid_configuration", "/name")
    for member in ("connection_type", "endpoint"):
        if not isinstance(spec.get(member), str) or not spec[member]:
            raise wrong(400, f"{member} is required", "invalid_configuration", f"/spec/{member}")
    secret = _secret(spec)
    if any(item["name"] == name for item in _items(call)):
        raise wrong(409, f"The connection '{name}' already exists", "resource_already_exists")
    item = {
        **stamps(call.state),
        "name": name,
        "environment": call.environment,
        "region": call.region,
        "type": spec["connection_type"],
        "endpoint": spec["endpoint"],
        "secret": secret,
        "written_at": call.state.sequence(),
    }
    call.state.table("flink_connections")[call.key(name)] = item
    return json_response(_shown(call, item), 201)


async def get(call: Call) -> Response:
    call.demand("VIEW")
    return json_response(_shown(call, _found(call)))


async def change(call: Call) -> Response:
    call.demand("MANAGE")
    item, body = _found(call), await call.body()
    version = (body.get("metadata") or {}).get("resource_version")
    if not version:
        raise wrong(400, "metadata.resource_version is required", "invalid_configuration", "/metadata")
    if version != f"c{item['written_at']}":
        raise wrong(409, "The connection has changed since it was fetched", "conflict")
    item["secret"] = _secret(body.get("spec") or {})
    item.update(written_at=call.state.sequence(), updated_at=call.state.timestamp())
    return Response(status_code=200)


async def delete(call: Call) -> Response:
    call.demand("MANAGE")
    item = _found(call)
    del call.state.table("flink_connections")[call.key(item["name"])]
    return Response(status_code=200)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_flink/<cloud>.<region>``."""

    def environment_gone(environment: str) -> None:
        table = state.table("flink_connections")
        for key in [key for key, item in table.items() if item["environment"] == environment]:
            del table[key]

    state.on_delete_environment.append(environment_gone)
    return mounted(
        state,
        (
            ("GET", "/connections", list_all),
            ("POST", "/connections", create),
            ("GET", "/connections/{name}", get),
            ("PUT", "/connections/{name}", change),
            ("DELETE", "/connections/{name}", delete),
        ),
    )
