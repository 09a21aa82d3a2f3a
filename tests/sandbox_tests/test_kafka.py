# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Kafka REST v3: credentials, topics, settings, ACLs, permissions, limits."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests

from ..support.sandbox import Sandbox
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
    assert (answer.status_code, answer.json()["message"]) == (404, "HTTP 404 Not Found")


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
        {"topic_name": "x", "replication_factor": 1},
        {"topic_name": "x", "partitions_count": 0},
        {"topic_name": "x", "partitions_count": -2},
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


@pytest.mark.parametrize("name", ["bad name", "a" * 250, ".", "..", "", "a*", "a/b", "a%b", "ü"])
def test_names_that_no_topic_can_have(kafka: Kafka, name: str) -> None:
    for validate_only in (True, False):
        assert code(kafka.make(name, validate_only=validate_only)) == (422, 42206)
    if name not in ("", ".", ".."):  # these are no segment of a path
        answer = kafka("GET", f"/topics/{quote(name, safe='')}") if "/" not in name else None
        assert answer is None or code(answer) == (400, 40002)


def test_names_that_are_one_in_metrics_collide(kafka: Kafka) -> None:
    assert kafka.make("a.b_c").status_code == 201
    for name in ("a_b.c", "a.b.c", "a_b_c"):
        answer = kafka.make(name)
        assert code(answer) == (400, 40002)
        assert answer.json()["message"] == f"Topic '{name}' collides with existing topic: a.b_c"
    assert kafka.make("a.b-c").status_code == 201


def test_what_is_taken_beyond_the_document(tmp_path: Path) -> None:
    """Jackson reads numbers and texts for each other, enumerations of a query have no case. The product must not send
    such things, so this sandbox's journal is kept from the contract check.
    """
    with Sandbox(journal_file=tmp_path / "journal.jsonl") as process:
        kafka = Kafka(Client(process))
        for number, (count, made) in enumerate([("3", 3), (1.5, 1), (None, 6)]):
            answer = kafka.make(f"t{number}", partitions_count=count)
            assert (answer.status_code, answer.json()["partitions_count"]) == (201, made)
        for name, sent, stored in (
            ("retention.ms", 5, "5"),
            ("confluent.value.schema.validation", True, "true"),
        ):
            assert kafka.alter("t0", {"name": name, "value": sent}).status_code == 204
            assert kafka.configs("t0")[name]["value"] == stored
        kafka("POST", "/acls", {**ACL, "principal": "User:sa-1"})
        listed = kafka("GET", "/acls", resource_type="topic", operation="Read", permission="any").json()
        assert len(listed["data"]) == 1
        assert all(f"{name}=" in listed["metadata"]["self"] for name in (*ACL, "principal"))
        assert "host=*" in listed["data"][0]["metadata"]["self"]
        assert code(kafka("GET", "/acls", resource_type="NOPE")) == (404, 404)
        assert code(kafka("GET", "/acls", resource_type="UNKNOWN")) == (400, 400)


def test_counts_of_partitions_that_cannot_be(kafka: Kafka) -> None:
    assert kafka.make("default", partitions_count=-1).json()["partitions_count"] == 6
    assert code(kafka.make("x", partitions_count=99999999999)) == (400, 400)
    assert "non-positive" in kafka.make("x", partitions_count=0).json()["message"]
    kafka.make("x", partitions_count=2)
    assert "0 would not be an increase" in kafka("PATCH", "/topics/x", {"partitions_count": 0}).json()["message"]


def test_what_a_body_must_not_hold(kafka: Kafka) -> None:
    kafka.make("x")
    acl = {**ACL, "principal": "User:sa-1"}
    for method, path, body in (
        ("POST", "/topics", {"topic_name": "y", "partitions": 3}),
        (
            "POST",
            "/topics",
            {"topic_name": "y", "configs": [{"name": "retention.ms", "value": "1", "operation": "SET"}]},
        ),
        ("PATCH", "/topics/x", {"partitions_count": 9, "more": 1}),
        ("POST", "/topics/x/configs:alter", {"data": [], "dry_run": True}),
        ("POST", "/acls", {**acl, "cluster": "x"}),
        ("POST", "/acls:batch", {"data": [acl, {**acl, "cluster": "x"}]}),
    ):
        answer = kafka(method, path, body)
        assert code(answer) == (422, 422), (path, answer.text)
        assert answer.json()["message"].startswith("Unrecognized field: ")
    assert kafka("GET", "/acls").json()["data"] == []


def test_only_json_is_read(kafka: Kafka) -> None:
    url = f"{kafka.endpoint}/topics"
    for headers in ({"Content-Type": "text/plain"}, {}):
        answer = requests.post(url, data=b'{"topic_name": "x"}', auth=kafka.key, headers=headers, timeout=10)
        assert code(answer) == (415, 415)


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
    assert [item["name"] for item in policy["synonyms"]] == ["cleanup.policy", "log.cleanup.policy"]
    retention = configs["retention.ms"]
    assert (retention["value"], retention["source"], retention["is_default"]) == ("604800000", "DEFAULT_CONFIG", True)
    assert configs["compression.type"]["is_read_only"] is True
    assert kafka("GET", "/topics/orders/configs/cleanup.policy").json() == policy
    defaults = {item["name"]: item["value"] for item in kafka("GET", "/topics/any/default-configs").json()["data"]}
    assert defaults["cleanup.policy"] == "delete"


def test_a_setting_of_the_cluster_shows_in_its_topics(sandbox: Any) -> None:
    dedicated = Kafka(Client(sandbox), config={"kind": "Dedicated", "cku": 1})
    for name in ("plain", "own"):
        dedicated.make(name)
    assert dedicated("GET", "/broker-configs").json()["data"] == []
    assert code(dedicated("GET", "/broker-configs/log.retention.ms")) == (404, 404)
    dedicated("PUT", "/broker-configs/log.retention.ms", {"value": "5000"})
    assert [item["name"] for item in dedicated("GET", "/broker-configs").json()["data"]] == ["log.retention.ms"]
    dedicated.alter("own", {"name": "retention.ms", "value": "7"})
    plain, own = (dedicated.configs(name)["retention.ms"] for name in ("plain", "own"))
    shown = ("value", "source", "is_default")
    assert tuple(plain[name] for name in shown) == ("5000", "DYNAMIC_DEFAULT_BROKER_CONFIG", False)
    assert tuple(own[name] for name in shown) == ("7", "DYNAMIC_TOPIC_CONFIG", False)
    assert [(item["name"], item["value"]) for item in own["synonyms"]] == [
        ("retention.ms", "7"),
        ("log.retention.ms", "5000"),
        ("log.retention.hours", "168"),
    ]
    everything = dedicated("GET", "/topics/-/configs").json()["data"]
    assert [item for item in everything if item["name"] == "retention.ms"] == [plain, own]


@pytest.mark.parametrize(
    ("name", "sent", "stored"),
    [
        ("retention.ms", "0060000", "60000"),
        ("retention.ms", " +5 ", "5"),
        ("retention.ms", "-0", "0"),
        ("cleanup.policy", " delete , compact,delete ", "delete,compact"),
        ("cleanup.policy", "", ""),
        ("confluent.value.schema.validation", " TRUE ", "true"),
        ("message.timestamp.type", " LogAppendTime ", "LogAppendTime"),
    ],
)
def test_values_are_stored_as_the_broker_writes_them(kafka: Kafka, name: str, sent: Any, stored: str) -> None:
    kafka.make("new", configs=[{"name": name, "value": sent}])
    assert kafka.configs("new")[name]["value"] == stored
    kafka.make("old", configs=[{"name": "cleanup.policy", "value": "compact"}])
    assert kafka.alter("old", {"name": name, "value": sent}).status_code == 204
    assert kafka.configs("old")[name]["value"] == stored


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("retention.ms", value) for value in ("1_000", "5.0", "1e3", "", "0x10", "9223372036854775808", 1.5, True)),
        ("segment.bytes", "99999999999"),
        ("cleanup.policy", "delete,"),
        ("cleanup.policy", "Delete"),
        ("confluent.value.schema.validation", "yes"),
        ("message.timestamp.type", "logappendtime"),
    ],
)
def test_values_that_the_broker_cannot_read(kafka: Kafka, name: str, value: Any) -> None:
    assert code(kafka.make("x", configs=[{"name": name, "value": value}])) == (400, 40002)


def test_unknown_settings_and_empty_alterations(kafka: Kafka) -> None:
    kafka.make("orders")
    for wrong in ({"name": "no.such", "value": "1"}, {"name": "no.such", "operation": "DELETE"}):
        answer = kafka.alter("orders", wrong)
        assert (code(answer), answer.json()["message"]) == ((404, 404), "HTTP 404 Not Found")
    assert kafka.alter("orders").status_code == 204


def test_altering_settings_is_all_or_nothing(kafka: Kafka) -> None:
    kafka.make("orders", configs=[{"name": "retention.ms", "value": "1000"}])
    good = {"name": "segment.bytes", "value": "104857600"}
    for wrong in (
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
    kafka("POST", "/acls", {**ACL, "principal": "Group:readers"})
    assert principals(principal="Group:readers") == ["Group:readers"]
    sandbox.settings(acl_numeric_principals=False)
    assert principals()[0] == f"User:{account}"


@pytest.mark.parametrize(
    "change",
    [
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
    later = {**good, "resource_name": "later"}
    assert code(kafka("POST", "/acls:batch", {"data": [good, acl, later]})) == (400, 40002)
    made = kafka("GET", "/acls").json()["data"]
    assert [item["resource_name"] for item in made] == ["orders", "later"], "a batch is not atomic"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resource_type": "ANY"}, "cannot be ANY"),
        ({"pattern_type": "MATCH"}, "cannot be MATCH"),
        ({"operation": "NOPE"}, "not one of the values accepted"),
        ({"permission": "ANY"}, "cannot be ANY"),
        ({"host": 5}, "Cannot deserialize"),
    ],
)
def test_acls_that_cannot_be_read(kafka: Kafka, change: dict[str, Any], words: str) -> None:
    good = {**ACL, "principal": "User:sa-1"}
    for path, body in (("/acls", {**good, **change}), ("/acls:batch", {"data": [good, {**good, **change}]})):
        answer = kafka("POST", path, body)
        assert code(answer) == (400, 400)
        assert words in answer.json()["message"]
    assert kafka("GET", "/acls").json()["data"] == []


def test_what_kafka_takes_in_acls(kafka: Kafka) -> None:
    """It checks neither host nor principal type, nor whether the operation goes with the resource."""
    for change in ({"host": ""}, {"principal": "Group:x"}, {"operation": "CLUSTER_ACTION"}):
        assert kafka("POST", "/acls", {**ACL, "principal": "User:sa-1", **change}).status_code == 201
    assert len(kafka("GET", "/acls").json()["data"]) == 3


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
    assert dedicated("PUT", "/broker-configs/num.partitions", {"value": "12"}).status_code == 204
    assert dedicated("GET", "/broker-configs/num.partitions").json()["value"] == "12"
    reset = {"data": [{"name": "num.partitions", "operation": "DELETE"}]}
    assert dedicated("POST", "/broker-configs:alter", reset).status_code == 204
    assert dedicated("GET", "/broker-configs").json()["data"] == []
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
