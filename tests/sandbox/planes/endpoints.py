# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Endpoints (endpoint-v1 document): the addresses of Kafka, Schema Registry and Flink in an environment, made from what
is there: clusters, registries and compute pools, and for each ingress access point the private ones of its region.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..errors import ApiError
from ..pages import base_url, list_response, required_query
from ..state import JsonObject, State
from ._control import find, metadata
from ._members import refer

_PATH = "/endpoint/v1/endpoints"
_SERVICES = ("KAFKA", "SCHEMA_REGISTRY", "FLINK")
_FILTERS = ("cloud", "region", "service", "is_private", "environment", "resource")
_INGRESS = {
    "AwsIngressPrivateLinkEndpoint": "AWS",
    "AzureIngressPrivateLinkEndpoint": "AZURE",
    "GcpIngressPrivateServiceConnectEndpoint": "GCP",
}


def _served(state: State, base: str, environment: str) -> Iterator[tuple[str, str, JsonObject, JsonObject]]:
    """(service, its endpoint's type, the resource or {} in its place, {public address})."""
    for cluster in state.clusters.values():
        if cluster["environment"] == environment:
            there = {"id": cluster["id"], "table": "clusters"}
            yield "KAFKA", "REST", {**there, **_where(cluster)}, {"at": f"{base}/_kafka/{cluster['id']}"}
            yield "KAFKA", "BOOTSTRAP", {**there, **_where(cluster)}, {"at": f"{cluster['id']}.confluent.cloud:9092"}
    for registry in state.schema_registries.values():
        if registry["environment"] == environment:
            there = {"id": registry["id"], "table": "schema_registries", **_where(registry)}
            yield "SCHEMA_REGISTRY", "REST", there, {"at": f"{base}/_sr/{registry['id']}"}
    if any(pool["environment"] == environment for pool in state.table("compute_pools").values()):
        place = {"cloud": "AWS", "region": "us-east-1"}
        yield "FLINK", "REST", place, {"at": "https://flink.us-east-1.aws.confluent.cloud"}
        yield "FLINK", "LANGUAGE_SERVICE", place, {"at": "https://flinkpls.us-east-1.aws.confluent.cloud"}


def _where(item: JsonObject) -> JsonObject:
    return {"cloud": item["cloud"].upper(), "region": item["region"]}


def _all(state: State, base: str, environment: str) -> Iterator[JsonObject]:
    number = 0
    for service, kind, resource, address in _served(state, base, environment):
        ways: list[JsonObject] = [{"endpoint": address["at"], "is_private": False, "connection_type": "PUBLIC"}]
        for one in state.table("access_points").values():
            gateway = state.table("gateways")[one["gateway"]]
            cloud = _INGRESS.get(one["config"]["kind"])
            if one["environment"] == environment and (cloud, gateway["config"]["region"]) == (
                resource["cloud"],
                resource["region"],
            ):
                host = f"{resource.get('id', 'flink')}-{one['id']}.private.confluent.cloud"
                ways.append(
                    {
                        "endpoint": f"{host}:9092" if kind == "BOOTSTRAP" else f"https://{host}",
                        "is_private": True,
                        "connection_type": "PRIVATE_LINK",
                        "gateway": refer(state, base, "gateways", gateway["id"]),
                        "access_point": refer(state, base, "access_points", one["id"]),
                    }
                )
        for way in ways:
            number += 1
            yield _shown(
                state, base, environment, f"e-{service[0].lower()}{number}", number, service, kind, resource, way
            )


def _shown(
    state: State,
    base: str,
    environment: str,
    ident: str,
    number: int,
    service: str,
    kind: str,
    resource: JsonObject,
    way: JsonObject,
) -> JsonObject:
    stamps = {"created_at": "2026-03-01T12:00:00Z", "updated_at": "2026-03-01T12:00:00Z"}
    shown: JsonObject = {
        "api_version": "endpoint/v1",
        "kind": "Endpoint",
        "id": ident,
        "n": number,
        "metadata": metadata(base, f"{_PATH}/{ident}", f"{state.organization_crn}/endpoint={ident}", stamps),
        "cloud": resource["cloud"],
        "region": resource["region"],
        "service": service,
        "endpoint_type": kind,
        "environment": refer(state, base, "environments", environment),
        **way,
    }
    if resource.get("table") == "clusters":
        shown["resource"] = refer(state, base, "clusters", resource["id"])
    elif "id" in resource:
        shown["resource"] = {
            "id": resource["id"],
            "related": f"{base}/srcm/v3/clusters/{resource['id']}",
            "resource_name": state.schema_registry_crn(resource["id"]),
        }
    return shown


def routes(state: State) -> list[BaseRoute]:
    """The one list."""

    async def listed(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        environment = find(state.environments, required_query(request, "environment"))["id"]
        if not permissions.has_any_role_near(state, principal.id, state.environment_crn(environment)):
            raise auth.forbidden()
        if required_query(request, "service") not in _SERVICES:
            detail = f"The service is not one of {', '.join(_SERVICES)}"
            raise ApiError("control", 400, detail, "invalid_filter", source={"parameter": "service"})
        found = [one for one in _all(state, base_url(request), environment) if _fits(one, request.query_params)]
        return list_response(
            request,
            state,
            found,
            lambda item: {name: value for name, value in item.items() if name != "n"},
            api_version="endpoint/v1",
            kind="EndpointList",
            filters=_FILTERS,
        )

    return [Route(_PATH, listed, methods=["GET"])]


def _fits(item: JsonObject, query: Any) -> bool:
    plain = all(query.get(name) in (None, "", item[name]) for name in ("cloud", "region", "service"))
    private = query.get("is_private") in (None, "", str(item["is_private"]).lower())
    return plain and private and query.get("resource") in (None, "", item.get("resource", {}).get("id"))
