# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sandbox's Schema Registry: subjects, versions, ids, references, configuration, modes, deletion, permissions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ._estate import MEDIA_TYPE, Answer, Estate

ORDER = '{"type":"record","name":"Order","namespace":"acme","fields":[{"name":"id","type":"string"}]}'
ORDER_PRETTY = json.dumps(json.loads(ORDER), indent=2)
ORDER_PLUS = ORDER.replace("]}", ',{"name":"n","type":"int","default":0}]}')
CUSTOMER = '{"type":"record","name":"Customer","namespace":"acme","fields":[{"name":"order","type":"Order"}]}'


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


def register(estate: Estate, subject: str, schema: str, query: str = "", **more: Any) -> Any:
    answer = estate.sr("POST", f"/subjects/{subject}/versions{query}", {"schema": schema, **more})
    assert answer.status == 200, answer.body
    return answer.body


def code(answer: Answer) -> tuple[int, int]:
    return answer.status, answer.body["error_code"]


# --- registering and looking up


def test_the_same_content_has_the_same_id_everywhere(estate: Estate) -> None:
    first = register(estate, "orders-value", ORDER)
    assert (first["id"], first["version"]) == (100001, 1)
    assert register(estate, "orders-value", ORDER_PRETTY)["version"] == 1
    assert register(estate, "copies-value", ORDER)["id"] == first["id"]
    assert register(estate, "orders-value", ORDER_PLUS) == {
        **register(estate, "orders-value", ORDER_PLUS),
        "version": 2,
    }
    assert estate.sr("GET", "/schemas/ids/100001/subjects").body == ["copies-value", "orders-value"]
    assert estate.sr("GET", "/schemas/ids/100001/versions").body == [
        {"subject": "copies-value", "version": 1},
        {"subject": "orders-value", "version": 1},
    ]


def test_answers_have_the_registrys_media_type_and_the_schemas_type(estate: Estate) -> None:
    register(estate, "a", ORDER)
    register(estate, "j", '{"type":"object"}', schemaType="JSON")
    answer = estate.sr("GET", "/subjects/a/versions/latest")
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.body["schemaType"] == "AVRO"
    assert estate.sr("GET", "/subjects/j/versions/latest").body["schemaType"] == "JSON"


@pytest.mark.parametrize(
    ("schema", "schema_type"),
    [
        ("", "AVRO"),
        ("{", "AVRO"),
        ('{"type":"record","name":"x","fields":[{"name":"a","type":"Unknown"}]}', "AVRO"),
        ('{"type":"record","name":"x","aliases":[1],"fields":[]}', "AVRO"),
        ('{"type":"enum","name":"x","symbols":["A","A"]}', "AVRO"),
        ('{"type":"nothing"}', "JSON"),
        ('{"$ref":"#/definitions/none"}', "JSON"),
        ("[]", "JSON"),
        ('syntax = "proto3"; message A { Unknown u = 1; }', "PROTOBUF"),
        ('syntax = "proto2"; message A { int32 a = 1; }', "PROTOBUF"),
        ('syntax = "proto2"; message A { optional int32 a = 1 [default = 1e3]; }', "PROTOBUF"),
        ("message {", "PROTOBUF"),
        (ORDER, "PROTOBUF"),
        (ORDER, "XML"),
    ],
)
def test_what_does_not_parse_is_42201(estate: Estate, schema: str, schema_type: str) -> None:
    request = {"schema": schema, "schemaType": schema_type}
    assert code(estate.sr("POST", "/subjects/bad/versions", request)) == (422, 42201)
    assert code(estate.sr("POST", "/compatibility/subjects/bad/versions", request)) == (422, 42201)
    assert estate.sr("GET", "/subjects").body == []


def test_look_up_by_content(estate: Estate) -> None:
    assert code(estate.sr("POST", "/subjects/orders", {"schema": ORDER})) == (404, 40401)
    register(estate, "orders", ORDER)
    found = estate.sr("POST", "/subjects/orders", {"schema": ORDER_PRETTY})
    assert (found.status, found.body["version"], found.body["subject"]) == (200, 1, "orders")
    assert code(estate.sr("POST", "/subjects/orders", {"schema": ORDER_PLUS})) == (404, 40403)


def test_whitespace_goes_and_normalize_keeps_simple_names(estate: Estate) -> None:
    sent = ' {"namespace": "acme", "name": "A", "type": "record", "fields": [ {"type": {"type": "int"}, "name": "i"} ]}'
    assert register(estate, "plain", sent)["schema"] == (
        '{"type":"record","name":"A","namespace":"acme","fields":[{"name":"i","type":"int"}]}'
    )
    normalized = register(estate, "normalized", sent, "?normalize=true")["schema"]
    assert normalized == '{"type":"record","name":"A","namespace":"acme","fields":[{"name":"i","type":"int"}]}'
    assert estate.sr("POST", "/subjects/normalized", {"schema": sent}).status == 200, "there was nothing to normalise"
    aliased = '{"type":"record","name":"A","fields":[],"aliases":["Z","B"]}'
    assert register(estate, "sorted", aliased, "?normalize=true")["schema"] == aliased.replace('"Z","B"', '"B","Z"')
    assert code(estate.sr("POST", "/subjects/sorted", {"schema": aliased})) == (404, 40403)
    assert estate.sr("POST", "/subjects/sorted?normalize=true", {"schema": aliased}).status == 200
    assert (
        register(estate, "j", '{"b": 1, "a": {}}', "?normalize=true", schemaType="JSON")["schema"] == '{"a":{},"b":1}'
    )
    text = register(estate, "p", 'syntax="proto3"; /* c */ message A {int32 i=1; // d\n}', schemaType="PROTOBUF")[
        "schema"
    ]
    assert text == 'syntax = "proto3";\n\nmessage A {\n  int32 i = 1;\n}\n'


def test_protobuf_is_one_schema_however_its_fields_are_ordered_and_numbered(estate: Estate) -> None:
    one = 'syntax = "proto3"; package p; message A { B b = 0x10; string a = 012; } message B {}'
    other = 'syntax = "proto3"; package p; message A { string a = 12; .p.B b = 16; /* c */\n } message B {}'
    stored = register(estate, "p", one, "?normalize=true", schemaType="PROTOBUF")
    assert stored["schema"] == (
        'syntax = "proto3";\npackage p;\n\nmessage A {\n  string a = 12;\n  .p.B b = 16;\n}\nmessage B {}\n'
    )
    assert register(estate, "p", other, "?normalize=true", schemaType="PROTOBUF") == stored
    as_written = register(estate, "q", one, schemaType="PROTOBUF")
    assert as_written["schema"].index("B b = 16;") < as_written["schema"].index("string a = 12;")
    assert code(estate.sr("POST", "/subjects/q", {"schema": other, "schemaType": "PROTOBUF"})) == (404, 40403)
    for text in (one, other):
        found = estate.sr("POST", "/subjects/p?normalize=true", {"schema": text, "schemaType": "PROTOBUF"})
        assert (found.status, found.body["version"]) == (200, 1)


def test_a_subject_may_normalize_by_configuration(estate: Estate) -> None:
    estate.sr("PUT", "/config/orders", {"normalize": True})
    sorted_props = ORDER.replace('"type":"string"', '"type":{"type":"string","a":1,"b":2}')
    sent = sorted_props.replace('"a":1,"b":2', '"b":2,"a":1')
    assert register(estate, "orders", sent)["schema"] == sorted_props
    assert estate.sr("POST", "/subjects/orders", {"schema": sent}).status == 200


def test_keys_can_come_back_in_another_order(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    estate.sandbox.settings(reorder_schema_fields=True)
    read = estate.sr("GET", "/subjects/orders/versions/1").body["schema"]
    assert read != ORDER
    assert json.loads(read) == json.loads(ORDER)
    assert estate.sr("POST", "/subjects/orders", {"schema": read}).status == 200


def test_metadata_and_rules_belong_to_the_identity_and_are_inherited(estate: Estate) -> None:
    first = register(estate, "orders", ORDER)
    owned = register(estate, "orders", ORDER, metadata={"properties": {"owner": "orders-team"}})
    assert (owned["version"], owned["id"]) == (2, first["id"] + 1)
    assert register(estate, "orders", ORDER)["version"] == 1
    rules: Any = {"domainRules": [{"name": "r", "kind": "CONDITION", "mode": "WRITE", "type": "CEL", "expr": "true"}]}
    rules["domainRules"][0]["disabled"] = False
    ruled = register(estate, "orders", ORDER, ruleSet=rules)
    assert (ruled["version"], ruled["ruleSet"], ruled["metadata"]) == (3, rules, owned["metadata"])
    found = estate.sr("GET", "/subjects/orders/metadata?key=owner&value=orders-team").body
    assert found["version"] == 3
    assert code(estate.sr("GET", "/subjects/orders/metadata?key=owner&value=nobody")) == (404, 40403)
    assert [item["version"] for item in estate.sr("GET", "/schemas?ruleType=CEL").body] == [3]


# --- references


REFERENCE = {"name": "acme.Order", "subject": "orders", "version": 1}


def test_references_are_resolved_and_protect_what_they_need(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    made = register(estate, "customers", CUSTOMER, references=[REFERENCE])
    assert made["references"] == [REFERENCE]
    assert estate.sr("GET", "/subjects/orders/versions/1/referencedby").body == [made["id"]]
    assert code(estate.sr("DELETE", "/subjects/orders")) == (422, 42206)
    assert code(estate.sr("DELETE", "/subjects/orders/versions/1")) == (422, 42206)
    resolved = json.loads(estate.sr("GET", "/subjects/customers/versions/1?format=resolved").body["schema"])
    assert resolved["fields"][0]["type"]["fields"] == [{"name": "id", "type": "string"}]
    assert estate.sr("DELETE", "/subjects/customers").body == [1]
    assert estate.sr("DELETE", "/subjects/orders").body == [1]


def test_an_unknown_reference_is_42201(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    for wrong in ({"subject": "none"}, {"version": 7}):
        request = {"schema": CUSTOMER, "references": [{**REFERENCE, **wrong}]}
        answer = estate.sr("POST", "/subjects/customers/versions", request)
        assert code(answer) == (422, 42201)
        assert "No schema reference found" in answer.body["message"]
    assert code(estate.sr("POST", "/subjects/customers/versions", {"schema": CUSTOMER})) == (422, 42201)


def test_minus_one_refers_to_the_latest(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    made = register(estate, "customers", CUSTOMER, references=[{**REFERENCE, "version": -1}])
    assert made["references"] == [{**REFERENCE, "version": 2}]


def test_references_of_references(estate: Estate) -> None:
    register(
        estate,
        "money.proto",
        'syntax="proto3"; package acme; message Money { int64 cents = 1; }',
        schemaType="PROTOBUF",
    )
    money = {"name": "money.proto", "subject": "money.proto", "version": 1}
    line = 'syntax="proto3"; package acme; import "money.proto"; message Line { Money price = 1; }'
    register(estate, "line.proto", line, schemaType="PROTOBUF", references=[money])
    order = 'syntax="proto3"; package acme; import "line.proto"; import "google/protobuf/timestamp.proto";'
    order += " message Order { repeated Line lines = 1; google.protobuf.Timestamp at = 2; }"
    reference = {"name": "line.proto", "subject": "line.proto", "version": 1}
    register(estate, "order-value", order, schemaType="PROTOBUF", references=[reference])
    register(estate, "money", '{"type":"object","properties":{"cents":{"type":"integer"}}}', schemaType="JSON")
    schema = '{"type":"object","properties":{"price":{"$ref":"money.json"}}}'
    reference = {"name": "money.json", "subject": "money", "version": 1}
    register(estate, "line-value", schema, schemaType="JSON", references=[reference])


# --- names


@pytest.mark.parametrize("subject", ["a/b", "a:b", "a b", "a%b", "ü", ":.staging:orders", "topic-value?x#y"])
def test_any_subject_name_works_percent_encoded(estate: Estate, subject: str) -> None:
    from urllib.parse import quote

    encoded = quote(subject, safe="")
    register(estate, encoded, ORDER)
    assert estate.sr("GET", "/subjects").body == [subject]
    assert estate.sr("GET", f"/subjects/{encoded}/versions/latest").body["subject"] == subject
    estate.sr("PUT", f"/config/{encoded}", {"compatibility": "FULL"})
    assert estate.sr("GET", f"/config/{encoded}").body == {"compatibilityLevel": "FULL"}
    assert estate.sr("DELETE", f"/subjects/{encoded}").body == [1]


def test_contexts(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    register(estate, ":.staging:orders", ORDER)
    register(estate, ":.staging:customers", CUSTOMER, references=[REFERENCE])
    assert estate.sr("GET", "/contexts").body == [".", ".staging"]
    assert estate.sr("GET", "/subjects").body == [":.staging:customers", ":.staging:orders", "orders"]
    assert estate.sr("GET", "/subjects?subjectPrefix=ord").body == ["orders"]
    assert estate.sr("GET", "/subjects?subjectPrefix=:.:").body == ["orders"]
    assert estate.sr("GET", "/subjects?subjectPrefix=:.staging:").body == [":.staging:customers", ":.staging:orders"]
    assert estate.sr("GET", "/subjects?subjectPrefix=:*:ord").body == [":.staging:orders", "orders"]
    assert estate.sr("GET", "/subjects/:.:orders/versions").body == [1]


def test_a_name_without_a_context_is_read_in_every_context(estate: Estate) -> None:
    """By reads alone, and the answer says whose it is."""
    elsewhere = register(estate, ":.staging:orders", ORDER)
    for path in ("latest", "1"):
        assert estate.sr("GET", f"/subjects/orders/versions/{path}").body["subject"] == ":.staging:orders"
    found = estate.sr("POST", "/subjects/orders", {"schema": ORDER})
    assert (found.status, found.body["subject"]) == (200, ":.staging:orders")
    assert code(estate.sr("GET", "/subjects/orders/versions")) == (404, 40401)
    assert code(estate.sr("GET", "/subjects/orders/versions/2")) == (404, 40401)
    assert code(estate.sr("POST", "/subjects/orders", {"schema": ORDER_PLUS})) == (404, 40401)
    assert code(estate.sr("GET", "/subjects/:.other:orders/versions/1")) == (404, 40401)
    assert code(estate.sr("DELETE", "/subjects/orders")) == (404, 40401)
    assert code(estate.sr("DELETE", "/subjects/orders/versions/1")) == (404, 40401)
    own = register(estate, "orders", ORDER_PLUS)
    assert (own["version"], own["id"]) == (1, elsewhere["id"]), "each context numbers its own"
    assert estate.sr("GET", "/subjects/orders/versions/1").body["subject"] == "orders"
    assert estate.sr("POST", "/subjects/orders", {"schema": ORDER}).body["subject"] == ":.staging:orders"


# --- lists


def test_lists_page_by_offset_and_limit_and_are_cut_at_the_servers_maximum(estate: Estate) -> None:
    seeded = estate.sandbox.seed("subjects", {"registry": estate.registry, "prefix": "load-", "count": 250})
    assert seeded["objects"][0]["subjects"] == 250
    register(estate, "load-00007", '["string","int"]')
    estate.sandbox.settings(schemas_page_max=100)
    assert len(estate.sr("GET", "/schemas").body) == 100
    assert len(estate.sr("GET", "/schemas?limit=1000").body) == 100
    assert len(estate.sr("GET", "/schemas?offset=200").body) == 51
    assert estate.sr("GET", "/schemas?offset=251").body == []
    latest = estate.sr("GET", "/schemas?latestOnly=true&subjectPrefix=load-00007").body
    assert [(item["subject"], item["version"]) for item in latest] == [("load-00007", 2)]
    assert estate.sr("GET", "/subjects?offset=248").body == ["load-00248", "load-00249"]
    assert len(estate.sr("GET", "/subjects").body) == 250


def test_texts_alone_and_static_answers(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    assert estate.sr("GET", "/subjects/orders/versions/1/schema").body == json.loads(ORDER)
    assert estate.sr("GET", "/schemas/ids/100001/schema").body == json.loads(ORDER)
    assert estate.sr("GET", "/schemas/ids/100001").body["schema"] == ORDER
    assert code(estate.sr("GET", "/schemas/ids/5")) == (404, 40403)
    assert sorted(estate.sr("GET", "/schemas/types").body) == ["AVRO", "JSON", "PROTOBUF"]
    assert estate.sr("GET", "/clusterconfig").body == {"maxSchemas": 20000, "maxRequestsPerSec": 25}


# --- deleting


def test_soft_then_permanent_deletion_of_a_subject(estate: Estate) -> None:
    assert code(estate.sr("DELETE", "/subjects/orders")) == (404, 40401)
    register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    estate.sr("PUT", "/config/orders", {"compatibility": "FULL"})
    assert code(estate.sr("DELETE", "/subjects/orders?permanent=true")) == (404, 40405)
    assert estate.sr("DELETE", "/subjects/orders").body == [1, 2]
    assert code(estate.sr("DELETE", "/subjects/orders")) == (404, 40404)
    assert code(estate.sr("GET", "/subjects/orders/versions")) == (404, 40401)
    assert estate.sr("GET", "/config/orders").body == {"compatibilityLevel": "FULL"}
    assert estate.sr("GET", "/subjects").body == []
    assert estate.sr("GET", "/subjects?deleted=true").body == ["orders"]
    assert estate.sr("GET", "/subjects?deletedOnly=true").body == ["orders"]
    assert estate.sr("GET", "/subjects/orders/versions/2?deleted=true").body["deleted"] is True
    assert estate.sr("POST", "/subjects/orders?deleted=true", {"schema": ORDER}).body["version"] == 1
    assert estate.sr("GET", "/schemas/ids/100001").status == 200
    assert estate.sr("DELETE", "/subjects/orders?permanent=true").body == [1, 2]
    assert code(estate.sr("DELETE", "/subjects/orders?permanent=true")) == (404, 40401)
    assert code(estate.sr("GET", "/schemas/ids/100001")) == (404, 40403)


def test_registering_after_a_soft_deletion_makes_a_new_version_with_the_old_id(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    estate.sr("DELETE", "/subjects/orders")
    again = register(estate, "orders", ORDER)
    assert (again["id"], again["version"]) == (100001, 2)
    assert estate.sr("GET", "/subjects/orders/versions?deleted=true").body == [2]
    assert code(estate.sr("GET", "/subjects/orders/versions/1?deleted=true")) == (404, 40402)
    estate.sr("DELETE", "/subjects/orders")
    assert estate.sr("DELETE", "/subjects/orders?permanent=true").body == [2]


def test_deleting_single_versions(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    assert code(estate.sr("DELETE", "/subjects/orders/versions/9")) == (404, 40402)
    assert code(estate.sr("DELETE", "/subjects/orders/versions/0")) == (422, 42202)
    assert code(estate.sr("DELETE", "/subjects/orders/versions/1?permanent=true")) == (404, 40407)
    assert estate.sr("DELETE", "/subjects/orders/versions/latest").body == 2
    assert code(estate.sr("DELETE", "/subjects/orders/versions/2")) == (404, 40406)
    assert estate.sr("GET", "/subjects/orders/versions").body == [1]
    assert estate.sr("DELETE", "/subjects/orders/versions/2?permanent=true").body == 2
    assert code(estate.sr("GET", "/subjects/orders/versions/2?deleted=true")) == (404, 40402)


# --- configuration and mode


def test_modes(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    assert estate.sr("GET", "/mode").body == {"mode": "READWRITE"}
    assert code(estate.sr("GET", "/mode/orders")) == (404, 40409)
    assert code(estate.sr("PUT", "/mode/orders", {"mode": "SLOW"})) == (422, 42204)
    assert estate.sr("PUT", "/mode/orders", {"mode": "READONLY"}).body == {"mode": "READONLY"}
    assert code(estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER_PLUS})) == (422, 42205)
    assert code(estate.sr("DELETE", "/subjects/orders")) == (422, 42205)
    assert estate.sr("DELETE", "/mode/orders").body == {"mode": "READONLY"}
    assert code(estate.sr("DELETE", "/mode/orders")) == (404, 40401)
    estate.sr("PUT", "/mode", {"mode": "READONLY"})
    assert code(estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER_PLUS})) == (422, 42205)
    assert estate.sr("GET", "/mode/orders?defaultToGlobal=true").body == {"mode": "READONLY"}


def test_import_keeps_ids_and_versions(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    assert code(estate.sr("PUT", "/mode/orders", {"mode": "IMPORT"})) == (422, 42205)
    assert code(estate.sr("POST", "/subjects/new/versions", {"schema": ORDER_PLUS, "id": 5})) == (422, 42205)
    assert estate.sr("PUT", "/mode/new", {"mode": "IMPORT"}).status == 200
    made = register(estate, "new", ORDER_PLUS, id=5, version=3)
    assert (made["id"], made["version"]) == (5, 3)
    assert code(estate.sr("POST", "/subjects/new/versions", {"schema": '"int"', "id": 5})) == (422, 42205)


# --- credentials and permissions


def test_only_this_registrys_key_opens_it(estate: Estate) -> None:
    for key in (estate.kafka_key, (estate.sandbox.cloud_key, estate.sandbox.cloud_secret), (estate.sr_key[0], "wrong")):
        assert code(estate.sr("GET", "/subjects", key=key)) == (401, 401)


def test_roles_on_subjects(estate: Estate) -> None:
    register(estate, "orders-value", ORDER)
    register(estate, "a%2Fb-value", ORDER)
    reader = estate.make_account("reader")
    key = estate.make_key(reader, estate.registry)
    assert estate.sr("GET", "/subjects", key=key).body == []
    assert estate.sr("GET", "/schemas", key=key).body == []
    assert code(estate.sr("GET", "/subjects/orders-value/versions", key=key)) == (403, 40301)
    estate.bind(reader, "DeveloperRead", f"{estate.registry_scope}/subject=orders-*")
    assert estate.sr("GET", "/subjects", key=key).body == ["orders-value"]
    assert estate.sr("GET", "/schemas/ids/100001/subjects", key=key).body == ["orders-value"]
    assert estate.sr("POST", "/subjects/orders-value", {"schema": ORDER}, key=key).status == 200
    denied = estate.sr("POST", "/subjects/orders-value/versions", {"schema": ORDER_PLUS}, key=key)
    assert (code(denied), denied.body["message"]) == (
        (403, 40301),
        "User is denied operation Write on Subject: orders-value",
    )
    assert code(estate.sr("PUT", "/config", {"compatibility": "NONE"}, key=key)) == (403, 40301)
    estate.bind(reader, "DeveloperWrite", f"{estate.registry_scope}/subject=orders-value")
    assert estate.sr("POST", "/subjects/orders-value/versions", {"schema": ORDER_PLUS}, key=key).status == 200
    assert code(estate.sr("DELETE", "/subjects/orders-value", key=key)) == (403, 40301)
    assert code(estate.sr("PUT", "/config/orders-value", {"compatibility": "NONE"}, key=key)) == (403, 40301)


def test_the_state_dump_shows_the_registry(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    dumped = estate.sandbox.state()["registries"][estate.registry]["subjects"]["orders"]
    assert [(item["version"], item["id"], item["schema"]) for item in dumped] == [(1, 100001, ORDER)]


def test_bodies_that_are_no_objects_are_400(estate: Estate) -> None:
    assert estate.sr("POST", "/subjects/orders/versions", [1]).status == 400
    assert estate.sr("PUT", "/nothing/here", {}).status == 404


def test_a_guid_is_of_the_content_and_an_id_of_its_context(estate: Estate) -> None:
    """In no document; seen on Schema Registry 8.3.1."""
    made = [register(estate, subject, ORDER) for subject in ("one", ":.other:one")]
    (guid,) = {one["guid"] for one in made}
    shown = estate.sr("GET", f"/schemas/guids/{guid}").body
    assert "id" not in shown
    assert "subject" not in shown
    assert json.loads(shown["schema"]) == json.loads(ORDER)
    held = [{"context": context, "id": one["id"]} for context, one in zip((".", ".other"), made, strict=True)]
    assert estate.sr("GET", f"/schemas/guids/{guid}/ids").body == held
    assert code(estate.sr("GET", "/schemas/guids/nothing")) == (404, 40403)
