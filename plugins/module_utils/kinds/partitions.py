# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Partitions of topics and the brokers that lead them (kafkarest-v3, `PartitionData`): read only.

There is no list of the partitions of several topics. A partition shows its leader as a link that ends in the number of
the broker (seen on Kafka REST 8.3.1); where its replicas are is told by no request that Confluent Cloud has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from .._declare.field import Field, Object
from .._declare.override import override
from .._errors import ApiError
from .kafka_scoped import ClusterScoped
from .topics.kind import is_unknown_topic

LED_BY = re.compile(r"/replicas/(\d+)/?$")
SINGLY = 4  # topics up to which each is asked for by itself


class Partition(ClusterScoped):
    """A partition of a topic."""

    name = "partition"
    plural = "partitions"
    info_fields = (
        Field("topics", type="list", elements="str"),
        Field("internal", type="bool", default=False),
    )

    @override
    def open(self) -> None:
        super().open()
        self.found: list[Object] = []

    @override
    def select(self) -> list[Object]:
        topics = self._topics()
        read = self.cloud.map(self._of, topics, "topics read with their partitions")
        self.found = [partition for partitions in read for partition in partitions]
        return self.found

    def _topics(self) -> list[dict[str, Any]]:
        """The topics that are asked for, in the order in which they are stated. What is not there is warned of."""
        stated = self.options.get("topics")
        if stated is None:
            listed = self.client.data(self.url("topics"))
            return [raw for raw in listed if self.options.get("internal") or not raw.get("is_internal")]
        names = list(dict.fromkeys(stated))
        if len(names) > SINGLY:
            there = {str(raw["topic_name"]): raw for raw in self.client.data(self.url("topics"))}
        else:
            there = {name: raw for name, raw in zip(names, self.cloud.map(self._topic, names), strict=True) if raw}
        missing = [name for name in names if name not in there]
        if missing:
            self.cloud.warn(f"{self.cluster} has no topics {', '.join(missing)} that this credential can see.")
        return [there[name] for name in names if name in there]

    def _topic(self, name: str) -> dict[str, Any] | None:
        try:
            with self.needing("DESCRIBE", f"TOPIC {name}"):
                raw: dict[str, Any] = self.client.get(self.url("topics", name), holds=("topic_name",))
        except ApiError as error:
            if is_unknown_topic(error):
                return None
            raise
        return raw

    def _of(self, topic: Mapping[str, Any]) -> list[Object]:
        """The partitions of a topic; none of one that was deleted since it was listed."""
        name = topic["topic_name"]
        try:
            with self.needing("DESCRIBE", f"TOPIC {name}"):
                listed = self.client.data(self.url("topics", name, "partitions"))
        except ApiError as error:
            if is_unknown_topic(error):
                return []
            raise
        return [
            {
                "topic": name,
                "partition": raw.get("partition_id"),
                "leader": leader_of(raw),
                "replicas": topic.get("replication_factor"),
                "cluster": self.cluster,
            }
            for raw in sorted(listed, key=lambda raw: raw.get("partition_id") or 0)
        ]

    @override
    def besides(self) -> dict[str, Any]:
        return {"spread": spread(self.found)}


def leader_of(raw: Mapping[str, Any]) -> int | None:
    """The number of the broker that leads a partition, None where it has no leader, or the link tells no number. Pure.

    The link is never followed: it has the topic's name as it is, and not encoded.
    """
    found = LED_BY.search(str((raw.get("leader") or {}).get("related") or ""))
    return int(found[1]) if found else None


def spread(partitions: list[Object]) -> dict[str, Any]:
    """How evenly the leaders of partitions are spread over the brokers. Pure."""
    leads = Counter(one["leader"] for one in partitions if one["leader"] is not None)
    return {
        "topics": len({one["topic"] for one in partitions}),
        "partitions": len(partitions),
        "without_leader": sum(one["leader"] is None for one in partitions),
        "brokers": [{"broker": broker, "leads": count} for broker, count in sorted(leads.items())],
        "most": max(leads.values(), default=0),
        "fewest": min(leads.values(), default=0),
    }
