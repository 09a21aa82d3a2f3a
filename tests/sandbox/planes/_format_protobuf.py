# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Protobuf as the registry has it: read by Wire's grammar (``_proto_reader``), checked by looking up the types that it
names, stored as it is printed again (``_proto_printing``), compared by numbers and names (``_proto_compatibility``).

A schema may also be sent as a base64-encoded FileDescriptorProto, as Confluent's serialisers do; it is stored as text.
All types of all references can be used, whatever is imported and however the references are called, and those of the
built-in files (``_proto_builtin``). An import or a reference that is not needed does no harm.
"""

from __future__ import annotations

import base64
import binascii

from google.protobuf import descriptor_pb2
from google.protobuf.message import DecodeError

from ._proto_builtin import builtin_files
from ._proto_compatibility import Side, changes
from ._proto_descriptor import descriptor_of, file_of
from ._proto_model import File, Types
from ._proto_printing import canonical, normalized
from ._proto_reader import read
from ._schema_formats import Incompatibility, InvalidSchema, ParsedSchema, ResolvedReference

_FILE_NAME = "default.proto"


def parse(text: str, references: tuple[ResolvedReference, ...]) -> tuple[str, str, Side]:
    """(canonical text, normalized text, model)."""
    file = _file(text.encode("utf-8", "replace").decode())  # half a pair of surrogates is a question mark in Java
    files = dict(builtin_files())
    for reference in references:
        for inner in (*reference.schema.dependencies(), reference):
            files[inner.name] = inner.schema.model.file
    types = Types(file, files.values())
    return canonical(file), normalized(file, types), Side(file, types)


def serialized(schema: ParsedSchema) -> str:
    """The FileDescriptorProto in base64."""
    proto = descriptor_of(schema.model.file, schema.model.types, _FILE_NAME)
    return base64.b64encode(proto.SerializeToString(deterministic=True)).decode()


def _file(text: str) -> File:
    try:
        return read(text)
    except InvalidSchema:
        try:
            raw = base64.b64decode(text.strip(), validate=True)
            proto = descriptor_pb2.FileDescriptorProto.FromString(raw)
        except (binascii.Error, ValueError, DecodeError):
            proto = None
        if proto is None:
            raise
    return file_of(proto)


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema) -> list[Incompatibility]:
    """Changes from ``writer`` (before) to ``reader`` (after) that are incompatible."""
    return [Incompatibility(change.kind, change.description()) for change in changes(writer.model, reader.model)]
