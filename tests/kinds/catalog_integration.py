# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Catalogs that the tables of a cluster are shown in."""

from __future__ import annotations

from ..support.rows import Case
from .tableflow_topic import IN_CLUSTER

SNOWFLAKE = {
    "endpoint": "https://acme.snowflakecomputing.com/polaris/api/catalog",
    "client_id": "tableflow",
    "client_secret": "not-the-secret",
    "warehouse": "orders",
    "allowed_scope": "PRINCIPAL_ROLE:tableflow",
}
CASE = Case(
    name="catalog_integration",
    costs_more="three forms, with secrets that are never shown; suspended by the service and resumed",
    needs=("cluster", "tableflow_key"),
    arguments={**IN_CLUSTER, "name": "lakehouse", "snowflake": SNOWFLAKE},
    change={"snowflake": {"warehouse": "orders-and-returns", "custom_namespace": "shop"}},
    info=IN_CLUSTER,
    secrets={"snowflake": {**SNOWFLAKE, "client_secret": "{secret}"}},
)
