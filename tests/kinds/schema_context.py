# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Contexts of Schema Registry, which can only be read."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(name="schema_context", needs=("schema_registry_key",), costs_more="it counts what is in each")
