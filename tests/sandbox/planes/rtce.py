# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Topics of the real-time context engine (rtce-v1 document). Who manages a cluster manages them.

The document wants a key of the resource; as no kind of key is known for it, the Cloud API key is taken, which clients
of the service send.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from ..state import JsonObject, State
from ._control import invalid
from ._members import Member
from ._regions import REGIONS
from ._row import Collection, Phases


def _managed_at(state: State, item: JsonObject) -> str:
    return state.cluster_crn(item["kafka_cluster"])


def _check(state: State, new: JsonObject, old: JsonObject | None) -> None:
    if state.clusters[new["kafka_cluster"]]["environment"] != new["environment"]:
        raise invalid("/spec/kafka_cluster", "The cluster is in another environment")
    if new["region"] not in REGIONS[new["cloud"]]:
        raise invalid("/spec/region", f"'{new['region']}' is not a region of {new['cloud']}")
    if old is None and new["topic_name"] not in state.topics[new["kafka_cluster"]]:
        raise invalid("/spec/topic_name", f"The topic '{new['topic_name']}' does not exist")


def _why(state: State, item: JsonObject) -> JsonObject:
    failed = item["failed"] and state.now() >= item["ready_at"]
    return {"status": {"error_message": "The topic has no schema"} if failed else {}}


ROWS = (
    Collection(
        "rtce_topics",
        "/rtce/v1/rtce-topics",
        "RtceTopic",
        "",
        "rtce-topic",
        (
            Member("cloud", required=True, fixed=True, choices=("AWS",)),
            Member("region", required=True, fixed=True),
            Member("topic_name", required=True, fixed=True, shortest=1),
            Member("description", required=True, shortest=1, longest=2048),
            Member("environment", dict, required=True, fixed=True, refers="environments"),
            Member("kafka_cluster", dict, required=True, fixed=True, refers="clusters"),
        ),
        under="spec",
        created=202,
        environment=True,
        named="topic_name",
        beside={"spec.kafka_cluster": "kafka_cluster"},
        missing=404,
        filters={"spec.cloud": "spec.cloud", "spec.region": "spec.region"},
        managed_at=_managed_at,
        phases=Phases("rtce_provisioning", "PROVISIONING", "ACTIVE", "FAILED"),
        check=_check,
        computed=_why,
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """No further routes; the topics of a cluster go with it."""

    def cluster_gone(cluster: str) -> None:
        here = state.rows["rtce_topics"]
        for key in [key for key, item in here.items.items() if item["kafka_cluster"] == cluster]:
            here.remove(key)

    state.on_delete_cluster.append(cluster_gone)
    return []
