# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What IP filters do: whether a request from the client's address (``settings.client_address``) is let in.

Sources: the IpFilter schema of the iam-ip-filtering-v2 document (no filter: everybody; several: any of their groups)
and "Manage IP Filters on Confluent Cloud" (docs.confluent.io: organization and environment must both let it in). They
are in force for the control plane (``MANAGEMENT``) and Schema Registry (``SCHEMA``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from .state import JsonObject, State


def lets_in(state: State, operation_group: str, environment: str | None = None) -> bool:
    """Whether the filters of the organization and of the environment let the client's address do this."""
    filters = state.table("ip_filters").values()
    return not filters or _lets_in(state, filters, operation_group, environment)


def would_lock_out(state: State, new: JsonObject) -> bool:
    """Whether the client could not manage the filter's scope any more if the filter were there as it is in ``new``."""
    filters = [item for item in state.table("ip_filters").values() if item["id"] != new["id"]]
    _organization, _part, environment = str(new["resource_scope"]).partition("/environment=")
    return not _lets_in(state, [*filters, new], "MANAGEMENT", environment or None)


def _lets_in(state: State, filters: Iterable[JsonObject], operation_group: str, environment: str | None) -> bool:
    address = ipaddress.ip_address(state.settings.client_address)
    scopes = [state.organization_crn, *([state.environment_crn(environment)] if environment else [])]
    in_force = [item for item in filters if _covers(item, operation_group)]
    for scope in scopes:
        here = [item for item in in_force if item["resource_scope"] == scope]
        if here and not any(address in network for item in here for network in _networks(state, item)):
            return False
    return True


def _covers(item: JsonObject, operation_group: str) -> bool:
    if item["resource_group"] == "management":
        return operation_group == "MANAGEMENT"
    return operation_group in item["operation_groups"]


def _networks(state: State, item: JsonObject) -> Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for group in item["ip_groups"]:
        for block in state.table("ip_groups")[group]["cidr_blocks"]:
            yield ipaddress.ip_network(block)
