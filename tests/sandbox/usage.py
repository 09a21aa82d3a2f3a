# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How busy the sandbox was, so that a benchmark can say whether it was the bottleneck."""

from __future__ import annotations

import time

from .connections import Connections
from .journal import Journal


class Usage:
    """Requests, connections, processor time and elapsed time since the last ``reset``.

    The sandbox answers in one thread: at ``busy`` near 1 it is the bottleneck.
    """

    def __init__(self, journal: Journal, connections: Connections) -> None:
        self._journal, self._connections = journal, connections
        self.reset()

    def reset(self) -> None:
        """Count from now on."""
        self._made = self._connections.made
        self._requests, self._cpu, self._wall = self._journal.last, time.process_time(), time.perf_counter()

    def to_json(self) -> dict[str, float]:
        """requests (without those to /_sandbox), connections made (with those for /_sandbox), cpu_seconds (user and
        system), wall_seconds, busy (the share).
        """
        cpu, wall = time.process_time() - self._cpu, time.perf_counter() - self._wall
        return {
            "requests": self._journal.last - self._requests,
            "connections": self._connections.made - self._made,
            "cpu_seconds": cpu,
            "wall_seconds": wall,
            "busy": cpu / wall if wall > 0 else 0.0,
        }
