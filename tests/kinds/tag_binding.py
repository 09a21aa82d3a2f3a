# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tags on entities of Stream Catalog."""

from __future__ import annotations

import json

from ..support.estate import Estate, part
from ..support.rows import Case, Plural

CUSTOMER = {
    "type": "record",
    "name": "Customer",
    "namespace": "com.acme",
    "fields": [
        {"name": "email", "type": "string"},
        {
            "name": "address",
            "type": {"type": "record", "name": "Address", "fields": [{"name": "street", "type": "string"}]},
        },
    ],
}


@part
def customer_schema(estate: Estate) -> str:
    """The subject customers-value; the id of its schema."""
    path = "/subjects/customers-value/versions"
    return str(estate.registry("POST", path, {"schema": json.dumps(CUSTOMER)})["id"])


@part
def pii_tag(estate: Estate) -> str:
    estate.id_of("schema_registry_key")
    definition = {"registry": estate.schema_registry, "name": "PII", "definition": {"description": "Personal data"}}
    estate.sandbox.seed("tags", definition)
    return "PII"


NEEDS = ("cluster", "topic", "kafka_key", "schema_registry_key", "pii_tag", "customer_schema")
ON_TOPIC = {"tag": "PII", "topic": "orders.created"}
CASE = Case(
    name="tag_binding",
    costs_more="entities in the user's terms, which the catalog learns of late; errors in a 200; reads in bulk",
    needs=NEEDS,
    arguments=ON_TOPIC,
    info={"tag": "PII"},
    found_by=ON_TOPIC,
)
PLURAL = Plural(
    plural="tag_bindings",
    needs=NEEDS,
    items=[
        {"topic": "orders.created"},
        {"subject": "customers-value"},
        {"subject": "customers-value", "record": "Customer"},
        {"subject": "customers-value", "field": "email"},
        {"entity_type": "environment"},
    ],
    bad={"entity_type": "topic"},
    broken=("POST", "/entity/tags$", 1),
    at_once=True,
    again=4 + 5,
    purge={"tag": "PII"},
    defaults={"tag": "PII"},
)
