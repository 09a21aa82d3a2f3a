# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From the text of a .proto file to its FileDescriptorProto, with type names resolved later by protobuf's descriptor
pool.

Source of the scoping and naming rules: the Protocol Buffers language guide (proto2 and proto3).
"""

from __future__ import annotations

from typing import Any

from antlr4.error.ErrorListener import ErrorListener
from google.protobuf import descriptor_pb2
from proto_schema_parser import ast
from proto_schema_parser.parser import Parser

from ._schema_formats import InvalidSchema

FieldProto = descriptor_pb2.FieldDescriptorProto
_SCALARS = {
    name: getattr(FieldProto, f"TYPE_{name.upper()}")
    for name in (
        *("double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"),
        *("fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"),
    )
}
_FIELD_NUMBER_MAX = 536870911
_ENUM_NUMBER_MAX = 2147483647


class _Raise(ErrorListener):
    """Turns the grammar's first complaint into InvalidSchema (by default it would be printed and skipped)."""

    def syntaxError(self, recognizer: Any, offendingSymbol: Any, line: int, column: int, msg: str, e: Any) -> None:
        raise InvalidSchema(f"Syntax error in {line}:{column}: {msg}")


def _listen(recognizer: Any) -> None:
    recognizer.removeErrorListeners()
    recognizer.addErrorListener(_Raise())


def parse_text(text: str) -> ast.File:
    """The file's syntax tree; raises InvalidSchema."""
    tree = Parser(setup_lexer=_listen, setup_parser=_listen).parse(text)
    if not isinstance(tree, ast.File):
        raise InvalidSchema("Not a Protobuf file")
    return tree


def descriptor_of(tree: ast.File, name: str) -> descriptor_pb2.FileDescriptorProto:
    """The descriptor of a file; type names are as written, where they can be local names."""
    proto = descriptor_pb2.FileDescriptorProto(name=name)
    proto3 = tree.syntax == "proto3"
    if tree.edition:
        raise InvalidSchema(f"Protobuf editions are not supported: edition {tree.edition}")
    if proto3:
        proto.syntax = "proto3"
    elif tree.syntax not in (None, "proto2"):
        raise InvalidSchema(f"Unknown syntax {tree.syntax!r}")
    for element in tree.file_elements:
        if isinstance(element, ast.Package):
            proto.package = element.name
    for element in tree.file_elements:
        if isinstance(element, ast.Import):
            if element.public:
                proto.public_dependency.append(len(proto.dependency))
            if element.weak:
                proto.weak_dependency.append(len(proto.dependency))
            proto.dependency.append(element.name)
        elif isinstance(element, ast.Message):
            _message(proto.message_type.add(), element, proto3)
        elif isinstance(element, ast.Enum):
            _enum(proto.enum_type.add(), element)
        elif isinstance(element, ast.Service):
            _service(proto.service.add(), element)
        elif isinstance(element, ast.Extension):
            for field in element.elements:
                if isinstance(field, ast.Field):
                    _field(proto.extension.add(), field, proto3, extendee=element.typeName)
    _Resolver(proto).run()
    return proto


def _message(proto: descriptor_pb2.DescriptorProto, message: ast.Message | ast.Group, proto3: bool) -> None:
    proto.name = message.name
    synthetic = []
    for element in message.elements:
        if isinstance(element, ast.Field):
            field = proto.field.add()
            _field(field, element, proto3)
            if field.proto3_optional:
                synthetic.append(field)
        elif isinstance(element, ast.MapField):
            _map(proto, element, proto3)
        elif isinstance(element, ast.Group):
            _group(proto, element, proto3)
        elif isinstance(element, ast.OneOf):
            index = len(proto.oneof_decl)
            proto.oneof_decl.add(name=element.name)
            for part in element.elements:
                if isinstance(part, ast.Field):
                    field = proto.field.add()
                    _field(field, part, proto3)
                    field.oneof_index = index
        elif isinstance(element, ast.Message):
            _message(proto.nested_type.add(), element, proto3)
        elif isinstance(element, ast.Enum):
            _enum(proto.enum_type.add(), element)
        elif isinstance(element, ast.Reserved):
            proto.reserved_name.extend(element.names)
            for start, end in _ranges(element.ranges, _FIELD_NUMBER_MAX):
                proto.reserved_range.add(start=start, end=end + 1)
        elif isinstance(element, ast.ExtensionRange):
            for start, end in _ranges(element.ranges, _FIELD_NUMBER_MAX):
                proto.extension_range.add(start=start, end=end + 1)
        elif isinstance(element, ast.Extension):
            for inner in element.elements:
                if isinstance(inner, ast.Field):
                    _field(proto.extension.add(), inner, proto3, extendee=element.typeName)
    for field in synthetic:  # after the real ones, as the language demands
        field.oneof_index = len(proto.oneof_decl)
        proto.oneof_decl.add(name=f"_{field.name}")
    _check_reserved(proto)


def _check_reserved(proto: descriptor_pb2.DescriptorProto) -> None:
    for field in proto.field:
        if field.name in proto.reserved_name:
            raise InvalidSchema(f'Field name "{field.name}" is reserved in {proto.name}')
        if any(item.start <= field.number < item.end for item in proto.reserved_range):
            raise InvalidSchema(f'Field "{field.name}" of {proto.name} uses reserved number {field.number}')


def _ranges(texts: list[str], maximum: int) -> list[tuple[int, int]]:
    ranges = []
    for text in texts:
        start, _word, end = text.partition(" to ")
        first = int(start)
        ranges.append((first, first if not end else maximum if end.strip() == "max" else int(end)))
    return ranges


def _field(
    proto: descriptor_pb2.FieldDescriptorProto, field: ast.Field, proto3: bool, extendee: str | None = None
) -> None:
    proto.name, proto.number = field.name, field.number
    proto.label = {
        None: FieldProto.LABEL_OPTIONAL,
        ast.FieldCardinality.OPTIONAL: FieldProto.LABEL_OPTIONAL,
        ast.FieldCardinality.REQUIRED: FieldProto.LABEL_REQUIRED,
        ast.FieldCardinality.REPEATED: FieldProto.LABEL_REPEATED,
    }[field.cardinality]
    if proto3 and field.cardinality is ast.FieldCardinality.REQUIRED:
        raise InvalidSchema(f'Field "{field.name}": required fields are not allowed in proto3')
    if proto3 and field.cardinality is ast.FieldCardinality.OPTIONAL and extendee is None:
        proto.proto3_optional = True
    if extendee is not None:
        proto.extendee = extendee
    _set_type(proto, field.type)


def _set_type(proto: descriptor_pb2.FieldDescriptorProto, type_name: str) -> None:
    if type_name in _SCALARS:
        proto.type = _SCALARS[type_name]
    else:
        proto.type_name = type_name  # message or enum: the descriptor pool finds out


def _map(proto: descriptor_pb2.DescriptorProto, field: ast.MapField, proto3: bool) -> None:
    entry_name = "".join(part[:1].upper() + part[1:] for part in field.name.split("_")) + "Entry"
    entry = proto.nested_type.add(name=entry_name)
    entry.options.map_entry = True
    _field(entry.field.add(), ast.Field(name="key", number=1, type=field.key_type), proto3)
    _field(entry.field.add(), ast.Field(name="value", number=2, type=field.value_type), proto3)
    proto.field.add(
        name=field.name,
        number=field.number,
        label=FieldProto.LABEL_REPEATED,
        type=FieldProto.TYPE_MESSAGE,
        type_name=entry_name,
    )


def _group(proto: descriptor_pb2.DescriptorProto, group: ast.Group, proto3: bool) -> None:
    if proto3:
        raise InvalidSchema(f'Group "{group.name}": groups are not allowed in proto3')
    _message(proto.nested_type.add(), group, proto3)
    field = proto.field.add()
    _field(field, ast.Field(group.name.lower(), group.number, group.name, group.cardinality), proto3)
    field.type = FieldProto.TYPE_GROUP


def _enum(proto: descriptor_pb2.EnumDescriptorProto, enum: ast.Enum) -> None:
    proto.name = enum.name
    for element in enum.elements:
        if isinstance(element, ast.EnumValue):
            proto.value.add(name=element.name, number=element.number)
        elif isinstance(element, ast.Option) and element.name == "allow_alias":
            proto.options.allow_alias = element.value is True
        elif isinstance(element, ast.EnumReserved):
            proto.reserved_name.extend(element.names)
            for start, end in _ranges(element.ranges, _ENUM_NUMBER_MAX):
                proto.reserved_range.add(start=start, end=end)


def _service(proto: descriptor_pb2.ServiceDescriptorProto, service: ast.Service) -> None:
    proto.name = service.name
    for method in service.elements:
        if isinstance(method, ast.Method):
            proto.method.add(
                name=method.name,
                input_type=method.input_type.type,
                output_type=method.output_type.type,
                client_streaming=method.input_type.stream,
                server_streaming=method.output_type.stream,
            )


class _Resolver:
    """Names of types that this very file defines are made full (leading dot), innermost scope first; others stay as
    written.

    The descriptor pool resolves what is left, relative to the package, from the imported files.
    """

    def __init__(self, proto: descriptor_pb2.FileDescriptorProto) -> None:
        self.proto = proto
        self.prefix = f".{proto.package}" if proto.package else ""
        self.known: set[str] = set()

    def run(self) -> None:
        for enum in self.proto.enum_type:
            self.known.add(f"{self.prefix}.{enum.name}")
        for message in self.proto.message_type:
            self._collect(message, self.prefix)
        for message in self.proto.message_type:
            self._apply(message, self.prefix)

    def _collect(self, message: descriptor_pb2.DescriptorProto, scope: str) -> None:
        full = f"{scope}.{message.name}"
        self.known.add(full)
        self.known.update(f"{full}.{enum.name}" for enum in message.enum_type)
        for nested in message.nested_type:
            self._collect(nested, full)

    def _apply(self, message: descriptor_pb2.DescriptorProto, scope: str) -> None:
        full = f"{scope}.{message.name}"
        for field in message.field:
            if field.type_name and not field.type_name.startswith("."):
                field.type_name = self._lookup(field.type_name, full)
        for nested in message.nested_type:
            self._apply(nested, full)

    def _lookup(self, name: str, scope: str) -> str:
        while True:
            if f"{scope}.{name}" in self.known:
                return f"{scope}.{name}"
            if not scope:
                return name
            scope = scope.rpartition(".")[0]
