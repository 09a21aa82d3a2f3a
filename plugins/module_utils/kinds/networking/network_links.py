# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network links (networking-v1): between networks for Private Link. A service lets endpoints in other networks in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.change import DELETED, Change
from ..._declare.field import ENVIRONMENT, FORCE, Field, Object
from ..._declare.override import override
from ..._declare.purge_scope import by_name
from ..._declare.quota import Quota
from ..._declare.ready import Ready
from ..._declare.rest import RestKind
from ..._declare.shape import get_path
from ..._wire.references import ENVIRONMENTS, NETWORK_LINK_SERVICES, NETWORKS
from .common import IN_NETWORK, LEAVING, Networked
from .gateways import WHY

ASSOCIATIONS = "/networking/v1/network-link-service-associations"
DESCRIPTION = Field("description", wire="spec.description")


class NetworkLinkService(Networked):
    """A network link service of a network."""

    name = "network_link_service"
    plural = "network_link_services"
    path = "/networking/v1/network-link-services"
    quota = Quota(("network_link_service_per_network",), "NETWORK")
    named = "spec.display_name"
    fields = (
        IN_NETWORK,
        DESCRIPTION,
        Field(
            "accept",
            wire="spec.accept",
            type="dict",
            options=(
                Field("environments", type="list", elements="str", as_set=True, refers=ENVIRONMENTS, bare=True),
                Field("networks", type="list", elements="str", as_set=True, refers=NETWORKS, bare=True),
            ),
        ),
    )
    modifiers = (FORCE,)
    outputs = WHY
    ready = Ready(done=frozenset({"READY"}), leaving=frozenset({LEAVING}), listed=True)
    goes_with = "the connections of all network link endpoints that use it"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        """A deletion cuts off endpoints, which may be other people's: they are named."""
        yield from super().refusals(change)
        if change.operation == DELETED and not change.options.get("force"):
            query = {**self.params, "spec.network_link_service": change.actual["id"]}
            linked = [
                f"{get_path(raw, ('spec', 'display_name'))} ({get_path(raw, ('spec', 'network_link_endpoint'))})"
                for raw in self.cloud.listed(ASSOCIATIONS, query)
            ]
            if linked:
                yield (
                    f"{change.label} is used by the network link endpoints {', '.join(linked)}, which its deletion "
                    "cuts off: remove them first, or say so with force"
                )


class NetworkLinkEndpoint(Networked):
    """A network link endpoint of a network: its way to a network link service, which may be somebody else's."""

    name = "network_link_endpoint"
    plural = "network_link_endpoints"
    path = "/networking/v1/network-link-endpoints"
    quota = Quota(("network_link_endpoints_per_network",), "NETWORK")
    named = "spec.display_name"
    fields = (
        IN_NETWORK,
        Field(
            "network_link_service",
            wire="spec.network_link_service.id",
            needed=True,
            mutable=False,
            refers=NETWORK_LINK_SERVICES,
        ),
        DESCRIPTION,
    )
    modifiers = (Field("service_environment", wire=None),)
    outputs = {"expires_at": "status.expires_at", **WHY}
    ready = Ready(
        done=frozenset({"READY"}),
        resting=frozenset({"PENDING_ACCEPT", "INACTIVE"}),
        failed=frozenset({"FAILED", "DISCONNECTED"}),
        spent=frozenset({"EXPIRED"}),
        leaving=frozenset({LEAVING}),
        listed=True,
        next_steps={
            "PENDING_ACCEPT": (
                "The owner of the network link service {network_link_service} has to let {name} in: add the "
                "network {network} to accept.networks of the service, or the environment {environment} to "
                "accept.environments (confluent_network_link_service). The request expires at {expires_at}."
            ),
            "INACTIVE": "{name} is let in, and works once a Kafka cluster is in network {network}.",
            "DISCONNECTED": "The service {network_link_service} lets it in no longer: ask its owner to, or remove it.",
            "EXPIRED": "Nobody let it in at the service {network_link_service} in time: ask its owner before",
        },
    )
    purge_scope = by_name("name_prefix", "name_pattern")

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """The service may be in another environment, and is looked for there then."""
        there, service = item.get("service_environment"), item.get("network_link_service")
        if there and service and item.get("state") != "absent":
            found = self.cloud.find_in(self.cloud.environment_id(there), NETWORK_LINK_SERVICES, service)
            return super().desired({**item, "network_link_service": found["id"]})
        return super().desired(item)


class NetworkLinkAssociation(RestKind):
    """A network link endpoint as its network link service sees it: read only."""

    name = "network_link_association"
    plural = "network_link_associations"
    path = ASSOCIATIONS
    scope = (
        ENVIRONMENT.but(required=True),
        Field("network_link_service", required=True, query="spec.network_link_service", refers=NETWORK_LINK_SERVICES),
    )
    outputs = {
        "name": "spec.display_name",
        "description": "spec.description",
        "network_link_endpoint": "spec.network_link_endpoint",
        "phase": "status.phase",
        "expires_at": "status.expires_at",
        **WHY,
        "crn": "metadata.resource_name",
    }
