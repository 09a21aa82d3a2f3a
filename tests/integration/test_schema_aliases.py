# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Subjects by another name: the registry follows an alias on every path, DELETE included. What is stated by an alias is
told by its true name, and nothing is deleted through one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, answering, build

Result = dict[str, Any]
Run = Callable[..., Result]
TEXT = {"type": "record", "name": "Paid", "fields": [{"name": "id", "type": "string"}]}
GROWN = {**TEXT, "fields": [*TEXT["fields"], {"name": "note", "type": "string", "default": ""}]}
BROKEN = {**TEXT, "fields": [*TEXT["fields"], {"name": "sum", "type": "long"}]}


@pytest.fixture(params=["all", "bare"])
def estate(sandbox: Any, request: pytest.FixtureRequest) -> Estate:
    """With a subject `paid`, and `bezahlt`, which is an alias of it."""
    made = build(sandbox)
    answering(sandbox, request.param)
    made.sandbox.seed("subjects", {"registry": made.schema_registry, "names": ["paid"], "schema": TEXT})
    made.registry("PUT", "/config/bezahlt", {"alias": "paid"})
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


def versions(estate: Estate, deleted: bool = False) -> list[int]:
    return list(estate.registry("GET", f"/subjects/paid/versions?deleted={str(deleted).lower()}"))


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("options", [{}, {"permanent": True}, {"version": 1}])
def test_nothing_is_deleted_through_an_alias(run: Run, estate: Estate, check: bool, options: Result) -> None:
    result = run("schema", check, fails=True, subject="bezahlt", state="absent", **options)
    (problem,) = result["problems"]
    assert "an alias of paid" in problem
    assert "would delete the versions of paid" in problem
    assert versions(estate) == [1]


@pytest.mark.parametrize("check", [True, False])
def test_nor_in_a_list(run: Run, estate: Estate, check: bool) -> None:
    items = [{"subject": "bezahlt", "state": "absent"}, {"subject": "new", "schema": TEXT}]
    result = run("schemas", check, fails=True, schemas=items)
    assert "an alias of paid" in result["msg"]
    assert versions(estate) == [1]


def test_nor_what_was_hidden_before(run: Run, estate: Estate) -> None:
    run("schema", subject="paid", state="absent")
    assert run("schema", subject="bezahlt", state="absent")["operation"] == "unchanged"
    result = run("schema", fails=True, subject="bezahlt", state="absent", permanent=True)
    assert "an alias of paid" in result["msg"]
    assert versions(estate, deleted=True) == [1]


def test_an_alias_of_nothing_is_absent(run: Run, estate: Estate) -> None:
    estate.registry("PUT", "/config/nothing", {"alias": "nobody"})
    assert run("schema", subject="nothing", state="absent")["operation"] == "unchanged"


def test_a_registration_through_an_alias_says_so(run: Run, estate: Estate) -> None:
    unchanged = run("schema", subject="bezahlt", schema=TEXT)
    assert unchanged["operation"] == "unchanged"
    assert (unchanged["schema"]["subject"], unchanged["schema"]["alias"]) == ("paid", "bezahlt")
    assert not unchanged.get("warnings")
    predicted = run("schema", True, subject="bezahlt", schema=GROWN)
    done = run("schema", subject="bezahlt", schema=GROWN)
    assert predicted["diff"] == done["diff"]
    for result in (predicted, done):
        assert result["operation"] == "updated"
        assert result["diff"]["before_header"] == "schema bezahlt, an alias of paid"
        assert "becomes one of paid" in json.dumps(result["warnings"])
        assert (result["schema"]["subject"], result["schema"]["alias"]) == ("paid", "bezahlt")
    assert versions(estate) == [1, 2]


@pytest.mark.parametrize("check", [True, False])
def test_compatibility_is_that_of_the_subject_behind(run: Run, check: bool) -> None:
    items = [{"subject": "bezahlt", "schema": BROKEN}, {"subject": "other", "schema": TEXT}]
    result = run("schemas", check, fails=True, schemas=items)
    assert "schema bezahlt, an alias of paid is not compatible" in result["msg"]


@pytest.mark.parametrize("more", [0, 20])
def test_a_purge_counts_a_schema_stated_by_its_alias(run: Run, estate: Estate, more: int) -> None:
    """Few are read one by one, many from a list that does not know aliases."""
    names = [f"paid-{number}" for number in range(more)]
    if names:
        estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": names, "schema": TEXT})
    items = [{"subject": name, "schema": TEXT} for name in ("bezahlt", *names)]
    for _again in range(2):
        result = run("schemas", schemas=items, purge={"subject_prefix": "pa"})
        assert result["counts"]["unchanged"] == len(items)
        assert result["changed"] is False
    assert versions(estate) == [1]


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("more", [0, 20])
def test_a_purge_counts_an_alias_that_has_schemas_of_its_own(run: Run, estate: Estate, check: bool, more: int) -> None:
    """A list of all shows these, and not what the subject is an alias of."""
    names = ["own", *(f"paid-{number}" for number in range(more))]
    gone = ["paid.old", "paid.older"]
    estate.sandbox.seed(
        "subjects", {"registry": estate.schema_registry, "names": [*names, *gone, "other"], "schema": TEXT}
    )
    estate.registry("PUT", "/config/own", {"alias": "paid"})
    estate.registry("PUT", "/config/other", {"alias": "paid.old"})
    items = [{"subject": name, "schema": TEXT} for name in names]
    result = run("schemas", check, schemas=items, purge={"subject_prefix": "paid"})
    assert result["counts"]["deleted"] == 2, "of the two that nothing states"
    assert {entry["label"] for entry in result["schemas"] if entry["operation"] == "deleted"} == {
        f"schema {name}" for name in gone
    }
    assert versions(estate) == [1]


def test_a_purge_that_deletes_nothing_asks_for_no_aliases(run: Run, estate: Estate) -> None:
    names = [f"s{number}" for number in range(20)]
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": names, "schema": TEXT})
    purge = {"subject_prefix": "s"}
    run("schemas", schemas=[{"subject": name, "schema": TEXT} for name in names], purge=purge)
    asked = {entry["path"] for entry in estate.sandbox.journal() if entry["plane"] == "schema_registry"}
    assert asked == {"/schemas", "/subjects"}


def test_a_purge_deletes_nothing_through_an_alias(run: Run, estate: Estate) -> None:
    """A subject with schemas that became an alias later is in the list of subjects."""
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": ["old.paid"], "schema": TEXT})
    estate.registry("PUT", "/config/old.paid", {"alias": "paid"})
    result = run("schemas", fails=True, schemas=[], purge={"subject_prefix": "old."})
    assert "schema old.paid, an alias of paid" in result["msg"]
    assert versions(estate) == [1]


def test_a_subject_that_hides_behind_its_alias_is_seen_before_it_is_written(run: Run, estate: Estate) -> None:
    """The list of many has its own schemas; what is written goes to the other."""
    names = [f"s{number}" for number in range(20)]
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": names, "schema": TEXT})
    estate.registry("PUT", "/config/s3", {"alias": "paid"})
    items = [{"subject": name, "schema": GROWN if name == "s3" else TEXT} for name in names]
    result = run("schemas", schemas=items)
    assert result["counts"]["updated"] == 1
    assert result["schemas"][3]["label"] == "schema s3, an alias of paid"
    assert versions(estate) == [1, 2]


def test_two_contents_of_one_subject_are_refused(run: Run) -> None:
    items = [{"subject": "bezahlt", "schema": GROWN}, {"subject": "paid", "schema": TEXT}]
    assert "given twice, also as paid" in run("schemas", fails=True, schemas=items)["msg"]


def test_reading_by_an_alias(run: Run, estate: Estate) -> None:
    estate.registry("POST", "/subjects/paid/versions", {"schema": json.dumps(GROWN)})
    identifier = estate.registry("GET", "/subjects/paid/versions/1")["id"]

    def found(**options: Any) -> list[tuple[str, int, str]]:
        schemas = run("schema_info", subject="bezahlt", **options)["schemas"]
        return [(item["subject"], item["version"], item["alias"]) for item in schemas]

    assert found() == [("paid", 2, "bezahlt")]
    assert found(version=1) == found(id=identifier) == [("paid", 1, "bezahlt")]
    assert found(latest_only=False) == [("paid", 1, "bezahlt"), ("paid", 2, "bezahlt")]


def test_settings_of_an_alias(run: Run, estate: Estate) -> None:
    """They are its own, and have no effect: the registry judges by those of the subject behind it."""
    (told,) = run("subject_config_info", subject=["bezahlt"])["subject_configs"]
    assert (told["subject"], told["alias"]) == ("bezahlt", "paid")
    predicted = run("subject_config", True, subject="bezahlt", normalize=True)
    done = run("subject_config", subject="bezahlt", normalize=True)
    for result in (predicted, done):
        assert result["diff"]["after_header"] == "config of subject bezahlt, an alias of paid"
        assert "normalize of bezahlt have no effect" in json.dumps(result["warnings"])
    gone = run("subject_config", subject="bezahlt", state="absent")
    assert gone["operation"] == "deleted"
    assert versions(estate) == [1], "only the alias is gone"
    assert estate.registry("GET", "/subjects") == ["paid"]


def test_an_alias_that_hides_schemas_is_warned_of(run: Run, estate: Estate) -> None:
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": ["own"], "schema": TEXT})
    for check in (True, False):
        result = run("subject_config", check, subject="own", alias="paid")
        assert "own has schemas of its own, which nobody reaches" in json.dumps(result["warnings"])
    assert not any("of its own" in w for w in run("subject_config", subject="own", alias="paid").get("warnings", []))


# ---- references

LINE = {"type": "record", "name": "Line", "fields": [{"name": "paid", "type": "Paid"}]}


def line(subject: str, name: str = "line", **further: Any) -> Result:
    return {"subject": name, "schema": LINE, "references": [{"name": "Paid", "subject": subject, **further}]}


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    "items",
    [
        [line("bezahlt")],
        [line("bezahlt"), {"subject": "bezahlt", "schema": GROWN}],
        [{"subject": "bezahlt", "schema": TEXT}, line("bezahlt")],
        [line("bezahlt"), {"subject": "paid", "schema": GROWN}],
    ],
)
def test_a_reference_by_an_alias_is_refused(run: Run, estate: Estate, check: bool, items: list[Result]) -> None:
    """The registry follows aliases in paths alone, so it would refuse it after what comes before was written."""
    result = run("schemas", check, fails=True, schemas=items)
    assert "refers to bezahlt, which is an alias of paid" in result["msg"]
    assert "Name paid" in result["msg"]
    assert versions(estate) == [1]
    if len(items) == 1:
        assert "Name paid" in run("schema", check, fails=True, **items[0])["msg"]


def test_a_reference_by_an_alias_with_a_version_is_the_registrys_to_judge(run: Run, estate: Estate) -> None:
    """It means the schemas of the subject itself, which it may have had before it was an alias."""
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": ["own"], "schema": TEXT})
    estate.registry("PUT", "/config/own", {"alias": "paid"})
    assert run("schema", **line("own", version=1))["operation"] == "created"
    assert not run("schema", **line("own", version=1))["changed"]
    assert run("schema", True, fails=True, **line("bezahlt", name="other", version=1))["failed"]


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("deeper", [False, True])
def test_what_follows_a_subject_that_is_stated_by_its_alias(
    run: Run, estate: Estate, check: bool, order: int, deeper: bool
) -> None:
    """Which of them is registered first could not be known before it was read."""
    items = [{"subject": "bezahlt", "schema": GROWN}, line("paid")]
    if deeper:  # one of them comes in a later step
        estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": ["base"], "schema": TEXT})
        items[0]["references"] = [{"name": "unused", "subject": "first"}]
        items.append({"subject": "first", "schema": {**TEXT, "name": "First"}})
    result = run("schemas", check, fails=True, schemas=items[::order])
    assert "line refers to the latest version of paid, which the list states by its alias bezahlt" in result["msg"]
    items[0] = {**items[0], "subject": "paid", "references": []}
    assert run("schemas", check, schemas=items[::order])["counts"]["updated"] == 1


def test_an_alias_that_gets_no_new_version_is_no_matter(run: Run) -> None:
    items = [{"subject": "bezahlt", "schema": TEXT}, line("paid")]
    assert run("schemas", schemas=items)["counts"]["created"] == 1


@pytest.mark.parametrize(
    ("empty", "warned"),
    [({"compatibility_group": ""}, False), ({"default_metadata": {}}, False), ({"normalize": False}, True)],
)
def test_what_is_stated_empty_has_no_effect_to_lose(run: Run, empty: Result, warned: bool) -> None:
    done = run("subject_config", subject="second", alias="paid", compatibility_policy="", **empty)
    (warning,) = [json.dumps(w) for w in done["warnings"] if "have no effect" in json.dumps(w)] or [""]
    assert bool(warning) is warned
    assert "compatibility_policy" not in warning
