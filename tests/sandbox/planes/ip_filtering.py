# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IP groups and IP filters (iam-ip-filtering-v2 document). What filters do: ``tests/sandbox/ip_filters``.

Who may manage them: OrganizationAdmin; the filters of an environment also its EnvironmentAdmin.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from .. import crn, ip_filters
from ..errors import ApiError
from ..state import JsonObject, State
from ._control import invalid
from ._members import Member
from ._row import Collection, Holder

# "any unicode letter or number, the ASCII space character, or any of" these: the document's description of both names.
_NAME = r"^(?:[^\W_]|[ \[\]|&+\-_/.,])+$"
_GROUPS = ("management", "multiple")


def _cidrs(blocks: list[str]) -> str | None:
    for block in blocks:
        try:
            ipaddress.ip_network(block)
        except ValueError as exc:
            return f"'{block}' is not a CIDR block: {exc}"
        if "/" not in block:
            return f"'{block}' is not a CIDR block: it has no prefix length"
    return None


def _scope(state: State, item: JsonObject) -> str:
    """The CRN that a filter is for; 400 for what is neither this organisation nor one of its environments."""
    scope = str(item["resource_scope"])
    try:
        pairs = crn.segments(scope)
    except ValueError as exc:
        raise invalid("/resource_scope", f"'{scope}' is not a valid CRN: {exc}") from exc
    kinds, names = [kind for kind, _name in pairs], dict(pairs)
    known = names.get("organization") == state.settings.organization_id
    if kinds not in (["organization"], ["organization", "environment"]) or not known:
        raise invalid("/resource_scope", f"'{scope}' is neither this organization nor an environment of it")
    if "environment" in names and names["environment"] not in state.environments:
        raise invalid("/resource_scope", f"The environment '{names['environment']}' does not exist")
    return scope


def _check(state: State, new: JsonObject, old: JsonObject | None) -> None:
    if new["operation_groups"] and new["resource_group"] != "multiple":
        raise invalid("/operation_groups", "operation_groups need the resource_group 'multiple'")
    if state.settings.ip_filter_guard and ip_filters.would_lock_out(state, new):
        detail = f"The IP filter does not include your IP address {state.settings.client_address}"
        raise ApiError("control", 400, detail, "client_ip_not_covered", source={"pointer": "/ip_groups"})


def _listed(state: State, query: Mapping[str, str], item: JsonObject) -> bool:
    """``resource_scope``: filters of this scope; with ``include_parent_scopes`` those of the organization, too."""
    scope, parents = query.get("resource_scope"), query.get("include_parent_scopes") == "true"
    return not scope or item["resource_scope"] in (scope, state.organization_crn if parents else scope)


_GROUP = Collection(
    "ip_groups",
    "/iam/v2/ip-groups",
    "IpGroup",
    "ipg",
    "ip-group",
    (
        Member("group_name", required=True, shortest=1, longest=64, pattern=_NAME),
        Member("cidr_blocks", list, required=True, fewest=1, most=25, check=_cidrs),
    ),
    held_by=(Holder("ip_filters", "ip_groups"),),
    seeds={"cidr_blocks": ["203.0.113.0/24"]},
)
_FILTER = Collection(
    "ip_filters",
    "/iam/v2/ip-filters",
    "IpFilter",
    "ipf",
    "ip-filter",
    (
        Member("filter_name", required=True, shortest=1, longest=64, pattern=_NAME),
        Member("resource_group", required=True, choices=_GROUPS),
        Member("resource_scope", default=lambda state: state.organization_crn),
        Member("operation_groups", list, default=[]),
        Member("ip_groups", list, required=True, fewest=1, most=25, refers="ip_groups"),
    ),
    queries=("resource_scope", "include_parent_scopes"),
    listed=_listed,
    check=_check,
    managed_at=_scope,
    seeds={"resource_group": "management"},
)
ROWS = (_GROUP, _FILTER)
