# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The metrics service (metrics-v2 document): api.telemetry.confluent.cloud, here on the control plane's host.

Values are those of the sandbox's objects at present, the same for every minute, but for the bytes received, which lie
at the times of the records: lag from the groups, connections from their members, bytes received from the records; bytes
sent and requests from seeds, and further bytes. By the document: a query names a resource, has one aggregation and as
many minutes as its granularity allows, groups come in the order of their labels and up to ``limit``, pages only of what
is grouped, and a cursor that is no more is a 400. That requests are told by ``principal_id`` is in the published list
of metrics, not in the document.

A seed at ``/_sandbox/objects/traffic`` is ``{"cluster", "metric", "value", "minutes_ago": 10}`` with the labels of the
metric, such as ``"topic"``.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..responses import json_object, json_response
from ..state import JsonObject, State
from ._kafka_common import live_topics
from ._kafka_group_common import CLASSIC, CONSUMER
from .records import end_offset

SERVER = "io.confluent.kafka.server/"
GRANULARITIES = {"PT1M": (60, 21_600), "PT5M": (300, 86_400), "PT15M": (900, 345_600), "PT30M": (1800, 604_800)}
GRANULARITIES |= {"PT1H": (3600, 0), "PT4H": (14_400, 0), "PT6H": (21_600, 0), "PT12H": (43_200, 0), "P1D": (86_400, 0)}
METRICS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "received_bytes": (
        "COUNTER_INT64",
        "By",
        "The delta count of bytes received from the network.",
        ("topic", "partition"),
    ),
    "sent_bytes": (
        "COUNTER_INT64",
        "By",
        "The delta count of bytes sent over the network.",
        ("topic", "partition"),
    ),
    "request_count": (
        "COUNTER_INT64",
        "1",
        "The delta count of requests received over the network.",
        ("type", "principal_id"),
    ),
    "retained_bytes": (
        "GAUGE_INT64",
        "By",
        "The current count of bytes retained by the cluster.",
        ("topic", "partition"),
    ),
    "active_connection_count": (
        "GAUGE_INT64",
        "1",
        "The count of active authenticated connections.",
        ("principal_id",),
    ),
    "consumer_lag_offsets": (
        "GAUGE_INT64",
        "1",
        "The lag between a group member's committed offset and the partition's high watermark.",
        ("topic", "partition", "consumer_group_id", "client_id"),
    ),
}
_NOW = re.compile(r"now(?:([+-])(\d+)([mhd]))?(?:\|([mhd]))?")
_UNITS = {"m": 60, "h": 3600, "d": 86_400}
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


@dataclass
class Sample:
    """One value with its labels, ``metric.`` and ``resource.`` included; ``at``: its time, None for every minute."""

    labels: dict[str, str]
    value: float
    at: float | None = None


def _bad(detail: str, status: int = 400) -> Response:
    return json_response({"errors": [{"status": str(status), "detail": detail}]}, status)


class Refused(Exception):
    """A query that the service does not take."""


def _samples(state: State, metric: str, lkc: str) -> Iterator[Sample]:
    of = {"resource.kafka.id": lkc}
    topics = live_topics(state, lkc)
    for kept in state.collections.get("traffic", {}).values():
        if kept["cluster"] == lkc and kept["metric"] == metric:
            named = {f"metric.{label}": str(kept.get(label, "")) for label in METRICS[metric][3]}
            yield Sample({**of, **named}, float(kept["value"]), time.time() - 60.0 * kept.get("minutes_ago", 10))
    if metric in ("sent_bytes", "request_count"):
        return
    if metric in ("received_bytes", "retained_bytes"):
        for topic in topics.values():
            for partition, log in topic.log.items():
                labels = {**of, "metric.topic": topic.name, "metric.partition": str(partition)}
                for record in log:
                    size = len(record.key or b"") + len(record.value or b"")
                    yield Sample(labels, size, record.time / 1000 if metric == "received_bytes" else None)
        return
    groups = [item for item in state.groups.get(lkc, {}).values() if item["protocol"] in (CLASSIC, CONSUMER)]
    for group in groups:
        if metric == "active_connection_count":
            for _member in group["members"]:
                yield Sample({**of, "metric.principal_id": "sa-a1b2c3"}, 1)
            continue
        for topic, commits in group["commits"].items():
            for partition, offset in commits.items() if topic in topics else ():
                labels = {**of, "metric.topic": topic, "metric.partition": str(partition)}
                labels |= {"metric.consumer_group_id": group["name"], "metric.client_id": ""}
                yield Sample(labels, max(0, end_offset(topics[topic], partition) - offset))


def _moment(text: str, now: float) -> float:
    found = _NOW.fullmatch(text)
    if found:
        sign, amount, unit, truncated = found.groups()
        moment = now + (int(amount) * _UNITS[unit] * (1 if sign == "+" else -1) if amount else 0)
        return moment - moment % _UNITS[truncated] if truncated else moment
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    except ValueError as exc:
        raise Refused(f"Invalid interval: {text}") from exc


def _interval(text: str, now: float) -> tuple[float, float]:
    first, slash, second = text.partition("/")
    length = _DURATION.fullmatch(second)
    if not slash:
        raise Refused(f"Invalid interval: {text}")
    start = _moment(first, now)
    if length and second != "P":
        days, hours, minutes, seconds = (int(part or 0) for part in length.groups())
        return start, start + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
    return start, _moment(second, now)


def _matches(given: Any, labels: dict[str, str]) -> bool:
    if not isinstance(given, dict):
        raise Refused("Invalid filter")
    operation = given.get("op")
    if operation in ("AND", "OR"):
        found = [_matches(one, labels) for one in given["filters"]]
        return all(found) if operation == "AND" else any(found)
    if operation == "NOT":
        return not _matches(given["filter"], labels)
    value, held = str(given["value"]), labels.get(given["field"])
    if operation not in ("EQ", "GT", "GTE"):
        raise Refused(f"Unknown operator: {operation}")
    return held is not None and {"EQ": held == value, "GT": held > value, "GTE": held >= value}[operation]


def _named(given: Any) -> set[str]:
    """The clusters that a filter asks for."""
    if not isinstance(given, dict):
        return set()
    if given.get("field") == "resource.kafka.id" and given.get("op") == "EQ":
        return {str(given["value"])}
    return set().union(*(_named(one) for one in given.get("filters", ())))


def _clusters(state: State, principal: auth.Principal, given: Any) -> list[str]:
    """The clusters of a filter; 403 for one that the caller may not see, or that is not there."""
    named = _named(given)
    if not named:
        raise Refused("A resource filter is required")
    for lkc in named:
        if lkc not in state.clusters or not auth.allowed(state, principal, "VIEW", state.cluster_crn(lkc)):
            raise PermissionError(lkc)
    return sorted(named)


def _metric(name: Any) -> str:
    short = str(name).removeprefix(SERVER)
    if short not in METRICS or not str(name).startswith(SERVER):
        raise Refused(f"Unknown metric: {name}")
    return short


def _known_labels(metric: str, labels: list[str]) -> None:
    known = {"resource.kafka.id", *(f"metric.{label}" for label in METRICS[metric][3])}
    for label in labels:
        if label not in known:
            raise Refused(f"Unknown label: {label}")


def _buckets(body: JsonObject, now: float) -> list[tuple[float, float]]:
    """The time buckets of a query, latest first."""
    granularity, found = body["granularity"], []
    for text in body["intervals"]:
        start, end = _interval(text, now)
        if end <= start:
            raise Refused(f"Invalid interval: {text}")
        if granularity == "ALL":
            found.append((start, end))
            continue
        if granularity not in GRANULARITIES:
            raise Refused(f"Unknown granularity: {granularity}")
        step, most = GRANULARITIES[granularity]
        if most and end - start > most:
            raise Refused(f"The interval is too long for the granularity {granularity}")
        first = start - start % step
        found += [(first + n * step, first + (n + 1) * step) for n in range(int((end - first + step - 1) // step))]
    return sorted(found, reverse=True)


def _points(metric: str, samples: list[Sample], buckets: list[tuple[float, float]]) -> list[JsonObject]:
    counter, told = METRICS[metric][0].startswith("COUNTER"), []
    for start, end in buckets:
        within = [one.value for one in samples if one.at is None or start <= one.at < end]
        if within or not counter:
            stamp = datetime.fromtimestamp(start, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            told.append({"timestamp": stamp, "value": float(sum(within))})
    return told


def _page(request: Request, items: list[Any], limit: int) -> tuple[list[Any], JsonObject]:
    """A page of a list, and what is told of it."""
    token, begin = request.query_params.get("page_token"), 0
    if token:
        try:
            begin = int(base64.b64decode(token, validate=True))
        except (ValueError, binascii.Error) as exc:
            raise Refused("The page token is invalid or has expired") from exc
    pagination: JsonObject = {"page_size": limit}
    if begin + limit < len(items):
        pagination["next_page_token"] = base64.b64encode(str(begin + limit).encode()).decode()
    return items[begin : begin + limit], {"meta": {"pagination": pagination}}


def _answered(state: State, request: Request, principal: auth.Principal, body: JsonObject) -> Response:
    for name in ("aggregations", "granularity", "intervals"):
        if not body.get(name):
            raise Refused(f"{name} must not be null")
    if len(body["aggregations"]) != 1:
        raise Refused("Only one aggregation per request is supported")
    metric, labels = _metric(body["aggregations"][0]["metric"]), list(body.get("group_by") or [])
    limit = body.get("limit", 100)
    if not 1 <= limit <= 1000:
        raise Refused("limit must be between 1 and 1000")
    _known_labels(metric, labels)
    grouped = body.get("format") == "GROUPED"
    if grouped and not labels:
        raise Refused("GROUPED is only allowed with group_by")
    clusters = _clusters(state, principal, body.get("filter"))
    buckets = _buckets(body, datetime.now(timezone.utc).timestamp())
    groups: dict[tuple[str, ...], list[Sample]] = {}
    for lkc in clusters:
        for sample in _samples(state, metric, lkc):
            if _matches(body["filter"], sample.labels):
                groups.setdefault(tuple(sample.labels[label] for label in labels), []).append(sample)
    found = [(dict(zip(labels, key, strict=True)), groups[key]) for key in sorted(groups)]
    page, told = _page(request, found, limit) if labels else (found[:limit], {})
    shown: list[JsonObject] = []
    for key, samples in page:
        points = _points(metric, samples, buckets)
        shown += [{**key, "points": points}] if grouped else [{**point, **key} for point in points]
    return json_response({"data": shown, **told})


def routes(state: State) -> list[BaseRoute]:
    """Descriptors and queries of the one dataset."""
    base = "/v2/metrics/cloud"

    def guarded(handler: Any) -> Any:
        async def endpoint(request: Request) -> Response:
            try:
                principal = auth.require(request, state, "cloud")
            except ApiError as error:  # in the shape of this service, which has no title
                return _bad(error.message, error.status)
            try:
                return await handler(request, principal)
            except Refused as refused:
                return _bad(str(refused))
            except (KeyError, TypeError, AttributeError) as wrong:
                return _bad(f"Malformed request: {wrong!r}")
            except PermissionError as denied:
                return _bad(f"Not authorized for the resource kafka.id:{denied}", 403)

        return endpoint

    async def metrics(request: Request, _principal: auth.Principal) -> Response:
        kind = request.query_params.get("resource_type", "kafka")
        found = [
            {
                "name": SERVER + name,
                "description": words,
                "type": form,
                "unit": unit,
                "exportable": True,
                "lifecycle_stage": "GENERAL_AVAILABILITY",
                "resources": ["kafka"],
                "labels": [{"key": label, "description": f"The {label}.", "exportable": True} for label in labels],
            }
            for name, (form, unit, words, labels) in sorted(METRICS.items())
            if kind == "kafka"
        ]
        page, told = _page(request, found, int(request.query_params.get("page_size", "100")))
        return json_response({"data": page, **told, "links": {}})

    async def resources(request: Request, _principal: auth.Principal) -> Response:
        label = {"key": "kafka.id", "description": "ID of the Kafka cluster", "exportable": True}
        page, told = _page(request, [{"type": "kafka", "description": "A Kafka cluster.", "labels": [label]}], 100)
        return json_response({"data": page, **told, "links": {}})

    async def query(request: Request, principal: auth.Principal) -> Response:
        return _answered(state, request, principal, await _body(request))

    async def attributes(request: Request, principal: auth.Principal) -> Response:
        body = await _body(request)
        metric, [label] = _metric(body["metric"]), body["group_by"]
        _known_labels(metric, [label])
        clusters = _clusters(state, principal, body.get("filter"))
        values = {sample.labels[label] for lkc in clusters for sample in _samples(state, metric, lkc)}
        page, told = _page(request, [{label: value} for value in sorted(values)], body.get("limit", 100))
        return json_response({"data": page, **told, "links": {}})

    def seed(spec: JsonObject) -> list[Any]:
        if spec["cluster"] not in state.clusters or spec["metric"] not in METRICS:
            raise ValueError(f"no metric {spec['metric']!r} of {spec['cluster']!r}")
        kept = state.collections.setdefault("traffic", {})
        kept[str(len(kept))] = {"value": 1, **spec}
        return [spec["metric"]]

    state.seeders["traffic"] = seed
    return [
        Route(f"{base}/descriptors/metrics", guarded(metrics), methods=["GET"]),
        Route(f"{base}/descriptors/resources", guarded(resources), methods=["GET"]),
        Route(f"{base}/query", guarded(query), methods=["POST"]),
        Route(f"{base}/attributes", guarded(attributes), methods=["POST"]),
    ]


async def _body(request: Request) -> JsonObject:
    try:
        return await json_object(request, "control")
    except ApiError as error:
        raise Refused(json.dumps(str(error))) from error
