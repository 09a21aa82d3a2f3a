# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Consumer groups of Kafka REST v3 with their lag, as measured on Kafka REST 8.3.1 with Kafka 4.3; share groups and
streams groups are in the module beside.

A group is made by a seed (``groups``), and commits by one (``commits``), or by itself, so many records a second of the
sandbox's clock (``pace``). As measured:

* lags are told of partitions with a commit only; without any it is a 404, and so is a group that is not there, with
  other words. A commit past the end is no lag. Partitions of deleted topics drop out;
* share groups and streams groups are not in the list of consumer groups, and 404 there; groups of another protocol
  (workers of Connect, ``protocol: connect``) are not in the list either, and 500;
* links carry names unencoded; the order of a list is arbitrary.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from . import _kafka_share_groups
from ._kafka_common import PATH, Caller, caller_of, live_topics
from ._kafka_group_common import CLASSIC, CONSUMER, group_of, groups_of, lacking, listed, related, rendered, state_of
from .records import end_offset

GROUP = PATH + "/consumer-groups/{group_id}"
_ASSIGNORS = {CLASSIC: "range", CONSUMER: "uniform"}


def _consumer_group(caller: Caller, item: JsonObject) -> JsonObject:
    name, members = item["name"], item["members"]
    path = f"consumer-groups/{name}"
    active = bool(members) and state_of(item) == "STABLE"
    return rendered(
        caller,
        "KafkaConsumerGroup",
        path,
        (f"consumer-group={name}",),
        consumer_group_id=name,
        is_simple=item["simple"],
        partition_assignor=_ASSIGNORS[item["protocol"]] if active or item["protocol"] == CONSUMER else "",
        state=state_of(item),
        type=item["protocol"].upper(),
        is_mixed_consumer_group=item["mixed"],
        coordinator=related(caller, f"brokers/{item['coordinator']}"),
        consumers=related(caller, f"{path}/consumers"),
        lag_summary=related(caller, f"{path}/lag-summary"),
    )


def _consumer(caller: Caller, item: JsonObject, member: JsonObject) -> JsonObject:
    path = f"consumer-groups/{item['name']}/consumers/{member['id']}"
    return rendered(
        caller,
        "KafkaConsumer",
        path,
        (f"consumer-group={item['name']}", f"consumer={member['id']}"),
        consumer_group_id=item["name"],
        consumer_id=member["id"],
        instance_id=member["instance_id"],
        client_id=member["client_id"],
        assignments=related(caller, f"{path}/assignments"),
    )


def _committed(state: State, item: JsonObject, lkc: str) -> list[tuple[str, int, int, int]]:
    """(topic, partition, committed, end) of each commit of a topic that is there, after what was read meanwhile."""
    now, found = state.now(), []
    read = int((now - item["since"]) * item["pace"])
    if read:
        item["since"] += read / item["pace"]
    topics = live_topics(state, lkc)
    for topic, partitions in sorted(item["commits"].items()):
        for partition, offset in sorted(partitions.items()):
            if topic not in topics:
                continue
            end = end_offset(topics[topic], partition)
            if read and offset < end:
                offset = partitions[partition] = min(end, offset + read)
            found.append((topic, partition, offset, end))
    return found


def _lags(caller: Caller, item: JsonObject) -> list[JsonObject]:
    """Raises 404 where nothing was committed."""
    found = _committed(caller.state, item, caller.lkc)
    if not found:
        raise lacking("Consumer group offsets could not be found.")
    nobody = {"id": "", "instance_id": None, "client_id": ""}
    told = []
    for topic, partition, offset, end in found:
        reads = (m for m in item["members"] if partition in m["assigned"].get(topic, ()))
        member = next(reads, nobody)
        told.append(
            rendered(
                caller,
                "KafkaConsumerLag",
                f"consumer-groups/{item['name']}/lags/{topic}/partitions/{partition}",
                (f"consumer-group={item['name']}", f"lag={topic}", f"partition={partition}"),
                consumer_group_id=item["name"],
                topic_name=topic,
                partition_id=partition,
                consumer_id=member["id"],
                instance_id=member["instance_id"],
                client_id=member["client_id"],
                current_offset=offset,
                log_end_offset=end,
                lag=max(0, end - offset),
            )
        )
    return told


def _lag_offered(caller: Caller) -> None:
    status = caller.state.settings.lag_refusal
    if status and caller.cluster["kind"] != "Dedicated":
        words = {403: ("Request is not authorized", 40301), 404: ("HTTP 404 Not Found", 404)}
        raise ApiError("kafka", status, *words.get(status, ("HTTP error", status)))


def _consumer_routes(state: State) -> list[BaseRoute]:
    async def groups(request: Request) -> Response:
        caller = caller_of(request, state)
        found = [_consumer_group(caller, item) for item in groups_of(caller, CLASSIC, CONSUMER)]
        return listed(caller, "KafkaConsumerGroupList", "consumer-groups", found)

    async def group(request: Request) -> Response:
        caller = caller_of(request, state)
        item = group_of(caller, request.path_params["group_id"], CLASSIC, CONSUMER)
        return json_response(_consumer_group(caller, item))

    async def consumers(request: Request) -> Response:
        caller, name = caller_of(request, state), request.path_params["group_id"]
        item = group_of(caller, name, CLASSIC, CONSUMER, missing=f"Consumer Group {name} does not exist.")
        found = [_consumer(caller, item, member) for member in item["members"]]
        return listed(caller, "KafkaConsumerList", f"consumer-groups/{name}/consumers", found)

    async def consumer(request: Request) -> Response:
        caller = caller_of(request, state)
        item = group_of(caller, request.path_params["group_id"], CLASSIC, CONSUMER)
        member = next((one for one in item["members"] if one["id"] == request.path_params["consumer_id"]), None)
        if member is None:
            raise lacking()
        return json_response(_consumer(caller, item, member))

    def lags_of(request: Request) -> tuple[Caller, JsonObject, list[JsonObject]]:
        caller, name = caller_of(request, state), request.path_params["group_id"]
        _lag_offered(caller)
        item = group_of(caller, name, CLASSIC, CONSUMER, missing=f"Consumer Group {name} could not be found.")
        return caller, item, _lags(caller, item)

    async def lags(request: Request) -> Response:
        caller, item, found = lags_of(request)
        return listed(caller, "KafkaConsumerLagList", f"consumer-groups/{item['name']}/lags", found)

    async def lag(request: Request) -> Response:
        _caller, _item, found = lags_of(request)
        topic, partition = request.path_params["topic_name"], request.path_params["partition_id"]
        for one in found:
            if (one["topic_name"], str(one["partition_id"])) == (topic, partition):
                return json_response(one)
        raise lacking()

    async def summary(request: Request) -> Response:
        caller, item, found = lags_of(request)
        worst, path = max(found, key=lambda one: one["lag"]), f"consumer-groups/{item['name']}"
        at = f"{worst['topic_name']}/partitions/{worst['partition_id']}"
        told = rendered(
            caller,
            "KafkaConsumerGroupLagSummary",
            f"{path}/lag-summary",
            (f"consumer-groups={item['name']}", "lag-summary"),
            consumer_group_id=item["name"],
            max_lag_consumer_id=worst["consumer_id"],
            max_lag_instance_id=worst["instance_id"],
            max_lag_client_id=worst["client_id"],
            max_lag_topic_name=worst["topic_name"],
            max_lag_partition_id=worst["partition_id"],
            max_lag=worst["lag"],
            total_lag=sum(one["lag"] for one in found),
            max_lag_consumer=related(caller, f"{path}/consumers/{worst['consumer_id']}".rstrip("/")),
            max_lag_partition=related(caller, f"topics/{at}"),
        )
        return json_response(told)

    return [
        Route(GROUP + "/lags", lags, methods=["GET"]),
        Route(GROUP + "/lag-summary", summary, methods=["GET"]),
        Route(GROUP + "/lags/{topic_name}/partitions/{partition_id}", lag, methods=["GET"]),
        Route(PATH + "/consumer-groups", groups, methods=["GET"]),
        Route(GROUP, group, methods=["GET"]),
        Route(GROUP + "/consumers", consumers, methods=["GET"]),
        Route(GROUP + "/consumers/{consumer_id}", consumer, methods=["GET"]),
    ]


# ---- seeds


def _member(spec: JsonObject, position: int) -> JsonObject:
    client = spec.get("client_id", f"client-{position + 1}")
    made = {"client_id": client, "instance_id": spec.get("instance_id"), "tasks": spec.get("tasks", {})}
    assigned = {topic: [int(number) for number in numbers] for topic, numbers in spec.get("assigned", {}).items()}
    return {**made, "id": spec.get("id", f"{client}-{position + 1}"), "assigned": assigned}


def _commit(state: State, spec: JsonObject) -> JsonObject:
    """commits: cluster, group, topic, and ``offset`` for ``partitions`` (default all): a number, or "end"."""
    lkc = spec["cluster"]
    topic, item = state.topics[lkc][spec["topic"]], state.groups[lkc][spec["group"]]
    for number in spec.get("partitions", range(topic.partitions)):
        end = end_offset(topic, int(number))
        item["commits"].setdefault(topic.name, {})[int(number)] = (
            end if spec["offset"] == "end" else int(spec["offset"])
        )
    return item


def install(state: State) -> None:
    """Seeding: ``groups`` (cluster, name or prefix and count, protocol, members, commits by topic, pace, state),
    ``commits`` and ``group_removals`` (cluster, names).
    """

    def groups(spec: JsonObject) -> list[Any]:
        lkc, made = spec["cluster"], []
        names = [spec["name"]] if "name" in spec else [f"{spec['prefix']}{n:05d}" for n in range(int(spec["count"]))]
        for name in names:
            members = [_member(one, position) for position, one in enumerate(spec.get("members", []))]
            item = {
                "name": name,
                "protocol": spec.get("protocol", CLASSIC),
                "state": spec.get("state"),
                "simple": spec.get("simple", False),
                "mixed": spec.get("mixed", False),
                "coordinator": spec.get("coordinator", 0),
                "members": members,
                "commits": {},
                "pace": float(spec.get("pace", 0)),
                "since": state.now(),
                "epoch": spec.get("epoch", 1),
                "subtopologies": spec.get("subtopologies", {}),
            }
            state.groups.setdefault(lkc, {})[name] = item
            for topic, offset in spec.get("commits", {}).items():
                _commit(state, {"cluster": lkc, "group": name, "topic": topic, "offset": offset})
            made.append(item)
        return made

    def removals(spec: JsonObject) -> list[Any]:
        return [state.groups[spec["cluster"]].pop(name) for name in spec["names"]]

    state.seeders.update(groups=groups, commits=lambda spec: [_commit(state, spec)], group_removals=removals)

    def cluster_gone(lkc: str) -> None:
        state.groups.pop(lkc, None)

    state.on_delete_cluster.append(cluster_gone)


def routes(state: State) -> list[BaseRoute]:
    """All routes of groups."""
    install(state)
    return [*_consumer_routes(state), *_kafka_share_groups.routes(state)]
