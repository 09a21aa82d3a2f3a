# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What ksqlDB clusters say of themselves."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="ksql",
    needs=("ksql_key",),
    costs_more="lists of three sorts by one request, secrets hidden",
    arguments={"subsets": ["functions", "topics"]},
)
