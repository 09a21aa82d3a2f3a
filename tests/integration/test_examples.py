# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every example in the modules' documentation, run as it stands against the estate that the documentation promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.kinds import CASES, ROWS, SETTINGS
from tests.support.estate import STANDARD, build
from tests.support.examples import examples, modules
from tests.support.returned import deviations
from tests.support.rows import Row, set_up

# A module that reads belongs to the row of the one that manages.
ROW: dict[str, Row] = {**{row.module: row for row in ROWS}, **{case.twin: case for case in (*CASES, *SETTINGS)}}
READING = [module for module in modules() if module.endswith("_info")]
# What needs no more than the standard estate is run on one, one after the other, for it changes nothing.
TOGETHER = [module for module in READING if not ROW[module].prepare and {*ROW[module].needs} <= {*STANDARD}]


def is_as_documented(result: Any) -> None:
    """The results of all tasks, and of all items of loops, are what RETURN of their modules says."""
    told = [words for task in (*result.tasks, *result.items) for words in deviations(task["action"], task["result"])]
    assert not told, "\n".join(sorted(set(told)))


def tasks_of(module: str) -> list[dict[str, Any]]:
    tasks = examples(module)
    assert any(f"streamops.confluent.{module}" in task for task in tasks), "no example uses the module itself"
    return tasks


@pytest.mark.costs(*(ROW[module].kind for module in TOGETHER))
def test_examples_of_modules_that_read_run(sandbox: Any, playbook: Callable[..., Any], tmp_path: Any) -> None:
    estate = build(sandbox)
    plays = [{"hosts": "localhost", "gather_facts": False, "tasks": tasks_of(module)} for module in TOGETHER]
    result = playbook(plays, env={**estate.env, "HOME": str(tmp_path)}).check()
    assert len(result.tasks) >= sum(len(play["tasks"]) for play in plays), result.output
    assert not result.by_status("failed", "skipped", "unreachable", "changed"), result.output
    is_as_documented(result)


@pytest.mark.parametrize("module", [module for module in modules() if module not in TOGETHER])
def test_examples_run(module: str, sandbox: Any, playbook: Callable[..., Any], tmp_path: Any) -> None:
    estate = set_up(ROW[module], sandbox, tmp_path, standard=True).estate
    tasks = tasks_of(module)
    env = {**estate.env, "HOME": str(tmp_path), "DATABASE_PASSWORD": "an example's password"}
    result = playbook([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}], env=env).check()
    assert len(result.tasks) >= len(tasks), result.output
    assert not result.by_status("failed", "skipped", "unreachable"), result.output
    assert bool(result.changed) == (module not in READING), "examples change something, but not those that read"
    is_as_documented(result)
