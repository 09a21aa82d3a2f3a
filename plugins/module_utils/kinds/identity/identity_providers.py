# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth/OIDC identity providers (identity-provider-v2): who vouches for workloads. Not single sign-on of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.field import Field, Object
from ..._declare.rest import RestKind
from ..._declare.shape import get_path
from ..._errors import ConfluentError


class IdentityProvider(RestKind):
    """An identity provider of the organization."""

    name = "identity_provider"
    plural = "identity_providers"
    path = "/iam/v2/identity-providers"
    named = "display_name"
    fields = (
        Field("description", needed=True),
        Field("issuer", needed=True),
        Field("jwks_uri", needed=True),
        Field("identity_claim"),
        Field("refresh_keys", wire=None, type="bool", default=False, no_log=False),
    )
    outputs = {"state": "state", "keys": "keys"}

    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for name in ("issuer", "jwks_uri"):
            if item.get(name) and not str(item[name]).startswith("https://"):
                yield f"{name} {item[name]!r} must be a URL that begins with https://"

    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name == "refresh_keys":
            return (False, True) if wanted else None  # it is asked for, whatever there is
        return super().compare(field, wanted, actual)

    def update(self, change: Change) -> Object:
        if "refresh_keys" in change.fields:
            self._refresh(change)
        return super().update(change)

    def _refresh(self, change: Change) -> None:
        """Have the service fetch the provider's key set anew; that it could not is told inside of a 200."""
        path = f"{self._one(change.actual)}/jwks"
        answer = self.client.patch(path, {"spec": {"jwks_status": "REFRESHED"}})
        status = str(get_path(answer, ("status", "jwks_status")) or "").upper()
        if status.startswith(("INVALID", "ERROR")):
            raise ConfluentError(
                f"The service could not refresh the keys of {change.label}: {status}. See that jwks_uri "
                f"({change.actual.get('jwks_uri')}) answers from the internet with a JSON Web Key Set."
            )

    def patches(self, change: Change) -> list[dict[str, Any]]:
        new = {name: value for name, value in change.new.items() if name != "refresh_keys"}
        return [new] if new else []
