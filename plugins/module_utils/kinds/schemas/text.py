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

from .json_text import read

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
# What Avro's parser for Java, and so the registry, keeps of its own attributes, by type: all others of these names go.
_ATTRIBUTES = frozenset({"doc", "fields", "items", "name", "namespace", "size", "symbols", "values", "aliases"})
_KEPT: dict[str, tuple[str, ...]] = {
    "record": ("name", "namespace", "doc", "fields", "aliases"),
    "error": ("name", "namespace", "doc", "fields", "aliases"),
    "enum": ("name", "namespace", "doc", "symbols", "aliases"),
    "fixed": ("name", "namespace", "doc", "size", "aliases"),
    "array": ("items",),
    "map": ("values",),
}
_PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
TEMPLATED = (
    "ansible-core before 2.19 makes data of templated text that looks like data: give schema_file instead, or end the "
    "template with | string"
)
DEFAULT_CONTEXT = "."
_JSON_NAMES = {str: "text", list: "a list", dict: "an object", int: "an integer"}


def text_of(schema: Any) -> str:
    """The text of a schema given as text, or as the mapping or list that YAML or templating made of it.

    Raises ValueError for anything else, with what to do: text becomes data on its way here where templating takes it
    for data.
    """
    if isinstance(schema, str):
        return schema
    if isinstance(schema, (dict, list)):
        return json.dumps(schema, ensure_ascii=False)
    raise ValueError(f"is a {type(schema).__name__}; it must be text, a mapping or a list. {TEMPLATED}")


def problems(text: str, schema_type: str) -> Iterator[str]:
    """What is wrong with a schema text as far as it can be known without the registry, with the position."""
    if not text.strip():
        yield "is empty"
        return
    if schema_type == PROTOBUF:
        if text.lstrip()[:1] in "{[":
            yield f"is JSON, but schema_type is PROTOBUF. {TEMPLATED}"
        return
    try:
        tree = parsed(text, schema_type)
    except json.JSONDecodeError as error:
        printed = text.lstrip()[:2] in ("{'", "[{", "['") and "'" in text
        hint = ". It looks like data that a template printed: end the template with | to_json" if printed else ""
        yield f"does not parse as JSON: {error.msg} at line {error.lineno}, column {error.colno}{hint}"
        return
    except ValueError as error:
        yield f"does not parse as JSON: {error}"
        return
    if schema_type == JSON:
        if not isinstance(tree, (dict, bool)):
            yield f"is not a JSON Schema: it must be an object or a boolean, not {json.dumps(tree)[:40]}"
        return
    try:
        yield from list(_avro_problems(tree, ""))
    except RecursionError:
        yield "is not an Avro schema: it is nested too deep"


def parsed(text: str, schema_type: str) -> Any:
    """A schema text that is JSON as data, as the registry reads it. Raises ValueError."""
    return read(text, comments=schema_type == AVRO)[0]


def left_over(text: str, schema_type: str) -> str:
    """The text after a schema, which the registry leaves out; empty where there is none, and for Protobuf."""
    return "" if schema_type == PROTOBUF else read(text, comments=schema_type == AVRO)[1]


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
    """A form in which two texts of the same meaning are equal: whitespace, order of keys, comments in Avro and forms of
    Avro names do not count, nor does what Avro's parser leaves out. Everything else does, documentation and defaults
    too: to the registry they are another schema.

    A text that does not parse is its own form.
    """
    if schema_type == PROTOBUF:
        # A line may be part of a comment, so only lines as they are; the registry indents them and adds empty ones.
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())
    try:
        tree = parsed(text, schema_type)
        # Dumped, because Python holds 1, 1.0 and True for equal and JSON does not.
        return json.dumps(_qualified(tree, "") if schema_type == AVRO else tree, sort_keys=True)
    except (ValueError, RecursionError):
        return text


def _qualified(tree: Any, namespace: str) -> Any:
    """An Avro schema with full names, without namespaces, without `{"type": "int"}` for `"int"`, and without what the
    parser leaves out.
    """
    if isinstance(tree, str):
        return _full_name(tree, namespace)
    if isinstance(tree, list):
        return [_qualified(branch, namespace) for branch in tree]
    if not isinstance(tree, dict) or "type" not in tree:
        return tree
    kind = tree["type"]
    if not isinstance(kind, str):  # the registry refuses it
        return {**tree, "type": _qualified(kind, namespace)}
    kept = _KEPT.get(kind, ())
    out = {name: value for name, value in tree.items() if name not in _ATTRIBUTES or name in kept}
    if set(out) == {"type"}:
        return _full_name(kind, namespace)
    if kind in _NAMED and isinstance(tree.get("name"), str):
        given = out.pop("namespace", None)
        out["name"] = _full_name(tree["name"], given if isinstance(given, str) else namespace)
        namespace = out["name"].rpartition(".")[0]
        _tidy(out)
        if isinstance(out.get("aliases"), list):
            out["aliases"] = [_full_name(a, namespace) if isinstance(a, str) else a for a in out["aliases"]]
    elif kind not in _NEEDS:
        out["type"] = _full_name(kind, namespace)
    for inner in ("items", "values"):
        if inner in out:
            out[inner] = _qualified(out[inner], namespace)
    if isinstance(out.get("fields"), list):
        out["fields"] = [_field(f, namespace) if isinstance(f, dict) else f for f in out["fields"]]
    return out


def _field(declared: dict[str, Any], namespace: str) -> dict[str, Any]:
    """A field of a record in that form. Ascending is the order of a field that states none."""
    out = dict(declared)
    if "type" in out:
        out["type"] = _qualified(out["type"], namespace)
    if isinstance(out.get("order"), str):
        out["order"] = out["order"].lower()
        if out["order"] == "ascending":
            del out["order"]
    _tidy(out)
    return out


def _tidy(out: dict[str, Any]) -> None:
    """Take out documentation that is no text, and an empty list of aliases."""
    if "doc" in out and not isinstance(out["doc"], str):
        del out["doc"]
    if out.get("aliases") == []:
        del out["aliases"]


def _full_name(name: str, namespace: str) -> str:
    return name if "." in name or not namespace or name in _PRIMITIVES or name in _NEEDS else f"{namespace}.{name}"


def named_type(text: str) -> tuple[str, Any] | None:
    """(full name, definition with full names) of an Avro schema; None for one that has no name."""
    tree = _qualified(parsed(text, AVRO), "")
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

    return json.dumps(filled(_qualified(parsed(text, AVRO), "")))


def structure(text: str) -> Any:
    """A schema as data, or as lines where it is not JSON: a diff then shows what differs and not one long text."""
    try:
        return parsed(text, AVRO)  # the form that takes most; nothing else than JSON begins alike
    except ValueError:
        return text.splitlines()


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


def context_of(subject: str) -> str:
    """The context of a subject: `.`, the default one, or `.name`."""
    return subject[1:].partition(":")[0] if subject.startswith(":.") else DEFAULT_CONTEXT


def without_context(subject: str) -> str:
    """The name of a subject inside its context."""
    return subject[1:].partition(":")[2] if subject.startswith(":.") else subject
