# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The search of Stream Catalog."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="catalog_search",
    costs_more="a search with parameters of its own, and the user's words for types",
    needs=("topic", "schema_registry_key", "customer_schema"),
    arguments={"entity_types": ["topic", "schema"]},
)
