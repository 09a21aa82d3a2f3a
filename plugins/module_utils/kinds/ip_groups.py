# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IP groups (iam-ip-filtering-v2): named lists of networks, to which IP filters refer. A change by which the filters
that use a group would lock this machine out of managing the organization is refused (kinds.ip_guard).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from .._declare.change import UPDATED, Change
from .._declare.collection import NAME
from .._declare.field import Field, Object
from .._declare.holder import Holder
from .._declare.override import override
from .._declare.purge_scope import by_name
from .._errors import ApiError
from .._wire.references import Listed
from . import ip_access
from .ip_filters import IpFilter
from .ip_guard import Guarded

# "any unicode letter or number, the ASCII space character, or any of the following special characters": for both names.
NAMES = r"[\w \[\]|&+\-/.,]+"
FILTERS = Listed("IP filter", "/iam/v2/ip-filters", "filter_name")


def network(block: str) -> str:
    """A CIDR block in its normal form; what is none, as it is."""
    try:
        return str(ip_network(block, strict=False))
    except ValueError:
        return block


def no_block(text: str) -> str | None:
    """What is wrong with a stated CIDR block; None if nothing is."""
    try:
        meant = ip_network(text, strict=False)
    except ValueError:
        return f"{text!r} is not a CIDR block, which looks like 203.0.113.0/24"
    if "/" in text and ip_address(text.partition("/")[0]) == meant.network_address:
        return None
    return f"{text!r} is not a CIDR block: did you mean {meant}?"


class IpGroup(Guarded):
    """An IP group of the organization."""

    name = "ip_group"
    plural = "ip_groups"
    path = "/iam/v2/ip-groups"
    named = NAME.but(wire="group_name", aliases=("group_name",), max_length=64, pattern=NAMES)
    fields = (
        Field("cidr_blocks", type="list", elements="str", needed=True, as_set=True, canonical=network, max_items=25),
    )
    held_by = (Holder(FILTERS, "ip_groups"),)
    purge_scope = by_name("name_prefix", "name_pattern")

    # The items of the task, all of which may change whom a filter lets in: what is stated of other groups counts too.
    items: list[Mapping[str, Any]]

    @override
    def open(self) -> None:
        super().open()
        self.items = []

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        self.items += items
        return super().gather(items)

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        wrong = filter(None, map(no_block, item.get("cidr_blocks") or ()))
        yield from (f"cidr_blocks: {problem}" for problem in wrong)

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """Blocks are sent as the service shows them, and once."""
        stated = super().desired(item)
        if stated.get("cidr_blocks") is not None:
            stated["cidr_blocks"] = list(dict.fromkeys(map(network, stated["cidr_blocks"])))
        return stated

    # What must not happen

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        """A deletion needs no guard: a group that a filter uses is not deleted at all (`held_by`)."""
        yield from super().refusals(change)
        if change.operation != UPDATED or "cidr_blocks" not in change.fields:
            return
        before, after = ([ip_access.network(block) for block in blocks] for blocks in change.fields["cidr_blocks"])
        if ip_access.narrower(before, after):
            yield from self.unless_forced(change, self._locked_out(change))

    def _locked_out(self, change: Change) -> Iterator[str]:
        """Why whoever runs this might not manage the organization, or an environment, any more."""
        own, organization = change.actual["id"], self.organization()
        try:
            filters: list[Object] = IpFilter(self.cloud, {}).all()
        except ApiError as error:
            if error.status != 403:
                raise
            yield (
                f"whether {change.label} locks this machine out cannot be told, for this credential may not see the IP "
                "filters (OrganizationAdmin may)"
            )
            return
        groups: list[Object] = self.all()
        blocks = {group["id"]: group["cidr_blocks"] for group in groups}
        to_be = {group["id"]: self._surely_kept(group) for group in groups} | {own: change.desired["cidr_blocks"]}
        names = {group["id"]: group["name"] for group in groups}
        using = [one for one in filters if own in one["ip_groups"] and ip_access.for_management(one) is not False]
        for scope in dict.fromkeys(one.get("resource_scope") or organization for one in using):
            there = ip_access.in_scope(filters, scope, organization)
            now, then = ip_access.Gate(there, blocks), ip_access.Gate(there, to_be)
            yield from self.shut_out(change, scope, now, then, names)

    def _surely_kept(self, group: Object) -> list[str]:
        """The blocks of a group while this task runs, whichever of its items are done and whichever fail: of a group
        that an item changes those that it has before and after.
        """
        kept: list[str] = group["cidr_blocks"]
        for item in self.items:
            same = item["id"] == group["id"] if item.get("id") else item.get("name") == group["name"]
            if same and item.get("cidr_blocks") and item.get("state") != "absent":
                kept = ip_access.in_both(kept, item["cidr_blocks"])
        return kept
