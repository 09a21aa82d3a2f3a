# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""States that a request of their own brings about (pause, resume, promote), wished for by an option.

`Verbs` declares them and is pure; `VerbKind` is a REST kind that has some. An option such as `status: paused` is
compared with the phase of the object. It is no field of the object: a difference is not sent, but asked for by the verb
of the wished state, and waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from .._errors import ApiError, ConfluentError
from .change import CREATED, Change
from .field import Field, Object
from .override import override
from .ready import NO_PHASES, NOT_SEEN, Ready
from .rest import TRIES, RestKind
from .waiting import Wait


@dataclass(frozen=True)
class State:
    """A state that can be wished for.

    `verb`: the request that brings it about. `phases`: those in which the object is in this state. `leading`: phases
    that lead there by themselves: nothing is asked for then, and who does not wait takes them for the state. `final`:
    the state cannot be left again.
    """

    verb: str
    phases: frozenset[str]
    leading: frozenset[str] = NO_PHASES
    final: bool = False

    def under_way(self, phase: str) -> bool:
        """Whether the object is in this state, or will be by itself."""
        return phase in self.phases or phase in self.leading


@dataclass(frozen=True)
class Verbs:
    """The states that an option wishes for, by its values.

    `told`: what follows the object's path where the phase is read, if the object itself does not show it; the answer
    is a part of the object then, of that name. `quiet`: the state outside of which the service neither changes nor
    deletes the object: for that it is brought there, and back.
    """

    option: str
    states: Mapping[str, State]
    told: str = ""
    quiet: str = ""

    def state_of(self, phase: str) -> str | None:
        """The state that a phase belongs or leads to, None of a phase that is not known."""
        return next((name for name, state in self.states.items() if state.under_way(phase)), None)

    def difference(self, wished: str, phase: str) -> tuple[str, str] | None:
        """(before, after) where the verb of the wished state has to be asked for in this phase."""
        return None if self.states[wished].under_way(phase) else (self.state_of(phase) or phase.lower(), wished)

    def is_final(self, phase: str) -> bool:
        """Whether no verb leads out of a phase."""
        return any(state.final and phase in state.phases for state in self.states.values())


class VerbKind(RestKind):
    """A kind with states that verbs bring about: `verbs`, an option of that name, and `ready`, which says where the
    phase is. Computed values are the option's (the state that the phase belongs to) and `phase`.

    A creation brings an object into the first state that the service likes: the verb follows it. A change that the
    service takes in the quiet state only goes in brackets: quiet, changed, as it was or is wished. If it fails, the
    object is as before; after a run that was killed, it is as the option says once it is stated.
    """

    verbs: ClassVar[Verbs]
    ready: ClassVar[Ready]

    # What is there, and what differs

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        raw, told = super().get(identifier), self.verbs.told
        if raw is None or not told:
            return raw
        try:
            return {**raw, told: self.client.get(f"{self._one({self.addressed: identifier})}/{told}", self.params)}
        except ApiError as error:
            if self.says_absent(error):
                return None
            raise

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        phase = self.ready.phase_of(raw)
        return {**super().from_api(raw), "phase": phase, self.verbs.option: self.verbs.state_of(phase)}

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == self.verbs.option:
            return self.verbs.difference(wanted, actual["phase"])
        return super().compare(field, wanted, actual)

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name == self.verbs.option and self.verbs.is_final(change.actual["phase"]):
            yield f"{change.label} is {change.actual['phase']}, which is final: {field.name} cannot be changed any more"
        yield from super().fixed(field, change)

    # Writing

    def ask(self, verb: str, item: Object) -> None:
        """The request of a verb. Raises ApiError."""
        self.client.put(f"{self._one(item)}/{verb}", None, self._written_params)

    def _turn(self, change: Change, item: Object, wished: str) -> None:
        """Have the object brought into a state. Where somebody else was quicker (409) there is nothing left to do."""
        try:
            self.ask(self.verbs.states[wished].verb, item)
        except ApiError as error:
            if error.status != 409 or error.fate_unknown or self._differs(change, item, wished):
                raise

    def _differs(self, change: Change, item: Object, wished: str) -> bool:
        """Whether the verb of a state has to be asked for now."""
        return self.verbs.difference(wished, self.look(item[self.addressed], change)[1]) is not None

    @override
    def update(self, change: Change) -> Object:
        """Fields and actions, in the quiet state if there is one; then what is wished, otherwise what was before."""
        then = change.desired.get(self.verbs.option) or self._before(change)
        if set(change.fields) - {self.verbs.option}:
            self._while_quiet(change, self._write, then)
        else:
            self._turn(change, change.actual, then)
        return change.actual

    def _write(self, change: Change) -> None:
        """What is to be different first, and see that it is; then what is to be done."""
        actions = [name for name in change.fields if self.field(name).action]
        fields = {name: pair for name, pair in change.fields.items() if name not in (*actions, self.verbs.option)}
        if fields:
            written = replace(change, fields=fields)
            self._applied(written, super().update(written))
        for name in actions:
            self.act(name, change)

    @override
    def delete(self, change: Change) -> None:
        self._while_quiet(change, super().delete, self.verbs.quiet)

    def _before(self, change: Change) -> str:
        """The state that the object was in; in a phase that is not known it is taken to be in the first one."""
        return self.verbs.state_of(change.actual["phase"]) or next(iter(self.verbs.states))

    def _while_quiet(self, change: Change, work: Callable[[Change], None], then: str) -> None:
        """Do what the service takes in the quiet state only, and bring the object into the state `then`. Where somebody
        else ended the quiet in the meantime (409), once more; where it fails, the object is brought back.
        """
        item, before, quiet = change.actual, self._before(change), self.verbs.quiet
        hushing, hushed, done = bool(quiet) and self.verbs.difference(quiet, item["phase"]) is not None, False, False
        try:
            for left in reversed(range(TRIES)):
                if hushing:
                    self._turn(change, item, quiet)
                    hushed = True
                    self._awaited(change, item, quiet)
                try:
                    work(change)
                    break
                except ApiError as error:
                    hushing = bool(quiet and left) and error.status == 409 and not error.fate_unknown
                    if not hushing or not self._differs(change, item, quiet):
                        raise
            done = True
            if then != quiet if quiet else self.verbs.option in change.fields:
                self._turn(change, item, then)
        except ConfluentError as error:
            unknown, gone = getattr(error, "fate_unknown", False), getattr(error, "status", None) == 404
            if done and quiet:
                error.message += self._left(then)
            elif quiet not in ("", before) and (hushed or unknown) and not gone:
                error.message += self._brought_back(change, before)
            raise

    def _brought_back(self, change: Change, before: str) -> str:
        """Undo the quiet after a failure; returns what there is to say of that."""
        try:
            self._turn(change, change.actual, before)
        except ConfluentError:
            return self._left(before)
        return ""

    def _left(self, wished: str) -> str:
        """What to do about an object that is not known to have left the quiet state."""
        option, quiet = self.verbs.option, self.verbs.quiet
        return f" It may be {quiet} now: run again with {option}: {wished} to have it {wished}."

    # Waiting

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """Have what a creation does not bring, and wait for what is wished. Without `wait` it is enough that the object
        is under way to it.
        """
        if change.options.get("state") == "absent":
            return super().settle(change, made)
        wished = change.desired.get(self.verbs.option)
        if change.operation == CREATED and wished and self.verbs.difference(wished, made["phase"]):
            self._turn(change, made, wished)
        elif not change.needed and self._there(change, wished, made["phase"]):
            return made
        return self._awaited(change, made, wished)

    def _there(self, change: Change, wished: str | None, phase: str) -> bool:
        """Whether there is nothing left to wait for in a phase."""
        if change.options.get("wait", True):
            return phase in self.verbs.states[wished].phases if wished else self.ready.is_done(phase)
        return phase != NOT_SEEN and (wished is None or self.verbs.difference(wished, phase) is None)

    def _awaited(self, change: Change, item: Object, wished: str | None) -> Object:
        """Wait for a state (None: for any that is ready). Raises WaitFailed, with the object's next step."""
        self.waited = Wait(change.label, self.patience(change, item), self.cloud.progress)

        def look() -> tuple[bool, str, Object]:
            _done, phase, found = self.look(item[self.addressed], change)
            return self._there(change, wished, phase), phase, found

        settled: Object = self.waited.until(look, self.next_step)
        return settled
