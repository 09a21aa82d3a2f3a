# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a finding is, which there are, and which of them the user excepts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from ..._declare.field import Object
from . import removal
from .facts import Facts

UNUSED, STATE, LAG, RISK = "unused", "state", "lag", "risk"
HIGH, MEDIUM, LOW = "high", "medium", "low"
SEVERITIES = (HIGH, MEDIUM, LOW)


class Code(NamedTuple):
    """A kind of finding: its area, how bad it is, and in words what was found. `by_absence`: it says that something is
    not there, which cannot be told from what the credential may not see.
    """

    area: str
    severity: str
    words: str
    by_absence: bool = False


CODES: Mapping[str, Code] = {
    "cluster_without_traffic": Code(UNUSED, HIGH, "Kafka cluster without traffic"),
    "topic_unused": Code(UNUSED, MEDIUM, "Topic that nobody writes or reads"),
    "topic_without_writes": Code(UNUSED, LOW, "Topic that nobody writes"),
    "topic_without_readers": Code(UNUSED, LOW, "Topic that nobody reads"),
    "subject_without_topic": Code(UNUSED, LOW, "Schemas of a topic that is not there"),
    "account_without_keys": Code(UNUSED, LOW, "Service account without API keys", by_absence=True),
    "key_without_use": Code(UNUSED, MEDIUM, "API key that its owner does not use"),
    "key_without_owner": Code(UNUSED, HIGH, "API key of a deleted account", by_absence=True),
    "connector_without_tasks": Code(UNUSED, MEDIUM, "Connector without tasks"),
    "pool_without_statements": Code(UNUSED, MEDIUM, "Flink compute pool without statements"),
    "link_without_mirrors": Code(UNUSED, LOW, "Cluster link without mirror topics"),
    "connector_failed": Code(STATE, HIGH, "Failed connector"),
    "connector_paused": Code(STATE, LOW, "Paused connector"),
    "statement_failed": Code(STATE, HIGH, "Failed Flink statement"),
    "statement_stopped": Code(STATE, LOW, "Stopped Flink statement"),
    "group_behind": Code(LAG, MEDIUM, "Consumer group that is behind"),
    "key_old": Code(RISK, MEDIUM, "Old API key"),
    "cloud_key_of_person": Code(RISK, MEDIUM, "Cloud API key of a person"),
    "organization_admin": Code(RISK, MEDIUM, "Administrator of the organization"),
    "acl_allows_everything": Code(RISK, HIGH, "ACL that allows everything"),
    "binding_allows_everything": Code(RISK, MEDIUM, "Role that allows everything in a place"),
    "acl_orphaned": Code(RISK, LOW, "ACL of a deleted account", by_absence=True),
    "binding_orphaned": Code(RISK, LOW, "Role binding of a deleted account", by_absence=True),
    "cluster_unprotected": Code(RISK, HIGH, "Production cluster without deletion protection"),
    "account_in_several_environments": Code(RISK, MEDIUM, "Account that environments share"),
    "registry_without_compatibility": Code(RISK, HIGH, "Schema Registry without compatibility by default"),
    "subject_without_compatibility": Code(RISK, MEDIUM, "Subject without compatibility"),
    "cluster_open": Code(RISK, MEDIUM, "Public cluster without IP filter", by_absence=True),
    "certificate_expiring": Code(RISK, HIGH, "Certificate that expires"),
    "quota_nearly_reached": Code(RISK, MEDIUM, "Service quota that is nearly reached"),
}


class Findings:
    """What was found, with what it costs a month and the task that would remove it."""

    def __init__(self, facts: Facts, monthly: Mapping[str, str]) -> None:
        """`monthly`: costs of resources in a month, by their ids."""
        self.facts, self._monthly = facts, monthly
        self.all: list[Object] = []

    def add(
        self,
        code: str,
        kind: str,
        name: str,
        detail: str,
        *,
        identifier: str | None = None,
        environment: str | None = None,
        cluster: str | None = None,
        task: removal.Task | None = None,
        sure: bool = True,
    ) -> None:
        """Note a finding. Not `sure`: what would speak against it could not be read."""
        known, facts = CODES[code], self.facts
        self.all.append(
            {
                "code": code,
                "area": known.area,
                "severity": known.severity,
                "title": known.words,
                "kind": kind,
                "name": name,
                "id": identifier,
                "environment": environment,
                "environment_name": facts.environment_name(environment),
                "cluster": cluster,
                "cluster_name": facts.cluster_name(cluster),
                "detail": detail,
                "certain": sure and (bool(facts.sees_all) or not known.by_absence),
                "monthly_cost": self._monthly.get(identifier or ""),
                "task": None if task is None else removal.written(task),
            }
        )

    def ordered(self) -> list[Object]:
        """The worst first, then in the order of the table, of environments and names."""
        places = {code: place for place, code in enumerate(CODES)}

        def key(one: Object) -> tuple[Any, ...]:
            where = (
                one["environment_name"] or "",
                one["cluster_name"] or "",
                one["name"],
                one["id"] or "",
                one["detail"],
            )
            return SEVERITIES.index(one["severity"]), places[one["code"]], *where

        return sorted(self.all, key=key)


TOLD_OF_EXCEPTED = ("code", "kind", "name", "id", "environment", "environment_name", "cluster", "cluster_name")
EXCEPTION_PATTERNS = ("code", "name", "environment", "cluster")


def fits(finding: Object, exception: Mapping[str, Any]) -> bool:
    """Whether all patterns of an exception fit. Names and ids both count."""
    seen = {
        "code": (finding["code"],),
        "name": (finding["name"], finding["id"]),
        "environment": (finding["environment_name"], finding["environment"]),
        "cluster": (finding["cluster_name"], finding["cluster"]),
    }
    stated = patterns(exception)
    return bool(stated) and all(
        any(value is not None and fnmatchcase(str(value), pattern) for value in seen[name])
        for name, pattern in stated.items()
    )


def patterns(exception: Mapping[str, Any]) -> dict[str, str]:
    """The patterns that an exception states."""
    return {name: exception[name] for name in EXCEPTION_PATTERNS if exception.get(name)}


def sorted_out(
    found: Iterable[Object], exceptions: Sequence[Mapping[str, Any]]
) -> tuple[list[Object], list[Object], list[Object]]:
    """What is reported; what an exception leaves out, with the reason of the first that fits; and the exceptions that
    fit nothing.
    """
    kept: list[Object] = []
    left_out: list[Object] = []
    used: set[int] = set()
    for one in found:
        fitting = [place for place, exception in enumerate(exceptions) if fits(one, exception)]
        used.update(fitting)
        if fitting:
            reason = exceptions[fitting[0]]["reason"]
            left_out.append({**{name: one[name] for name in TOLD_OF_EXCEPTED}, "reason": reason})
        else:
            kept.append(one)
    idle = [
        {**{name: exception.get(name) for name in EXCEPTION_PATTERNS}, "reason": exception["reason"]}
        for place, exception in enumerate(exceptions)
        if place not in used
    ]
    return kept, left_out, idle
