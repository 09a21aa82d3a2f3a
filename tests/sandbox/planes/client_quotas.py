# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Client quotas of Kafka clusters (kafka-quotas-v1 document). Who manages a cluster manages its quotas.

The document asks for environment and cluster in the list only, and takes the id alone elsewhere. Its text says that
quotas are for Dedicated clusters, the page of cluster types names Enterprise and Freight, too. That a principal has one
quota on a cluster is how its 409 is read here.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from ..errors import ApiError
from ..state import JsonObject, State
from ._control import invalid
from ._members import Member
from ._row import Collection

_RATE = r"^\d+$"


def _check(state: State, new: JsonObject, old: JsonObject | None) -> None:
    cluster = state.clusters[new["cluster"]]
    if cluster["environment"] != new["environment"]:
        raise invalid("/spec/environment", f"The cluster '{new['cluster']}' is not in '{new['environment']}'")
    if cluster["kind"] in ("Basic", "Standard"):
        raise invalid("/spec/cluster", f"Client quotas are not supported on {cluster['kind']} clusters")
    for other in state.table("client_quotas").values():
        shared = set(other["principals"]) & set(new["principals"])
        if other is not old and other["cluster"] == new["cluster"] and shared:
            detail = f"The client quota '{other['id']}' is applied to {', '.join(sorted(shared))} already"
            raise ApiError("control", 409, detail, "resource_already_exists", source={"pointer": "/spec/principals"})


def _managed_at(state: State, item: JsonObject) -> str:
    return state.cluster_crn(item["cluster"])


ROWS = (
    Collection(
        "client_quotas",
        "/kafka-quotas/v1/client-quotas",
        "ClientQuota",
        "cq",
        "client-quota",
        (
            Member("display_name", required=True),
            Member("description", default=""),
            Member(
                "throughput",
                dict,
                required=True,
                members=(
                    Member("ingress_byte_rate", required=True, pattern=_RATE),
                    Member("egress_byte_rate", required=True, pattern=_RATE),
                ),
            ),
            Member("cluster", dict, required=True, fixed=True, refers="clusters"),
            Member("principals", list, required=True, fewest=1, refers="quota_principals"),
            Member("environment", dict, required=True, fixed=True, refers="environments"),
        ),
        under="spec",
        created=202,
        filters={"spec.cluster": "spec.cluster.id", "environment": "spec.environment.id"},
        asked=("spec.cluster", "environment"),
        unique=(("cluster", "display_name"),),
        managed_at=_managed_at,
        check=_check,
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """No further routes; quotas go with their cluster."""

    def cluster_gone(cluster: str) -> None:
        quotas = state.rows["client_quotas"]
        for ident in [ident for ident, item in quotas.items.items() if item["cluster"] == cluster]:
            quotas.remove(ident)

    state.on_delete_cluster.append(cluster_gone)
    return []
