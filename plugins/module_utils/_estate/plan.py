# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan as data: one structure in check mode and after a real run, documented in docs/estate-plan.md. Pure.

    {"version": 1, "environment": "dev", "counts": {...}, "changes": [...], "not_in_data": [...], "summary": "Plan:
    ..."}

A change: {"kind", "part", "cluster", "organization", "label", "operation", "fields": [{"name", "before", "after"}],
"why", "foretold", "cannot_be_undone", "gives_way", "due", "result", "msg"}. `operation`: create, change or delete.
`organization`: it belongs to no single environment. `foretold`: what it needs is made first, so nothing was looked at.
`gives_way`: what it puts out of use, in words; only where there is any.
`due`: time alone has brought it about, and `rotate` does it; only where it is so. `result`: planned, done, failed,
not_tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .._declare.change import CREATED, DELETED, UNCHANGED, UPDATED
from .._engine.planning import Entry
from .._errors import ConfluentError
from .nodes import Node
from .shown import fields_of
from .terms import CHANGE, CREATE, DELETE, DONE, FAILED, NOT_TRIED, ORDER, PLANNED, VERSION, summary

BY_TIME = frozenset({"rotate_after", "keep_old"})  # fields of an API key that differ when its time is over
OPERATIONS = {CREATED: CREATE, UPDATED: CHANGE, DELETED: DELETE}


def plan_of(
    environment: str, nodes: Sequence[Node], carried_out: bool, not_in_data: list[dict[str, Any]]
) -> dict[str, Any]:
    """The plan. `carried_out`: whether it was tried, so that each change has a result."""
    changes: list[dict[str, Any]] = []
    unchanged = 0
    for node in nodes:
        for place, (entry, words) in enumerate(zip(node.entries, node.labels(), strict=True)):
            if operation_of(entry) is None:
                unchanged += 1
            else:
                stated = node.items[place] if node.items else None
                of = {"account": stated.account, "organization": stated.shared} if stated else {"account": None}
                changes.append({**change_of(node, entry, words, carried_out), **of})
    counts = Counter(change["operation"] for change in changes)
    results = Counter(change["result"] for change in changes)
    told = {
        "create": counts[CREATE], "change": counts[CHANGE], "delete": counts[DELETE], "unchanged": unchanged,
        "failed": results[FAILED], "not_tried": results[NOT_TRIED], "not_in_data": len(not_in_data),
    }  # fmt: skip
    return {
        "version": VERSION,
        "environment": environment,
        "counts": told,
        "changes": sorted(changes, key=lambda change: ORDER.index(change["operation"])),
        "not_in_data": not_in_data,
        "next_steps": list(next_steps(nodes)),
        "summary": summary(told),
    }


def next_steps(nodes: Iterable[Node]) -> Iterator[dict[str, Any]]:
    """What somebody has to do outside of Confluent Cloud, also for what is as stated."""
    for node in nodes:
        for entry, words in zip(node.entries, node.labels(), strict=True):
            if entry.outcome.next_step and entry.error is None:
                yield {"label": words, "next_step": entry.outcome.next_step}


def objects(nodes: Iterable[Node]) -> dict[str, list[dict[str, Any]]]:
    """The objects as they are, by part, of kinds whose objects have what one goes on with: ids, endpoints."""
    found: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        if node.part.kind.returns_unchanged:
            accounts = [stated.account for stated in node.items] or [None] * len(node.entries)
            there = zip(node.entries, accounts, strict=True)
            found.setdefault(node.part.key, []).extend(
                {**entry.outcome.item, "cluster": node.cluster, "account": account}
                for entry, account in there
                if entry.outcome.item
            )
    return {key: items for key, items in found.items() if items}


def operation_of(entry: Entry) -> str | None:
    """What is done to an object, or would have been; None: nothing."""
    if entry.outcome.operation in OPERATIONS:
        return OPERATIONS[entry.outcome.operation]
    otherwise = DELETE if entry.item.get("state") == "absent" else CHANGE
    return otherwise if entry.error is not None or entry.hindered else None


def change_of(node: Node, entry: Entry, label: str, carried_out: bool) -> dict[str, Any]:
    """One change as data. `label`: the object in words."""
    operation = operation_of(entry) or CHANGE
    shown: dict[str, Any] = {
        "kind": node.kind.words_of_one(),
        "part": node.part.key,
        "cluster": node.cluster,
        "organization": node.part.organization,
        "label": label,
        "operation": operation,
        "fields": fields_of(node.part, entry),
        "why": why(entry, operation),
        "foretold": entry.later is not None,
        "cannot_be_undone": list(entry.kind.lasting(entry.change)) if entry.change is not None else [],
        "result": result_of(entry, carried_out),
    }
    old = list(entry.kind.giving_way(entry.change)) if entry.change is not None else []
    if old:
        shown["gives_way"] = old
    names = {field["name"] for field in shown["fields"]}
    if operation == CHANGE and node.part.key == "api_keys" and names and names <= BY_TIME:
        shown["due"] = True
    if entry.error is not None:
        shown["msg"] = str(entry.error)
        shown.update(entry.error.result())
    elif entry.hindered:
        shown["msg"] = f"not tried, because {entry.hindered}"
    return shown


def why(entry: Entry, operation: str) -> str:
    """The reason of a change, in words."""
    if entry.item.get("state") == "absent":
        return "it is to go"
    if entry.later is not None:
        return f"{entry.later.problems[0]} This run makes that first."
    return {CREATE: "it is in the data and not there", CHANGE: "it differs from the data"}.get(operation, "")


def result_of(entry: Entry, carried_out: bool) -> str:
    """What became of a change."""
    if entry.error is not None:
        return FAILED
    if entry.hindered:
        return NOT_TRIED
    return DONE if carried_out else PLANNED


def diffs_of(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    """Ansible's differences: what goes is shown first."""
    entries = [entry for node in nodes for entry in node.entries if entry.outcome.diff and changes(entry)]
    return [entry.outcome.diff for entry in sorted(entries, key=lambda one: one.outcome.operation != DELETED)]


def changes(entry: Entry) -> bool:
    """Whether an entry is changed, or would be."""
    return entry.outcome.operation != UNCHANGED and not entry.hindered


def failures_of(nodes: Iterable[Node]) -> list[ConfluentError]:
    """Why objects failed, each once."""
    return list(dict.fromkeys(e.error for node in nodes for e in node.entries if e.error is not None))
