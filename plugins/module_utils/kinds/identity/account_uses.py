# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a service account is used for, as far as the control plane tells: the API keys that it owns, its roles, and the
connectors that work as it.

An account belongs to the whole organization, and so do not only those who made it use it. The service deletes its keys
and role bindings with it (iam-v2). ACLs are known to each Kafka cluster alone; they do nothing for an account that has
neither a key for the cluster nor a connector there, and these are seen here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, NotFound
from ..._wire.cloud import Cloud
from ..api_keys import resources as key_resources
from ..connectors.config import ACCOUNT
from ..connectors.scan import Connectors
from ..role_bindings import crn

KEYS, BINDINGS = "/iam/v2/api-keys", "/iam/v2/role-bindings"
ENVIRONMENTS, CLUSTERS = "/org/v2/environments", "/cmk/v2/clusters"
SHOWN = 50  # uses that a refusal names
CONNECTORS = "/connect/v1"  # of all clusters, as what is known of them is called
API_KEY, ROLE_BINDING, CONNECTOR = "api_key", "role_binding", "connector"
# Where what a key may be for is listed, with the environment as a query parameter.
IN_ENVIRONMENT = {"lkc-": CLUSTERS, "lsrc-": "/srcm/v3/clusters", "lksqlc-": "/ksqldbcm/v2/clusters"}


def uses_of(cloud: Cloud, account: str) -> list[Object]:
    """The uses of the account with this id: {kind, id, environment (id or None)} and, of a key, {name, resource,
    resource_id}, of a role binding {role, crn_pattern}, of a connector, which has its name as id, {cluster}.

    Keys and roles are read anew each time, for deletions are decided by them, connectors once in a task for all
    accounts. The service shows what the credential may see. Raises ApiError.
    """
    owned = cloud.control.pages(KEYS, {"spec.owner": account})
    keys = [raw for raw in owned if ((raw.get("spec") or {}).get("owner") or {}).get("id") == account]
    root, principal = crn.build("organization", cloud.organization_id(), {}), f"User:{account}"
    bindings = {
        raw["id"]: raw
        for pattern in (root, f"{root}/*")
        for raw in cloud.control.pages(BINDINGS, {"principal": principal, "crn_pattern": pattern})
        if raw.get("principal") == principal
    }
    working = [use for owner, use in cloud.known.once(CONNECTORS, (), lambda: _connectors(cloud)) if owner == account]
    return [*map(_of_key, keys), *map(_of_binding, bindings.values()), *working]


def _connectors(cloud: Cloud) -> list[tuple[str, Object]]:
    """Every connector that works as a service account, for which it needs no key: the account's id and the use."""
    found = []
    for environment in (one["id"] for one in cloud.listed(ENVIRONMENTS)):
        for cluster in (one["id"] for one in cloud.listed(CLUSTERS, {"environment": environment})):
            for name, entry in _listed(Connectors(cloud.connect, environment, cluster)).items():
                use = {"kind": CONNECTOR, "id": name, "environment": environment, "cluster": cluster}
                found.append((((entry.get("info") or {}).get("config") or {}).get(ACCOUNT), use))
    return [(owner, use) for owner, use in found if owner]


def _listed(connectors: Connectors) -> dict[str, Object]:
    """The connectors of a cluster as the list has them; none where the cluster is gone meanwhile."""
    try:
        listed: dict[str, Object] = connectors.client.get(connectors.url("connectors"), {"expand": "info"})
    except ApiError as error:
        if error.status != 404:
            raise
        return {}
    return listed


def _of_key(raw: Mapping[str, Any]) -> Object:
    spec = raw["spec"]
    found = {"environment": None, **key_resources.understood(spec)}
    return {"kind": API_KEY, "id": raw["id"], "name": spec.get("display_name") or "", **found}


def _of_binding(raw: Mapping[str, Any]) -> Object:
    pattern = crn.readable(raw["crn_pattern"])
    return {
        "kind": ROLE_BINDING,
        "id": raw["id"],
        "role": raw["role_name"],
        "crn_pattern": pattern,
        "environment": crn.environment_of(pattern),
    }


def in_words(use: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A use in words. `names`: names of environments by their ids."""
    environment = use["environment"]
    where = f" in environment {environment}" if environment else ""
    where += f" ({names[environment]})" if environment in names else ""
    if use["kind"] == CONNECTOR:
        return f"connector {use['id']!r} of cluster {use['cluster']}{where}"
    if use["kind"] == API_KEY:
        return f"API key {use['name']!r} ({use['id']}) for {use['resource_id']}{where}"
    named = f"{use['role']} on {use['crn_pattern']}"
    return f"role {named} ({names[environment]})" if environment in names else f"role {named}"


def environment_names(cloud: Cloud, uses: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of the environments in which these uses are; asked for only where there are any."""
    wanted = {use["environment"] for use in uses} - {None}
    listed = cloud.listed(ENVIRONMENTS) if wanted else []
    return {one["id"]: str(one.get("display_name")) for one in listed if one["id"] in wanted}


def all_in_words(cloud: Cloud, uses: list[Object]) -> str:
    """Uses in words, for a refusal: the first of very many."""
    names = environment_names(cloud, uses)
    more = [f"and {len(uses) - SHOWN} more"] if len(uses) > SHOWN else []
    return "; ".join([*(in_words(use, names) for use in uses[:SHOWN]), *more])


class Leaving:
    """What is being removed together with accounts, by the option `together_with`: its uses of them do not count.

    `environment`: what is in it; `api_keys` and `role_bindings`: what is in no environment, or in another one, and is
    stated to go as well, each in the form of the modules for them. Where nothing at all is stated the account is
    removed for its own sake, and its roles on the whole organization with it: no other environment can miss them.
    """

    def __init__(self, cloud: Cloud, stated: Mapping[str, Any] | None) -> None:
        self._cloud, self._alone, self._stated = cloud, stated is None, stated or {}

    def environment(self) -> str | None:
        """The id of the environment; None where none is stated or there is none of that name (any more)."""
        reference = self._stated.get("environment")
        if not reference:
            return None
        try:
            return self._cloud.environment_id(reference)
        except NotFound:
            return None

    def covers(self, use: Mapping[str, Any], account: Mapping[str, Any], patterns: Iterable[str]) -> bool:
        """Whether a use of an account ends anyway. `patterns`: of the role bindings that go too, `role on pattern`."""
        environment = self.environment()
        if environment is not None and environment == use["environment"]:
            return True
        if use["kind"] == ROLE_BINDING:
            return (self._alone and use["environment"] is None) or f"{use['role']} on {use['crn_pattern']}" in patterns
        if use["environment"] is None and environment is not None and self._holds(environment, use["resource_id"]):
            return True
        return use["environment"] is None and any(
            entry.get("owner") in (account["id"], account["name"])
            and (entry.get("name"), entry.get("resource")) == (use["name"], use["resource"])
            for entry in self._stated.get("api_keys") or []
        )

    def _holds(self, environment: str, identifier: str) -> bool:
        """Whether what a key is for is in the environment, where the key does not tell."""
        paths = (path for prefix, path in IN_ENVIRONMENT.items() if identifier.startswith(prefix))
        listed = (one for path in paths for one in self._cloud.listed(path, {"environment": environment}))
        return any(one["id"] == identifier for one in listed)

    def bindings(self, account: Mapping[str, Any]) -> list[Object]:
        """The stated role bindings of an account that are not in the environment by their very scope, as options of
        confluent_role_binding.
        """
        own = (account["id"], account["name"], f"User:{account['id']}")
        entries = [dict(entry) for entry in self._stated.get("role_bindings") or [] if entry.get("principal") in own]
        default = self._stated.get("environment")
        inside = [e for e in entries if e.get("scope") not in (None, "organization") and not e.get("environment")]
        return [
            {"pattern_type": "LITERAL", "environment": default, **entry} for entry in entries if entry not in inside
        ]
