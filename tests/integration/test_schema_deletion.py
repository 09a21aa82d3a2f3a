# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Permanent deletions: what a soft-deleted schema refers to is not deleted for good, which is known before anything is
written; and what was done is reported where the registry stops half-way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Result = dict[str, Any]
Run = Callable[..., Result]


def record(name: str, *fields: tuple[str, str]) -> dict[str, Any]:
    return {"type": "record", "name": name, "fields": [{"name": field, "type": kind} for field, kind in fields]}


MONEY = {"subject": "money", "schema": record("Money", ("minor", "long"))}
LINE = {
    "subject": "line",
    "schema": record("Line", ("price", "Money")),
    "references": [{"name": "Money", "subject": "money"}],
}
ORDER = {
    "subject": "order",
    "schema": record("Order", ("line", "Line")),
    "references": [{"name": "Line", "subject": "line"}],
}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def schemas(estate: Estate, run_module: Run) -> Run:
    """``schemas(items, check=False, fails=False, **options)``."""

    def call(items: list[Result], check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        result = run_module("confluent_schemas", {"schemas": items, **options}, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        if check:
            assert estate.sandbox.writes() == []
        return result

    return call


def gone(*names: str, permanent: bool = True, **further: Any) -> list[Result]:
    return [{"subject": name, "state": "absent", "permanent": permanent, **further} for name in names]


def operations(result: Result) -> list[str]:
    return [outcome["operation"] for outcome in result["schemas"]]


def left(estate: Estate) -> list[str]:
    return list(estate.registry("GET", "/subjects?deleted=true"))


@pytest.mark.parametrize("check", [True, False])
def test_a_soft_deleted_referrer_is_named_before_anything_is_deleted(
    schemas: Run, estate: Estate, run_module: Run, check: bool
) -> None:
    schemas([LINE, MONEY])
    schemas(gone("line", permanent=False))
    for result in (
        schemas(gone("money"), check, fails=True),
        run_module("confluent_schema", gone("money")[0], check=check, env=estate.env),
    ):
        assert result["failed"]
        assert result["problems"] == [
            "version 1 of subject money is referenced by line version 1 (soft-deleted): the registry does not delete "
            "it permanently. Delete what refers to it first"
        ]
    assert estate.sandbox.writes() == []
    assert operations(schemas(gone("money", permanent=False), check)) == ["deleted"], "softly it goes"


def test_soft_deleted_schemas_go_in_the_order_of_their_references(schemas: Run, estate: Estate) -> None:
    schemas([ORDER, LINE, MONEY])
    schemas(gone("order", "line", "money", permanent=False))
    names = ("money", "line", "order")
    for check in (True, False):
        assert operations(schemas(gone(*names), check)) == ["deleted"] * 3
    assert [e["path"] for e in estate.sandbox.writes()] == [f"/subjects/{name}" for name in reversed(names)]
    assert left(estate) == []
    assert operations(schemas(gone(*names))) == ["unchanged"] * 3


def test_some_hidden_and_some_not(schemas: Run, estate: Estate) -> None:
    schemas([ORDER, LINE, MONEY])
    schemas(gone("order", permanent=False))
    assert operations(schemas(gone("money", "line", "order"))) == ["deleted"] * 3
    assert left(estate) == []


@pytest.mark.parametrize("check", [True, False])
def test_what_goes_softly_only_stands_in_the_way(schemas: Run, estate: Estate, check: bool) -> None:
    schemas([LINE, MONEY])
    items = [*gone("money"), *gone("line", permanent=False)]
    result = schemas(items, check, fails=True)
    assert "line version 1 (which this run deletes softly only)" in result["msg"]
    result = schemas(gone("money"), check, fails=True, purge={"subject_prefix": "line"})
    assert "money is referenced by line version 1" in result["msg"]
    assert left(estate) == ["line", "money"]


def test_a_version_that_a_hidden_version_refers_to(schemas: Run, estate: Estate) -> None:
    schemas([LINE, MONEY])
    schemas(gone("line", permanent=False))
    result = schemas(gone("money", version=1), fails=True)
    assert "line version 1 (soft-deleted)" in result["msg"]
    assert operations(schemas([*gone("money", version=1), *gone("line", version=1)])) == ["deleted"] * 2
    assert left(estate) == []


@pytest.mark.parametrize("check", [True, False])
def test_schemas_that_refer_to_each_other(schemas: Run, estate: Estate, check: bool) -> None:
    """None of the two can be first as a whole: refused, and not an endless search for an order."""
    for subject in ("money", "line"):
        estate.registry("PUT", f"/config/{subject}", {"compatibility": "NONE"})
    schemas([LINE, MONEY])
    box = {"subject": "money", "schema": record("Box", ("line", "Line"))}
    schemas([{**box, "references": [{"name": "Line", "subject": "line", "version": 1}]}])
    result = schemas(gone("money", "line", permanent=False), check, fails=True)
    assert "is referenced by" in result["msg"]


@pytest.mark.parametrize("module", ["schema", "schemas"])
def test_a_deletion_that_stops_half_way_is_reported(schemas: Run, estate: Estate, run_module: Run, module: str) -> None:
    """Where the registry does not tell of soft-deleted referrers, or somebody else was faster."""
    schemas([LINE, MONEY])
    schemas(gone("line", permanent=False))
    estate.sandbox.fault(method="GET", path="referencedby$", times=0, status=200, body=[])
    if module == "schema":
        outcome = result = run_module("confluent_schema", gone("money")[0], env=estate.env)
        assert result["failed"]
    else:
        result = schemas(gone("money"), fails=True)
        (outcome,) = result["schemas"]
        assert outcome["operation"] == "failed"
    assert result["changed"] is outcome["changed"] is True
    assert "The soft deletion was done before" in outcome["msg"]
    assert "may be soft-deleted itself" in outcome["msg"]
    assert outcome["error"]["code"] == 42206


def test_no_more_requests_than_before(schemas: Run, estate: Estate) -> None:
    """What is absent already costs what it cost; a deletion one read more, by which an alias is known."""
    schemas([MONEY])
    schemas(gone("money", permanent=False))
    assert len([e for e in estate.sandbox.journal() if e["plane"] == "schema_registry"]) == 4
    schemas(gone("money", permanent=False))
    assert len([e for e in estate.sandbox.journal() if e["plane"] == "schema_registry"]) == 1
