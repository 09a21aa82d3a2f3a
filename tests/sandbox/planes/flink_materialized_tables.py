# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink's materialized tables of a region (flink-gateway-v1 document).

By the document: a PUT brings the version that was read, takes the mutable fields, and ignores session options and
the distribution; ``latest_version`` is ahead of ``version`` until a new query is at work; a DELETE is a 202. As users
met it (and no document says):

* the query comes back written anew: keywords large, INT as INTEGER, names in quotes, brackets around conditions;
* columns, distribution and options that nobody stated are filled in;
* the second half of an alteration shows the phase from before, with the version that is still at work;
* while an operation is pending (``table_pending``) a PUT or DELETE is a 409.
"""

from __future__ import annotations

import re

from starlette.responses import Response
from starlette.routing import BaseRoute

from ..pages import list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import stamps
from ._flink_gateway import Call, mounted, uid_of, wrong

PLANE = "flink"
_NAME = re.compile(r"[a-zA-Z0-9._-]{1,249}")
_WORDS = re.compile(r"(?i)\b(select|from|where|group|by|as|cast|and|or|int|count|sum)\b")
_MUTABLE = ("query", "columns", "watermark", "constraints", "table_options")


def written_anew(query: str) -> str:
    """A query in the service's own way of writing."""
    text = " ".join(query.strip().rstrip(";").split())
    text = _WORDS.sub(lambda found: {"INT": "INTEGER"}.get(found[0].upper(), found[0].upper()), text)
    text = re.sub(r"\bFROM ([A-Za-z_]\w*)", r"FROM `\1`", text)
    head, where, condition = text.partition(" WHERE ")
    bare = where and " GROUP " not in condition and not condition.startswith("(")
    return f"{head} WHERE ({condition})" if bare else text


def _phase(state: State, item: JsonObject) -> str:
    now = state.now()
    if item["deleted_at"] is not None:
        return "DELETING"
    failing = state.settings.statement_failing
    if now < item["settled_at"]:
        late = now >= item["settled_at"] - state.settings.statement_pending / 2
        return str(item["was"] if late and item["on_the_way"] == "ALTERING" else item["on_the_way"])
    return "FAILED" if failing and failing in item["sent"] else "STOPPED" if item["stopped"] else "RUNNING"


def _items(call: Call) -> list[JsonObject]:
    table, state = call.state.table("flink_materialized_tables"), call.state
    for key, item in list(table.items()):
        if item["deleted_at"] is not None and state.now() >= item["deleted_at"] + state.settings.statement_deleting:
            del table[key]
    return [item for item in table.values() if call.here(item)]


def _cluster(call: Call) -> str:
    cluster = str(call.request.path_params["cluster"])
    there = call.state.clusters.get(cluster)
    if there is None or there["environment"] != call.environment:
        raise wrong(404, f"The database '{cluster}' does not exist", "not_found")
    return cluster


def _found(call: Call) -> JsonObject:
    cluster = _cluster(call)
    for item in _items(call):
        if (item["cluster"], item["name"]) == (cluster, call.name):
            return item
    raise wrong(404, f"The materialized table '{call.name}' does not exist", "not_found")


def _on_its_way(call: Call, item: JsonObject, phase: str) -> None:
    now, settings = call.state.now(), call.state.settings
    item.update(on_the_way=phase, settled_at=now + settings.statement_pending, pending_at=now + settings.table_pending)


def _shown(call: Call, item: JsonObject) -> JsonObject:
    """sql.v1.MaterializedTable."""
    phase = _phase(call.state, item)
    unsettled = call.state.now() < item["settled_at"] and item["on_the_way"] == "ALTERING"
    behind = int(unsettled and item["queries"] > 1)
    filled = {"scan.startup.mode": "earliest-offset", **item["table_options"]}
    spec = {
        "kafka_cluster_id": item["cluster"],
        "compute_pool_id": item["pool"],
        "principal": item["principal"],
        "stopped": item["stopped"],
        "query": written_anew(item["sent"]),
        "table_options": filled,
        "session_options": item["session_options"],
        "columns": item["columns"] or [_COLUMN],
        "constraints": item["constraints"] or [],
        "distribution": item["distribution"] or {"kind": "HASH", "keys": ["id"], "bucket_count": 6},
    }
    if item["watermark"]:
        spec["watermark"] = item["watermark"]
    detail = f"SQL validation failed: {call.state.settings.statement_failing}" if phase == "FAILED" else ""
    return {
        "api_version": "sql/v1",
        "kind": "MaterializedTable",
        "metadata": {
            "self": call.url("databases", item["cluster"], "materialized-tables", item["name"]),
            "created_at": item["created_at"],
            "updated_at": item["updated_at"],
            "uid": uid_of(item),
            "resource_version": f"m{item['written_at']}",
        },
        "name": item["name"],
        "organization_id": call.request.path_params["organization_id"],
        "environment_id": item["environment"],
        "spec": spec,
        "status": {
            "phase": phase,
            "detail": detail,
            "version": item["queries"] - behind,
            "latest_version": item["queries"],
            "warnings": [],
        },
    }


_COLUMN = {"name": "id", "type": {"type": "VARCHAR", "nullable": True, "length": 2147483647}, "kind": "Physical"}


async def list_all(call: Call) -> Response:
    call.demand()
    return list_response(
        call.request,
        call.state,
        _items(call),
        lambda item: _shown(call, item),
        api_version="sql/v1",
        kind="MaterializedTableList",
        counted=False,
    )


async def create(call: Call) -> Response:
    call.demand()
    body, cluster = await call.body(), _cluster(call)
    name, spec = body.get("name"), body.get("spec") or {}
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise wrong(400, "The name of the table is not valid", "invalid_configuration", "/name")
    if spec.get("kafka_cluster_id") != cluster or not spec.get("query"):
        raise wrong(400, "kafka_cluster_id and query are required", "invalid_configuration", "/spec")
    if any((item["cluster"], item["name"]) == (cluster, name) for item in _items(call)):
        raise wrong(409, f"The materialized table '{name}' already exists", "resource_already_exists")
    item = {
        **stamps(call.state),
        "name": name,
        "environment": call.environment,
        "region": call.region,
        "cluster": cluster,
        "sent": spec["query"],
        "queries": 1,
        "was": "CREATING",
        "pool": call.pool(spec.get("compute_pool_id")),
        "principal": call.owner(spec.get("principal")),
        "stopped": bool(spec.get("stopped")),
        "table_options": spec.get("table_options") or {},
        "session_options": spec.get("session_options") or {},
        **{member: spec.get(member) for member in ("columns", "watermark", "constraints", "distribution")},
        "written_at": call.state.sequence(),
        "deleted_at": None,
    }
    _on_its_way(call, item, "CREATING")
    call.state.table("flink_materialized_tables")[call.key(cluster, name)] = item
    return json_response(_shown(call, item), 201)


async def get(call: Call) -> Response:
    call.demand()
    return json_response(_shown(call, _found(call)))


def _no_operation(call: Call, item: JsonObject) -> None:
    if call.state.now() < item["pending_at"]:
        raise wrong(409, "The materialized table has a pending operation", "conflict")


async def change(call: Call) -> Response:
    call.demand()
    item, body = _found(call), await call.body()
    spec, version = body.get("spec") or {}, (body.get("metadata") or {}).get("resource_version")
    if not version or spec.get("kafka_cluster_id") != item["cluster"]:
        raise wrong(400, "metadata.resource_version and spec.kafka_cluster_id are required", "invalid_configuration")
    if version != f"m{item['written_at']}":
        raise wrong(409, "The materialized table has changed since it was fetched", "conflict")
    _no_operation(call, item)
    item["was"] = _phase(call.state, item)
    if spec.get("query") and written_anew(spec["query"]) != written_anew(item["sent"]):
        item.update(sent=spec["query"], queries=item["queries"] + 1)
    item.update({member: spec[member] for member in _MUTABLE if member in spec and member != "query"})
    item["pool"] = call.pool(spec.get("compute_pool_id") or item["pool"])
    if spec.get("principal") and spec["principal"] != item["principal"]:
        item["principal"] = call.owner(spec["principal"])
    turned = isinstance(spec.get("stopped"), bool) and spec["stopped"] != item["stopped"]
    item["stopped"] = spec["stopped"] if isinstance(spec.get("stopped"), bool) else item["stopped"]
    _on_its_way(call, item, ("STOPPING" if item["stopped"] else "PENDING") if turned else "ALTERING")
    item.update(written_at=call.state.sequence(), updated_at=call.state.timestamp())
    return json_response(_shown(call, item))


async def delete(call: Call) -> Response:
    call.demand()
    item = _found(call)
    _no_operation(call, item)
    if item["deleted_at"] is None:
        item["deleted_at"] = call.state.now()
        _items(call)
    return Response(status_code=202)


def routes(state: State) -> list[BaseRoute]:
    """Served under ``/_flink/<cloud>.<region>``."""

    def cluster_gone(cluster: str) -> None:
        table = state.table("flink_materialized_tables")
        for key in [key for key, item in table.items() if item["cluster"] == cluster]:
            del table[key]

    state.on_delete_cluster.append(cluster_gone)
    one = "/databases/{cluster}/materialized-tables"
    return mounted(
        state,
        (
            ("GET", "/materialized-tables", list_all),
            ("POST", one, create),
            ("GET", f"{one}/{{name}}", get),
            ("PUT", f"{one}/{{name}}", change),
            ("DELETE", f"{one}/{{name}}", delete),
        ),
    )
