# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a key is due, and what becomes of the one before it: decided by the entry of the store and the keys that are
there. Pure.

    made -> stored as the next one -> tried on its plane -> handed out: one write of the store -> the old one is kept
    for a while -> deleted

A run that ends anywhere leaves an entry that says how far it came, and applications with a key that works.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..._declare.field import Object
from ..._stores.entry import TOLD, Entry, moment, orphans, seconds_of, without, written
from .resources import RESOURCES

DAY = 86400.0
KEPT = "7d"  # how long an old key is kept where the task does not say


def invalid(item: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the spans of a task."""
    spans = {}
    for name in ("rotate_after", "keep_old"):
        if item.get(name) is not None:
            spans[name] = seconds_of(item[name])
            if spans[name] is None:
                yield f"{name} {item[name]!r} is no span: give a number and s, m, h, d or w, for example 90d"
            if item.get("id"):
                yield f"{name} and id do not go together: with each rotation the id is another one. Give name and owner"
    after = spans.get("rotate_after")
    if item.get("rotate_after") is None or after is None:
        return
    kept = item.get("keep_old") or KEPT
    if (seconds_of(kept) or 0.0) >= after:
        yield f"keep_old {kept} is not shorter than rotate_after {item['rotate_after']}: old keys would pile up"
    if item.get("wait") is False:
        yield "rotate_after needs wait: true, because a key is handed out only after its plane has taken it"


def age(created_at: Any, now: float) -> float | None:
    """The age of a key in seconds, None where that is not known."""
    born = moment(created_at)
    return None if born is None else max(0.0, now - born)


@dataclass
class Standing:
    """What an entry and the keys of the same owner, resource and name say of each other.

    `there`: those keys by their ids. `gone`: what the entry names and is known not to exist any more; an id that is in
    neither may be alive, and is not forgotten. `rotate_after`, `keep_old`: seconds, None where the task does not say.
    """

    entry: Entry
    there: Mapping[str, Object]
    rotate_after: float | None = None
    keep_old: float | None = None
    now: float = 0.0
    gone: frozenset[str] = frozenset()

    def _living(self, member: str) -> str | None:
        key = self.entry.get(member)
        return key if key in self.there else None

    @property
    def current(self) -> str | None:
        """The key that is handed out, where it is there."""
        return self._living("api_key")

    @property
    def next(self) -> str | None:
        """The key that is stored and not handed out yet, where it is there."""
        return self._living("next_api_key")

    @property
    def leftover(self) -> str | None:
        """The key that a replacement, which was cut short, has not deleted."""
        return self._living("replaces") if self.current else None

    @property
    def retired(self) -> str | None:
        """The key before, which is kept for a while, where it is there."""
        return self._living("previous_api_key")

    @property
    def orphans(self) -> list[str]:
        """Keys of runs that came to their end before they could store them."""
        return orphans(self.entry, self.there)

    def candidates(self) -> list[Object]:
        """The keys of which one is the wanted one: those that the entry does not know to be others."""
        others = {self.entry.get("previous_api_key"), *self.orphans}
        if self.current:
            others |= {self.entry.get("next_api_key"), self.entry.get("replaces")}
        return [item for key, item in self.there.items() if key not in others]

    @property
    def old_due(self) -> bool:
        """Whether the key before has been kept for long enough, and another one is handed out."""
        since = moment(self.entry.get("rotated_at"))
        if not self.entry.get("previous_api_key") or self.keep_old is None or self.current is None:
            return False
        if self.entry.get("tried") is False and self._can_be_tried:
            return False
        return since is None or self.now - since >= self.keep_old

    @property
    def _can_be_tried(self) -> bool:
        declared = RESOURCES.get(str(self.there[str(self.current)].get("resource")))
        return declared is not None and declared.probe is not None

    @property
    def completes(self) -> bool:
        """Whether a key is stored that has not been handed out, because a run was cut short."""
        return self.next is not None and (self.rotate_after is not None or self.current is None)

    @property
    def due(self) -> bool:
        """Whether the key is to be rotated: it is old enough, and none before it is kept any longer."""
        if self.rotate_after is None or self.current is None or self.next:
            return False
        previous = self.entry.get("previous_api_key")
        if previous and previous not in self.gone and not (self.retired and self.old_due):
            return False
        old = age(self.there[self.current].get("created_at"), self.now)
        return old is not None and old >= self.rotate_after

    # In words

    def rotating(self, keep_old: str) -> tuple[str, str] | None:
        """Before and after of a rotation, None where there is none."""
        if self.completes:
            kept = f"; {self.current} is kept for {keep_old}" if self.current else ""
            return f"{self.next} is stored and not handed out yet", f"{self.next} handed out{kept}"
        if not self.due:
            return None
        days = (age(self.there[str(self.current)].get("created_at"), self.now) or 0.0) / DAY
        return f"{self.current} is {days:.0f} days old", f"a new key; {self.current} is kept for {keep_old}"

    def retiring(self) -> tuple[str, str] | None:
        """Before and after of the key before, None where it stays."""
        old = self.entry.get("previous_api_key")
        kept = f"{old} is kept since {self.entry.get('rotated_at')}"
        if old in self.gone and self.keep_old is not None:
            return f"{kept}, and does not exist any more", f"{old} forgotten"
        return (kept, f"{old} deleted") if self.retired and self.old_due else None

    def told(self) -> Object:
        """What results say: how old the key is and when it is due, and the key before with the end of its time."""
        item = self.there.get(self.current or "") or {}
        born, since = moment(item.get("created_at")), moment(self.entry.get("rotated_at"))
        found: Object = {"due": self.due or self.completes}
        if born is not None:
            found["age_days"] = int(max(0.0, self.now - born) // DAY)
            if self.rotate_after is not None:
                found["due_at"] = written(born + self.rotate_after)
        previous = self.entry.get("previous_api_key")
        if previous and previous not in self.gone:
            found["previous"] = {"id": previous, "created_at": self.entry.get("previous_created_at")}
            if since is not None and self.keep_old is not None:
                found["previous"]["delete_at"] = written(since + self.keep_old)
        if self.next:
            found["next"] = {"id": self.next, "created_at": self.entry.get("next_created_at")}
        return found


def beside(made: Entry, before: Entry) -> Entry:
    """The entry with the new key beside the one that applications use."""
    parts = {f"next_{part}": made[part] for part in ("api_key", "api_secret", "created_at") if part in made}
    return {**before, **{part: made[part] for part in TOLD if part in made}, **parts}


def handed_out(entry: Entry, keep: bool, tried: bool) -> Entry:
    """The entry after the switch: the next key is the one that applications use, the one before is kept."""
    after = without(entry, "next_", "previous_", "rotated_at", "making")
    if keep:
        after["previous_api_key"] = entry["api_key"]
        for part in ("api_secret", "created_at"):
            if entry.get(part):
                after[f"previous_{part}"] = entry[part]
        after["rotated_at"] = written(time.time())
    for part in ("api_key", "api_secret", "created_at"):
        if entry.get(f"next_{part}"):
            after[part] = entry[f"next_{part}"]
    return {**after, "tried": tried}


def without_old(entry: Entry) -> Entry:
    """The entry once the key before is deleted."""
    return without(entry, "previous_", "rotated_at")
