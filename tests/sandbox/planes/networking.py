# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Networks and what connects them to the customer's: peerings, transit gateway attachments, private link accesses,
private link attachments and their connections, and Confluent's public addresses (networking-v1,
networking-privatelink-v1 and networking-ip-v1 documents).

NetworkAdmin manages them. What the documents leave open: a network holds on to what is in it (409); the customer of a
peering or an attachment accepts after ``network_acceptance``; an attachment for private link is READY once one of its
connections is; cloud-side names are made from the object's id, so that they stay.
"""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..pages import filters_of, list_response
from ..state import JsonObject, State
from ._control import find, invalid
from ._members import Member
from ._row import Collection, Holder, Phases

_ACCOUNT = r"^\d{12}$"
_CIDR = r"^\d+\.\d+\.\d+\.\d+/\d+$"
_CLOUDS = ("AWS", "GCP", "AZURE")
_MANAGE = "MANAGE_NETWORK"
_NAME = Member("display_name")
_ENVIRONMENT = Member("environment", dict, required=True, fixed=True, refers="environments")
_NETWORK = Member("network", dict, required=True, fixed=True, refers="networks")
_SAID = {"error_code": "insufficient_capacity", "error_message": "Could not provision cloud resources"}
_CLOUD_OF = {"Aws": "AWS", "Gcp": "GCP", "Azu": "AZURE"}  # by how the kind of a form begins


def _text(name: str, pattern: str | None = None) -> Member:
    return Member(name, required=True, shortest=1, pattern=pattern)


def _union(**forms: tuple[Member, ...]) -> Member:
    return Member("cloud", dict, required=True, fixed=True, forms=forms)


def _filters(*names: str) -> dict[str, str]:
    """Those of references are by id."""
    references = ("spec.network", "spec.private_link_attachment")
    return {name: f"{name}.id" if name in references else name for name in names}


def _phases(rests: Callable[[State, JsonObject], str] | None = None) -> Phases:
    return Phases(
        "network_provisioning",
        "PROVISIONING",
        "READY",
        "FAILED",
        rests=rests,
        leaving="DEPROVISIONING",
        leaving_for="network_removal",
    )


def _working(state: State, item: JsonObject) -> bool:
    return bool(state.now() >= item["ready_at"]) and not item["failed"]


def _failure(state: State, item: JsonObject) -> JsonObject:
    """What a failed object says of its reason."""
    return dict(_SAID) if item["failed"] and state.now() >= item["ready_at"] else {}


def _status(state: State, item: JsonObject) -> JsonObject:
    return {"status": _failure(state, item)}


def _accepted(state: State, item: JsonObject) -> str:
    """READY once the customer has accepted in the cloud provider."""
    after = state.settings.network_acceptance
    return "PENDING_ACCEPT" if after < 0 or state.now() < item["ready_at"] + after else "READY"


# ---- networks


def _blocks(names: tuple[str, ...], length: int, what: str) -> Callable[[Any], str | None]:
    """A check of a CIDR block, or of those that items of a list have: its length as the document says."""

    def check(value: Any) -> str | None:
        stated = value if isinstance(value, str) else [zone.get(name) for zone in value for name in names]
        for block in [stated] if isinstance(stated, str) else filter(None, stated):
            try:
                found = ipaddress.IPv4Network(block)
            except ValueError:
                return f"'{block}' is not an IPv4 CIDR block"
            if found.prefixlen != length:
                return f"{what} must be a /{length}, not {block}"
        return None

    return check


def _zones(item: JsonObject, first: int = 1) -> list[str]:
    """Three zones of a region, as each cloud calls them."""
    region, numbers = item["region"], range(first, first + 3)
    if item["cloud"] == "AWS":
        parts = region.split("-")
        return [f"{parts[0]}{parts[1][0]}{parts[-1]}-az{number}" for number in numbers]
    return [f"{region}-{'abcdef'[number - 1]}" if item["cloud"] == "GCP" else str(number) for number in numbers]


def _chosen(state: State, item: JsonObject) -> JsonObject:
    """The zones that the service has chosen, where it did."""
    if state.settings.network_zones == "other":
        return {"zones": _zones(item, 2)}
    return {} if item["zones"] else {"zones": _zones(item)}


def _check_network(state: State, new: JsonObject, old: JsonObject | None) -> None:
    routed = {"PEERING", "TRANSITGATEWAY"} & set(new["connection_types"])
    if routed and not (new["cidr"] or new["zones_info"]):
        raise invalid("/spec/cidr", "A CIDR block is required for VPC peering and AWS Transit Gateway")
    if "TRANSITGATEWAY" in new["connection_types"] and new["cloud"] != "AWS":
        raise invalid("/spec/connection_types", "TRANSITGATEWAY is for AWS only")
    if new["zones"] and new["cloud"] == "AZURE":
        raise invalid("/spec/zones", "Zones of Azure networks are chosen by Confluent Cloud")


def _network_status(state: State, item: JsonObject) -> JsonObject:
    kinds, ident = item["connection_types"], item["id"].partition("-")[2]
    status = {"supported_connection_types": kinds, "active_connection_types": kinds, **_failure(state, item)}
    if _working(state, item):
        zones = _chosen(state, item).get("zones") or item["zones"]
        status["cloud"] = _cloud_network(item, ident, zones)
        if "PRIVATELINK" in kinds:
            domain = f"{ident}.{item['region']}.{item['cloud'].lower()}.confluent.cloud"
            status.update(dns_domain=domain, endpoint_suffix=f".{domain}")
            status["zonal_subdomains"] = {zone: f"{zone}.{domain}" for zone in zones}
    return {"status": status}


def _cloud_network(item: JsonObject, ident: str, zones: list[str]) -> JsonObject:
    region = item["region"]
    if item["cloud"] == "AWS":
        linked_as: JsonObject = {"private_link_endpoint_service": f"com.amazonaws.vpce.{region}.vpce-svc-{ident}"}
        shown: JsonObject = {"kind": "AwsNetwork", "vpc": f"vpc-{ident}", "account": "111122223333"}
    elif item["cloud"] == "GCP":
        base = f"projects/cc-{ident}/regions/{region}/serviceAttachments/s-{ident}"
        linked_as = {"private_service_connect_service_attachments": {zone: f"{base}-{zone}" for zone in zones}}
        shown = {"kind": "GcpNetwork", "project": f"cc-{ident}", "vpc_network": f"vpc-{ident}"}
    else:
        account = str(uuid.uuid5(uuid.NAMESPACE_OID, "confluent"))
        group = f"/subscriptions/{account}/resourceGroups/g-{ident}/providers/Microsoft.Network"
        linked_as = {
            "private_link_service_aliases": {
                zone: f"{ident}-{zone}.{region}.azure.privatelinkservice" for zone in zones
            },
            "private_link_service_resource_ids": {
                zone: f"{group}/privateLinkServices/{ident}-{zone}" for zone in zones
            },
        }
        shown = {"kind": "AzureNetwork", "vnet": f"{group}/virtualNetworks/{ident}", "subscription": account}
    return {**shown, **(linked_as if "PRIVATELINK" in item["connection_types"] else {})}


# ---- what connects a network to the customer's


def _connects(*connection_types: str) -> Callable[[State, JsonObject, JsonObject | None], None]:
    """A check that the network is of the same cloud, of a type that this connects, and in the environment."""

    def check(state: State, new: JsonObject, old: JsonObject | None) -> None:
        network, cloud = find(state.table("networks"), new["network"]), _CLOUD_OF[new["cloud"]["kind"][:3]]
        if network["environment"] != new["environment"]:
            raise invalid("/spec/network", f"The network {network['id']} is in another environment")
        if network["cloud"].upper() != cloud:
            raise invalid("/spec/cloud/kind", f"The network {network['id']} is on {network['cloud']}, not on {cloud}")
        if not set(connection_types) & set(network["connection_types"]):
            detail = f"The network {network['id']} supports {', '.join(network['connection_types'])} only"
            raise invalid("/spec/network", detail)

    return check


def _transit_gateway(state: State, item: JsonObject) -> JsonObject:
    status = _failure(state, item)
    if _working(state, item):
        ident = item["id"].partition("-")[2]
        status["cloud"] = {
            "kind": "AwsTransitGatewayAttachmentStatus",
            "transit_gateway_attachment_id": f"tgw-attach-{ident}",
        }
    return {"status": status}


# ---- private link attachments


def _connected(state: State, item: JsonObject) -> str:
    """READY with a connection that is; EXPIRED when none came in time."""
    rows = state.rows["private_link_attachment_connections"]
    connections = [one for one in rows.items.values() if one["private_link_attachment"] == item["id"]]
    if any(rows.phase(one) == "READY" for one in connections):
        return "READY"
    expiry = state.settings.attachment_expiry
    return "EXPIRED" if expiry and state.now() >= item["ready_at"] + expiry else "WAITING_FOR_CONNECTIONS"


def _service(item: JsonObject) -> JsonObject:
    """What of Confluent's a private endpoint is connected to."""
    ident, region = item["id"].partition("-")[2], item["region"]
    alias = f"pls-plt-{ident}.{region}.azure.privatelinkservice"
    resource = (
        f"/subscriptions/0/resourceGroups/s-{ident}/providers/Microsoft.Network/privateLinkServices/pls-plt-{ident}"
    )
    attachment = f"projects/cc/regions/{region}/serviceAttachments/plt-{ident}"
    services: dict[str, JsonObject] = {
        "AWS": {"vpc_endpoint_service_name": f"com.amazonaws.vpce.{region}.vpce-svc-{ident}"},
        "AZURE": {"private_link_service_alias": alias, "private_link_service_resource_id": resource},
        "GCP": {"private_service_connect_service_attachment": attachment},
    }
    return services[item["cloud"].upper()]


def _attachment(state: State, item: JsonObject) -> JsonObject:
    status = _failure(state, item)
    if _working(state, item):
        cloud = item["cloud"].upper()
        word = {"AWS": "vpc_endpoint_service", "AZURE": "private_link_service", "GCP": "service_attachment"}[cloud]
        status["dns_domain"] = f"{item['region']}.{cloud.lower()}.private.confluent.cloud"
        status["cloud"] = {"kind": f"{cloud.capitalize()}PrivateLinkAttachmentStatus", word: _service(item)}
        if cloud == "AWS":
            status["cloud"]["kind"] = "AwsPrivateLinkAttachmentStatus"
    return {"status": status}


def _connection(state: State, item: JsonObject) -> JsonObject:
    status = _failure(state, item)
    attachment = state.table("private_link_attachments").get(item["private_link_attachment"])
    if _working(state, item) and attachment:
        mine = {name: value for name, value in item["cloud"].items() if name != "kind"}
        status["cloud"] = {"kind": f"{item['cloud']['kind']}Status", **_service(attachment), **mine}
    return {"status": status}


def _check_connection(state: State, new: JsonObject, old: JsonObject | None) -> None:
    attachment = find(state.table("private_link_attachments"), new["private_link_attachment"])
    cloud = _CLOUD_OF[new["cloud"]["kind"][:3]]
    if attachment["environment"] != new["environment"]:
        raise invalid("/spec/private_link_attachment", f"The attachment {attachment['id']} is in another environment")
    if attachment["cloud"].upper() != cloud:
        raise invalid(
            "/spec/cloud/kind", f"The attachment {attachment['id']} is on {attachment['cloud']}, not on {cloud}"
        )
    if old is None and state.rows["private_link_attachments"].phase(attachment) == "EXPIRED":
        raise ApiError("control", 409, f"The attachment {attachment['id']} is EXPIRED", "invalid_state")


ROWS = (
    Collection(
        "networks",
        "/networking/v1/networks",
        "Network",
        "n",
        "network",
        (
            _NAME,
            Member("cloud", required=True, fixed=True, choices=_CLOUDS),
            Member("region", required=True, fixed=True),
            Member("connection_types", list, required=True, fixed=True, fewest=1),
            Member("cidr", fixed=True, pattern=_CIDR, check=_blocks((), 16, "cidr")),
            Member("zones", list, fixed=True, fewest=3, most=3),
            Member(
                "zones_info",
                list,
                fixed=True,
                fewest=3,
                most=3,
                items=dict,
                check=_blocks(("cidr",), 27, "A zone's cidr"),
            ),
            Member(
                "dns_config",
                dict,
                fixed=True,
                members=(Member("resolution", required=True, choices=("CHASED_PRIVATE", "PRIVATE")),),
            ),
            Member("reserved_cidr", fixed=True, pattern=_CIDR, check=_blocks((), 24, "reserved_cidr")),
            _ENVIRONMENT,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters(
            "spec.display_name", "spec.cloud", "spec.region", "spec.connection_types", "spec.cidr", "status.phase"
        ),
        manage=_MANAGE,
        phases=_phases(),
        held_by=(
            Holder("clusters", "network"),
            Holder("compute_pools", "network"),
            Holder("peerings", "network"),
            Holder("transit_gateway_attachments", "network"),
            Holder("private_link_accesses", "network"),
            Holder("network_link_services", "network"),
            Holder("network_link_endpoints", "network"),
        ),
        derived=_chosen,
        computed=_network_status,
        check=_check_network,
        seeds={"cloud": "AWS", "region": "us-east-1", "connection_types": ["PRIVATELINK"]},
    ),
    Collection(
        "peerings",
        "/networking/v1/peerings",
        "Peering",
        "p",
        "network={network}/peering",
        (
            _NAME,
            _union(
                AwsPeering=(
                    _text("account", _ACCOUNT),
                    _text("vpc"),
                    Member("routes", list, required=True),
                    _text("customer_region"),
                ),
                GcpPeering=(
                    _text("project"),
                    _text("vpc_network"),
                    Member("import_custom_routes", bool, default=False),
                ),
                AzurePeering=(_text("tenant"), _text("vnet"), _text("customer_region")),
            ),
            _ENVIRONMENT,
            _NETWORK,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("spec.display_name", "status.phase", "spec.network"),
        manage=_MANAGE,
        phases=_phases(_accepted),
        computed=_status,
        check=_connects("PEERING"),
    ),
    Collection(
        "transit_gateway_attachments",
        "/networking/v1/transit-gateway-attachments",
        "TransitGatewayAttachment",
        "tga",
        "network={network}/transit-gateway-attachment",
        (
            _NAME,
            _union(
                AwsTransitGatewayAttachment=(
                    _text("ram_share_arn"),
                    _text("transit_gateway_id"),
                    Member("routes", list, required=True),
                ),
            ),
            _ENVIRONMENT,
            _NETWORK,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("spec.display_name", "status.phase", "spec.network"),
        manage=_MANAGE,
        phases=_phases(_accepted),
        computed=_transit_gateway,
        check=_connects("TRANSITGATEWAY", "PEERING"),
    ),
    Collection(
        "private_link_accesses",
        "/networking/v1/private-link-accesses",
        "PrivateLinkAccess",
        "pla",
        "network={network}/private-link-access",
        (
            _NAME,
            _union(
                AwsPrivateLinkAccess=(_text("account", _ACCOUNT),),
                AzurePrivateLinkAccess=(_text("subscription"),),
                GcpPrivateServiceConnectAccess=(_text("project"),),
            ),
            _ENVIRONMENT,
            _NETWORK,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("spec.display_name", "status.phase", "spec.network"),
        unique=tuple(("network", f"cloud.{word}") for word in ("account", "subscription", "project")),
        manage=_MANAGE,
        phases=_phases(),
        computed=_status,
        check=_connects("PRIVATELINK"),
    ),
    Collection(
        "private_link_attachments",
        "/networking/v1/private-link-attachments",
        "PrivateLinkAttachment",
        "platt",
        "private-link-attachment",
        (
            _NAME,
            Member("cloud", required=True, fixed=True, choices=_CLOUDS),
            Member("region", required=True, fixed=True),
            _ENVIRONMENT,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("spec.display_name", "spec.cloud", "spec.region", "status.phase"),
        manage=_MANAGE,
        phases=_phases(_connected),
        held_by=(Holder("private_link_attachment_connections", "private_link_attachment"),),
        computed=_attachment,
    ),
    Collection(
        "private_link_attachment_connections",
        "/networking/v1/private-link-attachment-connections",
        "PrivateLinkAttachmentConnection",
        "plattc",
        "private-link-attachment-connection",
        (
            _NAME,
            _union(
                AwsPrivateLinkAttachmentConnection=(_text("vpc_endpoint_id"),),
                AzurePrivateLinkAttachmentConnection=(_text("private_endpoint_resource_id"),),
                GcpPrivateLinkAttachmentConnection=(_text("private_service_connect_connection_id"),),
            ),
            _ENVIRONMENT,
            Member("private_link_attachment", dict, required=True, fixed=True, refers="private_link_attachments"),
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("spec.private_link_attachment"),
        manage=_MANAGE,
        phases=_phases(),
        computed=_connection,
        check=_check_connection,
    ),
)


# ---- public addresses

# (block, cloud, region, services, type); the blocks are those of documentation (RFC 5737).
_ADDRESSES = (
    ("192.0.2.0/28", "AWS", "us-east-1", ["CONNECT"], "EGRESS"),
    ("192.0.2.16/28", "AWS", "us-east-1", ["KAFKA", "CONNECT"], "INGRESS"),
    ("198.51.100.0/28", "AZURE", "westeurope", ["CONNECT"], "EGRESS"),
    ("198.51.100.16/28", "GCP", "europe-west3", ["KAFKA"], "INGRESS"),
    ("203.0.113.0/28", "ANY", "global", ["EXTERNAL_OAUTH"], "EGRESS"),
)


def routes(state: State) -> list[BaseRoute]:
    """The list of public addresses, which has no other operation."""
    names = ("ip_prefix", "cloud", "region", "services", "address_type")
    addresses: list[JsonObject] = [
        {"n": number, **dict(zip(names, values, strict=True))} for number, values in enumerate(_ADDRESSES, 1)
    ]
    filters = names[1:]

    def fits(item: JsonObject, wanted: dict[str, set[str]]) -> bool:
        have = {name: set(item[name]) if name == "services" else {item[name]} for name in filters}
        return all(not values or values & have[name] for name, values in wanted.items())

    async def listed(request: Request) -> Response:
        auth.require(request, state, "cloud")
        wanted = {name: filters_of(request, name) for name in filters}
        found = [item for item in addresses if fits(item, wanted)]

        def render(item: JsonObject) -> JsonObject:
            shown = {name: item[name] for name in names}
            return {"api_version": "networking/v1", "kind": "IpAddress", **shown}

        return list_response(
            request, state, found, render, api_version="networking/v1", kind="IpAddressList", filters=filters
        )

    return [Route("/networking/v1/ip-addresses", listed, methods=["GET"])]
