# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ACLs: seven fields always, principals by name, and what must never match more than one entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]
SEVEN = {"resource_type", "resource_name", "pattern_type", "principal", "host", "operation", "permission"}
READ = {"principal": "orders-service", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def acl(run_module: Run, estate: Estate) -> Run:
    return lambda **arguments: run_module("confluent_acl", {**READ, **arguments}, env=estate.env)


def test_all_seven_fields_are_in_every_request(acl: Run, estate: Estate) -> None:
    assert acl()["changed"]
    assert acl(state="absent")["changed"]
    requests = estate.sandbox.journal(path="/acls$")
    assert [entry["method"] for entry in requests] == ["GET", "POST", "GET", "DELETE"]
    for entry in requests:
        sent = entry["request_body"] if entry["method"] == "POST" else dict(entry["query"])
        assert set(sent) == SEVEN
        assert all(sent.values())


def test_removal_takes_the_one_and_leaves_its_neighbours(acl: Run, estate: Estate) -> None:
    neighbours = [
        {"operation": "WRITE"},
        {"resource_name": "orders.created"},
        {"pattern_type": "PREFIXED"},
        {"permission": "DENY"},
        {"resource_type": "GROUP"},
        {"principal": estate.administrator},
        {"host": "10.0.0.1"},
    ]
    for neighbour in ({}, *neighbours):
        assert acl(**neighbour)["operation"] == "created"
    before = len(estate.kafka("GET", "/acls")["data"])
    assert before == len(neighbours) + 1
    assert acl(state="absent")["operation"] == "deleted"
    assert acl(state="absent")["operation"] == "unchanged"
    assert len(estate.kafka("GET", "/acls")["data"]) == before - 1
    for neighbour in neighbours:
        assert acl(**neighbour)["operation"] == "unchanged"


@pytest.mark.parametrize("numbers", [True, False])
def test_principals_spelled_with_numbers_are_no_drift(numbers: bool, acl: Run, run_module: Run, estate: Estate) -> None:
    estate.sandbox.settings(acl_numeric_principals=numbers)
    assert acl()["changed"]
    assert not acl()["changed"]
    listed = run_module("confluent_acl_info", env=estate.env)["acls"]
    assert [entry["principal"] for entry in listed] == [f"User:{estate.service_account}"]


def test_cluster_resource(acl: Run, estate: Estate) -> None:
    made = acl(resource_type="CLUSTER", resource_name=None, operation="DESCRIBE")
    assert made["acl"]["resource_name"] == "kafka-cluster"
    assert not acl(resource_type="CLUSTER", resource_name="kafka-cluster", operation="DESCRIBE")["changed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"resource_type": "CLUSTER", "resource_name": "orders"}, "kafka-cluster"),
        ({"resource_type": "CLUSTER", "resource_name": None, "pattern_type": "PREFIXED"}, "LITERAL"),
        ({"resource_name": ""}, "resource_name is empty"),
        ({"resource_name": None}, "resource_name"),
        ({"resource_name": "*", "pattern_type": "PREFIXED"}, "begin with a star"),
        ({"host": ""}, "host is empty"),
        ({"host": None}, "host is empty"),
        ({"principal": " "}, "principal is empty"),
        ({"operation": "UNKNOWN"}, "operation"),
        ({"resource_type": "ANY"}, "resource_type"),
        ({"pattern_type": "MATCH"}, "pattern_type"),
        ({"principal": "nobody"}, "there is no service account 'nobody'"),
    ],
)
def test_bad_input_is_refused_before_any_write(arguments: Any, words: str, acl: Run, estate: Estate) -> None:
    result = acl(**arguments)
    assert result["failed"]
    assert words in result["msg"] or (None in arguments.values() and "NoneType" in result["msg"])  # ansible-core 2.16
    assert estate.sandbox.writes() == []


def test_a_null_host_does_not_pass_for_nothing_to_remove(acl: Run) -> None:
    assert acl()["changed"]
    assert acl(host=None, state="absent")["failed"]


@pytest.mark.parametrize("prefix", ["", "User:"])
def test_an_acl_of_a_deleted_account_is_removed_by_its_id(prefix: str, acl: Run, estate: Estate) -> None:
    assert acl()["changed"]
    estate.sandbox.request("DELETE", f"/iam/v2/service-accounts/{estate.service_account}")
    by_name = acl(state="absent")
    assert by_name["failed"], "the ACL is there, and cannot be found by the name"
    assert "give its id" in by_name["msg"]
    assert acl(principal=f"{prefix}{estate.service_account}", state="absent")["changed"]
    assert estate.kafka("GET", "/acls")["data"] == []


def test_filters_of_the_info_module(acl: Run, run_module: Run, estate: Estate) -> None:
    acl()
    acl(operation="WRITE")
    acl(principal="User:*", operation="DESCRIBE")

    def found(**filters: str) -> list[str]:
        result = run_module("confluent_acl_info", filters, env=estate.env)
        return sorted(entry["operation"] for entry in result["acls"])

    assert found() == ["DESCRIBE", "READ", "WRITE"]
    assert found(principal="orders-service") == ["READ", "WRITE"]
    assert found(operation="WRITE") == ["WRITE"]
    assert found(principal="User:*") == ["DESCRIBE"]
    assert found(resource_name="nothing") == []
