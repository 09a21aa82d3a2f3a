# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Network links: who is let in, what waits for whom, what a deletion cuts off; and the addresses of services."""

from __future__ import annotations

from typing import Any

import pytest

from .private_links import Net

SERVICES = "/networking/v1/network-link-services"


class Link(Net):
    """Two networks in dev, one of them with a service, and a network in another environment."""

    def __init__(self, sandbox: Any) -> None:
        super().__init__(sandbox)
        self.other = str(sandbox.request("POST", "/org/v2/environments", {"display_name": "shop"})["id"])
        self.networks = {
            name: self.network(name, environment)
            for name, environment in (("ledger", self.environment), ("till", self.environment), ("shop", self.other))
        }
        sandbox.clear_journal()

    def network(self, name: str, environment: str) -> str:
        made = self.sandbox.seed("networks", {"display_name": name, "environment": environment})
        return str(made["objects"][0]["id"])

    def service(self, **accept: Any) -> dict[str, Any]:
        """The service of the network ledger."""
        given = {"accept": accept} if accept else {}
        return self.made("network_link_service", name="books", network="ledger", **given)

    def endpoint(self, operation: str = "created", **options: Any) -> dict[str, Any]:
        """The endpoint in the network till."""
        given = {"name": "to-books", "network": "till", "network_link_service": "books", **options}
        return self.done("network_link_endpoint", operation, **given)


@pytest.fixture
def link(sandbox: Any) -> Link:
    return Link(sandbox)


def test_who_is_let_in_is_named_and_travels_as_ids(link: Link) -> None:
    accept = {"environments": ["shop", "dev"], "networks": ["till", link.networks["shop"]]}
    link.done("network_link_service", "created", name="books", network="ledger", accept=accept)
    [post] = link.sandbox.journal("POST", SERVICES)
    ids = {
        "environments": [link.other, link.environment],
        "networks": [link.networks["till"], link.networks["shop"]],
    }
    assert post["request_body"]["spec"]["accept"] == ids
    link.sandbox.settings(reorder_lists=True)
    link.done("network_link_service", "unchanged", name="books", accept=accept)
    link.done("network_link_service", "unchanged", name="books", accept={"environments": ["dev", "shop"]})
    link.done("network_link_service", "updated", name="books", accept={"environments": []})
    [patch] = link.sandbox.journal("PATCH")
    assert patch["request_body"]["spec"]["accept"]["environments"] == []
    assert sorted(patch["request_body"]["spec"]["accept"]["networks"]) == sorted(ids["networks"])


def test_all_that_is_let_in_and_not_there_is_said(link: Link) -> None:
    for accept in ({"environments": ["nobody"]}, {"networks": ["nowhere"]}):
        result = link.run("network_link_service", name="books", network="ledger", accept=accept)
        assert result["failed"]
        assert "'no" in result["msg"]
        assert link.sandbox.writes() == []
    absent = link.run("network_link_service", name="books", accept={"networks": ["nowhere"]}, state="absent")
    assert (absent["failed"], absent["operation"]) == (False, "unchanged"), "what is let in says nothing of the service"


def test_an_endpoint_rests_until_it_is_let_in_and_says_by_whom(link: Link) -> None:
    service = link.service()
    result = link.endpoint()
    made = result["network_link_endpoint"]
    assert made["phase"] == "PENDING_ACCEPT"
    for word in (
        f"The owner of the network link service {service['id']} has to let to-books in",
        f"add the network {link.networks['till']} to accept.networks",
        f"or the environment {link.environment} to accept.environments",
        f"expires at {made['expires_at']}",
    ):
        assert word in result["next_step"]
    again = link.endpoint("unchanged")
    assert (again["changed"], again["next_step"]) == (False, result["next_step"])
    waited = link.run("network_link_endpoint", name="to-books", wait_until="ready", wait_timeout=60)
    assert waited["failed"]
    assert "was still PENDING_ACCEPT after 60 s (wait_timeout)" in waited["msg"]
    assert "has to let to-books in" in waited["msg"]
    [seen] = link.info("network_link_association", network_link_service="books")
    assert (seen["name"], seen["network_link_endpoint"], seen["phase"]) == ("to-books", made["id"], "PENDING_ACCEPT")
    link.done("network_link_service", "updated", name="books", accept={"networks": ["till"]})
    inactive = link.endpoint("unchanged")
    assert "works once a Kafka cluster is in network" in inactive["next_step"]
    _cluster_in(link, "till")
    ready = link.endpoint("unchanged", wait_until="ready")
    assert "next_step" not in ready


def _cluster_in(link: Link, network: str) -> None:
    spec = {
        "display_name": "orders",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "us-east-1",
        "config": {"kind": "Dedicated", "cku": 1},
        "environment": {"id": link.environment},
        "network": {"id": link.networks[network]},
    }
    link.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})


def test_an_endpoint_that_nobody_let_in_expires_and_can_only_be_removed(link: Link) -> None:
    link.sandbox.settings(network_link_expiry=3600)
    service = link.service()
    made = link.endpoint()["network_link_endpoint"]
    link.sandbox.advance(3601)
    words = f"network link endpoint to-books ({made['id']}) is EXPIRED, and can only be removed"
    for wait in (True, False):
        link.refused(
            "network_link_endpoint",
            words,
            f"Nobody let it in at the service {service['id']}",
            name="to-books",
            wait=wait,
        )
    link.done("network_link_endpoint", "deleted", name="to-books", state="absent")
    link.endpoint()


def test_one_that_is_let_in_no_longer_is_a_failure(link: Link) -> None:
    link.service(networks=["till"])
    made = link.endpoint()["network_link_endpoint"]
    link.done("network_link_service", "updated", name="books", accept={"networks": []})
    link.left_in(made, "DISCONNECTED", "The network link service has removed the permission")
    result = link.run("network_link_endpoint", name="to-books")
    assert result["failed"]
    assert "is DISCONNECTED: The network link service has removed the permission. The service" in result["msg"]
    assert "lets it in no longer: ask its owner" in result["msg"]


def test_a_service_in_another_environment_is_found_there_by_name(link: Link) -> None:
    theirs = link.made("network_link_service", environment="shop", name="counter", network="shop")
    options = {"name": "to-shop", "network": "till"}
    result = link.run("network_link_endpoint", **options, network_link_service="counter")
    assert "no network link service 'counter' in environment" in result["msg"]
    link.done("network_link_endpoint", "created", **options, network_link_service="counter", service_environment="shop")
    link.done("network_link_endpoint", "unchanged", name="to-shop", network_link_service=theirs["id"])
    link.refused(
        "network_link_endpoint",
        "network_link_service of network link endpoint to-shop cannot be changed",
        name="to-shop",
        network_link_service="nls-other",
    )


def test_a_deletion_that_cuts_others_off_names_them_and_needs_a_word(link: Link) -> None:
    link.service(environments=["shop"])
    mine = link.made("network_link_endpoint", name="to-books", network="till", network_link_service="books")
    theirs = link.made(
        "network_link_endpoint",
        environment="shop",
        name="from-shop",
        network="shop",
        network_link_service="books",
        service_environment="dev",
    )
    link.refused(
        "network_link_service",
        f"used by the network link endpoints to-books ({mine['id']}), from-shop ({theirs['id']})",
        "cuts off: remove them first, or say so with force",
        name="books",
        state="absent",
    )
    link.sandbox.settings(network_removal=600)
    result = link.run("network_link_service", name="books", state="absent", force=True)
    assert (result["failed"], result["operation"], result["wait"]["seconds"] > 500) == (False, "deleted", True)
    assert link.sandbox.state()["network_link_services"] == {}


@pytest.mark.parametrize("kind", ["network_link_service", "network_link_endpoint"])
def test_the_network_is_fixed(kind: str, link: Link) -> None:
    link.service(networks=["till"])
    link.endpoint()
    name = {"network_link_service": "books", "network_link_endpoint": "to-books"}[kind]
    link.refused(kind, f"network of {kind.replace('_', ' ')} {name} cannot be changed", name=name, network="n-other")


# ---- addresses


def test_the_addresses_of_services_by_every_way(link: Link) -> None:
    cluster = link.estate.cluster
    gateway = link.made("gateway", name="g", aws_ingress_private_link_gateway={"region": "eu-central-1"})
    to_vpc = {"aws_ingress_private_link_endpoint": {"vpc_endpoint_id": "vpce-1"}}
    access_point = link.made("access_point", name="a", gateway="g", **to_vpc)

    def told(**options: Any) -> list[tuple[str, str]]:
        return [(one["endpoint_type"], one["connection_type"]) for one in link.info("endpoint", **options)]

    ways = [("REST", "PUBLIC"), ("REST", "PRIVATE_LINK"), ("BOOTSTRAP", "PUBLIC"), ("BOOTSTRAP", "PRIVATE_LINK")]
    assert told(service="KAFKA") == ways
    assert told(service="KAFKA", is_private=True) == ways[1::2]
    assert told(service="KAFKA", is_private=False, cloud="AWS", region="eu-central-1") == ways[::2]
    assert told(service="KAFKA", region="us-east-1") == []
    for resource in ("orders", cluster):
        assert told(service="KAFKA", resource=resource) == ways
    registry = link.estate.schema_registry
    assert told(service="SCHEMA_REGISTRY", resource=registry, is_private=False) == [("REST", "PUBLIC")]
    for options in ({"gateway": "g"}, {"access_point": "a"}, {"gateway": gateway["id"], "access_point": "a"}):
        found = link.info("endpoint", service="KAFKA", **options)
        assert {(one["gateway"], one["access_point"]) for one in found} == {(gateway["id"], access_point["id"])}
        assert {one["resource"] for one in found} == {cluster}
    assert told(service="FLINK") == []
