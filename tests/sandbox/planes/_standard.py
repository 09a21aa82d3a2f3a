# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Standard collections of the control plane by rows: five operations, checks, filters, phases, holders, deletion.

A module of this folder that has ``ROWS`` (see ``_row``) is found by itself (``planes/__init__``); the row's table, its
seeding at /_sandbox/objects/<table> and its place in the dump of all tables follow from it.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..errors import ApiError
from ..pages import base_url, filters_of, list_response, required_query
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, find, metadata, read_body, reference_id, stamps, take
from ._members import Member, at, merge, place, read, show
from ._row import Collection, Holder, Verb
from .role_bindings import create_role_binding


class Standard:
    """A row at work on a state."""

    def __init__(self, state: State, row: Collection) -> None:
        self.state = state
        self.row = row
        state.places[row.table] = self.place
        state.seeders[row.table] = self.seed
        state.rows[row.table] = self
        if row.environment:
            state.on_delete_environment.append(self._environment_gone)

    @property
    def items(self) -> dict[str, JsonObject]:
        """The table."""
        return self.state.table(self.row.table)

    # ---- how objects look

    def key(self, item: JsonObject) -> str:
        """Under which an object is in the table: its id, or what a name is unique in and the name."""
        if not self.row.named:
            return str(item["id"])
        inside = [self.row.parent.key] if self.row.parent else []
        inside += ["environment"] if self.row.environment else []
        inside += self.row.beside.values()
        return "/".join([*(str(item[name]) for name in inside), str(item["id"])])

    def place(self, key: str) -> tuple[str, str]:
        """(path, CRN) of one of the objects."""
        item, row = self.items[key], self.row
        path, above = row.path, self._above(item)
        if row.parent:
            path = path.replace(f"{{{row.parent.parameter}}}", item[row.parent.key])
        return f"{path}/{item['id']}", f"{above}/{row.part.format_map(item)}={item['id']}"

    def _above(self, item: JsonObject) -> str:
        """The CRN of what an object is in."""
        if self.row.parent:
            return place(self.state, self.row.parent.table, item[self.row.parent.key])[1]
        if self.row.environment:
            return self.state.environment_crn(item["environment"])
        return self.state.organization_crn

    def phase(self, item: JsonObject) -> str:
        """The phase of an object now."""
        phases = self.row.phases
        if phases is None:
            raise ValueError(f"{self.row.table} have no phases")
        if "gone_at" in item:
            return phases.leaving
        if self.state.now() < item["ready_at"]:
            return phases.pending
        if item["failed"]:
            return phases.failed
        return phases.rests(self.state, item) if phases.rests else phases.done

    def render(self, base: str, item: JsonObject) -> JsonObject:
        """The object as the API answers it."""
        row, state = self.row, self.state
        path, crn = self.place(self.key(item))
        shown = show(state, base, row.members, {**item, **row.derived(state, item)})
        answer: JsonObject = {"api_version": row.version_of_api, "kind": row.kind}
        if not row.named:
            answer["id"] = item["id"]
        if row.has_metadata:
            answer["metadata"] = metadata(base, path, crn, item)
        merge(answer, {row.under: shown} if row.under else shown)
        if row.phases:
            merge(answer, _nested(row.phases.at, self.phase(item)))
        if row.version:
            merge(answer, _nested(row.version, str(item["version"])))
        return merge(answer, row.computed(state, {**item, "base": base}))

    # ---- making, changing, removing

    def create(self, values: JsonObject, above: JsonObject, ident: str | None = None) -> JsonObject:
        """A new object from values that were read; ``above`` is the parent's key and id, if there is one."""
        row, state = self.row, self.state
        item: JsonObject = {"id": "", **above, **values}
        self._check(item, None)
        item["id"] = str(values[row.named]) if row.named else ident or state.new_id(row.prefix)
        if row.named and self.key(item) in self.items:
            raise self._taken((row.named,))
        if row.version:
            item["version"] = 1
        if row.phases:
            failing = state.settings.fail_next_provisioning > 0
            state.settings.fail_next_provisioning -= int(failing)
            item["ready_at"] = state.now() + getattr(state.settings, row.phases.setting)
            item["failed"] = failing
        item.update(stamps(state))
        self.items[self.key(item)] = item
        if row.made:
            row.made(state, item)
        return item

    def change(self, item: JsonObject, values: JsonObject) -> None:
        """Take over values that were read."""
        wanted = {**item, **values}
        self._check(wanted, item)
        if self.row.version:
            wanted["version"] += 1
        item.update(wanted)
        item["updated_at"] = self.state.timestamp()

    def _check(self, wanted: JsonObject, old: JsonObject | None) -> None:
        for names in self.row.unique:
            if any(at(wanted, name) is None for name in names):
                continue
            for other in self.items.values():
                if other is not old and self._beside(other, wanted) and _same(other, wanted, names):
                    raise self._taken(names)
        if self.row.check:
            self.row.check(self.state, wanted, old)

    def _beside(self, one: JsonObject, other: JsonObject) -> bool:
        names = [self.row.parent.key] if self.row.parent else []
        return _same(one, other, (*names, *(["environment"] if self.row.environment else [])))

    def _taken(self, names: tuple[str, ...]) -> ApiError:
        detail = f"There is already one of kind {self.row.kind} with this {' and '.join(names)}"
        pointer = f"/{'/'.join([*filter(None, [self.row.under]), *names[0].split('.')])}"
        return ApiError("control", 409, detail, "resource_already_exists", source={"pointer": pointer})

    def remove(self, key: str) -> None:
        """Delete an object with what goes with it and the role bindings on it."""
        row, state = self.row, self.state
        for holder in row.takes_along:
            for inner in holder.of(state, self.items[key]["id"]):
                state.rows[holder.table].remove(inner)
        permissions.remove_bindings_below(state, self.place(key)[1])
        item = self.items.pop(key)
        if row.gone:
            row.gone(state, item)

    def leave(self, item: JsonObject) -> bool:
        """Begin the deletion of an object that goes slowly; False where there are none of these."""
        phases = self.row.phases
        lasts = getattr(self.state.settings, phases.leaving_for) if phases and phases.leaving_for else 0.0
        if lasts:
            item.setdefault("gone_at", self.state.now() + lasts)
        return bool(lasts)

    def sweep(self) -> None:
        """Remove those whose deletion is over by now."""
        if self.row.phases and self.row.phases.leaving:
            for key in [key for key, item in self.items.items() if item.get("gone_at", math.inf) <= self.state.now()]:
                self.remove(key)

    def refuse_removal(self, item: JsonObject) -> None:
        """409, naming who holds the object; or what the row has against its deletion."""
        held = [found for holder in self.row.held_by for found in _named(holder, self.state, item["id"])]
        if held:
            detail = f"The {self.row.kind} '{item['id']}' is in use by {', '.join(held)}"
            raise ApiError("control", self.state.settings.held_status, detail, "resource_in_use")
        if self.row.keep:
            self.row.keep(self.state, item)

    def _environment_gone(self, environment: str) -> None:
        for ident in [ident for ident, item in self.items.items() if item["environment"] == environment]:
            if ident in self.items:
                self.remove(ident)

    # ---- seeding

    def seed(self, spec: JsonObject) -> list[JsonObject]:
        """Put an object in: a body, with references also as ids, and ``id`` and the parent's key beside it."""
        row = self.row
        given = {**{n: v(self.state) if callable(v) else v for n, v in row.seeds.items() if n not in spec}, **spec}
        above = {}
        if row.parent:
            above = {row.parent.key: given.pop(row.parent.key)}
            if above[row.parent.key] not in self.state.table(row.parent.table):
                raise ValueError(f"unknown {row.parent.key} {above[row.parent.key]!r}")
        if row.creator:
            above["creator"] = self.state.settings.admin_user_id
        for member in row.members:
            if member.refers and member.name in given:
                given[member.name] = _as_references(given[member.name])
        item = self.create(self._read(given, "", None, whole=True), above, spec.get("id"))
        if row.phases:
            item["ready_at"] = 0.0
        return [item]

    def _read(self, body: JsonObject, pointer: str, old: JsonObject | None, *, whole: bool) -> JsonObject:
        values = read(self.state, self.row.members, body, pointer, old=old, whole=whole)
        return self.row.keep_of(self.state, values, old) if self.row.keep_of else values

    # ---- the operations

    def _spec(self, body: JsonObject) -> tuple[JsonObject, str]:
        """Where the members are in a body, and the pointer to it; 400 if it is not there."""
        if not self.row.under:
            return body, ""
        inner = read(self.state, (Member(self.row.under, dict, required=True),), body)
        return inner[self.row.under], f"/{self.row.under}"

    def _scope(self, request: Request, environment: str | None) -> JsonObject:
        """Parent or environment of a request, known and visible: {key: id}."""
        row = self.row
        for other in self.state.rows.values():
            other.sweep()
        principal = self._caller(request)
        for name in row.required:
            required_query(request, name)
        scope: JsonObject = {}
        if row.parent:
            scope[row.parent.key] = find(self.state.table(row.parent.table), request.path_params[row.parent.parameter])[
                "id"
            ]
        if row.environment:
            scope["environment"] = find(self.state.environments, environment or required_query(request, "environment"))[
                "id"
            ]
            crn = self.state.environment_crn(scope["environment"])
            if not permissions.has_any_role_near(self.state, principal.id, crn):
                raise auth.forbidden()
        for parameter, member in row.beside.items():
            if request.query_params.get(parameter):
                scope[member] = request.query_params[parameter]
        return scope

    def _caller(self, request: Request) -> auth.Principal:
        return auth.require(request, self.state, self.row.credential, self.row.credential)

    def _lookup(
        self, request: Request, environment: str | None = None, *, write: bool, body: JsonObject | None = None
    ) -> JsonObject:
        scope = self._scope(request, environment)
        for parameter, member in self.row.beside.items():
            named = reference_id(self._spec(body)[0], member, f"/{self.row.under}", required=True) if body else None
            scope[member] = named or required_query(request, parameter)
        item = self.items.get(self.key({**scope, "id": request.path_params["id"]}))
        inside = {name: {request.query_params[name]} for name in self.row.required if name in self.row.filters}
        elsewhere = item is not None and not self._fits(self.render(base_url(request), item), inside)
        if item is None or elsewhere or any(item[key] != value for key, value in scope.items()):
            if self.row.missing == 403:
                raise auth.forbidden()
            raise ApiError(
                "control", self.row.missing, f"There is no {self.row.kind} of this name", "resource_not_found"
            )
        if write:
            self._authorize(request, item, self.place(self.key(item))[1])
        return item

    def _authorize(self, request: Request, item: JsonObject, crn: str) -> None:
        """403 for who may not write the object: on its CRN, or where the row says."""
        crn = self.row.managed_at(self.state, item) if self.row.managed_at else crn
        authorize(request, self.state, self.row.manage, crn, self.row.credential)

    def _environment_of(self, body: JsonObject) -> str | None:
        spec, pointer = self._spec(body)
        if self.row.environment_as_text:
            return str(take(spec, "environment", str, pointer, required=True))
        return reference_id(spec, "environment", pointer, required=True) if self.row.environment else None

    async def list(self, request: Request) -> Response:
        """GET of the collection."""
        scope, base, row = self._scope(request, None), base_url(request), self.row
        for name in (*row.asked, *row.beside):
            required_query(request, name)
        wanted = {name: filters_of(request, name) for name in row.filters}
        found = [item for item in self.items.values() if all(item[key] == value for key, value in scope.items())]
        if any(wanted.values()):
            found = [item for item in found if self._fits(self.render(base, item), wanted)]
        if row.listed:
            found = [item for item in found if row.listed(self.state, request.query_params, item)]
        if not row.pages:
            return self._in_one(request, [self.render(base, item) for item in found])
        known = (*row.filters, *row.queries, *row.required, *row.beside, *(["environment"] if row.environment else []))
        return list_response(
            request,
            self.state,
            found,
            lambda item: self.render(base, item),
            api_version=row.version_of_api,
            kind=f"{row.kind}List",
            filters=known,
        )

    def _in_one(self, request: Request, shown: Sequence[JsonObject]) -> Response:
        """A list that takes no page parameters: all of it."""
        for name in set(request.query_params) - {"environment"}:
            raise ApiError(
                "control", 400, f"Unknown query parameter '{name}'", "invalid_filter", source={"parameter": name}
            )
        kind, version = f"{self.row.kind}List", self.row.version_of_api
        return json_response(
            {"api_version": version, "kind": kind, "metadata": {"total_size": len(shown)}, "data": [*shown]}
        )

    def _fits(self, shown: JsonObject, wanted: dict[str, set[str]]) -> bool:
        for name, values in wanted.items():
            here = at(shown, self.row.filters[name])
            have = {str(one) for one in (here if isinstance(here, list) else [here])}
            parts = name in self.row.partial and any(value in one for value in values for one in have)
            if values and not have & values and not parts:
                return False
        return True

    async def post(self, request: Request) -> Response:
        """POST to the collection."""
        principal = self._caller(request)
        body = await read_body(request)
        scope = self._scope(request, self._environment_of(body))
        if not self.row.managed_at:
            self._authorize(request, scope, self._above(scope))
        if self.row.creator:
            scope["creator"] = principal.id
        spec, pointer = self._spec(body)
        values = self._read(spec, pointer, None, whole=True)
        if self.row.managed_at:
            self._authorize(request, values, "")
        item = self.create(values, scope)
        if owner := request.query_params.get("assigned_resource_owner") if self.row.owner else None:
            create_role_binding(self.state, f"User:{owner}", "ResourceOwner", self.place(self.key(item))[1])
        return json_response(self.render(base_url(request), item), self.row.created)

    async def get(self, request: Request) -> Response:
        """GET of an object."""
        return json_response(self.render(base_url(request), self._lookup(request, write=False)))

    async def patch(self, request: Request) -> Response:
        """PATCH of an object: what is left out stays."""
        return await self._update(request, whole=False)

    async def put(self, request: Request) -> Response:
        """PUT of an object: what is left out goes."""
        return await self._update(request, whole=True)

    async def _update(self, request: Request, *, whole: bool) -> Response:
        self._caller(request)
        body = await read_body(request)
        item = self._lookup(request, self._environment_of(body), write=True, body=body)
        if self.row.version and str(at(body, self.row.version)) != str(item["version"]):
            detail = f"The {self.row.kind} has been changed meanwhile: its version is {item['version']}"
            raise ApiError("control", 409, detail, "resource_version_conflict")
        spec, pointer = self._spec(body)
        values = self._read(spec, pointer, item, whole=whole)
        if self.row.managed_at:
            self._authorize(request, {**item, **values}, "")
        self.change(item, values)
        return json_response(self.render(base_url(request), item))

    async def delete(self, request: Request) -> Response:
        """DELETE of an object."""
        item = self._lookup(request, write=True)
        self.refuse_removal(item)
        shown = self.render(base_url(request), item)
        if not self.leave(item):
            self.remove(self.key(item))
        return json_response(shown) if self.row.deleted == 200 else Response(status_code=self.row.deleted)

    def _verb(self, verb: Verb) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            self._caller(request)
            body = await read_body(request)
            environment = self._environment_of(body)
            if verb.single:
                target = self._lookup(request, environment, write=True)
            else:
                target = self._scope(request, environment)
                authorize(request, self.state, self.row.manage, self._above(target))
            status, answer = verb.do(self.state, target, body)
            return Response(status_code=status) if answer is None else json_response(answer, status)

        return serve

    def routes(self) -> Iterator[Route]:
        """The routes that the row has."""
        one = self.row.path + "/{id}"
        for verb in self.row.verbs:
            yield Route((one if verb.single else self.row.path) + verb.suffix, self._verb(verb), methods=[verb.method])
        own = {"POST": self.post, "LIST": self.list, "GET": self.get}
        own.update({"PATCH": self.patch, "PUT": self.put, "DELETE": self.delete})
        for method in self.row.methods:
            path = self.row.path if method in ("LIST", "POST") else one
            yield Route(path, own[method], methods=["GET" if method == "LIST" else method])


def _nested(path: str, value: Any) -> JsonObject:
    for name in reversed(path.split(".")):
        value = {name: value}
    return dict(value)


def _same(one: JsonObject, other: JsonObject, names: tuple[str, ...]) -> bool:
    return all(at(one, name) == at(other, name) for name in names)


def _named(holder: Holder, state: State, ident: str) -> list[str]:
    """The holders as an error names them: ``ipf-a1b2c3 (Office)``."""
    table, found = state.table(holder.table), []
    for key in holder.of(state, ident):
        name = next(
            (table[key][word] for word in ("display_name", "filter_name", "group_name") if table[key].get(word)), ""
        )
        found.append(f"{key} ({name})" if name else key)
    return found


def _as_references(given: Any) -> Any:
    if isinstance(given, list):
        return [_as_references(one) for one in given]
    return {"id": given} if isinstance(given, str) else given


def routes(state: State, rows: tuple[Collection, ...]) -> list[BaseRoute]:
    """The routes of these rows on this state."""
    return [route for row in rows for route in Standard(state, row).routes()]
