# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Purge: what is there and not stated goes, within a scope that has to be named and up to a number.

Off unless asked for. Objects that are internal to the service and the access of the very account that runs the task are
always spared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.field import Object
from .._declare.kind import Kind
from .._declare.purge_scope import protected, scope_problems
from .._errors import Refused, attempting
from .planning import Entry, Outcome, planned_more

MODIFIERS = ("force", "wait", "wait_timeout")  # that hold for what a purge deletes too, where `defaults` states them
SHOWN = 50  # objects that a refusal names


class Surplus:
    """What a purge takes away. Raises Refused when its scope does not name anything."""

    def __init__(self, kind: Kind, purge: Mapping[str, Any]) -> None:
        self._kind, self._purge = kind, purge
        self._spared: list[dict[str, str]] = []
        problems = list(scope_problems(type(kind), purge))
        if problems:
            raise Refused(problems)

    def entries(self, stated: list[Entry], defaults: Mapping[str, Any], check_mode: bool) -> list[Entry]:
        """The deletions, planned. Raises Refused when there are too many, or something else speaks against them."""
        kind = self._kind
        # In check mode what an item refers to may be still to come: it is known by what it states then.
        keys = {kind.key(entry.wanted or entry.kind.stated(entry.item)) for entry in stated}
        known = [entry.change.before.get("id") for entry in stated if entry.change and entry.change.before]
        known += [entry.item.get("id") for entry in stated]
        with attempting(f"find the {kind.words()} that are not stated"):
            ids = set(known) - {None}
            found = [
                item
                for item in kind.within(self._purge)
                if kind.key(item) not in keys and item.get("id") not in ids and not self._spares(item)
            ]
        found.sort(key=kind.label)
        most = self._purge["max_deletions"]
        if len(found) > most:
            named = [kind.label(item) for item in found[:SHOWN]]
            more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
            raise Refused(
                f"purge would delete {len(found)} {kind.words()}, and max_deletions is {most}: "
                f"{', '.join([*named, *more])}"
            )
        modifiers = {name: defaults[name] for name in MODIFIERS if defaults.get(name) is not None}
        made = []
        for item in found:
            options = {f.name: f.default for f in kind.item_fields()}
            options.update(kind.naming(item), state="absent", **modifiers)
            made.append(Entry(kind.bound(options), options, Outcome(type(kind))))
        planned_more(kind, made, check_mode)
        return made

    def _spares(self, item: Object) -> bool:
        """Whether an object in the scope stays, and why."""
        name = self._kind.purge_name(item)
        reason = self._kind.spared(item)
        if reason is None and protected(self._purge, name):
            reason = "it is protected"
        if reason is not None:
            self._spared.append({"label": self._kind.label(item), "reason": reason})
        return reason is not None

    def result(self) -> dict[str, Any]:
        """What the module returns under `purge`."""
        return {"spared": self._spared}
