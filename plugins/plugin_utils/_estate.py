# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environments, clusters and registries as an inventory shows them: what is read, what hosts and groups are called."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ..module_utils._declare.rest import RestKind
from ..module_utils._errors import ApiError
from ..module_utils._wire.cloud import Cloud
from ..module_utils._wire.references import ENVIRONMENTS, pick
from ..module_utils.kinds.kafka_clusters import KafkaCluster
from ..module_utils.kinds.organization import Environment
from ..module_utils.kinds.schema_registries import SchemaRegistry

Object = dict[str, Any]
CLUSTER, ENVIRONMENT = "cluster", "environment"  # the two kinds of hosts
# Names that Ansible takes for something else than a host of an inventory.
RESERVED = frozenset({"all", "ungrouped", "localhost", "127.0.0.1", "::1"})
PUBLIC = "PUBLIC"  # the reserved name of an access point (cmk-v2, EndpointsMap)
# The variables that only clusters have: null for an environment, so that what is composed of them is defined.
OF_CLUSTERS = (
    *("type", "availability", "cloud", "region", "phase", "cku", "current_cku", "max_ecku", "network", "byok_key"),
    *("deletion_protection", "endpoints", "bootstrap_endpoint", "rest_endpoint"),
)
NOTHING = dict.fromkeys(OF_CLUSTERS)


class Host(NamedTuple):
    """A host before it has a name of its own. `wanted`: what it would be called; `variables`: without their prefix, and
    without `kind`.
    """

    kind: str
    id: str
    wanted: str
    variables: Object


def read(cloud: Cloud, wanted: Iterable[str], registries: bool) -> Object:
    """What there is: {"environments": [...], "gaps": [words]}, as plain data.

    An environment has its fields, `clusters` and `registry` (None without one). `wanted`: names or ids of environments,
    none: all. A list of clusters is of one environment by the API (cmk-v2, srcm-v3: the parameter is required), so each
    costs a request, and with `registries` two; they are sent side by side. What the credential may not see, or what
    goes while this reads, is a gap in words. Raises ApiError, NotFound, Ambiguous, NoCredential.
    """
    listed = list(cloud.control.pages(ENVIRONMENTS.path))
    chosen = [pick(ENVIRONMENTS.what, reference, listed, ENVIRONMENTS.name_of) for reference in wanted] or listed
    of_environments = Environment(cloud, {})
    by_id = {raw["id"]: of_environments.from_api(raw) for raw in chosen}
    kinds: list[type[RestKind]] = [KafkaCluster, *([SchemaRegistry] if registries else [])]
    gaps: list[str] = []

    def look(place: tuple[type[RestKind], str]) -> list[Object]:
        kind, environment = place
        shown = kind(cloud, {"environment": environment})
        shown.environment, shown.scope_ids = environment, {"environment": environment}
        try:
            return [shown.from_api(raw) for raw in cloud.control.pages(kind.path, {"environment": environment})]
        except ApiError as error:
            if error.status not in (403, 404):
                raise
            words = kind.plural.replace("_", " ")
            gaps.append(f"the {words} of environment {environment} cannot be seen: the service answers {error.status}")
            return []

    places = [(kind, environment) for kind in kinds for environment in by_id]
    for (kind, environment), found in zip(places, cloud.map(look, places), strict=True):
        if kind is KafkaCluster:
            by_id[environment]["clusters"] = found
        else:
            by_id[environment]["registry"] = found[0] if found else None
    return {"environments": list(by_id.values()), "gaps": sorted(gaps)}


def hosts(estate: Mapping[str, Any], kinds: Iterable[str], by_name: bool) -> list[Host]:
    """The hosts of an estate (`read`), in the order of the service's lists."""
    found = []
    for environment in estate["environments"]:
        around = {
            "environment_id": environment["id"],
            "environment_name": environment["name"],
            "package": environment["stream_governance_package"],
            **_of_registry(environment.get("registry")),
        }
        if ENVIRONMENT in kinds:
            held = [cluster["id"] for cluster in environment["clusters"]]
            own = {**NOTHING, **_common(environment), "clusters": held, **around}
            wanted = str(environment["name"] or "") if by_name else environment["id"]
            found.append(Host(ENVIRONMENT, environment["id"], wanted, own))
        for cluster in environment["clusters"] if CLUSTER in kinds else ():
            wanted = f"{environment['name']}.{cluster['name']}" if by_name else cluster["id"]
            found.append(Host(CLUSTER, cluster["id"], wanted, {"clusters": None, **_of_cluster(cluster), **around}))
    return found


def _common(item: Mapping[str, Any]) -> Object:
    return {name: item[name] for name in ("id", "name", "crn", "created_at")}


def _of_cluster(cluster: Mapping[str, Any]) -> Object:
    bootstrap, rest = endpoints_of(cluster)
    told = {name: cluster[name] for name in OF_CLUSTERS if name in cluster}
    return {**_common(cluster), **told, "bootstrap_endpoint": bootstrap, "rest_endpoint": rest}


def endpoints_of(cluster: Mapping[str, Any], access_point: str | None = None) -> tuple[str | None, str | None]:
    """Bootstrap (host:port) and REST endpoint of a cluster, as clients take them; None for what it does not have.

    Those by which it is reached through an access point, otherwise its main ones. These members are deprecated in the
    API in favour of the map `endpoints`, from which they are taken where they are missing and one access point stands
    out (cmk-v2).
    """
    points = cluster["endpoints"] if isinstance(cluster["endpoints"], Mapping) else {}
    main = points.get(PUBLIC) or (next(iter(points.values())) if len(points) == 1 else {})
    chosen = main if access_point is None else points.get(access_point, {})
    shown = cluster if access_point is None else {}
    bootstrap = shown.get("bootstrap_endpoint") or chosen.get("kafka_bootstrap_endpoint")
    rest = shown.get("rest_endpoint") or chosen.get("http_endpoint")
    # Clients want host:port, and so the example of cmk-v2 has it; the service puts the protocol before it.
    return (re.sub(r"^SASL_SSL://", "", bootstrap) if bootstrap else None), rest or None


def _of_registry(registry: Mapping[str, Any] | None) -> Object:
    told = registry or {}
    return {
        "registry_id": told.get("id"),
        "registry_phase": told.get("phase"),
        "registry_endpoint": told.get("endpoint") or told.get("private_endpoint"),
        "catalog_endpoint": told.get("catalog_endpoint"),
    }


def safe_host(name: Any) -> str:
    """A name that is a host's and nothing else: no pattern, no range, no list, no option of a command."""
    safe = re.sub(r"[^A-Za-z0-9_.-]", "_", str(name or ""))
    return safe if re.match(r"[A-Za-z0-9_]", safe) else f"_{safe}"


@functools.lru_cache(maxsize=4096)  # the hosts of an inventory share most of their groups
def safe_group(*parts: Any) -> str:
    """A group's name, which is a variable's name too: `region_eu_central_1`."""
    return re.sub(r"[^A-Za-z0-9_]", "_", "_".join(str(part) for part in parts))


def told_apart(
    wanted: Iterable[tuple[str, str]], taken: Iterable[str] = RESERVED, spelled: Callable[[str], str] = safe_host
) -> dict[str, str]:
    """Names of objects by their ids, no two alike. `wanted`: pairs of an id and the name it would have. `spelled`: what
    makes a name of a text.

    All that share a name, or want one that is taken, get their id behind it: none of them is meant by the bare name any
    more. Where that is somebody's name too, the id alone.
    """
    forms = {one: (name, f"{name}.{one}", one) for one, name in wanted}
    at = dict.fromkeys(forms, 0)
    reserved = frozenset(taken)
    names = {one: spelled(them[0]) for one, them in forms.items()}
    while True:
        often = Counter(names.values())
        clashing = [one for one, name in names.items() if (often[name] > 1 or name in reserved) and at[one] < 2]
        if not clashing:
            return names
        for one in clashing:
            at[one] += 1
            names[one] = spelled(forms[one][at[one]])
