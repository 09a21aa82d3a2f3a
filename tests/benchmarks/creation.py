# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 2: creating many topics with the plural module, against bare requests with the same number of threads.

Start-up is not counted on either side: not what the floor takes to import requests, nor what a run of the same playbook
with an empty list takes, which imports that too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any
from urllib.parse import urlencode

from ..support.estate import Estate
from ..support.journal import is_write
from ..support.paths import CHECKOUT, clean_environment
from .estates import TOPICS, Sizes, topic_items
from .lab import Figures, Lab, NotMeasured, Run, expect, module_exists
from .report import Measurement, Record

PART = 2
PLURAL, FLOOR = "create, plural module", "create, bare requests"
EMPTY, DEBUG = "the same with an empty list", "one debug task instead"
THREADS = 16
SESSIONS = ("shared", "own")


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Both at every latency, by turns at the one that has a target, and the target."""
    if not module_exists(TOPICS.module):
        record.failed(PLURAL, f"there is no {TOPICS.module}")
    else:
        for latency in sizes.latencies:
            try:
                _compare(lab, record, sizes, latency, sizes.repeated if latency == 0.02 else 1)
            except NotMeasured as error:
                record.failed(f"{PLURAL}, {latency * 1000:.0f} ms", str(error))
    plural, floor = record.find(PART, PLURAL, 0.02), record.find(PART, FLOOR, 0.02)
    ratio = plural["without_start_up"] / floor["seconds"] if plural and floor else None
    record.target("create 1,000 topics, 20 ms, 16 workers: of the floor of bare requests", 1.3, ratio, " x")


def _compare(lab: Lab, record: Record, sizes: Sizes, latency: float, times: int) -> None:
    estate = lab.fresh()
    lab.sandbox.admin("PUT", "snapshots/before")
    items = topic_items(sizes.created, "n-")
    runs: list[Run] = []
    starts: list[Run] = []
    floors: dict[str, list[Figures]] = {sessions: [] for sessions in SESSIONS}
    for _number in range(times):
        run = lab.play(
            [TOPICS.task(concurrency=THREADS)], {"items": items, "defaults": {}}, env=estate.env, latency=latency
        )
        expect(run, created=sizes.created)
        runs.append(run)
        starts.append(lab.play([TOPICS.task(concurrency=THREADS)], {"items": [], "defaults": {}}, env=estate.env))
        sent = plan(lab, estate, run.journal)
        for sessions in SESSIONS:
            lab.sandbox.admin("POST", "snapshots/before/restore")
            floors[sessions].append(floor(lab, {**sent, "threads": THREADS, "sessions": sessions}, latency))
        lab.sandbox.admin("POST", "snapshots/before/restore")
    if any(start.journal for start in starts):
        raise NotMeasured("a run with an empty list sent requests")
    run, start = middle(runs), middle(starts)
    figures: Figures = {**run.figures(), "without_start_up": run.seconds - start.seconds}
    record.add(Measurement(PART, PLURAL, latency, sizes.created, figures, sent=run.sent()))
    record.add(Measurement(PART, EMPTY, latency, 0, start.figures()))
    record.add(Measurement(PART, DEBUG, latency, 0, lab.start_up(estate.env).figures()))
    bare = {sessions: sorted(floors[sessions], key=lambda one: one["seconds"])[times // 2] for sessions in SESSIONS}
    best = min(SESSIONS, key=lambda sessions: bare[sessions]["seconds"])
    record.add(Measurement(PART, FLOOR, latency, sizes.created, bare[best], f"sessions: {best}"))


def middle(runs: list[Run]) -> Run:
    """The run of median length."""
    return sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]


def plan(lab: Lab, estate: Estate, journal: list[dict[str, Any]], begin: int | None = None) -> dict[str, Any]:
    """The requests of a run: those before the first write, or before the request number ``begin``, and the rest."""
    secrets = {
        lab.sandbox.cloud_key: lab.sandbox.cloud_secret,
        estate.env["CONFLUENT_KAFKA_API_KEY"]: estate.env["CONFLUENT_KAFKA_API_SECRET"],
    }
    requests = [
        {
            "method": entry["method"],
            "url": f"{lab.sandbox.endpoint}{entry['base']}{entry['path']}"
            + (f"?{urlencode([tuple(pair) for pair in entry['query']])}" if entry["query"] else ""),
            "body": entry["request_body"],
            "key": entry["credential"],
            "secret": secrets[entry["credential"]],
        }
        for entry in journal
    ]
    if begin is None:
        begin = next(number for number, entry in enumerate(journal) if is_write(entry))
    return {"first": requests[:begin], "rest": requests[begin:]}


def floor(lab: Lab, plan: dict[str, Any], latency: float) -> Figures:
    """One go: its seconds, processor seconds and requests, and the share in which the sandbox was busy."""
    file = lab.scratch / "floor.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    lab.measured(latency)
    command = [sys.executable, "-m", "tests.benchmarks.floor", str(file)]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=clean_environment(), check=False, capture_output=True, text=True, timeout=600
    )
    busy, journal = lab.used()
    if done.returncode != 0 or len(journal) != len(plan["first"]) + len(plan["rest"]):
        raise NotMeasured(f"the floor ended with {done.returncode} after {len(journal)} requests: {done.stderr[-400:]}")
    seconds, processor = map(float, done.stdout.split())
    return {
        "seconds": seconds,
        "cpu_seconds": processor,
        "requests": len(journal),
        "sandbox_busy": busy / seconds,
    }
