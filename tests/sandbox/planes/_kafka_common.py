# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the Kafka REST v3 modules share: the stored topic, the caller's rights, 404s, URLs (kafkarest-v3 document)."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from .. import auth, permissions
from ..errors import ApiError
from ..pages import base_url
from ..responses import json_object
from ..state import JsonObject, State
from . import cmk

PATH = "/kafka/v3/clusters/{cluster_id}"
REPLICATION_FACTOR = 3
_NAME = re.compile(r"[a-zA-Z0-9._-]+")
_MAX_NAME = 249
_INTEGER = re.compile(r"[+-]?[0-9]+")
_INT = (-(2**31), 2**31 - 1)


@dataclass
class Topic:
    """A topic as the sandbox keeps it; ``configs`` holds only what was set, ``log`` the records of each partition that
    has any, in the order of their offsets (``records.Record``).
    """

    name: str
    partitions: int
    configs: dict[str, str] = field(default_factory=dict)
    internal: bool = False
    gone_at: float | None = None
    mirror: JsonObject | None = None  # what it mirrors, or has mirrored (planes/mirror_topics.py)
    log: dict[int, list[Any]] = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """For the dump of the state; records without their times, which differ from run to run."""
        told = {"name": self.name, "partitions": self.partitions, "configs": self.configs, "internal": self.internal}
        if self.mirror is not None:
            told["mirror"] = {name: value for name, value in self.mirror.items() if name not in ("since", "then")}
        held = {number: [record.to_json() for record in log] for number, log in sorted(self.log.items())}
        return {**told, "records": held} if held else told


@dataclass(frozen=True)
class Caller:
    """A request to a cluster's endpoint whose credential was good."""

    state: State
    principal: auth.Principal
    cluster: JsonObject
    url: str

    @property
    def lkc(self) -> str:
        """The cluster's id."""
        return str(self.cluster["id"])

    def may(self, operation: str, topic: str = "") -> bool:
        """Whether the caller may do it on the cluster, or on one of its topics."""
        crn = f"{self.state.cluster_crn(self.lkc)}/kafka={self.lkc}"
        return auth.allowed(
            self.state, self.principal, operation, f"{crn}/topic={quote(topic, safe='')}" if topic else crn
        )

    def need(self, operation: str, topic: str = "") -> None:
        """403/40301 unless the caller may."""
        if not self.may(operation, topic):
            raise ApiError("kafka", 403, f"{'Topic' if topic else 'Cluster'} authorization failed.", 40301)

    def visible_topics(self, operation: str) -> list[Topic]:
        """The cluster's topics on which the caller may do the operation."""
        topics = list(live_topics(self.state, self.lkc).values())
        if permissions.has_free_hand(self.state, self.principal.id, self.lkc):
            return topics
        return [topic for topic in topics if self.may(operation, topic.name)]


def caller_of(request: Request, state: State) -> Caller:
    """Check endpoint, credential and cluster id of a request. A cluster being provisioned has no endpoint: 404."""
    lkc = request.path_params["lkc"]
    cluster = state.clusters.get(lkc)
    if cluster is None or cmk.phase(state, cluster) != "PROVISIONED":
        raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
    principal = auth.require(request, state, "kafka", lkc)
    asked = request.path_params["cluster_id"]
    if asked != lkc:
        raise ApiError("kafka", 404, "HTTP 404 Not Found", 404)
    url = f"{base_url(request)}/_kafka/{lkc}/kafka/v3/clusters/{lkc}"
    return Caller(state, principal, cluster, url)


def topic_of(caller: Caller, name: str, operation: str) -> Topic:
    """The topic, if the caller may do the operation on it; 400/40002 for what no topic can be called, 403/40301,
    404/40403.
    """
    if not is_topic_name(name):
        raise ApiError("kafka", 400, "The request attempted to perform an operation on an invalid topic.", 40002)
    caller.need(operation, name)
    topic = live_topics(caller.state, caller.lkc).get(name)
    if topic is None:
        raise ApiError("kafka", 404, "This server does not host this topic-partition.", 40403)
    return topic


def mirror_status(state: State, mirror: JsonObject) -> str:
    """The state that a mirror is in by now. A promotion ends when nothing lags."""
    while mirror["then"] and mirror["then"][0][1] <= state.now():
        step, since = mirror["then"][0]
        if step == "STOPPED" and mirror["status"] == "PENDING_STOPPED" and mirror["lag"] and not mirror["forced"]:
            break
        mirror.update(status=step, since=since, then=mirror["then"][1:])
    return str(mirror["status"])


def is_read_only(state: State, topic: Topic) -> bool:
    """Whether nobody may write to a topic, for its records come from another cluster."""
    return topic.mirror is not None and mirror_status(state, topic.mirror) != "STOPPED"


def live_topics(state: State, lkc: str) -> dict[str, Topic]:
    """The cluster's topics without those whose deletion is complete."""
    topics: dict[str, Topic] = state.topics[lkc]
    if state.topics_in_deletion.get(lkc):
        now = state.now()
        for name in list(state.topics_in_deletion[lkc]):
            topic = topics.get(name)
            if topic is None or topic.gone_at is None or topic.gone_at <= now:
                state.topics_in_deletion[lkc].discard(name)
                topics.pop(name, None)
    return topics


def is_topic_name(name: str) -> bool:
    """Whether a topic can have this name (Apache Kafka, org.apache.kafka.common.internals.Topic)."""
    return _NAME.fullmatch(name) is not None and name not in (".", "..") and len(name) <= _MAX_NAME


async def body_of(request: Request, fields: Collection[str]) -> JsonObject:
    """The body as an object that has no other than these fields; Kafka REST's 415, 400 or 422 otherwise."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ApiError("kafka", 415, "HTTP 415 Unsupported Media Type", 415)
    return known_fields(await json_object(request, "kafka", 400), fields)


def known_fields(given: JsonObject, fields: Collection[str]) -> JsonObject:
    """An object of a body, if it has no other than these fields; 422 otherwise."""
    for name in given:
        if name not in fields:
            raise ApiError("kafka", 422, f"Unrecognized field: {name}", 422)
    return given


def count_of(body: JsonObject, name: str, *, required: bool = False) -> int | None:
    """body[name] as Jackson reads an int: texts of digits and fractions are taken, too; 400 otherwise."""
    value = body.get(name)
    if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and not _INT[0] <= value <= _INT[1]:
        raise ApiError("kafka", 400, f"Numeric value ({value}) out of range of int ({_INT[0]} - {_INT[1]})", 400)
    return want({name: value}, name, int, required=required)


def want(body: JsonObject, name: str, wanted: type, *, required: bool = False) -> Any:
    """body[name] of the wanted type; 400 in the words of Kafka REST's deserializer otherwise."""
    value = body.get(name)
    if value is None:
        if required:
            raise ApiError("kafka", 400, f"Missing required creator property '{name}'", 400)
        return None
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        java = {int: "java.lang.Integer", str: "java.lang.String", bool: "java.lang.Boolean"}.get(
            wanted, "java.util.List"
        )
        raise ApiError("kafka", 400, f"Cannot deserialize value of type `{java}` from {value!r} ('{name}')", 400)
    return value


def crn_of(lkc: str, *parts: str) -> str:
    """metadata.resource_name in the form of the document: crn:///kafka=<lkc>/topic=..."""
    return "/".join((f"crn:///kafka={lkc}", *parts))
