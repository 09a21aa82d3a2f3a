# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ksqlDB clusters."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="ksql_cluster",
    costs_more="whether one is there is told by the list alone; its identity is a service account or a user",
    needs=("environment", "cluster", "service_account"),
    arguments={
        "environment": "dev",
        "name": "views",
        "kafka_cluster": "orders",
        "credential_identity": "orders-service",
        "csu": 4,
    },
    info={"environment": "dev"},
    unique=False,
)
