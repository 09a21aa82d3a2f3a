# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All topics of a cluster with their settings, in little memory.
One list has all topics. Another has all settings of all topics, which is twenty times as much, so it is read only when
enough topics with settings are asked for (API_MAP E.3), and of it only what differs from topic to topic is kept.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from ..._declare.bulk_read import LOOP_FROM
from ..._wire.stream import Cut

Settings = dict[str, Any]
OVERRIDE = "DYNAMIC_TOPIC_CONFIG"  # the source of a setting that somebody made on this topic
# From how many topics, or which part of all topics, one read of all settings is cheaper than a read for each.
BULK_FROM, BULK_SHARE = 25, 100
# Where other kinds are read meanwhile, a few more bytes cost less than a few more requests.
BULK_FROM_AMONG_OTHERS = 3


class SettingsTable:
    """The settings of many topics: own ones, and what deviates from the values that the first topic has.

    `configs`: as the API lists them, those of one topic mostly in a row. `told`: called with the number of topics known
    so far. Raises Cut for an entry without its names.
    """

    def __init__(
        self, configs: Iterable[Mapping[str, Any]] = (), told: Callable[[int], object] = lambda topics: None
    ) -> None:
        self._common: Settings = {}
        self._own: dict[str, Settings] = {}
        self._deviating: dict[str, Settings] = {}
        seen: set[str] = set()
        try:
            for topic, listed in groupby(configs, key=itemgetter("topic_name")):
                self._add(topic, listed, topic in seen)
                seen.add(topic)
                told(len(seen))
        except KeyError as error:
            raise Cut(f"an entry has no {error}") from error

    def _add(self, topic: str, configs: Iterable[Mapping[str, Any]], more: bool) -> None:
        values: Settings = {}
        for config in configs:
            values[config["name"]] = config.get("value")
            if config.get("source") == OVERRIDE:
                self._own.setdefault(topic, {})[config["name"]] = config.get("value")
        if not self._common:
            self._common = values
        if more:
            self._deviating[topic] = {**self._deviating.get(topic, {}), **values}
        elif values != self._common:
            differing = {name: value for name, value in values.items() if self._common.get(name, self) != value}
            differing.update(dict.fromkeys(self._common.keys() - values.keys()))
            self._deviating[topic] = differing

    def own(self, topic: str) -> Settings:
        """The settings that were made on this topic."""
        return dict(self._own.get(topic, {}))

    def effective(self, topic: str) -> Mapping[str, Any]:
        """All its settings, inherited ones too; None for one that it does not have."""
        return ChainMap(self._deviating.get(topic, {}), self._common)


class Source(Protocol):
    """Where a scan gets more from: the kind."""

    def configured(self, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """A topic of the list with its settings, read by themselves; None when it is gone."""

    def from_api(
        self, raw: Mapping[str, Any], own: Settings | None = None, effective: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """A topic of the list as an object, with its settings where they are known."""

    def all_configs(self) -> SettingsTable | None:
        """The settings of all topics, None where the service cannot give them at once."""


class TopicScan:
    """The topics of one cluster: `topics` is the list as the API gives it. `bulk_from`: how many make one read of all
    settings pay.
    """

    def __init__(self, topics: Iterable[Mapping[str, Any]], source: Source, bulk_from: int = BULK_FROM) -> None:
        names = ("topic_name", "partitions_count", "replication_factor", "is_internal")
        self._topics = {raw["topic_name"]: {name: raw.get(name) for name in names} for raw in topics}
        self._source, self._bulk_from = source, bulk_from
        self._single: dict[str, Any] = {}
        self._bulk = True
        self._table: SettingsTable | None = None

    def prepare(self, names: Iterable[str], mapped: Callable[[Callable[[str], None], list[str]], object]) -> None:
        """Get to know the settings of these topics; `mapped` calls a function for each of several names."""
        present = [name for name in names if name in self._topics]
        if not self._known(len(present)):
            mapped(self._read, present)

    def _known(self, asked: int) -> bool:
        """Whether the settings of all topics are there, read now if as many are asked for as make it pay."""
        if self._table is None and self._bulk and asked >= max(self._bulk_from, len(self._topics) / BULK_SHARE):
            self._table = self._source.all_configs()
            self._bulk = self._table is not None
        return self._table is not None

    def _read(self, name: str) -> None:
        self._single[name] = self._source.configured(self._topics[name])

    def find(self, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
        """The actual topic; with its settings where settings are wanted."""
        name = wanted["name"]
        raw = self._topics.get(name)
        if raw is None or "config" not in wanted:
            return None if raw is None else self._source.from_api(raw)
        if self._table is None and name not in self._single:
            # In a loop nobody knows how many will be asked for: three are taken for many.
            asked = len(self._single) * BULK_FROM // LOOP_FROM
            if not self._known(asked):
                self._read(name)
        if self._table is None or name in self._single:
            found: dict[str, Any] | None = self._single[name]
            return found
        return self._source.from_api(raw, self._table.own(name), self._table.effective(name))

    def objects(self) -> Iterator[dict[str, Any]]:
        """Every topic, without settings."""
        return map(self._source.from_api, self._topics.values())
