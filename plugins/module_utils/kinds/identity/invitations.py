# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations (iam-v2): how people become users of the organization."""

from __future__ import annotations

from collections.abc import Iterable

from ..._declare.change import DELETED, UNCHANGED, Change
from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.rest import RestKind
from ..._errors import ApiError
from .users import EMAIL, INVITATIONS, PENDING, User, same_address

ACCEPTED, EXPIRED = "INVITE_STATUS_ACCEPTED", "INVITE_STATUS_EXPIRED"
# Of several invitations of one address the first of these is meant. One that is deactivated counts as gone.
STANDING = (*PENDING, ACCEPTED, EXPIRED)


class Invitation(RestKind):
    """An invitation of an e-mail address. Nothing of it can change; who accepted it is a user from then on."""

    name = "invitation"
    plural = "invitations"
    path = INVITATIONS
    quota = Quota(("invitations_per_org", "iam.max_pending_invitations.per_organization"))
    named = EMAIL
    fields = (Field("auth_type", known=("AUTH_TYPE_LOCAL", "AUTH_TYPE_SSO"), mutable=False),)
    outputs = {
        "status": "status",
        "user_id": "user.id",
        "creator_id": "creator.id",
        "expires_at": "expires_at",
        "accepted_at": "accepted_at",
    }

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        """The invitation that stands of each address (or the one of that id). Where the address is a user's that is
        there, it is as accepted, even if nobody invited them. One that expired is none for who is to be invited.
        """
        return [self._standing(item) for item in wanted]

    def _standing(self, wanted: Object) -> Object | None:
        found = [one for one in self._meant(wanted) if one["status"] in STANDING]
        found.sort(key=lambda one: STANDING.index(one["status"]))
        best = found[0] if found else None
        if best is not None and best["status"] in PENDING:
            return best
        user = self._user(best["email"] if best else wanted.get("email"))
        if user is not None:
            return best if best and best["status"] == ACCEPTED else self._as_accepted(user)
        expired = best is not None and best["status"] == EXPIRED
        return best if expired and (wanted.get("id") or self.options.get("state") == "absent") else None

    def _meant(self, wanted: Object) -> list[Object]:
        """The invitations of that id, else of that address, with the newest first."""
        meant = [
            one for one in self.all() if (one["id"] == wanted["id"] if wanted.get("id") else self._same(one, wanted))
        ]
        return sorted(meant, key=lambda one: str(one.get("created_at")), reverse=True)

    def _same(self, one: Object, other: Object) -> bool:
        return self.key(one) == self.key(other)

    def _user(self, email: str | None) -> Object | None:
        """The user of that address, as the API shows them."""
        listed = self.cloud.listed(User.path) if email else []
        return next((raw for raw in listed if same_address(raw["email"]) == same_address(str(email))), None)

    @staticmethod
    def _as_accepted(user: Object) -> Object:
        """An accepted invitation, as far as the user tells, of whom no invitation is listed."""
        nothing = dict.fromkeys(("id", "creator_id", "expires_at", "accepted_at", "crn", "created_at"))
        return {
            **nothing,
            "email": user["email"],
            "auth_type": user.get("auth_type"),
            "status": ACCEPTED,
            "user_id": user["id"],
        }

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        before = change.before
        if change.operation == DELETED and change.actual["status"] == ACCEPTED:
            yield (
                f"{change.label} is no open one: {change.actual['email']} is the user {change.actual['user_id']} by "
                "now, and an accepted invitation cannot be deleted. To remove the person use confluent_user with their "
                "e-mail, state: absent and force: true"
            )
        elif change.operation == UNCHANGED and before is not None and before["status"] == ACCEPTED:
            self.cloud.warn(f"Nobody is invited: {before['email']} is a user already, {before['user_id']}.")

    @override
    def create(self, change: Change) -> Object:
        """Invite. What expired stays: by its deletion the roles would go that its user was given in advance."""
        expired = [one for one in self._meant(change.desired) if one["status"] == EXPIRED]
        try:
            return super().create(change)
        except ApiError as error:
            if error.status == 409 and not error.fate_unknown and expired:
                error.message += (
                    f" The invitation {expired[0]['id']} of this address has expired and may stand in the way: remove "
                    "it with state: absent, then run again. The roles of its user go with it."
                )
            raise

    @override
    def delete(self, change: Change) -> None:
        """Take back every invitation of this address that nobody accepted: one that expired would be left otherwise."""
        by_id = bool(change.desired.get("id"))
        for one in [change.actual] if by_id else self._meant(change.desired):
            if one["status"] in (*PENDING, EXPIRED):
                super().delete(Change(DELETED, change.label, change.desired, one, change.options))

    @override
    def next_step(self, item: Object) -> str | None:
        if item.get("status") in PENDING:
            return (
                f"{item['email']} has to accept the invitation until {item['expires_at']}. Roles can be given before "
                f"that, to the user {item['user_id']}."
            )
        if item.get("status") == EXPIRED:
            return f"The invitation expired on {item['expires_at']}. Invite {item['email']} again, by the address."
        return None
