# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users: found by their e-mail, never made, and removed with a word only; who is never removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate, api_key

Run = Callable[..., dict[str, Any]]
EMAIL = "jane.roe@example.com"


class Users:
    """Runs the kind in this process. One user is there, ``jane``."""

    def __init__(self, sandbox: Any) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.identity.users import User

        self.kind, self.sandbox, self.env = User, sandbox, sandbox.env
        self.organization = f"crn://confluent.cloud/organization={sandbox.organization_id}"
        self.administrator = str(sandbox.request("GET", "/iam/v2/users")["data"][0]["id"])
        self.jane = str(sandbox.seed("users", {"email": EMAIL, "full_name": "Jane Roe"})["objects"][0]["id"])

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(self.kind, options, self.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        return result

    def refused(self, **options: Any) -> str:
        """A run that is refused before any write, and so is check mode."""
        results = [self.run(check, **options) for check in (True, False)]
        assert results[0]["failed"], results[0]
        assert results[0]["problems"] == results[1]["problems"]
        assert self.sandbox.writes() == []
        return str(results[0]["msg"])

    def bind(self, principal: str, role: str) -> None:
        binding = {"principal": f"User:{principal}", "role_name": role, "crn_pattern": self.organization}
        self.sandbox.seed("role_bindings", binding)

    def there(self) -> set[str]:
        return set(self.sandbox.state()["users"])


@pytest.fixture
def users(sandbox: Any) -> Users:
    return Users(sandbox)


def test_the_full_name_changes_in_place(users: Users) -> None:
    users.done("unchanged", email=EMAIL)
    users.done("unchanged", email="Jane.ROE@Example.com", full_name="Jane Roe")
    changed = users.done("updated", email=EMAIL, full_name="Jane Roe-Miller")
    assert [entry["request_body"] for entry in users.sandbox.writes()] == [{"full_name": "Jane Roe-Miller"}]
    assert changed["user"]["id"] == users.jane
    users.done("unchanged", id=users.jane, full_name="Jane Roe-Miller")


def test_an_address_is_never_changed(users: Users) -> None:
    assert "email of user other@example.com cannot be changed" in users.refused(
        id=users.jane, email="other@example.com"
    )
    assert "does not match" in users.refused(email="no address")


def test_nobody_is_created(users: Users) -> None:
    words = users.refused(email="new@example.com", full_name="New")
    assert "users come by an invitation" in words
    assert "confluent_invitation" in words
    made = users.sandbox.request("POST", "/iam/v2/invitations", {"email": "New@example.com"})
    assert f"The invitation {made['id']} of this address waits to be accepted" in users.refused(email="new@example.com")
    assert "there is no user with the id u-none" in users.refused(id="u-none")


def test_a_deletion_needs_the_word_and_names_what_goes_with_it(users: Users) -> None:
    api_key(users.sandbox, users.jane, None, "own")
    users.bind(users.jane, "MetricsViewer")
    words = users.refused(email=EMAIL, state="absent")
    for named in ("force: true only", "API key 'own'", "role MetricsViewer on", "new invitation"):
        assert named in words, words
    users.done("deleted", email=EMAIL, state="absent", force=True)
    assert users.jane not in users.there()
    users.done("unchanged", email=EMAIL, state="absent", force=True)
    users.done("unchanged", id=users.jane, state="absent")


def test_a_connector_that_works_as_the_user_is_named(users: Users) -> None:
    estate = Estate(users.sandbox).needs("topic")
    config = {"connector.class": "DatagenSource", "kafka.auth.mode": "SERVICE_ACCOUNT", "quickstart": "ORDERS"}
    config |= {"kafka.service.account.id": users.jane, "kafka.topic": "orders.created", "output.data.format": "JSON"}
    users.sandbox.seed("connectors", {"cluster": estate.cluster, "names": ["generator"], "config": config})
    assert f"connector 'generator' of cluster {estate.cluster}" in users.refused(email=EMAIL, state="absent")


def test_the_caller_is_never_deleted(users: Users) -> None:
    """Whoever else administers the organization: with the caller its credential would go."""
    users.bind(users.jane, "OrganizationAdmin")
    for options in (
        {"id": users.administrator},
        {"email": users.sandbox.request("GET", "/iam/v2/users")["data"][0]["email"]},
    ):
        words = users.refused(**options, state="absent", force=True)
        assert "the very account whose credential this task uses" in words
    assert users.administrator in users.there()


def test_who_the_caller_is_must_be_known(users: Users) -> None:
    users.sandbox.fault(method="GET", path="/iam/v2/api-keys/", status=403, times=2)
    words = users.refused(email=EMAIL, state="absent", force=True)
    assert "may be the very account that this task runs as" in words
    assert users.jane in users.there()


def test_the_last_administrator_is_never_deleted(users: Users) -> None:
    """The caller may delete and is no administrator by a binding of its own: it has its roles by a group, say."""
    users.bind(users.jane, "OrganizationAdmin")
    hers = [b for b in users.sandbox.state()["role_bindings"].values() if b["principal"] == f"User:{users.jane}"]
    listed = {"kind": "RoleBindingList", "api_version": "iam/v2", "metadata": {}, "data": hers}
    users.sandbox.fault(method="GET", path="/iam/v2/role-bindings", status=200, body=listed, times=2)
    assert f"user {EMAIL} is the last OrganizationAdmin" in users.refused(email=EMAIL, state="absent", force=True)
    assert users.jane in users.there()
    users.done("deleted", email=EMAIL, state="absent", force=True)


def test_where_no_administrator_is_shown_nobody_is_deleted(users: Users) -> None:
    """AccountAdmin may delete users, and is not shown who administers the organization."""
    account = users.sandbox.seed("service_accounts", {"display_name": "automation"})["objects"][0]["id"]
    users.bind(account, "AccountAdmin")
    key, secret = api_key(users.sandbox, account, None, "automation")
    users.env = {**users.env, "CONFLUENT_CLOUD_API_KEY": key, "CONFLUENT_CLOUD_API_SECRET": secret}
    words = users.refused(id=users.administrator, state="absent", force=True)
    assert "whether user admin@example.com is the last OrganizationAdmin cannot be told" in words
    users.refused(email=EMAIL, state="absent", force=True)
    assert users.there() == {users.administrator, users.jane}


def test_who_is_invited_only_is_absent_and_told(users: Users) -> None:
    made = users.sandbox.request("POST", "/iam/v2/invitations", {"email": "new@example.com"})
    told = users.done("unchanged", email="new@example.com", state="absent", force=True)
    assert [made["id"] in words and "confluent_invitation" in words for words in told["warnings"]] == [True]


def test_info(users: Users, run_module: Run) -> None:
    def found(**choice: str) -> list[str]:
        result = run_module("confluent_user_info", choice)
        assert not result["failed"], result
        return [item["id"] for item in result["users"]]

    assert set(found()) == {users.administrator, users.jane}
    assert found(email="JANE.roe@example.com") == found(id=users.jane) == [users.jane]
    assert found(email="nobody@example.com") == []


def test_users_are_principals_by_their_address(users: Users, run_module: Run) -> None:
    role = {"role": "MetricsViewer", "scope": "organization"}
    bound = run_module("confluent_role_binding", {**role, "principal": EMAIL, "principal_type": "user"})
    assert bound["role_binding"]["principal"] == f"User:{users.jane}"
    for principal in (users.jane, f"User:{users.jane}"):
        assert run_module("confluent_role_binding", {**role, "principal": principal})["operation"] == "unchanged"
    for principal in ("pool-a1b2c3", "group-a1b2c3", "User:pool-a1b2c3"):
        checked = run_module("confluent_role_binding", {**role, "principal": principal}, check=True)
        assert checked["diff"]["after"]["principal"] == f"User:{principal.removeprefix('User:')}", checked
