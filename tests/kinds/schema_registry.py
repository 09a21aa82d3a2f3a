# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema registries, which the service makes with the first cluster of an environment."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="schema_registry",
    needs=("schema_registry",),
    costs_more="the registry's own limits, from another plane",
)
