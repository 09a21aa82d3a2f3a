# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Networks: CIDR blocks, zones, what cannot be changed, what holds one, and waits that last hours."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.networking import AWS, ENDLESS, LINKED, NETWORKS, PEERED, Kinds, gateway, vpc
from tests.support.estate import Estate

ZONES = ["euc1-az1", "euc1-az2", "euc1-az3"]
BLOCKS = [f"10.20.0.{start}/27" for start in (0, 32, 64)]


@pytest.fixture
def kinds(sandbox: Any) -> Kinds:
    return Kinds(sandbox)


# ---- CIDR blocks


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"cidr": "10.200.0.0"}, ["cidr '10.200.0.0' is not a CIDR block: did you mean 10.200.0.0/32?"]),
        ({"cidr": "10.200.1.0/16"}, ["did you mean 10.200.0.0/16?"]),
        ({"cidr": "ten"}, ["cidr 'ten' is not an IPv4 CIDR block"]),
        ({"cidr": "fd00::/16"}, ["cidr 'fd00::/16' is not an IPv4 CIDR block"]),
        ({"cidr": "10.200.0.0/17"}, ["cidr 10.200.0.0/17 must be a /16"]),
        ({"cidr": "11.0.0.0/16"}, ["cidr 11.0.0.0/16 is not private: on AWS it has to lie in one of 10.0.0.0/8"]),
        (
            {"cidr": "10.100.0.0/16"},
            ["cidr 10.100.0.0/16 overlaps 10.100.0.0/16, which Confluent Cloud reserves on AWS"],
        ),
        ({"cloud": "AZURE", "cidr": "10.254.0.0/16"}, ["which Confluent Cloud reserves on AZURE"]),
        ({"cloud": "AZURE", "cidr": "198.18.0.0/16"}, ["cidr 198.18.0.0/16 is not private: on AZURE"]),
        ({"cloud": "gcp", "cidr": "172.17.0.0/16"}, ["which Confluent Cloud reserves on GCP"]),
        ({"reserved_cidr": "10.200.7.0/24"}, ["cidr 10.200.0.0/16 overlaps reserved_cidr 10.200.7.0/24"]),
        ({"reserved_cidr": "172.16.0.0/16"}, ["reserved_cidr 172.16.0.0/16 must be a /24"]),
        ({"zones_info": [{"cidr": "10.20.0.0/26"}]}, ["zones_info[0].cidr 10.20.0.0/26 must be a /27"]),
        (
            {
                "cidr": None,
                "zones_info": [{"cidr": "10.20.0.0/27"}, {"cidr": "10.20.0.0/27"}, {"cidr": "10.200.0.1/27"}],
            },
            ["zones_info[0].cidr 10.20.0.0/27 overlaps zones_info[1].cidr 10.20.0.0/27", "zones_info[2].cidr"],
        ),
        ({"connection_types": ["TRANSITGATEWAY"], "cloud": "AZURE"}, ["TRANSITGATEWAY is for networks on AWS"]),
        ({"cloud": "AZURE", "zones": ["1", "2", "3"]}, ["zones is for networks on AWS and GCP"]),
        ({"cloud": "GCP", "reserved_cidr": "172.16.0.0/24"}, ["reserved_cidr is for networks on AWS"]),
        ({"dns_config": {"resolution": "PRIVATE"}}, ["dns_config is for networks with connection_types PRIVATELINK"]),
    ],
)
def test_what_no_network_can_have_is_refused_without_a_request(
    options: dict[str, Any], words: list[str], kinds: Kinds
) -> None:
    kinds.refused("network", *words, **{"name": "payments", **PEERED, **options})
    assert kinds.sandbox.journal() == []


def test_every_overlap_is_named_at_once(kinds: Kinds) -> None:
    """Those with other networks of the organization too, but only where both can be connected to one network."""
    other = Estate(kinds.sandbox).sandbox.request("POST", "/org/v2/environments", {"display_name": "other"})["id"]
    blocks = {"taken": "10.50.0.0/16", "free": "10.51.0.0/16"}
    seeded = {
        name: kinds.sandbox.seed("networks", {"environment": other, "display_name": name, **PEERED, "cidr": cidr})
        for name, cidr in blocks.items()
    }
    for place in ({"cloud": "GCP"}, {"connection_types": ["PRIVATELINK"]}):  # none of these can meet it
        kinds.sandbox.seed(
            "networks", {"environment": other, "display_name": "far", **PEERED, "cidr": "10.50.0.0/16", **place}
        )
    kinds.made("network", name="here", **{**PEERED, "zones_info": None, "cidr": "10.52.0.0/16"})
    zones = [{"cidr": cidr} for cidr in ("10.50.0.0/27", "10.52.0.0/27", "10.53.0.0/27")]
    problems = kinds.refused("network", name="payments", **AWS, connection_types=["PEERING"], zones_info=zones)
    problems.sort()
    assert len(problems) == 2, problems
    taken = seeded["taken"]["objects"][0]["id"]
    assert (
        f"zones_info[0].cidr 10.50.0.0/27 overlaps cidr of network taken ({taken}) in environment {other}"
        in problems[0]
    )
    assert "zones_info[1].cidr 10.52.0.0/27 overlaps cidr of network here (n-" in problems[1]
    assert "allow_overlap: true" in problems[0]
    result = kinds.done(
        "created",
        "network",
        name="payments",
        **AWS,
        connection_types=["PEERING"],
        zones_info=zones,
        allow_overlap=True,
    )
    assert len([words for words in result["warnings"] if "overlaps" in words]) == 2
    kinds.done("unchanged", "network", name="payments", **AWS, connection_types=["PEERING"], zones_info=zones)


def test_networks_that_may_not_be_listed_are_told_of(kinds: Kinds) -> None:
    other = kinds.sandbox.request("POST", "/org/v2/environments", {"display_name": "other"})["id"]
    kinds.sandbox.fault(method="GET", path=f"{NETWORKS}$", status=403, nth=2, times=0)
    result = kinds.run("network", name="payments", **PEERED)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert any(f"Whether CIDR blocks of {other} overlap cannot be seen" in words for words in result["warnings"])


def test_a_network_that_is_routed_to_needs_a_block(kinds: Kinds) -> None:
    kinds.refused("network", "its cidr must be given", name="x", **{**PEERED, "cidr": None})
    kinds.refused("network", "region and connection_types must be given", name="x", cloud="AWS")
    kinds.done("created", "network", name="x", **LINKED)


# ---- zones, and what cannot be changed


def test_zones_are_a_set(kinds: Kinds, sandbox: Any) -> None:
    kinds.done("created", "network", name="payments", **PEERED, zones=ZONES)
    [post] = sandbox.journal("POST", NETWORKS)
    assert post["request_body"]["spec"]["zones"] == ZONES
    kinds.done("unchanged", "network", name="payments", **PEERED, zones=[ZONES[2], ZONES[0], ZONES[1]])
    sandbox.settings(reorder_lists=True)
    kinds.done("unchanged", "network", name="payments", **PEERED, zones=ZONES)
    kinds.done("unchanged", "network", name="payments", **PEERED)


def test_blocks_of_zones_are_a_set_and_their_ids_need_not_be_stated(kinds: Kinds) -> None:
    options = {"name": "payments", **PEERED, "cidr": None}
    stated = [{"zone_id": zone, "cidr": cidr} for zone, cidr in zip(ZONES, BLOCKS, strict=True)]
    kinds.done("created", "network", **options, zones_info=stated)
    kinds.done("unchanged", "network", **options, zones_info=stated[::-1])
    kinds.done("unchanged", "network", **options, zones_info=[{"cidr": cidr} for cidr in BLOCKS[::-1]])
    kinds.refused(
        "network",
        "zones_info of network payments cannot",
        **options,
        zones_info=[{"cidr": cidr} for cidr in BLOCKS[:2]],
    )


def test_other_zones_than_asked_for_are_told_and_then_a_difference(kinds: Kinds, sandbox: Any) -> None:
    sandbox.settings(network_zones="other")
    result = kinds.done("created", "network", name="payments", **PEERED, zones=ZONES)
    chosen = result["network"]["zones"]
    assert chosen != ZONES
    assert any(f"has chosen the zones {', '.join(chosen)}" in words for words in result["warnings"])
    kinds.refused("network", "zones of network payments", "State the zones that it has", name="payments", zones=ZONES)
    kinds.done("unchanged", "network", name="payments", zones=chosen)


def test_zones_that_nobody_asked_for_are_facts(kinds: Kinds) -> None:
    assert kinds.made("network", name="payments", **PEERED)["zones"] == ZONES
    assert kinds.info("network", name="payments")[0]["zones"] == ZONES


def test_every_other_difference_says_what_goes_with_a_replacement(kinds: Kinds) -> None:
    kinds.done("created", "network", name="payments", **PEERED)
    problems = kinds.refused(
        "network",
        name="payments",
        cloud="GCP",
        region="europe-west3",
        connection_types=["PRIVATELINK"],
        cidr="10.201.0.0/16",
        dns_config={"resolution": "PRIVATE"},
    )
    assert {words.split()[0] for words in problems} == {"cloud", "region", "connection_types", "cidr", "dns_config"}
    for words in ("never does by itself. With it go its Kafka clusters with their data, its peerings",):
        assert all(words in problem for problem in problems)


def test_only_the_name_changes_and_the_same_block_in_other_words_is_none(kinds: Kinds, sandbox: Any) -> None:
    made = kinds.made("network", name="payments", **PEERED)
    result = kinds.done("updated", "network", id=made["id"], name="ledger", **{**PEERED, "cloud": "aws"})
    [patch] = sandbox.journal("PATCH", NETWORKS)
    assert patch["request_body"] == {"spec": {"display_name": "ledger", "environment": {"id": kinds.environment}}}
    assert result["network"]["id"] == made["id"]


def test_two_networks_of_one_name_are_told_by_their_ids(kinds: Kinds, sandbox: Any) -> None:
    seed = {"environment": kinds.environment, "display_name": "payments"}
    ids = [sandbox.seed("networks", seed)["objects"][0]["id"] for _time in range(2)]
    kinds.refused("network", "is ambiguous", *ids, name="payments")
    kinds.done("unchanged", "network", id=ids[0], name="payments")
    words = kinds.refused("private_link_access", name="x", network="payments", aws={"account": "123456789012"})
    assert all(identifier in words[0] for identifier in ids)


@pytest.mark.parametrize(
    ("place", "facts"),
    [
        (AWS, ("account", "vpc", "private_link_endpoint_service")),
        (
            {"cloud": "AZURE", "region": "westeurope"},
            ("subscription", "vnet", "private_link_service_aliases", "private_link_service_resource_ids"),
        ),
        (
            {"cloud": "GCP", "region": "europe-west3"},
            ("project", "vpc_network", "private_service_connect_service_attachments"),
        ),
    ],
)
def test_what_the_other_side_needs_are_plain_facts(place: dict[str, str], facts: tuple[str, ...], kinds: Kinds) -> None:
    made = kinds.made("network", name="payments", **place, connection_types=["PRIVATELINK"])
    for name in (*facts, "dns_domain", "endpoint_suffix", "zonal_subdomains", "zones"):
        assert made[name], name
    assert kinds.info("network", name="payments") == [made]


# ---- what holds one


def test_what_holds_a_network_is_named_before_its_deletion_is_tried(kinds: Kinds, sandbox: Any) -> None:
    made = kinds.made("network", name="payments", **{**PEERED, "connection_types": ["PEERING", "PRIVATELINK"]})
    kinds.made("peering", name="shop", network="payments", aws=vpc())
    kinds.made("transit_gateway_attachment", name="hub", network="payments", aws=gateway())
    kinds.made("private_link_access", name="desk", network="payments", aws={"account": "123456789012"})
    config = {"kind": "Dedicated", "cku": 1}
    cluster = sandbox.request(
        "POST",
        "/cmk/v2/clusters",
        {
            "spec": {
                "display_name": "vault",
                "availability": "LOW",
                **AWS,
                "config": config,
                "environment": {"id": kinds.environment},
                "network": {"id": made["id"]},
            }
        },
    )
    pool = {"cloud": "AWS", "region": "eu-central-1", "max_cfu": 10, "network": made["id"]}
    [seeded] = sandbox.seed("compute_pools", {"environment": kinds.environment, "display_name": "sql", **pool})[
        "objects"
    ]
    link = {"environment": kinds.environment, "network": made["id"]}
    [service] = sandbox.seed("network_link_services", {**link, "display_name": "books"})["objects"]
    endpoint = {**link, "display_name": "reader", "network_link_service": service["id"]}
    [endpoint] = sandbox.seed("network_link_endpoints", endpoint)["objects"]
    named = (
        "network payments is used by Kafka cluster vault, Flink compute pool sql, peering shop, "
        "transit gateway attachment hub, private link access desk, "
        "network link service books, network link endpoint reader"
    )
    kinds.refused("network", named, name="payments", state="absent")
    sandbox.request("DELETE", f"/cmk/v2/clusters/{cluster['id']}", environment=kinds.environment)
    sandbox.request("DELETE", f"/fcpm/v2/compute-pools/{seeded['id']}", environment=kinds.environment)
    for place, one in (("endpoints", endpoint), ("services", service)):
        sandbox.request("DELETE", f"/networking/v1/network-link-{place}/{one['id']}", environment=kinds.environment)
    for kind, name in (("peering", "shop"), ("transit_gateway_attachment", "hub"), ("private_link_access", "desk")):
        kinds.done("deleted", kind, name=name, state="absent")
    kinds.done("deleted", "network", name="payments", state="absent")
    kinds.done("unchanged", "network", name="payments", state="absent")


def test_a_chain_goes_in_one_run_for_each_deletion_waits_until_it_is_gone(kinds: Kinds, sandbox: Any) -> None:
    sandbox.settings(network_removal=300)
    kinds.made("network", name="payments", **PEERED)
    kinds.made("peering", name="shop", network="payments", aws=vpc())
    kinds.done("deleted", "peering", name="shop", state="absent", wait=False)
    kinds.refused("network", "is used by peering shop", name="payments", state="absent")
    result = kinds.run("peering", skipping=True, name="shop", state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    assert sandbox.writes() == [], "it is on its way out already, and is only waited for"
    result = kinds.run("network", skipping=True, name="payments", state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    assert result["wait"]["seconds"] > 200
    assert kinds.info("network") == []


def test_a_network_that_is_going_is_neither_taken_for_there_nor_for_gone(kinds: Kinds, sandbox: Any) -> None:
    sandbox.settings(network_removal=ENDLESS)
    made = kinds.made("network", name="payments", **PEERED)
    kinds.run("network", name="payments", state="absent", wait=False)
    kinds.refused("network", f"network payments ({made['id']}) is DEPROVISIONING", name="payments", **PEERED)
    kinds.failed("network", "was still DELETING", "run again", name="payments", state="absent", wait_timeout=5)
    sandbox.seed("networks", {"environment": kinds.environment, "display_name": "payments"})
    kinds.done("unchanged", "network", name="payments")


# ---- waits


def test_a_creation_is_waited_for_and_can_be_gone_on_with(kinds: Kinds, sandbox: Any) -> None:
    sandbox.settings(network_provisioning=ENDLESS)
    result = kinds.failed(
        "network", "was still PROVISIONING", "nothing is made twice", name="n", **PEERED, wait_timeout=60
    )
    assert (result["operation"], result["network"]["phase"]) == ("created", "PROVISIONING")
    sandbox.advance(ENDLESS)
    result = kinds.done("unchanged", "network", name="n", **PEERED)
    assert len(sandbox.state()["networks"]) == 1


def test_a_run_that_is_killed_while_it_waits_leaves_one_network(kinds: Kinds, sandbox: Any) -> None:
    sandbox.settings(network_provisioning=ENDLESS)
    kinds.kill_while_waiting("network", name="payments", **PEERED)
    assert [entry["method"] for entry in sandbox.writes()] == ["POST"]
    sandbox.settings(network_provisioning=0.0)
    sandbox.advance(ENDLESS - 30)
    result = kinds.run("network", skipping=True, name="payments", **PEERED)
    assert (result["failed"], result["operation"]) == (False, "unchanged"), result
    assert result["wait"]["phases"] == ["PROVISIONING", "READY"]
    assert sandbox.writes() == []
    assert len(sandbox.state()["networks"]) == 1


def test_a_failure_comes_with_the_reason_and_the_next_step(kinds: Kinds, sandbox: Any) -> None:
    sandbox.settings(fail_next_provisioning=1)
    for _run in range(2):  # now, and whenever it is looked at
        kinds.failed(
            "network", "is FAILED: Could not provision cloud resources", "create it anew", name="payments", **PEERED
        )
    assert sandbox.writes() == []
    kinds.done("deleted", "network", name="payments", state="absent")


def test_an_unknown_phase_is_waited_on(kinds: Kinds, sandbox: Any) -> None:
    kinds.done("created", "network", name="payments", **PEERED)
    [found] = sandbox.request("GET", NETWORKS, environment=kinds.environment)["data"]
    polished = {**found, "status": {**found["status"], "phase": "POLISHING"}}
    sandbox.fault(method="GET", path=f"^{NETWORKS}$", status=200, body={"metadata": {}, "data": [polished]})
    sandbox.fault(method="GET", path=f"{NETWORKS}/n-", status=200, body=polished)
    result = kinds.run("network", skipping=True, name="payments", **PEERED)
    assert result["failed"] is False, result
    assert result["wait"]["phases"] == ["POLISHING", "READY"]
