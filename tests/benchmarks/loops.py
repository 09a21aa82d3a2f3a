# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 1: a loop of tasks with nothing to do: ordinary module, in process, plural module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .estates import TOPICS, Sizes, seed_topics, topic_items
from .lab import COLLECTION, Figures, Lab, NotMeasured, Run, expect, module_exists
from .report import Measurement, Record

PART = 1
ORDINARY, IN_PROCESS, PLURAL = "loop, ordinary module", "loop, in process", "plural module"
LOOP = {
    f"{COLLECTION}.confluent_topic": {
        "name": "{{ item.name }}",
        "partitions": "{{ item.partitions }}",
        "config": "{{ item.config }}",
    },
    "loop": "{{ items }}",
}


def median_run(times: int, run: Callable[[], Run]) -> Run:
    """Of so many runs the one with the median time of its task."""
    runs = sorted((run() for _number in range(times)), key=lambda one: one.last["seconds"])
    return runs[len(runs) // 2]


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """All three ways at every latency, and the targets."""
    estate = lab.fresh()
    seed_topics(lab.sandbox, estate, sizes.loop)
    items = topic_items(sizes.loop)
    ordinary = {**estate.env, "CONFLUENT_IN_PROCESS": "false"}

    def once(task: dict[str, Any], items: list[dict[str, Any]], env: dict[str, str], latency: float) -> Run:
        run = lab.play([task], {"items": items, "defaults": {}}, env=env, latency=latency)
        expect(run)
        return run

    for latency in sizes.latencies:
        ways = (
            (ORDINARY, LOOP, items[: sizes.ordinary], ordinary, 1),
            (IN_PROCESS, LOOP, items, estate.env, sizes.repeated),
            (PLURAL, TOPICS.task(), items, estate.env, sizes.repeated),
        )
        for name, task, some, env, times in ways:
            if name == PLURAL and not module_exists(TOPICS.module):
                record.failed(f"{name}, {latency * 1000:.0f} ms", f"there is no {TOPICS.module}")
                continue
            try:
                run = median_run(times, lambda: once(task, some, env, latency))  # noqa: B023  (called at once)
            except NotMeasured as error:
                record.failed(f"{name}, {latency * 1000:.0f} ms", str(error))
                continue
            figures: Figures = {**run.figures(), "ms_per_item": run.last["seconds"] / len(some) * 1000}
            note = f"(for {sizes.loop}: {figures['ms_per_item'] * sizes.loop / 1000:.1f} s)"
            record.add(Measurement(PART, name, latency, len(some), figures, note if name == ORDINARY else ""))
    _targets(record)


def _targets(record: Record) -> None:
    for latency, limit, what in (
        (0.0, 1 / 40, "loop item with nothing to do, 0 ms, in process: of the ordinary module's time"),
        (0.1, 1 / 20, "loop of 100 unchanged topics, 100 ms, in process: of the ordinary module's time"),
    ):
        slow, quick = record.find(PART, ORDINARY, latency), record.find(PART, IN_PROCESS, latency)
        ratio = quick["ms_per_item"] / slow["ms_per_item"] if slow and quick else None
        record.target(what, limit, ratio, " x")
