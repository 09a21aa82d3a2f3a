# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of mirror topics: which verb leads where, which way does not exist, and what to do in each.

Phases: kafkarest-v3, `MirrorTopicStatus`. The service does not tell apart why a mirror has STOPPED.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .._declare.change import Change
from .._declare.field import Object
from .._declare.verbs import State, Verbs

PHASES = (
    "ACTIVE",
    "FAILED",
    "LINK_FAILED",
    "LINK_PAUSED",
    "PAUSED",
    "PENDING_STOPPED",
    "SOURCE_UNAVAILABLE",
    "STOPPED",
    "PENDING_MIRROR",
    "PENDING_SYNCHRONIZE",
    "PENDING_SETUP_FOR_RESTORE",
    "PENDING_RESTORE",
)
STOPPED, STOPPING, FAILED = "STOPPED", "PENDING_STOPPED", "FAILED"
ACTIVE, PAUSED = "active", "paused"
FINAL = ("promoted", "failed_over", "reversed", "reversed_paused")
RESTORE = "truncate-and-restore"
REVERSALS = ("reverse-and-start-mirror", "reverse-and-pause-mirror")
_ENDED = frozenset({STOPPED})
ENDING = frozenset({STOPPING, "PENDING_SYNCHRONIZE"})
STATES = Verbs(
    "status",
    {
        # What mirrors as far as its link and its source let it is not paused: no verb makes more of it.
        ACTIVE: State(
            "resume",
            frozenset({"ACTIVE", "LINK_PAUSED", "LINK_FAILED", "SOURCE_UNAVAILABLE"}),
            leading=frozenset({"PENDING_MIRROR", "PENDING_SETUP_FOR_RESTORE", "PENDING_RESTORE"}),
        ),
        PAUSED: State("pause", frozenset({"PAUSED", "LINK_PAUSED"})),
        "promoted": State("promote", _ENDED, leading=ENDING, final=True),
        # What is being promoted, and hangs, can be failed over.
        "failed_over": State("failover", _ENDED, final=True),
        "reversed": State(REVERSALS[0], _ENDED, leading=ENDING, final=True),
        "reversed_paused": State(REVERSALS[1], _ENDED, leading=ENDING, final=True),
    },
)
ORDINARY = "does not mirror any more: it was promoted, failed over or reversed, and is an ordinary topic"
FRESH = 1.0  # seconds for which a list that was read for another one that waits is good enough


def no_way(label: str, item: Mapping[str, Any], wished: str) -> Iterator[str]:
    """Why what is in this phase cannot come to a state any more, and what to do about it. Pure."""
    phase = item["phase"]
    if wished in FINAL:
        return
    if phase == STOPPED:
        yield (
            f"{label} {ORDINARY}, which is final: it cannot be {wished} again. To mirror anew, delete the topic "
            "(state: absent with delete_topic: true) and make it again, which copies all records of the source. On a "
            "bidirectional link, where the topic at the other side has become a mirror of this one and was stopped, "
            "truncate_and_restore: true makes this one a mirror of that"
        )
    elif phase in ENDING:
        yield f"{label} is {phase}: it is about to become an ordinary topic, which is final, and cannot be {wished}"
    elif phase == FAILED:
        why = item.get("error") or "for no told reason"
        yield f"{label} is {FAILED} ({why}) and cannot be {wished}. {advice(item)}"


def advice(item: Mapping[str, Any]) -> str | None:
    """What the user has to do next about a mirror topic in its phase. Pure."""
    phase, lag, link = item.get("phase"), item.get("lag"), item.get("link")
    if phase == FAILED:
        return (
            "status: failed_over makes it an ordinary topic with the records that it has; or delete it (state: absent) "
            "and make it again."
        )
    if phase == "LINK_PAUSED":
        return f"Link {link} is paused: confluent_cluster_link with cluster.link.paused: false has it go on."
    if phase in ("LINK_FAILED", "SOURCE_UNAVAILABLE"):
        return (
            f"No records come over link {link}: confluent_cluster_link_info tells what is wrong with it. Where the "
            "source is lost, status: failed_over makes this an ordinary topic with the records that it has."
        )
    if phase == STOPPING:
        behind = f"It is {lag} records behind its source. " if lag else ""
        return (
            f"{behind}A promotion ends when all records of the source have come. Where the source is out of reach, "
            "status: failed_over takes what has come."
        )
    return None


class Shared:
    """What the items of one task share: how many there are, what is asked for which of them, one list for all that
    wait at the same time.

    `clock`: seconds. `read`: reads all mirror topics of the link, by their names.
    """

    def __init__(self, clock: Callable[[], float], read: Callable[[], dict[str, dict[str, Any]]]) -> None:
        self.many = False
        self.turns: dict[str, list[Change]] = {}
        self.taken: set[str] = set()  # names of ordinary topics that a mirror is wished in the place of
        self._clock, self._read = clock, read
        self._lock = threading.Lock()
        self._warned: set[str] = set()
        self._begun: float | None = None
        self._found: dict[str, Object] = {}

    def warn_once(self, warn: Callable[[str], None], words: str) -> None:
        """Warn of what concerns the link, and not each of its topics."""
        with self._lock:
            new = words not in self._warned
            self._warned.add(words)
        if new:
            warn(words)

    def glance(self, name: str) -> Object | None:
        """A mirror topic as the service shows it now, or did a moment ago. Raises ApiError."""
        with self._lock:
            now = self._clock()
            if self._begun is None or now - self._begun > FRESH:
                self._found, self._begun = self._read(), now
            return self._found.get(name)
