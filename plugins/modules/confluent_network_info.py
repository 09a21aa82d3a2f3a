#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about networks in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/network.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_network_info
short_description: Get information about networks in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists networks, or finds one by name or id.
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
      - Only networks of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the network with this id (V(n-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_network
"""

EXAMPLES = r"""
---
- name: List the networks of an environment
  streamops.confluent.confluent_network_info:
    environment: dev
  register: networks
"""

RETURN = r"""
---
networks:
  description: The networks. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.networking.networks import Network


def main() -> None:
    """Entry point."""
    run_info_module(Network)


if __name__ == "__main__":
    main()
