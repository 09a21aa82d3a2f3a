# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What others share."""

from __future__ import annotations

from ..support.rows import Reading

READING = Reading(
    name="consumer_shared_resource",
    costs_more="the network of what is reachable by private link takes a request of its own",
    needs=("share_token",),
    arguments={"network": True},
)
