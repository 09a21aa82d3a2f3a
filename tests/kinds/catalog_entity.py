# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is said of entities of Stream Catalog."""

from __future__ import annotations

from ..support.rows import Setting

SETTING = Setting(
    name="catalog_entity",
    costs_more="entities in the user's terms, which the catalog learns of late; attributes that go by an empty text",
    needs=("cluster", "topic", "kafka_key", "schema_registry_key", "customer_schema"),
    arguments={
        "topic": "orders.created",
        "description": "Orders",
        "owner": "orders",
        "owner_email": "orders@acme.example",
    },
    change={"description": "Each order", "owner_email": ""},
    info={"topic": "orders.created"},
)
