# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client quotas (kafka-quotas-v1): how much each of some principals may write to a Kafka cluster, and read from it.

The quota of all who have none of their own names the principal `<default>`, which users write as `default: true`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from .._declare.change import DELETED, Change
from .._declare.field import CLUSTER, ENVIRONMENT, Field, Object
from .._declare.override import override
from .._declare.purge_scope import by_name, in_names
from .._declare.rest import RestKind
from .._errors import NotFound
from .._wire.references import IDENTITY_POOLS, KAFKA_CLUSTERS, SERVICE_ACCOUNTS

EVERYBODY = "<default>"
WITHOUT = ("Basic", "Standard")  # types of clusters that have none


def rate(name: str) -> Field:
    """A limit in bytes per second."""
    return Field(name, type="int", needed=True, as_text=True, minimum=0)


class KafkaClientQuota(RestKind):
    """A client quota of a Kafka cluster."""

    name = "kafka_client_quota"
    plural = "kafka_client_quotas"
    path = "/kafka-quotas/v1/client-quotas"
    named = "spec.display_name"
    scope = (
        ENVIRONMENT.but(required=True),
        CLUSTER.but(required=True, refers=KAFKA_CLUSTERS, query="spec.cluster", wire="spec.cluster.id", mutable=False),
    )
    fields = (
        Field("description", wire="spec.description"),
        Field(
            "throughput",
            wire="spec.throughput",
            type="dict",
            needed=True,
            options=(rate("ingress_byte_rate"), rate("egress_byte_rate")),
        ),
        Field("principals", wire="spec.principals", type="list", elements="str", as_set=True, refers=SERVICE_ACCOUNTS),
        Field("default", wire=None, type="bool"),
    )
    purge_scope = by_name("name_prefix", "name_pattern")

    # The items of the task: principals may go from one quota to another.
    items: list[Mapping[str, Any]]

    @classmethod
    @override
    def words(cls) -> str:
        return "Kafka client quotas"

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "Kafka client quota"

    # Only the list is asked for in a cluster; one quota is asked for by its id alone.

    @property
    @override
    def params(self) -> dict[str, Any]:
        return {}

    @override
    def listing(self) -> list[Any]:
        return self.cloud.listed(self.collection, super().params)

    @override
    def open(self) -> None:
        super().open()
        self.items = []

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        self.items += items
        return super().gather(items)

    # Who has the quota

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        principals = item.get("principals")
        if principals == []:
            yield "principals is empty: a quota is of somebody; to have none, state: absent"
        if EVERYBODY in (principals or ()):
            yield f"principals holds {EVERYBODY}: for all that have no quota of their own write default: true"
        elif item.get("default") and principals:
            yield "default: true and principals exclude each other: a quota is of these principals, or of all others"
        if item.get("default") is False and not principals:
            yield "default: false says of whom the quota is not: give the principals that it is of"

    @override
    def together(self, items: list[Mapping[str, Any]]) -> Iterator[str]:
        """Principals that two items name, as far as it can be told before their names are looked up."""
        seen: dict[str, str] = {}
        for item in items:
            if item.get("state") == "absent":
                continue
            for principal in _of_item(item):
                label = self.label(item)
                if seen.setdefault(principal, label) != label:
                    yield _twice(principal, seen[principal], label)

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        if not _of_item(change.desired):
            yield f"{change.label} does not exist, and to create it principals or default: true must be given"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == DELETED or not ({"principals", "default"} & set(change.fields) or not change.before):
            return
        self._warn_of_type(change)
        own = set(_of_item(change.desired))
        for label, others in self._others(change):
            yield from (_twice(principal, label, change.label) for principal in sorted(own & set(others)))

    def _others(self, change: Change) -> Iterator[tuple[str, list[str]]]:
        """Whose the other quotas of the cluster are once all items of the task are done, with what they are called."""
        own, there = (change.before or {}).get("id"), self.all()
        for quota in there:
            if quota["id"] == own or self._purged(quota):
                continue
            stated = next((item for item in self.items if self._means(item, quota)), None)
            if stated is None or (stated.get("state") != "absent" and not _of_item(stated)):
                yield f"{self.label(quota)} ({quota['id']})", _of_item(quota)
            elif stated.get("state") != "absent":
                yield f"{self.label(quota)} ({quota['id']})", self._named(stated)
        known = {quota["name"] for quota in there}
        for item in self.items:
            new = not item.get("id") and item.get("name") not in known and item.get("state") != "absent"
            if new and self.label(item) != change.label:
                yield self.label(item), self._named(item)

    def _purged(self, quota: Object) -> bool:
        """Whether a quota goes with the purge of this task, before others are written (`rank`)."""
        purge = self.options.get("purge") or {}
        stated = any(self._means(item, quota) for item in self.items)
        kept = any(fnmatchcase(quota["name"], pattern) for pattern in purge.get("protected") or ())
        return bool(purge) and not stated and not kept and in_names(purge, quota["name"])

    def _named(self, item: Mapping[str, Any]) -> list[str]:
        """Whose an item of the task is; nobody's, as long as they are not there (check mode)."""
        try:
            return _of_item(self.desired(item))
        except NotFound:
            return []

    def _warn_of_type(self, change: Change) -> None:
        """A warning and no refusal: which types have quotas is the service's to say."""
        cluster = self.cloud.find_cluster(str(self.environment), self.scope_ids["cluster"])
        kind = ((cluster.get("spec") or {}).get("config") or {}).get("kind")
        if change.before is None and kind in WITHOUT:
            self.cloud.warn(
                f"Kafka cluster {cluster['id']} is of the type {kind}. As far as is documented Dedicated, Enterprise "
                "and Freight clusters have client quotas, so the service may refuse this one."
            )

    @staticmethod
    def _means(item: Mapping[str, Any], quota: Object) -> bool:
        return bool(item["id"] == quota["id"] if item.get("id") else item.get("name") == quota["name"])

    @override
    def rank(self, change: Change) -> int:
        """Who gives a principal up comes before who gets it."""
        gets = set(_of_item(change.desired)) - set(_of_item(change.before or {}))
        return 1 if gets and change.operation != DELETED else 0

    # Both shapes

    @override
    def _referred(self, declared: Field, value: str) -> str:
        """A principal is a service account, or an identity pool."""
        if declared.name != "principals" or value.startswith(IDENTITY_POOLS.prefix):
            return value if declared.name == "principals" else super()._referred(declared, value)
        try:
            return super()._referred(declared, value)
        except NotFound:
            try:
                return str(self.cloud.find(IDENTITY_POOLS, value)["id"])
            except NotFound:
                pass
            raise

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        principals = item["principals"] or []
        item["default"] = EVERYBODY in principals
        item["principals"] = [principal for principal in principals if principal != EVERYBODY]
        return item

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return super().body({**values, "principals": [EVERYBODY]} if values.get("default") else values)


def _of_item(item: Mapping[str, Any]) -> list[str]:
    """Whose a quota is."""
    return [EVERYBODY] if item.get("default") else item.get("principals") or []


def _twice(principal: str, one: str, other: str) -> str:
    who = "all that have no quota of their own (default: true)" if principal == EVERYBODY else f"principal {principal}"
    return f"{one} and {other} are both of {who}: a principal has one quota on a cluster"
