# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flink artifacts (flink-artifact-v1): archives of user-defined functions, of a cloud provider and a region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.collection import NAME
from ..._declare.field import ENVIRONMENT, Field
from ..._declare.override import override
from ..._declare.uploaded import Uploaded
from ..._errors import ApiError
from ..._wire.key_pair import no_key
from .artifact_uses import Uses, uses
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
    used: Uses | None = None

    @override
    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return self.params

    @override
    def _creation_params(self, change: Change) -> dict[str, Any] | None:
        return {name: value for name, value in self.params.items() if name != "environment"}

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if self.used is not None and self.used.functions and not self.used.at_work:
            self.cloud.warn(
                f"{change.label} goes, of which {', '.join(self.used.functions)} was created: statements that call it "
                "do not start any more"
            )

    @override
    def holders(self, change: Change, **query: str) -> list[str]:
        """Statements that are at work, where this task has a key for Flink to see them."""
        self.used = self._uses(change.actual["id"])
        return self.used.at_work if self.used is not None else []

    def _uses(self, artifact: str) -> Uses | None:
        """What uses an artifact; None where it cannot be seen, which is said where a key was given for that."""
        if no_key(self.options, "flink") and not self.options.get("oauth_token"):
            return None
        try:
            client = self.cloud.plane("flink", cloud=self.scope_ids["cloud"], region=self.scope_ids["region"])
            return uses(self.cloud, client, str(self.environment), artifact)
        except ApiError as error:
            if error.status not in (401, 403):
                raise
            self.cloud.warn(f"Whether a statement uses {artifact} cannot be seen with this key: {error}")
            return None
