#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage access points in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/access_point.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_access_point
short_description: Manage access points in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes access points, each a private connection by a gateway. An egress PrivateLink endpoint,
    an ingress PrivateLink endpoint, a Private Service Connect endpoint and a set of network interfaces are access
    points.
  - An egress access point rests in C(PENDING_ACCEPT) until the owner of the service at the cloud provider accepts it.
    That is no failure, and C(next_step) says what has to be accepted where; see O(wait_until).
  - What it connects to is fixed at creation. Any such difference is refused, and this module never replaces an access
    point.
  - A deletion is waited for until the access point is gone. Only then take back what it was granted at the cloud
    provider, such as the permission to attach network interfaces; taken back before, the deletion hangs.
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
      - Name of the access point.
      - With O(id) it is the new name of that access point.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(ap-...)) of an existing access point, in place of its name or to rename it.
    type: str
  gateway:
    description:
      - Name or id (V(gw-...)) of the gateway. Its form has to be that of the access point. Needed for a creation and
        fixed after it.
    type: str
  aws_egress_private_link_endpoint:
    description:
      - A way for connectors and Flink to a VPC endpoint service of AWS. One of O(aws_egress_private_link_endpoint),
        O(aws_ingress_private_link_endpoint), O(aws_private_network_interface), O(azure_egress_private_link_endpoint),
        O(azure_ingress_private_link_endpoint), O(gcp_egress_private_service_connect_endpoint) and
        O(gcp_ingress_private_service_connect_endpoint) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      vpc_endpoint_service_name:
        description:
          - Name of the VPC endpoint service. Needed for a creation and fixed after it.
        type: str
      enable_high_availability:
        description:
          - Whether it has network interfaces in several availability zones. Fixed at creation.
        type: bool
      target_system:
        description:
          - What is reached by it, such as V(S3) or V(SNOWFLAKE), for the Confluent Cloud Console. Can be changed later.
            If not set, it is left alone.
        type: str
  aws_ingress_private_link_endpoint:
    description:
      - A way for your clients, by a VPC endpoint of AWS. One of O(aws_egress_private_link_endpoint),
        O(aws_ingress_private_link_endpoint), O(aws_private_network_interface), O(azure_egress_private_link_endpoint),
        O(azure_ingress_private_link_endpoint), O(gcp_egress_private_service_connect_endpoint) and
        O(gcp_ingress_private_service_connect_endpoint) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      vpc_endpoint_id:
        description:
          - Id of your VPC endpoint (V(vpce-...)). Needed for a creation and fixed after it.
        type: str
  aws_private_network_interface:
    description:
      - A way for your clients, by network interfaces in a VPC of yours in AWS. One of
        O(aws_egress_private_link_endpoint), O(aws_ingress_private_link_endpoint), O(aws_private_network_interface),
        O(azure_egress_private_link_endpoint), O(azure_ingress_private_link_endpoint),
        O(gcp_egress_private_service_connect_endpoint) and O(gcp_ingress_private_service_connect_endpoint) is needed for
        a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      network_interfaces:
        description:
          - Ids of the network interfaces (V(eni-...)). The list is the whole of it. At least 51 entries. The order of
            the entries does not matter. Needed for a creation. Can be changed later.
        type: list
        elements: str
      account:
        description:
          - Id of the AWS account that they are in. Has to match V(\\d{12}) as a whole. Needed for a creation and fixed
            after it.
        type: str
      egress_routes:
        description:
          - CIDR blocks (IPv4) in your network that Confluent Cloud is to reach. The list is the whole of it. The order
            of the entries does not matter. Can be changed later. If not set, it is left alone.
        type: list
        elements: str
  azure_egress_private_link_endpoint:
    description:
      - A way for connectors and Flink to a Private Link service of Azure. One of O(aws_egress_private_link_endpoint),
        O(aws_ingress_private_link_endpoint), O(aws_private_network_interface), O(azure_egress_private_link_endpoint),
        O(azure_ingress_private_link_endpoint), O(gcp_egress_private_service_connect_endpoint) and
        O(gcp_ingress_private_service_connect_endpoint) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      private_link_service_resource_id:
        description:
          - Resource id of the Private Link service. Upper and lower case make no difference. Needed for a creation and
            fixed after it.
        type: str
      private_link_subresource_name:
        description:
          - Name of the subresource to connect to, such as V(sqlServer). Fixed at creation.
        type: str
      target_system:
        description:
          - What is reached by it, such as V(SNOWFLAKE), for the Confluent Cloud Console. Can be changed later. If not
            set, it is left alone.
        type: str
  azure_ingress_private_link_endpoint:
    description:
      - A way for your clients, by a private endpoint of Azure. One of O(aws_egress_private_link_endpoint),
        O(aws_ingress_private_link_endpoint), O(aws_private_network_interface), O(azure_egress_private_link_endpoint),
        O(azure_ingress_private_link_endpoint), O(gcp_egress_private_service_connect_endpoint) and
        O(gcp_ingress_private_service_connect_endpoint) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      private_endpoint_resource_id:
        description:
          - Resource id of your private endpoint. Upper and lower case make no difference. Needed for a creation and
            fixed after it.
        type: str
  gcp_egress_private_service_connect_endpoint:
    description:
      - A way for connectors and Flink to a service of Google Cloud. One of O(aws_egress_private_link_endpoint),
        O(aws_ingress_private_link_endpoint), O(aws_private_network_interface), O(azure_egress_private_link_endpoint),
        O(azure_ingress_private_link_endpoint), O(gcp_egress_private_service_connect_endpoint) and
        O(gcp_ingress_private_service_connect_endpoint) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
    suboptions:
      private_service_connect_endpoint_target:
        description:
          - URI of the service attachment, or V(ALL_GOOGLE_APIS) for the APIs of Google, of which V(all-google-apis) is
            another spelling. Needed for a creation and fixed after it.
        type: str
      target_system:
        description:
          - What is reached by it, such as V(GCS), for the Confluent Cloud Console. Can be changed later. If not set, it
            is left alone.
        type: str
  gcp_ingress_private_service_connect_endpoint:
    description:
      - A way for your clients, by a Private Service Connect endpoint of Google Cloud. One of
        O(aws_egress_private_link_endpoint), O(aws_ingress_private_link_endpoint), O(aws_private_network_interface),
        O(azure_egress_private_link_endpoint), O(azure_ingress_private_link_endpoint),
        O(gcp_egress_private_service_connect_endpoint) and O(gcp_ingress_private_service_connect_endpoint) is needed for
        a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      private_service_connect_connection_id:
        description:
          - Id of the connection of your endpoint. Needed for a creation and fixed after it.
        type: str
  wait:
    description:
      - Whether to wait until the access point is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same access point and creates no second one.
    type: bool
    default: true
  wait_until:
    description:
      - How long to wait. V(resting) ends the wait also where the access point rests until somebody outside of Confluent
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
      - V(present) creates the access point or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - An access point that DNS records lead to is not deleted. The task is refused and names them, in check mode too.
seealso:
  - module: streamops.confluent.confluent_access_points
  - module: streamops.confluent.confluent_access_point_info
  - module: streamops.confluent.confluent_gateway
  - module: streamops.confluent.confluent_dns_record
"""

EXAMPLES = r"""
---
- name: Create the gateway
  streamops.confluent.confluent_gateway:
    environment: dev
    name: orders-egress
    aws_egress_private_link_gateway:
      region: eu-central-1

- name: Let connectors reach a service in AWS (an egress PrivateLink endpoint)
  streamops.confluent.confluent_access_point:
    environment: dev
    name: snowflake
    gateway: orders-egress
    aws_egress_private_link_endpoint:
      vpc_endpoint_service_name: com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0
  register: snowflake

- name: Show what the owner of the service has to accept
  ansible.builtin.debug:
    msg: "{{ snowflake.next_step | default('nothing') }}"

- name: Delete it, and wait until it is gone
  streamops.confluent.confluent_access_point:
    environment: dev
    name: snowflake
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
access_point:
  description: The access point; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the access point waits for somebody; see R(Results,
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
from ..module_utils.kinds.networking.access_points import AccessPoint


def main() -> None:
    """Entry point."""
    run_module(AccessPoint)


if __name__ == "__main__":
    main()
