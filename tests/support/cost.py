# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of each kind cost in processor seconds, with all processes, in the folder that STREAMOPS_COST names.

A test that is run for a row of tests/kinds, or for a module, costs its kind. One that is run for many kinds at once is
marked (``@pytest.mark.costs("topic", "acl")``), and its cost is divided among them. A test of no kind is noted with
the kind ``""``. Each process of the tests writes a file of lines {kind, test, seconds}. Only on Linux, where the
processes of a test can be told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER, KINDS = "STREAMOPS_COST", "STREAMOPS_COST_KINDS"
_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds() -> float:
    """Of this process, of all processes that it has waited for, and of its children that are alive."""
    stats = [_stat(process) for process in (str(os.getpid()), *_children())]
    return sum(sum(map(int, stat[11:15])) for stat in stats if stat) / _TICKS


def _children() -> list[str]:
    """The ids of the children that are alive: as the kernel lists them by the threads that made them, where it does (a
    look at every process of the machine, before and after each of thousands of tests, is dear).
    """
    found: list[str] = []
    for thread in Path("/proc/self/task").iterdir():
        try:
            found += (thread / "children").read_text(encoding="ascii").split()
        except (FileNotFoundError, ProcessLookupError):
            if thread.exists():  # a kernel without these lists
                mine = str(os.getpid())
                every = [folder.name for folder in Path("/proc").iterdir() if folder.name.isdigit()]
                return [process for process in every if _stat(process)[1:2] == [mine]]
    return found


def _stat(process: str) -> list[str]:
    """Fields of proc(5) from the third on (1: parent; 11 to 14: utime, stime, cutime, cstime), and last its id; nothing
    when it has ended meanwhile."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [*stat.rpartition(")")[2].split(), process]


def record(folder: Path, **fields: Any) -> None:
    """One line more in this process's file."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(fields) + "\n")


def kinds_of(item: pytest.Item) -> tuple[str, ...]:
    """The kinds that a test is for."""
    marker = item.get_closest_marker("costs")
    if marker:
        return tuple(marker.args)
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    rows = [value.kind for value in values if hasattr(value, "stands_for")]
    modules = [value for value in values if isinstance(value, str) and value.startswith("confluent_")]
    return tuple(dict.fromkeys([*rows, *(kind_of(module) for module in modules)]))


def kind_of(module: str) -> str:
    """The kind of a module: as its row calls one object."""
    from ..kinds import ROWS

    name = module.removesuffix("_info")
    return next((row.kind for row in ROWS if row.module.removesuffix("_info") == name), name)


class Cost:
    """The plugin of pytest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = processor_seconds()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        kinds = kinds_of(item) or ("",)
        answer = yield
        after = processor_seconds()
        seconds, self.before = (after - self.before) / len(kinds), after
        for kind in kinds:
            record(self.folder, kind=kind, test=item.nodeid, seconds=round(seconds, 3))
        return answer


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only the tests of the kinds that STREAMOPS_COST_KINDS names, if it names any."""
    wanted = set(os.environ.get(KINDS, "").split())
    if not wanted:
        return
    left_out = [item for item in items if not wanted & set(kinds_of(item))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def pytest_configure(config: pytest.Config) -> None:
    """Measure if a folder is named, and where it can be done."""
    config.addinivalue_line("markers", "costs(*kinds): the test is for these kinds")
    if os.environ.get(FOLDER) and Path("/proc/self/stat").exists():
        config.pluginmanager.register(Cost(Path(os.environ[FOLDER])), "streamops-cost")
