# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report on the organization, which reads everything: here on little of it. test_organization_report has more."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="organization_report",
    needs=("kafka_key", "schema_registry_key", "topic", "service_account"),
    arguments={"months": 1, "concurrency": 1},  # faults are counted by requests, which have to come in one order
    costs_more="it reads and judges a whole organization, over five planes",
)
