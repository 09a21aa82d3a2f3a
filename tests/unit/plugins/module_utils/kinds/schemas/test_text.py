# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schemas import text

ORDER: dict[str, Any] = {
    "type": "record",
    "name": "Order",
    "namespace": "shop",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "again", "type": ["null", "Kind"], "default": None},
        {"name": "parts", "type": {"type": "array", "items": {"type": "map", "values": "Kind"}}},
    ],
}


def avro(tree: Any) -> str:
    return text.canonical(tree if isinstance(tree, str) else json.dumps(tree), "AVRO")


def with_default(kind: str, default: Any) -> dict[str, Any]:
    return {"type": "record", "name": "R", "fields": [{"name": "a", "type": kind, "default": default}]}


def found(tree: Any, schema_type: str = "AVRO") -> list[str]:
    return list(text.problems(tree if isinstance(tree, str) else json.dumps(tree), schema_type))


@pytest.mark.parametrize(
    "other",
    [
        json.dumps(ORDER, indent=3),
        json.dumps(dict(reversed(ORDER.items()))),
        json.dumps(ORDER).replace('"Kind"]', '"shop.Kind"]'),
        json.dumps(ORDER).replace('"name": "Kind"', '"name": "shop.Kind"'),
        json.dumps(ORDER).replace('"name": "Order", "namespace": "shop"', '"name": "shop.Order"'),
        json.dumps(ORDER).replace('"name": "Kind"', '"namespace": "shop", "name": "Kind"'),
        json.dumps(ORDER).replace('"type": "string"', '"type": {"type": "string"}'),
        f"// a comment\n{json.dumps(ORDER, indent=1)}/* and another */",
        json.dumps(ORDER).replace('"name": "id"', '"order": "ascending", "aliases": [], "name": "id"'),
        json.dumps(ORDER).replace('"type": "string"', '"type": {"type": "string", "doc": "left out", "name": "x"}'),
        json.dumps(ORDER).replace('"type": "array"', '"type": "array", "doc": "left out"'),
        json.dumps({**ORDER, "aliases": [], "items": "int"}),
        f"{json.dumps(ORDER)} left out",
    ],
)
def test_forms_of_one_avro_schema(other: str) -> None:
    assert other != json.dumps(ORDER)
    assert avro(other) == avro(ORDER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({**ORDER, "doc": "x"}, ORDER),
        ({**ORDER, "namespace": "other"}, ORDER),
        ({**ORDER, "fields": ORDER["fields"][::-1]}, ORDER),
        (with_default("int", 1), with_default("int", 1.0)),
        (with_default("boolean", True), with_default("boolean", 1)),
        ({"type": "enum", "name": "E", "symbols": ["A", "B"]}, {"type": "enum", "name": "E", "symbols": ["B", "A"]}),
        (["null", "string"], ["string", "null"]),
        ({"type": "int", "logicalType": "date"}, "int"),
        ({**with_default("int", 1), "aliases": ["a.X"]}, {**with_default("int", 1), "aliases": ["b.X"]}),
        ({"type": "string", "owner": "x"}, "string"),
        ({"type": "string", "avro.java.string": "String"}, "string"),
        ({"type": {"type": "string"}}, "string"),
    ],
)
def test_different_avro_schemas(first: Any, second: Any) -> None:
    assert avro(json.dumps(first)) != avro(json.dumps(second))


def test_names_of_a_nested_namespace_stay_inside() -> None:
    inner = {"type": "record", "name": "In", "namespace": "deep", "fields": [{"name": "x", "type": "Far"}]}
    fields = [{"name": "a", "type": inner}, {"name": "b", "type": "Far"}]
    canonical = avro({"type": "record", "name": "Out", "namespace": "shop", "fields": fields})
    assert '"deep.Far"' in canonical
    assert '"shop.Far"' in canonical


def test_aliases_are_names() -> None:
    short = {"type": "record", "name": "R", "namespace": "n", "aliases": ["Old"], "fields": []}
    assert avro(short) == avro({"type": "record", "name": "n.R", "aliases": ["n.Old"], "fields": []})


def test_json_and_protobuf_forms() -> None:
    assert text.canonical('{"a": 1, "b": [1]}', "JSON") == text.canonical('{ "b":[1],"a":1}', "JSON")
    assert text.canonical('{"a": 1}', "JSON") != text.canonical('{"a": 1.0}', "JSON")
    assert text.canonical("message A {}\n\n", "PROTOBUF") == text.canonical("\nmessage A {}  ", "PROTOBUF")
    assert text.canonical("message A {\n  int32 a = 1;\n}", "PROTOBUF") == text.canonical(
        "\nmessage A {\n\n\tint32 a = 1;\n\n}\n", "PROTOBUF"
    )
    assert text.canonical("// a\nmessage A {}", "PROTOBUF") != text.canonical("// a message A {}", "PROTOBUF")
    assert text.canonical("message A {}", "PROTOBUF") != text.canonical("message B {}", "PROTOBUF")
    assert text.canonical("no json", "AVRO") == "no json"


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ("{", "does not parse as JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        ('{"type": NaN}', "NaN is not JSON"),
        ("  ", "is empty"),
        (7, "is not an Avro schema: 7 is not a type"),
        ({"name": "x"}, "is not an Avro schema: it has no type"),
        ({"type": "record", "name": "R"}, "the record has no fields"),
        ({"type": "record", "name": "R", "fields": {}}, "the record has a wrong fields (it must be a list)"),
        ({"type": "fixed", "name": "F", "size": True}, "the fixed has a wrong size"),
        ({"type": "enum", "symbols": []}, "the enum has no name"),
        ({"type": "array"}, "the array has no items"),
        ({"type": "map", "values": {"type": "array"}}, "at values: the array has no items"),
        ({"type": "record", "name": "R", "fields": ["a"]}, "at fields[0]: a field is an object with a name"),
        ({"type": "record", "name": "R", "fields": [{"name": "a"}]}, "at fields[0]: the field a has no type"),
        (["null", {"type": "map"}], "at [1]: the map has no values"),
        ({"type": {"type": "array"}}, "at type: the array has no items"),
        ("", "is empty"),
        ('""', "a type has no name"),
    ],
)
def test_problems_of_avro(tree: Any, words: str) -> None:
    assert any(words in problem for problem in found(tree)), found(tree)


def test_every_problem_is_named() -> None:
    twice = {"name": "a", "type": {"type": "fixed", "name": "F"}}
    problems = found({"type": "record", "name": "R", "fields": [twice, twice]})
    assert len(problems) == 3, problems
    assert any("fields[0].type: the fixed has no size" in problem for problem in problems)
    assert any("fields[1]: the field a is there twice" in problem for problem in problems)


@pytest.mark.parametrize("tree", [ORDER, "string", ["null", ORDER], {"type": "int", "logicalType": "date"}])
def test_good_avro(tree: Any) -> None:
    assert found(json.dumps(tree)) == []


def test_problems_of_other_formats() -> None:
    assert found({"type": "object"}, "JSON") == found("true", "JSON") == []
    assert "must be an object or a boolean" in found("[1]", "JSON")[0]
    assert found('syntax = "proto3";', "PROTOBUF") == []
    assert "is JSON" in found({"type": "object"}, "PROTOBUF")[0]


def test_text_of() -> None:
    assert text.text_of('"string"') == '"string"'
    assert json.loads(text.text_of({"doc": "ü"})) == {"doc": "ü"}
    assert text.text_of(["null"]) == '["null"]'
    for wrong in (7, True, None):
        with pytest.raises(ValueError, match="must be text"):
            text.text_of(wrong)


def test_structure() -> None:
    assert text.structure('{"a": [1]}') == {"a": [1]}
    assert text.structure("message A {\n}") == ["message A {", "}"]


@pytest.mark.parametrize(
    ("subject", "parent", "qualified"),
    [
        ("money", "payments", "money"),
        ("money", ":.staging:payments", ":.staging:money"),
        (":.other:money", ":.staging:payments", ":.other:money"),
        (":.other:money", "payments", ":.other:money"),
    ],
)
def test_qualified_subject(subject: str, parent: str, qualified: str) -> None:
    assert text.qualified_subject(subject, parent) == qualified
