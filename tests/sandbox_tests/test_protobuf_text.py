# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Protobuf files as the registry reads, prints and normalises them."""

from __future__ import annotations

import base64

import pytest
from google.protobuf import descriptor_pb2
from hypothesis import given
from hypothesis import strategies as st

from tests.sandbox.planes._proto_builtin import builtin_files
from tests.sandbox.planes._schema_formats import InvalidSchema, ParsedSchema, ResolvedReference, formatted, parse

from ._formats import error_types, messages, parsed

WRITTEN = """
// a file
syntax = "proto2"; package p;
option java_package = "x"; option go_package = "g";
import "google/type/date.proto"; import public "google/protobuf/any.proto"; import "confluent/meta.proto";
enum Z { Y = 1; X = 0; reserved 7, 3 to 5; }
message A {
  enum E { B = 1 [deprecated = true]; C = 0; }
  message N { message M { optional int32 x = 2; optional int32 w = 1; } }
  oneof o { string b = 8; N a = 7; }
  extensions 100 to max;
  optional google.type.Date d /* inside */ = 0x2 [deprecated = true, json_name = "q", default = 5];
  required int32 i // over
    = 012;
  map<string, N.M> m = 4;
  reserved 30, 20 to 22, "z", "b";
  option (confluent.message_meta).doc = "say \\"A\\"";
  optional group G = 9 { optional N h = 2; optional E g = 1; }
}
extend A { optional Z ext = 101; }
service S { rpc R (A) returns (stream A.N) { option deprecated = true; } }
"""
PRINTED = """\
syntax = "proto2";
package p;

import "google/type/date.proto";
import "confluent/meta.proto";
import public "google/protobuf/any.proto";

option java_package = "x";
option go_package = "g";

message A {
  reserved 30, 20 to 22, "z", "b";

  option (confluent.message_meta).doc = "say \\"A\\"";

  optional google.type.Date d = 2 [
    deprecated = true,
    default = 5,
    json_name = "q"
  ];
  required int32 i = 12;
  map<string, N.M> m = 4;

  oneof o {
    string b = 8;
    N a = 7;
  }

  optional group G = 9 {
    optional N h = 2;
    optional E g = 1;
  }

  extensions 100 to max;

  message N {
    message M {
      optional int32 x = 2;
      optional int32 w = 1;
    }
  }
  enum E {
    B = 1 [deprecated = true];
    C = 0;
  }
}
enum Z {
  reserved 7, 3 to 5;
  Y = 1;
  X = 0;
}

extend A {
  optional Z ext = 101;
}

service S {
  rpc R (A) returns (stream A.N) {
    option deprecated = true;
  };
}
"""
NORMALIZED = """\
package p;

import "confluent/meta.proto";
import "google/type/date.proto";
import public "google/protobuf/any.proto";

option go_package = "g";
option java_package = "x";

message A {
  reserved 20 to 22;
  reserved 30;
  reserved "b";
  reserved "z";

  option (confluent.message_meta) = {
    doc: "say \\"A\\""
  };

  optional .google.type.Date d = 2 [
    default = 5,
    deprecated = true,
    json_name = "q"
  ];
  map<string, .p.A.N.M> m = 4;
  required int32 i = 12;

  oneof o {
    .p.A.N a = 7;
    string b = 8;
  }

  optional group G = 9 {
    optional .p.A.E g = 1;
    optional .p.A.N h = 2;
  }

  extensions 100 to max;

  message N {
    message M {
      optional int32 w = 1;
      optional int32 x = 2;
    }
  }
  enum E {
    C = 0;
    B = 1 [deprecated = true];
  }
}
enum Z {
  reserved 3 to 5;
  reserved 7;
  X = 0;
  Y = 1;
}

extend .p.A {
  optional .p.Z ext = 101;
}

service S {
  rpc R (.p.A) returns (stream .p.A.N) {
    option deprecated = true;
  };
}
"""


def proto(text: str, **references: ParsedSchema) -> ParsedSchema:
    found = [ResolvedReference(f"{name}.proto", schema) for name, schema in references.items()]
    return parse("PROTOBUF", text, found)


def test_printed_and_normalized() -> None:
    schema = proto(WRITTEN)
    assert schema.canonical == PRINTED
    assert schema.normalized == NORMALIZED
    assert proto(PRINTED).canonical == PRINTED
    assert proto(NORMALIZED).normalized == NORMALIZED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "message A { optional int32 a = 1; optional int32 b = 2; }",
            "message A { optional int32 b = 2; optional int32 a = 1; }",
        ),
        ("enum E { A = 0; B = 1; }", "enum E { B = 0x1; A = 00; }"),
        ('syntax = "proto2"; message A {}', "message A {}"),
        ("package p; message A { optional A a = 1; }", "package p; message A { optional .p.A a = 1; }"),
        ("package p; message A { map<string, A> a = 1; }", "package p; message A { map<string,p.A> a = 1; }"),
        ('message A { reserved 1, "x"; reserved 2 to 2; }', 'message A { reserved "x"; reserved 2; reserved 1; }'),
        ('import "a"; import "b"; message A {}', 'import "b"; import "a"; import "b"; message A {}'),
        ("option b = 1; option a = 2;", "option a = 2; option b = 1;"),
        ("message A { oneof o { int32 b = 2; int32 a = 1; } }", "message A { oneof o { int32 a = 1; int32 b = 2; } }"),
        (
            "message A { oneof p { int32 b = 2; } oneof o { int32 a = 1; } }",
            "message A { oneof o { int32 a = 1; } oneof p { int32 b = 2; } }",
        ),
        (
            "message A { optional int32 a = 1 [deprecated = true, jstype = JS_NORMAL]; }",
            "message A { optional int32 a = 1 [jstype = JS_NORMAL, deprecated = true]; }",
        ),
        (
            'message A { option (confluent.message_meta).doc = "d"; option (confluent.message_meta).tags = ["t"]; }',
            'message A { option (confluent.message_meta) = { tags: "t", doc: "d" }; }',
        ),
        (
            "message A { map<string, int32> bc = 1; }",
            "message A { repeated BcEntry bc = 1; message BcEntry { option map_entry = true; optional string key = 1;"
            " optional int32 value = 2; } }",
        ),
        ("message A { optional int32 a = 1 [(x) = 0x10]; }", "message A { optional int32 a = 1 [(x) = 16.0]; }"),
    ],
)
def test_two_spellings_are_one_when_normalized(one: str, other: str) -> None:
    assert proto(one).canonical != proto(other).canonical
    assert proto(one).normalized == proto(other).normalized


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("message A {} message B {}", "message B {} message A {}"),
        ("message A { message B {} message C {} }", "message A { message C {} message B {} }"),
        ("enum A { X = 0; } enum B { Y = 0; }", "enum B { Y = 0; } enum A { X = 0; }"),
        ('syntax = "proto3"; message A {}', "message A {}"),
    ],
)
def test_what_serialised_data_refers_to_keeps_its_order(one: str, other: str) -> None:
    assert proto(one).normalized != proto(other).normalized


PROTO3 = 'syntax = "proto3"; '


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (PROTO3 + "message A { int32 a = 0x1F; }", "int32 a = 31;"),
        (PROTO3 + "message A { int32 a = 012; }", "int32 a = 12;"),
        (PROTO3 + "message A { oneof o { int32 a = 0X0a; } }", "int32 a = 10;"),
        ("message A { extensions 0x10 to 020; reserved 0x1, 07; }", "extensions 16 to 20;"),
        (PROTO3 + "enum E { A = -1; }", "A = -1;"),
        (PROTO3 + "message A { int32 a = 1; int32 b = 1; }", "int32 b = 1;"),
        (PROTO3 + "message A { int32 a = 1; int32 a = 2; }", "int32 a = 2;"),
        (PROTO3 + "message A { reserved 1; int32 a = 1; }", "int32 a = 1;"),
        (PROTO3 + "enum E { A = 1; }", "A = 1;"),
        (PROTO3 + 'import "nobody/has.it"; message A {}', 'import "nobody/has.it";'),
        (
            PROTO3 + "message A { int32 /* a */ a // b\n = /**/ 1 /* c */ [ /* d */ deprecated = true ] ; }",
            "[deprecated",
        ),
        (PROTO3 + "message A { google.type.Money a = 1; }", "google.type.Money a"),
        (PROTO3 + "message A { confluent.type.Decimal a = 1; }", "confluent.type.Decimal a"),
        (PROTO3 + 'message A { string a = 1 [json_name = "x" "y"]; }', 'json_name = "xy"'),
        (PROTO3 + "message A { ; int32 a = 1; ; } ;", "int32 a = 1;"),
        ("message A { optional double d = 1 [default = 1.5]; }", "default = 1.5"),
        ("message A { optional int32 d = 1 [default = -0x10]; }", "default = -0x10"),
    ],
)
def test_what_the_parser_takes(text: str, part: str) -> None:
    assert part in proto(text).canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("message A { int32 a = 1; }", "unexpected label: int32"),
        ('syntax = "proto2"; message A { optional group G = 1 { int32 a = 1; } }', "unexpected label: int32"),
        (PROTO3 + "message A { required int32 a = 1; }", "'required' label forbidden"),
        (PROTO3 + "message A { repeated map<string, string> a = 1; }", "'map' type cannot have label"),
        ("message A { optional double d = 1 [default = 1e3]; }", "1e3"),
        ("message A { optional int32 d = 1 [default = -2E1]; }", "-2E1"),
        (PROTO3 + "message A { int32 a = 08x; }", "expected an integer but was 08x"),
        (PROTO3 + "message A { int32 a = 0x; }", "expected an integer"),
        (PROTO3 + "message A { int32 a = 4294967297; }", "expected an integer"),
        (PROTO3 + "message A { int32 1a = 1; }", "cannot start with a digit"),
        (PROTO3 + "message A { int32 a = 1; /* x */ int32 b = 2; }", "no syntax may follow trailing comment"),
        (PROTO3 + "message A {} enum A { X = 0; }", "already defined"),
        ('message A {} syntax = "proto2";', "first declaration"),
        ('edition = "2023";', "edition is not currently supported"),
        (PROTO3 + "message A { B b = 1; }", "Could not resolve type: B"),
        (PROTO3 + "message A { oneof o { B b = 1; } }", "Could not resolve type: B"),
        (PROTO3 + "service S { rpc R (A) returns (A); }", "Could not resolve type: A"),
        ("extend A { optional int32 a = 1; }", "Could not resolve type: A"),
        (PROTO3 + "package a.b; message M { c.T t = 1; }", "Could not resolve type: c.T"),
        ("message A { /* open", "expected a word"),
        ("message A {" * 5000, "nested too deeply"),
    ],
)
def test_what_the_parser_refuses(text: str, reason: str) -> None:
    with pytest.raises(InvalidSchema, match=reason):
        proto(text)


def test_references_are_matched_by_what_they_define() -> None:
    money = proto(PROTO3 + "package m; message Money { int64 units = 1; }")
    user = PROTO3 + 'import "d.proto"; message U { m.Money price = 1; }'
    assert ".m.Money price" in proto(user, e=money).normalized, "the import and the reference have other names"
    assert proto(PROTO3 + "message U {}", e=money).normalized, "a reference that nobody needs"
    with pytest.raises(InvalidSchema, match=r"Could not resolve type: m\.Money"):
        proto(user)


def test_a_reference_stands_before_a_built_in_file_of_its_name() -> None:
    own = proto(PROTO3 + "package google.type; message Money { int64 all = 1; }")
    user = PROTO3 + "message U { google.type.Money price = 1; }"
    replaced = parse("PROTOBUF", user, [ResolvedReference("google/type/money.proto", own)])
    assert "FIELD_NAMED_TYPE_CHANGED" in error_types(messages("BACKWARD", proto(user), replaced))


@pytest.mark.parametrize("name", sorted(builtin_files()))
def test_built_in_files_resolve_among_themselves(name: str) -> None:
    assert name.startswith(("google/protobuf/", "google/type/", "confluent/"))
    file = builtin_files()[name]
    for item in file.types:
        full_name = ".".join(part for part in (file.package, item.name) if part)
        text = PROTO3 + f'import "{name}"; message U {{ {full_name} u = 1; }}'
        assert f".{full_name} u = 1;" in proto(text).normalized


def test_a_descriptor_is_stored_as_text_and_given_back() -> None:
    text = (
        PROTO3 + 'package p; import "google/protobuf/timestamp.proto"; option java_package = "x"; message A {'
        " optional int32 a = 1; repeated E e = 2 [packed = false]; map<string, A> m = 3; oneof o { bytes b = 4; }"
        ' google.protobuf.Timestamp t = 5; reserved 7 to 9, "x"; enum E { option allow_alias = true; X = 0; Y = 0; } }'
    )
    schema = proto(text)
    sent = formatted(schema, "", "serialized")
    descriptor = descriptor_pb2.FileDescriptorProto.FromString(base64.b64decode(sent))
    field = descriptor.message_type[0].field
    assert [item.type_name for item in field] == [
        "",
        ".p.A.E",
        ".p.A.MEntry",
        ".google.protobuf.Timestamp",
        "",
    ]
    assert [item.proto3_optional for item in field] == [True, False, False, False, False]
    again = proto(sent)
    assert again.canonical.startswith(PROTO3.strip() + "\npackage p;\n")
    assert again.normalized == schema.normalized
    assert formatted(again, "", "serialized") == sent
    assert messages("FULL", schema, again) == []


WORDS = st.sampled_from(
    [
        *("syntax", '"proto3"', '"proto2"', "package", "import", "message", "enum", "oneof", "group", "option", "rpc"),
        *("service", "returns", "extend", "extensions", "reserved", "to", "max", "map", "optional", "repeated"),
        *("int32", "A", "b", "1", "0x1", "012", "1e3", "-", "=", ";", "{", "}", "<", ">", "(", ")", "[", "]", ",", ":"),
        *("/*", "*/", "//", "\n", "'", '"', "\\", ".", "default", "json_name", "map_entry", "true", "é", "\x00"),
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        schema = proto(text)
    except InvalidSchema:
        return
    assert formatted(schema, "", "serialized") is not None
    assert messages("FULL", schema, schema) == []


def test_hexadecimal_numbers_are_compared_as_numbers() -> None:
    old, new = (
        parsed("PROTOBUF", PROTO3 + "message A { int32 a = 0x10; }"),
        parsed("PROTOBUF", PROTO3 + "message A { string a = 16; }"),
    )
    assert error_types(messages("BACKWARD", old, new)) == ["FIELD_SCALAR_KIND_CHANGED"]


def test_half_a_pair_of_surrogates_is_a_question_mark() -> None:
    schema = proto(PROTO3 + 'option java_package = "\ud800"; message A {}')
    assert 'java_package = "?"' in schema.canonical
    assert formatted(schema, "", "serialized")
