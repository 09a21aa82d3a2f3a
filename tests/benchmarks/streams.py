# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 9: records of a file, against bare requests that send the same bodies; and the lag of many consumer groups,
against bare requests with the same number of threads. Start-up is not counted on either side (as in part 2).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..support.estate import Estate
from .creation import THREADS, floor, middle, plan
from .estates import Sizes
from .lab import COLLECTION, Figures, Lab, NotMeasured, Run, module_exists
from .report import Measurement, Record

PART = 9
RECORDS, BARE = "records of a file", "the same bodies, bare requests"
LAG, LAG_BARE = "lag of consumer groups", "the same lags, bare requests"
AT = 0.02
MORE = 4  # times as many records, for the memory
TOPIC = "orders.created"


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Both at the latency of their targets, by turns with their floors, and the targets."""
    for module, work, name in (
        ("confluent_records", _records, RECORDS),
        ("confluent_consumer_group_lag_info", _lag, LAG),
    ):
        if not module_exists(module):
            record.failed(name, f"there is no {module}")
            continue
        try:
            work(lab, record, sizes)
        except NotMeasured as error:
            record.failed(name, str(error))
    _targets(record, sizes)


def _file(folder: Path, count: int) -> str:
    """Records of 1 KiB, each with a key."""
    path = folder / f"records-{count}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"key": f"order-{number:06d}", "value": f"{number:06d} ".ljust(1024, "x")}) + "\n")
    return str(path)


def _produced(lab: Lab, estate: Estate, count: int, latency: float = 0.0) -> Run:
    options = {"environment": "dev", "cluster": "orders", "topic": TOPIC, "file": _file(lab.scratch, count)}
    run = lab.play([{f"{COLLECTION}.confluent_records": options}], env=estate.env, latency=latency)
    held = lab.sandbox.state()["topics"][estate.cluster][TOPIC].get("records", {})
    written = sum(map(len, held.values()))
    if written != count or (run.last["status"] == "changed") != bool(count):
        raise NotMeasured(f"{written} of {count} records were written, the task was {run.last['status']}")
    return run


def _records(lab: Lab, record: Record, sizes: Sizes) -> None:
    estate = lab.fresh()
    lab.sandbox.admin("PUT", "snapshots/before")
    runs, starts, floors = [], [], []
    for _number in range(sizes.repeated):
        starts.append(_produced(lab, estate, 0))
        runs.append(_produced(lab, estate, sizes.records, AT))
        lab.sandbox.admin("POST", "snapshots/before/restore")
        bare = plan(lab, estate, runs[-1].journal)
        floors.append(floor(lab, {**bare, "threads": 1, "sessions": "shared"}, AT))
        lab.sandbox.admin("POST", "snapshots/before/restore")
    _add(record, RECORDS, sizes.records, runs, starts)
    record.add(Measurement(PART, BARE, AT, sizes.records, _median(floors)))
    more = _produced(lab, estate, MORE * sizes.records, AT)
    lab.sandbox.admin("POST", "snapshots/before/restore")
    record.add(Measurement(PART, RECORDS, AT, MORE * sizes.records, more.figures(), sent=more.sent()))


def _lag(lab: Lab, record: Record, sizes: Sizes) -> None:
    estate = lab.fresh()
    lab.sandbox.settings(lag_refusal=0)
    lab.sandbox.seed("records", {"cluster": estate.cluster, "topic": TOPIC, "count": 10})
    many = {"cluster": estate.cluster, "prefix": "g-", "count": sizes.groups, "commits": {TOPIC: 3}}
    lab.sandbox.seed("groups", many)
    runs, starts, floors = [], [], []
    for _number in range(sizes.repeated):
        runs.append(_asked(lab, estate, AT, concurrency=THREADS))
        starts.append(_asked(lab, estate, 0.0, concurrency=THREADS, names=[]))
        begin = [entry["path"].endswith("/lags") for entry in runs[-1].journal].index(True)
        bare = plan(lab, estate, runs[-1].journal, begin)
        floors.append(floor(lab, {**bare, "threads": THREADS, "sessions": "own"}, AT))
    _add(record, LAG, sizes.groups, runs, starts)
    record.add(Measurement(PART, LAG_BARE, AT, sizes.groups, _median(floors)))


def _asked(lab: Lab, estate: Estate, latency: float, **options: Any) -> Run:
    where = {"environment": "dev", "cluster": "orders"}
    return lab.play(
        [{f"{COLLECTION}.confluent_consumer_group_lag_info": {**where, **options}}], env=estate.env, latency=latency
    )


def _add(record: Record, name: str, count: int, runs: list[Run], starts: list[Run]) -> None:
    run, start = middle(runs), middle(starts)
    figures: Figures = {**run.figures(), "without_start_up": run.seconds - start.seconds}
    record.add(Measurement(PART, name, AT, count, figures, sent=run.sent()))


def _median(floors: list[Figures]) -> Figures:
    return sorted(floors, key=lambda one: one["seconds"])[len(floors) // 2]


def _targets(record: Record, sizes: Sizes) -> None:
    for name, bare, limit, what in (
        (RECORDS, BARE, 1.25, "10,000 records of 1 KiB, 20 ms: of the time of bare requests with the same bodies"),
        (LAG, LAG_BARE, 1.3, "lag of 1,000 groups, 20 ms, 16 threads: of the floor of bare requests"),
    ):
        count = sizes.records if name == RECORDS else sizes.groups
        run, least = record.find(PART, name, AT, count), record.find(PART, bare, AT, count)
        record.target(what, limit, run["without_start_up"] / least["seconds"] if run and least else None, " x")
    some, more = (record.find(PART, RECORDS, AT, times * sizes.records) for times in (1, MORE))
    grown = more["worker_peak_mib"] - some["worker_peak_mib"] if some and more else None
    record.target("40,000 records: peak memory above that of 10,000", 5, grown, " MiB")
