# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RTCE topics (rtce-v1): Kafka topics that the real-time context engine answers look-ups of.

The document speaks of a key of the resource, of which no kind is known; Terraform's provider sends the Cloud API key
(API_MAP A.2), and so does this.
"""

from __future__ import annotations

from .._declare.field import CLUSTER, ENVIRONMENT, Field, Object
from .._declare.override import override
from .._declare.ready import Ready
from .._declare.rest import RestKind
from .._wire.references import KAFKA_CLUSTERS


class RtceTopic(RestKind):
    """A topic of a Kafka cluster in the real-time context engine. Only its description changes."""

    name = "rtce_topic"
    plural = "rtce_topics"
    path = "/rtce/v1/rtce-topics"
    scope = (
        ENVIRONMENT.but(required=True),
        CLUSTER.but(required=True, refers=KAFKA_CLUSTERS, query="spec.kafka_cluster", wire="spec.kafka_cluster.id"),
    )
    addressed = "name"
    named = Field("name", wire="spec.topic_name", key=True, required=True, aliases=("topic_name",))
    fields = (
        Field("cloud", wire="spec.cloud", needed=True, mutable=False, known=("AWS",)),
        Field("region", wire="spec.region", needed=True, mutable=False),
        Field("description", wire="spec.description", needed=True, max_length=2048),
    )
    # UNAVAILABLE is "temporarily unavailable": it is waited out.
    ready = Ready(pending=frozenset({"PENDING", "PROVISIONING"}), done=frozenset({"ACTIVE"}), patience=3600)
    outputs = {"error_message": "status.error_message"}

    @classmethod
    @override
    def words(cls) -> str:
        return "RTCE topics"

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "RTCE topic"

    @override
    def candidates(self, wanted: list[Object]) -> list[Object]:
        """By the list: a 403 for one would not tell whether it is there."""
        return self.all()
