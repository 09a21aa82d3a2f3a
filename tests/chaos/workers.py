# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Work on several processes, each with a sandbox of its own."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import multiprocessing.util
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from .arena import Arena

Job = TypeVar("Job")
Made = TypeVar("Made")
_arena: list[Arena] = []


def _start() -> None:
    """In a worker: a sandbox for all that it does."""
    arena = Arena()
    arena.__enter__()
    _arena.append(arena)
    multiprocessing.util.Finalize(arena, arena.__exit__, (None, None, None), exitpriority=1)


def _done(work: Callable[[Arena, Job], Made], job: Job) -> Made:
    return work(_arena[0], job)


def carried_out(work: Callable[[Arena, Job], Made], jobs: Sequence[Job], workers: int) -> Iterator[Made]:
    """What `work`, a function of a module, makes of each job, in their order."""
    os.environ.setdefault("PYTEST_XDIST_WORKER", "chaos")  # the staged copy is up to date: see paths.py
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(workers, mp_context=context, initializer=_start) as pool:
        futures = [pool.submit(_done, work, job) for job in jobs]
        try:
            for future in futures:
                yield future.result()
        except BaseException:
            # What went wrong is told now, not when all is done: what is queued is left, what is under way ended.
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise
