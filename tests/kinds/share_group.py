# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Share groups, which are there by seed."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Reading


@part
def share_groups(estate: Estate) -> str:
    estate.id_of("topic")
    members = {"members": [{"id": "m/1", "client_id": "shipping", "assigned": {"orders.created": [0, 2]}}]}
    spec = {"cluster": estate.cluster, "protocol": "share", "name": "shop-share", **members}
    estate.sandbox.seed("groups", spec)
    estate.sandbox.seed("groups", {"cluster": estate.cluster, "protocol": "share", "name": "idle-share"})
    return "shop-share"


READING = Reading(
    name="share_group",
    needs=("share_groups", "kafka_key"),
    arguments={"cluster": "orders", "consumers": True},
    costs_more="three requests deep, and clusters that do not offer it",
)
