# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a standard collection is written down: a row (``Collection``) and its parts. ``_standard`` serves it.

A row is written from the API's document, never from the collection's declaration; ``tools/sandbox_row.py PATH`` drafts
one from it, and a person adds what no document says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..state import JsonObject, State
from ._members import Member, at


@dataclass(frozen=True)
class Parent:
    """The object in whose path the collection lies: the path's parameter, its table, and the key of its id in items."""

    parameter: str
    table: str
    key: str


@dataclass(frozen=True)
class Holder:
    """Objects that keep this one from being deleted (``held_by``) or go with it (``takes_along``): those of ``table``
    that have its id at ``member``, alone or in a list.
    """

    table: str
    member: str

    def of(self, state: State, ident: str) -> list[str]:
        """The ids of the holders of this object."""
        found = ((key, at(item, self.member)) for key, item in state.table(self.table).items())
        return [key for key, value in found if value == ident or (isinstance(value, list) and ident in value)]


@dataclass(frozen=True)
class Phases:
    """``pending`` until so many seconds of the sandbox's clock after the creation as ``setting`` says, then ``done``,
    or ``failed`` for as many of the next ones as ``fail_next_provisioning`` says. ``at``: dotted place in the object.
    ``rests``(state, item) gives the phase in place of ``done``, where it depends on others. What is deleted is
    ``leaving`` for as many seconds as the setting ``leaving_for`` says, and only then gone.
    """

    setting: str
    pending: str
    done: str
    failed: str
    at: str = "status.phase"
    rests: Callable[[State, JsonObject], str] | None = None
    leaving: str = ""
    leaving_for: str = ""


@dataclass(frozen=True)
class Verb:
    """Another operation, on an object (``/{id}`` + suffix) or on the collection (path + suffix, ``single=False``).

    ``do``(state, item or the body's environment as {"environment": id}, body) gives (status, answer or None).
    """

    method: str
    suffix: str
    do: Callable[[State, JsonObject, JsonObject], tuple[int, JsonObject | None]]
    single: bool = True


def _nothing(state: State, item: JsonObject) -> JsonObject:
    return {}


@dataclass(frozen=True)
class Collection:
    """A row: one standard collection.

    table        its name in the dump, and the kind at /_sandbox/objects/<table>
    path         with ``{parameter}`` of its parent
    prefix       of ids
    part         of CRNs (``identity-pool``), with members of the object in braces
    methods      those that the document has, ``LIST`` for the list; the change is PATCH or PUT
    under        where the members are ("spec"; "" = at the top)
    environment  whether the objects belong to one (member ``environment``, query parameter ``environment``)
    environment_as_text  that member is its id, not a reference; pages: the list takes page_size and page_token
    filters      query parameter of the list -> dotted path in the object, of which ``partial`` ones match a part
    listed       (state, query, item): filters by those in ``queries``
    required     parameters that every request must have besides, which objects have to match where they are filters;
                 ``asked``: those that the list must have
    beside       query parameter -> member, of those that say like the environment where the object is (in a PATCH the
                 body does)
    credential   the kind of key that opens it
    unique       groups of members that together are unique within parent and environment
    named        the member that is the id, of kinds by name
    missing      status for what is not there
    manage       the operation (permissions.py) that a writer's role must allow on the object or on what it is in
    managed_at   (state, item): its CRN, where it is another
    version      dotted place of a number that a PUT must bring back as it is, else 409
    owner        POST takes ``assigned_resource_owner``
    creator      the caller's id is kept as ``creator``
    derived      (state, item) -> values of read-only members as they would be kept
    computed     (state, item) -> what answers hold besides; the item has ``base`` besides, the URL that was asked
    check        (state, new, old or None) raises ApiError
    made, gone   (state, item): after the creation, after the deletion; ``keep``: before it (raises ApiError)
    keep_of      (state, values, old or None) -> what is kept of the values that were read
    seeds        what a seeded object has unless it says otherwise, values or functions(state)
    """

    table: str
    path: str
    kind: str
    prefix: str
    part: str
    members: tuple[Member, ...]
    methods: tuple[str, ...] = ("LIST", "POST", "GET", "PATCH", "DELETE")
    api_version: str = ""
    under: str = ""
    parent: Parent | None = None
    environment: bool = False
    environment_as_text: bool = False
    pages: bool = True
    has_metadata: bool = True
    created: int = 201
    deleted: int = 204
    filters: Mapping[str, str] = field(default_factory=dict)
    partial: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    listed: Callable[[State, Mapping[str, str], JsonObject], bool] | None = None
    required: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    credential: str = "cloud"
    unique: tuple[tuple[str, ...], ...] = ()
    named: str = ""
    missing: int = 403
    manage: str = "MANAGE"
    managed_at: Callable[[State, JsonObject], str] | None = None
    version: str = ""
    owner: bool = False
    creator: bool = False
    held_by: tuple[Holder, ...] = ()
    takes_along: tuple[Holder, ...] = ()
    phases: Phases | None = None
    verbs: tuple[Verb, ...] = ()
    derived: Callable[[State, JsonObject], JsonObject] = _nothing
    computed: Callable[[State, JsonObject], JsonObject] = _nothing
    check: Callable[[State, JsonObject, JsonObject | None], None] | None = None
    keep_of: Callable[[State, JsonObject, JsonObject | None], JsonObject] | None = None
    made: Callable[[State, JsonObject], None] | None = None
    keep: Callable[[State, JsonObject], None] | None = None
    gone: Callable[[State, JsonObject], None] | None = None
    seeds: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version_of_api(self) -> str:
        """Such as ``iam/v2``."""
        return self.api_version or "/".join(self.path.split("/")[1:3])
