# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Service quotas (service-quota-v1 document): what is used is counted, limits are as seeded and enforced nowhere.

A seed at ``/_sandbox/objects/service_quotas`` is ``{"id": code, "applied_limit": n}``; ``"usage": null`` hides what is
used, a number stands for it. The codes are those that a published listing of Confluent's CLI shows, and where it shows
none those of the tables "Quotas and Limits" in the documents. Anybody with a role in the whole organization may read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..pages import base_url, list_response, required_query
from ..responses import json_response
from ..state import JsonObject, State
from ._control import authorize, find, metadata, reference
from ._members import place

PATH = "/service-quota/v1"
_LIMIT = 1_000_000
Kept = dict[str, JsonObject]


@dataclass(frozen=True)
class _Code:
    """A quota: its code and name, and the table whose objects it counts, by the member that says of what."""

    code: str
    name: str
    table: str
    member: str = ""


# By scope: the table of that of which they are quotas, and the quotas.
_SCOPES: dict[str, tuple[str, tuple[_Code, ...]]] = {
    "ORGANIZATION": (
        "",
        (
            _Code("iam.max_environments.per_org", "Max Environments Per Organization", "environments"),
            _Code("iam.max_service_accounts.per_org", "Max Service Accounts Per Organization", "service_accounts"),
            _Code("iam.max_kafka_clusters.per_org", "Max Kafka Clusters Per Organization", "clusters"),
            _Code("iam.max_group_mappings.per_org", "Max Group Mappings Per Organization", "group_mappings"),
            _Code(
                "iam.max_identity_providers.per_organization",
                "Max identity providers per organization",
                "identity_providers",
            ),
            _Code(
                "iam.max_pending_invitations.per_organization",
                "Max pending invitations per organization",
                "invitations",
            ),
            _Code("byok.max_keys.per_org", "Max BYOK keys per organization", "byok_keys"),
            _Code("certificate_authorities_per_org", "Certificate authorities", "certificate_authorities"),
        ),
    ),
    "ENVIRONMENT": (
        "environments",
        (
            _Code("kafka.max_kafka_clusters.per_env", "Max Kafka Clusters Per Environment", "clusters", "environment"),
            _Code("networking.max_network.per_environment", "Max network per environment", "networks", "environment"),
            _Code("flink.max_compute_pools.per_env", "Max Flink Compute Pools", "compute_pools", "environment"),
            _Code("ksql.max_apps.per_env", "Max Ksql Apps Per Environment", "ksql_clusters", "environment"),
            _Code(
                "private_link_attachments_per_environment",
                "PrivateLink attachments",
                "private_link_attachments",
                "environment",
            ),
            _Code("provider_integrations_per_env", "Provider integrations", "provider_integrations", "environment"),
        ),
    ),
    "NETWORK": (
        "networks",
        (
            _Code("network_link_service_per_network", "Link services", "network_link_services", "network"),
            _Code("network_link_endpoints_per_network", "Link endpoints", "network_link_endpoints", "network"),
            _Code("peerings_per_network", "Peerings per network", "peerings", "network"),
            _Code(
                "networking.max_transit_gateway.per_network",
                "Max transit gateway per network",
                "transit_gateway_attachments",
                "network",
            ),
            _Code(
                "networking.max_private_link.per_network",
                "Max private link per network",
                "private_link_accesses",
                "network",
            ),
        ),
    ),
    "KAFKA_CLUSTER": (
        "clusters",
        (_Code("ksql.limits.max_apps_per_cluster", "Apps", "ksql_clusters", "kafka_cluster"),),
    ),
    "IDENTITY_PROVIDER": (
        "identity_providers",
        (_Code("identity_pools_per_provider", "Identity pools", "identity_pools", "identity_provider"),),
    ),
    "CERTIFICATE_AUTHORITY": (
        "certificate_authorities",
        (
            _Code(
                "identity_pools_per_certificate_authority",
                "Identity pools",
                "certificate_pools",
                "certificate_authority",
            ),
        ),
    ),
    "SERVICE_ACCOUNT": ("service_accounts", ()),
    "USER_ACCOUNT": ("users", ()),
}
_FILTERS = ("environment", "network", "kafka_cluster", "identity_provider", "certificate_authority")


def _listed(state: State, kept: Kept) -> Iterator[JsonObject]:
    """Every applied quota: of each place in each scope."""
    number = 0
    for scope, (table, codes) in _SCOPES.items():
        for ident in list(state.table(table)) if table else [state.settings.organization_id]:
            for code in codes:
                number += 1
                items = state.table(code.table).values()
                used = sum(not code.member or item.get(code.member) == ident for item in items)
                seeded = {"applied_limit": _LIMIT, "usage": used, **kept.get(code.code, {})}
                yield {"n": number, "scope": scope, "of": ident, "code": code, **seeded}


def _shown(state: State, base: str, item: JsonObject) -> JsonObject:
    code, scope, of = item["code"], item["scope"], item["of"]
    born = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    crn = f"{state.organization_crn}/applied-quota={code.code}"
    answer: JsonObject = {
        "api_version": "service-quota/v1",
        "kind": "AppliedQuota",
        "id": code.code,
        "metadata": metadata(base, f"{PATH}/applied-quotas/{code.code}", crn, born),
        "scope": scope,
        "display_name": code.name,
        "default_limit": _LIMIT,
        "applied_limit": item["applied_limit"],
        "organization": reference(
            base,
            f"/org/v2/organizations/{state.settings.organization_id}",
            state.organization_crn,
            state.settings.organization_id,
        ),
    }
    if item["usage"] is not None:
        answer["usage"] = item["usage"]
    table = _SCOPES[scope][0]
    if scope.lower() in _FILTERS:
        answer[scope.lower()] = reference(base, *place(state, table, of), of)
        inside = state.table(table)[of].get("environment")
        if inside:
            answer["environment"] = reference(base, *place(state, "environments", inside), inside)
    return answer


def _fits(shown: JsonObject, request: Request) -> bool:
    query = request.query_params
    if query.get("id") and shown["id"] != query["id"]:
        return False
    return all(not query.get(name) or (shown.get(name) or {}).get("id") == query[name] for name in _FILTERS)


def routes(state: State) -> list[BaseRoute]:
    """Lists of applied quotas and of scopes, and one of each; the seeder of limits."""

    def kept() -> Kept:
        return state.collections.setdefault("service_quotas", {})

    def seed(spec: JsonObject) -> list[Any]:
        known = {code.code for _table, codes in _SCOPES.values() for code in codes}
        if spec["id"] not in known:
            raise ValueError(f"no quota has the code {spec['id']!r}")
        kept()[spec["id"]] = {name: spec[name] for name in ("applied_limit", "usage") if name in spec}
        return [{"id": spec["id"]}]

    def found(request: Request) -> list[JsonObject]:
        authorize(request, state, "VIEW", state.organization_crn)
        base = base_url(request)
        return [item for item in _listed(state, kept()) if _fits(_shown(state, base, item), request)]

    async def listing(request: Request) -> Response:
        scope, base = required_query(request, "scope"), base_url(request)
        return list_response(
            request,
            state,
            [item for item in found(request) if item["scope"] == scope.upper()],
            lambda item: _shown(state, base, item),
            api_version="service-quota/v1",
            kind="AppliedQuotaList",
            filters=("scope", "id", *_FILTERS),
        )

    async def one(request: Request) -> Response:
        here = {item["code"].code: item for item in found(request)}
        return json_response(_shown(state, base_url(request), find(here, request.path_params["id"])))

    state.seeders["service_quotas"] = seed
    return [
        Route(f"{PATH}/applied-quotas", listing, methods=["GET"]),
        Route(f"{PATH}/applied-quotas/{{id}}", one, methods=["GET"]),
    ]
