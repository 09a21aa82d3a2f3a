# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ksqlDB clusters (ksql-v2): made and deleted, never changed.

Whether one is there is told by the list alone: by its id the service answers 401 for one that is gone, which is also
what it says to a key that it does not know.
"""

from __future__ import annotations

from typing import Any

from .._declare.change import Change
from .._declare.collection import NAME
from .._declare.field import ENVIRONMENT, Field
from .._declare.override import override
from .._declare.quota import Quota
from .._declare.ready import Ready
from .._declare.rest import RestKind
from .._errors import ApiError
from .._wire.references import KAFKA_CLUSTERS, SERVICE_ACCOUNTS, USERS


class KsqlCluster(RestKind):
    """A ksqlDB cluster on a Kafka cluster."""

    name = "ksql_cluster"
    plural = "ksql_clusters"
    path = "/ksqldbcm/v2/clusters"
    quota = Quota(("ksql.max_apps.per_env",), "ENVIRONMENT")
    named = NAME.but(wire="spec.display_name", mutable=False, pattern=r"[0-9A-Za-z\-][\w\-]{0,31}")
    scope = (ENVIRONMENT.but(required=True),)
    fields = (
        Field(
            "kafka_cluster",
            wire="spec.kafka_cluster.id",
            needed=True,
            mutable=False,
            aliases=("cluster",),
            refers=KAFKA_CLUSTERS,
        ),
        Field(
            "credential_identity",
            wire="spec.credential_identity.id",
            needed=True,
            mutable=False,
            no_log=False,
            refers=SERVICE_ACCOUNTS,
        ),
        Field("csu", wire="spec.csu", type="int", needed=True, mutable=False, minimum=1),
        Field("use_detailed_processing_log", wire="spec.use_detailed_processing_log", type="bool", mutable=False),
    )
    outputs = {
        "endpoint": "status.http_endpoint",
        "topic_prefix": "status.topic_prefix",
        "storage": "status.storage",
        "is_paused": "status.is_paused",
    }
    ready = Ready(done=frozenset({"PROVISIONED"}), patience=12 * 3600)

    @classmethod
    @override
    def words(cls) -> str:
        return "ksqlDB clusters"

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "ksqlDB cluster"

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        self.forget()
        return next((raw for raw in self.listing() if raw.get("id") == identifier), None)

    @override
    def delete(self, change: Change) -> None:
        try:
            super().delete(change)
        except ApiError as error:
            if error.status != 401 or self.get(change.actual["id"]) is not None:
                raise

    @override
    def _referred(self, declared: Field, value: str) -> str:
        """The credential identity is a service account, or a user, by an e-mail address or its id."""
        user = declared.name == "credential_identity" and ("@" in value or value.startswith("u-"))
        return super()._referred(declared.but(refers=USERS) if user else declared, value)
