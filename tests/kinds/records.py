# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records, which each run writes once more."""

from __future__ import annotations

from ..support.rows import Deed

DEED = Deed(
    name="records",
    needs=("topic", "kafka_key"),
    arguments={
        "cluster": "orders",
        "topic": "orders.created",
        "value_format": "json",
        "records": [
            {"key": "order-1", "value": {"id": 1, "amount": 12.5}, "headers": [{"name": "source", "value": "test"}]},
            {"key": "order-2", "value": {"id": 2, "amount": 40}, "partition": 0},
            {"key": "order-3", "timestamp": "2026-03-01T12:00:00Z"},
        ],
    },
    files={
        "orders.jsonl": '{"key": "order-4", "value": {"id": 4}, "value_format": "json"}\n{"value": "a text"}\n',
    },
    costs_more="not idempotent: reports inside of a 200, limits of a topic, files that are streamed",
)
