# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Flink compute pools."""

from __future__ import annotations

from ..support.rows import Case

CASE = Case(
    name="flink_compute_pool",
    needs=("environment",),
    arguments={"environment": "dev", "name": "enrichment", "cloud": "AWS", "region": "eu-central-1", "max_cfu": 10},
    change={"max_cfu": 20},
    info={"environment": "dev"},
    unique=False,
)
