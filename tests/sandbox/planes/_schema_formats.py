# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schemas of the three formats as parsed objects: what Schema Registry stores, returns and compares.

Each format lives in a module of its own (``_format_avro``, ``_format_json``, ``_format_protobuf``), imported on first
use because their libraries take longer to import than the whole sandbox takes to start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA_TYPES = ("JSON", "PROTOBUF", "AVRO")


class InvalidSchema(ValueError):
    """The text is no valid schema of its type; the message says why (Schema Registry's 42201)."""


@dataclass(frozen=True)
class ResolvedReference:
    """A referenced schema: the name used for it in the referring schema, and the schema it stands for."""

    name: str
    schema: ParsedSchema


@dataclass(frozen=True)
class ParsedSchema:
    """A valid schema.

    ``canonical`` is the text as it is stored without ``normalize``: the parsed form printed again, so whitespace (and
    comments in Protobuf) are gone. ``normalized`` is the text stored with ``normalize=true``. ``model`` is the
    format's own tree, for the compatibility checks. ``references`` are the direct references.
    """

    schema_type: str
    canonical: str
    normalized: str
    model: Any
    references: tuple[ResolvedReference, ...] = ()

    def dependencies(self) -> list[ResolvedReference]:
        """All references, direct and indirect, each name once, dependencies before the schemas that need them."""
        found: dict[str, ResolvedReference] = {}
        for reference in self.references:
            for inner in (*reference.schema.dependencies(), reference):
                found.setdefault(inner.name, inner)
        return list(found.values())


@dataclass(frozen=True)
class Incompatibility:
    """One reason why a new schema does not fit an old one.

    ``description`` holds ``{reader}`` and ``{writer}`` for "new" and "old", or the other way round in a forward check.
    Without an ``error_type`` it is all there is to say.
    """

    error_type: str
    description: str
    additional_info: str | None = None

    def message(self, *, forward: bool) -> str:
        """The line that Schema Registry shows."""
        reader, writer = ("old", "new") if forward else ("new", "old")
        described = self.description.replace("{reader}", reader).replace("{writer}", writer)
        if not self.error_type:
            return described
        if self.additional_info is None:
            # the quotes are the real service's (8.3.1), for JSON Schema and Protobuf
            return f'{{errorType:"{self.error_type}", description:"{described}\'}}'
        return f"{{errorType:'{self.error_type}', description:'{described}', additionalInfo:'{self.additional_info}'}}"


OTHER_TYPE = Incompatibility("", "Incompatible because of different schema type")


def _format(schema_type: str) -> Any:
    if schema_type == "AVRO":
        from . import _format_avro

        return _format_avro
    if schema_type == "JSON":
        from . import _format_json

        return _format_json
    if schema_type == "PROTOBUF":
        from . import _format_protobuf

        return _format_protobuf
    raise InvalidSchema(f"Invalid schema type {schema_type}")


def parse(schema_type: str, text: str, references: Sequence[ResolvedReference] = ()) -> ParsedSchema:
    """Parse and check ``text``; raises InvalidSchema."""
    module = _format(schema_type)
    for reference in references:
        if reference.schema.schema_type != schema_type:
            raise InvalidSchema(
                f'Reference "{reference.name}" is of type {reference.schema.schema_type}, not {schema_type}'
            )
    if not text.strip():
        raise InvalidSchema("Empty schema")
    try:
        canonical, normalized, model = module.parse(text, tuple(references))
    except RecursionError as exc:  # a default that holds itself, types that refer to types without end
        raise InvalidSchema("The schema is nested too deeply") from exc
    return ParsedSchema(schema_type, canonical, normalized, model, tuple(references))


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema, *, lenient: bool = False) -> list[Incompatibility]:
    """Why data written with ``writer`` could not be read with ``reader``; empty if it can.

    ``lenient`` is the registry's ``compatibilityPolicy: LENIENT``, which only JSON Schema knows.
    """
    if reader.schema_type != writer.schema_type:
        return [OTHER_TYPE]
    policy = {"lenient": True} if lenient and reader.schema_type == "JSON" else {}
    try:
        found: list[Incompatibility] = _format(reader.schema_type).incompatibilities(reader, writer, **policy)
    except RecursionError:
        return [Incompatibility("", "Unexpected exception during compatibility check: nested too deeply")]
    return found


def formatted(schema: ParsedSchema, text: str, output_format: str) -> str:
    """``text`` in the ``format`` that a reader asked for: "" as stored, "resolved" (Avro) or "serialized"
    (Protobuf)."""
    if schema.schema_type == "AVRO" and output_format == "resolved":
        resolved: str = _format("AVRO").resolved(schema)
        return resolved
    if schema.schema_type == "PROTOBUF" and output_format == "serialized":
        serialized: str = _format("PROTOBUF").serialized(schema)
        return serialized
    return text
