# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Managed plugins of connectors."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="connector_plugin",
    costs_more="a list without the settings, which a validation of nothing tells",
    needs=("cluster",),
    arguments={"query": "postgres", "settings": True},
)
