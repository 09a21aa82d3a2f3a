# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plural modules at work: how many writes at the same time, in which order, and what is told of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.mark.parametrize(("stated", "threads"), [({}, 16), ({"concurrency": 3}, 3)], ids=["default", "stated"])
def test_so_many_writes_at_the_same_time(stated: dict[str, int], threads: int, estate: Estate, run_module: Run) -> None:
    """A connection for each thread; they are all needed at once, for each answer takes its time."""
    estate.sandbox.settings(latency=0.1)
    before = estate.sandbox.admin("GET", "usage")["connections"]
    topics = [{"name": f"many-{number}"} for number in range(40)]
    result = run_module("confluent_topics", {"topics": topics, **stated}, env=estate.env)
    assert result["counts"]["created"] == 40, result
    made = estate.sandbox.admin("GET", "usage")["connections"] - before
    assert threads <= made <= threads + 1


TOPIC_ACL = {"principal": "orders-service", "resource_type": "TOPIC", "operation": "READ"}
BOUND = {"principal": "orders-service", "scope": "topic", "role": "DeveloperRead", "environment": "dev"}


def test_few_acls_are_read_one_by_one_and_many_at_once(estate: Estate, run_module: Run) -> None:
    """Up to four: the list of all ACLs may have thousands."""
    acls = [{**TOPIC_ACL, "resource_name": f"many-{number}"} for number in range(5)]
    for count in (4, 5):
        run_module("confluent_acls", {"acls": acls[:count]}, env=estate.env)
        estate.sandbox.clear_journal()
        assert run_module("confluent_acls", {"acls": acls[:count]}, env=estate.env)["counts"]["unchanged"] == count
        asked = [dict(entry["query"]) for entry in estate.sandbox.journal("GET", "/acls$")]
        if count == 4:
            assert sorted(query["resource_name"] for query in asked) == [acl["resource_name"] for acl in acls[:4]]
        else:
            assert [query.keys() for query in asked] == [{"principal"}]


def test_few_role_bindings_are_read_one_by_one_and_many_at_once(estate: Estate, run_module: Run) -> None:
    items = [{**BOUND, "cluster": "orders", "resource_name": f"many-{number}"} for number in range(5)]
    for count in (4, 5):
        run_module("confluent_role_bindings", {"role_bindings": items[:count]}, env=estate.env)
        estate.sandbox.clear_journal()
        again = run_module("confluent_role_bindings", {"role_bindings": items[:count]}, env=estate.env)
        assert again["counts"]["unchanged"] == count
        asked = [dict(entry["query"]) for entry in estate.sandbox.journal("GET", "/role-bindings$")]
        if count == 4:
            assert sorted(query["crn_pattern"].rpartition("=")[2] for query in asked) == [f"many-{n}" for n in range(4)]
        else:
            assert [query["crn_pattern"][-2:] for query in asked] == ["/*"]


@pytest.mark.parametrize("count", [1, 5])
def test_role_bindings_among_thousands_are_not_all_read(estate: Estate, run_module: Run, count: int) -> None:
    """What the list of all of them takes is seen on the way: more pages than there are items, and it is given up."""
    cluster = f"{estate.environment}/cloud-cluster={estate.cluster}/kafka={estate.cluster}"
    root = f"crn://confluent.cloud/organization={estate.sandbox.organization_id}/environment={cluster}"
    others = [
        {
            "principal": f"User:{estate.service_account}",
            "role_name": "DeveloperRead",
            "crn_pattern": f"{root}/topic=o{n}",
        }
        for n in range(1500)
    ]
    estate.sandbox.seed("role_bindings", others)
    items = [{**BOUND, "cluster": "orders", "resource_name": f"o{number}"} for number in range(count)]
    estate.sandbox.clear_journal()
    again = run_module("confluent_role_bindings", {"role_bindings": items}, env=estate.env)
    assert again["counts"]["unchanged"] == count
    assert len(estate.sandbox.journal("GET", "/role-bindings$")) <= (1 if count == 1 else 11 + count)


@pytest.mark.parametrize(
    ("others", "count", "requests"),
    [(60, 5, 1), (300, 5, 2), (300, 50, 2), (300, 51, 4)],  # pages of a hundred; one more account is there
    ids=["one page has all", "few by their names", "up to fifty", "many in the list"],
)
def test_service_accounts_are_read_by_what_costs_less(
    estate: Estate, run_module: Run, others: int, count: int, requests: int
) -> None:
    names = [f"many & {number}" for number in range(others)]
    estate.sandbox.seed("service_accounts", [{"display_name": name} for name in names])
    options = {"service_accounts": [{"name": name} for name in names[:count]]}
    for check in (True, False):
        estate.sandbox.clear_journal()
        again = run_module("confluent_service_accounts", options, env=estate.env, check=check)
        assert again["counts"]["unchanged"] == count
        assert len(estate.sandbox.journal()) == requests
    new = {"service_accounts": [*options["service_accounts"], {"name": "many & "}]}
    assert run_module("confluent_service_accounts", new, env=estate.env)["counts"]["created"] == 1
    assert run_module("confluent_service_accounts", new, env=estate.env)["changed"] is False


def test_names_that_make_a_long_url_are_looked_up_in_the_list(estate: Estate, run_module: Run) -> None:
    names = ["\u65e5" * 60 + str(number) for number in range(150)]
    estate.sandbox.seed("service_accounts", [{"display_name": name} for name in names])
    for count, requests in ((5, 2), (20, 2)):  # two pages; five by their names, after the first page
        estate.sandbox.clear_journal()
        options = {"service_accounts": [{"name": name} for name in names[-count:]]}
        again = run_module("confluent_service_accounts", options, env=estate.env)
        assert again["counts"]["unchanged"] == count
        journal = estate.sandbox.journal()
        assert len(journal) == requests
        assert any("display_name" in dict(entry["query"]) for entry in journal) == (count == 5)


def test_acls_that_deny_come_before_those_that_allow(estate: Estate, run_module: Run) -> None:
    """So that nobody may for a moment what is to be denied."""
    acls = [
        {**TOPIC_ACL, "resource_name": f"{permission}-{number}", "permission": permission}
        for number in range(3)
        for permission in ("ALLOW", "DENY")
    ]
    result = run_module("confluent_acls", {"acls": acls}, env=estate.env)
    assert result["counts"]["created"] == 6, result
    bodies = [entry["request_body"] for entry in estate.sandbox.journal("POST", "/acls(:batch)?$")]
    written = [part["permission"] for body in bodies for part in body.get("data", [body])]
    assert written == ["DENY"] * 3 + ["ALLOW"] * 3


class Telling:
    """Runs a plural module in this process and lists what is told; when that is shown is up to Progress."""

    def __init__(self, estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
        self.estate = estate
        for name, value in {**estate.sandbox.env, **estate.env}.items():
            monkeypatch.setenv(name, value)

    def told(self, plural: str, items: list[dict[str, Any]], check: bool = False, **options: Any) -> list[str]:
        from ansible_collections.streamops.confluent.plugins.action.confluent_topic import checked
        from ansible_collections.streamops.confluent.plugins.module_utils._engine.run import Task

        module, _spec, validator = checked(f"confluent_{plural}")
        validation = validator.validate({plural: items, **options})
        assert validation.error_messages == []
        told: list[str] = []
        report = module.function(
            module.kind, validation.validated_parameters, Task(check, False, told.append, pytest.fail)
        )
        assert not report.failed, report.fields
        secrets = [value for name, value in self.estate.env.items() if name.endswith("_SECRET")]
        assert secrets
        assert not [words for words in told for secret in secrets if secret in words]
        return told


@pytest.fixture
def telling(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> Telling:
    return Telling(estate, monkeypatch)


def test_what_is_done_is_counted_for_who_waits(telling: Telling) -> None:
    told = telling.told("topics", [{"name": f"told-{number}"} for number in range(6)])
    assert {f"topics: {number} of 6 changes made" for number in range(1, 7)} <= set(told)


def test_what_is_read_and_judged_is_counted_for_who_waits(telling: Telling) -> None:
    """Reads and check mode of a large plan take their time, too."""
    names = [f"told-{number}" for number in range(30)]
    cluster = telling.estate.cluster
    telling.estate.sandbox.seed("topics", [{"cluster": cluster, "name": name} for name in names])
    topics = [{"name": name, "config": {"retention.ms": "1d"}} for name in names]
    assert "3 of 3 topics read" in telling.told("topics", topics[:3], check=True)
    assert "6 of 6 topics read with their settings" in telling.told("topics", topics[:6], check=True)
    told = telling.told("topics", topics, check=True)
    assert f"settings of {len(telling.estate.sandbox.state()['topics'][cluster])} topics read" in told
    assert "30 of 30 topics judged" in told
    new = [{"name": f"new-{number}", "partitions": number} for number in (1, 2, 3)]
    assert "3 of 3 topics checked with the service" in telling.told("topics", new, check=True)
    assert "5 of 5 subject configs read" in telling.told(
        "subject_configs", [{"subject": name, "compatibility": "FULL"} for name in names[:5]], check=True
    )


def test_pages_are_counted_for_who_waits(telling: Telling) -> None:
    schemas = [{"subject": f"told-{number}", "schema": '"string"'} for number in range(20)]
    telling.told("schemas", schemas)
    assert "20 read of /schemas" in telling.told("schemas", schemas)
    telling.estate.sandbox.seed("service_accounts", [{"display_name": f"told-{number}"} for number in range(250)])
    told = telling.told("service_accounts", [{"name": f"told-{number}"} for number in range(10)])
    assert next(words for words in told if words.endswith(" read of /iam/v2/service-accounts")).startswith("100 ")
