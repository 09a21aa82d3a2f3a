# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks (networking-v1): the VPCs and VNets of Confluent Cloud that clusters are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Object
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.shape import get_path
from ..._wire.references import KAFKA_CLUSTERS, NETWORKS, Listed
from . import cidrs
from .common import CLOUDS, SAID, Networked, connection_types, everywhere, in_network, network_blocks, phases

# Networks of these types are routed to by their CIDR blocks.
ROUTED = ("PEERING", "TRANSITGATEWAY")
# The length that the API asks of each block.
LENGTH, ZONE_LENGTH, RESERVED_LENGTH = 16, 27, 24
COMPUTE_POOLS = Listed("Flink compute pool", "/fcpm/v2/compute-pools", "spec.display_name", scoped=True)
ALLOW_OVERLAP = Field("allow_overlap", wire=None, type="bool", default=False)


def _zone(stated: Mapping[str, Any]) -> tuple[Any, ...]:
    """A zone with its block, in the form in which it is compared."""
    return stated.get("zone_id"), cidrs.normal(str(stated.get("cidr")))


class Network(Networked):
    """A network in an environment. Nothing but its name can change."""

    name = "network"
    plural = "networks"
    path = NETWORKS.path
    quota = Quota(("dedicated_networks_per_environment", "networking.max_network.per_environment"), "ENVIRONMENT")
    named = "spec.display_name"
    fields = (
        Field("cloud", wire="spec.cloud", needed=True, mutable=False, known=CLOUDS),
        Field("region", wire="spec.region", needed=True, mutable=False),
        Field(
            "connection_types",
            wire="spec.connection_types",
            type="list",
            elements="str",
            needed=True,
            mutable=False,
            as_set=True,
            known=(*ROUTED, "PRIVATELINK"),
        ),
        Field("cidr", wire="spec.cidr", mutable=False, canonical=cidrs.normal),
        Field("zones", wire="spec.zones", type="list", elements="str", mutable=False, as_set=True),
        Field(
            "zones_info",
            wire="spec.zones_info",
            type="list",
            elements="dict",
            aliases=("zone_info",),
            mutable=False,
            as_set=True,
            canonical=_zone,
            options=(Field("zone_id"), Field("cidr", required=True)),
        ),
        Field(
            "dns_config",
            wire="spec.dns_config",
            type="dict",
            mutable=False,
            options=(Field("resolution", required=True, known=("CHASED_PRIVATE", "PRIVATE")),),
        ),
        Field("reserved_cidr", wire="spec.reserved_cidr", mutable=False, canonical=cidrs.normal),
    )
    modifiers = (ALLOW_OVERLAP,)
    outputs = {
        **SAID,
        "gateway": "spec.gateway.id",
        "supported_connection_types": "status.supported_connection_types",
        "active_connection_types": "status.active_connection_types",
        "dns_domain": "status.dns_domain",
        "endpoint_suffix": "status.endpoint_suffix",
        "zonal_subdomains": "status.zonal_subdomains",
        "idle_since": "status.idle_since",
        "account": "status.cloud.account",
        "vpc": "status.cloud.vpc",
        "private_link_endpoint_service": "status.cloud.private_link_endpoint_service",
        "subscription": "status.cloud.subscription",
        "vnet": "status.cloud.vnet",
        "private_link_service_aliases": "status.cloud.private_link_service_aliases",
        "private_link_service_resource_ids": "status.cloud.private_link_service_resource_ids",
        "project": "status.cloud.project",
        "vpc_network": "status.cloud.vpc_network",
        "private_service_connect_service_attachments": "status.cloud.private_service_connect_service_attachments",
    }
    ready = phases()
    held_by = (
        Holder(KAFKA_CLUSTERS, "spec.network.id"),
        Holder(COMPUTE_POOLS, "spec.network.id"),
        in_network("peering", "peerings"),
        in_network("transit gateway attachment", "transit-gateway-attachments"),
        in_network("private link access", "private-link-accesses"),
        in_network("network link service", "network-link-services"),
        in_network("network link endpoint", "network-link-endpoints"),
    )
    goes_with = (
        "its Kafka clusters with their data, its peerings, transit gateway attachments, private link accesses and all "
        "else that is in it"
    )

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        zones = item.get("zones_info") or []
        stated = [("cidr", item.get("cidr"), LENGTH), ("reserved_cidr", item.get("reserved_cidr"), RESERVED_LENGTH)]
        stated += [(f"zones_info[{place}].cidr", zone.get("cidr"), ZONE_LENGTH) for place, zone in enumerate(zones)]
        for what, text, length in stated:
            wrong = None if text is None else cidrs.malformed(what, text, length)
            if wrong:
                yield wrong
        blocks = [found for what, text, _length in stated for found in cidrs.block(what, text)]
        yield from cidrs.among(one for one in blocks)
        cloud, types = self._spelled(item, "cloud"), self._spelled(item, "connection_types") or []
        if not set(types).isdisjoint(ROUTED):
            for one in blocks:
                if one.what != "reserved_cidr":
                    yield from cidrs.not_private(one, cloud)
                    yield from cidrs.reserved(one, cloud)
        yield from _unsuited(cloud, types, item)

    def _spelled(self, item: Mapping[str, Any], name: str) -> Any:
        return self.field(name).spelled(item.get(name))

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        types = self._spelled(change.desired, "connection_types") or []
        if not set(types).isdisjoint(ROUTED) and not (change.desired.get("cidr") or change.desired.get("zones_info")):
            yield f"{change.label} is for {', '.join(types)}: its cidr must be given, a private /{LENGTH}"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation != CREATED:
            return
        overlaps = list(self._overlaps(change))
        if change.options.get("allow_overlap"):
            for words in overlaps:
                self.cloud.warn(f"{words}. Both cannot be connected to one network of yours.")
        else:
            yield from (
                f"{words}: they cannot both be connected to one network of yours. Take another block, or give "
                "allow_overlap: true if they never will be"
                for words in overlaps
            )

    def _overlaps(self, change: Change) -> Iterator[str]:
        """The overlaps with other networks of the organization that can be connected to the same networks as it."""
        types = set(self._spelled(change.desired, "connection_types") or [])
        own = [found for what, text in _stated(change.desired) for found in cidrs.block(what, text)]
        if types.isdisjoint(ROUTED) or not own:
            return
        cloud = self._spelled(change.desired, "cloud")
        for environment, raw in everywhere(self.cloud, NETWORKS):
            same = str(get_path(raw, ("spec", "cloud"))).upper() == cloud
            if same and not connection_types(raw).isdisjoint(ROUTED):
                yield from cidrs.between(own, network_blocks(raw, f" in environment {environment}"))

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        """As every kind; of a zone whose id is not stated its block counts."""
        if field.name == "zones_info" and not all(zone.get("zone_id") for zone in wanted):
            blocks = {cidrs.normal(zone["cidr"]) for zone in wanted}
            there = {cidrs.normal(str(zone.get("cidr"))) for zone in actual.get("zones_info") or []}
            return None if blocks == there else (actual.get("zones_info"), wanted)
        return super().compare(field, wanted, actual)

    @override
    def fixed_words(self, name: str, label: str, before: Any, after: Any) -> str:
        words = super().fixed_words(name, label, before, after)
        chosen = ". State the zones that it has, or none: the service may have chosen them"
        return words + (chosen if name in ("zones", "zones_info") else "")

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """Tell of zones that the service has chosen in place of those that were asked for."""
        settled = super().settle(change, made)
        asked, given = change.desired.get("zones"), settled.get("zones")
        if change.operation == CREATED and asked and given and set(asked) != set(given):
            self.cloud.warn(
                f"The service has chosen the zones {', '.join(given)} for {change.label}, not {', '.join(asked)}. They "
                "are fixed now: state these, or none."
            )
        return settled


def _stated(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The blocks by which a stated network is routed to, with what they are in words."""
    yield "cidr", item.get("cidr")
    for place, zone in enumerate(item.get("zones_info") or []):
        yield f"zones_info[{place}].cidr", zone.get("cidr")


def _unsuited(cloud: str | None, types: list[str], item: Mapping[str, Any]) -> Iterator[str]:
    """What the documents have for other networks only."""
    if cloud in CLOUDS and cloud != "AWS" and "TRANSITGATEWAY" in types:
        yield f"connection_types TRANSITGATEWAY is for networks on AWS, not on {cloud}"
    if cloud == "AZURE" and item.get("zones"):
        yield "zones is for networks on AWS and GCP: on AZURE they are chosen by Confluent Cloud"
    if item.get("reserved_cidr") and ((cloud in CLOUDS and cloud != "AWS") or types == ["PRIVATELINK"]):
        yield "reserved_cidr is for networks on AWS with connection_types PEERING or TRANSITGATEWAY"
    if item.get("dns_config") and types and "PRIVATELINK" not in types:
        yield "dns_config is for networks with connection_types PRIVATELINK"
