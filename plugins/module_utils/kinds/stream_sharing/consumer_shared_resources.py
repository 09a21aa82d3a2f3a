# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others share with the organization (cdx-v1), and how its network is reached. Only ever read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._wire.cloud import Cloud
from ..._wire.http import segment

RECEIVED = "/cdx/v1/consumer-shared-resources"
# Of what is received, by the names of the API.
TOLD = (
    "display_name",
    "description",
    "tags",
    "organization_name",
    "organization_description",
    "organization_contact",
    "cloud",
    "network_connection_types",
)
NETWORK = ("kafka_bootstrap_url", "zones", "dns_domain", "zonal_subdomains", "cloud")


def told(raw: Mapping[str, Any]) -> Object:
    """What is received, in short."""
    return {"id": raw.get("id"), **{name: raw.get(name) for name in TOLD}}


def of_share(cloud: Cloud, share: str) -> list[Object]:
    """What a share of somebody else's shares with us."""
    return [told(raw) for raw in cloud.listed(RECEIVED, {"stream_share": share})]


class ConsumerSharedResource(RestKind):
    """A topic that another organization shares with this one."""

    name = "consumer_shared_resource"
    plural = "consumer_shared_resources"
    path = RECEIVED
    info_fields = (
        Field("id"),
        Field("share"),
        Field("network", type="bool", default=False),
        Field("deleted", type="bool", default=False),
    )

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {**told(raw), "logo_url": raw.get("logo_url"), "network": None}

    @override
    def listing(self) -> list[Any]:
        share, deleted = self.options.get("share"), self.options.get("deleted")
        asked = {**({"stream_share": share} if share else {}), **({"include_deleted": "true"} if deleted else {})}
        return self.cloud.listed(self.path, asked)

    @override
    def select(self) -> list[Object]:
        found = [item for item in self.all() if self.options.get("id") in (None, item["id"])]
        return self.cloud.map(self._with_network, found) if self.options.get("network") else found

    def _with_network(self, item: Object) -> Object:
        """How the shared cluster is reached, where that is not by the public internet."""
        if not item["network_connection_types"]:
            return item
        raw = self.client.get(f"{self.path}/{segment(item['id'])}:network")
        return {**item, "network": {name: raw.get(name) for name in NETWORK}}
