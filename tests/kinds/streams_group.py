# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Streams groups, which are there by seed."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Reading


@part
def streams_groups(estate: Estate) -> str:
    estate.id_of("topic")
    members = {
        "members": [{"id": "m/1", "client_id": "totals", "tasks": {"active": {"0": [0, 1]}}}],
        "subtopologies": {"0": ["orders.created"]},
    }
    spec = {"cluster": estate.cluster, "protocol": "streams", "name": "shop-streams", **members}
    estate.sandbox.seed("groups", spec)
    estate.sandbox.seed("groups", {"cluster": estate.cluster, "protocol": "streams", "name": "idle-streams"})
    return "shop-streams"


READING = Reading(
    name="streams_group",
    needs=("streams_groups", "kafka_key"),
    arguments={"cluster": "orders", "members": True},
    costs_more="three requests deep, and clusters that do not offer it",
)
