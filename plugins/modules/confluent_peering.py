#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage peerings in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/peering.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_peering
short_description: Manage peerings in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, renames and deletes peerings of a network of Confluent Cloud with a VPC or VNet of yours.
  - A peering rests in C(PENDING_ACCEPT) until you accept it at the cloud provider. That is a success, and C(next_step)
    in the result says who has to accept what, and where.
  - Before a peering is created its routes are checked against the CIDR blocks of the network and against the routes of
    its other peerings, and the blocks of the network against those of all networks of the organization that are peered
    with the same VPC or VNet. All overlaps are named at once.
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
      - Name of the peering. Unique by convention only, so a name that two peerings of the environment carry is refused.
      - With O(id) it is the new name of that peering.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(p-...)) of an existing peering, in place of its name or to rename it.
    type: str
  network:
    description:
      - Name or id (V(n-...)) of the network, which has V(PEERING) among its C(connection_types). Needed for a creation
        and fixed after it.
    type: str
  aws:
    description:
      - A VPC in AWS. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      account:
        description:
          - Account that the VPC is in, 12 digits. Has to match V([0-9]{12}) as a whole. Needed for a creation and fixed
            after it.
        type: str
      vpc:
        description:
          - Id of the VPC. Needed for a creation and fixed after it.
        type: str
      routes:
        description:
          - CIDR blocks of the VPC, to which Confluent Cloud sends traffic back. They have to be private. The order of
            the entries does not matter. Needed for a creation and fixed after it.
          - A warning tells of those in which managed connectors reach nothing, because Confluent Cloud uses them
            itself.
        type: list
        elements: str
      customer_region:
        description:
          - Region of the VPC. Needed for a creation and fixed after it.
        type: str
  azure:
    description:
      - A VNet in Azure. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      tenant:
        description:
          - Id of the tenant that the VNet's subscription is in. Needed for a creation and fixed after it.
        type: str
      vnet:
        description:
          - Resource id of the VNet. Needed for a creation and fixed after it.
        type: str
      customer_region:
        description:
          - Region of the VNet. Needed for a creation and fixed after it.
        type: str
  gcp:
    description:
      - A VPC in Google Cloud. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they exclude each other.
        The choice is fixed at creation.
    type: dict
    suboptions:
      project:
        description:
          - Id of the project that the VPC is in. Needed for a creation and fixed after it.
        type: str
      vpc_network:
        description:
          - Name of the VPC. Needed for a creation and fixed after it.
        type: str
      import_custom_routes:
        description:
          - Whether routes of the VPC are imported. Fixed at creation.
        type: bool
  wait:
    description:
      - Whether to wait until the peering is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same peering and creates no second one.
    type: bool
    default: true
  wait_until:
    description:
      - How long to wait. V(resting) ends the wait also where the peering rests until somebody outside of Confluent
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
      - V(present) creates the peering or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_peering_info
  - module: streamops.confluent.confluent_network
  - module: streamops.confluent.confluent_transit_gateway_attachment
"""

EXAMPLES = r"""
---
- name: Create the network
  streamops.confluent.confluent_network:
    environment: dev
    name: payments
    cloud: AWS
    region: eu-central-1
    connection_types: [PEERING]
    cidr: 10.200.0.0/16

- name: Peer it with a VPC
  streamops.confluent.confluent_peering:
    environment: dev
    name: shop
    network: payments
    aws:
      account: "123456789012"
      vpc: vpc-0f1e2d3c
      routes: [10.108.16.0/21]
      customer_region: eu-central-1
  register: shop

- name: Show what is left to be done
  ansible.builtin.debug:
    msg: "{{ shop.next_step | default('nothing') }}"

- name: Once it was accepted, wait until it is ready
  streamops.confluent.confluent_peering:
    environment: dev
    name: shop
    wait_until: ready

- name: Delete it
  streamops.confluent.confluent_peering:
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
peering:
  description: The peering; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: p-3x7k9q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: shop
    network:
      description: Id of its network.
      type: str
      sample: n-4k2m8p
    aws:
      description: A VPC in AWS.
      type: dict
      sample: {"account": "123456789012", "vpc": "vpc-1", "routes": ["10.8.0.0/16"], "customer_region": "eu-west-1"}
    azure:
      description: A VNet in Azure.
      type: dict
    gcp:
      description: A VPC in Google Cloud.
      type: dict
    phase:
      description: C(PROVISIONING), C(PENDING_ACCEPT), C(READY), C(FAILED), C(DISCONNECTED) or C(DEPROVISIONING).
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
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
    other_side:
      description:
        What of Confluent's it is peered with, as the network shows it. On AWS C(account) and C(vpc), on Azure
        C(subscription) and C(vnet), on Google Cloud C(project) and C(vpc_network).
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
    What you have to do next, where the peering waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.peerings import Peering


def main() -> None:
    """Entry point."""
    run_module(Peering)


if __name__ == "__main__":
    main()
