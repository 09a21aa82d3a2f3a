# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Compatibility levels: which old versions a new schema is held against, in which direction, and how a failure is told.

Source: Confluent's documentation of schema evolution; the wording of the messages is that of the real service. What
each format compares is said in ``_avro_compatibility``, ``_json_schema_diff`` and ``_format_protobuf``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ._schema_formats import OTHER_TYPE, ParsedSchema, incompatibilities

LEVELS = ("NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE")
_SHOWN_MAX = 10 * 1024


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
        messages = _differences(level, new, old, lenient=lenient)
        if messages:
            return [*messages, f"{{validateFields: '{str(validate_fields).lower()}', compatibility: '{level}'}}"]
    return []


def _differences(level: str, new: ParsedSchema, old: OldVersion, *, lenient: bool) -> list[str]:
    """What the real service tells, in its order: at FULL what the old schema cannot read comes first, and if that is
    all, the old schema is not shown."""
    if new.schema_type != old.schema.schema_type:
        return [OTHER_TYPE.message(forward=False)]
    forward: list[str] = []
    backward: list[str] = []
    if level.startswith(("FORWARD", "FULL")):
        forward = [item.message(forward=True) for item in incompatibilities(old.schema, new, lenient=lenient)]
    if level.startswith(("BACKWARD", "FULL")):
        backward = [item.message(forward=False) for item in incompatibilities(new, old.schema, lenient=lenient)]
    shown = _old_schema(old) if backward or (forward and level.startswith("FORWARD")) else []
    return [*forward, *backward, *shown]


def _old_schema(old: OldVersion) -> list[str]:
    text = f"'{old.text}'"
    if len(old.text) > _SHOWN_MAX:
        text = f"<truncated to {_SHOWN_MAX} characters> '{old.text[:_SHOWN_MAX]}'"
    return [f"{{oldSchemaVersion: {old.version}}}", f"{{oldSchema: {text}}}"]
