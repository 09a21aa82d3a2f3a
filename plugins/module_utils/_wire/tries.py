# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Something that is tried, or looked at, again and again within a limit."""

from __future__ import annotations

from typing import Protocol


class Pausing(Protocol):
    """What keeps the time: a Transport."""

    def clock(self) -> float: ...

    def backoff(self, attempt: int, hint: float | None, deadline: float) -> bool: ...


class Tries:
    """Tries of one thing within `seconds` from now on. `failed`: how many of them were for nothing."""

    def __init__(self, transport: Pausing, seconds: float) -> None:
        self._transport, self._until = transport, transport.clock() + seconds
        self.failed = 0

    def again(self) -> bool:
        """After one that was for nothing: pause before the next, the longer the more there were; False, at once, when
        that would come too late.
        """
        self.failed += 1
        return self._transport.backoff(self.failed, None, self._until)
