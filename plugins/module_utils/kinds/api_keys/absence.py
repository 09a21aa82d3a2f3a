# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an API key whose secret is stored is gone. Its secret cannot be had again, so that it is not seen proves
nothing by itself: the service answers 403 for what is hidden as for what is not there, and its lists leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, Refused
from ..._wire.cloud import Cloud
from ..._wire.http import segment

BINDINGS = "/iam/v2/role-bindings"
# Who sees every key: of the organization, and of what is in an environment (API_MAP D).
OF_ORGANIZATION = frozenset({"OrganizationAdmin", "AccountAdmin"})
OF_ENVIRONMENT = frozenset({"EnvironmentAdmin", "ResourceKeyAdmin"})
IDENTITY = ("name", "owner", "resource")


def same_purpose(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a stored key has the owner, the kind of resource and the name of the wanted one.

    The resource itself may be another one: a cluster that was made anew has another id.
    """
    return all(stored.get(part) is not None and stored[part] == wanted.get(part) for part in IDENTITY)


class Absence:
    """Looks for keys at `path` with the credential of `cloud`. What was found out is kept."""

    def __init__(self, cloud: Cloud, path: str) -> None:
        self.cloud, self.path = cloud, path
        self._seen: dict[str, Object | None] = {}
        self._proven: dict[str, bool] = {}

    def seen(self, identifier: str) -> Object | None:
        """The key as the service shows it, None where it is not seen, which proves nothing."""
        if identifier not in self._seen:
            try:
                self._seen[identifier] = self.cloud.control.get(f"{self.path}/{segment(identifier)}")
            except ApiError as error:
                if error.status not in (403, 404):
                    raise
                self._seen[identifier] = None
        return self._seen[identifier]

    def proven(self, stored: Mapping[str, Any]) -> bool:
        """Whether the key of a secret file is gone: not seen by a credential that would see it."""
        identifier = stored["api_key"]
        if identifier not in self._proven:
            owner = stored.get("owner")
            listed = self.cloud.listed(self.path, {"spec.owner": owner}) if owner else []
            unseen = all(key.get("id") != identifier for key in listed) and self.seen(identifier) is None
            self._proven[identifier] = unseen and self._would_see(owner, stored.get("environment"))
        return self._proven[identifier]

    def left_over(self, wanted: Object, stored: Mapping[str, Any]) -> bool:
        """Whether a stored secret is of no use any more: it is of a key for the wanted purpose that is gone.

        An owner that is gone, too, is known by its name only.
        """
        owner = wanted.get("owner") or ""
        named = {**wanted, "owner": owner if owner.startswith(("sa-", "u-")) else stored.get("owner")}
        return same_purpose(stored, named) and self.proven(stored)

    def overwritten(
        self, label: str, wanted: Object, stored: Mapping[str, Any], choice: str | None, place: str
    ) -> Iterator[str]:
        """Why the stored secret must not give way to that of the wanted key. Where it may, a warning says so.

        A stored secret cannot be had again: it gives way only when its key is gone, and then not by accident.
        `choice`: the option missing_secret. `place`: where it is stored, in words.
        """
        held = stored["api_key"]
        one = "file" if place.startswith("secret_file") else "place"
        gone = "file" if one == "file" else "entry"
        there = self.seen(held)
        if there is not None:
            spec = there.get("spec") or {}
            by_now = spec.get("display_name")
            if stored.get("name") == wanted.get("name") != by_now and _owner(spec) == wanted.get("owner"):
                yield (
                    f"{place} holds the secret of {held}, which exists and is called {by_now!r} by now: rename it back "
                    f"(id: {held} with name: {wanted.get('name')}), or state its new name. If {label} is to be another "
                    f"key, give it a {one} of its own"
                )
            else:
                yield f"{place} holds the secret of another key, {held}, which exists: give {label} a {one} of its own"
        elif not self.proven(stored):
            yield (
                f"{place} holds the secret of another key, {held}, which this credential does not see. That "
                "it is gone could be told with the credential of an OrganizationAdmin, or of the key's owner. If you "
                f"know that it is, remove the {gone}: {label} would be stored there"
            )
        elif not same_purpose(stored, wanted) and choice != "replace":
            yield (
                f"{place} holds the secret of another key, {held}, which is gone: remove the {gone}, or give "
                f"missing_secret: replace; {label} would be stored there"
            )
        else:
            self.cloud.warn(
                f"{place} holds the secret of the key {held} (for {stored.get('resource_id')}), which is "
                f"gone: it gives way to that of {label}."
            )

    def _would_see(self, owner: str | None, environment: str | None) -> bool:
        """Whether this credential sees all keys of the owner, or all for what is in that environment."""
        try:
            principals = self.cloud.own_principals(["cloud"])
            if f"User:{owner}" in principals:
                return True
            organization = f"crn://confluent.cloud/organization={self.cloud.organization_id()}"
            scopes = [(organization, OF_ORGANIZATION)]
            if environment:
                scopes.append((f"{organization}/environment={environment}", OF_ENVIRONMENT))
            return any(
                binding.get("role_name") in roles and binding.get("principal") == principal
                for principal in principals
                for scope, roles in scopes
                for binding in self.cloud.listed(BINDINGS, {"crn_pattern": scope, "principal": principal})
                if _same_scope(binding.get("crn_pattern"), scope)
            )
        except Refused:  # whose the credential is cannot be told
            return False
        except ApiError as error:
            if error.status in (403, 404):
                return False
            raise


def _owner(spec: Mapping[str, Any]) -> Any:
    return (spec.get("owner") or {}).get("id")


def _same_scope(pattern: Any, scope: str) -> bool:
    """The service lists what lies below a scope with it."""
    return isinstance(pattern, str) and pattern.rstrip("/") == scope
