# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kafka clusters (cmk-v2): five types on three clouds, asynchronous, resized in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import DELETED, UPDATED, Change
from .._declare.field import ENVIRONMENT, FORCE, Field, Object
from .._declare.override import override
from .._declare.quota import Quota
from .._declare.ready import Ready
from .._declare.rest import RestKind
from .._declare.shape import get_path
from .._wire.http import segment
from .._wire.references import BYOK_KEYS, NETWORKS
from .role_bindings import crn

# The two availability models name the same two things (API_MAP C.2).
SYNONYMS = {"SINGLE_ZONE": "LOW", "MULTI_ZONE": "HIGH"}
ELASTIC = ("Basic", "Standard", "Enterprise", "Freight")
# Types that cannot be protected (docs.confluent.io, "Cluster Deletion Protection", requirements).
UNPROTECTED = ("Basic", "Standard")
NOT_PROTECTED = "deletion_protection is for Dedicated, Enterprise and Freight clusters"
# How the clouds spell their regions: catches a region of another cloud before the service is asked.
REGION_FORMS = {
    "AWS": r"[a-z]{2}(-[a-z]+)+-[0-9]+",
    "GCP": r"[a-z]+-[a-z]+[0-9]+",
    "AZURE": r"[a-z]+[0-9]?",
}
HOUR = 3600  # seconds
DEDICATED_HOURS, OTHER_HOURS = 24, 1  # how long creation may take (API_MAP B.7)


class KafkaCluster(RestKind):
    """A Kafka cluster in an environment."""

    name = "kafka_cluster"
    plural = "kafka_clusters"
    path = "/cmk/v2/clusters"
    quota = Quota(("kafka_clusters_per_environment", "kafka.max_kafka_clusters.per_env"), "ENVIRONMENT")
    named = "spec.display_name"
    scope = (ENVIRONMENT.but(required=True),)
    fields = (
        Field(
            "type",
            wire="spec.config.kind",
            needed=True,
            choices=("Basic", "Standard", "Enterprise", "Dedicated", "Freight"),
        ),
        Field(
            "availability",
            wire="spec.availability",
            needed=True,
            mutable=False,
            choices=("SINGLE_ZONE", "MULTI_ZONE", "LOW", "HIGH"),
            canonical=lambda value: SYNONYMS.get(value, value),
        ),
        Field("cloud", wire="spec.cloud", needed=True, mutable=False, choices=("AWS", "AZURE", "GCP")),
        Field("region", wire="spec.region", needed=True, mutable=False),
        Field("cku", wire="spec.config.cku", type="int", minimum=1),
        Field("max_ecku", wire="spec.config.max_ecku", type="int", minimum=1),
        Field("network", wire="spec.network.id", mutable=False, refers=NETWORKS),
        Field("byok_key", wire="spec.byok.id", mutable=False, no_log=False, refers=BYOK_KEYS),
        Field("deletion_protection", wire="spec.deletion_protection", type="bool"),
    )
    modifiers = (FORCE,)
    outputs = {
        "current_cku": "status.cku",
        "bootstrap_endpoint": "spec.kafka_bootstrap_endpoint",
        "rest_endpoint": "spec.http_endpoint",
        "endpoints": "spec.endpoints",
        "resource_name": "metadata.resource_name",
    }
    ready = Ready()

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        return {**item, "crn": crn.for_roles(item["crn"])}

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        cloud, region, kind = item.get("cloud"), item.get("region"), item.get("type")
        if cloud and region and not re.fullmatch(REGION_FORMS[cloud], region):
            yield f"region {region!r} is not spelled as {cloud} spells its regions"
        if kind == "Dedicated" and item.get("max_ecku"):
            yield "max_ecku is for Basic, Standard, Enterprise and Freight clusters; a Dedicated cluster has cku"
        if kind in ELASTIC and item.get("cku"):
            yield f"cku is for Dedicated clusters; a {kind} cluster scales by itself up to max_ecku"
        zones = SYNONYMS.get(item.get("availability") or "", item.get("availability"))
        if kind == "Basic" and zones == "HIGH":
            yield "a Basic cluster has availability LOW (SINGLE_ZONE) only"
        if kind == "Dedicated" and zones == "HIGH" and item.get("cku") == 1:
            yield "a Dedicated cluster with availability HIGH (MULTI_ZONE) needs at least 2 CKUs"
        if kind in ELASTIC and zones == "HIGH" and item.get("max_ecku") == 1:
            yield "a cluster with availability HIGH (MULTI_ZONE) needs a max_ecku of at least 2 eCKUs"
        if item.get("byok_key") and kind in ("Basic", "Standard"):
            yield f"byok_key is for Dedicated, Enterprise and Freight clusters, not for {kind}"
        if item.get("deletion_protection") and kind in UNPROTECTED:
            yield f"{NOT_PROTECTED}, not for {kind}"

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        if change.desired.get("type") == "Dedicated" and not change.desired.get("cku"):
            yield f"{change.label} is Dedicated: cku (at least 1; 2 for HIGH) must be given"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == UPDATED:
            yield from self._refused_update(change)
        if change.operation == DELETED:
            yield from self._refused_deletion(change)

    def _refused_update(self, change: Change) -> Iterator[str]:
        before = change.before or {}
        old_type, new_type = change.fields.get("type", (before.get("type"), before.get("type")))
        if old_type != new_type and (old_type, new_type) != ("Basic", "Standard"):
            yield (
                f"type of {change.label} cannot be changed from {old_type} to {new_type}: only Basic to Standard "
                "works in place. "
                "Another type means a new cluster and moving the data"
            )
        if new_type in UNPROTECTED and change.new.get("deletion_protection"):
            yield f"{change.label} is {new_type}: {NOT_PROTECTED}"
        if "cku" in change.fields and new_type != "Dedicated":
            yield f"{change.label} is {new_type}: it has no cku"
        zones = SYNONYMS.get(str(before.get("availability")), before.get("availability"))
        if "cku" in change.fields and zones == "HIGH" and change.fields["cku"][1] < 2:
            yield f"{change.label} has availability HIGH (MULTI_ZONE): it needs at least 2 CKUs"
        if "cku" in change.fields and before.get("current_cku") not in (None, before.get("cku")):
            yield (
                f"{change.label} is being resized to {before['cku']} CKUs already: one resize at a time, run again "
                "when it is done"
            )
        if "max_ecku" in change.fields and new_type == "Dedicated":
            yield f"{change.label} is Dedicated: it has no max_ecku"
        elif "max_ecku" in change.fields and zones == "HIGH" and change.fields["max_ecku"][1] < 2:
            yield f"{change.label} has availability HIGH (MULTI_ZONE): it needs a max_ecku of at least 2 eCKUs"

    def _refused_deletion(self, change: Change) -> Iterator[str]:
        before = change.before or {}
        if before.get("deletion_protection"):
            yield f"{change.label} has deletion_protection: set it to false first, in a run of its own"
        if not change.options.get("force"):
            base = f"/connect/v1/environments/{segment(self.environment or '')}/clusters/{segment(before['id'])}"
            connectors = sorted(self.cloud.connect.get(f"{base}/connectors") or [])
            held = f", {len(connectors)} connector(s) ({', '.join(connectors[:10])}) among them" if connectors else ""
            yield (
                f"deleting {change.label} ({before['id']}) deletes everything in it, topics with their data{held}: "
                "give force: true if that is what you want"
            )

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        body = super().body(values)
        config = get_path(body, ("spec", "config"))
        if config is not None and "kind" not in config:
            config["kind"] = self._type
        return body

    @override
    def patches(self, change: Change) -> list[dict[str, Any]]:
        """The service wants independent changes one by one; the type goes first, because the units depend on it."""
        self._type = change.fields["type"][1] if "type" in change.fields else (change.before or {})["type"]
        units = {name: value for name, value in change.new.items() if name in ("type", "cku", "max_ecku")}
        others = [{name: value} for name, value in change.new.items() if name not in units]
        return [*([units] if units else []), *others]

    @override
    def patience(self, change: Change, made: Object) -> float:
        hours = DEDICATED_HOURS if made.get("type") == "Dedicated" else OTHER_HOURS
        stated = change.options.get("wait_timeout")
        return hours * HOUR if stated is None else stated

    @override
    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        """A resize is done when the units that the cluster has are those that were asked for; no phase tells of it."""
        done, phase, item = super().look(identifier, change)
        wanted = change.desired.get("cku")
        if done and wanted is not None and item["current_cku"] not in (None, wanted):
            return False, "RESIZING", item
        return done, phase, item
