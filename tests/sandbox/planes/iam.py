# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""iam/v2: service accounts and users (iam-v2 document); iam/v1: the numbers that older principals have (iam-v1)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..errors import ApiError
from ..pages import base_url, filter_of, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, find, invalid, metadata, name_of, read_body, stamps, take
from ._members import Member
from ._row import Collection
from .role_bindings import create_role_binding

_FIRST_NUMBER = 100_000  # accounts also have a number, which old Kafka principals use


def account_crn(state: State, ident: str) -> str:
    """CRN of a service account or user."""
    return f"{state.organization_crn}/{'service-account' if ident.startswith('sa-') else 'user'}={ident}"


def create_service_account(
    state: State, display_name: str, description: str = "", ident: str | None = None
) -> JsonObject:
    """Make a service account; ValueError if its name is taken (names are unique in the organisation)."""
    if display_name in state.service_account_names:
        raise ValueError(f"A service account with the name '{display_name}' already exists.")
    fields = stamps(state)
    item = {
        "id": ident or state.new_id("sa"),
        "display_name": display_name,
        "description": description,
        "number": _FIRST_NUMBER + fields["n"],
        **fields,
    }
    state.service_accounts[item["id"]] = item
    state.service_account_names[display_name] = item["id"]
    state.service_account_numbers[str(item["number"])] = item["id"]
    return item


def create_user(state: State, email: str, full_name: str = "", ident: str | None = None) -> JsonObject:
    """Make a user (the API makes users by invitation only; seeds make them directly)."""
    fields = stamps(state)
    item = {
        "id": ident or state.new_id("u"),
        "email": email,
        "full_name": full_name or email.partition("@")[0],
        "auth_type": "AUTH_TYPE_LOCAL",
        "number": _FIRST_NUMBER + fields["n"],
        **fields,
    }
    state.users[item["id"]] = item
    state.service_account_numbers[str(item["number"])] = item["id"]
    return item


def delete_owner(state: State, ident: str) -> None:
    """Drop what belongs to a deleted account: its API keys and role bindings. ACLs stay, as the service leaves them."""
    for key in [key for key in state.api_keys.values() if key["owner"] == ident]:
        del state.api_keys[key["id"]]
    for binding in list(state.bindings_by_principal.get(ident, {}).values()):
        permissions.remove_binding(state, binding)


def render_service_account(state: State, base: str, item: JsonObject) -> JsonObject:
    """iam.v2.ServiceAccount."""
    ident = item["id"]
    return {
        "api_version": "iam/v2",
        "kind": "ServiceAccount",
        "id": ident,
        "metadata": metadata(base, f"/iam/v2/service-accounts/{ident}", account_crn(state, ident), item),
        "display_name": item["display_name"],
        "description": item["description"],
    }


def _description(body: JsonObject) -> str | None:
    text = take(body, "description", str)
    if text is not None and len(text) > 128:
        raise invalid("/description", "description must not be longer than 128 characters", 422)
    return text


def _conflict(name: str) -> ApiError:
    detail = f"A service account with the name '{name}' already exists."
    return ApiError("control", 409, detail, "resource_already_exists", source={"pointer": "/display_name"})


def _service_account_routes(state: State) -> list[BaseRoute]:
    async def list_all(request: Request) -> Response:
        auth.require(request, state, "cloud")
        base = base_url(request)
        wanted = {name for name in request.query_params.getlist("display_name") if name}
        items = [item for item in state.service_accounts.values() if not wanted or item["display_name"] in wanted]
        return list_response(
            request,
            state,
            items,
            lambda item: render_service_account(state, base, item),
            api_version="iam/v2",
            kind="ServiceAccountList",
            filters=("display_name",),
        )

    async def post(request: Request) -> Response:
        authorize(request, state, "MANAGE_ACCOUNTS", state.organization_crn)
        body = await read_body(request)
        name, description = name_of(body) or "", _description(body) or ""
        if name in state.service_account_names:
            raise _conflict(name)
        item = create_service_account(state, name, description)
        owner = filter_of(request, "assigned_resource_owner")
        if owner is not None:
            create_role_binding(state, f"User:{owner}", "ResourceOwner", account_crn(state, item["id"]))
        return json_response(render_service_account(state, base_url(request), item), 201)

    async def get(request: Request) -> Response:
        auth.require(request, state, "cloud")
        item = find(state.service_accounts, request.path_params["id"])
        return json_response(render_service_account(state, base_url(request), item))

    def own(request: Request) -> JsonObject:
        auth.require(request, state, "cloud")
        item = find(state.service_accounts, request.path_params["id"])
        authorize(request, state, "MANAGE_ACCOUNTS", account_crn(state, item["id"]))
        return item

    async def patch(request: Request) -> Response:
        item = own(request)
        body = await read_body(request)
        name, description = name_of(body, required=False), _description(body)
        if name is not None and name != item["display_name"]:
            if name in state.service_account_names:
                raise _conflict(name)
            del state.service_account_names[item["display_name"]]
            state.service_account_names[name] = item["id"]
            item["display_name"] = name
        if description is not None:
            item["description"] = description
        item["updated_at"] = state.timestamp()
        return json_response(render_service_account(state, base_url(request), item))

    async def delete(request: Request) -> Response:
        item = own(request)
        delete_owner(state, item["id"])
        del state.service_account_names[item["display_name"]]
        del state.service_accounts[item["id"]]
        return Response(status_code=204)

    return [
        Route("/iam/v2/service-accounts", list_all, methods=["GET"]),
        Route("/iam/v2/service-accounts", post, methods=["POST"]),
        Route("/iam/v2/service-accounts/{id}", get, methods=["GET"]),
        Route("/iam/v2/service-accounts/{id}", patch, methods=["PATCH"]),
        Route("/iam/v2/service-accounts/{id}", delete, methods=["DELETE"]),
    ]


def _numbers(state: State, path: str, table: str) -> Route:
    """iam.v1: the numbers of all accounts, on one page; both lists are called ``users``, as the document has it."""

    async def list_all(request: Request) -> Response:
        try:
            auth.require(request, state, "cloud")
        except ApiError as error:
            raise ApiError("iam_v1", error.status, error.message, headers=error.headers) from error
        accounts = getattr(state, table).values()
        return json_response({"users": [{"id": one["number"], "resource_id": one["id"]} for one in accounts]})

    return Route(path, list_all, methods=["GET"])


def routes(state: State) -> list[BaseRoute]:
    """The routes of iam/v2 for service accounts, and those of iam/v1."""
    numbers = [_numbers(state, "/service_accounts", "service_accounts"), _numbers(state, "/users", "users")]
    return [*_service_account_routes(state), *numbers]


ROWS = (
    Collection(
        "users",
        "/iam/v2/users",
        "User",
        "u",
        "user",
        (Member("email", readonly=True), Member("full_name"), Member("auth_type", readonly=True)),
        methods=("LIST", "GET", "PATCH", "DELETE"),
        manage="MANAGE_ACCOUNTS",
        gone=lambda state, item: delete_owner(state, item["id"]),
    ),
)
