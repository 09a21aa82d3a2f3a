# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names of hosts and groups: safe, and no two alike, whatever the objects are called."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.streamops.confluent.plugins.plugin_utils._estate import (
    RESERVED,
    safe_group,
    safe_host,
    told_apart,
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("orders-prod.v2_x", "orders-prod.v2_x"),
        ("a b,c:d&e!f*g[1:3]", "a_b_c_d_e_f_g_1_3_"),
        ("-i evil", "_-i_evil"),
        (".hidden", "_.hidden"),
        ("{{ x }}", "___x___"),
        ("\u00fcber/../x\n", "_ber_.._x_"),
        ("", "_"),
        (None, "_"),
    ],
)
def test_a_safe_host_is_no_pattern(name: str, safe: str) -> None:
    assert safe_host(name) == safe


def test_a_group_is_a_variable_name() -> None:
    assert safe_group("region", "eu-central-1") == "region_eu_central_1"


def test_names_alone_stay_as_they_are() -> None:
    assert told_apart([("env-1", "dev"), ("env-2", "prod")]) == {"env-1": "dev", "env-2": "prod"}


def test_all_that_share_a_name_get_their_id() -> None:
    named = told_apart([("lkc-1", "a.b"), ("lkc-2", "a.b"), ("lkc-3", "c")])
    assert named == {"lkc-1": "a.b.lkc-1", "lkc-2": "a.b.lkc-2", "lkc-3": "c"}


def test_what_is_the_same_only_when_it_is_safe_is_told_apart() -> None:
    assert told_apart([("1", "a b"), ("2", "a_b")]) == {"1": "a_b.1", "2": "a_b.2"}


@pytest.mark.parametrize("name", sorted(RESERVED - {"::1"}))
def test_names_with_a_meaning_are_nobodys(name: str) -> None:
    assert told_apart([("env-1", name)]) == {"env-1": f"{name}.env-1"}


def test_who_takes_the_name_that_another_would_get_does_not_become_it() -> None:
    """All that an attacker can choose is a name: with it nobody becomes the host of somebody else."""
    ids = ["e1", "e2", "e3", "e4"]
    words = ["x", "x.e1", "x.e2", "e1", "e2", "x_e1", "x.e1.e3"]
    for chosen in itertools.product(words, repeat=len(ids)):
        for spelled in (safe_host, lambda word: safe_group("environment", word)):
            names = told_apart(zip(ids, chosen, strict=True), (), spelled)
            assert len(set(names.values())) == len(ids), names
