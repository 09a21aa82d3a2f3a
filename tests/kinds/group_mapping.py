# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Group mappings."""

from __future__ import annotations

from ..support.rows import Case

MAPPING = {
    "name": "support",
    "description": "People on call",
    "filter": '"support" in claims.groups',
}
CASE = Case(
    name="group_mapping",
    arguments=MAPPING,
    change={"filter": '"support" in claims.groups || "oncall" in claims.groups'},
    unique=False,
)
