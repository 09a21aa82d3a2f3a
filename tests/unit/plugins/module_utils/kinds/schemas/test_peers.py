# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The order of schemas that refer to each other, and what is listed to read them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError, Refused
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas.peers import Peers
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas.scan import SchemaScan, common_prefix


def item(subject: str, *refers: str | tuple[str, int], **further: Any) -> dict[str, Any]:
    pairs = [(other, None) if isinstance(other, str) else other for other in refers]
    references = [{"name": name, "subject": name, "version": version} for name, version in pairs]
    return {"subject": subject, "references": references, **further}


def steps(*items: dict[str, Any]) -> list[list[str]]:
    listed = list(items)
    return [sorted(listed[position]["subject"] for position in step) for step in Peers().take_in(listed)]


def test_what_is_referred_to_comes_first() -> None:
    assert steps(item("c", "b"), item("b", "a"), item("a"), item("x")) == [["a", "x"], ["b"], ["c"]]
    assert steps(item("top", "left", "right"), item("left", "base"), item("right", "base"), item("base")) == [
        ["base"],
        ["left", "right"],
        ["top"],
    ]


def test_what_is_not_in_the_list_and_a_schema_itself_do_not_count() -> None:
    assert steps(item("a", "elsewhere"), item("b", ("b", 1))) == [["a", "b"]]


def test_deletions_come_last_and_their_references_do_not_count() -> None:
    assert steps(item("a", "b", state="absent"), item("b"), item("c", "b")) == [["b"], ["c"], ["a"]]
    assert steps(item("a", state="absent")) == [["a"]]
    assert steps() == []


def test_the_default_context_has_two_spellings() -> None:
    assert steps(item("a", ":.:b"), item("b")) == [["b"], ["a"]]
    assert steps(item("a", "b"), item(":.:b")) == [[":.:b"], ["a"]]
    assert steps(item(":.x:a", "b"), item("b"), item(":.x:b")) == [[":.x:b", "b"], [":.x:a"]]


def test_a_circle_is_refused() -> None:
    with pytest.raises(Refused, match=r"(a -> b -> a|b -> a -> b) refer to each other in a circle"):
        steps(item("a", "b"), item("b", "a"))


def test_a_circle_of_registered_versions_is_none() -> None:
    assert steps(item("a", ("b", 1)), item("b", "a"), item("c", "b")) == [["a"], ["b"], ["c"]]
    assert steps(item("a", ("b", 1)), item("b", ("a", 1))) == [["a", "b"]]


def test_references_get_the_versions_that_were_registered() -> None:
    peers = Peers()
    peers.take_in([item("a", "b"), item("b"), item("c")])
    peers.found("b", None)
    peers.found("c", 4)
    assert (peers.registers("b"), peers.registers("c"), peers.registers("elsewhere")) == (True, False, False)
    wanted = [{"name": "b", "subject": "b"}, {"name": "c", "subject": "c", "version": 4}]
    with pytest.raises(ConfluentError, match="latest version of b, which this run was to register first"):
        peers.settled(wanted, "a")
    peers.made("b", 2)
    assert [reference["version"] for reference in peers.settled(wanted, "a")] == [2, 4]


def test_deletions_in_the_order_of_use() -> None:
    peers = Peers()
    peers.take_in([item("new"), *(item(name, state="absent", version=None) for name in ("base", "middle", "top"))])
    base, middle, top = goals = [(name, None) for name in ("base", "middle", "top")]
    assert [peers.goal(name, 1) for name, _all in goals] == goals
    peers.first(top, then=middle)
    peers.first(middle, then=base)
    peers.first(top, then=base)
    assert peers.step("new") < peers.deletion(top) < peers.deletion(middle) < peers.deletion(base)
    assert peers.goal("new", 1) is None


def test_one_version_is_a_goal_of_its_own() -> None:
    peers = Peers()
    peers.take_in([item("a", state="absent", version=2)])
    assert (peers.goal("a", 2), peers.goal("a", 1)) == (("a", 2), None)


@pytest.mark.parametrize(
    ("subjects", "prefix"),
    [
        (["team.a", "team.b", "team.abc"], "team."),
        (["team.a"], "team.a"),
        (["a", "ab"], "a"),
        (["a", "b"], ":*:"),
        ([":.:team.a", "team.b"], "team."),
        (["team.a", ":.other:team.a"], ":*:"),
        ([":.other:a", ":.other:b"], ":*:"),
    ],
)
def test_common_prefix(subjects: list[str], prefix: str) -> None:
    assert common_prefix(subjects) == prefix


def test_a_scan_keeps_what_is_wanted() -> None:
    listed = [{"subject": name, "version": 1} for name in ("a", "b", "c")]
    some = SchemaScan(listed, {"a", "c"}, dict)
    assert [found["subject"] for found in some.objects()] == ["a", "c"]
    assert some.find({"subject": "b"}) is None
    assert some.find({"subject": ":.:c"}) == {"subject": "c", "version": 1}
    assert len(list(SchemaScan(listed, None, dict).objects())) == 3
