# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A clock on which a pause need not pass: what the collection's code takes for sleeping and for the time.

With ``imported_on(CLOCK)`` all code of the collection is imported on this clock, before anything else has imported it.
It is the real one until somebody is told of its pauses instead:

    CLOCK.told = sandbox.advance    # from now on, a pause puts this clock and the sandbox's forward
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

PLUGINS = "ansible_collections.streamops.confluent.plugins"

_sleep, _monotonic = time.sleep, time.monotonic


class Clock:
    """Real time plus what was skipped. `told` hears of every pause and skips it; without it pauses are real.

    The pauses of threads pass at the same time: each thread has its own clock, which begins with the main thread's, and
    the main thread's is that of the thread that is furthest.
    """

    def __init__(self) -> None:
        self.ahead = 0.0  # of the main thread
        self.told: Callable[[float], None] | None = None
        self._own = threading.local()
        self._lock = threading.Lock()

    def _ahead(self) -> float:
        """Of this thread."""
        if threading.current_thread() is threading.main_thread():
            return self.ahead
        if not hasattr(self._own, "ahead"):
            self._own.ahead = self.ahead
        return float(self._own.ahead)

    def now(self) -> float:
        return _monotonic() + self._ahead()

    def sleep(self, seconds: float) -> None:
        if self.told is None:
            _sleep(seconds)
            return
        with self._lock:
            self._own.ahead = self._ahead() + max(0.0, seconds)
            further = self._own.ahead - self.ahead
            if further > 0:
                self.ahead += further
                self.told(further)


CLOCK = Clock()


class _Time:
    """The module ``time`` as the collection's code sees it."""

    def __init__(self, clock: Clock) -> None:
        self.sleep, self.monotonic = clock.sleep, clock.now

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def imported_on(clock: Clock) -> None:
    """Import the collection's code on this clock. Its defaults are bound while it is imported, hence so early."""
    with mock.patch.multiple(time, sleep=clock.sleep, monotonic=clock.now):
        package = importlib.import_module(f"{PLUGINS}.module_utils")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    for name, module in list(sys.modules.items()):
        if name.startswith(PLUGINS) and getattr(module, "time", None) is time:
            vars(module)["time"] = _Time(clock)
