#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage networks in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/network.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_network
short_description: Manage networks in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, renames and deletes networks of Confluent Cloud, in which Dedicated Kafka clusters are reached privately.
  - Nothing but the name of a network can be changed. Any other difference is refused, and the refusal says what would
    have to be deleted first. This module never replaces a network.
  - Before a network is created its CIDR blocks are checked for their form and length, for being private, against each
    other, against the ranges that Confluent Cloud reserves, and against the other networks of the organization on the
    same cloud that are peered or attached by their blocks. All overlaps are named at once.
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
      - Name of the network. Unique by convention only, so a name that two networks of the environment carry is refused.
      - With O(id) it is the new name of that network.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(n-...)) of an existing network, in place of its name or to rename it.
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
  connection_types:
    description:
      - How the network is to be connected to yours. V(PEERING) and V(TRANSITGATEWAY) (AWS only) route by CIDR blocks,
        V(PRIVATELINK) is AWS PrivateLink, Azure Private Link or Google Cloud Private Service Connect. The order of the
        entries does not matter. Known are V(PEERING), V(TRANSITGATEWAY) and V(PRIVATELINK). The service may know
        others, so another value is sent, with a warning. Needed for a creation and fixed after it.
    type: list
    elements: str
  cidr:
    description:
      - CIDR block of the network, a private V(/16). A creation with V(PEERING) or V(TRANSITGATEWAY) needs it, unless
        O(zones_info) has a block for each zone. Fixed at creation.
      - Private are 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 and, on AWS and Google Cloud,
        198.18.0.0/15.
      - Reserved are on AWS 10.100.0.0/16, 10.255.0.0/16, 172.17.0.0/16, 172.20.0.0/16 and 172.31.0.0/16; on Azure
        10.253.0.0/16, 10.254.0.0/16, 172.17.0.0/16, 172.30.0.0/16 and 172.31.0.0/16; on Google Cloud 172.17.0.0/16.
    type: str
  zones:
    description:
      - The availability zones, such as V(use1-az1) on AWS or V(us-central1-a) on Google Cloud. Not for Azure. The order
        of the entries does not matter. Fixed at creation.
      - If not set, the service chooses. Where it chooses others than are asked for, a warning tells which.
    type: list
    elements: str
  zones_info:
    description:
      - A CIDR block for each zone, in place of O(cidr). Limited availability. The order of the entries does not matter.
        Fixed at creation.
    type: list
    elements: dict
    aliases: [zone_info]
    suboptions:
      zone_id:
        description:
          - The zone. If not set, the service chooses. Can be changed later. If not set, it is left alone.
        type: str
      cidr:
        description:
          - Its CIDR block, a private V(/27).
        type: str
        required: true
  dns_config:
    description:
      - How names of clusters are resolved, in a network with O(connection_types=PRIVATELINK). Fixed at creation.
    type: dict
    suboptions:
      resolution:
        description:
          - V(PRIVATE) needs private DNS only, V(CHASED_PRIVATE) public and private DNS. Known are V(CHASED_PRIVATE) and
            V(PRIVATE). The service may know others, so another value is sent, with a warning.
        type: str
        required: true
  reserved_cidr:
    description:
      - A V(/24) that Confluent Cloud uses within the network, for AWS with V(PEERING) or V(TRANSITGATEWAY). Limited
        availability. Fixed at creation.
      - If not set, the service takes 172.20.255.0/24.
    type: str
  allow_overlap:
    description:
      - Create the network although its blocks overlap those of other networks of the organization. Two such networks
        can never be connected to the same network of yours.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until the network is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same network and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the network or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - A network in which anything is left (Kafka clusters, Flink compute pools, peerings, transit gateway attachments,
    private link accesses, network link services and endpoints) is not deleted. The task is refused and names all of it,
    in check mode too.
  - A run that is stopped while it waits can be repeated. It finds the network and goes on waiting.
seealso:
  - module: streamops.confluent.confluent_network_info
  - module: streamops.confluent.confluent_peering
  - module: streamops.confluent.confluent_transit_gateway_attachment
  - module: streamops.confluent.confluent_private_link_access
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_environment
"""

EXAMPLES = r"""
---
- name: Create a network to be peered with
  streamops.confluent.confluent_network:
    environment: dev
    name: payments
    cloud: AWS
    region: eu-central-1
    connection_types: [PEERING]
    cidr: 10.200.0.0/16
    zones: [euc1-az1, euc1-az2, euc1-az3]
  register: payments

- name: Show the other side of the peering
  ansible.builtin.debug:
    msg: "{{ payments.network.account }} {{ payments.network.vpc }}"

- name: Create a network for AWS PrivateLink, without waiting
  streamops.confluent.confluent_network:
    environment: dev
    name: ledger
    cloud: AWS
    region: eu-central-1
    connection_types: [PRIVATELINK]
    dns_config:
      resolution: PRIVATE
    wait: false

- name: Rename a network
  streamops.confluent.confluent_network:
    environment: dev
    id: "{{ payments.network.id }}"
    name: payments-eu

- name: Delete it
  streamops.confluent.confluent_network:
    environment: dev
    name: payments-eu
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
network:
  description: The network; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: n-4k2m8p
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: payments
    cloud:
      description: Cloud provider.
      type: str
      sample: AWS
    region:
      description: Region in the provider's own spelling.
      type: str
      sample: eu-central-1
    connection_types:
      description: How the network is to be connected to yours.
      type: list
      elements: str
      sample: ["PEERING"]
    cidr:
      description: CIDR block of the network, a private V(/16).
      type: str
      sample: 10.200.0.0/16
    zones:
      description: The zones that it has, as they were asked for or chosen.
      type: list
      elements: str
      sample: ["euc1-az1", "euc1-az2", "euc1-az3"]
    zones_info:
      description: The CIDR block of each zone; null unless it was made with these.
      type: list
      elements: dict
    dns_config:
      description: How names of clusters are resolved.
      type: dict
    reserved_cidr:
      description: A V(/24) that Confluent Cloud uses within the network, for AWS with V(PEERING) or V(TRANSITGATEWAY).
      type: str
    phase:
      description: C(PROVISIONING), C(READY), C(FAILED) or C(DEPROVISIONING).
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
    gateway:
      description: Id of its gateway; null without one.
      type: str
      sample: gw-2b4d6f
    supported_connection_types:
      description: The connection types that it supports.
      type: list
      elements: str
      sample: ["PEERING"]
    active_connection_types:
      description: The connection types that were asked for.
      type: list
      elements: str
      sample: ["PEERING"]
    dns_domain:
      description: Its DNS domain; null unless it supports private link.
      type: str
      sample: 4k2m8p.eu-central-1.aws.confluent.cloud
    endpoint_suffix:
      description: What the names of endpoints in it end in.
      type: str
      sample: .4k2m8p.eu-central-1.aws.confluent.cloud
    zonal_subdomains:
      description: The DNS domain of each zone; null unless it supports private link.
      type: dict
      sample: {"euc1-az1": "euc1-az1.4k2m8p.eu-central-1.aws.confluent.cloud"}
    idle_since:
      description: Since when nothing has used it.
      type: str
      sample: "2026-03-01T12:00:00Z"
    account:
      description: On AWS, the account of Confluent Cloud that it is in.
      type: str
      sample: "111122223333"
    vpc:
      description: On AWS, the id of its VPC.
      type: str
      sample: vpc-0a1b2c3d
    private_link_endpoint_service:
      description: On AWS, the endpoint service to which VPC endpoints of yours connect.
      type: str
      sample: com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d
    subscription:
      description: On Azure, the subscription of Confluent Cloud that it is in.
      type: str
      sample: 00000000-0000-0000-0000-000000000000
    vnet:
      description: On Azure, the resource id of its VNet.
      type: str
      sample:
        /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n
    private_link_service_aliases:
      description: On Azure, the alias of the Private Link service in each zone.
      type: dict
      sample: {"1": "n-1.westeurope.azure.privatelinkservice"}
    private_link_service_resource_ids:
      description: On Azure, the resource id of the Private Link service in each zone.
      type: dict
      sample: {"1": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/privateLinkServices/n-1"}
    project:
      description: On Google Cloud, the project of Confluent Cloud that it is in.
      type: str
      sample: cc-prod-3
    vpc_network:
      description: On Google Cloud, the name of its VPC.
      type: str
      sample: prod-network
    private_service_connect_service_attachments:
      description: On Google Cloud, the service attachment in each zone, to which endpoints of yours connect.
      type: dict
      sample: {"europe-west3-a": "projects/p/regions/europe-west3/serviceAttachments/s-a"}
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the network waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.networks import Network


def main() -> None:
    """Entry point."""
    run_module(Network)


if __name__ == "__main__":
    main()
