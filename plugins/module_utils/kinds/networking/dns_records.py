# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DNS records (networking-access-point-v1): names of the customer's that lead to an access point of a gateway."""

from __future__ import annotations

from ..._declare.field import Field
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._declare.ready import Ready
from ..._declare.union import union
from ..._wire.references import ACCESS_POINTS
from .access_points import GATEWAY
from .common import LEAVING, Networked
from .gateways import WHY


def same_domain(domain: str) -> str:
    """A domain in the form in which domains are compared: without case, and without the dot at the end."""
    return domain.lower().rstrip(".")


# Phases of what is in a gateway; CREATED: it becomes ready with the first Kafka cluster, without anybody's doing.
RESOLVING = Ready(
    done=frozenset({"READY", "CREATED", "DEGRADED"}),
    leaving=frozenset({LEAVING}),
    listed=True,
    next_steps={
        "CREATED": "{name} takes effect by itself once there is a Kafka cluster that can use it.",
        "DEGRADED": "{name} does not work as a whole, for DNS resolvers cannot be reached: see to the DNS servers.",
    },
)


class DnsRecord(Networked):
    """A DNS record of a gateway."""

    name = "dns_record"
    plural = "dns_records"
    path = "/networking/v1/dns-records"
    named = "spec.display_name"
    fields = (GATEWAY, Field("domain", wire="spec.domain", needed=True, mutable=False, canonical=same_domain))
    unions = (
        union(
            "spec.config",
            private_link_access_point=(
                "PrivateLinkAccessPoint",
                Field("access_point", wire="resource_id", needed=True, aliases=("id",), refers=ACCESS_POINTS),
            ),
        ),
    )
    outputs = WHY
    ready = RESOLVING

    purge_scope = by_name("name_prefix", "name_pattern")

    @classmethod
    @override
    def words_of_one(cls) -> str:
        return "DNS record"

    @classmethod
    @override
    def words(cls) -> str:
        return "DNS records"
