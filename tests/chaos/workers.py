# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cases on several processes, each with a sandbox of its own."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import multiprocessing.util
import os

from .arena import Arena, Outcome, attack
from .rows import Operation, rows

_arena: list[Arena] = []


def _start() -> None:
    """In a worker: a sandbox for all that it does."""
    arena = Arena()
    arena.__enter__()
    _arena.append(arena)
    multiprocessing.util.Finalize(arena, arena.__exit__, (None, None, None), exitpriority=1)


def _attack(operation: Operation, every: int) -> list[Outcome]:
    others = {other.name: other for other in rows()[operation.module].operations}
    return attack(_arena[0], operation, others, every)


def carry_out(modules: list[str], every: int, workers: int) -> list[Outcome]:
    """All cases of these modules."""
    table = rows()
    operations = [operation for module in modules for operation in table[module].operations]
    os.environ.setdefault("PYTEST_XDIST_WORKER", "chaos")  # the staged copy is up to date: see paths.py
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(workers, mp_context=context, initializer=_start) as pool:
        futures = [pool.submit(_attack, operation, every) for operation in operations]
        return [outcome for future in futures for outcome in future.result()]
