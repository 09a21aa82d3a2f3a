# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service quotas (service-quota-v1): how many objects there may be of what, and how many there are. Read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.collection import STANDARD_OUTPUTS
from .._declare.field import Field, Object, Rules
from .._declare.override import override
from .._declare.quota import APPLIED_QUOTAS
from .._declare.rest import RestKind
from .._declare.shape import get_path
from .._planes import SHARED_IDS
from .._wire.references import CERTIFICATE_AUTHORITIES, IDENTITY_PROVIDERS, KAFKA_CLUSTERS, NETWORKS

ENVIRONMENT = Field("environment")  # without the variable: a quota of the organization is in no environment
PLACES = (
    Field("network", query="network", refers=NETWORKS),
    Field("kafka_cluster", query="kafka_cluster", aliases=("cluster",), refers=KAFKA_CLUSTERS),
    Field("identity_provider", query="identity_provider", refers=IDENTITY_PROVIDERS),
    Field("certificate_authority", query="certificate_authority", refers=CERTIFICATE_AUTHORITIES),
)
SCOPES = (
    "ORGANIZATION",
    "ENVIRONMENT",
    "NETWORK",
    "KAFKA_CLUSTER",
    "SERVICE_ACCOUNT",
    "USER_ACCOUNT",
    "IDENTITY_PROVIDER",
    "CERTIFICATE_AUTHORITY",
)


class ServiceQuota(RestKind):
    """The quota of one resource, as it is applied to one organization, environment, network or the like."""

    name = "service_quota"
    plural = "service_quotas"
    path = APPLIED_QUOTAS
    lists = SHARED_IDS
    scope = (Field("scope", query="scope", required=True, known=SCOPES), *PLACES, Field("id", query="id"))
    info_scope = (scope[0], ENVIRONMENT, *scope[1:])
    info_rules = Rules(required_by={"network": ("environment",), "kafka_cluster": ("environment",)})
    outputs = {
        "id": "id",
        "display_name": "display_name",
        "scope": "scope",
        "applied_limit": "applied_limit",
        "default_limit": "default_limit",
        "usage": "usage",
        **{name: f"{name}.id" for name in ("organization", "environment", "user", *(place.name for place in PLACES))},
        "crn": STANDARD_OUTPUTS["crn"],
    }

    @override
    def open(self) -> None:
        """The environment is told first: the names of networks and clusters are those of one environment."""
        if self.options.get("environment"):
            self.environment = self.cloud.environment_id(self.options["environment"])
        super().open()
        self.scope_ids["scope"] = self.scope[0].spelled(self.scope_ids["scope"])

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """What the service says of a quota, whatever it was asked for by."""
        shown = {name: get_path(raw, wire.split(".")) for name, wire in self.outputs.items()}
        left = None if None in (shown["applied_limit"], shown["usage"]) else shown["applied_limit"] - shown["usage"]
        return {**shown, "left": left}

    @override
    def select(self) -> list[Object]:
        return self.all()
