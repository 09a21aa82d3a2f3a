# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Share groups and their consumers (kafkarest-v3, early access; by the document alone)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from .common import CONCURRENCY, EarlyAccess, given, last_number


def assigned(raw: Mapping[str, Any]) -> Object:
    """A partition that a consumer is assigned to."""
    return {"topic": raw["topic_name"], "partition": raw["partition_id"]}


class ShareGroup(EarlyAccess):
    """A share group: consumers that take records of the same partitions one by one."""

    name = "share_group"
    plural = "share_groups"
    where = "share-groups"
    named = "share_group_id"
    info_fields = (Field("name"), Field("consumers", type="bool", default=False), CONCURRENCY)

    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {
            "name": raw[self.named],
            "cluster": self.cluster,
            "state": raw.get("state"),
            "coordinator": last_number(raw.get("coordinator")),
            "consumer_count": raw.get("consumer_count"),
            "partition_count": raw.get("partition_count"),
            "assigned_partitions": [assigned(one) for one in raw.get("assigned_topic_partitions") or ()],
            "consumers": None,
        }

    @override
    def select(self) -> list[Object]:
        with self.needing("DESCRIBE", "GROUP"):
            found = [self.from_api(raw) for raw in self.chosen()]
            return self.each_with(found) if self.options.get("consumers") else found

    @override
    def more(self, item: Object) -> Object | None:
        """With the consumers, and what each is assigned to; null for one that is gone by then."""
        name = item["name"]
        listed = self.below(name, "consumers")
        if listed is None:
            return None
        told = []
        for raw in sorted(listed, key=lambda one: str(one["consumer_id"])):
            partitions = self.part_of(name, "consumers", raw["consumer_id"], "assignments")
            told.append(
                {
                    "id": raw["consumer_id"],
                    "client_id": given(raw.get("client_id")),
                    "assigned_partitions": None if partitions is None else [assigned(one) for one in partitions],
                }
            )
        return {**item, "consumers": told}
