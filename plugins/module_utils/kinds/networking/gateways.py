# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gateways (networking-gateway-v1): capacity of a region, through which access points connect both clouds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..._declare.change import Change
from ..._declare.field import Field, Object
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._declare.union import union
from ..._wire.references import ACCESS_POINTS, Listed
from .common import LEAVING, Networked

DNS_RECORDS = Listed("DNS record", "/networking/v1/dns-records", "spec.display_name", scoped=True)
DNS_FORWARDERS = Listed("DNS forwarder", "/networking/v1/dns-forwarders", "spec.display_name", scoped=True)
REGION = Field("region", needed=True, mutable=False)
ZONES = Field("zones", type="list", elements="str", needed=True, mutable=False, as_set=True)
WHY = {"error_code": "status.error_code", "error_message": "status.error_message"}
PEERING = ("aws_peering_gateway", "azure_peering_gateway", "gcp_peering_gateway")
# What to do before a gateway can be used, by what the service tells of it.
GRANTS: Mapping[str, str] = {
    "aws_egress_private_link_gateway": "let {principal_arn} connect to your VPC endpoint service",
    "aws_ingress_private_link_gateway": "make a VPC endpoint for the service {vpc_endpoint_service_name}",
    "aws_private_network_interface_gateway": "let the account {account} attach network interfaces of your VPC",
    "azure_egress_private_link_gateway": "let the subscription {subscription} connect to your Private Link service",
    "azure_ingress_private_link_gateway": "make a private endpoint for {private_link_service_alias}",
    "gcp_egress_private_service_connect_gateway": "let the project {project} connect to your published service",
    "gcp_ingress_private_service_connect_gateway": (
        "make a Private Service Connect endpoint for {private_service_connect_service_attachment}"
    ),
}


class Told(dict[str, str]):
    """What the service tells of a gateway, for texts; of what it does not tell (yet), that."""

    def __missing__(self, name: str) -> str:
        return f"(the service has not told {name} yet)"


class Gateway(Networked):
    """A gateway of an environment. Only its name can change."""

    name = "gateway"
    plural = "gateways"
    path = "/networking/v1/gateways"
    named = "spec.display_name"
    unions = (
        union(
            "spec.config",
            aws_egress_private_link_gateway=("AwsEgressPrivateLinkGatewaySpec", REGION),
            aws_ingress_private_link_gateway=("AwsIngressPrivateLinkGatewaySpec", REGION),
            aws_private_network_interface_gateway=("AwsPrivateNetworkInterfaceGatewaySpec", REGION, ZONES),
            azure_egress_private_link_gateway=("AzureEgressPrivateLinkGatewaySpec", REGION),
            azure_ingress_private_link_gateway=("AzureIngressPrivateLinkGatewaySpec", REGION),
            gcp_egress_private_service_connect_gateway=("GcpEgressPrivateServiceConnectGatewaySpec", REGION),
            gcp_ingress_private_service_connect_gateway=("GcpIngressPrivateServiceConnectGatewaySpec", REGION),
            aws_peering_gateway=("AwsPeeringGatewaySpec", REGION),
            azure_peering_gateway=("AzurePeeringGatewaySpec", REGION),
            gcp_peering_gateway=("GcpPeeringGatewaySpec", REGION),
        ),
    )
    outputs = {"cloud_gateway": "status.cloud_gateway", **WHY}
    ready = Ready(
        done=frozenset({"READY", "CREATED"}),
        spent=frozenset({"EXPIRED"}),
        leaving=frozenset({LEAVING}),
        listed=True,
        next_steps={"EXPIRED": "It had no connection for too long: connect the new one soon after"},
    )
    held_by = tuple(Holder(held, "spec.gateway.id") for held in (ACCESS_POINTS, DNS_RECORDS, DNS_FORWARDERS))
    goes_with = "its access points, DNS records and DNS forwarders"

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        yield from super().unmakeable(change)
        form = self.unions[0].form_of(change.desired)
        if form in PEERING:
            yield f"{change.label} does not exist, and a {form} comes with a network for PEERING: it cannot be created"

    @override
    def next_step(self, item: Object) -> str | None:
        """Without an access point a gateway expires: how to come to one."""
        grant = GRANTS.get(self.unions[0].form_of(item) or "")
        if item.get("phase") != "CREATED" or grant is None:
            return super().next_step(item)
        to_do = grant.format_map(Told(item.get("cloud_gateway") or {}))
        return f"Gateway {item['name']} has no access point: {to_do}, and make one (confluent_access_point)."
