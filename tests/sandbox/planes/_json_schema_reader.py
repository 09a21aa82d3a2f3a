# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From a JSON Schema's text to the nodes of ``_json_schema_model``.

Refused is what the registry's libraries refuse: keywords with values of a wrong kind, unknown types, patterns that are
no regular expressions, references that lead nowhere. They do not hold a schema against its metaschema, so
``"minLength": -1`` or an empty ``enum`` are taken.

What differs in drafts 2019-09 and 2020-12 (``modern``): ``$ref`` has siblings, ``prefixItems``, ``dependentRequired``,
``dependentSchemas``, ``minContains``; ``format`` and ``dependencies`` say nothing, nor do the ``unevaluated`` keywords.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from ._json_schema_model import ALL, ANY, ONE, TYPES, Node, combined, subschemas, value_key
from ._json_text import is_int
from ._schema_formats import InvalidSchema

_DRAFT = re.compile(r"https?://json-schema\.org/(?:draft-(04|06|07)/schema|draft/(2019-09|2020-12)/schema)#?")
_STRING = ("minLength", "maxLength")
_NUMBER = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_OBJECT = ("minProperties", "maxProperties")
_ARRAY = ("minItems", "maxItems")
_CONTAINS = ("minContains", "maxContains")
_KEYWORDS = {
    "string": (*_STRING, "pattern", "format"),
    "number": _NUMBER,
    "object": (
        *("properties", "required", "patternProperties", "additionalProperties", "dependencies", "propertyNames"),
        *("dependentRequired", "dependentSchemas", *_OBJECT),
    ),
    "array": ("items", "prefixItems", "additionalItems", "uniqueItems", "contains", *_ARRAY),
}
_UNKNOWN = {
    "04": ("propertyNames", "contains", "const", "if", "then", "else"),
    "06": ("if", "then", "else"),
}
_ONLY_MODERN = ("prefixItems", "dependentRequired", "dependentSchemas", "$anchor")
_NOT_MODERN = ("format", "dependencies", "additionalItems")
# the messages of Python's re for expressions that Java refuses, too; its other complaints are of syntax that Java has
_NO_PATTERN = ("unterminated", "unbalanced", "nothing to repeat", "bad escape (end of pattern)")


def read(tree: Any, documents: dict[str, Any]) -> Node:
    """The root's node; ``documents`` are the JSON of the references by their names. Raises InvalidSchema."""
    reader = _Reader(tree, documents)
    root = reader.schema(tree, reader.base, "#")
    reader.finish()
    return root


def _draft(tree: Any) -> str:
    named = tree.get("$schema") if isinstance(tree, dict) else None
    if named is not None and not isinstance(named, str):
        raise InvalidSchema("#/$schema: expected type: String")
    found = _DRAFT.fullmatch(named or "")
    return (found[1] or found[2]) if found else "07"


class _Reader:
    def __init__(self, tree: Any, documents: dict[str, Any]) -> None:
        self.draft = _draft(tree)
        self.modern = self.draft in ("2019-09", "2020-12")
        self.id_keyword = "id" if self.draft == "04" else "$id"
        self.base = self._id_of(tree, "")
        self.nodes: dict[tuple[str, str], Node] = {}
        self.waiting: list[tuple[Node, str, Any, str]] = []
        self.places: dict[str, Any] = {}
        for name, document in documents.items():
            address = urljoin(self.base, name)
            self.places.setdefault(address, document)
            self._note_ids(document, address)
        self.places[""] = self.places[self.base] = tree
        self._note_ids(tree, self.base)

    def _id_of(self, tree: Any, base: str) -> str:
        """The base of the references inside of ``tree``."""
        own = tree.get(self.id_keyword) if isinstance(tree, dict) else None
        return urldefrag(urljoin(base, own))[0] if isinstance(own, str) else base

    def _note_ids(self, document: Any, base: str) -> None:
        for schema in subschemas(document):
            own, anchor = schema.get(self.id_keyword), schema.get("$anchor") if self.modern else None
            if isinstance(own, str):
                self.places.setdefault(urljoin(base, own).rstrip("#"), schema)
            if isinstance(anchor, str):
                self.places.setdefault(f"{base}#{anchor}", schema)

    # --- references

    def finish(self) -> None:
        """Read the targets of the references, and what those refer to."""
        while self.waiting:
            target, base, tree, where = self.waiting.pop()
            read = self.schema(tree, base, where)
            target.__dict__.update(read.__dict__)

    def _reference(self, ref: Any, base: str, where: str) -> Node:
        ref = _expect(ref, str, f"{where}/$ref")
        address, fragment = urldefrag(urljoin(base, ref))
        pair = (address, fragment)
        if pair not in self.nodes:
            tree = self._target(address, fragment, ref)
            self.nodes[pair] = Node("reference")  # becomes what it refers to, in ``finish``
            self.waiting.append((self.nodes[pair], address, tree, ref))
        return Node("reference", key=f"$ref {address}#{fragment}", target=self.nodes[pair])

    def _target(self, address: str, fragment: str, ref: str) -> Any:
        if f"{address}#{fragment}" in self.places:
            return self.places[f"{address}#{fragment}"]
        if address not in self.places:
            raise InvalidSchema(f"Could not resolve $ref {ref!r}: no reference of that name")
        node = self.places[address]
        for part in unquote(fragment).split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict) and key in node:
                node = node[key]
            elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            else:
                raise InvalidSchema(f"Could not resolve $ref {ref!r}: key [{key}] not found")
        if fragment and not fragment.startswith("/"):
            raise InvalidSchema(f"Could not resolve $ref {ref!r}")
        return node

    # --- schemas

    def schema(self, tree: Any, base: str, where: str) -> Node:
        if isinstance(tree, bool):
            return Node("true" if tree else "false", key=str(tree))
        if not isinstance(tree, dict):
            raise InvalidSchema(f"{where}: expected type is one of Boolean or JsonObject, found: {type(tree).__name__}")
        for keyword in (self.id_keyword, "title", "description"):
            if keyword in tree:
                _expect(tree[keyword], str, f"{where}/{keyword}")
        for keyword in ("readOnly", "writeOnly"):
            _expect(tree.get(keyword, False), bool, f"{where}/{keyword}")
        base = self._id_of(tree, base)
        key = value_key(tree)
        if "$ref" in tree and not self.modern:
            return self._reference(tree["$ref"], base, where)
        parts = _Parts(self, self._known(tree), base, where).read()
        if not parts:
            node = Node("empty", key=key)
        elif len(parts) == 1:
            node = parts[0]
        else:
            node = combined(ALL, parts, key, generated=True)
        node.has_default = "default" in tree
        node.connect_type = tree.get("connect.type")
        if node.kind == "array" and not node.bounds.keys() & set(_CONTAINS) and not self.modern:
            node.bounds.update({name: tree[name] for name in _CONTAINS if is_int(tree.get(name))})
        node.key = node.key or key
        return node

    def _known(self, tree: dict[str, Any]) -> dict[str, Any]:
        """The schema without the keywords that its draft does not know."""
        unknown = _NOT_MODERN if self.modern else (*_ONLY_MODERN, *_UNKNOWN.get(self.draft, ()))
        if self.draft == "2019-09":
            unknown = tuple(keyword for keyword in unknown if keyword != "additionalItems")
        return {keyword: value for keyword, value in tree.items() if keyword not in unknown}


class _Parts:
    """The nodes of one kind each that one schema consists of."""

    def __init__(self, reader: _Reader, tree: dict[str, Any], base: str, where: str) -> None:
        self.reader = reader
        self.tree = tree
        self.base = base
        self.where = where
        self.kinds: dict[str, Callable[[], Node]] = {
            "string": self._string,
            "number": self._number,
            "object": self._object,
            "array": self._array,
        }

    def read(self) -> list[Node]:
        found = []
        if "$ref" in self.tree:
            found.append(self.reader._reference(self.tree["$ref"], self.base, self.where))
        if "enum" in self.tree:
            values = _expect(self.tree["enum"], list, f"{self.where}/enum")
            found.append(Node("enum", values=frozenset(map(value_key, values))))
        if "const" in self.tree:
            found.append(Node("const", values=frozenset((value_key(self.tree["const"]),))))
        found += [self._combination(keyword) for keyword in (ALL, ANY, ONE) if keyword in self.tree]
        if "not" in self.tree:
            found.append(Node("not", negated=self._inner("not")))
        found += self._condition()
        typed, used = self._typed()
        found += typed
        for kind, keywords in _KEYWORDS.items():
            if kind not in used and any(keyword in self.tree for keyword in keywords):
                found.append(self.kinds[kind]())
        if len(found) > 1:
            for index, part in enumerate(found):
                part.key = part.key or f"{index} of {value_key(self.tree)}"
        return found

    def _inner(self, keyword: str) -> Node:
        return self._schema(self.tree[keyword], keyword)

    def _schema(self, tree: Any, *path: str) -> Node:
        return self.reader.schema(tree, self.base, "/".join((self.where, *path)))

    def _schemas(self, keyword: str) -> dict[str, Node]:
        trees = _expect(self.tree.get(keyword, {}), dict, f"{self.where}/{keyword}")
        return {name: self._schema(tree, keyword, name) for name, tree in trees.items()}

    def _combination(self, keyword: str) -> Node:
        trees = _expect(self.tree[keyword], list, f"{self.where}/{keyword}")
        parts = [self._schema(tree, keyword, str(index)) for index, tree in enumerate(trees)]
        if self.reader.modern:  # the registry's translation puts the parts of such a branch into the list itself
            parts = [one for part in parts for one in (part.parts if part.generated else [part])]
        return combined(keyword, parts, "")

    def _condition(self) -> list[Node]:
        present = [keyword for keyword in ("if", "then", "else") if keyword in self.tree]
        for keyword in present:
            self._inner(keyword)
        return [Node("condition")] if present and ("if" in present or not self.reader.modern) else []

    # --- types

    def _typed(self) -> tuple[list[Node], set[str]]:
        """(the node of ``type``, the kinds of node whose keywords went into it)."""
        if "type" not in self.tree:
            return [], set()
        types = self.tree["type"]
        if isinstance(types, str):
            return [self._of_type(types)], {_kind(types)}
        if not isinstance(types, list):
            raise InvalidSchema(f"{self.where}/type: expected type is one of JsonArray or String")
        names = [_expect(name, str, f"{self.where}/type") for name in types]
        parts = [self._of_type(name) for name in names]
        for name, part in zip(names, parts, strict=True):
            part.key = f"{name} of {value_key(self.tree)}"
        return [combined(ANY, parts, "")], {_kind(name) for name in names}

    def _of_type(self, name: str) -> Node:
        if name not in TYPES:
            raise InvalidSchema(f"{self.where}: unknown type: [{name}]")
        node = self.kinds.get(_kind(name), lambda: Node(name))()
        node.integer = name == "integer"
        return node

    def _bounds(self, keywords: tuple[str, ...], *, whole: bool) -> dict[str, Any]:
        found = {}
        for keyword in (keyword for keyword in keywords if keyword in self.tree):
            value = self.tree[keyword]
            if whole and not is_int(value, 32):
                raise InvalidSchema(f"{self.where}/{keyword}: expected type: Integer, found: {type(value).__name__}")
            if self.reader.draft == "04" and keyword.startswith("exclusive"):
                _expect(value, bool, f"{self.where}/{keyword}")
                continue
            if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
                raise InvalidSchema(f"{self.where}/{keyword}: expected type: Number, found: {type(value).__name__}")
            found[keyword] = value
        if found.get("multipleOf") == 0:
            raise InvalidSchema(f"{self.where}: multipleOf should not be 0")
        return found

    def _string(self) -> Node:
        node = Node("string", bounds=self._bounds(_STRING, whole=True))
        if "pattern" in self.tree:
            node.pattern = _pattern(_expect(self.tree["pattern"], str, f"{self.where}/pattern"))
        if "format" in self.tree:
            _expect(self.tree["format"], str, f"{self.where}/format")
        return node

    def _number(self) -> Node:
        return Node("number", bounds=self._bounds(_NUMBER, whole=False))

    def _object(self) -> Node:
        node = Node("object", bounds=self._bounds(_OBJECT, whole=True))
        node.properties = self._schemas("properties")
        required = _expect(self.tree.get("required", []), list, f"{self.where}/required")
        node.required = {_expect(name, str, f"{self.where}/required") for name in required}
        node.patterns = {_pattern(text): inner for text, inner in self._schemas("patternProperties").items()}
        node.permits_rest, node.rest = self._rest("additionalProperties")
        if "propertyNames" in self.tree:
            self._inner("propertyNames")
        node.needed_schemas = self._schemas("dependentSchemas")
        needed = dict(_expect(self.tree.get("dependentRequired", {}), dict, f"{self.where}/dependentRequired"))
        for name, tree in _expect(self.tree.get("dependencies", {}), dict, f"{self.where}/dependencies").items():
            if isinstance(tree, list):
                needed[name] = tree
            else:
                node.needed_schemas[name] = self._schema(tree, "dependencies", name)
        for name, names in needed.items():
            where = f"{self.where}/dependencies/{name}"
            node.needed_names[name] = {_expect(item, str, where) for item in _expect(names, list, where)}
        return node

    def _rest(self, keyword: str) -> tuple[bool, Node | None]:
        """(are there any others, their schema if there is one) by ``additionalProperties`` or the like."""
        rest = self.tree.get(keyword, True)
        return (rest, None) if isinstance(rest, bool) else (True, self._inner(keyword))

    def _array(self) -> Node:
        node = Node("array", bounds=self._bounds(_ARRAY, whole=True))
        node.unique = _expect(self.tree.get("uniqueItems", False), bool, f"{self.where}/uniqueItems")
        items = self.tree.get("items", [])
        prefix = _expect(self.tree.get("prefixItems", []), list, f"{self.where}/prefixItems")
        if isinstance(items, list):
            listed, keyword = [*prefix, *items], "additionalItems"
        else:
            listed, keyword = prefix, "additionalItems" if not self.reader.modern else "items"
        node.items = [self._schema(tree, "items", str(index)) for index, tree in enumerate(listed)]
        node.permits_rest, node.rest = self._rest(keyword)
        if not self.reader.modern and not isinstance(items, list):
            node.every_item, node.permits_rest = self._inner("items"), True
        elif self.reader.modern and not node.items:
            node.every_item, node.rest = node.rest, None
        if "contains" in self.tree:
            self._inner("contains")
            if self.reader.modern:
                node.bounds.update({"minContains": 1, **self._bounds(_CONTAINS, whole=False)})
        return node


def _kind(name: str) -> str:
    return "number" if name == "integer" else name


def _expect(value: Any, kind: type[Any], where: str) -> Any:
    if not isinstance(value, kind):
        raise InvalidSchema(f"{where}: expected type: {kind.__name__}, found: {type(value).__name__}")
    return value


def _pattern(text: str) -> str:
    """``text``, if it may be a regular expression of Java's; raises InvalidSchema."""
    compiled(text)
    return text


def compiled(text: str) -> re.Pattern[str] | None:
    """A pattern of Java's for Python; None for syntax that only Java has. Raises InvalidSchema."""
    try:
        return re.compile(re.sub(r"\(\?<(?=[A-Za-z])", "(?P<", text))
    except re.error as exc:
        if exc.msg.startswith(("missing )", *_NO_PATTERN)):
            raise InvalidSchema(f"{exc.msg} near index {exc.pos}\n{text}") from exc
        return None
