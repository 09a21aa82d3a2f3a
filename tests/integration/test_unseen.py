# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a credential may not see is not "absent", and not "made by somebody else": lists leave it out in silence."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.integration.test_stale import Items
from tests.support.estate import Estate, api_key, build

Run = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Blind:
    """Seven topics are there, and the key of an account that may create such topics and not see them."""

    estate: Estate
    run_module: Run
    env: dict[str, str]
    names: tuple[str, ...]

    def topics(self, count: int, check: bool = False, **options: Any) -> dict[str, Any]:
        self.estate.sandbox.clear_journal()
        arguments = {"topics": [{"name": name} for name in self.names[:count]], **options}
        return self.run_module("confluent_topics", arguments, env=self.env, check=check)

    def there(self) -> set[str]:
        return set(self.estate.sandbox.state()["topics"][self.estate.cluster])


@pytest.fixture
def blind(sandbox: Any, run_module: Run) -> Blind:
    estate = build(sandbox)
    names = tuple(f"hidden.{number}" for number in range(7))
    for name in names:
        estate.kafka("POST", "/topics", {"topic_name": name, "partitions_count": 2})
    key, secret = api_key(sandbox, estate.service_account, {"id": estate.cluster, "kind": "Cluster"}, "blind")
    estate.kafka(
        "POST",
        "/acls",
        {
            "resource_type": "TOPIC",
            "resource_name": "hidden.",
            "pattern_type": "PREFIXED",
            "principal": f"User:{estate.service_account}",
            "host": "*",
            "operation": "CREATE",
            "permission": "ALLOW",
        },
    )
    env = {**estate.env, "CONFLUENT_KAFKA_API_KEY": key, "CONFLUENT_KAFKA_API_SECRET": secret}
    return Blind(estate, run_module, env, names)


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("count", [1, 4, 5, 7])
def test_absent_is_what_was_looked_for_by_its_name(blind: Blind, count: int, check: bool) -> None:
    result = blind.topics(count, check, defaults={"state": "absent"})
    assert result["failed"], result
    assert result["error"]["status"] == 403
    for words in (*blind.names[:count], "DESCRIBE", blind.estate.service_account):
        assert words in result["msg"]
    assert blind.estate.sandbox.writes() == []
    assert set(blind.names) <= blind.there()


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("count", [1, 5, 7])
def test_present_is_no_topic_of_somebody_else(blind: Blind, count: int, check: bool) -> None:
    result = blind.topics(count, check)
    assert result["failed"], result
    assert result["error"]["status"] == 403
    for words in (*blind.names[:count], "DESCRIBE", blind.estate.service_account):
        assert words in result["msg"]
    assert "run again" not in result["msg"].lower()


def test_one_that_is_hidden_among_new_ones_says_so_by_itself(blind: Blind) -> None:
    new = [{"name": f"hidden.new.{number}"} for number in range(5)]
    options = {"topics": [*new, {"name": "hidden.3"}], "on_error": "continue"}
    result = blind.run_module("confluent_topics", options, env=blind.env)
    assert result["counts"]["failed"] == 1
    failed = next(item for item in result["topics"] if item.get("failed"))
    assert failed["error"]["status"] == 403
    for words in ("hidden.3", "exists already", "DESCRIBE", blind.estate.service_account):
        assert words in failed["msg"]
    assert {item["name"] for item in new} <= blind.there()


@pytest.mark.parametrize("state", ["present", "absent"])
def test_items_of_a_loop(blind: Blind, state: str) -> None:
    """From the third on they look into a list."""
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.topics.kind import Topic

    estate = copy.copy(blind.estate)
    estate.env = blind.env
    items = Items(estate, Topic)
    for name in blind.names:
        result = items(name=name, state=state)
        assert result["failed"], result
        assert result["error"]["status"] == 403
        assert "DESCRIBE" in result["msg"]


@pytest.mark.parametrize("count", [5, 7])
def test_what_is_really_absent_costs_a_look_at_each(blind: Blind, count: int) -> None:
    gone = [{"name": f"gone.{number}"} for number in range(count)]
    there = [{"name": "orders.created"}]
    options = {"topics": [*there, *({**item, "state": "absent"} for item in gone)]}
    blind.estate.sandbox.clear_journal()
    result = blind.run_module("confluent_topics", options, env=blind.estate.env)
    assert result["counts"]["unchanged"] == count + 1
    asked = [entry["path"].rpartition("/clusters/")[2] for entry in blind.estate.sandbox.journal("GET", "/topics")]
    cluster = blind.estate.cluster
    assert sorted(asked) == [f"{cluster}/topics", *(f"{cluster}/topics/{item['name']}" for item in gone)]


def test_a_list_that_lags_behind_hides_nothing_from_a_deletion(blind: Blind) -> None:
    """The list comes without a topic that is there: the topic goes nevertheless, for it was asked for by itself."""
    blind.estate.sandbox.fault(path="/topics$", method="GET", times=1, body={"data": []}, status=200)
    options = {"topics": [{"name": name} for name in blind.names], "defaults": {"state": "absent"}}
    result = blind.run_module("confluent_topics", options, env=blind.estate.env)
    assert result["counts"]["deleted"] == len(blind.names)
    assert not set(blind.names) & blind.there()


def test_acls_that_a_list_leaves_out_are_asked_for_by_their_principal(blind: Blind) -> None:
    estate = blind.estate
    acls = [
        {"principal": "orders-service", "resource_type": "TOPIC", "resource_name": f"a.{number}", "operation": "READ"}
        for number in range(6)
    ]
    made = blind.run_module("confluent_acls", {"acls": acls}, env=estate.env)
    assert made["counts"]["created"] == 6, made
    estate.sandbox.fault(
        path="/acls$", method="GET", times=1, status=200, body={"data": estate.kafka("GET", "/acls")["data"][:1]}
    )
    gone = blind.run_module("confluent_acls", {"acls": acls, "defaults": {"state": "absent"}}, env=estate.env)
    assert gone["counts"]["deleted"] == 6
    estate.sandbox.clear_journal()
    again = blind.run_module("confluent_acls", {"acls": acls, "defaults": {"state": "absent"}}, env=estate.env)
    assert again["counts"]["unchanged"] == 6, again
    assert len(estate.sandbox.journal("GET", "/acls$")) == 2, "all, and those of the principal"


def test_a_key_that_may_not_list_acls_is_told_so(blind: Blind) -> None:
    acls = [
        {"principal": "orders-service", "resource_type": "TOPIC", "resource_name": f"a.{number}", "operation": "READ"}
        for number in range(6)
    ]
    for count in (1, 6):
        options = {"acls": acls[:count], "defaults": {"state": "absent"}}
        result = blind.run_module("confluent_acls", options, env=blind.env)
        assert result["failed"], result
        assert "error" in result, result
        assert result["error"]["status"] == 403
        assert "DESCRIBE" in result["msg"]
        assert "CLUSTER" in result["msg"]
        assert blind.estate.service_account in result["msg"]


def test_a_purge_that_may_not_delete_says_so(blind: Blind) -> None:
    blind.estate.kafka(
        "POST",
        "/acls",
        {
            "resource_type": "TOPIC",
            "resource_name": "hidden.",
            "pattern_type": "PREFIXED",
            "principal": f"User:{blind.estate.service_account}",
            "host": "*",
            "operation": "DESCRIBE",
            "permission": "ALLOW",
        },
    )
    options = {"topics": [], "purge": {"name_prefix": "hidden."}}
    result = blind.run_module("confluent_topics", options, env=blind.env)
    assert result["failed"]
    assert result["counts"]["failed"] + result["counts"]["not_tried"] == 7
    assert "DELETE" in result["msg"]
    assert blind.estate.service_account in result["msg"]
    assert set(blind.names) <= blind.there()
