# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an environment can hold besides Kafka clusters: ksqlDB clusters, Flink compute pools and networks. Lists only.

Sources: ksql-v2, flink-v2 and networking-v1 documents. Seeds make them (``ksql_clusters``, ``compute_pools``,
``networks``: environment, display_name, id); the API's other operations are not imitated and answer 404.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .. import auth, permissions
from ..pages import base_url, list_response, required_query
from ..state import JsonObject, State
from ._control import find, metadata, reference, stamps


@dataclass(frozen=True)
class _Kind:
    """A kind of holding: where it is listed, its names there and in CRNs, and what a plain one looks like."""

    seeds: str
    path: str
    kind: str
    prefix: str
    part: str
    spec: JsonObject
    status: JsonObject
    filters: tuple[str, ...] = field(default=())

    @property
    def api_version(self) -> str:
        """Such as ``fcpm/v2``."""
        return "/".join(self.path.split("/")[1:3])


_PLACE = {"cloud": "AWS", "region": "us-east-1"}
_KINDS = (
    _Kind(
        "ksql_clusters",
        "/ksqldbcm/v2/clusters",
        "Cluster",
        "lksqlc",
        "ksql",
        {"csu": 4, "use_detailed_processing_log": True},
        {"phase": "PROVISIONED", "is_paused": False, "storage": 500},
    ),
    _Kind(
        "compute_pools",
        "/fcpm/v2/compute-pools",
        "ComputePool",
        "lfcp",
        "compute-pool",
        {**_PLACE, "max_cfu": 10},
        {"phase": "PROVISIONED", "current_cfu": 0},
        ("spec.region", "spec.network"),
    ),
    _Kind(
        "networks",
        "/networking/v1/networks",
        "Network",
        "n",
        "network",
        {**_PLACE, "connection_types": ["PRIVATELINK"]},
        {
            "phase": "READY",
            "supported_connection_types": ["PRIVATELINK"],
            "active_connection_types": ["PRIVATELINK"],
        },
        ("spec.display_name", "spec.cloud", "spec.region", "spec.connection_types", "spec.cidr", "status.phase"),
    ),
)


def _install(state: State, kind: _Kind) -> None:
    def seed(spec: JsonObject) -> list[JsonObject]:
        if spec["environment"] not in state.environments:
            raise ValueError(f"unknown environment {spec['environment']!r}")
        item = {
            "id": spec.get("id") or state.new_id(kind.prefix),
            "environment": spec["environment"],
            "display_name": spec.get("display_name", ""),
            **stamps(state),
        }
        state.table(kind.seeds)[item["id"]] = item
        return [item]

    def gone(environment: str) -> None:
        held = state.table(kind.seeds)
        for ident in [ident for ident, item in held.items() if item["environment"] == environment]:
            del held[ident]

    state.seeders[kind.seeds] = seed
    state.on_delete_environment.append(gone)


def _route(state: State, kind: _Kind) -> Route:
    def references(base: str, environment: str) -> JsonObject:
        """What only a ksqlDB cluster refers to: some Kafka cluster of its environment, and the administrator."""
        clusters = [ident for ident, item in state.clusters.items() if item["environment"] == environment]
        if kind.kind != "Cluster" or not clusters:
            return {}
        crn, user = state.cluster_crn(clusters[0]), state.settings.admin_user_id
        return {
            "kafka_cluster": reference(base, f"/cmk/v2/clusters/{clusters[0]}", crn, clusters[0]),
            "credential_identity": reference(
                base, f"/iam/v2/users/{user}", f"{state.organization_crn}/user={user}", user
            ),
        }

    def render(base: str, item: JsonObject) -> JsonObject:
        ident, environment = item["id"], item["environment"]
        crn = state.environment_crn(environment)
        return {
            "api_version": kind.api_version,
            "kind": kind.kind,
            "id": ident,
            "metadata": metadata(base, f"{kind.path}/{ident}", f"{crn}/{kind.part}={ident}", item),
            "spec": {
                "display_name": item["display_name"],
                **kind.spec,
                **references(base, environment),
                "environment": reference(base, f"/org/v2/environments/{environment}", crn, environment),
            },
            "status": dict(kind.status),
        }

    async def list_all(request: Request) -> Response:
        principal = auth.require(request, state, "cloud")
        environment = required_query(request, "environment")
        find(state.environments, environment)
        if not permissions.has_any_role_near(state, principal.id, state.environment_crn(environment)):
            raise auth.forbidden()
        held = [item for item in state.table(kind.seeds).values() if item["environment"] == environment]
        base = base_url(request)
        return list_response(
            request,
            state,
            held,
            lambda item: render(base, item),
            api_version=kind.api_version,
            kind=f"{kind.kind}List",
            filters=("environment", *kind.filters),
        )

    return Route(kind.path, list_all, methods=["GET"])


def routes(state: State) -> list[BaseRoute]:
    """The lists, and the seeders behind them."""
    for kind in _KINDS:
        _install(state, kind)
    return [_route(state, kind) for kind in _KINDS]
