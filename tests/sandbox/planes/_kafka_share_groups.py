# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Share groups and streams groups of Kafka REST v3, by their document alone (kafkarest-v3, early access): the
open-source server does not know them. Seeds make them (``groups`` of the protocol ``share`` or ``streams``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import ApiError
from ..responses import json_response
from ..state import JsonObject, State
from ._kafka_common import PATH, Caller, caller_of, crn_of
from ._kafka_group_common import SHARE, STREAMS, group_of, groups_of, lacking, listed, related, rendered, state_of


def _offered(caller: Caller) -> None:
    status = caller.state.settings.groups_refusal
    if status:
        raise ApiError("kafka", status, "HTTP 404 Not Found" if status == 404 else "Request is not authorized", status)


def _at(caller: Caller, topic: str, partition: int) -> JsonObject:
    return {
        "topic_name": topic,
        "partition_id": partition,
        "partition": related(caller, f"topics/{topic}/partitions/{partition}"),
    }


def _assigned(member: JsonObject) -> list[tuple[str, int]]:
    return [(topic, number) for topic, numbers in sorted(member["assigned"].items()) for number in numbers]


def _share_group(caller: Caller, item: JsonObject) -> JsonObject:
    name = item["name"]
    path, held = f"share-groups/{name}", sorted({at for member in item["members"] for at in _assigned(member)})
    parts = [
        {
            "kind": "KafkaShareGroupTopicPartition",
            "metadata": {
                "self": f"{caller.url}/{path}/assigned-topic-partitions/{topic}/{number}",
                "resource_name": crn_of(caller.lkc, f"share-group={name}", f"topic-partition={topic}:{number}"),
            },
            **_at(caller, topic, number),
        }
        for topic, number in held
    ]
    return rendered(
        caller,
        "KafkaShareGroup",
        path,
        (f"share-group={name}",),
        share_group_id=name,
        state=state_of(item),
        coordinator=related(caller, f"brokers/{item['coordinator']}"),
        consumers=related(caller, f"{path}/consumers"),
        consumer_count=len(item["members"]),
        partition_count=len(held),
        assigned_topic_partitions=parts,
    )


def _share_consumer(caller: Caller, item: JsonObject, member: JsonObject) -> JsonObject:
    path = f"share-groups/{item['name']}/consumers/{member['id']}"
    return rendered(
        caller,
        "KafkaShareGroupConsumer",
        path,
        (f"share-group={item['name']}", f"consumer={member['id']}"),
        group_id=item["name"],
        consumer_id=member["id"],
        client_id=member["client_id"],
        assignments=related(caller, f"{path}/assignments"),
    )


def _share_assignment(caller: Caller, item: JsonObject, member: JsonObject, topic: str, number: int) -> JsonObject:
    path = f"share-groups/{item['name']}/consumers/{member['id']}/assignments/{topic}/partitions/{number}"
    names = (f"share-group={item['name']}", f"consumer={member['id']}", f"assignment={topic}", f"partition={number}")
    members = {"group_id": item["name"], "consumer_id": member["id"], **_at(caller, topic, number)}
    return rendered(caller, "KafkaShareGroupConsumerAssignment", path, names, **members)


def _streams_group(caller: Caller, item: JsonObject) -> JsonObject:
    path = f"streams-groups/{item['name']}"
    return rendered(
        caller,
        "KafkaStreamsGroup",
        path,
        (f"streams-group={item['name']}",),
        group_id=item["name"],
        group_epoch=item["epoch"],
        target_assignment_epoch=item["epoch"],
        topology_epoch=1,
        state=state_of(item),
        member_count=len(item["members"]),
        subtopology_count=len(item["subtopologies"]),
        members=related(caller, f"{path}/members"),
        subtopologies=related(caller, f"{path}/subtopologies"),
    )


def _subtopology(caller: Caller, item: JsonObject, name: str) -> JsonObject:
    path = f"streams-groups/{item['name']}/subtopologies/{name}"
    names = (f"streams-group={item['name']}", f"subtopology={name}")
    members = {"group_id": item["name"], "subtopology_id": name, "source_topics": item["subtopologies"][name]}
    return rendered(caller, "KafkaStreamsSubtopology", path, names, **members)


def _streams_member(caller: Caller, item: JsonObject, member: JsonObject) -> JsonObject:
    path = f"streams-groups/{item['name']}/members/{member['id']}"
    return rendered(
        caller,
        "KafkaStreamsMember",
        path,
        (f"streams-group={item['name']}", f"member={member['id']}"),
        group_id=item["name"],
        member_id=member["id"],
        process_id=f"process-{member['id']}",
        client_id=member["client_id"],
        instance_id=member["instance_id"] or "",
        member_epoch=item["epoch"],
        topology_epoch=1,
        is_classic=False,
        assignments=related(caller, f"{path}/assignments"),
        target_assignment=related(caller, f"{path}/target-assignment"),
    )


def _of(caller: Caller, request: Request, protocol: str) -> tuple[JsonObject, JsonObject | None]:
    """The group of a request and its member, if the path names one; 404 for one that is not there."""
    _offered(caller)
    item = group_of(caller, request.path_params["group_id"], protocol)
    wanted = request.path_params.get("member_id")
    member = next((one for one in item["members"] if one["id"] == wanted), None)
    if wanted is not None and member is None:
        raise lacking()
    return item, member


def _share_routes(state: State) -> list[BaseRoute]:
    base = PATH + "/share-groups"
    member = base + "/{group_id}/consumers/{member_id}"

    async def groups(request: Request) -> Response:
        caller = caller_of(request, state)
        _offered(caller)
        found = [_share_group(caller, item) for item in groups_of(caller, SHARE)]
        return listed(caller, "KafkaShareGroupList", "share-groups", found)

    async def group(request: Request) -> Response:
        caller = caller_of(request, state)
        return json_response(_share_group(caller, _of(caller, request, SHARE)[0]))

    async def consumers(request: Request) -> Response:
        caller = caller_of(request, state)
        item, _member = _of(caller, request, SHARE)
        found = [_share_consumer(caller, item, one) for one in item["members"]]
        return listed(caller, "KafkaShareConsumerList", f"share-groups/{item['name']}/consumers", found)

    async def consumer(request: Request) -> Response:
        caller = caller_of(request, state)
        item, one = _of(caller, request, SHARE)
        return json_response(_share_consumer(caller, item, one or {}))

    async def assignments(request: Request) -> Response:
        caller = caller_of(request, state)
        item, one = _of(caller, request, SHARE)
        found = [_share_assignment(caller, item, one, *at) for at in _assigned(one)] if one else []
        path = f"share-groups/{item['name']}/consumers/{request.path_params['member_id']}/assignments"
        return listed(caller, "KafkaConsumerAssignmentList", path, found)

    return [
        Route(base, groups, methods=["GET"]),
        Route(base + "/{group_id}", group, methods=["GET"]),
        Route(base + "/{group_id}/consumers", consumers, methods=["GET"]),
        Route(member, consumer, methods=["GET"]),
        Route(member + "/assignments", assignments, methods=["GET"]),
    ]


def _tasks(caller: Caller, item: JsonObject, member: JsonObject, kind: str, of: str) -> list[JsonObject]:
    """The tasks of a member by subtopology; kind: active, standby, warmup."""
    told = []
    for name, numbers in sorted(member["tasks"].get(kind, {}).items()):
        path = f"streams-groups/{item['name']}/members/{member['id']}/{of}/{kind}/subtopologies/{name}"
        owner = (f"streams-group={item['name']}", f"member={member['id']}", f"{of}={kind}", f"subtopology={name}")
        metadata = {"self": f"{caller.url}/{path}", "resource_name": crn_of(caller.lkc, *owner)}
        task = {"kind": "KafkaStreamsTask", "metadata": metadata, "subtopology_id": name, "partition_ids": numbers}
        told.append(task)
    return told


def _streams_routes(state: State) -> list[BaseRoute]:
    base = PATH + "/streams-groups"
    member_path = base + "/{group_id}/members/{member_id}"

    async def groups(request: Request) -> Response:
        caller = caller_of(request, state)
        _offered(caller)
        found = [_streams_group(caller, item) for item in groups_of(caller, STREAMS)]
        return listed(caller, "KafkaStreamsGroupList", "streams-groups", found)

    async def group(request: Request) -> Response:
        caller = caller_of(request, state)
        return json_response(_streams_group(caller, _of(caller, request, STREAMS)[0]))

    async def subtopologies(request: Request) -> Response:
        caller = caller_of(request, state)
        item, _member = _of(caller, request, STREAMS)
        found = [_subtopology(caller, item, name) for name in item["subtopologies"]]
        path = f"streams-groups/{item['name']}/subtopologies"
        return listed(caller, "KafkaStreamsGroupSubtopologyList", path, found)

    async def members(request: Request) -> Response:
        caller = caller_of(request, state)
        item, _member = _of(caller, request, STREAMS)
        found = [_streams_member(caller, item, one) for one in item["members"]]
        return listed(caller, "KafkaStreamsGroupMemberList", f"streams-groups/{item['name']}/members", found)

    async def member(request: Request) -> Response:
        caller = caller_of(request, state)
        item, one = _of(caller, request, STREAMS)
        return json_response(_streams_member(caller, item, one or {}))

    def tasks(of: str) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            caller = caller_of(request, state)
            item, one = _of(caller, request, STREAMS)
            kind = request.path_params["kind"]
            if one is None or kind not in ("active", "standby", "warmup"):
                raise lacking()
            path = f"streams-groups/{item['name']}/members/{one['id']}/{of}/{kind}"
            return listed(caller, "KafkaStreamsTaskList", path, _tasks(caller, item, one, kind, of))

        return answer

    return [
        Route(base, groups, methods=["GET"]),
        Route(base + "/{group_id}", group, methods=["GET"]),
        Route(base + "/{group_id}/subtopologies", subtopologies, methods=["GET"]),
        Route(base + "/{group_id}/members", members, methods=["GET"]),
        Route(member_path, member, methods=["GET"]),
        Route(member_path + "/assignments/{kind}", tasks("assignments"), methods=["GET"]),
        Route(member_path + "/target-assignments/{kind}", tasks("target-assignments"), methods=["GET"]),
    ]


def routes(state: State) -> list[BaseRoute]:
    """All routes of both."""
    return [*_share_routes(state), *_streams_routes(state)]
