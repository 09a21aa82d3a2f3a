# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Private link accesses (networking-v1): the accounts that may connect privately to a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.change import CREATED, DELETED, Change
from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.union import union
from .common import Connecting, phases

# The sub-option that names the account, by the form. The service lets each account have one access to a network.
ACCOUNT_BY = {"aws": "account", "azure": "subscription", "gcp": "project"}


def _account(name: str, pattern: str | None = None) -> Field:
    return Field(name, needed=True, mutable=False, pattern=pattern)


class PrivateLinkAccess(Connecting):
    """An access to a network for an account, subscription or project of the customer's."""

    name = "private_link_access"
    plural = "private_link_accesses"
    path = "/networking/v1/private-link-accesses"
    quota = Quota(("networking.max_private_link.per_network",), "NETWORK")
    named = "spec.display_name"
    unions = (
        union(
            "spec.cloud",
            aws=("AwsPrivateLinkAccess", _account("account", r"[0-9]{12}")),
            azure=("AzurePrivateLinkAccess", _account("subscription").but(canonical=str.lower)),
            gcp=("GcpPrivateServiceConnectAccess", _account("project")),
        ),
    )
    connects = ("PRIVATELINK",)
    ready = phases()
    goes_with = "the private endpoints of the account"

    def _opens(self, item: Mapping[str, Any]) -> tuple[str, ...] | None:
        """Network and account: no two accesses have the same."""
        form = self.form(item)
        account = item[form].get(ACCOUNT_BY[form]) if form else None
        network = item.get("network")
        return (str(network), str(form), str(account).lower()) if network and account else None

    @override
    def _only(self, item: Object, matches: list[Object]) -> Object | None:
        """By the id; otherwise by the name, and where that finds none, or several, by network and account."""
        opens = None if item.get("id") or len(matches) == 1 else self._opens(item)
        same = [one for one in self.all() if self._opens(one) == opens] if opens else []
        return super()._only(item, same or matches)

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        """As every kind; one that was found by network and account, and not by its id, keeps the name it has."""
        if field.name == "name" and not self.options.get("id"):
            return None
        return super().compare(field, wanted, actual)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == CREATED:
            yield from self.misfits(change, self.network_of(change))
        elif change.operation != DELETED and change.before is not None and not change.desired.get("id"):
            there, wanted = change.before.get("name"), change.desired.get("name")
            if there != wanted:
                self.cloud.warn(
                    f"The account has access to the network already, by {there} ({change.before['id']}): it is taken "
                    f"for {wanted}, and keeps its name. To rename it, give its id."
                )
