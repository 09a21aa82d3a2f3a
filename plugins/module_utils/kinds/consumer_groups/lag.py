# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lag of consumer groups, by group, topic and partition (kafkarest-v3, on Dedicated clusters only).

Seen on Kafka REST 8.3.1: only partitions that something was committed for are told of, so that the sum is too low as
long as a group has not committed everywhere; a group without any commit is a 404, and so is one that is not there, with
other words; a commit behind the end is no lag.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.field import Field, Object, Rules, wait_timeout
from ..._declare.override import override
from ..._declare.waiting import Wait
from ..._errors import ApiError, Refused
from .common import CONCURRENCY, GONE, OTHER_PROTOCOL, Group, NotOffered, given

NAMED = 5  # groups that a message names, at most
UNCOMMITTED, MISSING = "uncommitted", "missing"


class ConsumerGroupLag(Group):
    """How far a consumer group is behind."""

    name = "consumer_group_lag"
    plural = "consumer_group_lags"
    info_fields = (
        Field("names", type="list", elements="str", aliases=("groups",)),
        Field("name_prefix"),
        Field("topics", type="list", elements="str"),
        Field("partitions", type="bool", default=False),
        Field("wait_for_lag_below", type="int", minimum=1),
        wait_timeout(300),
        CONCURRENCY,
    )
    info_rules = Rules(mutually_exclusive=(("names", "name_prefix"),))

    @classmethod
    @override
    def words(cls) -> str:
        return "consumer groups"

    @override
    def open(self) -> None:
        limit, patience = self.options.get("wait_for_lag_below"), self.options.get("wait_timeout")
        if limit is not None and limit < 1:
            raise Refused("wait_for_lag_below must be at least 1: no lag at all is below 1")
        if patience is not None and patience < 0:
            raise Refused("wait_timeout must not be negative")
        super().open()
        self.missing: list[str] = []
        self.summary: Object = {}
        self.seen: Wait | None = None

    @override
    def select(self) -> list[Object]:
        with self.needing("DESCRIBE", "GROUP"):
            limit = self.options.get("wait_for_lag_below")
            if limit is None:
                return self._all()
            what = f"The lag of consumer groups on {self.cluster}"
            self.seen = Wait(what, float(self.options["wait_timeout"]), self.cloud.progress)
            found: list[Object] = self.seen.until(lambda: self._look(limit))
            self._warn_of_gaps(found)
            return found

    def _all(self) -> list[Object]:
        """The lag of each group that is asked for, and the summary of all."""
        self.left_out, self.missing = {}, []
        stated = self.options.get("names")
        prefix = self.options.get("name_prefix") or ""
        names = list(dict.fromkeys(stated)) if stated is not None else [raw[self.named] for raw in self.listed()]
        wanted = [name for name in names if name.startswith(prefix)]
        found = self.cloud.map(self._lag, wanted, "consumer groups read")
        told = []
        for name, raw in zip(wanted, found, strict=True):
            if raw == MISSING and stated is not None:
                self.missing.append(name)
            elif raw == MISSING:
                self.left_out[name] = GONE
            elif raw is not None:
                told.append(self._shown(name, [] if isinstance(raw, str) else raw))
        self.summary = summary_of(told)
        return told

    def _lag(self, name: str, again: bool = True) -> list[dict[str, Any]] | str | None:
        """What the service says of the lag of a group: UNCOMMITTED, MISSING, None of one that it does not tell of.

        `again`: whether an answer that explains nothing is asked for once more.
        """
        try:
            return self.calm.data(self.url(self.where, name, "lags"))
        except ApiError as error:
            said = error.detail.lower()
            if error.status == 500:
                self.left_out[name] = OTHER_PROTOCOL
                return None
            if error.status == 403:
                self._refuse_unoffered(error)
            if error.status != 404:
                raise
            if "offsets could not be found" in said:
                return UNCOMMITTED
            if "could not be found" in said:
                return MISSING
            # A 404 that says nothing: either of the group, or of the whole operation.
            if self.one(name) is not None:
                if again:
                    return self._lag(name, again=False)
                self._refuse_unoffered(error)
                raise
            return None if name in self.left_out else MISSING

    def _refuse_unoffered(self, error: ApiError) -> None:
        """Raise NotOffered where the cluster is one that does not tell lag; where that is not known, say in the error
        that it may be so.
        """
        kind = self._kind_of_cluster()
        if kind == "Dedicated":
            return
        instead = (
            "the module confluent_metrics_info tells the lag on every cluster, some minutes late (consumer_lag_offsets)"
        )
        if kind:
            words = f"The lag of consumer groups is told by Dedicated clusters only, and {self.cluster} is {kind}."
            raise NotOffered(f"{words} {instead[0].upper()}{instead[1:]}.", error) from error
        error.message += " The lag of consumer groups is told by Dedicated clusters only. If this is another one, "
        error.message += f"{instead}."

    def _kind_of_cluster(self) -> str | None:
        """Basic, Dedicated and so on; None where this credential cannot tell."""
        environment = self.options.get("environment")
        if not environment:
            return None
        try:
            raw = self.cloud.find_cluster(self.cloud.environment_id(environment), self.cluster)
        except (ApiError, Refused):
            return None
        return given(((raw.get("spec") or {}).get("config") or {}).get("kind"))

    def _shown(self, name: str, raw: list[dict[str, Any]]) -> Object:
        topics = self.options.get("topics")
        lags = sorted(
            (self._partition(one) for one in raw if topics is None or one["topic_name"] in topics),
            key=lambda one: (one["topic"], one["partition"]),
        )
        worst = max(lags, key=lambda one: int(one["lag"]), default=None)
        by_topic: dict[str, list[Object]] = {}
        for one in lags:
            by_topic.setdefault(one["topic"], []).append(one)
        return {
            "name": name,
            "cluster": self.cluster,
            "committed": bool(lags),
            "total_lag": sum(one["lag"] for one in lags) if lags else None,
            "max_lag": worst["lag"] if worst else None,
            "max_lag_topic": worst["topic"] if worst else None,
            "max_lag_partition": worst["partition"] if worst else None,
            "topics": [
                {"topic": topic, "total_lag": sum(one["lag"] for one in some), "partitions": len(some)}
                for topic, some in by_topic.items()
            ],
            "partitions": lags if self.options.get("partitions") else None,
        }

    @staticmethod
    def _partition(raw: Mapping[str, Any]) -> Object:
        return {
            "topic": raw["topic_name"],
            "partition": raw["partition_id"],
            "lag": raw["lag"],
            "current_offset": raw["current_offset"],
            "log_end_offset": raw["log_end_offset"],
            "consumer_id": given(raw.get("consumer_id")),
            "instance_id": given(raw.get("instance_id")),
            "client_id": given(raw.get("client_id")),
        }

    # The wait

    def _look(self, limit: int) -> tuple[bool, str, list[Object]]:
        found = self._all()
        behind = [item for item in found if item["total_lag"] is None or item["total_lag"] >= limit]
        told = [
            f"{item['name']} without a commit"
            if item["total_lag"] is None
            else f"{item['name']} at {item['total_lag']}"
            for item in sorted(behind, key=lambda item: -(item["total_lag"] or 0))
        ]
        told += [f"{name} not there" for name in self.missing]
        # One of the list that has gone since is nothing to wait for; one that cannot be read may be as far behind.
        told += [f"{name} unreadable" for name, why in sorted(self.left_out.items()) if why != GONE]
        if found:  # which group reads which topic nobody says
            read = {one["topic"] for item in found for one in item["topics"]}
            told += [
                f"nothing committed for {topic}" for topic in self.options.get("topics") or () if topic not in read
            ]
        if not found and not told and self.options.get("names") is None:
            told = ["without any group to wait for"]
        more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
        return not told, f"{limit} or more ({', '.join(told[:NAMED])}{more})" if told else "below", found

    def _warn_of_gaps(self, found: list[Object]) -> None:
        """Say where the lag may be more than was told: partitions without a commit."""
        topics = sorted({one["topic"] for item in found for one in item["topics"]})
        raws = self.cloud.map(lambda topic: self.client.glance(self.url("topics", topic)), topics)
        counts = {
            topic: raw.get("partitions_count") for topic, raw in zip(topics, raws, strict=True) if isinstance(raw, dict)
        }
        gaps = [
            f"{item['name']} in {count - one['partitions']} of {count} partitions of {one['topic']}"
            for item in found
            for one in item["topics"]
            if isinstance(count := counts.get(one["topic"]), int) and count > one["partitions"]
        ]
        if gaps:
            named = ", ".join(gaps[:NAMED]) + (f" and {len(gaps) - NAMED} more" if len(gaps) > NAMED else "")
            self.cloud.warn(f"Nothing was committed yet by {named}: what lies there is not counted as lag.")

    @override
    def besides(self) -> dict[str, Any]:
        waited = {"wait": self.seen.result()} if self.seen is not None and self.seen.slept else {}
        return {"summary": self.summary, "missing": self.missing, **super().besides(), **waited}


def summary_of(found: list[Object]) -> Object:
    """What all groups together are behind, and which most. Pure."""
    known = [item for item in found if item["total_lag"] is not None]
    worst = max(known, key=lambda item: int(item["total_lag"]), default=None)
    return {
        "groups": len(found),
        "total_lag": sum(item["total_lag"] for item in known),
        "max_lag": worst["total_lag"] if worst else None,
        "max_lag_group": worst["name"] if worst else None,
        "without_commits": [item["name"] for item in found if item["total_lag"] is None],
    }
