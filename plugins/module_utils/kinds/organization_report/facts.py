# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report knows: everything that was read, as far as it could be. None, or no entry, means "could not be read",
and is never taken for "there is none".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from ..._declare.field import Object
from ..api_keys.resources import understood
from ..role_bindings import crn

Raw = dict[str, Any]  # an object as the API shows it


@dataclass
class Facts:
    """By ids: `clusters` and `registries` of Kafka and Schema Registry, the rest by the cluster, environment or pair
    that it belongs to. `measured`: of which metric of which cluster values were read, also where there are none.
    """

    now: datetime
    organization: Raw
    environments: dict[str, Raw]
    accounts: dict[str, Raw] | None = None
    users: dict[str, Raw] | None = None
    invited: set[str] | None = None
    keys: list[Raw] | None = None
    bindings: list[Raw] | None = None
    pools: set[str] | None = None
    groups: set[str] | None = None
    authorities: list[Raw] | None = None
    ip_filters: list[Raw] | None = None
    quotas: list[Raw] = field(default_factory=list)
    costs: list[Object] | None = None
    clusters: dict[str, Raw] = field(default_factory=dict)
    clusters_of: dict[str, list[str]] = field(default_factory=dict)
    registries: dict[str, Raw] = field(default_factory=dict)
    compute_pools: dict[str, list[Raw]] = field(default_factory=dict)
    ksql_clusters: dict[str, list[Raw]] = field(default_factory=dict)
    statements: dict[tuple[str, str, str], list[Raw]] = field(default_factory=dict)
    connectors: dict[str, dict[str, Object]] = field(default_factory=dict)
    topics: dict[str, list[tuple[str, bool, int]]] = field(default_factory=dict)
    acls: dict[str, list[Raw]] = field(default_factory=dict)
    links: dict[str, list[Raw]] = field(default_factory=dict)
    subjects: dict[str, list[str]] = field(default_factory=dict)
    referred: dict[str, set[str]] = field(default_factory=dict)
    level: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    measured: set[tuple[str, str]] = field(default_factory=set)
    received: dict[tuple[str, str], float] = field(default_factory=dict)
    sent: dict[tuple[str, str], float] = field(default_factory=dict)
    requests: dict[tuple[str, str], float] = field(default_factory=dict)
    lag: dict[tuple[str, str], float] = field(default_factory=dict)
    sees_all: bool | None = None  # whether lists show what belongs to others; None: cannot be told

    # Names and places

    def environment_name(self, identifier: str | None) -> str | None:
        found = self.environments.get(identifier or "")
        return None if found is None else str(found.get("display_name"))

    def environment_of_cluster(self, cluster: str) -> str | None:
        return next((env for env, clusters in self.clusters_of.items() if cluster in clusters), None)

    def cluster_name(self, identifier: str | None) -> str | None:
        found = self.clusters.get(identifier or "")
        return None if found is None else str(found["spec"].get("display_name"))

    def principal_name(self, principal: str) -> str:
        """A principal with the name of the account, the e-mail address of the user, where these are known."""
        identifier = principal.partition(":")[2]
        account, user = (self.accounts or {}).get(identifier), (self.users or {}).get(identifier)
        name = account.get("display_name") if account else user.get("email") if user else None
        return f"{name} ({identifier})" if name else principal

    def gone(self, principal: str) -> bool | None:
        """Whether a principal is none of those that are there; None where that cannot be told."""
        kind, _colon, identifier = principal.partition(":")
        if kind != "User" or identifier == "*":
            return None
        if identifier.startswith("sa-"):
            return None if self.accounts is None else identifier not in self.accounts
        if identifier.startswith("u-"):
            if self.users is None or self.invited is None:
                return None
            return identifier not in self.users and identifier not in self.invited
        if identifier.startswith("pool-"):
            return None if self.pools is None else identifier not in self.pools
        if identifier.startswith("group-"):
            return None if self.groups is None else identifier not in self.groups
        return None

    # Uses

    def pools_of_all(self) -> Iterator[tuple[str, Raw]]:
        """Each Flink compute pool with the id of its environment."""
        for environment, pools in self.compute_pools.items():
            yield from ((environment, pool) for pool in pools)

    def keys_in_words(self) -> Iterator[tuple[Raw, str, Object]]:
        """Each key with the id of its owner and what it is for: {resource, resource_id, environment?}."""
        for raw in self.keys or ():
            spec = raw.get("spec") or {}
            place = understood(spec)
            if not place.get("environment"):
                place["environment"] = self._environment_of_resource(place["resource_id"])
            yield raw, str((spec.get("owner") or {}).get("id") or ""), place

    def _environment_of_resource(self, resource: str) -> str | None:
        for environment, registry in self.registries.items():
            if registry["id"] == resource:
                return environment
        return self.environment_of_cluster(resource)

    def bindings_in_words(self) -> Iterator[tuple[str, str, str]]:
        """Each role binding as principal, role and CRN pattern."""
        for raw in self.bindings or ():
            yield str(raw.get("principal")), str(raw.get("role_name")), crn.readable(str(raw.get("crn_pattern")))

    @staticmethod
    def by_cluster(values: Mapping[tuple[str, str], float]) -> dict[str, float]:
        """The sum of a metric in each cluster."""
        found: dict[str, float] = {}
        for (cluster, _label), value in values.items():
            found[cluster] = found.get(cluster, 0) + value
        return found

    def older(self, raw: Mapping[str, Any], days: int) -> bool | None:
        """Whether an object was made more than so many days ago; None where the service does not tell."""
        age = self.age(raw)
        return None if age is None else age > timedelta(days=days)

    def age(self, raw: Mapping[str, Any]) -> timedelta | None:
        """How long ago an object was made."""
        made = moment((raw.get("metadata") or {}).get("created_at"))
        return None if made is None else self.now - made


def moment(text: Any) -> datetime | None:
    """A moment as the service writes it (RFC 3339, with more digits or fewer than Python takes)."""
    if not isinstance(text, str):
        return None
    head, dot, rest = text.replace("Z", "+00:00").replace("z", "+00:00").partition(".")
    if dot:
        digits = rest[: next((place for place, sign in enumerate(rest) if not sign.isdigit()), len(rest))]
        rest = rest[len(digits) :]
        head = f"{head}.{digits[:6].ljust(6, '0')}"
    try:
        found = datetime.fromisoformat(head + rest if dot else head)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
