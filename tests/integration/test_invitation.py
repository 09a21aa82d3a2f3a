# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Invitations: their states, who is a user already, and that an invitation is nobody's principal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

Run = Callable[..., dict[str, Any]]
EMAIL = "jane.roe@example.com"
PATH = "/iam/v2/invitations"


class Invitations:
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.identity.invitations import Invitation

        self.kind, self.sandbox = Invitation, sandbox

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(self.kind, {"email": EMAIL, **options}, self.sandbox.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        return result

    def refused(self, **options: Any) -> str:
        results = [self.run(check, **options) for check in (True, False)]
        assert results[0]["failed"], results[0]
        assert results[0]["problems"] == results[1]["problems"]
        assert self.sandbox.writes() == []
        return str(results[0]["msg"])

    def invited(self, email: str = EMAIL) -> dict[str, Any]:
        return dict(self.sandbox.request("POST", PATH, {"email": email}))

    def accepted(self) -> dict[str, Any]:
        made = self.invited()
        self.sandbox.seed("accepted_invitations", {"id": made["id"]})
        return made

    def expired(self) -> dict[str, Any]:
        self.sandbox.settings(invitation_lifetime=0.0)
        made = self.invited()
        self.sandbox.settings(invitation_lifetime=1000.0)
        return made

    def there(self) -> set[str]:
        return set(self.sandbox.state()["invitations"])


@pytest.fixture
def invitations(sandbox: Any) -> Invitations:
    return Invitations(sandbox)


def test_what_is_sent_and_told(invitations: Invitations) -> None:
    made = invitations.done("created", auth_type="AUTH_TYPE_LOCAL")
    assert [e["request_body"] for e in invitations.sandbox.writes()] == [
        {"email": EMAIL, "auth_type": "AUTH_TYPE_LOCAL"}
    ]
    invitation = made["invitation"]
    assert (invitation["id"][:2], invitation["user_id"][:2], invitation["status"]) == ("i-", "u-", "INVITE_STATUS_SENT")
    assert f"{EMAIL} has to accept the invitation until {invitation['expires_at']}" in made["next_step"]
    again = invitations.done("unchanged", email=EMAIL.upper(), auth_type="auth_type_local")
    assert again["invitation"] == invitation
    assert again["next_step"] == made["next_step"]


def test_nothing_of_it_changes(invitations: Invitations) -> None:
    invitations.invited()
    assert "auth_type of invitation" in invitations.refused(auth_type="AUTH_TYPE_SSO")
    assert "does not match" in invitations.refused(email="jane roe")
    doubted = invitations.run(check=True, email="new@example.com", auth_type="AUTH_TYPE_SOO")
    assert "did you mean AUTH_TYPE_SSO?" in doubted["warnings"][0]


def test_who_is_a_user_already_is_not_invited(invitations: Invitations) -> None:
    """One who came otherwise, and one who accepted an invitation."""
    user = invitations.sandbox.seed("users", {"email": EMAIL.title()})["objects"][0]
    told = invitations.done("unchanged")
    assert told["warnings"] == [f"Nobody is invited: {EMAIL.title()} is a user already, {user['id']}."]
    assert (told["invitation"]["id"], told["invitation"]["user_id"]) == (None, user["id"])
    assert f"is the user {user['id']}" in invitations.refused(state="absent")


def test_accepted(invitations: Invitations) -> None:
    made = invitations.accepted()
    told = invitations.done("unchanged")
    assert told["invitation"]["user_id"] == made["user"]["id"]
    assert told["invitation"]["status"] == "INVITE_STATUS_ACCEPTED"
    assert made["user"]["id"] in told["warnings"][0]
    for options in ({}, {"id": made["id"], "email": None}):
        words = invitations.refused(state="absent", **options)
        for named in (f"is the user {made['user']['id']} by now", "cannot be deleted", "confluent_user", "force: true"):
            assert named in words, words


def test_one_whose_user_was_removed_is_over(invitations: Invitations) -> None:
    made = invitations.accepted()
    invitations.sandbox.request("DELETE", f"/iam/v2/users/{made['user']['id']}")
    invitations.done("unchanged", state="absent")
    assert invitations.done("created")["invitation"]["id"] != made["id"]


def test_pending(invitations: Invitations) -> None:
    made = invitations.invited()
    invitations.done("deleted", state="absent")
    assert made["id"] not in invitations.there()
    invitations.done("unchanged", state="absent")
    made = invitations.invited()
    invitations.done("deleted", state="absent", id=made["id"], email=None)
    assert "there is no invitation with the id i-none" in invitations.refused(id="i-none", email=None)


def test_expired_and_present(invitations: Invitations) -> None:
    """A new one is sent, and the old one keeps its user with the roles it was given in advance."""
    old = invitations.expired()
    told = invitations.done("unchanged", id=old["id"], email=None)
    assert told["next_step"].startswith("The invitation expired on ")
    assert "Invite jane.roe@example.com again" in told["next_step"]
    made = invitations.done("created")
    assert made["invitation"]["id"] != old["id"]
    assert "has to accept the invitation" in made["next_step"]
    invitations.done("unchanged")
    assert old["id"] in invitations.there()


def test_expired_and_absent(invitations: Invitations) -> None:
    """What was left of the address goes at once, whether a new invitation was sent or not."""
    invitations.expired()
    invitations.done("deleted", state="absent")
    invitations.done("unchanged", state="absent")
    invitations.expired()
    invitations.invited()
    invitations.invited("other@example.com")
    invitations.done("deleted", state="absent")
    assert len(invitations.there()) == 1


def test_an_expired_one_that_stands_in_the_way(invitations: Invitations) -> None:
    old = invitations.expired()
    body = {"errors": [{"id": "x", "status": "409", "code": "resource_already_exists", "detail": "already invited"}]}
    invitations.sandbox.fault(method="POST", path=PATH, status=409, body=body)
    result = invitations.run()
    assert result["failed"]
    assert f"The invitation {old['id']} of this address has expired" in result["msg"]
    assert "state: absent" in result["msg"]


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_lost_answers_do_nothing_twice(method: str, invitations: Invitations) -> None:
    if method == "DELETE":
        invitations.invited()
    invitations.sandbox.fault(method=method, path=PATH, reset="after")
    result = invitations.run(state="absent" if method == "DELETE" else "present")
    assert (result["failed"], result["changed"]) == (False, True), result
    assert len(invitations.there()) == (method == "POST")


def test_info(invitations: Invitations, run_module: Run) -> None:
    old, made, other = invitations.expired(), invitations.invited(), invitations.invited("other@example.com")

    def found(**choice: str) -> list[str]:
        return [item["id"] for item in run_module("confluent_invitation_info", choice)["invitations"]]

    assert sorted(found()) == sorted([old["id"], made["id"], other["id"]])
    assert sorted(found(email=EMAIL.upper())) == sorted([old["id"], made["id"]])
    assert found(id=other["id"]) == [other["id"]]


@pytest.mark.parametrize("written", ["{}", "User:{}"])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_an_invitation_is_no_principal(written: str, state: str, invitations: Invitations, run_module: Run) -> None:
    made = invitations.invited()
    estate = Estate(invitations.sandbox).needs("cluster", "kafka_key")
    principal = written.format(made["id"])
    acl = {"principal": principal, "resource_type": "TOPIC", "resource_name": "orders", "operation": "READ"}
    role = {"principal": principal, "role": "MetricsViewer", "scope": "organization"}
    for module, arguments in (("confluent_role_binding", role), ("confluent_acl", acl)):
        for check in (True, False):
            result = run_module(module, {**arguments, "state": state}, env=estate.env, check=check)
            assert result["failed"], result
            assert "is the id of an invitation" in result["msg"], result["msg"]
            assert "user_id" in result["msg"]
    assert invitations.sandbox.writes() == []


def test_an_account_may_be_called_like_an_invitation(sandbox: Any, run_module: Run) -> None:
    account = sandbox.seed("service_accounts", {"display_name": "i-robot"})["objects"][0]
    role = {"principal": "i-robot", "role": "MetricsViewer", "scope": "organization"}
    assert run_module("confluent_role_binding", role)["role_binding"]["principal"] == f"User:{account['id']}"
