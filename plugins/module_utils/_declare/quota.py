# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service quotas (service-quota-v1): how many objects of a kind there may be, looked at before more of them are made.

It is a help and no gate: what cannot be read, is not listed or has no usage says nothing against a creation, and the
service has the last word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .._wire.lists import PAGE_SIZE
from .change import CREATED, DELETED, Change

if TYPE_CHECKING:
    from .._wire.cloud import Cloud

APPLIED_QUOTAS = "/service-quota/v1/applied-quotas"
ORGANIZATION = "ORGANIZATION"


class Placed(Protocol):
    """What a quota needs to know of the kind: where its objects are."""

    cloud: Cloud
    environment: str | None
    scope_ids: dict[str, str]


@dataclass(frozen=True)
class Quota:
    """The quota that a creation counts for.

    `codes`: by any of which the service lists it: the API's documents and its lists do not always call it alike.
    `scope`: what it is a quota of, as the API has it; `place`: the option that says of which one, where that is not
    the scope in small letters.
    """

    codes: tuple[str, ...]
    scope: str = ORGANIZATION
    place: str = ""

    @property
    def member(self) -> str:
        """What the query and the answers call that of which it is a quota."""
        return self.scope.lower()

    def place_of(self, kind: Placed, item: Mapping[str, Any]) -> str | None:
        """The id of that of which it is a quota, for a desired or an actual object; None for the organization's."""
        if self.scope == ORGANIZATION:
            return None
        name = self.place or self.member
        return kind.scope_ids.get(name) or item.get(name)

    def exceeded(self, kind: Placed, changes: list[Change]) -> Iterator[str]:
        """Why so many creations would be too many. One request, and only where something is to be made."""
        more = Counter(self.place_of(kind, change.desired) for change in changes if change.operation == CREATED)
        # What goes makes room, whenever it goes: nothing is refused that the service might take.
        more.subtract(self.place_of(kind, change.actual) for change in changes if change.operation == DELETED)
        for place, count in more.items():
            quota = self._applied(kind, place, list(more)) if count > 0 else None
            limit, usage = (quota or {}).get("applied_limit"), (quota or {}).get("usage")
            if quota and isinstance(limit, int) and isinstance(usage, int) and usage + count > limit:
                where = f" of {place}" if place else ""
                yield (
                    f"the service quota {quota['id']} ({quota.get('display_name')}){where} is {limit}, {usage} of "
                    f"which are used, and this task would make {count} more. Remove what is not needed, or ask "
                    "Confluent Support (https://support.confluent.io) for a higher quota"
                )

    def _applied(self, kind: Placed, place: str | None, places: list[str | None]) -> Mapping[str, Any] | None:
        """The quota as it is applied to a place, with what is used of it; None where that cannot be told."""
        query = {"scope": self.scope, "page_size": PAGE_SIZE, "environment": kind.environment}
        if len(places) == 1:
            query[self.member] = place
        given = {name: value for name, value in query.items() if value and name != "organization"}

        def read() -> Any:
            return kind.cloud.control.glance(APPLIED_QUOTAS, given)

        answer = kind.cloud.known.once(APPLIED_QUOTAS, tuple(sorted(given.items())), read)
        listed = answer.get("data") if isinstance(answer, dict) else None
        for quota in listed if isinstance(listed, list) else ():
            if isinstance(quota, Mapping) and quota.get("id") in self.codes:
                of = quota.get(self.member)
                if self.scope == ORGANIZATION or not isinstance(of, Mapping) or of.get("id") == place:
                    return quota
        return None
