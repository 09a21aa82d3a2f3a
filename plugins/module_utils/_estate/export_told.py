# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an export has to say besides the estate: what could not be read, what was left out and why, which ids stayed,
and which values are to be given. No I/O.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from .._errors import ConfluentError, Refused


def reason_of(error: ConfluentError) -> str:
    """The words of an error, without those on writes, for nothing is written here, and without the id of the request,
    which another export of the same would not have.
    """
    words = "; ".join(error.problems) if isinstance(error, Refused) else str(error)
    return re.sub(r" Request id: \S+", "", words)


@dataclass(frozen=True)
class Whereabouts:
    """What something is told of: a part, and the environment and cluster (names) that it is in; empty of none."""

    part: str
    environment: str = ""
    cluster: str = ""

    def told(self, **more: Any) -> dict[str, Any]:
        """As an entry of the result."""
        place = {"part": self.part, "environment": self.environment or None, "cluster": self.cluster or None}
        return {**place, **more}


@dataclass
class Told:
    """Collects what is told; several threads do at the same time.

    `gaps`: [{part, environment, cluster, reason}], what could not be read. `left_out`: the same with `object`, what was
    read and is not in the data. `notes`: the same, what is in the data and is worth a look. `needed`: [{variable, part,
    environment, cluster, object, option}], values that nobody can read and that are to be given; `variable`: the one of
    the environment that the placeholder in the data names, None where the data has no place for a placeholder.
    """

    gaps: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    needed: list[dict[str, Any]] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _writing: Any = field(default_factory=threading.Lock)

    def gap(self, where: Whereabouts, error: ConfluentError | str) -> None:
        """Something could not be read."""
        self.gaps.append(where.told(reason=error if isinstance(error, str) else reason_of(error)))

    def leave_out(self, where: Whereabouts, label: str, reason: str) -> None:
        """An object is there and not in the data."""
        self.left_out.append(where.told(object=label, reason=reason))

    def note(self, where: Whereabouts, label: str, reason: str) -> None:
        """An object is in the data, and there is something to say about it."""
        entry = where.told(object=label, reason=reason)
        with self._writing:
            if entry not in self.notes:
                self.notes.append(entry)

    def lacking(self, where: Whereabouts, label: str, option: str) -> None:
        """An object has a value that cannot be read, and that the data has no placeholder for."""
        self.needed.append({"variable": None, **where.told(object=label, option=option)})

    def placeholder(self, where: Whereabouts, label: str, option: str, *words: str) -> str:
        """A placeholder for a value that cannot be read: `${NAME}`, with a name made of `words` that no other has."""
        name = re.sub(r"[^A-Z0-9]+", "_", "_".join(words).upper()).strip("_") or "SECRET"
        name = f"SECRET_{name}" if name[0].isdigit() else name
        with self._writing:
            free, number = name, 1
            while free in self._taken:
                number += 1
                free = f"{name}_{number}"
            self._taken.add(free)
            self.needed.append({"variable": free, **where.told(object=label, option=option)})
        return f"${{{free}}}"

    def result(self) -> dict[str, Any]:
        """All of it, in an order that does not depend on which thread was first."""
        found = {"gaps": self.gaps, "left_out": self.left_out, "notes": self.notes, "needed": self.needed}
        return {name: sorted(entries, key=_order) for name, entries in found.items()}


def _order(entry: dict[str, Any]) -> tuple[str, ...]:
    names = ("environment", "cluster", "part", "object", "option", "variable", "reason")
    return tuple(str(entry.get(name) or "") for name in names)
