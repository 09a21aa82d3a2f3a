# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service accounts (iam-v2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from urllib.parse import urlencode

from ..._declare.change import DELETED, Change
from ..._declare.collection import NAME
from ..._declare.field import FORCE, Field, Object
from ..._declare.override import override
from ..._declare.purge_scope import by_name, own_access
from ..._declare.quota import Quota
from ..._declare.rest import RestKind
from ..._errors import ApiError, NotFound, Refused
from ..._wire.lists import PAGE_SIZE
from ..role_bindings import crn
from ..role_bindings.kind import RoleBinding
from .account_uses import Leaving, all_in_words, environment_names, in_words, uses_of

# What is removed together with the accounts.
TOGETHER_WITH = Field(
    "together_with",
    wire=None,
    type="dict",
    options=(
        Field("environment", wire=None),
        Field("api_keys", wire=None, type="list", elements="dict", no_log=False),
        Field("role_bindings", wire=None, type="list", elements="dict"),
    ),
)
FEW = 50  # names that one request asks for at most,
LONGEST = 4000  # in a query of so many characters: what is longer than a few thousand is refused on the way


class ServiceAccount(RestKind):
    """A service account. Its name is unique in the organization."""

    name = "service_account"
    plural = "service_accounts"
    path = "/iam/v2/service-accounts"
    quota = Quota(("service_accounts_per_org", "iam.max_service_accounts.per_org"))
    named = NAME.but(wire="display_name", max_length=64)
    fields = (Field("description"),)
    scope = (TOGETHER_WITH,)
    modifiers = (FORCE,)
    info_scope = ()
    info_fields = (Field("uses", wire=None, type="bool", default=False),)
    purge_scope = by_name("name_prefix", "name_pattern")

    @override
    def candidates(self, wanted: list[Object]) -> list[Object]:
        """One page mostly has all accounts. Where it has not, few are asked for by their names, all in one request: the
        filter is exact and can be given several times (iam-v2, listIamV2ServiceAccounts).
        """
        names = tuple(item["name"] for item in wanted if not item.get("id"))
        few = len(names) == len(wanted) <= FEW and not self.cloud.looping
        few = few and len(urlencode({"display_name": names}, doseq=True)) <= LONGEST
        if few and not self.cloud.known.has(self.path, ()):
            first = list(islice(self.cloud.control.pages(self.path), PAGE_SIZE))
            if len(first) == PAGE_SIZE:
                return [self.from_api(raw) for raw in self.cloud.listed(self.path, {"display_name": names})]
            self.cloud.known.once(self.path, (), lambda: first)
        return self.all()

    @override
    def create(self, change: Change) -> Object:
        try:
            return super().create(change)
        except ApiError as error:
            # Told only if it is not found when it is looked for again.
            if error.status == 409 and not error.fate_unknown:
                error.message += (
                    " An account of this name exists in the organization, but the owner of this credential may not see "
                    "it: it needs OrganizationAdmin or AccountAdmin, or ResourceOwner of the account."
                )
            raise

    # What must not happen

    @override
    def open(self) -> None:
        """Nothing has to be looked up; what goes together with the accounts is checked once for all of them."""
        binding = RoleBinding(self.cloud, self.options)
        stated = self.options.get("together_with") or {}
        problems = []
        for place, entry in enumerate(stated.get("role_bindings") or []):
            found = list(binding.invalid({"environment": stated.get("environment"), **entry}))
            if not (entry.get("scope") or entry.get("crn_pattern")):
                found.append("scope or crn_pattern is needed")
            problems += [f"together_with.role_bindings[{place}]: {words}" for words in found]
        if problems:
            raise Refused(problems)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == DELETED and not change.options.get("force"):
            yield from self._still_used(change)

    def _still_used(self, change: Change) -> Iterator[str]:
        """The service deletes the account's keys and role bindings with it, whoever made them: all are named first."""
        uses = self._staying(change.actual)
        if not uses:
            return
        yield (
            f"{change.label} ({change.actual['id']}) is still used: {all_in_words(self.cloud, uses)}. The service "
            "would delete this with the account. Remove it first, say in together_with what is removed too, or give "
            "force: true if that is what you want"
        )

    def other_uses(self, change: Change) -> list[str]:
        """What the account that is to be deleted is used for besides, each in words. Raises ApiError."""
        uses = self._staying(change.actual)
        names = environment_names(self.cloud, uses)
        return [in_words(use, names) for use in uses]

    def _staying(self, account: Object) -> list[Object]:
        """The uses of an account that do not end together with it (`together_with`)."""
        leaving = Leaving(self.cloud, self.options.get("together_with"))
        going = set(self._going(leaving.bindings(account)))
        return [use for use in uses_of(self.cloud, account["id"]) if not leaving.covers(use, account, going)]

    def _going(self, bindings: Iterable[Object]) -> Iterator[str]:
        """`role on pattern` of the stated bindings whose scope is there."""
        for entry in bindings:
            try:
                scoped = entry.get("scope") is not None
                pattern = RoleBinding(self.cloud, self.options).pattern(entry) if scoped else entry["crn_pattern"]
            except NotFound:
                continue
            yield f"{entry.get('role')} on {crn.readable(pattern)}"

    # The _info module

    @override
    def select(self) -> list[Object]:
        found = super().select()
        if self.options.get("uses"):
            uses = self.cloud.map(lambda account: uses_of(self.cloud, account["id"]), found, "accounts looked through")
            names = environment_names(self.cloud, chain.from_iterable(uses))
            for account, its in zip(found, uses, strict=True):
                account["uses"] = [{**use, "label": in_words(use, names)} for use in its]
        return found

    # Purge

    @override
    def spared(self, item: Object) -> str | None:
        return own_access(self, f"User:{item['id']}")
