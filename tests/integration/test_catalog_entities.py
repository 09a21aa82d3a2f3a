# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Business metadata and attributes of entities, and the search: what is stated counts, an empty text removes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds import business_metadata_binding as row
from tests.support import direct
from tests.support.estate import Estate

METADATA, ENTITY = "/entity/businessmetadata$", "/catalog/v1/entity$"
TOPIC = {"topic": "orders.created"}


def _module(name: str, kind: str) -> Any:
    from importlib import import_module

    place = "ansible_collections.streamops.confluent.plugins.module_utils.kinds.stream_catalog"
    return getattr(import_module(f"{place}.{name}"), kind)


class Entities(direct.Foreseen):
    """Runs a kind in this process; ``arguments``: those that each run has."""

    def __init__(self, sandbox: Any, kind: Any, arguments: dict[str, Any]) -> None:
        self.sandbox, self.kind, self.arguments = sandbox, kind, arguments
        self.estate = Estate(sandbox).needs(*row.NEEDS, "customer_schema", "pii_tag")
        self.env = {**sandbox.env, **self.estate.env}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(self.kind, {**self.arguments, **options}, self.env, check=check, skipping=self.sandbox)

    def sent(self, method: str, path: str) -> Any:
        [entry] = self.sandbox.journal(method, path)
        return entry["request_body"]

    def told(self, **options: Any) -> list[dict[str, Any]]:
        return direct.info(self.kind, options, self.env)


@pytest.fixture
def bound(sandbox: Any) -> Entities:
    kind = _module("metadata_bindings", "BusinessMetadataBinding")
    return Entities(sandbox, kind, {"business_metadata": "Ownership", **TOPIC})


@pytest.fixture
def entity(sandbox: Any) -> Entities:
    return Entities(sandbox, _module("catalog_entities", "CatalogEntity"), dict(TOPIC))


@pytest.mark.parametrize("named", ["bound", "entity"])
def test_in_a_loop_each_item_is_read_by_itself(
    named: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the third item on there is a bulk read of kinds that have one."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare import bulk_read
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud

    original = Cloud.__init__

    def looping(self: Any, *arguments: Any, **keywords: Any) -> None:
        original(self, *arguments, **keywords)
        self.looping = True

    monkeypatch.setattr(bulk_read, "LOOP_FROM", 1)
    monkeypatch.setattr(Cloud, "__init__", looping)
    runs: Entities = request.getfixturevalue(named)
    stated = {"attributes": {"team": "orders"}} if named == "bound" else {"description": "Orders"}
    runs.done("created" if named == "bound" else "updated", **stated)
    runs.done("unchanged", **stated)


# ---- business metadata


def test_only_what_is_stated_is_compared_and_null_removes(bound: Entities) -> None:
    bound.done("created", attributes={"team": "orders", "mail": "a@b"})
    bound.done("unchanged", attributes={"team": "orders"})
    bound.done("unchanged")
    result = bound.done("updated", attributes={"mail": None})
    assert result["diff"]["after"] == {"attributes": {"mail": None}}
    assert bound.sent("PUT", METADATA)[0]["attributes"] == {"team": "orders", "mail": ""}
    assert result["business_metadata_binding"]["attributes"] == {"team": "orders"}
    for same in ({"mail": None}, {"mail": ""}, {"team": "orders", "mail": None}):
        bound.done("unchanged", attributes=same)
    assert bound.told(**TOPIC)[0]["attributes"] == {"team": "orders"}
    bound.done("deleted", state="absent")
    bound.done("unchanged", state="absent")


def test_attributes_are_held_against_the_definition(bound: Entities) -> None:
    near = "Ownership has no attribute tema. Did you mean team?"
    bound.refused(near, "attribute team is mandatory", attributes={"tema": "orders"})
    bound.done("created", attributes={"team": 7})
    bound.done("unchanged", attributes={"team": "7"})
    bound.refused("attribute team is mandatory", attributes={"team": None})
    bound.refused("has no attribute x. It has: team, mail.", attributes={"x": "y"})
    bound.refused("must be a text", attributes={"team": {"a": 1}})
    assert bound.sandbox.journal() == []


def test_numbers_and_truth_values_are_compared_as_texts(bound: Entities) -> None:
    bound.done("created", attributes={"team": 7, "mail": True})
    told = {"typeName": "Ownership", "attributes": {"team": 7, "mail": True}}
    bound.sandbox.fault(method="GET", path="/businessmetadata$", status=200, body=[told], times=0)
    bound.done("unchanged", attributes={"team": 7, "mail": True})
    bound.done("unchanged", attributes={"team": "7", "mail": "true"})


def test_metadata_that_are_not_defined_are_refused(bound: Entities) -> None:
    result = bound.run(business_metadata="Owner")
    assert "there is no business metadata 'Owner'" in result["msg"]
    assert bound.sandbox.writes() == []
    checked = bound.run(True, business_metadata="Owner")
    assert (checked["failed"], checked["operation"]) == (False, "created")
    assert "unless an earlier task makes it" in str(checked["warnings"])


def test_an_error_inside_a_200_is_one(bound: Entities) -> None:
    named = {"typeName": "Ownership", "entityType": "kafka_topic"}
    said = [{**named, "error": {"error_code": 4000099, "message": "not on a Sunday"}}]
    bound.sandbox.fault(method="POST", path=METADATA, status=200, body=said)
    result = bound.run(attributes={"team": "orders"})
    assert (result["failed"], result["changed"]) == (True, False)
    assert "not on a Sunday" in result["msg"]


def test_a_change_that_is_not_made_is_no_success(bound: Entities) -> None:
    bound.done("created", attributes={"team": "orders"})
    bound.sandbox.fault(method="PUT", path=METADATA, status=200, body=[])
    result = bound.run(attributes={"team": "sales"})
    assert "accepted the change" in result["msg"]
    assert "has not made it: team" in result["msg"]


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_lost_answer_is_looked_after(bound: Entities, reset: str) -> None:
    bound.sandbox.fault(method="POST", path=METADATA, reset=reset)
    assert bound.run(attributes={"team": "orders"})["operation"] == "created"
    assert len(bound.sandbox.journal("POST", METADATA)) == (1 if reset == "after" else 2)


def test_what_somebody_else_bound_is_not_taken_for_ours(bound: Entities) -> None:
    """The answer to ours was lost, and nothing was made of it."""
    key, secret = (bound.env[f"CONFLUENT_SCHEMA_REGISTRY_API_{part}"] for part in ("KEY", "SECRET"))
    topic = f"{bound.estate.cluster}:orders.created"
    theirs = {"typeName": "Ownership", "entityType": "kafka_topic", "entityName": topic, "attributes": {"team": "x"}}
    path = f"/_catalog/{bound.estate.schema_registry}/catalog/v1/entity/businessmetadata"
    other = {"method": "POST", "path": path, "body": [theirs], "key": key, "secret": secret}
    bound.sandbox.fault(method="POST", path=METADATA, change=[other], status=502)
    result = bound.run(attributes={"team": "orders"})
    assert (result["failed"], result["operation"]) == (False, "updated"), result
    assert bound.told(**TOPIC)[0]["attributes"] == {"team": "orders"}


def test_metadata_of_an_entity_that_the_catalog_learns_of_late(bound: Entities) -> None:
    bound.sandbox.settings(catalog_entity_delay=30.0)
    assert bound.run(attributes={"team": "orders"})["operation"] == "created"
    assert bound.run(topic="orders.gone")["msg"].count("there is no topic 'orders.gone'") == 1


def test_the_package_is_named(bound: Entities) -> None:
    bound.sandbox.fault(method="GET", path="/businessmetadata$", status=403, body={"error_code": 403, "message": "no"})
    assert "has the Stream Governance package ADVANCED, so it is the role that is missing" in bound.run()["msg"]


# ---- attributes of entities


def test_attributes_of_an_entity(entity: Entities) -> None:
    entity.done("updated", description="Orders", owner="orders", attributes={"ownerX": None})
    assert entity.sent("PUT", ENTITY)["entity"]["attributes"] == {
        "qualifiedName": f"{entity.estate.schema_registry}:{entity.estate.cluster}:orders.created",
        "description": "Orders",
        "owner": "orders",
    }
    entity.done("unchanged", description="Orders")
    result = entity.done("updated", description="", owner_email="a@b")
    assert (result["catalog_entity"]["description"], result["catalog_entity"]["owner"]) == (None, "orders")
    entity.done("unchanged", description="", owner_email="a@b", attributes={"partitionsCount": 3})
    entity.done("updated", subject="customers-value", topic=None, description="A customer")
    [told] = entity.told(**TOPIC)
    assert (told["owner"], told["owner_email"], told["description"]) == ("orders", "a@b", None)
    assert told["attributes"]["partitionsCount"] == 3


def test_an_attribute_that_the_type_lacks_is_a_failure(entity: Entities) -> None:
    result = entity.run(attributes={"colour": "red"})
    assert "has not made it: attributes. An entity of this type may not have such an attribute" in result["msg"]
    entity.refused("owner_email", "what the entity is called", attributes={"ownerEmail": "a@b", "name": "x"})


def test_an_entity_that_is_not_there_is_refused(entity: Entities) -> None:
    result = entity.run(topic="orders.gone", description="x")
    assert "there is no topic 'orders.gone'" in result["msg"]
    assert entity.sandbox.writes() == []
    assert entity.run(True, topic="orders.gone", description="x")["operation"] == "updated"
    assert entity.told(topic="orders.gone") == []


def test_an_entity_that_the_catalog_learns_of_late_is_waited_for(entity: Entities) -> None:
    entity.sandbox.settings(catalog_entity_delay=30.0)
    assert entity.run(description="Orders")["operation"] == "updated"
    assert entity.run(description="Orders")["operation"] == "unchanged"
    entity.sandbox.settings(catalog_entity_delay=3000.0)
    late = entity.run(subject="customers-value", topic=None, description="x", wait_timeout=5)
    assert late["operation"] == "updated", "it was known before"


# ---- the search


def test_the_search_finds_by_type_tag_and_name(sandbox: Any) -> None:
    found = Entities(sandbox, _module("search", "CatalogSearch"), {})
    sandbox.seed("topics", {"cluster": found.estate.cluster, "prefix": "t-", "count": 1200})
    sandbox.clear_journal()
    assert len(found.told(entity_types=["topic"])) == 1201
    assert len(sandbox.journal("GET", "/search/basic")) == 3
    assert [one["name"] for one in found.told(name="orders.created")] == ["orders.created"]
    assert [one["entity_type"] for one in found.told(name="email", entity_types=["field"])] == ["sr_field"]
    assert len(found.told(name_prefix="t-", limit=7)) == 7
    assert found.told(tag="PII") == []
    binding = _module("tag_bindings", "TagBinding")
    direct.run(binding, {"tag": "PII", **TOPIC}, found.env)
    [one] = found.told(tag="PII", attributes=["partitionsCount"])
    assert (one["tags"], one["attributes"]) == (["PII"], {"partitionsCount": 3})


def test_a_search_ends_and_is_never_cut_short() -> None:
    """A service that allows shorter pages says so; one that knows no offset would repeat the first page for ever."""
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import ConfluentError

    found_in = _module("entities", "found_in")

    class Catalog:
        """Pages of at most 100, and with ``stuck`` always the first."""

        stuck = False

        def get(self, _path: str, params: dict[str, Any]) -> dict[str, Any]:
            first = 0 if self.stuck else params["offset"]
            names = range(first, min(first + 100, 250))
            page = [{"typeName": "kafka_topic", "attributes": {"qualifiedName": str(name)}} for name in names]
            return {"searchParameters": {"limit": 100}, **({"entities": page} if page else {})}

    assert len(list(found_in(Catalog(), tag="PII"))) == 250
    Catalog.stuck = True
    with pytest.raises(ConfluentError, match="same entities again"):
        list(found_in(Catalog(), tag="PII"))


def test_a_search_for_nothing_is_refused(sandbox: Any) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

    found = Entities(sandbox, _module("search", "CatalogSearch"), {})
    with pytest.raises(Refused, match="tag is empty"):
        found.told(tag=" ")
