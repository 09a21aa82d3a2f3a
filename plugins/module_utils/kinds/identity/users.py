# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users (iam-v2): the people of the organization. They come by an invitation, and are found by their e-mail address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, DELETED, UNCHANGED, Change
from ..._declare.field import FORCE, Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._errors import Refused
from ..role_bindings import crn
from .account_uses import BINDINGS, all_in_words, uses_of

INVITATIONS = "/iam/v2/invitations"
ADMIN = "OrganizationAdmin"


def same_address(email: str) -> str:
    """An e-mail address in the form in which addresses are compared: capitals mean nothing."""
    return email.casefold()


EMAIL = Field("email", key=True, mutable=False, pattern=r"[^@\s]+@[^@\s]+", canonical=same_address)
# Statuses of an invitation that nobody has accepted yet, and that may still be (iam-v2, Invitation.status).
PENDING = ("INVITE_STATUS_SENT", "INVITE_STATUS_STAGED")


def invited(raw: Mapping[str, Any], email: str) -> bool:
    """Whether an invitation, as the API shows it, is for this address and waits to be accepted."""
    return raw.get("status") in PENDING and same_address(str(raw.get("email"))) == same_address(email)


class User(RestKind):
    """A user of the organization: a person, who comes by an invitation and may be removed."""

    name = "user"
    plural = "users"
    path = "/iam/v2/users"
    named = EMAIL
    fields = (Field("full_name"),)
    modifiers = (FORCE,)
    outputs = {"auth_type": "auth_type"}

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        if change.operation == CREATED:
            yield from self._not_made_here(change)
        else:
            yield from super().refusals(change)
        if change.operation == UNCHANGED and change.before is None and change.desired.get("email"):
            self._warn_of_invitation(change.desired["email"])
        if change.operation == DELETED:
            yield from self._protected(change)
            if not change.options.get("force"):
                yield from self._with_what_goes(change)

    def _not_made_here(self, change: Change) -> Iterator[str]:
        """Why a user that is not there cannot be made: the API has no operation for it."""
        if change.desired.get("id"):
            yield from super().refusals(change)
            return
        open_one = self._invitation(change.desired["email"])
        so_far = (
            f" The invitation {open_one['id']} of this address waits to be accepted, until {open_one.get('expires_at')}"
            if open_one
            else " Nobody of this address is invited (confluent_invitation)"
        )
        yield (
            f"there is no {change.label} that this credential can see, and none can be created: users come by an "
            f"invitation, and are there once they accepted it.{so_far}"
        )

    def _invitation(self, email: str) -> Object | None:
        """The invitation of this address that waits to be accepted."""
        return next((raw for raw in self.cloud.listed(INVITATIONS) if invited(raw, email)), None)

    def _warn_of_invitation(self, email: str) -> None:
        open_one = self._invitation(email)
        if open_one is not None:
            self.cloud.warn(
                f"There is no user {email}, but an invitation of this address waits to be accepted ({open_one['id']}). "
                "confluent_invitation with state: absent takes it back."
            )

    def _protected(self, change: Change) -> Iterator[str]:
        """Why a user is never deleted, with force neither."""
        principal = f"User:{change.actual['id']}"
        try:
            own = self.cloud.own_principals(["cloud"])
        except Refused as error:
            yield f"{change.label} may be the very account that this task runs as: {error.problems[0]}"
        else:
            if principal in own:
                yield (
                    f"{change.label} ({change.actual['id']}) is the very account whose credential this task uses: it "
                    "is not deleted with itself. Use the credential of another administrator"
                )
        admins = self._admins()
        if not admins:
            yield (
                f"whether {change.label} is the last {ADMIN} cannot be told: this credential is shown no binding of "
                f"that role, and there is always one. Use the credential of an {ADMIN}"
            )
        elif admins == {principal}:
            yield f"{change.label} is the last {ADMIN} of the organization: give the role to somebody else first"

    def _admins(self) -> set[str]:
        """The principals that administer the organization. Read anew, for a deletion is decided by it."""
        root = crn.build("organization", self.cloud.organization_id(), {})
        listed = self.cloud.control.pages(BINDINGS, {"crn_pattern": root, "role_name": ADMIN})
        return {
            str(raw.get("principal"))
            for raw in listed
            if raw.get("role_name") == ADMIN and crn.same(raw.get("crn_pattern") or "", root)
        }

    def _with_what_goes(self, change: Change) -> Iterator[str]:
        """The refusal of a deletion without force. With the user the service deletes its keys and roles (iam-v2)."""
        uses = uses_of(self.cloud, change.actual["id"])
        goes = f" This goes with it, or stops to work: {all_in_words(self.cloud, uses)}." if uses else ""
        yield (
            f"{change.label} ({change.actual['id']}) is a person, who is deleted with force: true only.{goes} To come "
            "back they need a new invitation, and get another id"
        )
