#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage private link attachment connections in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/private_link_attachment_connection.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_private_link_attachment_connection
short_description: Manage private link attachment connections in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Connects a private endpoint of yours to a private link attachment, and takes that back.
  - With its first connection the attachment becomes ready.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
      - Name of the connection. Unique by convention only, so a name that two connections of the environment carry is
        refused.
      - With O(id) it is the new name of that connection.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(plattc-...)) of an existing connection, in place of its name or to rename it.
    type: str
  private_link_attachment:
    description:
      - Name or id (V(platt-...)) of the private link attachment. Needed for a creation and fixed after it.
    type: str
  aws:
    description:
      - A VPC endpoint in AWS. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each other.
        The choice is fixed at creation.
    type: dict
    suboptions:
      vpc_endpoint_id:
        description:
          - Its id. Needed for a creation and fixed after it.
        type: str
  azure:
    description:
      - A private endpoint in Azure. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each
        other. The choice is fixed at creation.
    type: dict
    suboptions:
      private_endpoint_resource_id:
        description:
          - Its resource id. Needed for a creation and fixed after it.
        type: str
  gcp:
    description:
      - An endpoint of Private Service Connect in Google Cloud. One of O(aws), O(azure) and O(gcp) is needed for a
        creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      private_service_connect_connection_id:
        description:
          - Id of its connection. Needed for a creation and fixed after it.
        type: str
  wait:
    description:
      - Whether to wait until the connection is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same connection and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the connection or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_private_link_attachment_connection_info
  - module: streamops.confluent.confluent_private_link_attachment
"""

EXAMPLES = r"""
---
- name: Create an attachment
  streamops.confluent.confluent_private_link_attachment:
    environment: dev
    name: shop
    cloud: AWS
    region: eu-central-1

- name: Connect a VPC endpoint to it
  streamops.confluent.confluent_private_link_attachment_connection:
    environment: dev
    name: shop-vpc
    private_link_attachment: shop
    aws:
      vpc_endpoint_id: vpce-0f1e2d3c

- name: Wait until the attachment is ready
  streamops.confluent.confluent_private_link_attachment:
    environment: dev
    name: shop
    wait_until: ready

- name: Disconnect it
  streamops.confluent.confluent_private_link_attachment_connection:
    environment: dev
    name: shop-vpc
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
private_link_attachment_connection:
  description: The connection; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the connection waits for somebody; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
diff:
  description:
    What changed, or in check mode would change, as C(before) and C(after). Only fields that differ; secrets are masked;
    see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, when something changes
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

from ..module_utils._engine.run import run_module
from ..module_utils.kinds.networking.private_link_attachments import PrivateLinkAttachmentConnection


def main() -> None:
    """Entry point."""
    run_module(PrivateLinkAttachmentConnection)


if __name__ == "__main__":
    main()
