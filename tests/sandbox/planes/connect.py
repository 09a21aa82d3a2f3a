# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Managed connectors: ``/connect/v1/environments/{env}/clusters/{lkc}/...`` with the cloud API key.

Source: the connect-v1 OpenAPI document, API_MAP B.3, B.7 and C.3. Points worth knowing:

* secrets (settings of type PASSWORD, and always kafka.api.key) read back as sixteen stars; what was really sent is in
  the state dump, so that a test can see stars that were written back;
* the server adds settings of its own; PUT replaces the rest as a whole, and creates the connector if it is not there;
* POST answers without the id; the id is in ``?expand=id``;
* a name that is taken is a 400: the document has no 409 for POST (``settings.connector_taken_status``);
* DELETE answers 200 with ``{"error": null}``, or with an error and without effect (see ``seed``);
* the status follows a write late (``_connector_status``);
* a judgement of the input that has no place in a validation's answer is a 500 there, and a 400 to POST and PUT, as
  on Kafka Connect 4.3 (facts/data-plane.md): class unknown or missing, a client override of the wrong type;
* a connector whose name has a slash or a percent sign can be made and then not be addressed, as there (Jetty 12).

A restart is in no document, and Confluent's own MCP server sends it: it is a 404 here, unless ``connector_restart`` is
set.
Not simulated: data flow, custom connectors beyond storing them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..responses import json_object, json_response
from ..state import State
from . import _connect_offsets as alterations
from . import _connector_status as lifecycle
from ._connect_plugins import PLUGINS, Plugin
from ._connect_validation import JUDGED, answer, check, judgement, problems

PLANE = "connect"

BASE = "/connect/v1/environments/{environment}/clusters/{cluster}"
MASK = "*" * 16
ALWAYS_SECRET = ("kafka.api.key", "kafka.api.secret")
Connector = dict[str, Any]


def error(status: int, message: str) -> ApiError:
    """An error answer of Connect."""
    return ApiError("connect", status, message)


class Call:
    """One request, after authentication: its cluster and what its principal may do."""

    def __init__(self, state: State, request: Request) -> None:
        self.state = state
        self.request = request
        try:
            self.principal = auth.require(request, state, "cloud")
        except ApiError as exc:
            raise ApiError("connect", exc.status, exc.message, headers=exc.headers) from exc
        self.cluster: str = request.path_params["cluster"]
        record = state.clusters.get(self.cluster)
        if record is None or record["environment"] != request.path_params["environment"]:
            raise error(404, "account not found")
        self.connectors: dict[str, Connector] = state.connectors.setdefault(self.cluster, {})

    def may(self, operation: str, name: str) -> bool:
        return auth.allowed(
            self.state, self.principal, operation, connector_crn(self.state, self.cluster, quote(name, safe=""))
        )

    def demand(self, operation: str, name: str) -> None:
        if not self.may(operation, name):
            raise error(403, "Forbidden Access")

    def connector(self, operation: str) -> Connector:
        """The connector of the path; raises 403 and 404."""
        name = self.addressed()
        self.demand(operation, name)
        if name not in self.connectors:
            raise error(404, "resource not found")
        return self.connectors[name]

    def addressed(self) -> str:
        """The connector's name in the path; raises 400 where the server takes the path for ambiguous."""
        name: str = self.request.path_params["name"]
        for mark, words in (("/", "separator"), ("%", "encoding")):
            if mark in name:
                raise error(400, f"Ambiguous URI path {words}")
        return name


def connector_crn(state: State, cluster: str, name: str) -> str:
    return f"{state.cluster_crn(cluster)}/connector={name}"


# --- configurations


def _strings(config: Any, name: str) -> dict[str, str]:
    """A configuration of strings that names this connector; raises 400."""
    if not isinstance(config, dict) or not config:
        raise error(400, "The config of the connector must be an object with at least one setting")
    wrong = sorted(key for key, value in config.items() if not isinstance(value, str))
    if wrong:
        raise error(400, f"All values of the config should be strings, these are not: {', '.join(wrong)}")
    if config.get("name", name) != name:
        raise error(400, f"The name in the config, {config['name']}, is not that of the connector, {name}")
    return {**config, "name": name}


def _plugin_of(config: dict[str, str]) -> Plugin | None:
    """The plugin, None for a custom connector; raises 400 for a class that is not in the catalogue."""
    if config.get("confluent.connector.type", "MANAGED") == "CUSTOM":
        return None
    said = judgement(config)
    if said is not None:
        raise error(400, said)
    return PLUGINS[config["connector.class"]]


def _validated(call: Call, name: str, raw: Any) -> tuple[dict[str, str], Plugin | None]:
    config = _strings(raw, name)
    plugin = _plugin_of(config)
    found = problems(check(call.state, call.cluster, plugin, config)) if plugin else []
    if found:
        text = "Connector configuration is invalid and contains the following"
        raise error(400, f"{text} {len(found)} error(s):\n" + "\n".join(found))
    return config, plugin


def _added(state: State, cluster: str, connector: Connector) -> dict[str, str]:
    """The settings that the server adds (API_MAP C.3)."""
    record = state.clusters[cluster]
    place = f"{record['region']}.{record['cloud'].lower()}.confluent.cloud"
    added = {
        "cloud.environment": "prod",
        "cloud.provider": record["cloud"].lower(),
        "config.internal.connect.image": "managed",
        "confluent.resource.connector.tier": "STANDARD",
        "connector.crn": connector_crn(state, cluster, connector["name"]),
        "kafka.dedicated": "true" if record["kind"] == "Dedicated" else "false",
        "kafka.endpoint": f"SASL_SSL://{record['pkc']}.{place}:9092",
        "kafka.max.partition.validation.disable": "false",
        "kafka.region": record["region"],
        "valid.kafka.api.key": "true",
    }
    for lsrc, registry in state.schema_registries.items():
        if registry["environment"] == record["environment"]:
            added["schema.registry.url"] = f"https://psrc-{lsrc[5:]}.{place}"
    return added


def _shown(state: State, cluster: str, connector: Connector) -> dict[str, str]:
    """The configuration as it reads back."""
    plugin = PLUGINS.get(connector["config"].get("connector.class", ""))
    secret = (
        {*ALWAYS_SECRET, *(item.name for item in plugin.all_settings() if item.type == "PASSWORD")}
        if plugin
        else set(ALWAYS_SECRET)
    )
    masked = {name: MASK if name in secret else value for name, value in connector["config"].items()}
    # Also when the connector runs as a service account: the service makes itself a key, and the document requires both.
    return dict(sorted({**masked, **dict.fromkeys(ALWAYS_SECRET, MASK), **_added(state, cluster, connector)}.items()))


def _info(call: Call, connector: Connector) -> dict[str, Any]:
    return {
        "name": connector["name"],
        "config": _shown(call.state, call.cluster, connector),
        "tasks": [
            {"connector": connector["name"], "task": task["id"]}
            for task in lifecycle.tasks(connector, lifecycle.current(call.state, connector))
        ],
        "type": connector["type"],
    }


def _create(state: State, cluster: str, name: str, config: dict[str, str], plugin: Plugin | None) -> Connector:
    script = state.connector_scripts.get(cluster, {}).pop(name, None)
    if script is not None:
        script["since"] = state.now()
    state.connector_remains.get(cluster, {}).pop(name, None)
    status_at = state.now() + state.settings.connector_status_delay
    provisioned_at = state.now() + state.settings.connector_provisioning
    connector: Connector = {
        "id": state.new_id("lcc"),
        "name": name,
        "config": config,
        "type": plugin.type if plugin else config.get("confluent.connector.class.type", "source"),
        "task_count": _task_count(config, plugin),
        "status_at": status_at,
        "provisioned_at": provisioned_at,
        "tasks_at": max(status_at, provisioned_at) + state.settings.connector_task_delay,
        "paused": False,
        "pending": None,
        "old_status": None,
        "old_tasks": None,
        "offsets": [],
        "alteration": None,
        "script": script,
        "delete_error": (script or {}).get("delete_error"),
    }
    state.connectors.setdefault(cluster, {})[name] = connector
    return connector


def _task_count(config: dict[str, str], plugin: Plugin | None) -> int:
    text = config.get("tasks.max", "1")
    wanted = int(text) if text.isdecimal() else 1
    return min(wanted, plugin.max_tasks) if plugin and plugin.max_tasks else wanted


# --- connectors


async def list_connectors(call: Call) -> Response:
    names = sorted(name for name in call.connectors if call.may("DESCRIBE", name))
    parts = {part for value in call.request.query_params.getlist("expand") for part in value.split(",") if part}
    if not parts:
        return json_response(names)
    unknown = parts - {"id", "info", "status"}
    if unknown:
        raise error(400, f"expand takes id, info and status, not {', '.join(sorted(unknown))}")
    if "status" in parts:  # what has none yet is left out
        names = [name for name in names if lifecycle.has_status(call.state, call.connectors[name])]
    expanded: dict[str, dict[str, Any]] = {}
    for name in names:
        connector = call.connectors[name]
        expanded[name] = {}
        if "id" in parts:
            expanded[name]["id"] = {"id": connector["id"], "id_type": "ID"}
        if "info" in parts:
            expanded[name]["info"] = {"name": name, "config": _shown(call.state, call.cluster, connector)}
        if "status" in parts:
            expanded[name]["status"] = lifecycle.status(call.state, connector)
    return json_response(expanded)


async def create_connector(call: Call) -> Response:
    body = await json_object(call.request, "connect")
    name = body.get("name")
    if not isinstance(name, str) or not name:
        raise error(400, "The name of the connector is required")
    call.demand("CREATE", name)
    config, plugin = _validated(call, name, body.get("config"))
    if name in call.connectors:
        raise error(call.state.settings.connector_taken_status, f"Connector {name} already exists")
    connector = _create(call.state, call.cluster, name, config, plugin)
    created = _info(call, connector)
    if body.get("offsets"):
        created["offsets"] = connector["offsets"] = body["offsets"]
    return json_response(created, 201)


async def get_connector(call: Call) -> Response:
    return json_response(_info(call, call.connector("DESCRIBE")))


async def delete_connector(call: Call) -> Response:
    connector = call.connector("DELETE")
    if connector["delete_error"]:
        return json_response({"error": {"code": 500, "message": connector["delete_error"]}})
    remains = lifecycle.remains(call.state, connector)
    call.state.connector_remains.setdefault(call.cluster, {})[connector["name"]] = remains
    del call.connectors[connector["name"]]
    return json_response({"error": None})


async def get_config(call: Call) -> Response:
    return json_response(_shown(call.state, call.cluster, call.connector("READ_CONFIG")))


async def put_config(call: Call) -> Response:
    name = call.addressed()
    call.demand("CONFIGURE" if name in call.connectors else "CREATE", name)
    config, plugin = _validated(call, name, await json_object(call.request, "connect"))
    connector = call.connectors.get(name)
    if connector is None:
        connector = _create(call.state, call.cluster, name, config, plugin)
    else:
        if config.get("connector.class") != connector["config"].get("connector.class"):
            raise error(400, "The connector.class of a connector cannot be changed")
        lifecycle.reconfigure(call.state, connector)
        connector["config"] = config
        connector["task_count"] = _task_count(config, plugin)
        lifecycle.restart(call.state, connector)
    return json_response(_info(call, connector))


async def get_status(call: Call) -> Response:
    name = call.addressed()
    left = call.state.connector_remains.get(call.cluster, {}).get(name)
    if left is not None and call.state.now() < left["until"]:
        call.demand("DESCRIBE", name)
        return json_response(left["status"])
    connector = call.connector("DESCRIBE")
    if not lifecycle.has_status(call.state, connector):
        raise error(404, f"No status found for connector {name}")
    return json_response(lifecycle.status(call.state, connector))


async def list_tasks(call: Call) -> Response:
    connector = call.connector("DESCRIBE")
    config = _shown(call.state, call.cluster, connector)
    now = lifecycle.current(call.state, connector)
    ids = [{"connector": connector["name"], "task": task["id"]} for task in lifecycle.tasks(connector, now)]
    return json_response([{"id": task, "config": config} for task in ids])


async def pause(call: Call) -> Response:
    lifecycle.request(call.state, call.connector("PAUSE_RESUME"), paused=True)
    return Response(status_code=202)


async def resume(call: Call) -> Response:
    lifecycle.request(call.state, call.connector("PAUSE_RESUME"), paused=False)
    return Response(status_code=202)


async def restart(call: Call) -> Response:
    """As Kafka Connect has it: what is restarted leaves a script that has come to its end."""
    name = call.request.path_params["name"]
    if not call.state.settings.connector_restart:
        raise error(404, "HTTP 404 Not Found")
    connector = call.connector("PAUSE_RESUME")
    flags = [call.request.query_params.get(flag, "false") for flag in ("includeTasks", "onlyFailed")]
    failed = lifecycle.current(call.state, connector)["state"] == "FAILED"
    tasks = lifecycle.tasks(connector, lifecycle.current(call.state, connector))
    if flags[1] != "true" or failed or any(task["state"] == "FAILED" for task in tasks):
        lifecycle.restart(call.state, connector)
    if "true" not in flags:
        return Response(status_code=204)
    return json_response({**lifecycle.status(call.state, connector), "name": name}, 202)


# --- offsets


async def get_offsets(call: Call) -> Response:
    return json_response(alterations.shown(call.state, call.connector("DESCRIBE")))


async def alter_offsets(call: Call) -> Response:
    connector = call.connector("CONFIGURE")
    body = await json_object(call.request, "connect")
    return json_response(alterations.ask(call.state, connector, body), 202)


async def get_alteration(call: Call) -> Response:
    return json_response(alterations.last(call.state, call.connector("DESCRIBE")))


# --- plugins


async def list_plugins(call: Call) -> Response:
    return json_response(
        [{"class": item.name, "type": item.type, "version": item.version} for item in PLUGINS.values()]
    )


async def validate(call: Call) -> Response:
    raw = await json_object(call.request, "connect")
    wrong = sorted(key for key, value in raw.items() if not isinstance(value, str))
    if wrong:
        raise error(400, f"All values of the config should be strings, these are not: {', '.join(wrong)}")
    asked, stated = call.request.path_params["plugin"], raw.get("connector.class")
    if stated is not None and stated != asked:
        raise error(400, f"Included connector type {stated} does not match request type {asked}")
    said = judgement(raw)
    if said is not None:
        raise error(500, f"{JUDGED[said.split()[0]]}: {said}")
    return json_response(answer(PLUGINS[asked], check(call.state, call.cluster, PLUGINS[asked], raw), raw))


Handler = Callable[[Call], Awaitable[Response]]
_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/connectors", list_connectors),
    ("POST", "/connectors", create_connector),
    ("GET", "/connectors/{name}", get_connector),
    ("DELETE", "/connectors/{name}", delete_connector),
    ("GET", "/connectors/{name}/config", get_config),
    ("PUT", "/connectors/{name}/config", put_config),
    ("GET", "/connectors/{name}/status", get_status),
    ("GET", "/connectors/{name}/tasks", list_tasks),
    ("PUT", "/connectors/{name}/pause", pause),
    ("PUT", "/connectors/{name}/resume", resume),
    ("POST", "/connectors/{name}/restart", restart),
    ("GET", "/connectors/{name}/offsets", get_offsets),
    ("POST", "/connectors/{name}/offsets/request", alter_offsets),
    ("GET", "/connectors/{name}/offsets/request/status", get_alteration),
    ("GET", "/connector-plugins", list_plugins),
    ("PUT", "/connector-plugins/{plugin}/config/validate", validate),
)


def routes(state: State) -> list[BaseRoute]:
    """Served from the root."""

    def drop_cluster(cluster: str) -> None:
        state.connectors.pop(cluster, None)
        state.connector_scripts.pop(cluster, None)
        state.connector_remains.pop(cluster, None)

    state.on_delete_cluster.append(drop_cluster)
    state.seeders["connectors"] = lambda payload: [seed(state, "connectors", payload)]
    state.seeders["connector_states"] = lambda payload: [seed(state, "connector_states", payload)]

    def seed_offsets(payload: dict[str, Any]) -> list[Any]:
        state.connectors[payload["cluster"]][payload["name"]]["offsets"] = payload["offsets"]
        return [payload["name"]]

    state.seeders["connector_offsets"] = seed_offsets

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(Call(state, request))

        return serve

    return [Route(BASE + path, endpoint(handler), methods=[method]) for method, path, handler in _ROUTES]


def seed(state: State, kind: str, payload: dict[str, Any]) -> Any:
    """``POST /_sandbox/objects/connectors`` and ``.../connector_states``. Raises ValueError on what does not fit.

    ``connectors``: ``{cluster, names | prefix + count, config}`` makes connectors without validation, RUNNING at once.

    ``connector_states``: ``{cluster, name, states, tasks?, sticky?, delete_error?}`` scripts a connector that exists
    (from now on) or one that will be created (from its creation on). ``states`` are steps ``[state, seconds,
    trace?]``; the last stays. ``tasks`` are task states (``"FAILED"``, ``["FAILED", trace]`` or ``{"state",
    "trace"}``) for all steps but PROVISIONING. A resume or a new configuration after the last step ends the script,
    unless ``sticky`` is true. ``delete_error`` (a text) makes DELETE answer 200 with that error until it is set to
    null; ``states`` may be left out then.
    """
    cluster = payload.get("cluster")
    if cluster not in state.clusters:
        raise ValueError(f"unknown cluster {cluster!r}; known: {sorted(state.clusters)}")
    if kind == "connectors":
        return _seed_connectors(state, cluster, payload)
    if kind == "connector_states":
        return _seed_states(state, cluster, payload)
    raise ValueError(f"Connect cannot seed {kind!r}")


def _seed_connectors(state: State, cluster: str, payload: dict[str, Any]) -> Any:
    names = payload.get("names") or [f"{payload['prefix']}{index:05d}" for index in range(int(payload["count"]))]
    config = payload.get("config") or {"connector.class": "DatagenSource", "kafka.topic": "orders", "tasks.max": "1"}
    ids = []
    for name in names:
        own = {**config, "name": name}
        connector = _create(state, cluster, name, own, PLUGINS.get(own.get("connector.class", "")))
        connector.update(dict.fromkeys(("status_at", "provisioned_at", "tasks_at"), state.now()))
        ids.append(connector["id"])
    return {"connectors": len(ids), "ids": ids}


def _seed_states(state: State, cluster: str, payload: dict[str, Any]) -> Any:
    name = payload["name"]
    steps = [lifecycle.step(item) for item in payload.get("states", [])]
    existing = state.connectors.get(cluster, {}).get(name)
    script = {
        "states": steps,
        "tasks": payload.get("tasks"),
        "sticky": bool(payload.get("sticky", False)),
        "delete_error": payload.get("delete_error"),
        "since": state.now(),
    }
    if existing is None:
        if not steps:
            raise ValueError(f"connector {name!r} does not exist yet: its states are needed")
        state.connector_scripts.setdefault(cluster, {})[name] = script
        return {"connector": name, "waiting": True}
    if steps:
        existing["script"] = script
    existing["delete_error"] = payload.get("delete_error")
    return {"connector": name, "waiting": False}
