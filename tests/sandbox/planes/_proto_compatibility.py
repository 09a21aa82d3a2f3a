# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What changed between two Protobuf files in a way that old and new data cannot do with, in the registry's terms.

The rules (names of the changes in the messages below):

* The packages must be the same text. Messages are compared by their names, level by level; one that is gone is
  MESSAGE_REMOVED. Their order, new messages, and enums as such do not matter, and neither does a group.
* Fields are compared by their numbers. One that comes or goes matters only if it is ``required``.
* Types are compared by their kinds: scalars, messages and maps are three kinds (FIELD_KIND_CHANGED), and an enum is a
  number like int32. Scalars of one way of writing on the wire may change into each other
  (else FIELD_SCALAR_KIND_CHANGED). Maps are compared by key and value. Message types are compared by their names
  without the package (FIELD_NAMED_TYPE_CHANGED), and if one of them comes from another file, by their content, too.
* Labels matter for numbers, booleans and enums only, and only where both are written.
* A oneof that stays may not lose a field (ONEOF_FIELD_REMOVED), also not to the message or another oneof. Of the fields
  that were in no oneof, one may move into a oneof, if nothing in it was in one before.

Names, options, defaults, reservations, extensions and services are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ._proto_model import SCALARS, Enum, Field, File, Message, Types, map_types

_DESCRIPTIONS = {
    "PACKAGE_CHANGED": "The package at '{}' in the {{reader}} schema does not match the package in the {{writer}} "
    "schema",
    "MESSAGE_REMOVED": "The {{reader}} schema is missing a MESSAGE type at path '{}' in the {{writer}} schema",
    "FIELD_KIND_CHANGED": "The type of a field at path '{}' in the {{reader}} schema does not match the {{writer}} "
    "schema",
    "FIELD_SCALAR_KIND_CHANGED": "The kind of a SCALAR field at path '{}' in the {{reader}} schema does not match its "
    "kind in the {{writer}} schema",
    "FIELD_NAMED_TYPE_CHANGED": "The type of a MESSAGE field at path '{}' in the {{reader}} schema does not match its "
    "type in the {{writer}} schema",
    "FIELD_NUMERIC_LABEL_CHANGED": "The label for a NUMERIC field at path '{}' in the {{reader}} schema does not match "
    "its label in the {{writer}} schema",
    "REQUIRED_FIELD_ADDED": "A required field  at path '{}' in the {{reader}} schema is missing in the {{writer}} "
    "schema",
    "REQUIRED_FIELD_REMOVED": "The {{reader}} schema is missing a required field at path: '{}' in the {{writer}} "
    "schema",
    "ONEOF_FIELD_REMOVED": "The {{reader}} schema is missing a oneof field at path '{}' in the {{writer}} schema",
    "MULTIPLE_FIELDS_MOVED_TO_ONEOF": "Multiple fields in the oneof at path '{}' in the {{reader}} schema are outside "
    "a oneof in the {{writer}} schema",
    "FIELD_MOVED_TO_EXISTING_ONEOF": "A field in the oneof at path '{}' in the {{reader}} schema is outside an "
    "existing oneof in the {{writer}} schema",
}
_WIRE_FORMS = (
    {"int32", "int64", "uint32", "uint64", "bool", "enum"},
    {"sint32", "sint64"},
    {"string", "bytes"},
    {"fixed32", "sfixed32"},
    {"fixed64", "sfixed64"},
    {"float"},
    {"double"},
)


@dataclass(frozen=True)
class Change:
    """An incompatible change: its kind, and the names and numbers on the way to it."""

    kind: str
    path: tuple[str, ...]

    def description(self) -> str:
        """With ``{reader}`` and ``{writer}`` for "new" and "old", or the other way round."""
        return _DESCRIPTIONS[self.kind].format("#/" + "/".join(self.path))


@dataclass(frozen=True)
class Side:
    """One of the two files with what its names mean."""

    file: File
    types: Types


@dataclass(frozen=True)
class _Place:
    """Where a comparison stands: the path told to the user, the messages around it, and the packages on both sides."""

    path: tuple[str, ...]
    scope: tuple[str, ...]
    packages: tuple[str, str]

    def into(self, message: str) -> _Place:
        return _Place((*self.path, message), (*self.scope, message), self.packages)

    def at(self, *path: str) -> _Place:
        return _Place((*self.path, *path), self.scope, self.packages)


def changes(original: Side, update: Side) -> Iterator[Change]:
    """Every incompatible change from ``original`` to ``update``."""
    if original.file.package != update.file.package:
        yield Change("PACKAGE_CHANGED", ())
    place = _Place((), (), (original.types.package, update.types.package))
    yield from _Comparison(original.types, update.types).levels(original.file.types, update.file.types, place)


class _Comparison:
    def __init__(self, original: Types, update: Types) -> None:
        self.types = (original, update)
        self.in_progress: set[int] = set()

    def levels(self, original: list[Message | Enum], update: list[Message | Enum], place: _Place) -> Iterator[Change]:
        """The messages of a file, or those nested in a message."""
        after = {item.name: item for item in update if isinstance(item, Message)}
        for name, before in {item.name: item for item in original if isinstance(item, Message)}.items():
            inside = place.into(name)
            if name in after:
                yield from self.messages(before, after[name], inside)
            elif before.map_types is None:
                yield Change("MESSAGE_REMOVED", inside.path)

    def messages(self, original: Message, update: Message, place: _Place) -> Iterator[Change]:
        if id(original) not in self.in_progress:
            self.in_progress.add(id(original))
            yield from self._members(original, update, place)
            yield from self.levels(original.types, update.types, place)
            self.in_progress.discard(id(original))

    def _members(self, original: Message, update: Message, place: _Place) -> Iterator[Change]:
        before, before_oneofs = _plain(original), _in_oneofs(original)
        after, after_oneofs = _plain(update), _in_oneofs(update)
        yield from self._moved_to_oneofs(update, set(before), set(before_oneofs), place)
        names = {oneof.name for oneof in update.oneofs}
        for number, (oneof, field) in before_oneofs.items():
            if oneof in names and after_oneofs.get(number, (None,))[0] != oneof:
                yield Change("ONEOF_FIELD_REMOVED", place.at(oneof, str(number)).path)
            elif number in after_oneofs and after_oneofs[number][0] == oneof:
                yield from self._fields(field, after_oneofs[number][1], place.at(oneof, str(number)))
        for number in sorted(before.keys() | after.keys()):
            here = place.at(str(number))
            if number in before and number in after:
                yield from self._fields(before[number], after[number], here)
            elif number in before and number not in after_oneofs and before[number].label == "required":
                yield Change("REQUIRED_FIELD_REMOVED", here.path)
            elif number in after and after[number].label == "required":
                yield Change("REQUIRED_FIELD_ADDED", here.path)
        # what moved between the message and its oneofs, or is in one of another name
        for number in sorted((before.keys() | before_oneofs.keys()) & (after.keys() | after_oneofs.keys())):
            was, old = before_oneofs.get(number) or (None, before.get(number))
            now, new = after_oneofs.get(number) or (None, after.get(number))
            if was != now and old is not None and new is not None:
                yield from self._fields(old, new, place.at(str(number)))

    @staticmethod
    def _moved_to_oneofs(update: Message, plain: set[int], in_oneofs: set[int], place: _Place) -> Iterator[Change]:
        for oneof in update.oneofs:
            numbers = [field.number for field in oneof.fields]
            moved = len([number for number in numbers if number in plain])
            if moved > 1:
                yield Change("MULTIPLE_FIELDS_MOVED_TO_ONEOF", place.at(oneof.name).path)
            elif moved and any(number in in_oneofs and number not in plain for number in numbers):
                yield Change("FIELD_MOVED_TO_EXISTING_ONEOF", place.at(oneof.name).path)

    def _fields(self, original: Field, update: Field, place: _Place) -> Iterator[Change]:
        yield from self._kinds(original.type, update.type, (original.label, update.label), place)

    def _kinds(
        self, original: str, update: str, labels: tuple[str | None, str | None], place: _Place
    ) -> Iterator[Change]:
        old_map, new_map = self._map(original, 0, place), self._map(update, 1, place)
        old, new = self._scalar(original, 0, place), self._scalar(update, 1, place)
        if (old_map is None) != (new_map is None) or (old is None) != (new is None):
            yield Change("FIELD_KIND_CHANGED", place.path)
        elif old_map is not None and new_map is not None:
            for before, after in zip(old_map, new_map, strict=True):
                yield from self._kinds(before, after, (None, None), place)
        elif old is None or new is None:
            yield from self._message_types(original, update, place)
        elif not any({old, new} <= form for form in _WIRE_FORMS):
            yield Change("FIELD_SCALAR_KIND_CHANGED", place.path)
        elif None not in labels and labels[0] != labels[1] and old not in ("string", "bytes"):
            yield Change("FIELD_NUMERIC_LABEL_CHANGED", place.path)

    def _map(self, type_name: str, side: int, place: _Place) -> tuple[str, str] | None:
        written = map_types(type_name)
        if written is None and type_name not in SCALARS:
            entry = self.types[side].find(type_name, place.scope, place.packages[side])
            return entry.element.map_types if entry and isinstance(entry.element, Message) else None
        return written

    def _scalar(self, type_name: str, side: int, place: _Place) -> str | None:
        if type_name in SCALARS:
            return type_name
        entry = self.types[side].find(type_name, place.scope, place.packages[side])
        return "enum" if entry and isinstance(entry.element, Enum) else None

    def _message_types(self, original: str, update: str, place: _Place) -> Iterator[Change]:
        before = self.types[0].find(original, place.scope, place.packages[0])
        after = self.types[1].find(update, place.scope, place.packages[1])
        if before is None or after is None:
            if original != update:
                yield Change("FIELD_NAMED_TYPE_CHANGED", place.path)
        elif before.local_name != after.local_name:
            yield Change("FIELD_NAMED_TYPE_CHANGED", place.path)
        elif isinstance(before.element, Message) and isinstance(after.element, Message):
            if before.local and after.local:  # they are compared as parts of the files
                return
            names = tuple(before.local_name.split("."))
            inside = _Place(names, names, (before.package, after.package))
            found = list(self.messages(before.element, after.element, inside))
            yield from found
            if found:
                yield Change("FIELD_NAMED_TYPE_CHANGED", place.path)


def _plain(message: Message) -> dict[int, Field]:
    """The fields in no oneof, by number."""
    return {field.number: field for field in message.fields}


def _in_oneofs(message: Message) -> dict[int, tuple[str, Field]]:
    return {field.number: (oneof.name, field) for oneof in message.oneofs for field in oneof.fields}
