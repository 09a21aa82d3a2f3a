# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plural modules: the items of a list, with the fields of the singular module and defaults for all of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible.module_utils.common.validation import check_mutually_exclusive, check_required_by

from .._declare.change import CREATED, DELETED, UNCHANGED, UPDATED
from .._declare.field import Field, Rules
from .._declare.kind import Kind
from .._declare.purge_scope import purge_option
from .._errors import ApiError, ConfluentError, Refused
from .execution import Crew
from .planning import Entry, Outcome, planned, refuse_invalid
from .purge import Surplus
from .run import RUNNER, Module, Report, Task, reported, rule_problems

FAILED, NOT_TRIED = "failed", "not_tried"
CONCURRENCY = Field("concurrency", wire=None, type="int", default=16, minimum=1)
MOST_CONCURRENT = 64
ON_ERROR = Field("on_error", wire=None, choices=("stop", "continue"), default="stop")
SHOWN = 20  # failures that the message names; the result has all


def plural_fields(kind: type[Kind]) -> tuple[Field, ...]:
    """All options of the plural module, connection options apart."""
    # What an item does not state comes from `defaults` and then from the declaration: Ansible must not fill it in.
    options = tuple(f.but(default=None, required=False, env=()) for f in kind.item_fields())
    items = Field(kind.plural, wire=None, type="list", elements="dict", options=options, required=True)
    defaults = Field("defaults", wire=None, type="dict", options=options)
    purge = purge_option(kind)
    returned = Field("return_unchanged", wire=None, type="bool", default=kind.returns_unchanged)
    return (*kind.common_fields(), items, defaults, CONCURRENCY, ON_ERROR, returned, *((purge,) if purge else ()))


def merged(
    kind: type[Kind], fields: tuple[Field, ...], item: Mapping[str, Any], defaults: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """An item as the singular module would get it, and what is wrong with it by the rules. `fields`: its options.

    What the item does not state comes from `defaults` (of a dictionary, entry by entry), then from the environment. A
    dictionary that is stated empty is to be empty.
    """
    given: dict[str, Any] = {}
    for declared in fields:
        value, default = item.get(declared.name), defaults.get(declared.name)
        if default is not None:
            if declared.name in kind.either and any(item.get(name) is not None for name in kind.either):
                default = None
            if declared.type == "dict" and isinstance(value, Mapping) and value and isinstance(default, Mapping):
                value = {**default, **value}
            if value is None:
                value = default
        if value is None and declared.env:
            value = next((os.environ[name] for name in declared.env if os.environ.get(name)), None)
        if value is not None:
            given[declared.name] = value
    problems = []
    for check, terms in (
        (check_mutually_exclusive, [list(rule) for rule in kind.rules.mutually_exclusive]),
        (check_required_by, {name: list(needs) for name, needs in kind.rules.required_by.items()}),
    ):
        try:
            check(terms, given)
        except TypeError as error:
            problems.append(str(error))
    complete = {f.name: given.get(f.name, f.default) for f in fields}
    return complete, problems + rule_problems(fields, kind.rules, complete)


class PartlyDone(ConfluentError):
    """Some items failed while they were written. `first` is the first of their errors."""

    def __init__(self, message: str, first: ConfluentError) -> None:
        super().__init__(message)
        self.first = first

    def result(self) -> dict[str, Any]:
        return self.first.result()


@dataclass
class Many:
    """The run of a plural module: its items on their way."""

    kind: type[Kind]
    options: Mapping[str, Any]
    check_mode: bool
    entries: list[Entry] = field(default_factory=list)
    surplus: Surplus | None = None

    def run(self, kind: Kind) -> None:
        """Bring all items to their stated condition, or in check mode find out what that would take."""
        self._take_in(kind)
        if self.options.get("purge"):
            self.surplus = Surplus(kind, self.options["purge"])
        refuse_invalid(self.entries)
        opened = planned(kind, self.entries, self.check_mode) if self.entries or self.surplus else False
        if opened and self.surplus is not None:
            self.entries += self.surplus.entries(self.entries, self.options.get("defaults") or {}, self.check_mode)
        if self.check_mode:
            return
        Crew(kind, keep_on=self.options["on_error"] == "continue").carry_out(self.entries)
        self._raise_failures()

    def _take_in(self, kind: Kind) -> None:
        """The items with their defaults. Raises Refused with all that is wrong by the rules for options."""
        stated = self.options.get(self.kind.plural)
        if stated is None:
            raise Refused(f"{self.kind.plural} is needed, and it is empty; for no items at all give []")
        problems = list(CONCURRENCY.problems(self.options["concurrency"]))
        if self.options["concurrency"] > MOST_CONCURRENT:
            problems.append(f"concurrency must be at most {MOST_CONCURRENT}, not {self.options['concurrency']}")
        fields, defaults = self.kind.item_fields(), self.options.get("defaults") or {}
        for position, item in enumerate(stated):
            place = f"{self.kind.plural}[{position}]"
            complete, wrong = merged(self.kind, fields, item, defaults)
            problems += [f"{place}: {problem}" for problem in wrong]
            if not wrong:
                whole = kind.bound(complete)
                place = f"{place} ({whole.label(complete)}): "
                for one in self.kind.expanded(complete):
                    bound = whole if one is complete else kind.bound(one)
                    self.entries.append(Entry(bound, one, Outcome(self.kind), place, number=position + 1))
        if problems:
            raise Refused(problems)

    def _raise_failures(self) -> None:
        errors = [entry.error for entry in self.entries if entry.error is not None]
        if not errors:
            return
        name, counts = self.kind.words(), self.counts()
        lines = [str(error) for error in errors[:SHOWN]]
        more = [f"and {len(errors) - SHOWN} more; see the result"] if len(errors) > SHOWN else []
        done = sum(counts[operation] for operation in (CREATED, UPDATED, DELETED))
        left = f", {counts[NOT_TRIED]} not tried (on_error: stop)" if counts[NOT_TRIED] else ""
        raise PartlyDone(
            f"{len(errors)} of {len(self.entries)} {name} failed; {done} changed{left}. Run again to do the rest.\n- "
            + "\n- ".join([*lines, *more]),
            next((error for error in errors if isinstance(error, ApiError)), errors[0]),
        )

    def _operation(self, entry: Entry) -> str:
        if entry.error is not None:
            return FAILED
        if entry.pending is not None and not entry.tried and not self.check_mode:
            return NOT_TRIED
        return entry.outcome.operation

    def counts(self) -> dict[str, int]:
        """How many items met with what."""
        found = Counter(map(self._operation, self.entries))
        return {name: found[name] for name in (CREATED, UPDATED, DELETED, UNCHANGED, FAILED, NOT_TRIED)}

    def result(self) -> dict[str, Any]:
        """The result as the module returns it."""
        outcomes = [self._shown(entry) for entry in self.entries]
        shown: dict[str, Any] = {
            "changed": any(entry.outcome.changed for entry in self.entries),
            "counts": self.counts(),
            self.kind.plural: outcomes,
        }
        shown_first = sorted(self.entries, key=lambda e: e.outcome.operation != DELETED)  # what goes is not overlooked
        diffs = [e.outcome.diff for e in shown_first if e.outcome.changed and e.outcome.diff]
        if diffs:
            shown["diff"] = diffs
        if self.surplus is not None:
            shown["purge"] = self.surplus.result()
        return shown

    def _shown(self, entry: Entry) -> dict[str, Any]:
        """What the singular module would return of the item, with its label."""
        label = entry.change.label if entry.change is not None else entry.kind.label(entry.item)
        shown = {"label": label, "operation": self._operation(entry), "changed": entry.outcome.changed}
        if shown["operation"] != UNCHANGED or self.options["return_unchanged"]:
            outcome = entry.outcome.result()
            shown.update((name, outcome[name]) for name in (self.kind.name, "wait") if name in outcome)
        if entry.error is not None:
            shown.update(failed=True, msg=str(entry.error), **entry.error.result())
        return shown

    def secrets(self, kind: Kind) -> Iterable[str]:
        """Stated values of any item that no output may show; also of items that were refused as they are."""
        stated = self.options.get(self.kind.plural) or []
        loose = [self.options.get("defaults") or {}, *(stated if len(self.entries) < len(stated) else ())]
        kinds = [*(entry.kind for entry in self.entries), *(kind.bound(item) for item in loose)]
        return {secret for bound in kinds for secret in bound.secrets()}


def manage_many(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """A plural module as a function of its validated options."""
    many = Many(kind_class, options, task.check_mode)

    def work(kind: Kind) -> dict[str, Any]:
        nonlocal many
        many = Many(kind_class, options, task.check_mode)
        many.run(kind)
        return many.result()

    def done(kind: Kind) -> dict[str, Any]:
        if kind.cloud.transport.statistics.writes == 0 and not any(entry.error for entry in many.entries):
            return {}
        return {**many.result(), "changed": kind.cloud.transport.statistics.writes > 0}

    def secrets(kind: Kind) -> Iterable[str]:
        return many.secrets(kind)

    return reported(kind_class, options, task, task.check_mode, work, done, secrets)


def run_plural_module(kind_class: type[Kind]) -> None:
    """A plural module: `main` of the module files."""
    RUNNER.get()(Module(kind_class, plural_fields(kind_class), Rules(), manage_many))
