# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What connects networks to those of the customer: peerings, transit gateway attachments, private link accesses,
private link attachments and their connections; and the public addresses of Confluent Cloud.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.integration.networking import AWS, ENDLESS, LINKED, PEERED, Kinds, gateway, vpc

PEERINGS = "/networking/v1/peerings"
ACCESSES = "/networking/v1/private-link-accesses"
ACCOUNT = {"account": "123456789012"}
ATTACHED = {**AWS, "connection_types": ["TRANSITGATEWAY"], "cidr": "10.200.0.0/16"}
CONNECTIONS = {"peering": ("aws", vpc()), "transit_gateway_attachment": ("aws", gateway())}


@pytest.fixture
def kinds(sandbox: Any) -> Kinds:
    return Kinds(sandbox)


@pytest.fixture
def routed(kinds: Kinds) -> Kinds:
    """With the network ``payments``, which takes peerings and transit gateways."""
    kinds.made("network", name="payments", **{**PEERED, "connection_types": ["PEERING", "TRANSITGATEWAY"]})
    return kinds


@pytest.fixture
def linked(kinds: Kinds) -> Kinds:
    """With the network ``payments`` for private link."""
    kinds.made("network", name="payments", **LINKED)
    return kinds


# ---- routes


@pytest.mark.parametrize(
    ("kind", "routes", "words"),
    [
        ("peering", ["10.108.16.0"], ["aws.routes[0] '10.108.16.0' is not a CIDR block: did you mean 10.108.16.0/32?"]),
        ("peering", ["8.8.8.0/24", "x"], ["aws.routes[0] 8.8.8.0/24 is not private", "aws.routes[1] 'x' is not"]),
        ("transit_gateway_attachment", ["203.0.113.0/24"], ["aws.routes[0] 203.0.113.0/24 is not private"]),
    ],
)
def test_what_no_route_can_be_is_refused_without_a_request(
    kind: str, routes: list[str], words: list[str], kinds: Kinds
) -> None:
    target = {"peering": vpc, "transit_gateway_attachment": gateway}[kind](routes=routes)
    kinds.refused(kind, *words, name="shop", network="payments", aws=target)
    assert kinds.sandbox.journal() == []


def test_routes_in_what_the_network_has_are_named_at_once(kinds: Kinds) -> None:
    made = kinds.made("network", name="payments", **PEERED, reserved_cidr="172.16.9.0/24")
    routes = ["10.200.4.0/24", "172.16.0.0/16", "192.168.0.0/16"]
    problems = kinds.refused("peering", name="shop", network="payments", aws=vpc(routes=routes))
    named = f"of network payments ({made['id']})"
    assert problems == [
        f"aws.routes[0] 10.200.4.0/24 overlaps cidr {named} 10.200.0.0/16",
        f"aws.routes[1] 172.16.0.0/16 overlaps reserved_cidr {named} 172.16.9.0/24",
    ]
    kinds.done("created", "peering", name="shop", network="payments", aws=vpc(routes=routes[2:]))


def test_what_a_network_on_aws_keeps_by_default_is_no_route(routed: Kinds) -> None:
    routed.refused(
        "peering",
        "overlaps reserved_cidr of network payments",
        name="x",
        network="payments",
        aws=vpc(routes=["172.20.0.0/14"]),
    )


def test_a_peering_does_not_share_routes_with_another_one_of_the_network(routed: Kinds) -> None:
    made = routed.made("peering", name="shop", network="payments", aws=vpc())
    routed.refused(
        "peering",
        f"aws.routes[0] 10.108.0.0/16 overlaps a route of peering shop ({made['id']}) 10.108.16.0/21",
        name="store",
        network="payments",
        aws=vpc("vpc-1", ["10.108.0.0/16"]),
    )


@pytest.mark.parametrize("kind", list(CONNECTIONS))
def test_two_networks_that_would_meet_do_not_overlap(kind: str, routed: Kinds) -> None:
    """Whether two networks overlap matters where both are connected to the same of the customer's."""
    form, target = CONNECTIONS[kind]
    other = routed.sandbox.request("POST", "/org/v2/environments", {"display_name": "other"})["id"]
    routed.made(kind, name="shop", network="payments", **{form: target})
    spec = {**PEERED, "connection_types": ["PEERING", "TRANSITGATEWAY"]}
    routed.done("created", "network", environment=other, name="twin", **spec, allow_overlap=True)
    elsewhere = {**target, **{name: "another" for name in ("vpc", "transit_gateway_id") if name in target}}
    routed.refused(
        kind,
        "cidr of network twin",
        "overlaps cidr of network payments",
        "which " + kind.replace("_", " ") + " shop connects to the same",
        environment=other,
        name="shop",
        network="twin",
        **{form: target},
    )
    routed.done("created", kind, environment=other, name="shop", network="twin", **{form: elsewhere})


def test_a_route_to_a_transit_gateway_may_be_wider_than_the_network(routed: Kinds) -> None:
    """The document's own example has 10.0.0.0/8 beside a network of 10.200.0.0/16."""
    wide = gateway(routes=["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"])
    routed.refused(
        "transit_gateway_attachment",
        "aws.routes[0] 10.200.7.0/24 overlaps cidr of network payments",
        name="hub",
        network="payments",
        aws=gateway(routes=["10.200.7.0/24"]),
    )
    routed.done("created", "transit_gateway_attachment", name="hub", network="payments", aws=wide)


def test_routes_where_connectors_reach_nothing_are_warned_of(routed: Kinds) -> None:
    result = routed.done("created", "peering", name="shop", network="payments", aws=vpc(routes=["172.31.0.0/16"]))
    assert any("reserves on AWS: managed connectors reach nothing there" in words for words in result["warnings"])


def test_routes_are_a_set_and_fixed(routed: Kinds) -> None:
    routes = ["10.108.16.0/21", "192.168.0.0/24"]
    routed.made("peering", name="shop", network="payments", aws=vpc(routes=routes))
    routed.done("unchanged", "peering", name="shop", network="payments", aws=vpc(routes=routes[::-1]))
    routed.refused(
        "peering",
        "aws.routes of peering shop cannot be changed",
        "it is fixed at creation",
        name="shop",
        aws=vpc(routes=routes[:1]),
    )
    routed.refused("peering", "is an aws peering, not gcp", name="shop", gcp={"project": "p", "vpc_network": "v"})


# ---- what a network takes


@pytest.mark.parametrize(
    ("kind", "form", "target"),
    [
        ("peering", "aws", vpc()),
        ("transit_gateway_attachment", "aws", gateway()),
        ("private_link_access", "gcp", {"project": "shop"}),
    ],
)
def test_a_network_of_another_type_or_cloud_is_refused_in_words(
    kind: str, form: str, target: dict[str, Any], kinds: Kinds
) -> None:
    types = {"private_link_access": "PEERING"}.get(kind, "PRIVATELINK")
    cidr = {"cidr": "10.200.0.0/16"} if types == "PEERING" else {}
    place = {"cloud": "GCP", "region": "europe-west3"} if form == "gcp" else AWS
    kinds.made("network", name="payments", **place, connection_types=[types], **cidr)
    kinds.refused(
        kind,
        f"is for {types} and takes no {kind.replace('_', ' ')}",
        "which are fixed at its creation",
        name="shop",
        network="payments",
        **{form: target},
    )
    kinds.made("network", name="far", cloud="AZURE", region="westeurope", connection_types=["PRIVATELINK"])
    kinds.refused(
        kind, f"is stated by {form}, but network far (n-", "is on AZURE", name="s", network="far", **{form: target}
    )


def test_in_check_mode_the_network_may_come_later(kinds: Kinds) -> None:
    result = kinds.run("peering", check=True, name="shop", network="payments", aws=vpc())
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert any("payments" in words for words in result["warnings"])
    kinds.failed("peering", "no network", name="shop", network="payments", aws=vpc())


# ---- waiting for somebody else

OTHER_SIDE = [
    (
        "peering",
        AWS,
        {"aws": vpc()},
        ["In the AWS account 123456789012, region eu-central-1", "vpc-0f1e2d3c", "account 111122223333, vpc"],
    ),
    (
        "peering",
        {"cloud": "AZURE", "region": "westeurope"},
        {"azure": {"tenant": "t-1", "vnet": "/subscriptions/0/vnet", "customer_region": "westeurope"}},
        ["In the Azure tenant t-1", "/subscriptions/0/vnet", "subscription "],
    ),
    (
        "peering",
        {"cloud": "GCP", "region": "europe-west3"},
        {"gcp": {"project": "shop-1", "vpc_network": "lan"}},
        ["In the Google Cloud project shop-1", "of lan. ", "project cc-", "vpc_network vpc-"],
    ),
    (
        "transit_gateway_attachment",
        AWS,
        {"aws": gateway()},
        ["resource-share/1a2b3c4d", "accept the attachment tgw-attach-", "tgw-0f1e2d3c"],
    ),
]


@pytest.mark.parametrize(("kind", "place", "target", "words"), OTHER_SIDE)
def test_pending_acceptance_is_a_success_that_says_who_has_to_accept_what(
    kind: str, place: dict[str, str], target: dict[str, Any], words: list[str], kinds: Kinds, sandbox: Any
) -> None:
    sandbox.settings(network_acceptance=-1.0)
    types = ["PEERING", "TRANSITGATEWAY"] if place["cloud"] == "AWS" else ["PEERING"]
    network = kinds.made("network", name="payments", **place, connection_types=types, cidr="10.200.0.0/16")
    result = kinds.done("created", kind, name="shop", network="payments", **target)
    assert result[kind]["phase"] == "PENDING_ACCEPT"
    assert "wait" not in result
    for word in words:
        assert word in result["next_step"], result["next_step"]
    other = {"AWS": ("account", "vpc"), "AZURE": ("subscription", "vnet"), "GCP": ("project", "vpc_network")}
    assert result[kind]["other_side"] == {name: network[name] for name in other[place["cloud"]]}
    assert kinds.info(kind, name="shop") == [result[kind]]
    assert kinds.done("unchanged", kind, name="shop", network="payments", **target)["next_step"] == result["next_step"]
    late = kinds.failed(kind, "was still PENDING_ACCEPT", *words, name="shop", wait_until="ready", wait_timeout=300)
    assert late["wait"]["seconds"] >= 300


def test_a_wait_until_ready_is_over_when_it_was_accepted(routed: Kinds, sandbox: Any) -> None:
    sandbox.settings(network_provisioning=60, network_acceptance=600)
    result = routed.run("peering", skipping=True, name="shop", network="payments", aws=vpc(), wait_until="ready")
    assert (result["failed"], result["peering"]["phase"]) == (False, "READY"), result
    assert result["wait"]["phases"] == ["PROVISIONING", "PENDING_ACCEPT", "READY"]
    assert "next_step" not in result


def test_a_failed_connection_comes_with_the_reason_and_the_next_step(routed: Kinds, sandbox: Any) -> None:
    sandbox.settings(fail_next_provisioning=1)
    words = ("is FAILED: Could not provision cloud resources", "Delete it, see to the reason, and create it anew")
    routed.failed("peering", *words, name="shop", network="payments", aws=vpc())


def test_a_connection_that_the_customer_cut_is_a_failure(routed: Kinds, sandbox: Any) -> None:
    made = routed.made("peering", name="shop", network="payments", aws=vpc())
    found = sandbox.request("GET", f"{PEERINGS}/{made['id']}", environment=routed.environment)
    cut = {**found, "status": {"phase": "DISCONNECTED"}}
    sandbox.fault(method="GET", path=f"^{PEERINGS}$", times=0, status=200, body={"metadata": {}, "data": [cut]})
    sandbox.fault(method="GET", path=f"{PEERINGS}/p-", times=0, status=200, body=cut)
    routed.failed("peering", "is DISCONNECTED", "create it anew", name="shop", network="payments", aws=vpc())


@pytest.mark.parametrize("kind", ["peering", "private_link_access"])
def test_a_run_that_is_killed_while_it_waits_leaves_one(kind: str, kinds: Kinds, sandbox: Any) -> None:
    kinds.made("network", name="payments", **{**PEERED, "connection_types": ["PEERING", "PRIVATELINK"]})
    sandbox.settings(network_provisioning=ENDLESS)
    options = {"name": "shop", "network": "payments", "aws": vpc() if kind == "peering" else ACCOUNT}
    kinds.kill_while_waiting(kind, **options)
    sandbox.advance(ENDLESS - 30)
    result = kinds.run(kind, skipping=True, **options)
    assert (result["failed"], result["operation"], result[kind]["phase"]) == (False, "unchanged", "READY"), result
    assert result["wait"]["phases"] == ["PROVISIONING", "READY"]
    table = {"peering": "peerings"}.get(kind, "private_link_accesses")
    assert len(sandbox.state()[table]) == 1


# ---- private link accesses


def test_an_account_has_one_access_to_a_network(linked: Kinds, sandbox: Any) -> None:
    made = linked.made("private_link_access", name="shop", network="payments", aws=ACCOUNT)
    result = linked.done("unchanged", "private_link_access", name="desk", network="payments", aws=ACCOUNT)
    assert (result["private_link_access"]["id"], result["private_link_access"]["name"]) == (made["id"], "shop")
    assert any(f"by shop ({made['id']}): it is taken for desk" in words for words in result["warnings"])
    assert len(sandbox.state()["private_link_accesses"]) == 1
    linked.done("unchanged", "private_link_access", name="desk", state="absent")
    result = linked.done("updated", "private_link_access", id=made["id"], name="desk")
    assert result["private_link_access"] == {**made, "name": "desk"}
    linked.made("network", name="ledger", **LINKED)
    linked.done("created", "private_link_access", name="other", network="ledger", aws=ACCOUNT)


def test_an_access_that_comes_meanwhile_is_adopted(linked: Kinds, sandbox: Any) -> None:
    """Somebody else makes it between the look and the creation, which is a 409."""
    spec = {"display_name": "shop", "cloud": {"kind": "AwsPrivateLinkAccess", **ACCOUNT}}
    network = linked.info("network", name="payments")[0]["id"]
    spec |= {"environment": {"id": linked.environment}, "network": {"id": network}}
    sandbox.fault(method="POST", path=ACCESSES, change=[{"method": "POST", "path": ACCESSES, "body": {"spec": spec}}])
    result = linked.run("private_link_access", name="desk", network="payments", aws=ACCOUNT)
    assert (result["failed"], result["operation"], result["changed"]) == (False, "unchanged", False), result
    assert result["private_link_access"]["name"] == "shop"
    assert any("it is taken for desk" in words for words in result["warnings"])
    assert len(sandbox.state()["private_link_accesses"]) == 1


def test_accesses_of_one_name_are_told_by_their_accounts(linked: Kinds, sandbox: Any) -> None:
    accounts = [{"account": f"{number:012}"} for number in range(2)]
    made = linked.made("private_link_access", name="shop", network="payments", aws=accounts[0])
    seed = {"environment": linked.environment, "display_name": "shop", "network": made["network"]}
    cloud = {"kind": "AwsPrivateLinkAccess", **accounts[1]}
    [other] = sandbox.seed("private_link_accesses", {**seed, "cloud": cloud})["objects"]
    found = linked.done("unchanged", "private_link_access", name="shop", network="payments", aws=accounts[1])
    assert found["private_link_access"]["id"] == other["id"]
    linked.refused("private_link_access", "is ambiguous", made["id"], other["id"], name="shop", state="absent")


def test_an_access_tells_what_private_endpoints_connect_to(linked: Kinds) -> None:
    network = linked.info("network", name="payments")[0]
    made = linked.made("private_link_access", name="shop", network="payments", aws=ACCOUNT)
    for name in ("private_link_endpoint_service", "dns_domain"):
        assert made["other_side"][name] == network[name]


def test_another_account_for_the_name_is_refused(linked: Kinds) -> None:
    linked.made("private_link_access", name="shop", network="payments", aws=ACCOUNT)
    linked.refused(
        "private_link_access",
        "aws.account of private link access shop cannot be changed",
        name="shop",
        network="payments",
        aws={"account": "000000000000"},
    )
    linked.refused(
        "private_link_access", "aws.account '12' does not match", name="x", network="payments", aws={"account": "12"}
    )


# ---- private link attachments

ENDPOINTS = [
    (AWS, "vpc_endpoint_service_name", {"aws": {"vpc_endpoint_id": "vpce-1"}}),
    (
        {"cloud": "AZURE", "region": "westeurope"},
        "private_link_service_alias",
        {"azure": {"private_endpoint_resource_id": "/subscriptions/0/pe"}},
    ),
    (
        {"cloud": "GCP", "region": "europe-west3"},
        "private_service_connect_service_attachment",
        {"gcp": {"private_service_connect_connection_id": "1234567890"}},
    ),
]


@pytest.mark.parametrize(("place", "service", "endpoint"), ENDPOINTS)
def test_an_attachment_waits_for_its_first_connection(
    place: dict[str, str], service: str, endpoint: dict[str, Any], kinds: Kinds
) -> None:
    """Three steps, of which the second is the customer's."""
    result = kinds.done("created", "private_link_attachment", name="shop", **place)
    made = result["private_link_attachment"]
    assert made["phase"] == "WAITING_FOR_CONNECTIONS"
    [form] = endpoint
    for word in (
        made[service],
        f"state it as {form}." if form != "gcp" else "state its connection as gcp.",
        made["dns_domain"],
    ):
        assert word in result["next_step"], result["next_step"]
    kinds.done("unchanged", "private_link_attachment", name="shop", **place)
    kinds.failed(
        "private_link_attachment", "still WAITING_FOR_CONNECTIONS", name="shop", wait_until="ready", wait_timeout=60
    )
    connection = kinds.made(
        "private_link_attachment_connection", name="vpc", private_link_attachment="shop", **endpoint
    )
    assert connection[service] == made[service]
    done = kinds.done("unchanged", "private_link_attachment", name="shop", wait_until="ready")
    assert done["private_link_attachment"]["phase"] == "READY"
    assert "next_step" not in done
    kinds.refused(
        "private_link_attachment", "is used by private link attachment connection vpc", name="shop", state="absent"
    )
    kinds.done("deleted", "private_link_attachment_connection", name="vpc", state="absent")
    kinds.done("deleted", "private_link_attachment", name="shop", state="absent")


def test_an_attachment_that_expired_says_what_to_do(kinds: Kinds, sandbox: Any) -> None:
    kinds.made("private_link_attachment", name="shop", **AWS)
    sandbox.settings(attachment_expiry=60.0)
    sandbox.advance(61)
    for until in ("resting", "ready"):
        kinds.refused("private_link_attachment", "is EXPIRED", "create it anew", name="shop", **AWS, wait_until=until)
    kinds.done("deleted", "private_link_attachment", name="shop", state="absent")


def test_a_connection_of_another_cloud_is_refused_in_words(kinds: Kinds) -> None:
    kinds.made("private_link_attachment", name="shop", **AWS)
    kinds.refused(
        "private_link_attachment_connection",
        "is stated by azure, but private link attachment shop (platt-",
        "is on AWS: state aws",
        name="vpc",
        private_link_attachment="shop",
        azure={"private_endpoint_resource_id": "/subscriptions/0/pe"},
    )


# ---- public addresses


def test_public_addresses_are_filtered_by_the_service(kinds: Kinds, sandbox: Any) -> None:
    def prefixes(**filters: Any) -> list[str]:
        from tests.support import direct

        return [str(item["ip_prefix"]) for item in direct.info(kinds.kind("ip_address"), filters, sandbox.env)]

    everything = prefixes()
    assert len(everything) == 5
    assert all(re.fullmatch(r"[0-9.]+/28", prefix) for prefix in everything)
    sandbox.clear_journal()
    assert prefixes(clouds=["AWS", "GCP"], address_types=["INGRESS"]) == ["192.0.2.16/28", "198.51.100.16/28"]
    assert prefixes(regions=["us-east-1"], services=["KAFKA"]) == ["192.0.2.16/28"]
    assert prefixes(clouds=["ELSEWHERE"]) == []
    first = sandbox.journal("GET", "/networking/v1/ip-addresses")[0]
    assert [value for name, value in first["query"] if name == "cloud"] == ["AWS", "GCP"]
