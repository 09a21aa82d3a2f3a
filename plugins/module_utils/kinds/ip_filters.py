# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IP filters (iam-ip-filtering-v2): from which IP groups what may be done. A change that would lock this machine out of
managing the organization is refused (kinds.ip_access tells which).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import UPDATED, Change
from .._declare.collection import NAME
from .._declare.field import FORCE, Field, Object, Rules
from .._declare.override import override
from .._declare.rest import RestKind
from .._wire.references import ENVIRONMENTS, IP_GROUPS
from . import ip_access
from .role_bindings import crn

NO_PUBLIC_NETWORKS = "ipg-none"  # a group of the service's own that has no address: nobody comes in from the internet
# "any unicode letter or number, the ASCII space character, or any of the following special characters" (IpFilter).
NAMES = r"[\w \[\]|&+\-/.,]+"
# What a change of makes another set of addresses be let in.
DECIDING = {"ip_groups", "resource_group", "operation_groups", "resource_scope"}


class IpFilter(RestKind):
    """An IP filter of the organization, or of one environment."""

    name = "ip_filter"
    plural = "ip_filters"
    path = "/iam/v2/ip-filters"
    named = NAME.but(wire="filter_name", aliases=("filter_name",), max_length=64, pattern=NAMES)
    fields = (
        Field("resource_group", needed=True, known=("management", "multiple")),
        Field("ip_groups", type="list", elements="str", needed=True, as_set=True, max_items=25, refers=IP_GROUPS),
        Field(
            "operation_groups",
            type="list",
            elements="str",
            as_set=True,
            known=("MANAGEMENT", "SCHEMA", "FLINK", "KAFKA_MANAGEMENT", "KAFKA_DATA", "KAFKA_DISCOVERY", "KSQL"),
        ),
        Field("resource_scope", canonical=crn.canonical),
        Field("environment", wire=None, refers=ENVIRONMENTS),
    )
    modifiers = (Field("client_address", wire=None, type="list", elements="str"), FORCE)
    rules = Rules(mutually_exclusive=(("resource_scope", "environment"),))

    # Of all groups, by their ids.
    names: Mapping[str, str] = {}
    blocks: ip_access.Blocks = {}

    # What is wanted

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("operation_groups") and item.get("resource_group") not in (None, "multiple"):
            yield f"operation_groups go with resource_group multiple only, not with {item['resource_group']!r}"
        if item.get("resource_scope") and not self._is_scope(item["resource_scope"]):
            yield (
                f"resource_scope {item['resource_scope']!r} is no CRN of an organization or of an environment "
                "(crn://confluent.cloud/organization=.../environment=...); for an environment you can give its name in "
                "the option environment"
            )
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

    @staticmethod
    def _is_scope(stated: str) -> bool:
        try:
            kinds = [kind for kind, _name in crn.parse(stated)[1]]
        except ValueError:
            return False
        return kinds in (["organization"], ["organization", "environment"])

    @override
    def open(self) -> None:
        """The groups are needed to show what filters let in, whichever are stated."""
        super().open()
        groups = self.cloud.listed(IP_GROUPS.path)
        self.names = {raw["id"]: raw["group_name"] for raw in groups}
        self.blocks = {**{raw["id"]: raw["cidr_blocks"] for raw in groups}, NO_PUBLIC_NETWORKS: []}

    @override
    def _referred(self, declared: Field, value: str) -> str:
        return value if value == NO_PUBLIC_NETWORKS else super()._referred(declared, value)

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """An environment becomes the scope that it stands for."""
        wanted = super().desired(item)
        environment = wanted.pop("environment", None)
        if environment is not None:
            wanted["resource_scope"] = crn.build(
                "environment", self.cloud.organization_id(), {"environment": environment}
            )
        return wanted

    # What must not happen

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        after = change.predicted() if change.needed else None
        if after and after.get("operation_groups") and after.get("resource_group") != "multiple":
            yield (
                f"{change.label} has operation_groups ({', '.join(after['operation_groups'])}), which go with "
                "resource_group multiple only: give operation_groups: [] too"
            )
        if not change.needed or (change.operation == UPDATED and not DECIDING & set(change.fields)):
            return
        for words in self._locked_out(change, after):
            if change.options.get("force"):
                self.cloud.warn(f"{words[:1].upper()}{words[1:]}.")
            else:
                yield f"{words}. Or give force: true if that is what you want"

    def _locked_out(self, change: Change, after: Object | None) -> Iterator[str]:
        """Why whoever runs this might not manage the organization, or an environment, any more."""
        organization = crn.build("organization", self.cloud.organization_id(), {})
        there: list[Object] = self.all()
        own = (change.before or {}).get("id")
        to_be = [*(one for one in there if one["id"] != own), *([after] if after else [])]
        touched = [one for one in (change.before, after) if one and ip_access.for_management(one) is not False]
        for scope in dict.fromkeys(one.get("resource_scope") or organization for one in touched):
            left = ip_access.in_scope(to_be, scope, organization)
            sure = filter(ip_access.for_management, ip_access.in_scope(there, scope, organization))
            yield from self._shut_out(change, scope, ip_access.let_in(sure, self.blocks), left)

    def _shut_out(
        self, change: Change, scope: str, before: list[ip_access.Network] | None, left: list[ip_access.Filter]
    ) -> Iterator[str]:
        """What a change means for one scope. `before`: whom it lets in now; `left`: its filters after the change."""
        after, stated = ip_access.let_in(left, self.blocks), change.options.get("client_address") or []
        where = crn.environment_of(scope) or "the organization"
        filters = "; ".join(ip_access.in_words(left, self.names, self.blocks))
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

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        """With the addresses that the groups have, by their names."""
        shown = super().shown(item)
        if not isinstance(shown.get("ip_groups"), list):
            return shown
        known = [group for group in shown["ip_groups"] if group in self.blocks]
        return {**shown, "addresses": {self.names.get(group, group): list(self.blocks[group]) for group in known}}
