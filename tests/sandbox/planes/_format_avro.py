# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avro: what is read, printed and compared (``_avro_schema``, ``_avro_printing``, ``_avro_compatibility``)."""

from __future__ import annotations

from dataclasses import dataclass

from ._avro_compatibility import compare
from ._avro_printing import normalized, printed
from ._avro_schema import NAMED, Schema, check_alike, parse_schema
from ._schema_formats import Incompatibility, ParsedSchema, ResolvedReference


@dataclass(frozen=True)
class _Model:
    """A schema, and all named types in it by their full names."""

    root: Schema
    types: dict[str, Schema]


def parse(text: str, references: tuple[ResolvedReference, ...]) -> tuple[str, str, _Model]:
    """Shape of every format's ``parse``: (canonical text, normalized text, model)."""
    known, roots = _types_of(references)
    types = dict(known)
    root = parse_schema(text, types)
    model = _Model(root, {name: schema for name, schema in types.items() if name not in known})
    return printed(root, roots), normalized(root, roots, known), model


def _types_of(references: tuple[ResolvedReference, ...]) -> tuple[dict[str, Schema], set[str]]:
    """(the named types of all references, direct and indirect, by full name; the names of the types that they are).

    Only the latter are printed as names: a type that is defined inside of a referenced one is written out where it is
    used, as by the real service.
    """
    known: dict[str, Schema] = {}
    roots = set()
    for reference in references:
        for inner in (*reference.schema.dependencies(), reference):
            model: _Model = inner.schema.model
            for name, schema in model.types.items():
                check_alike(schema, known.setdefault(name, schema))
            if model.root.kind in NAMED:
                roots.add(model.root.name)
    return known, roots


def resolved(schema: ParsedSchema) -> str:
    """The schema with its references written out where they are first used."""
    model: _Model = schema.model
    return printed(model.root, set())


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema) -> list[Incompatibility]:
    """Why ``reader`` cannot read what ``writer`` wrote, by the rules of Avro's schema resolution."""
    return compare(reader.model.root, writer.model.root)
