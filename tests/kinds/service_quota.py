# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Service quotas, which can only be read."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="service_quota",
    needs=("environment",),
    arguments={"scope": "ENVIRONMENT", "environment": "dev"},
    costs_more="filters by name of six kinds; other modules look at quotas before they create",
)
