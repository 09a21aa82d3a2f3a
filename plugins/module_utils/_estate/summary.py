# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module said, as the lines that a person reads at the end of a run. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .terms import CHANGE, CREATE, DELETE, DONE, FAILED, NOT_TRIED, PLANNED, several

DONE_WORDS = {CREATE: "created", CHANGE: "changed", DELETE: "deleted"}
LAST = {FAILED: 1, NOT_TRIED: 2}
NAMED = 5  # objects of a kind that are named where there may be hundreds


def lines_of(result: Mapping[str, Any], title: str, due: str = "") -> list[str]:
    """The lines: what is done or to be done, what failed and why, what was not tried, what is there besides, what came
    of it, the plan in one line. `due`: what is to be done about a key whose time is over, where that is told apart.
    """
    plan = result.get("plan") or {}
    changes = plan.get("changes") or []
    lines = [title, *(f"  {line}" for line in _changes(changes, due)), *(f"  {line}" for line in _along(plan))]
    failed = any(change["result"] == FAILED for change in changes)
    problems = result.get("problems") or ([] if failed or not result.get("msg") else [result["msg"]])
    lines += [f"  refused: {problem}" for problem in problems]
    lines += [f"  {line}" for line in _besides(plan.get("not_in_data") or [])]
    lines += [f"  to be done by you: {step['label']}: {step['next_step']}" for step in plan.get("next_steps") or []]
    lines += [f"  {note}" for note in plan.get("notes") or []]
    idle = bool(plan) and not changes and not problems
    lines += ["  nothing to do"] if idle else []
    lines += [f"  {line}" for line in _half_way(changes)]
    # Where nothing is to be done, and nothing else is there, the plan has no more to say.
    return [*lines, *([f"  {plan['summary']}"] if plan and not (idle and not plan.get("not_in_data")) else [])]


def _changes(changes: list[Mapping[str, Any]], due: str) -> Iterator[str]:
    """What went well first, and what did not last, where it is read."""
    for change in sorted(changes, key=lambda one: LAST.get(one["result"], 0)):
        if due and change.get("due") and change["result"] == PLANNED:
            yield f"due: {change['label']}: {', '.join(str(field['before']) for field in change['fields'])}; {due}"
            continue
        words = (
            f"{DONE_WORDS[change['operation']] if change['result'] == DONE else change['operation']}: {change['label']}"
        )
        if change["result"] in (DONE, PLANNED):
            fields = [field["name"] for field in change["fields"]] if change["operation"] == CHANGE else []
            told = "".join(f"; {old}" for old in change.get("gives_way") or [])
            yield words + (f" ({', '.join(fields)})" if fields else "") + told
        elif change["result"] == FAILED:
            yield f"failed to {change['operation']}: {change['label']}: {change.get('msg')}"
        elif change["result"] == NOT_TRIED:
            reason = str(change.get("msg")).removeprefix("not tried, ")
            yield f"not tried: {change['operation']} {change['label']}, {reason}"


def _half_way(changes: list[Mapping[str, Any]]) -> Iterator[str]:
    """What came of a run that got through in part, counted."""
    results = Counter(change["result"] for change in changes)
    if results[DONE] and results[FAILED]:
        left = f", {results[NOT_TRIED]} not tried" if results[NOT_TRIED] else ""
        yield f"{results[DONE]} of {len(changes)} done, {results[FAILED]} failed{left}. Run again to do the rest"


def _along(plan: Mapping[str, Any]) -> Iterator[str]:
    """What goes, or went, with something that is deleted."""
    results = {change["label"]: change["result"] for change in plan.get("changes") or []}
    for entry in plan.get("goes_along") or []:
        if "gap" in entry:
            yield f"not counted: {several(entry['kind'])} of {entry['with']}: {entry['gap']}"
            continue
        verb = {DONE: "gone", PLANNED: "goes"}.get(results.get(entry["with"], PLANNED), "stays")
        counted = f"{entry['count']} {several(entry['kind']) if entry['count'] > 1 else entry['kind']}"
        more = f" and {entry['count'] - NAMED} more" if entry["count"] > NAMED else ""
        yield f"{verb} with {entry['with']}: {counted}: {', '.join(entry['names'][:NAMED])}{more}"


def _besides(found: list[Mapping[str, Any]]) -> Iterator[str]:
    """What is not in the data, by kind and cluster."""
    groups: dict[tuple[str, str | None], list[Mapping[str, Any]]] = {}
    for entry in found:
        groups.setdefault((entry["kind"], entry.get("cluster")), []).append(entry)
    for (kind, cluster), entries in groups.items():
        where = f" of cluster {cluster}" if cluster else ""
        for entry in entries:
            if entry.get("gap"):
                yield f"not looked through: {kind}s{where}: {entry['gap']}"
        labels = [str(entry["label"]) for entry in entries if not entry.get("gap")]
        more = f" and {len(labels) - NAMED} more" if len(labels) > NAMED else ""
        if labels:
            yield f"not in the data{where}: {', '.join(labels[:NAMED])}{more}"
