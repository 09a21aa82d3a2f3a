# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity pools (identity-provider-v2): which tokens of an identity provider become which principal."""

from __future__ import annotations

from collections.abc import Iterable

from ..._declare.change import DELETED, Change
from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._declare.quota import Quota
from ..._declare.rest import RestKind
from ..._errors import Refused
from .identity_providers import IdentityProvider


class IdentityPool(RestKind):
    """An identity pool. As a principal it is `User:pool-...`."""

    name = "identity_pool"
    plural = "identity_pools"
    path = "/iam/v2/identity-providers/{identity_provider}/identity-pools"
    quota = Quota(("identity_pools_per_provider",), "IDENTITY_PROVIDER")
    named = "display_name"
    scope = (Field("identity_provider", required=True, refers=IdentityProvider.listed()),)
    fields = (
        Field("description", needed=True),
        Field("identity_claim", needed=True),
        Field("filter", needed=True, max_length=300),
        Field("resource_owner", wire=None, query="assigned_resource_owner"),
    )
    outputs = {"principal": "principal", "state": "state"}
    purge_scope = by_name("name_prefix", "name_pattern")

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation != DELETED:
            return
        try:
            own = self._is_own(change.actual)
        except Refused as error:
            self.cloud.warn(f"{change.label} may be the very pool that this task works as: {error.problems[0]}.")
        else:
            if own:
                yield (
                    f"{change.label} ({change.actual['id']}) is the very pool that this task works as "
                    "(oauth_identity_pool): it is not deleted with itself. Use another credential"
                )

    def _is_own(self, item: Object) -> bool:
        """Whether this task works as the pool. API keys belong to no pool, so they are not asked for.

        Raises Refused where that cannot be told.
        """
        return f"User:{item['id']}" in self.cloud.own_principals(())

    @override
    def spared(self, item: Object) -> str | None:
        try:
            return "this task works as it" if self._is_own(item) else None
        except Refused as error:
            raise Refused(
                f"a purge must spare the identity pool that this task works as, and {error.problems[0]}"
            ) from error
