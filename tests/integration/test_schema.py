# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schemas: what counts as the same, versions, references, compatibility, deletion, errors. The plain life of the kind
is in test_kinds.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.estate import SHAPES, Estate, answering, api_key, build

Result = dict[str, Any]
Run = Callable[..., Result]

SUBJECT = "payments.settled-value"
MONEY = {
    "type": "record",
    "name": "Money",
    "namespace": "com.example.shop",
    "fields": [{"name": "currency", "type": "string"}, {"name": "minor", "type": "long"}],
}
PAYMENT = {
    "type": "record",
    "name": "PaymentSettled",
    "namespace": "com.example.shop",
    "doc": "A payment that went through",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "method", "type": {"type": "enum", "name": "Method", "symbols": ["CARD", "INVOICE"]}},
    ],
}
WITH_NOTE = {**PAYMENT, "fields": [*PAYMENT["fields"], {"name": "note", "type": "string", "default": ""}]}
INCOMPATIBLE = {**PAYMENT, "fields": [*PAYMENT["fields"], {"name": "amount", "type": "long"}]}
WITH_MONEY = {**PAYMENT, "fields": [*PAYMENT["fields"], {"name": "sum", "type": "com.example.shop.Money"}]}
REFERENCE = {"name": "com.example.shop.Money", "subject": "money"}
PROTO = 'syntax = "proto3";\npackage shop;\n\nmessage Parcel {\n  string id = 1;\n}\n'
JSON_SCHEMA = {"title": "Parcel", "type": "object", "properties": {"id": {"type": "string"}}}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def schema(estate: Estate, run_module: Run) -> Run:
    """``schema(check=False, **options)``: confluent_schema in the estate; a failure is the test's failure unless
    ``fails=True``.
    """

    def run(check: bool = False, fails: bool = False, env: dict[str, str] | None = None, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        arguments = {"subject": SUBJECT, **options}
        result = run_module("confluent_schema", arguments, check=check, diff=True, env={**estate.env, **(env or {})})
        assert result["failed"] is fails, result
        if check:
            assert estate.sandbox.writes() == []
        return result

    return run


@pytest.fixture
def info(estate: Estate, run_module: Run) -> Callable[..., list[Result]]:
    def run(**options: Any) -> list[Result]:
        result = run_module("confluent_schema_info", options, env=estate.env)
        assert not result["failed"], result
        return list(result["schemas"])

    return run


def register(estate: Estate, subject: str, content: Any, **further: Any) -> int:
    """Register by the API itself; the id."""
    text = content if isinstance(content, str) else json.dumps(content)
    path = f"/subjects/{quote(subject, safe='')}/versions"
    return int(estate.registry("POST", path, {"schema": text, **further})["id"])


def versions(estate: Estate, subject: str = SUBJECT, deleted: bool = False) -> list[int]:
    path = f"/subjects/{quote(subject, safe='')}/versions?deleted={str(deleted).lower()}"
    return list(estate.registry("GET", path))


# --- what counts as the same schema


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(json.dumps(PAYMENT, indent=8), id="whitespace"),
        pytest.param(json.dumps(dict(reversed(PAYMENT.items()))), id="key order"),
        pytest.param(
            {k: v for k, v in PAYMENT.items() if k != "namespace"} | {"name": "com.example.shop.PaymentSettled"},
            id="full name",
        ),
        pytest.param(json.dumps(PAYMENT).replace('"type": "string"', '"type": {"type": "string"}'), id="long form"),
    ],
)
def test_forms_of_the_same_avro_schema_are_one_version(schema: Run, estate: Estate, again: Any) -> None:
    made = schema(schema=PAYMENT)
    result = schema(schema=again)
    assert (result["operation"], result["changed"]) == ("unchanged", False)
    assert estate.sandbox.writes() == []
    assert result["schema"]["id"] == made["schema"]["id"]
    assert versions(estate) == [1]


def test_reordered_answers_are_no_drift_and_one_request_is_enough(schema: Run, estate: Estate) -> None:
    schema(schema=PAYMENT)
    estate.sandbox.settings(reorder_schema_fields=True)
    result = schema(schema=PAYMENT)
    assert result["operation"] == "unchanged"
    entries = estate.sandbox.journal()
    assert [(e["method"], e["plane"]) for e in entries if e["plane"] == "schema_registry"] == [
        ("GET", "schema_registry")
    ]


@pytest.mark.parametrize(
    ("kind", "text", "again"),
    [
        ("PROTOBUF", PROTO, PROTO.replace("\n\n", "\n").replace("  string", "      string")),
        ("JSON", json.dumps(JSON_SCHEMA), json.dumps(dict(reversed(JSON_SCHEMA.items())), indent=2)),
    ],
)
def test_other_formats(schema: Run, estate: Estate, kind: str, text: str, again: str) -> None:
    made = schema(schema=text, schema_type=kind)
    assert made["schema"]["schema_type"] == kind
    assert schema(schema=again, schema_type=kind)["operation"] == "unchanged"
    assert versions(estate) == [1]


def test_documentation_is_another_schema(schema: Run, estate: Estate) -> None:
    schema(schema=PAYMENT)
    assert schema(schema={**PAYMENT, "doc": "Something else"})["operation"] == "updated"
    assert versions(estate) == [1, 2]


def test_text_mapping_list_and_file_are_the_same(schema: Run, estate: Estate, tmp_path: Any) -> None:
    union = ["null", "string"]
    path = tmp_path / "union.avsc"
    path.write_text(json.dumps(union))
    assert schema(schema=union)["operation"] == "created"
    assert schema(schema=json.dumps(union))["operation"] == "unchanged"
    assert schema(schema_file=str(path))["operation"] == "unchanged"
    assert versions(estate) == [1]


# --- versions


def test_a_new_version_and_its_diff(schema: Run, estate: Estate) -> None:
    schema(schema=PAYMENT)
    predicted = schema(check=True, schema=WITH_NOTE)
    result = schema(schema=WITH_NOTE)
    assert predicted["diff"] == result["diff"]
    assert result["operation"] == "updated"
    assert result["schema"]["version"] == result["schema"]["latest_version"] == 2
    before, after = (result["diff"][side]["schema"] for side in ("before", "after"))
    assert len(after["fields"]) == len(before["fields"]) + 1, "the diff shows the schema as data"
    assert len(estate.sandbox.writes()) == 1
    assert "version" not in predicted["schema"], "the number of a version to come is not known"


def test_content_of_an_older_version_is_present(schema: Run, estate: Estate) -> None:
    for content in (PAYMENT, WITH_NOTE):
        register(estate, SUBJECT, content)
    for check in (True, False):
        result = schema(check=check, schema=PAYMENT)
        assert result["operation"] == "unchanged"
        assert (result["schema"]["version"], result["schema"]["latest_version"]) == (1, 2)
        assert "registered as version 1; the latest version is 2" in json.dumps(result["warnings"])
    assert estate.sandbox.writes() == []


def test_metadata_and_rules_are_part_of_the_content_where_stated(schema: Run, estate: Estate) -> None:
    owner = {"properties": {"owner": "payments"}}
    schema(schema=PAYMENT, metadata=owner)
    assert schema(schema=PAYMENT)["operation"] == "unchanged", "not stated: whatever it is"
    assert schema(schema=PAYMENT, metadata=owner)["operation"] == "unchanged"
    changed = schema(schema=PAYMENT, metadata={"properties": {"owner": "billing"}})
    assert changed["operation"] == "updated"
    assert changed["diff"]["before"]["metadata"] == owner
    assert versions(estate) == [1, 2]
    rules = {"domainRules": [{"name": "checkLen", "kind": "CONDITION", "mode": "WRITE", "type": "CEL", "expr": "true"}]}
    assert schema(schema=PAYMENT, rule_set=rules)["operation"] == "updated"
    assert schema(schema=PAYMENT, rule_set=rules)["operation"] == "unchanged"


def test_normalize_reaches_the_registry(schema: Run, estate: Estate) -> None:
    payment = {**PAYMENT, "aliases": ["Settled", "Paid"]}
    made = schema(schema=payment, normalize=True)
    (written,) = estate.sandbox.writes()
    assert ["normalize", "true"] in [list(pair) for pair in written["query"]]
    assert '"aliases":["Paid","Settled"]' in made["schema"]["schema"], "the normal form has sorted aliases"
    assert schema(schema=payment, normalize=True)["operation"] == "unchanged"
    assert schema(schema=payment)["operation"] == "unchanged", "look-ups try the normal form too"


def test_a_schema_that_was_normalized_is_found_by_its_own_text(schema: Run, estate: Estate) -> None:
    """The normal form sorts options: only a look-up in that form finds it."""
    options = 'option java_package = "com.example";\noption java_multiple_files = true;\n'
    text = PROTO.replace("message", f"{options}\nmessage")
    made = schema(schema=text, schema_type="PROTOBUF", normalize=True)
    assert made["schema"]["schema"].index("java_multiple_files") < made["schema"]["schema"].index("java_package")
    for normalize in (True, False):
        assert schema(schema=text, schema_type="PROTOBUF", normalize=normalize)["operation"] == "unchanged"
    assert versions(estate) == [1]


def test_after_a_soft_deletion_it_is_registered_anew(schema: Run, estate: Estate) -> None:
    made = schema(schema=PAYMENT)
    schema(state="absent")
    again = schema(schema=PAYMENT)
    assert again["operation"] == "created"
    assert again["schema"]["id"] == made["schema"]["id"]
    assert again["schema"]["version"] == 2, "numbers are not used again"
    assert versions(estate) == [2]


@pytest.mark.parametrize("subject", ["team/orders-value", ":.staging:orders-value", "100%-value", "orders value+&?#"])
def test_subjects_that_need_encoding(
    schema: Run, estate: Estate, info: Callable[..., list[Result]], subject: str
) -> None:
    made = schema(subject=subject, schema=PAYMENT)
    assert made["schema"]["subject"] == subject
    assert schema(subject=subject, schema=PAYMENT)["operation"] == "unchanged"
    assert [item["subject"] for item in info(subject=subject)] == [subject]
    assert schema(subject=subject, state="absent", permanent=True)["operation"] == "deleted"
    assert info() == []


# --- references


def test_reference_without_version_is_the_latest(schema: Run, estate: Estate) -> None:
    register(estate, "money", MONEY)
    made = schema(schema=WITH_MONEY, references=[REFERENCE])
    assert made["schema"]["references"] == [{**REFERENCE, "version": 1}]
    assert schema(schema=WITH_MONEY, references=[REFERENCE])["operation"] == "unchanged"
    assert schema(schema=WITH_MONEY, references=[{**REFERENCE, "version": 1}])["operation"] == "unchanged"
    register(estate, "money", {**MONEY, "doc": "newer"})
    assert schema(schema=WITH_MONEY, references=[REFERENCE])["schema"]["references"][0]["version"] == 2


def test_reference_in_a_context_is_looked_for_in_the_context(schema: Run, estate: Estate) -> None:
    register(estate, ":.staging:money", MONEY)
    made = schema(subject=":.staging:payments", schema=WITH_MONEY, references=[REFERENCE])
    assert made["schema"]["references"] == [{**REFERENCE, "version": 1}]


def test_missing_references(schema: Run, estate: Estate) -> None:
    """A real run fails; check mode warns, for an earlier task of the play may register them."""
    for references in ([REFERENCE], [{**REFERENCE, "version": 1}]):
        predicted = schema(check=True, schema=WITH_MONEY, references=references)
        assert predicted["operation"] == "created"
        assert "money" in json.dumps(predicted["warnings"])
        assert "real run fails" in json.dumps(predicted["warnings"])
        failed = schema(fails=True, schema=WITH_MONEY, references=references)
        assert "money" in failed["msg"]
    estate.sandbox.clear_journal()
    schema(fails=True, schema=WITH_MONEY, references=[REFERENCE])
    assert estate.sandbox.writes() == [], "a subject that is not there is known before the first write"


# --- judgement before writing


def test_incompatible_schema_fails_in_check_mode_as_in_the_real_run(schema: Run, estate: Estate) -> None:
    schema(schema=PAYMENT)
    predicted = schema(check=True, fails=True, schema=INCOMPATIBLE)
    real = schema(fails=True, schema=INCOMPATIBLE)
    for result in (predicted, real):
        assert "READER_FIELD_MISSING_DEFAULT_VALUE" in result["msg"], "the registry's own words"
        assert "amount" in result["msg"]
        assert SUBJECT in result["msg"]
        assert not result["changed"]
    assert real["error"]["status"] == 409
    assert versions(estate) == [1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"schema": '{"type": "record", "name": '}, "does not parse as JSON: Expecting value at line 1, column 28"),
        ({"schema": {"type": "record", "name": "A"}}, "the record has no fields"),
        ({"schema": {**PAYMENT, "fields": [{"name": "id"}]}}, "at fields[0]: the field id has no type"),
        ({"schema": " "}, "is empty"),
        ({"schema": "", "schema_type": "PROTOBUF"}, "is empty"),
        ({"schema": ["a"], "schema_type": "JSON"}, "must be an object or a boolean"),
        ({"schema": {"type": "object"}, "schema_type": "PROTOBUF"}, "is JSON, but schema_type is PROTOBUF"),
        ({"schema": 7}, "is a int"),
        ({"schema_file": "/no/such/file.avsc"}, "No such file"),
        ({"schema": PAYMENT, "version": 2}, "version can only be given with state: absent"),
        ({"schema": PAYMENT, "references": [REFERENCE, REFERENCE]}, "twice"),
        ({"schema": PAYMENT, "references": [{**REFERENCE, "version": 0}]}, "must be at least 1"),
        ({"state": "absent", "version": 0}, "version must be at least 1"),
    ],
)
def test_bad_input_is_refused_before_any_request(
    schema: Run, estate: Estate, arguments: dict[str, Any], words: str
) -> None:
    result = schema(fails=True, **arguments)
    assert words in result["msg"]
    assert result["problems"]
    assert estate.sandbox.journal() == []


def test_what_only_the_registry_can_judge_is_refused_in_check_mode_too(schema: Run) -> None:
    """The registry's check answers 200 with the reason among its messages, registering is a 422."""
    unknown = {**PAYMENT, "fields": [{"name": "id", "type": "com.example.Nowhere"}]}
    assert "Nowhere" in schema(check=True, fails=True, schema=unknown)["msg"]
    result = schema(fails=True, schema=unknown)
    assert result["error"]["status"] == 422
    assert result["error"]["code"] == 42201
    assert "Nowhere" in result["msg"]


def test_options_that_exclude_or_need_each_other(schema: Run) -> None:
    assert "mutually exclusive" in schema(fails=True, schema=PAYMENT, schema_file="/tmp/x")["msg"]
    assert "schema_file" in schema(fails=True)["msg"]


# --- deletion


def test_delete_one_version(schema: Run, estate: Estate) -> None:
    for content in (PAYMENT, WITH_NOTE):
        register(estate, SUBJECT, content)
    assert schema(check=True, state="absent", version=1)["operation"] == "deleted"
    result = schema(state="absent", version=1)
    assert result["operation"] == "deleted"
    assert result["schema"] is None
    assert (versions(estate), versions(estate, deleted=True)) == ([2], [1, 2])
    assert schema(state="absent", version=1)["operation"] == "unchanged"
    assert schema(state="absent", version=9)["operation"] == "unchanged"


def test_permanent_is_soft_then_permanent(schema: Run, estate: Estate) -> None:
    register(estate, SUBJECT, PAYMENT)
    assert schema(check=True, state="absent", permanent=True)["operation"] == "deleted"
    assert schema(state="absent", permanent=True)["operation"] == "deleted"
    assert [dict(map(tuple, e["query"])).get("permanent") for e in estate.sandbox.writes()] == [None, "true"]
    assert schema(state="absent", permanent=True)["operation"] == "unchanged"


def test_permanent_after_an_earlier_soft_deletion(schema: Run, estate: Estate) -> None:
    for content in (PAYMENT, WITH_NOTE):
        register(estate, SUBJECT, content)
    schema(state="absent", version=1)
    assert schema(state="absent", version=1)["operation"] == "unchanged"
    assert schema(state="absent", version=1, permanent=True)["operation"] == "deleted"
    assert len(estate.sandbox.writes()) == 1, "it was hidden already"
    assert versions(estate, deleted=True) == [2]
    schema(state="absent")
    assert schema(state="absent", permanent=True)["operation"] == "deleted"
    assert schema(state="absent", permanent=True)["operation"] == "unchanged"


def test_a_referenced_version_is_refused_and_the_referrers_are_named(schema: Run, estate: Estate) -> None:
    register(estate, "money", MONEY)
    register(estate, SUBJECT, WITH_MONEY, references=[{**REFERENCE, "version": 1}])
    for check in (True, False):
        result = schema(check=check, fails=True, subject="money", state="absent", permanent=True)
        assert f"referenced by {SUBJECT} version 1" in result["msg"]
        assert estate.sandbox.writes() == []
    schema(state="absent", permanent=True)
    assert schema(subject="money", state="absent", permanent=True)["operation"] == "deleted"


# --- errors and faults


def test_lost_answer_registers_once(schema: Run, estate: Estate) -> None:
    estate.sandbox.fault(method="POST", path="/versions$", plane="schema_registry", reset="after")
    result = schema(schema=PAYMENT)
    assert result["operation"] == "created"
    assert versions(estate) == [1]


def test_lost_answer_of_a_second_version(schema: Run, estate: Estate) -> None:
    register(estate, SUBJECT, PAYMENT)
    estate.sandbox.fault(method="POST", path="^/subjects/[^/]+/versions$", plane="schema_registry", reset="after")
    assert schema(schema=WITH_NOTE)["schema"]["version"] == 2
    assert versions(estate) == [1, 2]


def test_an_answer_without_version_is_looked_up(schema: Run, estate: Estate) -> None:
    """In Confluent Cloud the answer to a registration may be the id alone."""
    register(estate, SUBJECT, PAYMENT)
    estate.sandbox.fault(
        method="POST", path="/versions$", plane="schema_registry", status=200, body={"id": 100002}, apply=True
    )
    made = schema(schema=WITH_NOTE)
    assert (made["schema"]["version"], made["schema"]["id"]) == (2, 100002)


def test_lost_answer_of_a_deletion(schema: Run, estate: Estate) -> None:
    register(estate, SUBJECT, PAYMENT)
    estate.sandbox.fault(method="DELETE", plane="schema_registry", reset="after")
    assert schema(state="absent", permanent=True)["operation"] == "deleted"
    with pytest.raises(AssertionError, match="404"):
        versions(estate, deleted=True)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "does not know this key"),
        (403, "lacks a role on this subject"),
        (422, "refuses the schema"),
        (429, "rate limit"),
        (500, "problem of its own"),
    ],
)
def test_errors_teach(schema: Run, estate: Estate, status: int, words: str) -> None:
    body = {"error_code": status, "message": "the service's own words"}
    estate.sandbox.fault(method="POST", path="/versions$", plane="schema_registry", times=0, status=status, body=body)
    result = schema(fails=True, schema=PAYMENT, retry_timeout=1)
    assert f"Could not create schema {SUBJECT}" in result["msg"]
    assert "the service's own words" in result["msg"]
    assert words in result["msg"]
    assert result["error"]["status"] == status
    assert "Schema Registry API key" in result["error"]["credential"]
    assert not result["changed"]


def test_a_wrong_kind_of_key_and_a_key_without_rights(schema: Run, estate: Estate) -> None:
    kafka = {
        "CONFLUENT_SCHEMA_REGISTRY_API_KEY": estate.env["CONFLUENT_KAFKA_API_KEY"],
        "CONFLUENT_SCHEMA_REGISTRY_API_SECRET": estate.env["CONFLUENT_KAFKA_API_SECRET"],
    }
    assert schema(fails=True, schema=PAYMENT, env=kafka)["error"]["status"] == 401
    resource = {"id": estate.schema_registry}
    key, secret = api_key(estate.sandbox, estate.service_account, resource, "no rights")
    poor = {"CONFLUENT_SCHEMA_REGISTRY_API_KEY": key, "CONFLUENT_SCHEMA_REGISTRY_API_SECRET": secret}
    refused = schema(fails=True, schema=PAYMENT, env=poor)
    assert refused["error"]["status"] == 403
    assert key in refused["error"]["credential"]
    assert secret not in json.dumps(refused)


def test_a_404_of_something_else_is_not_an_absence(schema: Run, estate: Estate) -> None:
    """A wrong endpoint or a proxy answers 404 too."""
    estate.sandbox.fault(plane="schema_registry", times=0, status=404, body="<html>no such page</html>")
    for state in ("present", "absent"):
        result = schema(fails=True, schema=PAYMENT, state=state)
        assert result["error"]["status"] == 404


# --- info


def test_info_follows_every_page(estate: Estate, info: Callable[..., list[Result]]) -> None:
    estate.sandbox.settings(schemas_page_max=40)
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "prefix": "bulk-", "count": 130})
    estate.sandbox.clear_journal()
    listed = info(subject_prefix="bulk-")
    assert [item["subject"] for item in listed] == [f"bulk-{n:05d}" for n in range(130)]
    assert len(estate.sandbox.journal("GET", "^/schemas$")) == 5, "four pages and the empty one"


def test_info_with_a_failing_page_is_a_failure(estate: Estate, run_module: Run) -> None:
    estate.sandbox.settings(schemas_page_max=40)
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "prefix": "bulk-", "count": 130})
    estate.sandbox.fault(method="GET", path="^/schemas$", nth=2, times=1, status=403, body={"error_code": 40301})
    result = run_module("confluent_schema_info", {}, env=estate.env)
    assert result["failed"]
    assert "schemas" not in result


@pytest.mark.parametrize("shape", SHAPES)
def test_info_selects(estate: Estate, info: Callable[..., list[Result]], shape: str) -> None:
    answering(estate.sandbox, shape)
    first = register(estate, SUBJECT, PAYMENT)
    register(estate, SUBJECT, WITH_NOTE)
    register(estate, f"{SUBJECT}-copy", PAYMENT)
    register(estate, ":.staging:other", PAYMENT)

    def found(**options: Any) -> list[tuple[str, int]]:
        return [(item["subject"], item["version"]) for item in info(**options)]

    copy = (f"{SUBJECT}-copy", 1)
    assert found() == [(":.staging:other", 1), (SUBJECT, 2), copy]
    assert found(subject=SUBJECT) == [(SUBJECT, 2)]
    assert found(subject=SUBJECT, version=1) == [(SUBJECT, 1)]
    assert found(subject=SUBJECT, latest_only=False) == [(SUBJECT, 1), (SUBJECT, 2)]
    assert found(subject_prefix="payments.", latest_only=False) == [(SUBJECT, 1), (SUBJECT, 2), copy]
    assert found(id=first, subject=SUBJECT) == [(SUBJECT, 1)]
    assert (SUBJECT, 1) in found(id=first)
    assert copy in found(id=first)
    assert found(subject="nobody") == found(id=999999) == found(subject=SUBJECT, version=9) == []
    estate.registry("DELETE", f"/subjects/{SUBJECT}/versions/1")
    assert found(subject=SUBJECT, latest_only=False) == [(SUBJECT, 2)]
    deleted, *_others = info(subject=SUBJECT, latest_only=False, deleted=True)
    assert (deleted["version"], deleted["deleted"]) == (1, True)
