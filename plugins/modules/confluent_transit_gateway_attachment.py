#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage transit gateway attachments in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/transit_gateway_attachment.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_transit_gateway_attachment
short_description: Manage transit gateway attachments in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, renames and deletes attachments of a network of Confluent Cloud to a transit gateway in your AWS account.
  - An attachment rests in C(PENDING_ACCEPT) until it is accepted in AWS. That is a success, and C(next_step) in the
    result says where to accept it.
  - Before an attachment is created its routes are checked, and the CIDR blocks of the network against those of all
    networks of the organization that are attached to the same transit gateway. All overlaps are named at once.
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
      - Id (V(tga-...)) of an existing attachment, in place of its name or to rename it.
    type: str
  network:
    description:
      - Name or id (V(n-...)) of the network, on AWS, with V(TRANSITGATEWAY) or V(PEERING) among its
        C(connection_types). Needed for a creation and fixed after it.
    type: str
  aws:
    description:
      - The transit gateway. The choice is fixed at creation.
    type: dict
    suboptions:
      ram_share_arn:
        description:
          - ARN of the share of the AWS Resource Access Manager by which Confluent Cloud sees the gateway. Has to match
            V(arn:[^:]+:ram:\\S+) as a whole. Needed for a creation and fixed after it.
        type: str
      transit_gateway_id:
        description:
          - Id of the transit gateway. Needed for a creation and fixed after it.
        type: str
      routes:
        description:
          - CIDR blocks that Confluent Cloud reaches through the gateway. They have to be private. A block may be wider
            than that of the network, such as 10.0.0.0/8, but not lie in it. The order of the entries does not matter.
            Needed for a creation and fixed after it.
        type: list
        elements: str
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
seealso:
  - module: streamops.confluent.confluent_transit_gateway_attachment_info
  - module: streamops.confluent.confluent_network
  - module: streamops.confluent.confluent_peering
"""

EXAMPLES = r"""
---
- name: Create the network
  streamops.confluent.confluent_network:
    environment: dev
    name: payments
    cloud: AWS
    region: eu-central-1
    connection_types: [TRANSITGATEWAY]
    cidr: 10.200.0.0/16

- name: Attach it to the transit gateway
  streamops.confluent.confluent_transit_gateway_attachment:
    environment: dev
    name: hub
    network: payments
    aws:
      ram_share_arn: arn:aws:ram:eu-central-1:123456789012:resource-share/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809
      transit_gateway_id: tgw-0f1e2d3c
      routes: [192.168.0.0/16]
  register: hub

- name: Show what is left to be done
  ansible.builtin.debug:
    msg: "{{ hub.next_step | default('nothing') }}"

- name: Delete it
  streamops.confluent.confluent_transit_gateway_attachment:
    environment: dev
    name: hub
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
transit_gateway_attachment:
  description: The attachment; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: tga-3x7k9q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: hub
    network:
      description: Id of its network.
      type: str
      sample: n-4k2m8p
    aws:
      description: The transit gateway.
      type: dict
      sample: {"ram_share_arn": "arn:aws:ram:eu-west-1:123456789012:resource-share/1a2b", "transit_gateway_id": "tgw-1"}
    phase:
      description:
        C(PROVISIONING), C(PENDING_ACCEPT), C(READY), C(FAILED), C(ERROR), C(DISCONNECTED) or C(DEPROVISIONING).
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
    transit_gateway_attachment_id:
      description: Id of the attachment in AWS, once AWS has given it.
      type: str
      sample: tgw-attach-0f1e2d3c
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
    other_side:
      description: What of Confluent's is attached, as the network shows it, C(account) and C(vpc).
      type: dict
      sample: {"account": "111122223333", "vpc": "vpc-0a1b2c3d"}
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
from ..module_utils.kinds.networking.peerings import TransitGatewayAttachment


def main() -> None:
    """Entry point."""
    run_module(TransitGatewayAttachment)


if __name__ == "__main__":
    main()
