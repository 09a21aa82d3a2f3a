# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Consumer groups, which are there by seed: consumers make them, and the API does not."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Reading

MEMBERS = [
    {"client_id": "billing", "id": "billing-1", "assigned": {"orders.created": [0, 1]}},
    {"client_id": "billing", "id": "a/b+c==", "instance_id": "billing-2", "assigned": {"orders.created": [2]}},
]


@part
def groups(estate: Estate) -> str:
    cluster, topic = estate.cluster, estate.id_of("topic")
    for spec in (
        {"name": "shop-billing", "members": MEMBERS, "commits": {topic: 0}},
        {"name": "shop-audit", "protocol": "consumer", "commits": {topic: 0}},
    ):
        estate.sandbox.seed("groups", {"cluster": cluster, **spec})
    return "shop-billing"


READING = Reading(
    name="consumer_group",
    needs=("groups", "kafka_key"),
    arguments={"cluster": "orders", "consumers": True},
    costs_more="groups that go while they are read, and those of other protocols",
)
