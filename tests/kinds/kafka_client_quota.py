# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Client quotas of a Kafka cluster, which is a Dedicated one."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Case, Plural

TEAMS = ("a", "b", "c", "d", "e")


@part
def dedicated_cluster(estate: Estate) -> str:
    spec = {
        "display_name": "payments",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Dedicated", "cku": 1},
        "environment": {"id": estate.environment},
    }
    return str(estate.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})["id"])


@part
def team_accounts(estate: Estate) -> str:
    for team in TEAMS:
        estate.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": f"team-{team}"})
    return ",".join(TEAMS)


IN_CLUSTER = {"environment": "dev", "cluster": "payments"}
CASE = Case(
    name="kafka_client_quota",
    costs_more="a module for many; principals that go from one quota to another, and are named once in a cluster",
    needs=("dedicated_cluster", "service_account"),
    arguments={
        **IN_CLUSTER,
        "name": "orders",
        "description": "Orders, at the pace of the shop",
        "throughput": {"ingress_byte_rate": 1048576, "egress_byte_rate": 4194304},
        "principals": ["orders-service"],
    },
    change={"throughput": {"egress_byte_rate": 8388608}, "description": "Orders, in the season"},
    partly=True,
    info=IN_CLUSTER,
)
PLURAL = Plural(
    plural="kafka_client_quotas",
    needs=("dedicated_cluster", "team_accounts"),
    common=IN_CLUSTER,
    items=[{"name": f"team-{team}", "principals": [f"team-{team}"]} for team in TEAMS],
    bad={"name": "team-f", "principals": ["team-a"]},
    broken=("POST", "/client-quotas$", 2),
    again=3 + len(TEAMS),  # so few accounts are looked up one by one
    purge={"name_prefix": "team-"},
    defaults={"throughput": {"ingress_byte_rate": 1048576, "egress_byte_rate": 4194304}},
    change={"throughput": {"ingress_byte_rate": 2097152, "egress_byte_rate": 4194304}},
)
