# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References to objects by name or id: where each kind is listed, and the one look-up that all of them share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from .._errors import Ambiguous, NoCredential, NotFound, NotReady, Refused
from .http import segment
from .lookups import Known

# So many objects are looked up one by one; for more the list of all of them costs less.
SINGLE_LOOK_UPS = 5

Made = TypeVar("Made")


@dataclass(frozen=True)
class Listed:
    """A kind of object that others refer to.

    `what`: it in words, for messages ("identity pool"). `path`: of its list. `name`: the dotted wire path of the name
    that a reference may be besides the id. `query`: what every request for the list carries. `prefix`: what ids begin
    with. `unseen`: a reference with this prefix that looks like an id is taken as it is, without asking for it.
    `filter`: the query parameter by which the service finds whole names; few references are then asked for singly, by
    id where they have the prefix.
    `singly`: a reference with this prefix is asked for by its id, unless the list was read.
    `scoped`: the list is of one environment, named in the query. `within`: the kind that these objects lie in, where
    they are looked for in all of its objects: `path` has `{}` in the place of the parent's id. Where the parent is
    known, the caller puts it into `path` (dataclasses.replace).
    """

    what: str
    path: str
    name: str = "display_name"
    query: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    unseen: bool = False
    filter: str = ""
    singly: bool = False
    scoped: bool = False
    within: Listed | None = None

    def name_of(self, item: Mapping[str, Any]) -> Any:
        """The name of an object as the API shows it, None without one."""
        found: Any = item
        for step in self.name.split("."):
            found = found.get(step) if isinstance(found, (dict, Mapping)) else None  # a dict is told at once
        return found


# Sources: org-v2, cmk-v2, byok-v1, networking-v1, networking-gateway-v1, networking-access-point-v1, flink-v2, iam-v2,
# identity-provider-v2, certificate-authority-v2, sso-v2 (prefixes of ids: API_MAP B.1).
ENVIRONMENTS = Listed("environment", "/org/v2/environments", prefix="env-", singly=True)
KAFKA_CLUSTERS = Listed("Kafka cluster", "/cmk/v2/clusters", "spec.display_name", scoped=True)
KSQLDB_CLUSTERS = Listed("ksqlDB cluster", "/ksqldbcm/v2/clusters", "spec.display_name", scoped=True)
NETWORKS = Listed("network", "/networking/v1/networks", "spec.display_name", prefix="n-", unseen=True, scoped=True)
GATEWAYS = Listed("gateway", "/networking/v1/gateways", "spec.display_name", prefix="gw-", unseen=True, scoped=True)
ACCESS_POINTS = Listed(
    "access point", "/networking/v1/access-points", "spec.display_name", prefix="ap-", unseen=True, scoped=True
)
NETWORK_LINK_SERVICES = Listed(
    "network link service",
    "/networking/v1/network-link-services",
    "spec.display_name",
    prefix="nls-",
    unseen=True,
    scoped=True,
)
BYOK_KEYS = Listed("BYOK key", "/byok/v1/keys", prefix="cck-", unseen=True)
SERVICE_ACCOUNTS = Listed("service account", "/iam/v2/service-accounts", prefix="sa-", filter="display_name")
USERS = Listed("user", "/iam/v2/users", "email")
GROUP_MAPPINGS = Listed("group", "/iam/v2/sso/group-mappings")
IDENTITY_PROVIDERS = Listed("identity provider", "/iam/v2/identity-providers")
IDENTITY_POOLS = Listed(
    "identity pool",
    "/iam/v2/identity-providers/{}/identity-pools",
    prefix="pool-",
    unseen=True,
    within=IDENTITY_PROVIDERS,
)
CERTIFICATE_AUTHORITIES = Listed("certificate authority", "/iam/v2/certificate-authorities")
CERTIFICATE_POOLS = Listed(
    "certificate pool",
    "/iam/v2/certificate-authorities/{}/identity-pools",
    prefix="pool-",
    unseen=True,
    within=CERTIFICATE_AUTHORITIES,
)
IP_GROUPS = Listed("IP group", "/iam/v2/ip-groups", "group_name")  # iam-ip-filtering-v2
FLINK_REGIONS = Listed("Flink region", "/fcpm/v2/regions", "region_name")
COMPUTE_POOLS = Listed(
    "Flink compute pool", "/fcpm/v2/compute-pools", "spec.display_name", prefix="lfcp-", unseen=True, scoped=True
)
REGISTRY_WORDS = "Schema Registry"  # what an environment has one of, and no list to find it in by a name
INVITATION = r"i-[a-z0-9]+"  # the id of an invitation
# By the types of principals that roles are bound to (mds-v2).
PRINCIPALS = {
    "service_account": SERVICE_ACCOUNTS,
    "user": USERS,
    "identity_pool": IDENTITY_POOLS,
    "certificate_pool": CERTIFICATE_POOLS,
    "group": GROUP_MAPPINGS,
}


def of_invitation(reference: str) -> str:
    """Why an invitation is no principal: the service answers 403 to it, which says nothing of the reason."""
    return (
        f"principal {reference!r} is the id of an invitation, and roles and ACLs belong to users: give the e-mail "
        "address of the user (with principal_type: user), or the id that confluent_invitation returns as user_id, u-..."
    )


class Lists(Protocol):
    """What a look-up needs of the service: lists and objects, each read once per run, and what is known of them."""

    known: Known
    whole: bool

    def listed(self, path: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...

    def by_id(self, path: str, identifier: str) -> dict[str, Any] | None: ...


class References:
    """Look-ups by name or id in the lists of one service, for one task or the items of a loop."""

    def __init__(self, service: Lists) -> None:
        self._service = service
        self._asked: dict[str, set[str]] = {}  # references by the path of their list
        self._picked: dict[Any, dict[str, Any]] = {}  # what references led to, while nothing read was forgotten
        self._picked_at = (-1, -1)  # the item, and how often anything was forgotten

    def find(
        self, listed: Listed, reference: str, params: Mapping[str, Any] | None = None, where: str = ""
    ) -> dict[str, Any]:
        """The object (as the API shows it) of that id or name; only {"id"} of what is `unseen`.

        `params` narrow the list (an environment), `where` says so in a message (" in environment env-1"). Raises
        NotFound with near names, Ambiguous with the ids. What is missing in a list that an earlier item of a loop read
        is looked for again.
        """
        if listed.unseen and reference.startswith(listed.prefix):
            return self._by_look(listed, reference, params, where)
        return self._found(listed, reference, params, where)

    def ksqldb(self, environment: str, cluster: str | None) -> tuple[str, str]:
        """The endpoint and the id of a ksqlDB cluster (name or id) of an environment, which is given by its id."""
        if not cluster:
            raise Refused(
                "ksql_cluster is needed to find the ksqlDB cluster: its name or id (environment variable: "
                "CONFLUENT_KSQL_CLUSTER), or ksql_endpoint"
            )
        found = self.find(KSQLDB_CLUSTERS, cluster, {"environment": environment}, f" in environment {environment}")
        status = found.get("status") or {}
        if not status.get("http_endpoint"):
            words = f"the ksqlDB cluster {cluster} has no endpoint yet: it is {status.get('phase')}"
            raise NotReady(KSQLDB_CLUSTERS.what, cluster, f"{words}. Wait for it with confluent_ksql_cluster")
        return str(status["http_endpoint"]), str(found["id"])

    def _by_look(self, listed: Listed, reference: str, params: Mapping[str, Any] | None, where: str) -> dict[str, Any]:
        """What a reference means that begins like an id: one that looks like an id is taken as it is, any other one
        (`gw-egress`) may be a name, too.
        """
        rest = reference[len(listed.prefix) :]
        like_an_id = re.fullmatch(r"[a-z0-9]+", rest) is not None
        if like_an_id and re.search(r"[0-9]", rest):
            return {"id": reference}
        try:
            return self._found(listed, reference, params, where)
        except (NotFound, NoCredential):
            if not like_an_id:
                raise
            return {"id": reference}

    def _found(self, listed: Listed, reference: str, params: Mapping[str, Any] | None, where: str) -> dict[str, Any]:
        query = {**dict(listed.query), **(params or {})}
        if listed.filter or listed.singly:
            self._asked.setdefault(listed.path, set()).add(reference)
        top = listed.within.path if listed.within else listed.path

        def look() -> dict[str, Any]:
            return pick(listed.what, reference, self._candidates(listed, reference, query), listed.name_of, where)

        # Thousands of references to thousands of objects, of a task or of an item of a loop: each is looked for once.
        asked = (listed.path, listed.name, tuple(sorted(query.items())), reference)
        known = self._service.known
        if (known.item, known.forgotten) != self._picked_at:
            self._picked, self._picked_at = {}, (known.item, known.forgotten)
        picked = self._picked
        if asked not in picked:
            picked[asked] = self.surely(top, look)
        return picked[asked]

    def surely(self, path: str, look: Callable[[], Made]) -> Made:
        """What `look` finds in lists at this path and below. What it misses in those that an earlier item of the loop
        read, it looks for again.
        """
        try:
            return look()
        except (NotFound, Ambiguous):
            if not self._service.known.forget_older(path):
                raise
        return look()

    def _candidates(self, listed: Listed, reference: str, query: dict[str, Any]) -> list[dict[str, Any]]:
        """Objects among which the one meant is, if it is there; otherwise all, for the names that are near."""
        if not (listed.filter or listed.singly) or self._whole_list_pays(listed, query):
            return self._all(listed, query)
        if listed.prefix and reference.startswith(listed.prefix):
            found = self._service.by_id(listed.path, reference)
            if found is not None:
                return [found]
        if not listed.filter:
            return self._all(listed, query)
        named = self._service.listed(listed.path, {**query, listed.filter: reference})
        return named or self._all(listed, query)

    def _whole_list_pays(self, listed: Listed, query: Mapping[str, Any]) -> bool:
        """Whether the list of all objects costs less than single look-ups: it was read, or many are looked for."""
        many = len(self._asked[listed.path]) > SINGLE_LOOK_UPS or self._service.whole
        return many or self._service.known.has(listed.path, tuple(sorted(query.items())))

    def _all(self, listed: Listed, query: Mapping[str, Any]) -> list[dict[str, Any]]:
        if listed.within is None:
            return self._service.listed(listed.path, query)
        parents = self._all(listed.within, dict(listed.within.query))
        paths = [listed.path.format(segment(parent["id"])) for parent in parents]
        return [item for path in paths for item in self._service.listed(path, query)]


def pick(
    what: str,
    reference: str,
    items: Iterable[dict[str, Any]],
    name_of: Callable[[Mapping[str, Any]], Any],
    where: str = "",
) -> dict[str, Any]:
    """The one item whose id or name equals `reference`.

    Raises NotFound (with near names) and Ambiguous (with the ids).
    """
    candidates = list(items)
    matches = [item for item in candidates if reference in (item.get("id"), name_of(item))]
    if len(matches) > 1:
        raise Ambiguous(what, reference, [item["id"] for item in matches])
    if not matches:
        raise NotFound(what, reference, [str(name_of(item)) for item in candidates], where)
    return matches[0]
