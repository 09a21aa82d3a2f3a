# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema exporters of Schema Registry (schema-registry-v1, "Exporters").

By the document: answers to writes hold the name only, all members of a PUT are optional, the state is read apart from
the object. Not in the document, and so:

* a new exporter is STARTING for ``exporter_starting`` and RUNNING then; a pause takes effect after
  ``exporter_pausing``;
* a DELETE of what is not paused is the same 409/40963 as a PUT (Terraform's provider pauses before it deletes);
* a pause of what is paused is a 200;
* what the ``config`` shows of secrets is ``exporter_secrets``: the document lists ``basic.auth.user.info`` among what
  is answered and does not say whether it is masked.

What they copy: ``_exporter_copies``. The offset is the number of subjects, and 0 while the exporter has not run since
it was made or reset.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..state import JsonObject, State
from ._exporter_copies import copy, state_of
from ._registry_call import Call, Handler, answer
from ._registry_model import error

PLANE = "schema_registry"

CONTEXT_TYPES = ("AUTO", "CUSTOM", "NONE")
TEXTS = ("contextType", "context", "subjectRenameFormat", "kekRenameFormat")
SECRETS = ("basic.auth.user.info", "bearer.auth.client.secret", "bearer.auth.token")
MASK = "[hidden]"
MOST = 10  # exporters of a registry


def _exporters(call: Call) -> dict[str, JsonObject]:
    return call.state.exporters.setdefault(call.lsrc, {})


def _found(call: Call) -> JsonObject:
    name = call.request.path_params["name"]
    item = _exporters(call).get(name)
    if item is None:
        raise error(404, 40450, f"Exporter {name} not found")
    return item


def _turn(call: Call, item: JsonObject, state: str) -> None:
    settings = call.state.settings
    takes = settings.exporter_starting if state == "RUNNING" else settings.exporter_pausing
    item["state"], item["reached_at"] = state, call.state.now() + takes
    item["fresh"] = item["fresh"] and state == "PAUSED"


def _demand_paused(call: Call, item: JsonObject) -> None:
    if state_of(call.state, item) != "PAUSED":
        raise error(409, 40963, f"Exporter {item['name']} is not paused")


def _members(body: JsonObject, before: JsonObject) -> JsonObject:
    """The members of an exporter that a body gives, over what there is. Others are ignored, as the registry does."""
    given = {name: body[name] for name in (*TEXTS, "subjects", "config") if body.get(name) is not None}
    for name in TEXTS:
        if not isinstance(given.get(name, ""), str):
            raise error(400, 400, f"{name} must be a text")
    subjects, config = given.get("subjects", []), given.get("config", {})
    if not isinstance(subjects, list) or not all(isinstance(subject, str) and subject for subject in subjects):
        raise error(409, 40952, "Invalid exporter subjects")
    if not isinstance(config, dict) or not all(isinstance(value, str) for value in config.values()):
        raise error(409, 40951, "Missing or invalid exporter config")
    item = {"contextType": "AUTO", "subjects": [], **before, **given}
    if item["contextType"] not in CONTEXT_TYPES:
        raise error(400, 400, f"Unknown context type {item['contextType']}")
    if item["contextType"] == "CUSTOM" and not item.get("context"):
        raise error(400, 400, "A custom context type needs a context")
    return item


def _config(call: Call, item: JsonObject) -> dict[str, str]:
    shown = call.state.settings.exporter_secrets
    if shown == "plain":
        return dict(item["config"])
    secrets = {name: MASK for name in SECRETS if name in item["config"]} if shown == "masked" else {}
    return {**{name: value for name, value in item["config"].items() if name not in SECRETS}, **secrets}


async def list_exporters(call: Call) -> Response:
    call.demand_global("READ")
    return answer(sorted(_exporters(call)))


async def create(call: Call) -> Response:
    call.demand_global("WRITE")
    body = await call.body()
    name, exporters = body.get("name"), _exporters(call)
    if not isinstance(name, str) or not name:
        raise error(409, 40950, "Missing or invalid exporter name")
    if not body.get("config"):
        raise error(409, 40951, "Missing or invalid exporter config")
    if name in exporters:
        raise error(409, 40960, f"Exporter {name} already exists")
    if len(exporters) >= MOST:
        raise error(409, 40964, "Too many exporters")
    item = {**_members(body, {}), "name": name, "fresh": True}
    _turn(call, item, "RUNNING")
    exporters[name] = item
    return answer({"name": name})


async def get(call: Call) -> Response:
    call.demand_global("READ")
    item = _found(call)
    members = {name: item[name] for name in ("name", *TEXTS, "subjects") if name in item}
    return answer({**members, "config": _config(call, item)})


async def change(call: Call) -> Response:
    call.demand_global("WRITE")
    body, item = await call.body(), _found(call)
    _demand_paused(call, item)
    item.update(_members(body, item))
    return answer({"name": item["name"]})


async def delete(call: Call) -> Response:
    call.demand_global("WRITE")
    item = _found(call)
    _demand_paused(call, item)
    del _exporters(call)[item["name"]]
    return Response(status_code=204)


async def get_status(call: Call) -> Response:
    call.demand_global("READ")
    item = _found(call)
    state = state_of(call.state, item)
    trouble = copy(call.state, call.lsrc, item) if state == "RUNNING" else ""
    fresh = item["fresh"] or state == "STARTING"
    shown: dict[str, Any] = {
        "name": item["name"],
        "state": state,
        "offset": 0 if fresh else len(call.registry.subjects),
    }
    return answer({**shown, "ts": int(item["reached_at"]), "trace": call.state.settings.exporter_trace or trouble})


async def get_config(call: Call) -> Response:
    call.demand_global("READ")
    return answer(_config(call, _found(call)))


async def change_config(call: Call) -> Response:
    call.demand_global("WRITE")
    body, item = await call.body(), _found(call)
    _demand_paused(call, item)
    item.update(_members({"config": body}, item))
    return answer({"name": item["name"]})


async def pause(call: Call) -> Response:
    call.demand_global("WRITE")
    item = _found(call)
    if item["state"] != "PAUSED":
        _turn(call, item, "PAUSED")
    return answer({"name": item["name"]})


async def resume(call: Call) -> Response:
    call.demand_global("WRITE")
    item = _found(call)
    if item["state"] == "RUNNING":
        raise error(409, 40961, f"Exporter {item['name']} is already running")
    _turn(call, item, "RUNNING")
    return answer({"name": item["name"]})


async def reset(call: Call) -> Response:
    call.demand_global("WRITE")
    item = _found(call)
    _demand_paused(call, item)
    item["fresh"] = True
    return answer({"name": item["name"]})


_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/exporters", list_exporters),
    ("POST", "/exporters", create),
    ("GET", "/exporters/{name}", get),
    ("PUT", "/exporters/{name}", change),
    ("DELETE", "/exporters/{name}", delete),
    ("GET", "/exporters/{name}/status", get_status),
    ("GET", "/exporters/{name}/config", get_config),
    ("PUT", "/exporters/{name}/config", change_config),
    ("PUT", "/exporters/{name}/pause", pause),
    ("PUT", "/exporters/{name}/resume", resume),
    ("PUT", "/exporters/{name}/reset", reset),
)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_sr/<lsrc>``."""

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(Call(state, request))

        return serve

    return [Route(path, endpoint(handler), methods=[method]) for method, path, handler in _ROUTES]
