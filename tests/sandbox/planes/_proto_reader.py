# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The reader of .proto files, by the grammar of Wire, which is the real registry's parser.

It is no compiler: it takes field numbers and names twice, a proto3 enum without zero, and imports of what nobody has.
It refuses what protoc refuses only where the grammar is concerned: a field of proto2 without a label, ``required`` in
proto3, ``syntax`` anywhere but first, a type defined twice on the file's own level, editions. Numbers are decimal or
hexadecimal, so 012 is twelve. A comment may stand wherever a space may; after one in ``/* */`` that follows a field on
its line, the line must end.
"""

from __future__ import annotations

import re

from ._proto_model import (
    MAX_NUMBER,
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
    Value,
)
from ._proto_words import Words

_LABELS = ("required", "optional", "repeated")


def read(text: str) -> File:
    """The file; raises InvalidSchema."""
    return _Reader(text).file()


class _Reader(Words):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.proto3 = False

    def file(self) -> File:
        file = File()
        first = True
        while not self.exhausted():
            if not self.take(";"):
                self._file_declaration(file, self.word(), first)
            first = False
        return file

    def _file_declaration(self, file: File, word: str, first: bool) -> None:
        if word == "syntax":
            if not first:
                self.fail("'syntax' element must be the first declaration in a file")
            self.require("=")
            file.syntax = self.quoted()
            if file.syntax not in ("proto2", "proto3"):
                self.fail(f"unexpected syntax: {file.syntax}")
            self.proto3 = file.syntax == "proto3"
            self.require(";")
        elif word == "package":
            file.package = self.name()
            self.require(";")
        elif word == "import":
            self._import(file)
        elif word == "option":
            file.options.append(self.option_declaration())
        elif word in ("message", "enum"):
            declared = self._message() if word == "message" else self._enum()
            if any(other.name == declared.name for other in file.types):
                self.fail(f"{declared.name} is already defined")
            file.types.append(declared)
        elif word == "service":
            service = self._service()
            if any(other.name == service.name for other in file.services):
                self.fail(f"{service.name} is already defined")
            file.services.append(service)
        elif word == "extend":
            file.extends.append(self._extend())
        elif word == "reserved":  # read and forgotten, as the registry's parser does
            self._values()
        else:
            self.fail("edition is not currently supported" if word == "edition" else f"unexpected label: {word}")

    def _import(self, file: File) -> None:
        imports = file.imports
        if self.peek() not in "\"'":
            kind = self.word()
            if kind not in ("public", "weak"):
                self.fail("expected quoted string")
            imports = file.public_imports if kind == "public" else file.weak_imports
        imports.append(self.quoted())
        self.require(";")

    def _message(self) -> Message:
        message = Message(self.name())

        def declaration(word: str) -> None:
            if word == "option":
                message.options.append(self.option_declaration())
            elif word == "reserved":
                message.reserved.append(self._values())
            elif word == "extensions":
                message.extensions.append(self._values(names=False))
            elif word in ("message", "enum"):
                message.types.append(self._message() if word == "message" else self._enum())
            elif word == "extend":
                message.extends.append(self._extend())
            elif word == "oneof":
                message.oneofs.append(self._oneof())
            else:
                member = self._member(word)
                (message.groups if isinstance(member, Group) else message.fields).append(member)  # type: ignore[arg-type]

        self.block(declaration)
        return message

    def _member(self, word: str) -> Field | Group:
        """A field or a group with its label."""
        label = word if word in _LABELS else None
        if label == "required" and self.proto3:
            self.fail("'required' label forbidden in proto3 field declarations")
        if label is None and not self.proto3 and not (word == "map" and self.peek() == "<"):
            self.fail(f"unexpected label: {word}")
        type_name = self.data_type(None if label else word)
        if label and type_name.startswith("map<"):
            self.fail("'map' type cannot have label")
        return self._group(label) if type_name == "group" else self._field(label, type_name)

    def _field(self, label: str | None, type_name: str) -> Field:
        name = self.name(digit_first=False)
        self.require("=")
        number = self.integer()
        options = self.options()
        self.end()
        special = {option.name: option for option in options if option.name in ("default", "json_name")}
        default, json_name = (_plain(special.get(key)) for key in ("default", "json_name"))
        if default is not None and special["default"].kind == "NUMBER" and not _is_number(default):
            self.fail(f"unexpected default value: {default}")
        others = [option for option in options if option.name not in special]
        return Field(name, number, type_name, label, others, default, json_name)

    def _group(self, label: str | None) -> Group:
        group = Group(self.word(), 0, label)
        self.require("=")
        group.number = self.integer()

        def declaration(word: str) -> None:
            member = self._member(word)
            if isinstance(member, Group):
                self.fail("expected field declaration, was a group")
            group.fields.append(member)

        self.block(declaration)
        return group

    def _oneof(self) -> OneOf:
        oneof = OneOf(self.name())
        self.require("{")
        while not self.take("}"):
            type_name = self.data_type()
            if type_name == "group":
                oneof.groups.append(self._group(None))
            elif type_name == "option":
                oneof.options.append(self.option_declaration())
            else:
                oneof.fields.append(self._field(None, type_name))
        return oneof

    def _enum(self) -> Enum:
        enum = Enum(self.name())

        def declaration(word: str) -> None:
            if word == "option":
                enum.options.append(self.option_declaration())
            elif word == "reserved":
                enum.reserved.append(self._values())
            else:
                self.require("=")
                constant = Constant(word, self.integer(), self.options())
                self.end()
                enum.constants.append(constant)

        self.block(declaration, digit_first=False)
        return enum

    def _extend(self) -> Extend:
        extend = Extend(self.name())

        def declaration(word: str) -> None:
            member = self._member(word)
            if isinstance(member, Field):  # a group is read and forgotten
                extend.fields.append(member)

        self.block(declaration)
        return extend

    def _service(self) -> Service:
        service = Service(self.name())

        def declaration(word: str) -> None:
            if word == "option":
                service.options.append(self.option_declaration())
            elif word == "rpc":
                service.methods.append(self._method())
            else:
                self.fail(f"unexpected label: {word}")

        self.block(declaration)
        return service

    def _method(self) -> Method:
        name = self.name()
        request, request_stream = self._method_type()
        if self.word() != "returns":
            self.fail("expected 'returns'")
        response, response_stream = self._method_type()
        method = Method(name, request, response, request_stream, response_stream)

        def declaration(word: str) -> None:
            if word != "option":
                self.fail(f"unexpected label: {word}")
            method.options.append(self.option_declaration())

        if self.peek() == "{":
            self.block(declaration)
        else:
            self.require(";")
        return method

    def _method_type(self) -> tuple[str, bool]:
        self.require("(")
        word = self.word()
        stream = word == "stream"
        type_name = self.data_type(None if stream else word)
        self.require(")")
        return type_name, stream

    def _values(self, *, names: bool = True) -> list[Value]:
        """What follows ``reserved`` or ``extensions``."""
        values: list[Value] = []
        while True:
            values.append(self.quoted() if names and self.peek() in "\"'" else self._number_or_range())
            if not names and self.peek() == "[":
                self.options()
                break
            if not self.take(","):
                break
        if names:
            self.end()
        else:
            self.require(";")
        return values

    def _number_or_range(self) -> int | tuple[int, int]:
        start = self.integer()
        if self.peek() in ",;[":
            return start
        if self.word() != "to":
            self.fail("expected ',', ';', or 'to'")
        word = self.word()
        return start, MAX_NUMBER if word == "max" else self.number(word, word)


def _plain(option: Option | None) -> str | None:
    if option is None:
        return None
    return option.value.text if isinstance(option.value, Literal) else str(option.value)


def _is_number(text: str) -> bool:
    """The real registry refuses ``default = 1e3``."""
    return re.fullmatch(r"-?(?:0[xX][0-9a-fA-F]+|[0-9]+\.?[0-9]*|\.[0-9]+|inf|nan)", text) is not None
