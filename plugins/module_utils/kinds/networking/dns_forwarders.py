# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DNS forwarders (networking-dnsforwarder-v1): to which DNS servers a gateway sends questions about which domains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address
from typing import Any

from ..._declare.field import Field
from ..._declare.override import override
from ..._declare.union import union
from .access_points import GATEWAY
from .common import Networked
from .dns_records import RESOLVING, same_domain
from .gateways import WHY

MAPPED_TO = {"zone", "project"}


def _is_address(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


class DnsForwarder(Networked):
    """A DNS forwarder of a gateway. Its domains, servers and zones can change."""

    name = "dns_forwarder"
    plural = "dns_forwarders"
    path = "/networking/v1/dns-forwarders"
    named = "spec.display_name"
    fields = (
        GATEWAY,
        Field(
            "domains",
            wire="spec.domains",
            type="list",
            elements="str",
            needed=True,
            as_set=True,
            canonical=same_domain,
            min_items=0,
            max_items=10,
        ),
    )
    unions = (
        union(
            "spec.config",
            forward_via_ip=(
                "ForwardViaIp",
                Field("dns_server_ips", type="list", elements="str", needed=True, as_set=True, max_items=3),
            ),
            forward_via_gcp_dns_zones=("ForwardViaGcpDnsZones", Field("domain_mappings", type="dict", needed=True)),
        ),
    )
    outputs = WHY
    ready = RESOLVING

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "DNS forwarder"

    @classmethod
    @override
    def words(cls) -> str:
        return "DNS forwarders"

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        for text in (item.get("forward_via_ip") or {}).get("dns_server_ips") or ():
            if not _is_address(text):
                yield f"forward_via_ip.dns_server_ips: {text!r} is not an IPv4 address"
        for domain, to in ((item.get("forward_via_gcp_dns_zones") or {}).get("domain_mappings") or {}).items():
            if to is not None and not (isinstance(to, Mapping) and set(to) == MAPPED_TO and all(to.values())):
                yield f"forward_via_gcp_dns_zones.domain_mappings.{domain}: give a zone and a project, and nothing else"
