# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Protobuf: text parsed by ``proto-schema-parser``, checked by protobuf's own descriptor pool, compared on the
descriptors.

canonical = the file printed again without its comments; normalized = besides that, imports and options sorted. A
schema may also be sent as a base64-encoded FileDescriptorProto, as Confluent's serialisers do; it is stored as that
text. References are the imports; google/protobuf/*.proto are known without a reference.

Compatibility, with Schema Registry's names for the differences. Incompatible: MESSAGE_REMOVED, FIELD_KIND_CHANGED,
FIELD_SCALAR_KIND_CHANGED (within one wire encoding a change is allowed), FIELD_NAMED_TYPE_CHANGED,
FIELD_NUMERIC_LABEL_CHANGED (repeated to single and back, for anything but strings, bytes and messages),
REQUIRED_FIELD_ADDED, REQUIRED_FIELD_REMOVED, ONEOF_FIELD_REMOVED, MULTIPLE_FIELDS_MOVED_TO_ONEOF,
FIELD_MOVED_TO_EXISTING_ONEOF. Compatible, as there: package, enum constants, optional fields added and removed,
renamed fields, new messages. Not checked: extensions, custom options.
"""

from __future__ import annotations

import base64
import binascii
import copy
from collections.abc import Iterator
from typing import Any

from google.protobuf import (
    any_pb2,
    api_pb2,
    descriptor_pb2,
    descriptor_pool,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    source_context_pb2,
    struct_pb2,
    timestamp_pb2,
    type_pb2,
    wrappers_pb2,
)
from google.protobuf.message import DecodeError
from proto_schema_parser import ast
from proto_schema_parser.generator import Generator

from ._proto_descriptor import descriptor_of, parse_text
from ._schema_formats import Incompatibility, InvalidSchema, ParsedSchema, ResolvedReference

FieldProto = descriptor_pb2.FieldDescriptorProto
_WELL_KNOWN = (
    source_context_pb2,  # before those that import it
    any_pb2,
    type_pb2,
    api_pb2,
    descriptor_pb2,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
)
_FILE_NAME = "default.proto"


class _Model:
    """The file's descriptor proto, and its messages by name relative to the package (types in it are full names)."""

    def __init__(self, proto: descriptor_pb2.FileDescriptorProto) -> None:
        self.proto = proto
        self.messages: dict[str, descriptor_pb2.DescriptorProto] = {}
        self.enums: set[str] = set()
        for message in proto.message_type:
            self._index(message, "")
        self.enums.update(enum.name for enum in proto.enum_type)

    def _index(self, message: descriptor_pb2.DescriptorProto, scope: str) -> None:
        name = f"{scope}{message.name}"
        self.messages[name] = message
        self.enums.update(f"{name}.{enum.name}" for enum in message.enum_type)
        for nested in message.nested_type:
            self._index(nested, f"{name}.")

    def relative(self, type_name: str) -> str:
        """A full type name without this file's package."""
        prefix = f".{self.proto.package}." if self.proto.package else "."
        return type_name[len(prefix) :] if type_name.startswith(prefix) else type_name


def parse(text: str, references: tuple[ResolvedReference, ...]) -> tuple[str, str, _Model]:
    """(canonical text, normalized text, model)."""
    proto = _from_base64(text)
    if proto is not None:
        return text.strip(), text.strip(), _Model(_checked(proto, references))
    tree = parse_text(text)
    tree.file_elements = [_without_comments(item) for item in tree.file_elements if not isinstance(item, ast.Comment)]
    model = _Model(_checked(descriptor_of(tree, _FILE_NAME), references))
    canonical: str = Generator().generate(tree)
    normalized: str = Generator().generate(_sorted(tree))
    return canonical, normalized, model


def serialized(schema: ParsedSchema) -> str:
    """The FileDescriptorProto in base64."""
    return base64.b64encode(schema.model.proto.SerializeToString(deterministic=True)).decode()


def _from_base64(text: str) -> descriptor_pb2.FileDescriptorProto | None:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
        proto = descriptor_pb2.FileDescriptorProto.FromString(raw)
    except (binascii.Error, ValueError, DecodeError):
        return None  # it is the text of a .proto file
    return proto


def _checked(proto: descriptor_pb2.FileDescriptorProto, references: tuple[ResolvedReference, ...]) -> Any:
    """The descriptor with all type names resolved to full names; raises InvalidSchema on what protobuf itself
    refuses."""
    pool = descriptor_pool.DescriptorPool()
    for module in _WELL_KNOWN:
        pool.AddSerializedFile(module.DESCRIPTOR.serialized_pb)
    added = {module.DESCRIPTOR.name for module in _WELL_KNOWN}
    for reference in references:
        for inner in (*reference.schema.dependencies(), reference):
            if inner.name not in added:
                added.add(inner.name)
                _add(pool, inner.schema.model.proto, inner.name)
    for name in proto.dependency:
        if name not in added:
            raise InvalidSchema(f'Could not resolve import "{name}": no reference of that name')
    checked = descriptor_pb2.FileDescriptorProto()
    _add(pool, proto, _FILE_NAME).CopyToProto(checked)
    return checked


def _add(pool: descriptor_pool.DescriptorPool, proto: descriptor_pb2.FileDescriptorProto, name: str) -> Any:
    named = descriptor_pb2.FileDescriptorProto()
    named.CopyFrom(proto)
    named.name = name
    try:
        pool.AddSerializedFile(named.SerializeToString())
        return pool.FindFileByName(name)
    except (TypeError, KeyError, ValueError) as exc:  # how the pool says that a file does not build
        raise InvalidSchema(f"{exc}") from exc


def _without_comments(node: Any) -> Any:
    for attribute in ("elements", "options"):
        items = getattr(node, attribute, None)
        if items is not None:
            setattr(node, attribute, [_without_comments(item) for item in items if not isinstance(item, ast.Comment)])
    value = getattr(node, "value", None)
    if isinstance(value, ast.MessageLiteral):
        _without_comments(value)
    return node


def _sorted(tree: ast.File) -> ast.File:
    """Package, imports by name, options by name, then the types in the order given, fields by number."""
    ordered = copy.deepcopy(tree)

    def rank(item: Any) -> tuple[int, str]:
        kinds: tuple[type[Any], ...] = (ast.Package, ast.Import, ast.Option)
        for position, kind in enumerate(kinds):
            if isinstance(item, kind):
                return position, item.name
        return 3, ""

    ordered.file_elements.sort(key=rank)
    for element in ordered.file_elements:
        _sort_options(element)
    return ordered


def _sort_options(node: Any) -> None:
    if getattr(node, "options", None):
        node.options.sort(key=lambda option: option.name)
    for item in getattr(node, "elements", []):
        _sort_options(item)


# --- compatibility -----------------------------------------------------------------------------------------------

_SCALAR_GROUPS = (
    {FieldProto.TYPE_STRING, FieldProto.TYPE_BYTES},
    {
        FieldProto.TYPE_INT32,
        FieldProto.TYPE_UINT32,
        FieldProto.TYPE_INT64,
        FieldProto.TYPE_UINT64,
        FieldProto.TYPE_BOOL,
    },
    {FieldProto.TYPE_SINT32, FieldProto.TYPE_SINT64},
    {FieldProto.TYPE_FIXED32, FieldProto.TYPE_SFIXED32},
    {FieldProto.TYPE_FIXED64, FieldProto.TYPE_SFIXED64},
)
_LENGTH_DELIMITED = {FieldProto.TYPE_STRING, FieldProto.TYPE_BYTES, FieldProto.TYPE_MESSAGE}
_ENUM_AS_SCALAR = {FieldProto.TYPE_INT32, FieldProto.TYPE_UINT32, FieldProto.TYPE_INT64, FieldProto.TYPE_UINT64}


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema) -> list[Incompatibility]:
    """Differences between ``writer`` (before) and ``reader`` (after) that are incompatible."""
    return list(_files(reader.model, writer.model))


def _files(new: _Model, old: _Model) -> Iterator[Incompatibility]:
    for name, before in old.messages.items():
        path = f"#/{name.replace('.', '/')}"
        after = new.messages.get(name)
        if before.options.map_entry:
            continue  # compared as the map field
        if after is None:
            text = f"The {{reader}} schema is missing a type at path '{path}' which is present in the {{writer}} schema"
            yield Incompatibility("MESSAGE_REMOVED", text)
        else:
            yield from _messages(new, old, after, before, path)


def _messages(new: _Model, old: _Model, after: Any, before: Any, path: str) -> Iterator[Incompatibility]:
    ours = {field.number: field for field in after.field}
    theirs = {field.number: field for field in before.field}
    for number, field in theirs.items():
        where = f"{path}/{number}"
        if number in ours:
            yield from _fields(new, old, ours[number], field, where)
        elif field.label == FieldProto.LABEL_REQUIRED:
            text = (
                f"The {{reader}} schema is missing a required field at path '{where}' present in the {{writer}} schema"
            )
            yield Incompatibility("REQUIRED_FIELD_REMOVED", text)
        elif _oneof(before, field) is not None and _oneof(before, field) in {
            _oneof(after, other) for other in after.field
        }:
            text = f"The {{reader}} schema is missing a oneof field at path '{where}' present in the {{writer}} schema"
            yield Incompatibility("ONEOF_FIELD_REMOVED", text)
    for number, field in ours.items():
        if number not in theirs and field.label == FieldProto.LABEL_REQUIRED:
            text = (
                f"The {{reader}} schema has a required field at path '{path}/{number}' missing in the {{writer}} schema"
            )
            yield Incompatibility("REQUIRED_FIELD_ADDED", text)
    yield from _oneofs(after, before, path)


def _oneof(message: Any, field: Any) -> str | None:
    """The name of the real oneof that a field is in (an ``optional`` field of proto3 is in a synthetic one)."""
    if not field.HasField("oneof_index") or field.proto3_optional:
        return None
    return str(message.oneof_decl[field.oneof_index].name)


def _oneofs(after: Any, before: Any, path: str) -> Iterator[Incompatibility]:
    home = {field.number: _oneof(before, field) for field in before.field}
    existing = {name for name in home.values() if name}
    moved: dict[str, list[int]] = {}
    for field in after.field:
        name = _oneof(after, field)
        if name and field.number in home and home[field.number] is None:
            moved.setdefault(name, []).append(field.number)
    for name, numbers in moved.items():
        where = f"{path}/{name}"
        if name in existing:
            text = (
                f"The {{reader}} schema moves a field into an existing oneof at path '{where}' of the {{writer}} schema"
            )
            yield Incompatibility("FIELD_MOVED_TO_EXISTING_ONEOF", text)
        elif len(numbers) > 1:
            text = f"The {{reader}} schema moves several fields of the {{writer}} schema into a oneof at path '{where}'"
            yield Incompatibility("MULTIPLE_FIELDS_MOVED_TO_ONEOF", text)


def _fields(new: _Model, old: _Model, after: Any, before: Any, path: str) -> Iterator[Incompatibility]:
    kind = _field_difference(new, old, after, before)
    if kind:
        what = {
            "FIELD_KIND_CHANGED": "type",
            "FIELD_SCALAR_KIND_CHANGED": "kind",
            "FIELD_NAMED_TYPE_CHANGED": "named type",
        }[kind]
        yield Incompatibility(
            kind,
            f"The {what} of a field at path '{path}' in the {{reader}} schema does not match the {{writer}} schema",
        )
        return
    repeated = FieldProto.LABEL_REPEATED
    if (after.label == repeated) != (before.label == repeated) and before.type not in _LENGTH_DELIMITED:
        text = f"The label of a field at path '{path}' in the {{reader}} schema does not match the {{writer}} schema"
        yield Incompatibility("FIELD_NUMERIC_LABEL_CHANGED", text)
    required = FieldProto.LABEL_REQUIRED
    if (after.label == required) != (before.label == required):
        change = "REQUIRED_FIELD_ADDED" if after.label == required else "REQUIRED_FIELD_REMOVED"
        yield Incompatibility(
            change, f"The field at path '{path}' is required in only one of the {{reader}} and {{writer}} schema"
        )


def _field_difference(new: _Model, old: _Model, after: Any, before: Any) -> str | None:
    if after.type == before.type:
        if after.type not in (FieldProto.TYPE_MESSAGE, FieldProto.TYPE_ENUM, FieldProto.TYPE_GROUP):
            return None
        names = new.relative(after.type_name), old.relative(before.type_name)
        ours, theirs = new.messages.get(names[0]), old.messages.get(names[1])
        if ours is not None and theirs is not None and ours.options.map_entry and theirs.options.map_entry:
            kinds = (_field_difference(new, old, *pair) for pair in zip(ours.field, theirs.field, strict=True))
            return next((kind for kind in kinds if kind), None)
        return None if names[0] == names[1] else "FIELD_NAMED_TYPE_CHANGED"
    types = {after.type, before.type}
    if FieldProto.TYPE_ENUM in types and types & _ENUM_AS_SCALAR:
        return None
    if types & {FieldProto.TYPE_MESSAGE, FieldProto.TYPE_ENUM, FieldProto.TYPE_GROUP}:
        return "FIELD_KIND_CHANGED"
    return None if any(types <= group for group in _SCALAR_GROUPS) else "FIELD_SCALAR_KIND_CHANGED"
