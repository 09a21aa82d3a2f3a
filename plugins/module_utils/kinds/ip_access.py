# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom IP filters let in to manage the organization (iam-ip-filtering-v2): what a change would shut out. Pure.

What the document says: filters of one resource let in what any of their groups has; without a filter everybody is let
in. That the filters of the organization and those of an environment must both let a request in is in "Manage IP Filters
on Confluent Cloud" (docs.confluent.io). Which filters are for management operations is told by `resource_group` and
`operation_groups`; where these say neither yes nor no (`multiple` without operation groups, a group that is new to this
collection) a filter counts as one that shuts out and lets nobody in.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from .role_bindings import crn

Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"  # pylint takes | for an operation
Filter = Mapping[str, Any]  # an IP filter by option names, with the ids of its groups
Blocks = Mapping[str, Sequence[str]]  # CIDR blocks by the ids of groups

MANAGEMENT = "MANAGEMENT"
# Addresses that no service on the internet sees: RFC 1918, 6598, 3927, 4193, 4291, and the loopback.
INNER = tuple(
    ipaddress.ip_network(block)
    for block in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
        *("fc00::/7", "fe80::/10", "::1/128"),
    )
)


class Gate(NamedTuple):
    """The filters of one scope, and the blocks of all groups."""

    filters: list[Filter]
    blocks: Blocks


def network(address: str) -> Network:
    """An address or a CIDR block. Raises ValueError for what is neither."""
    return ipaddress.ip_network(address, strict=False)


def inner(address: Network) -> bool:
    """Whether an address is one of a private network."""
    return any(covered(address, [block]) for block in INNER)


def covered(one: Network, networks: Iterable[Network]) -> bool:
    """Whether every address of a network is in one of these."""
    if isinstance(one, ipaddress.IPv4Network):
        fours = [other for other in networks if isinstance(other, ipaddress.IPv4Network)]
        return any(one.subnet_of(other) for other in ipaddress.collapse_addresses(fours))
    sixes = [other for other in networks if isinstance(other, ipaddress.IPv6Network)]
    return any(one.subnet_of(other) for other in ipaddress.collapse_addresses(sixes))


def for_management(item: Filter) -> bool | None:
    """Whether a filter is for management operations; None where that cannot be told."""
    kind = str(item.get("resource_group")).lower()
    operations = [str(one).upper() for one in item.get("operation_groups") or ()]
    if kind == "management":
        return True
    return MANAGEMENT in operations if kind == "multiple" and operations else None


def in_scope(filters: Iterable[Filter], scope: str, organization: str) -> list[Filter]:
    """The filters that are, or may be, for management operations in exactly this scope. `organization`: its CRN, which
    is the scope of a filter that names none.
    """
    there = (item for item in filters if for_management(item) is not False)
    return [item for item in there if crn.same(item.get("resource_scope") or organization, scope)]


def let_in(filters: Iterable[Filter], blocks: Blocks) -> list[Network] | None:
    """The networks that these filters of one scope surely let in; None: everybody, for there is no filter."""
    filters = list(filters)
    if not filters:
        return None
    groups = [group for item in filters if for_management(item) for group in item["ip_groups"]]
    return [network(block) for group in groups for block in blocks.get(group, ())]


def narrower(before: list[Network] | None, after: list[Network] | None) -> bool:
    """Whether anybody who is let in before is not any more after."""
    if after is None:
        return False
    return before is None or not all(covered(one, after) for one in before)


def in_both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The blocks of the addresses that are in both of these lists of blocks."""
    ones, others = list(map(network, one)), list(map(network, other))
    inside = [block for block in ones if covered(block, others)]
    return list(dict.fromkeys(map(str, (*inside, *(block for block in others if covered(block, ones))))))


def shut_out(addresses: Iterable[str], after: list[Network] | None) -> list[str]:
    """Those of these addresses that are not let in."""
    return [] if after is None else [one for one in addresses if not covered(network(one), after)]


def in_words(filters: Iterable[Filter], names: Mapping[str, str], blocks: Blocks) -> Iterator[str]:
    """Each filter with its groups and what is in them. `names`: of groups, by their ids."""
    for item in filters:
        groups = ", ".join(
            f"{names.get(group, 'not among the groups that are listed')} ({group}): "
            f"{' '.join(blocks.get(group, ())) or 'no address'}"
            for group in item["ip_groups"]
        )
        doubt = "" if for_management(item) else ", which may be for management operations,"
        yield f"{item.get('name')!r}{doubt} with {groups}"
