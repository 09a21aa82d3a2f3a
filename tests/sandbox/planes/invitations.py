# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Invitations of users (iam-v2 document). OrganizationAdmin and AccountAdmin invite.

The user's id is there from the beginning, and can be given roles (clients of the service bind them before anybody
accepts); the user appears among the users when the invitation is accepted, which is
what ``POST /_sandbox/objects/accepted_invitations`` with its ``id`` does. Deleting an open one gives the user up
("Delete will deactivate the user if the user didn't accept the invitation yet"); an accepted one cannot be deleted.
When its user is deleted later it is DEACTIVATED.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from starlette.routing import BaseRoute

from ..errors import ApiError
from ..state import JsonObject, State
from ._control import find, invalid
from ._members import Member
from ._row import Collection
from .iam import create_user, delete_owner

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


def _status(state: State, item: JsonObject) -> str:
    if item["accepted_at"]:
        return "INVITE_STATUS_ACCEPTED" if item["user"] in state.users else "INVITE_STATUS_DEACTIVATED"
    return "INVITE_STATUS_EXPIRED" if state.now() >= item["ends_at"] else "INVITE_STATUS_SENT"


def _check(state: State, new: JsonObject, old: JsonObject | None) -> None:
    address = new["email"].lower()
    if any(user["email"].lower() == address for user in state.users.values()):
        raise _taken(f"There is already a user with the email address {new['email']}")
    for other in state.table("invitations").values():
        if other["email"].lower() == address and _status(state, other) == "INVITE_STATUS_SENT":
            raise _taken(f"{new['email']} is already invited")


def _taken(detail: str) -> ApiError:
    return ApiError("control", 409, detail, "resource_already_exists", source={"pointer": "/email"})


def _made(state: State, item: JsonObject) -> None:
    item["user"] = state.new_id("u")
    item["accepted_at"] = None
    item["ends_at"] = state.now() + state.settings.invitation_lifetime
    ends = datetime.now(timezone.utc) + timedelta(seconds=state.settings.invitation_lifetime)
    item["expires_at"] = ends.strftime("%Y-%m-%dT%H:%M:%SZ")


def _keep(state: State, item: JsonObject) -> None:
    if item["accepted_at"]:
        raise invalid("/id", f"The invitation '{item['id']}' has been accepted and cannot be deleted")


def _gone(state: State, item: JsonObject) -> None:
    delete_owner(state, item["user"])


def _computed(state: State, item: JsonObject) -> JsonObject:
    return {"status": _status(state, item), "accepted_at": item["accepted_at"], "expires_at": item["expires_at"]}


def accept(state: State, item: JsonObject) -> JsonObject:
    """The invited person follows the link: the user is there. ValueError when it is too late."""
    if _status(state, item) != "INVITE_STATUS_SENT":
        raise ValueError(f"the invitation {item['id']} is {_status(state, item)}")
    item["accepted_at"] = state.timestamp()
    user = create_user(state, item["email"], ident=item["user"])
    user["auth_type"] = item["auth_type"]
    return user


ROWS = (
    Collection(
        "invitations",
        "/iam/v2/invitations",
        "Invitation",
        "i",
        "invitation",
        (
            Member("email", required=True, fixed=True, pattern=_EMAIL),
            Member("auth_type", default="AUTH_TYPE_LOCAL", choices=("AUTH_TYPE_LOCAL", "AUTH_TYPE_SSO")),
            Member("user", dict, readonly=True, refers="principals"),
            Member("creator", dict, readonly=True, refers="principals"),
        ),
        methods=("LIST", "POST", "GET", "DELETE"),
        manage="MANAGE_ACCOUNTS",
        filters={"email": "email", "status": "status", "user": "user.id", "creator": "creator.id"},
        creator=True,
        check=_check,
        made=_made,
        keep=_keep,
        gone=_gone,
        computed=_computed,
    ),
)


def routes(state: State) -> list[BaseRoute]:
    """No further routes; the seeder that accepts an invitation."""

    def accepted(spec: JsonObject) -> list[Any]:
        return [accept(state, find(state.table("invitations"), spec["id"]))]

    state.seeders["accepted_invitations"] = accepted
    return []
