# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Materialized tables of Flink, whose queries the service writes anew."""

from __future__ import annotations

from ..support.rows import Case, Operation
from .flink_statement import PLACE

WHERE = {**PLACE, "cluster": "orders"}
TABLE = {
    **WHERE,
    "name": "high-value-orders",
    "query": "select id, cast(price as int) as price from orders where price > 1000",
    "compute_pool": "enrichment",
    "principal": "orders-service",
    "table_options": {"kafka.retention.time": "7 d"},
}
CASE = Case(
    name="flink_materialized_table",
    costs_more="queries that are written anew; pending operations; versions; nested options",
    needs=("flink_key", "compute_pool", "cluster", "service_account"),
    arguments=TABLE,
    change={"query": "SELECT id FROM orders WHERE price > 2000"},
    removal=WHERE,
    info=WHERE,
    history=True,  # columns and options that its first query gave it
    further=(
        Operation(
            "confluent_flink_materialized_table",
            "stop",
            {**TABLE, "stopped": True},
            (("confluent_flink_materialized_table", TABLE),),
        ),
    ),
)
