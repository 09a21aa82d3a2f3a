# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carrying plans out: the change of one item, or of many, rank after rank and several at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

from .._declare.change import CREATED, DELETED, Change
from .._declare.field import Object
from .._declare.kind import Kind
from .._errors import ApiError, ConfluentError, Refused, attempting
from .._wire.http import READS
from .comparison import plan
from .planning import VERDICTS, Entry
from .writes import VERBS, apply, settled_in


def carry_out(entry: Entry) -> None:
    """Make the change of one item, and see to it that it is in effect. Raises ConfluentError."""
    write(entry)
    settle(entry)
    complete(entry.kind, [entry])


def write(entry: Entry, stale: bool = False, failed: ConfluentError | None = None) -> None:
    """Make the change of an item, where there is one to make. `failed`: how it failed by a request for several.

    `stale`: the plan is older than the other items' writes: when the service refuses it, the object is looked at again,
    for somebody else may have changed it, and decided anew. So it is, in any case, when the service says that what was
    to be created exists already.
    """
    if entry.change is None:
        return
    entry.tried = True
    try:
        made = apply(entry.kind, entry.change, failed)
    except ApiError as error:
        taken = entry.change.operation == CREATED and entry.kind.taken(error)
        # Of what a write reads on its way only "it is not there" tells of a change by somebody else.
        refused = error.status == 404 if error.method in READS else error.status in VERDICTS
        if error.fate_unknown or not (taken or (stale and refused)):
            raise
        if not _decided_anew(entry, entry.change, taken):
            if taken:
                error.message += f" This credential is not shown {entry.change.label}: it was looked for again."
            raise
        made = apply(entry.kind, entry.change)
    _made(entry, made)


def _decided_anew(entry: Entry, before: Change, taken: bool) -> bool:
    """Plan an item again from what is there now; False when that leads to the same change. Raises ApiError, Refused."""
    kind = entry.kind
    words = f"see {before.label}, of which the service says that it exists already"
    with attempting(words if taken else f"read {before.label} again"):
        found = (kind.read_singly if taken else kind.read)([entry.wanted])[0]
        change, refused = plan(kind, entry.wanted, found, entry.item)
        if (change.operation, change.fields) == (before.operation, before.fields):
            return False
        problems = [*refused, *kind.refusals(change)]
    if problems:
        raise Refused([f"{problem} (it was changed by somebody else since this task began)" for problem in problems])
    entry.change, entry.outcome.operation, entry.outcome.diff = change, change.operation, change.diff(kind.shown)
    return True


def _made(entry: Entry, made: Object | None) -> None:
    change, outcome = entry.change, entry.outcome
    if change is not None and change.operation != outcome.operation:  # the write found that there was none to make
        outcome.operation, outcome.diff = change.operation, change.diff(entry.kind.shown)
    entry.outcome.changed = entry.pending is not None
    entry.made = made
    entry.outcome.item = None if made is None else entry.kind.shown(made)


def settle(entry: Entry) -> None:
    """Wait until what was done to an item is in effect, also when an earlier run did it."""
    if entry.change is None:
        return
    kind, outcome = entry.kind, entry.outcome
    subject = entry.made if entry.made is not None else entry.change.before
    if subject is None:
        return
    try:
        settled = settled_in(kind, entry.change, subject)
    finally:
        outcome.wait = kind.waited.result() if kind.waited is not None and kind.waited.slept else None
    if entry.made is not None:
        entry.made, outcome.item = settled, kind.shown(settled)
    if entry.change.operation != DELETED:
        outcome.next_step = kind.next_step(settled)


def complete(kind: Kind, entries: list[Entry]) -> None:
    """Put into the outcomes what only another read tells of the objects that were made."""
    there = [(entry, entry.made) for entry in entries if entry.made is not None and entry.error is None]
    whole = kind.completed([made for _entry, made in there])
    for (entry, made), item in zip(there, whole, strict=True):
        if item is not made:
            entry.made, entry.outcome.item = item, entry.kind.shown(item)


class Crew:
    """Makes the changes of many items: rank after rank, several at a time.

    With `keep_on` an item that fails holds nothing up; otherwise nothing new is begun after the first failure.
    """

    def __init__(self, kind: Kind, keep_on: bool) -> None:
        self._kind, self._keep_on = kind, keep_on
        self._failed = threading.Event()
        self._counting = threading.Lock()
        self._done = self._total = 0

    def carry_out(self, entries: list[Entry]) -> None:
        """Make all changes. Failures are left in the entries."""
        pending = [entry for entry in entries if entry.pending is not None]
        for entry in entries:
            if entry.change is not None and entry.pending is None:
                _made(entry, entry.change.before)
        ranks: dict[int, list[Entry]] = {}
        for entry, change in ((entry, entry.pending) for entry in pending):
            if change is not None:
                ranks.setdefault(entry.kind.rank(change), []).append(entry)
        self._total = len(pending)
        for rank in sorted(ranks):
            self._kind.cloud.map(self._together, list(self._batches(ranks[rank])))
            self._kind.cloud.map(self._settled, [entry for entry in ranks[rank] if entry.tried])
        self._kind.cloud.map(self._settled, [entry for entry in entries if entry.pending is None])
        try:
            complete(self._kind, entries)
        except ConfluentError:
            if not self._failed.is_set():  # otherwise the failures of items say more
                raise

    def _batches(self, entries: list[Entry]) -> Iterator[list[Entry]]:
        """The entries in portions of one operation, each for one request where the service takes several at once."""
        size = self._kind.batch
        together: dict[str, list[Entry]] = {operation: [] for operation in self._kind.batched if size > 1}
        alone = []
        for entry in entries:
            portion = together.get(entry.change.operation) if entry.change is not None else None
            if portion is None:
                alone.append([entry])
            else:
                portion.append(entry)
        for found in together.values():
            yield from (found[start : start + size] for start in range(0, len(found), size))
        yield from alone

    def _together(self, entries: list[Entry]) -> None:
        if self._failed.is_set() and not self._keep_on:
            return
        if len(entries) > 1 and self._in_one(entries):
            return
        for entry in entries:
            if not (self._failed.is_set() and not self._keep_on):
                self._guarded(lambda one: write(one, stale=True), entry)
                self._tell()

    def _in_one(self, entries: list[Entry]) -> bool:
        """Make changes of one operation by one request, of which each may fail by itself; False when the service judged
        them as a whole, so that each is tried by itself and says why.
        """
        changes = [entry.change for entry in entries if entry.change is not None]
        for entry, change in zip(entries, changes, strict=True):
            entry.kind.touched(change)
        statistics = self._kind.cloud.transport.statistics
        before = statistics.own_writes()
        final: ConfluentError | None = None  # what is said of all, and needs no further look
        try:
            with attempting(f"{VERBS[changes[0].operation]} {len(changes)} {self._kind.words()}"):
                answers = self._kind.write_together(changes)
        except ConfluentError as error:
            if isinstance(error, ApiError) and error.status in VERDICTS and error.method not in READS:
                return False
            answers = [error] * len(entries)
            final = None if isinstance(error, ApiError) and error.fate_unknown else error
        wrote = statistics.own_writes() > before
        for entry, answer in zip(entries, answers, strict=True):
            entry.tried = True
            if not isinstance(answer, ConfluentError):
                _made(entry, answer)
                continue
            entry.outcome.changed = wrote and not isinstance(answer, ApiError)  # taken, and not as it should be
            if answer is final:
                self._note_failure(entry, answer)
                continue
            self._guarded(partial(write, stale=True, failed=answer), entry)
            if isinstance(entry.error, ApiError) and entry.error.status not in VERDICTS:
                final = answer  # the service is out of reach: so it is for the others of the same lost request
        self._tell(len(entries))
        return True

    def _settled(self, entry: Entry) -> None:
        if entry.error is None:
            self._guarded(settle, entry)

    def _guarded(self, step: Callable[[Entry], None], entry: Entry) -> None:
        statistics = self._kind.cloud.transport.statistics
        before = statistics.own_writes()
        try:
            step(entry)
        except ConfluentError as error:
            # Of a change that takes several writes some were made.
            entry.outcome.changed = entry.outcome.changed or statistics.own_writes() > before
            self._note_failure(entry, error)

    def _note_failure(self, entry: Entry, error: ConfluentError) -> None:
        entry.error = error
        self._failed.set()

    def _tell(self, done: int = 1) -> None:
        with self._counting:
            self._done += done
        self._kind.cloud.progress(f"{self._kind.words()}: {self._done} of {self._total} changes made")
