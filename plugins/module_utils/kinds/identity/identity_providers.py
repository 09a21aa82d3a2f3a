# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth/OIDC identity providers (identity-provider-v2): who vouches for workloads. Not single sign-on of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..._declare.change import Change
from ..._declare.field import Field
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.rest import RestKind
from ..._declare.shape import get_path
from ..._errors import ConfluentError
from ..._wire.references import IDENTITY_POOLS


class IdentityProvider(RestKind):
    """An identity provider of the organization."""

    name = "identity_provider"
    plural = "identity_providers"
    path = "/iam/v2/identity-providers"
    quota = Quota(("identity_providers_per_org", "iam.max_identity_providers.per_organization"))
    named = "display_name"
    fields = (
        Field("description", needed=True),
        Field("issuer", needed=True),
        Field("jwks_uri", needed=True),
        Field("identity_claim"),
        Field("refresh_keys", wire=None, type="bool", default=False, no_log=False, action=True),
    )
    outputs = {"state": "state", "signing_keys": "keys"}
    held_by = (Holder(replace(IDENTITY_POOLS, within=None)),)

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for name in ("issuer", "jwks_uri"):
            if item.get(name) and not str(item[name]).startswith("https://"):
                yield f"{name} {item[name]!r} must be a URL that begins with https://"

    @override
    def act(self, name: str, change: Change) -> None:
        """Have the service fetch the provider's key set anew; that it could not is told inside of a 200."""
        path = f"{self._one(change.actual)}/jwks"
        answer = self.client.patch(path, {"spec": {"jwks_status": "REFRESHED"}})
        status = str(get_path(answer, ("status", "jwks_status")) or "").upper()
        if status.startswith(("INVALID", "ERROR")):
            raise ConfluentError(
                f"The service could not refresh the keys of {change.label}: {status}. See that jwks_uri "
                f"({change.actual.get('jwks_uri')}) answers from the internet with a JSON Web Key Set."
            )
