# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Streams groups, their subtopologies, members and tasks (kafkarest-v3, early access; by the document alone)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from .common import CONCURRENCY, EarlyAccess, given

TASKS = ("active", "standby", "warmup")


class StreamsGroup(EarlyAccess):
    """A streams group: the instances of an application of Kafka Streams."""

    name = "streams_group"
    plural = "streams_groups"
    where = "streams-groups"
    named = "group_id"
    info_fields = (Field("name"), Field("members", type="bool", default=False), CONCURRENCY)

    def from_api(self, raw: Mapping[str, Any]) -> Object:
        names = (
            "state",
            "member_count",
            "subtopology_count",
            "group_epoch",
            "target_assignment_epoch",
            "topology_epoch",
        )
        told = {name: raw.get(name) for name in names}
        return {"name": raw[self.named], "cluster": self.cluster, **told, "subtopologies": None, "members": None}

    @override
    def select(self) -> list[Object]:
        with self.needing("DESCRIBE", "GROUP"):
            found = [self.from_api(raw) for raw in self.chosen()]
            return self.each_with(found) if self.options.get("members") else found

    @override
    def more(self, item: Object) -> Object | None:
        """With its subtopologies, and its members with their tasks."""
        name = item["name"]
        parts, members = self.below(name, "subtopologies"), self.below(name, "members")
        if parts is None or members is None:
            return None
        subtopologies = [
            {"id": one["subtopology_id"], "source_topics": one.get("source_topics") or []} for one in parts
        ]
        shown = [self._member(name, raw) for raw in sorted(members, key=lambda one: str(one["member_id"]))]
        return {**item, "subtopologies": sorted(subtopologies, key=lambda one: str(one["id"])), "members": shown}

    def _member(self, name: str, raw: Mapping[str, Any]) -> Object:
        return {
            "id": raw["member_id"],
            "client_id": given(raw.get("client_id")),
            "instance_id": given(raw.get("instance_id")),
            "process_id": given(raw.get("process_id")),
            "member_epoch": raw.get("member_epoch"),
            "topology_epoch": raw.get("topology_epoch"),
            "classic": raw.get("is_classic"),
            "tasks": self._tasks(name, raw["member_id"]),
        }

    def _tasks(self, name: str, member: str) -> Object | None:
        """The tasks of a member by their kind; null where it is gone by then."""
        told: Object = {}
        for kind in TASKS:
            found = self.part_of(name, "members", member, "assignments", kind)
            if found is None:
                return None
            told[kind] = [{"subtopology": one["subtopology_id"], "partitions": one["partition_ids"]} for one in found]
        return told
