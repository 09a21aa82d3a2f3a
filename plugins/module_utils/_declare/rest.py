# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain REST kinds of the control plane: everything from the declaration (conventions: API_MAP B.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from .._errors import Ambiguous, ApiError, ConfluentError, WaitFailed
from .._wire.cloud import pick
from .._wire.http import segment
from .change import CREATED, DELETED, UPDATED, Change
from .field import Field, Object
from .kind import Kind
from .waiting import Wait

IDENTIFIER = Field("id", wire=None)
NOT_SEEN = "not to be seen yet"
UNSEEN = 60.0  # seconds for which an object that was just made may answer like one that is not there


def get_path(source: Any, path: Iterable[str]) -> Any:
    """The value at a path of nested mappings, None where a step is missing."""
    for step in path:
        if not isinstance(source, Mapping):
            return None
        source = source.get(step)
    return source


def set_path(target: dict[str, Any], path: Iterable[str], value: Any) -> None:
    """Put a value at a path of nested mappings, making the steps that are missing."""
    *steps, last = path
    for step in steps:
        target = target.setdefault(step, {})
    target[last] = value


def _is_object(answer: Any) -> bool:
    """Whether an answer to a write shows the object, as documented."""
    return isinstance(answer, Mapping) and bool(answer.get("id"))


@dataclass(frozen=True)
class Ready:
    """When an object is ready: `phase` is the wire path of its phase, `pending` the phases on the way, `failed` the
    final bad ones.

    A phase that is in neither counts as ready: the service may add names (the enumerations are extensible).
    """

    phase: str = "status.phase"
    pending: frozenset[str] = frozenset({"PROVISIONING"})
    failed: frozenset[str] = frozenset({"FAILED"})
    message: str = "status.error_message"


class RestKind(Kind):
    """A kind with the standard operations: list, POST, PATCH and DELETE by id.

    Declared by subclasses: `path`; `outputs`, the computed values as {name: wire path}; `ready` for asynchronous kinds.
    With an `environment` in the scope the environment travels as a query parameter and as `spec.environment.id`.
    """

    path: ClassVar[str]
    outputs: ClassVar[Mapping[str, str]] = {}
    ready: ClassVar[Ready | None] = None
    environment_wire: ClassVar[str] = "spec.environment.id"

    environment: str | None = None

    @property
    def params(self) -> dict[str, Any]:
        """The query parameters of every request but POST and PATCH."""
        return {"environment": self.environment} if self.environment else {}

    def forget(self) -> None:
        self.cloud.forget(self.path)

    def open(self) -> None:
        if any(f.name == "environment" for f in self.scope):
            self.environment = self.cloud.environment_id(self.options.get("environment"))

    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """The object as a flat dict: options by name, then what is computed."""
        item: Object = {"id": raw.get("id")}
        for declared in self.fields:
            path = declared.path()
            if path is not None:
                item[declared.name] = declared.spelled(get_path(raw, path))
        for name, wire in self.outputs.items():
            item[name] = get_path(raw, wire.split("."))
        if self.environment:
            item["environment"] = self.environment
        return item

    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The API's object with these values (and the environment, which PATCH asks for too)."""
        body: dict[str, Any] = {}
        for name, value in values.items():
            path = self.field(name).path()
            if path is not None:
                set_path(body, path, value)
        if self.environment:
            set_path(body, self.environment_wire.split("."), self.environment)
        return body

    def all(self) -> list[Object]:
        """Every object in the scope."""
        return [self.from_api(raw) for raw in self.cloud.listed(self.path, self.params)]

    def candidates(self, wanted: list[Object]) -> list[Object]:
        """Objects among which the wanted ones are, if they are there."""
        return self.all()

    def read(self, wanted: list[Object]) -> list[Object | None]:
        by_id: dict[Any, list[Object]] = {}
        by_key: dict[Any, list[Object]] = {}
        for item in self.candidates(wanted):
            by_id.setdefault(item["id"], []).append(item)
            by_key.setdefault(self.key(item), []).append(item)
        return [
            self._only(item, by_id.get(item["id"], []) if item.get("id") else by_key.get(self.key(item), []))
            for item in wanted
        ]

    def _only(self, item: Object, matches: list[Object]) -> Object | None:
        """The one match, if there is any."""
        if len(matches) > 1:
            raise Ambiguous(
                self.name.replace("_", " "), " / ".join(map(str, self.key(item))), [m["id"] for m in matches]
            )
        return matches[0] if matches else None

    def refusals(self, change: Change) -> Iterable[str]:
        if change.operation == CREATED and change.desired.get("id"):
            yield (
                f"there is no {self.name.replace('_', ' ')} with the id {change.desired['id']}: ids are given by the "
                "service, leave it out to create one"
            )

        if change.operation == UPDATED and "name" in change.fields:
            taken = [other["id"] for other in self.all() if other.get("name") == change.fields["name"][1]]
            if taken:
                yield (
                    f"{change.actual['id']} cannot be renamed to {change.fields['name'][1]!r}: {', '.join(taken)} has "
                    "this name already"
                )

    def create(self, change: Change) -> Object:
        self.cloud.forget(self.path)
        answer = self.cloud.control.post(self.path, self.body(change.desired))
        if _is_object(answer):
            return self.from_api(answer)
        # Accepted, with an answer that got lost on the way: never made again, but looked for.
        self.cloud.forget(self.path)
        found = self.read([change.desired])[0]
        if found is None:
            raise ConfluentError(
                "The service accepted the creation with an answer that tells nothing of the object, and the object is "
                "not listed (yet). Run again in a minute: it is looked for before anything is made."
            )
        return found

    def update(self, change: Change) -> Object:
        self.cloud.forget(self.path)
        answer: Any = None
        for values in self.patches(change):
            answer = self.cloud.control.patch(self._one(change.actual), self.body(values))
        if not _is_object(answer):
            answer = self.get(change.actual["id"])
        return change.actual if answer is None else self.from_api(answer)

    def patches(self, change: Change) -> list[dict[str, Any]]:
        """The values of each PATCH that the change takes; one for all, unless the kind needs several."""
        return [change.new]

    def delete(self, change: Change) -> None:
        self.cloud.forget(self.path)
        self.cloud.control.delete(self._one(change.actual), self.params)

    def _one(self, item: Mapping[str, Any]) -> str:
        return f"{self.path}/{segment(item['id'])}"

    def get(self, identifier: str) -> dict[str, Any] | None:
        """The API's object by id; None when it is gone (this plane says so with 403 or 404)."""
        try:
            return self.cloud.control.get(f"{self.path}/{segment(identifier)}", self.params)
        except ApiError as error:
            if error.status in (403, 404):
                return None
            raise

    def settle(self, change: Change, made: Object) -> Object:
        if self.ready is None or not change.options.get("wait", True):
            return made
        self.waited = Wait(change.label, self.patience(change, made), self.cloud.progress)
        if change.operation == DELETED:
            self.waited.until(lambda: (self.get(made["id"]) is None, "DELETING", None))
            return made
        return self.waited.until(lambda: self.look(made["id"], change))

    def patience(self, change: Change, made: Object) -> float:
        """How many seconds to wait: the task's wait_timeout."""
        return change.options["wait_timeout"]

    def look(self, identifier: str, change: Change) -> tuple[bool, str, Object]:
        """One look at an object on its way: (done, phase, object). Raises WaitFailed for a failed state."""
        ready = self.ready or Ready()
        raw = self.get(identifier)
        if raw is None and change.operation == CREATED and self._may_be_on_its_way():
            return False, NOT_SEEN, {}
        if raw is None:
            raise WaitFailed(
                f"{change.label} ({identifier}) disappeared while it was waited for. Run again to decide on the "
                "present state."
            )
        phase = str(get_path(raw, ready.phase.split("."))).upper()
        if phase in ready.failed:
            said = get_path(raw, ready.message.split("."))
            raise WaitFailed(f"{change.label} ({identifier}) is {phase}: {said or 'the service gives no reason'}.")
        return phase not in ready.pending, phase, self.from_api(raw)

    def _may_be_on_its_way(self) -> bool:
        """Whether an object that was just made, and has not been seen since, may still come to be seen."""
        wait = self.waited
        return wait is not None and wait.seconds < UNSEEN and not set(wait.seen) - {NOT_SEEN}

    def select(self) -> list[Object]:
        name, identifier = self.options.get("name"), self.options.get("id")
        return [
            item
            for item in self.all()
            if (not identifier or item["id"] == identifier) and (not name or item.get("name") == name)
        ]


def refer(what: str, reference: str, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """`pick` among objects in the flat form of this collection."""
    return pick(what, reference, items, lambda item: item.get("name"))
