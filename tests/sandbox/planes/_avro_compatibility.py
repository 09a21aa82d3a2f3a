# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Can a reader with one Avro schema read what was written with another one?

The rules of schema resolution as Apache's checker for Java applies them, which Schema Registry calls (its results were
compared with this module's):

* the kinds are the same, or the writer's is promoted to the reader's (int to long, float, double; long to float,
  double; float to double; string and bytes both ways);
* records, enums and fixed types have one simple name, or the reader has the writer's full name for an alias;
* a field that only the reader knows needs a default (or its enum one, but then the writer's whole record is compared
  with that enum, which is a TYPE_MISMATCH);
* an enum without default knows all symbols of the writer's;
* every branch of the writer's union can be read by the reader's type, any branch of the reader's union will do.

A pair of types that was compared before is not compared again: its differences are told again, with the path where it
was met first. Inside of a union paths begin anew, as the registry tells them (so does Avro 1.11; 1.12 goes on with the
number of the branch).
"""

from __future__ import annotations

from collections.abc import Iterator

from ._avro_printing import printed
from ._avro_schema import Field, Schema
from ._schema_formats import Incompatibility

_PROMOTED = {
    "long": ("int",),
    "float": ("int", "long"),
    "double": ("int", "long", "float"),
    "bytes": ("string",),
    "string": ("bytes",),
}
_DESCRIPTIONS = {
    "NAME_MISMATCH": "The name of the schema has changed (path '{path}')",
    "FIXED_SIZE_MISMATCH": (
        "The size of FIXED type field at path '{path}' in the {reader} schema does not match with the {writer} schema"
    ),
    "MISSING_ENUM_SYMBOLS": (
        "The {reader} schema is missing enum symbols '{info}' at path '{path}' in the {writer} schema"
    ),
    "READER_FIELD_MISSING_DEFAULT_VALUE": (
        "The field '{info}' at path '{path}' in the {reader} schema has no default value "
        "and is missing in the {writer} schema"
    ),
    "TYPE_MISMATCH": (
        "The type (path '{path}') of a field in the {reader} schema does not match with the {writer} schema"
    ),
    "MISSING_UNION_BRANCH": (
        "The {reader} schema is missing a type inside a union field at path '{path}' in the {writer} schema"
    ),
}
Path = tuple[str, ...]


class _AmbiguousField(Exception):
    """A field of the reader stands for several of the writer's: the real checker raises an error, too."""


def compare(reader: Schema, writer: Schema) -> list[Incompatibility]:
    """Why ``reader`` cannot read what ``writer`` wrote; empty if it can."""
    try:
        return _Comparison().types(reader, writer, ())
    except _AmbiguousField as exc:
        # the registry catches any error of the checker and shows it in place of the differences
        return [Incompatibility("", f"Unexpected exception during compatibility check: {exc}")]


def _found(kind: str, info: str, path: Path) -> Incompatibility:
    where = "/" + "/".join(path)
    return Incompatibility(kind, _DESCRIPTIONS[kind].replace("{path}", where).replace("{info}", info), info)


class _Comparison:
    def __init__(self) -> None:
        # while a pair is being compared it is in here as compatible, which ends the recursion of recursive types
        self.results: dict[tuple[int, int], list[Incompatibility]] = {}

    def types(self, reader: Schema, writer: Schema, path: Path) -> list[Incompatibility]:
        pair = (id(reader), id(writer))
        if pair not in self.results:
            self.results[pair] = []
            self.results[pair] = list(self._compared(reader, writer, path))
        return self.results[pair]

    def _compared(self, reader: Schema, writer: Schema, path: Path) -> Iterator[Incompatibility]:
        if reader.kind != writer.kind:
            yield from self._other_kind(reader, writer, path)
            return
        if reader.kind in ("array", "map"):
            part = "items" if reader.kind == "array" else "values"
            yield from self.types(reader.item_type(), writer.item_type(), (*path, part))
        elif reader.kind == "union":
            yield from self._branches(reader, writer, path)
        elif reader.kind in ("record", "enum", "fixed"):
            if not _same_name(reader, writer):
                yield _found("NAME_MISMATCH", f"expected: {writer.name}", (*path, "name"))
            if reader.kind == "record":
                yield from self._fields(reader, writer, (*path, "fields"))
            elif reader.kind == "enum":
                yield from _symbols(reader, writer, (*path, "symbols"))
            elif reader.size != writer.size:
                yield _found("FIXED_SIZE_MISMATCH", f"expected: {writer.size}, found: {reader.size}", (*path, "size"))

    def _other_kind(self, reader: Schema, writer: Schema, path: Path) -> Iterator[Incompatibility]:
        if writer.kind == "union":
            for branch in writer.branches:
                yield from self.types(reader, branch, ())
        elif reader.kind == "union":
            if all(self.types(branch, writer, ()) for branch in reader.branches):
                yield _found("MISSING_UNION_BRANCH", f"reader union lacking writer type: {_kind(writer)}", path)
        elif writer.kind not in _PROMOTED.get(reader.kind, ()):
            info = f"reader type: {_kind(reader)} not compatible with writer type: {_kind(writer)}"
            yield _found("TYPE_MISMATCH", info, path)

    def _branches(self, reader: Schema, writer: Schema, path: Path) -> Iterator[Incompatibility]:
        for index, branch in enumerate(writer.branches):
            if self.types(reader, branch, ()):
                info = f"reader union lacking writer type: {_kind(branch)}"
                yield _found("MISSING_UNION_BRANCH", info, (*path, str(index)))

    def _fields(self, reader: Schema, writer: Schema, path: Path) -> Iterator[Incompatibility]:
        for item in reader.fields:
            where = (*path, str(item.position))
            written = _written_field(item, writer)
            if written is not None:
                yield from self.types(item.type, written.type, (*where, "type"))
            elif item.has_default:
                continue
            elif item.type.kind == "enum" and item.type.default is not None:
                yield from self.types(item.type, writer, (*where, "type"))
            else:
                yield _found("READER_FIELD_MISSING_DEFAULT_VALUE", item.name, where)


def _written_field(item: Field, writer: Schema) -> Field | None:
    """The writer's field that a field of the reader stands for, by its name or its aliases."""
    names = [item.name, *item.aliases]
    found = [field for field in map(writer.field_named, names) if field is not None]
    if len(found) > 1:
        raise _AmbiguousField(
            f"Reader record field {item.name} type:{_kind(item.type)} pos:{item.position} matches multiple fields in "
            f"writer record schema {printed(writer, set())}"
        )
    return found[0] if found else None


def _symbols(reader: Schema, writer: Schema, path: Path) -> Iterator[Incompatibility]:
    missing = sorted(symbol for symbol in writer.symbols if symbol not in reader.symbols)
    if missing and not (reader.default is not None and reader.default in reader.symbols):
        yield _found("MISSING_ENUM_SYMBOLS", f"[{', '.join(missing)}]", path)


def _same_name(reader: Schema, writer: Schema) -> bool:
    return reader.name.rpartition(".")[2] == writer.name.rpartition(".")[2] or writer.name in reader.aliases


def _kind(schema: Schema) -> str:
    return schema.kind.upper()
