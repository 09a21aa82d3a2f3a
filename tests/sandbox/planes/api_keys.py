# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""iam/v2 API keys (apikeys-v2 document; forms of the resource in API_MAP C.1)."""

from __future__ import annotations

import random
import string

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth
from ..errors import ApiError
from ..pages import base_url, filter_of, list_response
from ..responses import json_response
from ..state import JsonObject, State
from ._control import find, invalid, metadata, read_body, reference, stamps, take
from ._regions import REGIONS
from .iam import account_crn

_KEY_ALPHABET = string.ascii_uppercase + string.digits[2:8]
_SECRET_ALPHABET = string.ascii_letters + string.digits + "+/"
_random = random.Random()


def create_api_key(
    state: State,
    owner: str,
    resource: JsonObject,
    display_name: str = "",
    description: str = "",
    *,
    ident: str | None = None,
    secret: str | None = None,
) -> JsonObject:
    """Make a key for ``resource`` (as ``resolve_resource`` gives it); it works after settings.key_propagation."""
    item = {
        "id": ident or "".join(_random.choices(_KEY_ALPHABET, k=16)),
        "secret": secret or "cflt" + "".join(_random.choices(_SECRET_ALPHABET, k=60)),
        "owner": owner,
        "resource": resource["id"],
        "resource_kind": resource["kind"],
        "resource_api_version": resource["api_version"],
        "environment": resource.get("environment"),
        "display_name": display_name,
        "description": description,
        "usable_at": state.now() + state.settings.key_propagation,
        **stamps(state),
    }
    state.api_keys[item["id"]] = item
    return item


def resolve_resource(state: State, given: JsonObject | None) -> JsonObject:
    """spec.resource of a request as what the key keeps and reads back: id, kind, api_version, environment."""
    where = "/spec/resource"
    if given is None:
        return {"id": "cloud", "kind": "Cloud", "api_version": "iam/v2"}
    ident = take(given, "id", str, where, required=True)
    if ident == "cloud":
        return {"id": "cloud", "kind": "Cloud", "api_version": "iam/v2"}
    if ident == "global":
        return {"id": "global", "kind": "Global", "api_version": "global/v1"}
    if ident == "tableflow":
        return {"id": "tableflow", "kind": "Tableflow", "api_version": "tableflow/v1"}
    for prefix, table, kind, version in (
        ("lkc-", state.clusters, "Cluster", "cmk/v2"),
        ("lsrc-", state.schema_registries, "SchemaRegistry", "srcm/v3"),
    ):
        if ident.startswith(prefix):
            item = table.get(ident)
            if item is None or given.get("environment") not in (None, item["environment"]):
                raise invalid(where + "/id", f"The resource '{ident}' does not exist")
            return {"id": ident, "kind": kind, "api_version": version, "environment": item["environment"]}
    if ident.startswith("lksqlc-"):
        return {"id": ident, "kind": "ksqlDB", "api_version": "ksqldbcm/v2"}
    if given.get("kind") == "Region":
        return _region(state, given, ident)
    raise invalid(where + "/id", f"The resource '{ident}' is not of a kind that API keys are for")


def _region(state: State, given: JsonObject, ident: str) -> JsonObject:
    cloud, _dot, region = ident.partition(".")
    if region not in REGIONS.get(cloud.upper(), ()) or cloud != cloud.lower():
        raise invalid(
            "/spec/resource/id", f"'{ident}' is not a Flink region of the form <cloud>.<region> in lower case"
        )
    environment = take(given, "environment", str, "/spec/resource", required=True)
    if environment not in state.environments:
        raise invalid("/spec/resource/environment", f"The environment '{environment}' does not exist")
    return {"id": ident, "kind": "Region", "api_version": "fcpm/v2", "environment": environment}


def resource_scope(state: State, resource: JsonObject) -> str:
    """CRN whose administrators may make keys for the resource."""
    if resource["kind"] == "Cluster":
        return state.cluster_crn(resource["id"])
    if resource.get("environment"):
        return state.environment_crn(resource["environment"])
    return state.organization_crn


def render(state: State, base: str, item: JsonObject, *, with_secret: bool = False) -> JsonObject:
    """iam.v2.ApiKey; the secret only in the answer to its creation."""
    ident, owner = item["id"], item["owner"]
    is_user = owner.startswith("u-")
    path = f"/iam/v2/{'users' if is_user else 'service-accounts'}/{owner}"
    spec: JsonObject = {
        "display_name": item["display_name"],
        "description": item["description"],
        "owner": reference(
            base,
            path,
            account_crn(state, owner),
            owner,
            api_version="iam/v2",
            kind="User" if is_user else "ServiceAccount",
        ),
        "resource": _render_resource(state, base, item),
    }
    if with_secret:
        spec["secret"] = item["secret"]
    crn = f"{state.organization_crn}/{'user' if is_user else 'service-account'}={owner}/api-key={ident}"
    return {
        "api_version": "iam/v2",
        "kind": "ApiKey",
        "id": ident,
        "metadata": metadata(base, f"/iam/v2/api-keys/{ident}", crn, item),
        "spec": spec,
    }


def _render_resource(state: State, base: str, item: JsonObject) -> JsonObject:
    kind, ident = item["resource_kind"], item["resource"]
    more = {"api_version": item["resource_api_version"], "kind": kind}
    if item["environment"]:
        more["environment"] = item["environment"]
    path, crn = f"/iam/v2/{ident}", f"{state.organization_crn}/{kind.lower()}={ident}"
    if kind == "Cluster":
        path, crn = f"/cmk/v2/clusters/{ident}", state.cluster_crn(ident)
    elif kind == "SchemaRegistry":
        path, crn = f"/srcm/v3/clusters/{ident}", state.schema_registry_crn(ident)
    elif kind == "ksqlDB":
        path = f"/ksqldbcm/v2/clusters/{ident}"
    elif kind == "Region":
        path, crn = "/fcpm/v2/regions", f"{state.environment_crn(item['environment'])}/flink-region={ident}"
    return reference(base, path, crn, ident, **more)


def routes(state: State) -> list[BaseRoute]:
    """The routes of API keys."""

    def may(principal: auth.Principal, item: JsonObject) -> bool:
        if item["owner"] == principal.id or auth.allowed(state, principal, "MANAGE_ACCOUNTS", state.organization_crn):
            return True
        resource = {"id": item["resource"], "kind": item["resource_kind"], "environment": item["environment"]}
        return auth.allowed(state, principal, "MANAGE_KEYS", resource_scope(state, resource))

    async def list_all(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        owner, resource = filter_of(request, "spec.owner"), filter_of(request, "spec.resource")
        items = [
            item
            for item in state.api_keys.values()
            if owner in (None, item["owner"]) and resource in (None, item["resource"]) and may(principal, item)
        ]
        base = base_url(request)
        return list_response(
            request,
            state,
            items,
            lambda item: render(state, base, item),
            api_version="iam/v2",
            kind="ApiKeyList",
            filters=("spec.owner", "spec.resource"),
        )

    def owner_of(spec: JsonObject) -> str:
        given = take(spec, "owner", dict, "/spec", required=True)
        owner = str(take(given, "id", str, "/spec/owner", required=True))
        if owner not in state.service_accounts and owner not in state.users:
            raise invalid("/spec/owner/id", f"The owner '{owner}' does not exist")
        kind = "ServiceAccount" if owner.startswith("sa-") else "User"
        if given.get("kind") not in (None, kind):
            raise invalid("/spec/owner/kind", f"'{owner}' is not a {given['kind']}")
        return owner

    async def post(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        spec = take(await read_body(request), "spec", dict, required=True)
        owner = owner_of(spec)
        given = take(spec, "resource", dict, "/spec")
        if given is None and spec.get("resources"):
            given = take(spec, "resources", list, "/spec")[0]
        resource = resolve_resource(state, given)
        name, description = take(spec, "display_name", str, "/spec"), take(spec, "description", str, "/spec")
        if owner != principal.id and not may(
            principal,
            {"owner": None, "resource": resource["id"], "resource_kind": resource["kind"], "environment": None}
            | {key: resource[key] for key in ("environment",) if key in resource},
        ):
            raise auth.forbidden()
        quota = state.settings.api_key_quota
        if quota and len(state.api_keys) >= quota:
            raise ApiError("control", 402, f"The quota of {quota} API keys would be exceeded", "quota_exceeded")
        item = create_api_key(state, owner, resource, name or "", description or "")
        return json_response(render(state, base_url(request), item, with_secret=True), 202)

    def lookup(request: Request) -> JsonObject:
        principal = auth.require(request, state, "cloud")
        item = find(state.api_keys, request.path_params["id"])
        if not may(principal, item):
            raise auth.forbidden()
        return item

    async def get(request: Request) -> Response:
        return json_response(render(state, base_url(request), lookup(request)))

    async def patch(request: Request) -> Response:
        item = lookup(request)
        spec = take(await read_body(request), "spec", dict, required=True)
        for name, field in (("owner", "owner"), ("resource", "resource")):
            given = take(spec, name, dict, "/spec")
            if given is not None and given.get("id") != item[field]:
                raise invalid(f"/spec/{name}", f"The {name} of an API key cannot be changed")
        for name in ("display_name", "description"):
            value = take(spec, name, str, "/spec")
            if value is not None:
                item[name] = value
        item["updated_at"] = state.timestamp()
        return json_response(render(state, base_url(request), item))

    async def delete(request: Request) -> Response:
        del state.api_keys[lookup(request)["id"]]
        return Response(status_code=204)

    return [
        Route("/iam/v2/api-keys", list_all, methods=["GET"]),
        Route("/iam/v2/api-keys", post, methods=["POST"]),
        Route("/iam/v2/api-keys/{id}", get, methods=["GET"]),
        Route("/iam/v2/api-keys/{id}", patch, methods=["PATCH"]),
        Route("/iam/v2/api-keys/{id}", delete, methods=["DELETE"]),
    ]
