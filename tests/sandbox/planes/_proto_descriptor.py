# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Between a Protobuf file as it is written and its FileDescriptorProto, in which Confluent's serialisers send it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from google.protobuf import descriptor_pb2
from google.protobuf.message import Message as Options

from ._proto_model import (
    SCALARS,
    Constant,
    Enum,
    Extend,
    Field,
    File,
    Group,
    Literal,
    Message,
    Method,
    OneOf,
    Option,
    Service,
    Types,
    Value,
    map_types,
)

FieldProto = descriptor_pb2.FieldDescriptorProto
_TYPES = {name: getattr(FieldProto, f"TYPE_{name.upper()}") for name in SCALARS}
_TYPE_NAMES = {number: name for name, number in _TYPES.items()}
_LABELS = {
    "optional": FieldProto.LABEL_OPTIONAL,
    "required": FieldProto.LABEL_REQUIRED,
    "repeated": FieldProto.LABEL_REPEATED,
}
_LABEL_NAMES = {number: name for name, number in _LABELS.items()}
Scope = tuple[str, ...]


def descriptor_of(file: File, types: Types, name: str) -> descriptor_pb2.FileDescriptorProto:
    """The descriptor, with the full names of all types that are known."""
    return _Writer(types, file.syntax == "proto3").file(file, name)


class _Writer:
    def __init__(self, types: Types, proto3: bool) -> None:
        self.types = types
        self.proto3 = proto3

    def file(self, file: File, name: str) -> descriptor_pb2.FileDescriptorProto:
        proto = descriptor_pb2.FileDescriptorProto(name=name)
        if self.proto3:
            proto.syntax = "proto3"
        if file.package:
            proto.package = file.package
        imports = [*file.imports, *file.public_imports, *file.weak_imports]
        proto.dependency.extend(imports)
        first_public, first_weak = len(file.imports), len(file.imports) + len(file.public_imports)
        proto.public_dependency.extend(range(first_public, first_weak))
        proto.weak_dependency.extend(range(first_weak, len(imports)))
        self._types_of(file.types, proto.message_type, proto.enum_type, ())
        self._extensions(proto.extension, file.extends, ())
        for service in file.services:
            target = proto.service.add(name=service.name)
            for method in service.methods:
                target.method.add(
                    name=method.name,
                    input_type=self._full_name(method.request, ()),
                    output_type=self._full_name(method.response, ()),
                    client_streaming=method.request_stream,
                    server_streaming=method.response_stream,
                )
        _set_options(proto, file.options)
        return proto

    def _types_of(self, types: list[Message | Enum], messages: Any, enums: Any, scope: Scope) -> None:
        for item in types:
            if isinstance(item, Message):
                self._message(messages.add(), item, (*scope, item.name))
            else:
                self._enum(enums.add(), item)

    def _message(self, proto: descriptor_pb2.DescriptorProto, message: Message, scope: Scope) -> None:
        proto.name = message.name
        self._fields(proto, message.fields, scope)
        self._groups(proto, message.groups, scope)
        for oneof in message.oneofs:
            first, index = len(proto.field), len(proto.oneof_decl)
            proto.oneof_decl.add(name=oneof.name)
            self._fields(proto, oneof.fields, scope)
            self._groups(proto, oneof.groups, scope)
            for target in proto.field[first:]:
                target.oneof_index = index
        for target in proto.field:  # after the real ones, as the language demands
            if target.proto3_optional:
                target.oneof_index = len(proto.oneof_decl)
                proto.oneof_decl.add(name=f"_{target.name}")
        self._types_of(message.types, proto.nested_type, proto.enum_type, scope)
        self._extensions(proto.extension, message.extends, scope)
        _set_reserved(proto, message.reserved, 1)
        for start, end in _ranges(message.extensions):
            proto.extension_range.add(start=start, end=end + 1)
        _set_options(proto, message.options)

    def _groups(self, proto: descriptor_pb2.DescriptorProto, groups: list[Group], scope: Scope) -> None:
        for group in groups:
            inner = proto.nested_type.add(name=group.name)
            self._fields(inner, group.fields, scope)
            full_name = ".".join(part for part in (self.types.package, *scope, group.name) if part)
            proto.field.add(
                name=group.name.lower(),
                number=group.number,
                label=_LABELS[group.label or "optional"],
                type=FieldProto.TYPE_GROUP,
                type_name=f".{full_name}",
            )

    def _fields(self, proto: descriptor_pb2.DescriptorProto, fields: list[Field], scope: Scope) -> None:
        for field in fields:
            target = proto.field.add()
            written = map_types(field.type)
            if written is None:
                self._field(target, field, scope)
                continue
            entry_name = "".join(part[:1].upper() + part[1:] for part in field.name.split("_")) + "Entry"
            entry = proto.nested_type.add(name=entry_name)
            entry.options.map_entry = True
            for number, (name, type_name) in enumerate(zip(("key", "value"), written, strict=True), start=1):
                self._field(entry.field.add(), Field(name, number, type_name), scope)
            self._field(target, Field(field.name, field.number, entry_name, "repeated", field.options), scope)
            target.type = FieldProto.TYPE_MESSAGE
            target.type_name = "." + ".".join(part for part in (self.types.package, *scope, entry_name) if part)

    def _field(self, proto: Any, field: Field, scope: Scope) -> None:
        proto.name, proto.number, proto.label = field.name, field.number, _LABELS[field.label or "optional"]
        proto.proto3_optional = self.proto3 and field.label == "optional"
        if field.type in _TYPES:
            proto.type = _TYPES[field.type]
        else:
            proto.type_name = self._full_name(field.type, scope)
            entry = self.types.find(field.type, scope)
            if entry is not None:
                proto.type = FieldProto.TYPE_ENUM if isinstance(entry.element, Enum) else FieldProto.TYPE_MESSAGE
        if field.default is not None:
            proto.default_value = field.default
        if field.json_name is not None:
            proto.json_name = field.json_name
        _set_options(proto, field.options)

    def _extensions(self, target: Any, extends: list[Extend], scope: Scope) -> None:
        for extend in extends:
            for field in extend.fields:
                proto = target.add(extendee=self._full_name(extend.name, scope))
                self._field(proto, field, scope)
                proto.proto3_optional = False

    def _enum(self, proto: descriptor_pb2.EnumDescriptorProto, enum: Enum) -> None:
        proto.name = enum.name
        for constant in enum.constants:
            _set_options(proto.value.add(name=constant.name, number=constant.number), constant.options)
        _set_reserved(proto, enum.reserved, 0)
        _set_options(proto, enum.options)

    def _full_name(self, name: str, scope: Scope) -> str:
        entry = self.types.find(name, scope)
        return f".{entry.full_name}" if entry else name


def _ranges(declared: list[list[Value]]) -> Iterable[tuple[int, int]]:
    for value in (value for values in declared for value in values):
        if not isinstance(value, str):
            yield value if isinstance(value, tuple) else (value, value)


def _set_reserved(proto: Any, declared: list[list[Value]], beyond: int) -> None:
    """``beyond`` is 1 where the descriptor's ranges end before their end."""
    for start, end in _ranges(declared):
        proto.reserved_range.add(start=start, end=end + beyond)
    proto.reserved_name.extend(value for values in declared for value in values if isinstance(value, str))


def _set_options(proto: Any, options: list[Option]) -> None:
    """Options of the language itself; custom ones would need their definition."""
    known = proto.DESCRIPTOR.fields_by_name["options"].message_type.fields_by_name
    for option in options:
        described = None if option.parenthesized else known.get(option.name)
        if described is None:
            continue
        if described.type == FieldProto.TYPE_BOOL and option.kind == "BOOLEAN":
            setattr(proto.options, option.name, option.value.text == "true")
        elif described.type == FieldProto.TYPE_STRING and option.kind == "STRING":
            setattr(proto.options, option.name, option.value)
        elif described.type == FieldProto.TYPE_ENUM and option.kind == "ENUM":
            constant = described.enum_type.values_by_name.get(option.value.text)
            if constant is not None:
                setattr(proto.options, option.name, constant.number)


# --- from a descriptor


def file_of(proto: descriptor_pb2.FileDescriptorProto) -> File:
    """The file that a descriptor stands for; entries of maps stay messages, as the registry writes them out."""
    public, weak = set(proto.public_dependency), set(proto.weak_dependency)
    proto3 = proto.syntax == "proto3"
    return File(
        syntax=proto.syntax or None,
        package=proto.package or None,
        imports=[name for index, name in enumerate(proto.dependency) if index not in public | weak],
        public_imports=[name for index, name in enumerate(proto.dependency) if index in public],
        weak_imports=[name for index, name in enumerate(proto.dependency) if index in weak],
        types=_types_from(proto.message_type, proto.enum_type, proto3),
        extends=_extends_from(proto.extension, proto3),
        services=[
            Service(service.name, [_method_from(method) for method in service.method], _options_from(service.options))
            for service in proto.service
        ],
        options=_options_from(proto.options),
    )


def _types_from(messages: Any, enums: Any, proto3: bool) -> list[Message | Enum]:
    return [*(_message_from(item, proto3) for item in messages), *(_enum_from(item) for item in enums)]


def _message_from(proto: descriptor_pb2.DescriptorProto, proto3: bool) -> Message:
    fields: list[Field] = []
    oneofs = [OneOf(item.name) for item in proto.oneof_decl]
    for item in proto.field:
        in_oneof = item.HasField("oneof_index") and not item.proto3_optional and item.oneof_index < len(oneofs)
        field = _field_from(item, proto3)
        if in_oneof:
            field.label = None
            oneofs[item.oneof_index].fields.append(field)
        else:
            fields.append(field)
    return Message(
        name=proto.name,
        fields=fields,
        oneofs=[oneof for oneof in oneofs if oneof.fields],
        types=_types_from(proto.nested_type, proto.enum_type, proto3),
        extends=_extends_from(proto.extension, proto3),
        options=_options_from(proto.options),
        reserved=_reserved_from(proto, 1),
        extensions=[[_range(item.start, item.end - 1)] for item in proto.extension_range],
    )


def _field_from(proto: FieldProto, proto3: bool) -> Field:
    label: str | None = _LABEL_NAMES[proto.label]
    if proto3 and label == "optional" and not proto.proto3_optional:
        label = None
    return Field(
        name=proto.name,
        number=proto.number,
        type=proto.type_name or _TYPE_NAMES.get(proto.type, "bytes"),
        label=label,
        options=_options_from(proto.options),
        default=proto.default_value if proto.HasField("default_value") else None,
        json_name=proto.json_name if proto.HasField("json_name") else None,
    )


def _enum_from(proto: descriptor_pb2.EnumDescriptorProto) -> Enum:
    constants = [Constant(item.name, item.number, _options_from(item.options)) for item in proto.value]
    return Enum(proto.name, constants, _options_from(proto.options), _reserved_from(proto, 0))


def _extends_from(protos: Any, proto3: bool) -> list[Extend]:
    found: dict[str, Extend] = {}
    for item in protos:
        found.setdefault(item.extendee, Extend(item.extendee)).fields.append(_field_from(item, proto3))
    return list(found.values())


def _method_from(proto: descriptor_pb2.MethodDescriptorProto) -> Method:
    return Method(
        name=proto.name,
        request=proto.input_type,
        response=proto.output_type,
        request_stream=proto.client_streaming,
        response_stream=proto.server_streaming,
        options=_options_from(proto.options),
    )


def _reserved_from(proto: Any, beyond: int) -> list[list[Value]]:
    ranges: list[list[Value]] = [[_range(item.start, item.end - beyond)] for item in proto.reserved_range]
    return [*ranges, *([name] for name in proto.reserved_name)]


def _range(start: int, end: int) -> Value:
    return start if start == end else (start, end)


def _options_from(options: Options) -> list[Option]:
    found = []
    for field, value in options.ListFields():
        if field.type == FieldProto.TYPE_BOOL:
            found.append(Option(field.name, "BOOLEAN", Literal("true" if value else "false")))
        elif field.type == FieldProto.TYPE_STRING:
            found.append(Option(field.name, "STRING", value))
        elif field.enum_type is not None and isinstance(value, int):
            constant = field.enum_type.values_by_number.get(value)
            if constant is not None:
                found.append(Option(field.name, "ENUM", Literal(constant.name)))
    return found
