# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The lag of consumer groups, on a Dedicated cluster."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Reading
from .cluster_link import DR, key_file


@part
def lagging(estate: Estate) -> str:
    cluster = estate.id_of("dr_cluster")
    seed = estate.sandbox.seed
    seed("topics", {"cluster": cluster, "name": "orders.created", "partitions": 3})
    for partition in range(3):
        seed("records", {"cluster": cluster, "topic": "orders.created", "partition": partition, "count": 10})
    seed("groups", {"cluster": cluster, "name": "shop-audit", "commits": {"orders.created": 9}})
    seed("groups", {"cluster": cluster, "name": "shop-billing", "commits": {"orders.created": 4}})
    seed("groups", {"cluster": cluster, "name": "shop-new", "members": [{"client_id": "new"}]})
    return "shop-billing"


READING = Reading(
    name="consumer_group_lag",
    needs=("lagging", "dr_secret"),
    arguments=DR,
    files={"orders-dr.kafka.json": key_file("{dr_key}", "{dr_secret}")},
    costs_more="a Dedicated cluster with records; a wait; groups without commits, and those that are not there",
)
