# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Endpoints, which come with clusters, registries and access points."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="endpoint",
    costs_more="a list that is narrowed by what others have as names: clusters, gateways, access points",
    needs=("cluster",),
    arguments={"environment": "dev", "service": "KAFKA"},
)
