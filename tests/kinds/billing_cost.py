# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Costs, which can only be read, and which the sandbox has where they are seeded."""

from __future__ import annotations

from datetime import datetime, timezone

from ..support.estate import Estate, part
from ..support.rows import Reading


@part
def costs(estate: Estate) -> str:
    """A day's costs of the cluster, in this month; returns the day."""
    day = datetime.now(timezone.utc).date().replace(day=1).isoformat()
    resource = {"id": estate.cluster, "display_name": "orders", "environment": {"id": estate.environment}}
    line = {"start_date": day, "product": "KAFKA", "resource": resource}
    estate.sandbox.seed(
        "costs",
        [
            {
                **line,
                "line_type": "KAFKA_NUM_CKUS",
                "amount": "36.00",
                "quantity": "24",
                "price": "1.5",
                "unit": "CKU-hour",
            },
            {**line, "line_type": "KAFKA_STORAGE", "amount": "0.1234567890123456789", "unit": "GB-hour"},
            {
                "start_date": day,
                "product": "SUPPORT_CLOUD_BASIC",
                "line_type": "SUPPORT",
                "amount": "1",
            },
        ],
    )
    return day


READING = Reading(
    name="billing_cost",
    needs=("environment", "costs"),
    arguments={"environment": "dev"},
    costs_more="ranges that are asked for month by month; exact decimals; sums by dimensions",
)
