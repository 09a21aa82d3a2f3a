# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Mirror topics of Kafka REST v3 (kafkarest-v3 document, "Cluster Linking"; docs.confluent.io, "Manage Mirror Topics").

By the document: a creation is a 204, what is asked of several is a 200 with a result for each, which may be an error;
nothing in it says that a mirror topic is not there (404/40403 here, as for topics). Not in the document, and so:

* a mirror topic is called as its source topic, behind the prefix of the link, and has its partitions and settings;
* every change of state passes through its PENDING_... states, each for ``mirror_transition`` seconds;
* promotion waits until nothing lags behind; a fail-over does not, and is taken in every state but STOPPED;
* what is STOPPED is an ordinary topic that is still listed; no verb but ``truncate-and-restore`` takes it back;
* that one, and the two that reverse, are for bidirectional links whose other side is in this sandbox: it asks for a
  mirror of the local topic there that is stopped, they turn that topic there into a mirror;
* a link that is paused pauses what it mirrors (LINK_PAUSED), one that is not let in has SOURCE_UNAVAILABLE.

The seeder ``mirror_topics`` (cluster, link, names; optionally source, status, error, lag, ahead) makes or changes some.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from ._kafka_common import (
    PATH,
    REPLICATION_FACTOR,
    Caller,
    Topic,
    body_of,
    caller_of,
    count_of,
    crn_of,
    is_read_only,
    is_topic_name,
    known_fields,
    live_topics,
    mirror_status,
    want,
)
from ._topic_configs import bad, check_value
from .cluster_links import flag_of, link_of, mirrors_of, refused_by, setting_of
from .kafka import DEFAULT_PARTITIONS, create_topic

PLANE = "kafka"

STATUSES = (
    "ACTIVE",
    "FAILED",
    "LINK_FAILED",
    "LINK_PAUSED",
    "PAUSED",
    "PENDING_STOPPED",
    "SOURCE_UNAVAILABLE",
    "STOPPED",
    "PENDING_MIRROR",
    "PENDING_SYNCHRONIZE",
    "PENDING_SETUP_FOR_RESTORE",
    "PENDING_RESTORE",
)


class Unwilling(Exception):
    """Why one of several mirror topics does not get what was asked for."""

    def __init__(self, words: str, code: int = 400) -> None:
        super().__init__(words)
        self.code = code


def _mirror(state: State, link: str, source: str, *steps: str, lag: int = 0) -> JsonObject:
    """What a topic mirrors, on its way through these states to the last one."""
    made: JsonObject = {"link": link, "source": source, "status": steps[0], "since": state.now(), "lag": lag}
    _lead(state, made, *steps)
    return made


def _lead(state: State, mirror: JsonObject, *steps: str) -> None:
    """Have a mirror pass through these states, beginning now."""
    pause = state.settings.mirror_transition
    mirror.update(error="NO_ERROR", forced=False)
    mirror["then"] = [[step, state.now() + number * pause] for number, step in enumerate(steps)]


def _shown_status(caller: Caller, link: JsonObject, mirror: JsonObject) -> str:
    status = mirror_status(caller.state, mirror)
    if status == "ACTIVE" and setting_of(link, "cluster.link.paused") == "true":
        return "LINK_PAUSED"
    return "SOURCE_UNAVAILABLE" if status == "ACTIVE" and refused_by(caller.state, link) else status


def _lags(topic: Topic, mirror: JsonObject) -> list[JsonObject]:
    """MirrorLags; what lags is in the first partition."""
    return [
        {"partition": number, "lag": mirror["lag"] if number == 0 else 0, "last_source_fetch_offset": 0}
        for number in range(topic.partitions)
    ]


def _render(caller: Caller, link: JsonObject, topic: Topic, mirror: JsonObject, errors: bool = False) -> JsonObject:
    """ListMirrorTopicsResponseData."""
    status = _shown_status(caller, link, mirror)
    self = f"{caller.url}/links/{link['name']}/mirrors/{topic.name}"
    shown: JsonObject = {
        "kind": "KafkaMirrorData",
        "metadata": {"self": self, "resource_name": crn_of(caller.lkc)},
        "link_name": link["name"],
        "mirror_topic_name": topic.name,
        "source_topic_name": mirror["source"],
        "num_partitions": topic.partitions,
        "mirror_lags": _lags(topic, mirror),
        "mirror_status": status,
        "mirror_topic_error": mirror["error"],
        "state_time_ms": int(mirror["since"] * 1000),
    }
    return {**shown, "mirror_state_transition_errors": mirror.get("errors", [])} if errors else shown


def _of(caller: Caller, link: JsonObject, name: str) -> tuple[Topic, JsonObject]:
    """A mirror topic of a link. Raises KeyError."""
    topic = live_topics(caller.state, caller.lkc)[name]
    if topic.mirror is None or topic.mirror["link"] != link["name"]:
        raise KeyError(name)
    return topic, topic.mirror


# ---- what can be asked of it


def _standing(caller: Caller, link: JsonObject, name: str) -> tuple[Topic, JsonObject, str]:
    try:
        topic, mirror = _of(caller, link, name)
    except KeyError:
        raise Unwilling(f"Topic '{name}' is not a mirror topic of '{link['name']}'", 404) from None
    status = _shown_status(caller, link, mirror)
    if status == "STOPPED":
        raise Unwilling(f"Topic '{name}' has already stopped its mirror from '{link['name']}'")
    return topic, mirror, status


def _other_side(caller: Caller, link: JsonObject) -> tuple[str, JsonObject]:
    """The other cluster and its side of a bidirectional link."""
    if setting_of(link, "link.mode") != "BIDIRECTIONAL":
        raise Unwilling(f"Cluster link '{link['name']}' is not bidirectional")
    other = caller.state.links.get(link["other"], {}).get(link["name"])
    if other is None:
        raise Unwilling(f"Cluster link '{link['name']}' has no other side at {link['other']}")
    return str(link["other"]), other


Turn = Callable[[], None]


def _promote(caller: Caller, link: JsonObject, name: str) -> Turn:
    _topic, mirror, status = _standing(caller, link, name)
    if status in ("FAILED", "SOURCE_UNAVAILABLE", "LINK_FAILED"):
        raise Unwilling(f"Topic '{name}' is {status}: its mirror cannot be promoted, fail it over")
    return lambda: _lead(caller.state, mirror, "PENDING_STOPPED", "STOPPED")


def _failover(caller: Caller, link: JsonObject, name: str) -> Turn:
    _topic, mirror, _status = _standing(caller, link, name)

    def turn() -> None:
        _lead(caller.state, mirror, "PENDING_STOPPED", "STOPPED")
        mirror["forced"] = True

    return turn


def _pause(caller: Caller, link: JsonObject, name: str) -> Turn:
    _topic, mirror, status = _standing(caller, link, name)
    if status not in ("ACTIVE", "PAUSED", "LINK_PAUSED", "SOURCE_UNAVAILABLE"):
        raise Unwilling(f"Topic '{name}' is {status}: its mirror cannot be paused")
    return lambda: _lead(caller.state, mirror, "PAUSED")


def _resume(caller: Caller, link: JsonObject, name: str) -> Turn:
    _topic, mirror, status = _standing(caller, link, name)
    if status != "PAUSED":
        raise Unwilling(f"Topic '{name}' is {status}: its mirror is not paused")
    return lambda: _lead(caller.state, mirror, "PENDING_MIRROR", "ACTIVE")


def _reverse(end: str) -> Callable[[Caller, JsonObject, str], Turn]:
    def reverse(caller: Caller, link: JsonObject, name: str) -> Turn:
        _topic, mirror, status = _standing(caller, link, name)
        cluster, _other = _other_side(caller, link)
        source = live_topics(caller.state, cluster).get(mirror["source"])
        if source is None or status != "ACTIVE":
            raise Unwilling(f"Topic '{name}' is {status}: its mirror cannot be reversed")

        def turn() -> None:
            _lead(caller.state, mirror, "PENDING_SYNCHRONIZE", "PENDING_STOPPED", "STOPPED")
            source.mirror = _mirror(caller.state, link["name"], name, "PENDING_SETUP_FOR_RESTORE", end)

        return turn

    return reverse


def _restore(caller: Caller, link: JsonObject, name: str) -> Turn:
    topic = live_topics(caller.state, caller.lkc).get(name)
    if topic is None:
        raise Unwilling(f"Topic '{name}' not found", 404)
    cluster, _other = _other_side(caller, link)
    stopped = [
        one
        for one in mirrors_of(caller.state, cluster, link["name"])
        if one.mirror and one.mirror["source"] == name and mirror_status(caller.state, one.mirror) == "STOPPED"
    ]
    if is_read_only(caller.state, topic) or not stopped:
        raise Unwilling(f"Topic '{name}' has no stopped mirror at the other side of '{link['name']}'")

    def turn() -> None:
        steps = ("PENDING_SETUP_FOR_RESTORE", "PENDING_RESTORE", "ACTIVE")
        topic.mirror = _mirror(caller.state, link["name"], stopped[0].name, *steps)

    return turn


VERBS: dict[str, Callable[[Caller, JsonObject, str], Turn]] = {
    "promote": _promote,
    "failover": _failover,
    "pause": _pause,
    "resume": _resume,
    "reverse-and-start-mirror": _reverse("ACTIVE"),
    "reverse-and-pause-mirror": _reverse("PAUSED"),
    "truncate-and-restore": _restore,
}


def _ahead(topic: Topic | None) -> int:
    """How many records only this side has: what a seed says of a topic that mirrors nothing."""
    return int(topic.mirror.get("ahead", 0)) if topic is not None and topic.mirror else 0


def _asked(caller: Caller, link: JsonObject, verb: str, name: str, only_validate: bool) -> JsonObject:
    """AlterMirrorStatusResponseData."""
    code, words = None, None
    topic = live_topics(caller.state, caller.lkc).get(name)
    ahead = _ahead(topic)
    try:
        turn = VERBS[verb](caller, link, name)
        if not only_validate:
            turn()
    except Unwilling as error:
        code, words = error.code, str(error)
    return {
        "kind": "AlterMirrorsData",
        "metadata": {
            "self": f"{caller.url}/links/{link['name']}/mirrors/{name}",
            "resource_name": crn_of(caller.lkc),
        },
        "mirror_topic_name": name,
        "error_code": code,
        "error_message": words,
        "mirror_lags": _lags(topic, topic.mirror) if topic is not None and topic.mirror else [],
        "messages_truncated": ahead if verb == "truncate-and-restore" and code is None else None,
        "partition_level_truncation_data": [],
    }


# ---- making one


def _new(caller: Caller, link: JsonObject, body: JsonObject) -> tuple[str, str, int, dict[str, str]]:
    """Name, source, partitions and settings of a mirror topic as a creation asks for it, checked."""
    state, other = caller.state, link["other"]
    source = want(body, "source_topic_name", str, required=True)
    named = setting_of(link, "cluster.link.prefix") + source
    name = want(body, "mirror_topic_name", str) or named
    if setting_of(link, "link.mode") == "SOURCE":
        raise bad(f"Cluster link '{link['name']}' is that of the source: it mirrors nothing here")
    if name != named:
        raise bad(f"Mirror topic name '{name}' must be the prefix of the link and the name of the source: '{named}'")
    if not is_topic_name(name):
        raise ApiError("kafka", 422, "Payload error. Invalid topic name.", 42206)
    if count_of(body, "replication_factor") not in (None, -1, REPLICATION_FACTOR):
        raise bad("Topic replication factor must be 3")
    configs: dict[str, str] = {}
    for item in want(body, "configs", list) or []:
        known_fields(item, ("name", "value"))
        setting = want(item, "name", str, required=True)
        configs[setting] = check_value(setting, item.get("value"), caller.cluster["kind"])
    if name in live_topics(state, caller.lkc):
        raise bad(f"Topic '{name}' already exists.")
    refused = refused_by(state, link)
    if refused:
        raise bad(f"Unable to reach the source of cluster link '{link['name']}': {refused}")
    if other not in state.clusters:
        return name, source, DEFAULT_PARTITIONS, configs
    found = live_topics(state, other).get(source)
    if found is None:
        raise bad(f"Topic '{source}' does not exist at the source of cluster link '{link['name']}'.")
    return name, source, found.partitions, {**found.configs, **configs}


def _listed(caller: Caller, path: str, links: list[JsonObject], wanted: str | None) -> Response:
    if wanted is not None and wanted not in STATUSES:
        raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
    data = [
        _render(caller, link, topic, topic.mirror)
        for link in links
        for topic in mirrors_of(caller.state, caller.lkc, link["name"])
        if topic.mirror
    ]
    shown = [one for one in data if wanted in (None, one["mirror_status"])]
    metadata = {"self": f"{caller.url}{path}", "next": None}
    return json_response({"kind": "KafkaMirrorDataList", "metadata": metadata, "data": shown})


def _seeder(state: State) -> Callable[[JsonObject], list[Any]]:
    def seed(payload: JsonObject) -> list[Any]:
        cluster, link = payload["cluster"], payload["link"]
        made = []
        for name in payload["names"]:
            topic = state.topics[cluster].get(name) or create_topic(state, cluster, name)
            mirror = topic.mirror or _mirror(state, link, payload.get("source", name), "ACTIVE")
            if "status" in payload:
                _lead(state, mirror, payload["status"])
                mirror.update(status=payload["status"], then=[])
            mirror.update({key: payload[key] for key in ("error", "lag", "errors", "ahead") if key in payload})
            topic.mirror = mirror
            made.append(topic.to_json())
        return made

    return seed


def routes(state: State) -> list[BaseRoute]:
    """The routes of mirror topics."""
    state.seeders["mirror_topics"] = _seeder(state)

    async def list_all(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE")
        links = list(state.links.get(caller.lkc, {}).values())
        return _listed(caller, "/links/-/mirrors", links, request.query_params.get("mirror_status"))

    async def list_of_link(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE")
        link = link_of(caller, request.path_params["link_name"])
        return _listed(caller, f"/links/{link['name']}/mirrors", [link], request.query_params.get("mirror_status"))

    async def post(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        link = link_of(caller, request.path_params["link_name"])
        body = await body_of(request, ("source_topic_name", "mirror_topic_name", "replication_factor", "configs"))
        name, source, partitions, configs = _new(caller, link, body)
        topic = create_topic(state, caller.lkc, name, partitions, configs)
        topic.mirror = _mirror(state, link["name"], source, "PENDING_MIRROR", "ACTIVE")
        return Response(status_code=204)

    async def get(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("DESCRIBE")
        link, name = link_of(caller, request.path_params["link_name"]), request.path_params["name"]
        try:
            topic, mirror = _of(caller, link, name)
        except KeyError:
            raise ApiError("kafka", 404, f"Mirror topic '{name}' not found.", 40403) from None
        return json_response(_render(caller, link, topic, mirror, flag_of(request, "include_state_transition_errors")))

    async def ask(request: Request) -> Response:
        caller = caller_of(request, state)
        caller.need("ALTER")
        link, verb = link_of(caller, request.path_params["link_name"]), request.path_params["verb"]
        if verb not in VERBS:
            raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
        body = await body_of(request, ("mirror_topic_names", "mirror_topic_name_pattern"))
        names, pattern = want(body, "mirror_topic_names", list), want(body, "mirror_topic_name_pattern", str)
        if (names is None) == (pattern is None):
            raise bad("Either mirror_topic_names or mirror_topic_name_pattern must be given")
        if pattern is not None:
            known = (one.name for one in mirrors_of(state, caller.lkc, link["name"]))
            names = [name for name in known if re.fullmatch(pattern, name)]
        data = [_asked(caller, link, verb, name, flag_of(request, "validate_only")) for name in names or ()]
        metadata = {"self": f"{caller.url}/links/{link['name']}/mirrors", "next": None}
        return json_response({"kind": "KafkaPromoteMirror", "metadata": metadata, "data": data})

    links = PATH + "/links/{link_name}"
    return [
        Route(PATH + "/links/-/mirrors", list_all, methods=["GET"]),
        Route(links + "/mirrors", list_of_link, methods=["GET"]),
        Route(links + "/mirrors", post, methods=["POST"]),
        Route(links + "/mirrors:{verb}", ask, methods=["POST"]),
        Route(links + "/mirrors/{name}", get, methods=["GET"]),
    ]
