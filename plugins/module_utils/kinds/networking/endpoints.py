# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints (endpoint-v1): the addresses of Kafka, Schema Registry and Flink, public and private ones. Read only."""

from __future__ import annotations

from typing import Any

from ..._declare.field import ENVIRONMENT, Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._wire.references import ACCESS_POINTS, GATEWAYS, KAFKA_CLUSTERS

REGISTRY = "lsrc-"


class Endpoint(RestKind):
    """An endpoint of a service in an environment."""

    name = "endpoint"
    plural = "endpoints"
    path = "/endpoint/v1/endpoints"
    scope = (ENVIRONMENT.but(required=True),)
    info_fields = (
        Field("service", required=True, choices=("KAFKA", "SCHEMA_REGISTRY", "FLINK")),
        Field("cloud"),
        Field("region"),
        Field("is_private", type="bool"),
        Field("resource"),
        Field("gateway"),
        Field("access_point"),
    )
    outputs = {
        "endpoint": "endpoint",
        "endpoint_type": "endpoint_type",
        "connection_type": "connection_type",
        "is_private": "is_private",
        "service": "service",
        "cloud": "cloud",
        "region": "region",
        "resource": "resource.id",
        "gateway": "gateway.id",
        "access_point": "access_point.id",
    }

    @property
    @override
    def params(self) -> dict[str, Any]:
        """What the service narrows the list by."""
        stated = {name: self.options.get(name) for name in ("service", "cloud", "region", "is_private")}
        asked = {name: str(v).lower() if isinstance(v, bool) else v for name, v in stated.items() if v is not None}
        resource = self.options.get("resource")
        if resource and not resource.startswith(REGISTRY):
            resource = self.cloud.find_in(str(self.environment), KAFKA_CLUSTERS, resource)["id"]
        return {**super().params, **asked, **({"resource": resource} if resource else {})}

    @override
    def select(self) -> list[Object]:
        """By gateway and access point the service does not narrow it."""
        wanted = {
            name: self.cloud.find_in(str(self.environment), listed, self.options[name])["id"]
            for name, listed in (("gateway", GATEWAYS), ("access_point", ACCESS_POINTS))
            if self.options.get(name)
        }
        return [item for item in super().select() if all(item[name] == value for name, value in wanted.items())]
