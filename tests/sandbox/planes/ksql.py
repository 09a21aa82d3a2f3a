# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""ksqlDB clusters (ksql-v2 document).

No document says: what is made is PROVISIONING for ``ksql_provisioning``; names are not unique, for users made two of
one name; by its id, what is not there any more is a 401, as users met it. KsqlAdmin manages them.
"""

from __future__ import annotations

from ..state import JsonObject, State
from ._members import Member
from ._row import Collection, Phases


def _computed(state: State, item: JsonObject) -> JsonObject:
    """Where it is, once it is provisioned, and what it holds."""
    name = f"pksqlc-{item['id'].partition('-')[2]}"
    status: JsonObject = {"is_paused": False, "storage": 125 * item["csu"], "topic_prefix": name}
    if state.now() >= item["ready_at"] and not item["failed"]:
        status["http_endpoint"] = f"{item['base']}/_ksql/{item['id']}"
    return {"status": status}


ROWS = (
    Collection(
        "ksql_clusters",
        "/ksqldbcm/v2/clusters",
        "Cluster",
        "lksqlc",
        "ksql",
        (
            Member("display_name", required=True, fixed=True, pattern=r"^(?:[0-9A-Za-z\-])[\w-]{0,31}$"),
            Member("use_detailed_processing_log", bool, fixed=True, default=True),
            Member("csu", int, required=True, choices=(1, 2, 4, 8, 12)),
            Member("kafka_cluster", dict, required=True, fixed=True, refers="clusters"),
            Member("credential_identity", dict, required=True, fixed=True, refers="principals"),
            Member("environment", dict, required=True, fixed=True, refers="environments"),
        ),
        methods=("LIST", "POST", "GET", "DELETE"),
        under="spec",
        created=202,
        environment=True,
        missing=401,
        manage="MANAGE_KSQL",
        phases=Phases("ksql_provisioning", "PROVISIONING", "PROVISIONED", "FAILED"),
        computed=_computed,
        seeds={
            "csu": 4,
            "kafka_cluster": lambda state: next(iter(state.clusters)),
            "credential_identity": lambda state: state.settings.admin_user_id,
        },
    ),
)
