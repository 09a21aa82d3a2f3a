#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about private link attachment connections in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/private_link_attachment_connection.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_private_link_attachment_connection_info
short_description: Get information about private link attachment connections in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists private link attachment connections, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  name:
    description:
      - Only connections of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the connection with this id (V(plattc-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_private_link_attachment_connection
"""

EXAMPLES = r"""
---
- name: List the connections of an environment
  streamops.confluent.confluent_private_link_attachment_connection_info:
    environment: dev
  register: connections
"""

RETURN = r"""
---
private_link_attachment_connections:
  description: The connections. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: plattc-3x7k9q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: shop-vpc
    private_link_attachment:
      description: Id of its private link attachment.
      type: str
      sample: platt-3x7k9q
    aws:
      description: A VPC endpoint in AWS.
      type: dict
      sample: {"vpc_endpoint_id": "vpce-0f1e2d3c"}
    azure:
      description: A private endpoint in Azure.
      type: dict
    gcp:
      description: An endpoint of Private Service Connect in Google Cloud.
      type: dict
    phase:
      description: C(PROVISIONING), C(READY), C(FAILED), C(DISCONNECTED) or C(DEPROVISIONING).
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_message:
      description: What the service says of a failure; null without one.
      type: str
      sample: Could not provision cloud resources
    vpc_endpoint_service_name:
      description: On AWS, the service to which the VPC endpoint connects.
      type: str
      sample: com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d
    private_link_service_alias:
      description: On Azure, the alias of the service to which the private endpoint connects.
      type: str
      sample: pls-plt-0a1b2c.westeurope.azure.privatelinkservice
    private_link_service_resource_id:
      description: On Azure, the resource id of that service.
      type: str
      sample: /subscriptions/0/resourceGroups/s/providers/Microsoft.Network/privateLinkServices/pls-plt-0a1b2c
    private_service_connect_service_attachment:
      description: On Google Cloud, what the endpoint connects to.
      type: str
      sample: projects/cc/regions/europe-west3/serviceAttachments/plt-0a1b2c
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
api:
  description:
    What the task cost in requests, as C(calls), C(retries) and C(throttled_seconds); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: always
  type: dict
problems:
  description:
    Every reason why the task was refused before anything was written; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when nothing was written
  type: list
  elements: str
error:
  description:
    The answer of the service that made the task fail, as C(status), C(code), C(detail), C(method), C(path), C(host),
    C(credential) and C(request_id); see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.networking.private_link_attachments import PrivateLinkAttachmentConnection


def main() -> None:
    """Entry point."""
    run_info_module(PrivateLinkAttachmentConnection)


if __name__ == "__main__":
    main()
