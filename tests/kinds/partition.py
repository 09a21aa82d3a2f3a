# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Partitions of topics, which can only be read."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="partition",
    costs_more="no list has the partitions of several topics, or says who leads them but by a link",
    needs=("kafka_key", "topic"),
    arguments={"topics": ["orders.created"]},
)
