# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an API key is for: references as the API takes them and as it gives them back, and how a new key is tried. Pure.

Sources: API_MAP C.1 (forms of `spec.resource`), B.6 (probes), A.2 (which key opens which plane).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REGION = re.compile(r"(?:(?P<environment>[^.]+)\.)?(?P<cloud>aws|azure|gcp)\.(?P<region>[^.]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Probe:
    """A request that shows whether a key works. `path` may use {resource_id}, {environment} and {organization}.

    `successes`: how many answers in a row must be good. `forbidden_is_known`: a 403 tells that the plane knows the key,
    and that its owner has no role there yet. Keys are made before role bindings, so waiting for that would never end.
    """

    plane: str
    path: str
    params: tuple[tuple[str, Any], ...] = ()
    successes: int = 1
    forbidden_is_known: bool = True


@dataclass(frozen=True)
class Resource:
    """One value of the option `resource`. `needs`: options that name it. `kind`, `api_version`: of the reference sent.

    `fixed`: the id where there is only one. `prefix`: what its ids begin with. `probe`: None where no document names a
    request with which a key could be tried (the data plane of ksqlDB).
    """

    needs: tuple[str, ...] = ()
    kind: str = ""
    api_version: str = ""
    fixed: str | None = None
    prefix: str | None = None
    probe: Probe | None = None


# The control plane answers a key without roles with an empty list: its 403 means "not yet", as Kafka's does.
_CONTROL = Probe("control", "/org/v2/environments", (("page_size", 1),), forbidden_is_known=False)

RESOURCES: dict[str, Resource] = {
    "cloud": Resource(fixed="cloud", probe=_CONTROL),
    "global": Resource(kind="Global", api_version="global/v1", fixed="global", probe=_CONTROL),
    "kafka": Resource(
        needs=("environment", "cluster"),
        kind="Cluster",
        api_version="cmk/v2",
        prefix="lkc-",
        probe=Probe("kafka", "/kafka/v3/clusters/{resource_id}/topics", successes=2, forbidden_is_known=False),
    ),
    "schema_registry": Resource(
        needs=("environment",),
        kind="Cluster",
        api_version="srcm/v3",
        prefix="lsrc-",
        probe=Probe("schema_registry", "/subjects", (("limit", 1),)),
    ),
    "ksqldb": Resource(needs=("environment", "cluster"), kind="Cluster", api_version="ksqldbcm/v2", prefix="lksqlc-"),
    "flink": Resource(
        needs=("environment", "cloud", "region"),
        kind="Region",
        api_version="fcpm/v2",
        probe=Probe(
            "flink",
            "/sql/v1/organizations/{organization}/environments/{environment}/statements",
            (("page_size", 1),),
        ),
    ),
    "tableflow": Resource(
        kind="Tableflow",
        api_version="tableflow/v1",
        fixed="tableflow",
        probe=Probe("tableflow", "/tableflow/v1/regions", (("page_size", 1),)),
    ),
}

_BY_KIND = {
    "cloud": "cloud",
    "global": "global",
    "tableflow": "tableflow",
    "schemaregistry": "schema_registry",
    "ksqldb": "ksqldb",
    "region": "flink",
}
_BY_API = {"cmk": "kafka", "srcm": "schema_registry", "ksqldbcm": "ksqldb", "fcpm": "flink"}


def region_id(environment: str, cloud: str, region: str) -> str:
    """The id of a Flink region of an environment in the one form in which it is compared and shown."""
    return f"{environment}.{cloud.lower()}.{region}"


def reference(resource: str, resource_id: str, environment: str | None) -> dict[str, str] | None:
    """`spec.resource` of a new key; None for a Cloud key, which has none."""
    if resource == "cloud":
        return None
    declared = RESOURCES[resource]
    made = {"id": resource_id, "kind": declared.kind, "api_version": declared.api_version}
    if resource == "flink" and environment:
        made["id"] = resource_id.removeprefix(f"{environment}.")
        made["environment"] = environment
    return made


def understood(spec: Mapping[str, Any]) -> dict[str, Any]:
    """{resource, resource_id, environment?} of a key as the API shows it, whichever form it uses.

    A Flink region of which the environment is not told keeps an id without it: "aws.eu-central-1". What is not known
    here keeps the API's own word, so that such keys are listed and never mistaken for others.
    """
    references = [spec["resource"]] if spec.get("resource") else list(spec.get("resources") or [])
    if not references:
        return {"resource": "cloud", "resource_id": "cloud"}
    if len(references) > 1:
        return {"resource": "several", "resource_id": ",".join(sorted(str(r.get("id")) for r in references))}
    given = references[0]
    identifier, kind = str(given.get("id") or ""), str(given.get("kind") or "").lower()
    group = str(given.get("api_version") or "").split("/", maxsplit=1)[0]
    name = _by_id(identifier) or _BY_KIND.get(kind) or _BY_API.get(group) or kind or "unknown"
    found = {"resource": name, "resource_id": identifier}
    environment = given.get("environment") or _environment_of(given.get("resource_name"))
    if name == "flink":
        matched = REGION.fullmatch(identifier)
        environment = (matched and matched["environment"]) or environment
        if matched and environment:
            found["resource_id"] = region_id(environment, matched["cloud"], matched["region"])
    return {**found, "environment": environment} if environment else found


def _by_id(identifier: str) -> str | None:
    for name, declared in RESOURCES.items():
        if identifier == declared.fixed or (declared.prefix and identifier.startswith(declared.prefix)):
            return name
    return "flink" if REGION.fullmatch(identifier) else None


def _environment_of(crn: Any) -> str | None:
    found = re.search(r"/environment=([^/]+)", crn) if isinstance(crn, str) else None
    return found[1] if found else None
