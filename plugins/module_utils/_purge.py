# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Purge: what is there and not stated goes, within a scope that has to be named and up to a number.

Off unless asked for. Objects that are internal to the service and the access of the very account that runs the task are
always spared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._converge import Entry, Outcome, planned_more
from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused, attempting
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field, Kind, Object

MAX_DELETIONS = Field("max_deletions", wire=None, type="int", default=10, minimum=0)
PROTECTED = Field("protected", wire=None, type="list", elements="str")
MODIFIERS = ("force", "wait", "wait_timeout")  # that hold for what a purge deletes too, where `defaults` states them
SHOWN = 50  # objects that a refusal names
# Names of objects that belong to the service: Kafka's and Confluent's own, and what connectors and ksqlDB write.
INTERNAL = re.compile(r"(__|_confluent|_schemas$|confluent-audit-log-events|pksqlc-|(dlq|success|error)-lcc-)")


def by_name(*names: str) -> tuple[Field, ...]:
    """The scope of a purge by name: how it begins, or a shell pattern."""
    return tuple(Field(name, wire=None) for name in names)


def purge_option(kind: type[Kind]) -> Field | None:
    """The option `purge` of the plural module, None for a kind that has none."""
    if not kind.purge_scope:
        return None
    return Field("purge", wire=None, type="dict", options=(*kind.purge_scope, MAX_DELETIONS, PROTECTED))


def scope_problems(kind: type[Kind], purge: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the stated scope: it must name something, and nothing in it may mean everything."""
    names = [f.name for f in kind.purge_scope]
    given = {name: purge[name] for name in names if purge.get(name) is not None}
    if not given:
        yield f"purge needs a scope: {' or '.join(names)}"
    for name, value in given.items():
        if not value.strip():
            yield f"purge: {name} is empty, which would mean everything"
        elif name.endswith("prefix") and set("*?[]") & set(value):
            yield f"purge: {name} {value!r} is taken as it is, it cannot hold wildcards"
        elif name.endswith("pattern") and not re.sub(r"\[[^]]*\]|[*?]", "", value).strip():
            yield f"purge: {name} {value!r} would mean everything"
    yield from (f"purge: {p}" for p in MAX_DELETIONS.problems(purge["max_deletions"]))
    if any(not pattern.strip() for pattern in purge.get("protected") or []):
        yield "purge: protected holds an empty pattern"


def in_names(purge: Mapping[str, Any], name: str, kind: str = "name") -> bool:
    """Whether a name is in the scope, by `<kind>_prefix` and `<kind>_pattern`."""
    prefix, pattern = purge.get(f"{kind}_prefix"), purge.get(f"{kind}_pattern")
    return (prefix is None or name.startswith(prefix)) and (pattern is None or fnmatchcase(name, pattern))


def protected(purge: Mapping[str, Any], name: str) -> bool:
    """Whether a name fits one of the patterns of protected objects."""
    return any(fnmatchcase(name, pattern) for pattern in purge.get("protected") or [])


def own_access(kind: Kind, principal: str) -> str | None:
    """Why something of a principal is spared: it is one of those behind the credentials of this task.

    Raises Refused where that cannot be told.
    """
    if kind.cloud.own is None:
        try:
            kind.cloud.own = kind.cloud.own_principals()
        except Refused as error:
            raise Refused(
                f"a purge must spare the access of the account that runs it, and {error.problems[0]}"
            ) from error
    return "it belongs to the account whose credential this task uses" if principal in kind.cloud.own else None


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
        keys = {kind.key(entry.wanted) for entry in stated}
        known = [entry.change.before.get("id") for entry in stated if entry.change and entry.change.before]
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
