# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From what is stated to a plan, with a kind made for it: a pet in a house (its scope), named by its owner and its name
(its key), that refers to a friend (no part of the key).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import Field, Object
from ansible_collections.streamops.confluent.plugins.module_utils._declare.kind import Kind
from ansible_collections.streamops.confluent.plugins.module_utils._engine.planning import (
    Entry,
    Outcome,
    planned,
    refuse_invalid,
)
from ansible_collections.streamops.confluent.plugins.module_utils._errors import NoKeyFile, NotFound, Refused

HOUSES, PEOPLE = {"big": "h-1"}, {"ann": "p-1", "bob": "p-2"}
THERE: list[Object] = [{"id": "pet-1", "name": "rex", "owner": "p-1", "friend": None, "race": "dog"}]


def looked_up(what: str, reference: str, among: Mapping[str, str]) -> str:
    if reference not in among:
        raise NotFound(what, reference, among)
    return among[reference]


class FakeCloud:
    """Remembers warnings and what was asked of the service."""

    def __init__(self, keys: NoKeyFile | None = None) -> None:
        self.warnings: list[str] = []
        self.asked: list[str] = []
        self._keys = keys
        self.ahead = False
        self.warn = self.warnings.append

    def check_keys(self, planes: Iterable[str]) -> None:
        if self._keys is not None:
            raise self._keys

    def map(self, function: Any, items: Iterable[Any], counted: str = "") -> list[Any]:
        return [function(item) for item in items]


class Pet(Kind):
    """The kind made for these tests."""

    name, plural = "pet", "pets"
    scope = (Field("house", required=True),)
    fields = (
        Field("name", key=True),
        Field("owner", key=True),
        Field("id", wire=None),
        Field("friend"),
        Field("race", needed=True),
    )

    def open(self) -> None:
        self.cloud.asked.append("house")  # type: ignore[attr-defined]
        looked_up("house", self.options["house"], HOUSES)

    def desired(self, item: Mapping[str, Any]) -> Object:
        wanted = self.stated(item)
        for reference in ("friend", "owner"):
            if reference in wanted:
                wanted[reference] = looked_up(reference, wanted[reference], PEOPLE)
        return wanted

    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [next((p for p in THERE if p["id"] == w.get("id") or self.key(p) == self.key(w)), None) for w in wanted]

    def unmakeable(self, change: Change) -> Iterable[str]:
        if change.desired.get("race") == "dragon":
            yield f"{change.label} would be a dragon, and there are none"

    def together(self, items: list[Mapping[str, Any]]) -> Iterator[str]:
        if len(items) > 3:
            yield "so many pets fight"


REX = {"house": "big", "name": "rex", "owner": "ann", "state": "absent"}
TOM = {"house": "nope", "name": "tom", "owner": "ann", "race": "cat"}


def decided(
    *items: Mapping[str, Any], check: bool = True, keys: NoKeyFile | None = None
) -> tuple[list[str], FakeCloud]:
    """What becomes of the items, and the cloud that was asked."""
    cloud: Any = FakeCloud(keys)
    kind = Pet(cloud, items[0])
    entries = [Entry(kind.bound(item), item, Outcome(Pet)) for item in items]
    refuse_invalid(entries)
    planned(kind, entries, check)
    return [entry.outcome.operation for entry in entries], cloud


# ---- absent, and something is missing


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    "missing", [{"house": "nope"}, {"owner": "nobody"}, {"owner": "nobody", "friend": "bob"}], ids=str
)
def test_absent_is_absent_where_its_scope_or_a_part_of_its_key_is_missing(missing: dict[str, str], check: bool) -> None:
    operations, cloud = decided({**REX, **missing}, check=check)
    assert operations == ["unchanged"]
    assert len(cloud.warnings) == 1
    assert cloud.warnings[0].startswith("Taken as absent already: there is no")


@pytest.mark.parametrize("check", [True, False])
def test_absent_is_not_believed_where_another_reference_is_missing(check: bool) -> None:
    """It may be misspelt, and says nothing of the object, which is there."""
    with pytest.raises(Refused, match=r"there is no friend 'bop'.*Did you mean 'bob'"):
        decided({**REX, "friend": "bop"}, check=check)
    assert decided({**REX, "friend": "bob"}, check=check)[0] == ["deleted"]


def test_absent_by_id_is_not_believed_where_a_part_of_the_key_is_missing() -> None:
    """By its id the object is found without its key."""
    with pytest.raises(Refused, match="there is no owner 'nobody'"):
        decided({**REX, "id": "pet-1", "owner": "nobody"})
    assert decided({"house": "big", "id": "pet-1", "state": "absent"})[0] == ["deleted"]


def test_of_a_list_every_misspelt_reference_is_named() -> None:
    with pytest.raises(Refused) as caught:
        decided(REX, {**REX, "name": "max", "friend": "x"}, {**REX, "name": "tom", "friend": "y"})
    assert [problem[:21] for problem in caught.value.problems] == ["there is no friend 'x", "there is no friend 'y"]


# ---- known without the scope


def test_what_creation_needs_is_known_without_the_scope() -> None:
    messages = []
    for house in ("big", "nope"):
        with pytest.raises(Refused) as caught:
            decided({**TOM, "house": house, "race": None})
        messages += caught.value.problems
    assert ["race must be given" in message for message in messages] == [True, True]


@pytest.mark.parametrize("house", ["big", "nope"])
def test_what_the_kind_knows_of_a_creation_is_asked_without_the_scope(house: str) -> None:
    with pytest.raises(Refused, match="there are none"):
        decided({**TOM, "house": house, "race": "dragon"})
    assert decided({**TOM, "house": house})[0] == ["created"]


def test_what_is_wrong_with_items_together_is_known_before_anything_is_asked() -> None:
    cloud: Any = FakeCloud()
    items = [{**TOM, "name": str(number)} for number in range(4)]
    with pytest.raises(Refused, match="so many pets fight"):
        refuse_invalid([Entry(Pet(cloud, item), item, Outcome(Pet)) for item in items])
    assert cloud.asked == []


@pytest.mark.parametrize(
    ("expected", "check", "asked"), [(True, True, True), (None, True, True), (False, True, False), (True, False, False)]
)
def test_a_key_file_that_is_not_there_may_be_written_by_an_earlier_task(
    expected: bool | None, check: bool, asked: bool
) -> None:
    missing = NoKeyFile("the file does not exist", expected)
    if asked:
        operations, cloud = decided(TOM, check=check, keys=missing)
        assert (operations, cloud.asked) == (["created"], ["house"])
    else:
        with pytest.raises(NoKeyFile):
            decided(TOM, check=check, keys=missing)
