# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IP groups."""

from __future__ import annotations

from ..support.rows import Case, Plural

CASE = Case(
    name="ip_group",
    costs_more="has a module for many, and a change that would lock the caller out is refused",
    arguments={"name": "Offices", "cidr_blocks": ["203.0.113.0/24", "198.51.100.16/28"]},
    change={"cidr_blocks": ["203.0.113.0/24"]},
    unique=False,
)
PLURAL = Plural(
    plural="ip_groups",
    unique=False,
    items=[{"name": f"Office {place}", "cidr_blocks": [f"203.0.113.{place}/32"]} for place in range(1, 6)],
    bad={"name": "Office 1", "cidr_blocks": ["203.0.113.300/24"]},
    broken=("POST", "/ip-groups$", 2),
    again=1,
    purge={"name_prefix": "Office"},
    change={"cidr_blocks": ["198.51.100.0/24"]},
)
