# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module said, as the lines that a person reads at the end of a run. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .terms import CHANGE, CREATE, DELETE, DONE, FAILED, NOT_TRIED, PLANNED

DONE_WORDS = {CREATE: "created", CHANGE: "changed", DELETE: "deleted"}
NAMED = 5  # objects of a kind that are named where there may be hundreds


def lines_of(result: Mapping[str, Any], title: str) -> list[str]:
    """The lines: what is done or to be done, what failed and why, what is there besides, the plan in one line."""
    plan = result.get("plan") or {}
    lines = [title, *(f"  {line}" for line in _changes(plan.get("changes") or []))]
    failed = any(change["result"] == FAILED for change in plan.get("changes") or [])
    problems = result.get("problems") or ([] if failed or not result.get("msg") else [result["msg"]])
    lines += [f"  refused: {problem}" for problem in problems]
    lines += [f"  {line}" for line in _besides(plan.get("not_in_data") or [])]
    lines += [f"  to be done by you: {step['label']}: {step['next_step']}" for step in plan.get("next_steps") or []]
    lines += [f"  {note}" for note in plan.get("notes") or []]
    if plan and not plan["changes"] and not problems:
        lines.append("  nothing to do")
    return [*lines, *([f"  {plan['summary']}"] if plan else [])]


def _changes(changes: list[Mapping[str, Any]]) -> Iterator[str]:
    for change in changes:
        words = (
            f"{DONE_WORDS[change['operation']] if change['result'] == DONE else change['operation']}: {change['label']}"
        )
        if change["result"] in (DONE, PLANNED):
            fields = [field["name"] for field in change["fields"]] if change["operation"] == CHANGE else []
            yield words + (f" ({', '.join(fields)})" if fields else "")
        elif change["result"] == FAILED:
            yield f"failed to {change['operation']}: {change['label']}: {change.get('msg')}"
        elif change["result"] == NOT_TRIED:
            yield f"{words}: {change.get('msg')}"


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
