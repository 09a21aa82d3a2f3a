# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peerings and transit gateway attachments (networking-v1): a network connected to networks of the customer's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.union import union
from ..._wire.references import NETWORKS
from . import cidrs
from .common import SAID, Connecting, everywhere, listed, network_blocks, phases

PEERINGS = listed("peering", "peerings")
ATTACHMENTS = listed("transit gateway attachment", "transit-gateway-attachments")
ROUTES = Field("routes", type="list", elements="str", needed=True, mutable=False, as_set=True, canonical=cidrs.normal)
REGION = Field("customer_region", needed=True, mutable=False)


def _fixed(name: str, pattern: str | None = None) -> Field:
    return Field(name, needed=True, mutable=False, pattern=pattern)


class Routed(Connecting):
    """What routes between a network and the customer's. Each form names the network of the customer's that is met."""

    met_by: Mapping[str, tuple[str, ...]] = {}  # the sub-options that name it, by the form

    def _routes(self, item: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The stated routes, with what they are in words."""
        form = self.form(item)
        routes = (item[form].get("routes") or []) if form else []
        return [(f"{form}.routes[{place}]", str(text)) for place, text in enumerate(routes)]

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for what, text in self._routes(item):
            wrong = cidrs.malformed(what, text)
            if wrong:
                yield wrong
            for one in cidrs.block(what, text):
                yield from cidrs.not_private(one, "AWS")

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        network = self.network_of(change) if change.operation == CREATED else {}
        if network:
            yield from self.misfits(change, network)
            routes = [one for what, text in self._routes(change.desired) for one in cidrs.block(what, text)]
            yield from self.meeting(change, network, routes)

    def meeting(self, change: Change, network: Mapping[str, Any], routes: list[cidrs.Block]) -> Iterator[str]:
        """The overlaps of the network with others that are connected to the same of the customer's."""
        others = [(environment, item) for environment, item in self._others(change) if item["network"] != network["id"]]
        there = everywhere(self.cloud, NETWORKS) if others else []
        networks = {(environment, raw["id"]): raw for environment, raw in there}
        for environment, item in others:
            where = f" in environment {environment}, which {self.words_of_one()} {item['name']} connects to the same"
            other = network_blocks(networks.get((environment, item["network"]), {}), where)
            yield from cidrs.between(network_blocks(network), other)

    def _met(self, item: Mapping[str, Any]) -> tuple[Any, ...]:
        """What of the customer's an object is connected to."""
        form = self.form(item)
        return (form, *(str(item[form].get(name)).lower() for name in self.met_by[form])) if form else ()

    def _others(self, change: Change) -> Iterator[tuple[str, Object]]:
        """(environment, object) of those of the organization that are connected to the same of the customer's."""
        for environment, raw in everywhere(self.cloud, type(self).listed()):
            item = self.from_api(raw)
            if self._met(item) == self._met(change.desired):
                yield environment, item


class Peering(Routed):
    """A peering of a network with a VPC or VNet of the customer's."""

    name = "peering"
    plural = "peerings"
    path = PEERINGS.path
    quota = Quota(("peerings_per_network",), "NETWORK")
    named = "spec.display_name"
    unions = (
        union(
            "spec.cloud",
            aws=("AwsPeering", _fixed("account", r"[0-9]{12}"), _fixed("vpc"), ROUTES, REGION),
            azure=("AzurePeering", _fixed("tenant"), _fixed("vnet"), REGION),
            gcp=(
                "GcpPeering",
                _fixed("project"),
                _fixed("vpc_network"),
                Field("import_custom_routes", type="bool", mutable=False),
            ),
        ),
    )
    connects = ("PEERING",)
    met_by = {"aws": ("account", "vpc"), "azure": ("vnet",), "gcp": ("project", "vpc_network")}
    ready = phases("DISCONNECTED", resting=("PENDING_ACCEPT",))

    @override
    def doubts(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().doubts(item)
        for what, text in self._routes(item):
            for one in cidrs.block(what, text):
                for words in cidrs.reserved(one, "AWS"):
                    yield f"{words}: managed connectors reach nothing there"

    @override
    def meeting(self, change: Change, network: Mapping[str, Any], routes: list[cidrs.Block]) -> Iterator[str]:
        yield from cidrs.between(routes, network_blocks(network, keeps=True))
        for raw in self.listing():
            item = self.from_api(raw)
            if item["network"] == network["id"] and self._met(item) != self._met(change.desired):
                others = [
                    one
                    for _what, text in self._routes(item)
                    for one in cidrs.block(f"a route of peering {item['name']} ({item['id']})", text)
                ]
                yield from cidrs.between(routes, others)
        yield from super().meeting(change, network, routes)

    @override
    def next_step(self, item: Object) -> str | None:
        """Who has to accept it, and where."""
        if item.get("phase") != "PENDING_ACCEPT":
            return super().next_step(item)
        form = self.form(item)
        where = {
            "aws": "In the AWS account {account}, region {customer_region}: accept the VPC peering connection with "
            "{vpc} that Confluent Cloud asks for, then add routes to the network's CIDR block through it",
            "azure": "In the Azure tenant {tenant}: complete the peering of {vnet} ({customer_region})",
            "gcp": "In the Google Cloud project {project}: create a VPC network peering of {vpc_network}",
        }
        words = where[form].format_map(item[form]) if form else "Accept the peering at the cloud provider"
        side = ", ".join(f"{name} {value}" for name, value in (item.get("other_side") or {}).items())
        return f"{words}. The other side is network {item.get('network')}" + (f": {side}." if side else ".")


class TransitGatewayAttachment(Routed):
    """An attachment of a network to a transit gateway of the customer's, in AWS."""

    name = "transit_gateway_attachment"
    plural = "transit_gateway_attachments"
    path = ATTACHMENTS.path
    quota = Quota(("tgw_attachments_per_network", "networking.max_transit_gateway.per_network"), "NETWORK")
    named = "spec.display_name"
    unions = (
        union(
            "spec.cloud",
            aws=(
                "AwsTransitGatewayAttachment",
                _fixed("ram_share_arn", r"arn:[^:]+:ram:\S+"),
                _fixed("transit_gateway_id"),
                ROUTES,
            ),
        ),
    )
    connects = ("TRANSITGATEWAY", "PEERING")
    met_by = {"aws": ("transit_gateway_id",)}
    outputs = {**SAID, "transit_gateway_attachment_id": "status.cloud.transit_gateway_attachment_id"}
    ready = phases("DISCONNECTED", "ERROR", resting=("PENDING_ACCEPT",))

    @override
    def meeting(self, change: Change, network: Mapping[str, Any], routes: list[cidrs.Block]) -> Iterator[str]:
        """A route may be wider than the network, whose own block then stays the nearer one, but not lie in it."""
        for other in network_blocks(network, keeps=True):
            inside = [one for one in routes if one.network.subnet_of(other.network)]
            yield from cidrs.between(inside, [other])
        yield from super().meeting(change, network, routes)

    @override
    def next_step(self, item: Object) -> str | None:
        if item.get("phase") != "PENDING_ACCEPT":
            return super().next_step(item)
        words = (
            "In the AWS account of the resource share {ram_share_arn}: accept the attachment {attachment} to the "
            "transit gateway {transit_gateway_id}, then add it to the gateway's route tables."
        )
        attachment = item.get("transit_gateway_attachment_id") or "of Confluent Cloud"
        return words.format_map({**(item.get("aws") or {}), "attachment": attachment})
