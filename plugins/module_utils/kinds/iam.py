# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service accounts (iam-v2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from ansible_collections.streamops.confluent.plugins.module_utils._http import PAGE_SIZE
from ansible_collections.streamops.confluent.plugins.module_utils._kind import Field, Object
from ansible_collections.streamops.confluent.plugins.module_utils._purge import by_name, in_names, own_access
from ansible_collections.streamops.confluent.plugins.module_utils._rest import IDENTIFIER, RestKind
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.org import BY_NAME_OR_ID, INFO_BY_NAME_OR_ID

FEW = 50  # names that one request asks for at most,
LONGEST = 4000  # in a query of so many characters: what is longer than a few thousand is refused on the way


class ServiceAccount(RestKind):
    """A service account. Its name is unique in the organization."""

    name = "service_account"
    plural = "service_accounts"
    path = "/iam/v2/service-accounts"
    fields = (
        Field("name", wire="display_name", key=True, aliases=("display_name",), max_length=64),
        IDENTIFIER,
        Field("description"),
    )
    rules = BY_NAME_OR_ID
    info_fields = INFO_BY_NAME_OR_ID
    purge_scope = by_name("name_prefix", "name_pattern")
    outputs = {"crn": "metadata.resource_name", "created_at": "metadata.created_at"}

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

    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        return [account for account in self.all() if in_names(purge, account["name"])]

    def naming(self, item: Object) -> dict[str, Any]:
        return {"name": item["name"], "id": item["id"]}

    def spared(self, item: Object) -> str | None:
        return own_access(self, f"User:{item['id']}")
