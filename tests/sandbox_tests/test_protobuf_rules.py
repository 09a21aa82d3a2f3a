# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every rule by which Protobuf files are compared, both ways, at the top and nested, in one file and across files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sandbox.planes._schema_formats import ParsedSchema, ResolvedReference, parse

from ._formats import error_types, messages, parsed

Row = tuple[str, str, str, list[str], list[str]]
SCALAR, KIND, NAMED = "FIELD_SCALAR_KIND_CHANGED", "FIELD_KIND_CHANGED", "FIELD_NAMED_TYPE_CHANGED"
LABEL, GONE, MOVED = "FIELD_NUMERIC_LABEL_CHANGED", "ONEOF_FIELD_REMOVED", "FIELD_MOVED_TO_EXISTING_ONEOF"
SEVERAL = "MULTIPLE_FIELDS_MOVED_TO_ONEOF"
REMOVED, REQUIRED, NOT_REQUIRED = "MESSAGE_REMOVED", "REQUIRED_FIELD_ADDED", "REQUIRED_FIELD_REMOVED"

# What a message of proto3 holds: before, after, error types of BACKWARD and FORWARD.
PROTO3: list[Row] = [
    ("a field comes", "string a = 1;", "string a = 1; int32 b = 2;", [], []),
    ("a field has another name", "string a = 1;", "string z = 1;", [], []),
    ("a field has another number", "string a = 1;", "string a = 7;", [], []),
    ("two fields swap numbers", "string a = 1; int32 b = 2;", "string a = 2; int32 b = 1;", [SCALAR] * 2, [SCALAR] * 2),
    ("uint64 to bool", "uint64 a = 1;", "bool a = 1;", [], []),
    ("enum to bool", "E a = 1;", "bool a = 1;", [], []),
    ("enum to uint64", "E a = 1;", "uint64 a = 1;", [], []),
    ("enum to sint32", "E a = 1;", "sint32 a = 1;", [SCALAR], [SCALAR]),
    ("enum to string", "E a = 1;", "string a = 1;", [SCALAR], [SCALAR]),
    ("enum to another enum", "E a = 1;", "F a = 1;", [], []),
    ("enum to message", "E a = 1;", "N a = 1;", [KIND], [KIND]),
    ("sint64 to int64", "sint64 a = 1;", "int64 a = 1;", [SCALAR], [SCALAR]),
    ("fixed64 to sfixed64", "fixed64 a = 1;", "sfixed64 a = 1;", [], []),
    ("fixed32 to float", "fixed32 a = 1;", "float a = 1;", [SCALAR], [SCALAR]),
    ("double to int64", "double a = 1;", "int64 a = 1;", [SCALAR], [SCALAR]),
    ("bytes to string, repeated", "bytes a = 1;", "repeated string a = 1;", [], []),
    ("bytes to message", "bytes a = 1;", "N a = 1;", [KIND], [KIND]),
    ("message to another", "N a = 1;", "O a = 1;", [NAMED], [NAMED]),
    ("message by its full name", "N a = 1;", ".p.N a = 1;", [], []),
    ("label written: optional", "int32 a = 1;", "optional int32 a = 1;", [], []),
    ("label written: repeated", "double a = 1;", "repeated double a = 1;", [], []),
    ("optional to repeated number", "optional fixed32 a = 1;", "repeated fixed32 a = 1;", [LABEL], [LABEL]),
    ("optional to repeated enum", "optional E a = 1;", "repeated E a = 1;", [LABEL], [LABEL]),
    ("optional to repeated text", "optional string a = 1;", "repeated string a = 1;", [], []),
    ("optional to repeated message", "optional N a = 1;", "repeated N a = 1;", [], []),
    ("kind goes before label", "optional int32 a = 1;", "repeated sint32 a = 1;", [SCALAR], [SCALAR]),
    ("map to repeated message", "map<string, N> a = 1;", "repeated N a = 1;", [KIND], [KIND]),
    ("map to scalar", "map<string, string> a = 1;", "bytes a = 1;", [KIND], [KIND]),
    ("key and value of a map", "map<string, int32> a = 1;", "map<int32, string> a = 1;", [SCALAR] * 2, [SCALAR] * 2),
    ("value of a map: enum to bool", "map<string, E> a = 1;", "map<string, bool> a = 1;", [], []),
    ("value of a map: message", "map<string, N> a = 1;", "map<string, O> a = 1;", [NAMED], [NAMED]),
    ("value of a map: kind", "map<string, N> a = 1;", "map<string, string> a = 1;", [KIND], [KIND]),
    (
        "a map written out",
        "map<string, int32> a = 1;",
        "repeated AEntry a = 1; message AEntry { option map_entry = true; string key = 1; int64 value = 2; }",
        [],
        [],
    ),
    ("nested message goes", "message I {}", "", [REMOVED], []),
    ("nested enum goes", "enum I { Z = 0; }", "", [], []),
    ("nested message moves up", "N a = 1; message N {}", "N a = 1;", [REMOVED, NAMED], [NAMED]),
    ("oneof comes", "", "oneof o { string a = 1; string b = 2; }", [], []),
    ("oneof loses a field", "oneof o { string a = 1; int32 b = 2; }", "oneof o { string a = 1; }", [GONE], []),
    ("oneof of another name", "oneof o { string a = 1; }", "oneof q { string a = 1; }", [], []),
    ("oneof of another name and type", "oneof o { string a = 1; }", "oneof q { int32 a = 1; }", [SCALAR], [SCALAR]),
    ("type inside a oneof", "oneof o { string a = 1; }", "oneof o { N a = 1; }", [KIND], [KIND]),
    ("one field into a new oneof", "string a = 1; string b = 2;", "oneof o { string a = 1; } string b = 2;", [], []),
    ("into a new oneof as another type", "string a = 1;", "oneof o { int32 a = 1; }", [SCALAR], [SCALAR]),
    (
        "two fields into a new oneof",
        "string a = 1; string b = 2;",
        "oneof o { string a = 1; string b = 2; }",
        [SEVERAL],
        [],
    ),
    (
        "two fields into two oneofs",
        "string a = 1; string b = 2;",
        "oneof o { string a = 1; } oneof q { string b = 2; }",
        [],
        [],
    ),
    (
        "into a oneof that was",
        "string a = 1; oneof o { string b = 2; }",
        "oneof o { string b = 2; string a = 1; }",
        [MOVED],
        [GONE],
    ),
    (
        "into a oneof of new fields",
        "string a = 1; oneof o { string b = 2; }",
        "oneof q { string a = 1; string c = 3; } oneof o { string b = 2; }",
        [],
        [],
    ),
    (
        "from oneof to oneof",
        "oneof o { string a = 1; string b = 2; } oneof q { string c = 3; }",
        "oneof o { string a = 1; } oneof q { string c = 3; string b = 2; }",
        [GONE],
        [GONE],
    ),
    ("options and reservations", "string a = 1;", "reserved 5; option deprecated = true; string a = 1;", [], []),
]
# The same of proto2.
PROTO2: list[Row] = [
    ("required comes", "", "required string a = 1;", [REQUIRED], [NOT_REQUIRED]),
    ("required message comes", "", "required N a = 1;", [REQUIRED], [NOT_REQUIRED]),
    ("optional comes", "", "optional string a = 1;", [], []),
    ("optional to required text", "optional string a = 1;", "required string a = 1;", [], []),
    ("optional to required message", "optional N a = 1;", "required N a = 1;", [], []),
    ("optional to required number", "optional int64 a = 1;", "required int64 a = 1;", [LABEL], [LABEL]),
    ("required to repeated bool", "required bool a = 1;", "repeated bool a = 1;", [LABEL], [LABEL]),
    ("required into a oneof", "required string a = 1;", "oneof o { string a = 1; }", [], [REQUIRED]),
    ("default", "optional int32 a = 1 [default = 1];", "optional int32 a = 1 [default = 2];", [], []),
    ("inside a group", "optional group G = 1 { optional int32 a = 1; }", "optional group G = 1 {}", [], []),
    ("group goes", "optional group G = 1 { optional int32 a = 1; }", "", [], []),
]


def proto3(body: str) -> str:
    return f'syntax = "proto3"; package p; enum E {{ X = 0; }} enum F {{ Y = 0; }} message N {{}} message O {{}} {body}'


def proto2(body: str) -> str:
    return f"package p; message N {{}} {body}"


SHAPES: dict[str, Callable[[str], str]] = {
    "message": lambda body: f"message M {{ {body} }}",
    "nested": lambda body: f"message A {{ message B {{ message M {{ {body} }} }} }}",
}
CASES = [
    pytest.param(file(shape(before)), file(shape(after)), backward, forward, id=f"{where}: {name}")
    for file, rows in ((proto3, PROTO3), (proto2, PROTO2))
    for name, before, after, backward, forward in rows
    for where, shape in SHAPES.items()
]


@pytest.mark.parametrize(("before", "after", "backward", "forward"), CASES)
def test_rules(before: str, after: str, backward: list[str], forward: list[str]) -> None:
    old, new = parsed("PROTOBUF", before), parsed("PROTOBUF", after)
    assert error_types(messages("BACKWARD", old, new)) == sorted(backward)
    assert error_types(messages("FORWARD", old, new)) == sorted(forward)
    assert error_types(messages("BACKWARD", new, old)) == sorted(forward)
    assert error_types(messages("FULL", old, new)) == sorted([*backward, *forward])


@pytest.mark.parametrize(
    ("before", "after", "backward", "forward"),
    [
        ("package a; message M {}", "package b; message M {}", ["PACKAGE_CHANGED"], ["PACKAGE_CHANGED"]),
        ("message M {}", "package b; message M {}", ["PACKAGE_CHANGED"], ["PACKAGE_CHANGED"]),
        ("message M {}", "message M {} message N {}", [], [REMOVED]),
        ("message M {} message N {}", "message N {} message M {}", [], []),
        ("message M {} enum E { X = 0; }", "message M {}", [], []),
        ("message M {}", "enum M { X = 0; }", [REMOVED], []),
        ('syntax = "proto3"; message M { int32 a = 1; }', "message M { optional int32 a = 1; }", [], []),
        ("message M {} service S { rpc R (M) returns (M); }", "message M {}", [], []),
        (
            "message M { extensions 9; } extend M { optional int32 x = 9; }",
            "message M {} message N {}",
            [],
            [REMOVED],
        ),
        (
            "package a; message M { optional N n = 1; } message N {}",
            "package b; message M { optional N n = 1; } message N {}",
            ["PACKAGE_CHANGED"],
            ["PACKAGE_CHANGED"],
        ),
        (  # a type that holds itself
            "message M { optional M m = 1; optional int32 a = 2; }",
            "message M { optional M m = 1; optional string a = 2; }",
            [SCALAR],
            [SCALAR],
        ),
    ],
)
def test_rules_of_files(before: str, after: str, backward: list[str], forward: list[str]) -> None:
    old, new = parsed("PROTOBUF", before), parsed("PROTOBUF", after)
    assert error_types(messages("BACKWARD", old, new)) == backward
    assert error_types(messages("FORWARD", old, new)) == forward


def with_references(text: str, **references: ParsedSchema) -> ParsedSchema:
    found = [ResolvedReference(f"{name}.proto", schema) for name, schema in references.items()]
    return parse("PROTOBUF", text, found)


USER = 'syntax = "proto3"; package u; import "m.proto"; message U { m.Money price = 1; map<string, m.Money> all = 2; }'


def test_the_imported_message_is_compared() -> None:
    cents = parsed("PROTOBUF", 'syntax = "proto3"; package m; message Money { int64 units = 1; }')
    wider = parsed("PROTOBUF", 'syntax = "proto3"; package m; message Money { int64 units = 1; string code = 2; }')
    other = parsed("PROTOBUF", 'syntax = "proto3"; package m; message Money { string units = 1; }')
    old = with_references(USER, m=cents)
    assert messages("FULL", old, with_references(USER, m=wider)) == []
    told = messages("BACKWARD", old, with_references(USER, m=other))
    assert error_types(told) == sorted([SCALAR, NAMED] * 2), "once by the field, once by the map"
    assert "'#/Money/1'" in told[0]
    assert "'#/U/1'" in told[1]


def test_imports_of_imports_are_compared() -> None:
    def user(amount: str) -> ParsedSchema:
        amounts = parsed("PROTOBUF", f'syntax = "proto3"; package a; message Amount {{ {amount} n = 1; }}')
        money = with_references(
            'syntax = "proto3"; package m; import "a.proto"; message Money { a.Amount x = 1; }', a=amounts
        )
        return with_references(USER, m=money)

    assert messages("FULL", user("int32"), user("bool")) == []
    assert error_types(messages("FORWARD", user("int32"), user("float"))) == sorted([SCALAR, NAMED, NAMED] * 2)


def test_a_message_that_moves_to_a_file_of_its_own_is_compared_with_it() -> None:
    one_file = 'syntax = "proto3"; package m; message U { Money price = 1; } message Money { int64 units = 1; }'
    two_files = 'syntax = "proto3"; package m; import "m.proto"; message U { Money price = 1; }'
    money = parsed("PROTOBUF", 'syntax = "proto3"; package m; message Money { double units = 1; }')
    told = error_types(messages("BACKWARD", parsed("PROTOBUF", one_file), with_references(two_files, m=money)))
    assert told == sorted([SCALAR, NAMED, REMOVED])


def test_messages_are_worded_as_on_the_real_registry() -> None:
    old = parsed("PROTOBUF", 'syntax = "proto3"; package p; message M { int32 a = 1; }')
    new = parsed("PROTOBUF", 'syntax = "proto3"; package q; message M { string a = 1; }')
    assert messages("BACKWARD", old, new)[:2] == [
        '{errorType:"PACKAGE_CHANGED", description:"The package at \'#/\' in the new schema does not match the package '
        "in the old schema'}",
        '{errorType:"FIELD_SCALAR_KIND_CHANGED", description:"The kind of a SCALAR field at path \'#/M/1\' in the new '
        "schema does not match its kind in the old schema'}",
    ]
