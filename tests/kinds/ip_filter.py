# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IP filters."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Case


@part
def offices(estate: Estate) -> str:
    """An IP group with the address from which the sandbox sees all requests come."""
    group = {"group_name": "Offices", "cidr_blocks": ["203.0.113.0/24"]}
    return str(estate.sandbox.request("POST", "/iam/v2/ip-groups", group)["id"])


CASE = Case(
    name="ip_filter",
    costs_more="a change that would lock the caller out is refused",
    needs=("offices",),
    arguments={
        "name": "Management from the offices",
        "resource_group": "management",
        "ip_groups": ["Offices"],
        "client_address": ["203.0.113.10"],
    },
    change={"resource_group": "multiple", "operation_groups": ["SCHEMA", "MANAGEMENT"]},
    unique=False,
)
