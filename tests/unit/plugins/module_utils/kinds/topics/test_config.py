# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Values of topic settings: units that are exact, and spellings that mean the same."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics import config as topic_config


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("retention.ms", "7d", "604800000"),
        ("retention.ms", "1w", "604800000"),
        ("retention.ms", "90 min", "5400000"),
        ("retention.ms", "90m", "5400000"),
        ("retention.ms", "10s", "10000"),
        ("retention.ms", "5ms", "5"),
        ("retention.ms", " 5 ", "5"),
        ("retention.ms", "-1", "-1"),
        ("retention.ms", -1, "-1"),
        ("retention.ms", "0600000", "600000"),
        ("retention.ms", "+5", "5"),
        ("retention.ms", "-0", "0"),
        ("retention.ms", 604800000.0, "604800000"),
        ("retention.ms", "604800000.0", "604800000"),
        ("retention.ms", 1e15, "1000000000000000"),
        ("min.insync.replicas", "02", "2"),
        ("min.insync.replicas", 2.0, "2"),
        ("min.cleanable.dirty.ratio", "0.70", "0.70"),
        ("min.cleanable.dirty.ratio", 1, "1"),
        ("some.new.setting", 1_5, "15"),
        ("retention.bytes", "1B", "1"),
        ("retention.bytes", "1kB", "1000"),
        ("retention.bytes", "1KB", "1000"),
        ("retention.bytes", "1KiB", "1024"),
        ("retention.bytes", "3MB", "3000000"),
        ("retention.bytes", "3MiB", "3145728"),
        ("retention.bytes", "2TiB", "2199023255552"),
        ("min.insync.replicas", "2", "2"),
        ("cleanup.policy", "7d", "7d"),
        ("min.cleanable.dirty.ratio", 0.5, "0.5"),
        ("unclean.leader.election.enable", False, "false"),
        ("cleanup.policy", ["compact", "delete"], "compact,delete"),
        ("cleanup.policy", ("compact",), "compact"),
        ("cleanup.policy", [], ""),
    ],
)
def test_values_become_exact_text(name: str, value: Any, text: str) -> None:
    assert topic_config.to_text(name, value) == text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("retention.ms", "1.5d"),
        ("retention.ms", "1y"),
        ("retention.ms", "1M"),
        ("retention.ms", "7D"),
        ("retention.ms", "7d12h"),
        ("retention.ms", "-1d"),
        ("retention.ms", "d"),
        ("retention.ms", ""),
        ("retention.ms", 86400000.5),
        ("retention.ms", "86400000.5"),
        ("retention.ms", 1e17),
        ("retention.ms", "1_000"),
        ("retention.ms", "1e3"),
        ("retention.ms", "0x10"),
        ("retention.ms", "- 5"),
        ("retention.ms", "\u0665"),
        ("min.insync.replicas", "1_0"),
        ("min.insync.replicas", "two"),
        ("min.insync.replicas", True),
        ("min.cleanable.dirty.ratio", "1_0"),
        ("min.cleanable.dirty.ratio", "nan"),
        ("unclean.leader.election.enable", "yes"),
        ("unclean.leader.election.enable", 1),
        ("cleanup.policy", [None]),
        ("cleanup.policy", ["compact", None]),
        ("retention.ms", True),
        ("retention.bytes", "1GIB"),
        ("retention.bytes", "1 G"),
        ("retention.bytes", "1d"),
        ("cleanup.policy", {"compact": True}),
        ("cleanup.policy", [["compact"]]),
        ("cleanup.policy", [{"a": 1}]),
    ],
)
def test_what_is_not_exact_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name}: "):
        topic_config.to_text(name, value)


@pytest.mark.parametrize(
    ("name", "one", "other", "expected"),
    [
        ("cleanup.policy", "compact,delete", "delete,compact", True),
        ("cleanup.policy", "compact, delete", "delete,compact", True),
        ("cleanup.policy", "compact", "delete", False),
        ("cleanup.policy", "compact", "delete,compact", False),
        ("unclean.leader.election.enable", "True", "true", True),
        ("unclean.leader.election.enable", "true", "false", False),
        ("message.timestamp.type", "CreateTime", "createtime", False),
        ("retention.ms", "1", "1", True),
        ("retention.ms", "1", "01", True),
        ("retention.ms", "+5", "5", True),
        ("retention.ms", "-0", "0", True),
        ("retention.ms", "-5", "5", False),
        ("retention.ms", " 5 ", "5", True),
        ("min.cleanable.dirty.ratio", "0.70", "0.7", True),
        ("min.cleanable.dirty.ratio", "7e-1", "0.7", True),
        ("min.cleanable.dirty.ratio", "1", "1.0", True),
        ("min.cleanable.dirty.ratio", "0.7", "0.71", False),
        ("cleanup.policy", "delete,delete", "delete", True),
        ("cleanup.policy", " delete , compact,delete ", "compact,delete", True),
        ("cleanup.policy", "", "delete", False),
        ("confluent.schema.validation.context.name", "007", "7", False),
        ("confluent.schema.validation.context.name", "True", "true", False),
        ("some.new.setting", "007", "7", True),
        ("some.new.setting", "7.0", "7", False),
        ("retention.ms", None, "1", False),
        ("retention.ms", None, None, True),
    ],
)
def test_sameness(name: str, one: str | None, other: str | None, expected: bool) -> None:
    for values in ((one, other), (other, one)):
        assert topic_config.same(name, *values) is expected


@pytest.mark.parametrize(
    ("before", "after", "values"),
    [
        ("delete", "compact,delete", ["compact", "compact,delete"]),
        ("delete", "delete, compact", ["compact", "delete, compact"]),
        ("delete", "compact", ["compact"]),
        ("compact", "compact,delete", ["compact,delete"]),
        ("delete", None, [None]),
        (None, "compact,delete", ["compact,delete"]),
    ],
)
def test_steps_of_the_cleanup_policy(before: str | None, after: str | None, values: list[str | None]) -> None:
    assert topic_config.steps(before, after) == values


def test_unknown_names_are_all_told_with_similar_ones() -> None:
    names = ["retention.mss", "retention.ms", "no.such.thing.at.all"]
    assert topic_config.unknown(names, topic_config.KNOWN) == (
        "'retention.mss' (did you mean retention.ms or retention.bytes?), 'no.such.thing.at.all'"
    )
    assert topic_config.unknown(["retention.ms"], topic_config.KNOWN) == ""
