# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Protobuf files printed as the registry stores them.

Sections are set off by empty lines: in a file the imports, options, types (messages before enums), extensions and
services; in a message its reservations, options, fields, oneofs, groups, extension ranges, extensions and nested types.
A single option of a field stands on its line, several have one line each.

Normalised besides: no ``syntax`` line for proto2; imports, options and reservations sorted, the latter one by one;
fields and enum constants by number; every type by its full name with a leading dot; custom options by their full names,
``(a).b = 1`` as ``(a) = {b: 1}``; numbers in options with at most three decimals. Messages, enums, services and methods
keep their order, which serialised data refers to. A name that nothing defines is refused: this is the registry's only
check of a schema that could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from ._proto_model import (
    MAX_NUMBER,
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
from ._schema_formats import InvalidSchema

Scope = tuple[str, ...]
_ESCAPES = {
    ord(sign): f"\\{name}"
    for sign, name in zip("\a\b\f\n\r\t\v\\'\"", ("a", "b", "f", "n", "r", "t", "v", "\\", "'", '"'), strict=True)
}


def canonical(file: File) -> str:
    """As written, without comments."""
    return _Printer(None).file(file)


def normalized(file: File, types: Types) -> str:
    """Raises InvalidSchema where a type cannot be found."""
    return _Printer(types).file(file)


class _Printer:
    """``types`` are given to normalise."""

    def __init__(self, types: Types | None) -> None:
        self.types = types

    def file(self, file: File) -> str:
        header = []
        if file.syntax and not (self.types and file.syntax == "proto2"):
            header.append(f'syntax = "{file.syntax}";')
        if file.package is not None:
            header.append(f"package {file.package};")
        imports = [f'import "{name}";' for name in self._sorted_names(file.imports)]
        imports += [f'import public "{name}";' for name in self._sorted_names(file.public_imports)]
        sections = [
            imports,
            self._declared_options(file.options, ()),
            self._types(file.types, ()),
            self._extends(file.extends, ()),
            [line for service in file.services for line in self._service(service)],
        ]
        lines = [*header, *(line for section in sections if section for line in ("", *section))]
        return "".join(f"{line}\n" for line in lines)

    def _sorted_names(self, names: list[str]) -> Iterable[str]:
        return sorted(set(names)) if self.types else names

    # --- types

    def _types(self, types: list[Message | Enum], scope: Scope) -> list[str]:
        messages = [item for item in types if isinstance(item, Message)]
        if self.types:  # an entry of a map goes with its field
            messages = [item for item in messages if item.map_types is None]
        lines = [line for item in messages for line in self._message(item, (*scope, item.name))]
        enums = [item for item in types if isinstance(item, Enum)]
        return [*lines, *(line for item in enums for line in self._enum(item, (*scope, item.name)))]

    def _message(self, message: Message, scope: Scope) -> list[str]:
        oneofs = message.oneofs
        if self.types:
            oneofs = sorted((one for one in oneofs if one.fields), key=lambda one: min(f.number for f in one.fields))
        sections = [
            self._values("reserved", message.reserved),
            self._declared_options(message.options, scope),
            self._fields(message.fields, scope),
            [line for oneof in oneofs for line in self._oneof(oneof, scope)],
            self._groups(message.groups, scope),
            self._values("extensions", message.extensions),
            self._extends(message.extends, scope),
            self._types(message.types, scope),
        ]
        return _block(f"message {message.name}", sections)

    def _oneof(self, oneof: OneOf, scope: Scope) -> list[str]:
        sections = [
            self._declared_options(oneof.options, scope),
            self._fields(oneof.fields, scope),
            self._groups(oneof.groups, scope),
        ]
        return _block(f"oneof {oneof.name}", sections)

    def _groups(self, groups: list[Group], scope: Scope) -> list[str]:
        lines = []
        for group in self._by_number(groups):
            label = f"{group.label} " if group.label else ""
            lines += _block(f"{label}group {group.name} = {group.number}", [self._fields(group.fields, scope)])
        return lines

    def _enum(self, enum: Enum, scope: Scope) -> list[str]:
        constants = enum.constants
        if self.types:
            constants = sorted(constants, key=lambda item: (item.number, item.name))
        lines = [*self._values("reserved", enum.reserved), *self._declared_options(enum.options, scope)]
        for constant in constants:
            lines += self._constant(constant, scope)
        return _block(f"enum {enum.name}", [lines])

    def _constant(self, constant: Constant, scope: Scope) -> list[str]:
        return self._with_options(f"{constant.name} = {constant.number}", constant.options, scope)

    def _extends(self, extends: list[Extend], scope: Scope) -> list[str]:
        if self.types:
            merged: dict[str, list[Field]] = {}
            for item in extends:
                merged.setdefault(self._resolved(item.name, scope), []).extend(item.fields)
            extends = [Extend(name, fields) for name, fields in merged.items() if fields]
        return [line for item in extends for line in _block(f"extend {item.name}", [self._fields(item.fields, scope)])]

    def _service(self, service: Service) -> list[str]:
        methods = [line for method in service.methods for line in self._method(method)]
        return _block(f"service {service.name}", [self._declared_options(service.options, ()), methods])

    def _method(self, method: Method) -> list[str]:
        request, response = (
            ("stream " if stream else "") + (self._resolved(name, ()) if self.types else name)
            for name, stream in ((method.request, method.request_stream), (method.response, method.response_stream))
        )
        head = f"rpc {method.name} ({request}) returns ({response})"
        options = self._declared_options(method.options, ())
        return [f"{head} {{", *_indented(options), "};"] if options else [f"{head};"]

    # --- fields

    def _by_number(self, items: list[Any]) -> list[Any]:
        return sorted(items, key=lambda item: item.number) if self.types else items

    def _fields(self, fields: list[Field], scope: Scope) -> list[str]:
        return [line for field in self._by_number(fields) for line in self._field(field, scope)]

    def _field(self, field: Field, scope: Scope) -> list[str]:
        type_name = self._field_type(field.type, scope) if self.types else field.type
        label = f"{field.label} " if field.label and not (self.types and type_name.startswith("map<")) else ""
        options = list(field.options)
        if field.default is not None:
            kind = {"string": "STRING"}.get(field.type, "NUMBER" if field.type in SCALARS - {"bool"} else "ENUM")
            value = field.default if kind == "STRING" else Literal(field.default)
            options.append(Option("default", kind, value))
        if field.json_name is not None:
            options.append(Option("json_name", "STRING", field.json_name))
        return self._with_options(f"{label}{type_name} {field.name} = {field.number}", options, scope)

    def _field_type(self, type_name: str, scope: Scope) -> str:
        if type_name in SCALARS or self.types is None:
            return type_name
        written = map_types(type_name)
        if written is None:
            resolved = self._resolved(type_name, scope)
            entry = self.types.find(resolved)
            written = entry.element.map_types if entry and isinstance(entry.element, Message) else None
            if written is None:
                return resolved
        key, value = written
        found = self.types.find(value, scope)
        return f"map<{key}, {'.' + found.full_name if found else value}>"

    def _resolved(self, name: str, scope: Scope) -> str:
        entry = self.types.find(name, scope) if self.types else None
        if entry is None:
            raise InvalidSchema(f"Could not resolve type: {name}")
        return f".{entry.full_name}"

    def _values(self, keyword: str, declared: list[list[Value]]) -> list[str]:
        if self.types:
            declared = sorted(([value] for values in declared for value in values), key=_rank)
        return [f"{keyword} {', '.join(self._value(value) for value in values)};" for values in declared]

    def _value(self, value: Value) -> str:
        if isinstance(value, tuple):
            start, end = value
            if self.types and start == end:
                return str(start)
            return f"{start} to {'max' if end >= MAX_NUMBER else end}"
        return str(value) if isinstance(value, int) else f'"{value}"'

    # --- options

    def _declared_options(self, options: list[Option], scope: Scope) -> list[str]:
        lines = []
        for option in self._ordered(options, scope):
            first, *others = self._option(option)
            lines += [f"option {first}", *others]
            lines[-1] += ";"
        return lines

    def _with_options(self, text: str, options: list[Option], scope: Scope) -> list[str]:
        """A field or a constant with its options."""
        options = self._ordered(options, scope)
        if not options:
            return [f"{text};"]
        first, *others = _listed(options, self._option)
        lines = [f"{text} {first}", *others]
        lines[-1] += ";"
        return lines

    def _ordered(self, options: list[Option], scope: Scope) -> list[Option]:
        if self.types is None:
            return options
        ordered: dict[str, list[Option]] = {}
        for option in sorted((self._qualified(option, scope) for option in options), key=lambda item: item.name):
            alike = ordered.setdefault(option.name, [])
            known = self.types.extension(option.name) if option.parenthesized else None
            if alike and known and known[1].label != "repeated" and isinstance(option.value, dict):
                alike[0].value = _merged(alike[0].value, option.value)
            else:
                alike.append(option)
        return [option for alike in ordered.values() for option in alike]

    def _qualified(self, option: Option, scope: Scope) -> Option:
        found = self.types.extension(option.name, scope) if self.types and option.parenthesized else None
        if found is None:
            return option
        kind, value = option.kind, option.value
        if isinstance(value, Option):
            kind, value = "MAP", _as_map(value)
        return Option(found[0], kind, value, True)

    def _option(self, option: Option) -> list[str]:
        name = f"({option.name})" if option.parenthesized else option.name
        if isinstance(option.value, Option):
            first, *others = self._option(option.value)
            return [f"{name}.{first}", *others]
        if isinstance(option.value, list):
            first, *others = _listed(option.value, self._data)
        else:
            first, *others = self._data(option.value)
        return [f"{name} = {first}", *others]

    def _data(self, value: Any) -> list[str]:
        """A value inside an option."""
        if isinstance(value, str):
            return [f'"{value.translate(_ESCAPES)}"']
        if isinstance(value, Literal):
            return [_number(value.text) if self.types else value.text]
        if isinstance(value, dict):
            return ["{", *_indented(_separated(self._entry(key, item) for key, item in self._entries(value))), "}"]
        if self.types and len(value) == 1:
            return self._data(value[0])
        return ["[", *_indented(_separated(self._data(item) for item in value)), "]"]

    def _entries(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        return sorted((key, item) for key, item in value.items() if item != []) if self.types else list(value.items())

    def _entry(self, key: str, value: Any) -> list[str]:
        first, *others = self._data(value)
        return [f"{key}: {first}", *others]


def _block(head: str, sections: list[list[str]]) -> list[str]:
    filled = [section for section in sections if section]
    if not filled:
        return [f"{head} {{}}"]
    inner = _indented(filled[0])
    for section in filled[1:]:
        inner += ["", *_indented(section)]
    return [f"{head} {{", *inner, "}"]


def _indented(lines: list[str]) -> list[str]:
    """Two more spaces, also for the empty lines of what is nested: the registry has them."""
    return [f"  {line}" for line in lines]


def _separated(items: Iterable[list[str]]) -> list[str]:
    lines: list[str] = []
    for item in items:
        if lines:
            lines[-1] += ","
        lines += item
    return lines


def _listed(items: list[Any], printed: Callable[[Any], list[str]]) -> list[str]:
    if len(items) == 1:
        first, *others = printed(items[0])
        lines = [f"[{first}", *others]
        lines[-1] += "]"
        return lines
    return ["[", *_indented(_separated(printed(item) for item in items)), "]"]


def _as_map(option: Option) -> dict[str, Any]:
    value = _as_map(option.value) if isinstance(option.value, Option) else option.value
    for part in reversed(option.name.split(".")):
        value = {part: value}
    found: dict[str, Any] = value
    return found


def _merged(one: Any, other: Any) -> Any:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    return {**one, **{key: _merged(one[key], item) if key in one else item for key, item in other.items()}}


def _rank(values: list[Value]) -> tuple[int, str]:
    value = values[0]
    number = value[0] if isinstance(value, tuple) else value
    text = f"{value[0]}..{value[1]}" if isinstance(value, tuple) else str(value)
    return number if isinstance(number, int) else 2**31 - 1, text


def _number(text: str) -> str:
    """A number as Java prints it, with no more than three decimals; anything else as it is."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if digits[:2] in ("0x", "0X") and len(digits) > 2 and set(digits[2:]) <= set("0123456789abcdefABCDEF"):
        return f"{sign}{int(digits, 16)}"
    if len(digits) > 1 and digits[0] == "0" and set(digits) <= set("01234567"):
        return f"{sign}{int(digits, 8)}"
    if not digits[:1].isdigit() and digits[:1] != ".":
        return text
    try:
        rounded = Decimal(text).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
    except InvalidOperation:  # no number, or too large a one
        return text
    shown = f"{rounded:f}"
    return shown.rstrip("0").rstrip(".")
