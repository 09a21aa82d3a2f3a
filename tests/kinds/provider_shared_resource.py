# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is shared, which its first share has made."""

from __future__ import annotations

from ..support.rows import Setting
from .provider_share import ARGUMENTS as SHARE

SETTING = Setting(
    name="provider_shared_resource",
    costs_more="found by a topic in it, shown with its receivers; subjects among other CRNs",
    needs=("topic", "schema_registry"),
    prepare=(("confluent_stream_sharing", {"enabled": True}), ("confluent_provider_share", SHARE)),
    arguments={
        "environment": "dev",
        "cluster": "orders",
        "topic": "orders.created",
        "display_name": "Orders",
        "organization_contact": "data@northwind.example",
    },
    change={"subjects": ["orders.created-value"], "organization_description": "Northwind sells food."},
)
