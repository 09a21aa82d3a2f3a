# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a declaration says below the first level, and of objects that cannot stay: references, maps, lengths, phases."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare import rest
from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import ENVIRONMENT, Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.holder import Holder
from ansible_collections.streamops.confluent.plugins.module_utils._declare.ready import Ready
from ansible_collections.streamops.confluent.plugins.module_utils._declare.union import union
from ansible_collections.streamops.confluent.plugins.module_utils._engine.comparison import plan
from ansible_collections.streamops.confluent.plugins.module_utils._wire.references import Listed

BIRD = Listed("bird", "/birds")


class Cage(rest.RestKind):
    """A kind whose parts refer to others; it ends in phases, and lies in an environment as what holds it does."""

    name = "cage"
    plural = "cages"
    path = "/cages"
    named = "display_name"
    scope = (ENVIRONMENT.but(required=True),)
    fields = (
        Field(
            "let_in",
            type="dict",
            options=(
                Field("birds", type="list", elements="str", as_set=True, refers=BIRD, bare=True),
                Field("keepers", type="list", elements="str", refers=Listed("keeper", "/keepers")),
            ),
        ),
        Field("perches", type="list", elements="dict", options=(Field("bird", wire="bird.id", refers=BIRD),)),
    )
    unions = (
        union(
            "food",
            seeds=("Seeds", Field("by_bird", type="dict", needed=True)),
            fruit=("Fruit", Field("of", refers=BIRD, mutable=False)),
        ),
    )
    ready = Ready(
        spent=frozenset({"RUSTED"}),
        leaving=frozenset({"MELTING"}),
        next_steps={"RUSTED": "Paint {name} next time."},
        patience=60,
    )
    outputs = {"said": "status.error_message"}
    held_by = (Holder(Listed("chain", "/chains", scoped=True), "cage.id"), Holder(Listed("hook", "/hooks"), "cage.id"))
    goes_with = "its birds"


class Aviary:
    """A service that finds whatever is referred to, and remembers what it was asked."""

    def __init__(self, *listed: dict[str, Any]) -> None:
        self.control = self
        self.calls: list[Any] = []
        self.given = list(listed)

    def environment_id(self, reference: str) -> str:
        return f"{reference}-id"

    def find(self, listed: Listed, reference: str, params: Any, where: str) -> dict[str, str]:
        self.calls.append((listed.what, reference))
        return {"id": f"{reference}-id"}

    def listed(self, path: str, params: Any) -> list[dict[str, Any]]:
        self.calls.append((path, dict(params)))
        return self.given

    def forget(self, path: str | None = None) -> None:
        self.calls.append("FORGET")

    def delete(self, path: str, params: Any) -> None:
        self.calls.append(("DELETE", path))


def cage_of(service: Aviary) -> Cage:
    cage = Cage(cast(Any, service), {"environment": "dev"})
    cage.open()
    return cage


def there(**more: Any) -> dict[str, Any]:
    return {"id": "c-1", "display_name": "big", "status": {"phase": "READY"}, **more}


def changed(operation: str = "updated", **actual: Any) -> Change:
    before = {"id": "c-1", "name": "big", "phase": "READY", **actual}
    return Change(operation, "cage big", {"name": "big"}, before, {})


STATED = {
    "name": "big",
    "let_in": {"birds": ["b", "a"], "keepers": ["ann"]},
    "perches": [{"bird": "c"}],
    "fruit": {"of": "d"},
}


def test_references_in_parts_become_ids_and_travel_as_each_part_has_them() -> None:
    cage = cage_of(Aviary())
    desired = cage.desired(STATED)
    assert desired["let_in"] == {"birds": ["b-id", "a-id"], "keepers": ["ann-id"]}
    body = cage.body(desired)
    assert body["let_in"] == {"birds": ["b-id", "a-id"], "keepers": [{"id": "ann-id"}]}
    assert body["perches"] == [{"bird": {"id": "c-id"}}]
    assert body["food"] == {"kind": "Fruit", "of": "d-id"}
    shown = there(let_in={"birds": ["a-id", "b-id"], "keepers": [{"id": "ann-id"}]}, perches=body["perches"])
    actual = cage.from_api({**shown, "food": body["food"]})
    assert plan(cage, desired, actual, {})[0].operation == "unchanged", "a set has no order"


def test_references_in_parts_of_what_is_to_be_absent_are_not_looked_up() -> None:
    service = Aviary()
    cage_of(service).desired({**STATED, "state": "absent"})
    assert service.calls == []


@pytest.mark.parametrize(
    ("stated", "after"),
    [
        ({"finch": {"grams": 2}}, None),
        ({"finch": {"grams": 3}}, {"finch": {"grams": 3}, "tit": {"grams": 1}}),
        ({"tit": None}, {"finch": {"grams": 2}}),
        ({"wren": None}, None),
        ({"wren": {"grams": 4}}, {"finch": {"grams": 2}, "tit": {"grams": 1}, "wren": {"grams": 4}}),
    ],
)
def test_a_map_in_a_part_is_compared_entry_by_entry(stated: dict[str, Any], after: Any) -> None:
    cage = cage_of(Aviary())
    actual = cage.from_api(there(food={"kind": "Seeds", "by_bird": {"finch": {"grams": 2}, "tit": {"grams": 1}}}))
    change, problems = plan(cage, {"name": "big", "seeds": {"by_bird": stated}}, actual, {})
    assert problems == []
    assert change.new == ({} if after is None else {"seeds": {"by_bird": after}})
    assert cage.body(change.new).get("food") == (None if after is None else {"kind": "Seeds", "by_bird": after})


@pytest.mark.parametrize(
    ("limits", "count", "allowed"),
    [
        ({"min_items": 2}, 1, "at least 2"),
        ({"min_items": 2}, 2, None),
        ({"max_items": 2}, 0, "1 to 2"),
        ({"min_items": 0, "max_items": 2}, 0, None),
        ({"min_items": 0, "max_items": 2}, 3, "0 to 2"),
        ({}, 0, None),
    ],
)
def test_a_list_has_as_many_entries_as_the_api_allows(limits: dict[str, int], count: int, allowed: str | None) -> None:
    problems = list(Field("birds", type="list", **limits).problems(["b"] * count))
    assert problems == ([f"birds has {count} entries, the API allows {allowed}"] if allowed else [])


@pytest.mark.parametrize("operation", ["updated", "unchanged"])
def test_what_can_only_be_removed_is_refused_with_the_words_of_the_service(operation: str) -> None:
    cage = cage_of(Aviary())
    (words,) = cage.refusals(changed(operation, phase="rusted", said="Too wet."))
    assert words == (
        "cage big (c-1) is RUSTED (Too wet), and can only be removed: remove it (state: absent) and create it again. "
        "Paint big next time"
    )
    assert list(cage.refusals(changed(operation))) == []
    assert list(cage.refusals(changed("deleted", phase="RUSTED"))) == []


def test_what_is_on_its_way_out_is_not_deleted_again_and_cannot_stay() -> None:
    service = Aviary()
    cage = cage_of(service)
    (words,) = cage.refusals(changed("unchanged", phase="MELTING"))
    assert "is MELTING: the service is removing it. Run again when it is gone" in words
    cage.delete(changed("deleted", phase="MELTING"))
    assert service.calls == []
    cage.delete(changed("deleted"))
    assert ("DELETE", "/cages/c-1") in service.calls


def test_a_phase_in_which_an_object_can_only_be_removed_ends_a_wait() -> None:
    assert Ready(spent=frozenset({"RUSTED"})).is_failed("RUSTED")


@pytest.mark.parametrize(
    ("listed", "operation", "phase", "asked"),
    [
        (True, "unchanged", "READY", False),
        (True, "unchanged", "PROVISIONING", True),
        (True, "updated", "READY", True),
        (False, "unchanged", "READY", True),
    ],
)
def test_what_a_list_shows_to_be_done_is_not_asked_for_by_itself(
    listed: bool, operation: str, phase: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cage, "ready", Ready(done=frozenset({"READY"}), listed=listed))
    looks: list[str] = []

    def look(cage: Cage, identifier: str, change: Change) -> tuple[bool, str, dict[str, Any]]:
        looks.append(identifier)
        return True, "READY", there_flat

    there_flat = {"id": "c-1", "name": "big", "phase": phase}
    monkeypatch.setattr(Cage, "look", look)
    service = Aviary()
    service.progress = lambda words: None  # type: ignore[attr-defined]
    change = Change(operation, "cage big", {"name": "big"}, there_flat, {"wait_timeout": 1})
    assert cage_of(service).settle(change, there_flat) == there_flat
    assert bool(looks) is asked


def test_holders_are_looked_for_in_the_environment_of_the_object() -> None:
    service = Aviary({"id": "x", "display_name": "thick", "cage": {"id": "c-1"}})
    (words,) = cage_of(service).refusals(changed("deleted"))
    assert "is used by chain thick, hook thick" in words
    assert service.calls == [("/chains", {"environment": "dev-id"}), ("/hooks", {})]


def test_what_would_mean_a_replacement_says_what_goes_along() -> None:
    cage = cage_of(Aviary())
    actual = cage.from_api(there(food={"kind": "Fruit", "of": "a"}))
    _change, (words,) = plan(cage, {"name": "big", "fruit": {"of": "b"}}, actual, {})
    assert words.endswith("which this module never does by itself. With it go its birds")
    _change, (words,) = plan(cage, {"name": "big", "seeds": {"by_bird": {}}}, actual, {})
    assert words.endswith("Another form means another cage. With it go its birds")
