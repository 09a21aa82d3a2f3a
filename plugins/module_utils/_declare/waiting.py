# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wait with a limit, which looks at growing intervals."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .._errors import WaitFailed

if TYPE_CHECKING:
    pass


FIRST_POLL, LONGEST_POLL, POLL_GROWTH = 0.5, 20.0, 1.5  # seconds, seconds, factor


@dataclass
class Wait:
    """One bounded wait.

    `seen` collects the phases met, `seconds` the time it took, `slept` whether one look was not enough; `progress` is
    told at every look (and passes on what is worth it: _engine.run.Progress).
    """

    what: str
    timeout: float
    progress: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    seen: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slept: bool = False

    def until(
        self,
        look: Callable[[], tuple[bool, str, Any]],
        next_step: Callable[[Any], str | None] = lambda found: None,
    ) -> Any:
        """Call `look` until it says done; it returns (done, phase, object). Returns the object. `next_step` says of the
        object what the user has to do about it.

        Raises WaitFailed when the time is over; `look` raises it for a failed state. Polls at growing intervals; no
        fixed sleep comes before the first look.
        """
        started = self.clock()
        pause = FIRST_POLL
        while True:
            try:
                done, phase, found = look()
            finally:
                self.seconds = self.clock() - started
            if not self.seen or self.seen[-1] != phase:
                self.seen.append(phase)
            self.progress(f"{self.what}: {phase} after {self.seconds:.0f} s (limit {self.timeout:.0f} s)")
            if done:
                return found
            left = self.timeout - self.seconds
            if left <= 0:
                step = next_step(found)
                raise WaitFailed(
                    f"{self.what} was still {phase} after {self.seconds:.0f} s (wait_timeout). It goes on in the "
                    "service: run again to go on waiting, nothing is made twice." + (f" {step}" if step else ""),
                    self.seen,
                )
            self.slept = True
            self.sleep(min(pause, left))
            pause = min(pause * POLL_GROWTH, LONGEST_POLL)

    def result(self) -> dict[str, Any]:
        """What the module returns under `wait`."""
        return {"seconds": round(self.seconds, 3), "phases": self.seen}
