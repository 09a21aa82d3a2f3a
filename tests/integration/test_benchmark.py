# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The benchmark measures what it says, at small sizes, and its verdicts are right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.estates import KINDS, QUICK
from tests.benchmarks.lab import module_exists
from tests.benchmarks.report import Measurement, Record, closing, growth_plot
from tests.support.paths import CHECKOUT
from tests.support.whole import sampled

IDLE = {"load_before": 0.1}
PARTS = ("1", "2", "3", "4", "6", "7", "9", "10", "11")  # the fifth is the demo: test_bootstrap.py runs it
SOME = ("2", "4")  # those with a floor to compare with, and with a write to count


@sampled("the other parts are run and written in the same way; so does `make bench ARGS=--quick`")
@pytest.mark.timeout(180)
def test_every_part_measures(whole: bool, tmp_path: Path) -> None:
    parts = PARTS if whole else SOME
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--only", *parts, "--output", str(tmp_path)]
    page = Path(shutil.copy(CHECKOUT / "docs" / "performance.md", tmp_path))
    command += ["--document", str(page)]
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    said = f"{done.stdout}\n{done.stderr}"
    record = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    kinds = KINDS if "3" in parts else ()
    missing = {f"{kind.option} that exist" for kind in kinds if not module_exists(kind.module)}
    assert set(record["not_measured"]) == missing, said
    assert done.returncode == bool(missing), said
    made: dict[str, dict[str, Any]] = {f"{one['part']} {one['name']}": one for one in record["measurements"]}
    assert {one["part"] for one in made.values()} == set(map(int, parts))
    assert {f"3 {kind.option} that exist" for kind in kinds} == {name for name in made if name[0] == "3"} | {
        f"3 {name}" for name in missing
    }
    for one in made.values():
        if one["part"] != 6:
            assert (one["figures"]["requests"] > 0) is (one["count"] > 0), one
            assert one["figures"]["sandbox_busy"] > 0, one
    created = made["2 create, plural module"]["figures"]
    assert created["writes"] == QUICK.created
    assert created["requests"] == made["2 create, bare requests"]["figures"]["requests"]
    assert created["worker_peak_mib"] > 10
    assert made["4 one change among topics"]["figures"]["writes"] == 1
    plot = tmp_path / "growth.svg"
    assert plot.exists() == ("7" in parts)
    assert not plot.exists() or "<svg" in plot.read_text(encoding="utf-8")
    written = page.read_text(encoding="utf-8")
    assert "Not filled in yet" not in written
    assert f"| create, plural module | {QUICK.created} | 0 |" in written


def test_verdicts() -> None:
    record = Record(True, IDLE)
    record.target("quick enough", 5, 4.9, " s")
    record.target("too slow", 5, 5.1, " s")
    record.target("never ran", 5, None)
    record.failed("a run", "it broke")
    assert [one.verdict for one in record.targets] == ["met", "MISSED", "NOT MEASURED"]
    said = closing(record)
    assert "MISSED: too slow: 5.1 s, at most 5 s" in said
    assert "NOT MEASURED: a run: it broke" in said
    assert "of 3 targets 1 met, 1 missed; 1 not measured" in said
    assert "NOT IDLE" not in said
    assert "NOT IDLE" in closing(Record(True, {"load_before": 2.0}))


def test_at_other_sizes_nothing_is_judged() -> None:
    record = Record(False, IDLE)
    record.target("quick enough", 5, 4.9)
    assert record.targets == []


def test_the_plot_rises_with_the_figures() -> None:
    record = Record(True, IDLE)
    for count, seconds in ((10, 1.0), (100, 2.0), (1000, 4.0)):
        figures = {"seconds": seconds, "task_seconds": seconds / 2, "requests": 4.0}
        record.measurements.append(Measurement(7, "topics", 0.02, count, figures))
    first = next(line for line in growth_plot(record, 7).splitlines() if "polyline" in line)
    points = [tuple(map(float, pair.split(","))) for pair in first.split('"')[1].split()]
    assert [x for x, _y in points] == sorted({x for x, _y in points})
    assert [y for _x, y in points] == sorted({y for _x, y in points}, reverse=True)
