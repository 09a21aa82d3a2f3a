# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Topics that are kept as tables, too."""

from __future__ import annotations

from ..support.estate import Estate, api_key, part
from ..support.rows import Case


@part
def tableflow_key(estate: Estate) -> str:
    resource = {"id": "tableflow", "kind": "Tableflow", "api_version": "tableflow/v1"}
    key, secret = api_key(estate.sandbox, estate.administrator, resource, "administrator tableflow")
    estate.env.update({"CONFLUENT_TABLEFLOW_API_KEY": key, "CONFLUENT_TABLEFLOW_API_SECRET": secret})
    return key


IN_CLUSTER = {"environment": "dev", "cluster": "orders"}
CASE = Case(
    name="tableflow_topic",
    costs_more="three forms of storage; suspended by the service and resumed; what fails is told",
    needs=("cluster", "topic", "kafka_key", "tableflow_key"),
    arguments={
        **IN_CLUSTER,
        "name": "orders.created",
        "managed_storage": {},
        "table_formats": ["ICEBERG"],
        "retention_ms": 604800000,
        "error_handling": {"mode": "LOG", "target": "orders.bad"},
    },
    change={"table_formats": ["DELTA", "ICEBERG"], "error_handling": {"mode": "SKIP"}, "retention_ms": 86400000},
    info=IN_CLUSTER,
)
