# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avro: parsing and compatibility by Apache's own library, printing as Schema Registry prints.

What is kept and dropped (from the Avro specification and the Schema Registry documents on normalisation):

* canonical: whitespace goes, ``{"type": "int"}`` becomes ``"int"``, attributes come in one order (type, name,
  namespace, doc, ...), a name inside its own namespace is printed without it, ``"order": "ascending"`` goes; docs,
  aliases, defaults and custom properties stay;
* normalized: besides that, names are always full names (there is no namespace attribute) and custom properties are
  sorted.

Compatibility is the verdict of ``avro.compatibility``, a port of Apache's Java checker which Schema Registry uses;
this module only attaches to each incompatibility the path and the words that the library's result keeps in unordered
sets.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any, cast

import avro.compatibility
import avro.errors
import avro.name
import avro.schema

from ._schema_formats import Incompatibility, InvalidSchema, ParsedSchema, ResolvedReference

_PRIMITIVES = {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
_NAMED = {"record", "error", "enum", "fixed"}
_KNOWN = {
    "record": ("type", "name", "namespace", "doc", "aliases", "fields"),
    "error": ("type", "name", "namespace", "doc", "aliases", "fields"),
    "enum": ("type", "name", "namespace", "doc", "aliases", "symbols", "default"),
    "fixed": ("type", "name", "namespace", "doc", "aliases", "size"),
    "array": ("type", "items"),
    "map": ("type", "values"),
}
_FIELD = ("name", "type", "doc", "default", "order", "aliases")


def parse(text: str, references: tuple[ResolvedReference, ...]) -> tuple[str, str, Any]:
    """Shape of every format's ``parse``: (canonical text, normalized text, model)."""
    tree = _load(text)
    names = _names_of(references)
    model = _object(_Printer(qualify=True).schema(tree, None), names)
    canonical = _dump(_Printer().schema(tree, None))
    normalized = _dump(_Printer(qualify=True, sort=True).schema(tree, None))
    return canonical, normalized, model


def resolved(schema: ParsedSchema) -> str:
    """The schema with its references written out where they are first used."""
    definitions: dict[str, Any] = {}
    for reference in schema.dependencies():
        definitions.update(_definitions(_load(reference.schema.normalized)))
    used: set[str] = set()
    return _dump(_Printer(definitions=definitions, used=used).schema(_load(schema.normalized), None))


def _load(text: str) -> Any:
    """The JSON of a schema; a bare primitive name without quotes is accepted, as by the real service."""
    if text.strip() in _PRIMITIVES:
        return text.strip()
    try:
        return json.loads(text)
    except ValueError as exc:
        raise InvalidSchema(f"{exc}") from exc


def _dump(tree: Any) -> str:
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False)


def _names_of(references: tuple[ResolvedReference, ...]) -> avro.name.Names:
    names = avro.name.Names()
    seen: dict[str, ResolvedReference] = {}
    for reference in references:
        for inner in (*reference.schema.dependencies(), reference):
            seen.setdefault(inner.name, inner)
    for inner in seen.values():
        _object(_load(inner.schema.normalized), names)
    return names


def _object(tree: Any, names: avro.name.Names) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an ignored logical type is no error in Schema Registry either
            return avro.schema.make_avsc_object(tree, names)
    except (
        avro.errors.AvroException,
        AttributeError,
        TypeError,
        KeyError,
    ) as exc:  # the last three: a JSON value of a wrong kind
        raise InvalidSchema(str(exc) or type(exc).__name__) from exc


def _definitions(tree: Any) -> Iterator[tuple[str, Any]]:
    """(full name, definition) of every named type in a normalized schema."""
    if isinstance(tree, list):
        for branch in tree:
            yield from _definitions(branch)
    elif isinstance(tree, dict):
        if tree.get("type") in _NAMED:
            yield tree["name"], tree
        for field in tree.get("fields", ()):
            yield from _definitions(field["type"])
        for part in ("items", "values"):
            if part in tree:
                yield from _definitions(tree[part])


def _check_aliases(tree: dict[str, Any]) -> None:
    if not isinstance(tree["aliases"], list) or not all(isinstance(alias, str) for alias in tree["aliases"]):
        raise InvalidSchema(f"Aliases not an array of strings: {json.dumps(tree)}")


class _Printer:
    """Rewrites a schema's JSON tree into Schema Registry's form (see the module's text)."""

    def __init__(
        self,
        *,
        qualify: bool = False,
        sort: bool = False,
        definitions: dict[str, Any] | None = None,
        used: set[str] | None = None,
    ) -> None:
        self.qualify = qualify
        self.sort = sort
        self.definitions = definitions or {}
        self.used = used if used is not None else set()

    def schema(self, tree: Any, namespace: str | None) -> Any:
        if isinstance(tree, str):
            return self._reference(tree, namespace)
        if isinstance(tree, list):
            return [self.schema(branch, namespace) for branch in tree]
        if not isinstance(tree, dict):
            raise InvalidSchema(f"No type: {json.dumps(tree)}")
        kind = tree.get("type")
        if isinstance(kind, (dict, list)):
            return self.schema(kind, namespace)
        if not isinstance(kind, str):
            raise InvalidSchema(f"No type: {json.dumps(tree)}")
        if kind in _NAMED:
            return self._named(tree, namespace)
        out: dict[str, Any] = {"type": kind if kind in _KNOWN else self._reference(kind, namespace)}
        for part in ("items", "values"):
            if kind == {"items": "array", "values": "map"}[part]:
                if part not in tree:
                    raise InvalidSchema(f"No {part}: {json.dumps(tree)}")
                out[part] = self.schema(tree[part], namespace)
        out.update(self._extra(tree, _KNOWN.get(kind, ("type",))))
        return out["type"] if list(out) == ["type"] else out

    def _reference(self, name: str, namespace: str | None) -> Any:
        if name in _PRIMITIVES:
            return name
        full = name if "." in name or not namespace else f"{namespace}.{name}"
        if full not in self.definitions and name in self.definitions:
            full = name
        if full in self.definitions and full not in self.used:
            return self.schema(self.definitions[full], namespace)
        return self._relative(full, namespace)

    def _relative(self, full: str, namespace: str | None) -> str:
        space, _dot, simple = full.rpartition(".")
        return simple if not self.qualify and space and space == namespace else full

    def _named(self, tree: dict[str, Any], namespace: str | None) -> dict[str, Any]:
        name = tree.get("name")
        if not isinstance(name, str):
            raise InvalidSchema(f"No name in schema: {json.dumps(tree)}")
        space, _dot, simple = name.rpartition(".")
        space = space or tree.get("namespace", namespace) or ""
        full = f"{space}.{simple}" if space else simple
        self.used.add(full)
        out: dict[str, Any] = {"type": tree["type"], "name": full if self.qualify else simple}
        if not self.qualify and space != (namespace or ""):
            out["namespace"] = space
        if "doc" in tree:
            out["doc"] = tree["doc"]
        if tree["type"] in ("record", "error"):
            fields = tree.get("fields")
            if not isinstance(fields, list):
                raise InvalidSchema(f"Record has no fields: {json.dumps(tree)}")
            out["fields"] = [self._field(field, space) for field in fields]
        for part in ("symbols", "size", "default"):
            if part in tree and part in _KNOWN[tree["type"]]:
                out[part] = tree[part]
        out.update(self._extra(tree, _KNOWN[tree["type"]]))
        if tree.get("aliases"):
            _check_aliases(tree)
            qualified = [alias if "." in alias or not space else f"{space}.{alias}" for alias in tree["aliases"]]
            out["aliases"] = [self._relative(alias, space) for alias in qualified]
        return out

    def _field(self, field: Any, namespace: str) -> dict[str, Any]:
        if not isinstance(field, dict) or "name" not in field:
            raise InvalidSchema(f"No field name: {json.dumps(field)}")
        if "type" not in field:
            raise InvalidSchema(f"No field type: {json.dumps(field)}")
        out = {"name": field["name"], "type": self.schema(field["type"], namespace)}
        for part in ("doc", "default"):
            if part in field:
                out[part] = field[part]
        if field.get("order", "ascending") != "ascending":
            out["order"] = field["order"]
        if field.get("aliases"):
            _check_aliases(field)
            out["aliases"] = field["aliases"]
        out.update(self._extra(field, _FIELD))
        return out

    def _extra(self, tree: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
        extra = [(key, value) for key, value in tree.items() if key not in known]
        return dict(sorted(extra) if self.sort else extra)


# --- compatibility -----------------------------------------------------------------------------------------------

_Kind = avro.compatibility.SchemaIncompatibilityType
_DESCRIPTIONS = {
    _Kind.name_mismatch: "The name of the schema has changed (path '{path}')",
    _Kind.fixed_size_mismatch: (
        "The size of FIXED type field at path '{path}' in the {reader} schema does not match with the {writer} schema"
    ),
    _Kind.missing_enum_symbols: (
        "The {reader} schema is missing enum symbols '{info}' at path '{path}' in the {writer} schema"
    ),
    _Kind.reader_field_missing_default_value: (
        "The field '{info}' at path '{path}' in the {reader} schema has no default value "
        "and is missing in the {writer} schema"
    ),
    _Kind.type_mismatch: (
        "The type (path '{path}') of a field in the {reader} schema does not match with the {writer} schema"
    ),
    _Kind.missing_union_branch: (
        "The {reader} schema is missing a type inside a union field at path '{path}' in the {writer} schema"
    ),
}


class _Checker(avro.compatibility.ReaderWriterCompatibilityChecker):
    """The library's checker; its list of incompatibilities becomes a list of ``Incompatibility`` (the order is the
    library's).

    ``calculate_compatibility`` of a parent merges the lists of its children, which went through this override
    already; what is still a bare enumeration value was found at this very level, in an order that follows from the
    two schemas.
    """

    def calculate_compatibility(self, reader: Any, writer: Any, location: list[str]) -> Any:
        result = super().calculate_compatibility(reader, writer, location)
        if result.incompatibilities:  # not for the compatible result, which is one object that all share
            own = self._own(reader, writer, location)
            found: list[Any] = result.incompatibilities
            found[:] = [item if isinstance(item, Incompatibility) else next(own) for item in found]
        return result

    def _own(self, reader: Any, writer: Any, location: list[str]) -> Iterator[Incompatibility]:
        """Descriptions of the incompatibilities between just these two schemas, in the order in which the library
        lists them."""
        if reader.type != writer.type:
            if reader.type == "union":
                yield _described(
                    _Kind.missing_union_branch, f"reader union lacking writer type: {writer.type.upper()}", location
                )
            else:
                info = f"reader type: {reader.type.upper()} not compatible with writer type: {writer.type.upper()}"
                yield _described(_Kind.type_mismatch, info, location)
            return
        if reader.type in ("fixed", "enum", "record") and not avro.compatibility.schema_name_equals(reader, writer):
            yield _described(_Kind.name_mismatch, f"expected: {writer.fullname}", [*location, "name"])
        if reader.type == "fixed":
            yield _described(
                _Kind.fixed_size_mismatch, f"expected: {writer.size}, found: {reader.size}", [*location, "size"]
            )
        elif reader.type == "enum":
            missing = [symbol for symbol in writer.symbols if symbol not in reader.symbols]
            yield _described(_Kind.missing_enum_symbols, f"[{', '.join(missing)}]", [*location, "symbols"])
        elif reader.type == "record":
            for index, field in enumerate(reader.fields):
                known = avro.compatibility.lookup_writer_field(writer_schema=writer, reader_field=field) is not None
                if not known and not field.has_default and not _has_enum_default(field):
                    where = [*location, "fields", str(index)]
                    yield _described(_Kind.reader_field_missing_default_value, field.name, where)
        elif reader.type == "union":
            for index, branch in enumerate(writer.schemas):
                if (
                    self.get_compatibility(reader, branch).compatibility
                    is avro.compatibility.SchemaCompatibilityType.incompatible
                ):
                    info = f"reader union lacking writer type: {branch.type.upper()}"
                    yield _described(_Kind.missing_union_branch, info, [*location, str(index)])


def _has_enum_default(field: Any) -> bool:
    return bool(field.type.type == "enum" and field.type.props.get("default"))


def _described(kind: Any, info: str, location: list[str]) -> Incompatibility:
    path = "/" + "/".join(part for part in location if part != "/")
    description = _DESCRIPTIONS[kind].replace("{path}", path).replace("{info}", info)
    return Incompatibility(kind.name.upper(), description, info)


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema) -> list[Incompatibility]:
    """Why ``reader`` cannot read what ``writer`` wrote, by the rules of Avro's schema resolution."""
    result = _Checker().get_compatibility(reader.model, writer.model)
    if result.compatibility is avro.compatibility.SchemaCompatibilityType.compatible:
        return []
    return cast("list[Incompatibility]", result.incompatibilities)
