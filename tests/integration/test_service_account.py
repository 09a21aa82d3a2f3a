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


class Accounts:
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.iam import ServiceAccount

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
