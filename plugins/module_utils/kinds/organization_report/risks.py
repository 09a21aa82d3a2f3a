# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is risky: keys, roles, ACLs, clusters, subjects, certificates, quotas. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Any

from ..kafka_clusters import UNPROTECTED
from ..role_bindings import crn
from . import removal
from .facts import Facts, Raw, moment
from .findings import Findings

ADMIN = "OrganizationAdmin"
PRIVATE_KINDS = ("Enterprise", "Freight")  # reached by private networks, unless their endpoints say otherwise
DATA = ("KAFKA_DATA", "KAFKA_MANAGEMENT", "KAFKA_DISCOVERY")  # operation groups of IP filters


def find(facts: Facts, found: Findings, limits: Mapping[str, Any]) -> None:
    """Add all findings of this area. `limits`: the options of the module that say what counts."""
    _keys(facts, found, limits["key_age_days"])
    _bindings(facts, found, limits["powerful_roles"])
    _acls(facts, found)
    _clusters(facts, found, limits["production"])
    _shared_accounts(facts, found)
    _subjects(facts, found)
    _certificates(facts, found, limits["certificate_days"])
    _quotas(facts, found, limits["quota_percent"])


def _keys(facts: Facts, found: Findings, days: int) -> None:
    for raw, owner, place in facts.keys_in_words():
        name = str((raw.get("spec") or {}).get("display_name") or "")
        shared: dict[str, Any] = {"identifier": raw["id"], "environment": place.get("environment")}
        who = facts.principal_name(f"User:{owner}")
        if place["resource"] == "cloud" and owner.startswith("u-") and not facts.gone(f"User:{owner}"):
            found.add("cloud_key_of_person", "API key", name, f"it belongs to {who}", **shared)
        age = facts.age(raw)
        if age is not None and age > timedelta(days=days) and not facts.gone(f"User:{owner}"):
            found.add(
                "key_old", "API key", name, f"{age.days} days old, of {who}, for {place['resource_id']}", **shared
            )


def _bindings(facts: Facts, found: Findings, powerful: Iterable[str]) -> None:
    for principal, role, pattern in facts.bindings_in_words():
        environment = crn.environment_of(pattern)
        task = removal.role_binding(principal, role, pattern)
        name, where = facts.principal_name(principal), pattern.partition("/environment=")[2] or "the organization"
        shared: dict[str, Any] = {"identifier": principal, "environment": environment, "task": task}
        if facts.gone(principal):
            found.add("binding_orphaned", "role binding", principal, f"{role} on {where}", **shared)
        elif role == ADMIN:
            found.add("organization_admin", "role binding", name, f"{role} on the organization", identifier=principal)
        elif role in powerful or (role == "ResourceOwner" and pattern.endswith("=*")):
            found.add("binding_allows_everything", "role binding", name, f"{role} on {where}", **shared)


def _acls(facts: Facts, found: Findings) -> None:
    for lkc, acls in facts.acls.items():
        environment = facts.environment_of_cluster(lkc)
        for acl in acls:
            principal = str(acl["principal"])
            words = f"{acl['permission']} {acl['operation']} on {acl['resource_type']} {acl['resource_name']}"
            words += "" if acl["pattern_type"] == "LITERAL" else f" ({acl['pattern_type']})"
            shared: dict[str, Any] = {
                "environment": environment,
                "cluster": lkc,
                "identifier": principal,
                "task": removal.acl(environment, lkc, acl),
            }
            everything = acl["operation"] == "ALL" and acl["resource_name"] in ("*", "kafka-cluster")
            if facts.gone(principal):
                found.add("acl_orphaned", "ACL", principal, words, **shared)
            elif acl["permission"] == "ALLOW" and (everything or principal == "User:*"):
                found.add("acl_allows_everything", "ACL", facts.principal_name(principal), words, **shared)


def _clusters(facts: Facts, found: Findings, production: Iterable[str]) -> None:
    filtered = None if facts.ip_filters is None else _filtered(facts)
    for lkc, raw in facts.clusters.items():
        spec, environment = raw["spec"], facts.environment_of_cluster(lkc)
        name, kind = str(spec.get("display_name")), str((spec.get("config") or {}).get("kind"))
        shared: dict[str, Any] = {"identifier": lkc, "environment": environment, "cluster": lkc}
        names = (name, str(facts.environment_name(environment)))
        is_production = any(fnmatchcase(one.lower(), pattern.lower()) for one in names for pattern in production)
        if is_production and kind not in UNPROTECTED and not spec.get("deletion_protection"):
            found.add("cluster_unprotected", "Kafka cluster", name, f"{kind}, in {names[1]}", **shared)
        if filtered is not None and _public(spec, kind) and not filtered & {"", str(environment)}:
            words = f"{kind}: every address of the internet may try its keys"
            found.add("cluster_open", "Kafka cluster", name, words, **shared)


def _public(spec: Raw, kind: str) -> bool:
    """Whether a cluster is reached over the internet."""
    endpoints = [one for one in (spec.get("endpoints") or {}).values() if isinstance(one, dict)]
    if endpoints:
        return any(one.get("connection_type") == "PUBLIC" for one in endpoints)
    return not (spec.get("network") or {}).get("id") and kind not in PRIVATE_KINDS


def _filtered(facts: Facts) -> set[str]:
    """The environments whose clusters an IP filter covers; an empty text for the whole organization. A filter that does
    not say for which operations it is counts as one for data.
    """
    covered = set()
    for raw in facts.ip_filters or ():
        operations = [str(one).upper() for one in raw.get("operation_groups") or ()]
        if str(raw.get("resource_group")).lower() != "management" and (not operations or set(operations) & set(DATA)):
            covered.add(crn.environment_of(str(raw.get("resource_scope") or "")) or "")
    return covered


def _shared_accounts(facts: Facts, found: Findings) -> None:
    """Accounts that have keys, roles or connectors in several environments: what happens in one reaches the others."""
    places: dict[str, set[str]] = {}
    for _raw, owner, place in facts.keys_in_words():
        places.setdefault(owner, set()).add(place.get("environment") or "")
    for principal, _role, pattern in facts.bindings_in_words():
        places.setdefault(principal.partition(":")[2], set()).add(crn.environment_of(pattern) or "")
    for identifier, account in (facts.accounts or {}).items():
        names = sorted(
            str(facts.environment_name(one)) for one in places.get(identifier, ()) if one in facts.environments
        )
        if len(names) > 1:
            found.add(
                "account_in_several_environments",
                "service account",
                str(account.get("display_name")),
                f"it has keys or roles in {', '.join(names)}",
                identifier=identifier,
            )


def _subjects(facts: Facts, found: Findings) -> None:
    for environment, level in facts.level.items():
        if level == "NONE":
            identifier = facts.registries[environment]["id"]
            words = "subjects without a level of their own take any schema"
            found.add(
                "registry_without_compatibility",
                "Schema Registry",
                identifier,
                words,
                identifier=identifier,
                environment=environment,
            )
    for (environment, subject), level in facts.levels.items():
        if level == "NONE" and facts.level.get(environment) != "NONE":  # otherwise the registry is the finding
            words = "it takes any schema, also one that breaks its readers"
            found.add("subject_without_compatibility", "subject", subject, words, environment=environment)


def _certificates(facts: Facts, found: Findings, days: int) -> None:
    for raw in facts.authorities or ():
        ends = [one for one in map(moment, raw.get("expiration_dates") or ()) if one is not None]
        if ends and min(ends) - facts.now < timedelta(days=days):
            left = (min(ends) - facts.now).days
            words = (
                f"expires in {left} days, on {min(ends):%Y-%m-%d}" if left >= 0 else f"expired on {min(ends):%Y-%m-%d}"
            )
            name = str(raw.get("display_name"))
            found.add("certificate_expiring", "certificate authority", name, words, identifier=raw["id"])


def _quotas(facts: Facts, found: Findings, percent: int) -> None:
    for raw in facts.quotas:
        usage, limit = raw.get("usage"), raw.get("applied_limit")
        if not isinstance(usage, int) or not isinstance(limit, int) or limit <= 0 or usage * 100 < limit * percent:
            continue
        environment = (raw.get("environment") or {}).get("id")
        words = f"{usage} of {limit} used"
        found.add(
            "quota_nearly_reached",
            "service quota",
            str(raw.get("display_name") or raw["id"]),
            words,
            identifier=str(raw["id"]),
            environment=environment,
        )
