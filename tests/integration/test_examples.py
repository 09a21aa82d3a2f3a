# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every example in the modules' documentation, run as it stands against the estate that the documentation promises.

The start of ansible-playbook costs more than a module's examples. So one run has a play for each of several modules,
whose first task brings the sandbox to the estate of that module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kinds import CASES, ROWS, SETTINGS
from tests.support.estate import STANDARD, build
from tests.support.examples import examples, modules
from tests.support.playbooks import restored
from tests.support.returned import deviations
from tests.support.rows import Row, set_up

# A module that reads belongs to the row of the one that manages.
ROW: dict[str, Row] = {**{row.module: row for row in ROWS}, **{case.twin: case for case in (*CASES, *SETTINGS)}}
READING = [module for module in modules() if module.endswith("_info")]
RUNS = 3  # of ansible-playbook, for the modules that do not run together
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


def groups() -> Iterator[Any]:
    """The modules that need an estate of their own, in as many parts as there are runs."""
    apart = [module for module in modules() if module not in TOGETHER]
    for number in range(RUNS):
        group = apart[number::RUNS]
        costs = pytest.mark.costs(*(ROW[module].kind for module in group))
        yield pytest.param(group, marks=costs, id=" ".join(group))


def ground_of(module: str) -> str:
    """The name of the first task of the module's play."""
    return f"the estate of {module}"


def play_of(module: str, sandbox: Any, home: Path) -> dict[str, Any]:
    """The module's examples on its own estate, which the sandbox remembers."""
    sandbox.reset()
    estate = set_up(ROW[module], sandbox, home, estate=build(sandbox)).estate
    sandbox.snapshot(module)
    return {
        "hosts": "localhost",
        "gather_facts": False,
        "environment": estate.env,
        "tasks": [restored(sandbox, module, ground_of(module)), *tasks_of(module)],
    }


@pytest.mark.parametrize("group", list(groups()))
def test_examples_run(group: list[str], sandbox: Any, playbook: Callable[..., Any], tmp_path: Path) -> None:
    plays = [play_of(module, sandbox, tmp_path) for module in group]
    result = playbook(plays, env={"HOME": str(tmp_path), "DATABASE_PASSWORD": "an example's password"}).check()
    assert not result.by_status("failed", "skipped", "unreachable"), result.output
    is_as_documented(result)
    parts: dict[str, list[dict[str, Any]]] = {}
    for task in result.tasks:
        if task["task"] in map(ground_of, group):
            parts[task["task"]] = []
        parts[next(reversed(parts))].append(task)
    for module, play in zip(group, plays, strict=True):
        ran = parts[ground_of(module)]
        assert len(ran) >= len(play["tasks"]), result.output
        changed = any(task["status"] == "changed" for task in ran)
        assert changed == (module not in READING), f"{module}: examples change something, but not those that read"
