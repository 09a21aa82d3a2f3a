# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The endpoints of a network link service, as it sees them."""

from __future__ import annotations

from ..support.rows import Reading
from .gateway import IN_DEV
from .network_link_endpoint import CASE as ENDPOINT
from .network_link_endpoint import PREPARED

READING = Reading(
    name="network_link_association",
    needs=("environment",),
    prepare=(*PREPARED, (ENDPOINT.module, ENDPOINT.arguments)),
    arguments={**IN_DEV, "network_link_service": "books"},
)
