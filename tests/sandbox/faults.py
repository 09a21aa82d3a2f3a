# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Faults on purpose: rules that match requests and answer, delay or cut them."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """A rule. Fires for the ``nth`` match (1 = the first) and those after it, ``times`` in all (0 = ever)."""

    id: str
    method: str | None
    path: re.Pattern[str] | None
    plane: str | None
    nth: int
    times: int
    status: int | None
    headers: dict[str, str]
    body: Any
    has_body: bool
    content_type: str | None
    delay: float
    reset: str | None
    apply: bool
    source: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    fired: int = 0

    def matches(self, plane: str, method: str, path: str) -> bool:
        """Whether the rule looks at this request at all."""
        return (
            (self.method is None or self.method == method)
            and (self.plane is None or self.plane == plane)
            and (self.path is None or self.path.search(path) is not None)
        )

    def due(self) -> bool:
        """Count one matching request; whether the rule fires for it."""
        self.seen += 1
        if self.seen < self.nth or (self.times and self.fired >= self.times):
            return False
        self.fired += 1
        return True

    def answer_body(self) -> tuple[bytes, str]:
        """The rule's own body as bytes and content type (call only if has_body)."""
        if isinstance(self.body, str):
            return self.body.encode(), self.content_type or "text/plain; charset=utf-8"
        return json.dumps(self.body).encode(), self.content_type or "application/json"

    def to_json(self) -> dict[str, Any]:
        """The rule as it was given, with its counters."""
        return {"id": self.id, **self.source, "seen": self.seen, "fired": self.fired}


_MATCH = {"method": str, "path": str, "plane": str, "nth": int, "times": int}
_ACTION = {
    "status": int,
    "headers": dict,
    "body": object,
    "content_type": str,
    "delay": (int, float),
    "reset": str,
    "apply": bool,
}


class Faults:
    """The set of rules. The first rule (in order of creation) that fires wins."""

    def __init__(self) -> None:
        self.rules: dict[str, Fault] = {}
        self._ids = itertools.count(1)

    def add(self, spec: dict[str, Any]) -> Fault:
        """Make a rule from its JSON; ValueError says what is wrong with it."""
        match, action = dict(spec.get("match") or {}), dict(spec.get("action") or {})
        _check("match", match, _MATCH)
        _check("action", action, _ACTION)
        if unknown := set(spec) - {"match", "action"}:
            raise ValueError(f"unknown fields {sorted(unknown)}")
        if action.get("reset") not in (None, "before", "after"):
            raise ValueError("action.reset is 'before' or 'after'")
        if not action.keys() & {"status", "reset", "delay"}:
            raise ValueError("action needs status, reset or delay")
        fault = Fault(
            id=f"fault-{next(self._ids)}",
            method=match["method"].upper() if "method" in match else None,
            path=re.compile(match["path"]) if "path" in match else None,
            plane=match.get("plane"),
            nth=match.get("nth", 1),
            times=match.get("times", 1),
            status=action.get("status"),
            headers={str(name): str(value) for name, value in action.get("headers", {}).items()},
            body=action.get("body"),
            has_body="body" in action,
            content_type=action.get("content_type"),
            delay=float(action.get("delay", 0)),
            reset=action.get("reset"),
            apply=action.get("apply", False),
            source={"match": match, "action": action},
        )
        self.rules[fault.id] = fault
        return fault

    def find(self, plane: str, method: str, path: str) -> Fault | None:
        """The rule that fires for this request, if any. Every matching rule counts the request."""
        hit: Fault | None = None
        for rule in self.rules.values():
            if rule.matches(plane, method, path):
                due = hit is None and rule.due()
                if due:
                    hit = rule
                elif hit is not None:
                    rule.seen += 1
        return hit


def _check(where: str, given: dict[str, Any], known: dict[str, Any]) -> None:
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"unknown field {where}.{name}; known: {', '.join(known)}")
        if known[name] is not object and not isinstance(value, known[name]):
            raise ValueError(f"{where}.{name}: {value!r} has the wrong type")
