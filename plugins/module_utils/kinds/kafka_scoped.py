# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds inside a Kafka cluster share: its REST client, and which right is missing where it refuses."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .._declare.bulk_read import Scanned
from .._declare.field import CLUSTER, ENVIRONMENT
from .._declare.override import override
from .._errors import ApiError, Refused
from .._wire.cloud import Cloud
from .._wire.http import Client, segment


@contextmanager
def needing(cloud: Cloud, client: Client, cluster: str, operation: str, resource: str) -> Iterator[None]:
    """Say in a 403 that passes through which account lacks which operation on what: the broker names none of them.

    Operations: those that Kafka's own protocol asks for behind the request (Apache Kafka, "Operations and resources
    on protocols").
    """
    try:
        yield
    except ApiError as error:
        if error.status == 403:
            error.message += f" {_who(cloud, client)} may not {operation} {resource} on {cluster}."
        raise


def _who(cloud: Cloud, client: Client) -> str:
    """The account behind the Kafka credential, as far as it can be told."""
    try:
        owners = cloud.own_principals(["kafka"])
    except (ApiError, Refused):
        owners = set()
    known = " or ".join(sorted(owner.partition(":")[2] for owner in owners))
    return f"The account {known}" if known else f"The owner of the {client.credential.label}"


def alterations(settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The `data` of a request that alters settings; None resets one. Pure."""
    return [
        {"name": name, "operation": "DELETE"} if value is None else {"name": name, "value": value, "operation": "SET"}
        for name, value in settings.items()
    ]


class ClusterScoped(Scanned):
    """A kind inside a Kafka cluster."""

    scope = (ENVIRONMENT, CLUSTER.but(required=True))
    planes = ("kafka",)
    client: Client
    cluster: str

    @override
    def open(self) -> None:
        self.client, self.cluster = self.cloud.kafka(self.options.get("environment"), self.options["cluster"])

    @override
    def scope_key(self) -> Hashable:
        return self.client.base_url, self.cluster

    def url(self, *steps: str) -> str:
        """A path below the cluster; each step is encoded."""
        return "/".join([f"/kafka/v3/clusters/{segment(self.cluster)}", *(segment(step) for step in steps)])

    @contextmanager
    def needing(self, operation: str, resource: str) -> Iterator[None]:
        """`needing` on this cluster."""
        with needing(self.cloud, self.client, self.cluster, operation, resource):
            yield
