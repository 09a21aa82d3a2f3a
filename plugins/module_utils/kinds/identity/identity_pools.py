# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity pools (identity-provider-v2): which tokens of an identity provider become which principal."""

from __future__ import annotations

from ..._declare.field import Field
from ..._declare.rest import RestKind
from .identity_providers import IdentityProvider


class IdentityPool(RestKind):
    """An identity pool. As a principal it is `User:pool-...`."""

    name = "identity_pool"
    plural = "identity_pools"
    path = "/iam/v2/identity-providers/{identity_provider}/identity-pools"
    named = "display_name"
    scope = (Field("identity_provider", required=True, refers=IdentityProvider.listed()),)
    fields = (
        Field("description", needed=True),
        Field("identity_claim", needed=True),
        Field("filter", needed=True, max_length=300),
        Field("resource_owner", wire=None, query="assigned_resource_owner"),
    )
    outputs = {"principal": "principal", "state": "state"}
