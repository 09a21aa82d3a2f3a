# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several objects by one request: which result is whose, and what becomes of each."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import Field
from ansible_collections.streamops.confluent.plugins.module_utils._declare.list_writes import ListWritten, paired
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, ConfluentError

A, B, C = ("a",), ("b",), ("c",)


def error(status: int | None = 400) -> ApiError:
    return ApiError(plane="control", method="POST", host="h", path="/", status=status, detail="")


NO, ALSO_NO = error(), error()


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([(A, 1), (B, 2), (C, 3)], [1, 2, 3]),
        ([(C, 3), (A, 1), (B, 2)], [1, 2, 3]),
        ([(B, NO), (A, 1), (C, 3)], [1, NO, 3]),
        ([(A, 1), ((None,), NO), (C, 3)], [1, NO, 3]),  # an error alone is that of its place
        ([(A, 1), (("B",), NO), (C, 3)], [1, NO, 3]),  # and so is one of a name that nobody asked for
        ([(A, 1), ((None,), 2), (C, 3)], [1, None, 3]),  # a success must say whose it is
        ([((None,), NO), (C, 3)], [None, None, 3]),  # places mean nothing where results are missing
        ([(A, NO), (A, 1), (B, 2)], [NO, 2, None]),
        ([(A, 1), (A, NO), (B, 2)], [NO, 2, None]),
        ([(A, 1), ((None,), NO), (B, 2)], [1, NO, None]),
        ([(A, 1), (B, 2), (C, 3), (("d",), NO)], [1, 2, 3]),
        ([], [None, None, None]),
    ],
)
def test_which_result_is_whose(told: Any, found: list[Any]) -> None:
    assert paired([A, B, C], told) == found


class Label(ListWritten):
    """A kind for these tests."""

    name, plural, path, addressed = "label", "labels", "/v1/labels", "name"
    fields = (Field("name", key=True, required=True), Field("words"))
    brought_back = ("version", "hidden.part")


class Service:
    """Stands for the cloud and its client: notes the calls, and what it is told is what it says next."""

    retry_timeout = 10.0

    def __init__(self, results: Any, there: Any = (), objects: Any = None) -> None:
        self.results, self.there, self.objects = results, list(there), objects or {}
        self.calls: list[Any] = []
        self.control = self.transport = self

    def forget(self, path: str) -> None:
        self.calls.append("forget")

    def listed(self, path: str, params: Any) -> Any:
        assert self.calls[-1] == "forget", "looked at what was read before the write"
        return self.there

    def each(self, method: str, path: str, body: Any, params: Any) -> Any:
        self.calls.append((method, path, body))
        return self.results

    def get(self, path: str, params: Any) -> Any:
        self.calls.append(("GET", path))
        found = self.objects.get(path.rpartition("/")[2], error(404))
        if isinstance(found, Exception):
            raise found
        return found

    def clock(self) -> float:
        return 0.0

    def backoff(self, attempt: int, hint: float | None, deadline: float) -> bool:
        return False


def together(service: Service, operation: str, *names: str, words: str = "new") -> list[Any]:
    label = Label(cast(Any, service), {})
    before = None if operation == "created" else {"words": "old"}
    changes = [
        Change(
            operation,
            f"label {name}",
            {"name": name, "words": words},
            before and {"name": name, **before},
            {},
            {"words": ("old", words)},
        )
        for name in names
    ]
    return list(label.write_together(changes))


def ok(name: str, words: str = "new") -> Any:
    return {"name": name, "words": words}, None


def test_many_are_made_by_one_request() -> None:
    service = Service([ok("b"), ok("a")])
    assert together(service, "created", "a", "b") == [{"name": "a", "words": "new"}, {"name": "b", "words": "new"}]
    bodies = [{"name": "a", "words": "new"}, {"name": "b", "words": "new"}]
    assert service.calls == ["forget", ("POST", "/v1/labels", bodies), "forget"]


def test_the_refusal_of_one_is_its_own() -> None:
    made = together(Service([ok("a"), ({"name": "b"}, NO), ({"error": "x"}, ALSO_NO)]), "created", "a", "b", "c")
    assert made == [{"name": "a", "words": "new"}, NO, ALSO_NO]


def test_what_the_answer_says_nothing_of_is_looked_for() -> None:
    denied = error(500)
    service = Service([ok("a")], objects={"b": {"name": "b", "words": "new"}, "d": denied})
    a, b, c, d = together(service, "created", "a", "b", "c", "d")
    assert (a, b, d) == ({"name": "a", "words": "new"}, {"name": "b", "words": "new"}, denied)
    assert isinstance(c, ConfluentError)
    assert "tells nothing of this object, and the object is not there (yet). Run again" in str(c)
    assert [call for call in service.calls if call[0] == "GET"] == [("GET", f"/v1/labels/{name}") for name in "bcd"]


def test_changes_are_whole_objects_with_what_is_brought_back() -> None:
    there = [
        {"name": "a", "words": "old", "version": 3, "hidden": {"part": [1]}, "other": 5},
        {"name": "b", "words": "old"},
    ]
    service = Service([ok("a"), ok("b"), ({"name": "gone"}, NO)], there)
    made = together(service, "updated", "a", "b", "gone")
    assert made == [{"name": "a", "words": "new"}, {"name": "b", "words": "new"}, NO]
    assert service.calls[1] == (
        "PUT",
        "/v1/labels",
        [
            {"name": "a", "words": "new", "version": 3, "hidden": {"part": [1]}},
            {"name": "b", "words": "new"},
            {"name": "gone", "words": "new"},
        ],
    )


def test_a_change_that_was_accepted_and_is_not_made_is_no_success() -> None:
    there = [{"name": name, "words": "old"} for name in "ab"]
    a, b = together(Service([ok("a"), ok("b", "old")], there), "updated", "a", "b")
    assert a == {"name": "a", "words": "new"}
    assert isinstance(b, ConfluentError)
    assert "accepted the change of label b and has not made it: words is as before" in str(b)


def test_one_alone_is_a_list_of_one() -> None:
    service = Service([ok("a")])
    label = Label(cast(Any, service), {})
    change = Change("created", "label a", {"name": "a", "words": "new"}, None, {})
    assert label.create(change) == {"name": "a", "words": "new"}
    service.results = [({"name": "a"}, NO)]
    with pytest.raises(ApiError) as caught:
        label.create(change)
    assert caught.value is NO
    with pytest.raises(ApiError):
        label.update(Change("updated", "label a", {"name": "a"}, {"name": "a"}, {}))
    assert [call[0] for call in service.calls if call != "forget"] == ["POST", "POST", "PUT"]
