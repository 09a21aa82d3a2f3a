# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of many topics in little memory, and when they are read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._wire.stream import Cut
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.scan import (
    BULK_FROM,
    OVERRIDE,
    SettingsTable,
    TopicScan,
)


def config(topic: str, name: str, value: str | None, own: bool = False) -> dict[str, Any]:
    source = OVERRIDE if own else "DEFAULT_CONFIG"
    return {"topic_name": topic, "name": name, "value": value, "source": source}


def test_a_table_knows_own_and_inherited_settings_of_each_topic() -> None:
    table = SettingsTable(
        [
            config("a", "retention.ms", "1", own=True),
            config("a", "cleanup.policy", "delete"),
            config("b", "retention.ms", "7"),
            config("b", "cleanup.policy", "compact", own=True),
            config("c", "retention.ms", "1"),
            config("c", "cleanup.policy", "delete"),
        ]
    )
    assert [table.own(name) for name in "abcd"] == [{"retention.ms": "1"}, {"cleanup.policy": "compact"}, {}, {}]
    assert dict(table.effective("a")) == {"retention.ms": "1", "cleanup.policy": "delete"}
    assert dict(table.effective("b")) == {"retention.ms": "7", "cleanup.policy": "compact"}
    assert dict(table.effective("c")) == {"retention.ms": "1", "cleanup.policy": "delete"}


def test_a_setting_that_a_topic_does_not_have_is_not_taken_from_another() -> None:
    table = SettingsTable([config("a", "x", "1"), config("a", "y", "2"), config("b", "x", "1"), config("b", "z", "3")])
    assert table.effective("b").get("y") is None
    assert table.effective("b")["z"] == "3"
    assert table.effective("a").get("z") is None


def test_settings_of_a_topic_in_two_places() -> None:
    table = SettingsTable(
        [
            config("a", "x", "1"),
            config("a", "y", "2"),
            config("b", "x", "5"),
            config("c", "x", "1"),
            config("b", "y", "6", True),
        ]
    )
    assert dict(table.effective("b")) == {"x": "5", "y": "6"}
    assert table.own("b") == {"y": "6"}


def test_own_settings_are_copies() -> None:
    table = SettingsTable([config("a", "x", "1", own=True)])
    table.own("a").clear()
    assert table.own("a") == {"x": "1"}


@pytest.mark.parametrize("entry", [{"name": "x"}, {"topic_name": "a"}])
def test_an_entry_without_names(entry: dict[str, Any]) -> None:
    with pytest.raises(Cut):
        SettingsTable([entry])


def each(function: Callable[[str], None], items: list[str]) -> None:
    """What reads singly: here one after the other."""
    for item in items:
        function(item)


class Source:
    """Counts what a scan reads."""

    def __init__(self, bulk: bool = True) -> None:
        self.bulk, self.singly, self.at_once = bulk, list[str](), 0

    def configured(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        self.singly.append(raw["topic_name"])
        return {"name": raw["topic_name"], "config": {}}

    def from_api(
        self, raw: Mapping[str, Any], own: Any = None, effective: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return {"name": raw["topic_name"], **({} if own is None else {"config": own})}

    def all_configs(self) -> SettingsTable | None:
        self.at_once += 1
        return SettingsTable() if self.bulk else None


def scan(count: int, source: Source) -> TopicScan:
    return TopicScan([{"topic_name": f"t{number}"} for number in range(count)], source)


def names(count: int) -> list[str]:
    return [f"t{number}" for number in range(count)]


@pytest.mark.parametrize(
    ("topics", "wanted", "at_once"),
    [
        (30, BULK_FROM - 1, False),
        (30, BULK_FROM, True),
        (2500, BULK_FROM - 1, False),
        (2500, BULK_FROM, True),
        (10_000, 99, False),
        (10_000, 100, True),
        (10_000, 10_000, True),
    ],
)
def test_all_settings_are_read_when_enough_are_asked_for(topics: int, wanted: int, at_once: bool) -> None:
    source = Source()
    found = scan(topics, source)
    found.prepare(names(wanted), each)
    assert [found.find({"name": name, "config": {}}) is not None for name in names(wanted)] == [True] * wanted
    assert (source.at_once, len(source.singly)) == ((1, 0) if at_once else (0, wanted))


def test_only_topics_that_are_there_count() -> None:
    source = Source()
    found = scan(3, source)
    found.prepare([f"new{number}" for number in range(1000)], each)
    assert (source.at_once, source.singly) == (0, [])
    assert found.find({"name": "new1", "config": {}}) is None


def test_without_settings_none_are_read() -> None:
    source = Source()
    assert scan(10, source).find({"name": "t1"}) == {"name": "t1"}
    assert (source.at_once, source.singly) == (0, [])


@pytest.mark.parametrize(("topics", "singly"), [(10, 3), (300, 3), (10_000, 12)])
def test_a_loop_asks_for_one_after_the_other_until_all_at_once_pays(topics: int, singly: int) -> None:
    source = Source()
    found = scan(topics, source)
    for name in names(min(topics, 50)):
        assert found.find({"name": name, "config": {}})
    assert (source.at_once, len(source.singly)) == (1, singly)


def test_where_the_service_cannot_give_all_each_is_read_once() -> None:
    source = Source(bulk=False)
    found = scan(50, source)
    found.prepare(names(50), each)
    for name in names(50) * 2:
        assert found.find({"name": name, "config": {}})
    assert (source.at_once, sorted(source.singly)) == (1, sorted(names(50)))


def test_objects_are_all_of_them() -> None:
    found: Iterable[dict[str, Any]] = scan(5, Source()).objects()
    assert [item["name"] for item in found] == names(5)
