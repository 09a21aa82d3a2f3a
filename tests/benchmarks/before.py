# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Part 13: what worked at f604b55 is no slower now. The same plays on both, by turns, medians: the plural module of
each kind with nothing to do, and the creation of many topics.

Seconds of parts 2 and 3 are those of the machine of the day; these are ratios of one go. Of the task, that is: what a
play takes before its first task (Ansible compiles a collection's code anew in each run, and an engine for seventy kinds
is more of it) is a row of its own.
"""

from __future__ import annotations

import statistics

from .creation import THREADS, middle
from .estates import KINDS, TOPICS, Many, Sizes, topic_items
from .lab import BEFORE, Lab, NotMeasured, Run, as_it_was, expect
from .report import Measurement, Record

PART = 13
AT = 0.02
ACCOUNTS = next(kind for kind in KINDS if kind.option == "service_accounts")
NO_SLOWER = 1.1  # of its seconds: what two goes of the same differ by on a machine with two processors
START = 0.25  # seconds more before the first task, at most


def measure(lab: Lab, record: Record, sizes: Sizes) -> None:
    """Every kind; what could not be measured is said."""
    try:
        before = as_it_was(lab, BEFORE)
    except NotMeasured as error:
        record.failed(f"beside {BEFORE}", str(error))
        return
    for kind in KINDS:
        try:
            _existing(lab, before, record, sizes, kind)
        except NotMeasured as error:
            record.failed(f"{kind.option} that exist", str(error))
    for part in (_created, _started):
        try:
            part(lab, before, record, sizes)
        except NotMeasured as error:
            record.failed(f"beside {BEFORE}: {part.__name__.strip('_')}", str(error))


def _existing(lab: Lab, before: Lab, record: Record, sizes: Sizes, kind: Many) -> None:
    count: int = getattr(sizes, kind.option)
    estate = lab.fresh()
    items, defaults = kind.seed(lab.sandbox, estate, count)
    ours: list[Run] = []
    theirs: list[Run] = []
    for _turn in range(sizes.repeated):
        for one, runs in ((before, theirs), (lab, ours)):
            runs.append(one.play([kind.task()], {"items": items, "defaults": defaults}, env=estate.env, latency=AT))
            expect(runs[-1], unchanged=count, created=0, updated=0, deleted=0)
    _compared(record, f"{count:,} {kind.option.replace('_', ' ')} that exist", count, ours, theirs)


def _created(lab: Lab, before: Lab, record: Record, sizes: Sizes) -> None:
    estate = lab.fresh()
    lab.sandbox.admin("PUT", "snapshots/before")
    task, variables = TOPICS.task(concurrency=THREADS), {"items": topic_items(sizes.created, "n-"), "defaults": {}}
    ours: list[Run] = []
    theirs: list[Run] = []
    for _turn in range(sizes.repeated):
        for one, runs in ((before, theirs), (lab, ours)):
            runs.append(one.play([task], variables, env=estate.env, latency=AT))
            expect(runs[-1], created=sizes.created)
            lab.sandbox.admin("POST", "snapshots/before/restore")
    _compared(record, f"{sizes.created:,} topics made, {THREADS} threads", sizes.created, ours, theirs)


def _started(lab: Lab, before: Lab, record: Record, sizes: Sizes) -> None:
    """A play with one account that is as stated: all but the task."""
    estate = lab.fresh()
    items, defaults = ACCOUNTS.seed(lab.sandbox, estate, 1)
    around: dict[str, list[float]] = {"ours": [], BEFORE: []}
    for _turn in range(3 * sizes.repeated):
        for which, one in ((BEFORE, before), ("ours", lab)):
            run = one.play([ACCOUNTS.task()], {"items": items, "defaults": defaults}, env=estate.env)
            expect(run, unchanged=1)
            around[which].append(run.seconds - run.figures()["task_seconds"])
    more = statistics.median(around["ours"]) - statistics.median(around[BEFORE])
    record.target(f"a play with one account: seconds around the task, more than {BEFORE}'s", START, more, " s")


def _compared(record: Record, what: str, count: int, ours: list[Run], theirs: list[Run]) -> None:
    for which, runs in (("ours", ours), (BEFORE, theirs)):
        run = middle(runs)
        record.add(Measurement(PART, f"{what}, {which}", AT, count, run.figures(), "", run.sent()))
    seconds, before = (statistics.median(run.figures()["task_seconds"] for run in runs) for runs in (ours, theirs))
    record.target(f"{what}, 20 ms: time of the task, of {BEFORE}'s", NO_SLOWER, seconds / before, " x")
