# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Faults on purpose: rules that match requests and say what happens to them. ``disturbance`` carries them out."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from typing import Any

from .state import State

# What can become of a true answer on its way: only half of it arrives, half of it arrives as if it were all, another
# page arrives, its type is not told, nothing but status and headers arrives, it arrives bit by bit.
ANSWERS = ("cut", "malformed", "html", "untyped", "empty", "drip")
MOMENTS = ("before", "after")
NUMBER = (int, float)


@dataclass(frozen=True)
class Match:
    """Which requests a rule looks at."""

    method: str | None
    path: re.Pattern[str] | None
    plane: str | None

    @classmethod
    def of(cls, given: dict[str, Any]) -> Match:
        """From the JSON of a rule. Raises re.error."""
        return cls(
            method=given["method"].upper() if "method" in given else None,
            path=re.compile(given["path"]) if "path" in given else None,
            plane=given.get("plane"),
        )

    def __call__(self, plane: str, method: str, path: str) -> bool:
        return (
            (self.method is None or self.method == method)
            and (self.plane is None or self.plane == plane)
            and (self.path is None or self.path.search(path) is not None)
        )


@dataclass(frozen=True)
class Action:
    """What happens to a request; the README of the sandbox says it in words."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    has_body: bool = False
    content_type: str | None = None
    delay: float = 0.0
    apply: bool = False
    reset: str | None = None
    hang: str | None = None
    refuse: float = 0.0
    answer: str | None = None
    seconds: float = 0.0
    stale: bool = False
    kill: int | None = None
    change: tuple[dict[str, Any], ...] = ()

    def answer_body(self) -> tuple[bytes, str]:
        """The rule's own body as bytes and content type (call only if has_body)."""
        if isinstance(self.body, str):
            return self.body.encode(), self.content_type or "text/plain; charset=utf-8"
        return json.dumps(self.body).encode(), self.content_type or "application/json"


@dataclass
class Fault:
    """A rule. Fires for the ``nth`` match (1 = the first) and those after it, ``times`` in all (0 = ever).

    With ``trigger`` it is live for ``lasting`` seconds of the sandbox's clock after each request that matches that;
    ``past`` then holds the state before the latest of them, if the action wants it.
    """

    id: str
    match: Match
    nth: int
    times: int
    action: Action
    trigger: Match | None
    lasting: float
    source: dict[str, Any]
    seen: int = 0
    fired: int = 0
    until: float = 0.0
    past: dict[str, Any] | None = None

    def due(self, now: float) -> bool:
        """Count one matching request; whether the rule fires for it."""
        if self.trigger is not None and now >= self.until:
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times and self.fired >= self.times):
            return False
        self.fired += 1
        return True

    def arm(self, state: State) -> None:
        """The trigger has come: live from now on, for a while."""
        if self.action.stale and state.now() >= self.until:
            self.past = state.snapshot()
        self.until = state.now() + self.lasting

    def to_json(self) -> dict[str, Any]:
        """The rule as it was given, with its counters."""
        return {"id": self.id, **self.source, "seen": self.seen, "fired": self.fired}


_RULE = {"match": dict, "action": dict, "after": dict}
_MATCH = {"method": str, "path": str, "plane": str}
_COUNTED = {**_MATCH, "nth": int, "times": int}
_AFTER = {**_MATCH, "seconds": NUMBER}
_ACTION: dict[str, Any] = {
    "status": int,
    "headers": dict,
    "body": object,
    "content_type": str,
    "delay": NUMBER,
    "apply": bool,
    "reset": MOMENTS,
    "hang": MOMENTS,
    "refuse": NUMBER,
    "answer": ANSWERS,
    "seconds": NUMBER,
    "stale": bool,
    "kill": int,
    "change": list,
}
_DOES_SOMETHING = frozenset({"status", "delay", "reset", "hang", "refuse", "answer", "stale", "kill", "change"})


class Faults:
    """The set of rules. The first rule (in order of creation) that fires wins."""

    def __init__(self) -> None:
        self.rules: dict[str, Fault] = {}
        self._ids = itertools.count(1)

    def add(self, spec: dict[str, Any]) -> Fault:
        """Make a rule from its JSON; ValueError says what is wrong with it."""
        _check("the rule", spec, _RULE)
        match, action, after = (dict(spec.get(part) or {}) for part in _RULE)
        _check("match", match, _COUNTED)
        _check("action", action, _ACTION)
        _check("after", after, _AFTER)
        if not action.keys() & _DOES_SOMETHING:
            raise ValueError(f"action needs one of {', '.join(sorted(_DOES_SOMETHING))}")
        if action.get("stale") and not after:
            raise ValueError("action.stale needs after: the request that the answers are too old for")
        fault = Fault(
            id=f"fault-{next(self._ids)}",
            match=Match.of(match),
            nth=match.get("nth", 1),
            times=match.get("times", 0 if after else 1),
            action=_action(action),
            trigger=Match.of(after) if after else None,
            lasting=float(after.get("seconds", 0)),
            source={"match": match, "action": action, **({"after": after} if after else {})},
        )
        self.rules[fault.id] = fault
        return fault

    def clear(self) -> None:
        """Forget all rules; the next one is number 1 again."""
        self.rules.clear()
        self._ids = itertools.count(1)

    def find(self, state: State, plane: str, method: str, path: str) -> Fault | None:
        """The rule that fires for this request, if any. Every matching rule counts the request.

        Afterwards the rules whose trigger this request is are armed, for the requests that follow.
        """
        hit: Fault | None = None
        now = state.now()
        for rule in self.rules.values():
            if rule.match(plane, method, path):
                if hit is not None:
                    rule.seen += 1
                elif rule.due(now):
                    hit = rule
        for rule in self.rules.values():
            if rule.trigger is not None and rule.trigger(plane, method, path):
                rule.arm(state)
        return hit


def _action(given: dict[str, Any]) -> Action:
    headers = {str(name): str(value) for name, value in given.get("headers", {}).items()}
    numbers = {name: float(given.get(name, 0)) for name in ("delay", "refuse", "seconds")}
    change = tuple(given.get("change", ()))
    for one in change:
        _check("action.change", one, {"method": str, "path": str, "body": object, "key": str, "secret": str})
    return Action(**{**given, **numbers, "headers": headers, "change": change, "has_body": "body" in given})


def _check(where: str, given: Any, known: dict[str, Any]) -> None:
    if not isinstance(given, dict):
        raise ValueError(f"{where}: {given!r} is not an object")
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"unknown field {name} in {where}; known: {', '.join(known)}")
        if known[name] in (MOMENTS, ANSWERS):
            if value not in known[name]:
                raise ValueError(f"{where}.{name} is one of {', '.join(known[name])}, not {value!r}")
        elif known[name] is not object and not isinstance(value, known[name]):
            raise ValueError(f"{where}.{name}: {value!r} has the wrong type")
