# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Networks of an estate: there before the clusters that are in them, gone after them; what waits for others holds
nothing up and is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integration.networking import AWS, LINKED, PEERED, gateway, vpc

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks

TABLES = (
    *("networks", "peerings", "transit_gateway_attachments", "private_link_accesses"),
    *("private_link_attachments", "private_link_attachment_connections"),
)
CLUSTER = {"name": "vault", "type": "Dedicated", "availability": "SINGLE_ZONE", **AWS, "cku": 1, "network": "payments"}
ESTATE = {
    "confluent_environment": {"name": "dev"},
    "confluent_networks": [
        {"name": "payments", **PEERED, "connection_types": ["PEERING", "TRANSITGATEWAY"]},
        {"name": "ledger", **LINKED, "dns_config": {"resolution": "PRIVATE"}},
    ],
    "confluent_peerings": [{"name": "shop", "network": "payments", "aws": vpc()}],
    "confluent_transit_gateway_attachments": [{"name": "hub", "network": "payments", "aws": gateway()}],
    "confluent_private_link_accesses": [{"name": "desk", "network": "ledger", "aws": {"account": "123456789012"}}],
    "confluent_private_link_attachments": [{"name": "store", **AWS}],
    "confluent_clusters": [CLUSTER],
}


def _told(result: Any) -> list[str]:
    """What a run says is left to be done."""
    name = "Say what is left to be done outside of Confluent Cloud"
    (said,) = (task for task in result.tasks if task["task"].endswith(name))
    return list(said["result"].get("networking_next_steps", []))


def test_an_estate_with_networks(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """By the roles of bootstrap that have to do with them (test_roles: their order), and by teardown."""
    sandbox.settings(network_acceptance=-1.0)
    estate = {**ESTATE, "confluent_secrets_dir": str(tmp_path)}
    roles = [f"streamops.confluent.{name}" for name in ("environment", "networking", "kafka_clusters")]
    play: dict[str, Any] = {"hosts": "all", "roles": roles}
    made = playbook([play], plays.inventory(estate)).check()
    state = sandbox.state()
    assert {table: len(state[table]) for table in TABLES[:-1]} == {**dict.fromkeys(TABLES[:-1], 1), "networks": 2}
    (cluster,) = state["clusters"].values()
    assert state["networks"][cluster["network"]]["display_name"] == "payments"
    peered, attached, waiting = _told(made)
    assert "accept the VPC peering connection" in peered
    assert "accept the attachment tgw-attach-" in attached
    assert "create a VPC endpoint to the service com.amazonaws.vpce.eu-central-1.vpce-svc-" in waiting
    assert made.task("Bring about the networks and what connects them")["plan"]["notes"] == [
        "no Kafka cluster is in network ledger: what connects to it reaches no cluster"
    ]

    # Later the other side has accepted, and a VPC endpoint is there: it is added to the data.
    sandbox.settings(network_acceptance=0.0)
    connection = {"name": "vpc", "private_link_attachment": "store", "aws": {"vpc_endpoint_id": "vpce-1"}}
    estate["confluent_private_link_attachment_connections"] = [connection]
    assert playbook([play, play], plays.inventory(estate)).check().changed == 1, "of the first run, and none of another"

    # Each is gone before what it is in is deleted.
    sandbox.settings(network_removal=1.0)
    playbook(plays.TEARDOWN, plays.inventory(estate), extra_vars={"confluent_teardown": "dev"}).check()
    state = sandbox.state()
    assert [table for table in (*TABLES, "clusters") if state[table]] == []
    assert [entry for entry in sandbox.journal("DELETE") if entry["status"] == 409] == []
