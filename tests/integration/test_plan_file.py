# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan as data, from outside: what confluent_estate would do, and that it does only what was approved."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._estate.document import document_of
from ansible_collections.streamops.confluent.plugins.module_utils._estate.markdown import as_markdown
from ansible_collections.streamops.confluent.plugins.module_utils._estate.parts import PARTS
from ansible_collections.streamops.confluent.plugins.module_utils._estate.terms import PART_ORDER
from tests.support.paths import CHECKOUT

SCHEMA = json.loads((CHECKOUT / "docs" / "estate-plan.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def kept(result: dict[str, Any]) -> dict[str, Any]:
    """The plan in a result, as it is written; it fits its schema."""
    document = document_of(result, "shop", host="shop", made_at="2026-11-29T12:00:00Z")
    VALIDATOR.validate(document)
    return document


class Shop:
    """An estate that is planned, approved and applied, in a sandbox."""

    def __init__(self, sandbox: Any, run: Callable[..., dict[str, Any]], folder: Path) -> None:
        self.sandbox, self.run, self.folder = sandbox, run, folder
        self.file = folder / "plan.json"
        (folder / "placed.avsc").write_text('{"type": "record", "name": "P", "fields": []}', encoding="utf-8")
        self.estate: dict[str, Any] = {
            "environment": {"name": "shop"},
            "clusters": [
                {
                    "name": "orders", "type": "Basic", "availability": "SINGLE_ZONE", "cloud": "AWS",
                    "region": "eu-central-1",
                    "kafka_key_file": f"{folder}/auto.kafka.json",
                    "topics": [{"name": "orders.placed", "partitions": 3}, {"name": "orders.old", "partitions": 1}],
                }
            ],
            "service_accounts": [
                {
                    "name": "auto",
                    "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}]
                    + [{"role": "DeveloperRead", "scope": "subject", "resource_name": name} for name in ("a", "b")],
                    "api_keys": [
                        {"name": "kafka", "resource": "kafka", "cluster": "orders"},
                        {"name": "sr", "resource": "schema_registry"},
                    ],
                }
            ],
            "schemas": [{"subject": "placed-value", "schema_file": "placed.avsc"}],
            "schema_registry_key_file": f"{folder}/auto.sr.json",
            "secrets_dir": str(folder),
            "folder": str(folder),
        }  # fmt: skip

    def plan(self) -> dict[str, Any]:
        """Plan, and approve that."""
        document = kept(self.run("confluent_estate", self.estate, check=True))
        self.file.write_text(json.dumps(document), encoding="utf-8")
        return document

    def apply(self, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return self.run("confluent_estate", {**self.estate, "plan_file": str(self.file), **options})

    def refused(self, **options: Any) -> list[str]:
        """Why the approved plan is not carried out; nothing was written."""
        result = self.apply(**options)
        assert result["failed"], result
        assert self.sandbox.writes() == []
        assert kept(result)["status"] == "refused"
        return list(result["problems"])


@pytest.fixture
def shop(sandbox: Any, run_module: Callable[..., dict[str, Any]], tmp_path: Path) -> Shop:
    return Shop(sandbox, run_module, tmp_path)


def test_what_was_approved_is_done_and_nothing_else(shop: Shop) -> None:
    first = shop.plan()
    assert first["status"] == "changes"
    assert first["summary"] == "Plan: 11 to create, 0 to change, 0 to delete, 0 not in the data"
    (schema,) = [one for one in first["changes"] if one["part"] == "schemas"]
    assert schema["foretold"]
    assert {"name": "schema", "before": None, "after": '{"type": "record", "name": "P", "fields": []}'} in schema[
        "fields"
    ]
    roles = [
        {field["name"]: field["after"] for field in one["fields"]}
        for one in first["changes"]
        if one["part"] == "role_bindings"
    ]
    assert [role.get("resource_name") for role in roles] == [None, "a", "b"]

    # What was foretold is held to as well: the scope of a role, what is in a file.
    bindings = shop.estate["service_accounts"][0]["role_bindings"]
    bindings[2]["resource_name"] = "*"
    (problem, _again) = shop.refused()
    assert problem == "role binding of DeveloperRead to auto on subject *: to create it was not approved"
    bindings[2].update(resource_name="b", pattern_type="PREFIXED")
    (problem, _again) = shop.refused()
    assert "pattern_type was not approved" in problem
    del bindings[2]["pattern_type"]
    bindings[2]["resource_name"] = "b"
    text = (shop.folder / "placed.avsc").read_text(encoding="utf-8")
    (shop.folder / "placed.avsc").write_text(text.replace('"P"', '"Q"'), encoding="utf-8")
    assert "schema placed-value: schema is to become" in shop.refused()[0]
    (shop.folder / "placed.avsc").write_text(text, encoding="utf-8")

    # A run that is stopped half-way is finished with the same plan.
    shop.sandbox.fault(method="POST", path="/versions$", status=422, body={"error_code": 42201, "message": "no"})
    half = kept(shop.apply())
    assert half["status"] == "failed"
    assert half["counts"]["failed"] == 1
    done = shop.apply()
    assert done["failed"] is False, done
    assert kept(done)["status"] == "done"
    assert kept(shop.apply())["status"] == "empty"
    assert shop.sandbox.writes() == []

    # Changes and deletions.
    topics = shop.estate["clusters"][0]["topics"]
    topics[0]["partitions"] = 6
    del topics[1]
    shop.estate["purge"] = {"topics": {"name_prefix": "orders."}}
    second = shop.plan()
    assert [(one["operation"], one["label"]) for one in second["changes"]] == [
        ("delete", "topic orders.old"), ("change", "topic orders.placed of cluster orders")
    ]  # fmt: skip
    assert second["changes"][0]["cannot_be_undone"] == ["topic orders.old is deleted with its records"]
    more = copy.deepcopy(shop.estate["clusters"])
    more[0]["topics"][0]["partitions"] = 12
    more[0]["topics"].append({"name": "orders.new"})
    assert shop.refused(clusters=more)[:2] == [
        "topic orders.placed of cluster orders: partitions is to become 12, and 6 was approved",
        "topic orders.new of cluster orders: to create it was not approved",
    ]
    less = {**shop.estate["purge"], "acls": None}
    assert shop.apply(purge=less)["failed"] is False
    assert kept(shop.apply())["status"] == "empty"


def test_a_plan_that_is_refused_is_kept_too_and_is_no_approval(shop: Shop) -> None:
    shop.estate["clusters"][0]["topics"][0]["partition"] = 3
    document = shop.plan()
    assert document["status"] == "refused"
    assert document["problems"] == [
        "topic orders.placed of cluster orders: unknown key 'partition', did you mean 'partitions'?"
    ]
    del shop.estate["clusters"][0]["topics"][0]["partition"]
    assert "there was nothing to approve" in shop.refused()[0]
    shop.file.unlink()
    assert "No such file" in shop.refused()[0]
    assert shop.sandbox.journal() == []  # that is known before the first request


def test_parts_are_shown_in_their_order() -> None:
    assert tuple(part.key for part in PARTS) == PART_ORDER


def _topic(shop: Shop, name: str, **options: Any) -> None:
    where = {"environment": "shop", "cluster": "orders", "kafka_key_file": f"{shop.folder}/auto.kafka.json"}
    assert shop.run("confluent_topic", {**where, "name": name, **options})["changed"]


def test_a_teardown_that_was_approved_deletes_that_and_nothing_else(shop: Shop) -> None:
    shop.estate = {"data": shop.estate}  # as the playbooks have it: its keys are not the task's own
    assert not shop.run("confluent_estate", shop.estate)["failed"]
    brought_about = shop.plan()
    going = {"state": "absent"}
    # What was approved is to bring it about, so nothing may go.
    assert brought_about["status"] == "empty"
    (problem,) = shop.refused(**going)
    assert problem.endswith("this plan is of no teardown: run streamops.confluent.apply with it")
    del brought_about["state"]  # as an earlier release wrote it
    shop.file.write_text(json.dumps(brought_about), encoding="utf-8")
    problems = shop.refused(**going)
    assert "kafka cluster orders: to delete it was not approved" in problems
    assert "topics that go with kafka cluster orders were not approved: orders.old, orders.placed" in problems

    def plan(**options: Any) -> dict[str, Any]:
        document = kept(shop.run("confluent_estate", {**shop.estate, **going, **options}, check=True))
        shop.file.write_text(json.dumps(document), encoding="utf-8")
        return document

    approved = plan()
    assert {one["operation"] for one in approved["changes"]} == {"delete"}
    along = {(one["kind"], one["with"]): one["names"] for one in approved["goes_along"] if "gap" not in one}
    assert along == {
        ("topic", "kafka cluster orders"): ["orders.old", "orders.placed"],
        ("subject", "environment shop"): ["placed-value"],
    }
    text = as_markdown([approved])
    assert "### Goes along" in text
    assert "orders.placed" in text

    # To bring it about is not what was approved, and neither is a teardown that takes more along.
    _topic(shop, "orders.new", partitions=1)
    assert shop.refused(**going)[0] == "topics that go with kafka cluster orders were not approved: orders.new"
    plan()
    # Less may go, and what is gone already is no difference.
    _topic(shop, "orders.new", state="absent")
    result = shop.apply(**going)
    assert not result["failed"], result["msg"]
    assert shop.sandbox.state()["environments"] == {}
    again = shop.apply(**going)
    assert not again["changed"]


def test_a_teardown_that_would_delete_its_own_key_is_refused_before_anything_goes(shop: Shop) -> None:
    assert not shop.run("confluent_estate", shop.estate)["failed"]
    own = {"schema_registry_key_file": f"{shop.folder}/auto.sr.json", "state": "absent"}
    shop.sandbox.clear_journal()
    for check in (True, False):
        result = shop.run("confluent_estate", {**shop.estate, **own}, check=check)
        assert "is the schema_registry_api_key of this very task" in result["msg"]
    assert shop.sandbox.writes() == []


def test_another_object_of_the_same_name_is_not_what_was_approved(shop: Shop) -> None:
    shop.estate = {"data": shop.estate}
    assert not shop.run("confluent_estate", shop.estate)["failed"]
    document = kept(shop.run("confluent_estate", {**shop.estate, "state": "absent"}, check=True))
    (planned,) = [one for one in document["changes"] if one["part"] == "clusters"]
    (field,) = [one for one in planned["fields"] if one["name"] == "id"]
    field["before"] = "lkc-other"
    shop.file.write_text(json.dumps(document), encoding="utf-8")
    assert [line for line in shop.refused(state="absent") if "kafka cluster orders: id is" in line]


def test_what_else_an_account_is_used_for_must_be_approved(shop: Shop) -> None:
    shop.estate = {"data": shop.estate}  # as the playbooks have it: its keys are not the task's own
    assert not shop.run("confluent_estate", shop.estate)["failed"]
    going = {"state": "absent", "accounts_in_use": True}
    shop.file.write_text(
        json.dumps(kept(shop.run("confluent_estate", {**shop.estate, **going}, check=True))), encoding="utf-8"
    )
    elsewhere = {"name": "cloud", "owner": "auto", "resource": "cloud", "secret_file": f"{shop.folder}/cloud.json"}
    assert shop.run("confluent_api_key", elsewhere)["changed"]
    (first, _advice) = shop.refused(**going)
    assert first.startswith("other uses that go with service account auto were not approved: API key 'cloud' (")
    document = kept(shop.run("confluent_estate", {**shop.estate, **going}, check=True))
    assert [one["kind"] for one in document["goes_along"] if one["with"] == "service account auto"] == ["other use"]
    shop.file.write_text(json.dumps(document), encoding="utf-8")
    result = shop.apply(**going)
    assert not result["failed"], result["msg"]
    assert shop.sandbox.state()["service_accounts"] == {}


def test_what_cannot_be_read_of_an_accounts_uses_keeps_nothing_from_being_deleted(shop: Shop) -> None:
    shop.estate = {"data": shop.estate}
    assert not shop.run("confluent_estate", shop.estate)["failed"]
    shop.sandbox.fault(plane="connect", method="GET", times=100, status=403, body={"message": "no"})
    result = shop.run("confluent_estate", {**shop.estate, "state": "absent", "accounts_in_use": True})
    assert not result["failed"], result["msg"]
    (gap,) = [one for one in result["plan"]["goes_along"] if one["kind"] == "other use"]
    assert "403" in gap["gap"]
    assert shop.sandbox.state()["environments"] == {}
