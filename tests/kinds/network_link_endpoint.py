# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Network link endpoints, which rest until their service lets them in."""

from __future__ import annotations

from ..support.rows import Case, Plural
from .gateway import IN_DEV
from .network_link_service import NETWORK, SERVICE

PREPARED = (("confluent_network", NETWORK), ("confluent_network_link_service", SERVICE))
CASE = Case(
    name="network_link_endpoint",
    costs_more="phases with steps of their own; a module for many",
    needs=("environment",),
    prepare=PREPARED,
    arguments={**IN_DEV, "name": "to-books", "network": "ledger", "network_link_service": "books"},
    change={"description": "Bookings of the shop"},
    info=IN_DEV,
    unique=False,
)
PLURAL = Plural(
    plural="network_link_endpoints",
    unique=False,
    needs=("environment",),
    prepare=PREPARED,
    common=IN_DEV,
    items=[{"name": f"to-{team}"} for team in ("a", "b", "c", "d", "e")],
    bad={"name": "to-f", "id": "nle-z9z9z9"},
    broken=("POST", "/network-link-endpoints$", 2),
    again=4,
    purge={"name_prefix": "to-"},
    defaults={"network": "ledger", "network_link_service": "books"},
    change={"description": "Bookings"},
)
