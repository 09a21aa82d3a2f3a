# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Service accounts: names and their limits, descriptions, and more accounts than one page holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct

Run = Callable[..., dict[str, Any]]
PATH = "/iam/v2/service-accounts"
ORGANIZATION = "9bb441c4-edef-46ac-8a41-c49e44a3fd9a"


class Accounts:
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.identity.service_accounts import (
            ServiceAccount,
        )

        self.sandbox.clear_journal()
        return direct.run(ServiceAccount, options, self.sandbox.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation. The object as it is returned."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        return dict(result["service_account"] or {})


@pytest.fixture
def accounts(sandbox: Any) -> Accounts:
    return Accounts(sandbox)


def test_result_and_changes(accounts: Accounts) -> None:
    made = accounts.done("created", name="billing", description="Writes invoices")
    assert made["id"].startswith("sa-")
    assert made["crn"].endswith(f"/service-account={made['id']}")
    accounts.done("unchanged", name="billing")
    accounts.done("unchanged", name="billing", description="Writes invoices")
    accounts.done("updated", name="billing", description="Reads invoices")
    assert [entry["request_body"] for entry in accounts.sandbox.writes()] == [{"description": "Reads invoices"}]
    assert accounts.done("updated", name="billing", description="")["description"] == ""
    accounts.done("deleted", name="billing", state="absent")
    accounts.done("unchanged", name="billing", state="absent")


def test_the_limit_of_names(accounts: Accounts) -> None:
    accounts.done("created", name="n" * 64)
    for check in (True, False):
        result = accounts.run(check, name="n" * 65)
        assert result["problems"] == [f"name has 65 characters, the API allows 64: {'n' * 40!r}..."]
        assert accounts.sandbox.journal() == []


@pytest.mark.parametrize(
    "name", ["orders service", "a, b", "käufer & co", "50% = half", "sa-lookalike", "x" * 63 + " "]
)
def test_names_of_every_kind_are_found_whole(name: str, accounts: Accounts, run_module: Run) -> None:
    accounts.sandbox.seed("service_accounts", [{"display_name": word} for word in {*name.split(), f"{name}2"} - {name}])
    made = accounts.done("created", name=name)
    accounts.done("unchanged", name=name)
    found = run_module("confluent_service_account_info", {"name": name})["service_accounts"]
    assert [account["id"] for account in found] == [made["id"]]
    owner = {"principal": name, "role": "MetricsViewer", "scope": "organization"}
    bound = run_module("confluent_role_binding", owner)
    assert bound["role_binding"]["principal"] == f"User:{made['id']}", "others find it by its whole name too"
    accounts.done("deleted", name=name, state="absent")
    assert made["id"] not in accounts.sandbox.state()["service_accounts"]


def test_rename_by_id_and_a_name_that_is_taken(accounts: Accounts) -> None:
    first = accounts.done("created", name="billing")
    second = accounts.done("created", name="shipping")
    accounts.done("updated", id=first["id"], name="invoicing")
    accounts.done("unchanged", id=first["id"], name="invoicing")
    for check in (True, False):
        result = accounts.run(id=first["id"], name="shipping", check=check)
        assert second["id"] in result["problems"][0]
        assert "has this name already" in result["msg"]


def test_a_name_that_this_credential_cannot_see_taken_is_a_conflict(accounts: Accounts) -> None:
    made = accounts.done("created", name="billing")
    body = {"errors": [{"id": "x", "status": "409", "code": "resource_already_exists", "detail": "it already exists"}]}
    accounts.sandbox.fault(method="PATCH", path=PATH, status=409, body=body)
    result = accounts.run(id=made["id"], name="shipping")
    assert result["error"]["status"] == 409
    assert "already exists" in result["msg"]
    assert "the name is taken" in result["msg"]


def test_a_name_taken_in_between_is_a_conflict_with_the_services_words(accounts: Accounts) -> None:
    body = {"errors": [{"id": "x", "status": "409", "code": "resource_already_exists", "detail": "billing exists"}]}
    accounts.sandbox.fault(method="POST", path=PATH, status=409, body=body)
    result = accounts.run(name="billing")
    assert result["failed"]
    assert result["error"]["code"] == "resource_already_exists"
    assert "create service account billing" in result["msg"]
    assert "billing exists" in result["msg"]


def test_the_101st_account_is_found(accounts: Accounts, run_module: Run) -> None:
    accounts.sandbox.seed("service_accounts", {"prefix": "account-", "count": 205})
    for number in (0, 99, 100, 101, 200, 204):
        found = accounts.run(check=True, name=f"account-{number:05}")
        assert found["operation"] == "unchanged", number
    accounts.done("created", name="account-00205")
    listed = run_module("confluent_service_account_info")["service_accounts"]
    assert len({account["id"] for account in listed}) == len(listed) == 206


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_lost_answers_do_nothing_twice(method: str, accounts: Accounts) -> None:
    if method != "POST":
        accounts.done("created", name="billing", description="old")
    accounts.sandbox.fault(method=method, path=PATH, reset="after")
    if method == "DELETE":
        accounts.done("deleted", name="billing", state="absent")
        return
    accounts.done("updated" if method == "PATCH" else "created", name="billing", description="new")
    listed = accounts.sandbox.request("GET", PATH, display_name="billing")["data"]
    assert [account["description"] for account in listed] == ["new"]


def test_info(accounts: Accounts, run_module: Run) -> None:
    made = accounts.done("created", name="billing")
    accounts.done("created", name="billing-eu")

    def found(**choice: str) -> list[str]:
        result = run_module("confluent_service_account_info", choice)
        assert not result["failed"], result
        return [item["name"] for item in result["service_accounts"]]

    assert found() == ["billing", "billing-eu"]
    assert found(name="billing") == ["billing"]
    assert found(id=made["id"]) == ["billing"]
    assert found(name="bill") == []


def test_an_unknown_id_is_said_to_be_unknown(sandbox: Any, run_module: Run) -> None:
    result = run_module("confluent_service_account", {"id": "sa-none"})
    assert result["failed"]
    assert "there is no service account with the id sa-none" in result["msg"]
    assert "must be given" not in result["msg"]
    assert sandbox.writes() == []


PREFIXES = {
    "environments": "env-",
    "clusters": "lkc-",
    "service_accounts": "sa-",
    "api_keys": "KEY",
    "role_bindings": "rb-",
}


class Shared:
    """An account that two environments use, with a key and a role in each, and an organization-wide one of both."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.number = 0
        self.environments = {name: self._environment(name) for name in ("dev", "prod")}
        self.account = self._seed("service_accounts", {"display_name": "orders"})

    def _seed(self, kind: str, item: dict[str, Any]) -> str:
        self.number += 1
        identifier = f"{PREFIXES[kind]}{self.number:06}"
        self.sandbox.seed(kind, [{"id": identifier, **item}])
        return identifier

    def _environment(self, name: str) -> dict[str, str]:
        environment = self._seed("environments", {"display_name": name})
        cluster = self._seed("clusters", {"environment": environment, "display_name": "orders"})
        registries = self.sandbox.request("GET", "/srcm/v3/clusters", environment=environment)["data"]
        return {"id": environment, "cluster": cluster, "registry": registries[0]["id"]}

    def key(self, name: str, resource: str | dict[str, str] | None = None, owner: str | None = None) -> str:
        more = {} if resource is None else {"resource": resource}
        return self._seed("api_keys", {"owner": owner or self.account, "display_name": name, **more})

    def role(self, role: str, place: str = "") -> str:
        crn = f"crn://confluent.cloud/organization={ORGANIZATION}{place}"
        return self._seed("role_bindings", {"principal": f"User:{self.account}", "role_name": role, "crn_pattern": crn})

    def place(self, name: str) -> str:
        return f"/environment={self.environments[name]['id']}"

    def connectors(self, name: str) -> str:
        """The path of the connectors of an environment's cluster."""
        place = self.environments[name]
        return f"/connect/v1/environments/{place['id']}/clusters/{place['cluster']}/connectors"

    def connector(self, name: str, environment: str) -> None:
        """A connector that works as the account, and has no key."""
        config = {
            "connector.class": "DatagenSource",
            "name": name,
            "kafka.auth.mode": "SERVICE_ACCOUNT",
            "kafka.service.account.id": self.account,
            "kafka.topic": "orders",
            "output.data.format": "JSON",
            "quickstart": "ORDERS",
            "tasks.max": "1",
        }
        self.sandbox.request("POST", self.connectors(environment), {"name": name, "config": config})


@pytest.fixture
def shared(sandbox: Any) -> Shared:
    return Shared(sandbox)


def _refused(accounts: Accounts, *words: str, **options: Any) -> str:
    """Refused before any write, in check mode and for real, with all the words."""
    for check in (True, False):
        result = accounts.run(check, state="absent", **options)
        assert result["failed"], result
        assert accounts.sandbox.writes() == []
        for word in words:
            assert word in result["msg"], (word, result["msg"])
    return str(result["msg"])


def test_an_account_in_use_is_not_deleted_and_every_use_is_named(accounts: Accounts, shared: Shared) -> None:
    dev, prod = shared.environments["dev"], shared.environments["prod"]
    keys = [
        shared.key("app", prod["cluster"]),
        shared.key("schemas", dev["registry"]),
        shared.key("ci"),
        shared.key(
            "flink", {"id": "aws.us-east-1", "kind": "Region", "api_version": "fcpm/v2", "environment": prod["id"]}
        ),
    ]
    shared.role("MetricsViewer")
    shared.role("DataSteward", shared.place("prod"))
    shared.role("DeveloperRead", f"{shared.place('prod')}/cloud-cluster={prod['cluster']}/connector=x")
    bystander = shared.key("other", prod["cluster"], owner="u-4xgp5z")
    said = _refused(
        accounts,
        f"API key 'app' ({keys[0]}) for {prod['cluster']} in environment {prod['id']} (prod)",
        f"API key 'schemas' ({keys[1]}) for {dev['registry']} in environment {dev['id']} (dev)",
        f"API key 'ci' ({keys[2]}) for cloud",
        f"API key 'flink' ({keys[3]}) for {prod['id']}.aws.us-east-1 in environment {prod['id']} (prod)",
        f"role DataSteward on crn://confluent.cloud/organization={ORGANIZATION}/environment={prod['id']} (prod)",
        "connector=x (prod)",
        "force: true",
        name="orders",
    )
    assert bystander not in said
    assert "MetricsViewer" not in said, (
        "a role on the whole organization is the account's own: no environment misses it"
    )
    accounts.done("deleted", name="orders", state="absent", force=True)
    assert [entry["method"] for entry in accounts.sandbox.journal() if "role-bindings" in entry["path"]] == []
    left = accounts.sandbox.state()["api_keys"]
    assert bystander in left
    assert not set(keys) & set(left)


def test_what_goes_together_with_an_account_does_not_speak_against_it(accounts: Accounts, shared: Shared) -> None:
    dev, prod = shared.environments["dev"], shared.environments["prod"]
    shared.key("app", dev["cluster"])
    shared.key("schemas", dev["registry"])
    shared.role("CloudClusterAdmin", f"{shared.place('dev')}/cloud-cluster={dev['cluster']}")
    accounts.done("deleted", name="orders", state="absent", together_with={"environment": "dev"}, force=False)

    shared.account = shared._seed("service_accounts", {"display_name": "orders"})
    shared.key("app", dev["cluster"])
    elsewhere = shared.key("app", prod["cluster"])
    said = _refused(accounts, elsewhere, "(prod)", name="orders", together_with={"environment": dev["id"]})
    assert "(dev)" not in said
    said = _refused(accounts, "(prod)", "(dev)", name="orders", together_with={"environment": "long-gone"})


def test_what_is_in_no_environment_is_stated_singly(accounts: Accounts, shared: Shared) -> None:
    dev = shared.environments["dev"]
    shared.key("ci")
    shared.role("MetricsViewer")
    shared.role("EnvironmentAdmin", shared.place("prod"))
    stated: dict[str, Any] = {"environment": "dev"}
    _refused(accounts, "'ci'", "MetricsViewer", "EnvironmentAdmin", name="orders", together_with=stated)
    stated["api_keys"] = [
        {"owner": "orders", "name": "ci", "resource": "cloud", "secret_file": "x.json"},
        {"owner": "orders", "name": "gone", "resource": "kafka", "cluster": dev["cluster"]},
    ]
    stated["role_bindings"] = [
        {"principal": "orders", "role": "MetricsViewer", "scope": "organization"},
        {"principal": "orders", "role": "Operator", "scope": "cluster", "cluster": "never-made"},
        {"principal": "payments", "role": "EnvironmentAdmin", "scope": "environment", "environment": "prod"},
    ]
    said = _refused(accounts, "EnvironmentAdmin", name="orders", together_with=stated)
    assert "'ci'" not in said
    assert "MetricsViewer" not in said
    stated["role_bindings"][-1]["principal"] = "orders"
    accounts.done("deleted", name="orders", state="absent", together_with=stated)


def test_the_name_of_a_key_that_goes_does_not_cover_another_key(accounts: Accounts, shared: Shared) -> None:
    prod = shared.environments["prod"]
    there = shared.key("app", prod["cluster"])
    stated = {"environment": "dev", "api_keys": [{"owner": "orders", "name": "app", "resource": "kafka"}]}
    _refused(accounts, there, name="orders", together_with=stated)


def test_what_goes_together_is_judged_before_any_request(accounts: Accounts) -> None:
    wrong = {"role_bindings": [{"principal": "x", "role": "Operator", "scope": "cluster"}, {"principal": "x"}]}
    said = _refused(
        accounts,
        "together_with.role_bindings[0]: environment is needed for scope cluster",
        "together_with.role_bindings[0]: cluster is needed for scope cluster",
        "together_with.role_bindings[1]: scope or crn_pattern is needed",
        name="orders",
        together_with=wrong,
    )
    assert said
    assert accounts.sandbox.journal() == []


def test_many_accounts_are_refused_together(shared: Shared, run_module: Run) -> None:
    other = shared._seed("service_accounts", {"display_name": "payments"})
    key = shared.key("app", shared.environments["prod"]["cluster"], owner=other)
    shared.role("DataSteward", shared.place("prod"))
    shared._seed("service_accounts", {"display_name": "idle"})
    items = [{"name": name} for name in ("orders", "idle", "payments")]
    shared.sandbox.clear_journal()
    result = run_module("confluent_service_accounts", {"service_accounts": items, "defaults": {"state": "absent"}})
    assert result["failed"]
    assert shared.sandbox.writes() == []
    assert len(result["problems"]) == 2
    assert key in result["problems"][1]
    purge: dict[str, Any] = {"name_pattern": "*e*"}
    purged = run_module("confluent_service_accounts", {"service_accounts": [], "purge": purge})
    assert purged["problems"] == result["problems"]
    assert shared.sandbox.writes() == []
    purged = run_module(
        "confluent_service_accounts", {"service_accounts": [], "purge": purge, "defaults": {"force": True}}
    )
    assert purged["counts"]["deleted"] == 3, purged


def test_info_tells_the_uses_when_asked(accounts: Accounts, shared: Shared, run_module: Run) -> None:
    prod = shared.environments["prod"]
    key = shared.key("app", prod["cluster"])
    role = shared.role("MetricsViewer")
    shared._seed("service_accounts", {"display_name": "idle"})
    accounts.sandbox.clear_journal()
    plain = run_module("confluent_service_account_info")["service_accounts"]
    assert all("uses" not in account for account in plain)
    assert len(accounts.sandbox.journal()) == 1
    told = {
        account["name"]: account["uses"]
        for account in run_module("confluent_service_account_info", {"uses": True})["service_accounts"]
    }
    assert told["idle"] == []
    assert [(use["kind"], use["id"], use["environment"]) for use in told["orders"]] == [
        ("api_key", key, prod["id"]),
        ("role_binding", role, None),
    ]
    assert (
        told["orders"][0]["label"] == f"API key 'app' ({key}) for {prod['cluster']} in environment {prod['id']} (prod)"
    )


def test_a_connector_that_works_as_an_account_uses_it(accounts: Accounts, shared: Shared, run_module: Run) -> None:
    """It needs no key: ACLs and the account's id in its settings are enough."""
    prod = shared.environments["prod"]
    shared.connector("till", "prod")
    shared._seed("service_accounts", {"display_name": "idle"})
    words = f"connector 'till' of cluster {prod['cluster']} in environment {prod['id']} (prod)"
    for together_with in (None, {"environment": "dev"}):
        _refused(accounts, words, "force: true", name="orders", together_with=together_with)
    (told,) = run_module("confluent_service_account_info", {"name": "orders", "uses": True})["service_accounts"]
    assert told["uses"] == [
        {"kind": "connector", "id": "till", "environment": prod["id"], "cluster": prod["cluster"], "label": words}
    ]
    many = {"service_accounts": [{"name": "orders"}, {"name": "idle"}], "defaults": {"state": "absent"}}
    accounts.sandbox.clear_journal()
    assert words in run_module("confluent_service_accounts", many)["msg"]
    asked = accounts.sandbox.journal("GET", "/connectors$")
    assert len(asked) == len(shared.environments), "once for all accounts"
    accounts.done("deleted", name="idle", state="absent")
    accounts.done("deleted", name="orders", state="absent", together_with={"environment": "prod"})


def test_a_cluster_that_goes_meanwhile_has_no_connectors(accounts: Accounts, shared: Shared) -> None:
    missing = {"error": {"code": 404, "message": "no such cluster"}}
    for name in shared.environments:
        accounts.sandbox.fault(method="GET", path=shared.connectors(name), status=404, body=missing, times=0)
    accounts.done("deleted", name="orders", state="absent")


def test_uses_that_cannot_be_read_are_not_taken_for_none(accounts: Accounts, shared: Shared) -> None:
    for path in ("/iam/v2/api-keys", "/iam/v2/role-bindings", shared.connectors("prod")):
        accounts.sandbox.admin("DELETE", "faults")
        accounts.sandbox.fault(method="GET", path=path, status=403, times=0)
        result = accounts.run(name="orders", state="absent")
        assert result["failed"]
        assert result["error"]["status"] == 403
        assert accounts.sandbox.writes() == []


def test_a_name_that_exists_already_is_looked_at_before_anything_is_said(accounts: Accounts) -> None:
    conflict = {"errors": [{"status": "409", "code": "resource_already_exists", "detail": "billing exists"}]}
    accounts.sandbox.fault(method="POST", path=PATH, status=409, body=conflict)
    assert "may not see it: it needs OrganizationAdmin" in accounts.run(name="billing")["msg"]
    accounts.sandbox.fault(method="POST", path=PATH, status=409, body=conflict, apply=True)
    result = accounts.run(name="billing")
    (made,) = accounts.sandbox.request("GET", PATH, display_name="billing")["data"]
    assert (result["failed"], result["service_account"]["id"]) == (False, made["id"]), result
    assert result["operation"] == "unchanged"
