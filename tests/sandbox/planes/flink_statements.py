# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink SQL statements of a region (flink-gateway-v1 document).

By the document: a PUT is a 202 without a body and has to bring the version that was read (otherwise 409); a DELETE is a
202; results come by an opaque page token. As users met it (and no document says):

* a statement that is made ``stopped`` runs all the same; other properties of a PUT are taken with a 202, and nothing
  comes of them; secret properties come back masked;
* a deleted statement is DELETING, and listed, for ``statement_deleting``;
* results that are asked for too early are a 409; statements that do not run are gone after ``statement_lifetime``;
* an unbounded query that nobody reads is stopped by Flink itself after ``statement_unread``.

Seeds: ``flink_results`` (sql, columns, rows as [op, row] or row, bounded), ``flink_scripts`` (name, phases as [seconds,
phase], detail).
"""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from ..pages import list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import stamps
from ._flink_gateway import NAME, Call, mounted, uid_of, wrong
from ._flink_life import OFFSETS_OF, at, begin, gone, is_bounded, is_query, kind_of, plain, seeded, turn

PLANE = "flink"
MASK = "*******"
_CONNECTION = re.compile(r"connection'\s*=\s*'([^']+)'")
LONGEST = 131_072


def _items(call: Call) -> list[JsonObject]:
    """The statements of the environment in this region."""
    table = call.state.table("flink_statements")
    for key in [key for key, item in table.items() if gone(call.state, item)]:
        del table[key]
    return [item for item in table.values() if call.here(item)]


def _found(call: Call) -> JsonObject:
    for item in _items(call):
        if item["name"] == call.name:
            return item
    raise wrong(404, f"The statement '{call.name}' does not exist", "not_found")


def _version(state: State, item: JsonObject) -> str:
    """It moves when the service changes the statement, too."""
    return f"v{item['written_at']}{at(state, item)[1].lower()}"


def _shown(call: Call, item: JsonObject) -> JsonObject:
    """sql.v1.Statement."""
    _since, phase, words = at(call.state, item)
    secrets = {name: MASK for name in item["properties"] if name.startswith("sql.secrets.")}
    traits: JsonObject = {"sql_kind": kind_of(item["statement"]), "is_bounded": is_bounded(call.state, item)}
    known, named = seeded(call.state, item), _CONNECTION.findall(item["statement"])
    if named:
        traits["connection_refs"] = named
    if known:
        columns = [
            {"name": name, "type": {"type": "VARCHAR", "nullable": True, "length": 2147483647}}
            for name in known["columns"]
        ]
        traits.update(is_append_only=known["append_only"], schema={"columns": columns})
    return {
        "api_version": "sql/v1",
        "kind": "Statement",
        "metadata": {
            "self": call.url("statements", item["name"]),
            "created_at": item["created_at"],
            "updated_at": item["updated_at"],
            "uid": uid_of(item),
            "resource_version": _version(call.state, item),
            "labels": item["labels"],
        },
        "name": item["name"],
        "organization_id": call.request.path_params["organization_id"],
        "environment_id": item["environment"],
        "spec": {
            "statement": item["statement"],
            "properties": {**item["properties"], **secrets},
            "compute_pool_id": item["pool"],
            "principal": item["principal"],
            "stopped": item["stopped"],
        },
        "status": {"phase": phase, "detail": words, "traits": traits, "network_kind": "PUBLIC"},
    }


async def list_all(call: Call) -> Response:
    call.demand()
    pool, labels = call.request.query_params.get("spec.compute_pool_id"), _selector(call)
    found = [
        item
        for item in _items(call)
        if pool in (None, "", item["pool"]) and all(item["labels"].get(name) == value for name, value in labels)
    ]
    return list_response(
        call.request,
        call.state,
        found,
        lambda item: _shown(call, item),
        api_version="sql/v1",
        kind="StatementList",
        filters=("spec.compute_pool_id", "label_selector"),
        counted=False,
    )


def _selector(call: Call) -> list[tuple[str, str]]:
    parts = (call.request.query_params.get("label_selector") or "").split(",")
    return [(name, value) for name, mark, value in (part.partition("=") for part in parts) if mark]


def _texts(spec: JsonObject) -> dict[str, str]:
    properties = spec.get("properties") or {}
    if not isinstance(properties, dict) or not all(isinstance(value, str) for value in properties.values()):
        raise wrong(400, "Properties are texts", "invalid_configuration", "/spec/properties")
    return properties


async def create(call: Call) -> Response:
    call.demand()
    body = await call.body()
    name, spec = body.get("name"), body.get("spec") or {}
    sql = spec.get("statement")
    if not isinstance(name, str) or not NAME.fullmatch(name) or len(name) > 100:
        raise wrong(400, "The name of the statement is not valid", "invalid_configuration", "/name")
    if not isinstance(sql, str) or not sql.strip() or len(sql) > LONGEST:
        raise wrong(400, "The statement is missing or too long", "invalid_configuration", "/spec/statement")
    if any(item["name"] == name for item in _items(call)):
        raise wrong(409, f"The statement '{name}' already exists", "resource_already_exists")
    properties = _texts(spec)
    before = properties.get(OFFSETS_OF, "")
    if before and not any(item["name"] == before for item in _items(call)):
        raise wrong(400, f"The statement '{before}' does not exist", "invalid_configuration", "/spec/properties")
    item = {
        **stamps(call.state),
        "name": name,
        "environment": call.environment,
        "region": call.region,
        "statement": sql,
        "properties": properties,
        "pool": call.pool(spec.get("compute_pool_id")),
        "principal": call.owner(spec.get("principal")),
        "labels": dict((body.get("metadata") or {}).get("labels") or {}),
        "after": before,
        "stopped": False,
        "written_at": call.state.sequence(),
        "begun": False,
        "deleted_at": None,
    }
    begin(call.state, item)
    call.state.table("flink_statements")[call.key(name)] = item
    return json_response(_shown(call, item), 201)


async def get(call: Call) -> Response:
    call.demand()
    return json_response(_shown(call, _found(call)))


async def change(call: Call) -> Response:
    call.demand()
    item, body = _found(call), await call.body()
    spec, version = body.get("spec") or {}, (body.get("metadata") or {}).get("resource_version")
    if not version or not isinstance(spec.get("stopped"), bool):
        raise wrong(400, "metadata.resource_version and spec.stopped are required", "invalid_configuration")
    if version != _version(call.state, item):
        raise wrong(409, "The statement has changed since it was fetched", "conflict")
    pool = call.pool(spec["compute_pool_id"]) if spec.get("compute_pool_id") else item["pool"]
    principal = spec.get("principal") or item["principal"]
    resumes = at(call.state, item)[1] == "STOPPED" and not spec["stopped"]
    if (pool, principal) != (item["pool"], item["principal"]):
        if not resumes:
            raise wrong(400, "Compute pool and principal change only when it is resumed", "invalid_configuration")
        item.update(pool=pool, principal=call.owner(principal))
    turn(call.state, item, spec["stopped"])
    item.update(written_at=call.state.sequence(), updated_at=call.state.timestamp())
    return Response(status_code=202)


async def delete(call: Call) -> Response:
    call.demand()
    item = _found(call)
    if item["deleted_at"] is None:
        item["deleted_at"] = call.state.now()
        _items(call)  # where nothing lingers it is gone at once
    return Response(status_code=202)


async def results(call: Call) -> Response:
    call.demand()
    item = _found(call)
    if at(call.state, item)[1] == "PENDING":
        raise wrong(409, "The results of the statement are not ready", "conflict")
    known = seeded(call.state, item) if is_query(item) else None
    rows: list[Any] = known["rows"] if known else []
    token = call.request.query_params.get("page_token") or "0"
    if not token.isdecimal():
        raise wrong(400, "The page token is not valid", "invalid_page_token")
    start, size = int(token), call.state.settings.results_page
    here = call.url("statements", item["name"], "results")
    metadata: JsonObject = {"self": here, "created_at": item["created_at"]}
    if start + size < len(rows):
        metadata["next"] = f"{here}?page_token={start + size}"
    data = [row if isinstance(row, dict) else {"op": 0, "row": row} for row in rows[start : start + size]]
    shown = {"api_version": "sql/v1", "kind": "StatementResult", "metadata": metadata, "results": {"data": data}}
    return json_response(shown)


async def exceptions(call: Call) -> Response:
    call.demand()
    item = _found(call)
    _since, phase, words = at(call.state, item)
    told = [
        {
            "kind": "StatementException",
            "name": "org.apache.flink.table.api.ValidationException",
            "message": words,
            "timestamp": item["updated_at"],
        }
    ]
    return json_response(
        {
            "api_version": "sql/v1",
            "kind": "StatementExceptionList",
            "metadata": {"self": call.url("statements", item["name"], "exceptions")},
            "data": told if phase in ("FAILING", "FAILED") else [],
        }
    )


_ROUTES = (
    ("GET", "/statements", list_all),
    ("POST", "/statements", create),
    ("GET", "/statements/{name}", get),
    ("PUT", "/statements/{name}", change),
    ("DELETE", "/statements/{name}", delete),
    ("GET", "/statements/{name}/results", results),
    ("GET", "/statements/{name}/exceptions", exceptions),
)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_flink/<cloud>.<region>``."""

    def seed_results(spec: JsonObject) -> list[Any]:
        sql = plain(spec["sql"])
        made = {"bounded": True, "append_only": True, **spec, "id": sql}
        state.table("flink_results")[sql] = made
        return [made]

    def seed_script(spec: JsonObject) -> list[Any]:
        state.table("flink_scripts")[spec["name"]] = {**spec, "id": spec["name"]}
        return [spec]

    def environment_gone(environment: str) -> None:
        table = state.table("flink_statements")
        for key in [key for key, item in table.items() if item["environment"] == environment]:
            del table[key]

    state.seeders.update(flink_results=seed_results, flink_scripts=seed_script)
    state.on_delete_environment.append(environment_gone)
    return mounted(state, _ROUTES)
