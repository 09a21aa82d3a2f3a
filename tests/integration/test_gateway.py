# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Gateways and what is in them: forms, what cannot change, phases that end badly, removal in its order."""

from __future__ import annotations

from typing import Any

import pytest

from .private_links import Net

ROOT = "/networking/v1"
EGRESS: dict[str, Any] = {"aws_egress_private_link_gateway": {"region": "eu-central-1"}}
TO_SERVICE: dict[str, Any] = {"aws_egress_private_link_endpoint": {"vpc_endpoint_service_name": "svc-1"}}
INTERFACES = [f"eni-{number:017x}" for number in range(51)]
PEERED = {"kind": "AwsPeeringGatewaySpec", "region": "eu-central-1"}
# Of each form that can be created: what states it, the kind that travels, a part of the step that comes next.
FORMS = {
    "aws_egress_private_link_gateway": ("AwsEgressPrivateLinkGatewaySpec", "let arn:aws:iam::"),
    "aws_ingress_private_link_gateway": ("AwsIngressPrivateLinkGatewaySpec", "for the service com.amazonaws.vpce."),
    "aws_private_network_interface_gateway": (
        "AwsPrivateNetworkInterfaceGatewaySpec",
        "let the account 111122223333 attach",
    ),
    "azure_egress_private_link_gateway": ("AzureEgressPrivateLinkGatewaySpec", "let the subscription 00000000-"),
    "azure_ingress_private_link_gateway": ("AzureIngressPrivateLinkGatewaySpec", "a private endpoint for pls-"),
    "gcp_egress_private_service_connect_gateway": (
        "GcpEgressPrivateServiceConnectGatewaySpec",
        "let the project cc-",
    ),
    "gcp_ingress_private_service_connect_gateway": (
        "GcpIngressPrivateServiceConnectGatewaySpec",
        "for projects/cc/regions/",
    ),
}
# Of each form of an access point: the gateway that it is in, and what it is stated by.
ENDPOINTS: dict[str, tuple[str, dict[str, Any]]] = {
    "aws_egress_private_link_endpoint": ("aws_egress_private_link_gateway", {"vpc_endpoint_service_name": "svc-1"}),
    "aws_ingress_private_link_endpoint": ("aws_ingress_private_link_gateway", {"vpc_endpoint_id": "vpce-1"}),
    "aws_private_network_interface": (
        "aws_private_network_interface_gateway",
        {"account": "111122223333", "network_interfaces": INTERFACES, "egress_routes": ["10.0.0.0/16"]},
    ),
    "azure_egress_private_link_endpoint": (
        "azure_egress_private_link_gateway",
        {"private_link_service_resource_id": "/subscriptions/0/x", "private_link_subresource_name": "sqlServer"},
    ),
    "azure_ingress_private_link_endpoint": (
        "azure_ingress_private_link_gateway",
        {"private_endpoint_resource_id": "/subscriptions/0/y"},
    ),
    "gcp_egress_private_service_connect_endpoint": (
        "gcp_egress_private_service_connect_gateway",
        {"private_service_connect_endpoint_target": "ALL_GOOGLE_APIS"},
    ),
    "gcp_ingress_private_service_connect_endpoint": (
        "gcp_ingress_private_service_connect_gateway",
        {"private_service_connect_connection_id": "1234567890"},
    ),
}


@pytest.fixture
def net(sandbox: Any) -> Net:
    return Net(sandbox)


def stated(form: str) -> dict[str, Any]:
    zones = {"zones": ["euc1-az2", "euc1-az1"]} if form == "aws_private_network_interface_gateway" else {}
    return {form: {"region": "eu-central-1", **zones}}


# ---- gateways


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_gateway_says_what_has_to_be_granted(form: str, net: Net) -> None:
    kind, step = FORMS[form]
    result = net.done("gateway", "created", name="g", **stated(form))
    [post] = net.sandbox.journal("POST", f"{ROOT}/gateways")
    assert post["request_body"]["spec"]["config"] == {"kind": kind, **stated(form)[form]}
    assert step in result["next_step"]
    assert "has no access point" in result["next_step"]
    net.sandbox.settings(reorder_lists=True)
    net.done("gateway", "unchanged", name="g", **stated(form))


def test_another_form_is_refused_in_words_with_what_goes_along(net: Net) -> None:
    net.made("gateway", name="g", **EGRESS)
    net.refused(
        "gateway",
        "gateway g is an aws_egress_private_link_gateway gateway, not aws_ingress_private_link_gateway",
        "With it go its access points, DNS records and DNS forwarders",
        name="g",
        **stated("aws_ingress_private_link_gateway"),
    )
    net.refused(
        "gateway",
        "aws_egress_private_link_gateway.region of gateway g cannot be changed",
        "its access points, DNS records and DNS forwarders",
        name="g",
        aws_egress_private_link_gateway={"region": "us-east-1"},
    )
    assert net.sandbox.journal("DELETE") == []


def test_only_the_name_changes(net: Net) -> None:
    made = net.made("gateway", name="g", **EGRESS)
    net.done("gateway", "updated", id=made["id"], name="h")
    [patch] = net.sandbox.journal("PATCH")
    assert patch["request_body"] == {"spec": {"display_name": "h", "environment": {"id": net.environment}}}


def test_what_a_creation_lacks_is_named_at_once(net: Net) -> None:
    net.refused("gateway", "one of aws_egress_private_link_gateway, ", name="g")
    pni = "aws_private_network_interface_gateway"
    net.refused("gateway", f"{pni}.region and {pni}.zones must be given", name="g", **{pni: {}})


def test_a_gateway_for_peering_is_named_and_not_created(net: Net) -> None:
    net.refused("gateway", "comes with a network for PEERING", name="p", aws_peering_gateway={"region": "eu-central-1"})
    spec = {"display_name": "p", "environment": net.environment, "config": PEERED}
    net.sandbox.seed("peering_gateways", spec)
    result = net.done("gateway", "unchanged", name="p", aws_peering_gateway={"region": "eu-central-1"})
    assert result["gateway"]["aws_peering_gateway"] == {"region": "eu-central-1"}


def test_two_of_a_name_are_told_by_their_ids(net: Net) -> None:
    spec = {
        "display_name": "g",
        "environment": {"id": net.environment},
        "config": {"kind": "AwsEgressPrivateLinkGatewaySpec", "region": "eu-central-1"},
    }
    ids = [net.sandbox.request("POST", f"{ROOT}/gateways", {"spec": spec})["id"] for _time in range(2)]
    net.refused("gateway", "is ambiguous", *ids, name="g", **EGRESS)
    net.refused("access_point", "is ambiguous", *ids, name="a", gateway="g", **TO_SERVICE)
    net.done("gateway", "deleted", id=ids[0], state="absent")


def test_an_expired_gateway_is_a_failure_and_is_never_waited_for(net: Net) -> None:
    net.sandbox.settings(gateway_expiry=3600)
    made = net.made("gateway", name="g", **EGRESS)
    assert made["phase"] == "CREATED"
    net.sandbox.advance(3601)
    words = (
        f"gateway g ({made['id']}) is EXPIRED",
        "can only be removed: remove it (state: absent) and create it again",
    )
    for wait in (True, False):
        net.refused("gateway", *words, "It had no connection for too long", name="g", wait=wait, **EGRESS)
    net.refused("gateway", f"gateway renamed ({made['id']}) is EXPIRED", id=made["id"], name="renamed")
    net.done("gateway", "deleted", name="g", state="absent")
    net.done("gateway", "created", name="g", **EGRESS)


def test_one_that_expires_while_it_is_waited_for_ends_the_wait(net: Net) -> None:
    net.sandbox.settings(network_provisioning=60)
    made = net.made("gateway", name="g", wait=False, **EGRESS)
    net.left_in(made, "EXPIRED", "No connection came")
    result = net.run("gateway", name="g", **EGRESS)
    assert result["failed"]
    assert "is EXPIRED: No connection came. It had no connection for too long" in result["msg"]


def test_a_failed_gateway_shows_the_words_of_the_service(net: Net) -> None:
    net.sandbox.settings(fail_next_provisioning=1)
    result = net.run("gateway", name="g", **EGRESS)
    assert result["failed"]
    assert "is FAILED: Could not provision cloud resources" in result["msg"]
    net.done("gateway", "deleted", name="g", state="absent")


def test_an_unknown_phase_is_waited_on_and_told(net: Net) -> None:
    made = net.made("gateway", name="g", **EGRESS)
    net.left_in(made, "UPGRADING")
    result = net.run("gateway", name="g", wait_timeout=30, **EGRESS)
    assert "gateway g was still UPGRADING after" in result["msg"]
    assert "run again to go on waiting, nothing is made twice" in result["msg"]


def test_a_wait_is_gone_on_with_by_the_next_run(net: Net) -> None:
    net.sandbox.settings(network_provisioning=7000)
    posted = net.run("gateway", name="g", wait_timeout=0, **EGRESS)
    assert posted["failed"]
    assert len(net.sandbox.journal("POST")) == 1
    again = net.run("gateway", name="g", **EGRESS)
    assert (again["failed"], again["operation"], again["wait"]["phases"]) == (
        False,
        "unchanged",
        ["PROVISIONING", "CREATED"],
    )
    assert net.sandbox.writes() == []


def test_what_holds_a_gateway_is_named_before_anything_is_deleted(net: Net) -> None:
    net.made("gateway", name="g", **EGRESS)
    net.made("access_point", name="a", gateway="g", **TO_SERVICE)
    to_a: dict[str, Any] = {"private_link_access_point": {"access_point": "a"}}
    net.made("dns_record", name="r", gateway="g", domain="shop.example", **to_a)
    servers: dict[str, Any] = {"forward_via_ip": {"dns_server_ips": ["10.0.0.2"]}}
    net.made("dns_forwarder", name="f", gateway="g", domains=["shop.example"], **servers)
    net.refused("gateway", "is used by access point a, DNS record r, DNS forwarder f", name="g", state="absent")
    net.refused("access_point", "is used by DNS record r", name="a", state="absent")
    for kind, name in (("dns_record", "r"), ("dns_forwarder", "f"), ("access_point", "a"), ("gateway", "g")):
        net.done(kind, "deleted", name=name, state="absent")


def test_a_removal_waits_until_it_is_gone_so_that_a_chain_goes_in_one_run(net: Net) -> None:
    net.sandbox.settings(network_removal=3000)
    net.made("gateway", name="g", **EGRESS)
    made = net.made("access_point", name="a", gateway="g", **TO_SERVICE)
    result = net.run("access_point", name="a", state="absent", wait=False)
    assert (result["failed"], result["operation"]) == (False, "deleted")
    net.refused("gateway", "is used by access point a", name="g", state="absent")
    # It is there no more for anything but to be waited for, and is not deleted a second time.
    net.refused("access_point", f"access point a ({made['id']}) is DEPROVISIONING", name="a", gateway="g", **TO_SERVICE)
    gone = net.run("access_point", name="a", state="absent")
    assert (gone["failed"], gone["operation"], gone["wait"]["phases"]) == (False, "deleted", ["DELETING"])
    assert net.sandbox.writes() == []
    assert len(net.sandbox.journal("GET", f"{ROOT}/access-points/{made['id']}")) > 5
    last = net.run("gateway", name="g", state="absent")
    assert (last["failed"], last["operation"], last["wait"]["seconds"] > 2900) == (False, "deleted", True)
    assert net.sandbox.state()["gateways"] == {}


# ---- access points


@pytest.mark.parametrize("form", ENDPOINTS)
def test_each_form_of_an_access_point(form: str, net: Net) -> None:
    gateway, options = ENDPOINTS[form]
    net.made("gateway", name="g", **stated(gateway))
    result = net.done("access_point", "created", name="a", gateway="g", **{form: options})
    [post] = net.sandbox.journal("POST", f"{ROOT}/access-points")
    kind = "AwsPrivateNetworkInterface" if form == "aws_private_network_interface" else "End"
    assert kind in post["request_body"]["spec"]["config"]["kind"]
    assert {name: post["request_body"]["spec"]["config"][name] for name in options} == options
    assert result["access_point"]["phase"] == "READY"
    net.sandbox.settings(reorder_lists=True)
    net.done("access_point", "unchanged", name="a", gateway="g", **{form: options})
    other = next(name for name in ENDPOINTS if name != form)
    net.refused("access_point", f"access point, not {other}", "With it go the DNS records", name="a", **{other: {}})
    net.done("access_point", "deleted", name="a", state="absent")


def test_of_a_network_interface_the_lists_change_in_place(net: Net) -> None:
    net.made("gateway", name="g", **stated("aws_private_network_interface_gateway"))
    options = ENDPOINTS["aws_private_network_interface"][1]
    net.made("access_point", name="a", gateway="g", aws_private_network_interface=options)
    wanted = {"network_interfaces": [*INTERFACES, "eni-new"], "egress_routes": ["10.0.0.0/16", "10.1.0.0/16"]}
    net.done("access_point", "updated", name="a", aws_private_network_interface=wanted)
    [patch] = net.sandbox.journal("PATCH")
    config = {"kind": "AwsPrivateNetworkInterface", "account": "111122223333", **wanted}
    assert patch["request_body"]["spec"] == {"config": config, "environment": {"id": net.environment}}
    net.refused(
        "access_point",
        "aws_private_network_interface.account of access point a cannot be changed",
        "the DNS records that name it",
        name="a",
        aws_private_network_interface={"account": "444455556666"},
    )


def test_what_is_wrong_with_network_interfaces_is_said_before_any_request(net: Net) -> None:
    wrong = {"account": "12", "network_interfaces": ["eni-1"], "egress_routes": ["10.0.0.1/16", "10.0.0.0", "ten/8"]}
    place = "aws_private_network_interface"
    result = net.refused(
        "access_point",
        f"{place}.account '12' does not match",
        f"{place}.network_interfaces has 1 entries, the API allows at least 51",
        "'10.0.0.1/16' is not a CIDR block (IPv4): did you mean 10.0.0.0/16?",
        "'10.0.0.0' is not a CIDR block",
        "'ten/8' is not a CIDR block",
        name="a",
        gateway="g",
        aws_private_network_interface=wrong,
    )
    assert len(result["problems"]) == 5
    assert net.sandbox.journal() == []


@pytest.mark.parametrize("spelling", ["all-google-apis", "ALL_GOOGLE_APIS", "All-Google-APIs"])
def test_all_google_apis_are_the_same_in_every_spelling(spelling: str, net: Net) -> None:
    gateway, options = ENDPOINTS["gcp_egress_private_service_connect_endpoint"]
    net.made("gateway", name="g", **stated(gateway))
    net.made("access_point", name="a", gateway="g", gcp_egress_private_service_connect_endpoint=options)
    other = {"private_service_connect_endpoint_target": spelling}
    net.done("access_point", "unchanged", name="a", gcp_egress_private_service_connect_endpoint=other)
    uri = {"private_service_connect_endpoint_target": "projects/p/regions/r/serviceAttachments/s"}
    net.refused("access_point", "cannot be changed", name="a", gcp_egress_private_service_connect_endpoint=uri)


def test_case_means_nothing_in_ids_of_azure(net: Net) -> None:
    gateway, options = ENDPOINTS["azure_egress_private_link_endpoint"]
    net.made("gateway", name="g", **stated(gateway))
    net.made("access_point", name="a", gateway="g", azure_egress_private_link_endpoint=options)
    same: dict[str, Any] = {"private_link_service_resource_id": "/SUBSCRIPTIONS/0/X"}
    net.done("access_point", "unchanged", name="a", azure_egress_private_link_endpoint=same)


def test_a_gateway_of_another_form_is_refused_before_anything_is_made(net: Net) -> None:
    net.made("gateway", name="g", **EGRESS)
    net.refused(
        "access_point",
        "is stated as aws_ingress_private_link_endpoint",
        "is an aws_egress_private_link_gateway",
        name="a",
        gateway="g",
        aws_ingress_private_link_endpoint={"vpc_endpoint_id": "vpce-1"},
    )


def test_what_waits_to_be_accepted_says_by_whom_and_ends_the_wait(net: Net) -> None:
    net.sandbox.settings(network_acceptance=-1)
    net.made("gateway", name="g", **EGRESS)
    result = net.done("access_point", "created", name="a", gateway="g", **TO_SERVICE)
    assert result["access_point"]["phase"] == "PENDING_ACCEPT"
    endpoint = result["access_point"]["connection"]["vpc_endpoint_id"]
    assert f"accept the connection of {endpoint} at the VPC endpoint service svc-1 in AWS" in result["next_step"]
    again = net.done("access_point", "unchanged", name="a", gateway="g", **TO_SERVICE)
    assert (again["changed"], again["next_step"]) == (False, result["next_step"])
    waited = net.run("access_point", name="a", wait_until="ready", wait_timeout=600, **TO_SERVICE)
    assert "was still PENDING_ACCEPT" in waited["msg"]
    assert f"accept the connection of {endpoint}" in waited["msg"]
    net.sandbox.settings(network_acceptance=10_000)
    accepted = net.run("access_point", name="a", wait_until="ready", wait_timeout=20_000, **TO_SERVICE)
    assert (accepted["failed"], accepted["operation"]) == (False, "unchanged"), accepted
    assert accepted["wait"]["phases"] == ["PENDING_ACCEPT", "READY"]


@pytest.mark.parametrize("phase", ["ERROR", "DISCONNECTED", "FAILED"])
def test_what_the_service_says_of_a_bad_end_is_shown(phase: str, net: Net) -> None:
    net.made("gateway", name="g", **EGRESS)
    made = net.made("access_point", name="a", gateway="g", **TO_SERVICE)
    net.left_in(made, phase, "The endpoint service svc-1 does not exist.")
    result = net.run("access_point", name="a", gateway="g", **TO_SERVICE)
    assert result["failed"]
    assert f"access point a ({made['id']}) is {phase}: The endpoint service svc-1 does not exist." in result["msg"]
    assert net.sandbox.writes() == []
    seen = net.run("access_point", name="a", wait=False, **TO_SERVICE)
    assert seen["failed"] is False, "whoever does not wait is told what is there"


# ---- DNS


def test_a_record_leads_elsewhere_in_place_and_its_domain_is_fixed(net: Net) -> None:
    net.made("gateway", name="g", **EGRESS)
    ids = [net.made("access_point", name=name, gateway="g", **TO_SERVICE)["id"] for name in ("a", "b")]
    options = {"name": "r", "gateway": "g", "domain": "w.shop.example"}
    net.made("dns_record", **options, private_link_access_point={"access_point": "a"})
    net.done("dns_record", "unchanged", name="r", domain="W.Shop.Example.")
    net.done("dns_record", "unchanged", name="r", private_link_access_point={"access_point": ids[0]})
    net.done("dns_record", "updated", name="r", private_link_access_point={"access_point": "b"})
    [patch] = net.sandbox.journal("PATCH")
    config = {"kind": "PrivateLinkAccessPoint", "resource_id": ids[1]}
    assert patch["request_body"]["spec"] == {"config": config, "environment": {"id": net.environment}}
    net.refused("dns_record", "domain of DNS record r cannot be changed", name="r", domain="x.shop.example")
    nobody: dict[str, Any] = {"private_link_access_point": {"access_point": "c"}}
    assert "no access point 'c' in environment" in net.run("dns_record", name="r", **nobody)["msg"]


@pytest.mark.parametrize("kind", ["dns_record", "dns_forwarder"])
def test_what_is_made_and_works_later_is_ready(kind: str, net: Net) -> None:
    net.made("gateway", name="g", **EGRESS)
    net.made("access_point", name="a", gateway="g", **TO_SERVICE)
    options: dict[str, Any] = {
        "dns_record": {"domain": "w.example", "private_link_access_point": {"access_point": "a"}},
        "dns_forwarder": {"domains": ["w.example"], "forward_via_ip": {"dns_server_ips": ["10.0.0.2"]}},
    }[kind]
    made = net.made(kind, name="d", gateway="g", **options)
    net.left_in(made, "CREATED")
    result = net.done(kind, "unchanged", name="d", **options)
    assert "takes effect by itself once there is a Kafka cluster" in result["next_step"]


def test_a_forwarder_changes_in_place(net: Net) -> None:
    """Terraform can only rename one; the API changes its domains, servers and zones."""
    net.made("gateway", name="g", **EGRESS)
    servers: dict[str, Any] = {"forward_via_ip": {"dns_server_ips": ["10.0.0.2", "10.0.1.2"]}}
    net.made("dns_forwarder", name="f", gateway="g", domains=["a.example", "b.example"], **servers)
    net.sandbox.settings(reorder_lists=True)
    net.done("dns_forwarder", "unchanged", name="f", domains=["B.example", "a.example."], **servers)
    net.done("dns_forwarder", "updated", name="f", domains=["a.example", "c.example"])
    [patch] = net.sandbox.journal("PATCH")
    assert patch["request_body"]["spec"]["domains"] == ["a.example", "c.example"]
    assert (len(net.sandbox.writes()), net.sandbox.journal("DELETE")) == (1, [])
    net.done("dns_forwarder", "updated", name="f", forward_via_ip={"dns_server_ips": ["10.0.0.2"]})
    net.refused(
        "dns_forwarder",
        "DNS forwarder f is a forward_via_ip DNS forwarder, not forward_via_gcp_dns_zones",
        name="f",
        forward_via_gcp_dns_zones={"domain_mappings": {"a.example": {"zone": "z", "project": "p"}}},
    )


def test_zones_of_google_are_told_apart_domain_by_domain(net: Net) -> None:
    net.made("gateway", name="g", **stated("gcp_egress_private_service_connect_gateway"))

    def zones(**mappings: Any) -> dict[str, Any]:
        return {"forward_via_gcp_dns_zones": {"domain_mappings": mappings}}

    one, other = {"zone": "z1", "project": "p"}, {"zone": "z2", "project": "p"}
    net.made("dns_forwarder", name="f", gateway="g", domains=["a", "b"], **zones(a=one, b=one))
    net.done("dns_forwarder", "unchanged", name="f", **zones(a=one))
    net.done("dns_forwarder", "updated", name="f", **zones(b=other))
    net.done("dns_forwarder", "updated", name="f", **zones(a=None))
    [patch] = net.sandbox.journal("PATCH")
    assert patch["request_body"]["spec"]["config"] == {"kind": "ForwardViaGcpDnsZones", "domain_mappings": {"b": other}}
    net.done("dns_forwarder", "unchanged", name="f", **zones(a=None, b=other))


def test_what_is_wrong_with_a_forwarder_is_said_before_any_request(net: Net) -> None:
    net.refused(
        "dns_forwarder",
        "domains has 11 entries, the API allows 0 to 10",
        "forward_via_ip.dns_server_ips: 'dns.example' is not an IPv4 address",
        "'10.0.0' is not an IPv4 address",
        name="f",
        gateway="g",
        domains=[f"d{number}.example" for number in range(11)],
        forward_via_ip={"dns_server_ips": ["dns.example", "10.0.0"]},
    )
    assert net.sandbox.journal() == []
    mappings = {"a": {"zone": "z"}, "b": "z,p", "c": {"zone": "z", "project": "p"}}
    result = net.refused(
        "dns_forwarder",
        "domain_mappings.a: give a zone and a project",
        "domain_mappings.b: give a zone and a project",
        name="f",
        forward_via_gcp_dns_zones={"domain_mappings": mappings},
    )
    assert len(result["problems"]) == 2
