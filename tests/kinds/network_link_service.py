# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Network link services, which let networks and environments in."""

from __future__ import annotations

from ..support.rows import Arguments, Case
from .gateway import IN_DEV

NETWORK: Arguments = {
    **IN_DEV,
    "name": "ledger",
    "cloud": "AWS",
    "region": "eu-central-1",
    "connection_types": ["PRIVATELINK"],
}
SERVICE: Arguments = {**IN_DEV, "name": "books", "network": "ledger", "accept": {"environments": ["dev"]}}
CASE = Case(
    name="network_link_service",
    costs_more="references in a part; endpoints of others are named before a deletion",
    needs=("environment",),
    prepare=(("confluent_network", NETWORK),),
    arguments=SERVICE,
    change={"description": "For all that book", "accept": {"networks": ["ledger"]}},
    partly=True,
    info=IN_DEV,
    unique=False,
)
