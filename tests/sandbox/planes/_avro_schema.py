# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avro schemas as objects, read as Avro for Java reads them (1.12.1, by which these rules were measured).

Own code because the Python libraries have other rules than the registry: ``avro`` refuses a type used before its
definition or defined twice alike, letters outside ASCII, ``"default": null`` of an enum and comments, and takes
``{"type": {"type": "string"}}`` and (in a record's default) missing fields; ``fastavro`` checks no default at all.

Taken: comments inside of the schema, a type used before its definition, a type defined twice alike (documentation and
aliases may differ), letters and digits of any script in names. Refused: anything behind the schema's end, defaults that
are no value of the field's type, two types of one kind in a union.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ._json_text import dump, is_int, load
from ._schema_formats import InvalidSchema

PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
KINDS = (*PRIMITIVES, "record", "enum", "array", "map", "union", "fixed")
NAMED = ("record", "enum", "fixed")
_UNRESOLVED = "unresolved"
_RESERVED = ("doc", "fields", "items", "name", "namespace", "size", "symbols", "values", "type", "aliases")
_RESERVED_IN_FIELD = ("default", "doc", "name", "order", "type", "aliases")
_ORDERS = ("ascending", "descending", "ignore")
_SPECIAL_NUMBERS = ("NaN", "Infinity", "-Infinity")


@dataclass(eq=False)
class Field:
    """A field of a record. ``has_default`` tells a default of null from none; ``aliases`` are plain names."""

    name: str
    type: Schema
    position: int
    doc: str | None = None
    has_default: bool = False
    default: Any = None
    order: str = "ascending"
    aliases: list[str] = field(default_factory=list)
    props: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Schema:
    """A type; which attributes have a meaning depends on ``kind`` (one of KINDS).

    ``name`` and ``aliases`` are full names. ``branches`` are those of a union, ``inner`` is the type of an array's
    items or a map's values. An ``error`` is a record that prints its kind differently.
    """

    kind: str
    name: str = ""
    doc: str | None = None
    aliases: list[str] = field(default_factory=list)
    props: dict[str, Any] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    is_error: bool = False
    symbols: list[str] = field(default_factory=list)
    default: str | None = None
    size: int = 0
    inner: Schema | None = None
    branches: list[Schema] = field(default_factory=list)

    @property
    def namespace(self) -> str:
        return self.name.rpartition(".")[0]

    def field_named(self, name: str) -> Field | None:
        return next((item for item in self.fields if item.name == name), None)

    def item_type(self) -> Schema:
        """The type of the items or values, of arrays and maps only."""
        if self.inner is None:
            raise TypeError(f"{self.kind} has no items")
        return self.inner


def parse_schema(text: str, known: dict[str, Schema]) -> Schema:
    """The schema that ``text`` describes; ``known`` are the named types of its references by their full names, and gets
    those of the schema. Raises InvalidSchema."""
    return read_schema(load(text, comments=True, rest=False, number=float), known)


def read_schema(tree: Any, known: dict[str, Schema]) -> Schema:
    """The same, of a schema's JSON."""
    reader = _Reader(known)
    root = reader.schema(tree, "")
    root = reader.resolve(root)
    reader.check_repeated()
    reader.check_unions()
    reader.check_defaults()
    return root


class _Reader:
    def __init__(self, known: dict[str, Schema]) -> None:
        self.known = known
        self.read: list[Schema] = []
        self.repeated: list[Schema] = []

    # --- reading

    def schema(self, tree: Any, namespace: str) -> Schema:
        if isinstance(tree, str):
            return self._named_type(tree, namespace)
        if isinstance(tree, list):
            return self._made(Schema("union", branches=[self.schema(branch, namespace) for branch in tree]))
        if not isinstance(tree, dict):
            raise InvalidSchema(f"Schema not yet supported: {dump(tree)}")
        kind = tree.get("type")
        if not isinstance(kind, str):
            raise InvalidSchema(f"No type: {dump(tree)}")
        if kind in ("record", "error", "enum", "fixed"):
            return self._named(kind, tree, namespace)
        if kind in PRIMITIVES:
            return self._made(Schema(kind, props=_props(tree, _RESERVED)))
        part = {"array": "items", "map": "values"}.get(kind)
        if part is None:
            return self._named_type(kind, namespace)
        if part not in tree:
            raise InvalidSchema(f"{kind.capitalize()} has no {part} type: {dump(tree)}")
        return self._made(Schema(kind, inner=self.schema(tree[part], namespace), props=_props(tree, _RESERVED)))

    def _made(self, schema: Schema) -> Schema:
        self.read.append(schema)
        return schema

    def _named_type(self, name: str, namespace: str) -> Schema:
        if name in PRIMITIVES:
            return Schema(name)
        full = name if "." in name or not namespace else f"{namespace}.{name}"
        return self.known.get(full) or self.known.get(name) or Schema(_UNRESOLVED, name=full)

    def _named(self, kind: str, tree: dict[str, Any], namespace: str) -> Schema:
        name = tree.get("name")
        if not isinstance(name, str):
            raise InvalidSchema(f"No name in schema: {dump(tree)}")
        space = tree.get("namespace")
        full = full_name(name, space if isinstance(space, str) else namespace)
        if full in PRIMITIVES:
            raise InvalidSchema(f"Schemas may not be named after primitives: {full}")
        reserved = (*_RESERVED, "default") if kind == "enum" else _RESERVED
        schema = Schema("record" if kind == "error" else kind, name=full, is_error=kind == "error")
        schema.doc = _text(tree, "doc")
        schema.props = _props(tree, reserved)
        schema.aliases = [full_name(alias, schema.namespace) for alias in _aliases(tree)]
        if kind == "enum":
            self._enum(schema, tree)
        elif kind == "fixed":
            self._fixed(schema, tree)
        else:
            self._record(schema, tree)
        if full in self.known:
            self.repeated.append(schema)
        else:  # only now: what is inside finds this type by its full name alone, when all was read
            self.known[full] = schema
        return self._made(schema)

    def _record(self, schema: Schema, tree: dict[str, Any]) -> None:
        fields = tree.get("fields")
        if not isinstance(fields, list):
            raise InvalidSchema(f"Record has no fields: {dump(tree)}")
        for position, item in enumerate(fields):
            read = self._field(item, position, schema.namespace)
            if schema.field_named(read.name) is not None:
                raise InvalidSchema(f"Duplicate field {read.name} in record {schema.name}")
            schema.fields.append(read)

    def _field(self, tree: Any, position: int, namespace: str) -> Field:
        if not isinstance(tree, dict) or not isinstance(tree.get("name"), str):
            raise InvalidSchema(f"No field name: {dump(tree)}")
        if "type" not in tree:
            raise InvalidSchema(f"No field type: {dump(tree)}")
        check_name(tree["name"])
        read = Field(tree["name"], self.schema(tree["type"], namespace), position)
        read.doc = _text(tree, "doc")
        read.has_default, read.default = "default" in tree, tree.get("default")
        if "order" in tree:
            order = str(tree["order"]).lower()
            if order not in _ORDERS:
                raise InvalidSchema(f"No enum constant org.apache.avro.Schema.Field.Order.{order.upper()}")
            read.order = order
        read.aliases = _aliases(tree)
        read.props = _props(tree, _RESERVED_IN_FIELD)
        return read

    def _enum(self, schema: Schema, tree: dict[str, Any]) -> None:
        symbols = tree.get("symbols")
        if not isinstance(symbols, list):
            raise InvalidSchema(f"Enum has no symbols: {dump(tree)}")
        for symbol in symbols:
            if not isinstance(symbol, str):
                raise InvalidSchema("Null name")
            check_name(symbol)
            if symbol in schema.symbols:
                raise InvalidSchema(f"Duplicate enum symbol: {symbol}")
            schema.symbols.append(symbol)
        schema.default = _text(tree, "default")
        if schema.default is not None and schema.default not in schema.symbols:
            shown = ", ".join(schema.symbols)
            raise InvalidSchema(f"The Enum Default: {schema.default} is not in the enum symbol set: [{shown}]")

    def _fixed(self, schema: Schema, tree: dict[str, Any]) -> None:
        size = tree.get("size")
        if not isinstance(size, int) or not is_int(size, 32):
            raise InvalidSchema(f"Invalid or no size: {dump(tree)}")
        if size < 0:
            raise InvalidSchema(f"Malformed data. Length is negative: {size}")
        schema.size = size

    # --- after all was read

    def resolve(self, root: Schema) -> Schema:
        """Put the types where they were used before they were defined."""
        for schema in self.read:
            schema.branches = [self._resolved(branch) for branch in schema.branches]
            if schema.inner is not None:
                schema.inner = self._resolved(schema.inner)
            for item in schema.fields:
                item.type = self._resolved(item.type)
        return self._resolved(root)

    def _resolved(self, schema: Schema) -> Schema:
        if schema.kind != _UNRESOLVED and schema not in self.repeated:
            return schema
        found = self.known.get(schema.name)
        if found is None:
            raise InvalidSchema(f"Undefined schema: {schema.name}")
        return found

    def check_repeated(self) -> None:
        for again in self.repeated:
            check_alike(again, self.known[again.name])

    def check_unions(self) -> None:
        for union in (item for item in self.read if item.kind == "union"):
            seen = set()
            for branch in union.branches:
                if branch.kind == "union":
                    raise InvalidSchema("Nested union")
                name = branch.name if branch.kind in NAMED else branch.kind
                if name in seen:
                    raise InvalidSchema(f"Duplicate in union:{name}")
                seen.add(name)

    def check_defaults(self) -> None:
        for item in (item for schema in self.read for item in schema.fields if item.has_default):
            if not is_value(item.default, item.type):
                raise InvalidSchema(
                    f"Invalid default for field {item.name}: {dump(item.default)} not a {_word(item.type)}"
                )


def _word(schema: Schema) -> str:
    return f'"{schema.name or schema.kind}"'


def _props(tree: dict[str, Any], reserved: tuple[str, ...]) -> dict[str, Any]:
    props = {key: value for key, value in tree.items() if key not in reserved}
    _check_integers(props)
    return props


def _check_integers(value: Any) -> None:
    """Java's library has no value for a property that no long can hold, and fails."""
    if isinstance(value, dict):
        for inner in value.values():
            _check_integers(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_integers(inner)
    elif isinstance(value, int) and not isinstance(value, bool) and not is_int(value):
        raise InvalidSchema(f"A property's number is too large: {value}")


def _text(tree: dict[str, Any], key: str) -> str | None:
    value = tree.get(key)
    return value if isinstance(value, str) else None


def _aliases(tree: dict[str, Any]) -> list[str]:
    if "aliases" not in tree:
        return []
    aliases = tree["aliases"]
    if not isinstance(aliases, list):
        raise InvalidSchema(f"aliases not an array: {dump(tree)}")
    for alias in aliases:
        if not isinstance(alias, str):
            raise InvalidSchema(f"alias not a string: {dump(alias)}")
    return list(dict.fromkeys(aliases))


def full_name(name: str, namespace: str) -> str:
    """The full name of a type that calls itself ``name`` where ``namespace`` is in force; raises InvalidSchema."""
    space, dot, simple = name.rpartition(".")
    if not dot:
        space = namespace
    check_name(simple)
    for part in space.split(".") if space else ():
        try:
            check_name(part)
        except InvalidSchema as exc:
            raise InvalidSchema(f'Namespace part "{part}" is invalid: {exc}') from exc
    return f"{space}.{simple}" if space else simple


def check_name(name: str) -> None:
    """Letters, digits and underscores of any script, no digit first; raises InvalidSchema."""
    if not name:
        raise InvalidSchema("Empty name")
    for index, sign in enumerate(name):
        category = unicodedata.category(sign)
        if sign == "_" or category.startswith("L"):
            continue
        if index == 0:
            raise InvalidSchema(f"Illegal initial character: {name}")
        if category != "Nd":
            raise InvalidSchema(f"Illegal character in: {name}")


def check_alike(again: Schema, schema: Schema) -> None:
    """Two definitions of one name may differ in documentation and aliases only; raises InvalidSchema."""
    if again is not schema and _content(again) != _content(schema):
        raise InvalidSchema(f"Can't redefine: {again.name}")


def _content(schema: Schema) -> Any:
    """What two definitions of one name have to have in common; the types inside are compared by their names."""
    own = (schema.kind, schema.props, schema.symbols, schema.size)
    fields = [
        (item.name, _structure(item.type), item.has_default, item.default, item.order, item.props)
        for item in schema.fields
    ]
    return own, fields


def _structure(schema: Schema) -> Any:
    if schema.kind in NAMED:
        return schema.name
    inner = None if schema.inner is None else _structure(schema.inner)
    return schema.kind, schema.props, inner, [_structure(branch) for branch in schema.branches]


def is_value(value: Any, schema: Schema) -> bool:
    """Whether ``value`` may be the default of a field of this type. In a union any branch will do."""
    kind = schema.kind
    if kind == "union":
        return any(is_value(value, branch) for branch in schema.branches)
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("int", "long"):
        return is_int(value, 32 if kind == "int" else 64)
    if kind in ("float", "double"):
        return value in _SPECIAL_NUMBERS or (isinstance(value, (int, float)) and not isinstance(value, bool))
    if kind == "array":
        return isinstance(value, list) and all(is_value(inner, schema.item_type()) for inner in value)
    if kind == "map":
        return isinstance(value, dict) and all(is_value(inner, schema.item_type()) for inner in value.values())
    if kind == "record":
        return isinstance(value, dict) and all(_is_field(value, item) for item in schema.fields)
    return isinstance(value, str)


def _is_field(value: dict[str, Any], item: Field) -> bool:
    if item.name in value:
        return is_value(value[item.name], item.type)
    return item.has_default and is_value(item.default, item.type)
