# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Configuration in the sandbox's Schema Registry, as seen on Schema Registry 8.3.1: inheritance, and what applies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..sandbox.planes._registry_content import merged_metadata
from ..sandbox.planes._registry_settings import Settings
from ._estate import Estate
from .test_schema_registry import ORDER, ORDER_PLUS, code, register

BACKWARD = {"compatibilityLevel": "BACKWARD"}
FULL = {"compatibilityLevel": "FULL"}
OPEN = {"type": "object", "properties": {"a": {"type": "string"}}}
OPEN_PLUS = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
RULE = {"name": "r", "kind": "CONDITION", "mode": "WRITE", "type": "CEL", "expr": "true", "disabled": False}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


def test_the_registry_has_a_level_before_anything_is_set(estate: Estate) -> None:
    assert estate.sr("GET", "/config").body == BACKWARD
    assert estate.sr("DELETE", "/config").body == BACKWARD
    assert code(estate.sr("GET", "/config/orders")) == (404, 40408)
    assert estate.sr("GET", "/config/orders?defaultToGlobal=true").body == BACKWARD
    assert code(estate.sr("DELETE", "/config/orders")) == (404, 40401)


def test_an_update_is_partial_and_answered_with_all_that_results(estate: Estate) -> None:
    assert estate.sr("PUT", "/config/orders", {"compatibility": "full"}).body == {"compatibility": "FULL"}
    both = estate.sr("PUT", "/config/orders", {"normalize": True}).body
    assert both == {"compatibility": "FULL", "normalize": True}
    assert estate.sr("GET", "/config/orders").body == {**FULL, "normalize": True}
    assert estate.sr("DELETE", "/config/orders").body == {**FULL, "normalize": True}
    assert code(estate.sr("GET", "/config/orders")) == (404, 40408)
    assert estate.sr("PUT", "/config", {"normalize": True}).body == {"normalize": True}
    assert estate.sr("GET", "/config").body == {**BACKWARD, "normalize": True}
    assert estate.sr("DELETE", "/config").body == {**BACKWARD, "normalize": True}
    assert estate.sr("GET", "/config").body == BACKWARD


@pytest.mark.parametrize("other", [{"normalize": True}, {"alias": ""}, {"compatibilityGroup": "major"}])
def test_a_first_setting_without_a_level_makes_the_level_backward(estate: Estate, other: dict[str, Any]) -> None:
    """Whatever the registry's own is: shown and in force."""
    estate.sr("PUT", "/config", {"compatibility": "NONE"})
    register(estate, "orders", '"string"')
    narrowed = {"schema": '"int"'}
    assert estate.sr("POST", "/compatibility/subjects/orders/versions", narrowed).body == {"is_compatible": True}
    estate.sr("PUT", "/config/orders", other)
    assert estate.sr("GET", "/config/orders").body["compatibilityLevel"] == "BACKWARD"
    assert estate.sr("GET", "/config/orders?defaultToGlobal=true").body["compatibilityLevel"] == "BACKWARD"
    assert estate.sr("POST", "/compatibility/subjects/orders/versions", narrowed).body == {"is_compatible": False}
    assert code(estate.sr("POST", "/subjects/orders/versions", narrowed)) == (409, 40901)


def test_a_subject_with_settings_of_its_own_inherits_nothing(estate: Estate) -> None:
    estate.sr("PUT", "/config", {"compatibility": "FULL", "normalize": True, "compatibilityGroup": "major"})
    assert estate.sr("GET", "/config/other?defaultToGlobal=true").body["normalize"] is True
    estate.sr("PUT", "/config/orders", {"compatibility": "NONE"})
    assert estate.sr("GET", "/config/orders?defaultToGlobal=true").body == {"compatibilityLevel": "NONE"}


def test_null_removes_a_setting_and_an_empty_alias_is_none(estate: Estate) -> None:
    estate.sr("PUT", "/config", {"compatibility": "FULL"})
    estate.sr("PUT", "/config/orders", {"compatibility": "NONE", "alias": "x", "compatibilityGroup": "major"})
    assert estate.sr("PUT", "/config/orders", {"compatibility": None, "alias": ""}).body == {
        "compatibilityGroup": "major"
    }
    assert estate.sr("GET", "/config/orders").body == {**BACKWARD, "compatibilityGroup": "major"}
    assert estate.sr("PUT", "/config/orders", {"compatibilityGroup": None}).body == {}
    assert estate.sr("GET", "/config/orders").body == BACKWARD
    assert estate.sr("PUT", "/config", {"compatibility": None}).body == {}
    assert estate.sr("GET", "/config").body == BACKWARD


def test_a_context_has_a_configuration_of_its_own_and_never_the_default_contexts(estate: Estate) -> None:
    estate.sr("PUT", "/config", {"compatibility": "NONE"})
    path = "/config/:.ctx:orders?defaultToGlobal=true"
    assert estate.sr("GET", path).body == BACKWARD
    register(estate, ":.ctx:orders", '"string"')
    assert code(estate.sr("POST", "/subjects/:.ctx:orders/versions", {"schema": '"int"'})) == (409, 40901)
    assert estate.sr("PUT", "/config/:.ctx:", {"compatibility": "FULL"}).body == {"compatibility": "FULL"}
    assert estate.sr("GET", path).body == FULL
    assert estate.sr("GET", "/config/:.ctx:").body == FULL
    assert estate.sr("GET", "/config/orders?defaultToGlobal=true").body == {"compatibilityLevel": "NONE"}
    estate.sr("PUT", "/config/:.ctx:", {"compatibility": "NONE"})
    assert estate.sr("POST", "/subjects/:.ctx:orders/versions", {"schema": '"int"'}).status == 200


def test_what_a_configuration_cannot_hold_is_refused(estate: Estate) -> None:
    assert code(estate.sr("PUT", "/config/orders", {"compatibility": "SIDEWAYS"})) == (422, 42203)
    assert code(estate.sr("PUT", "/config/orders", {"compatibilityPolicy": "GENEROUS"})) == (422, 42203)
    assert estate.sr("PUT", "/config/orders", {"normalize": "perhaps"}).status == 400
    assert estate.sr("PUT", "/config/orders", {"defaultMetadata": []}).status == 400
    wrong = {"defaultRuleSet": {"domainRules": [{**RULE, "mode": "UPGRADE"}]}}
    assert code(estate.sr("PUT", "/config/orders", wrong)) == (422, 42210)
    assert code(estate.sr("GET", "/config/orders")) == (404, 40408)


@pytest.mark.parametrize("name", ["__GLOBAL", "__EMPTY", ":.ctx:__GLOBAL", "a%07b"])
def test_reserved_names_are_no_subjects(estate: Estate, name: str) -> None:
    for method, path, body in (
        ("PUT", f"/config/{name}", {"compatibility": "FULL"}),
        ("PUT", f"/mode/{name}", {"mode": "READONLY"}),
        ("POST", f"/subjects/{name}/versions", {"schema": ORDER}),
    ):
        assert code(estate.sr(method, path, body)) == (422, 42208), path


# --- policy, groups, fields


def registers(estate: Estate, subject: str, schema: Any, **more: Any) -> bool:
    """Whether the check allows it, which is what registering then does."""
    request = {"schema": json.dumps(schema), **more}
    allowed = estate.sr("POST", f"/compatibility/subjects/{subject}/versions", request).body["is_compatible"]
    made = estate.sr("POST", f"/subjects/{subject}/versions", request)
    assert (made.status == 200) == allowed, made.body
    return bool(allowed)


def test_lenient_allows_a_new_property_of_an_open_object(estate: Estate) -> None:
    register(estate, "orders", json.dumps(OPEN), schemaType="JSON")
    assert not registers(estate, "orders", OPEN_PLUS, schemaType="JSON")
    estate.sr("PUT", "/config/orders", {"compatibilityPolicy": "lenient"})
    assert estate.sr("GET", "/config/orders").body == {**BACKWARD, "compatibilityPolicy": "LENIENT"}
    assert registers(estate, "orders", OPEN_PLUS, schemaType="JSON")
    narrowed = {"type": "object", "properties": {"a": {"type": "integer"}}}
    assert not registers(estate, "orders", narrowed, schemaType="JSON")


def test_lenient_changes_nothing_for_avro(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    estate.sr("PUT", "/config/orders", {"compatibilityPolicy": "LENIENT"})
    assert not registers(estate, "orders", json.loads(ORDER.replace('"string"', '"int"')))


def test_only_versions_of_the_same_group_are_compared(estate: Estate) -> None:
    estate.sr("PUT", "/config/orders", {"compatibilityGroup": "major"})
    register(estate, "orders", '"string"', metadata={"properties": {"major": "1"}})
    assert not registers(estate, "orders", "int", metadata={"properties": {"major": "1"}})
    assert registers(estate, "orders", "int", metadata={"properties": {"major": "2"}})


@pytest.mark.parametrize(
    ("schema_type", "schema", "field"),
    [
        ("AVRO", ORDER, "id"),
        ("JSON", json.dumps(OPEN), "a"),
        ("PROTOBUF", 'syntax = "proto3"; message A { int32 i = 1; }', "i"),
    ],
)
def test_reserved_fields_are_watched_where_fields_are_validated(
    estate: Estate, schema_type: str, schema: str, field: str
) -> None:
    reserving = {"properties": {"confluent:reserved": f"old, {field}"}}
    request = {"schema": schema, "schemaType": schema_type, "metadata": reserving}
    path = "/compatibility/subjects/orders/versions?verbose=true"
    assert estate.sr("POST", path, request).body == {"is_compatible": True, "messages": []}
    estate.sr("PUT", "/config/orders", {"validateFields": True})
    assert estate.sr("POST", path, request).body == {
        "is_compatible": False,
        "messages": [
            f"The new schema has field that conflicts with the reserved field {field}.",
            "{validateFields: 'true', compatibility: 'BACKWARD'}",
        ],
    }
    assert code(estate.sr("POST", "/subjects/orders/versions", request)) == (409, 40901)


def test_a_reserved_field_stays_reserved(estate: Estate) -> None:
    estate.sr("PUT", "/config/orders", {"validateFields": True})
    register(estate, "orders", ORDER, metadata={"properties": {"confluent:reserved": "old"}})
    request = {"schema": ORDER_PLUS, "metadata": {"properties": {"owner": "a"}}}
    answer = estate.sr("POST", "/compatibility/subjects/orders/versions?verbose=true", request)
    assert answer.body["messages"][0].startswith("The new schema has reserved field old removed from its metadata")


# --- defaults and overrides


def test_metadata_of_the_configuration_goes_into_new_schemas(estate: Estate) -> None:
    estate.sr(
        "PUT",
        "/config/orders",
        {
            "defaultMetadata": {"properties": {"owner": "nobody", "tier": "1"}},
            "overrideMetadata": {"properties": {"domain": "sales"}},
        },
    )
    made = register(estate, "orders", ORDER, metadata={"properties": {"owner": "orders", "domain": "x"}})
    assert made["metadata"] == {"properties": {"domain": "sales", "owner": "orders", "tier": "1"}}
    again = register(estate, "orders", ORDER, metadata={"properties": {"owner": "orders"}})
    assert (again["id"], again["version"]) == (made["id"], 1)
    found = estate.sr("POST", "/subjects/orders", {"schema": ORDER})
    assert (found.status, found.body["version"]) == (200, 1)


def test_rules_of_the_configuration_go_into_new_schemas(estate: Estate) -> None:
    other = {**RULE, "name": "other"}
    estate.sr("PUT", "/config", {"defaultRuleSet": {"domainRules": [RULE, other]}})
    made = register(estate, "orders", ORDER, ruleSet={"domainRules": [{**RULE, "expr": "false"}]})
    assert made["ruleSet"] == {"domainRules": [other, {**RULE, "expr": "false"}]}
    estate.sr("PUT", "/config", {"overrideRuleSet": {"domainRules": [{**RULE, "expr": "1 == 1"}]}})
    made = register(estate, "orders", ORDER_PLUS)
    assert made["ruleSet"] == {"domainRules": [other, {**RULE, "expr": "1 == 1"}]}
    assert "ruleSet" not in register(estate, ":.ctx:orders", ORDER)


def test_a_configuration_keeps_metadata_and_rules_made_uniform_and_nothing_unknown() -> None:
    settings = Settings()
    rule = {"name": "r", "type": "CEL", "unknown": 1}
    change = {"defaultRuleSet": {"domainRules": [rule]}, "overrideMetadata": {"x": 1}, "nonsense": 1}
    kept = {"name": "r", "kind": "TRANSFORM", "mode": "WRITEREAD", "type": "CEL", "disabled": False}
    result = {"defaultRuleSet": {"domainRules": [kept]}, "overrideMetadata": {}}
    assert settings.update("orders", change) == result
    assert settings.own("orders") == {**BACKWARD, **result}
    old, new = {"tags": {"a": ["y"]}, "sensitive": ["b"]}, {"tags": {"a": ["x"]}, "sensitive": ["a"]}
    assert merged_metadata(old, new) == {"tags": {"a": ["x"]}, "sensitive": ["a", "b"]}
