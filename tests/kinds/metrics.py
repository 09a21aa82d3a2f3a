# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Metrics, which the service makes of what there is: here the lag of the groups of the consumer groups' row."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="metrics",
    needs=("groups",),
    arguments={
        "environment": "dev",
        "clusters": ["orders"],
        "metric": "consumer_lag_offsets",
        "group_by": ["consumer_group_id", "topic"],
        "granularity": "PT15M",
    },
    costs_more="a plane of its own; queries with filters, ranges and pages",
)
