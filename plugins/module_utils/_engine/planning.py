# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of items from what is stated to a plan: one item for a singular module, many for a plural one.

    stated -> (invalid?) -> scope opened -> desired -> actual -> plan -> (refusals?) -> check mode stops -> execution

All refusals come before the first write and name every item. Nothing here knows Ansible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._declare.change import CREATED, UNCHANGED, UPDATED, Change
from .._declare.field import Object
from .._declare.kind import Kind
from .._errors import ApiError, ConfluentError, NoKeyFile, NotFound, NotReady, Refused, attempting
from .comparison import duplicates, plan, repeated
from .writes import VERBS

# Statuses by which the service judges what it was sent; others speak of the moment or of the credential.
VERDICTS = frozenset({400, 404, 409, 422})

# Whether what is missing is made by this very run, so that what needs it is planned again then.
Later = Callable[[Refused], bool]

MADE_MEANWHILE = "was made by somebody else since this task looked for it. Run again to decide on what is there now"


@dataclass
class Outcome:
    """What has happened to an item so far; it is its result, also when the run fails."""

    kind: type[Kind]
    operation: str = UNCHANGED
    changed: bool = False
    item: Object | None = None
    diff: dict[str, Any] = field(default_factory=dict)
    wait: dict[str, Any] | None = None
    next_step: str | None = None

    def result(self) -> dict[str, Any]:
        """The result as a module returns it."""
        result: dict[str, Any] = {"changed": self.changed, "operation": self.operation, self.kind.name: self.item}
        if self.diff:
            result["diff"] = self.diff
        if self.wait:
            result["wait"] = self.wait
        if self.next_step:
            result["next_step"] = self.next_step
        return result


@dataclass
class Entry:
    """One item on its way: its kind (bound to it), its options, and what becomes known of it step by step.

    `number`: of the stated item that it belongs to, from 1. `change` stays None where the scope is not there: the
    outcome says then what that means. `error` is why a write failed; `tried` whether it was begun. `later`: what has to
    be made first, by this run, and then the item is planned again. `hindered`: why it was not tried.
    """

    kind: Kind
    item: Mapping[str, Any]
    outcome: Outcome
    place: str = ""
    number: int | None = None
    wanted: Object = field(default_factory=dict)
    change: Change | None = None
    made: Object | None = None
    error: ConfluentError | None = None
    tried: bool = False
    later: Refused | None = None
    hindered: str = ""

    @property
    def pending(self) -> Change | None:
        """The change that has to be written, if any."""
        return self.change if self.change is not None and self.change.needed else None


def refuse_invalid(entries: list[Entry]) -> None:
    """Raise Refused with all that is wrong with the items, one by one and together, and can be known without asking the
    service: whether their scope is there or not, and before the first request.
    """
    wrong = [[f"{entry.place}{problem}" for problem in entry.kind.invalid(entry.item)] for entry in entries]
    # Of an item that is wrong nothing further is asked; it keeps its place in the count.
    keys = [
        None if found else (entry.kind.stated_key(entry.item), _stated_id(entry))
        for entry, found in zip(entries, wrong, strict=True)
    ]

    def label(position: int) -> str:
        return entries[position].kind.label(entries[position].kind.stated(entries[position].item))

    numbers = [entry.number for entry in entries]
    problems = [*(problem for found in wrong for problem in found), *repeated(keys, label, numbers)]
    if not problems and entries:
        problems = list(entries[0].kind.together([entry.item for entry in entries]))
    if problems:
        raise Refused(list(dict.fromkeys(problems)))
    for words in dict.fromkeys(doubt for entry in entries for doubt in entry.kind.doubts(entry.item)):
        entries[0].kind.cloud.warn(words)


def planned(kind: Kind, entries: list[Entry], check_mode: bool, later: Later | None = None) -> bool:
    """Find out what has to be done to each item; in check mode fill the outcomes with it.

    `kind` has opened nothing yet; kinds that are bound to an item are bound to it anew once it has.
    `later`: what the run makes itself. Then nothing else may be missing, in check mode either.
    Returns whether the scope is there. Raises Refused with every reason against any of the changes.
    """
    named = entries[0].kind.label(entries[0].item) if len(entries) == 1 else f"the {kind.plural.replace('_', ' ')}"
    try:
        kind.cloud.check_keys(kind.planes)
    except NoKeyFile as error:
        if not later(error) if later else not check_mode or error.expected is False:
            raise
    try:
        with attempting(f"find what {named} {'belongs' if len(entries) == 1 else 'belong'} to"):
            kind.open()
    except (NotFound, NoKeyFile) as error:
        foretold([(entry, error) for entry in entries], check_mode, later)
        if not entries and not (later and later(error)):
            raise
        return False
    except NotReady as error:
        if later is None or not later(error):
            raise
        foretold([(entry, error) for entry in entries], check_mode, later)
        return False
    planned_more(kind, entries, check_mode, later)
    return True


def planned_more(kind: Kind, entries: list[Entry], check_mode: bool, later: Later | None = None) -> None:
    """`planned` for a scope that is open."""
    for entry in entries:
        if entry.kind is not kind:
            entry.kind = kind.bound(entry.item)
    problems: list[str] = []
    found: list[Entry] = []
    for step in kind.gather([entry.item for entry in entries]):
        ready = _desired([entries[position] for position in step], check_mode, later)
        found += ready
        problems += _compared(kind, ready)
    problems[:0] = duplicates(kind, [_identified(entry) for entry in found], [entry.number for entry in found])
    if not problems:
        problems = list(kind.too_many([entry.pending for entry in found if entry.pending is not None]))
    if problems:
        raise Refused(list(dict.fromkeys(problems)))
    _rehearsed(kind, found, check_mode)
    for entry in found:
        _note(entry, check_mode)


def _stated_id(entry: Entry) -> Any:
    """The id by which an item names its object, None where it states none, or where ids are no names (a schema's)."""
    by_id = any(declared.name == "id" for declared in entry.kind.fields)
    return entry.item.get("id") if by_id else None


def _identified(entry: Entry) -> Object:
    """The wanted object, with the id that it was found to have where items may state ids."""
    found = entry.change.before if entry.change is not None else None
    by_id = any(declared.name == "id" for declared in entry.kind.fields)
    return {**entry.wanted, "id": found["id"]} if found is not None and by_id else entry.wanted


def _desired(entries: list[Entry], check_mode: bool, later: Later | None) -> list[Entry]:
    """The entries whose desired object is known, with it; those whose references are not there are dealt with."""
    ready: list[Entry] = []
    missing: list[tuple[Entry, Refused]] = []
    refused: list[Refused] = []
    for entry in entries:
        try:
            with attempting(f"find what {entry.kind.label(entry.item)} belongs to"):
                entry.wanted = entry.kind.desired(entry.item)
            ready.append(entry)
        except NotFound as error:
            if _means_absent(entry):
                missing.append((entry, error))
            else:
                refused.append(error)
        except NoKeyFile as error:
            missing.append((entry, error))
        except Refused as error:
            if later and isinstance(error, NotReady) and later(error):
                missing.append((entry, error))
            else:
                refused.append(error)
    _raise_all(refused)
    foretold(missing, check_mode, later)
    return ready


def _means_absent(entry: Entry) -> bool:
    """Whether what is missing is part of what the object is found by: then an object that is to be absent is.

    Any other reference may be misspelt, and says nothing of the object. (What is to be present is another matter: in
    check mode an earlier task may make whatever it refers to.)
    """
    item = entry.item
    if item.get("state", "present") != "absent":
        return True
    found_by = ("id",) if _stated_id(entry) else tuple(f.name for f in entry.kind.fields if f.key)
    others = {f.name for f in entry.kind.fields} - set(found_by)
    try:
        with attempting(f"find what {entry.kind.label(item)} belongs to"):
            entry.kind.desired({name: None if name in others else value for name, value in item.items()})
    except NotFound:
        return True
    return False


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
    named = entries[0].kind.label(entries[0].wanted) if len(entries) == 1 else kind.words()
    problems: list[str] = []
    with attempting(f"read {named}"):
        actual = _read(kind, entries)
        judged: list[Entry] = []
        for entry, found in zip(entries, actual, strict=True):
            entry.change, refused = plan(entry.kind, entry.wanted, found, entry.item)
            problems += refused
            if not refused or found is not None:  # of a creation that lacks something no kind can judge the rest
                judged.append(entry)
        changing = [entry for entry in judged if entry.pending is not None]
        settled = [entry for entry in judged if entry.pending is None]
        for reasons in (*map(_refusals, settled), *kind.cloud.map(_refusals, changing, f"{kind.words()} judged")):
            problems += reasons
    return problems


def _read(kind: Kind, entries: list[Entry]) -> list[Object | None]:
    """The actual objects. What is to be absent, and was only missing in a list, is looked at by itself."""
    actual = kind.read([entry.wanted for entry in entries])
    absent = [
        position
        for position, entry in enumerate(entries)
        if actual[position] is None and entry.item.get("state") == "absent" and kind.doubtful(entry.wanted)
    ]
    for position, found in zip(
        absent, kind.read_singly([entries[one].wanted for one in absent]) if absent else (), strict=True
    ):
        actual[position] = found
    return actual


def _refusals(entry: Entry) -> list[str]:
    return [] if entry.change is None else list(entry.kind.refusals(entry.change))


def _rehearsed(kind: Kind, entries: list[Entry], check_mode: bool) -> None:
    """Let the service judge the changes, where it can and where it matters. Raises Refused with all that it refuses."""
    many = kind.cloud.ahead or sum(entry.pending is not None for entry in entries) > 1
    chosen: dict[Any, Entry] = {}
    for entry in entries:
        if entry.pending is not None:
            alike = entry.kind.rehearsal(entry.pending, many)
            if alike is not None or check_mode:
                chosen.setdefault(id(entry) if alike is None else alike, entry)

    taken: list[tuple[Entry, ApiError]] = []

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
            if change.operation == CREATED and entry.kind.taken(error):
                taken.append((entry, error))
                return None
            if not many or error.status not in VERDICTS:
                raise
            return Refused(str(error))
        return None

    counted = f"{kind.words()} checked with the service"
    refused = kind.cloud.map(judge, chosen.values(), counted)
    if taken:  # of names none stands for others
        asked = set(map(id, chosen.values()))
        rest = [entry for entry in entries if id(entry) not in asked]
        new = [entry for entry in rest if entry.change is not None and entry.change.operation == CREATED]
        refused += kind.cloud.map(judge, new, counted)
        _of_taken(kind, taken, many)
    _raise_all([error for error in refused if error is not None])


def _of_taken(kind: Kind, taken: list[tuple[Entry, ApiError]], many: bool) -> None:
    """Raise what is known of objects that were not found, and that exist already, says the service.

    While a role may still be on its way a list leaves out what it does not let see yet: then it is decided anew.
    """
    labels = [entry.kind.label(entry.wanted) for entry, _error in taken]
    with attempting(f"see {', '.join(labels)}, of which the service says that it exists already"):
        found = kind.read_singly([entry.wanted for entry, _error in taken])
    if kind.cloud.transport.denial_may_pass() and None not in found:
        problems: list[str] = []
        for (entry, _error), actual in zip(taken, found, strict=True):
            entry.change, refused = plan(entry.kind, entry.wanted, actual, entry.item)
            problems += [*refused, *entry.kind.refusals(entry.change)]
        if problems:
            raise Refused(problems)
        return
    if not many and found == [None]:
        error = taken[0][1]
        error.message += f" This credential is not shown {labels[0]}: it was looked for again."
        raise error
    _raise_all(
        [
            Refused(str(error) if actual is None else f"{label} {MADE_MEANWHILE}")
            for label, actual, (_entry, error) in zip(labels, found, taken, strict=True)
        ]
    )


def _note(entry: Entry, check_mode: bool) -> None:
    """Put the plan into the outcome; in check mode what would be done counts as done."""
    change, outcome = entry.change, entry.outcome
    if change is None:
        return
    outcome.operation, outcome.diff = change.operation, change.diff(entry.kind.shown)
    if check_mode:
        outcome.changed = change.needed
        predicted = change.predicted()
        outcome.item = None if predicted is None else entry.kind.shown(predicted)


def foretold(missing: list[tuple[Entry, Refused]], check_mode: bool, later: Later | None = None) -> None:
    """For these items the scope, an owner or the key's file is not there.

    What is to be absent is absent then, unless only the key is missing. In check mode what is to be present would be
    made after its scope, by earlier tasks of the same play, or `later` by this one. Otherwise it is a failure.
    """
    warnings: dict[str, None] = {}
    refused: dict[Refused, None] = {}
    for entry, error in missing:
        kind, item = entry.kind, entry.item
        absent = item.get("state", "present") == "absent"
        if absent and isinstance(error, NotFound):
            warnings[f"Taken as absent already: {error.problems[0]}"] = None
        elif absent or _stated_id(entry) or not (later(error) if later else check_mode):
            refused[error] = None  # what has an id was made before
        else:
            change, against = _beforehand(kind, item, error)
            if against:  # known without the scope, and no earlier task changes it
                refused[Refused(against)] = None
                continue
            if later is None:
                words = error.problems[0] + ("" if error.problems[0].endswith((".", "?")) else ".")
                warnings[f"Check mode: {words} A real run fails here unless an earlier task makes it."] = None
            else:
                entry.later = error
            entry.outcome.operation, entry.outcome.changed = change.operation, change.needed and check_mode
            entry.outcome.diff, entry.outcome.item = change.diff(kind.shown), kind.shown(kind.stated(item))
    _raise_all(list(refused))
    for words in warnings:
        kind.cloud.warn(words)


def _beforehand(kind: Kind, item: Mapping[str, Any], error: Refused) -> tuple[Change, list[str]]:
    """What would be done to an item once its scope is there, and what is known to speak against it: it is made, unless
    it comes with the scope.

    Without the key to look at it, it may differ in all that is stated.
    """
    stated = kind.stated(item)
    label, born = kind.label(stated), kind.comes_with_scope(item)
    if born is not None and isinstance(error, NoKeyFile):
        return Change(UPDATED, label, stated, None, item, {name: (None, value) for name, value in stated.items()}), []
    return plan(kind, stated, born, item, resolved=False)
