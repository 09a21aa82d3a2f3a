# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organization and environments (org-v2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .._declare.change import DELETED, Change
from .._declare.collection import IDENTIFIER
from .._declare.field import FORCE, Field
from .._declare.override import override
from .._declare.quota import Quota
from .._declare.rest import RestKind
from .._declare.settings import Settings
from .._declare.shape import get_path
from .._errors import ApiError
from .._wire.http import segment

CLUSTERS, CONNECTORS = "Kafka cluster(s)", "connector(s)"
# What else an environment can hold, and where it is listed with the environment as a query parameter (API_MAP C).
HOLDINGS = {
    "ksqlDB cluster(s)": "/ksqldbcm/v2/clusters",
    "Flink compute pool(s)": "/fcpm/v2/compute-pools",
    "network(s)": "/networking/v1/networks",
    "private link attachment(s)": "/networking/v1/private-link-attachments",
    "gateway(s)": "/networking/v1/gateways",
}
# org-v2, `display_name`.
ORGANIZATION_NAME = r"[^<>#%'*^`{|}~\"]{1,31}"


class Organization(Settings):
    """The organization of the credential. It cannot be made or removed through the API."""

    name = "organization"
    plural = "organizations"
    path = "/org/v2/organizations"
    fields = (
        IDENTIFIER,
        Field("name", wire="display_name", aliases=("display_name",), pattern=ORGANIZATION_NAME),
        Field("jit_enabled", type="bool"),
    )
    outputs = {"crn": "metadata.resource_name"}


class Environment(RestKind):
    """An environment and its Stream Governance package."""

    name = "environment"
    plural = "environments"
    path = "/org/v2/environments"
    named = "display_name"
    quota = Quota(("environments_per_org", "iam.max_environments.per_org"))
    fields = (
        Field("stream_governance_package", wire="stream_governance_config.package", choices=("ESSENTIALS", "ADVANCED")),
    )
    modifiers = (FORCE,)

    @override
    def lasting(self, change: Change) -> Iterable[str]:
        if change.operation == DELETED:
            yield f"{change.label} is deleted with everything in it"
        if "stream_governance_package" in change.fields:
            yield f"{change.label} gets the package ADVANCED, from which there is no way back"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.fields.get("stream_governance_package") == ("ADVANCED", "ESSENTIALS"):
            yield (
                f"the Stream Governance package of {change.label} cannot go from ADVANCED back to ESSENTIALS: the "
                "service refuses it"
            )
        if change.operation == DELETED:
            yield from self._refused_deletion(change)

    def _refused_deletion(self, change: Change) -> Iterator[str]:
        """The service deletes everything in an environment with it, so that is named first."""
        held = self._held(change)
        clusters = held.get(CLUSTERS, [])
        protected = [cluster for cluster in clusters if get_path(cluster, ("spec", "deletion_protection"))]
        if protected:
            yield (
                f"{change.label} holds {len(protected)} Kafka cluster(s) with deletion_protection: "
                f"{', '.join(map(_in_words, protected))}. Set it to false for each of them first, in a run of its own; "
                "force does not override it"
            )
        if not held:
            return
        named = [f"{len(items)} {what}: {', '.join(map(_in_words, items))}" for what, items in held.items()]
        change.before = {**change.actual, "holds": {what: list(map(_in_words, items)) for what, items in held.items()}}
        if change.options.get("force"):
            self.cloud.warn(f"With {change.label} everything in it is deleted: {'; '.join(named)}.")
        else:
            yield (
                f"{change.label} still holds {'; '.join(named)}. Deleting an environment deletes everything in it on "
                "the server: clusters with their topics and data, connectors, schemas, networks. Give force: true if "
                "that is what you want"
            )

    def _held(self, change: Change) -> dict[str, list[Any]]:
        """What the environment holds, by what it is called. Read anew, for a deletion is decided by it."""
        params = {"environment": change.actual["id"]}
        clusters = list(self.cloud.control.pages("/cmk/v2/clusters", params))
        base = f"/connect/v1/environments/{segment(change.actual['id'])}/clusters"

        def others(what: str) -> list[Any]:
            if what == CONNECTORS:
                paths = [f"{base}/{segment(cluster['id'])}/connectors" for cluster in clusters]
                return sorted(name for path in paths for name in self.cloud.connect.get(path) or [])
            return list(self.cloud.control.pages(HOLDINGS[what], params))

        def visible(what: str) -> list[Any]:
            try:
                return others(what)
            except ApiError as error:
                if error.status not in (403, 404):
                    raise
                self.cloud.warn(
                    f"Whether {change.label} holds any {what} cannot be told: the service answered {error.status}."
                )
                return []

        kinds = [CONNECTORS, *HOLDINGS]
        held = {CLUSTERS: clusters, **dict(zip(kinds, self.cloud.map(visible, kinds), strict=True))}
        return {what: items for what, items in held.items() if items}


def _in_words(item: Any) -> str:
    """A connector (by its name) or an object with an id, in words."""
    if isinstance(item, str):
        return item
    name = get_path(item, ("spec", "display_name"))
    return f"{name} ({item['id']})" if name else str(item["id"])
