# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a new schema may follow the old ones by a subject's configuration: level, policy, reserved fields.

``compatibilityPolicy`` and ``validateFields``: schema-registry-v1 OpenAPI document, Schema Registry 8.3.1. A schema's
metadata may reserve names (property ``confluent:reserved``, with commas): with ``validateFields`` no field may have
such a name, and a name cannot stop to be reserved.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from ._compatibility import OldVersion, check
from ._registry_content import reserved_fields
from ._registry_model import Candidate, Version
from ._schema_formats import ParsedSchema, formatted


def incompatibilities_of(
    config: dict[str, Any], candidate: Candidate, previous: Version | None, old: Sequence[OldVersion]
) -> list[str]:
    """Messages; empty if the candidate may follow. ``previous`` is the latest version, ``old`` is oldest first."""
    level, validate_fields = config["compatibilityLevel"], bool(config.get("validateFields"))
    lenient = config.get("compatibilityPolicy") == "LENIENT"
    reserved = _reserved(candidate, previous) if validate_fields else []
    found = check(level, candidate.parsed, old, lenient=lenient, validate_fields=validate_fields)
    if reserved and not found:
        found = [f"{{validateFields: 'true', compatibility: '{level}'}}"]
    return [*reserved, *found]


def _reserved(candidate: Candidate, previous: Version | None) -> list[str]:
    now = reserved_fields(candidate.metadata)
    before = reserved_fields(previous.schema.metadata) if previous is not None else set()
    return [
        *(
            f"The new schema has reserved field {name} removed from its metadata which is present in the old schema's "
            "metadata."
            for name in sorted(before - now)
        ),
        *(
            f"The new schema has field that conflicts with the reserved field {name}."
            for name in sorted(now & _top_level_fields(candidate.parsed))
        ),
    ]


def _top_level_fields(schema: ParsedSchema) -> set[str]:
    """Fields of an Avro record, properties of a JSON object, fields of the first Protobuf message."""
    if schema.schema_type == "PROTOBUF":
        from google.protobuf import descriptor_pb2  # takes longer to import than the sandbox to start

        raw = base64.b64decode(formatted(schema, schema.canonical, "serialized"))
        messages = descriptor_pb2.FileDescriptorProto.FromString(raw).message_type
        return {found.name for found in messages[0].field} if messages else set()
    tree = json.loads(schema.canonical)
    if not isinstance(tree, dict):
        return set()
    if schema.schema_type == "AVRO":
        return {found["name"] for found in tree.get("fields", [])}
    properties = tree.get("properties")
    return set(properties) if isinstance(properties, dict) else set()
