# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Gateways, access points, DNS records and DNS forwarders (networking-gateway-v1, -access-point-v1, -dnsforwarder-v1).

NetworkAdmin manages them. What the documents leave open: a gateway is CREATED while nothing connects through it, READY
with an access point, and after ``gateway_expiry`` without one EXPIRED; it holds on to what is in it (409), and so does
an access point to the DNS records that name it; an egress endpoint waits for its customer for ``network_acceptance``.
Names on the cloud's side are made from the object's id, so that they stay.

``POST /_sandbox/objects/networking_phases`` with ``id``, ``phase`` and perhaps ``message`` leaves one of these objects
in a phase, as the cloud's side does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.routing import BaseRoute

from ..errors import ApiError
from ..state import JsonObject, State
from ._control import find, invalid
from ._members import Member
from ._row import Collection, Holder, Phases

MANAGE = "MANAGE_NETWORK"
NAME = Member("display_name")
ENVIRONMENT = Member("environment", dict, required=True, fixed=True, refers="environments")
_GATEWAY = Member("gateway", dict, required=True, fixed=True, refers="gateways")
_REGION = Member("region", required=True)
TABLES = ("gateways", "access_points", "dns_records", "dns_forwarders")
_AZURE = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network"
_SAID = {"error_code": "provisioning_failed", "error_message": "Could not provision cloud resources"}
_SPECS = {
    f"{kind}GatewaySpec": (_REGION,)
    for kind in (
        "AwsPeering",
        "AwsEgressPrivateLink",
        "AwsIngressPrivateLink",
        "AzurePeering",
        "AzureEgressPrivateLink",
        "AzureIngressPrivateLink",
        "GcpPeering",
        "GcpEgressPrivateServiceConnect",
        "GcpIngressPrivateServiceConnect",
    )
}
_INTERFACES = "AwsPrivateNetworkInterface"
_EGRESS = ("AwsEgressPrivateLink", "AzureEgressPrivateLink", "GcpEgressPrivateServiceConnect")


def _text(name: str, *, fixed: bool = False) -> Member:
    return Member(name, required=True, fixed=fixed, shortest=1)


def phases(rests: Callable[[State, JsonObject], str]) -> Phases:
    """Those of a kind of this API; a phase in which an object was left comes before the one in which it rests."""

    def now(state: State, item: JsonObject) -> str:
        return str(item["left_in"]["phase"]) if item.get("left_in") else rests(state, item)

    return Phases(
        "network_provisioning",
        "PROVISIONING",
        "READY",
        "FAILED",
        rests=now,
        leaving="DEPROVISIONING",
        leaving_for="network_removal",
    )


def failure(state: State, item: JsonObject) -> JsonObject:
    """What the status says of a failure."""
    if item.get("left_in", {}).get("message"):
        return {"error_code": item["left_in"]["phase"].lower(), "error_message": item["left_in"]["message"]}
    return dict(_SAID) if item["failed"] and state.now() >= item["ready_at"] else {}


def working(state: State, item: JsonObject) -> bool:
    """Whether it has been provisioned."""
    return bool(state.now() >= item["ready_at"]) and not item["failed"]


def _ready(state: State, item: JsonObject) -> str:
    return "READY"


def _status(state: State, item: JsonObject) -> JsonObject:
    return {"status": failure(state, item)}


# ---- gateways


def _connected(state: State, item: JsonObject) -> str:
    if Holder("access_points", "gateway").of(state, item["id"]):
        return "READY"
    expiry = state.settings.gateway_expiry
    return "EXPIRED" if expiry and state.now() >= item["ready_at"] + expiry else "CREATED"


def _gateway(state: State, item: JsonObject) -> JsonObject:
    ident, kind, region = item["id"].partition("-")[2], item["config"]["kind"], item["config"]["region"]
    cloud: dict[str, JsonObject] = {
        "AwsPrivateNetworkInterface": {"account": "111122223333"},
        "AwsEgressPrivateLink": {"principal_arn": f"arn:aws:iam::111122223333:role/gateway-{ident}"},
        "AwsIngressPrivateLink": {"vpc_endpoint_service_name": f"com.amazonaws.vpce.{region}.vpce-svc-{ident}"},
        "AzureEgressPrivateLink": {"subscription": "00000000-0000-0000-0000-0000000000aa"},
        "AzureIngressPrivateLink": {
            "private_link_service_alias": f"pls-{ident}.{region}.azure.privatelinkservice",
            "private_link_service_resource_id": f"{_AZURE}/privateLinkServices/{ident}",
        },
        "GcpPeering": {"iam_principal": f"gateway-{ident}@cc.iam.gserviceaccount.com"},
        "GcpEgressPrivateServiceConnect": {"project": f"cc-{ident}"},
        "GcpIngressPrivateServiceConnect": {
            "private_service_connect_service_attachment": f"projects/cc/regions/{region}/serviceAttachments/{ident}"
        },
    }
    status, told = failure(state, item), cloud.get(kind.removesuffix("GatewaySpec"))
    if working(state, item) and told:
        status["cloud_gateway"] = {"kind": kind.replace("GatewaySpec", "GatewayStatus"), **told}
    return {"status": status}


def _not_made(state: State, new: JsonObject, old: JsonObject | None) -> None:
    """ "Please note that Peering configs are not supported in Create requests"; seeds make these all the same."""
    if old is None and "Peering" in new["config"]["kind"] and not new.get("seeded"):
        raise invalid("/spec/config/kind", f"A {new['config']['kind']} cannot be created")


def _of_type(state: State, query: Mapping[str, str], item: JsonObject) -> bool:
    wanted = set(filter(None, query.get("gateway_type", "").split(",")))
    return not wanted or item["config"]["kind"].removesuffix("GatewaySpec") in wanted


# ---- what is in a gateway


def _same_environment(state: State, new: JsonObject) -> JsonObject:
    gateway = find(state.table("gateways"), new["gateway"])
    if gateway["environment"] != new["environment"]:
        raise invalid("/spec/gateway", f"The gateway {gateway['id']} is in another environment")
    return gateway


def _check_access_point(state: State, new: JsonObject, old: JsonObject | None) -> None:
    gateway, kind = _same_environment(state, new), new["config"]["kind"].removesuffix("Endpoint")
    if gateway["config"]["kind"] != f"{kind}GatewaySpec":
        raise invalid("/spec/config/kind", f"A {new['config']['kind']} needs a gateway of the kind {kind}GatewaySpec")
    if old is None and state.rows["gateways"].phase(gateway) == "EXPIRED":
        raise ApiError("control", 409, f"The gateway {gateway['id']} is EXPIRED", "invalid_state")


def _accepted(state: State, item: JsonObject) -> str:
    """An egress endpoint is READY once its customer has accepted it."""
    after = state.settings.network_acceptance
    if item["config"]["kind"].removesuffix("Endpoint") not in _EGRESS:
        return "READY"
    return "PENDING_ACCEPT" if after < 0 or state.now() < item["ready_at"] + after else "READY"


def _access_point(state: State, item: JsonObject) -> JsonObject:
    ident, config, status = item["id"].partition("-")[2], item["config"], failure(state, item)
    gateway = _gateway(state, state.table("gateways")[item["gateway"]])["status"].get("cloud_gateway", {})
    domain = f"{ident}.private.confluent.cloud"
    cloud: dict[str, JsonObject] = {
        "AwsEgressPrivateLinkEndpoint": {
            "vpc_endpoint_id": f"vpce-{ident}",
            "vpc_endpoint_dns_name": f"*.vpce-{ident}.vpce.amazonaws.com",
        },
        "AwsIngressPrivateLinkEndpoint": {"vpc_endpoint_id": config.get("vpc_endpoint_id"), "dns_domain": domain},
        "AzureEgressPrivateLinkEndpoint": {
            "private_endpoint_resource_id": f"{_AZURE}/privateEndpoints/{ident}",
            "private_endpoint_domain": f"{ident}.privatelink.azure.example",
            "private_endpoint_ip_address": "10.2.0.68",
            "private_endpoint_custom_dns_config_domains": [f"{ident}.azure.example"],
        },
        "AzureIngressPrivateLinkEndpoint": {
            "private_endpoint_resource_id": config.get("private_endpoint_resource_id"),
            "dns_domain": domain,
        },
        "GcpEgressPrivateServiceConnectEndpoint": {
            "private_service_connect_endpoint_connection_id": f"1{int.from_bytes(ident.encode(), 'big')}",
            "private_service_connect_endpoint_name": f"plap-{ident}",
            "private_service_connect_endpoint_ip_address": "10.2.0.69",
        },
        "GcpIngressPrivateServiceConnectEndpoint": {
            "private_service_connect_connection_id": config.get("private_service_connect_connection_id"),
            "dns_domain": domain,
        },
    }
    told = cloud.get(config["kind"])
    if told and working(state, item):
        services = {
            name: value
            for name, value in gateway.items()
            if "Ingress" in config["kind"] and name.startswith(("vpc_", "private_"))
        }
        status["config"] = {"kind": f"{config['kind']}Status", **services, **told}
    return {"status": status}


def _check_record(state: State, new: JsonObject, old: JsonObject | None) -> None:
    _same_environment(state, new)
    access_point = find(state.table("access_points"), new["config"]["resource_id"])
    if access_point["gateway"] != new["gateway"]:
        raise invalid("/spec/config/resource_id", f"The access point {access_point['id']} is in another gateway")


def _check_forwarder(state: State, new: JsonObject, old: JsonObject | None) -> None:
    _same_environment(state, new)


def _addresses(value: Any) -> str | None:
    wrong = [one for one in value if len(one.split(".")) != 4 or not one.replace(".", "").isdigit()]
    return f"{', '.join(wrong)} is no IPv4 address" if wrong else None


def _mappings(value: Any) -> str | None:
    wrong = [name for name, one in value.items() if not isinstance(one, dict) or set(one) - {"zone", "project"}]
    return f"The mapping of {', '.join(wrong)} is not a zone and a project" if wrong else None


def _filters(*names: str) -> dict[str, str]:
    return {name: "spec.gateway.id" if name == "spec.gateway" else name for name in names}


_COMMON = (NAME, ENVIRONMENT, _GATEWAY)
ROWS = (
    Collection(
        "gateways",
        "/networking/v1/gateways",
        "Gateway",
        "gw",
        "gateway",
        (
            NAME,
            Member(
                "config",
                dict,
                required=True,
                fixed=True,
                forms={
                    **_SPECS,
                    f"{_INTERFACES}GatewaySpec": (_REGION, Member("zones", list, required=True)),
                },
            ),
            ENVIRONMENT,
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("id", "spec.config.region", "spec.display_name", "status.phase"),
        queries=("gateway_type",),
        listed=_of_type,
        manage=MANAGE,
        phases=phases(_connected),
        held_by=tuple(Holder(table, "gateway") for table in TABLES[1:]),
        computed=_gateway,
        check=_not_made,
    ),
    Collection(
        "access_points",
        "/networking/v1/access-points",
        "AccessPoint",
        "ap",
        "gateway={gateway}/access-point",
        (
            *_COMMON,
            Member(
                "config",
                dict,
                required=True,
                forms={
                    "AwsEgressPrivateLinkEndpoint": (
                        _text("vpc_endpoint_service_name"),
                        Member("enable_high_availability", bool, fixed=True, default=False),
                        Member("target_system"),
                    ),
                    "AwsIngressPrivateLinkEndpoint": (_text("vpc_endpoint_id", fixed=True),),
                    "AzureEgressPrivateLinkEndpoint": (
                        _text("private_link_service_resource_id"),
                        Member("private_link_subresource_name"),
                        Member("target_system"),
                    ),
                    "AzureIngressPrivateLinkEndpoint": (_text("private_endpoint_resource_id", fixed=True),),
                    _INTERFACES: (
                        Member("network_interfaces", list, fewest=51),
                        Member("account", fixed=True, pattern=r"^\d{12}$"),
                        Member("egress_routes", list),
                    ),
                    "GcpEgressPrivateServiceConnectEndpoint": (
                        _text("private_service_connect_endpoint_target"),
                        Member("target_system"),
                    ),
                    "GcpIngressPrivateServiceConnectEndpoint": (_text("private_service_connect_connection_id"),),
                },
            ),
        ),
        under="spec",
        created=202,
        environment=True,
        filters=_filters("spec.display_name", "spec.gateway", "id"),
        manage=MANAGE,
        phases=phases(_accepted),
        held_by=(Holder("dns_records", "config.resource_id"),),
        computed=_access_point,
        check=_check_access_point,
    ),
    Collection(
        "dns_records",
        "/networking/v1/dns-records",
        "DnsRecord",
        "dnsrec",
        "gateway={gateway}/dns-record",
        (
            *_COMMON,
            Member("domain", required=True, fixed=True),
            Member("config", dict, required=True, forms={"PrivateLinkAccessPoint": (_text("resource_id"),)}),
        ),
        under="spec",
        created=202,
        environment=True,
        filters={
            **_filters("spec.display_name", "spec.domain", "spec.gateway"),
            "resource": "spec.config.resource_id",
        },
        unique=(("gateway", "domain"),),
        manage=MANAGE,
        phases=phases(_ready),
        computed=_status,
        check=_check_record,
    ),
    Collection(
        "dns_forwarders",
        "/networking/v1/dns-forwarders",
        "DnsForwarder",
        "df",
        "gateway={gateway}/dns-forwarder",
        (
            *_COMMON,
            Member("domains", list, required=True, most=10),
            Member(
                "config",
                dict,
                required=True,
                forms={
                    "ForwardViaIp": (
                        Member("dns_server_ips", list, required=True, fewest=1, most=3, check=_addresses),
                    ),
                    "ForwardViaGcpDnsZones": (Member("domain_mappings", dict, required=True, check=_mappings),),
                },
            ),
        ),
        under="spec",
        created=202,
        environment=True,
        manage=MANAGE,
        phases=phases(_ready),
        computed=_status,
        check=_check_forwarder,
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """No further routes; the seeders of gateways for peering, and of what is left in a phase."""

    def leave(spec: JsonObject) -> list[Any]:
        tables = (*TABLES, "network_link_services", "network_link_endpoints")
        item = next(table[spec["id"]] for table in map(state.table, tables) if spec["id"] in table)
        item["left_in"] = {"phase": spec["phase"], "message": spec.get("message")}
        return [item]

    def peering(spec: JsonObject) -> list[Any]:
        values = {"display_name": None, **spec, "seeded": True}
        return [state.rows["gateways"].create(values, {})]

    state.seeders["networking_phases"] = leave
    state.seeders["peering_gateways"] = peering
    return []
