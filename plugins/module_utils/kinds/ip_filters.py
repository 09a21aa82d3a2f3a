# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IP filters (iam-ip-filtering-v2): from which IP groups what may be done. A change that would lock this machine out of
managing the organization is refused (kinds.ip_guard).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._declare.change import UPDATED, Change
from .._declare.collection import NAME
from .._declare.field import Field, Object, Rules
from .._declare.override import override
from .._wire.references import ENVIRONMENTS, IP_GROUPS
from . import ip_access
from .ip_guard import Guarded
from .role_bindings import crn

NO_PUBLIC_NETWORKS = "ipg-none"  # a group of the service's own that has no address: nobody comes in from the internet
# "any unicode letter or number, the ASCII space character, or any of the following special characters" (IpFilter).
NAMES = r"[\w \[\]|&+\-/.,]+"
# What a change of makes another set of addresses be let in.
DECIDING = {"ip_groups", "resource_group", "operation_groups", "resource_scope"}


class IpFilter(Guarded):
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
        yield from self.unless_forced(change, self._locked_out(change, after))

    def _locked_out(self, change: Change, after: Object | None) -> Iterator[str]:
        """Why whoever runs this might not manage the organization, or an environment, any more."""
        organization = self.organization()
        there: list[Object] = self.all()
        own = (change.before or {}).get("id")
        to_be = [*(one for one in there if one["id"] != own), *([after] if after else [])]
        touched = [one for one in (change.before, after) if one and ip_access.for_management(one) is not False]
        for scope in dict.fromkeys(one.get("resource_scope") or organization for one in touched):
            now, then = (
                ip_access.Gate(ip_access.in_scope(filters, scope, organization), self.blocks)
                for filters in (there, to_be)
            )
            yield from self.shut_out(change, scope, now, then, self.names)

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        """With the addresses that the groups have, by their names."""
        shown = super().shown(item)
        if not isinstance(shown.get("ip_groups"), list):
            return shown
        known = [group for group in shown["ip_groups"] if group in self.blocks]
        return {**shown, "addresses": {self.names.get(group, group): list(self.blocks[group]) for group in known}}
