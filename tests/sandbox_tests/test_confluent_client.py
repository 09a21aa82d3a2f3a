# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Confluent's own Schema Registry client against the sandbox: a caller that nobody of this project wrote."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from confluent_kafka.schema_registry import (
    ConfigCompatibilityLevel,
    Schema,
    SchemaReference,
    SchemaRegistryClient,
    ServerConfig,
)
from confluent_kafka.schema_registry.error import SchemaRegistryError
from google.protobuf import descriptor_pb2

from ._estate import Estate

ORDER = {"type": "record", "name": "Order", "namespace": "acme", "fields": [{"name": "id", "type": "string"}]}
ORDER_PLUS = {**ORDER, "fields": [*ORDER["fields"], {"name": "total", "type": "long"}]}
CUSTOMER = {
    "type": "record",
    "name": "Customer",
    "namespace": "acme",
    "fields": [{"name": "last_order", "type": ["null", "acme.Order"], "default": None}],
}


def avro(tree: Any, references: list[SchemaReference] | None = None) -> Schema:
    return Schema(json.dumps(tree, indent=2), "AVRO", references or [])


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


@pytest.fixture
def client(estate: Estate) -> Iterator[SchemaRegistryClient]:
    with SchemaRegistryClient(
        {"url": estate.sr_endpoint, "basic.auth.user.info": ":".join(estate.sr_key), "max.retries": 0}
    ) as made:
        yield made


def test_register_look_up_and_read(client: SchemaRegistryClient) -> None:
    schema_id = client.register_schema("orders-value", avro(ORDER))
    assert client.register_schema("orders-value", avro(ORDER)) == schema_id
    found = client.lookup_schema("orders-value", avro(ORDER))
    assert (found.schema_id, found.version, found.subject) == (schema_id, 1, "orders-value")
    assert json.loads(client.get_schema(schema_id).schema_str) == ORDER
    latest = client.get_latest_version("orders-value")
    assert (latest.version, latest.schema.schema_type) == (1, "AVRO")
    assert client.get_subjects() == ["orders-value"]
    assert client.get_versions("orders-value") == [1]
    assert client.get_subjects_by_schema_id(schema_id) == ["orders-value"]
    assert [(item.subject, item.version) for item in client.get_schema_versions(schema_id)] == [("orders-value", 1)]
    assert set(client.get_schema_types()) == {"AVRO", "JSON", "PROTOBUF"}
    assert client.get_contexts() == ["."]


def test_register_full_response_and_normalize(client: SchemaRegistryClient) -> None:
    order = {**ORDER, "aliases": ["Purchase", "Bill"]}
    made = client.register_schema_full_response("orders-value", avro(order), normalize_schemas=True)
    assert (made.version, made.guid is not None) == (1, True)
    assert json.loads(made.schema.schema_str) == {**ORDER, "aliases": ["Bill", "Purchase"]}
    assert client.lookup_schema("orders-value", avro(order), normalize_schemas=True).version == 1


def test_names_that_need_encoding(client: SchemaRegistryClient) -> None:
    for subject in ("a/b-value", ":.staging:orders", "50% off & more"):
        client.register_schema(subject, avro(ORDER))
        assert client.get_latest_version(subject).subject == subject
    assert len(client.get_subjects()) == 3


def test_avro_references(client: SchemaRegistryClient) -> None:
    client.register_schema("order-value", avro(ORDER))
    reference = SchemaReference("acme.Order", "order-value", 1)
    customer_id = client.register_schema("customer-value", avro(CUSTOMER, [reference]))
    read = client.get_version("customer-value", 1)
    assert [(item.name, item.subject, item.version) for item in read.schema.references] == [
        ("acme.Order", "order-value", 1)
    ]
    assert client.get_referenced_by("order-value", 1) == [customer_id]
    with pytest.raises(SchemaRegistryError) as refused:
        client.delete_subject("order-value")
    assert refused.value.error_code == 42206


def test_json_schema_references(client: SchemaRegistryClient) -> None:
    money = {"$id": "money.json", "type": "object", "properties": {"cents": {"type": "integer"}}}
    client.register_schema("money", Schema(json.dumps(money), "JSON"))
    order = {"type": "object", "properties": {"price": {"$ref": "money.json"}}}
    schema = Schema(json.dumps(order), "JSON", [SchemaReference("money.json", "money", 1)])
    schema_id = client.register_schema("order", schema)
    assert client.get_schema(schema_id).schema_type == "JSON"
    with pytest.raises(SchemaRegistryError) as refused:
        client.register_schema("unresolved", Schema(json.dumps(order), "JSON"))
    assert refused.value.error_code == 42201


def test_protobuf_references_as_text_and_as_descriptor(client: SchemaRegistryClient) -> None:
    money = 'syntax = "proto3";\npackage acme;\nmessage Money {\n  int64 cents = 1;\n}'
    client.register_schema("money.proto", Schema(money, "PROTOBUF"))
    order = 'syntax = "proto3"; package acme; import "money.proto"; message Order { Money price = 1; }'
    references = [SchemaReference("money.proto", "money.proto", 1)]
    schema_id = client.register_schema("order-value", Schema(order, "PROTOBUF", references))
    serialized = client.get_schema(schema_id, fmt="serialized").schema_str
    descriptor = descriptor_pb2.FileDescriptorProto.FromString(base64.b64decode(serialized))
    assert descriptor.message_type[0].field[0].type_name == ".acme.Money"
    by_descriptor = client.register_schema("other-value", Schema(serialized, "PROTOBUF", references))
    assert client.get_schema(by_descriptor, fmt="serialized").schema_str == serialized


def test_compatibility(client: SchemaRegistryClient) -> None:
    client.register_schema("orders-value", avro(ORDER))
    assert client.get_compatibility() == "BACKWARD"
    assert client.test_compatibility("orders-value", avro(ORDER)) is True
    assert client.test_compatibility("orders-value", avro(ORDER_PLUS)) is False
    assert client.test_compatibility_all_versions("orders-value", avro(ORDER_PLUS)) is False
    with pytest.raises(SchemaRegistryError, match="READER_FIELD_MISSING_DEFAULT_VALUE") as refused:
        client.register_schema("orders-value", avro(ORDER_PLUS))
    assert (refused.value.http_status_code, refused.value.error_code) == (409, 40901)
    client.set_compatibility("orders-value", "FORWARD")
    assert client.get_compatibility("orders-value") == "FORWARD"
    assert client.test_compatibility("orders-value", avro(ORDER_PLUS)) is True
    client.register_schema("orders-value", avro(ORDER_PLUS))
    assert client.get_latest_version("orders-value").version == 2


def test_config_and_mode(client: SchemaRegistryClient) -> None:
    with pytest.raises(SchemaRegistryError) as missing:
        client.get_config("orders-value")
    assert missing.value.error_code == 40408
    client.set_config(
        "orders-value", ServerConfig(compatibility=ConfigCompatibilityLevel.FULL, compatibility_group="major")
    )
    config = client.get_config("orders-value")
    assert (config.compatibility_level, config.compatibility_group) == (ConfigCompatibilityLevel.FULL, "major")
    assert client.delete_config("orders-value").compatibility_level is ConfigCompatibilityLevel.FULL
    client.register_schema("orders-value", avro(ORDER))
    assert client.update_mode("orders-value", "READONLY") == "READONLY"
    assert client.get_mode("orders-value") == "READONLY"
    with pytest.raises(SchemaRegistryError) as refused:
        client.register_schema("orders-value", avro({**ORDER, "doc": "changed"}))
    assert refused.value.error_code == 42205
    assert client.delete_mode("orders-value") == "READONLY"
    assert client.get_global_mode() == "READWRITE"


def test_deletion(client: SchemaRegistryClient) -> None:
    client.register_schema("orders-value", avro(ORDER))
    with pytest.raises(SchemaRegistryError) as not_yet:
        client.delete_version("orders-value", 1, permanent=True)
    assert not_yet.value.error_code == 40407
    assert client.delete_version("orders-value", 1) == 1
    assert client.get_subjects(deleted=True) == ["orders-value"]
    client.register_schema("orders-value", avro({**ORDER, "doc": "again"}))
    assert client.get_versions("orders-value") == [2]
    assert client.delete_subject("orders-value") == [2]
    assert client.delete_subject("orders-value", permanent=True) == [1, 2]
    assert client.get_subjects(deleted=True) == []


def test_a_wrong_key_is_401(estate: Estate) -> None:
    conf = {"url": estate.sr_endpoint, "basic.auth.user.info": ":".join(estate.kafka_key), "max.retries": 0}
    with SchemaRegistryClient(conf) as client, pytest.raises(SchemaRegistryError) as refused:
        client.get_subjects()
    assert refused.value.http_status_code == 401
