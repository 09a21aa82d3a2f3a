# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flink artifacts (flink-artifact-v1): archives of user-defined functions, of a cloud provider and a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.collection import NAME
from ..._declare.field import ENVIRONMENT, Field
from ..._declare.override import override
from ..._declare.uploaded import Uploaded
from .compute_pools import CLOUDS

# The class name of Java, with its package.
CLASS = r"([a-zA-Z][a-zA-Z_$0-9]*\.)*[a-zA-Z][a-zA-Z_$0-9]*"
LINK = r"(https?://.+)?"


class FlinkArtifact(Uploaded):
    """A Flink artifact. Every request names the provider and the region, and all but the creation the environment."""

    name = "flink_artifact"
    plural = "flink_artifacts"
    path = "/artifact/v1/flink-artifacts"
    presigned = "/artifact/v1/presigned-upload-url"
    named = NAME.but(wire="display_name", max_length=60)
    environment_wire = "environment"
    queried_writes = True
    scope = (
        ENVIRONMENT.but(required=True),
        Field("cloud", wire="cloud", required=True, query="cloud", known=CLOUDS),
        Field("region", wire="region", required=True, query="region"),
    )
    fields = (
        Field("content_format", mutable=False, known=("JAR", "ZIP")),
        Field("runtime_language", mutable=False, known=("JAVA", "PYTHON")),
        Field("class", mutable=False, max_length=150, pattern=CLASS),
        Field("description", max_length=256),
        Field("documentation_link", max_length=512, pattern=LINK),
    )
    outputs = {"versions": "versions"}

    @override
    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return self.params

    @override
    def _creation_params(self, change: Change) -> dict[str, Any] | None:
        return {name: value for name, value in self.params.items() if name != "environment"}
