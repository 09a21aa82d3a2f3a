# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Topics of the real-time context engine."""

from __future__ import annotations

from ..support.rows import Case
from .tableflow_topic import IN_CLUSTER

CASE = Case(
    name="rtce_topic",
    costs_more="set up in phases; found in the list, for its name alone does not tell what may be seen",
    needs=("cluster", "topic", "kafka_key"),
    arguments={
        **IN_CLUSTER,
        "name": "orders.created",
        "cloud": "AWS",
        "region": "eu-central-1",
        "description": "Each order, by its number, as it was placed",
    },
    change={"description": "Each order, by its number, with its state"},
    info=IN_CLUSTER,
)
