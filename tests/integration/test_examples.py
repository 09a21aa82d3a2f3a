# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every example in the modules' documentation, run as it stands against the estate that the documentation promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import build
from tests.support.examples import examples, modules
from tests.support.returned import deviations


def is_as_documented(result: Any) -> None:
    """The results of all tasks, and of all items of loops, are what RETURN of their modules says."""
    told = [words for task in (*result.tasks, *result.items) for words in deviations(task["action"], task["result"])]
    assert not told, "\n".join(sorted(set(told)))


READING = [module for module in modules() if module.endswith("_info")]


def test_examples_of_modules_that_read_run(sandbox: Any, playbook: Callable[..., Any], tmp_path: Any) -> None:
    """One after the other, for they change nothing."""
    estate = build(sandbox)
    plays = [{"hosts": "localhost", "gather_facts": False, "tasks": examples(module)} for module in READING]
    for module, play in zip(READING, plays, strict=True):
        assert any(f"streamops.confluent.{module}" in task for task in play["tasks"]), (
            "no example uses the module itself"
        )
    result = playbook(plays, env={**estate.env, "HOME": str(tmp_path)}).check()
    assert len(result.tasks) >= sum(len(play["tasks"]) for play in plays), result.output
    assert not result.by_status("failed", "skipped", "unreachable", "changed"), result.output
    is_as_documented(result)


@pytest.mark.parametrize("module", [module for module in modules() if module not in READING])
def test_examples_run(module: str, sandbox: Any, playbook: Callable[..., Any], tmp_path: Any) -> None:
    estate = build(sandbox)
    tasks = examples(module)
    assert any(f"streamops.confluent.{module}" in task for task in tasks), "no example uses the module itself"
    env = {**estate.env, "HOME": str(tmp_path), "DATABASE_PASSWORD": "an example's password"}
    result = playbook([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}], env=env).check()
    assert len(result.tasks) >= len(tasks), result.output
    assert not result.by_status("failed", "skipped", "unreachable"), result.output
    assert result.changed, "the examples change nothing"
    is_as_documented(result)
