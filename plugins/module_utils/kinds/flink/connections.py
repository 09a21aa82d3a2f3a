# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of Flink (flink-gateway-v1; API_MAP C.5): an endpoint of somebody else, and what it takes to be let in
there. That alone can be changed, and nothing shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import DELETED, Change
from ..._declare.field import FORCE, Field
from ..._declare.holder import held
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._errors import ApiError
from ..._secrets.recognition import texts
from .gateway import NAME, PLACE, OnFlink

TYPES = (
    "AZUREML",
    "AZUREOPENAI",
    "A2A",
    "ANTHROPIC",
    "BEDROCK",
    "CONFLUENT_JDBC",
    "COSMOSDB",
    "COUCHBASE",
    "ELASTIC",
    "FIREWORKSAI",
    "GOOGLEAI",
    "MCP_SERVER",
    "MONGODB",
    "OPENAI",
    "PINECONE",
    "REST",
    "S3VECTORS",
    "SAGEMAKER",
    "VERTEXAI",
)
PLAINTEXT = "PlaintextProvider"
# Statements that need their connection; what was completed may have made something that does (a model, a table).
AT_WORK = ("PENDING", "RUNNING", "DEGRADED", "FAILING", "STOPPING", "STOPPED")
STEP = "See {endpoint}, and what auth_data holds (update_secrets: always sends it again)."


class FlinkConnection(OnFlink):
    """A connection of an environment in a region."""

    name = "flink_connection"
    plural = "flink_connections"
    path = f"{PLACE}/connections"
    placed = False
    update_by = "PUT"
    brought_back = ("metadata.resource_version",)
    fields = (
        Field("name", key=True, required=True, max_length=100, pattern=NAME),
        Field("connection_type", wire="spec.connection_type", needed=True, mutable=False, known=TYPES),
        Field("endpoint", wire="spec.endpoint", needed=True, mutable=False, max_length=16_384),
        Field("auth_data", wire=None, type="dict", needed=True, write_only=True, no_log=True),
    )
    modifiers = (FORCE,)
    info_fields = (Field("name"),)
    outputs = {"phase": "status.phase", "detail": "status.detail", "created_at": "metadata.created_at"}
    # The document names READY in its text and ACTIVE in its list of values.
    ready = Ready(
        done=frozenset({"ACTIVE", "READY"}),
        failed=frozenset({"UNREACHABLE", "INVALID_AUTH"}),
        message="status.detail",
        next_steps={"UNREACHABLE": STEP, "INVALID_AUTH": STEP},
        patience=300,
    )

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("auth_data") is not None and not item["auth_data"]:
            yield "auth_data is empty: the service takes what lets it in, such as API_KEY"
        for name, value in (item.get("auth_data") or {}).items():
            if value is None or value == "":
                yield f"auth_data: {name} is empty"

    @override
    def secrets(self) -> Iterable[str]:
        given = self.options.get("auth_data") or {}
        for name, value in given.items():
            yield from texts(
                str(name), value if isinstance(value, (str, int, float)) else json.dumps(value), known=True
            )
        if given:
            yield _data(given)

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A creation, and what a change sends, of which the service takes what lets it in alone."""
        body = super().body(values)
        if values.get("auth_data"):
            body["spec"]["auth_data"] = {"kind": PLAINTEXT, "data": _data(values["auth_data"])}
        return body

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == DELETED:
            at_work, done = self._used_by(change.actual["name"])
            if at_work and not change.options.get("force"):
                yield held(change.label, at_work) + ". With force: true it goes all the same"
            elif at_work or done:
                self.cloud.warn(
                    f"{change.label} goes, and is named by {', '.join([*at_work, *done])}: what they do, or have made "
                    "(a model, a table), works no more without it"
                )

    def _used_by(self, name: str) -> tuple[list[str], list[str]]:
        """The statements that name a connection, in words: those that need it now, and those that have made something
        of it. Warns where they cannot be listed.
        """
        path = self.collection.rpartition("/")[0] + "/statements"
        try:
            listed = self.cloud.listed(path, None, self.client, self.lists)
        except ApiError as error:
            if error.status != 403:
                raise
            self.cloud.warn(f"Whether a statement uses {name} cannot be seen with this credential: {error}")
            return [], []
        found: tuple[list[str], list[str]] = ([], [])
        for raw in listed:
            status = raw.get("status") or {}
            if name in ((status.get("traits") or {}).get("connection_refs") or ()):
                phase = str(status.get("phase")).upper()
                if phase in (*AT_WORK, "COMPLETED"):
                    found[phase not in AT_WORK].append(f"Flink statement {raw.get('name')} ({phase})")
        return found


def _data(given: Mapping[str, Any]) -> str:
    """What lets in, as the service takes it: a JSON text."""
    return json.dumps(given, sort_keys=True)
