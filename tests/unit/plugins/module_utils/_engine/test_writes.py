# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carrying a plan out: nothing twice, nothing forgotten, waits that end."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.change import Change
from ansible_collections.streamops.confluent.plugins.module_utils._engine import writes
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, ConfluentError

MADE, FOUND = {"id": "made"}, {"id": "found"}


def error(status: int | None = 503, fate_unknown: bool = False, attempts: int = 1) -> ApiError:
    return ApiError(
        plane="control",
        method="POST",
        host="h",
        path="/",
        status=status,
        detail="",
        fate_unknown=fate_unknown,
        attempts=attempts,
    )


LOST = error(None, fate_unknown=True)


class Kind:
    """Stands for a kind, its cloud and its transport: each method answers from its own list."""

    retry_timeout, request_timeout = 10.0, 4.0

    def __init__(self, *, create: Any = (), read: Any = (), delete: Any = (), tries: int = 5) -> None:
        self.answers = {"create": list(create), "read": list(read), "delete": list(delete)}
        self.called: list[str] = []
        self.tries = tries
        self.transport = self.cloud = self

    def clock(self) -> float:
        return float(self.called.count("sleep"))  # a pause is a second

    def forget(self) -> None:
        self.remembered = False

    def touched(self, change: Change) -> None:
        """Nothing is kept of bulk reads."""

    def backoff(self, attempt: int, hint: float | None, deadline: float) -> bool:
        assert deadline <= self.retry_timeout
        self.called.append("sleep")
        return attempt < self.tries

    def _answer(self, name: str) -> Any:
        self.called.append(name)
        answer = self.answers[name].pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    remembered = False

    def create(self, change: Change) -> Any:
        self.remembered = True
        return self._answer("create")

    def read(self, wanted: list[Any]) -> list[Any]:
        assert not self.remembered, "looked at what was read before the write"
        self.remembered = True
        return [self._answer("read")]

    def read_singly(self, wanted: list[Any]) -> list[Any]:
        return self.read(wanted)

    def delete(self, change: Change) -> None:
        self._answer("delete")

    def update(self, change: Change) -> Any:
        self.called.append("update")
        return MADE

    def adopt(self, change: Change, found: Any) -> Any:
        self.called.append("adopt")
        return None if found.get("stranger") else found


def apply(kind: Kind, operation: str) -> Any:
    return writes.apply(cast(Any, kind), Change(operation, "thing a", {"name": "a"}, FOUND, {}))


def test_nothing_to_do() -> None:
    kind = Kind()
    assert apply(kind, "unchanged") == FOUND
    assert kind.called == []


def test_plain_runs() -> None:
    for operation, kind, result in (
        ("created", Kind(create=[MADE]), MADE),
        ("updated", Kind(), MADE),
        ("deleted", Kind(delete=[None]), None),
    ):
        assert apply(kind, operation) == result
        assert kind.called == [writes.VERBS[operation]]


def test_a_creation_with_a_lost_answer_is_found_and_not_repeated() -> None:
    kind = Kind(create=[LOST], read=[FOUND])
    assert apply(kind, "created") == FOUND
    assert kind.called == ["create", "read", "adopt"]


def test_a_creation_that_never_arrived_is_repeated_after_a_look() -> None:
    kind = Kind(create=[LOST, LOST, MADE], read=[None] * 4)
    assert apply(kind, "created") == MADE
    assert kind.called == ["create", *["read", "sleep", "read", "create"] * 2]


def test_a_creation_that_may_still_be_on_its_way_is_looked_for_as_long_as_a_request_may_take() -> None:
    unfinished = error(504, fate_unknown=True)
    unfinished.unfinished = True
    kind = Kind(create=[unfinished], read=[None, None, None, FOUND])
    assert apply(kind, "created") == FOUND
    assert kind.called == ["create", *["read", "sleep"] * 3, "read", "adopt"]
    never = Kind(create=[unfinished, MADE], read=[None] * 9)
    assert apply(never, "created") == MADE
    assert never.called.count("sleep") == never.request_timeout


@pytest.mark.parametrize("status", [400, 409])
def test_exists_already_after_a_lost_answer_is_ours(status: int) -> None:
    kind = Kind(create=[LOST, error(status)], read=[None, None, FOUND])
    assert apply(kind, "created") == FOUND


@pytest.mark.parametrize("status", [400, 403, 409, 422])
def test_a_refused_creation_is_final(status: int) -> None:
    kind = Kind(create=[error(status)])
    with pytest.raises(ApiError, match=r"^Could not create thing a\."):
        apply(kind, "created")
    assert kind.called == ["create"]


def test_a_refusal_of_the_second_try_with_nothing_there_is_final() -> None:
    kind = Kind(create=[LOST, error(409)], read=[None, None, None])
    with pytest.raises(ApiError) as caught:
        apply(kind, "created")
    assert caught.value.status == 409


def test_what_cannot_be_adopted_is_made_again() -> None:
    kind = Kind(create=[LOST, MADE], read=[{"stranger": True}, None])
    assert apply(kind, "created") == MADE
    assert kind.called == ["create", "read", "adopt", "sleep", "read", "create"]


def test_the_tries_of_a_creation_end() -> None:
    kind = Kind(create=[LOST] * 9, read=[None] * 9, tries=3)
    with pytest.raises(ApiError):
        apply(kind, "created")
    assert kind.called.count("create") == 3


def test_a_look_that_fails_is_told_and_nothing_is_repeated() -> None:
    kind = Kind(create=[LOST], read=[error(403)])
    with pytest.raises(ApiError) as caught:
        apply(kind, "created")
    assert caught.value.status == 403
    assert kind.called == ["create", "read"]


def test_a_deletion_of_what_is_gone() -> None:
    assert apply(Kind(delete=[error(404)], read=[None]), "deleted") is None
    assert apply(Kind(delete=[error(403)], read=[None]), "deleted") is None
    assert apply(Kind(delete=[error(403, attempts=2)], read=[None]), "deleted") is None


@pytest.mark.parametrize(
    ("refusal", "read"),
    [
        (error(403), [FOUND]),
        (error(404), [FOUND]),
        (error(403, attempts=2), [FOUND]),
        (error(409), []),
        (error(500, attempts=3), []),
    ],
)
def test_a_deletion_that_is_not_allowed(refusal: ApiError, read: list[Any]) -> None:
    with pytest.raises(ApiError, match=r"^Could not delete thing a\."):
        apply(Kind(delete=[refusal], read=read), "deleted")


@pytest.mark.parametrize(
    ("detail", "most"), [("Setting x of a client is not allowed", 17), ("Internal Server Error", 62)]
)
def test_a_500_that_stays_the_same_ends_the_tries_of_a_creation(detail: str, most: int) -> None:
    """As it does those of any other request; of two judgements nobody knows whether a third follows."""
    lost = error(500, fate_unknown=True)
    lost.detail = detail
    kind = Kind(create=[lost] * 400, read=[None] * 800, tries=400)
    kind.retry_timeout = 300.0
    with pytest.raises(ApiError) as caught:
        apply(kind, "created")
    assert caught.value.status == 500
    assert 3 <= kind.called.count("create") <= most


# ---- what was begun by a request for several


def failed(kind: Kind, operation: str, how: Exception) -> Any:
    change = Change(operation, "thing a", {"name": "a"}, FOUND, {})
    return writes.apply(cast(Any, kind), change, cast(Any, how))


@pytest.mark.parametrize("operation", ["created", "updated"])
@pytest.mark.parametrize("refused", [True, False])
def test_what_was_refused_singly_is_raised_and_not_sent_again(operation: str, refused: bool) -> None:
    kind, how = Kind(), error(409) if refused else ConfluentError("it is as before")
    with pytest.raises(type(how), match=rf"^Could not {writes.VERBS[operation]} thing a\."):
        failed(kind, operation, how)
    assert kind.called == []


def test_what_a_lost_answer_may_have_made_is_looked_for_before_it_is_sent() -> None:
    there, gone = Kind(read=[FOUND]), Kind(read=[None, None], create=[MADE])
    assert failed(there, "created", error(None, fate_unknown=True)) == FOUND
    assert there.called == ["read", "adopt"]
    assert failed(gone, "created", error(None, fate_unknown=True)) == MADE
    assert gone.called == ["read", "sleep", "read", "create"]


def test_several_of_one_request_wait_for_it_once() -> None:
    """What the service may still be at is waited for by the first; later ones need not."""
    lost = error(None, fate_unknown=True)
    lost.unfinished = True
    first, second = Kind(read=[None] * 9, create=[MADE]), Kind(read=[None] * 9, create=[MADE])
    assert failed(first, "created", lost) == failed(second, "created", lost) == MADE
    assert first.called.count("sleep") == first.request_timeout
    assert second.called == ["read", "sleep", "read", "create"]
