# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When an object is ready: its phases in three classes, and what is to be done where it rests before that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .field import Field
from .shape import get_path

NOT_SEEN = "not to be seen yet"
UNSEEN = 60.0  # seconds for which an object that was just made may answer like one that is not there
NO_PHASES: frozenset[str] = frozenset()
RESTING, READY = "resting", "ready"
WAIT_UNTIL = Field("wait_until", wire=None, choices=(RESTING, READY), default=RESTING)


@dataclass(frozen=True)
class Ready:
    """When an object is ready: `phase` is the wire path of its phase, `message` that of the service's words about it.

    `pending` are the phases on the way, `failed` the final bad ones, `done` the good ones to rest in. `resting`: good
    ones as well, in which it waits for somebody outside of the service before it comes to `done`; with any, the task
    says by `wait_until` whether these end the wait. The service may add phases: where `done` is given an unknown one is
    waited on, otherwise it counts as ready. `next_steps`: what the user has to do where an object rests in a phase and
    waits for somebody ("PENDING_ACCEPT": "accept {name} in ..."), or has failed; filled with the object's values.
    `patience`: the default of wait_timeout, in seconds; None: the kind has its own. `spent`: final bad phases in which
    an object can only be removed, so that whatever else is wanted of it is refused; `leaving`: those in which the
    service is about to remove it. `listed`: the list of all tells the phase as well as the object itself, so that what
    is there and done costs no request of its own.
    """

    phase: str = "status.phase"
    pending: frozenset[str] = frozenset({"PROVISIONING"})
    failed: frozenset[str] = frozenset({"FAILED"})
    done: frozenset[str] = NO_PHASES
    resting: frozenset[str] = NO_PHASES
    message: str = "status.error_message"
    next_steps: Mapping[str, str] = field(default_factory=dict)
    patience: int | None = None
    spent: frozenset[str] = NO_PHASES
    leaving: frozenset[str] = NO_PHASES
    listed: bool = False

    def phase_of(self, raw: Mapping[str, Any]) -> str:
        """The phase of an object as the API shows it, in capitals."""
        return str(get_path(raw, self.phase.split("."))).upper()

    def said(self, raw: Mapping[str, Any]) -> str:
        """The service's own words about the phase."""
        return str(get_path(raw, self.message.split(".")) or "the service gives no reason").rstrip(".")

    @staticmethod
    def phase_in(item: Mapping[str, Any]) -> str:
        """The phase of an object by option names, in capitals; nothing where it has none."""
        return str(item.get("phase") or "").upper()

    def is_failed(self, phase: str) -> bool:
        """Whether an object does not become ready any more."""
        return phase in self.failed or phase in self.spent

    def against(self, label: str, item: Mapping[str, Any], said: Any) -> Iterator[str]:
        """Why an object in its phase cannot stay, whatever is to be changed of it. `said`: the service's own words."""
        phase = self.phase_in(item)
        if phase in self.leaving:
            yield (
                f"{label} ({item.get('id')}) is {phase}: the service is removing it. Run again when it is gone, then "
                "it is created anew"
            )
        elif phase in self.spent:
            words, step = f" ({str(said).rstrip('.')})" if said else "", self.next_step(phase, item)
            yield (
                f"{label} ({item.get('id')}) is {phase}{words}, and can only be removed: remove it (state: absent) and "
                "create it again" + (f". {step.rstrip('.')}" if step else "")
            )

    def is_done(self, phase: str, until: str = RESTING) -> bool:
        """Whether there is nothing to wait for any more, in a wait until the object is ready, or rests at least."""
        if phase in self.resting:
            return until != READY
        return phase in self.done if self.done else phase not in self.pending

    def next_step(self, phase: str, item: Mapping[str, Any]) -> str | None:
        """What the user has to do next about an object in this phase."""
        words = self.next_steps.get(phase)
        return None if words is None else words.format_map(item)
