# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Confluent's Python client of Schema Registry and of the DEK registry, without a key management service."""

from __future__ import annotations

import base64
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from confluent_kafka.schema_registry import (
    ConfigCompatibilityLevel,
    Schema,
    SchemaReference,
    SchemaRegistryClient,
    ServerConfig,
)
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.schema_registry.rules.encryption.dek_registry.dek_registry_client import (
    DekAlgorithm,
    DekRegistryClient,
)

WHERE = json.loads(os.environ["WITNESS"])["registry"]
CONFIG = {"url": WHERE["endpoint"], "basic.auth.user.info": f"{WHERE['key']}:{WHERE['secret']}"}
ORDER: dict[str, Any] = {
    "type": "record",
    "name": "Order",
    "namespace": "shop",
    "fields": [{"name": "id", "type": "string"}],
}
MORE = {**ORDER, "fields": [*ORDER["fields"], {"name": "note", "type": "string", "default": ""}]}
LESS = {**ORDER, "fields": [{"name": "total", "type": "long"}]}
SALE = {"type": "record", "name": "Sale", "namespace": "shop", "fields": [{"name": "order", "type": "shop.Order"}]}
Check = Callable[[SchemaRegistryClient], None]
CHECKS: list[tuple[str, Check]] = []


def check(name: str) -> Callable[[Check], Check]:
    """Declare a check: a function that raises where it does not hold."""

    def declared(function: Check) -> Check:
        CHECKS.append((name, function))
        return function

    return declared


def avro(tree: Any, *references: SchemaReference) -> Schema:
    return Schema(json.dumps(tree), "AVRO", list(references))


def refused(status: int, code: int, call: Callable[[], Any]) -> None:
    """The call fails with this status and this code."""
    try:
        call()
    except SchemaRegistryError as error:
        if (error.http_status_code, error.error_code) == (status, code):
            return
        raise
    raise AssertionError(f"it was taken, and {status}/{code} was expected")


@check("registers, and finds by content, id, guid, version and use")
def _(client: SchemaRegistryClient) -> None:
    made = client.register_schema_full_response("orders-value", avro(ORDER))
    found = client.lookup_schema("orders-value", avro(ORDER))
    assert (found.schema_id, found.version) == (made.schema_id, 1)
    assert json.loads(client.get_schema(made.schema_id).schema_str) == ORDER
    assert made.guid
    fresh = SchemaRegistryClient(CONFIG)  # what another one has in its memory it does not ask for
    assert json.loads(fresh.get_schema(made.schema_id).schema_str) == ORDER
    assert json.loads(SchemaRegistryClient(CONFIG).get_schema_by_guid(made.guid).schema_str) == ORDER
    assert client.get_latest_version("orders-value").version == 1
    assert client.get_subjects_by_schema_id(made.schema_id) == ["orders-value"]
    assert client.get_versions("orders-value") == [1]
    assert "orders-value" in client.get_subjects()


@check("references, and who refers")
def _(client: SchemaRegistryClient) -> None:
    made = client.register_schema("sale-value", avro(SALE, SchemaReference("shop.Order", "orders-value", 1)))
    assert client.get_referenced_by("orders-value", 1) == [made]
    refused(422, 42206, lambda: client.delete_version("orders-value", 1))


@check("compatibility of a subject, and a refused version")
def _(client: SchemaRegistryClient) -> None:
    client.set_compatibility("orders-value", "BACKWARD")
    assert client.get_compatibility("orders-value") == "BACKWARD"
    assert client.test_compatibility("orders-value", avro(MORE)) is True
    assert client.test_compatibility("orders-value", avro(LESS)) is False
    refused(409, 40901, lambda: client.register_schema("orders-value", avro(LESS)))
    assert client.register_schema_full_response("orders-value", avro(MORE)).version == 2


@check("settings: written, read, removed")
def _(client: SchemaRegistryClient) -> None:
    client.set_config("orders-value", ServerConfig(ConfigCompatibilityLevel.FULL, compatibility_group="major"))
    found = client.get_config("orders-value")
    assert (found.compatibility_level, found.compatibility_group) == (ConfigCompatibilityLevel.FULL, "major")
    client.delete_config("orders-value")
    refused(404, 40408, lambda: client.get_config("orders-value"))
    assert client.get_config().compatibility_level == ConfigCompatibilityLevel.BACKWARD


@check("modes of the registry and of a subject")
def _(client: SchemaRegistryClient) -> None:
    assert client.get_global_mode() == "READWRITE"
    client.update_mode("orders-value", "READONLY")
    assert client.get_mode("orders-value") == "READONLY"
    refused(422, 42205, lambda: client.register_schema("orders-value", avro({**MORE, "doc": "another"})))
    client.update_mode("orders-value", "READWRITE")


@check("contexts")
def _(client: SchemaRegistryClient) -> None:
    client.register_schema(":.staging:orders-value", avro(ORDER))
    assert ".staging" in client.get_contexts()
    assert client.get_versions(":.staging:orders-value") == [1]


@check("names that need encoding")
def _(client: SchemaRegistryClient) -> None:
    for subject in ("a/b-value", "50% off & more"):
        client.register_schema(subject, avro(ORDER))
        assert client.get_versions(subject) == [1]


@check("deletion, soft and for good")
def _(client: SchemaRegistryClient) -> None:
    client.register_schema("gone-value", avro(ORDER))
    refused(404, 40405, lambda: client.delete_subject("gone-value", permanent=True))
    assert client.delete_subject("gone-value") == [1]
    refused(404, 40401, lambda: client.get_versions("gone-value"))
    assert "gone-value" in client.get_subjects(deleted=True)
    assert client.delete_subject("gone-value", permanent=True) == [1]
    assert "gone-value" not in client.get_subjects(deleted=True)


def deks() -> DekRegistryClient:
    return DekRegistryClient(CONFIG)


KEY = "arn:aws:kms:eu-central-1:000000000000:key/made-up"


@check("DEK registry: a key encryption key is made and read")
def _(_client: SchemaRegistryClient) -> None:
    made = deks().register_kek("witness", "aws-kms", KEY, shared=False, doc="of a witness")
    assert (made.name, made.kms_type, made.kms_key_id) == ("witness", "aws-kms", KEY)
    assert deks().get_kek("witness").doc == "of a witness"
    refused(404, 40470, lambda: deks().get_kek("nobody"))


@check("DEK registry: a data encryption key is made of material that came encrypted, and read")
def _(_client: SchemaRegistryClient) -> None:
    material = base64.b64encode(b"encrypted elsewhere").decode()
    made = deks().register_dek("witness", "orders-value", material, DekAlgorithm.AES256_GCM, 1)
    assert (made.kek_name, made.subject, made.version) == ("witness", "orders-value", 1)
    found = deks().get_dek("witness", "orders-value", DekAlgorithm.AES256_GCM, 1)
    assert found.encrypted_key_material == material


@check("a wrong key is a 401")
def _(_client: SchemaRegistryClient) -> None:
    stranger = SchemaRegistryClient({**CONFIG, "basic.auth.user.info": "nobody:nothing"})
    refused(401, 401, stranger.get_subjects)


def main() -> int:
    client = SchemaRegistryClient(CONFIG)
    for name, function in CHECKS:
        said = ""
        try:
            function(client)
        except Exception as error:  # noqa: BLE001  whatever a client of others raises is what it says
            last = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__} {error} ({last.line})"
        print(json.dumps({"check": name, "ok": not said, "said": said}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
