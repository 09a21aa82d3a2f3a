# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Kafka REST v3: topics and partitions; settings, ACLs and the cluster itself are in the modules beside (kafkarest-v3
document).
"""

from __future__ import annotations

import json
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response, list_text
from ..state import JsonObject, State
from . import _kafka_acls, _kafka_cluster, _kafka_configs, _kafka_groups
from ._cluster_rules import most_partitions
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
    topic_of,
    want,
)
from ._topic_configs import bad, check_value

PLANE = "kafka"

_TOPIC_FIELDS = (
    "topic_name",
    "partitions_count",
    "replication_factor",
    "configs",
    "replicas_assignments",
    "validate_only",
)
DEFAULT_PARTITIONS = 6
_OPERATIONS = ("READ", "WRITE", "CREATE", "DELETE", "ALTER", "DESCRIBE", "DESCRIBE_CONFIGS", "ALTER_CONFIGS")


def create_topic(
    state: State,
    lkc: str,
    name: str,
    partitions: int = DEFAULT_PARTITIONS,
    configs: dict[str, str] | None = None,
    *,
    internal: bool = False,
) -> Topic:
    """Make a topic without asking who may; for seeds and other planes."""
    topic = Topic(name, partitions, dict(configs or {}), internal or name.startswith("__"))
    state.topics[lkc][name] = topic
    return topic


def render_topic(caller: Caller, topic: Topic) -> JsonObject:
    """TopicData."""
    return _render(caller.url, caller.lkc, topic.name, topic.partitions, topic.internal)


@lru_cache(maxsize=50_000)
def _topic_text(base: str, lkc: str, name: str, partitions: int, internal: bool) -> str:
    """Its JSON, kept: lists have thousands."""
    return json.dumps(_render(base, lkc, name, partitions, internal), separators=(",", ":"))


def _render(base: str, lkc: str, name: str, partitions: int, internal: bool) -> JsonObject:
    url = f"{base}/topics/{name}"
    return {
        "kind": "KafkaTopic",
        "metadata": {"self": url, "resource_name": crn_of(lkc, f"topic={name}")},
        "cluster_id": lkc,
        "topic_name": name,
        "is_internal": internal,
        "replication_factor": REPLICATION_FACTOR,
        "partitions_count": partitions,
        "partitions": {"related": f"{url}/partitions"},
        "configs": {"related": f"{url}/configs"},
        "partition_reassignments": {"related": f"{url}/partitions/-/reassignments"},
    }


def _check_free(state: State, caller: Caller, name: str) -> None:
    topics = live_topics(state, caller.lkc)
    if name in topics:
        if topics[name].gone_at is not None:
            raise bad(f"Topic '{name}' is marked for deletion.")
        raise bad(f"Topic '{name}' already exists.")
    if "." in name or "_" in name:  # in the names of metrics they are the same
        alike = name.replace(".", "_")
        for other in topics:
            if other.replace(".", "_") == alike:
                raise bad(f"Topic '{name}' collides with existing topic: {other}")
    limit = state.settings.topic_limit
    if limit and len(topics) >= limit:
        raise bad(f"Cluster has reached its limit of {limit} topics")


def _check_room(state: State, caller: Caller, more: int) -> None:
    """400 for more partitions than the cluster's units are for."""
    most = most_partitions(caller.cluster)
    if state.settings.partition_limits and more + sum(t.partitions for t in state.topics[caller.lkc].values()) > most:
        raise bad(f"Adding the requested number of partitions will exceed {most} total partitions.")


def _new_partitions(body: JsonObject) -> int:
    """How many partitions a new topic gets; -1 is the broker's default."""
    count = count_of(body, "partitions_count")
    if count in (None, -1):
        return DEFAULT_PARTITIONS
    if count < 1:
        raise bad("Number of partitions was set to an invalid non-positive value.")
    return count


def _configs(caller: Caller, body: JsonObject) -> dict[str, str]:
    configs: dict[str, str] = {}
    for item in want(body, "configs", list) or []:
        if not isinstance(item, dict):
            raise ApiError("kafka", 400, "Cannot deserialize an item of 'configs'", 400)
        known_fields(item, ("name", "value"))
        name = want(item, "name", str, required=True)
        configs[name] = check_value(name, item.get("value"), caller.cluster["kind"])
    return configs


def _render_partition(caller: Caller, topic: Topic, number: int) -> JsonObject:
    """PartitionData."""
    url = f"{caller.url}/topics/{topic.name}/partitions/{number}"
    return {
        "kind": "KafkaPartition",
        "metadata": {
            "self": url,
            "resource_name": crn_of(caller.lkc, f"topic={topic.name}", f"partition={number}"),
        },
        "cluster_id": caller.lkc,
        "topic_name": topic.name,
        "partition_id": number,
        "leader": {"related": f"{url}/replicas/{number % REPLICATION_FACTOR}"},
        "replicas": {"related": f"{url}/replicas"},
        "reassignment": {"related": f"{url}/reassignment"},
    }


def _topic_routes(state: State) -> list[BaseRoute]:
    async def list_all(request: Request) -> Response:
        caller = caller_of(request, state)
        topics = caller.visible_topics("DESCRIBE")
        data = ",".join(_topic_text(caller.url, caller.lkc, one.name, one.partitions, one.internal) for one in topics)
        return list_text("KafkaTopicList", f"{caller.url}/topics", data)

    async def post(request: Request) -> Response:
        caller = caller_of(request, state)
        body = await body_of(request, _TOPIC_FIELDS)
        name = want(body, "topic_name", str, required=True)
        if not is_topic_name(name):
            raise ApiError("kafka", 422, "Payload error. Invalid topic name.", 42206)
        if not caller.may("CREATE", name):
            caller.need("CREATE")
        factor = count_of(body, "replication_factor")
        if factor not in (None, -1, REPLICATION_FACTOR):
            raise bad("Topic replication factor must be 3")
        partitions = _new_partitions(body)
        configs = _configs(caller, body)
        _check_free(state, caller, name)
        _check_room(state, caller, partitions)
        if want(body, "validate_only", bool):
            return json_response(render_topic(caller, Topic(name, partitions, configs)), 200)
        return json_response(render_topic(caller, create_topic(state, caller.lkc, name, partitions, configs)), 201)

    async def get(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "DESCRIBE")
        answer = render_topic(caller, topic)
        if request.query_params.get("include_authorized_operations") == "true":
            answer["authorized_operations"] = [
                operation for operation in _OPERATIONS if caller.may(operation, topic.name)
            ]
        return json_response(answer)

    async def patch(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "ALTER")
        count = count_of(await body_of(request, ("partitions_count",)), "partitions_count", required=True) or 0
        if count == topic.partitions:
            raise bad(f"Topic already has {topic.partitions} partitions.")
        if count < topic.partitions:
            raise bad(
                f"The topic {topic.name} currently has {topic.partitions} partition(s); "
                f"{count} would not be an increase."
            )
        if is_read_only(state, topic):
            raise bad(f"Cannot add partitions to the read-only mirror topic '{topic.name}'.")
        _check_room(state, caller, count - topic.partitions)
        topic.partitions = count
        return json_response(render_topic(caller, topic))

    async def delete(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "DELETE")
        if topic.gone_at is not None:
            raise ApiError("kafka", 404, "This server does not host this topic-partition.", 40403)
        delay = state.settings.topic_delete_delay
        if delay > 0:
            topic.gone_at = state.now() + delay
            state.topics_in_deletion.setdefault(caller.lkc, set()).add(topic.name)
        else:
            del state.topics[caller.lkc][topic.name]
        return Response(status_code=204)

    return [
        Route(PATH + "/topics", list_all, methods=["GET"]),
        Route(PATH + "/topics", post, methods=["POST"]),
        Route(PATH + "/topics/{topic_name}", get, methods=["GET"]),
        Route(PATH + "/topics/{topic_name}", patch, methods=["PATCH"]),
        Route(PATH + "/topics/{topic_name}", delete, methods=["DELETE"]),
    ]


def _partition_routes(state: State) -> list[BaseRoute]:
    async def list_all(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "DESCRIBE")
        data = [_render_partition(caller, topic, number) for number in range(topic.partitions)]
        metadata = {"self": f"{caller.url}/topics/{topic.name}/partitions", "next": None}
        return json_response({"kind": "KafkaPartitionList", "metadata": metadata, "data": data})

    async def get(request: Request) -> Response:
        caller = caller_of(request, state)
        topic = topic_of(caller, request.path_params["topic_name"], "DESCRIBE")
        text = request.path_params["partition_id"]
        if not text.isdecimal() or int(text) >= topic.partitions:
            raise ApiError("kafka", 404, "This server does not host this topic-partition.", 40403)
        return json_response(_render_partition(caller, topic, int(text)))

    return [
        Route(PATH + "/topics/{topic_name}/partitions", list_all, methods=["GET"]),
        Route(PATH + "/topics/{topic_name}/partitions/{partition_id}", get, methods=["GET"]),
    ]


def routes(state: State) -> list[BaseRoute]:
    """All routes of Kafka REST v3."""
    return [
        # The busiest first: routes are tried in order.
        *_topic_routes(state),
        *_kafka_configs.routes(state),
        *_kafka_acls.routes(state),
        *_kafka_cluster.routes(state),
        *_kafka_groups.routes(state),
        *_partition_routes(state),
    ]
