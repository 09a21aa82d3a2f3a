# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""srcm/v3: the Schema Registry of an environment, which appears with its first Kafka cluster (srcm-v3 document, API_MAP
A.3).
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..pages import base_url, list_response, required_query
from ..responses import json_response
from ..state import JsonObject, State
from ._control import find, metadata, reference, stamps


def ensure(state: State, environment: str, cloud: str, region: str, ident: str | None = None) -> JsonObject:
    """The environment's registry; made if there is none. It is invisible for the first half of its provisioning."""
    for item in state.schema_registries.values():
        if item["environment"] == environment:
            return item
    duration = state.settings.schema_registry_provisioning
    item = {
        "id": ident or state.new_id("lsrc"),
        "environment": environment,
        "cloud": cloud,
        "region": region,
        "visible_at": state.now() + duration / 2,
        "ready_at": state.now() + duration,
        **stamps(state),
    }
    state.schema_registries[item["id"]] = item
    return item


def render(state: State, base: str, item: JsonObject) -> JsonObject:
    """srcm.v3.Cluster."""
    ident, environment = item["id"], item["environment"]
    ready = state.now() >= item["ready_at"]
    spec: JsonObject = {
        "display_name": "Stream Governance Package",
        "package": state.environments[environment]["package"],
        "cloud": item["cloud"],
        "region": item["region"],
        "environment": reference(
            base, f"/org/v2/environments/{environment}", state.environment_crn(environment), environment
        ),
    }
    if ready:
        private = f"https://{ident}.{item['region']}.{item['cloud'].lower()}.private.confluent.cloud"
        spec["http_endpoint"] = f"{base}/_sr/{ident}"
        spec["catalog_http_endpoint"] = f"{base}/_catalog/{ident}"
        spec["private_http_endpoint"] = private
        spec["private_networking_config"] = {"regional_endpoints": {item["region"]: private}}
    return {
        "api_version": "srcm/v3",
        "kind": "Cluster",
        "id": ident,
        "metadata": metadata(base, f"/srcm/v3/clusters/{ident}", state.schema_registry_crn(ident), item),
        "spec": spec,
        "status": {"phase": "PROVISIONED" if ready else "PROVISIONING"},
    }


def routes(state: State) -> list[BaseRoute]:
    """The routes of srcm/v3."""

    def remove(environment: str) -> None:
        for ident in [ident for ident, item in state.schema_registries.items() if item["environment"] == environment]:
            permissions.remove_bindings_below(state, state.schema_registry_crn(ident))
            for key in [key for key in state.api_keys.values() if key["resource"] == ident]:
                del state.api_keys[key["id"]]
            state.registries.pop(ident, None)
            state.exporters.pop(ident, None)
            del state.schema_registries[ident]

    state.on_delete_environment.append(remove)

    def visible(request: Request) -> list[JsonObject]:
        principal = auth.require(request, state, "cloud")
        environment = required_query(request, "environment")
        find(state.environments, environment)
        if not permissions.has_any_role_near(state, principal.id, state.environment_crn(environment)):
            raise auth.forbidden()
        return [
            item
            for item in state.schema_registries.values()
            if item["environment"] == environment and state.now() >= item["visible_at"]
        ]

    async def list_all(request: Request) -> Response:
        base = base_url(request)
        return list_response(
            request,
            state,
            visible(request),
            lambda item: render(state, base, item),
            api_version="srcm/v3",
            kind="ClusterList",
            filters=("environment",),
        )

    async def get(request: Request) -> Response:
        table = {item["id"]: item for item in visible(request)}
        return json_response(render(state, base_url(request), find(table, request.path_params["id"])))

    return [
        Route("/srcm/v3/clusters", list_all, methods=["GET"]),
        Route("/srcm/v3/clusters/{id}", get, methods=["GET"]),
    ]
