# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shared with whom (cdx-v1), in the user's terms: topics and subjects in place of CRNs, receivers of shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.field import Object
from ..._wire.cloud import Cloud
from ..role_bindings import crn

OPT_IN = "/cdx/v1/opt-in"
SHARES = "/cdx/v1/provider-shares"
SHARED = "/cdx/v1/provider-shared-resources"
TOPIC, SUBJECT = "topic", "subject"
OPEN = frozenset({"INVITED", "EXPIRED"})  # phases in which nobody has redeemed the invitation
GONE = "DEACTIVATED"


def named(resources: Iterable[Any], kind: str) -> list[str]:
    """The names of the topics, or of the subjects, among CRNs."""
    return sorted(name for resource in resources for name in _last(resource, kind))


def _last(resource: Any, kind: str) -> list[str]:
    try:
        type_of, name = crn.parse(str(resource))[1][-1]
    except ValueError:  # a kind of resource that is to come: shown as the service shows it
        return []
    return [name] if type_of == kind else []


def in_terms(raws: Iterable[Mapping[str, Any]]) -> Object:
    """{topics, subjects, resources} of what is shared. `crn` is what the API had before there were several."""
    resources = [one for raw in raws for one in raw.get("resources") or filter(None, [raw.get("crn")])]
    return {
        "topics": named(resources, TOPIC),
        "subjects": named(resources, SUBJECT),
        "resources": sorted(map(str, resources)),
    }


def place(raw: Mapping[str, Any]) -> Object:
    """{environment, cluster} of the cluster that a share or what it shares is of."""
    cluster = raw.get("cloud_cluster") or {}
    return {"environment": cluster.get("environment"), "cluster": cluster.get("id")}


def receiver(raw: Mapping[str, Any]) -> Any:
    """The e-mail address that a share is for."""
    shown, user = (raw.get("consumer_restriction") or {}).get("email"), raw.get("consumer_user_name") or ""
    return shown or (user if "@" in user else None)


def subjects_of(cloud: Cloud, environment: str, subjects: Iterable[str]) -> list[str]:
    """The CRNs of subjects of an environment. Raises NotFound where it has no Schema Registry."""
    names = list(subjects)
    if not names:
        return []
    ids = {"environment": environment, "schema_registry": cloud.find_schema_registry(environment)["id"]}
    return [crn.build(SUBJECT, cloud.organization_id(), {**ids, "resource": name}) for name in names]


def topics_of(cloud: Cloud, environment: str, cluster: str, topics: Iterable[str]) -> list[str]:
    """The CRNs of topics of a cluster."""
    ids = {"environment": environment, "cluster": cluster}
    return [crn.build(TOPIC, cloud.organization_id(), {**ids, "resource": name}) for name in topics]


def of_share(cloud: Cloud, share: str) -> Object:
    """{topics, subjects, resources} of a share of ours."""
    return in_terms(cloud.listed(SHARED, {"stream_share": share}))


def cluster_of(cloud: Cloud, options: Mapping[str, Any]) -> Object:
    """{environment, cluster} that the options name, by ids. Raises Refused, NotFound, Ambiguous."""
    environment = cloud.environment_id(options.get("environment"))
    return {"environment": environment, "cluster": cloud.find_cluster(environment, options["cluster"])["id"]}
