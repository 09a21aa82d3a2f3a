# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The members of a standard object: what a body may hold, what is kept of it, and how it is shown again.

An object is kept flat: a reference as the id alone, a list of references as a list of ids, a nested object as a dict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import auth
from ..state import JsonObject, State
from ._control import invalid, reference, take

# Where the objects are that a reference of several kinds may mean, and the one that is no object.
_TABLES = {
    "principals": ("service_accounts", "users"),
    "quota_principals": ("service_accounts", "identity_pools", "certificate_pools"),
}
_DEFAULT = ("<default>",)


@dataclass(frozen=True)
class Member:
    """One property of a body, as the API's document has it.

    ``required``: needed to create. ``fixed``: cannot be changed (x-immutable). ``hidden``: write-only. ``readonly``:
    only shown. ``default``: what the service fills in, a value or a function(state). ``longest``, ``shortest``,
    ``pattern``: limits of text; of a list ``fewest`` and ``most`` items, each of type ``items``. ``check``(value)
    gives what is wrong with it, or None. ``refers``: the table of the object that ``{"id": ...}`` names, of a row or
    one of ``environments``, ``clusters``, ``principals`` (a service account or a user) and ``quota_principals`` (a
    service account, an identity pool, or ``<default>``); of a list: of each item.
    ``members``: those of a nested object. ``forms``: those of each form of a union, by the ``kind`` that tells them
    apart.
    """

    name: str
    shape: type = str
    required: bool = False
    fixed: bool = False
    hidden: bool = False
    readonly: bool = False
    default: Any = None
    shortest: int = 0
    longest: int | None = None
    pattern: str | None = None
    choices: tuple[str | int, ...] = ()
    items: type = str
    fewest: int = 0
    most: int | None = None
    refers: str | None = None
    members: tuple[Member, ...] = ()
    forms: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    check: Callable[[Any], str | None] | None = None


def place(state: State, table: str, ident: str) -> tuple[str, str]:
    """(path, CRN) of the object with this id."""
    if table in state.places:
        return state.places[table](ident)
    organization = state.organization_crn
    if table == "environments":
        return f"/org/v2/environments/{ident}", state.environment_crn(ident)
    if table == "clusters":
        return f"/cmk/v2/clusters/{ident}", f"{state.cluster_crn(ident)}/kafka={ident}"
    if table.endswith("principals") and ident.startswith("sa-"):
        return f"/iam/v2/service-accounts/{ident}", f"{organization}/service-account={ident}"
    if table == "principals":
        return f"/iam/v2/users/{ident}", f"{organization}/user={ident}"
    if table == "quota_principals":
        return f"/iam/v2/principals/{ident}", f"{organization}/principal={ident}"
    raise KeyError(f"no place is known for {table}")


def refer(state: State, base: str, table: str, ident: str) -> JsonObject:
    """The reference to an object, as answers show it."""
    return reference(base, *place(state, table, ident), ident)


def read(
    state: State,
    members: tuple[Member, ...],
    body: JsonObject,
    pointer: str = "",
    *,
    old: JsonObject | None = None,
    whole: bool = True,
) -> JsonObject:
    """What a body states, checked, as it is kept. ``whole``: of a POST or PUT, so that what is required must be there
    and what is left out gets its default; of a PUT (with ``old``) hidden and fixed members that are left out stay.
    """
    values: JsonObject = {}
    for member in members:
        if member.readonly:
            continue
        given = take(body, member.name, member.shape, pointer, required=member.required and whole and old is None)
        before = old.get(member.name) if old else None
        if given is not None:
            values[member.name] = _checked(state, member, given, f"{pointer}/{member.name}", before)
        elif whole and old is not None and (member.fixed or member.hidden or member.required):
            values[member.name] = before
        elif whole:
            values[member.name] = member.default(state) if callable(member.default) else member.default
    return values


def _checked(state: State, member: Member, given: Any, pointer: str, before: Any) -> Any:
    value = given
    if member.refers:
        value = _references(state, member, given, pointer)
    elif member.forms:
        value = _form(state, member, given, pointer, before)
    elif member.members:
        value = {**(before or {}), **read(state, member.members, given, pointer, old=before, whole=before is None)}
    if member.fixed and before is not None and value != before:
        raise invalid(pointer, f"The property '{pointer}' cannot be changed")
    if member.choices and value not in member.choices:
        raise invalid(pointer, f"'{value}' is not one of {', '.join(map(str, member.choices))}")
    if isinstance(value, list):
        _check_list(member, value, pointer)
    elif isinstance(value, str):
        _check_text(member, value, pointer)
    if wrong := member.check(value) if member.check else None:
        raise invalid(pointer, wrong)
    return value


def _references(state: State, member: Member, given: Any, pointer: str) -> Any:
    """The ids of one reference or of a list of them, all known: 403 as for any id that is not there (API_MAP B.3)."""
    idents = []
    for index, one in enumerate(given if isinstance(given, list) else [given]):
        where = f"{pointer}/{index}" if isinstance(given, list) else pointer
        if not isinstance(one, dict):
            raise invalid(where, f"The property '{where}' did not match the following type: object")
        idents.append(str(take(one, "id", str, where, required=True)))
    tables = _TABLES.get(str(member.refers), (str(member.refers),))
    known = _DEFAULT if member.refers == "quota_principals" else ()
    unknown = [i for i in idents if i not in known and not any(i in state.table(table) for table in tables)]
    if unknown:
        raise auth.forbidden(f"Forbidden Access: {', '.join(unknown)} in '{pointer}'")
    return idents if isinstance(given, list) else idents[0]


def _form(state: State, member: Member, given: JsonObject, pointer: str, before: JsonObject | None) -> JsonObject:
    kind = take(given, "kind", str, pointer, required=True)
    if kind not in member.forms:
        raise invalid(f"{pointer}/kind", f"'{kind}' is not one of {', '.join(member.forms)}")
    if before and before["kind"] != kind:
        raise invalid(f"{pointer}/kind", f"It is a {before['kind']}; that cannot become a {kind}")
    inner = read(state, member.forms[kind], given, pointer, old=before, whole=before is None)
    return {"kind": kind, **(before or {}), **inner}


def _check_list(member: Member, value: list[Any], pointer: str) -> None:
    wanted = str if member.refers else member.items
    for index, one in enumerate(value):
        if not isinstance(one, wanted):
            raise invalid(f"{pointer}/{index}", f"'{pointer}/{index}' is not of the type {wanted.__name__}")
    if len(value) < member.fewest or (member.most is not None and len(value) > member.most):
        detail = f"'{pointer}' must have from {member.fewest} to {member.most} items, not {len(value)}"
        raise invalid(pointer, detail, 422)


def _check_text(member: Member, value: str, pointer: str) -> None:
    if len(value) < member.shortest or (member.longest is not None and len(value) > member.longest):
        raise invalid(pointer, f"'{pointer}' must have from {member.shortest} to {member.longest} characters", 422)
    if member.pattern is not None and not re.search(member.pattern, value):
        raise invalid(pointer, f"'{value}' does not match {member.pattern}", 422)


def show(state: State, base: str, members: tuple[Member, ...], item: JsonObject) -> JsonObject:
    """The members of a kept object as answers show them: references whole, without what is hidden or has no value."""
    shown: JsonObject = {}
    for member in members:
        value: Any = item.get(member.name)
        if value is None or member.hidden:
            continue
        if isinstance(value, list) and state.settings.reorder_lists:
            value = value[::-1]
        if member.refers and isinstance(value, list):
            value = [refer(state, base, member.refers, ident) for ident in value]
        elif member.refers:
            value = refer(state, base, member.refers, value)
        elif member.forms:
            value = {"kind": value["kind"], **show(state, base, member.forms[value["kind"]], value)}
        elif member.members:
            value = show(state, base, member.members, value)
        shown[member.name] = value
    return shown


def merge(into: JsonObject, more: JsonObject) -> JsonObject:
    """``into`` with everything of ``more``, nested objects member by member."""
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            merge(into[name], value)
        else:
            into[name] = value
    return into


def at(item: JsonObject, path: str) -> Any:
    """The value at a dotted path; None where there is none."""
    value: Any = item
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
