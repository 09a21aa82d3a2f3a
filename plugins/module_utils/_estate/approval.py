# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was approved: a plan that somebody said yes to, against the one that would be carried out now.

Nothing is done that was not approved, and nothing in another way. What was approved and is done already is no reason
against the rest: a run that was stopped half-way is finished with the same plan.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._engine.planning import Entry
from .._errors import Refused
from .document import BROKEN, REFUSED, checked, state_of
from .going_along import unapproved
from .nodes import Node
from .parts import BY_KEY
from .plan import change_of, operation_of
from .shown import MODIFIERS, foretold_fields
from .terms import ABSENT, CHANGE, CREATE, DELETE
from .writing import entries, written_out

MOST = 50 * 1024 * 1024  # bytes of a file that is taken for a plan
SHOWN = 60  # characters of a value in a message
AGAIN = "make a new plan, and have it approved"
OF_TEARDOWN = "this plan is of a teardown: run streamops.confluent.teardown with it"
NOT_OF_TEARDOWN = "this plan is of no teardown: run streamops.confluent.apply with it"
WORDS = {CREATE: "create", CHANGE: "change", DELETE: "delete"}

Change = Mapping[str, Any]
Values = dict[str, "tuple[Any, Any]"]


@dataclass(frozen=True)
class Proposed:
    """A change that would be made. `foretold`: its fields as a plan shows them that was made when what it refers to was
    not there yet: names in place of ids.
    """

    change: Change
    foretold: list[dict[str, Any]]


class Approval:
    """A plan that was approved, by part, cluster and object."""

    def __init__(
        self, document: Any, environment: str, what: str = "the approved plan", state: str | None = None
    ) -> None:
        """Raises Refused where it is no plan, is of another environment or of another `state` of it, or was refused
        itself.
        """
        plan = checked(document, what)
        if plan["environment"] != environment:
            raise Refused(f"{what} is of the environment {plan['environment']!r}, and this is {environment!r}")
        planned = state_of(plan)
        if state is not None and planned is not None and planned != state:
            raise Refused(f"{what}: {OF_TEARDOWN if planned == ABSENT else NOT_OF_TEARDOWN}")
        if plan.get("status") in (REFUSED, BROKEN) or plan.get("problems"):
            raise Refused(f"{what} could not be carried out when it was made, so there was nothing to approve")
        self._along: list[Mapping[str, Any]] = list(plan.get("goes_along") or [])
        self._approved: dict[tuple[str, str | None, str], list[Change]] = {}
        for change in plan["changes"]:
            self._approved.setdefault(_place(change), []).append(change)

    def against(self, proposed: Iterable[Proposed]) -> list[str]:
        """Why these changes may not be made, each in words; empty: all of them were approved."""
        return [reason for one in proposed for reason in self._reasons(one)]

    def against_along(self, along: Iterable[Mapping[str, Any]]) -> list[str]:
        """Why what goes along with deletions may not go, each in words."""
        return unapproved(self._along, along)

    def _reasons(self, proposed: Proposed) -> Iterator[str]:
        change = proposed.change
        label, operation = change["label"], change["operation"]
        found = self._approved.get(_place(change), [])  # several where labels do not tell objects apart: roles
        if not found:
            yield f"{label}: to {WORDS[operation]} it was not approved"
            return
        alike = [approved for approved in found if approved["operation"] == operation]
        if not alike:
            yield f"{label}: to {WORDS[found[0]['operation']]} it was approved, and now it is to {WORDS[operation]} it"
            return
        reasons = [_wrong(approved, proposed) for approved in alike]
        if all(reasons):
            yield from (f"{label}: {reason}" for reason in min(reasons, key=len))


def _wrong(approved: Change, proposed: Proposed) -> list[str]:
    """How a change differs from one that was approved; empty: it is that one."""
    wrong = list(_differences(approved, proposed.change))
    if wrong and approved.get("foretold") is True and proposed.change["operation"] != DELETE:
        as_foretold = {**proposed.change, "fields": proposed.foretold}
        return [] if not list(_differences(approved, as_foretold)) else wrong
    return wrong


def _place(change: Change) -> tuple[str, str | None, str]:
    """By what a change is found again."""
    return change["part"], change.get("cluster"), change["label"]


def _differences(approved: Change, now: Change) -> Iterator[str]:
    """How a change differs from the one that was approved."""
    operation = now["operation"]
    old, new = _values(approved), _values(now)
    if operation == DELETE and "id" not in old:
        new.pop("id", None)  # something held it back when the plan was made, so it could not be looked at
    for name, (before, after) in new.items():
        if name not in old:
            yield f"{name} was not approved"
            continue
        was_before, was_after = old[name]
        if not _same(name, after, was_after, now):
            yield f"{name} is to become {_short(after)}, and {_short(was_after)} was approved"
        if not approved.get("foretold") and not _same(name, before, was_before, now):
            yield f"{name} is {_short(before)} by now, and was {_short(was_before)} when that was approved"
    if operation != CHANGE:  # of a change, what is done already is left
        yield from (f"{name} is missing, and {_short(old[name][1])} was approved" for name in old if name not in new)


def _values(change: Change) -> Values:
    """The fields of a change by name, maps by their entries; of a deletion those that tell which object it is."""
    part = BY_KEY.get(change["part"])
    found: Values = {}
    for field in change["fields"]:
        told = field["name"] in MODIFIERS or not (part and part.option(field["name"]))
        if change["operation"] == DELETE and told and field["name"] != "id":
            continue  # what the service tells by itself: states and moments
        for name, before, after in entries(field.get("before"), field.get("after"), field["name"]):
            found[name] = (before, after)
    return found


def _same(name: str, now: Any, approved: Any, change: Change) -> bool:
    """Whether two values are the same. A path on this machine is, where the file is called the same."""
    part = BY_KEY.get(change["part"])
    option = part.option(name) if part else None
    if option is not None and option.type == "path" and isinstance(now, str) and isinstance(approved, str):
        return os.path.basename(now) == os.path.basename(approved)
    return bool(now == approved)


def _short(value: Any) -> str:
    text = "nothing" if value is None else repr(value) if isinstance(value, str) else written_out(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def approval_of(path: str | None, environment: str, state: str | None = None) -> Approval | None:
    """The plan in a file; None without one. Raises Refused where it cannot be read, and as Approval does."""
    if not path:
        return None
    what = f"the approved plan {path}"
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(MOST + 1)
        if len(text) > MOST:
            raise Refused(f"{what} is longer than a plan can be")
        document = json.loads(text)
    except OSError as error:
        raise Refused(f"{what} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"{what} is no JSON: {error}") from error
    return Approval(document, environment, what, state)


def proposed_by(node: Node, chosen: Callable[[Entry], bool] = lambda entry: True) -> Iterator[Proposed]:
    """The changes that a node would make."""
    for entry, label in zip(node.entries, node.labels(), strict=True):
        if operation_of(entry) is not None and chosen(entry):
            yield Proposed(change_of(node, entry, label, False), foretold_fields(node.part, entry))


def refuse_unapproved(
    approval: Approval | None, nodes: Iterable[Node], along: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Raise Refused, with every difference, where something would be done that was not approved, or would go along."""
    if approval is None:
        return
    problems = approval.against(proposed for node in nodes for proposed in proposed_by(node))
    problems += approval.against_along(along)
    if problems:
        raise Refused([*problems, f"this is not what was approved: {AGAIN}"])
