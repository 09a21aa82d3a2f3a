# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consumer groups and their consumers (kafkarest-v3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from .common import CONCURRENCY, Group, given, last_number


class ConsumerGroup(Group):
    """A consumer group, classic or of the newer protocol."""

    name = "consumer_group"
    plural = "consumer_groups"
    info_fields = (Field("name"), Field("consumers", type="bool", default=False), CONCURRENCY)

    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {
            "name": raw[self.named],
            "cluster": self.cluster,
            "state": raw.get("state"),
            "type": raw.get("type"),
            "simple": raw.get("is_simple"),
            "mixed": raw.get("is_mixed_consumer_group"),
            "partition_assignor": given(raw.get("partition_assignor")),
            "coordinator": last_number(raw.get("coordinator")),
            "consumers": None,
        }

    @override
    def select(self) -> list[Object]:
        with self.needing("DESCRIBE", "GROUP"):
            found = [self.from_api(raw) for raw in self.chosen()]
            return self.each_with(found) if self.options.get("consumers") else found

    @override
    def more(self, item: Object) -> Object | None:
        listed = self.below(item["name"], "consumers")
        if listed is None:
            return None
        told = [
            {
                "id": raw.get("consumer_id"),
                "instance_id": given(raw.get("instance_id")),
                "client_id": given(raw.get("client_id")),
            }
            for raw in listed
        ]
        return {**item, "consumers": sorted(told, key=lambda one: str(one["id"]))}
