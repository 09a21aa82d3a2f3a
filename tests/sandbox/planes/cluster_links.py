# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cluster links of Kafka REST v3 (kafkarest-v3 document, "Cluster Linking"). What they mirror is in ``mirror_topics``.

By the document: a creation is a 204 without a body, its name is a query parameter, a deletion is a 200. Not in the
document, and so:

* a link that is not there is a 404/40403, one that is there already a 400/40002, as with topics;
* settings are told with those that nobody set (``is_default``); of a sensitive one the value is empty;
* ``link.mode`` and ``connection.mode`` are fixed, an unknown setting is refused, several are altered together or not;
* a side that connects has to bring a key that is good on the other cluster, if that is one of this sandbox: where
  ``validate_link`` is not false the creation is refused otherwise, and a link whose key has gone is UNAVAILABLE;
* synchronization of ACLs, or topics that are made by themselves, without a filter: the task is IN_ERROR;
* a link with mirror topics is deleted with ``force`` only: they are ordinary topics then;
* Basic and Standard clusters can only be the source.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from ._kafka_common import PATH, Caller, Topic, body_of, caller_of, is_read_only, known_fields, live_topics, want
from ._topic_configs import bad

PLANE = "kafka"

IDS = {"DESTINATION": "source_cluster_id", "SOURCE": "destination_cluster_id", "BIDIRECTIONAL": "remote_cluster_id"}
FIXED = ("link.mode", "connection.mode", "cluster.link.prefix")
SENSITIVE = ("sasl.jaas.config", "local.sasl.jaas.config", "ssl.keystore.key", "ssl.key.password")
# Settings and what they are where nobody set them (docs.confluent.io, "Configure and Manage Cluster Links").
DEFAULTS = {
    "acl.filters": "",
    "acl.sync.enable": "false",
    "acl.sync.ms": "5000",
    "auto.create.mirror.topics.enable": "false",
    "auto.create.mirror.topics.filters": "",
    "availability.check.ms": "60000",
    "bootstrap.servers": "",
    "client.id": "",
    "cluster.link.paused": "false",
    "cluster.link.prefix": "",
    "connection.mode": "OUTBOUND",
    "connections.max.idle.ms": "600000",
    "consumer.group.prefix.enable": "false",
    "consumer.offset.group.filters": "",
    "consumer.offset.sync.enable": "false",
    "consumer.offset.sync.ms": "30000",
    "link.mode": "DESTINATION",
    "local.sasl.jaas.config": "",
    "local.sasl.mechanism": "GSSAPI",
    "local.security.protocol": "PLAINTEXT",
    "mirror.start.offset.spec": "earliest",
    "sasl.jaas.config": "",
    "sasl.mechanism": "GSSAPI",
    "security.protocol": "PLAINTEXT",
    "ssl.key.password": "",
    "ssl.keystore.key": "",
    "topic.config.sync.ms": "5000",
}
TASKS = (
    ("AclSync", "acl.sync.enable", "acl.filters"),
    ("AutoCreateMirror", "auto.create.mirror.topics.enable", "auto.create.mirror.topics.filters"),
    ("ConsumerOffsetSync", "consumer.offset.sync.enable", "consumer.offset.group.filters"),
)
_JAAS = re.compile(
    r"PlainLoginModule\s+required\s+username=[\"'](?P<key>[^\"']*)[\"']\s+password=[\"'](?P<secret>[^\"']*)"
)


def links_of(caller: Caller) -> dict[str, JsonObject]:
    """The links of the caller's cluster by their names."""
    return caller.state.links.setdefault(caller.lkc, {})


def link_of(caller: Caller, name: str) -> JsonObject:
    """The link of that name; 404/40403 otherwise."""
    item = links_of(caller).get(name)
    if item is None:
        raise ApiError("kafka", 404, f"Cluster link '{name}' not found.", 40403)
    return item


def setting_of(item: JsonObject, name: str) -> str:
    """A setting of a link, by default or made."""
    return str(item["configs"].get(name, DEFAULTS[name]))


def mirrors_of(state: State, cluster: str, link: str) -> list[Topic]:
    """The topics of a cluster that a link mirrors to, or has mirrored to, by their names."""
    topics = live_topics(state, cluster).values()
    return sorted((one for one in topics if one.mirror and one.mirror["link"] == link), key=lambda one: one.name)


def mirroring(state: State, cluster: str, link: str) -> list[str]:
    """The names of those that it still mirrors to."""
    return [topic.name for topic in mirrors_of(state, cluster, link) if is_read_only(state, topic)]


def _connects(item: JsonObject) -> bool:
    return setting_of(item, "connection.mode") == "OUTBOUND"


def refused_by(state: State, item: JsonObject) -> str:
    """Why the other cluster does not let this side in; empty where it does, or where it is not of this sandbox."""
    other = state.clusters.get(item["other"])
    if other is None or not _connects(item):
        return ""
    login = _JAAS.search(setting_of(item, "sasl.jaas.config"))
    key = state.api_keys.get(login["key"]) if login else None
    good = login and key and key["secret"] == login["secret"] and key["resource"] == other["id"]
    return "" if good else "Authentication failed: invalid credentials with SASL mechanism PLAIN"


def _task_error(item: JsonObject, switch: str, filters: str) -> str:
    return f"{filters} is not set" if setting_of(item, switch) == "true" and not setting_of(item, filters) else ""


def _render_task(item: JsonObject, name: str, switch: str, filters: str) -> JsonObject:
    """LinkTask."""
    wrong = _task_error(item, switch, filters)
    state = "IN_ERROR" if wrong else "ACTIVE" if setting_of(item, switch) == "true" else "NOT_CONFIGURED"
    errors = [{"error_code": "MISCONFIGURATION", "error_message": wrong}] if wrong else []
    return {"task_name": name, "state": state, "errors": errors}


def _render(caller: Caller, item: JsonObject, tasks: bool = False) -> JsonObject:
    """ListLinksResponseData."""
    refused = refused_by(caller.state, item)
    paused = setting_of(item, "cluster.link.paused") == "true"
    shown: JsonObject = {
        "kind": "KafkaLinkData",
        "metadata": {"self": f"{caller.url}/links/{item['name']}", "resource_name": None},
        **dict.fromkeys(IDS.values()),
        IDS[setting_of(item, "link.mode")]: item["other"],
        "link_name": item["name"],
        "cluster_link_id": item["id"],
        "topic_names": mirroring(caller.state, caller.lkc, item["name"]),
        "link_error": "AUTHENTICATION_ERROR" if refused else "NO_ERROR",
        "link_error_message": refused,
        "link_state": "UNAVAILABLE" if refused else "PAUSED" if paused else "ACTIVE",
    }
    return {**shown, "tasks": [_render_task(item, *task) for task in TASKS]} if tasks else shown


def _render_setting(caller: Caller, item: JsonObject, name: str) -> JsonObject:
    """ListLinkConfigsResponseData."""
    own = name in item["configs"]
    return {
        "kind": "KafkaLinkConfigData",
        "metadata": {"self": f"{caller.url}/links/{item['name']}/configs/{name}", "resource_name": None},
        "cluster_id": caller.lkc,
        "link_name": item["name"],
        "name": name,
        "value": "" if name in SENSITIVE else setting_of(item, name),
        "is_default": not own,
        "is_read_only": False,
        "is_sensitive": name in SENSITIVE,
        "source": "DYNAMIC_CLUSTER_LINK_CONFIG" if own else "DEFAULT_CONFIG",
        "synonyms": [name],
    }


def _known(name: str) -> str:
    if name not in DEFAULTS:
        raise bad(f"Unknown cluster link config: {name}")
    return name


def flag_of(request: Request, name: str, default: bool = False) -> bool:
    """A query parameter that is true or false."""
    return request.query_params.get(name, str(default)).lower() == "true"


def _new(caller: Caller, name: str, body: JsonObject) -> JsonObject:
    """A link as a creation asks for it, checked."""
    configs: dict[str, str] = {}
    for item in want(body, "configs", list) or []:
        known_fields(item, ("name", "value"))
        configs[_known(want(item, "name", str, required=True))] = want(item, "value", str) or ""
    mode = configs.get("link.mode", DEFAULTS["link.mode"])
    if mode not in IDS:
        raise bad(f"Invalid value {mode} for configuration link.mode")
    if configs.get("connection.mode", "OUTBOUND") not in ("OUTBOUND", "INBOUND"):
        raise bad(f"Invalid value {configs['connection.mode']} for configuration connection.mode")
    other = want(body, IDS[mode], str)
    if not other:
        raise bad(f"{IDS[mode]} is needed for a link with link.mode {mode}")
    if caller.cluster["kind"] in ("Basic", "Standard") and mode != "SOURCE":
        raise bad(f"Cluster linking to a {caller.cluster['kind']} cluster is not supported: it can only be a source")
    new: JsonObject = {"name": name, "other": other, "configs": configs}
    if _connects(new) and not configs.get("bootstrap.servers"):
        raise bad("Missing required configuration bootstrap.servers")
    identifier = want(body, "cluster_link_id", str) or caller.state.new_id("link")
    return {**new, "id": identifier}


def _altered(item: JsonObject, data: list[JsonObject]) -> dict[str, str]:
    """The settings after an alteration, each checked before any is made."""
    configs = dict(item["configs"])
    for one in data:
        known_fields(one, ("name", "value", "operation"))
        name = _known(want(one, "name", str, required=True))
        if name in FIXED:
            raise bad(f"The configuration {name} of a cluster link cannot be changed")
        if (want(one, "operation", str) or "SET") == "DELETE":
            configs.pop(name, None)
        else:
            configs[name] = want(one, "value", str, required=True)
    for _task, switch, filters in TASKS:  # a feature that is switched off loses its filters
        if item["configs"].get(switch) == "true" and configs.get(switch, "false") != "true":
            configs.pop(filters, None)
    return configs


def _listed(caller: Caller, kind: str, path: str, data: list[JsonObject]) -> Response:
    return json_response({"kind": kind, "metadata": {"self": f"{caller.url}{path}", "next": None}, "data": data})


def routes(state: State) -> list[BaseRoute]:
    """The routes of cluster links."""

    def drop(cluster: str) -> None:
        state.links.pop(cluster, None)

    state.on_delete_cluster.append(drop)

    async def list_all(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE")
        return _listed(
            caller, "KafkaLinkDataList", "/links", [_render(caller, one) for one in links_of(caller).values()]
        )

    async def post(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        fields = (*IDS.values(), "cluster_link_id", "configs")
        new = _new(caller, request.query_params.get("link_name") or "", await body_of(request, fields))
        if not re.fullmatch(r"[a-zA-Z0-9._-]+", new["name"]):
            raise bad(f"The link name '{new['name']}' is invalid")
        if new["name"] in links_of(caller):
            raise bad(f"Cluster link '{new['name']}' already exists.")
        refused = refused_by(state, new) if flag_of(request, "validate_link", True) else ""
        if refused:
            raise bad(f"Unable to validate cluster link due to error: {refused}")
        if not flag_of(request, "validate_only", False):
            links_of(caller)[new["name"]] = new
        return Response(status_code=204)

    async def get(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE")
        item = link_of(caller, request.path_params["link_name"])
        return json_response(_render(caller, item, flag_of(request, "include_tasks", False)))

    async def delete(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        item = link_of(caller, request.path_params["link_name"])
        names = mirroring(state, caller.lkc, item["name"])
        if names and not flag_of(request, "force", False):
            raise bad(f"Cluster link '{item['name']}' has mirror topics: {', '.join(names)}")
        if not flag_of(request, "validate_only", False):
            del links_of(caller)[item["name"]]
            for topic in mirrors_of(state, caller.lkc, item["name"]):
                topic.mirror = None
        return Response(status_code=200)

    async def list_settings(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE_CONFIGS")
        item = link_of(caller, request.path_params["link_name"])
        data = [_render_setting(caller, item, name) for name in DEFAULTS]
        return _listed(caller, "KafkaLinkConfigDataList", f"/links/{item['name']}/configs", data)

    async def alter(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        item = link_of(caller, request.path_params["link_name"])
        body = await body_of(request, ("data", "validate_only"))
        configs = _altered(item, want(body, "data", list, required=True))
        if not (flag_of(request, "validate_only", False) or want(body, "validate_only", bool)):
            item["configs"] = configs
        return Response(status_code=204)

    one = PATH + "/links/{link_name}"
    return [
        Route(PATH + "/links", list_all, methods=["GET"]),
        Route(PATH + "/links", post, methods=["POST"]),
        Route(one, get, methods=["GET"]),
        Route(one, delete, methods=["DELETE"]),
        Route(one + "/configs", list_settings, methods=["GET"]),
        Route(one + "/configs:alter", alter, methods=["PUT"]),
    ]
