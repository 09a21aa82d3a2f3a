#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about access points in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/access_point.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_access_point_info
short_description: Get information about access points in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists access points, or finds one by name or id.
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
      - Only access points of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the access point with this id (V(ap-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_access_point
  - module: streamops.confluent.confluent_access_points
"""

EXAMPLES = r"""
---
- name: List the access points of an environment
  streamops.confluent.confluent_access_point_info:
    environment: dev
  register: access_points
"""

RETURN = r"""
---
access_points:
  description: The access points. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ap-7h3j5k
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: snowflake
    gateway:
      description: Id of its gateway.
      type: str
      sample: gw-2b4d6f
    aws_egress_private_link_endpoint:
      description: A way for connectors and Flink to a VPC endpoint service of AWS.
      type: dict
      sample: {"vpc_endpoint_service_name": "com.amazonaws.vpce.eu-central-1.vpce-svc-0123"}
    aws_ingress_private_link_endpoint:
      description: A way for your clients, by a VPC endpoint of AWS.
      type: dict
    aws_private_network_interface:
      description: A way for your clients, by network interfaces in a VPC of yours in AWS.
      type: dict
    azure_egress_private_link_endpoint:
      description: A way for connectors and Flink to a Private Link service of Azure.
      type: dict
    azure_ingress_private_link_endpoint:
      description: A way for your clients, by a private endpoint of Azure.
      type: dict
    gcp_egress_private_service_connect_endpoint:
      description: A way for connectors and Flink to a service of Google Cloud.
      type: dict
    gcp_ingress_private_service_connect_endpoint:
      description: A way for your clients, by a Private Service Connect endpoint of Google Cloud.
      type: dict
    phase:
      description:
        C(PROVISIONING), C(PENDING_ACCEPT), C(READY), C(DEGRADED), C(FAILED), C(ERROR) (what was stated is not right for
        the provider), C(DISCONNECTED) (at the provider) or C(DEPROVISIONING).
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    connection:
      description:
        - What was made for it at the cloud provider; null until it is known.
        - By form it has C(vpc_endpoint_id), C(vpc_endpoint_dns_name), C(vpc_endpoint_service_name), C(dns_domain),
          C(private_endpoint_resource_id), C(private_endpoint_domain), C(private_endpoint_ip_address),
          C(private_endpoint_custom_dns_config_domains), C(private_link_service_alias),
          C(private_link_service_resource_id), C(private_service_connect_endpoint_connection_id),
          C(private_service_connect_endpoint_name), C(private_service_connect_endpoint_ip_address),
          C(private_service_connect_service_attachment) or C(private_service_connect_connection_id).
      type: dict
      sample: {"vpc_endpoint_id": "vpce-0a1b", "vpc_endpoint_dns_name": "*.vpce-0a1b.vpce-svc-0123.vpce.amazonaws.com"}
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
from ..module_utils.kinds.networking.access_points import AccessPoint


def main() -> None:
    """Entry point."""
    run_info_module(AccessPoint)


if __name__ == "__main__":
    main()
