# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""iam/v2 role bindings (mds-v2 document; CRN forms in API_MAP D)."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from .. import crn as crns
from ..errors import ApiError
from ..pages import base_url, filter_of, list_response, required_query
from ..responses import json_response
from ..state import JsonObject, State
from ._control import find, invalid, metadata, read_body, stamps, take

_PRINCIPAL = re.compile(r"(^User:.+$)|(^Group:.+$)")
_SCOPES = {
    "OrganizationAdmin": ("organization",),
    "AccountAdmin": ("organization",),
    "BillingAdmin": ("organization",),
    "EnvironmentAdmin": ("environment",),
    "CloudClusterAdmin": ("cloud-cluster",),
}
_KNOWN_PARTS = frozenset(
    {
        "organization",
        "environment",
        "cloud-cluster",
        "kafka",
        "topic",
        "group",
        "transactional-id",
        "schema-registry",
        "subject",
        "kek",
        "connector",
        "ksql",
        "ksql-cluster",
        "flink-region",
        "compute-pool",
        "service-account",
        "identity-provider",
        "identity-pool",
        "certificate-authority",
        "group-mapping",
        "network",
        "provider-integration",
        "cluster-link",
    }
)
_DATA_PARTS = frozenset({"topic", "group", "transactional-id"})


def create_role_binding(
    state: State, principal: str, role_name: str, crn_pattern: str, ident: str | None = None
) -> JsonObject:
    """Make a role binding without asking who may; it takes effect after settings.role_binding_propagation."""
    item = {
        "id": ident or state.new_id("rb"),
        "principal": principal,
        "role_name": role_name,
        "crn_pattern": crns.join(crns.segments(crn_pattern)),
        "effective_at": state.now() + state.settings.role_binding_propagation,
        **stamps(state),
    }
    permissions.add_binding(state, item)
    return item


def render(state: State, base: str, item: JsonObject) -> JsonObject:
    """iam.v2.RoleBinding."""
    ident = item["id"]
    pattern = item["crn_pattern"]
    return {
        "api_version": "iam/v2",
        "kind": "RoleBinding",
        "id": ident,
        "metadata": metadata(
            base, f"/iam/v2/role-bindings/{ident}", f"{state.organization_crn}/role-binding={ident}", item
        ),
        "principal": item["principal"],
        "role_name": item["role_name"],
        "crn_pattern": crns.encode(pattern) if state.settings.percent_encode_crns else pattern,
    }


def _check_principal(state: State, principal: str) -> None:
    if not _PRINCIPAL.match(principal):
        raise invalid("/principal", f"'{principal}' is not of the form User:<id> or Group:<name>")
    ident = principal.partition(":")[2]
    if ident.startswith("i-"):
        # As users of the service meet it: an invitation is no principal, its user is, before it is accepted too.
        raise auth.forbidden(f"Forbidden Access: '{principal}'")
    invited = {item["user"] for item in state.table("invitations").values() if not item["accepted_at"]}
    for prefix, table in (("sa-", state.service_accounts), ("u-", state.users)):
        if ident.startswith(prefix) and ident not in table and ident not in invited:
            raise invalid("/principal", f"The principal '{principal}' does not exist")


def _check_pattern(state: State, role: str, pattern: str) -> str:
    """The normal form of the CRN pattern; 400 if it is none, or points nowhere, or does not suit the role."""

    def refuse(why: str) -> ApiError:
        return invalid("/crn_pattern", f"'{pattern}' is not a valid CRN pattern: {why}")

    try:
        pairs = crns.segments(pattern)
    except ValueError as exc:
        raise refuse(str(exc)) from exc
    names = dict(pairs)
    if pairs[0] != ("organization", state.settings.organization_id):
        raise refuse("it does not begin with this organisation")
    if unknown := set(names) - _KNOWN_PARTS:
        raise refuse(f"unknown part '{sorted(unknown)[0]}'")
    environment, cluster = names.get("environment"), names.get("cloud-cluster")
    if environment is not None and environment not in state.environments:
        raise refuse(f"environment '{environment}' does not exist")
    if cluster is not None and state.clusters.get(cluster, {}).get("environment") != environment:
        raise refuse(f"cluster '{cluster}' does not exist in environment '{environment}'")
    if "kafka" in names and names["kafka"] != cluster:
        raise refuse("kafka= and cloud-cluster= differ")
    last = pairs[-1][0]
    if role in _SCOPES and last not in _SCOPES[role]:
        raise refuse(f"role {role} is given on {' or '.join(_SCOPES[role])}")
    if last in _DATA_PARTS:
        if "kafka" not in names:
            raise refuse(f"{last}= comes after kafka=<cluster id>")
        if cluster is not None and state.clusters[cluster]["kind"] == "Basic":
            raise refuse(f"roles on a {last} are not available on Basic clusters; use ACLs")
    return crns.join(pairs)


def _find_same(state: State, principal: str, role: str, pattern: str) -> JsonObject | None:
    for item in state.bindings_by_principal.get(principal.partition(":")[2], {}).values():
        if (item["principal"], item["role_name"], item["crn_pattern"]) == (principal, role, pattern):
            return item
    return None


def routes(state: State) -> list[BaseRoute]:
    """The routes of role bindings."""

    def may_see(principal: auth.Principal, item: JsonObject) -> bool:
        own = item["principal"] == f"User:{principal.id}"
        return own or auth.allowed(state, principal, "MANAGE_ACCESS", item["crn_pattern"])

    async def list_all(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        wanted = required_query(request, "crn_pattern")
        nested = wanted.endswith("/*")
        try:
            scope = crns.join(crns.segments(wanted.removesuffix("/*")))
        except ValueError as exc:
            detail = f"'{wanted}' is not a valid CRN pattern: {exc}"
            raise ApiError("control", 400, detail, "invalid_filter", source={"parameter": "crn_pattern"}) from exc
        who, role = filter_of(request, "principal"), filter_of(request, "role_name")
        everything = auth.allowed(state, principal, "MANAGE_ACCESS", state.organization_crn)
        source = state.role_bindings if who is None else state.bindings_by_principal.get(who.partition(":")[2], {})
        items = [
            item
            for item in source.values()
            if (item["crn_pattern"] == scope or (nested and item["crn_pattern"].startswith(scope + "/")))
            and (who is None or item["principal"] == who)
            and (role is None or item["role_name"] == role)
            and (everything or may_see(principal, item))
        ]
        base = base_url(request)
        return list_response(
            request,
            state,
            items,
            lambda item: render(state, base, item),
            api_version="iam/v2",
            kind="RoleBindingList",
            filters=("principal", "role_name", "crn_pattern"),
        )

    async def post(request: Request) -> Response:
        caller = auth.require(request, state, "cloud")
        body = await read_body(request)
        principal = take(body, "principal", str, required=True)
        role = take(body, "role_name", str, required=True)
        pattern = take(body, "crn_pattern", str, required=True)
        if role not in permissions.ROLES:
            raise invalid("/role_name", f"The role '{role}' does not exist")
        pattern = _check_pattern(state, role, pattern)
        _check_principal(state, principal)
        if not auth.allowed(state, caller, "MANAGE_ACCESS", pattern):
            raise auth.forbidden(f"The principal '{caller.id}' may not give roles on '{pattern}'")
        if _find_same(state, principal, role, pattern) is not None:
            detail = f"The role binding of '{role}' to '{principal}' on '{pattern}' already exists."
            raise ApiError("control", 409, detail, "resource_already_exists")
        item = create_role_binding(state, principal, role, pattern)
        return json_response(render(state, base_url(request), item), 201)

    def lookup(request: Request) -> JsonObject:
        principal = auth.require(request, state, "cloud")
        item = find(state.role_bindings, request.path_params["id"])
        if not may_see(principal, item):
            raise auth.forbidden()
        return item

    async def get(request: Request) -> Response:
        return json_response(render(state, base_url(request), lookup(request)))

    async def delete(request: Request) -> Response:
        item = lookup(request)
        caller = auth.require(request, state, "cloud")
        if not auth.allowed(state, caller, "MANAGE_ACCESS", item["crn_pattern"]):
            raise auth.forbidden()
        permissions.remove_binding(state, item)
        return json_response(render(state, base_url(request), item))

    return [
        Route("/iam/v2/role-bindings", list_all, methods=["GET"]),
        Route("/iam/v2/role-bindings", post, methods=["POST"]),
        Route("/iam/v2/role-bindings/{id}", get, methods=["GET"]),
        Route("/iam/v2/role-bindings/{id}", delete, methods=["DELETE"]),
    ]
