# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the objects of a REST kind are, what they are called, and what they look like on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from .._errors import ApiError, Refused
from .._planes import PLANES
from .._wire.http import Client, segment
from .._wire.references import ENVIRONMENTS, Listed
from .change import DELETED, UNCHANGED, Change
from .field import WAIT, Field, Object, Rules, steps, wait_timeout
from .holder import Holder, held
from .kind import Kind
from .override import override
from .quota import Quota
from .ready import RESTING, WAIT_UNTIL, Ready
from .shape import drop_path, flat, get_path, set_path, written
from .union import Union
from .unshown import any_without_fingerprint

IDENTIFIER = Field("id", wire=None)
NAME = Field("name", key=True, aliases=("display_name",))
PLACES = ("environment", "cluster")  # what may say where a data plane is
INFO_BY_NAME_OR_ID = (Field("name", aliases=("display_name",)), Field("id"))
STANDARD_OUTPUTS = {"crn": "metadata.resource_name", "created_at": "metadata.created_at"}

# Whether values that the service never shows are sent again (there is nothing to compare them with).
UPDATE_SECRETS = Field("update_secrets", wire=None, choices=("on_create", "always"), default="on_create", no_log=False)


class Collection(Kind):
    """The declaration of a kind whose objects are listed under one path.

    `path`: of the list; it may hold parts of the scope (`/a/{parent}/b`). The list has the shape of the lists of the
    `plane`, or the one named by `lists` (`_wire.http.Client.listed`). `named`: the wire path of the name, or the whole
    field, which may be called otherwise (`email`): it is the key then, objects are found by it or by their id, and they
    have the standard outputs.
    `addressed`: the field that stands in an object's path. `outputs`: computed values as {name: wire path};
    `standard_outputs`: those of every named object. The scope's fields are looked up (`refers`), and travel as query
    parameters (`query`) and in the body (`wire`; what is not `mutable` in that of the creation only); with
    `queried_writes` also with POST, PATCH and PUT. `update_by` PUT: the object is sent as a whole, with what is
    `brought_back` of it as it was read, such as its version; or only the fields that `put_takes` names.
    `irremovable`: why it cannot be deleted. `released_within`: seconds in which the service may refuse a deletion (409)
    although what held the object is gone. `quota`: the service quota that its objects count for.
    """

    path: ClassVar[str]
    plane: ClassVar[str] = "control"
    lists: ClassVar[str] = ""
    named: ClassVar[str | Field | None] = None
    addressed: ClassVar[str] = "id"
    outputs: ClassVar[Mapping[str, str]] = {}
    standard_outputs: ClassVar[Mapping[str, str]] = STANDARD_OUTPUTS
    unions: ClassVar[tuple[Union, ...]] = ()
    ready: ClassVar[Ready | None] = None
    environment_wire: ClassVar[str] = "spec.environment.id"
    queried_writes: ClassVar[bool] = False
    update_by: ClassVar[str] = "PATCH"
    brought_back: ClassVar[tuple[str, ...]] = ()
    put_takes: ClassVar[tuple[str, ...]] = ()
    held_by: ClassVar[tuple[Holder, ...]] = ()
    irremovable: ClassVar[str] = ""
    released_within: ClassVar[float] = 0.0
    quota: ClassVar[Quota | None] = None

    environment: str | None = None

    @override
    def __init_subclass__(cls) -> None:
        """Add what follows from the declaration: fields, rules, outputs and modifiers that all such kinds have."""
        super().__init_subclass__()
        own = {declared.name for declared in cls.fields}
        name = NAME.but(wire=cls.named) if isinstance(cls.named, str) else cls.named
        if name is not None and name.name not in own:
            identifier = (IDENTIFIER,) if cls.addressed == "id" else ()
            cls.fields = (name, *identifier, *cls.fields)
            wanted = Field(name.name, aliases=name.aliases)
            cls.info_fields = (wanted, *((Field("id"),) if identifier else ()), *cls.info_fields)
            by_name_or_id = Rules(required_one_of=((name.name, "id"),))
            cls.rules = cls.rules.also(by_name_or_id) if identifier else cls.rules
            phase = {} if cls.ready is None else {"phase": cls.ready.phase}
            cls.outputs = {**phase, **cls.standard_outputs, **cls.outputs}
        for parts in cls.unions:
            cls.fields = (*cls.fields, *(form for form in parts.fields if form.name not in own))
            if len(parts.names) > 1 and parts.names not in cls.rules.mutually_exclusive:
                cls.rules = cls.rules.also(Rules(mutually_exclusive=(parts.names,)))
        modifiers = {declared.name for declared in cls.modifiers}
        if cls.ready is not None and "wait" not in modifiers:
            until = (WAIT_UNTIL,) if cls.ready.resting else ()
            cls.modifiers = (*cls.modifiers, WAIT, *until, wait_timeout(cls.ready.patience))
        if any_without_fingerprint(cls.fields) and "update_secrets" not in modifiers:
            cls.modifiers = (*cls.modifiers, UPDATE_SECRETS)

    @classmethod
    def listed(cls) -> Listed:
        """What references of other kinds to this one are looked up in."""
        named = cls.field("name").wire or "name"
        return Listed(cls.name.replace("_", " "), cls.path, named)

    # Where the objects are

    @property
    def client(self) -> Client:
        """The client of the plane that the objects live on."""
        if self.plane == "control":
            return self.cloud.control
        return self._located()

    def _located(self) -> Client:
        """The client of a data plane, which is looked up where its endpoint is not stated."""
        place = {name: self.options.get(name) for name in PLACES if self.options.get(name)}
        return self.cloud.plane(self.plane, **place)

    def listing(self) -> list[Any]:
        """What the list of this scope holds, in the API's shape, read once per run; names, if it has only these."""
        if self.plane == "control" and not self.lists:
            return self.cloud.listed(self.collection, self.read_params)
        return self.cloud.listed(self.collection, self.read_params, self.client, self.lists)

    @override
    def open(self) -> None:
        """Look up what the scope names, for the path and the query. Raises NotFound, Ambiguous, ApiError, NoCredential.

        On a plane of an environment or a cluster these only say where the plane is, and nothing is looked up where its
        endpoint is stated.
        """
        self.scope_ids: dict[str, str] = {}
        for declared in self.scope:
            value = self.options.get(declared.name)
            if PLANES[self.plane].of and declared.name in PLACES:
                continue
            if declared.name == "environment" and declared.refers in (None, ENVIRONMENTS):
                self.environment = self.scope_ids["environment"] = self.cloud.environment_id(value)
            elif value is not None and declared.wire is not None:
                self.scope_ids[declared.name] = self._referred(declared, declared.spelled(value))
                if declared.name == "environment":
                    self.environment = self.scope_ids["environment"]
        if PLANES[self.plane].of:
            self._located()  # a plane that is not there yet is missed now, as any part of the scope, and not by a read

    def _referred(self, declared: Field, value: str) -> str:
        """The id of what a value refers to; of a value that refers to nothing the value. In the scope so far."""
        if declared.refers is None:
            return value
        params, where = {}, ""
        if self.environment and declared.refers.scoped:
            params, where = {"environment": self.environment}, f" in environment {self.environment}"
        found: str = self.cloud.find(declared.refers, value, params, where)["id"]
        return found

    @property
    def collection(self) -> str:
        """The path of the list, in the scope that was opened."""
        if "{" not in self.path:
            return self.path
        return self.path.format(**{name: segment(value) for name, value in self.scope_ids.items()})

    @property
    def params(self) -> dict[str, Any]:
        """The query parameters of every request (of POST, PATCH and PUT only where `queried_writes`)."""
        further = {f.query: self.scope_ids[f.name] for f in self.scope if f.query and f.name in self.scope_ids}
        return {**({"environment": self.environment} if self.environment else {}), **further}

    @property
    def read_params(self) -> dict[str, Any]:
        """The query parameters of lists and of reads of one object."""
        return self.params

    @property
    def _written_params(self) -> dict[str, Any] | None:
        return self.params if self.queried_writes else None

    @override
    def forget(self) -> None:
        self.cloud.forget(self.collection)

    @override
    def too_many(self, changes: list[Change]) -> Iterable[str]:
        return () if self.quota is None else self.quota.exceeded(self, changes)

    def _one(self, item: Mapping[str, Any]) -> str:
        return f"{self.collection}/{segment(str(item[self.addressed]))}"

    def get(self, identifier: str) -> dict[str, Any] | None:
        """The API's object by what addresses it; None when it is gone."""
        try:
            return self.client.get(self._one({self.addressed: identifier}), self.read_params)
        except ApiError as error:
            if self.says_absent(error):
                return None
            raise

    def says_absent(self, error: ApiError) -> bool:
        """Whether the service says by the error that there is no such object (the control plane by 403, too). Pure."""
        return error.status == 404 or (error.status == 403 and self.plane == "control")

    # What speaks against a change

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        """What the phase of an object that is to stay says against it: it can only be removed, or is on its way out."""
        yield from super().refusals(change)
        if self.ready is not None and change.before is not None and change.operation != DELETED:
            told = next((name for name, wire in self.outputs.items() if wire == self.ready.message), "")
            yield from self.ready.against(change.label, change.before, change.before.get(told))

    def leaves(self, item: Object) -> bool:
        """Whether the service is about to remove an object already: it is waited for, and not asked for once more."""
        return self.ready is not None and self.ready.phase_in(item) in self.ready.leaving

    def _listed_as_done(self, change: Change, made: Object) -> bool:
        """Whether an object that stays as it is needs no look of its own, for the list shows that it is done."""
        if self.ready is None or not self.ready.listed or change.operation != UNCHANGED:
            return False
        return self.ready.is_done(self.ready.phase_in(made), change.options.get("wait_until") or RESTING)

    def _hold_again(self, change: Change) -> None:
        """What holds an object that the service does not delete yet, looked for anew. Raises Refused."""
        self.cloud.forget()
        holders = self.holders(change)
        if holders:
            raise Refused(held(change.label, holders))

    def holders(self, change: Change, **query: str) -> list[str]:
        """What holds an object that is to be deleted, in words. `query`: parameters of the lists that tell it; those of
        one environment are asked for the one of the object.
        """
        client = None if self.plane == "control" or not self.held_by else self.client
        one = change.actual[self.addressed]
        found: list[str] = []
        for holder in self.held_by:
            scope = {"environment": self.environment} if self.environment and holder.listed.scoped else {}
            found += holder.holding(self.cloud, one, client, {**scope, **query})
        return found

    # Both shapes

    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """The object as a flat dict: options by name, then what is computed. Nothing that is only ever written."""
        item: Object = {"id": raw.get("id")} if self.addressed == "id" else {}
        item.update(flat((f for f in self.fields if not f.write_only), raw))
        for name, wire in self.outputs.items():
            item[name] = get_path(raw, steps(wire))
        for parts in self.unions:
            other = parts.unknown(raw)
            if other is not None:
                item["other_form"] = other
        if self.environment:
            item["environment"] = self.environment
        for f in self.scope:
            if f.query or f.refers:
                item[f.name] = self.scope_ids.get(f.name)
        return item

    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The API's object with these values (and the environment, which PATCH asks for too)."""
        body = written(self.fields, values)
        if self.environment:
            set_path(body, self.environment_wire.split("."), self.environment)
        for f in self.scope:
            if f.query and f.wire and f.name in self.scope_ids:
                set_path(body, f.wire.split("."), self.scope_ids[f.name])
        return body

    def change_body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """`body` for a PATCH: without the parts of the scope that are fixed at creation (`mutable=False`)."""
        body = self.body(values)
        for f in self.scope:
            if f.wire and not f.mutable:
                drop_path(body, f.wire.split("."))
        return body
