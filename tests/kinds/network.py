# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Networks, of which only the name changes."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="network",
    costs_more="checks of CIDR blocks, the facts of three clouds, and what holds a network",
    needs=("environment",),
    arguments={
        "environment": "dev",
        "name": "payments",
        "cloud": "AWS",
        "region": "eu-central-1",
        "connection_types": ["PEERING"],
        "cidr": "10.200.0.0/16",
        "zones": ["euc1-az1", "euc1-az2", "euc1-az3"],
    },
    info={"environment": "dev"},
    unique=False,
)
