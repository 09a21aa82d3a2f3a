#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage gateways in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/gateway.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_gateway
short_description: Manage gateways in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, renames and deletes gateways, through which access points connect Confluent Cloud and your cloud privately.
  - An egress gateway is for connectors and Flink that reach into your cloud, an ingress gateway and one of network
    interfaces for clients of yours that reach Confluent Cloud.
  - Nothing but the name of a gateway can be changed. Any other difference is refused, and the refusal says what goes
    with a replacement. This module never replaces a gateway.
  - A gateway without an access point expires after some time, and can only be deleted then. One that has expired is a
    failure that says so, in check mode too.
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
      - Name of the gateway.
      - With O(id) it is the new name of that gateway.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(gw-...)) of an existing gateway, in place of its name or to rename it.
    type: str
  aws_egress_private_link_gateway:
    description:
      - A gateway to VPC endpoint services of AWS. One of O(aws_egress_private_link_gateway),
        O(aws_ingress_private_link_gateway), O(aws_private_network_interface_gateway),
        O(azure_egress_private_link_gateway), O(azure_ingress_private_link_gateway),
        O(gcp_egress_private_service_connect_gateway), O(gcp_ingress_private_service_connect_gateway),
        O(aws_peering_gateway), O(azure_peering_gateway) and O(gcp_peering_gateway) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  aws_ingress_private_link_gateway:
    description:
      - A gateway for VPC endpoints of yours in AWS. One of O(aws_egress_private_link_gateway),
        O(aws_ingress_private_link_gateway), O(aws_private_network_interface_gateway),
        O(azure_egress_private_link_gateway), O(azure_ingress_private_link_gateway),
        O(gcp_egress_private_service_connect_gateway), O(gcp_ingress_private_service_connect_gateway),
        O(aws_peering_gateway), O(azure_peering_gateway) and O(gcp_peering_gateway) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  aws_private_network_interface_gateway:
    description:
      - A gateway for network interfaces (ENI) in a VPC of yours in AWS. One of O(aws_egress_private_link_gateway),
        O(aws_ingress_private_link_gateway), O(aws_private_network_interface_gateway),
        O(azure_egress_private_link_gateway), O(azure_ingress_private_link_gateway),
        O(gcp_egress_private_service_connect_gateway), O(gcp_ingress_private_service_connect_gateway),
        O(aws_peering_gateway), O(azure_peering_gateway) and O(gcp_peering_gateway) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
      zones:
        description:
          - Ids of the availability zones, such as V(use1-az1). The order of the entries does not matter. Needed for a
            creation and fixed after it.
        type: list
        elements: str
  azure_egress_private_link_gateway:
    description:
      - A gateway to Private Link services of Azure. One of O(aws_egress_private_link_gateway),
        O(aws_ingress_private_link_gateway), O(aws_private_network_interface_gateway),
        O(azure_egress_private_link_gateway), O(azure_ingress_private_link_gateway),
        O(gcp_egress_private_service_connect_gateway), O(gcp_ingress_private_service_connect_gateway),
        O(aws_peering_gateway), O(azure_peering_gateway) and O(gcp_peering_gateway) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  azure_ingress_private_link_gateway:
    description:
      - A gateway for private endpoints of yours in Azure. One of O(aws_egress_private_link_gateway),
        O(aws_ingress_private_link_gateway), O(aws_private_network_interface_gateway),
        O(azure_egress_private_link_gateway), O(azure_ingress_private_link_gateway),
        O(gcp_egress_private_service_connect_gateway), O(gcp_ingress_private_service_connect_gateway),
        O(aws_peering_gateway), O(azure_peering_gateway) and O(gcp_peering_gateway) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  gcp_egress_private_service_connect_gateway:
    description:
      - A gateway to services of Google Cloud, by Private Service Connect. One of O(aws_egress_private_link_gateway),
        O(aws_ingress_private_link_gateway), O(aws_private_network_interface_gateway),
        O(azure_egress_private_link_gateway), O(azure_ingress_private_link_gateway),
        O(gcp_egress_private_service_connect_gateway), O(gcp_ingress_private_service_connect_gateway),
        O(aws_peering_gateway), O(azure_peering_gateway) and O(gcp_peering_gateway) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  gcp_ingress_private_service_connect_gateway:
    description:
      - A gateway for Private Service Connect endpoints of yours in Google Cloud. One of
        O(aws_egress_private_link_gateway), O(aws_ingress_private_link_gateway),
        O(aws_private_network_interface_gateway), O(azure_egress_private_link_gateway),
        O(azure_ingress_private_link_gateway), O(gcp_egress_private_service_connect_gateway),
        O(gcp_ingress_private_service_connect_gateway), O(aws_peering_gateway), O(azure_peering_gateway) and
        O(gcp_peering_gateway) is needed for a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  aws_peering_gateway:
    description:
      - The gateway of a peered network in AWS. It comes with the network, so it can be named and not created. One of
        O(aws_egress_private_link_gateway), O(aws_ingress_private_link_gateway),
        O(aws_private_network_interface_gateway), O(azure_egress_private_link_gateway),
        O(azure_ingress_private_link_gateway), O(gcp_egress_private_service_connect_gateway),
        O(gcp_ingress_private_service_connect_gateway), O(aws_peering_gateway), O(azure_peering_gateway) and
        O(gcp_peering_gateway) is needed for a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  azure_peering_gateway:
    description:
      - The gateway of a peered network in Azure. It comes with the network, so it can be named and not created. One of
        O(aws_egress_private_link_gateway), O(aws_ingress_private_link_gateway),
        O(aws_private_network_interface_gateway), O(azure_egress_private_link_gateway),
        O(azure_ingress_private_link_gateway), O(gcp_egress_private_service_connect_gateway),
        O(gcp_ingress_private_service_connect_gateway), O(aws_peering_gateway), O(azure_peering_gateway) and
        O(gcp_peering_gateway) is needed for a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  gcp_peering_gateway:
    description:
      - The gateway of a peered network in Google Cloud. It comes with the network, so it can be named and not created.
        One of O(aws_egress_private_link_gateway), O(aws_ingress_private_link_gateway),
        O(aws_private_network_interface_gateway), O(azure_egress_private_link_gateway),
        O(azure_ingress_private_link_gateway), O(gcp_egress_private_service_connect_gateway),
        O(gcp_ingress_private_service_connect_gateway), O(aws_peering_gateway), O(azure_peering_gateway) and
        O(gcp_peering_gateway) is needed for a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      region:
        description:
          - Region of the gateway, in the provider's own spelling. Needed for a creation and fixed after it.
        type: str
  wait:
    description:
      - Whether to wait until the gateway is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same gateway and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. For long waits give the task C(async).
      - If not set, 2 hours, and 5 for a deletion.
    type: int
  state:
    description:
      - V(present) creates the gateway or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - A gateway with access points, DNS records or DNS forwarders is not deleted. The task is refused and names them, in
    check mode too.
seealso:
  - module: streamops.confluent.confluent_gateway_info
  - module: streamops.confluent.confluent_access_point
  - module: streamops.confluent.confluent_dns_record
  - module: streamops.confluent.confluent_dns_forwarder
  - module: streamops.confluent.confluent_network
"""

EXAMPLES = r"""
---
- name: Create a gateway by which connectors reach services in AWS
  streamops.confluent.confluent_gateway:
    environment: dev
    name: orders-egress
    aws_egress_private_link_gateway:
      region: eu-central-1
  register: egress

- name: Show whom the endpoint service has to let connect
  ansible.builtin.debug:
    msg: "{{ egress.gateway.cloud_gateway.principal_arn }}"

- name: Delete it, which is refused while anything is in it
  streamops.confluent.confluent_gateway:
    environment: dev
    name: orders-egress
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
gateway:
  description: The gateway; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: gw-2b4d6f
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: orders-egress
    aws_egress_private_link_gateway:
      description: A gateway to VPC endpoint services of AWS.
      type: dict
      sample: {"region": "eu-central-1"}
    aws_ingress_private_link_gateway:
      description: A gateway for VPC endpoints of yours in AWS.
      type: dict
    aws_private_network_interface_gateway:
      description: A gateway for network interfaces (ENI) in a VPC of yours in AWS.
      type: dict
    azure_egress_private_link_gateway:
      description: A gateway to Private Link services of Azure.
      type: dict
    azure_ingress_private_link_gateway:
      description: A gateway for private endpoints of yours in Azure.
      type: dict
    gcp_egress_private_service_connect_gateway:
      description: A gateway to services of Google Cloud, by Private Service Connect.
      type: dict
    gcp_ingress_private_service_connect_gateway:
      description: A gateway for Private Service Connect endpoints of yours in Google Cloud.
      type: dict
    aws_peering_gateway:
      description: The gateway of a peered network in AWS.
      type: dict
    azure_peering_gateway:
      description: The gateway of a peered network in Azure.
      type: dict
    gcp_peering_gateway:
      description: The gateway of a peered network in Google Cloud.
      type: dict
    phase:
      description:
        C(PROVISIONING), C(CREATED) (without an access point), C(READY), C(FAILED), C(EXPIRED) (can only be deleted) or
        C(DEPROVISIONING).
      type: str
      sample: CREATED
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    cloud_gateway:
      description:
        - What of Confluent Cloud's you have to grant something, or connect to; null until it is known.
        - By form it has C(principal_arn), C(vpc_endpoint_service_name), C(account), C(subscription),
          C(private_link_service_alias), C(private_link_service_resource_id), C(project), C(iam_principal) or
          C(private_service_connect_service_attachment). C(next_step) says what to do with it.
      type: dict
      sample: {"principal_arn": "arn:aws:iam::111122223333:role/gw-2b4d6f"}
    error_code:
      description: The service's code for why it failed.
      type: str
    error_message:
      description: Why it failed, in the service's words.
      type: str
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
    What you have to do next, where the gateway waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.gateways import Gateway


def main() -> None:
    """Entry point."""
    run_module(Gateway)


if __name__ == "__main__":
    main()
