# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""DNS forwarders, of which all but the gateway and the form changes."""

from __future__ import annotations

from ..support.rows import Case
from .gateway import IN_DEV, PREPARED

CASE = Case(
    name="dns_forwarder",
    costs_more="two forms, of which one is a map that is compared entry by entry",
    needs=("environment",),
    prepare=PREPARED,
    arguments={
        **IN_DEV,
        "name": "datacentre",
        "gateway": "egress",
        "domains": ["corp.shop.example", "db.shop.example"],
        "forward_via_ip": {"dns_server_ips": ["10.200.0.2", "10.200.1.2"]},
    },
    change={"domains": ["corp.shop.example", "hr.shop.example"], "forward_via_ip": {"dns_server_ips": ["10.200.0.2"]}},
    info=IN_DEV,
    unique=False,
)
