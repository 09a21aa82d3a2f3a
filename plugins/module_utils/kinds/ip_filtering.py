# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IP filtering (iam-ip-filtering-v2): named groups of networks, and what only they may reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from .._declare.collection import NAME
from .._declare.field import Field, Object
from .._declare.holder import Holder
from .._declare.override import override
from .._declare.purge_scope import by_name
from .._declare.rest import RestKind
from .._wire.references import Listed

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


class IpGroup(RestKind):
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
