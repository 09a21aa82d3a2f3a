# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Kafka REST v3: credentials, topics, settings, ACLs, permissions, limits."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

from ._client import Client


class Kafka:
    """One cluster with a key of its administrator."""

    def __init__(self, client: Client, **changes: Any) -> None:
        self.client = client
        self.environment = client.environment()
        cluster = client.cluster(self.environment, **changes)
        self.id = cluster["id"]
        self.endpoint = f"{cluster['spec']['http_endpoint']}/kafka/v3/clusters/{self.id}"
        self.crn = f"/environment={self.environment}/cloud-cluster={self.id}"
        self.admin = client.account("kafka-admin")
        client.bind(self.admin, "CloudClusterAdmin", self.crn)
        self.key = client.key(self.admin, {"id": self.id})

    def __call__(self, method: str, path: str, body: Any = None, auth: Any = True, **query: Any) -> requests.Response:
        return self.client(method, self.endpoint + path, body, auth=self.key if auth is True else auth, **query)

    def make(self, name: str, **body: Any) -> requests.Response:
        """POST a topic."""
        return self("POST", "/topics", {"topic_name": name, **body})

    def configs(self, name: str) -> dict[str, dict[str, Any]]:
        """The settings of a topic by name."""
        return {item["name"]: item for item in self("GET", f"/topics/{name}/configs").json()["data"]}

    def alter(self, name: str, *items: dict[str, Any], **body: Any) -> requests.Response:
        """POST configs:alter."""
        return self("POST", f"/topics/{name}/configs:alter", {"data": list(items), **body})


@pytest.fixture
def kafka(sandbox: Any) -> Kafka:
    return Kafka(Client(sandbox))


def code(answer: requests.Response) -> tuple[int, int]:
    """(status, error_code) of an error."""
    return answer.status_code, answer.json()["error_code"]


ACL = {
    "resource_type": "TOPIC",
    "resource_name": "orders",
    "pattern_type": "LITERAL",
    "host": "*",
    "operation": "READ",
    "permission": "ALLOW",
}


# ---- credentials


def test_only_a_key_of_this_cluster_opens_it(kafka: Kafka, sandbox: Any) -> None:
    other = kafka.client.cluster(kafka.environment, display_name="other")
    other_key = kafka.client.key(kafka.admin, {"id": other["id"]})
    for auth in (None, (sandbox.cloud_key, sandbox.cloud_secret), other_key, (kafka.key[0], "wrong")):
        answer = kafka("GET", "/topics", auth=auth)
        assert answer.status_code == 401
        assert answer.headers["content-type"].startswith("text/html")
        assert "401 Unauthorized" in answer.text
    assert kafka("GET", "/topics").status_code == 200
    elsewhere = f"{other['spec']['http_endpoint']}/kafka/v3/clusters/{kafka.id}/topics"
    answer = kafka.client("GET", elsewhere, auth=other_key)
    assert (answer.status_code, answer.json()["message"]) == (404, f"Cluster {kafka.id} cannot be found.")


def test_external_token_needs_its_pool_in_a_header(kafka: Kafka, sandbox: Any) -> None:
    kafka.make("orders")
    kafka.client.bind("pool-1", "CloudClusterAdmin", kafka.crn)
    sandbox.token(token="jwt", identity_pool_id="pool-1", principal="pool-1")
    assert kafka("GET", "/topics", auth="jwt").status_code == 401
    url = f"{kafka.endpoint}/topics"
    answer = kafka.client("GET", url, auth="jwt", headers={"confluent-identity-pool-id": "pool-1"})
    assert [item["topic_name"] for item in answer.json()["data"]] == ["orders"]


def test_an_account_without_rights_sees_nothing_and_writes_nothing(kafka: Kafka) -> None:
    kafka.make("orders")
    key = kafka.client.key(kafka.client.account("nobody"), {"id": kafka.id})
    listed = kafka("GET", "/topics", auth=key)
    assert (listed.status_code, listed.json()["data"]) == (200, [])
    assert kafka("GET", "/topics/-/configs", auth=key).json()["data"] == []
    assert code(kafka("POST", "/topics", {"topic_name": "x"}, auth=key)) == (403, 40301)
    assert code(kafka("DELETE", "/topics/orders", auth=key)) == (403, 40301)
    assert code(kafka("GET", "/acls", auth=key)) == (403, 40301)


def test_acls_give_and_take_rights(kafka: Kafka) -> None:
    for name in ("orders", "orders-dlq", "payments"):
        kafka.make(name)
    account = kafka.client.account("reader")
    key = kafka.client.key(account, {"id": kafka.id})
    mine = {**ACL, "principal": f"User:{account}"}

    def visible() -> list[str]:
        return [item["topic_name"] for item in kafka("GET", "/topics", auth=key).json()["data"]]

    kafka("POST", "/acls", {**mine, "pattern_type": "PREFIXED"})
    assert visible() == ["orders", "orders-dlq"]
    kafka("POST", "/acls", {**mine, "resource_name": "orders-dlq", "operation": "ALL", "permission": "DENY"})
    assert visible() == ["orders"]
    kafka("POST", "/acls", {**mine, "principal": "User:*", "resource_name": "*", "operation": "DESCRIBE"})
    assert visible() == ["orders", "payments"]
    assert code(kafka("PATCH", "/topics/orders", {"partitions_count": 9}, auth=key)) == (403, 40301)
    kafka("POST", "/acls", {**mine, "operation": "ALTER"})
    assert kafka("PATCH", "/topics/orders", {"partitions_count": 9}, auth=key).status_code == 200
    cluster = {"resource_type": "CLUSTER", "resource_name": "kafka-cluster", "operation": "CREATE"}
    assert code(kafka("POST", "/topics", {"topic_name": "new"}, auth=key)) == (403, 40301)
    kafka("POST", "/acls", {**mine, **cluster})
    assert kafka("POST", "/topics", {"topic_name": "new"}, auth=key).status_code == 201


def test_denials_end_with_their_acl_also_in_a_snapshot(kafka: Kafka, sandbox: Any) -> None:
    kafka.make("orders")
    denial = {**ACL, "principal": f"User:{kafka.admin}", "operation": "ALL", "permission": "DENY"}

    def visible() -> list[str]:
        return [item["topic_name"] for item in kafka("GET", "/topics").json()["data"]]

    kafka("POST", "/acls", denial)
    sandbox.admin("PUT", "snapshots/denied")
    assert visible() == []
    kafka("DELETE", "/acls", **denial)
    assert visible() == ["orders"]
    sandbox.admin("POST", "snapshots/denied/restore")
    assert visible() == []
    kafka("DELETE", "/acls", **denial)
    assert visible() == ["orders"]


def test_roles_on_topics_work_on_standard_clusters(sandbox: Any) -> None:
    client = Client(sandbox)
    kafka = Kafka(client, config={"kind": "Standard"})
    kafka.make("orders-in")
    kafka.make("payments")
    account = client.account("owner")
    key = client.key(account, {"id": kafka.id})
    client.bind(account, "ResourceOwner", f"{kafka.crn}/kafka={kafka.id}/topic=orders-*")
    assert [item["topic_name"] for item in kafka("GET", "/topics", auth=key).json()["data"]] == ["orders-in"]
    assert kafka("POST", "/topics", {"topic_name": "orders-out"}, auth=key).status_code == 201
    assert code(kafka("POST", "/topics", {"topic_name": "refunds"}, auth=key)) == (403, 40301)
    assert kafka("DELETE", "/topics/orders-in", auth=key).status_code == 204


# ---- topics


def test_topic_life(kafka: Kafka) -> None:
    trial = kafka.make("orders", partitions_count=3, validate_only=True)
    assert (trial.status_code, trial.json()["partitions_count"]) == (200, 3)
    assert code(kafka("GET", "/topics/orders")) == (404, 40403)
    made = kafka.make("orders", partitions_count=3, configs=[{"name": "retention.ms", "value": "3600000"}])
    assert made.status_code == 201
    topic = made.json()
    assert (topic["replication_factor"], topic["is_internal"], topic["cluster_id"]) == (3, False, kafka.id)
    again = kafka.make("orders")
    assert code(again) == (400, 40002)
    assert again.json()["message"] == "Topic 'orders' already exists."
    assert code(kafka.make("orders", validate_only=True)) == (400, 40002)
    assert kafka.make("defaults").json()["partitions_count"] == 6
    assert kafka("PATCH", "/topics/orders", {"partitions_count": 5}).json()["partitions_count"] == 5
    assert (
        kafka("PATCH", "/topics/orders", {"partitions_count": 5}).json()["message"] == "Topic already has 5 partitions."
    )
    assert code(kafka("PATCH", "/topics/orders", {"partitions_count": 4})) == (400, 40002)
    partitions = kafka("GET", "/topics/orders/partitions").json()["data"]
    assert [item["partition_id"] for item in partitions] == [0, 1, 2, 3, 4]
    assert kafka("GET", "/topics/orders/partitions/4").json()["partition_id"] == 4
    assert code(kafka("GET", "/topics/orders/partitions/5")) == (404, 40403)
    found = kafka("GET", "/topics/orders", include_authorized_operations="true").json()
    assert "ALTER_CONFIGS" in found["authorized_operations"]
    listed = kafka("GET", "/topics").json()
    assert ([item["topic_name"] for item in listed["data"]], listed["metadata"]["next"]) == (
        ["orders", "defaults"],
        None,
    )
    assert kafka("DELETE", "/topics/orders").status_code == 204
    assert code(kafka("DELETE", "/topics/orders")) == (404, 40403)


@pytest.mark.parametrize(
    "body",
    [
        {"topic_name": "bad name"},
        {"topic_name": "a" * 250},
        {"topic_name": ".."},
        {"topic_name": ""},
        {"topic_name": "x", "replication_factor": 1},
        {"topic_name": "x", "partitions_count": 0},
        {"topic_name": "x", "configs": [{"name": "no.such.thing", "value": "1"}]},
        {"topic_name": "x", "configs": [{"name": "retention.ms", "value": "soon"}]},
        {"topic_name": "x", "configs": [{"name": "min.insync.replicas", "value": "3"}]},
        {"topic_name": "x", "configs": [{"name": "flush.ms", "value": "1"}]},
        {"topic_name": "x", "configs": [{"name": "retention.ms"}]},
    ],
)
@pytest.mark.parametrize("validate_only", [True, False])
def test_topics_that_cannot_be(kafka: Kafka, body: dict[str, Any], validate_only: bool) -> None:
    answer = kafka("POST", "/topics", {**body, "validate_only": validate_only})
    assert code(answer) == (400, 40002), answer.text
    assert kafka("GET", "/topics").json()["data"] == []


def test_bodies_that_do_not_parse(kafka: Kafka) -> None:
    for body in (
        {},
        {"topic_name": 5},
        {"topic_name": "x", "partitions_count": "many"},
        {"topic_name": "x", "configs": {}},
    ):
        assert code(kafka("POST", "/topics", body)) == (400, 400), body


def test_a_deleted_topics_name_is_not_free_at_once(kafka: Kafka, sandbox: Any) -> None:
    sandbox.settings(topic_delete_delay=0.4)
    kafka.make("orders")
    kafka("DELETE", "/topics/orders")
    assert kafka("GET", "/topics/orders").status_code == 200
    assert "marked for deletion" in kafka.make("orders").json()["message"]
    time.sleep(0.45)
    assert kafka("GET", "/topics/orders").status_code == 404
    assert kafka.make("orders").status_code == 201


# ---- settings


def test_settings_tell_where_they_come_from(kafka: Kafka) -> None:
    kafka.make("orders", configs=[{"name": "cleanup.policy", "value": "compact"}])
    configs = kafka.configs("orders")
    assert len(configs) == 28
    policy = configs["cleanup.policy"]
    assert (policy["value"], policy["source"], policy["is_default"]) == ("compact", "DYNAMIC_TOPIC_CONFIG", False)
    assert [item["source"] for item in policy["synonyms"]] == ["DYNAMIC_TOPIC_CONFIG", "DEFAULT_CONFIG"]
    retention = configs["retention.ms"]
    assert (retention["value"], retention["source"], retention["is_default"]) == ("604800000", "DEFAULT_CONFIG", True)
    assert configs["compression.type"]["is_read_only"] is True
    assert kafka("GET", "/topics/orders/configs/cleanup.policy").json() == policy
    defaults = {item["name"]: item["value"] for item in kafka("GET", "/topics/any/default-configs").json()["data"]}
    assert defaults["cleanup.policy"] == "delete"


def test_altering_settings_is_all_or_nothing(kafka: Kafka) -> None:
    kafka.make("orders", configs=[{"name": "retention.ms", "value": "1000"}])
    good = {"name": "segment.bytes", "value": "104857600"}
    for wrong in (
        {"name": "no.such", "value": "1"},
        {"name": "retention.ms", "value": "x"},
        {"name": "flush.ms", "operation": "DELETE"},
        good,
    ):
        assert code(kafka.alter("orders", good, wrong)) == (400, 40002), wrong
    assert kafka.configs("orders")["segment.bytes"]["is_default"]
    reset = {"name": "retention.ms", "operation": "DELETE"}
    assert kafka.alter("orders", good, reset, validate_only=True).status_code == 204
    assert kafka.configs("orders")["retention.ms"]["value"] == "1000"
    assert kafka.alter("orders", good, reset).status_code == 204
    configs = kafka.configs("orders")
    assert configs["retention.ms"]["is_default"]
    assert configs["segment.bytes"]["source"] == "DYNAMIC_TOPIC_CONFIG"  # set, though equal to the default
    assert kafka("PUT", "/topics/orders/configs/retention.ms", {"value": "5"}).status_code == 204
    assert kafka.configs("orders")["retention.ms"]["value"] == "5"
    assert kafka("DELETE", "/topics/orders/configs/retention.ms").status_code == 204
    assert kafka.configs("orders")["retention.ms"]["is_default"]
    assert kafka("GET", "/topics/orders/configs/no.such").status_code == 404


def test_cleanup_policy_goes_by_way_of_compact(kafka: Kafka) -> None:
    kafka.make("orders")
    for both in ("delete,compact", "compact,delete"):
        wanted = {"name": "cleanup.policy", "value": both}
        assert code(kafka.alter("orders", wanted)) == (400, 40002)
        assert code(kafka.alter("orders", wanted, validate_only=True)) == (400, 40002)
    assert kafka.alter("orders", {"name": "cleanup.policy", "value": "compact"}).status_code == 204
    assert kafka.alter("orders", {"name": "cleanup.policy", "value": "delete,compact"}).status_code == 204
    assert kafka.make("both", configs=[{"name": "cleanup.policy", "value": "compact,delete"}]).status_code == 201


def test_settings_of_all_topics_in_one_answer(kafka: Kafka, sandbox: Any) -> None:
    sandbox.seed("topics", {"cluster": kafka.id, "prefix": "t-", "count": 45})
    sandbox.seed("topics", {"cluster": kafka.id, "names": ["special"], "configs": {"retention.ms": "1"}})
    everything = kafka("GET", "/topics/-/configs").json()["data"]
    assert len(everything) == 46 * 28
    single = [item for item in everything if item["topic_name"] == "special"]
    assert single == kafka("GET", "/topics/special/configs").json()["data"]
    assert {item["name"]: item["value"] for item in single}["retention.ms"] == "1"
    kafka.alter("special", {"name": "retention.ms", "value": "2"})
    everything = kafka("GET", "/topics/-/configs").json()["data"]
    assert [item["value"] for item in everything if item["source"] == "DYNAMIC_TOPIC_CONFIG"] == ["2"]
    assert [item for item in everything if item["topic_name"] == "t-00044"] == kafka(
        "GET", "/topics/t-00044/configs"
    ).json()["data"]


# ---- ACLs


def test_acl_life(kafka: Kafka) -> None:
    account = kafka.client.account("reader")
    acl = {**ACL, "principal": f"User:{account}"}
    made = kafka("POST", "/acls", acl)
    assert (made.status_code, made.content) == (201, b"")
    assert kafka("POST", "/acls", acl).status_code == 201  # the same again is no error and no second ACL
    batch = [{**acl, "operation": operation} for operation in ("WRITE", "DESCRIBE")]
    batch.append({**acl, "resource_type": "GROUP", "resource_name": "orders-app"})
    assert kafka("POST", "/acls:batch", {"data": batch}).status_code == 201
    mine = kafka("GET", "/acls", principal=f"User:{account}").json()["data"]
    assert [item["operation"] for item in mine] == ["READ", "WRITE", "DESCRIBE", "READ"]
    assert {name: mine[0][name] for name in acl} == acl
    groups = kafka("GET", "/acls", resource_type="GROUP", permission="ANY").json()["data"]
    assert [item["resource_name"] for item in groups] == ["orders-app"]
    gone = kafka("DELETE", "/acls", **acl).json()["data"]
    assert [{name: item[name] for name in acl} for item in gone] == [acl]
    assert kafka("DELETE", "/acls", **acl).json()["data"] == []


def test_what_delete_leaves_out_is_a_wildcard(kafka: Kafka) -> None:
    for name in ("a", "b"):
        kafka("POST", "/acls", {**ACL, "principal": "User:sa-1", "resource_name": name})
    for needed in ("resource_type", "pattern_type", "operation", "permission"):
        given = {key: value for key, value in ACL.items() if key != needed}
        assert code(kafka("DELETE", "/acls", **given)) == (400, 400)
    gone = kafka("DELETE", "/acls", resource_type="TOPIC", pattern_type="ANY", operation="ANY", permission="ANY")
    assert len(gone.json()["data"]) == 2


def test_listing_all_acls_names_accounts_by_number(kafka: Kafka, sandbox: Any) -> None:
    account = kafka.client.account("reader")
    kafka("POST", "/acls", {**ACL, "principal": f"User:{account}"})
    kafka("POST", "/acls", {**ACL, "principal": "User:*"})

    def principals(**query: str) -> list[str]:
        return [item["principal"] for item in kafka("GET", "/acls", **query).json()["data"]]

    number = principals()[0]
    assert number.removeprefix("User:").isdecimal()
    assert principals(principal="UserV2:*") == [f"User:{account}", "User:*"]
    assert principals(principal="User:*") == ["User:*"]
    assert principals(principal=f"User:{account}") == [f"User:{account}"]
    assert principals(principal=number) == [number]
    sandbox.settings(acl_numeric_principals=False)
    assert principals()[0] == f"User:{account}"


@pytest.mark.parametrize(
    "change",
    [
        {"resource_type": "ANY"},
        {"pattern_type": "MATCH"},
        {"operation": "UNKNOWN"},
        {"permission": "ANY"},
        {"principal": "sa-1"},
        {"principal": ""},
        {"host": None},
        {"resource_type": "CLUSTER"},
        {"resource_type": "CLUSTER", "resource_name": "kafka-cluster", "pattern_type": "PREFIXED"},
    ],
)
def test_acls_that_cannot_be(kafka: Kafka, change: dict[str, Any]) -> None:
    acl = {**ACL, "principal": "User:sa-1", **change}
    assert code(kafka("POST", "/acls", acl)) == (400, 40002)
    good = {**ACL, "principal": "User:sa-1"}
    assert code(kafka("POST", "/acls:batch", {"data": [good, acl]})) == (400, 40002)
    assert kafka("GET", "/acls").json()["data"] == []


def test_acls_outlive_their_account(kafka: Kafka) -> None:
    account = kafka.client.account("reader")
    kafka("POST", "/acls", {**ACL, "principal": f"User:{account}"})
    kafka.client.ok("DELETE", f"/iam/v2/service-accounts/{account}")
    assert len(kafka("GET", "/acls", principal=f"User:{account}").json()["data"]) == 1


# ---- the cluster itself, limits, speed


def test_cluster_and_its_own_settings(sandbox: Any) -> None:
    client = Client(sandbox)
    basic = Kafka(client)
    assert basic("GET", "").json()["cluster_id"] == basic.id
    assert basic("GET", "/consumer-groups").json()["data"] == []
    assert code(basic("GET", "/broker-configs")) == (400, 40002)
    client.ok("PATCH", f"/iam/v2/service-accounts/{basic.admin}", {"display_name": "other"})
    dedicated = Kafka(client, config={"kind": "Dedicated", "cku": 1})
    assert len(dedicated("GET", "/broker-configs").json()["data"]) == 7
    assert dedicated("PUT", "/broker-configs/num.partitions", {"value": "12"}).status_code == 204
    assert dedicated("GET", "/broker-configs/num.partitions").json()["value"] == "12"
    reset = {"data": [{"name": "num.partitions", "operation": "DELETE"}]}
    assert dedicated("POST", "/broker-configs:alter", reset).status_code == 204
    assert dedicated("GET", "/broker-configs/num.partitions").json()["is_default"] is True
    assert code(dedicated("PUT", "/broker-configs/max.connections", {"value": "1"})) == (400, 40002)


def test_kafka_429_has_no_helping_headers(kafka: Kafka, sandbox: Any) -> None:
    sandbox.settings(kafka_rate_limit=1, kafka_rate_limit_burst=2)
    answers = [kafka("GET", "/topics") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["content-type"].startswith("text/html")
    assert not {"retry-after", "x-ratelimit-reset"} & {name.lower() for name in answers[-1].headers}


def test_ten_thousand_topics_are_listed_quickly(kafka: Kafka, sandbox: Any) -> None:
    sandbox.seed("topics", {"cluster": kafka.id, "prefix": "t-", "count": 10_000})
    began = time.monotonic()
    assert len(kafka("GET", "/topics").json()["data"]) == 10_000
    assert time.monotonic() - began < 3
