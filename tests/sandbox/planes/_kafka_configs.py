# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Topic settings over Kafka REST v3: read one, all of a topic, all of all topics; alter, set, reset (kafkarest-v3
document).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from ._kafka_common import PATH, Caller, Topic, body_of, caller_of, crn_of, is_read_only, known_fields, topic_of, want
from ._topic_configs import SETTINGS, bad, broker_name, check_policy_change, check_value, synonyms

_TOPICS_PER_CHUNK = 20
# Always those of the source topic (docs.confluent.io, "Manage Mirror Topics", the table of configurations).
_OF_THE_SOURCE = ("cleanup.policy", "max.message.bytes", "message.timestamp.type")


def of_cluster(caller: Caller, name: str) -> str | None:
    """The value that the cluster's own settings give to a setting of all its topics."""
    value: str | None = caller.cluster.get("broker_configs", {}).get(broker_name(name))
    return value


def render_config(caller: Caller, topic: str, name: str, override: str | None) -> JsonObject:
    """TopicConfigData."""
    setting = SETTINGS[name]
    sources = synonyms(name, override, of_cluster(caller, name))
    source = sources[0]["source"]
    return {
        "kind": "KafkaTopicConfig",
        "metadata": {
            "self": f"{caller.url}/topics/{topic}/configs/{name}",
            "resource_name": crn_of(caller.lkc, f"topic={topic}", f"config={name}"),
        },
        "cluster_id": caller.lkc,
        "name": name,
        "value": setting.default if source == "DEFAULT_CONFIG" else sources[0]["value"],
        "is_default": source == "DEFAULT_CONFIG",
        "is_read_only": not setting.editable,
        "is_sensitive": False,
        "source": source,
        "synonyms": sources,
        "topic_name": topic,
    }


def render_list(caller: Caller, path: str, data: list[JsonObject]) -> JsonObject:
    """TopicConfigDataList."""
    return {
        "kind": "KafkaTopicConfigList",
        "metadata": {"self": f"{caller.url}{path}", "next": None},
        "data": data,
    }


Pairs = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def _setting_text(url: str, lkc: str, cluster: Pairs, name: str, override: str | None) -> str:
    """JSON text of a setting with a NUL for the topic's name (names need no escaping: they are put in as they are)."""
    caller = Caller(None, None, {"id": lkc, "broker_configs": dict(cluster)}, url)  # type: ignore[arg-type]
    return json.dumps(render_config(caller, "\x00", name, override), separators=(",", ":")).replace("\\u0000", "\x00")


@lru_cache(maxsize=256)
def _settings_text(url: str, lkc: str, cluster: Pairs, overrides: Pairs) -> str:
    """The same for all settings of a topic: topics that are set alike differ in their names only."""
    own = dict(overrides)
    return ",".join(_setting_text(url, lkc, cluster, name, own.get(name)) for name in SETTINGS)


def _topic_text(caller: Caller, topic: Topic) -> str:
    cluster = tuple(sorted(caller.cluster.get("broker_configs", {}).items()))
    own = tuple(sorted(topic.configs.items()))
    return _settings_text(caller.url, caller.lkc, cluster, own).replace("\x00", topic.name)


def _head(caller: Caller, path: str) -> str:
    """A TopicConfigDataList up to its data."""
    metadata = json.dumps({"self": f"{caller.url}{path}", "next": None}, separators=(",", ":"))
    return f'{{"kind":"KafkaTopicConfigList","metadata":{metadata},"data":['


async def _stream(caller: Caller, topics: list[Topic]) -> AsyncIterator[bytes]:
    """The configs of all topics, in chunks: 10,000 topics are 170 MB."""
    yield _head(caller, "/topics/-/configs").encode()
    for start in range(0, len(topics), _TOPICS_PER_CHUNK):
        text = ",".join(_topic_text(caller, topic) for topic in topics[start : start + _TOPICS_PER_CHUNK])
        yield (text if start == 0 else "," + text).encode()
    yield b"]}"


def _alterations(caller: Caller, topic: Topic, data: list[object]) -> tuple[dict[str, str], set[str]]:
    """What an alter request sets and resets, all checked; nothing is applied if one item is wrong.

    A setting that does not exist is a bare 404 (Kafka REST looks its present value up).
    """
    to_set: dict[str, str] = {}
    to_reset: set[str] = set()
    for item in data:
        if not isinstance(item, dict):
            raise ApiError("kafka", 400, "Cannot deserialize an item of 'data'", 400)
        known_fields(item, ("name", "value", "operation"))
        name = want(item, "name", str, required=True)
        operation = want(item, "operation", str) or "SET"
        if name not in SETTINGS:
            raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
        if name in to_set or name in to_reset:
            raise bad(f"Duplicate config alterations for {name}")
        if is_read_only(caller.state, topic) and name in _OF_THE_SOURCE:
            raise bad(f"Config {name} of the mirror topic '{topic.name}' is read-only: it is that of its source topic")
        if operation == "SET":
            to_set[name] = check_value(name, item.get("value"), caller.cluster["kind"])
        elif operation == "DELETE":
            _check_resettable(name)
            to_reset.add(name)
        else:
            raise ApiError("kafka", 400, f"Cannot deserialize operation '{operation}': it is SET or DELETE", 400)
    if "cleanup.policy" in to_set:
        current = topic.configs.get("cleanup.policy", SETTINGS["cleanup.policy"].default)
        check_policy_change(current, to_set["cleanup.policy"])
    return to_set, to_reset


def _check_resettable(name: str) -> None:
    if not SETTINGS[name].editable:
        raise bad(f"Altering topic configs is disallowed for the read-only config: {name}")


def _known(name: str) -> None:
    if name not in SETTINGS:
        raise ApiError("kafka", 404, f"Config {name} cannot be found for TOPIC.", 404)


def routes(state: State) -> list[BaseRoute]:
    """The routes of topic settings."""

    async def list_everything(request: Request) -> Response:
        caller = caller_of(request, state)
        topics = caller.visible_topics("DESCRIBE_CONFIGS")
        return StreamingResponse(_stream(caller, topics), media_type="application/json")

    async def list_topic(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "DESCRIBE_CONFIGS")
        text = f"{_head(caller, f'/topics/{topic.name}/configs')}{_topic_text(caller, topic)}]}}"
        return Response(text, media_type="application/json")

    async def list_defaults(request: Request) -> Response:
        caller = caller_of(request, state)
        name = request.path_params["topic_name"]
        data = [render_config(caller, name, setting, None) for setting in SETTINGS]
        return json_response(render_list(caller, f"/topics/{name}/default-configs", data))

    async def alter(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "ALTER_CONFIGS")
        body = await body_of(request, ("data", "validate_only"))
        to_set, to_reset = _alterations(caller, topic, want(body, "data", list, required=True))
        if not want(body, "validate_only", bool):
            topic.configs.update(to_set)
            for name in to_reset:
                topic.configs.pop(name, None)
        return Response(status_code=204)

    async def get(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "DESCRIBE_CONFIGS")
        name = request.path_params["name"]
        _known(name)
        return json_response(render_config(caller, topic.name, name, topic.configs.get(name)))

    async def put(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "ALTER_CONFIGS")
        name = request.path_params["name"]
        _known(name)
        body = await body_of(request, ("value",))
        to_set = _alterations(caller, topic, [{"name": name, "value": body.get("value")}])[0]
        topic.configs.update(to_set)
        return Response(status_code=204)

    async def delete(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "ALTER_CONFIGS")
        name = request.path_params["name"]
        _known(name)
        _check_resettable(name)
        topic.configs.pop(name, None)
        return Response(status_code=204)

    topic_path = PATH + "/topics/{topic_name}"
    return [
        Route(PATH + "/topics/-/configs", list_everything, methods=["GET"]),
        Route(topic_path + "/configs", list_topic, methods=["GET"]),
        Route(topic_path + "/default-configs", list_defaults, methods=["GET"]),
        Route(topic_path + "/configs:alter", alter, methods=["POST"]),
        Route(topic_path + "/configs/{name}", get, methods=["GET"]),
        Route(topic_path + "/configs/{name}", put, methods=["PUT"]),
        Route(topic_path + "/configs/{name}", delete, methods=["DELETE"]),
    ]
