# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream Catalog: definitions of tags and of business metadata (data-catalog-v1, ``/catalog/v1/types/...``).

Bodies and answers are lists; an item that is refused has an ``error`` in an answer whose status is 200. What the
document leaves open follows what has been seen: one name that cannot be refuses the whole list (400), a new definition
is read and listed late (the setting ``catalog_index_delay``), a PUT keeps what it leaves out (Terraform's provider
sends name and description alone). DELETE knows no 404 in its document: what is not there is a 400, and so is what an
entity carries. Attributes of business metadata are only ever added to, and the service completes them.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..responses import json_response
from ..state import JsonObject, State
from ._catalog_common import Call, error, problem_of, refused

# What can be sent. Members of the service's own are taken and ignored.
_BOTH: dict[str, type] = {
    "name": str,
    "description": str,
    "options": dict,
    "attributeDefs": list,
    "serviceType": str,
    "typeVersion": str,
}
_OWN = {"category", "guid", "createdBy", "updatedBy", "createTime", "updateTime", "version"}
_ATTRIBUTE: dict[str, type] = {
    "name": str,
    "typeName": str,
    "isOptional": bool,
    "cardinality": str,
    "valuesMinCount": int,
    "valuesMaxCount": int,
    "isUnique": bool,
    "isIndexable": bool,
    "includeInNotification": bool,
    "defaultValue": str,
    "description": str,
    "searchWeight": int,
    "indexType": str,
    "constraints": list,
    "options": dict,
    "displayName": str,
}
_COMPLETED = {
    "typeName": "string",
    "isOptional": False,
    "cardinality": "SINGLE",
    "valuesMinCount": 1,
    "valuesMaxCount": 1,
    "isUnique": False,
    "isIndexable": True,
    "includeInNotification": False,
    "searchWeight": -1,
    "options": {"applicableEntityTypes": '["cf_entity"]', "maxStrLength": "5000"},
}
COLOR = re.compile("(PURPLE|BLUE|GREEN|YELLOW|ORANGE|RED|MAGENTA|NEUTRAL)_(LIGHT|DARK)")
NAME = re.compile("[a-zA-Z][a-zA-Z0-9_ ]*")


@dataclass(frozen=True)
class Sort:
    """One sort of definitions: its table and path, what can be sent, what a new one has, what an item is called."""

    table: str
    feature: str
    category: str
    what: str
    written: dict[str, type]
    new: dict[str, Any]

    @property
    def path(self) -> str:
        return f"/catalog/v1/types/{self.feature}"


TAGS = Sort(
    "tags",
    "tagdefs",
    "CLASSIFICATION",
    "TagDef",
    {**_BOTH, "color": str, "entityTypes": list, "superTypes": list, "subTypes": list},
    {"superTypes": [], "entityTypes": [], "subTypes": []},
)
BUSINESS = Sort(
    "business_metadata", "businessmetadatadefs", "BUSINESS_METADATA", "BusinessMetadataDef", _BOTH, {"options": {}}
)
InUse = Callable[[Call, str], bool]


def shown(call: Call, sort: Sort) -> dict[str, JsonObject]:
    """The definitions that can be read by now."""
    now = call.state.now()
    return {name: entry for name, entry in call.table(sort.table).items() if entry["shown_at"] <= now}


def add(state: State, sort: Sort, lsrc: str, item: JsonObject, principal: str) -> JsonObject:
    """A new definition of a registry: what is kept of it."""
    now = time.time()
    entry = {
        "shown_at": state.now() + state.settings.catalog_index_delay,
        "created_at": now,
        "updated_at": now,
        "number": 1,
        "definition": {
            "category": sort.category,
            "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{sort.table}/{item['name']}")),
            "createdBy": principal,
            "updatedBy": principal,
            "typeVersion": "1.0",
            "attributeDefs": [],
            **sort.new,
            **_written(sort, item),
        },
    }
    state.table(sort.table).setdefault(lsrc, {})[item["name"]] = entry
    return entry


def render(entry: JsonObject) -> JsonObject:
    """TagDef or BusinessMetadataDef."""
    times = {"createTime": int(entry["created_at"] * 1000), "updateTime": int(entry["updated_at"] * 1000)}
    return {**entry["definition"], **times, "version": entry["number"]}


def _written(sort: Sort, item: JsonObject) -> JsonObject:
    kept = {key: value for key, value in item.items() if key in sort.written}
    if sort is BUSINESS and "attributeDefs" in kept:
        kept["attributeDefs"] = [{**_COMPLETED, **attribute} for attribute in kept["attributeDefs"]]
    return kept


def _problem(sort: Sort, item: Any) -> str | None:
    """Why something is no definition."""
    problem = problem_of(item, sort.what, sort.written, _OWN)
    if problem:
        return problem
    if not NAME.fullmatch(item["name"]):
        return f"Invalid name {item['name']}: a letter, then letters, digits, spaces and _"
    if "color" in item and not COLOR.fullmatch(item["color"]):
        return f"Invalid color {item['color']}"
    problems = (problem_of(attribute, "AttributeDef", _ATTRIBUTE, set()) for attribute in item.get("attributeDefs", []))
    return next(filter(None, problems), None)


async def _stated(call: Call, sort: Sort) -> list[JsonObject]:
    """The definitions of the body; a 400 where one of them can be none."""
    items = await call.items()
    for item in items:
        problem = _problem(sort, item)
        if problem:
            raise error(400, problem)
    return items


def _made(call: Call, sort: Sort, item: JsonObject) -> JsonObject:
    if item["name"] in call.table(sort.table):
        return refused(item, 409, f"Given type {item['name']} already exists")
    return render(add(call.state, sort, call.lsrc, item, call.principal.id))


def _changed(call: Call, sort: Sort, item: JsonObject) -> JsonObject:
    name, entries = item["name"], call.table(sort.table)
    if name not in entries:
        return refused(item, 404, f"Given typename {name} was invalid")
    entry = entries[name]
    before = entry["definition"]
    fixed = before.get("entityTypes", [])
    if sorted(item.get("entityTypes", fixed)) != sorted(fixed):
        return refused(item, 400, f"entityTypes of {name} cannot be changed")
    if sort is BUSINESS and "attributeDefs" in item:
        types = {one["name"]: one.get("typeName", "string") for one in item["attributeDefs"]}
        lost = [one["name"] for one in before["attributeDefs"] if types.get(one["name"]) != one["typeName"]]
        if lost:
            return refused(item, 400, f"Attributes of {name} cannot be removed, nor their types changed: {lost}")
    before.update(_written(sort, item))
    before["updatedBy"] = call.principal.id
    entry.update(number=entry["number"] + 1, updated_at=time.time())
    return render(entry)


def routes(state: State, sort: Sort, in_use: InUse) -> list[BaseRoute]:
    """The routes of one sort of definitions. ``in_use``: whether an entity carries the one of that name."""

    def remove(environment: str) -> None:
        for lsrc, registry in state.schema_registries.items():
            if registry["environment"] == environment:
                state.table(sort.table).pop(lsrc, None)

    def seed(spec: JsonObject) -> list[str]:
        item = {**({"entityTypes": ["cf_entity"]} if sort is TAGS else {}), **spec["definition"], "name": spec["name"]}
        add(state, sort, spec["registry"], item, "u-seed")["shown_at"] = 0.0
        return [spec["name"]]

    state.on_delete_environment.append(remove)
    state.seeders[sort.table] = seed

    async def list_all(request: Request) -> Response:
        prefix = request.query_params.get("prefix", "")
        there = shown(Call(state, request, sort.feature), sort)
        return json_response([render(entry) for name, entry in there.items() if name.startswith(prefix)])

    async def create(request: Request) -> Response:
        call = Call(state, request, sort.feature)
        return call.results([_made(call, sort, item) for item in await _stated(call, sort)])

    async def update(request: Request) -> Response:
        call = Call(state, request, sort.feature)
        return call.results([_changed(call, sort, item) for item in await _stated(call, sort)])

    async def get(request: Request) -> Response:
        entry = shown(Call(state, request, sort.feature), sort).get(request.path_params["name"])
        if entry is None:
            raise error(404, f"Given typename {request.path_params['name']} was invalid")
        return json_response(render(entry))

    async def delete(request: Request) -> Response:
        call, name = Call(state, request, sort.feature), request.path_params["name"]
        if name not in call.table(sort.table):
            raise error(400, f"Given typename {name} was invalid")
        if in_use(call, name):
            raise error(400, f"Given type {name} has references")
        del call.table(sort.table)[name]
        return Response(status_code=204)

    return [
        Route(sort.path, list_all, methods=["GET"]),
        Route(sort.path, create, methods=["POST"]),
        Route(sort.path, update, methods=["PUT"]),
        Route(f"{sort.path}/{{name}}", get, methods=["GET"]),
        Route(f"{sort.path}/{{name}}", delete, methods=["DELETE"]),
    ]
