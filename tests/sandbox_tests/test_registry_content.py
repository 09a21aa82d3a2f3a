# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the sandbox's Schema Registry takes for the same content, and what it refuses: metadata, rules, references."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..sandbox.planes._registry_content import metadata_of
from ._estate import Estate
from .test_schema_registry import CUSTOMER, ORDER, ORDER_PLUS, REFERENCE, code, register

RULE = {"name": "r", "kind": "CONDITION", "mode": "WRITE", "type": "CEL", "expr": "true"}
OWNER = {"properties": {"owner": "a"}}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox)


# --- metadata


@pytest.mark.parametrize("other", [{"properties": {}}, {"tags": {}, "sensitive": []}])
def test_empty_metadata_is_one_content_however_it_is_written(estate: Estate, other: dict[str, Any]) -> None:
    register(estate, "orders", ORDER, metadata=OWNER)
    empty = register(estate, "orders", ORDER, metadata={})
    assert (empty["version"], "metadata" in empty) == (2, False)
    assert register(estate, "orders", ORDER, metadata=other)["version"] == 2
    assert estate.sr("POST", "/subjects/orders", {"schema": ORDER, "metadata": other}).body["version"] == 2


def test_empty_metadata_is_not_the_same_as_none(estate: Estate) -> None:
    assert register(estate, "orders", ORDER)["version"] == 1
    assert register(estate, "orders", ORDER, metadata={})["version"] == 2
    assert register(estate, "orders", ORDER)["version"] == 1
    assert register(estate, "orders", ORDER, ruleSet={"domainRules": []})["version"] == 3
    assert register(estate, "orders", ORDER, metadata={}, ruleSet={})["version"] == 3


def test_metadata_becomes_text_and_loses_what_it_does_not_have() -> None:
    given = {
        "properties": {"b": 5, "a": True, "c": 1.5},
        "tags": {"x.y": ["PII", "A", "PII"]},
        "sensitive": ["b", "a"],
        "nonsense": 1,
    }
    kept = {
        "tags": {"x.y": ["A", "PII"]},
        "properties": {"a": "true", "b": "5", "c": "1.5"},
        "sensitive": ["a", "b"],
    }
    assert metadata_of(given) == metadata_of(kept) == kept
    assert metadata_of({"nonsense": 1}) == {}


def test_the_order_in_metadata_does_not_matter(estate: Estate) -> None:
    given = {"tags": {"x": ["PII", "A"]}, "properties": {"b": "1", "a": "2"}, "sensitive": ["b", "a"]}
    made = register(estate, "orders", ORDER, metadata=given)["metadata"]
    assert (list(made["properties"]), made["tags"], made["sensitive"]) == (["a", "b"], {"x": ["A", "PII"]}, ["a", "b"])
    assert register(estate, "orders", ORDER, metadata=made)["version"] == 1


@pytest.mark.parametrize("wrong", [[], {"properties": []}, {"properties": {"a": {}}}, {"tags": {"a": "PII"}}])
def test_metadata_of_another_shape_is_400(estate: Estate, wrong: Any) -> None:
    assert estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER, "metadata": wrong}).status == 400


# --- rules


def test_rules_get_their_defaults(estate: Estate) -> None:
    made = register(estate, "orders", ORDER, ruleSet={"domainRules": [{"name": "r", "type": "CEL"}]})
    full = {"name": "r", "kind": "TRANSFORM", "mode": "WRITEREAD", "type": "CEL", "disabled": False}
    assert made["ruleSet"] == {"domainRules": [full]}
    assert register(estate, "orders", ORDER, ruleSet={"domainRules": [full], "migrationRules": []})["version"] == 1


@pytest.mark.parametrize(
    "change",
    [{"kind": "NOPE"}, {"mode": "NOPE"}, {"params": []}, {"tags": "PII"}, {"disabled": "perhaps"}],
)
def test_a_rule_of_another_shape_is_400(estate: Estate, change: dict[str, Any]) -> None:
    request = {"schema": ORDER, "ruleSet": {"domainRules": [{**RULE, **change}]}}
    answer = estate.sr("POST", "/subjects/orders/versions", request)
    assert code(answer) == (400, 400)
    assert estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER, "ruleSet": {"enableAt": "X"}}).status == 400


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"domainRules": [{**RULE, "mode": "UPGRADE"}]}, "Domain rules can only be"),
        ({"migrationRules": [RULE]}, "Migration rules can only be"),
        ({"domainRules": [RULE, RULE]}, "duplicate name 'r'"),
        ({"domainRules": [RULE], "encodingRules": [RULE]}, "duplicate name 'r'"),
        ({"domainRules": [{**RULE, "name": ""}]}, "Empty rule name"),
        ({"domainRules": [{**RULE, "name": "1r"}]}, "Illegal initial character"),
        ({"domainRules": [{**RULE, "name": "a b"}]}, "Illegal character"),
        ({"domainRules": [{"name": "r"}]}, "Missing rule type"),
        ({"domainRules": [{**RULE, "onFailure": "DLQ,NONE"}]}, "Multiple actions"),
    ],
)
def test_rules_that_make_no_sense_are_42210(estate: Estate, rules: dict[str, Any], why: str) -> None:
    answer = estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER, "ruleSet": rules})
    assert code(answer) == (422, 42210)
    assert why in answer.body["message"]
    assert estate.sr("GET", "/subjects").body == []


# --- the number and the text of a registration


def test_a_number_must_be_the_next_one_and_goes_into_the_metadata(estate: Estate) -> None:
    refused = estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER, "version": 2})
    assert (*code(refused), refused.body["message"]) == (422, 42201, "Version is not one more than previous version")
    made = register(estate, "orders", ORDER, version=1)
    assert (made["version"], made["metadata"]) == (1, {"properties": {"confluent:version": "1"}})
    assert code(estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER_PLUS, "version": 1})) == (422, 42201)
    second = register(estate, "orders", ORDER_PLUS, version=2, metadata=OWNER)
    assert second["metadata"] == {"properties": {"confluent:version": "2", "owner": "a"}}


def test_content_is_found_without_the_number_in_its_metadata(estate: Estate) -> None:
    made = register(estate, "orders", ORDER, version=1)
    again = register(estate, "orders", ORDER)
    assert (again["id"], again["version"]) == (made["id"], 1)
    assert estate.sr("POST", "/subjects/orders", {"schema": ORDER}).body["version"] == 1


def test_an_empty_schema_is_that_of_the_latest_version(estate: Estate) -> None:
    for empty in ({"schema": ""}, {"schema": "  "}, {}):
        assert code(estate.sr("POST", "/subjects/orders/versions", empty)) == (422, 42201)
    register(estate, "orders", ORDER)
    register(estate, "orders", ORDER_PLUS)
    for empty in ({"schema": ""}, {}):
        made = estate.sr("POST", "/subjects/orders/versions", empty)
        assert (made.status, made.body["version"]) == (200, 2)
        assert code(estate.sr("POST", "/subjects/orders", empty)) == (404, 40403)
    owned = register(estate, "orders", "", metadata=OWNER)
    assert (owned["version"], json.loads(owned["schema"]), owned["metadata"]) == (3, json.loads(ORDER_PLUS), OWNER)


@pytest.mark.parametrize(
    "wrong",
    [{"schema": {"type": "string"}}, {"references": "orders"}, {"references": {}}, {"id": "x"}, {"version": [1]}],
)
def test_a_body_of_another_shape_is_400(estate: Estate, wrong: dict[str, Any]) -> None:
    register(estate, "orders", ORDER)
    assert code(estate.sr("POST", "/subjects/orders/versions", {"schema": ORDER_PLUS, **wrong})) == (400, 400)
    assert estate.sr("GET", "/subjects/orders/versions").body == [1]


# --- references


@pytest.mark.parametrize("missing", ["name", "subject", "version"])
def test_a_reference_needs_name_subject_and_version(estate: Estate, missing: str) -> None:
    register(estate, "orders", ORDER)
    reference = {key: value for key, value in REFERENCE.items() if key != missing}
    request = {"schema": CUSTOMER, "references": [reference]}
    answer = estate.sr("POST", "/subjects/customers/versions", request)
    assert code(answer) == (422, 42201)
    assert "Invalid reference" in answer.body["message"]


def test_the_same_reference_twice_is_one(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    made = register(estate, "customers", CUSTOMER, references=[REFERENCE, REFERENCE])
    assert made["references"] == [REFERENCE]
    assert register(estate, "customers", CUSTOMER, references=[REFERENCE])["version"] == 1


def test_an_invalid_schema_is_told_with_the_request_and_the_reason(estate: Estate) -> None:
    answer = estate.sr("POST", "/subjects/customers/versions", {"schema": CUSTOMER})
    assert code(answer) == (422, 42201)
    assert answer.body["message"].startswith("Invalid schema of type AVRO, details: Invalid schema {subject=customers,")
    assert " with refs [] of type AVRO, details: " in answer.body["message"]
    missing = estate.sr("POST", "/subjects/customers/versions", {"schema": CUSTOMER, "references": [REFERENCE]})
    reason = 'No schema reference found for subject "orders" and version 1'
    assert missing.body["message"].endswith(reason)
    register(estate, "orders", ORDER)
    estate.sr("DELETE", "/subjects/orders")
    deleted = estate.sr("POST", "/subjects/customers/versions", {"schema": CUSTOMER, "references": [REFERENCE]})
    assert deleted.body["message"].startswith(
        "Invalid schema of type AVRO, details: Invalid schema {subject=customers,"
    )
    assert deleted.body["message"].endswith(reason)


# --- the check


@pytest.mark.parametrize(
    ("request_body", "why"),
    [
        ({"schema": "{"}, "Invalid schema of type AVRO"),
        ({"schema": CUSTOMER, "references": [REFERENCE]}, "No schema reference found"),
        ({"schema": ""}, "Empty schema"),
        ({"schema": ORDER, "schemaType": "XML"}, "Invalid schema type XML"),
    ],
)
@pytest.mark.parametrize("path", ["/versions", "/versions/latest"])
def test_the_check_of_an_invalid_schema_is_a_verdict(
    estate: Estate, path: str, request_body: dict[str, Any], why: str
) -> None:
    """Without ``verbose`` there is nowhere to say why, and it is an error."""
    register(estate, "customers", ORDER)
    where = f"/compatibility/subjects/customers{path}"
    answer = estate.sr("POST", f"{where}?verbose=true", request_body)
    assert (answer.status, answer.body["is_compatible"]) == (200, False)
    assert [why in message for message in answer.body["messages"]] == [True]
    assert code(estate.sr("POST", where, request_body)) == (422, 42201)


def test_a_reference_to_a_soft_deleted_version_is_no_good_for_the_check_either(estate: Estate) -> None:
    register(estate, "orders", ORDER)
    estate.sr("DELETE", "/subjects/orders")
    request = {"schema": CUSTOMER, "references": [REFERENCE]}
    answer = estate.sr("POST", "/compatibility/subjects/customers/versions?verbose=true", request)
    assert (answer.status, answer.body["is_compatible"]) == (200, False)
    assert "No schema reference found" in answer.body["messages"][0]


def test_the_check_where_nothing_is_to_compare_with(estate: Estate) -> None:
    where = "/compatibility/subjects/orders/versions"
    for path in ("", "/latest", "/-1"):
        assert estate.sr("POST", where + path, {"schema": ORDER}).body == {"is_compatible": True}
    assert code(estate.sr("POST", f"{where}/1", {"schema": ORDER})) == (404, 40402)
    assert code(estate.sr("POST", f"{where}/0", {"schema": ORDER})) == (422, 42202)
    register(estate, "orders", ORDER)
    estate.sr("DELETE", "/subjects/orders")
    assert estate.sr("POST", f"{where}/latest", {"schema": '"int"'}).body == {"is_compatible": True}
    assert code(estate.sr("POST", f"{where}/1", {"schema": ORDER})) == (404, 40402)
