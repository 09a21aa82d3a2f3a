# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Kafka clusters, which the service takes its time to make."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="kafka_cluster",
    costs_more="five types with rules of their own, resizing that takes hours, protection",
    stands_for="asynchronous",
    needs=("environment",),
    arguments={
        "environment": "dev",
        "name": "payments",
        "type": "Basic",
        "availability": "SINGLE_ZONE",
        "cloud": "GCP",
        "region": "europe-west3",
    },
    change={"type": "Standard"},
    removal={"force": True},
    unique=False,
)
