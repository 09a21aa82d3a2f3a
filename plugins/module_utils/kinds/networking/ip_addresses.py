# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public addresses of Confluent Cloud (networking-ip-v1): read only, for firewalls of the customer's."""

from __future__ import annotations

from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind

FILTERS = {"clouds": "cloud", "regions": "region", "services": "services", "address_types": "address_type"}


class IpAddress(RestKind):
    """A range of addresses that Confluent Cloud sends from, or listens on."""

    name = "ip_address"
    plural = "ip_addresses"
    path = "/networking/v1/ip-addresses"
    addressed = "ip_prefix"
    info_fields = tuple(Field(name, type="list", elements="str") for name in FILTERS)
    outputs = {name: name for name in ("ip_prefix", "cloud", "region", "services", "address_type")}

    @property
    @override
    def read_params(self) -> dict[str, Any]:
        """The filters of the list, each of which the API takes several times."""
        return {wire: tuple(self.options[name]) for name, wire in FILTERS.items() if self.options.get(name)}

    @override
    def select(self) -> list[Object]:
        return self.all()
