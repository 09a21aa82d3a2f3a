# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan: what differs, what that means, and what must not happen. No service is needed."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.kind import Kind
from ansible_collections.streamops.confluent.plugins.module_utils._engine.comparison import duplicates, plan


class Shelf(Kind):
    """A kind for these tests: one field of every sort."""

    name = "book_shelf"
    plural = "book_shelves"
    fields = (
        Field("name", key=True),
        Field("id", wire=None),
        Field("room", needed=True, mutable=False),
        Field("floor", needed=True, mutable=False, canonical=str.lower),
        Field("books", type="dict"),
        Field("code"),
        Field("weight", computed=True),
    )

    def shown(self, item: dict[str, Any]) -> dict[str, Any]:
        return {name: "***" if name == "code" else value for name, value in item.items()}

    def compare(self, field: Field, wanted: Any, actual: dict[str, Any]) -> tuple[Any, Any] | None:
        if field.name != "books":
            return super().compare(field, wanted, actual)
        held = actual.get("books") or {}
        after = {name: value for name, value in wanted.items() if held.get(name) != value}
        return ({name: held.get(name) for name in after}, after) if after else None


HALL = {"name": "hall", "room": "hall", "floor": "GROUND"}
THERE = {**HALL, "id": "s-1", "floor": "ground", "books": {"a": 1, "b": 2}, "code": "1234", "weight": 70}
PRESENT, ABSENT = {"state": "present"}, {"state": "absent"}


@pytest.fixture
def kind() -> Shelf:
    return Shelf(cast(Any, None), PRESENT)


def test_created(kind: Shelf) -> None:
    change, problems = plan(kind, {**HALL, "code": "1234"}, None, PRESENT)
    assert (change.operation, change.needed, problems) == ("created", True, [])
    assert change.label == "book shelf hall"
    assert change.predicted() == {**HALL, "code": "1234"}
    assert change.diff(kind.shown) == {
        "before": {},
        "after": {**HALL, "code": "***"},
        "before_header": "book shelf hall",
        "after_header": "book shelf hall",
    }
    with pytest.raises(ValueError, match="book shelf hall does not exist"):
        assert change.actual


def test_creation_names_all_that_it_lacks(kind: Shelf) -> None:
    problems = plan(kind, {"name": "hall", "books": {}}, None, PRESENT)[1]
    assert problems == ["book shelf hall does not exist, and to create it room and floor must be given"]
    by_id = plan(kind, {"id": "s-9", "books": {}}, None, PRESENT)[1]
    assert by_id == [], "what an unknown id means is for the kind to say"


def test_unchanged_by_meaning(kind: Shelf) -> None:
    change, problems = plan(kind, {**HALL, "books": {"a": 1}}, THERE, PRESENT)
    assert (change.operation, change.needed, change.fields, problems) == ("unchanged", False, {}, [])
    assert change.predicted() == {**THERE, "floor": "ground"}
    assert change.diff(kind.shown)["before"] == change.diff(kind.shown)["after"] == {}


def test_only_what_is_stated_counts(kind: Shelf) -> None:
    assert not plan(kind, {"id": "s-1"}, THERE, PRESENT)[0].needed
    assert not plan(kind, {"name": "hall"}, THERE, PRESENT)[0].needed
    assert not plan(kind, {"name": "hall", "weight": 1}, THERE, PRESENT)[0].needed, "what is computed is no wish"


def test_updated(kind: Shelf) -> None:
    change, problems = plan(kind, {"name": "hall", "books": {"a": 3, "b": None, "c": 4}, "code": "9"}, THERE, PRESENT)
    assert (change.operation, problems) == ("updated", [])
    assert change.old == {"books": {"a": 1, "b": 2, "c": None}, "code": "1234"}
    assert change.new == {"books": {"a": 3, "b": None, "c": 4}, "code": "9"}
    assert change.predicted() == {**THERE, "books": {"a": 3, "c": 4}, "code": "9"}
    diff = change.diff(kind.shown)
    assert (diff["before"]["code"], diff["after"]["code"]) == ("***", "***"), "only what differs, secrets masked"
    assert set(diff["before"]) == set(diff["after"]) == {"books", "code"}
    assert change.actual == THERE


def test_every_fixed_field_that_differs_is_a_problem(kind: Shelf) -> None:
    change, problems = plan(kind, {"name": "hall", "room": "attic", "floor": "first", "code": "9"}, THERE, PRESENT)
    assert set(change.fields) == {"room", "floor", "code"}
    assert [problem.partition(" of ")[0] for problem in problems] == ["room", "floor"]
    assert "from 'hall' to 'attic'" in problems[0]
    assert "deleting the book shelf and creating it anew" in problems[0]


def test_a_rename_needs_the_id(kind: Shelf) -> None:
    change, problems = plan(kind, {"id": "s-1", "name": "corridor"}, THERE, PRESENT)
    assert (change.operation, change.new, problems) == ("updated", {"name": "corridor"}, [])


def test_deleted(kind: Shelf) -> None:
    change, problems = plan(kind, {"name": "hall", "room": "attic"}, THERE, ABSENT)
    assert (change.operation, change.needed, problems) == ("deleted", True, []), "what is stated besides is no matter"
    assert change.predicted() is None
    assert change.diff(kind.shown)["before"] == {**THERE, "code": "***"}
    assert change.diff(kind.shown)["after"] == {}


def test_absent_already(kind: Shelf) -> None:
    change, problems = plan(kind, {"name": "hall"}, None, ABSENT)
    assert (change.operation, change.needed, change.predicted(), problems) == ("unchanged", False, None, [])


def test_a_change_of_nothing_has_no_prediction_without_an_object() -> None:
    assert Change("unchanged", "x", {"name": "x"}, None, PRESENT).predicted() is None


def test_the_same_object_twice(kind: Shelf) -> None:
    items = [{"name": "a"}, {"name": "b"}, {"name": "a"}, {"id": "s-1"}, {"id": "s-1", "name": "c"}, {"name": "a"}]
    assert duplicates(kind, items) == [
        "book shelf a is given twice (items 1 and 3)",
        "book shelf c is given twice (items 4 and 5)",
        "book shelf a is given twice (items 1 and 6)",
    ]
    assert duplicates(kind, items[:2]) == []
    assert duplicates(kind, [{"id": "s-1", "name": "c"}, {"name": "c"}]) == [
        "book shelf c is given twice (items 1 and 2)"
    ]
