# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox's compatibility verdicts: tables of (old, new, backward?, forward?) through the registry's own API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ._estate import Estate

LEVELS = ("NONE", "BACKWARD", "FORWARD", "FULL")
Row = tuple[str, Any, Any, bool, bool]


def record(*fields: Any, name: str = "Order", **more: Any) -> dict[str, Any]:
    return {
        "type": "record",
        "name": name,
        "fields": [field if isinstance(field, dict) else f(*field) for field in fields],
        **more,
    }


def f(name: str, kind: Any, *default: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, **({"default": default[0]} if default else {}), **more}


def enum(*symbols: str, name: str = "Status", **more: Any) -> dict[str, Any]:
    return {"type": "enum", "name": name, "symbols": list(symbols), **more}


def one(kind: Any, **more: Any) -> dict[str, Any]:
    """A record whose only field has this type."""
    return record(f("v", kind, **more))


ID = f("id", "string")
NODE = {"type": "record", "name": "Node", "fields": [f("v", "int"), f("next", ["null", "Node"], None)]}
NODE_PLUS = {"type": "record", "name": "Node", "fields": [*NODE["fields"], f("w", "int", 0)]}
NODE_STRICT = {"type": "record", "name": "Node", "fields": [*NODE["fields"], f("w", "int")]}

AVRO: tuple[Row, ...] = (
    ("same", record(ID), record(ID), True, True),
    ("add field with default", record(ID), record(ID, f("n", "int", 0)), True, True),
    ("add field without default", record(ID), record(ID, f("n", "int")), False, True),
    ("remove field with default", record(ID, f("n", "int", 0)), record(ID), True, True),
    ("remove field without default", record(ID, f("n", "int")), record(ID), True, False),
    ("fields in another order", record(ID, f("n", "int")), record(f("n", "int"), ID), True, True),
    ("int to long", one("int"), one("long"), True, False),
    ("long to int", one("long"), one("int"), False, True),
    ("int to float", one("int"), one("float"), True, False),
    ("int to double", one("int"), one("double"), True, False),
    ("long to float", one("long"), one("float"), True, False),
    ("float to double", one("float"), one("double"), True, False),
    ("double to float", one("double"), one("float"), False, True),
    ("int to string", one("int"), one("string"), False, False),
    ("int to boolean", one("int"), one("boolean"), False, False),
    ("string to bytes", one("string"), one("bytes"), True, True),
    ("rename field", record(f("a", "int")), record(f("b", "int")), False, False),
    ("rename field with alias", record(f("a", "int")), record(f("b", "int", aliases=["a"])), True, False),
    ("alias of a field that is gone", record(f("a", "int")), record(f("b", "int", aliases=["c"])), False, False),
    ("value to union", one("int"), one(["null", "int"]), True, False),
    ("union to value", one(["null", "int"]), one("int"), False, True),
    ("required to optional", record(f("v", "string")), record(f("v", ["null", "string"], None)), True, False),
    ("union gets a branch", one(["null", "int"]), one(["null", "int", "string"]), True, False),
    ("union loses a branch", one(["null", "int", "string"]), one(["null", "int"]), False, True),
    ("union in another order", one(["null", "int"]), one(["int", "null"]), True, True),
    ("promotion inside a union", one(["null", "int"]), one(["null", "long"]), True, False),
    ("enum gets a symbol", one(enum("A", "B")), one(enum("A", "B", "C")), True, False),
    ("enum loses a symbol", one(enum("A", "B")), one(enum("A")), False, True),
    ("enum loses a symbol, has a default", one(enum("A", "B")), one(enum("A", default="A")), True, True),
    ("enum gets a symbol, old has a default", one(enum("A", default="A")), one(enum("A", "C")), True, True),
    ("enum renamed", one(enum("A")), one(enum("A", name="State")), False, False),
    ("enum renamed with alias", one(enum("A")), one(enum("A", name="State", aliases=["Status"])), True, False),
    ("enum to string", one(enum("A")), one("string"), False, False),
    (
        "fixed of another size",
        one({"type": "fixed", "name": "Hash", "size": 16}),
        one({"type": "fixed", "name": "Hash", "size": 32}),
        False,
        False,
    ),
    ("record renamed", record(ID), record(ID, name="Purchase"), False, False),
    ("record renamed with alias", record(ID), record(ID, name="Purchase", aliases=["Order"]), True, False),
    (
        "record renamed, alias in its namespace",
        record(ID, namespace="acme"),
        record(ID, name="Purchase", namespace="acme", aliases=["Order"]),
        True,
        False,
    ),
    ("only the namespace", record(ID, namespace="a.b"), record(ID, namespace="a.c"), True, True),
    (
        "array items promoted",
        one({"type": "array", "items": "int"}),
        one({"type": "array", "items": "long"}),
        True,
        False,
    ),
    ("map values narrowed", one({"type": "map", "values": "long"}), one({"type": "map", "values": "int"}), False, True),
    ("array to map", one({"type": "array", "items": "int"}), one({"type": "map", "values": "int"}), False, False),
    (
        "nested record gets a field with default",
        one(record(ID, name="Line")),
        one(record(ID, f("n", "int", 1), name="Line")),
        True,
        True,
    ),
    (
        "nested record gets a field without default",
        one(record(ID, name="Line")),
        one(record(ID, f("n", "int"), name="Line")),
        False,
        True,
    ),
    ("recursive record gets a field with default", NODE, NODE_PLUS, True, True),
    ("recursive record gets a field without default", NODE, NODE_STRICT, False, True),
    ("logical type added", one("long"), one({"type": "long", "logicalType": "timestamp-millis"}), True, True),
    ("documentation", record(ID), record(f("id", "string", doc="the key"), doc="an order"), True, True),
    ("another default", record(f("n", "int", 1)), record(f("n", "int", 2)), True, True),
    ("primitive schema promoted", "int", "long", True, False),
    ("record to primitive", record(ID), "string", False, False),
)


def obj(
    properties: dict[str, Any], *, closed: bool = False, required: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": properties, **more}
    if closed:
        schema["additionalProperties"] = False
    if required:
        schema["required"] = list(required)
    return schema


S, N = {"type": "string"}, {"type": "integer"}
JSON_SCHEMA: tuple[Row, ...] = (
    ("same", obj({"a": S}), obj({"a": S}), True, True),
    ("closed: add optional property", obj({"a": S}, closed=True), obj({"a": S, "b": S}, closed=True), True, False),
    ("closed: remove property", obj({"a": S, "b": S}, closed=True), obj({"a": S}, closed=True), False, True),
    (
        "closed: add required property",
        obj({"a": S}, closed=True),
        obj({"a": S, "b": S}, closed=True, required=("b",)),
        False,
        False,
    ),
    (
        "closed: add required property with default",
        obj({"a": S}, closed=True),
        obj({"a": S, "b": {"type": "string", "default": ""}}, closed=True, required=("b",)),
        True,
        False,
    ),
    ("open: add property", obj({"a": S}), obj({"a": S, "b": S}), False, True),
    ("open: add property of any type", obj({"a": S}), obj({"a": S, "b": {}}), True, True),
    ("open to closed", obj({"a": S}), obj({"a": S}, closed=True), False, True),
    ("property becomes required", obj({"a": S}), obj({"a": S}, required=("a",)), False, True),
    ("integer to number", obj({"a": N}), obj({"a": {"type": "number"}}), True, False),
    ("string to integer", obj({"a": S}), obj({"a": N}), False, False),
    ("type gets null", obj({"a": S}), obj({"a": {"type": ["string", "null"]}}), True, False),
    ("maxLength added", obj({"a": S}), obj({"a": {"type": "string", "maxLength": 5}}), False, True),
    (
        "minimum lowered",
        obj({"a": {"type": "integer", "minimum": 5}}),
        obj({"a": {"type": "integer", "minimum": 1}}),
        True,
        False,
    ),
    (
        "pattern changed",
        obj({"a": {"type": "string", "pattern": "a"}}),
        obj({"a": {"type": "string", "pattern": "b"}}),
        False,
        False,
    ),
    ("enum gets a value", obj({"a": {"enum": ["x"]}}), obj({"a": {"enum": ["x", "y"]}}), True, False),
    ("enum loses a value", obj({"a": {"enum": ["x", "y"]}}), obj({"a": {"enum": ["x"]}}), False, True),
    (
        "array items narrowed",
        {"type": "array", "items": {"type": "number"}},
        {"type": "array", "items": N},
        False,
        True,
    ),
    ("oneOf gets a branch", {"oneOf": [S]}, {"oneOf": [S, N]}, True, False),
    ("oneOf loses a branch", {"oneOf": [S, N]}, {"oneOf": [S]}, False, True),
    (
        "allOf gets a condition",
        {"allOf": [obj({"a": S})]},
        {"allOf": [obj({"a": S}), {"maxProperties": 1}]},
        False,
        True,
    ),
    (
        "behind a $ref",
        {"$ref": "#/definitions/o", "definitions": {"o": obj({"a": N})}},
        {"$ref": "#/definitions/o", "definitions": {"o": obj({"a": S})}},
        False,
        False,
    ),
    ("title and description", obj({"a": S}), obj({"a": S}, title="t", description="d"), True, True),
)


def proto(body: str) -> str:
    return 'syntax = "proto3";\npackage acme;\n' + body


PROTOBUF: tuple[Row, ...] = (
    ("same", proto("message A { string s = 1; }"), proto("message A { string s = 1; } // same"), True, True),
    (
        "field added",
        proto("message A { string s = 1; }"),
        proto("message A { string s = 1; int32 n = 2; }"),
        True,
        True,
    ),
    (
        "field removed",
        proto("message A { string s = 1; int32 n = 2; }"),
        proto("message A { string s = 1; }"),
        True,
        True,
    ),
    ("field renamed", proto("message A { string s = 1; }"), proto("message A { string t = 1; }"), True, True),
    ("int32 to int64", proto("message A { int32 n = 1; }"), proto("message A { int64 n = 1; }"), True, True),
    ("int32 to sint32", proto("message A { int32 n = 1; }"), proto("message A { sint32 n = 1; }"), False, False),
    ("int32 to string", proto("message A { int32 n = 1; }"), proto("message A { string n = 1; }"), False, False),
    ("string to bytes", proto("message A { string s = 1; }"), proto("message A { bytes s = 1; }"), True, True),
    (
        "repeated int to single",
        proto("message A { repeated int32 n = 1; }"),
        proto("message A { int32 n = 1; }"),
        True,
        True,
    ),
    (
        "repeated string to single",
        proto("message A { repeated string s = 1; }"),
        proto("message A { string s = 1; }"),
        True,
        True,
    ),
    ("message added", proto("message A {}"), proto("message A {} message B {}"), True, False),
    ("message removed", proto("message A {} message B {}"), proto("message A {}"), False, True),
    (
        "another message type",
        proto("message A { B v = 1; } message B {} message C {}"),
        proto("message A { C v = 1; } message B {} message C {}"),
        False,
        False,
    ),
    (
        "scalar to message",
        proto("message A { int32 v = 1; } message B {}"),
        proto("message A { B v = 1; } message B {}"),
        False,
        False,
    ),
    (
        "enum constant added",
        proto("enum E { X = 0; } message A { E e = 1; }"),
        proto("enum E { X = 0; Y = 1; } message A { E e = 1; }"),
        True,
        True,
    ),
    (
        "map value type",
        proto("message A { map<string, int32> m = 1; }"),
        proto("message A { map<string, string> m = 1; }"),
        False,
        False,
    ),
    (
        "into an existing oneof",
        proto("message A { string s = 1; oneof k { int32 n = 2; } }"),
        proto("message A { oneof k { string s = 1; int32 n = 2; } }"),
        False,
        False,
    ),
    (
        "two fields into a new oneof",
        proto("message A { string s = 1; int32 n = 2; }"),
        proto("message A { oneof k { string s = 1; int32 n = 2; } }"),
        False,
        True,
    ),
    (
        "field of a oneof removed",
        proto("message A { oneof k { string s = 1; int32 n = 2; } }"),
        proto("message A { oneof k { string s = 1; } }"),
        False,
        True,
    ),
    (
        "nested message changed",
        proto("message A { message B { int32 n = 1; } B b = 1; }"),
        proto("message A { message B { string n = 1; } B b = 1; }"),
        False,
        False,
    ),
    (
        "package",
        proto("message A { string s = 1; }"),
        'syntax = "proto3";\npackage other;\nmessage A { string s = 1; }',
        False,
        False,
    ),
    (
        "proto2 required added",
        'syntax = "proto2"; message A {}',
        'syntax = "proto2"; message A { required int32 n = 1; }',
        False,
        False,
    ),
)
TABLES = {"AVRO": AVRO, "JSON": JSON_SCHEMA, "PROTOBUF": PROTOBUF}
CASES = [
    pytest.param(kind, old, new, backward, forward, id=f"{kind}: {name}")
    for kind, table in TABLES.items()
    for name, old, new, backward, forward in table
]


def text_of(schema: Any) -> str:
    return schema if isinstance(schema, str) and schema.startswith("syntax") else json.dumps(schema)


@pytest.fixture(scope="module")
def estate(_sandbox_process: Any) -> Estate:
    _sandbox_process.reset()
    return Estate(_sandbox_process)


def put_first(estate: Estate, subject: str, kind: str, *schemas: Any) -> None:
    """The subject with these versions, registered without checks."""
    estate.sr("DELETE", f"/subjects/{subject}")
    estate.sr("DELETE", f"/subjects/{subject}?permanent=true")
    assert estate.sr("PUT", f"/config/{subject}", {"compatibility": "NONE"}).status == 200
    for schema in schemas:
        answer = estate.sr("POST", f"/subjects/{subject}/versions", {"schema": text_of(schema), "schemaType": kind})
        assert answer.status == 200, answer.body


@pytest.mark.parametrize(("kind", "old", "new", "backward", "forward"), CASES)
def test_verdicts(estate: Estate, kind: str, old: Any, new: Any, backward: bool, forward: bool) -> None:
    put_first(estate, "table", kind, old)
    request = {"schema": text_of(new), "schemaType": kind}
    expected = {"NONE": True, "BACKWARD": backward, "FORWARD": forward, "FULL": backward and forward}
    for level in LEVELS:
        estate.sr("PUT", "/config/table", {"compatibility": level})
        answer = estate.sr("POST", "/compatibility/subjects/table/versions?verbose=true", request)
        assert answer.status == 200, answer.body
        assert (answer.body["is_compatible"], not answer.body["messages"]) == (expected[level],) * 2, (
            level,
            answer.body,
        )
    estate.sr("PUT", "/config/table", {"compatibility": "FULL"})
    registered = estate.sr("POST", "/subjects/table/versions", request)
    assert registered.status == (200 if expected["FULL"] else 409), registered.body


V1 = record(ID, f("amount", "int"))
V2 = record(ID)
BACK_AS_LONG = record(ID, f("amount", "long", 0))
BACK_AS_TEXT = record(ID, f("amount", "string", ""))


@pytest.mark.parametrize(
    ("level", "new", "expected"),
    [
        ("BACKWARD", BACK_AS_TEXT, True),
        ("BACKWARD_TRANSITIVE", BACK_AS_TEXT, False),
        ("BACKWARD_TRANSITIVE", BACK_AS_LONG, True),
        ("FORWARD", BACK_AS_LONG, True),
        ("FORWARD_TRANSITIVE", BACK_AS_LONG, False),
        ("FORWARD_TRANSITIVE", record(ID, f("amount", "int")), True),
        ("FULL", BACK_AS_TEXT, True),
        ("FULL_TRANSITIVE", BACK_AS_TEXT, False),
        ("FULL_TRANSITIVE", BACK_AS_LONG, False),
        ("FULL_TRANSITIVE", record(ID, f("amount", "int", 0)), True),
    ],
)
def test_transitive_levels_look_at_every_version(estate: Estate, level: str, new: Any, expected: bool) -> None:
    put_first(estate, "transitive", "AVRO", V1, V2)
    estate.sr("PUT", "/config/transitive", {"compatibility": level})
    answer = estate.sr("POST", "/compatibility/subjects/transitive/versions?verbose=true", {"schema": text_of(new)})
    assert answer.body["is_compatible"] is expected, answer.body
    if not expected and not (level.startswith("FULL") and new is BACK_AS_LONG):  # see the order of messages below
        assert "{oldSchemaVersion: 1}" in answer.body["messages"]


def test_messages_name_the_field_the_version_and_the_level(estate: Estate) -> None:
    put_first(estate, "messages", "AVRO", record(ID))
    estate.sr("PUT", "/config/messages", {"compatibility": "BACKWARD"})
    new = {"schema": text_of(record(ID, f("total", "int"), f("net", "int")))}
    messages = estate.sr("POST", "/compatibility/subjects/messages/versions?verbose=true", new).body["messages"]
    assert messages == [
        "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'total' at path '/fields/1' in the "
        "new schema has no default value and is missing in the old schema', additionalInfo:'total'}",
        "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'net' at path '/fields/2' in the new "
        "schema has no default value and is missing in the old schema', additionalInfo:'net'}",
        "{oldSchemaVersion: 1}",
        '{oldSchema: \'{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}\'}',
        "{validateFields: 'false', compatibility: 'BACKWARD'}",
    ]
    refused = estate.sr("POST", "/subjects/messages/versions", new)
    assert (refused.status, refused.body["error_code"]) == (409, 40901)
    assert refused.body["message"].startswith(
        'Schema being registered is incompatible with an earlier schema for subject "messages", details: ['
    )
    assert all(message in refused.body["message"] for message in messages)


def test_forward_messages_swap_new_and_old(estate: Estate) -> None:
    put_first(estate, "swapped", "AVRO", record(ID, f("n", "int")))
    estate.sr("PUT", "/config/swapped", {"compatibility": "FORWARD"})
    request = {"schema": text_of(record(ID))}
    messages = estate.sr("POST", "/compatibility/subjects/swapped/versions?verbose=true", request).body["messages"]
    assert "in the old schema has no default value and is missing in the new schema" in messages[0]


ADDED = record(ID, f("n", "int"))
REPLACED = record(f("n", "int"))


@pytest.mark.parametrize(
    ("level", "old", "new", "words"),
    [
        ("BACKWARD", record(ID), ADDED, ["in the new schema has no", "oldSchemaVersion", "oldSchema:"]),
        ("FORWARD", ADDED, record(ID), ["in the old schema has no", "oldSchemaVersion", "oldSchema:"]),
        ("FULL", record(ID), ADDED, ["in the new schema has no", "oldSchemaVersion", "oldSchema:"]),
        ("FULL", ADDED, record(ID), ["in the old schema has no"]),
        (
            *("FULL", record(ID), REPLACED),
            ["in the old schema has no", "in the new schema has no", "oldSchemaVersion", "oldSchema:"],
        ),
    ],
)
def test_forward_problems_come_first_and_alone_show_no_old_schema(
    estate: Estate, level: str, old: Any, new: Any, words: list[str]
) -> None:
    put_first(estate, "order", "AVRO", old)
    estate.sr("PUT", "/config/order", {"compatibility": level})
    answer = estate.sr("POST", "/compatibility/subjects/order/versions?verbose=true", {"schema": text_of(new)})
    *told, last = answer.body["messages"]
    assert [word in line for word, line in zip(words, told, strict=True)] == [True] * len(words), told
    assert last == f"{{validateFields: 'false', compatibility: '{level}'}}"


def test_another_format_is_one_line_and_shows_no_old_schema(estate: Estate) -> None:
    put_first(estate, "formats", "AVRO", record(ID))
    request = {"schema": text_of(obj({"a": S})), "schemaType": "JSON"}
    for level in ("BACKWARD", "FORWARD", "FULL", "FULL_TRANSITIVE"):
        estate.sr("PUT", "/config/formats", {"compatibility": level})
        answer = estate.sr("POST", "/compatibility/subjects/formats/versions?verbose=true", request)
        assert answer.body["messages"] == [
            "Incompatible because of different schema type",
            f"{{validateFields: 'false', compatibility: '{level}'}}",
        ]


def test_json_messages_have_the_quotes_of_the_real_service(estate: Estate) -> None:
    put_first(estate, "quotes", "JSON", obj({"a": S}))
    estate.sr("PUT", "/config/quotes", {"compatibility": "BACKWARD"})
    request = {"schema": text_of(obj({"a": {"type": "string", "maxLength": 5}})), "schemaType": "JSON"}
    answer = estate.sr("POST", "/compatibility/subjects/quotes/versions?verbose=true", request)
    assert answer.body["messages"][0] == (
        """{errorType:"MAX_LENGTH_ADDED", description:"The keyword at path '#/properties/a/maxLength' in the new """
        """schema is not present in the old schema'}"""
    )


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        (record(f("id", "int"), f("s", enum("A"))), ["TYPE_MISMATCH", "MISSING_ENUM_SYMBOLS"]),
        (record(f("id", ["int", "string"]), f("s", enum("A", "B", name="Other"))), ["NAME_MISMATCH"]),
        (record(ID, f("s", ["null", "int"])), ["MISSING_UNION_BRANCH"]),
        (
            record(ID, f("s", enum("A", name="Other")), name="Purchase"),
            ["NAME_MISMATCH"] * 2 + ["MISSING_ENUM_SYMBOLS"],
        ),
    ],
)
def test_every_difference_is_named_once(estate: Estate, new: Any, kinds: list[str]) -> None:
    put_first(estate, "named", "AVRO", record(ID, f("s", enum("A", "B"))))
    estate.sr("PUT", "/config/named", {"compatibility": "BACKWARD"})
    answer = estate.sr("POST", "/compatibility/subjects/named/versions?verbose=true", {"schema": text_of(new)})
    found = [message.split("'")[1] for message in answer.body["messages"] if message.startswith("{errorType")]
    assert found == kinds


def test_a_compatibility_group_only_compares_its_own_versions(estate: Estate) -> None:
    put_first(estate, "grouped", "AVRO")
    estate.sr("PUT", "/config/grouped", {"compatibility": "FULL", "compatibilityGroup": "major"})
    incompatible = {"schema": text_of(record(f("other", "int")))}
    first = {"schema": text_of(record(ID)), "metadata": {"properties": {"major": "1"}}}
    assert estate.sr("POST", "/subjects/grouped/versions", first).status == 200
    assert estate.sr("POST", "/subjects/grouped/versions", incompatible).status == 409
    next_major = {**incompatible, "metadata": {"properties": {"major": "2"}}}
    assert estate.sr("POST", "/subjects/grouped/versions", next_major).status == 200
