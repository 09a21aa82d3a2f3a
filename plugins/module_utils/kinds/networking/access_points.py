# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access points (networking-access-point-v1): what connects, by a gateway, Confluent Cloud and the customer's cloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network
from typing import Any

from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Object
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._declare.ready import Ready
from ..._declare.shape import get_path
from ..._declare.union import union
from ..._wire.references import GATEWAYS
from .common import LEAVING, Networked
from .gateways import DNS_RECORDS, WHY, Gateway, Told

GATEWAY = Field("gateway", wire="spec.gateway.id", needed=True, mutable=False, refers=GATEWAYS)
TARGET_SYSTEM = Field("target_system")
# By the form of an access point what somebody has to accept at the provider, with what the service tells of it.
ACCEPTED = {
    "aws_egress_private_link_endpoint": (
        "accept the connection of {vpc_endpoint_id} at the VPC endpoint service {vpc_endpoint_service_name} in AWS"
    ),
    "azure_egress_private_link_endpoint": (
        "approve the connection of {private_endpoint_resource_id} at the Private Link service "
        "{private_link_service_resource_id} in Azure"
    ),
    "gcp_egress_private_service_connect_endpoint": (
        "accept the connection {private_service_connect_endpoint_connection_id} at "
        "{private_service_connect_endpoint_target} in Google Cloud"
    ),
}


def same_target(target: str) -> str:
    """A target in the form in which targets are compared: ALL_GOOGLE_APIS is all-google-apis; a URI is as it is."""
    return target if "/" in target else target.lower().replace("_", "-")


def network(block: str) -> str:
    """A CIDR block in its normal form; what is none is "no block"."""
    try:
        return str(IPv4Network(block, strict=False))
    except ValueError:
        return "no block"


def _at(name: str, **more: Any) -> Field:
    """What of the customer's an access point is for: fixed, for clients of the service change names and lists only."""
    return Field(name, needed=True, mutable=False, **more)


class AccessPoint(Networked):
    """An access point in a gateway."""

    name = "access_point"
    plural = "access_points"
    path = "/networking/v1/access-points"
    named = "spec.display_name"
    fields = (GATEWAY,)
    unions = (
        union(
            "spec.config",
            aws_egress_private_link_endpoint=(
                "AwsEgressPrivateLinkEndpoint",
                _at("vpc_endpoint_service_name"),
                Field("enable_high_availability", type="bool", mutable=False),
                TARGET_SYSTEM,
            ),
            aws_ingress_private_link_endpoint=("AwsIngressPrivateLinkEndpoint", _at("vpc_endpoint_id")),
            aws_private_network_interface=(
                "AwsPrivateNetworkInterface",
                Field("network_interfaces", type="list", elements="str", needed=True, as_set=True, min_items=51),
                Field("account", needed=True, mutable=False, pattern=r"\d{12}"),
                Field("egress_routes", type="list", elements="str", as_set=True, canonical=network),
            ),
            azure_egress_private_link_endpoint=(
                "AzureEgressPrivateLinkEndpoint",
                _at("private_link_service_resource_id", canonical=str.lower),
                Field("private_link_subresource_name", mutable=False),
                TARGET_SYSTEM,
            ),
            azure_ingress_private_link_endpoint=(
                "AzureIngressPrivateLinkEndpoint",
                _at("private_endpoint_resource_id", canonical=str.lower),
            ),
            gcp_egress_private_service_connect_endpoint=(
                "GcpEgressPrivateServiceConnectEndpoint",
                _at("private_service_connect_endpoint_target", canonical=same_target),
                TARGET_SYSTEM,
            ),
            gcp_ingress_private_service_connect_endpoint=(
                "GcpIngressPrivateServiceConnectEndpoint",
                _at("private_service_connect_connection_id"),
            ),
        ),
    )
    outputs = {"connection": "status.config", **WHY}
    ready = Ready(
        failed=frozenset({"FAILED", "ERROR", "DISCONNECTED"}),
        done=frozenset({"READY", "DEGRADED"}),
        resting=frozenset({"PENDING_ACCEPT"}),
        leaving=frozenset({LEAVING}),
        listed=True,
        next_steps={
            "ERROR": "What was stated is not right for the provider: remove it, and create it with what is.",
            "DISCONNECTED": "The cloud provider's side was disconnected. Connect it again, or remove and create it.",
            "DEGRADED": "It works, but slower or in part; error_message may say why.",
        },
    )
    held_by = (Holder(DNS_RECORDS, "spec.config.resource_id"),)
    goes_with = "the DNS records that name it"

    purge_scope = by_name("name_prefix", "name_pattern")

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for block in (item.get("aws_private_network_interface") or {}).get("egress_routes") or ():
            if network(block) != block:
                meant = f": did you mean {network(block)}?" if "/" in network(block) else ""
                yield f"aws_private_network_interface.egress_routes: {block!r} is not a CIDR block (IPv4){meant}"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        stated = self.unions[0].form_of(change.desired)
        if change.operation == CREATED and stated:
            yield from self._misplaced(change, stated)

    def _misplaced(self, change: Change, stated: str) -> Iterator[str]:
        """Why the gateway does not take an access point of this form."""
        listed = self.cloud.listed(GATEWAYS.path, self.params)
        raw: Object = next((raw for raw in listed if raw.get("id") == change.desired.get("gateway")), {})
        there = next((f for f in Gateway.unions[0].fields if f.form == get_path(raw, ("spec", "config", "kind"))), None)
        takes = None if there is None else there.name.removesuffix("_gateway")
        if takes and stated.removesuffix("_endpoint") != takes:
            yield (
                f"{change.label} is stated as {stated}, and its gateway {GATEWAYS.name_of(raw)} ({raw['id']}) is an "
                f"{takes}_gateway, which takes access points of its own form only"
            )

    @override
    def next_step(self, item: Object) -> str | None:
        """Who has to accept the connection, and where."""
        form = self.unions[0].form_of(item) or ""
        if item.get("phase") != "PENDING_ACCEPT":
            return super().next_step(item)
        to_do = ACCEPTED.get(form, "accept the connection at the cloud provider")
        told = Told({**(item.get(form) or {}), **(item.get("connection") or {})})
        return f"Access point {item['name']} waits until the owner of the service accepts: {to_do.format_map(told)}."
