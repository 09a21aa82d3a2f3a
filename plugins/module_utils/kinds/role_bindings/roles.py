# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles of Confluent Cloud as far as they are known here: for hints, and for what they let an account see. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from . import crn

# Only for hints: there is no API that lists the roles, so the service decides (API_MAP D).
KNOWN_ROLES = (
    *("OrganizationAdmin", "AccountAdmin", "BillingAdmin", "EnvironmentAdmin", "CloudClusterAdmin", "Operator"),
    *("NetworkAdmin", "MetricsViewer", "ResourceKeyAdmin", "ConnectManager", "DataDiscovery", "DataSteward"),
    *("DeveloperRead", "DeveloperWrite", "DeveloperManage", "ResourceOwner", "KsqlAdmin", "FlinkAdmin"),
    *("FlinkDeveloper", "Assigner", "ClusterLinkConnection"),
)
# Roles whose bearer manages, and so sees, the bindings within their scope; of AccountAdmin no document tells.
SEEING = ("OrganizationAdmin", "EnvironmentAdmin", "CloudClusterAdmin", "ResourceOwner")
JUDGED = frozenset(KNOWN_ROLES) - {"AccountAdmin"}
# Given on a cluster as a whole, whose CRN for roles has no Kafka in it (API_MAP D).
CLUSTER_ROLES = frozenset({"CloudClusterAdmin"})
DATA_ROLES = frozenset({"DeveloperRead", "DeveloperWrite", "DeveloperManage", "ResourceOwner"})

NOT_ON_BASIC = (
    "roles on topics, groups and transactional ids do not work on Basic clusters: use confluent_acl there, or make "
    "the cluster Standard"
)


def near_roles(role: str) -> str:
    """A question for the roles whose names are near, or nothing."""
    near = get_close_matches(role, KNOWN_ROLES, n=2)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def refusal_hints(role: str, pattern: str) -> str:
    """What the service's refusal of a role on a CRN pattern may mean."""
    hints = []
    if role not in KNOWN_ROLES:
        also = near_roles(role) or f" Known roles: {', '.join(KNOWN_ROLES)}."
        hints.append(f" The role {role!r} is not known to this collection either.{also}")
    if role not in DATA_ROLES and pattern != crn.for_roles(pattern):
        hints.append(" Roles on a whole cluster take its CRN without /kafka=... at the end.")
    if role in DATA_ROLES and "/kafka=" in pattern:
        hints.append(f" On a Basic cluster this cannot work: {NOT_ON_BASIC}.")
    return "".join(hints)


def shows_bindings(roles: Iterable[tuple[str | None, str]], scope: str) -> bool:
    """Whether who has these roles, each (name, CRN pattern), may see the role bindings of others on a scope.

    What a role that is not known here lets see nobody knows: then it counts as one that does.
    """
    return any(role not in JUDGED or (role in SEEING and crn.covers(pattern, scope)) for role, pattern in roles)
