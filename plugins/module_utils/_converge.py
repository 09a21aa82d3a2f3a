# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of items from what is stated to what was done: one item for a singular module, many for a plural one.

    stated -> (invalid?) -> scope opened -> desired -> actual -> plan -> (refusals?) -> check mode stops -> apply ->
    settle

All refusals come before the first write and name every item. Nothing here knows Ansible.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._apply import VERBS, apply, settled_in
from ansible_collections.streamops.confluent.plugins.module_utils._errors import (
    ApiError,
    ConfluentError,
    NoKeyFile,
    NotFound,
    Refused,
    attempting,
)
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Kind, Object
from ansible_collections.streamops.confluent.plugins.module_utils._plan import (
    CREATED,
    UNCHANGED,
    Change,
    duplicates,
    plan,
)

# Statuses by which the service judges what it was sent; others speak of the moment or of the credential.
VERDICTS = frozenset({400, 404, 409, 422})


@dataclass
class Outcome:
    """What has happened to an item so far; it is its result, also when the run fails."""

    kind: type[Kind]
    operation: str = UNCHANGED
    changed: bool = False
    item: Object | None = None
    diff: dict[str, Any] = field(default_factory=dict)
    wait: dict[str, Any] | None = None

    def result(self) -> dict[str, Any]:
        """The result as a module returns it."""
        result: dict[str, Any] = {"changed": self.changed, "operation": self.operation, self.kind.name: self.item}
        if self.diff:
            result["diff"] = self.diff
        if self.wait:
            result["wait"] = self.wait
        return result


@dataclass
class Entry:
    """One item on its way: its kind (bound to it), its options, and what becomes known of it step by step.

    `change` stays None where the scope is not there: the outcome says then what that means. `error` is why a write
    failed; `tried` whether it was begun.
    """

    kind: Kind
    item: Mapping[str, Any]
    outcome: Outcome
    place: str = ""
    wanted: Object = field(default_factory=dict)
    change: Change | None = None
    made: Object | None = None
    error: ConfluentError | None = None
    tried: bool = False

    @property
    def pending(self) -> Change | None:
        """The change that has to be written, if any."""
        return self.change if self.change is not None and self.change.needed else None


def refuse_invalid(entries: Iterable[Entry]) -> None:
    """Raise Refused with all that is wrong with the items and can be known without asking the service."""
    problems = [f"{entry.place}{problem}" for entry in entries for problem in entry.kind.invalid(entry.item)]
    if problems:
        raise Refused(problems)


def planned(kind: Kind, entries: list[Entry], check_mode: bool) -> bool:
    """Find out what has to be done to each item; in check mode fill the outcomes with it.

    `kind` has opened nothing yet; kinds that are bound to an item are bound to it anew once it has.
    Returns whether the scope is there. Raises Refused with every reason against any of the changes.
    """
    named = entries[0].kind.label(entries[0].item) if len(entries) == 1 else f"the {kind.plural.replace('_', ' ')}"
    try:
        with attempting(f"find what {named} {'belongs' if len(entries) == 1 else 'belong'} to"):
            kind.open()
    except (NotFound, NoKeyFile) as error:
        _without_scope([(entry, error) for entry in entries], check_mode)
        if not entries:
            raise
        return False
    planned_more(kind, entries, check_mode)
    return True


def planned_more(kind: Kind, entries: list[Entry], check_mode: bool) -> None:
    """`planned` for a scope that is open."""
    for entry in entries:
        if entry.kind is not kind:
            entry.kind = kind.bound(entry.item)
    problems: list[str] = []
    found: list[Entry] = []
    for step in kind.gather([entry.item for entry in entries]):
        ready = _desired([entries[position] for position in step], check_mode)
        found += ready
        problems += _compared(kind, ready)
    problems[:0] = duplicates(kind, [entry.wanted for entry in found])
    if problems:
        raise Refused(list(dict.fromkeys(problems)))
    _rehearsed(kind, found, check_mode)
    for entry in found:
        _note(entry, check_mode)


def _desired(entries: list[Entry], check_mode: bool) -> list[Entry]:
    """The entries whose desired object is known, with it; those whose references are not there are dealt with."""
    ready: list[Entry] = []
    missing: list[tuple[Entry, Refused]] = []
    refused: list[Refused] = []
    for entry in entries:
        try:
            with attempting(f"find what {entry.kind.label(entry.item)} belongs to"):
                entry.wanted = entry.kind.desired(entry.item)
            ready.append(entry)
        except (NotFound, NoKeyFile) as error:
            missing.append((entry, error))
        except Refused as error:
            refused.append(error)
    _raise_all(refused)
    _without_scope(missing, check_mode)
    return ready


def _raise_all(refused: list[Refused]) -> None:
    """Raise these refusals as one."""
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise Refused(list(dict.fromkeys(problem for error in refused for problem in error.problems)))


def _compared(kind: Kind, entries: list[Entry]) -> list[str]:
    """Read the actual objects and plan; returns the reasons against the changes."""
    if not entries:
        return []
    named = entries[0].kind.label(entries[0].wanted) if len(entries) == 1 else kind.plural.replace("_", " ")
    problems: list[str] = []
    with attempting(f"read {named}"):
        actual = kind.read([entry.wanted for entry in entries])
        judged: list[Entry] = []
        for entry, found in zip(entries, actual, strict=True):
            entry.change, refused = plan(entry.kind, entry.wanted, found, entry.item)
            problems += refused
            if not refused or found is not None:  # of a creation that lacks something no kind can judge the rest
                judged.append(entry)
        changing = [entry for entry in judged if entry.pending is not None]
        settled = [entry for entry in judged if entry.pending is None]
        for reasons in (*map(_refusals, settled), *kind.cloud.map(_refusals, changing)):
            problems += reasons
    return problems


def _refusals(entry: Entry) -> list[str]:
    return [] if entry.change is None else list(entry.kind.refusals(entry.change))


def _rehearsed(kind: Kind, entries: list[Entry], check_mode: bool) -> None:
    """Let the service judge the changes, where it can and where it matters. Raises Refused with all that it refuses."""
    many = sum(entry.pending is not None for entry in entries) > 1
    chosen: dict[Any, Entry] = {}
    for entry in entries:
        if entry.pending is not None:
            alike = entry.kind.rehearsal(entry.pending, many)
            if alike is not None or check_mode:
                chosen.setdefault(id(entry) if alike is None else alike, entry)

    def judge(entry: Entry) -> Refused | None:
        change = entry.pending
        if change is None:
            return None
        try:
            with attempting(f"{VERBS[change.operation]} {change.label}"):
                entry.kind.rehearse(change)
        except Refused as error:
            return error
        except ApiError as error:
            if not many or error.status not in VERDICTS:
                raise
            return Refused(str(error))
        return None

    _raise_all([error for error in kind.cloud.map(judge, chosen.values()) if error is not None])


def _note(entry: Entry, check_mode: bool) -> None:
    """Put the plan into the outcome; in check mode what would be done counts as done."""
    change, outcome = entry.change, entry.outcome
    if change is None:
        return
    outcome.operation, outcome.diff = change.operation, change.diff(entry.kind)
    if check_mode:
        outcome.changed = change.needed
        predicted = change.predicted()
        outcome.item = None if predicted is None else entry.kind.shown(predicted)


def _without_scope(missing: list[tuple[Entry, Refused]], check_mode: bool) -> None:
    """For these items the scope, an owner or the key's file is not there.

    What is to be absent is absent then, unless only the key is missing. In check mode what is to be present would be
    made after its scope, by earlier tasks of the same play. Otherwise it is a failure.
    """
    warnings: dict[str, None] = {}
    refused: dict[Refused, None] = {}
    for entry, error in missing:
        kind, item = entry.kind, entry.item
        absent = item.get("state", "present") == "absent"
        if absent and isinstance(error, NotFound):
            warnings[f"Taken as absent already: {error.problems[0]}"] = None
        elif not check_mode or absent or item.get("id"):  # what has an id was made before
            refused[error] = None
        else:
            stated = kind.stated(item)
            change = Change(CREATED, kind.label(stated), stated, None, item)
            warnings[f"Check mode: {error.problems[0]} A real run fails here unless an earlier task makes it."] = None
            entry.outcome.operation, entry.outcome.changed = CREATED, True
            entry.outcome.diff, entry.outcome.item = change.diff(kind), kind.shown(stated)
    _raise_all(list(refused))
    for words in warnings:
        kind.cloud.warn(words)


def carry_out(entry: Entry) -> None:
    """Make the change of one item, and see to it that it is in effect. Raises ConfluentError."""
    write(entry)
    settle(entry)
    complete(entry.kind, [entry])


def write(entry: Entry, stale: bool = False) -> None:
    """Make the change of an item, where there is one to make.

    `stale`: the plan is older than the other items' writes: when the service refuses it, the object is looked at again,
    for somebody else may have changed it, and decided anew.
    """
    if entry.change is None:
        return
    entry.tried = True
    try:
        made = apply(entry.kind, entry.change)
    except ApiError as error:
        if not stale or error.fate_unknown or error.status not in VERDICTS or not _decided_anew(entry, entry.change):
            raise
        made = apply(entry.kind, entry.change)
    _made(entry, made)


def _decided_anew(entry: Entry, before: Change) -> bool:
    """Plan an item again from what is there now; False when that leads to the same change. Raises Refused."""
    kind = entry.kind
    with attempting(f"read {before.label} again"):
        change, refused = plan(kind, entry.wanted, kind.read([entry.wanted])[0], entry.item)
        if (change.operation, change.fields) == (before.operation, before.fields):
            return False
        problems = [*refused, *kind.refusals(change)]
    if problems:
        raise Refused([f"{problem} (it was changed by somebody else since this task began)" for problem in problems])
    entry.change, entry.outcome.operation, entry.outcome.diff = change, change.operation, change.diff(kind)
    return True


def _made(entry: Entry, made: Object | None) -> None:
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
        """The entries in portions, each for one request where the service takes several at once."""
        size = self._kind.batch
        new = [entry for entry in entries if size > 1 and entry.change is not None and entry.change.before is None]
        yield from (new[start : start + size] for start in range(0, len(new), size))
        together = {id(entry) for entry in new}
        yield from ([entry] for entry in entries if id(entry) not in together)

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
        """Make objects by one request; False when that failed, so that each is tried by itself and says why."""
        changes = [entry.change for entry in entries if entry.change is not None]
        for entry, change in zip(entries, changes, strict=True):
            entry.kind.touched(change)
        try:
            with attempting(f"create {len(changes)} {self._kind.plural.replace('_', ' ')}"):
                made = self._kind.create_together(changes)
        except ApiError as error:
            if error.status not in VERDICTS:
                for entry in entries:
                    entry.tried = True
                    self._note_failure(entry, error)
                return True
            return False
        for entry, item in zip(entries, made, strict=True):
            entry.tried = True
            _made(entry, item)
        self._tell(len(entries))
        return True

    def _settled(self, entry: Entry) -> None:
        if entry.error is None:
            self._guarded(settle, entry)

    def _guarded(self, step: Callable[[Entry], None], entry: Entry) -> None:
        try:
            step(entry)
        except ConfluentError as error:
            self._note_failure(entry, error)

    def _note_failure(self, entry: Entry, error: ConfluentError) -> None:
        entry.error = error
        self._failed.set()

    def _tell(self, done: int = 1) -> None:
        with self._counting:
            self._done += done
        name = self._kind.plural.replace("_", " ")
        self._kind.cloud.progress(f"{name}: {self._done} of {self._total} changes made")
