# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What roles and ACLs allow. Roles: API_MAP D; ACLs: as Apache Kafka's authorizer (deny wins, implied operations)."""

from __future__ import annotations

from itertools import chain

from . import crn as crns
from .state import JsonObject, State

# Everything: administrative work on the control plane (MANAGE), giving access to others (MANAGE_ACCESS), reading
# (VIEW), Kafka's operations and those of subjects and connectors.
_ALL = frozenset({"*"})
_READ_ONLY = frozenset({"VIEW", "DESCRIBE", "DESCRIBE_CONFIGS", "READ_CONFIG"})

# Roles whose scope is administrative: they cover everything below their scope.
ADMIN_ROLES: dict[str, frozenset[str]] = {
    "OrganizationAdmin": _ALL,
    "EnvironmentAdmin": _ALL,
    "CloudClusterAdmin": _ALL,
    "AccountAdmin": frozenset({"VIEW", "MANAGE_ACCOUNTS"}),
    "ResourceKeyAdmin": frozenset({"VIEW", "MANAGE_KEYS"}),
    "NetworkAdmin": frozenset({"VIEW", "MANAGE_NETWORK"}),
    "BillingAdmin": frozenset({"MANAGE_BILLING"}),
    "MetricsViewer": frozenset({"VIEW"}),
    "Operator": _READ_ONLY | {"PAUSE_RESUME"},
    "DataDiscovery": frozenset({"VIEW", "DESCRIBE", "READ_SUBJECT"}),
    "DataSteward": frozenset(
        {
            "VIEW",
            "DESCRIBE",
            "READ_SUBJECT",
            "WRITE_SUBJECT",
            "DELETE_SUBJECT",
            "READ_COMPATIBILITY",
            "WRITE_COMPATIBILITY",
            "MANAGE_CATALOG",
        }
    ),
    "FlinkAdmin": frozenset({"VIEW", "MANAGE_FLINK", "RUN_FLINK"}),
    "FlinkDeveloper": frozenset({"VIEW", "RUN_FLINK"}),
    "ConnectManager": frozenset(
        {
            "VIEW",
            "CONNECTOR_CREATE",
            "CONFIGURE",
            "PAUSE_RESUME",
            "CONNECTOR_DELETE",
            "READ_CONFIG",
            "CONNECTOR_DESCRIBE",
        }
    ),
    "KsqlAdmin": frozenset({"VIEW", "MANAGE_KSQL"}),
    "Assigner": frozenset({"ASSIGN"}),
    "ClusterLinkConnection": frozenset({"DESCRIBE"}),
}

# Roles that are given on the data object itself (a * at the end of its name is a prefix).
DATA_ROLES: dict[str, frozenset[str]] = {
    "ResourceOwner": _ALL,
    "DeveloperRead": frozenset({"READ", "DESCRIBE", "READ_COMPATIBILITY", "READ_CONFIG"}),
    "DeveloperWrite": frozenset({"WRITE", "READ_SUBJECT", "DESCRIBE", "IDEMPOTENT_WRITE", "READ_COMPATIBILITY"}),
    "DeveloperManage": frozenset(
        {
            "CREATE",
            "DELETE",
            "ALTER",
            "DESCRIBE",
            "DESCRIBE_CONFIGS",
            "ALTER_CONFIGS",
            "READ_SUBJECT",
            "READ_COMPATIBILITY",
            "WRITE_COMPATIBILITY",
            "READ_CONFIG",
            "CONFIGURE",
            "PAUSE_RESUME",
        }
    ),
}
ROLES = frozenset(ADMIN_ROLES) | frozenset(DATA_ROLES)

# The ACL operations that include another one (Kafka's AclAuthorizer).
_IMPLIED = {
    "DESCRIBE": ("READ", "WRITE", "DELETE", "ALTER"),
    "DESCRIBE_CONFIGS": ("ALTER_CONFIGS",),
}
_ACL_TYPES = {"topic": "TOPIC", "group": "GROUP", "transactional-id": "TRANSACTIONAL_ID"}


def add_binding(state: State, binding: JsonObject) -> None:
    """Put a role binding into its tables."""
    state.role_bindings[binding["id"]] = binding
    principal = binding["principal"].partition(":")[2]
    state.bindings_by_principal.setdefault(principal, {})[binding["id"]] = binding


def remove_binding(state: State, binding: JsonObject) -> None:
    """Take a role binding out of its tables."""
    del state.role_bindings[binding["id"]]
    del state.bindings_by_principal[binding["principal"].partition(":")[2]][binding["id"]]


def remove_bindings_below(state: State, scope: str) -> None:
    """Drop all role bindings on an object that goes away, and on what was in it."""
    inside = scope + "/"
    for binding in list(state.role_bindings.values()):
        if binding["crn_pattern"] == scope or binding["crn_pattern"].startswith(inside):
            remove_binding(state, binding)


def role_allows(state: State, principal: str, operation: str, crn: str) -> bool:
    """Whether a role binding of the principal (sa-.., u-.., pool-..) allows the operation on the object."""
    now = state.now()
    kind = crns.segments(crn)[-1][0]
    names = {operation}
    if kind == "subject":
        names.add(f"{operation}_SUBJECT")
    elif kind == "connector":
        names.add(f"CONNECTOR_{operation}")
    for binding in state.bindings_by_principal.get(principal, {}).values():
        if binding["effective_at"] > now:
            continue
        role = binding["role_name"]
        granted = ADMIN_ROLES.get(role)
        below = granted is not None
        if granted is None:
            granted = DATA_ROLES[role]
        if ("*" in granted or granted & names) and crns.matches(binding["crn_pattern"], crn, below=below):
            return True
    return False


def has_any_role_near(state: State, principal: str, scope: str) -> bool:
    """Whether the principal has some role on the scope, above it or below it: enough to see that the scope exists."""
    now = state.now()
    for binding in state.bindings_by_principal.get(principal, {}).values():
        if binding["effective_at"] > now:
            continue
        pattern = binding["crn_pattern"]
        if pattern == scope or pattern.startswith(scope + "/") or scope.startswith(pattern + "/"):
            return True
    return False


def has_free_hand(state: State, principal: str, cluster: str) -> bool:
    """Whether an administrator's role covers the whole cluster and no ACL denies anything: then nothing need be asked
    singly.
    """
    if state.acls[cluster].denials:
        return False
    now, crn = state.now(), state.cluster_crn(cluster)
    return any(
        binding["effective_at"] <= now
        and "*" in ADMIN_ROLES.get(binding["role_name"], ())
        and crns.matches(binding["crn_pattern"], crn, below=True)
        for binding in state.bindings_by_principal.get(principal, {}).values()
    )


def acl_verdict(state: State, principal: str, operation: str, crn: str) -> bool | None:
    """What the cluster's ACLs say: True allowed, False denied, None nothing. Only for CRNs with a kafka=<lkc> part."""
    pairs = crns.segments(crn)
    kinds = dict(pairs)
    cluster = kinds.get("kafka")
    if cluster is None:
        return None
    last_kind, last_name = pairs[-1]
    if last_kind == "kafka":
        resource_type, name = "CLUSTER", "kafka-cluster"
    else:
        resource_type, name = _ACL_TYPES.get(last_kind, ""), last_name
    allowing = (operation, "ALL", *_IMPLIED.get(operation, ()))
    verdict: bool | None = None
    table = state.acls.get(cluster)
    if table is None:
        return None
    for acl in chain(table.of(resource_type, f"User:{principal}"), table.of(resource_type, "User:*")):
        _type, acl_name, pattern, _principal, _host, acl_operation, permission = acl
        if not _covers(pattern, acl_name, name):
            continue
        if permission == "DENY":
            if acl_operation in (operation, "ALL"):
                return False
        elif acl_operation in allowing:
            verdict = True
    return verdict


def _covers(pattern: str, acl_name: str, name: str) -> bool:
    if pattern == "PREFIXED":
        return name.startswith(acl_name)
    return acl_name in ("*", name)
