# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Identity pools, which lie in an identity provider."""

from __future__ import annotations

from ..support.rows import Case, Plural
from .identity_provider import PROVIDER

IN_PROVIDER = {"identity_provider": PROVIDER["name"]}
PREPARED = (("confluent_identity_provider", PROVIDER),)
CASE = Case(
    name="identity_pool",
    costs_more="a module for many; the pool that the task works as is not deleted",
    prepare=PREPARED,
    arguments={
        **IN_PROVIDER,
        "name": "orders",
        "description": "The services that take orders",
        "identity_claim": "claims.sub",
        "filter": 'claims.aud == "orders"',
    },
    change={"filter": 'claims.aud == "orders" || claims.aud == "shop"', "identity_claim": "claims.client_id"},
    info=IN_PROVIDER,
    unique=False,
)
PLURAL = Plural(
    plural="identity_pools",
    unique=False,
    prepare=PREPARED,
    common=IN_PROVIDER,
    items=[{"name": f"shop-{team}", "filter": f'claims.aud == "{team}"'} for team in ("a", "b", "c", "d", "e")],
    bad={"name": "shop-f", "filter": "true || " * 50},
    broken=("POST", "/identity-pools$", 2),
    again=2,
    purge={"name_prefix": "shop-"},
    defaults={"description": "Made by a test", "identity_claim": "claims.sub"},
    change={"filter": 'claims.aud == "shop"'},
)
