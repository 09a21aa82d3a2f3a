# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Topics."""

from __future__ import annotations

from ..support.rows import Case, Operation, Plural

ARGUMENTS = {"name": "orders.shipped", "partitions": 3, "config": {"retention.ms": "7d"}}
THERE = (("confluent_topic", ARGUMENTS),)
SEVERAL = {"config": {"retention.ms": "1d", "max.message.bytes": "1000000"}}
CASE = Case(
    name="topic",
    costs_more="settings compared by the broker's meaning, partitions that only grow, internal topics",
    stands_for="by name on a data plane",
    needs=("kafka_key",),
    arguments=ARGUMENTS,
    change={"partitions": 6, "config": {"retention.ms": "1d", "cleanup.policy": "compact"}},
    further=(
        Operation("confluent_topic", "add partitions", {**ARGUMENTS, "partitions": 6}, THERE),
        Operation("confluent_topic", "set config", {**ARGUMENTS, **SEVERAL}, THERE),
        Operation("confluent_topic_info", "read one", {"name": "orders.created"}),
        Operation("confluent_topic_info", "read settings", {"include_config": True}),
    ),
)
PLURAL = Plural(
    plural="topics",
    stands_for="many",
    needs=("topic",),
    items=[
        {"name": f"returns.{name}", "config": {"retention.ms": "1d"}}
        for name in ("asked", "sent", "paid", "closed", "all")
    ],
    bad={"name": "orders.created", "partitions": 1},
    broken=("POST", "/topics$", 3),  # the first is the rehearsal
    again=3 + 1 + 5,
    purge={"name_prefix": "returns."},
    defaults={"partitions": 3},
    change={"config": {"retention.ms": "2d", "cleanup.policy": "compact"}},
)
