# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Private link attachments and their connections (networking-privatelink-v1): private access to a whole region."""

from __future__ import annotations

from collections.abc import Iterable

from ..._declare.change import CREATED, Change
from ..._declare.field import Field, Object
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.quota import Quota
from ..._declare.shape import get_path
from ..._declare.union import union
from .common import CLOUDS, SAID, Networked, listed, phases

ATTACHMENTS = listed("private link attachment", "private-link-attachments", "platt-")
CONNECTIONS = listed("private link attachment connection", "private-link-attachment-connections")
WAITING = "WAITING_FOR_CONNECTIONS"
# What has to be made in each cloud while an attachment waits: with the option that then names it.
ENDPOINTS = {
    "AWS": "a VPC endpoint to the service {vpc_endpoint_service_name}, and state it as aws.vpc_endpoint_id",
    "AZURE": "a private endpoint to {private_link_service_alias}, and state it as azure.private_endpoint_resource_id",
    "GCP": "a Private Service Connect endpoint to {private_service_connect_service_attachment}, and state its "
    "connection as gcp.private_service_connect_connection_id",
}


class PrivateLinkAttachment(Networked):
    """A private link attachment of an environment, for all private endpoints of a region."""

    name = "private_link_attachment"
    plural = "private_link_attachments"
    path = ATTACHMENTS.path
    quota = Quota(("private_link_attachments_per_environment",), "ENVIRONMENT")
    named = "spec.display_name"
    fields = (
        Field("cloud", wire="spec.cloud", needed=True, mutable=False, known=CLOUDS),
        Field("region", wire="spec.region", needed=True, mutable=False),
    )
    outputs = {
        **SAID,
        "dns_domain": "status.dns_domain",
        "vpc_endpoint_service_name": "status.cloud.vpc_endpoint_service.vpc_endpoint_service_name",
        "private_link_service_alias": "status.cloud.private_link_service.private_link_service_alias",
        "private_link_service_resource_id": "status.cloud.private_link_service.private_link_service_resource_id",
        "private_service_connect_service_attachment": (
            "status.cloud.service_attachment.private_service_connect_service_attachment"
        ),
    }
    ready = phases(resting=(WAITING,), spent=("EXPIRED",))
    held_by = (Holder(CONNECTIONS, "spec.private_link_attachment.id"),)
    goes_with = "its connections"

    @override
    def next_step(self, item: Object) -> str | None:
        """What has to be made at the cloud provider, and what then."""
        cloud = str(item.get("cloud"))
        if item.get("phase") != WAITING or cloud not in ENDPOINTS:
            return super().next_step(item)
        return (
            f"In your {cloud} account, in {item['region']}, create {ENDPOINTS[cloud].format_map(item)}, by "
            f"confluent_private_link_attachment_connection. Resolve {item['dns_domain']} to it. It expires if that "
            "takes long."
        )


class PrivateLinkAttachmentConnection(Networked):
    """A connection of a private endpoint of the customer's to a private link attachment."""

    name = "private_link_attachment_connection"
    plural = "private_link_attachment_connections"
    path = CONNECTIONS.path
    named = "spec.display_name"
    fields = (
        Field(
            "private_link_attachment",
            wire="spec.private_link_attachment.id",
            needed=True,
            mutable=False,
            refers=ATTACHMENTS,
        ),
    )
    unions = (
        union(
            "spec.cloud",
            aws=("AwsPrivateLinkAttachmentConnection", Field("vpc_endpoint_id", needed=True, mutable=False)),
            azure=(
                "AzurePrivateLinkAttachmentConnection",
                Field("private_endpoint_resource_id", needed=True, mutable=False, canonical=str.lower),
            ),
            gcp=(
                "GcpPrivateLinkAttachmentConnection",
                Field("private_service_connect_connection_id", needed=True, mutable=False),
            ),
        ),
    )
    outputs = {
        **SAID,
        "vpc_endpoint_service_name": "status.cloud.vpc_endpoint_service_name",
        "private_link_service_alias": "status.cloud.private_link_service_alias",
        "private_link_service_resource_id": "status.cloud.private_link_service_resource_id",
        "private_service_connect_service_attachment": "status.cloud.private_service_connect_service_attachment",
    }
    ready = phases("DISCONNECTED")

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        form, wanted = self.unions[0].form_of(change.desired), change.desired.get("private_link_attachment")
        attachments = self.cloud.listed(ATTACHMENTS.path, self.params) if change.operation == CREATED else []
        for raw in attachments:
            cloud = str(get_path(raw, ("spec", "cloud"))).upper()
            if raw.get("id") == wanted and form and cloud in CLOUDS and cloud != form.upper():
                named = f"private link attachment {get_path(raw, ('spec', 'display_name'))} ({wanted})"
                yield f"{change.label} is stated by {form}, but {named} is on {cloud}: state {cloud.lower()}"
