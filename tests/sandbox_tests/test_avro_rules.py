# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avro as the registry's library for Java reads, prints and compares it (expected texts are that library's, 1.12.1)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.planes._schema_formats import InvalidSchema, ResolvedReference, parse

from ._formats import error_types, messages, parsed


def r(*fields: Any, name: str = "R", **more: Any) -> dict[str, Any]:
    return {"type": "record", "name": name, "fields": list(fields), **more}


def f(name: str, kind: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, **more}


def one(kind: Any, **more: Any) -> str:
    """A record whose only field has this type."""
    return json.dumps(r(f("a", kind, **more)), separators=(",", ":"), ensure_ascii=False)


def fixed(name: str = "F", size: Any = 1, **more: Any) -> dict[str, Any]:
    return {"type": "fixed", "name": name, "size": size, **more}


def enum(*symbols: str, **more: Any) -> dict[str, Any]:
    return {"type": "enum", "name": "E", "symbols": list(symbols), **more}


NESTED = r(f("x", "int"), name="N")

REFUSED = {
    "a bare word": "string",
    "a type of a type": '{"type":{"type":"string"}}',
    "a list of types as a type": '{"type":["null","int"]}',
    "text behind the end": '"int" "long"',
    "a comment behind the end": '"int" // one',
    "a comment of another language": '# one\n"int"',
    "a comment without end": '{"type":"int" /* one }',
    "no number": one("float").replace('"float"', '"float","default":NaN'),
    "a hyphen in a field's name": one("int").replace('"a"', '"a-b"'),
    "a digit first": '{"type":"record","name":"1R","fields":[]}',
    "a hyphen in a namespace": '{"type":"record","name":"R","namespace":"a-b","fields":[]}',
    "an empty name": '{"type":"record","name":"a.","fields":[]}',
    "the name of a primitive": '{"type":"record","name":"int","fields":[]}',
    "a hyphen in a symbol": one(enum("A-B")),
    "a symbol twice": one(enum("A", "A")),
    "an unknown default of an enum": one(enum("A", default="B")),
    "a field twice": json.dumps(r(f("a", "int"), f("a", "long"))),
    "an unknown order": one("int", order="sideways"),
    "a type twice in a union": '["int",{"type":"int","logicalType":"date"}]',
    "a union in a union": '["null",["int"]]',
    "an undefined type": one("Nope"),
    "the outer type by its simple name from another namespace": json.dumps(r(f("n", r(f("o", "R"), name="q.N")))),
    "one name for two types": json.dumps(r(f("a", fixed()), f("b", fixed(size=2)))),
    "one name for the type around": one(r(name="R")),
    "a size that is no number": one(fixed(size="3")),
    "a negative size": one(fixed(size=-1)),
    "no fields": '{"type":"record","name":"R"}',
    "no items": '{"type":"array"}',
    "a number beyond a long as a property": '{"type":"int","p":{"q":[123456789012345678901234567890]}}',
    "nesting without end": "[" * 5000 + "]" * 5000,
    "a default that holds itself": one("R", default={}),
    "text for a number": one("int", default="x"),
    "a number for a text": one("string", default=1),
    "null for a text": one("string", default=None),
    "too large for int": one("int", default=2**31),
    "an exponent for a long": one("long").replace('"long"', '"long","default":1e3'),
    "a fraction for an int": one("int", default=1.0),
    "text for a boolean": one("boolean", default="true"),
    "a record without its field": one(NESTED, default={}),
    "an array with a wrong item": one({"type": "array", "items": "int"}, default=[1, "x"]),
    "no branch of the union": one(["null", "string"], default=5),
}
TAKEN = {
    "comments": '/* a "b" */ {"type": // c\n "int", "p": "http://x /* no */"}',
    "a type defined twice alike": json.dumps(r(f("a", NESTED), f("b", {**NESTED, "doc": "d", "aliases": ["M"]}))),
    "a type before its definition": json.dumps(r(f("a", "F"), f("b", fixed()))),
    "letters of other scripts": '{"type":"record","name":"Größe","fields":[{"name":"名前","type":"int"}]}',
    "no default of an enum": one(enum("A", default=None)),
    "the default of a later branch": one(["null", "int"], default=1),
    "a whole number for a double": one("double", default=1),
    "no number as text": one("double", default="NaN"),
    "an unknown symbol as a default": one(enum("A"), default="Z"),
    "a record whose field has a default": one(r(f("x", "int", default=3), name="N"), default={}),
    "a name as a type": json.dumps(r(f("a", {"type": "R", "p": 1}))),
    "no symbols": one(enum()),
    "an empty union": "[]",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in REFUSED.items()])
def test_what_the_parser_refuses(text: str) -> None:
    with pytest.raises(InvalidSchema):
        parse("AVRO", text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TAKEN.items()])
def test_what_the_parser_takes_and_reads_again(text: str) -> None:
    schema = parse("AVRO", text)
    assert parse("AVRO", schema.canonical).canonical == schema.canonical
    assert parse("AVRO", schema.normalized).normalized == schema.normalized


PRINTED = [
    ('{"type":"int"}', '"int"', '"int"'),
    ('{"type":"int","doc":"x","name":"y"}', '"int"', '"int"'),
    (
        '{"type":"int","d":10000000000.0,"e":1e-4,"f":0.10,"g":1E3,"h":123456789.125,"i":null}',
        *['{"type":"int","d":1.0E10,"e":1.0E-4,"f":0.1,"g":1000.0,"h":1.23456789125E8,"i":null}'] * 2,
    ),
    (
        '{"type":"record","name":"x.y.R","namespace":"a.b","doc":"","aliases":["z.Q","Q","A"],"fields":[],'
        '"zeta":{"b":1,"a":[{"d":1,"c":2}]},"alpha":1}',
        '{"type":"record","name":"R","namespace":"x.y","doc":"","fields":[],"zeta":{"b":1,"a":[{"d":1,"c":2}]},'
        '"alpha":1,"aliases":["z.Q","Q","A"]}',
        '{"type":"record","name":"R","namespace":"x.y","fields":[],"alpha":1,"zeta":{"a":[{"c":2,"d":1}],"b":1},'
        '"aliases":["A","Q","z.Q"]}',
    ),
    (
        '{"type":"error","name":"R","fields":[{"name":"a","type":"F"},{"name":"b","type":{"type":"fixed","name":"F",'
        '"size":2},"zz":1,"aa":2,"order":"DESCENDING","aliases":["y","x"]}]}',
        '{"type":"error","name":"R","fields":[{"name":"a","type":{"type":"fixed","name":"F","size":2}},{"name":"b",'
        '"type":"F","order":"descending","aliases":["y","x"],"zz":1,"aa":2}]}',
        '{"type":"record","name":"R","fields":[{"name":"a","type":{"type":"fixed","name":"F","size":2}},{"name":"b",'
        '"type":"F","order":"descending","aliases":["x","y"],"aa":2,"zz":1}]}',
    ),
    (
        one({"type": "bytes", "zz": 1, "scale": 2, "logicalType": "decimal", "aa": 1, "precision": 4}),
        one({"type": "bytes", "zz": 1, "scale": 2, "logicalType": "decimal", "aa": 1, "precision": 4}),
        one({"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2, "aa": 1, "zz": 1}),
    ),
    (
        one({"type": "string", "logicalType": "date", "aa": 1}),
        one({"type": "string", "logicalType": "date", "aa": 1}),
        one({"type": "string", "aa": 1, "logicalType": "date"}),
    ),
    (one("double", default=1), one("double", default=1), one("double", default=1.0)),
    (one(["null", "int"], default=1), one(["null", "int"], default=1), one(["null", "int"])),
    (one("float", default=0.123456789), one("float", default=0.123456789), one("float", default=0.12345679)),
    (
        '{"type":"record","name":"record","namespace":"x","fields":[{"name":"r","type":["null","record"]}]}',
        *['{"type":"record","name":"record","namespace":"x","fields":[{"name":"r","type":["null","x.record"]}]}'] * 2,
    ),
]


@pytest.mark.parametrize(("text", "canonical", "normalized"), PRINTED)
def test_what_is_printed(text: str, canonical: str, normalized: str) -> None:
    schema = parse("AVRO", text)
    assert (schema.canonical, schema.normalized) == (canonical, normalized)


def test_of_a_reference_only_its_own_type_is_named_the_types_inside_are_written_out() -> None:
    other = parsed("AVRO", r(f("f", fixed()), name="Other", namespace="acme"))
    user = json.dumps(r(f("o", "Other"), f("f", "F"), name="User", namespace="acme"))
    schema = parse("AVRO", user, [ResolvedReference("other", other)])
    assert schema.canonical == schema.normalized
    assert json.loads(schema.canonical)["fields"] == [f("o", "Other"), f("f", fixed())]


ROWS: list[tuple[str, Any, Any, list[str], list[str]]] = [
    ("promotion", "int", "double", [], ["TYPE_MISMATCH"]),
    ("text and bytes", "bytes", "string", [], []),
    ("another kind", "int", {"type": "map", "values": "int"}, ["TYPE_MISMATCH"], ["TYPE_MISMATCH"]),
    ("size", fixed(), fixed(size=2), ["FIXED_SIZE_MISMATCH"], ["FIXED_SIZE_MISMATCH"]),
    (
        "name and size",
        fixed(),
        fixed("G", 2),
        ["FIXED_SIZE_MISMATCH", "NAME_MISMATCH"],
        ["FIXED_SIZE_MISMATCH", "NAME_MISMATCH"],
    ),
    ("only the namespace", fixed("a.F"), fixed("b.F"), [], []),
    ("an alias is a full name", fixed("a.F"), fixed("b.G", aliases=["a.F"]), [], ["NAME_MISMATCH"]),
    ("symbols", enum("A", "B"), enum("A", "C"), ["MISSING_ENUM_SYMBOLS"], ["MISSING_ENUM_SYMBOLS"]),
    ("symbols with a default", enum("A", "B"), enum("A", "C", default="A"), [], ["MISSING_ENUM_SYMBOLS"]),
    ("an error becomes a record", r(f("x", "int"), name="N") | {"type": "error"}, NESTED, [], []),
    (
        *("a field without default", NESTED, r(f("x", "int"), f("y", "int"), name="N")),
        *(["READER_FIELD_MISSING_DEFAULT_VALUE"], []),
    ),
    (
        *("a field with its enum's default", NESTED, r(f("x", "int"), f("y", enum("A", default="A")), name="N")),
        *(["TYPE_MISMATCH"], []),
    ),
]
NESTINGS: dict[str, tuple[Callable[[Any], Any], bool]] = {
    "the root": (lambda kind: {"type": kind} if isinstance(kind, str) else kind, False),
    "a field": (lambda kind: r(f("v", kind)), False),
    "an array": (lambda kind: {"type": "array", "items": kind}, False),
    "a map": (lambda kind: {"type": "map", "values": kind}, False),
    "a union": (lambda kind: ["null", kind], True),
    "deep inside": (lambda kind: r(f("v", {"type": "array", "items": r(f("w", kind), name="W")})), False),
}


@pytest.mark.parametrize(("old", "new", "backward", "forward"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_a_rule_holds_wherever_the_type_stands(old: Any, new: Any, backward: list[str], forward: list[str]) -> None:
    for place, (wrap, union) in NESTINGS.items():
        before, after = parsed("AVRO", wrap(old)), parsed("AVRO", wrap(new))
        expected = [["MISSING_UNION_BRANCH"] if union and kinds else kinds for kinds in (backward, forward)]
        told = [error_types(messages(level, before, after)) for level in ("BACKWARD", "FORWARD")]
        assert told == expected, place
        assert error_types(messages("FULL", before, after)) == sorted(expected[0] + expected[1]), place


def test_crossed_aliases_are_an_error_of_the_checker() -> None:
    old = parsed("AVRO", r(f("a", "int"), f("b", "int")))
    new = parsed("AVRO", r(f("a", "int", aliases=["b"]), f("b", "int", aliases=["a"])))
    told = messages("BACKWARD", old, new)
    assert told[0] == (
        "Unexpected exception during compatibility check: Reader record field a type:INT pos:0 matches multiple fields "
        f"in writer record schema {old.canonical}"
    )
    assert messages("FORWARD", old, new) == []
