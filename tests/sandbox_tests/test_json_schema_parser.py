# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON Schema texts: what the registry takes, what it refuses, what it keeps."""

from __future__ import annotations

import pytest

from tests.sandbox.planes._schema_formats import InvalidSchema, ResolvedReference, parse

from ._formats import error_types, messages, parsed

REFUSED = [
    *("5", '"x"', "[]", "null", "NaN", "{", "// c\n{}", '{"a":' * 5000 + "1" + "}" * 5000),
    *('{"type":"nope"}', '{"type":5}', '{"type":["string","nope"]}', '{"minLength":"1"}', '{"minLength":1.5}'),
    *(
        '{"minItems":true}',
        '{"maximum":"5"}',
        '{"multipleOf":0}',
        '{"pattern":"("}',
        '{"pattern":"[a"}',
        '{"pattern":5}',
    ),
    *('{"properties":5}', '{"properties":{"a":5}}', '{"properties":{"a":{"type":"nope"}}}', '{"required":"a"}'),
    *('{"required":[1]}', '{"enum":"x"}', '{"items":5}', '{"items":[5]}', '{"additionalProperties":5}', '{"allOf":{}}'),
    *('{"anyOf":[5]}', '{"not":5}', '{"if":5}', '{"dependencies":{"a":"b"}}', '{"patternProperties":{"(":{}}}'),
    *('{"contains":5}', '{"propertyNames":5}', '{"uniqueItems":5}', '{"title":5}', '{"$id":5}', '{"$schema":5}'),
    *('{"$ref":5}', '{"$ref":"#/definitions/x"}', '{"$ref":"other.json"}', '{"maximum":1e99999999999999999999}'),
    '{"$schema":"http://json-schema.org/draft-04/schema#","exclusiveMaximum":5}',
]
TAKEN = [
    *(
        "{}",
        "true",
        '{"type":"string"} behind the end',
        '{"minLength":-1}',
        '{"enum":[]}',
        '{"type":[]}',
        '{"allOf":[]}',
    ),
    *('{"pattern":"(?<year>\\\\d+)\\\\p{L}"}', '{"const":null}', '{"definitions":{"unused":{"type":"nope"}}}'),
    '{"$schema":"http://json-schema.org/draft-04/schema#","exclusiveMaximum":true,"maximum":5}',
    '{"properties":{"a":{"$ref":"#b"}},"definitions":{"x":{"$id":"#b"}}}',
    '{"$id":"http://x/y.json","properties":{"a":{"$ref":"y.json#/definitions/b%25"}},"definitions":{"b%":{}}}',
    '{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#a","$defs":{"x":{"$anchor":"a"}}}',
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(InvalidSchema):
        parse("JSON", text)


@pytest.mark.parametrize("text", TAKEN)
def test_what_is_taken(text: str) -> None:
    schema = parse("JSON", text)
    assert messages("FULL", schema, parse("JSON", schema.canonical)) == []


def test_numbers_keep_their_form_and_normalising_sorts_keys_at_every_depth() -> None:
    schema = parse("JSON", ' {"title": "T", "enum": [1.0, 0.10, 1e3, 1E-7, -0.0, {"z": 1, "a": 2}]} ')
    assert schema.canonical == '{"title":"T","enum":[1.0,0.10,1E+3,1E-7,-0.0,{"z":1,"a":2}]}'
    assert schema.normalized == '{"enum":[1.0,0.10,1E+3,1E-7,-0.0,{"a":2,"z":1}],"title":"T"}'


@pytest.mark.parametrize(
    ("base", "ref", "name"),
    [
        (None, "d.json", "d.json"),
        ("http://x/main.json", "d.json", "http://x/d.json"),
        ("http://x/main.json", "http://x/d.json", "d.json"),
        (None, "http://y/own.json", "d.json"),
    ],
)
def test_references_are_found_by_the_address_they_stand_for(base: str | None, ref: str, name: str) -> None:
    number, integer = (
        parsed("JSON", {"$id": "http://y/own.json", "definitions": {"n": {"type": kind}}})
        for kind in ("number", "integer")
    )
    text = f'{{"properties":{{"a":{{"$ref":"{ref}#/definitions/n"}}}}}}'
    if base is not None:
        text = f'{{"$id":"{base}",{text[1:]}'
    old, new = (parse("JSON", text, [ResolvedReference(name, target)]) for target in (number, integer))
    assert error_types(messages("BACKWARD", old, new)) == ["TYPE_NARROWED"]
    assert messages("FORWARD", old, new) == []
    with pytest.raises(InvalidSchema):
        parse("JSON", text)
