# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas import contract


def test_same() -> None:
    rule = {"name": "r", "disabled": False, "params": None, "tags": []}
    assert contract.same({"domainRules": [rule], "migrationRules": []}, {"domainRules": [{"name": "r"}]})
    assert contract.same(None, None)
    assert not contract.same({"domainRules": [{**rule, "disabled": True}]}, {"domainRules": [{"name": "r"}]})
    assert not contract.same({"properties": {"a": "1"}}, {"properties": {"a": "2"}})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"properties": {"a": 1, "b": True, "c": 0.5}}, {"properties": {"a": "1", "b": "true", "c": "0.5"}}),
        ({"tags": {"R.a": ["x", "y", "x"]}}, {"tags": {"R.a": ["y", "x"]}}),
        ({"sensitive": ["b", "a"]}, {"sensitive": ["a", "b"]}),
        (
            {"domainRules": [{"tags": ["b", "a"], "params": {"n": 1}}]},
            {"domainRules": [{"tags": ["a", "b"], "params": {"n": "1"}}]},
        ),
        (
            {"domainRules": [{"name": "a", "expr": True, "disabled": "False"}]},
            {
                "domainRules": [
                    {"name": "a", "expr": "true", "kind": "TRANSFORM", "mode": "WRITEREAD", "disabled": False}
                ]
            },
        ),
        ({"properties": {}}, {}),
        ({"properties": {}}, None),
    ],
)
def test_the_same_by_other_words(first: Any, second: Any) -> None:
    assert contract.same(first, second)


@pytest.mark.parametrize("value", ["kind", "mode"])
def test_defaults_are_those_of_rules_alone(value: str) -> None:
    stated = {"properties": {value: "TRANSFORM"}}
    assert not contract.same(stated, {"properties": {}})
    rule = {"name": "a", "params": {value: "WRITEREAD", "disabled": False}}
    assert not contract.same({"domainRules": [rule]}, {"domainRules": [{"name": "a"}]})
    assert not contract.same({"domainRules": [{"name": "a", "mode": "READ"}]}, {"domainRules": [{"name": "a"}]})


def test_what_is_wrong_with_a_rule() -> None:
    rules = {"encodingRules": [{"name": ["a"], "disabled": "no", "onsuccess": "NONE"}]}
    told = list(contract.problems(rules, contract.RULE_SET, "rule_set"))
    assert [problem.split(", ")[0] for problem in told] == [
        "rule_set.encodingRules[0] holds 'onsuccess'",
        "rule_set.encodingRules[0].name must be text",
        "rule_set.encodingRules[0].disabled must be true or false",
    ]


def test_rules_have_an_order() -> None:
    rules = [{"name": "a"}, {"name": "b"}]
    assert not contract.same({"domainRules": rules}, {"domainRules": rules[::-1]})


@pytest.mark.parametrize("value", [None, {}, {"properties": {}}, {"domainRules": [], "migrationRules": None}])
def test_empty(value: Any) -> None:
    assert contract.is_empty(value)


def test_not_empty() -> None:
    assert not contract.is_empty({"properties": {"a": ""}})
    assert not contract.is_empty({"domainRules": [{"name": "a"}]})


def test_differing() -> None:
    before = {"properties": {"a": "1"}, "tags": {"x": ["y"]}}
    assert contract.differing(before, before) is None
    assert contract.differing(None, {}) is None
    assert contract.differing(before, {}) == (before, {"properties": None, "tags": None})
    assert contract.differing(before, {"tags": {"x": ["y"]}, "properties": {"a": "2"}}) == (
        {"properties": {"a": "1"}},
        {"properties": {"a": "2"}},
    )


def test_problems_are_all_named() -> None:
    metadata = {"propertys": {}, "properties": {"a": None, "b": []}, "tags": [], "sensitive": "x"}
    assert len(list(contract.problems(metadata, contract.METADATA, "metadata"))) == 5
    rules = {"rules": [], "domainRules": [None, {"params": {"a": {}}, "tags": [1]}], "enableAt": "ALL"}
    assert len(list(contract.problems(rules, contract.RULE_SET, "rule_set"))) == 4
