# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CIDR blocks: their form, where they may lie, and which of them overlap. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, ip_network
from itertools import combinations
from typing import Any

from ..._declare.override import override

# In which ranges blocks may lie, and which Confluent Cloud keeps for itself (docs.confluent.io, "Create Confluent Cloud
# Network on AWS", "on Azure", "on Google Cloud"), by cloud.
RFC_1918_AND_6598 = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
PRIVATE = {
    "AWS": (*RFC_1918_AND_6598, "198.18.0.0/15"),
    "AZURE": RFC_1918_AND_6598,
    "GCP": (*RFC_1918_AND_6598, "198.18.0.0/15"),
}
RESERVED = {
    "AWS": ("10.100.0.0/16", "10.255.0.0/16", "172.17.0.0/16", "172.20.0.0/16", "172.31.0.0/16"),
    "AZURE": ("10.253.0.0/16", "10.254.0.0/16", "172.17.0.0/16", "172.30.0.0/16", "172.31.0.0/16"),
    "GCP": ("172.17.0.0/16",),
}
# What a network on AWS keeps for itself where it does not say otherwise (networking-v1, `reserved_cidr`).
RESERVED_BY_DEFAULT = "172.20.255.0/24"


@dataclass(frozen=True)
class Block:
    """A CIDR block, and what it is in words ("cidr", "zones_info[0].cidr", "cidr of network prod (n-1a2b3c)")."""

    what: str
    network: IPv4Network

    @override
    def __str__(self) -> str:
        return f"{self.what} {self.network}"


def normal(text: str) -> str:
    """A block in its normal form; what is none, as it is."""
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        return text


def malformed(what: str, text: str, length: int | None = None) -> str | None:
    """What is wrong with a stated block, in words; None if nothing is."""
    try:
        meant = IPv4Network(text, strict=False)
    except ValueError:
        return f"{what} {text!r} is not an IPv4 CIDR block, which looks like 10.200.0.0/16"
    if "/" not in text or text.partition("/")[0] != str(meant.network_address):
        return f"{what} {text!r} is not a CIDR block: did you mean {meant}?"
    if length is not None and meant.prefixlen != length:
        return f"{what} {text} must be a /{length}"
    return None


def block(what: str, text: Any) -> Iterator[Block]:
    """The block that a text is; none for what is no block, which is told elsewhere."""
    if isinstance(text, str) and malformed(what, text) is None:
        yield Block(what, IPv4Network(text))


def not_private(one: Block, cloud: str) -> Iterator[str]:
    """Why a block cannot be used, for it is in no range that is."""
    ranges = PRIVATE.get(cloud, ())
    if ranges and not any(one.network.subnet_of(IPv4Network(private)) for private in ranges):
        yield f"{one} is not private: on {cloud} it has to lie in one of {', '.join(ranges)}"


def reserved(one: Block, cloud: str) -> Iterator[str]:
    """The ranges of Confluent Cloud that a block overlaps."""
    for kept in RESERVED.get(cloud, ()):
        if one.network.overlaps(IPv4Network(kept)):
            yield f"{one} overlaps {kept}, which Confluent Cloud reserves on {cloud}"


def among(blocks: Iterable[Block]) -> Iterator[str]:
    """The overlaps of blocks with each other."""
    for one, other in combinations(blocks, 2):
        if one.network.overlaps(other.network):
            yield f"{one} overlaps {other}"


def between(blocks: Iterable[Block], others: Iterable[Block]) -> Iterator[str]:
    """The overlaps of blocks with others."""
    kept = list(others)
    for one in blocks:
        for other in kept:
            if one.network.overlaps(other.network):
                yield f"{one} overlaps {other}"
