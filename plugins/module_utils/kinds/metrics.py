# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics of the service (metrics-v2): bytes, connections, the lag of consumer groups and so on, by resource and time.

The service allows 60 requests a minute from one address, so one query asks for all that is wanted: grouped by labels,
up to 1,000 groups in a page. What it tells is complete some five minutes late (the document's "Metric Data Latency").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from difflib import get_close_matches
from typing import Any

from .._declare.field import ENVIRONMENT, Field, Object
from .._declare.kind import Kind
from .._declare.override import override
from .._errors import ApiError, ConfluentError, Refused
from .._wire.http import Client
from .._wire.references import KAFKA_CLUSTERS

PATH = "/v2/metrics/cloud"
SERVER = "io.confluent.kafka.server/"
PAGE = 1000  # groups, or descriptors, of one answer at most
LATE = 5  # minutes until what is told is complete
MOST_MINUTES = 10 * 366 * 24 * 60  # of a range; the service has nothing that is so old
# The longest range in hours of each granularity; 0: any (the document's table).
GRANULARITIES = {
    "PT1M": 6,
    "PT5M": 24,
    "PT15M": 96,
    "PT30M": 168,
    "PT1H": 0,
    "PT4H": 0,
    "PT6H": 0,
    "PT12H": 0,
    "P1D": 0,
    "ALL": 0,
}


def _moment(text: str) -> datetime | None:
    """A moment with its zone (RFC 3339); None for what is none."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
    except ValueError:
        return None
    try:
        return found.astimezone(timezone.utc) if found.tzinfo else None
    except OverflowError:  # before the year 1, or after 9999
        return None


class Metrics(Kind):
    """Series of values of one metric; without one, what metrics there are."""

    name = "metrics"
    plural = "metrics"
    info_scope = (ENVIRONMENT,)
    info_fields = (
        Field("metric"),
        Field("clusters", type="list", elements="str"),
        Field(
            "resource_type", default="kafka", known=("kafka", "connector", "ksql", "schema_registry", "compute_pool")
        ),
        Field("resource_ids", type="list", elements="str"),
        Field("group_by", type="list", elements="str"),
        Field("filter", type="dict"),
        Field("granularity", choices=tuple(GRANULARITIES), default="PT1M"),
        Field("minutes", type="int", default=60),
        Field("start"),
        Field("end"),
    )
    client: Client

    @override
    def open(self) -> None:
        problems = list(self._problems())
        if problems:
            raise Refused(problems)
        self.client = self.cloud.plane("metrics")
        self.descriptors: list[Object] = []

    def _problems(self) -> Iterator[str]:
        """What is wrong with the options, told before any request."""
        options = self.options
        asked = ("clusters", "resource_ids", "group_by", "filter", "start", "end")
        if options.get("metric") is None:
            stated = [name for name in asked if options.get(name)]
            if stated:
                yield f"{' and '.join(stated)} without metric: give the metric that is asked for"
            return
        if not (options.get("clusters") or options.get("resource_ids")):
            yield "clusters or resource_ids is needed: the service tells a metric only of resources that are named"
        if options.get("clusters") and options["resource_type"] != "kafka":
            yield f"clusters are of the resource_type kafka, not {options['resource_type']}: give resource_ids"
        yield from self._wrong_range()
        for label, values in (options.get("filter") or {}).items():
            if not _values(values):
                yield f"filter {label} names no value"
            elif any(isinstance(one, (dict, list)) for one in (values if isinstance(values, list) else [values])):
                yield f"filter {label} is not a value, or a list of values"

    def _wrong_range(self) -> Iterator[str]:
        options, most = self.options, GRANULARITIES[self.options["granularity"]]
        start, end = (None if options.get(name) is None else _moment(options[name]) for name in ("start", "end"))
        for name, moment in (("start", start), ("end", end)):
            if options.get(name) is not None and moment is None:
                yield f"{name} {options[name]!r} is not a moment with its zone such as 2026-03-01T12:00:00Z"
        if options.get("end") is not None and options.get("start") is None:
            yield "end without start: give both, or minutes"
        if not 1 <= options["minutes"] <= MOST_MINUTES:
            yield f"minutes must be from 1 to {MOST_MINUTES}, not {options['minutes']}"
            return
        length = timedelta(minutes=options["minutes"])
        if start is not None:
            length = (end or datetime.now(timezone.utc) - timedelta(minutes=LATE)) - start
            if length <= timedelta(0) and end is None:
                yield f"start is not before the end, which is {LATE} minutes ago: give end too, or an earlier start"
            elif length <= timedelta(0):
                yield "end is not after start"
        if most and length > timedelta(hours=most):
            longer = [name for name, hours in GRANULARITIES.items() if not hours or timedelta(hours=hours) >= length]
            yield (
                f"the range of {length} is too long for the granularity {options['granularity']}, which goes up to "
                f"{most} hours: give granularity: {longer[0]}, or a shorter range"
            )

    @override
    def select(self) -> list[Object]:
        if self.options.get("metric") is None:
            self.descriptors = self._described()
            return []
        metric = self.options["metric"]
        body = self._query(metric if "/" in metric else f"{SERVER}{metric}")
        try:
            found = self._pages(body)
        except ApiError as error:
            if error.status == 400:
                error.message += self._hint(body["aggregations"][0]["metric"])
            raise
        return [self._series(raw) for raw in found] if body.get("group_by") else self._alone(found)

    # The query

    def _query(self, metric: str) -> dict[str, Any]:
        wanted = [_any(f"resource.{self.options['resource_type']}.id", self._resources())]
        wanted += [_any(_label(name), _values(values)) for name, values in (self.options.get("filter") or {}).items()]
        labels = [_label(name) for name in self.options.get("group_by") or ()]
        query: dict[str, Any] = {
            # Without `agg`: the service takes that of the metric, as its document recommends.
            "aggregations": [{"metric": metric}],
            "filter": wanted[0] if len(wanted) == 1 else {"op": "AND", "filters": wanted},
            "granularity": self.options["granularity"],
            "intervals": [self._interval()],
            "limit": PAGE,
        }
        return {**query, "group_by": labels, "format": "GROUPED"} if labels else query

    def _resources(self) -> list[str]:
        """Ids of what is asked for. Clusters may be given by name."""
        found = list(self.options.get("resource_ids") or ())
        for reference in self.options.get("clusters") or ():
            if reference.startswith("lkc-"):
                found.append(reference)
            else:
                environment = self.cloud.environment_id(self.options.get("environment"))
                found.append(self.cloud.find_in(environment, KAFKA_CLUSTERS, reference)["id"])
        return list(dict.fromkeys(found))

    def _interval(self) -> str:
        """The range. Where none is stated, the minutes before the last five, by the service's clock."""
        start, end = self.options.get("start"), self.options.get("end")
        if start is None:
            return f"now-{self.options['minutes'] + LATE}m|m/now-{LATE}m|m"
        return f"{_written(start)}/{_written(end) if end is not None else f'now-{LATE}m|m'}"

    def _pages(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """All that a query finds. Cursors do not last: with one that is no more, it begins anew, once."""
        try:
            return self._read_pages(body)
        except ApiError as error:
            if error.status != 400 or not self._token:
                raise
        return self._read_pages(body)

    def _read_pages(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        self._token = ""
        tokens: set[str] = set()
        while True:
            params = {"page_token": self._token} if self._token else None
            raw = self.client.post(f"{PATH}/query", body, params, reading=True)
            answer = self.client.holding("POST", f"{PATH}/query", raw, ("data",))
            found += answer["data"]
            self._token = _next(answer)
            if not self._token:
                return found
            if self._token in tokens:
                raise ConfluentError("The metrics service gives the same page again and again. Run again later.")
            tokens.add(self._token)
            self.cloud.progress(f"{len(found)} groups read of {body['aggregations'][0]['metric']}")

    # What it tells

    def _series(self, raw: Mapping[str, Any]) -> Object:
        labels = {_short(name): value for name, value in raw.items() if name != "points"}
        return _told(labels, [{"timestamp": one["timestamp"], "value": one["value"]} for one in raw["points"]])

    @staticmethod
    def _alone(found: list[dict[str, Any]]) -> list[Object]:
        """What is not grouped is one series, and none where there is no value."""
        points = [{"timestamp": one["timestamp"], "value": one["value"]} for one in found]
        return [_told({}, points)] if points else []

    def _described(self) -> list[Object]:
        """What metrics there are of the type of resource."""
        found: list[dict[str, Any]] = []
        params: dict[str, Any] = {"page_size": PAGE, "resource_type": self.options["resource_type"]}
        tokens: set[str] = set()
        while True:
            answer = self.client.get(f"{PATH}/descriptors/metrics", params, holds=("data",))
            found += answer["data"]
            token = _next(answer)
            if not token or token in tokens:
                break
            tokens.add(token)
            params = {**params, "page_token": token}
        return [
            {
                "name": one["name"],
                "description": one.get("description"),
                "type": one.get("type"),
                "unit": one.get("unit"),
                "labels": [label["key"] for label in one.get("labels") or ()],
                "resources": one.get("resources") or [],
            }
            for one in sorted(found, key=lambda one: str(one["name"]))
        ]

    def _hint(self, metric: str) -> str:
        """What may have been meant by a metric that the service does not take."""
        try:
            known = {one["name"]: one["labels"] for one in self._described()}
        except ApiError:
            return ""
        if metric in known:
            return f" The labels of {metric} are {', '.join(known[metric])}."
        short = {name.rpartition("/")[2]: name for name in known}
        near = [short[name] for name in get_close_matches(metric.rpartition("/")[2], short, n=3)]
        told = f"Did you mean {' or '.join(near)}?" if near else "Without metric, this module tells which there are."
        return f" There is no metric {metric} of the resource_type {self.options['resource_type']}. {told}"

    @override
    def besides(self) -> dict[str, Any]:
        return {"descriptors": self.descriptors}


def _values(given: Any) -> list[str]:
    """The values of a filter: one, or a list of such of which any will do."""
    listed = given if isinstance(given, list) else [given]
    texts = [str(one).lower() if isinstance(one, bool) else str(one) for one in listed if one is not None]
    return [text for text in texts if text]


def _any(field: str, values: list[str]) -> dict[str, Any]:
    wanted = [{"field": field, "op": "EQ", "value": value} for value in values]
    return wanted[0] if len(wanted) == 1 else {"op": "OR", "filters": wanted}


def _label(name: str) -> str:
    """A label as queries name it: those of a metric begin with `metric.`, those of a resource with `resource.`."""
    return name if name.startswith(("metric.", "resource.")) else f"metric.{name}"


def _short(name: str) -> str:
    return name.removeprefix("metric.").removeprefix("resource.")


def _written(text: str) -> str:
    moment = _moment(text)
    return text if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _told(labels: Object, points: list[Object]) -> Object:
    ordered = sorted(points, key=lambda one: str(one["timestamp"]), reverse=True)
    return {"labels": labels, "latest": ordered[0]["value"] if ordered else None, "points": ordered}


def _next(answer: Mapping[str, Any]) -> str:
    """The token of the next page, empty on the last one."""
    pagination = (answer.get("meta") or {}).get("pagination") or {}
    return str(pagination.get("next_page_token") or "")
