# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""DNS records, which lead to an access point."""

from __future__ import annotations

from ..support.rows import Case, Plural
from .access_point import ACCESS_POINT
from .gateway import IN_DEV, PREPARED

MADE = (*PREPARED, ("confluent_access_point", ACCESS_POINT))
TO_WAREHOUSE = {"private_link_access_point": {"access_point": "warehouse"}}
CASE = Case(
    name="dns_record",
    costs_more="a module for many",
    needs=("environment",),
    prepare=(*MADE, ("confluent_access_point", {**ACCESS_POINT, "name": "archive"})),
    arguments={**IN_DEV, "name": "warehouse", "gateway": "egress", "domain": "w.shop.example", **TO_WAREHOUSE},
    change={"private_link_access_point": {"access_point": "archive"}},
    info=IN_DEV,
    unique=False,
)
PLURAL = Plural(
    plural="dns_records",
    unique=False,
    needs=("environment",),
    prepare=(*MADE, ("confluent_access_point", {**ACCESS_POINT, "name": "archive"})),
    common=IN_DEV,
    items=[{"name": f"www-{n}", "domain": f"www{n}.shop.example"} for n in range(5)],
    bad={"name": "www-5"},
    broken=("POST", "/dns-records$", 2),
    again=4,
    purge={"name_prefix": "www-"},
    defaults={"gateway": "egress", **TO_WAREHOUSE},
    change={"private_link_access_point": {"access_point": "archive"}},
)
