# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ACLs that the broker takes without a word: those that can match nothing, and several of one item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]
READ = {"principal": "orders-service", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}
PREFIXED = {"pattern_type": "PREFIXED"}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def acl(run_module: Run, estate: Estate) -> Run:
    def run(check: bool = False, **arguments: Any) -> dict[str, Any]:
        estate.sandbox.clear_journal()
        given = {name: value for name, value in {**READ, **arguments}.items() if value is not None}
        return run_module("confluent_acl", given, env=estate.env, check=check)

    return run


@pytest.fixture
def acls(run_module: Run, estate: Estate) -> Run:
    def run(items: list[dict[str, Any]], check: bool = False, **options: Any) -> dict[str, Any]:
        estate.sandbox.clear_journal()
        return run_module("confluent_acls", {"acls": items, **options}, env=estate.env, check=check)

    return run


def held(estate: Estate) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = estate.kafka("GET", "/acls?principal=UserV2:*")["data"]
    return found


NOTHING = [
    ({"resource_name": "orders.*"}, "resource_name 'orders.' with pattern_type PREFIXED"),
    ({"resource_name": "orders.*", **PREFIXED}, "resource_name 'orders.' with pattern_type PREFIXED"),
    ({"resource_name": "orders.**"}, "resource_name 'orders.' with pattern_type PREFIXED"),
    ({"resource_name": "*.secret", **PREFIXED, "permission": "DENY"}, "beginnings of names (PREFIXED)"),
    ({"resource_name": "*.secret"}, "beginnings of names (PREFIXED)"),
    ({"resource_name": "a*b"}, "'*' is no wildcard"),
    ({"resource_name": "**"}, "'*' is no wildcard"),
    ({"resource_name": "*", **PREFIXED}, "begin with a star"),
    ({"resource_name": "orders created"}, "no topic can be called 'orders created'"),
    ({"resource_name": "orders/"}, "no topic can be called 'orders/'"),
    ({"resource_name": "orders/", **PREFIXED}, "no topic can have a name that begins with 'orders/'"),
    ({"resource_name": "bestellungen-für"}, "letters, digits"),
    ({"resource_name": "o" * 250}, "no topic has more than 249"),
    ({"resource_name": "o" * 250, **PREFIXED}, "no topic has more than 249"),
    ({"resource_name": ".."}, "no topic can be called '..'"),
    ({"host": "10.0.0.*"}, "host '10.0.0.*' is not an IP address"),
    ({"host": "10.0.0.0/24"}, "is not an IP address"),
    ({"host": "client.bank.example"}, "is not an IP address"),
]


# The broker does not take it either, so there is none to be removed.
NOBODY: tuple[dict[str, Any], str] = ({"principal": "User:"}, "principal 'User:' names nobody")


@pytest.mark.parametrize(("arguments", "words"), [*NOTHING, NOBODY])
def test_what_can_match_nothing_is_refused_without_a_request(
    arguments: dict[str, Any], words: str, acl: Run, estate: Estate
) -> None:
    for check in (True, False):
        result = acl(check, **arguments)
        assert result["failed"], result
        assert words in result["msg"]
        assert estate.sandbox.journal() == []


def test_all_of_a_list_are_named_at_once(acls: Run, estate: Estate) -> None:
    items = [{**READ, **arguments} for arguments, _words in NOTHING]
    result = acls([READ, *items, {**READ, "principal": "nobody"}])
    assert len(result["problems"]) == len(NOTHING)
    for position, (_arguments, words) in enumerate(NOTHING, 1):
        assert any(problem.startswith(f"acls[{position}] ") and words in problem for problem in result["problems"])
    assert estate.sandbox.journal() == []


@pytest.mark.parametrize(
    "arguments",
    [
        {"resource_name": "*"},
        {"resource_name": "orders", **PREFIXED},
        {"resource_name": ".", **PREFIXED},
        {"resource_name": "o" * 249},
        {"host": "10.0.0.1"},
        {"host": "2001:db8:0:0:0:0:0:1"},
        {"resource_type": "GROUP", "resource_name": "*"},
        {"resource_type": "GROUP", "resource_name": "any / thing at all"},
        {"principal": "User:*"},
        {"principal": "User:12345"},
        {"principal": "User:u-abc123"},
        {"principal": "User:pool-abc1"},
        {"principal": "User:group-abc1"},
    ],
)
def test_what_can_match_is_made_without_a_word(arguments: dict[str, Any], acl: Run, estate: Estate) -> None:
    result = acl(**arguments)
    assert (result["failed"], result["operation"]) == (False, "created")
    assert not result.get("warnings")
    assert estate.sandbox.journal("GET", "/iam/v2/(?!service-accounts$)") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"resource_type": "GROUP", "resource_name": "app.*"}, "give 'app.' with pattern_type PREFIXED"),
        ({"resource_type": "TRANSACTIONAL_ID", "resource_name": "*-x", "operation": "WRITE"}, "'*' is no wildcard"),
        ({"resource_type": "GROUP", "operation": "WRITE"}, "Kafka asks for WRITE on no resource of type GROUP"),
        ({"resource_type": "CLUSTER", "resource_name": None, "operation": "READ"}, "on no resource of type CLUSTER"),
        ({"operation": "IDEMPOTENT_WRITE"}, "on no resource of type TOPIC"),
        ({"host": "::1"}, "knows the address ::1 as 0:0:0:0:0:0:0:1"),
        ({"principal": "User:nobody-at-all"}, "User:nobody-at-all may be nobody's"),
        ({"principal": "User: orders-service"}, "Did you mean 'orders-service'?"),
        ({"principal": "User:sa-nobody1"}, "User:sa-nobody1 may be nobody's"),
    ],
)
def test_what_may_match_is_made_with_a_warning(arguments: dict[str, Any], words: str, acl: Run) -> None:
    for check in (True, False):
        result = acl(check, **arguments)
        assert (result["failed"], result["operation"]) == (False, "created")
        assert words in str(result["warnings"])


def test_the_name_of_an_account_in_kafkas_form_is_nobody(acl: Run, acls: Run, estate: Estate) -> None:
    for check in (True, False):
        result = acl(check, principal="User:orders-service")
        assert result["failed"]
        for words in ("'User:orders-service' is nobody's", "name alone, 'orders-service'", estate.service_account):
            assert words in result["msg"]
    estate.sandbox.request("POST", "/iam/v2/service-accounts", {"display_name": "billing"})
    names = ("User:orders-service", "User:billing", "orders-service")
    result = acls([{**READ, "principal": name} for name in names])
    assert len(result["problems"]) == 2
    assert held(estate) == []


def test_without_the_control_plane_a_name_is_only_warned_of(run_module: Run, estate: Estate) -> None:
    env = {**estate.env, "CONFLUENT_CLOUD_API_KEY": "", "CONFLUENT_CLOUD_API_SECRET": ""}
    options = {**READ, "kafka_rest_endpoint": estate.kafka_endpoint, "cluster": estate.cluster}
    result = run_module("confluent_acl", {**options, "principal": "User:orders-service"}, env=env)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert "may be nobody's" in str(result["warnings"])


@pytest.mark.parametrize("arguments", [arguments for arguments, _words in NOTHING] + [{"principal": "User:no-id"}])
def test_what_was_made_by_mistake_can_be_removed(arguments: dict[str, Any], acl: Run, estate: Estate) -> None:
    defaults = {"pattern_type": "LITERAL", "permission": "ALLOW", "host": "*"}
    made = {**defaults, **READ, "principal": f"User:{estate.service_account}", **arguments}
    estate.kafka("POST", "/acls", made)
    if arguments == {"resource_name": "*", **PREFIXED}:
        made["resource_name"] = "*"
    result = acl(state="absent", **{**made, "principal": made["principal"]})
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    assert held(estate) == []


# ---- several operations


def operations(estate: Estate) -> list[str]:
    return sorted(item["operation"] for item in held(estate))


def test_several_operations_of_one_task(acl: Run, estate: Estate) -> None:
    several = {"operation": None, "operations": ["READ", "DESCRIBE_CONFIGS"]}
    for check in (True, False):
        made = acl(check, **several)
        assert (made["changed"], made["operation"], made["acl"]) == (True, "created", None)
        assert [item["operation"] for item in made["acls"]] == ["READ", "DESCRIBE_CONFIGS"]
        assert [diff["after"]["operation"] for diff in made["diff"]] == ["READ", "DESCRIBE_CONFIGS"]
        assert operations(estate) == ([] if check else ["DESCRIBE_CONFIGS", "READ"])
    again = acl(**several)
    assert (again["changed"], again["operation"], len(again["acls"])) == (False, "unchanged", 2)
    more = acl(operation=None, operations=["READ", "WRITE"])
    assert (more["changed"], more["operation"], len(more["diff"])) == (True, "created", 1)
    gone = acl(operation=None, operations=["READ", "WRITE"], state="absent")
    assert (gone["changed"], gone["operation"], gone["acls"]) == (True, "deleted", [])
    assert operations(estate) == ["DESCRIBE_CONFIGS"]
    one = acl(operation=None, operations=["READ"])
    assert (one["operation"], [item["operation"] for item in one["acls"]]) == ("created", ["READ"])


def test_several_operations_of_items(acls: Run, estate: Estate) -> None:
    group = {**READ, "resource_type": "GROUP"}
    several = {name: value for name, value in READ.items() if name != "operation"}
    items = [{**several, "operations": ["READ", "WRITE", "CREATE"]}, group]
    for check in (True, False):
        made = acls(items, check)
        assert made["counts"]["created"] == 4
        assert [item["acl"]["operation"] for item in made["acls"]] == ["READ", "WRITE", "CREATE", "READ"]
    assert acls(items)["counts"]["unchanged"] == 4
    assert len(estate.sandbox.journal("GET", "/acls$")) == 4, "as if they were stated one by one"
    kept = [{**several, "operations": ["READ"]}, group]
    for check in (True, False):
        purged = acls(kept, check, purge={"principal": "orders-service"})
        assert (purged["counts"]["deleted"], purged["counts"]["unchanged"]) == (2, 2)
    assert operations(estate) == ["READ", "READ"]


def test_operations_in_defaults(acls: Run, estate: Estate) -> None:
    several = {name: value for name, value in READ.items() if name != "operation"}
    defaults = {"operations": ["READ", "DESCRIBE"]}
    items = [several, {**several, "resource_name": "b", "operation": "WRITE"}]
    assert acls(items, defaults=defaults)["counts"]["created"] == 3
    assert operations(estate) == ["DESCRIBE", "READ", "WRITE"]
    other = [{**several, "resource_name": "c", "operations": ["CREATE", "DELETE"]}]
    assert acls(other, defaults={"operation": "ALTER"})["counts"]["created"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"operations": ["READ"], "operation": "READ"}, "mutually exclusive"),
        ({"operations": []}, "operations is empty"),
        ({}, "one of the following is required: operation, operations"),
        ({"operations": ["READ", "WRITE", "READ"]}, "is given twice"),
        ({"operations": ["READ", "NOPE"]}, "NOPE"),
        ({"operations": ["READ", "WRITE"], "resource_name": "a*"}, "resource_name 'a' with pattern_type PREFIXED"),
    ],
)
def test_operations_that_cannot_be(arguments: dict[str, Any], words: str, acl: Run, acls: Run, estate: Estate) -> None:
    several = {name: value for name, value in READ.items() if name != "operation"}
    for result in (
        acl(**{"operation": None, **arguments}),
        acl(True, **{"operation": None, **arguments}),
        acls([{**several, **arguments}]),
    ):
        assert result["failed"], result
        assert words in result["msg"]
        assert len(result.get("problems", [])) <= 1
    assert held(estate) == []


def test_the_same_in_two_items_is_told_by_their_numbers(acls: Run) -> None:
    several = {name: value for name, value in READ.items() if name != "operation"}
    items = [
        {**several, "operations": ["READ", "WRITE"]},
        {**READ, "resource_name": "x"},
        {**READ, "operation": "WRITE"},
    ]
    result = acls(items)
    assert result["problems"][0].endswith("is given twice (items 1 and 3)")


def test_one_of_several_that_fails(acl: Run, estate: Estate) -> None:
    """The batch is refused, then one of them by itself: the others are made, the failure is told."""
    refused = {"error_code": 40002, "message": "the policy of the bank"}
    estate.sandbox.fault(method="POST", path="/acls:batch$", status=400, body=refused)
    estate.sandbox.fault(method="POST", path="/acls$", nth=2, times=1, status=400, body=refused)
    result = acl(operation=None, operations=["READ", "WRITE"])
    assert result["failed"]
    assert "the policy of the bank" in result["msg"]
    assert result["changed"] is True
    assert operations(estate) == ["READ"]


def test_a_batch_of_which_the_broker_makes_only_the_good_ones(acls: Run, estate: Estate) -> None:
    items = [{**READ, "resource_name": name} for name in ("a", "b", "c")]
    refused = {"error_code": 40002, "message": "the policy of the bank"}
    estate.sandbox.fault(method="POST", path="/acls:batch$", status=400, body=refused, apply=True)
    result = acls(items)
    assert (result["failed"], result["counts"]["created"]) == (False, 3), result
    assert len(held(estate)) == 3
