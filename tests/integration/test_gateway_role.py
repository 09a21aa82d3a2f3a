# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Gateways and network links of an estate: brought about in the order in which they need each other, and gone in the
other one; what others still link to stops a teardown before anything else is deleted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integration.networking import LINKED

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks

TABLES = (
    "gateways",
    "access_points",
    "dns_records",
    "dns_forwarders",
    "network_link_services",
    "network_link_endpoints",
)
ESTATE: dict[str, Any] = {
    "confluent_environment": {"name": "dev"},
    # Keys whose entries are all commented out are null.
    **dict.fromkeys(
        (
            "confluent_peerings",
            "confluent_private_link_accesses",
            "confluent_provider_shares",
            "confluent_ksql_clusters",
        )
    ),
    "confluent_networks": [{"name": "ledger", **LINKED}, {"name": "till", **LINKED}],
    "confluent_network_link_services": [{"name": "books", "network": "ledger", "accept": {"networks": ["ledger"]}}],
    "confluent_network_link_endpoints": [{"name": "to-books", "network": "till", "network_link_service": "books"}],
    "confluent_gateways": [{"name": "egress", "aws_egress_private_link_gateway": {"region": "eu-central-1"}}],
    "confluent_access_points": [
        {
            "name": "warehouse",
            "gateway": "egress",
            "aws_egress_private_link_endpoint": {"vpc_endpoint_service_name": "svc-1"},
        }
    ],
    "confluent_dns_records": [
        {
            "name": "warehouse",
            "gateway": "egress",
            "domain": "w.shop.example",
            "private_link_access_point": {"access_point": "warehouse"},
        }
    ],
    "confluent_dns_forwarders": [
        {
            "name": "datacentre",
            "gateway": "egress",
            "domains": ["corp.shop.example"],
            "forward_via_ip": {"dns_server_ips": ["10.200.0.2"]},
        }
    ],
}


def _counts(sandbox: Any) -> list[int]:
    state = sandbox.state()
    return [len(state[table]) for table in TABLES]


def test_an_estate_with_gateways_and_links(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    estate: dict[str, Any] = {**ESTATE, "confluent_secrets_dir": str(tmp_path)}
    hosts = plays.inventory(estate)
    roles = [f"streamops.confluent.{name}" for name in ("environment", "networking")]
    play: dict[str, Any] = {"hosts": "all", "roles": roles}
    made = playbook([play, play], hosts).check()
    assert _counts(sandbox) == [1] * len(TABLES)
    # What waits holds nothing up, and is told; the second play of the run has changed nothing.
    said = [task for task in made.tasks if task["task"].endswith("left to be done outside of Confluent Cloud")]
    assert any("has to let to-books in" in step for step in said[0]["result"]["networking_next_steps"])
    name = "Bring about the networks and what connects them"
    first, second = (task["result"]["plan"] for task in made.tasks if task["task"].endswith(name))
    assert {"network_link_services", "access_points", "dns_records"} <= {change["part"] for change in first["changes"]}
    assert second["changes"] == []

    # Somebody else's endpoint: the teardown stops at it.
    shop = sandbox.request("POST", "/org/v2/environments", {"display_name": "shop"})["id"]
    (theirs,) = sandbox.seed("networks", {"display_name": "shop", "environment": shop})["objects"]
    (service,) = sandbox.state()["network_link_services"]
    spec = {
        "display_name": "from-shop",
        "environment": {"id": shop},
        "network": {"id": theirs["id"]},
        "network_link_service": {"id": service},
    }
    endpoint = sandbox.request("POST", "/networking/v1/network-link-endpoints", {"spec": spec})["id"]
    named = {"confluent_teardown": "dev"}
    stopped = playbook(plays.TEARDOWN, hosts, extra_vars=named)
    assert stopped.rc != 0
    assert f"is used by the network link endpoints from-shop ({endpoint})" in stopped.output
    assert _counts(sandbox) == [1] * len(TABLES), "of its own only the endpoint is gone, theirs is there"

    sandbox.request("DELETE", f"/networking/v1/network-link-endpoints/{endpoint}", environment=shop)
    sandbox.settings(network_removal=1.0)
    sandbox.clear_journal()
    gone = plays.summary(playbook(plays.TEARDOWN, hosts, extra_vars=named).check())
    assert "  deleted: network link service books" in gone
    assert _counts(sandbox) == [0] * len(TABLES)
    assert [entry for entry in sandbox.journal("DELETE") if entry["status"] == 409] == []
