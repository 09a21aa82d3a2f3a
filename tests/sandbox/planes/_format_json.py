# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON Schema: checked against its own metaschema, printed compactly, compared structurally.

canonical = the JSON without whitespace, keys in the order given; normalized = keys sorted besides. References are
found by the ``$ref`` whose text is the reference's name (or the ``$id`` of the referenced schema).

What the compatibility check covers (Schema Registry's own names for the differences):

* type: TYPE_CHANGED, TYPE_NARROWED (``integer`` may become ``number``; a list of types may grow);
* properties, by the content model of the schema that lacks them (closed = ``additionalProperties: false``, open =
  absent or true, partially open = a schema): PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL,
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL, REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL (a property with a
  default may be required); REQUIRED_ATTRIBUTE_ADDED; ADDITIONAL_PROPERTIES_REMOVED;
* strings, numbers, arrays, objects: MAX_LENGTH, MIN_LENGTH, PATTERN, MAXIMUM, MINIMUM, EXCLUSIVE_MAXIMUM,
  EXCLUSIVE_MINIMUM, MULTIPLE_OF, MAX_ITEMS, MIN_ITEMS, UNIQUE_ITEMS, MAX_PROPERTIES, MIN_PROPERTIES: _ADDED, and
  _DECREASED, _INCREASED or _CHANGED where that narrows;
* ENUM_ARRAY_NARROWED and ENUM_ARRAY_CHANGED, also for ``const``; items of arrays (one schema for all items); ``$ref``
  into the schema itself and to references;
* oneOf/anyOf: SUM_TYPE_NARROWED, allOf: PRODUCT_TYPE_EXTENDED, by the number of branches that have no partner.

Not covered: tuples, patternProperties, dependencies, if/then/else, ``not``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema.exceptions
import jsonschema.validators

from ._schema_formats import Incompatibility, InvalidSchema, ParsedSchema, ResolvedReference

JsonSchema = Any  # a dict, or true/false


@dataclass(frozen=True)
class _Model:
    root: JsonSchema
    external: dict[str, JsonSchema]

    def resolve(self, schema: JsonSchema) -> JsonSchema:
        """The schema behind a chain of ``$ref``s."""
        seen = set()
        while isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
            ref = schema["$ref"]
            if ref in seen:
                return True
            seen.add(ref)
            schema = self._target(ref)
        return schema

    def _target(self, ref: str) -> JsonSchema:
        base, _mark, pointer = ref.partition("#")
        if base:
            if base not in self.external:
                raise InvalidSchema(f"Could not resolve $ref {ref!r}: no reference of that name")
            node = self.external[base]
        else:
            node = self.root
        for part in pointer.split("/")[1:] if pointer.startswith("/") else []:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict) and key in node:
                node = node[key]
            elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            else:
                raise InvalidSchema(f"Could not resolve $ref {ref!r}")
        return node


def parse(text: str, references: tuple[ResolvedReference, ...]) -> tuple[str, str, _Model]:
    """(canonical text, normalized text, model)."""
    tree: Any = _tree(text)
    if not isinstance(tree, (dict, bool)):
        raise InvalidSchema(f"A JSON Schema must be an object or a boolean, not {type(tree).__name__}")
    default = jsonschema.validators.Draft7Validator
    validator: Any = jsonschema.validators.validator_for(tree, default=default)
    try:
        validator.check_schema(tree)
    except jsonschema.exceptions.SchemaError as exc:
        where = "/".join(str(part) for part in exc.absolute_path)
        raise InvalidSchema(f"#/{where}: {exc.message}") from exc
    model = _Model(tree, _external(references, tree))
    for ref in _refs(tree):
        model.resolve({"$ref": ref})
    return _dump(tree, sort=False), _dump(tree, sort=True), model


def _tree(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as exc:
        raise InvalidSchema(f"{exc}") from exc


def _external(references: tuple[ResolvedReference, ...], tree: JsonSchema) -> dict[str, JsonSchema]:
    external: dict[str, JsonSchema] = {}
    for reference in references:
        for inner in (*reference.schema.dependencies(), reference):
            root = inner.schema.model.root
            external.setdefault(inner.name, root)
            if isinstance(root, dict) and isinstance(root.get("$id"), str):
                external.setdefault(root["$id"].rstrip("#"), root)
    if isinstance(tree, dict) and isinstance(tree.get("$id"), str):
        external.setdefault(tree["$id"].rstrip("#"), tree)
    return external


def _refs(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("$ref"), str):
            yield tree["$ref"]
        for key, value in tree.items():
            if key not in ("enum", "const", "default", "examples"):
                yield from _refs(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _refs(item)


def _dump(tree: Any, *, sort: bool) -> str:
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False, sort_keys=sort)


# --- compatibility -----------------------------------------------------------------------------------------------

_UPPER_BOUNDS = {
    "maxLength": "MAX_LENGTH",
    "maximum": "MAXIMUM",
    "exclusiveMaximum": "EXCLUSIVE_MAXIMUM",
    "maxItems": "MAX_ITEMS",
    "maxProperties": "MAX_PROPERTIES",
}
_LOWER_BOUNDS = {
    "minLength": "MIN_LENGTH",
    "minimum": "MINIMUM",
    "exclusiveMinimum": "EXCLUSIVE_MINIMUM",
    "minItems": "MIN_ITEMS",
    "minProperties": "MIN_PROPERTIES",
}
_ALL_TYPES = {"string", "number", "object", "array", "boolean", "null"}


def incompatibilities(reader: ParsedSchema, writer: ParsedSchema) -> list[Incompatibility]:
    """Why a document valid under ``writer`` may be invalid under ``reader``, or be read differently."""
    compare = _Comparison(reader.model, writer.model)
    return list(compare.schemas(reader.model.root, writer.model.root, "#/"))


def _difference(kind: str, text: str, path: str) -> Incompatibility:
    return Incompatibility(kind, text.replace("{path}", path))


class _Comparison:
    def __init__(self, reader: _Model, writer: _Model) -> None:
        self.reader = reader
        self.writer = writer
        self.in_progress: set[tuple[int, int]] = set()

    def schemas(self, new: JsonSchema, old: JsonSchema, path: str) -> Iterator[Incompatibility]:
        new, old = self.reader.resolve(new), self.writer.resolve(old)
        pair = (id(new), id(old))
        if pair in self.in_progress or new is True or new == {} or old is False:
            return
        self.in_progress.add(pair)
        try:
            yield from self._pair(new, old, path)
        finally:
            self.in_progress.discard(pair)

    def _pair(self, new: JsonSchema, old: JsonSchema, path: str) -> Iterator[Incompatibility]:
        if not isinstance(new, dict) or not isinstance(old, dict) or (old == {} and new):
            text = "The type at path '{path}' in the {reader} schema is different from the {writer} schema"
            yield _difference("TYPE_NARROWED" if old in (True, {}) else "TYPE_CHANGED", text, path)
            return
        combined = [key for key in ("oneOf", "anyOf", "allOf") if key in new or key in old]
        if combined:
            yield from self._combined(new, old, combined, path)
        different = self._types(new, old, path)
        if different is not None:
            yield different
            return
        yield from self._enum(new, old, path)
        yield from self._bounds(new, old, path)
        if "properties" in new or "properties" in old or "additionalProperties" in new or "required" in new:
            yield from self._properties(new, old, path)
        if isinstance(new.get("items"), (dict, bool)):
            yield from self.schemas(new["items"], old.get("items", True), _join(path, "items"))

    def _types(self, new: dict[str, Any], old: dict[str, Any], path: str) -> Incompatibility | None:
        accepted, written = _types_of(new), _types_of(old)
        if accepted is None or written is None:
            return None
        missing = {
            kind for kind in written if kind not in accepted and not (kind == "integer" and "number" in accepted)
        }
        if not missing:
            return None
        narrowed = bool(written & accepted) or (written == {"number"} and accepted == {"integer"})
        kind = "TYPE_NARROWED" if narrowed else "TYPE_CHANGED"
        text = (
            "The type at path '{path}' in the {reader} schema is narrowed from the {writer} schema"
            if narrowed
            else "The type at path '{path}' in the {reader} schema is different from the {writer} schema"
        )
        return _difference(kind, text, path)

    def _enum(self, new: dict[str, Any], old: dict[str, Any], path: str) -> Iterator[Incompatibility]:
        allowed = new.get("enum", [new["const"]] if "const" in new else None)
        written = old.get("enum", [old["const"]] if "const" in old else None)
        if allowed is None:
            return
        if written is None or any(value not in allowed for value in written):
            subset = written is None or all(value in written for value in allowed)
            kind = "ENUM_ARRAY_NARROWED" if subset else "ENUM_ARRAY_CHANGED"
            word = "narrowed" if subset else "changed"
            text = f"An enum array at path '{{path}}' in the {{reader}} schema is {word} from the {{writer}} schema"
            yield _difference(kind, text, path)

    def _bounds(self, new: dict[str, Any], old: dict[str, Any], path: str) -> Iterator[Incompatibility]:
        for keyword, name in (*_UPPER_BOUNDS.items(), *_LOWER_BOUNDS.items()):
            if keyword not in new or isinstance(new[keyword], bool):
                continue
            if keyword not in old:
                if not (
                    keyword in _LOWER_BOUNDS
                    and new[keyword] == 0
                    and keyword.startswith("min")
                    and keyword != "minimum"
                ):
                    yield self._bound(name, "ADDED", keyword, path)
            elif keyword in _UPPER_BOUNDS and new[keyword] < old[keyword]:
                yield self._bound(name, "DECREASED", keyword, path)
            elif keyword in _LOWER_BOUNDS and new[keyword] > old[keyword]:
                yield self._bound(name, "INCREASED", keyword, path)
        if "pattern" in new and new["pattern"] != old.get("pattern"):
            yield self._bound("PATTERN", "CHANGED" if "pattern" in old else "ADDED", "pattern", path)
        if "multipleOf" in new and (old.get("multipleOf") is None or old["multipleOf"] % new["multipleOf"]):
            yield self._bound("MULTIPLE_OF", "CHANGED" if "multipleOf" in old else "ADDED", "multipleOf", path)
        if new.get("uniqueItems") and not old.get("uniqueItems"):
            yield self._bound("UNIQUE_ITEMS", "ADDED", "uniqueItems", path)

    @staticmethod
    def _bound(name: str, change: str, keyword: str, path: str) -> Incompatibility:
        where = _join(path, keyword)
        text = "The keyword at path '{path}' in the {reader} schema is not present in the {writer} schema"
        if change != "ADDED":
            text = (
                f"The value at path '{{path}}' in the {{reader}} schema is {change.lower()} from the {{writer}} schema"
            )
        return _difference(f"{name}_{change}", text, where)

    def _properties(self, new: dict[str, Any], old: dict[str, Any], path: str) -> Iterator[Incompatibility]:
        ours, theirs = new.get("properties", {}), old.get("properties", {})
        base = _join(path, "properties")
        for name in theirs:
            where = _join(base, name)
            if name in ours:
                yield from self.schemas(ours[name], theirs[name], where)
            elif _closed(new):
                text = (
                    "The {reader} schema has a closed content model and is missing a property or item at path '{path}' "
                    "present in the {writer} schema"
                )
                yield _difference("PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", text, where)
            elif _additional(new) not in (True, {}):
                yield from self.schemas(_additional(new), theirs[name], where)
        for name in ours:
            if name not in theirs:
                yield from self._added(name, new, old, _join(base, name))
        for name in new.get("required", []):
            if (
                name in theirs
                and name not in old.get("required", [])
                and not _has_default(self.reader.resolve(ours.get(name)))
            ):
                text = (
                    "The {reader} schema requires a property at path '{path}' that is optional in the {writer} schema"
                )
                yield _difference("REQUIRED_ATTRIBUTE_ADDED", text, _join(_join(path, "required"), name))
        if _closed(new) and not _closed(old):
            text = "The {reader} schema does not allow additional properties at path '{path}', the {writer} schema does"
            yield _difference("ADDITIONAL_PROPERTIES_REMOVED", text, _join(path, "additionalProperties"))

    def _added(self, name: str, new: dict[str, Any], old: dict[str, Any], where: str) -> Iterator[Incompatibility]:
        """A property that only the reader knows: what the writer may have put there decides."""
        schema = new["properties"][name]
        additional = _additional(old)
        if not _closed(old) and additional in (True, {}):
            if self.reader.resolve(schema) not in (True, {}):
                text = (
                    "The {reader} schema has a property or item at path '{path}' which is missing "
                    "in the {writer} schema, whose content model is open"
                )
                yield _difference("PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", text, where)
            return
        if not _closed(old):
            yield from self.schemas(schema, additional, where)
        if name in new.get("required", []) and not _has_default(self.reader.resolve(schema)):
            text = (
                "The {reader} schema has a required property at path '{path}' without a default, "
                "which is missing in the {writer} schema"
            )
            yield _difference("REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL", text, where)

    def _combined(
        self, new: dict[str, Any], old: dict[str, Any], keys: list[str], path: str
    ) -> Iterator[Incompatibility]:
        for key in keys:
            ours, theirs = new.get(key), old.get(key)
            where = _join(path, key)
            if key == "allOf":
                lacking = [part for part in ours or [] if not any(self._fits(part, other) for other in theirs or [old])]
                if lacking:
                    text = "A product type at path '{path}' in the {reader} schema is extended from the {writer} schema"
                    yield _difference("PRODUCT_TYPE_EXTENDED", text, where)
            else:
                lacking = [
                    part for part in theirs or [old] if not any(self._fits(other, part) for other in ours or [new])
                ]
                if lacking:
                    text = "A sum type at path '{path}' in the {reader} schema is narrowed from the {writer} schema"
                    yield _difference("SUM_TYPE_NARROWED", text, where)

    def _fits(self, new: JsonSchema, old: JsonSchema) -> bool:
        return next(self.schemas(new, old, "#/"), None) is None


def _types_of(schema: dict[str, Any]) -> set[str] | None:
    """The types a schema speaks of; None if its branches (oneOf, anyOf, allOf) say it, or the values of its enum."""
    kind = schema.get("type")
    if kind is None:
        return None if any(key in schema for key in ("oneOf", "anyOf", "allOf", "enum", "const")) else set(_ALL_TYPES)
    return {kind} if isinstance(kind, str) else set(kind)


def _additional(schema: dict[str, Any]) -> JsonSchema:
    return schema.get("additionalProperties", True)


def _closed(schema: dict[str, Any]) -> bool:
    return _additional(schema) is False


def _has_default(schema: JsonSchema) -> bool:
    return isinstance(schema, dict) and "default" in schema


def _join(path: str, part: str) -> str:
    return f"{path}{part}" if path.endswith("/") else f"{path}/{part}"
