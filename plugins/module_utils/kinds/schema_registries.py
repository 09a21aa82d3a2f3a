# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schema Registry clusters (srcm-v3): read only, they come with an environment's first Kafka cluster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.field import ENVIRONMENT, Field, Object
from .._declare.override import override
from .._declare.rest import RestKind


class SchemaRegistry(RestKind):
    """The Schema Registry of an environment."""

    name = "schema_registry"
    plural = "schema_registries"
    path = "/srcm/v3/clusters"
    scope = (ENVIRONMENT.but(required=True),)
    info_fields = (Field("limits", type="bool", default=False),)
    outputs = {
        "name": "spec.display_name",
        "package": "spec.package",
        "cloud": "spec.cloud",
        "region": "spec.region",
        "endpoint": "spec.http_endpoint",
        "private_endpoint": "spec.private_http_endpoint",
        "catalog_endpoint": "spec.catalog_http_endpoint",
        "phase": "status.phase",
        "crn": "metadata.resource_name",
    }

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        return {**item, **{name: str(item[name]).upper() for name in ("cloud", "package") if item[name]}}

    @override
    def select(self) -> list[Object]:
        """With `limits` what the registry itself tells of it, for which its key is needed (schema-registry-v1)."""
        found = super().select()
        if not self.options.get("limits"):
            return found
        return [{**item, **self._limits()} for item in found]

    def _limits(self) -> Object:
        client = self.cloud.schema_registry(self.options["environment"])
        told = client.get("/clusterconfig")
        return {
            "max_schemas": told.get("maxSchemas"),
            "max_requests_per_second": told.get("maxRequestsPerSec"),
            "schema_types": sorted(client.get("/schemas/types")),
        }
