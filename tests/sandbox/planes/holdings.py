# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an environment can hold besides Kafka clusters and networks: ksqlDB clusters, Flink compute pools. Lists only.

Sources: ksql-v2 and flink-v2 documents. Seeds make them (``ksql_clusters``, ``compute_pools``: environment,
display_name, id); the API's other operations are not imitated and answer 404.
"""

from __future__ import annotations

from collections.abc import Callable

from ..state import JsonObject, State
from ._members import Member
from ._row import Collection

_PLACE = {"cloud": "AWS", "region": "us-east-1"}
_COMMON = (
    Member("display_name", default=""),
    Member("environment", dict, required=True, fixed=True, refers="environments"),
)
_KSQL_REFERENCES = (
    Member("kafka_cluster", dict, readonly=True, refers="clusters"),
    Member("credential_identity", dict, readonly=True, refers="principals"),
)


def _plain(spec: JsonObject, status: JsonObject) -> Callable[[State, JsonObject], JsonObject]:
    """What a plain one looks like."""
    return lambda state, item: {"spec": dict(spec), "status": dict(status)}


def _ksql(state: State, item: JsonObject) -> JsonObject:
    """What a ksqlDB cluster refers to: some Kafka cluster of its environment, and the administrator."""
    clusters = [ident for ident, one in state.clusters.items() if one["environment"] == item["environment"]]
    if not clusters:
        return {}
    return {"kafka_cluster": clusters[0], "credential_identity": state.settings.admin_user_id}


def _filters(*names: str) -> dict[str, str]:
    return {name: name for name in names}


ROWS = (
    Collection(
        "ksql_clusters",
        "/ksqldbcm/v2/clusters",
        "Cluster",
        "lksqlc",
        "ksql",
        (*_COMMON, *_KSQL_REFERENCES),
        methods=("LIST",),
        under="spec",
        environment=True,
        derived=_ksql,
        computed=_plain(
            {"csu": 4, "use_detailed_processing_log": True},
            {"phase": "PROVISIONED", "is_paused": False, "storage": 500},
        ),
    ),
    Collection(
        "compute_pools",
        "/fcpm/v2/compute-pools",
        "ComputePool",
        "lfcp",
        "compute-pool",
        _COMMON,
        methods=("LIST",),
        under="spec",
        environment=True,
        filters=_filters("spec.region", "spec.network"),
        computed=_plain({**_PLACE, "max_cfu": 10}, {"phase": "PROVISIONED", "current_cfu": 0}),
    ),
)
