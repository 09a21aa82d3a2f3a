# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connect artifacts (cam-v1): archives of single message transforms for connectors. Nothing of one changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.collection import NAME
from ..._declare.field import ENVIRONMENT, Field, Object
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._declare.uploaded import Uploaded
from ..flink.compute_pools import CLOUDS


class ConnectArtifact(Uploaded):
    """A connect artifact. Every request names the cloud provider and the environment."""

    name = "connect_artifact"
    plural = "connect_artifacts"
    path = "/cam/v1/connect-artifacts"
    presigned = "/cam/v1/presigned-upload-url"
    source = "spec.upload_source"
    named = NAME.but(wire="spec.display_name", mutable=False, max_length=60)
    environment_wire = "spec.environment"
    queried_writes = True
    scope = (
        ENVIRONMENT.but(required=True),
        Field("cloud", wire="spec.cloud", required=True, query="spec.cloud", known=CLOUDS),
    )
    fields = (
        Field("content_format", wire="spec.content_format", mutable=False, known=("JAR", "ZIP")),
        Field("description", wire="spec.description", mutable=False, max_length=256),
    )
    outputs = {"plugins": "spec.plugins", "usages": "spec.usages"}
    ready = Ready(done=frozenset({"READY"}), patience=3600)

    @override
    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {"cloud": self.scope_ids["cloud"], "environment": self.environment}

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        return {**item, "plugins": [one.get("class") for one in item["plugins"] or []], "usages": item["usages"] or []}

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Without the format, which the service reads from the archive."""
        return super().body({name: value for name, value in values.items() if name != "content_format"})

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        """The service itself tells what uses the artifact."""
        return list(change.actual.get("usages") or [])
