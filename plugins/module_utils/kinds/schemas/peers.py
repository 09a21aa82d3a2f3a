# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the schemas of one run have to do with each other: who refers to whom, and what follows for the order. No I/O.

Subjects are compared by their plain names (`kinds.schemas.text.plain_subject`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from ..._errors import ConfluentError, Refused
from .text import plain_subject, qualified_subject

Goal = tuple[str, Any]  # what is deleted: a subject and one of its versions, or None for all


def has_content(item: Mapping[str, Any]) -> bool:
    """Whether an item states a schema that is to be there."""
    return item.get("state", "present") != "absent"


def referred(reference: Mapping[str, Any], subject: str) -> str:
    """The subject that a reference in a schema of `subject` means."""
    return plain_subject(qualified_subject(reference["subject"], subject))


class Uses:
    """Which subject of the list refers to which others of it.

    A reference with a version is no reason to refuse a circle: the version may have been registered long ago.
    """

    def __init__(self, items: Iterable[Mapping[str, Any]]) -> None:
        items = list(items)
        contents = [item for item in items if has_content(item)]
        self.subjects = dict.fromkeys(plain_subject(item["subject"]) for item in contents)
        gone = [item for item in items if not has_content(item)]
        self._going: set[Goal] = {(plain_subject(item["subject"]), item.get("version")) for item in gone}
        self._references: list[tuple[str, str, Any]] = []
        self._firm: set[tuple[str, str]] = set()
        self._graph: dict[str, set[str]] = {subject: set() for subject in self.subjects}
        for item in contents:
            subject = plain_subject(item["subject"])
            for reference in item.get("references") or []:
                other = referred(reference, item["subject"])
                self._references.append((subject, other, reference.get("version")))
                if other in self.subjects and other != subject:
                    self._graph[subject].add(other)
                    if reference.get("version") is None:
                        self._firm.add((subject, other))

    def steps(self) -> list[list[str]]:
        """The subjects in steps: those of a step refer to those of earlier steps only. Raises Refused for a circle."""
        while True:
            sorter = TopologicalSorter(self._graph)
            try:
                sorter.prepare()
            except CycleError as error:
                self._cut(error.args[1])
                continue
            steps = []
            while sorter.is_active():
                ready = list(sorter.get_ready())
                steps.append(ready)
                sorter.done(*ready)
            return steps

    def removed(self) -> Iterator[str]:
        """References to what the same list has absent."""
        for user, used, version in self._references:
            if {(used, None), (used, version)} & self._going:
                named = f"subject {used}" if version is None else f"version {version} of subject {used}"
                yield f"{named} is referenced by {user}, which is stated: it cannot be absent"

    def _cut(self, circle: list[str]) -> None:
        """Leave the references with a version out of a circle. `circle`: each is referred to by the next."""
        edges = [(user, used) for used, user in pairwise(circle)]
        loose = [edge for edge in edges if edge not in self._firm]
        if not loose:
            raise Refused(
                f"the schemas of the subjects {' -> '.join(reversed(circle))} refer to each other in a circle, so none "
                "of them can be registered first"
            )
        for user, used in loose:
            self._graph[user].discard(used)


class Peers:
    """What is known of the schemas of one run. Several threads may ask and tell."""

    def __init__(self) -> None:
        self.stated: set[str] = set()  # every subject that an item names
        self._aliases: dict[str, str] = {}  # of the stated ones: the subject behind it
        self._renewed: dict[str, str] = {}
        self._followers: dict[str, set[str]] = {}
        self.desired: dict[str, dict[str, Any]] = {}
        self._step: dict[str, int] = {}
        self._latest: dict[str, int | None] = {}
        self._made: dict[str, int] = {}
        self._going: dict[Goal, bool] = {}  # what is deleted, and whether for good
        self._needed: dict[Goal, list[str]] = {}
        self._before: dict[Goal, set[Goal]] = {}
        self._ordering = threading.Lock()

    def take_in(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """Further items of the run; their positions in steps, deletions last. Raises Refused for a circle."""
        steps = Uses(items).steps()
        self._step.update({subject: number for number, step in enumerate(steps) for subject in step})
        positions: list[list[int]] = [[] for _step in steps]
        last = []
        for position, item in enumerate(items):
            subject = plain_subject(item["subject"])
            self.stated.add(subject)
            if has_content(item):
                positions[self._step[subject]].append(position)
            else:
                self._going[(subject, item.get("version"))] = bool(item.get("permanent"))
                last.append(position)
        return [*positions, last] if last else positions

    # Aliases

    def alias(self, name: str, subject: str) -> None:
        """A stated subject turned out to be an alias of another."""
        self._aliases[name] = subject

    def behind(self, name: str) -> str | None:
        """The subject that a stated one is known to be an alias of."""
        return self._aliases.get(name)

    def states(self, subject: str) -> bool:
        """Whether an item names this subject, or an alias of it."""
        return subject in self.stated or subject in self._aliases.values()

    def also(self, name: str, subject: str) -> list[str]:
        """The other names by which the list states the subject behind an alias."""
        names = {other for other, behind in self._aliases.items() if behind == subject}
        return sorted((names | ({subject} & self.stated)) - {name})

    def renews(self, name: str, subject: str) -> set[str]:
        """The run gives a subject a new version by its alias `name`. Returns who refers to the subject's latest one."""
        self._renewed[subject] = name
        return self._followers.get(subject, set()) - {name}

    def follows(self, user: str, subject: str) -> str | None:
        """A schema refers to the latest version of a subject that is not listed. Returns the alias by which the run is
        known to give that a new version.
        """
        self._followers.setdefault(subject, set()).add(user)
        return self._renewed.get(subject)

    # Registrations

    def listed(self, subject: str) -> bool:
        """Whether the list states a schema of this subject."""
        return subject in self._step

    def found(self, subject: str, latest: int | None) -> None:
        """The version that this run leaves as the subject's latest; None: one that it registers."""
        self._latest[subject] = latest

    def latest(self, subject: str) -> int | None:
        """That version, of a subject of the list; None while it is not known."""
        return self._latest.get(subject)

    def registers(self, subject: str) -> bool:
        """Whether this run gives the subject a new version."""
        return self.listed(subject) and self._latest.get(subject) is None

    def made(self, subject: str, version: int) -> None:
        """A version was registered."""
        self._made[subject] = version

    def settled(self, references: Iterable[Mapping[str, Any]], subject: str) -> list[dict[str, Any]]:
        """The references of a schema with the versions that were registered meanwhile. Raises ConfluentError."""
        out = []
        for reference in references:
            version = reference.get("version", self._made.get(referred(reference, subject)))
            if version is None:
                raise ConfluentError(
                    f"It refers to the latest version of {reference['subject']}, which this run was to register first "
                    "and could not."
                )
            out.append({**reference, "version": version})
        return out

    def step(self, subject: str) -> int:
        """When the subject's schema is registered."""
        return self._step.get(subject, 0)

    # Deletions

    def wanted(self, item: dict[str, Any]) -> None:
        """A desired schema, of which what it refers to must stay."""
        subject = plain_subject(item["subject"])
        self.desired[subject] = item
        for reference in item["references"]:
            if reference.get("version") is not None:
                self._needed.setdefault((referred(reference, subject), reference["version"]), []).append(subject)

    def needed_by(self, subject: str, version: int) -> list[str]:
        """The subjects of the list whose schemas refer to a version."""
        return self._needed.get((subject, version), [])

    def goal(self, subject: str, version: int) -> Goal | None:
        """What is deleted of this run's items that has this version in it."""
        return next((goal for goal in ((subject, None), (subject, version)) if goal in self._going), None)

    def for_good(self, goal: Goal) -> bool:
        """Whether something is deleted permanently."""
        return self._going.get(goal, False)

    def first(self, goal: Goal, then: Goal) -> bool:
        """One has to be deleted before the other, which it refers to. False where it is the other way round, too."""
        with self._ordering:
            waits, left = {goal}, [goal]
            while left:
                further = self._before.get(left.pop(), set()) - waits
                waits |= further
                left += further
            if then in waits:
                return False
            self._before.setdefault(then, set()).add(goal)
            return True

    def deletion(self, goal: Goal) -> int:
        """When something is deleted: after all registrations, and after what refers to it."""
        seen: dict[Goal, int] = {}

        def rank(then: Goal) -> int:
            if then not in seen:
                seen[then] = max(map(rank, self._before.get(then, ())), default=len(self._step)) + 1
            return seen[then]

        return rank(goal)
