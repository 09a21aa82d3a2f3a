# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Business metadata of entities of Stream Catalog."""

from __future__ import annotations

from ..support.estate import Estate, part
from ..support.rows import Case

OWNERSHIP = [
    {"name": "team", "typeName": "string", "isOptional": False, "options": {}},
    {"name": "mail", "typeName": "string", "isOptional": True, "options": {}},
]


@part
def ownership_metadata(estate: Estate) -> str:
    estate.id_of("schema_registry_key")
    definition = {"attributeDefs": OWNERSHIP}
    seeded = {"registry": estate.schema_registry, "name": "Ownership", "definition": definition}
    estate.sandbox.seed("business_metadata", seeded)
    return "Ownership"


NEEDS = ("cluster", "topic", "kafka_key", "schema_registry_key", "advanced_governance", "ownership_metadata")
CASE = Case(
    name="business_metadata_binding",
    costs_more="entities in the user's terms; attributes of which the stated ones count, and which go by an empty text",
    needs=NEEDS,
    arguments={
        "business_metadata": "Ownership",
        "topic": "orders.created",
        "attributes": {"team": "orders", "mail": "a@b"},
    },
    change={"attributes": {"team": "sales", "mail": None}},
    info={"topic": "orders.created"},
    found_by={"business_metadata": "Ownership"},
)
