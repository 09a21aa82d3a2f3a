# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Mirror topics: of the Dedicated cluster that gets the data of the estate's own."""

from __future__ import annotations

from typing import Any

from ..support.estate import Estate, part
from ..support.rows import Case, Operation, Plural
from .cluster_link import DR, LINK, key_file

SOURCES = ("orders.created", "orders.shipped", *(f"orders.{number}" for number in range(1, 6)))


@part
def mirrored(estate: Estate) -> str:
    """Topics of the cluster ``orders`` that can be mirrored."""
    for name in SOURCES:
        if name != SOURCES[0]:
            estate.kafka("POST", "/topics", {"topic_name": name, "partitions_count": 2})
    return estate.id_of("topic")


HERE = {**DR, "link": LINK["name"]}
MIRROR = {**HERE, "name": SOURCES[0]}
NEEDS = ("dr_secret", "link_secret", "mirrored")
PREPARE: tuple[tuple[str, dict[str, Any]], ...] = (("confluent_cluster_link", LINK),)
FILES = {"dr/orders-dr.kafka.json": key_file("{dr_key}", "{dr_secret}")}
MADE = (("confluent_mirror_topic", MIRROR),)
CASE = Case(
    name="mirror_topic",
    costs_more="two clusters and a link, verbs that take many names, states of no return, a deletion of the topic",
    needs=NEEDS,
    prepare=PREPARE,
    files=FILES,
    arguments=MIRROR,
    change={"status": "paused"},
    removal=HERE,
    info=HERE,
    further=(
        Operation("confluent_mirror_topic", "create paused", {**MIRROR, "status": "paused"}),
        Operation(
            "confluent_mirror_topic",
            "resume",
            {**MIRROR, "status": "active"},
            (("confluent_mirror_topic", {**MIRROR, "status": "paused"}),),
        ),
        Operation("confluent_mirror_topic", "promote", {**MIRROR, "status": "promoted"}, MADE),
        Operation("confluent_mirror_topic", "fail over", {**MIRROR, "status": "failed_over"}, MADE),
        Operation(
            "confluent_mirror_topic",
            "delete what was promoted",
            {**MIRROR, "state": "absent", "delete_topic": True},
            (("confluent_mirror_topic", MIRROR), ("confluent_mirror_topic", {**MIRROR, "status": "promoted"})),
        ),
    ),
)
PLURAL = Plural(
    plural="mirror_topics",
    needs=NEEDS,
    prepare=PREPARE,
    files=FILES,
    common=HERE,
    items=[{"name": name} for name in SOURCES[2:]],
    bad={"name": ".."},
    broken=("POST", "/mirrors$", 2),
    again=4,
    purge={"name_prefix": "orders."},
    defaults={"status": "active"},
    change={"status": "paused"},
)
