# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""org/v2: the organisation and its environments (org-v2 document)."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..errors import ApiError
from ..pages import base_url, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, find, invalid, metadata, name_of, read_body, stamps, take

_PACKAGES = ("ESSENTIALS", "ADVANCED")
_ORGANIZATION_NAME = re.compile(r"^[^<>#%'*^`{|}~\"]{1,31}$")


def create_environment(
    state: State, display_name: str, package: str | None = None, ident: str | None = None
) -> JsonObject:
    """Make an environment. Names are not unique (API_MAP C); the package is defaulted by the server."""
    item = {
        "id": ident or state.new_id("env"),
        "display_name": display_name,
        "package": package or "ESSENTIALS",
        **stamps(state),
    }
    state.environments[item["id"]] = item
    return item


def delete_environment(state: State, ident: str) -> None:
    """Delete an environment and, as the service does, everything in it."""
    for callback in state.on_delete_environment:
        callback(ident)
    permissions.remove_bindings_below(state, state.environment_crn(ident))
    for key in [key for key in state.api_keys.values() if key["environment"] == ident]:
        del state.api_keys[key["id"]]
    del state.environments[ident]


def render_environment(state: State, base: str, item: JsonObject) -> JsonObject:
    """org.v2.Environment."""
    ident = item["id"]
    return {
        "api_version": "org/v2",
        "kind": "Environment",
        "id": ident,
        "metadata": metadata(base, f"/org/v2/environments/{ident}", state.environment_crn(ident), item),
        "display_name": item["display_name"],
        "stream_governance_config": {"package": item["package"]},
    }


def render_organization(state: State, base: str, item: JsonObject) -> JsonObject:
    """org.v2.Organization."""
    return {
        "api_version": "org/v2",
        "kind": "Organization",
        "id": item["id"],
        "metadata": metadata(base, f"/org/v2/organizations/{item['id']}", state.organization_crn, item),
        "display_name": item["display_name"],
        "jit_enabled": item["jit_enabled"],
    }


def _package(body: JsonObject) -> str | None:
    config = take(body, "stream_governance_config", dict)
    if config is None:
        return None
    package = take(config, "package", str, "/stream_governance_config", required=True)
    if package not in _PACKAGES:
        detail = f"'{package}' is not a Stream Governance package: {', '.join(_PACKAGES)}"
        raise invalid("/stream_governance_config/package", detail, 422)
    return str(package)


def routes(state: State) -> list[BaseRoute]:
    """The routes of org/v2."""

    async def list_environments(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        base = base_url(request)
        visible = [
            item
            for item in state.environments.values()
            if permissions.has_any_role_near(state, principal.id, state.environment_crn(item["id"]))
        ]
        return list_response(
            request,
            state,
            visible,
            lambda item: render_environment(state, base, item),
            api_version="org/v2",
            kind="EnvironmentList",
        )

    async def post_environment(request: Request) -> Response:
        authorize(request, state, "MANAGE", state.organization_crn)
        body = await read_body(request)
        name, package = name_of(body), _package(body)
        item = create_environment(state, name or "", package)
        return json_response(render_environment(state, base_url(request), item), 201)

    def lookup(request: Request, operation: str) -> JsonObject:
        principal = auth.require(request, state, "cloud")
        item = find(state.environments, request.path_params["id"])
        crn = state.environment_crn(item["id"])
        if operation == "VIEW":
            fine = permissions.has_any_role_near(state, principal.id, crn)
        else:
            fine = auth.allowed(state, principal, operation, crn)
        if not fine:
            raise auth.forbidden()
        return item

    async def get_environment(request: Request) -> Response:
        return json_response(render_environment(state, base_url(request), lookup(request, "VIEW")))

    async def patch_environment(request: Request) -> Response:
        item = lookup(request, "MANAGE")
        body = await read_body(request)
        name, package = name_of(body, required=False), _package(body)
        if package == "ESSENTIALS" and item["package"] == "ADVANCED":
            detail = "A Stream Governance package cannot be downgraded from ADVANCED to ESSENTIALS"
            raise invalid("/stream_governance_config/package", detail)
        changes: dict[str, Any] = {"display_name": name, "package": package}
        item.update({key: value for key, value in changes.items() if value is not None})
        item["updated_at"] = state.timestamp()
        return json_response(render_environment(state, base_url(request), item))

    async def remove_environment(request: Request) -> Response:
        ident = lookup(request, "MANAGE")["id"]
        held = [item for item in state.clusters.values() if item["environment"] == ident]
        if protected := [item["id"] for item in held if item["deletion_protection"]]:
            detail = f"Deletion protection is on for the clusters {', '.join(protected)} of the environment"
            raise ApiError("control", 409, detail, "deletion_protection_enabled")
        delete_environment(state, ident)
        return Response(status_code=204)

    async def list_organizations(request: Request) -> Response:
        auth.require(request, state, "cloud")
        base = base_url(request)
        return list_response(
            request,
            state,
            list(state.organizations.values()),
            lambda item: render_organization(state, base, item),
            api_version="org/v2",
            kind="OrganizationList",
        )

    async def get_organization(request: Request) -> Response:
        auth.require(request, state, "cloud")
        item = find(state.organizations, request.path_params["id"])
        return json_response(render_organization(state, base_url(request), item))

    async def patch_organization(request: Request) -> Response:
        authorize(request, state, "MANAGE", state.organization_crn)
        item = find(state.organizations, request.path_params["id"])
        body = await read_body(request)
        name, jit = take(body, "display_name", str), take(body, "jit_enabled", bool)
        if name is not None and not _ORGANIZATION_NAME.match(name):
            raise invalid("/display_name", "display_name does not match the pattern of organisation names", 422)
        changes: dict[str, Any] = {"display_name": name, "jit_enabled": jit}
        item.update({key: value for key, value in changes.items() if value is not None})
        item["updated_at"] = state.timestamp()
        return json_response(render_organization(state, base_url(request), item))

    return [
        Route("/org/v2/environments", list_environments, methods=["GET"]),
        Route("/org/v2/environments", post_environment, methods=["POST"]),
        Route("/org/v2/environments/{id}", get_environment, methods=["GET"]),
        Route("/org/v2/environments/{id}", patch_environment, methods=["PATCH"]),
        Route("/org/v2/environments/{id}", remove_environment, methods=["DELETE"]),
        Route("/org/v2/organizations", list_organizations, methods=["GET"]),
        Route("/org/v2/organizations/{id}", get_organization, methods=["GET"]),
        Route("/org/v2/organizations/{id}", patch_organization, methods=["PATCH"]),
    ]
