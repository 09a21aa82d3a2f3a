# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Parts 3, 4 and 7: a big estate that exists already, one change in it, and how the cost grows with its size."""

from __future__ import annotations

import time

from .estates import KINDS, TOPICS, Many, Sizes, topic_items
from .lab import Lab, NotMeasured, Run, expect, module_exists
from .report import Measurement, Record

BIG, CHANGE, GROWTH = 3, 4, 7
AT = 0.02  # the latency of the targets, seconds
REQUESTS = {"topics": 2, "acls": 1, "role_bindings": 10, "schemas": 2}  # at most, look-ups of names apart


def measure_big(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Every kind by itself at every latency, and the targets."""
    for kind in KINDS:
        count: int = getattr(sizes, kind.option)
        if not module_exists(kind.module):
            record.failed(f"{kind.option} that exist", f"there is no {kind.module}")
            continue
        estate = lab.fresh()
        started = time.perf_counter()
        items, defaults = kind.seed(lab.sandbox, estate, count)
        preload = time.perf_counter() - started
        for latency in sizes.latencies:
            try:
                run = lab.play([kind.task()], {"items": items, "defaults": defaults}, env=estate.env, latency=latency)
                expect(run, unchanged=count, created=0, updated=0, deleted=0)
            except NotMeasured as error:
                record.failed(f"{kind.option} that exist, {latency * 1000:.0f} ms", str(error))
                continue
            _add(record, kind, latency, count, run, preload)
    _targets(record)


def _add(record: Record, kind: Many, latency: float, count: int, run: Run, preload: float) -> None:
    figures = {**run.figures(), "look_ups": run.look_ups(but=kind.listed), "preload_seconds": preload}
    record.add(Measurement(BIG, f"{kind.option} that exist", latency, count, figures, sent=run.sent()))


def _targets(record: Record) -> None:
    latency = max((one.latency for one in record.measurements if one.part == BIG and one.latency <= AT), default=AT)
    for option, limit in REQUESTS.items():
        figures = record.find(BIG, f"{option} that exist", latency)
        what = f"requests for existing {option.replace('_', ' ')}, look-ups of names apart"
        record.target(what, limit, figures["requests"] - figures["look_ups"] if figures else None)
    topics = record.find(BIG, f"{TOPICS.option} that exist", AT)
    record.target("requests for 10,000 existing topics, look-ups included", 4, topics["requests"] if topics else None)
    record.target("10,000 existing topics, 20 ms: wall time", 5, topics["seconds"] if topics else None, " s")
    peak = max(topics["main_peak_mib"], topics["worker_peak_mib"]) if topics else None
    record.target("10,000 existing topics, 20 ms: peak memory", 200, peak, " MiB")


def measure_change(lab: Lab, record: Record, sizes: Sizes) -> None:
    """One topic's setting differs from what is stated: the reads and one write."""
    name = "one change among topics"
    if not module_exists(TOPICS.module):
        record.failed(name, f"there is no {TOPICS.module}")
    for number, latency in enumerate(sizes.latencies if module_exists(TOPICS.module) else ()):
        estate = lab.fresh()
        items, defaults = TOPICS.seed(lab.sandbox, estate, sizes.topics)
        items[sizes.topics // 2]["config"] = {"retention.ms": str(3_600_000 * (number + 1))}
        try:
            run = lab.play([TOPICS.task()], {"items": items, "defaults": defaults}, env=estate.env, latency=latency)
            expect(run, unchanged=sizes.topics - 1, updated=1)
        except NotMeasured as error:
            record.failed(f"{name}, {latency * 1000:.0f} ms", str(error))
            continue
        record.add(Measurement(CHANGE, name, latency, sizes.topics, run.figures(), sent=run.sent()))
    changed = record.find(CHANGE, name, AT)
    what = "one change among 10,000 topics: requests beyond the reads (1 write, 1 read to verify)"
    reads = REQUESTS["topics"]
    record.target(what, 2, changed["requests"] - changed["look_ups"] - reads if changed else None)


def measure_growth(lab: Lab, record: Record, sizes: Sizes) -> None:
    """The run with nothing to do over ever more topics."""
    name = "topics with nothing to do"
    if not module_exists(TOPICS.module):
        record.failed(name, f"there is no {TOPICS.module}")
        return
    estate = lab.fresh()
    for count in sizes.growth:
        TOPICS.seed(lab.sandbox, estate, count)
        try:
            run = lab.play([TOPICS.task()], {"items": topic_items(count), "defaults": {}}, env=estate.env, latency=AT)
            expect(run, unchanged=count)
        except NotMeasured as error:
            record.failed(f"{name}: {count}", str(error))
            continue
        record.add(Measurement(GROWTH, name, AT, count, run.figures(), sent=run.sent()))
