# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard against locking oneself out, of the kinds that decide whom IP filters let in: filters and their groups.
Which change shuts out whom is told by kinds.ip_access.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import Change
from .._declare.field import FORCE, Field
from .._declare.override import override
from .._declare.rest import RestKind
from . import ip_access
from .role_bindings import crn


class Guarded(RestKind):
    """A kind of which a change may lock out the machine that makes it: refused then, or with `force` warned of."""

    modifiers = (Field("client_address", wire=None, type="list", elements="str"), FORCE)

    @classmethod
    @override
    def words(cls) -> str:
        return super().words().replace("ip ", "IP ")

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return super().words_of_one().replace("ip ", "IP ")

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for address in item.get("client_address") or ():
            try:
                inner = ip_access.inner(ip_access.network(address))
            except ValueError:
                yield f"client_address {address!r} is no IP address, which looks like 203.0.113.7"
            else:
                if inner:
                    yield (
                        f"client_address {address} is an address of a private network; what counts is the public one, "
                        "from which the service sees the requests of this machine come"
                    )

    def organization(self) -> str:
        """The CRN of the organization, which is the scope of a filter that names none."""
        return crn.build("organization", self.cloud.organization_id(), {})

    def unless_forced(self, change: Change, reasons: Iterable[str]) -> Iterator[str]:
        """These reasons against a change, as refusals; with `force` they are warnings."""
        for words in reasons:
            if change.options.get("force"):
                self.cloud.warn(f"{words[:1].upper()}{words[1:]}.")
            else:
                yield f"{words}. Or give force: true if that is what you want"

    def shut_out(
        self, change: Change, scope: str, now: ip_access.Gate, then: ip_access.Gate, names: Mapping[str, str]
    ) -> Iterator[str]:
        """Why whoever runs this might not manage one scope (a CRN) any more. `now` and `then`: its filters and groups
        before and after the change; `names`: of groups, by their ids.
        """
        before = ip_access.let_in(filter(ip_access.for_management, now.filters), now.blocks)
        after = ip_access.let_in(then.filters, then.blocks)
        stated = change.options.get("client_address") or []
        where = crn.environment_of(scope) or "the organization"
        filters = "; ".join(ip_access.in_words(then.filters, names, then.blocks))
        if after is None and before is not None:
            self.cloud.warn(f"Without {change.label} no filter is left for managing {where}: every address is let in.")
        out = ip_access.shut_out(stated, after)
        if out:
            yield (
                f"{change.label}: {', '.join(out)} would not be let in any more to manage {where}, and this task not "
                f"either. The filters for that would be {filters}. Add the address to one of these groups first "
                "(confluent_ip_group)"
            )
        elif not stated and ip_access.narrower(before, after):
            yield (
                f"{change.label} shuts out who is let in now to manage {where}, perhaps this very machine: the filters "
                f"for that would be {filters}. Give client_address, the public address from which the requests of this "
                "machine come (or several), and it is seen to that it stays let in"
            )
