# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A Protobuf file as it is written: what is compared and printed, and the look-up of type names.

Types stay as written ("Money", "acme.Money", ".acme.Money", "map<string, Money>"), and so do labels: a field of proto3
without a label has none, which is something else than ``optional`` when schemas are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

SCALARS = frozenset(
    (
        *("double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"),
        *("fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"),
    )
)
MAX_NUMBER = 536870911
Value = int | str | tuple[int, int]  # of "reserved" and "extensions": a number, a name, or a range with both its ends


@dataclass(frozen=True)
class Literal:
    """A number, a constant or a boolean as written, inside an option's value."""

    text: str


@dataclass
class Option:
    """``value`` is a text (kind STRING), a Literal (NUMBER, BOOLEAN, ENUM), a dict (MAP), a list (LIST), or for
    ``(a).b = 1`` the Option ``b = 1`` (OPTION)."""

    name: str
    kind: str
    value: Any
    parenthesized: bool = False


@dataclass
class Field:
    name: str
    number: int
    type: str
    label: str | None = None
    options: list[Option] = field(default_factory=list)
    default: str | None = None
    json_name: str | None = None


@dataclass
class Group:
    name: str
    number: int
    label: str | None = None
    fields: list[Field] = field(default_factory=list)


@dataclass
class OneOf:
    name: str
    fields: list[Field] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass
class Constant:
    name: str
    number: int
    options: list[Option] = field(default_factory=list)


@dataclass
class Enum:
    name: str
    constants: list[Constant] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    reserved: list[list[Value]] = field(default_factory=list)


@dataclass
class Extend:
    name: str
    fields: list[Field] = field(default_factory=list)


@dataclass
class Message:
    name: str
    fields: list[Field] = field(default_factory=list)
    oneofs: list[OneOf] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    types: list[Message | Enum] = field(default_factory=list)
    extends: list[Extend] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    reserved: list[list[Value]] = field(default_factory=list)
    extensions: list[list[Value]] = field(default_factory=list)

    @property
    def map_types(self) -> tuple[str, str] | None:
        """The types of key and value where the message is written out as the entry of a map."""
        if not any(option.name == "map_entry" and option.value == Literal("true") for option in self.options):
            return None
        types = {item.name: item.type for item in self.fields}
        return (types["key"], types["value"]) if types.keys() >= {"key", "value"} else None


@dataclass
class Method:
    name: str
    request: str
    response: str
    request_stream: bool = False
    response_stream: bool = False
    options: list[Option] = field(default_factory=list)


@dataclass
class Service:
    name: str
    methods: list[Method] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass
class File:
    syntax: str | None = None
    package: str | None = None
    imports: list[str] = field(default_factory=list)
    public_imports: list[str] = field(default_factory=list)
    weak_imports: list[str] = field(default_factory=list)
    types: list[Message | Enum] = field(default_factory=list)
    extends: list[Extend] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


def map_types(type_name: str) -> tuple[str, str] | None:
    """The types of key and value of ``map<key, value>``."""
    if not type_name.startswith("map<"):
        return None
    key, _comma, value = type_name[len("map<") : -1].partition(", ")
    return key, value


@dataclass(frozen=True)
class TypeEntry:
    """A type by its full name. ``local``: of the file itself, not of one that it refers to."""

    full_name: str
    package: str
    element: Message | Enum
    local: bool

    @property
    def local_name(self) -> str:
        """Without the package."""
        return self.full_name[len(self.package) + 1 :] if self.package else self.full_name


class Types:
    """All types that a file can name: its own, those of all its references, and the built-in ones.

    What the file imports plays no part in this on the real registry, and neither do the names of the references.
    """

    def __init__(self, file: File, others: Iterable[File]) -> None:
        self.package = file.package or ""
        self._types: dict[str, TypeEntry] = {}
        self._extension_names: dict[str, Field] = {}
        for item in others:
            self._add(item, local=False)
        self._add(file, local=True)

    def _add(self, file: File, *, local: bool) -> None:
        package = file.package or ""
        for scope, element in walk(file.types):
            full_name = ".".join(part for part in (package, *scope, element.name) if part)
            self._types[full_name] = TypeEntry(full_name, package, element, local)
        for scope, extend in _extends(file):
            for item in extend.fields:
                self._extension_names[".".join(part for part in (package, *scope, item.name) if part)] = item

    def find(self, name: str, scope: tuple[str, ...] = (), package: str | None = None) -> TypeEntry | None:
        """What ``name`` means inside the messages ``scope`` of a file in ``package`` (else this file's): the innermost
        one, then the package as a whole, then the full name. (In ``a.b``, ``c.T`` is never ``a.c.T``, as protoc has
        it.)"""
        full_name = self._lookup(name, scope, package, self._types.__contains__)
        return self._types[full_name] if full_name is not None else None

    def extension(self, name: str, scope: tuple[str, ...] = ()) -> tuple[str, Field] | None:
        """A custom option's full name and its field."""
        full_name = self._lookup(name, scope, None, self._extension_names.__contains__)
        return (full_name, self._extension_names[full_name]) if full_name is not None else None

    def _lookup(
        self, name: str, scope: tuple[str, ...], package: str | None, known: Callable[[str], bool]
    ) -> str | None:
        if name.startswith("."):
            return name[1:] if known(name[1:]) else None
        package = self.package if package is None else package
        prefix = [part for part in (package, *scope) if part]
        while prefix:
            full_name = ".".join((*prefix, name))
            if known(full_name):
                return full_name
            prefix.pop()
        return name if known(name) else None


def walk(types: Iterable[Message | Enum], scope: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every type with the names of the messages around it."""
    for element in types:
        yield scope, element
        if isinstance(element, Message):
            yield from walk(element.types, (*scope, element.name))


def _extends(file: File) -> Iterator[tuple[tuple[str, ...], Extend]]:
    yield from (((), extend) for extend in file.extends)
    for scope, element in walk(file.types):
        if isinstance(element, Message):
            yield from (((*scope, element.name), extend) for extend in element.extends)
