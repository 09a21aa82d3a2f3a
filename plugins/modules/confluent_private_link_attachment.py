#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage private link attachments in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/private_link_attachment.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_private_link_attachment
short_description: Manage private link attachments in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, renames and deletes private link attachments, by which private endpoints of yours reach what an environment
    has in a region.
  - It takes three steps. This module makes the attachment, which rests in C(WAITING_FOR_CONNECTIONS). Then you create a
    private endpoint to the service that the result names.
    M(streamops.confluent.confluent_private_link_attachment_connection) connects both, and only then is the attachment
    ready.
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
      - Name of the attachment. Unique by convention only, so a name that two attachments of the environment carry is
        refused.
      - With O(id) it is the new name of that attachment.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(platt-...)) of an existing attachment, in place of its name or to rename it.
    type: str
  cloud:
    description:
      - Cloud provider. Known are V(AWS), V(GCP) and V(AZURE). The service may know others, so another value is sent,
        with a warning. Needed for a creation and fixed after it.
    type: str
  region:
    description:
      - Region in the provider's own spelling. Needed for a creation and fixed after it.
    type: str
  wait:
    description:
      - Whether to wait until the attachment is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same attachment and creates no second one.
    type: bool
    default: true
  wait_until:
    description:
      - How long to wait. V(resting) ends the wait also where the attachment rests until somebody outside of Confluent
        Cloud acts, and C(next_step) says who has to do what.
      - V(ready) goes on waiting until that is done.
    type: str
    choices: [resting, ready]
    default: resting
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the attachment or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - An attachment that waits too long for its first connection is C(EXPIRED), and can only be deleted and created anew.
  - An attachment that has connections is not deleted. The task is refused and names them, in check mode too.
seealso:
  - module: streamops.confluent.confluent_private_link_attachment_info
  - module: streamops.confluent.confluent_private_link_attachment_connection
  - module: streamops.confluent.confluent_private_link_access
"""

EXAMPLES = r"""
---
- name: Create an attachment
  streamops.confluent.confluent_private_link_attachment:
    environment: dev
    name: shop
    cloud: AWS
    region: eu-central-1
  register: attachment

- name: Show to which service a VPC endpoint has to connect
  ansible.builtin.debug:
    var: attachment.private_link_attachment.vpc_endpoint_service_name

- name: Delete it
  streamops.confluent.confluent_private_link_attachment:
    environment: dev
    name: shop
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
private_link_attachment:
  description: The attachment; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: platt-3x7k9q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: shop
    cloud:
      description: Cloud provider.
      type: str
      sample: AWS
    region:
      description: Region in the provider's own spelling.
      type: str
      sample: eu-central-1
    phase:
      description: C(PROVISIONING), C(WAITING_FOR_CONNECTIONS), C(READY), C(FAILED), C(EXPIRED) or C(DEPROVISIONING).
      type: str
      sample: WAITING_FOR_CONNECTIONS
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
    dns_domain:
      description: The DNS domain that has to be resolved to the private endpoint.
      type: str
      sample: eu-central-1.aws.private.confluent.cloud
    vpc_endpoint_service_name:
      description: On AWS, the service to which a VPC endpoint connects.
      type: str
      sample: com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d
    private_link_service_alias:
      description: On Azure, the alias of the service to which a private endpoint connects.
      type: str
      sample: pls-plt-0a1b2c.westeurope.azure.privatelinkservice
    private_link_service_resource_id:
      description: On Azure, the resource id of that service.
      type: str
      sample: /subscriptions/0/resourceGroups/s/providers/Microsoft.Network/privateLinkServices/pls-plt-0a1b2c
    private_service_connect_service_attachment:
      description: On Google Cloud, what an endpoint of Private Service Connect connects to.
      type: str
      sample: projects/cc/regions/europe-west3/serviceAttachments/plt-0a1b2c
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the attachment waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.private_link_attachments import PrivateLinkAttachment


def main() -> None:
    """Entry point."""
    run_module(PrivateLinkAttachment)


if __name__ == "__main__":
    main()
