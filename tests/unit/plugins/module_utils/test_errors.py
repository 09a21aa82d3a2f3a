# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Errors: one message for the person, one structure for programs, never a secret."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils import _errors

WHOLE: dict[str, Any] = {
    "plane": "kafka",
    "method": "POST",
    "host": "pkc-1.example.com",
    "path": "/topics",
    "status": 400,
    "detail": "Topic name is invalid: '..' is not allowed...",
    "code": 40002,
    "credential": "Kafka API key ABC",
    "request_id": "req-1",
}


def test_the_message_holds_what_is_needed_and_the_services_own_words() -> None:
    error = _errors.ApiError(**WHOLE, attempts=3)
    assert str(error).startswith(
        "pkc-1.example.com answered 400 to POST /topics: Topic name is invalid: '..' is not allowed. This was tried 3 "
        "times. The broker refuses a value"
    )
    assert str(error).endswith("Credential: Kafka API key ABC. Request id: req-1.")
    names = ("status", "code", "detail", "method", "path", "host", "credential", "request_id")
    assert error.result() == {"error": {name: getattr(error, name) for name in names}}
    assert error.result()["error"]["detail"].startswith("Topic name is invalid: '..'")


def test_no_answer_no_words_no_request_id() -> None:
    error = _errors.ApiError(**{**WHOLE, "status": None, "detail": "", "request_id": None})
    assert "gave no answer to POST /topics: no explanation given." in str(error)
    assert "private networking" in str(error)
    assert "tried" not in str(error)
    assert "Request id" not in str(error)


@pytest.mark.parametrize(
    ("plane", "status", "words"),
    [
        ("control", 400, "not valid for this kind"),
        ("control", 401, "of the wrong kind"),
        ("control", 402, "quota"),
        ("control", 403, "does not exist"),
        ("control", 404, "removed meanwhile"),
        ("control", 409, "collides"),
        ("control", 422, "refuses a value"),
        ("control", 429, "rate limit"),
        ("control", 500, "problem of its own"),
        ("kafka", 401, "Kafka does not know this key"),
        ("kafka", 403, "ACL or a role binding"),
        ("kafka", 404, "not known to this Kafka REST endpoint"),
        ("kafka", 409, "collides with the present state"),
        ("kafka", 429, "rate limit"),
        ("kafka", 503, "problem of its own"),
        ("schema_registry", 401, "Schema Registry does not know this key"),
        ("schema_registry", 403, "role on this subject"),
        ("schema_registry", 409, "not compatible"),
        ("schema_registry", 422, "refuses the schema"),
        ("connect", 401, "Connect takes a Cloud API key"),
        ("connect", 403, "does not exist"),
        ("connect", 422, "refuses a value"),
        ("sts", 400, "identity provider's token"),
        ("sts", 401, "of the wrong kind"),
        ("unheard", 404, "does not exist"),
        ("unheard", 418, "See the answer of the service"),
        ("control", None, "could not be reached"),
    ],
)
def test_advice(plane: str, status: int | None, words: str) -> None:
    assert words in _errors.advice(plane, status)


def test_refusals_list_every_problem() -> None:
    one, two = _errors.Refused("this"), _errors.Refused(iter(["this", "that"]))
    assert str(one) == "Nothing was changed: this"
    assert str(two) == "Nothing was changed: \n- this\n- that"
    assert two.result() == {"problems": ["this", "that"]}


def test_near_names() -> None:
    error = _errors.NotFound("environment", "prd", ["prod", "dev"], " in x")
    assert "there is no environment 'prd' in x" in str(error)
    assert "Did you mean 'prod'?" in str(error)
    assert "Did you mean" not in str(_errors.NotFound("environment", "prd", ["staging"]))
    assert isinstance(error, _errors.Refused)


def test_ambiguous_names_list_the_ids() -> None:
    assert "'orders' is ambiguous: lkc-1, lkc-2 all carry this name" in str(
        _errors.Ambiguous("Kafka cluster", "orders", ["lkc-2", "lkc-1"])
    )


def test_the_innermost_attempt_is_told() -> None:
    def fail() -> None:
        with _errors.attempting("make a play"), _errors.attempting("create topic a"):
            raise _errors.ApiError(**WHOLE)

    with pytest.raises(_errors.ApiError, match=r"^Could not create topic a\. pkc-1"):
        fail()


def test_a_refusal_needs_no_attempt() -> None:
    def refuse() -> None:
        with _errors.attempting("create topic a"):
            raise _errors.Refused("this")

    with pytest.raises(_errors.Refused, match=r"^Nothing was changed: this$"):
        refuse()


def test_an_unexpected_error_is_left_alone() -> None:
    with pytest.raises(RuntimeError, match=r"^x$"), _errors.attempting("create topic a"):
        raise RuntimeError("x")


@pytest.mark.parametrize("answer", [{}, {"data": [7]}, {"data": {"id": None}}, None, "text"])
def test_an_answer_of_another_shape_is_an_error_with_words(answer: Any) -> None:
    with pytest.raises(_errors.Unreadable) as caught, _errors.attempting("read topic a"):
        answer["data"]["id"].upper()
    said = str(caught.value)
    assert said.startswith("Could not read topic a. The answer of the service is not as documented, or this collection")
    assert f"({type(caught.value.__cause__).__name__}: " in said
    assert "test_errors.py, line " in said
    assert "Run again" in said


READ: Any = None


class Ours:
    """Stands for what this collection is made of: no answer has such a thing in it."""

    def method(self, argument: int) -> int:
        return argument


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: Ours().missing,
        lambda: Ours.missing,
        lambda: _errors.missing,
        lambda: Ours().method(),
        lambda: Ours().method(1, 2),
        lambda: Ours().method(argument=1, other=2),
        Ours(),
        lambda: [Ours()["name"]],
        lambda: iter(Ours()),
        lambda: Ours() + Ours(),
        lambda: len(Ours()),
        READ,
        lambda: Ours() < Ours(),
    ],
)
def test_a_mistake_of_ours_is_not_said_of_the_service(mistake: Any) -> None:
    with pytest.raises((AttributeError, TypeError)), _errors.attempting("read topic a"):
        mistake()


@pytest.mark.parametrize(
    "misread",
    [
        lambda: READ["a"],
        lambda: "text".get("a"),
        lambda: {}["a"],
        lambda: int("many"),
        lambda: len(7),
        lambda: iter(True),
        lambda: sorted([None, 1]),
        lambda: ", ".join([1]),
        lambda: dict([1]),
        lambda: Ours() < READ,
    ],
)
def test_what_an_answer_can_be_is_said_of_the_service(misread: Any) -> None:
    with pytest.raises(_errors.Unreadable, match="Could not read topic a"), _errors.attempting("read topic a"):
        misread()
