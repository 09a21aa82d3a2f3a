# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tags: several by one request, in whose good answer each has an error of its own; a list that shows them late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, api_key

Run = Callable[..., dict[str, Any]]
TAGDEFS = "/tagdefs$"
FIVE = [{"name": f"Tag {number}", "description": "one of five"} for number in range(5)]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return Estate(sandbox).needs("schema_registry_key")


@pytest.fixture
def tags(estate: Estate, run_module: Run) -> Run:
    """The module for many, from an empty journal."""

    def run(items: list[dict[str, Any]], check: bool = False, **options: Any) -> dict[str, Any]:
        estate.sandbox.clear_journal()
        return run_module("confluent_tags", {"tags": items, **options}, check=check, diff=True, env=estate.env)

    return run


@pytest.fixture
def tag(estate: Estate, run_module: Run) -> Run:
    def run(check: bool = False, **options: Any) -> dict[str, Any]:
        estate.sandbox.clear_journal()
        return run_module("confluent_tag", options, check=check, env=estate.env)

    return run


def held(estate: Estate) -> dict[str, dict[str, Any]]:
    """The tags that are there, by name."""
    there = estate.sandbox.state()["tags"].get(estate.schema_registry, {})
    return {name: {**entry["definition"], "version": entry["number"]} for name, entry in there.items()}


def sent(estate: Estate, method: str) -> list[list[str]]:
    """The names in each list that was sent."""
    return [[item["name"] for item in entry["request_body"]] for entry in estate.sandbox.journal(method, TAGDEFS)]


def operations(result: dict[str, Any]) -> list[str]:
    return [outcome["operation"] for outcome in result["tags"]]


def by_somebody_else(estate: Estate, method: str, path: str = "", body: Any = None) -> list[dict[str, Any]]:
    """What a fault carries out first."""
    url = f"/_catalog/{estate.schema_registry}/catalog/v1/types/tagdefs{path}"
    key, secret = (estate.env[f"CONFLUENT_SCHEMA_REGISTRY_API_{part}"] for part in ("KEY", "SECRET"))
    return [{"method": method, "path": url, "body": body, "key": key, "secret": secret}]


# ---- many at once


@pytest.mark.parametrize(("count", "requests"), [(30, 1), (100, 1), (101, 2)])
def test_many_are_made_and_changed_by_few_requests(estate: Estate, tags: Run, count: int, requests: int) -> None:
    items = [{"name": f"Tag {number}"} for number in range(count)]
    made = tags(items)
    assert (made["failed"], made["counts"]["created"]) == (False, count), made
    assert len(held(estate)) == count
    sizes = sorted((len(names) for names in sent(estate, "POST")), reverse=True)  # batches go side by side
    assert sizes == [min(count, 100), *([1] if requests == 2 else [])]
    assert len(estate.sandbox.journal("GET", "/tagdefs")) == 2, "one list before and one after"
    changed = tags(items, defaults={"description": "new"})
    assert (changed["counts"]["updated"], len(sent(estate, "PUT"))) == (count, requests)
    assert {item["description"] for item in held(estate).values()} == {"new"}
    assert {item["version"] for item in held(estate).values()} == {2}
    again = tags(items, defaults={"description": "new"})
    assert (again["changed"], estate.sandbox.writes()) == (False, [])


def test_creations_and_changes_of_one_list_go_apart(estate: Estate, tags: Run) -> None:
    assert tags(FIVE[:2])["changed"]
    result = tags([{**FIVE[0], "description": "new"}, *FIVE[1:]])
    assert operations(result) == ["updated", "unchanged", "created", "created", "created"]
    assert (sent(estate, "PUT"), sent(estate, "POST")) == ([["Tag 0"]], [["Tag 2", "Tag 3", "Tag 4"]])


def test_one_impossible_name_keeps_all_from_being_sent(estate: Estate, tags: Run) -> None:
    """One such name in a list made the good ones fail, too (Terraform's provider, issue 249)."""
    items = [{"name": f"Tag {number}"} for number in range(28)]
    for check in (True, False):
        result = tags([*items, {"name": "7th"}, {"name": "bad-name"}], check)
        assert result["failed"]
        assert len(result["problems"]) == 2
        assert all(word in result["msg"] for word in ("'7th'", "'bad-name'", "does not match"))
        assert estate.sandbox.writes() == []


# ---- each has its own outcome


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("on_error", ["stop", "continue"])
def test_one_that_is_refused_fails_by_itself(estate: Estate, tags: Run, on_error: str, reverse: bool) -> None:
    """The others are made by the same request, and reported as made; which is which does not depend on the order."""
    estate.sandbox.settings(catalog_reversed=reverse)
    items = [{**item, "entity_types": ["kafka_topic"]} for item in FIVE]
    other = [{"name": "Tag 1", "entityTypes": ["sr_schema"]}]
    estate.sandbox.fault(method="POST", path=TAGDEFS, change=by_somebody_else(estate, "POST", body=other))
    result = tags(items, on_error=on_error)
    assert (result["failed"], result["changed"]) == (True, True)
    assert operations(result) == ["created", "failed", "created", "created", "created"]
    assert result["counts"]["created"] == 4
    refused = result["tags"][1]
    assert "entity_types of tag Tag 1 cannot be changed" in refused["msg"]
    assert "was changed by somebody else" in refused["msg"]
    assert refused["changed"] is False
    assert len(sent(estate, "POST")) == 1
    assert {name: item["entityTypes"] for name, item in held(estate).items()} == {
        **{item["name"]: ["kafka_topic"] for item in items},
        "Tag 1": ["sr_schema"],
    }


@pytest.mark.parametrize("on_error", ["stop", "continue"])
def test_every_refusal_of_an_answer_is_told(estate: Estate, tags: Run, on_error: str) -> None:
    """With `on_error: stop`, too: they were tried, and nobody would learn of the second one otherwise."""
    named = {"name": "Tag 3", "error": {"error_code": 4000001, "message": "the quota of tags is used up"}}
    nameless = {"error": {"error_code": 500, "message": "the fifth could not be stored"}}
    good = [{"name": item["name"], "version": 1} for item in FIVE[:3]]
    estate.sandbox.fault(method="POST", path=TAGDEFS, status=200, body=[*good, named, nameless])
    estate.sandbox.fault(method="GET", path=TAGDEFS, nth=2, status=200, body=good)
    result = tags(FIVE, on_error=on_error)
    assert operations(result) == ["created"] * 3 + ["failed"] * 2
    told = [(outcome["error"]["status"], outcome["error"]["code"]) for outcome in result["tags"][3:]]
    assert told == [(400, 4000001), (500, 500)]
    assert result["tags"][3]["msg"].startswith("Could not create tag Tag 3. ")
    assert result["tags"][4]["msg"].startswith("Could not create tag Tag 4. ")
    for words in ("the quota of tags is used up", "the fifth could not be stored"):
        assert words in result["msg"]
    assert len(sent(estate, "POST")) == 1


def test_one_alone_that_is_refused_in_a_good_answer(estate: Estate, tag: Run) -> None:
    refused = [{"name": "PII", "error": {"error_code": 400, "message": "the quota of tags is used up"}}]
    estate.sandbox.fault(method="POST", path=TAGDEFS, status=200, body=refused)
    result = tag(name="PII")
    assert (result["failed"], result["changed"]) == (True, False)
    assert result["msg"].startswith("Could not create tag PII. ")
    assert "the quota of tags is used up" in result["msg"]
    assert held(estate) == {}


def test_a_change_that_is_refused_fails_by_itself(estate: Estate, tags: Run) -> None:
    tags(FIVE)
    answer = [
        {"name": "Tag 0", "description": "new"},
        {"name": "Tag 1", "error": {"error_code": 400, "message": "it is under review"}},
        {"name": "Tag 2", "description": "one of five"},
    ]
    estate.sandbox.fault(method="PUT", path=TAGDEFS, status=200, body=answer)
    result = tags([{**item, "description": "new"} for item in FIVE[:3]])
    assert operations(result) == ["updated", "failed", "failed"]
    assert result["tags"][1]["msg"].startswith("Could not update tag Tag 1. ")
    assert "it is under review" in result["tags"][1]["msg"]
    assert "accepted the change of tag Tag 2 and has not made it: description" in result["tags"][2]["msg"]
    assert [outcome["changed"] for outcome in result["tags"]] == [True, False, True]


def test_what_somebody_else_made_meanwhile_is_brought_to_its_state(estate: Estate, tags: Run) -> None:
    other = [{"name": "Tag 1", "description": "theirs", "entityTypes": ["cf_entity"]}]
    estate.sandbox.fault(method="POST", path=TAGDEFS, change=by_somebody_else(estate, "POST", body=other))
    result = tags(FIVE)
    assert operations(result) == ["created", "updated", "created", "created", "created"]
    assert {item["description"] for item in held(estate).values()} == {"one of five"}


def test_what_somebody_else_deleted_meanwhile_is_made_again(estate: Estate, tags: Run) -> None:
    tags(FIVE)
    estate.sandbox.fault(method="PUT", path=TAGDEFS, change=by_somebody_else(estate, "DELETE", "/Tag%201"))
    result = tags([{**item, "description": "new"} for item in FIVE])
    assert operations(result) == ["updated", "created", "updated", "updated", "updated"]
    assert {item["description"] for item in held(estate).values()} == {"new"}


def test_what_somebody_else_deleted_meanwhile_is_gone(estate: Estate, tag: Run) -> None:
    """The document of this deletion has no 404: the service says 400 of what is not there."""
    tag(name="PII")
    estate.sandbox.fault(method="DELETE", path="/tagdefs/PII$", change=by_somebody_else(estate, "DELETE", "/PII"))
    result = tag(name="PII", state="absent")
    assert (result["failed"], result["operation"], held(estate)) == (False, "deleted", {})


def test_a_deletion_that_is_refused_is_none(estate: Estate, tag: Run) -> None:
    tag(name="PII")
    bound = {"error_code": 400, "message": "Given type PII has references"}
    estate.sandbox.fault(method="DELETE", path="/tagdefs/PII$", status=400, body=bound)
    result = tag(name="PII", state="absent")
    assert (result["failed"], result["changed"]) == (True, False)
    assert "Given type PII has references" in result["msg"]


# ---- answers that are lost, or say little


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_lost_answer(estate: Estate, tags: Run, reset: str) -> None:
    """What it made is found, and not made again; what it did not make is made. All of it is reported as made."""
    estate.sandbox.fault(method="POST", path=TAGDEFS, reset=reset)
    result = tags(FIVE)
    assert (result["failed"], operations(result)) == (False, ["created"] * 5), result
    assert [item["version"] for item in held(estate).values()] == [1] * 5
    assert sent(estate, "POST")[1:] == ([] if reset == "after" else [[item["name"]] for item in FIVE])


@pytest.mark.parametrize("body", [[], {}, None, [{"name": "Tag 0", "version": 1}], [{"version": 1}] * 5])
def test_an_answer_that_does_not_say_what_became_of_all(estate: Estate, tags: Run, body: Any) -> None:
    """It was accepted: each that it does not speak of is looked for, and nothing is sent again."""
    estate.sandbox.fault(method="POST", path=TAGDEFS, status=200, body=body, apply=True)
    result = tags(FIVE)
    assert (result["failed"], operations(result)) == (False, ["created"] * 5), result
    assert [outcome["tag"]["name"] for outcome in result["tags"]] == [item["name"] for item in FIVE]
    assert len(sent(estate, "POST")) == 1


def test_an_answer_that_does_not_say_what_became_of_one_that_is_not_there(estate: Estate, tags: Run) -> None:
    good = [{"name": item["name"], "version": 1} for item in FIVE[:4]]
    estate.sandbox.fault(method="POST", path=TAGDEFS, status=200, body=good)
    estate.sandbox.fault(method="GET", path=TAGDEFS, nth=2, status=200, body=good)
    result = tags(FIVE)
    assert operations(result) == ["created"] * 4 + ["failed"]
    assert "tells nothing of this object, and the object is not there (yet)" in result["tags"][4]["msg"]


def test_a_list_that_is_refused_as_a_whole_is_tried_one_by_one(estate: Estate, tags: Run) -> None:
    """So that it is known which of them the service does not want."""
    refused = {"error_code": 400, "message": "the policy of the bank"}
    estate.sandbox.fault(method="POST", path=TAGDEFS, times=1, status=400, body=refused)
    estate.sandbox.fault(method="POST", path=TAGDEFS, nth=3, times=1, status=400, body=refused)  # the list, Tag 0
    result = tags(FIVE, on_error="continue")
    assert operations(result) == ["created", "failed", "created", "created", "created"]
    assert result["tags"][1]["msg"].startswith("Could not create tag Tag 1. ")


# ---- late lists


def test_new_tags_are_waited_for_with_one_list_for_all(estate: Estate, tags: Run, run_module: Run) -> None:
    estate.sandbox.settings(catalog_index_delay=1.0)
    items = [{"name": f"Tag {number}"} for number in range(30)]
    made = tags(items)
    assert (made["failed"], made["counts"]["created"]) == (False, 30), made
    assert len(sent(estate, "POST")) == 1
    assert 2 < len(estate.sandbox.journal("GET", TAGDEFS)) < 8
    found = run_module("confluent_tag_info", {}, env=estate.env)["tags"]
    assert len(found) == 30
    assert tags(items)["changed"] is False


def test_a_list_that_stays_late_is_a_warning(estate: Estate, sandbox: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.stream_catalog import definitions
    from tests.support import direct

    sandbox.settings(catalog_index_delay=600.0)
    monkeypatch.setattr(definitions, "SHOWN_WITHIN", 0.5)
    result = direct.run(definitions.Tag, {"name": "PII"}, {**sandbox.env, **estate.env})
    assert (result["failed"], result["operation"]) == (False, "created")
    assert "does not list all of them after" in str(result["warnings"])
    assert "PII" in str(result["warnings"])


# ---- what is stated, and what is not


def test_what_is_not_stated_is_kept(estate: Estate, tag: Run) -> None:
    definition = {
        "description": "Personal data",
        "color": "RED_DARK",
        "entityTypes": ["kafka_topic", "sr_field"],
        "attributeDefs": [{"name": "email", "typeName": "string"}],
        "options": {"k": "v"},
    }
    estate.sandbox.seed("tags", {"registry": estate.schema_registry, "name": "PII", "definition": definition})
    assert tag(name="PII")["changed"] is False
    assert tag(name="PII", entity_types=["sr_field", "kafka_topic"])["changed"] is False
    assert tag(name="PII", color="RED_LIGHT")["operation"] == "updated"
    there = held(estate)["PII"]
    assert {key: there[key] for key in definition} == {**definition, "color": "RED_LIGHT"}
    refused = tag(name="PII", entity_types=["sr_field"])
    assert "entity_types of tag PII cannot be changed" in refused["msg"]
    assert estate.sandbox.writes() == []


def test_a_new_tag_is_for_all_kinds_of_entities(estate: Estate, tag: Run) -> None:
    made = tag(name="PII")
    assert (made["tag"]["entity_types"], made["tag"]["version"]) == (["cf_entity"], 1)
    assert made["tag"]["description"] is None


# ---- where it is, and who may


def test_the_catalog_has_an_endpoint_of_its_own(estate: Estate, tag: Run, run_module: Run) -> None:
    tag(name="PII")
    bases = {entry["base"] for entry in estate.sandbox.journal() if entry["plane"] == "schema_registry"}
    assert bases == {f"/_catalog/{estate.schema_registry}"}
    env = {
        **estate.env,
        "CONFLUENT_CLOUD_API_KEY": "",
        "CONFLUENT_CLOUD_API_SECRET": "",
        "CONFLUENT_CATALOG_ENDPOINT": f"{estate.sandbox.endpoint}/_catalog/{estate.schema_registry}",
    }
    estate.sandbox.clear_journal()
    assert run_module("confluent_tag", {"name": "PII", "description": "x"}, env=env)["operation"] == "updated"
    assert {entry["plane"] for entry in estate.sandbox.journal()} == {"schema_registry"}
    estate.sandbox.fault(method="GET", path=TAGDEFS, status=404, body="<html></html>", content_type="text/html")
    wrong = run_module("confluent_tag", {"name": "PII"}, env=env)
    assert "Check catalog_endpoint: it is the base URL, without a path" in wrong["msg"]


def test_who_may_not_learns_of_the_role_and_the_package(estate: Estate, run_module: Run) -> None:
    resource = {"id": estate.schema_registry, "kind": "Cluster", "api_version": "srcm/v3"}
    key, secret = api_key(estate.sandbox, estate.service_account, resource, "nobody's")
    denied = {"CONFLUENT_SCHEMA_REGISTRY_API_KEY": key, "CONFLUENT_SCHEMA_REGISTRY_API_SECRET": secret}
    result = run_module("confluent_tag", {"name": "PII"}, env={**estate.env, **denied})
    assert result["error"]["status"] == 403
    for words in ("DataDiscovery", "Stream Governance package", "confluent_environment_info"):
        assert words in result["msg"]
    estate.sandbox.fault(method="POST", path=TAGDEFS, status=403)
    assert "DataSteward" in run_module("confluent_tag", {"name": "PII"}, env=estate.env)["msg"]


@pytest.mark.parametrize("count", [3, 12])
def test_a_service_that_is_gone_is_given_up_once_for_all(estate: Estate, tags: Run, count: int) -> None:
    """The first of a lost request looks for itself until the time is over; the others need not do it once more."""
    estate.sandbox.fault(method="POST", path=TAGDEFS, reset="before", times=0)
    result = tags([{"name": f"Tag {number}"} for number in range(count)], retry_timeout=2)
    assert (result["counts"]["failed"], result["changed"]) == (count, False)
    assert len(estate.sandbox.journal("POST", TAGDEFS)) < 8


def test_what_was_read_for_a_change_and_is_refused_is_told_of_all(estate: Estate, tags: Run) -> None:
    tags(FIVE)
    estate.sandbox.fault(method="GET", path=TAGDEFS, nth=2, status=422)
    result = tags([{**item, "description": "new"} for item in FIVE])
    assert operations(result) == ["failed"] * 5
    assert (result["changed"], len(estate.sandbox.journal("GET", TAGDEFS))) == (False, 2)
    assert result["tags"][0]["msg"].startswith("Could not update 5 tags. ")
