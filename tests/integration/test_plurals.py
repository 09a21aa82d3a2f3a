# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every plural module through its whole life, by the rows of tests/kinds.

What holds for the singular module holds for each item (test_kinds); here it is seen that many items are one run: one
plan, one refusal, concurrent writes, a result for each item, also when some fail.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kinds import PLURALS
from tests.support.estate import Estate, build
from tests.support.rows import Ground, Plural, set_up
from tests.support.whole import whole_only

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


class Life:
    """Runs a plural module and checks what must hold for every run."""

    def __init__(self, run_module: Run, ground: Ground, case: Plural) -> None:
        self.run_module, self.ground, self.case = run_module, ground, case
        self.estate = ground.estate

    def run(self, items: list[dict[str, Any]], check: bool = False, **options: Any) -> dict[str, Any]:
        """One run, failed or not."""
        self.estate.sandbox.clear_journal()
        defaults = options.pop("defaults", {})
        arguments = self.ground.filled({**self.case.options(items, **defaults), **options})
        result = self.run_module(self.case.module, arguments, check=check, diff=True, env=self.estate.env)
        assert result["api"]["calls"] == len(self.estate.sandbox.journal())
        writes = [entry for entry in self.estate.sandbox.writes() if entry["status"] < 400]
        assert bool(writes) == (result["changed"] and not check), result
        return result

    def done(self, items: list[dict[str, Any]], check: bool = False, **options: Any) -> dict[str, Any]:
        """A run that succeeds; every item has its outcome."""
        result = self.run(items, check, **options)
        assert not result["failed"], result
        outcomes = result[self.case.plural]
        assert sum(result["counts"].values()) == len(outcomes)
        assert len(result.get("diff", [])) == sum(outcome["changed"] for outcome in outcomes)
        assert result["changed"] == any(outcome["changed"] for outcome in outcomes)
        return result

    def operations(self, result: dict[str, Any]) -> list[str]:
        return [outcome["operation"] for outcome in result[self.case.plural]]

    def predicted(self, operation: str, items: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
        """Check mode and the real run agree; both do the operation with every item. Returns the real run's result."""
        before, real = self.done(items, True, **options), self.done(items, **options)
        assert self.operations(before) == self.operations(real) == [operation] * len(items)
        assert before["counts"] == real["counts"]
        assert before.get("diff") == real.get("diff")
        return real


@pytest.fixture
def life(case: Plural, run_module: Run, sandbox: Any, tmp_path: Path) -> Life:
    return Life(run_module, set_up(case, sandbox, tmp_path, estate=build(sandbox)), case)


EVERY = pytest.mark.parametrize("case", PLURALS, ids=lambda case: case.plural)
# What the engine does with a list, whatever is in it: of each class one row, and all with ``make chaos``.
A_FEW = pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=() if case.stands_for else whole_only("one kind of each class is run"))
        for case in PLURALS
    ],
    ids=lambda case: case.plural,
)


@EVERY
def test_life(life: Life) -> None:
    case = life.case
    made = life.predicted("created", case.items)
    assert [outcome[case.kind] is not None for outcome in made[case.plural]] == [True] * len(case.items)
    for check in (False, True):
        again = life.done(case.items, check)
        assert life.operations(again) == ["unchanged"] * len(case.items)
        assert again["api"]["calls"] <= case.again
    one, rest = case.items[0], case.items[1:]
    mixed = life.done([{**one, "state": "absent"}, *rest])
    assert life.operations(mixed) == ["deleted"] + ["unchanged"] * len(rest)
    assert mixed[case.plural][0][case.kind] is None
    back = life.done(case.items)
    assert life.operations(back) == ["created"] + ["unchanged"] * len(rest)
    life.predicted("deleted", case.items, defaults={"state": "absent"})
    assert life.operations(life.done(case.items, defaults={"state": "absent"})) == ["unchanged"] * len(case.items)


@A_FEW
@pytest.mark.parametrize("returned", [True, False])
def test_unchanged_ones_are_returned_if_wanted(life: Life, returned: bool) -> None:
    made = life.done(life.case.items)
    again = life.done(life.case.items, return_unchanged=returned)
    for before, after in zip(made[life.case.plural], again[life.case.plural], strict=True):
        assert before["label"] == after["label"]
        assert (life.case.kind in after) == returned
        assert returned is False or after[life.case.kind]


@A_FEW
def test_a_list_of_one_is_a_list(life: Life) -> None:
    one = life.case.items[:1]
    life.predicted("created", one)
    assert life.operations(life.done(one)) == ["unchanged"]
    life.predicted("deleted", one, defaults={"state": "absent"})


@A_FEW
def test_an_empty_list_is_nothing_to_do(life: Life) -> None:
    result = life.done([])
    assert result["api"]["calls"] == 0
    assert (result["changed"], result[life.case.plural]) == (False, [])


@A_FEW
def test_no_list_is_refused(life: Life) -> None:
    arguments = life.ground.filled({**life.case.common, life.case.plural: None})
    result = life.run_module(life.case.module, arguments, env=life.estate.env)
    assert result["failed"]
    assert life.case.plural in result["msg"]


@EVERY
def test_all_is_refused_before_the_first_write(life: Life) -> None:
    """One bad item: nothing of the others is written, in check mode and in the run itself."""
    for check in (True, False):
        result = life.run([*life.case.items, life.case.bad], check)
        assert result["failed"], result
        assert life.estate.sandbox.writes() == []
        assert result["changed"] is False
        assert result["problems"]


@A_FEW
def test_what_is_given_twice_is_refused(life: Life) -> None:
    result = life.run([*life.case.items, life.case.items[0]])
    assert result["failed"]
    assert "is given twice (items 1 and" in result["msg"]
    assert life.estate.sandbox.writes() == []


def test_one_by_its_id_and_by_its_name_is_given_twice(run_module: Run, estate: Estate) -> None:
    """Both would be written, side by side, and the one that comes last would win."""
    account, name = estate.service_account, "orders-service"
    by_id = {"id": account, "description": "one"}
    for items in (
        [by_id, {"name": name, "description": "other"}],
        [{"name": name, "state": "absent"}, by_id],
        [{"id": account, "name": "renamed"}, {"name": "renamed"}],
    ):
        estate.sandbox.clear_journal()
        result = run_module("confluent_service_accounts", {"service_accounts": items}, env=estate.env)
        assert "is given twice (items 1 and 2)" in result["msg"]
        assert estate.sandbox.writes() == []


@A_FEW
@pytest.mark.parametrize("on_error", ["stop", "continue"])
def test_one_that_fails_while_it_is_written(life: Life, on_error: str) -> None:
    """The result says what happened to each item, and another run does the rest."""
    case, sandbox = life.case, life.estate.sandbox
    method, path, nth = case.broken
    fault = sandbox.fault(method=method, path=path, nth=nth, times=1, status=403, body={"error_code": 40301})
    assert fault is not None
    result = life.run(case.items, on_error=on_error, concurrency=1)
    assert result["failed"]
    counts = result["counts"]
    assert sum(counts.values()) == len(case.items)
    assert counts["failed"] >= 1
    assert (counts["not_tried"] == 0) == (on_error == "continue" or case.at_once)
    failed = [outcome for outcome in result[case.plural] if outcome["operation"] == "failed"]
    for outcome in failed:
        assert outcome["failed"] is True
        assert outcome["msg"].startswith("Could not create")
        assert outcome["error"]["status"] == 403
        assert outcome["msg"] in result["msg"]
    assert "Run again to do the rest" in result["msg"]
    rest = life.done(case.items)
    assert rest["counts"]["created"] == counts["failed"] + counts["not_tried"]
    assert rest["counts"]["unchanged"] == counts["created"]


# ---- purge (what it must never touch is in test_purge)


@A_FEW
@pytest.mark.parametrize("count", [0, 2])
def test_a_purge_means_the_same_with_a_list_of_any_length(life: Life, count: int) -> None:
    purges(life, count)


@EVERY
def test_a_purge(life: Life) -> None:
    purges(life, 1)


def purges(life: Life, count: int) -> None:
    """Those of the scope that are not stated go, in check mode as in the run; after that there is nothing to do."""
    case = life.case
    items = [item for number, item in enumerate(case.items) if number not in case.not_purged]
    made = life.done(items)
    for module, arguments in case.scoped:
        assert not life.run_module(module, life.ground.filled(arguments), env=life.estate.env)["failed"]
    for check in (True, False):
        result = life.done(items[:count], check, purge=case.purge)
        assert life.operations(result) == ["unchanged"] * count + ["deleted"] * (len(items) - count)
        gone = [outcome["label"] for outcome in result[case.plural][count:]]
        assert sorted(gone) == sorted(outcome["label"] for outcome in made[case.plural][count:])
        sandbox = life.estate.sandbox
        sent = sandbox.journal("DELETE") if case.purged_besides is None else sandbox.writes()
        assert len(sent) == (0 if check else len(gone) + (case.purged_besides or 0))
    assert life.done(items[:count], purge=case.purge)["changed"] is False


# ---- somebody else at the same time


def test_what_somebody_else_makes_meanwhile_is_not_made_twice(run_module: Run, estate: Estate) -> None:
    """A topic that appears after the list was read: the refusal is looked into, the topic is brought to its state."""
    sandbox = estate.sandbox
    topics = [{"name": f"returns.{n}", "partitions": 3, "config": {"retention.ms": "1d"}} for n in range(6)]
    key, secret = estate.env["CONFLUENT_KAFKA_API_KEY"], estate.env["CONFLUENT_KAFKA_API_SECRET"]
    path = f"/_kafka/{estate.cluster}/kafka/v3/clusters/{estate.cluster}/topics"
    other = {"topic_name": "returns.3", "partitions_count": 2}
    by_others = [{"method": "POST", "path": path, "body": other, "key": key, "secret": secret}]
    sandbox.fault(method="POST", path="/topics$", nth=2, times=1, change=by_others)  # the first is the rehearsal
    result = run_module("confluent_topics", {"topics": topics, "concurrency": 1}, env=estate.env)
    assert not result["failed"], result
    assert [outcome["operation"] for outcome in result["topics"]] == [*["created"] * 3, "updated", *["created"] * 2]
    held = sandbox.state()["topics"][estate.cluster]["returns.3"]
    assert held["partitions"] == 3
    assert run_module("confluent_topics", {"topics": topics}, env=estate.env)["changed"] is False
