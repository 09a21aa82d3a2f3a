# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tags on entities: names in the user's terms, entities that the catalog learns of late, errors inside a 200."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from tests.kinds import tag_binding as row
from tests.support import direct
from tests.support.estate import Estate

Run = Callable[..., dict[str, Any]]
POSTED = "/entity/tags$"
TOPIC = {"topic": "orders.created"}


def _kind() -> Any:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.stream_catalog.tag_bindings import (
        TagBinding,
    )

    return TagBinding


class Bindings(direct.Foreseen):
    """Runs the kind in this process, for the tag PII."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs(*row.NEEDS)
        self.env = {**sandbox.env, **self.estate.env}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(_kind(), {"tag": "PII", **options}, self.env, check=check, skipping=self.sandbox)

    def told(self, **options: Any) -> list[str]:
        """The tags of an entity, by the twin."""
        return [one["tag"] for one in direct.info(_kind(), options, self.env)]

    def posted(self) -> list[tuple[str, str]]:
        """Type and qualified name of each binding that was sent."""
        sent = [item for entry in self.sandbox.journal("POST", POSTED) for item in entry["request_body"]]
        return [(item["entityType"], item["entityName"]) for item in sent]

    @property
    def lsrc(self) -> str:
        return self.estate.schema_registry


@pytest.fixture
def bindings(sandbox: Any) -> Bindings:
    return Bindings(sandbox)


# ---- names


def test_each_entity_is_named_as_a_user_would(bindings: Bindings) -> None:
    estate, lsrc = bindings.estate, bindings.lsrc
    schema = f"{lsrc}:.:{estate.ids['customer_schema']}"
    bindings.sandbox.seed("connectors", {"cluster": estate.cluster, "names": ["gen", "gen2"]})
    made = bindings.sandbox.state()["connectors"][estate.cluster]["gen"]
    named: list[tuple[dict[str, Any], str, str]] = [
        (TOPIC, "kafka_topic", f"{lsrc}:{estate.cluster}:orders.created"),
        ({"subject": "customers-value"}, "sr_schema", schema),
        (
            {"subject": "customers-value", "version": 1, "record": "Customer"},
            "sr_record",
            f"{schema}:com.acme.Customer",
        ),
        ({"subject": "customers-value", "field": "email"}, "sr_field", f"{schema}:com.acme.Customer.email"),
        (
            {"subject": "customers-value", "field": "address.street"},
            "sr_field",
            f"{schema}:com.acme.Customer.address.street",
        ),
        ({"entity_type": "cluster"}, "kafka_logical_cluster", estate.cluster),
        ({"entity_type": "environment"}, "cf_environment", estate.environment),
        ({"connector": "gen"}, "cn_connector", f"{lsrc}:{estate.cluster}:{made['id']}"),
    ]
    for names, kind, qualified in named:
        bindings.done("created", **names)
        assert bindings.posted() == [(kind, qualified)]
        bindings.done("unchanged", **names)
        bindings.done("unchanged", entity_type=kind, qualified_name=qualified)
        assert bindings.told(**names) == ["PII"]
    assert len(bindings.told(tag="PII")) == len(named)
    for names, _kind_of, _qualified in named:
        bindings.done("deleted", **names, state="absent")
        bindings.done("unchanged", **names, state="absent")
    assert bindings.told(tag="PII") == []


def test_a_topic_is_found_by_its_short_name_too(bindings: Bindings) -> None:
    bindings.done("created", entity_type="topic", qualified_name=f"{bindings.estate.cluster}:orders.created")
    assert bindings.posted() == [("kafka_topic", f"{bindings.lsrc}:{bindings.estate.cluster}:orders.created")]
    bindings.done("unchanged", **TOPIC)


def test_what_is_called_alike_elsewhere_is_another(bindings: Bindings) -> None:
    """A subject of another context, of which the registry tells when its own has none; and a connector."""
    bindings.estate.registry("POST", "/subjects/:.shop:only-value/versions", {"schema": json.dumps(row.CUSTOMER)})
    assert "there is no subject 'only-value'" in bindings.run(subject="only-value")["msg"]
    bindings.sandbox.seed("connectors", {"cluster": bindings.estate.cluster, "names": ["gen"]})
    other = bindings.sandbox.request(
        "POST",
        "/cmk/v2/clusters",
        {
            "spec": {
                "display_name": "other",
                "availability": "LOW",
                "cloud": "AWS",
                "region": "eu-central-1",
                "config": {"kind": "Standard"},
                "environment": {"id": bindings.estate.environment},
            }
        },
    )["id"]
    bindings.sandbox.advance(7200)
    bindings.sandbox.seed("connectors", {"cluster": other, "names": ["gen"]})
    bindings.done("created", connector="gen")
    assert [name.split(":")[1] for _kind, name in bindings.posted()] == [bindings.estate.cluster]


def test_a_type_counts_in_any_case(bindings: Bindings) -> None:
    """It was taken for another one, and the tag for absent."""
    short = f"{bindings.estate.cluster}:orders.created"
    bindings.done("created", entity_type="TOPIC", qualified_name=short)
    assert bindings.posted() == [("kafka_topic", f"{bindings.lsrc}:{short}")]
    bindings.done("deleted", entity_type="Kafka_Topic", qualified_name=short, state="absent")


@pytest.mark.parametrize("subject", [":.shop:a/b% c-value", "a/b%2F c-value"])
def test_names_with_a_context_a_slash_or_a_percent_sign(bindings: Bindings, subject: str) -> None:
    from urllib.parse import quote

    text = json.dumps({**row.CUSTOMER, "doc": subject})
    made = bindings.estate.registry("POST", f"/subjects/{quote(subject, safe='')}/versions", {"schema": text})
    context = ".shop" if subject.startswith(":.") else "."
    bindings.done("created", subject=subject, field="email")
    assert bindings.posted()[0][1] == f"{bindings.lsrc}:{context}:{made['id']}:com.acme.Customer.email"
    bindings.done("unchanged", subject=subject, field="email")
    bindings.done("deleted", subject=subject, field="email", state="absent")


def test_what_is_named_badly_is_refused_before_any_request(bindings: Bindings) -> None:
    for words, options in (
        ("an entity has to be named", {}),
        ("topic is empty", {"topic": " "}),
        (
            "entity_type environment does not go with what is named, which is a kafka_topic",
            {**TOPIC, "entity_type": "environment"},
        ),
        ("entity_type sr_field needs a name", {"entity_type": "sr_field"}),
        ("does not match", {**TOPIC, "tag": "bad-name"}),
        ("version must be at least 1, not 0", {"subject": "customers-value", "version": 0}),
        ("version must be at least 1, not -1", {"subject": "customers-value", "version": -1}),
    ):
        bindings.refused(words, **options)
        assert bindings.sandbox.journal() == []
    with pytest.raises(Exception, match="tag is empty"):
        bindings.told(tag="")
    assert bindings.sandbox.journal("GET", "/search") == []
    bindings.env.pop("CONFLUENT_KAFKA_CLUSTER")
    bindings.refused("cluster is needed for an entity of type kafka_topic", **TOPIC)
    bindings.refused("cluster is needed", entity_type="cluster")


def test_what_a_schema_does_not_have_is_refused(bindings: Bindings) -> None:
    near = "has no field mail. Did you mean email?"
    bindings.refused(near, subject="customers-value", field="mail")
    bindings.estate.registry("POST", "/subjects/text-value/versions", {"schema": '"string"'})
    bindings.refused("record is needed", subject="text-value", field="email")
    result = bindings.run(subject="customer-value")
    assert "there is no subject 'customer-value'" in result["msg"]
    assert bindings.run(subject="customer-value", state="absent")["operation"] == "unchanged"


def test_a_new_version_is_another_entity(bindings: Bindings) -> None:
    """So the tag is put on that too, without a collision (terraform-provider-confluent#362)."""
    bindings.done("created", subject="customers-value")
    newer = {**row.CUSTOMER, "fields": [*row.CUSTOMER["fields"], {"name": "age", "type": "int", "default": 0}]}  # type: ignore[misc]
    made = bindings.estate.registry("POST", "/subjects/customers-value/versions", {"schema": json.dumps(newer)})
    bindings.done("created", subject="customers-value")
    assert bindings.posted() == [("sr_schema", f"{bindings.lsrc}:.:{made['id']}")]
    bindings.done("unchanged", subject="customers-value")
    bindings.done("unchanged", subject="customers-value", version=1)


# ---- what the catalog does not know


def test_what_is_not_there_is_refused_at_once(bindings: Bindings) -> None:
    result = bindings.run(topic="orders.gone")
    assert result["failed"]
    assert "there is no topic 'orders.gone' in cluster lkc-" in result["msg"]
    assert len(bindings.sandbox.journal()) <= 6
    assert bindings.sandbox.writes() == []
    checked = bindings.run(True, topic="orders.gone")
    assert (checked["failed"], checked["operation"]) == (False, "created")
    assert "A real run fails here unless an earlier task makes it" in str(checked["warnings"])
    gone = bindings.run(topic="orders.gone", state="absent")
    assert gone["operation"] == "unchanged"
    assert "Taken as absent already" in str(gone["warnings"])
    assert "there is no tag 'Other'" in bindings.run(tag="Other", **TOPIC)["msg"]


def test_what_exists_is_waited_for(bindings: Bindings) -> None:
    bindings.sandbox.settings(catalog_entity_delay=50.0)
    result = bindings.run(**TOPIC)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert 50 < result["api"]["throttled_seconds"] < 85
    assert bindings.told(**TOPIC) == ["PII"]
    late = bindings.run(subject="customers-value", field="email", wait_timeout=5)
    assert late["failed"] is False, "known by now, as the catalog was asked for it before"


def test_a_404_that_is_not_about_the_entity_is_not_waited_for(bindings: Bindings) -> None:
    named = {"typeName": "PII", "entityType": "kafka_topic", "entityName": "?"}
    said = [{**named, "error": {"error_code": 404, "message": "Given typename PII was invalid"}}]
    bindings.sandbox.fault(method="POST", path=POSTED, status=200, body=said, times=0)
    result = bindings.run(**TOPIC)
    assert (result["failed"], len(bindings.posted())) == (True, 1)


def test_the_wait_has_a_limit(bindings: Bindings) -> None:
    bindings.sandbox.settings(catalog_entity_delay=500.0)
    result = bindings.run(**TOPIC, wait_timeout=20)
    assert (result["failed"], result["changed"]) == (True, False)
    assert "The entity exists, and the catalog does not know it after 20 s" in result["msg"]


def test_without_a_key_for_kafka_nobody_can_tell_that_a_topic_exists(bindings: Bindings) -> None:
    for name in ("CONFLUENT_KAFKA_API_KEY", "CONFLUENT_KAFKA_API_SECRET"):
        bindings.env.pop(name)
    bindings.done("created", **TOPIC)
    result = bindings.run(topic="orders.gone")
    assert "no Kafka API key is given that could tell whether the topic exists" in result["msg"]
    assert bindings.sandbox.writes() == []


def test_a_denial_names_the_package(bindings: Bindings) -> None:
    bindings.sandbox.settings(catalog_essentials_lacks="tagdefs")
    result = bindings.run(**TOPIC)
    assert "has the Stream Governance package ESSENTIALS" in result["msg"]
    assert "DataSteward" in result["msg"]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_404_of_somebody_else_says_nothing_of_an_entity(bindings: Bindings, state: str) -> None:
    bindings.sandbox.fault(
        method="GET", path="/tags$", status=404, body="<html>not here</html>", content_type="text/html"
    )
    result = bindings.run(**TOPIC, state=state)
    assert (result["failed"], bindings.sandbox.writes()) == (True, [])


@pytest.mark.parametrize("body", [{}, {"data": []}, [None]])
def test_what_is_no_list_says_nothing_of_an_entity(bindings: Bindings, body: Any) -> None:
    bindings.done("created", **TOPIC)
    bindings.sandbox.fault(method="GET", path="/tags$", status=200, body=body)
    result = bindings.run(**TOPIC, state="absent")
    assert (result["failed"], bindings.sandbox.writes()) == (True, []), result
    assert "not a list as documented" in result["msg"]


# ---- answers


def test_what_somebody_else_has_bound_meanwhile_is_bound(bindings: Bindings) -> None:
    body = [{"typeName": "PII", "entityType": "kafka_topic", "entityName": f"{bindings.estate.cluster}:orders.created"}]
    key, secret = (bindings.env[f"CONFLUENT_SCHEMA_REGISTRY_API_{part}"] for part in ("KEY", "SECRET"))
    url = f"/_catalog/{bindings.lsrc}/catalog/v1/entity/tags"
    other = {"method": "POST", "path": url, "body": body, "key": key, "secret": secret}
    bindings.sandbox.fault(method="POST", path=POSTED, change=[other])
    result = bindings.run(**TOPIC)
    assert (result["failed"], result["operation"], result["changed"]) == (False, "unchanged", False), result


def test_an_error_inside_a_200_is_one(bindings: Bindings) -> None:
    entity = {"typeName": "PII", "entityType": "kafka_topic", "entityName": "?"}
    said = [{**entity, "error": {"error_code": 4000099, "message": "not on a Sunday"}}]
    bindings.sandbox.fault(method="POST", path=POSTED, status=200, body=said)
    result = bindings.run(**TOPIC)
    assert (result["failed"], result["changed"]) == (True, False)
    assert "not on a Sunday" in result["msg"]


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_lost_answer_is_looked_after(bindings: Bindings, reset: str) -> None:
    bindings.sandbox.fault(method="POST", path=POSTED, reset=reset)
    assert bindings.run(**TOPIC)["operation"] == "created"
    assert len(bindings.posted()) == (1 if reset == "after" else 2)


def test_an_answer_that_says_nothing_is_looked_after(bindings: Bindings) -> None:
    bindings.sandbox.fault(method="POST", path=POSTED, status=200, body=[], apply=True)
    assert bindings.run(**TOPIC)["operation"] == "created"
    assert len(bindings.posted()) == 1


def test_a_tag_that_is_bound_is_not_deleted_and_says_where_it_is(bindings: Bindings, run_module: Run) -> None:
    bindings.done("created", **TOPIC)
    result = run_module("confluent_tag", {"name": "PII", "state": "absent"}, env=bindings.env)
    assert result["failed"]
    assert f"PII is on: kafka_topic {bindings.lsrc}:{bindings.estate.cluster}:orders.created." in result["msg"]
    bindings.done("deleted", **TOPIC, state="absent")
    assert run_module("confluent_tag", {"name": "PII", "state": "absent"}, env=bindings.env)["operation"] == "deleted"


def test_without_the_control_plane_a_qualified_name_will_do(bindings: Bindings) -> None:
    bindings.env["CONFLUENT_CATALOG_ENDPOINT"] = f"{bindings.sandbox.endpoint}/_catalog/{bindings.lsrc}"
    for name in ("CONFLUENT_CLOUD_API_KEY", "CONFLUENT_CLOUD_API_SECRET"):
        bindings.env.pop(name)
    cluster = bindings.estate.cluster
    bindings.refused("without it give entity_type and qualified_name", **TOPIC, cluster=cluster)
    bindings.done("created", entity_type="topic", qualified_name=f"{bindings.lsrc}:{cluster}:orders.created")


# ---- many


@pytest.fixture
def many(bindings: Bindings, run_module: Run) -> Run:
    def run(items: list[dict[str, Any]], check: bool = False, **options: Any) -> dict[str, Any]:
        bindings.sandbox.clear_journal()
        arguments = {"tag_bindings": items, "defaults": {"tag": "PII"}, **options}
        return run_module(
            "confluent_tag_bindings", arguments, check=check, env=bindings.env, skipping=bindings.sandbox.endpoint
        )

    return run


def test_a_thousand_cost_what_one_search_costs(bindings: Bindings, many: Run) -> None:
    """API_MAP E.1: entities / 500 requests, of which the last tells that there are no more."""
    bindings.sandbox.seed("topics", {"cluster": bindings.estate.cluster, "prefix": "t-", "count": 999})
    items = [{"topic": f"t-{number}"} for number in range(999)] + [TOPIC]
    names = {entry["name"] for entry in bindings.sandbox.state()["topics"][bindings.estate.cluster].values()}
    items = [{"topic": name} for name in sorted(names)]
    assert len(items) == 1000
    made = many(items)
    assert (made["failed"], made["counts"]["created"]) == (False, 1000), made["msg"]
    assert len(bindings.sandbox.journal("POST", POSTED)) == 10
    assert len(bindings.sandbox.journal("GET", "/search/basic")) == 3 + 3, "before, and to see that it is shown"
    again = many(items)
    assert (again["changed"], bindings.sandbox.writes()) == (False, [])
    assert len(bindings.sandbox.journal()) <= 3 + 3, "the search, and what the environment, cluster and catalog are"


def test_one_of_four_that_is_refused_fails_by_itself(bindings: Bindings, many: Run) -> None:
    """The catalog does not come to know one of them in time; the others go in the same request, and are bound."""
    bindings.sandbox.settings(catalog_entity_delay=500.0)
    assert bindings.told(**TOPIC) == []
    bindings.sandbox.advance(501)
    bindings.sandbox.seed("topics", {"cluster": bindings.estate.cluster, "names": ["late"]})
    items = [TOPIC, {"topic": "late"}, {"subject": "customers-value"}, {"subject": "customers-value", "field": "email"}]
    result = many(items, defaults={"tag": "PII", "wait_timeout": 3}, on_error="continue")
    assert [one["operation"] for one in result["tag_bindings"]] == ["created", "failed", "created", "created"], result
    assert "The entity exists, and the catalog does not know it after 3 s" in result["msg"]
    assert len(bindings.posted()) > 4, "tried again, alone"
    assert {name for _kind, name in bindings.posted()[4:]} == {bindings.posted()[1][1]}


@pytest.mark.parametrize("status", [403, 404, 422])
def test_what_was_made_stays_made_when_the_rest_is_refused_later(bindings: Bindings, many: Run, status: int) -> None:
    """The first request binds one of three; the second, for the two that were not known, is refused as a whole."""
    bindings.sandbox.settings(catalog_entity_delay=20.0)
    assert bindings.told(**TOPIC) == []
    bindings.sandbox.advance(21)
    bindings.sandbox.seed("topics", {"cluster": bindings.estate.cluster, "names": ["late", "later"]})
    said = {"error_code": status, "message": "not now"}
    bindings.sandbox.fault(method="POST", path=POSTED, nth=2, status=status, body=said)
    result = many([TOPIC, {"topic": "late"}, {"topic": "later"}], on_error="continue")
    bound, *others = result["tag_bindings"]
    assert (bound["operation"], bound["changed"]) == ("created", True), result
    assert {one["operation"] for one in others} == {"failed" if status != 404 else "created"}
    again = len(bindings.posted()) - 3
    assert again > 2 if status == 404 else again == 2, "a 404 may mean that they are not known yet"


def test_what_only_the_search_does_not_show_is_no_failure(bindings: Bindings, many: Run) -> None:
    """The search lags: what it misses is bound already, says the service, and is looked at."""
    bindings.sandbox.settings(catalog_search_delay=300.0)
    bindings.sandbox.seed("topics", {"cluster": bindings.estate.cluster, "prefix": "t-", "count": 25})
    names = {entry["name"] for entry in bindings.sandbox.state()["topics"][bindings.estate.cluster].values()}
    items = [{"topic": name} for name in names]
    assert many(items)["counts"]["created"] == 26
    again = many(items)
    assert (again["failed"], again["counts"]["unchanged"], again["changed"]) == (False, 26, False), again
    gone = many(items, defaults={"tag": "PII", "state": "absent"})
    assert gone["counts"]["deleted"] == 26, "what is to be absent is asked for by itself"


def test_what_the_search_shows_still_is_not_taken_for_bound(bindings: Bindings, many: Run) -> None:
    """So many that a list of them is read from the search: a run that removes them ends when it has learnt of it."""
    bindings.sandbox.seed("topics", {"cluster": bindings.estate.cluster, "prefix": "t-", "count": 25})
    names = {entry["name"] for entry in bindings.sandbox.state()["topics"][bindings.estate.cluster].values()}
    items = [{"topic": name} for name in names]
    bindings.sandbox.settings(catalog_search_delay=30.0)
    many(items)
    bindings.sandbox.advance(31)
    gone = many(items, defaults={"tag": "PII", "state": "absent"})
    assert (gone["counts"]["deleted"], gone.get("warnings", [])) == (26, [])
    again = many(items)
    assert again["counts"]["created"] == 26, again["counts"]
    bindings.sandbox.settings(catalog_search_delay=300.0)
    bindings.sandbox.advance(31)
    late = many(items, defaults={"tag": "PII", "state": "absent"})
    assert "has removed this, and its search still shows it after 60 s" in str(late["warnings"])


def test_in_a_loop_entities_are_asked(bindings: Bindings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier task has removed, and the search still shows, is bound anew."""
    from ansible_collections.streamops.confluent.plugins.module_utils._declare import bulk_read
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud

    original = Cloud.__init__

    def looping(self: Any, *arguments: Any, **keywords: Any) -> None:
        original(self, *arguments, **keywords)
        self.looping = True

    monkeypatch.setattr(bulk_read, "LOOP_FROM", 1)
    monkeypatch.setattr(Cloud, "__init__", looping)
    bindings.sandbox.settings(catalog_search_delay=300.0)
    bindings.done("created", **TOPIC)
    bindings.sandbox.advance(301)
    bindings.done("deleted", **TOPIC, state="absent")
    bindings.done("created", **TOPIC)


def test_a_purge_takes_the_tag_from_everything_else(bindings: Bindings, many: Run) -> None:
    many([TOPIC, {"subject": "customers-value"}, {"entity_type": "environment"}])
    refused = many([TOPIC], purge={"tag": "PII", "max_deletions": 1})
    assert "purge would delete 2 tag bindings" in refused["msg"]
    assert "purge: tag 'PI*' does not match" in many([TOPIC], purge={"tag": "PI*"})["msg"]
    kept = many([TOPIC], purge={"tag": "PII", "protected": ["env-*"]})
    assert (kept["failed"], kept["counts"]["deleted"]) == (False, 1), kept
    assert sorted(unquote(entry["path"]).rpartition("/tags/")[2] for entry in bindings.sandbox.writes()) == ["PII"]
    assert len(bindings.told(tag="PII")) == 2


@pytest.mark.parametrize("environment", ["dev", "nowhere"])
def test_absent_where_there_is_no_catalog_is_absent(sandbox: Any, environment: str) -> None:
    """An environment gets its catalog with its first cluster."""
    sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})
    here = {"environment": environment, "topic": "orders.created", "cluster": "orders"}
    key = {"schema_registry_api_key": "ABCDEFGHIJKLMNOP", "schema_registry_api_secret": "x" * 64}
    for check in (True, False):
        result = direct.run(_kind(), {**here, **key, "tag": "PII", "state": "absent"}, sandbox.env, check=check)
        assert (result["failed"], result["changed"]) == (False, False), result.get("msg")
