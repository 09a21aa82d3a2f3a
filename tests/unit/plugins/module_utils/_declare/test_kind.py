# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How kinds are declared: limits of fields, argument specs, what a kind does by itself."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import (
    CLUSTER,
    STATE,
    Field,
    Rules,
    wait_timeout,
)
from ansible_collections.streamops.confluent.plugins.module_utils._declare.kind import Kind


@pytest.mark.parametrize(
    ("declared", "value", "problem"),
    [
        (Field("name", max_length=3), "abcd", "name has 4 characters, the API allows 3: 'abcd'..."),
        (Field("name", pattern="[a-z]+"), "a b", "name 'a b' does not match what the API allows: [a-z]+"),
        (Field("name", pattern="[a-z]+"), "ab\n", "name 'ab\\n' does not match what the API allows: [a-z]+"),
        (Field("count", type="int", minimum=1), 0, "count must be at least 1, not 0"),
    ],
)
def test_limits(declared: Field, value: Any, problem: str) -> None:
    assert list(declared.problems(value)) == [problem]


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        (Field("name", max_length=3, pattern="[a-z]+"), "abc"),
        (Field("count", type="int", minimum=1), 1),
        (Field("anything"), "ü" * 1000),
    ],
)
def test_what_is_within_the_limits(declared: Field, value: Any) -> None:
    assert list(declared.problems(value)) == []


def test_two_problems_of_one_value() -> None:
    assert len(list(Field("name", max_length=1, pattern="a").problems("bb"))) == 2


def test_paths_on_the_wire() -> None:
    assert Field("name").path() == ("name",)
    assert Field("name", wire="spec.display_name").path() == ("spec", "display_name")
    assert Field("wait", wire=None).path() is None


def test_comparison_in_the_canonical_form() -> None:
    assert Field("name", canonical=str.lower).compared("AbC") == "abc"
    assert Field("name", canonical=str.lower).compared(None) is None
    assert Field("name").compared("AbC") == "AbC"


def test_argument_specs() -> None:
    assert STATE.spec() == {"type": "str", "default": "present", "choices": ["present", "absent"]}
    assert CLUSTER.but(required=True).spec() == {
        "type": "str",
        "aliases": ["kafka_cluster"],
        "required": True,
        "env": ["CONFLUENT_KAFKA_CLUSTER"],
    }
    assert wait_timeout(None).spec() == {"type": "int"}
    assert Field("force", type="bool", default=False).spec() == {"type": "bool", "default": False}
    inner = Field("references", type="list", elements="dict", options=(Field("version", type="int"),), no_log=False)
    assert inner.spec() == {
        "type": "list",
        "elements": "dict",
        "no_log": False,
        "options": {"version": {"type": "int"}},
    }


def test_rules_as_ansible_takes_them() -> None:
    rules = Rules(
        required_one_of=(("name", "id"),),
        required_if=(("state", "present", ("name",)),),
        required_by={"id": ("name",)},
    )
    assert rules.spec() == {
        "required_one_of": [["name", "id"]],
        "required_if": [["state", "present", ("name",)]],
        "required_by": {"id": ["name"]},
    }
    assert Rules().spec() == {}


class Pen(Kind):
    """A kind for these tests."""

    name = "fine_pen"
    plural = "fine_pens"
    scope = (Field("desk", required=True),)
    fields = (
        Field("name", key=True, max_length=4),
        Field("colour", key=True, canonical=str.lower),
        Field("width", type="int", minimum=1),
        Field("ink", computed=True),
    )
    modifiers = (Field("force", wire=None, type="bool"),)
    info_fields = (Field("name"),)


@pytest.fixture
def pen() -> Pen:
    return Pen(cast(Any, None), {})


def test_options_of_both_modules() -> None:
    assert [f.name for f in Pen.argument_fields()] == ["desk", "name", "colour", "width", "force", "state"]
    assert [f.name for f in Pen.info_argument_fields()] == ["desk", "name"]

    class Loose(Pen):
        info_scope = ()

    assert [f.name for f in Loose.info_argument_fields()] == ["name"]


def test_labels_and_keys(pen: Pen) -> None:
    assert pen.label({"name": "a", "colour": "Red"}) == "fine pen a / Red"
    assert pen.label({"id": "p-1"}) == "fine pen p-1"
    assert pen.key({"name": "a", "colour": "Red"}) == ("a", "red") == pen.key({"name": "a", "colour": "RED"})
    assert Pen.field("width").minimum == 1


def test_what_is_stated(pen: Pen) -> None:
    item = {"name": "a", "colour": None, "width": 0, "ink": "blue", "force": True, "desk": "d"}
    assert pen.desired(item) == {"name": "a", "width": 0}


def test_all_that_is_wrong_at_once(pen: Pen) -> None:
    assert len(list(pen.invalid({"name": "too long", "width": 0, "colour": None}))) == 2
    assert list(pen.invalid({"name": None})) == []


def test_comparison_by_meaning(pen: Pen) -> None:
    colour = Pen.field("colour")
    assert pen.compare(colour, "RED", {"colour": "red"}) is None
    assert pen.compare(colour, "blue", {"colour": "red"}) == ("red", "blue")
    assert pen.compare(colour, "blue", {}) == (None, "blue")


@pytest.mark.parametrize("method", ["read", "create", "update", "delete"])
def test_what_every_kind_has_to_bring(method: str, pen: Pen) -> None:
    with pytest.raises(NotImplementedError):
        getattr(pen, method)(cast(Any, None))
    with pytest.raises(NotImplementedError):
        pen.select()


def test_what_a_kind_need_not_bring(pen: Pen) -> None:
    nothing = cast(Any, None)
    pen.open()
    pen.rehearse(nothing)
    assert list(pen.refusals(nothing)) == []
    assert pen.rehearsal(nothing, many=True) is None
    assert pen.settle(nothing, {"name": "a"}) == pen.adopt(nothing, {"name": "a"}) == pen.shown({"name": "a"})
    assert list(pen.secrets()) == []
