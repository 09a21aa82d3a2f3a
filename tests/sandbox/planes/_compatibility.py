# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Compatibility levels: which old versions a new schema is held against, in which direction, and how a failure is told.

Source: Confluent's documentation of schema evolution; the wording of the messages is that of the real service. What
each format compares is said in ``_format_avro``, ``_format_json`` and ``_format_protobuf``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ._schema_formats import ParsedSchema, incompatibilities

# What compatibilityPolicy LENIENT forgives: changes of JSON objects that are open, or open in part.
LENIENT = frozenset(
    {
        "ADDITIONAL_PROPERTIES_NARROWED",
        "ADDITIONAL_PROPERTIES_REMOVED",
        "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
        "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
        "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL",
    }
)
LEVELS = ("NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE")


@dataclass(frozen=True)
class OldVersion:
    """A version that the new schema is compared with; ``text`` is its stored text."""

    version: int
    schema: ParsedSchema
    text: str


def check(
    level: str,
    new: ParsedSchema,
    previous: Sequence[OldVersion],
    *,
    lenient: bool = False,
    validate_fields: bool = False,
) -> list[str]:
    """Messages on the first old version that ``new`` does not fit, newest version first; empty if it is compatible.

    ``previous`` is oldest first. Levels without TRANSITIVE look at the newest version only. ``lenient`` is the
    subject's ``compatibilityPolicy: LENIENT``; ``validate_fields`` (its ``validateFields``) is only told.
    """
    if level == "NONE":
        return []
    newest_first = list(reversed(previous))
    for old in newest_first if level.endswith("_TRANSITIVE") else newest_first[:1]:
        messages = _differences(level, new, old.schema, LENIENT if lenient else frozenset())
        if messages:
            return [
                *messages,
                f"{{oldSchemaVersion: {old.version}}}",
                f"{{oldSchema: '{old.text}'}}",
                f"{{validateFields: '{str(validate_fields).lower()}', compatibility: '{level}'}}",
            ]
    return []


def _differences(level: str, new: ParsedSchema, old: ParsedSchema, forgiven: frozenset[str]) -> list[str]:
    found: list[str] = []
    if level.startswith(("BACKWARD", "FULL")):
        found += [
            item.message(forward=False) for item in incompatibilities(new, old) if item.error_type not in forgiven
        ]
    if level.startswith(("FORWARD", "FULL")):
        found += [item.message(forward=True) for item in incompatibilities(old, new) if item.error_type not in forgiven]
    return found
