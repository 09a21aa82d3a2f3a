# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream Catalog: definitions of tags (data-catalog-v1, ``/catalog/v1/types/tagdefs``).

Bodies and answers are lists; an item that is refused has an ``error`` in an answer whose status is 200. What the
document leaves open follows what has been seen: one name that cannot be refuses the whole list (400), a new tag is read
and listed late (the setting ``catalog_index_delay``), a PUT keeps what it leaves out (Terraform's provider sends name
and description alone). DELETE knows no 404 in its document: what is not there is a 400. Not imitated: tags on entities,
attributes of tags, business metadata.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State

PLANE = "schema_registry"
PATH = "/catalog/v1/types/tagdefs"
# TagDef: what can be sent. Members of the service's own are taken and ignored.
WRITTEN = {
    "name": str,
    "description": str,
    "color": str,
    "entityTypes": list,
    "options": dict,
    "attributeDefs": list,
    "superTypes": list,
    "subTypes": list,
    "serviceType": str,
    "typeVersion": str,
}
OWN = {"category", "guid", "createdBy", "updatedBy", "createTime", "updateTime", "version"}
COLOR = re.compile("(PURPLE|BLUE|GREEN|YELLOW|ORANGE|RED|MAGENTA|NEUTRAL)_(LIGHT|DARK)")
NAME = re.compile("[a-zA-Z][a-zA-Z0-9_ ]*")


def _error(status: int, message: str) -> ApiError:
    return ApiError(PLANE, status, message, status)


class Catalog:
    """One request: the tags of the registry in question, after a look at who asks."""

    def __init__(self, state: State, request: Request) -> None:
        self.state, self.request = state, request
        self.lsrc: str = request.path_params["lsrc"]
        self.principal = auth.require(request, state, PLANE, resource=self.lsrc)
        operation = "VIEW" if request.method == "GET" else "MANAGE_CATALOG"
        if not auth.allowed(state, self.principal, operation, state.schema_registry_crn(self.lsrc)):
            raise _error(403, "User is denied operation on the catalog")
        self.tags: dict[str, JsonObject] = state.table("tags").setdefault(self.lsrc, {})

    def shown(self) -> dict[str, JsonObject]:
        """What can be read by now."""
        return {name: tag for name, tag in self.tags.items() if tag["shown_at"] <= self.state.now()}

    async def stated(self) -> list[JsonObject]:
        """The definitions of the body; a 400 where one of them can be none."""
        try:
            body = json.loads(await self.request.body())
        except ValueError as exc:
            raise _error(400, f"The request body is not valid JSON: {exc}") from exc
        if not isinstance(body, list):
            raise _error(400, "The request body must be an array")
        for item in body:
            problem = _problem(item)
            if problem:
                raise _error(400, problem)
        return body

    def made(self, item: JsonObject) -> JsonObject:
        if item["name"] in self.tags:
            return _refused(item, 409, f"Given type {item['name']} already exists")
        return render(add(self.state, self.lsrc, item, self.principal.id))

    def changed(self, item: JsonObject) -> JsonObject:
        name = item["name"]
        if name not in self.tags:
            return _refused(item, 404, f"Given typename {name} was invalid")
        entry = self.tags[name]
        before = entry["tag"]["entityTypes"]
        if sorted(item.get("entityTypes", before)) != sorted(before):
            return _refused(item, 400, f"entityTypes of {name} cannot be changed")
        entry["tag"].update(_written(item))
        entry["tag"]["updatedBy"] = self.principal.id
        entry.update(number=entry["number"] + 1, updated_at=time.time())
        return render(entry)

    def results(self, items: list[JsonObject]) -> Response:
        """In the order of the request, or with the setting in another: the document promises none."""
        return json_response(items[::-1] if self.state.settings.catalog_reversed else items)


def add(state: State, lsrc: str, item: JsonObject, principal: str) -> JsonObject:
    """A new tag of a registry: what is kept of it."""
    now = time.time()
    entry = {
        "shown_at": state.now() + state.settings.catalog_index_delay,
        "created_at": now,
        "updated_at": now,
        "number": 1,
        "tag": {
            "category": "CLASSIFICATION",
            "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, item["name"])),
            "createdBy": principal,
            "updatedBy": principal,
            "typeVersion": "1.0",
            "attributeDefs": [],
            "superTypes": [],
            "entityTypes": [],
            "subTypes": [],
            **_written(item),
        },
    }
    state.table("tags").setdefault(lsrc, {})[item["name"]] = entry
    return entry


def render(entry: JsonObject) -> JsonObject:
    """TagDef."""
    times = {"createTime": int(entry["created_at"] * 1000), "updateTime": int(entry["updated_at"] * 1000)}
    return {**entry["tag"], **times, "version": entry["number"]}


def _written(item: JsonObject) -> JsonObject:
    return {key: value for key, value in item.items() if key in WRITTEN}


def _problem(item: Any) -> str | None:
    """Why something is no definition of a tag."""
    if not isinstance(item, dict) or not isinstance(item.get("name"), str):
        return "A tag definition must be an object with a name"
    unknown = sorted(set(item) - set(WRITTEN) - OWN)
    wrong = [key for key, kind in WRITTEN.items() if key in item and not isinstance(item[key], kind)]
    if unknown or wrong:
        return f"Cannot deserialize TagDef: {', '.join(unknown or wrong)}"
    if not NAME.fullmatch(item["name"]):
        return f"Invalid name {item['name']}: a letter, then letters, digits, spaces and _"
    if "color" in item and not COLOR.fullmatch(item["color"]):
        return f"Invalid color {item['color']}"
    return None


def _refused(item: JsonObject, code: int, message: str) -> JsonObject:
    return {"name": item["name"], "error": {"error_code": code, "message": message}}


def routes(state: State) -> list[BaseRoute]:
    """The routes of the definitions of tags."""

    def remove(environment: str) -> None:
        for lsrc, registry in state.schema_registries.items():
            if registry["environment"] == environment:
                state.table("tags").pop(lsrc, None)

    def seed(spec: JsonObject) -> list[str]:
        item = {"entityTypes": ["cf_entity"], **spec["definition"], "name": spec["name"]}
        add(state, spec["registry"], item, "u-seed")["shown_at"] = 0.0
        return [spec["name"]]

    state.on_delete_environment.append(remove)
    state.seeders["tags"] = seed

    async def list_all(request: Request) -> Response:
        prefix = request.query_params.get("prefix", "")
        shown = Catalog(state, request).shown()
        return json_response([render(entry) for name, entry in shown.items() if name.startswith(prefix)])

    async def create(request: Request) -> Response:
        catalog = Catalog(state, request)
        return catalog.results([catalog.made(item) for item in await catalog.stated()])

    async def update(request: Request) -> Response:
        catalog = Catalog(state, request)
        return catalog.results([catalog.changed(item) for item in await catalog.stated()])

    async def get(request: Request) -> Response:
        entry = Catalog(state, request).shown().get(request.path_params["name"])
        if entry is None:
            raise _error(404, f"Given typename {request.path_params['name']} was invalid")
        return json_response(render(entry))

    async def delete(request: Request) -> Response:
        catalog, name = Catalog(state, request), request.path_params["name"]
        if catalog.tags.pop(name, None) is None:
            raise _error(400, f"Given typename {name} was invalid")
        return Response(status_code=204)

    return [
        Route(PATH, list_all, methods=["GET"]),
        Route(PATH, create, methods=["POST"]),
        Route(PATH, update, methods=["PUT"]),
        Route(f"{PATH}/{{name}}", get, methods=["GET"]),
        Route(f"{PATH}/{{name}}", delete, methods=["DELETE"]),
    ]
