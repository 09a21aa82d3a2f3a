# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Identity providers, identity pools and group mappings: read only, for they are looked up by name to bind roles.

Sources: identity-provider-v2 and sso-v2 documents. Seeds make them (``identity_providers``, ``identity_pools``,
``group_mappings``); the API's own writes are not imitated yet and answer 405.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..pages import base_url, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import find, metadata, stamps

_PROVIDERS = "/iam/v2/identity-providers"
_POOLS = _PROVIDERS + "/{provider_id}/identity-pools"
_MAPPINGS = "/iam/v2/sso/group-mappings"
Render = Callable[[str, JsonObject], JsonObject]


def _renderers(state: State) -> tuple[Render, Render, Render]:
    """How a provider, a pool and a mapping look: functions of base URL and object."""

    def provider(base: str, item: JsonObject) -> JsonObject:
        ident = item["id"]
        crn = f"{state.organization_crn}/identity-provider={ident}"
        return {
            "api_version": "iam/v2",
            "kind": "IdentityProvider",
            "id": ident,
            "metadata": metadata(base, f"{_PROVIDERS}/{ident}", crn, item),
            "display_name": item["display_name"],
            "description": item["description"],
            "state": "ENABLED",
            "issuer": item["issuer"],
            "jwks_uri": item["jwks_uri"],
            "keys": [],
        }

    def pool(base: str, item: JsonObject) -> JsonObject:
        ident, parent = item["id"], item["provider"]
        crn = f"{state.organization_crn}/identity-provider={parent}/identity-pool={ident}"
        return {
            "api_version": "iam/v2",
            "kind": "IdentityPool",
            "id": ident,
            "metadata": metadata(base, f"{_PROVIDERS}/{parent}/identity-pools/{ident}", crn, item),
            "display_name": item["display_name"],
            "description": item["description"],
            "identity_claim": item["identity_claim"],
            "filter": item["filter"],
            "principal": ident,
            "state": "ENABLED",
        }

    def mapping(base: str, item: JsonObject) -> JsonObject:
        ident = item["id"]
        return {
            "api_version": "iam.v2/sso",
            "kind": "GroupMapping",
            "id": ident,
            "metadata": metadata(base, f"{_MAPPINGS}/{ident}", f"{state.organization_crn}/group-mapping={ident}", item),
            "display_name": item["display_name"],
            "description": item["description"],
            "filter": item["filter"],
            "principal": ident,
            "state": "ENABLED",
        }

    return provider, pool, mapping


def _install_seeders(state: State) -> None:
    def common(spec: JsonObject, prefix: str) -> JsonObject:
        return {
            "id": spec.get("id") or state.new_id(prefix),
            "display_name": spec["display_name"],
            "description": spec.get("description", ""),
            **stamps(state),
        }

    def providers(spec: JsonObject) -> list[Any]:
        issuer = spec.get("issuer", "https://login.example.com/")
        keys = spec.get("jwks_uri", issuer + "keys")
        item = {**common(spec, "op"), "issuer": issuer, "jwks_uri": keys}
        state.identity_providers[item["id"]] = item
        return [item]

    def pools(spec: JsonObject) -> list[Any]:
        if spec["provider"] not in state.identity_providers:
            raise ValueError(f"unknown identity provider {spec['provider']!r}")
        item = {
            **common(spec, "pool"),
            "provider": spec["provider"],
            "identity_claim": spec.get("identity_claim", "claims.sub"),
            "filter": spec.get("filter", "true"),
        }
        state.identity_pools[item["id"]] = item
        return [item]

    def mappings(spec: JsonObject) -> list[Any]:
        item = {**common(spec, "group"), "filter": spec.get("filter", "true")}
        state.group_mappings[item["id"]] = item
        return [item]

    state.seeders.update({"identity_providers": providers, "identity_pools": pools, "group_mappings": mappings})


def routes(state: State) -> list[BaseRoute]:
    """The read-only routes of federated identities."""
    _install_seeders(state)
    provider, pool, mapping = _renderers(state)

    def listing(request: Request, items: list[JsonObject], render: Render, api_version: str, kind: str) -> Response:
        base = base_url(request)
        return list_response(request, state, items, lambda item: render(base, item), api_version=api_version, kind=kind)

    def pools_of(request: Request) -> dict[str, JsonObject]:
        auth.require(request, state, "cloud")
        parent = find(state.identity_providers, request.path_params["provider_id"])["id"]
        return {ident: item for ident, item in state.identity_pools.items() if item["provider"] == parent}

    async def list_providers(request: Request) -> Response:
        auth.require(request, state, "cloud")
        items = list(state.identity_providers.values())
        return listing(request, items, provider, "iam/v2", "IdentityProviderList")

    async def get_provider(request: Request) -> Response:
        auth.require(request, state, "cloud")
        return json_response(provider(base_url(request), find(state.identity_providers, request.path_params["id"])))

    async def list_pools(request: Request) -> Response:
        return listing(request, list(pools_of(request).values()), pool, "iam/v2", "IdentityPoolList")

    async def get_pool(request: Request) -> Response:
        return json_response(pool(base_url(request), find(pools_of(request), request.path_params["id"])))

    async def list_mappings(request: Request) -> Response:
        auth.require(request, state, "cloud")
        return listing(request, list(state.group_mappings.values()), mapping, "iam.v2/sso", "GroupMappingList")

    async def get_mapping(request: Request) -> Response:
        auth.require(request, state, "cloud")
        return json_response(mapping(base_url(request), find(state.group_mappings, request.path_params["id"])))

    return [
        Route(_PROVIDERS, list_providers, methods=["GET"]),
        Route(_PROVIDERS + "/{id}", get_provider, methods=["GET"]),
        Route(_POOLS, list_pools, methods=["GET"]),
        Route(_POOLS + "/{id}", get_pool, methods=["GET"]),
        Route(_MAPPINGS, list_mappings, methods=["GET"]),
        Route(_MAPPINGS + "/{id}", get_mapping, methods=["GET"]),
    ]
