# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Business metadata of Stream Catalog."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Case


@part
def advanced_governance(estate: Estate) -> str:
    """The package ADVANCED, which business metadata need."""
    body = {"stream_governance_config": {"package": "ADVANCED"}}
    estate.sandbox.request("PATCH", f"/org/v2/environments/{estate.environment}", body)
    return "ADVANCED"


TEAM = {"name": "team", "description": "The team", "optional": True}
CASE = Case(
    name="business_metadata",
    costs_more="a list in the object of which entries are compared by name, and only ever added to",
    needs=("schema_registry_key", "advanced_governance"),
    arguments={"name": "Ownership", "description": "Who owns it", "attributes": [TEAM]},
    change={"description": "Who answers for it", "attributes": [{**TEAM, "description": "A team"}, {"name": "mail"}]},
)
