# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whom IP filters let in: which filters count, and what is narrower."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds import ip_access

ORGANIZATION = "crn://confluent.cloud/organization=o"


def networks(*blocks: str) -> list[ip_access.Network]:
    return [ip_access.network(block) for block in blocks]


@pytest.mark.parametrize(
    ("group", "operations", "expected"),
    [
        ("management", [], True),
        ("Management", None, True),
        ("multiple", ["SCHEMA", "management"], True),
        ("multiple", ["SCHEMA"], False),
        ("multiple", [], None),
        ("multiple", None, None),
        ("everything", ["SCHEMA"], None),
    ],
)
def test_for_management(group: str, operations: Any, expected: bool | None) -> None:
    assert ip_access.for_management({"resource_group": group, "operation_groups": operations}) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, False),
        (None, ["0.0.0.0/0"], True),
        (["192.0.2.0/24"], None, False),
        (["192.0.2.0/24"], ["192.0.2.0/24"], False),
        (["192.0.2.0/24"], ["192.0.2.128/25", "192.0.2.0/25"], False),
        (["192.0.2.0/25", "192.0.2.128/25"], ["192.0.2.0/24"], False),
        (["192.0.2.0/24"], ["192.0.2.0/25"], True),
        (["192.0.2.0/24", "2001:db8::/32"], ["192.0.2.0/24"], True),
        (["2001:db8:1::/48"], ["0.0.0.0/0", "2001:db8::/32"], False),
        ([], [], False),
        ([], ["192.0.2.0/24"], False),
    ],
)
def test_narrower(before: list[str] | None, after: list[str] | None, expected: bool) -> None:
    given = [None if blocks is None else networks(*blocks) for blocks in (before, after)]
    assert ip_access.narrower(given[0], given[1]) is expected


def test_shut_out() -> None:
    addresses = ["192.0.2.7", "192.0.2.0/24", "2001:db8::7"]
    assert ip_access.shut_out(addresses, None) == []
    assert ip_access.shut_out(addresses, networks("192.0.2.0/25")) == ["192.0.2.0/24", "2001:db8::7"]
    assert ip_access.shut_out(addresses, []) == addresses


def test_a_filter_of_which_nobody_knows_shuts_out_and_lets_nobody_in() -> None:
    doubtful = {"name": "a", "resource_group": "multiple", "operation_groups": [], "ip_groups": ["g"]}
    sure = {**doubtful, "name": "b", "resource_group": "management"}
    other = {**sure, "resource_scope": f"{ORGANIZATION}/environment=e"}
    blocks = {"g": ["192.0.2.0/24"]}
    assert ip_access.in_scope([doubtful, sure, other], ORGANIZATION, ORGANIZATION) == [doubtful, sure]
    assert ip_access.let_in([doubtful], blocks) == []
    assert ip_access.let_in([doubtful, sure], blocks) == networks("192.0.2.0/24")
    assert ip_access.let_in([], blocks) is None
    told = list(ip_access.in_words([doubtful, {**sure, "ip_groups": ["h"]}], {"g": "Offices"}, blocks))
    assert "'a', which may be for management operations, with Offices (g): 192.0.2.0/24" in told[0]
    assert "not among the groups that are listed (h): no address" in told[1]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *((inner, True) for inner in ("10.1.2.3", "172.31.0.0/16", "127.0.0.1", "fd00::1")),
        *((public, False) for public in ("172.32.0.1", "203.0.113.10", "0.0.0.0/0", "2001:db8::1")),
    ],
)
def test_inner(address: str, expected: bool) -> None:
    assert ip_access.inner(ip_access.network(address)) is expected
