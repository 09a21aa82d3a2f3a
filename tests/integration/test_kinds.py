# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every CRUD module and its `_info` twin through a whole life, by the rows of tests/kinds.

For each row: check mode, the real run, the same run again; a change, and removal, each likewise. Check mode must send
no write and give the verdict of the real run; a run with nothing to do must send no write, in check mode neither; the
diff must say what changes. The twin must tell of the object what the module has told of it, asked for that one object
and for all, and nothing of it when it is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kinds import CASES, DEEDS, PLURALS, READINGS, ROWS, SETTINGS, case_of
from tests.support.estate import Estate
from tests.support.examples import modules, plurals, singulars
from tests.support.rows import CLASSES, Arguments, Case, Deed, Setting, set_up

Run = Callable[..., dict[str, Any]]


class Life:
    """Runs one module and its twin, and checks what must hold for every run of every module.

    The first run of a row that stands for a class is a process that starts from nothing, as Ansible starts it; the
    others are forked (tests/support/zygote.py).
    """

    def __init__(self, run_module: Run, estate: Estate, case: Case) -> None:
        self.run_module, self.estate, self.case = run_module, estate, case
        self.fresh = bool(case.stands_for)

    def run(self, arguments: Arguments, check: bool) -> dict[str, Any]:
        result = self._run(self.case.module, arguments, check=check, diff=True)
        writes = self.estate.sandbox.writes()
        if check or not result["changed"]:
            assert writes == [], "a run that changes nothing, or check mode, has written"
        else:
            assert writes, "a change was reported that was never sent"
        assert self.case.kind in result
        return result

    def _run(self, module: str, arguments: Arguments, **how: Any) -> dict[str, Any]:
        self.estate.sandbox.clear_journal()
        result = self.run_module(module, arguments, env=self.estate.env, fresh=self.fresh, **how)
        self.fresh = False
        assert not result["failed"], result
        journaled = len(self.estate.sandbox.journal())
        assert result["api"]["calls"] == journaled, "the result's count of requests is not what the service saw"
        return result

    def step(self, arguments: Arguments, operation: str) -> dict[str, Any]:
        """Check mode, the real run, the real run again. Returns the real run's result."""
        predicted, real = self.run(arguments, check=True), self.run(arguments, check=False)
        for result in (predicted, real):
            assert (result["operation"], result["changed"]) == (operation, True)
        assert predicted["diff"] == real["diff"]
        assert predicted["diff"]["before"] != predicted["diff"]["after"]
        self.unchanged(arguments, check=False)
        return real

    def unchanged(self, arguments: Arguments, check: bool) -> None:
        """A run with nothing to do."""
        result = self.run(arguments, check)
        assert (result["operation"], result["changed"]) == ("unchanged", False)
        assert result["diff"]["before"] == result["diff"]["after"]

    def told(self, arguments: Arguments) -> list[dict[str, Any]]:
        """What the twin tells."""
        result = self._run(self.case.twin, arguments)
        assert result["changed"] is False
        assert self.estate.sandbox.writes() == [], "a module that reads has written"
        lists = [value for name, value in result.items() if isinstance(value, list) and name != "warnings"]
        assert len(lists) == 1, f"one list was expected: {result}"
        return [self._comparable(item) for item in lists[0]]

    def _comparable(self, item: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in item.items() if name not in self.case.told_apart}

    def is_told(self, item: dict[str, Any], words: Callable[[Any], Any]) -> None:
        """The twin tells of this object, among all and alone."""
        expected = self._comparable(item)
        assert self.told(words(self.case.one)) == [expected], "asked for the one object"
        assert expected in self.told(words(self.case.info)), "asked for all"

    def is_not_told(self, words: Callable[[Any], Any]) -> None:
        """The twin knows of no such object."""
        assert self.told(words(self.case.one)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_life(case: Case, sandbox: Any, run_module: Run, tmp_path: Path) -> None:
    ground = set_up(case, sandbox, tmp_path)
    arguments = ground.filled(case.arguments)
    life = Life(run_module, ground.estate, case)

    if case.brought:
        made = life.run(arguments, check=False)[case.kind]
        life.unchanged(arguments, check=False)
    else:
        made = life.step(arguments, "created")[case.kind]
    life.unchanged(arguments, check=True)
    stated = {name for name in arguments if name in made}
    assert stated, "the result shows none of the options"
    if case.change is not None:
        made = life.step({**arguments, **ground.filled(case.change)}, "updated")[case.kind]
    life.is_told(made, ground.filled)
    removed = life.step({**arguments, **ground.filled(case.removal), "state": "absent"}, "deleted")
    assert removed[case.kind] is None
    life.is_not_told(ground.filled)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.kind)
def test_life_of_settings(setting: Setting, sandbox: Any, run_module: Run, tmp_path: Path) -> None:
    ground = set_up(setting, sandbox, tmp_path)
    arguments = ground.filled(setting.arguments)
    life = Life(run_module, ground.estate, Case(name=setting.name, arguments=arguments, info=setting.info, found_by={}))
    life.step(arguments, "updated")
    life.unchanged(arguments, check=True)
    life.is_told(life.step({**arguments, **ground.filled(setting.change)}, "updated")[setting.kind], ground.filled)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.kind)
def test_a_deed_is_done_by_each_run_and_by_no_check(deed: Deed, sandbox: Any, run_module: Run, tmp_path: Path) -> None:
    ground = set_up(deed, sandbox, tmp_path)
    life = Life(run_module, ground.estate, Case(name=deed.name, arguments=deed.arguments))
    arguments, told = ground.filled(deed.arguments), []
    for check in (True, False, False):
        result = life.run(arguments, check)
        assert (result["changed"], result["operation"]) == (True, "created")
        told.append(result["diff"])
    assert told[0] == told[1] == told[2]
    assert told[0]["before"] != told[0]["after"]


BROKEN: dict[str, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]] = {
    "tells nothing": lambda items: [],
    "tells of others instead": lambda items: [item for item in items if item["name"] != "billing"],
    "tells of others too": lambda items: [*items, {"name": "another"}],
    "has lost a field": lambda items: [{n: v for n, v in item.items() if n != "description"} for item in items],
    "tells an old value": lambda items: [{**item, "description": "Writes invoices"} for item in items],
}


@pytest.mark.parametrize("defect", BROKEN)
def test_a_broken_twin_does_not_pass(defect: str, sandbox: Any, run_module: Run, tmp_path: Path) -> None:
    case = case_of("service_account")

    def broken(module: str, arguments: Arguments, **how: Any) -> dict[str, Any]:
        result = run_module(module, arguments, **how)
        if module == case.twin:
            result["service_accounts"] = BROKEN[defect](result["service_accounts"])
        return result

    with pytest.raises(AssertionError, match="asked for"):
        test_life(case, sandbox, broken, tmp_path)


def test_every_module_has_a_row() -> None:
    """A file that declares nothing has no effect, so each has to be named for what it declares."""
    assert sorted(row.module for row in (*CASES, *SETTINGS, *DEEDS)) == sorted(singulars())
    assert sorted(case.module for case in PLURALS) == plurals()
    assert {case.twin for case in (*CASES, *SETTINGS)} | {row.module for row in READINGS} == {
        name for name in modules() if name.endswith("_info")
    }


def test_every_class_of_kinds_has_one_row_that_stands_for_it() -> None:
    assert sorted(row.stands_for for row in ROWS if row.stands_for) == sorted(CLASSES)
