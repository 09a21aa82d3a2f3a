# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tags of Stream Catalog."""

from __future__ import annotations

from ..support.rows import Case, Plural

CASE = Case(
    name="tag",
    costs_more="the first kind of Stream Catalog: its client, a list that shows late, lists in and out",
    needs=("schema_registry_key",),
    arguments={"name": "PII", "description": "Personal data", "color": "RED_DARK"},
    change={"description": "Personal data of customers", "color": "RED_LIGHT"},
)
PLURAL = Plural(
    plural="tags",
    needs=("schema_registry_key",),
    items=[{"name": f"Old {number}", "description": f"Number {number}"} for number in range(1, 6)],
    bad={"name": "7th"},
    broken=("POST", "/tagdefs$", 1),
    at_once=True,
    again=2 + 1,
    purge={"name_prefix": "Old"},
    change={"description": "Not used any more"},
)
