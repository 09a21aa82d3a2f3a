# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schema texts: what is wrong with one before it is sent, and when two texts say the same. Pure.

Facts: Avro specification 1.11 (names, complex types), JSON Schema (a schema is an object or a boolean), API_MAP C.4.
Protobuf is not parsed here: Schema Registry judges it, in check mode too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

AVRO, JSON, PROTOBUF = "AVRO", "JSON", "PROTOBUF"
SCHEMA_TYPES = (AVRO, JSON, PROTOBUF)
# What a complex Avro type needs besides `type`: attribute and the Python type of its JSON form.
_NEEDS: dict[str, tuple[tuple[str, tuple[type, ...]], ...]] = {
    "record": (("name", (str,)), ("fields", (list,))),
    "error": (("name", (str,)), ("fields", (list,))),
    "enum": (("name", (str,)), ("symbols", (list,))),
    "fixed": (("name", (str,)), ("size", (int,))),
    "array": (("items", (str, list, dict)),),
    "map": (("values", (str, list, dict)),),
}
_NAMED = ("record", "error", "enum", "fixed")
_PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
_JSON_NAMES = {str: "text", list: "a list", dict: "an object", int: "an integer"}


def text_of(schema: Any) -> str:
    """The text of a schema given as text, or as the mapping or list that YAML or templating made of it.

    Raises ValueError for anything else.
    """
    if isinstance(schema, str):
        return schema
    if isinstance(schema, (dict, list)):
        return json.dumps(schema, ensure_ascii=False)
    raise ValueError(f"is a {type(schema).__name__}; it must be text, a mapping or a list")


def problems(text: str, schema_type: str) -> Iterator[str]:
    """What is wrong with a schema text as far as it can be known without the registry, with the position."""
    if not text.strip():
        yield "is empty"
        return
    if schema_type == PROTOBUF:
        if text.lstrip()[:1] in "{[":
            yield "is JSON, but schema_type is PROTOBUF"
        return
    try:
        tree = _parsed(text)
    except json.JSONDecodeError as error:
        yield f"does not parse as JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        return
    except ValueError as error:
        yield f"does not parse as JSON: {error}"
        return
    if schema_type == JSON:
        if not isinstance(tree, (dict, bool)):
            yield f"is not a JSON Schema: it must be an object or a boolean, not {json.dumps(tree)[:40]}"
        return
    yield from _avro_problems(tree, "")


def _parsed(text: str) -> Any:
    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    return json.loads(text, parse_constant=refuse)


def _avro_problems(tree: Any, path: str) -> Iterator[str]:
    """Where a tree is not shaped like an Avro schema. The registry judges names of types: it knows the references."""
    where = f" at {path}" if path else ""
    if isinstance(tree, str):
        if not tree:
            yield f"is not an Avro schema{where}: a type has no name"
    elif isinstance(tree, list):
        for position, branch in enumerate(tree):
            yield from _avro_problems(branch, f"{path}[{position}]")
    elif isinstance(tree, dict):
        yield from _avro_object_problems(tree, path, where)
    else:
        yield f"is not an Avro schema{where}: {json.dumps(tree)[:40]} is not a type"


def _avro_object_problems(tree: dict[str, Any], path: str, where: str) -> Iterator[str]:
    prefix = f"{path}." if path else ""
    kind = tree.get("type")
    if "type" not in tree:
        yield f"is not an Avro schema{where}: it has no type"
        return
    if not isinstance(kind, str):
        yield from _avro_problems(kind, f"{prefix}type")
        return
    for attribute, types in _NEEDS.get(kind, ()):
        value = tree.get(attribute)
        if not isinstance(value, types) or isinstance(value, bool):
            expected = " or ".join(_JSON_NAMES[t] for t in types)
            wrong = f"has a wrong {attribute} (it must be {expected})"
            said = wrong if attribute in tree else f"has no {attribute}"
            yield f"is not an Avro schema{where}: the {kind} {said}"
    if kind in ("array", "map"):
        inner = _NEEDS[kind][0][0]
        if isinstance(tree.get(inner), (str, list, dict)):
            yield from _avro_problems(tree[inner], f"{prefix}{inner}")
    if kind in ("record", "error") and isinstance(tree.get("fields"), list):
        yield from _field_problems(tree["fields"], f"{prefix}fields")


def _field_problems(fields: list[Any], path: str) -> Iterator[str]:
    seen: set[str] = set()
    for position, declared in enumerate(fields):
        here = f"{path}[{position}]"
        if not isinstance(declared, dict) or not isinstance(declared.get("name"), str):
            yield f"is not an Avro schema at {here}: a field is an object with a name"
            continue
        name = declared["name"]
        if name in seen:
            yield f"is not an Avro schema at {here}: the field {name} is there twice"
        seen.add(name)
        if "type" not in declared:
            yield f"is not an Avro schema at {here}: the field {name} has no type"
        else:
            yield from _avro_problems(declared["type"], f"{here}.type")


def canonical(text: str, schema_type: str) -> str:
    """A form in which two texts of the same meaning are equal: whitespace, order of keys and forms of Avro names do not
    count. Everything else does, documentation and defaults too: to the registry they are another schema.

    A text that does not parse is its own form.
    """
    if schema_type == PROTOBUF:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())
    try:
        tree = _parsed(text)
    except ValueError:
        return text
    # Dumped, because Python holds 1, 1.0 and True for equal and JSON does not.
    return json.dumps(_qualified(tree, "") if schema_type == AVRO else tree, sort_keys=True)


def _qualified(tree: Any, namespace: str) -> Any:
    """An Avro schema with full names, without namespaces and without `{"type": "int"}` for `"int"`."""
    if isinstance(tree, str):
        return _full_name(tree, namespace)
    if isinstance(tree, list):
        return [_qualified(branch, namespace) for branch in tree]
    if not isinstance(tree, dict) or "type" not in tree:
        return tree
    kind = tree["type"]
    if set(tree) == {"type"}:
        return _qualified(kind, namespace)
    out = dict(tree)
    if not isinstance(kind, str):
        out["type"] = _qualified(kind, namespace)
    elif kind in _NAMED and isinstance(tree.get("name"), str):
        given = tree.get("namespace")
        out.pop("namespace", None)
        out["name"] = _full_name(tree["name"], given if isinstance(given, str) else namespace)
        namespace = out["name"].rpartition(".")[0]
        if isinstance(tree.get("aliases"), list):
            out["aliases"] = [_full_name(a, namespace) if isinstance(a, str) else a for a in tree["aliases"]]
    elif kind not in _NEEDS:
        out["type"] = _full_name(kind, namespace)
    for inner in ("items", "values"):
        if inner in out and kind in ("array", "map"):
            out[inner] = _qualified(out[inner], namespace)
    if kind in ("record", "error") and isinstance(tree.get("fields"), list):
        out["fields"] = [
            {**f, "type": _qualified(f["type"], namespace)} if isinstance(f, dict) and "type" in f else f
            for f in tree["fields"]
        ]
    return out


def _full_name(name: str, namespace: str) -> str:
    return name if "." in name or not namespace or name in _PRIMITIVES or name in _NEEDS else f"{namespace}.{name}"


def named_type(text: str) -> tuple[str, Any] | None:
    """(full name, definition with full names) of an Avro schema; None for one that has no name."""
    tree = _qualified(_parsed(text), "")
    return (tree["name"], tree) if isinstance(tree, dict) and tree.get("type") in _NAMED else None


def inlined(text: str, definitions: Mapping[str, Any]) -> str:
    """An Avro schema with definitions (see `named_type`) in place of the first use of each name."""
    left = dict(definitions)

    def filled(tree: Any) -> Any:
        if isinstance(tree, str):
            return filled(left.pop(tree)) if tree in left else tree
        if isinstance(tree, list):
            return [filled(branch) for branch in tree]
        if not isinstance(tree, dict):
            return tree
        out = {name: filled(tree[name]) if name in ("type", "items", "values") else tree[name] for name in tree}
        if isinstance(tree.get("fields"), list):
            out["fields"] = [filled(declared) for declared in tree["fields"]]
        return out

    return json.dumps(filled(_qualified(_parsed(text), "")))


def structure(text: str) -> Any:
    """A schema as data, or as lines where it is not JSON: a diff then shows what differs and not one long text."""
    try:
        return _parsed(text)
    except ValueError:
        return text.splitlines()


def same(first: Any, second: Any) -> bool:
    """Whether two metadata or rule sets say the same: what is empty, null or `disabled: false` counts as not there."""
    return json.dumps(_stripped(first), sort_keys=True) == json.dumps(_stripped(second), sort_keys=True)


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        inner = {key: _stripped(item) for key, item in value.items()}
        return {k: v for k, v in inner.items() if v not in (None, {}, []) and not (k == "disabled" and v is False)}
    return [_stripped(item) for item in value] if isinstance(value, list) else value


def qualified_subject(subject: str, parent: str) -> str:
    """A referenced subject as the registry resolves it: inside a context (`:.context:subject`) a plain name means the
    same context.
    """
    if subject.startswith(":.") or not parent.startswith(":."):
        return subject
    return f":{parent[1:].partition(':')[0]}:{subject}"


def plain_subject(subject: str) -> str:
    """A subject by its shortest name: `:.:subject`, which names the default context, is `subject`."""
    return subject.removeprefix(":.:")


def without_context(subject: str) -> str:
    """The name of a subject inside its context."""
    return subject[1:].partition(":")[2] if subject.startswith(":.") else subject
