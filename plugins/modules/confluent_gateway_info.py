#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about gateways in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/gateway.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_gateway_info
short_description: Get information about gateways in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists gateways, or finds one by name or id.
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
      - Only gateways of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the gateway with this id (V(gw-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_gateway
"""

EXAMPLES = r"""
---
- name: List the gateways of an environment
  streamops.confluent.confluent_gateway_info:
    environment: dev
  register: gateways
"""

RETURN = r"""
---
gateways:
  description: The gateways. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.networking.gateways import Gateway


def main() -> None:
    """Entry point."""
    run_info_module(Gateway)


if __name__ == "__main__":
    main()
