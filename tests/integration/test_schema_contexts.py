# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Subjects of the same name in several contexts. The registry answers reads of a name without a context from another
context where that name has nothing; such a subject is never taken for the stated one. All of it in both shapes of the
registry's answers: everything it knows, and what its document promises.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, answering, build

Result = dict[str, Any]
Run = Callable[..., Result]
TEXT = {"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}
GROWN = {**TEXT, "fields": [*TEXT["fields"], {"name": "note", "type": "string", "default": ""}]}
OTHER = {"type": "record", "name": "Other", "fields": []}
LINE = {"type": "record", "name": "Line", "fields": [{"name": "order", "type": "Order"}]}
ELSEWHERE = ":.staging:orders"
NAMES = pytest.mark.parametrize("name", ["orders", ":.:orders"])
CHECK = pytest.mark.parametrize("check", [True, False])


@pytest.fixture(params=["all", "bare"])
def estate(sandbox: Any, request: pytest.FixtureRequest) -> Estate:
    """With a subject `orders` in the context `.staging` alone, with two versions."""
    made = build(sandbox)
    answering(sandbox, request.param)
    for schema in (TEXT, GROWN):
        made.registry("POST", f"/subjects/{ELSEWHERE}/versions", {"schema": json.dumps(schema)})
    return made


@pytest.fixture
def run(estate: Estate, run_module: Run) -> Run:
    """``run(module, check=False, fails=False, **options)``."""

    def call(module: str, check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        result = run_module(f"confluent_{module}", options, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        if check or fails:
            assert estate.sandbox.writes() == []
        return result

    return call


def elsewhere(estate: Estate) -> list[int]:
    return list(estate.registry("GET", f"/subjects/{ELSEWHERE}/versions"))


@NAMES
@pytest.mark.parametrize("schema", [TEXT, GROWN, OTHER])
@pytest.mark.parametrize("many", [False, True])
def test_a_name_of_another_context_is_not_there_yet(
    run: Run, estate: Estate, name: str, schema: Result, many: bool
) -> None:
    def present(check: bool = False) -> Result:
        item = {"subject": name, "schema": schema}
        if many:
            (outcome,) = run("schemas", check, schemas=[item], return_unchanged=True)["schemas"]
            return dict(outcome)
        return run("schema", check, **item)

    assert present(check=True)["operation"] == "created"
    made = present()
    assert made["operation"] == "created"
    assert (made["schema"]["version"], made["schema"].get("alias")) == (1, None)
    assert made["schema"]["subject"] in (name, "orders")
    again = present()
    assert (again["operation"], again["schema"]["subject"], again["schema"].get("alias")) == (
        "unchanged",
        "orders",
        None,
    )
    assert elsewhere(estate) == [1, 2]


@CHECK
def test_a_content_of_another_context_is_a_new_version(run: Run, estate: Estate, check: bool) -> None:
    """The subject is there, and the look-up for its content is answered from the other context."""
    run("schema", subject="orders", schema=TEXT)
    result = run("schema", check, subject="orders", schema=GROWN)
    assert (result["operation"], result["schema"].get("alias")) == ("updated", None)
    assert not result.get("warnings")


@CHECK
@pytest.mark.parametrize("more", [0, 20])
def test_in_a_list_read_at_once(run: Run, estate: Estate, check: bool, more: int) -> None:
    names = [f"s{number}" for number in range(more)]
    if names:
        estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": names, "schema": TEXT})
    items = [{"subject": name, "schema": TEXT} for name in (*names, "orders")]
    result = run("schemas", check, schemas=items)
    assert (result["counts"]["created"], result["counts"]["unchanged"]) == (1, more)
    assert elsewhere(estate) == [1, 2]


@CHECK
@NAMES
@pytest.mark.parametrize("options", [{}, {"permanent": True}, {"version": 2}])
def test_absent_is_absent(run: Run, estate: Estate, check: bool, name: str, options: Result) -> None:
    assert run("schema", check, subject=name, state="absent", **options)["operation"] == "unchanged"
    assert estate.sandbox.writes() == []
    assert elsewhere(estate) == [1, 2]


@CHECK
def test_what_was_hidden_in_this_context_goes_for_good(run: Run, estate: Estate, check: bool) -> None:
    run("schema", subject="orders", schema=OTHER)
    run("schema", subject="orders", state="absent")
    result = run("schema", check, subject="orders", state="absent", permanent=True)
    assert result["operation"] == "deleted"
    assert "alias" not in json.dumps(result)
    assert elsewhere(estate) == [1, 2]


def test_a_version_that_vanished_meanwhile_is_not_that_of_another_context(run: Run, estate: Estate) -> None:
    """Between the list of versions and the look at one of them."""
    estate.sandbox.fault(method="GET", path="^/subjects/orders/versions$", status=200, body=[1])
    result = run("schema", True, subject="orders", state="absent")
    assert (result["operation"], "alias" in json.dumps(result)) == ("deleted", False)


@CHECK
@pytest.mark.parametrize("reference", [{}, {"version": 1}])
def test_a_reference_means_this_context(
    run: Run, run_module: Run, estate: Estate, check: bool, reference: Result
) -> None:
    options = {"subject": "line", "schema": LINE, "references": [{"name": "Order", "subject": "orders", **reference}]}
    if check:  # an earlier task may be going to register it
        assert "orders" in json.dumps(run("schema", check, **options)["warnings"])
    for module, stated in (("schema", options), ("schemas", {"schemas": [options, {"subject": "x", "schema": TEXT}]})):
        if not check:
            estate.sandbox.clear_journal()
            result = run_module(f"confluent_{module}", stated, env=estate.env)
            assert result["failed"]
            assert "orders" in result["msg"]
    assert elsewhere(estate) == [1, 2]
    assert "line" not in estate.registry("GET", "/subjects")


def test_a_reference_inside_the_other_context(run: Run, estate: Estate) -> None:
    references = [{"name": "Order", "subject": "orders"}]
    made = run("schema", subject=":.staging:line", schema=LINE, references=references)
    assert made["schema"]["references"] == [{"name": "Order", "subject": "orders", "version": 2}]
    options = {"subject": ELSEWHERE, "state": "absent"}
    for check in (True, False):
        result = run("schema", check, fails=True, **options)
        assert "is referenced by :.staging:line version 1" in result["msg"]
    both = [options, {"subject": ":.staging:line", "state": "absent"}]
    assert run("schemas", schemas=both)["counts"]["deleted"] == 2
    asked = [entry["query"] for entry in estate.sandbox.journal("GET", "^/schemas/ids/")]
    assert asked
    assert all(["subject", ":.staging:"] in query for query in asked), "ids count in their context"


def test_information_is_about_the_stated_subject(run: Run, estate: Estate) -> None:
    identifier = estate.registry("GET", f"/subjects/{ELSEWHERE}/versions/1")["id"]
    for options in ({}, {"version": 1}, {"latest_only": False}, {"deleted": True}, {"id": identifier}):
        assert run("schema_info", subject="orders", **options)["schemas"] == []
        assert run("schema_info", subject=ELSEWHERE, **options)["schemas"] != []
    run("schema", subject="orders", schema=OTHER)
    assert run("schema_info", subject="orders", version=2)["schemas"] == []


@CHECK
@pytest.mark.parametrize("stated", ["orders", ELSEWHERE])
def test_a_purge_keeps_them_apart(run: Run, estate: Estate, check: bool, stated: str) -> None:
    run("schema", subject="orders", schema=TEXT)
    items = [{"subject": stated, "schema": TEXT}]
    result = run("schemas", check, schemas=items, purge={"subject_pattern": "*orders"})
    (gone,) = [outcome for outcome in result["schemas"] if outcome["operation"] == "deleted"]
    assert gone["label"] == f"schema {'orders' if stated == ELSEWHERE else ELSEWHERE}"
    if not check:
        assert estate.registry("GET", "/subjects") == [stated]


@CHECK
def test_a_purge_by_prefix_is_of_its_context(run: Run, estate: Estate, check: bool) -> None:
    assert run("schemas", check, schemas=[], purge={"subject_prefix": "ord"})["counts"]["deleted"] == 0
    assert elsewhere(estate) == [1, 2]


@CHECK
def test_settings_are_of_the_stated_subject(run: Run, estate: Estate, check: bool) -> None:
    estate.registry("PUT", f"/config/{ELSEWHERE}", {"compatibility": "FULL"})
    assert run("subject_config", check, subject="orders", state="absent")["operation"] == "unchanged"
    made = run("subject_config", check, subject="orders", alias="paid", compatibility="FULL")
    assert made["operation"] == "created"
    assert "schemas of its own" not in json.dumps(made.get("warnings", []))
    assert estate.registry("GET", f"/config/{ELSEWHERE}")["compatibilityLevel"] == "FULL"


# ---- aliases across contexts are aliases


@CHECK
def test_an_alias_of_the_same_name_in_another_context(run: Run, estate: Estate, check: bool) -> None:
    estate.registry("PUT", "/config/orders", {"alias": ELSEWHERE})
    same = run("schema", check, subject="orders", schema=GROWN)
    assert (same["operation"], same["schema"]["subject"], same["schema"]["alias"]) == ("unchanged", ELSEWHERE, "orders")
    assert f"an alias of {ELSEWHERE}" in run("schema", check, fails=True, subject="orders", state="absent")["msg"]
    (told,) = run("schema_info", subject="orders")["schemas"]
    assert (told["subject"], told["alias"]) == (ELSEWHERE, "orders")


@CHECK
def test_an_alias_of_a_name_that_only_another_context_has(run: Run, estate: Estate, check: bool) -> None:
    """A registration through it makes the subject in its own context."""
    estate.registry("PUT", "/config/bestellt", {"alias": "orders"})
    made = run("schema", check, subject="bestellt", schema=TEXT)
    assert made["operation"] == "created"
    assert run("schema", check, subject="bestellt-2", state="absent")["operation"] == "unchanged"
    if not check:
        assert estate.registry("GET", "/subjects") == [ELSEWHERE, "orders"]
    assert elsewhere(estate) == [1, 2]


def test_a_look_up_that_is_behind_is_answered_from_another_context(run: Run, estate: Estate) -> None:
    """It has the content, and even the id."""
    identifier = estate.registry("GET", f"/subjects/{ELSEWHERE}/versions/2")["id"]
    there = estate.registry("GET", f"/subjects/{ELSEWHERE}/versions/2")
    estate.sandbox.fault(
        method="POST", path="^/subjects/orders/versions$", status=200, body={"id": identifier}, apply=True
    )
    estate.sandbox.fault(method="POST", path="^/subjects/orders$", times=2, status=200, body=there)
    estate.sandbox.fault(method="GET", path="^/subjects/orders/versions/latest$", times=3, status=200, body=there)
    made = run("schema", subject="orders", schema=GROWN)
    assert (made["schema"]["version"], made["schema"].get("alias")) == (1, None)
    assert elsewhere(estate) == [1, 2]


def test_nothing_more_is_asked_where_there_is_one_context(run: Run, estate: Estate) -> None:
    run("schema", subject="own", schema=TEXT)
    run("schema", subject="own", schema=TEXT)
    asked = [
        (entry["method"], entry["path"]) for entry in estate.sandbox.journal() if entry["plane"] == "schema_registry"
    ]
    assert len(asked) == 1
