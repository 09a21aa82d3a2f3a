# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avro schemas as text: Java's ``Schema.toString``, and what Schema Registry makes of a schema with ``normalize``.

Printed: attributes in one order, a name without its namespace wherever that is the surrounding one, a type in full
where it is met first (so one that is used before its definition moves to its first use), no ``"order": "ascending"``.

Normalised, besides: aliases and custom properties in alphabetical order at every depth (a valid logical type's own
properties come first), an ``error`` is a ``record``, an empty documentation of a type goes, a default is written as the
first branch's or the field's type has it (``1`` of a double becomes ``1.0``; a default that only fits another branch of
a union than the first is lost).
"""

from __future__ import annotations

from typing import Any

from ._avro_schema import KINDS, NAMED, Field, Schema, read_schema
from ._json_text import dump, is_int, to_float

_LOGICAL_TYPES = {
    "int": ("date", "time-millis"),
    "long": (
        *("time-micros", "timestamp-millis", "timestamp-micros", "timestamp-nanos"),
        *("local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos"),
    ),
    "string": ("uuid",),
    "bytes": ("decimal", "big-decimal"),
    "fixed": ("decimal", "duration", "uuid"),
}
_LOGICAL_SIZES = {"duration": 12, "uuid": 16}
_LOST = object()


def printed(schema: Schema, known: set[str]) -> str:
    """``schema`` as text; types with the full names in ``known`` are only named."""
    return dump(_Printer(set(known)).schema(schema, ""))


def normalized(schema: Schema, known: set[str], references: dict[str, Schema]) -> str:
    """``schema`` as text after normalising; ``references`` are the named types of the schemas that it refers to, those
    in ``known`` are named and not written out."""
    again = read_schema(_Normalizer(set(known)).schema(schema), dict(references))
    return printed(again, known)


class _Printer:
    def __init__(self, seen: set[str]) -> None:
        self.seen = seen

    def schema(self, schema: Schema, namespace: str) -> Any:
        if schema.kind in NAMED:
            if schema.name in self.seen:
                return _relative(schema.name, namespace)
            self.seen.add(schema.name)
            return self._definition(schema, namespace)
        if schema.kind == "union":
            return [self.schema(branch, namespace) for branch in schema.branches]
        if schema.kind in ("array", "map"):
            part = "items" if schema.kind == "array" else "values"
            return {"type": schema.kind, part: self.schema(schema.item_type(), namespace), **schema.props}
        return {"type": schema.kind, **schema.props} if schema.props else schema.kind

    def _definition(self, schema: Schema, namespace: str) -> dict[str, Any]:
        space, _dot, simple = schema.name.rpartition(".")
        out: dict[str, Any] = {"type": "error" if schema.is_error else schema.kind, "name": simple}
        if space != namespace:
            out["namespace"] = space
        if schema.doc is not None:
            out["doc"] = schema.doc
        if schema.kind == "record":
            out["fields"] = [self._field(item, space) for item in schema.fields]
        elif schema.kind == "enum":
            out["symbols"] = schema.symbols
            if schema.default is not None:
                out["default"] = schema.default
        else:
            out["size"] = schema.size
        out.update(schema.props)
        if schema.aliases:
            out["aliases"] = [_relative(alias, space) for alias in schema.aliases]
        return out

    def _field(self, item: Field, namespace: str) -> dict[str, Any]:
        out: dict[str, Any] = {"name": item.name, "type": self.schema(item.type, namespace)}
        if item.doc is not None:
            out["doc"] = item.doc
        if item.has_default:
            out["default"] = item.default
        if item.order != "ascending":
            out["order"] = item.order
        if item.aliases:
            out["aliases"] = item.aliases
        out.update(item.props)
        return out


def _relative(full: str, namespace: str) -> str:
    """A name as it is written where ``namespace`` is in force; one that could be taken for a kind of type in full."""
    space, _dot, simple = full.rpartition(".")
    return simple if space and space == namespace and simple not in KINDS else full


class _Normalizer:
    """Builds the JSON that is then read and printed again, as the registry does (so a type without a namespace inside
    of one with a namespace comes to be in that namespace)."""

    def __init__(self, seen: set[str]) -> None:
        self.seen = seen

    def schema(self, schema: Schema) -> Any:
        if schema.kind == "union":
            return [self.schema(branch) for branch in schema.branches]
        if schema.kind in NAMED:
            return self._named(schema)
        out: dict[str, Any] = {"type": schema.kind}
        if schema.kind in ("array", "map"):
            out["items" if schema.kind == "array" else "values"] = self.schema(schema.item_type())
        out.update(_logical_props(schema))
        out.update(_sorted(schema.props))
        return schema.kind if len(out) == 1 else out

    def _named(self, schema: Schema) -> Any:
        if schema.name in self.seen:
            return schema.name
        self.seen.add(schema.name)
        out: dict[str, Any] = {"name": schema.name, "type": schema.kind}
        if schema.kind == "enum":
            out["symbols"] = schema.symbols
            if schema.default is not None:
                out["default"] = schema.default
        elif schema.kind == "fixed":
            out["size"] = schema.size
            out.update(_logical_props(schema))
        else:
            out["fields"] = [self._field(item) for item in schema.fields]
        if schema.doc:
            out["doc"] = schema.doc
        if schema.aliases:
            out["aliases"] = sorted(schema.aliases)
        out.update(_sorted(schema.props))
        return out

    def _field(self, item: Field) -> dict[str, Any]:
        out: dict[str, Any] = {"name": item.name, "type": self.schema(item.type), "order": item.order}
        if item.doc is not None:
            out["doc"] = item.doc
        if item.aliases:
            out["aliases"] = sorted(item.aliases)
        default = _typed(item.default, item.type) if item.has_default else _LOST
        if default is not _LOST:
            out["default"] = default
        out.update(_sorted(item.props))
        return out


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(inner) for key, inner in sorted(value.items())}
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value


def _logical_props(schema: Schema) -> dict[str, Any]:
    """The properties of a logical type that Avro knows and that is valid for the type; else none."""
    name = schema.props.get("logicalType")
    if name not in _LOGICAL_TYPES.get(schema.kind, ()):
        return {}
    if schema.kind == "fixed" and schema.size != _LOGICAL_SIZES.get(name, schema.size):
        return {}
    if name != "decimal":
        return {"logicalType": name}
    precision: Any = schema.props.get("precision")
    scale: Any = schema.props.get("scale", 0)
    if not (is_int(precision, 32) and is_int(scale, 32) and precision > 0 and 0 <= scale <= precision):
        return {}
    # the digits that so many bytes surely hold: the largest n with 10^n - 1 <= 2^(8 size - 1) - 1
    digits = len(str(2 ** (8 * min(schema.size, 1000) - 1))) - 1 if schema.size else 0
    if schema.kind == "fixed" and precision > digits:
        return {}
    return {"logicalType": name, "precision": precision, **({"scale": scale} if scale else {})}


def _typed(value: Any, schema: Schema) -> Any:
    """A default as Java's Field.defaultVal has it, as JSON again; _LOST if it has none."""
    kind = schema.kind
    if kind == "union":
        return _typed(value, schema.branches[0])
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _typed_number(value, kind)
    if isinstance(value, str):
        if kind in ("bytes", "fixed"):
            return value.encode("latin-1", "replace").decode("latin-1")
        return value if kind in ("string", "enum", "float", "double") else _LOST
    if isinstance(value, list):
        inner = schema.item_type() if kind == "array" else None
        return _whole([_LOST if inner is None else _typed(item, inner) for item in value])
    if kind == "map":
        return _whole({key: _typed(item, schema.item_type()) for key, item in sorted(value.items())})
    if kind == "record":
        fields = {item.name: item for item in schema.fields}
        return _whole({key: _typed(item, fields[key].type) for key, item in sorted(value.items()) if key in fields})
    return _sorted(value)


def _whole(value: Any) -> Any:
    """A list or an object of which nothing was lost, or _LOST."""
    return _LOST if any(item is _LOST for item in (value.values() if isinstance(value, dict) else value)) else value


def _typed_number(value: float, kind: str) -> Any:
    if isinstance(value, int) and not is_int(value):
        return _LOST
    if kind == "double":
        return float(value)
    if kind == "float":
        return to_float(float(value))
    if kind == "int":
        return value if is_int(value, 32) else _LOST
    return value if kind == "long" and isinstance(value, int) else _LOST
