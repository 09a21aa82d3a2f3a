# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Identity providers and pools, group mappings (identity-provider-v2 and sso-v2 documents).

Who may manage them: OrganizationAdmin; a pool also who is its ResourceOwner.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ..state import JsonObject, State
from ._members import Member
from ._row import Collection, Holder, Parent, Verb
from .iam import delete_owner

FILTER = Member("filter", required=True, longest=300)
DESCRIPTION = Member("description", required=True)


def principal(state: State, item: JsonObject) -> JsonObject:
    """What pools and mappings show: they are principals under their own id."""
    return {"principal": item["id"], "state": "ENABLED"}


def owner_gone(state: State, item: JsonObject) -> None:
    """The role bindings and API keys of a principal go with it."""
    delete_owner(state, item["id"])


def https(value: str) -> str | None:
    """What is wrong with an address; None if nothing is."""
    parts = urlsplit(value)
    return None if parts.scheme == "https" and parts.hostname else f"'{value}' is not a valid https URL"


def _keys(state: State, item: JsonObject) -> JsonObject:
    """The provider's signing keys as fetched last: each refresh finds the next one."""
    key = {"kty": "RSA", "kid": f"signing-key-{item.get('refreshes', 0) + 1}", "alg": "RS256", "use": "sig"}
    return {"state": "ENABLED", "keys": [key]}


def _refresh(state: State, item: JsonObject, body: JsonObject) -> tuple[int, JsonObject]:
    """Fetch the keys again. A host under .invalid can never be reached (RFC 2606)."""
    reached = not str(urlsplit(item["jwks_uri"]).hostname).endswith(".invalid")
    if reached:
        item["refreshes"] = item.get("refreshes", 0) + 1
    status = "REFRESHED" if reached else "ERROR_FETCHING_JWKS"
    return 200, {
        "api_version": "iam/v2",
        "kind": "Jwks",
        "spec": {"jwks_status": "REFRESHED"},
        "status": {"jwks_status": status, "jwks_last_refresh_at": state.timestamp()},
    }


_PROVIDER = Collection(
    "identity_providers",
    "/iam/v2/identity-providers",
    "IdentityProvider",
    "op",
    "identity-provider",
    (
        Member("display_name", required=True),
        DESCRIPTION,
        Member("identity_claim"),
        Member("issuer", required=True, check=https),
        Member("jwks_uri", required=True, check=https),
    ),
    held_by=(Holder("identity_pools", "provider"),),
    computed=_keys,
    verbs=(Verb("PATCH", "/jwks", _refresh),),
    seeds={
        "description": "seeded",
        "issuer": "https://login.example.com/",
        "jwks_uri": "https://login.example.com/keys",
    },
)
_POOL = Collection(
    "identity_pools",
    _PROVIDER.path + "/{provider_id}/identity-pools",
    "IdentityPool",
    "pool",
    "identity-pool",
    (Member("display_name", required=True), DESCRIPTION, Member("identity_claim", required=True), FILTER),
    parent=Parent("provider_id", "identity_providers", "provider"),
    computed=principal,
    gone=owner_gone,
    owner=True,
    seeds={"description": "seeded", "identity_claim": "claims.sub", "filter": "true"},
)
_MAPPING = Collection(
    "group_mappings",
    "/iam/v2/sso/group-mappings",
    "GroupMapping",
    "group",
    "group-mapping",
    (Member("display_name", required=True), DESCRIPTION, FILTER),
    api_version="iam.v2/sso",
    computed=principal,
    gone=owner_gone,
    seeds={"description": "seeded", "filter": "true"},
)
ROWS = (_PROVIDER, _POOL, _MAPPING)
