# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a teardown takes along that the data does not name: what an entry calls it, and with what it goes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.parts import BY_KEY, PARTS
from ansible_collections.streamops.confluent.plugins.module_utils._estate.taking_down import order
from ansible_collections.streamops.confluent.plugins.module_utils._estate.terms import several
from ansible_collections.streamops.confluent.plugins.module_utils._estate.unnamed import (
    OWN_RULES,
    Going,
    Named,
    Unnamed,
    name_of,
    words_of,
)

CLUSTER, ACCOUNT = {"lkc-1": ("orders", "kafka cluster orders")}, {"sa-1": ("auto", "service account auto")}


def kind(part: str) -> Any:
    cloud: Any = SimpleNamespace(options={})
    return BY_KEY[part].kind(cloud, {})


def learned(part: str, *found: tuple[dict[str, Any] | None, dict[str, Any], dict[str, Any]]) -> Named:
    """(before, wanted, options) of each entry; before None where it was not looked at."""
    entries = [
        SimpleNamespace(
            kind=kind(part), change=None if before is None else SimpleNamespace(before=before or None),
            wanted=wanted, item=item,
        )
        for before, wanted, item in found
    ]  # fmt: skip
    node: Any = SimpleNamespace(part=BY_KEY[part], cluster=None, entries=entries)
    named = Named()
    named.learn(node)
    return named


def has(named: Named, part: str, **item: Any) -> bool:
    return named.has(BY_KEY[part], None, kind(part), item)


def test_an_object_that_was_found_is_known_by_its_id_alone() -> None:
    named = learned("flink_compute_pools", ({"id": "lfcp-1", "name": "pool"}, {"name": "pool"}, {"name": "pool"}))
    assert has(named, "flink_compute_pools", id="lfcp-1", name="pool")
    assert not has(named, "flink_compute_pools", id="lfcp-2", name="pool")
    assert not has(named, "gateways", id="lfcp-1", name="pool")


def test_what_was_not_there_means_no_other_and_what_was_not_looked_at_counts_by_its_name() -> None:
    absent = learned("flink_compute_pools", ({}, {"name": "pool"}, {"name": "pool"}))
    assert not has(absent, "flink_compute_pools", id="lfcp-1", name="pool")
    unseen = learned("flink_compute_pools", (None, {}, {"name": "pool"}))
    assert has(unseen, "flink_compute_pools", id="lfcp-1", name="pool")
    keys = learned("api_keys", (None, {}, {"name": "kafka"}))
    assert not has(keys, "api_keys", id="A", name="kafka", owner="sa-2", resource="kafka", resource_id="lkc-1")


@pytest.mark.parametrize(
    ("going", "cluster", "account", "holder"),
    [
        (Going("env-1", "environment dev", CLUSTER, {}, ACCOUNT), "lkc-1", "sa-1", "environment dev"),
        (Going("env-1", "", CLUSTER, {}, ACCOUNT), "lkc-1", "sa-1", "kafka cluster orders"),
        (Going("env-1", "", CLUSTER, {}, ACCOUNT), "lkc-2", "sa-1", "service account auto"),
        (Going("env-1", "", CLUSTER, {}, ACCOUNT), None, None, ""),
    ],
)
def test_what_ends_goes_with_what_is_the_last_to_go(
    going: Going, cluster: str | None, account: str | None, holder: str
) -> None:
    assert going.holder(cluster, account) == holder


def test_every_part_with_deletions_of_its_own_is_looked_through() -> None:
    """Also one that is new in the table."""
    looked: list[str] = []

    class Looking(Unnamed):
        def _of_environment(self, part: Any) -> Any:
            looked.append(part.key)
            return []

        def _of_clusters(self, part: Any) -> Any:
            looked.append(part.key)
            return ()

    nothing: Any = None
    looking = Looking(Going("env-1", "environment dev"), nothing, nothing, Named())
    reads = looking.reads()
    assert {"_keys", "_bindings"} == {read.__name__ for read in reads[-2:]}
    for read in reads[:-2]:
        read()
    assert set(looked) == {part.key for part in order()} - set(OWN_RULES)
    assert all(words_of(part) for part in PARTS)


def test_what_an_entry_calls_an_object() -> None:
    assert name_of(kind("flink_compute_pools"), {"id": "lfcp-1", "name": "pool"}) == "pool (lfcp-1)"
    key = {"id": "ABC", "name": "k", "owner": "auto", "resource": "kafka", "resource_id": "lkc-1"}
    assert name_of(kind("api_keys"), key) == "'k' of auto for lkc-1 (ABC)"
    assert name_of(kind("api_keys"), {"id": "ABC", "name": None}) == "ABC"
    binding = {"id": "rb-1", "role": "R", "principal": "auto", "crn_pattern": "crn://c/organization=o"}
    assert name_of(kind("role_bindings"), binding) == "R to auto on crn://c/organization=o (rb-1)"


def test_more_than_one_of_a_kind() -> None:
    assert several("connector in kafka cluster in berlin") == "connectors in kafka cluster in berlin"
    assert several("private link access") == "private link accesses"
