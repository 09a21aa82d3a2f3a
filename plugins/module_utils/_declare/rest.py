# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain REST kinds: everything from the declaration (conventions of the control plane: API_MAP B.1).

What is declared: where the objects are (`path`, `plane`, the scope), what they are called (`named`, `addressed`), what
they are made of (`fields`, `unions`, `outputs`), how they are changed (`update_by`, `brought_back`), when they are
ready (`ready`), and what speaks against their removal (`held_by`, `irremovable`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._errors import Ambiguous, ApiError, ConfluentError, WaitFailed
from .._wire.tries import Tries
from .change import CREATED, DELETED, UPDATED, Change
from .collection import Collection
from .field import Field, Object
from .holder import held
from .override import override
from .purge_scope import in_names
from .ready import NOT_SEEN, RESTING, UNSEEN, Ready
from .shape import all_overlaid, changed_entries, differs, fixed_parts, get_path, lacking, overlaid, resolved, set_path
from .unshown import NOT_SHOWN, STATED, seen, sent_again, shown
from .waiting import Wait

TRIES = 3  # of a change of the whole object that meets somebody else's
APPLIED_WITHIN = 10.0  # seconds after which a change that was accepted has to be seen


class RestKind(Collection):
    """A kind with the standard operations: list, POST, PATCH (or PUT) and DELETE."""

    # Desired, actual, and what differs

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """What is stated, with ids in place of names. For what is to be absent only its key has to be found."""
        stated = self.stated(item)
        if item.get("state") != "absent":
            return resolved(self.fields, stated, self._referred)
        others = {f.name for f in self.fields if f.refers is not None and not f.key}
        found_by = {name: value for name, value in stated.items() if name not in others}
        return resolved((f for f in self.fields if f.key), found_by, self._referred)

    def all(self) -> list[Object]:
        """Every object in the scope."""
        listed = self.listing()
        if any(isinstance(raw, str) for raw in listed):  # names: what they stand for is read one by one
            listed = [raw for raw in self.cloud.map(self.get, listed, f"{self.words()} read") if raw is not None]
        return [self.from_api(raw) for raw in listed]

    def candidates(self, wanted: list[Object]) -> list[Object]:
        """Objects among which the wanted ones are, if they are there: what has no id is read by its name."""
        if self.addressed == "id":
            return self.all()
        names = dict.fromkeys(str(item[self.addressed]) for item in wanted)
        return [
            self.from_api(raw) for raw in self.cloud.map(self.get, names, f"{self.words()} read") if raw is not None
        ]

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        by_id: dict[Any, list[Object]] = {}
        by_key: dict[Any, list[Object]] = {}
        for item in self.candidates(wanted):
            by_id.setdefault(item.get("id"), []).append(item)
            by_key.setdefault(self.key(item), []).append(item)
        return [
            self._only(item, by_id.get(item["id"], []) if item.get("id") else by_key.get(self.key(item), []))
            for item in wanted
        ]

    def _only(self, item: Object, matches: list[Object]) -> Object | None:
        """The one match, if there is any. Raises Ambiguous, and ValueError for one that the list shows without what
        its path is made of: no request could be about it.
        """
        if len(matches) > 1:
            raise Ambiguous(
                self.name.replace("_", " "), " / ".join(map(str, self.key(item))), [m["id"] for m in matches]
            )
        if matches and matches[0].get(self.addressed) in (None, ""):
            raise ValueError(f"{self.label(item)} is listed without {self.addressed}")
        return matches[0] if matches else None

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        """As every kind; of a nested object what is stated, of what is never shown its fingerprint, if there is one."""
        if field.write_only:
            return self._compare_unshown(field, wanted, actual)
        if field.action:
            return (False, True) if wanted else None
        if field.query is not None and field.wire is None:
            return None  # it belongs to the creation, and is shown nowhere
        before = actual.get(field.name)
        if field.is_map:
            return changed_entries(wanted, before)
        if not field.options:
            return super().compare(field, wanted, actual)
        if differs(field, wanted, before):
            return before, overlaid(field, wanted, before)
        return sent_again(field, wanted, before) if self.options.get("update_secrets") == "always" else None

    def _compare_unshown(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.told_by:
            before, after = actual.get(field.told_by), field.canonical(wanted) if field.canonical else wanted
            return None if before == after else (before, after)
        return (NOT_SHOWN, STATED) if self.options.get("update_secrets") == "always" else None

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        """As every kind; parts of a nested object by themselves, and another form of a union in its own words."""
        parts = next((parts for parts in self.unions if field.name in parts.names), None)
        words = parts and parts.other_form(change.label, self.words_of_one(), change.desired, change.actual)
        if words:
            yield f"{words}{self.with_it()}"
            return
        for name, before, after in fixed_parts(field, change.desired[field.name], change.fields[field.name][0]):
            yield self.fixed_words(name, change.label, before, after)

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        lacks = [words for parts in self.unions for words in parts.lacking(change.desired)]
        lacks += lacking(self.fields, change.desired)
        if lacks:
            yield f"{change.label} does not exist, and to create it {' and '.join(lacks)} must be given"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == CREATED and change.desired.get("id"):
            yield (
                f"there is no {self.words_of_one()} with the id {change.desired['id']}: ids are given by the service, "
                "leave it out to create one"
            )
        if change.operation == UPDATED:
            yield from self._refused_change(change)
        if change.operation == DELETED:
            if self.irremovable:
                yield f"{change.label} cannot be deleted: {self.irremovable}"
            holders = self.holders(change)
            if holders:
                yield held(change.label, holders)

    def _refused_change(self, change: Change) -> Iterator[str]:
        if "name" in change.fields and self.field("name").key:
            taken = [other["id"] for other in self.all() if other.get("name") == change.fields["name"][1]]
            if taken:
                yield (
                    f"{change.actual['id']} cannot be renamed to {change.fields['name'][1]!r}: {', '.join(taken)} has "
                    "this name already"
                )
        unshown = [f.name for f in self.fields if f.write_only and f.needed and change.desired.get(f.name) is None]
        if self.update_by == "PUT" and unshown:
            yield (
                f"to change {', '.join(change.fields)} of {change.label}, {' and '.join(unshown)} must be given too: "
                "the service takes the object as a whole, and does not show what it has"
            )

    # Writing

    @override
    def create(self, change: Change) -> Object:
        self.cloud.forget(self.collection)
        answer = self.client.post(self.collection, self.body(change.desired), self._creation_params(change))
        if self._is_object(answer):
            return self.from_api(answer)
        # Accepted, with an answer that got lost on the way: never made again, but looked for.
        self.cloud.forget(self.collection)
        found = self.read([change.desired])[0]
        if found is None:
            raise ConfluentError(
                "The service accepted the creation with an answer that tells nothing of the object, and the object is "
                "not listed (yet). Run again in a minute: it is looked for before anything is made."
            )
        return found

    def _creation_params(self, change: Change) -> dict[str, Any] | None:
        """The query parameters of the creation: those of every request, where the kind says so, and stated ones."""
        stated = {f.query: change.desired.get(f.name) for f in self.fields if f.query}
        given = {name: value for name, value in stated.items() if value is not None}
        return {**(self.params if self.queried_writes else {}), **given} or None

    def _is_object(self, answer: Any) -> bool:
        """Whether an answer to a write shows the object, as documented."""
        path = "id" if self.addressed == "id" else self.field(self.addressed).wire or self.addressed
        return isinstance(answer, Mapping) and bool(get_path(answer, path.split(".")))

    @override
    def update(self, change: Change) -> Object:
        self.cloud.forget(self.collection)
        for name in change.fields:
            if self.field(name).action:
                self.act(name, change)
        answer = self._put(change) if self.update_by == "PUT" else self._patch(change)
        if not self._is_object(answer):
            answer = self.get(change.actual[self.addressed])
        made = change.actual if answer is None else self.from_api(answer)
        waits = self.ready is not None and change.options.get("wait", True)
        return made if waits else self._applied(change, made)

    def act(self, name: str, change: Change) -> None:
        """Do what the action of that name asks for, on an object that is there."""
        raise NotImplementedError

    def _patch(self, change: Change) -> Any:
        answer: Any = None
        for values in self.patches(change):
            sent = {name: change.desired[name] if self.field(name).write_only else v for name, v in values.items()}
            answer = self.client.patch(self._one(change.actual), self.change_body(sent), self._written_params)
        return answer

    def patches(self, change: Change) -> list[dict[str, Any]]:
        """The values of each PATCH that the change takes; one for all, unless the kind needs several."""
        new = {name: value for name, value in change.new.items() if not self.field(name).action}
        return [new] if new else []

    def _put(self, change: Change) -> Any:
        """Send the object as a whole: as it is now, and what is stated over it. Where somebody else changed it in the
        meantime (409), it is read again: what they changed, and this item does not state, stays.
        """
        for left in reversed(range(TRIES)):
            body = self._whole(change, self.get(change.actual[self.addressed]))
            try:
                return self.client.put(self._one(change.actual), body, self._written_params)
            except ApiError as error:
                if error.status != 409 or error.fate_unknown or not left or not self.brought_back:
                    raise
        return None

    def _whole(self, change: Change, raw: Mapping[str, Any] | None) -> dict[str, Any]:
        """The object as a whole, for a PUT: as it is, what is stated over it, and what is brought back."""
        if raw is None:
            raise WaitFailed(f"{change.label} disappeared while it was changed. Run again: it is decided anew.")
        there = {name: value for name, value in self.from_api(raw).items() if value is not None}
        whole = all_overlaid(self.fields, change.desired, there)
        body = self.body({name: whole[name] for name in self.put_takes or whole if name in whole})
        for path in (path.split(".") for path in self.brought_back):
            if get_path(raw, path) is not None:
                set_path(body, path, get_path(raw, path))
        return body

    def _applied(self, change: Change, made: Object) -> Object:
        """The object with the change in it. A service may accept a change and not make it: that is no success.

        Raises ConfluentError when it is not there after some looks.
        """
        tries: Tries | None = None
        while True:
            told = [f for f in map(self.field, change.fields) if f.wire is not None]
            compared = [f for f in told if not (f.write_only or f.action)]
            missing = [
                f.name for f in compared if self.compare(f, seen(f, change.desired.get(f.name)), made) is not None
            ]
            if not missing:
                return made
            tries = tries or Tries(self.cloud.transport, APPLIED_WITHIN)
            if not tries.again():
                raise ConfluentError(
                    f"The service accepted the change of {change.label} and has not made it: {', '.join(missing)} is "
                    "as before. Run again to see what is there now; if that repeats, the service does not take this "
                    "change."
                )
            answer = self.get(self._whereabouts(change, made))
            made = made if answer is None else self.from_api(answer)

    def _whereabouts(self, change: Change, made: Object) -> str:
        """By what an object is addressed. Of one that was there that is known: an answer may be about anything."""
        found: str = (change.before or made)[self.addressed]
        return found

    @override
    def delete(self, change: Change) -> None:
        tries: Tries | None = None
        while not self.leaves(change.actual):
            self.cloud.forget(self.collection)
            try:
                self.client.delete(self._one(change.actual), self.params)
            except ApiError as error:
                if error.status != 409 or error.fate_unknown or not self.released_within:
                    raise
                self._hold_again(change)
                tries = tries or Tries(self.cloud.transport, self.released_within)
                if not tries.again():
                    raise
            else:
                return

    # Waiting

    @override
    def settle(self, change: Change, made: Object) -> Object:
        if self.ready is None or not change.options.get("wait", True) or self._listed_as_done(change, made):
            return made
        self.waited = Wait(change.label, self.patience(change, made), self.cloud.progress)
        identifier = self._whereabouts(change, made)
        if change.operation == DELETED:
            self.waited.until(lambda: (self.get(identifier) is None, "DELETING", None))
            return made
        settled: Object = self.waited.until(lambda: self.look(identifier, change), self.next_step)
        return self._applied(change, settled) if change.operation == UPDATED else settled

    def patience(self, change: Change, made: Object) -> float:
        """How many seconds to wait: the task's wait_timeout."""
        return change.options["wait_timeout"]

    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        """One look at an object on its way: (done, phase, object). Raises WaitFailed for a failed state."""
        ready = self.ready or Ready()
        raw = self.get(identifier)
        if raw is None and change.operation == CREATED and self._may_be_on_its_way():
            return False, NOT_SEEN, {}
        if raw is None:
            raise WaitFailed(
                f"{change.label} ({identifier}) disappeared while it was waited for. Run again to decide on the "
                "present state."
            )
        phase, item = ready.phase_of(raw), self.from_api(raw)
        if ready.is_failed(phase):
            step = ready.next_step(phase, item)
            raise WaitFailed(
                f"{change.label} ({identifier}) is {phase}: {ready.said(raw)}." + (f" {step}" if step else "")
            )
        return ready.is_done(phase, change.options.get("wait_until") or RESTING), phase, item

    def _may_be_on_its_way(self) -> bool:
        """Whether an object that was just made, and has not been seen since, may still come to be seen."""
        wait = self.waited
        return wait is not None and wait.seconds < UNSEEN and not set(wait.seen) - {NOT_SEEN}

    @override
    def next_step(self, item: Object) -> str | None:
        """What the phase in which the object rests asks of the user."""
        phase = item.get("phase")
        return None if self.ready is None or not phase else self.ready.next_step(str(phase).upper(), item)

    # Purge

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        return [item for item in self.all() if in_names(purge, str(item.get("name") or ""))]

    @override
    def naming(self, item: Object) -> dict[str, Any]:
        if "name" not in item:
            return super().naming(item)
        return {"name": item["name"], **({"id": item["id"]} if "id" in item else {})}

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        """Without what is only ever written; where the service shows fingerprints of it, these."""
        return shown(self.fields, item)

    @override
    def select(self) -> list[Object]:
        naming = [f for f in self.fields if (f.key or f.name == "id") and self.options.get(f.name)]
        one = self.addressed != "id" and self.options.get(self.addressed)
        return [
            item
            for item in (self.candidates([{self.addressed: one}]) if one else self.all())
            if all(f.compared(item.get(f.name)) == f.compared(self.options[f.name]) for f in naming)
        ]
