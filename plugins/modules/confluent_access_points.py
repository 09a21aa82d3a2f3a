#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many access points in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/access_point.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_access_points
short_description: Manage many access points in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes access points of an environment, for a list of access points.
  - With O(purge) access points that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  access_points:
    description:
      - The access points. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &access_point
      name:
        description:
          - Name of the access point.
          - With C(id) it is the new name of that access point.
          - One of C(name) and C(id) is needed; a creation needs C(name).
        type: str
        aliases: [display_name]
      id:
        description:
          - Id (V(ap-...)) of an existing access point, in place of its name or to rename it.
        type: str
      gateway:
        description:
          - Name or id (V(gw-...)) of the gateway. Its form has to be that of the access point. Needed for a creation
            and fixed after it.
        type: str
      aws_egress_private_link_endpoint:
        description:
          - A way for connectors and Flink to a VPC endpoint service of AWS. One of C(aws_egress_private_link_endpoint),
            C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
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
              - What is reached by it, such as V(S3) or V(SNOWFLAKE), for the Confluent Cloud Console. Can be changed
                later. If not set, it is left alone.
            type: str
      aws_ingress_private_link_endpoint:
        description:
          - A way for your clients, by a VPC endpoint of AWS. One of C(aws_egress_private_link_endpoint),
            C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
        type: dict
        suboptions:
          vpc_endpoint_id:
            description:
              - Id of your VPC endpoint (V(vpce-...)). Needed for a creation and fixed after it.
            type: str
      aws_private_network_interface:
        description:
          - A way for your clients, by network interfaces in a VPC of yours in AWS. One of
            C(aws_egress_private_link_endpoint), C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
        type: dict
        suboptions:
          network_interfaces:
            description:
              - Ids of the network interfaces (V(eni-...)). The list is the whole of it. At least 51 entries. The order
                of the entries does not matter. Needed for a creation. Can be changed later.
            type: list
            elements: str
          account:
            description:
              - Id of the AWS account that they are in. Has to match V(\\d{12}) as a whole. Needed for a creation and
                fixed after it.
            type: str
          egress_routes:
            description:
              - CIDR blocks (IPv4) in your network that Confluent Cloud is to reach. The list is the whole of it. The
                order of the entries does not matter. Can be changed later. If not set, it is left alone.
            type: list
            elements: str
      azure_egress_private_link_endpoint:
        description:
          - A way for connectors and Flink to a Private Link service of Azure. One of
            C(aws_egress_private_link_endpoint), C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
        type: dict
        suboptions:
          private_link_service_resource_id:
            description:
              - Resource id of the Private Link service. Upper and lower case make no difference. Needed for a creation
                and fixed after it.
            type: str
          private_link_subresource_name:
            description:
              - Name of the subresource to connect to, such as V(sqlServer). Fixed at creation.
            type: str
          target_system:
            description:
              - What is reached by it, such as V(SNOWFLAKE), for the Confluent Cloud Console. Can be changed later. If
                not set, it is left alone.
            type: str
      azure_ingress_private_link_endpoint:
        description:
          - A way for your clients, by a private endpoint of Azure. One of C(aws_egress_private_link_endpoint),
            C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
        type: dict
        suboptions:
          private_endpoint_resource_id:
            description:
              - Resource id of your private endpoint. Upper and lower case make no difference. Needed for a creation and
                fixed after it.
            type: str
      gcp_egress_private_service_connect_endpoint:
        description:
          - A way for connectors and Flink to a service of Google Cloud. One of C(aws_egress_private_link_endpoint),
            C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
        type: dict
        suboptions:
          private_service_connect_endpoint_target:
            description:
              - URI of the service attachment, or V(ALL_GOOGLE_APIS) for the APIs of Google, of which V(all-google-apis)
                is another spelling. Needed for a creation and fixed after it.
            type: str
          target_system:
            description:
              - What is reached by it, such as V(GCS), for the Confluent Cloud Console. Can be changed later. If not
                set, it is left alone.
            type: str
      gcp_ingress_private_service_connect_endpoint:
        description:
          - A way for your clients, by a Private Service Connect endpoint of Google Cloud. One of
            C(aws_egress_private_link_endpoint), C(aws_ingress_private_link_endpoint), C(aws_private_network_interface),
            C(azure_egress_private_link_endpoint), C(azure_ingress_private_link_endpoint),
            C(gcp_egress_private_service_connect_endpoint) and C(gcp_ingress_private_service_connect_endpoint) is needed
            for a creation, and they exclude each other. The choice is fixed at creation.
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
          - If not set, V(true).
        type: bool
      wait_until:
        description:
          - How long to wait. V(resting) ends the wait also where the access point rests until somebody outside of
            Confluent Cloud acts, and C(next_step) says who has to do what.
          - V(ready) goes on waiting until that is done.
          - If not set, V(resting).
        type: str
        choices: [resting, ready]
      wait_timeout:
        description:
          - Seconds to wait at most. For long waits give the task C(async).
          - If not set, 2 hours, and 5 for a deletion.
        type: int
      state:
        description:
          - V(present) creates the access point or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all access points that do not say otherwise.
    type: dict
    suboptions: *access_point
  return_unchanged:
    description:
      - Whether the result holds also those access points that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the access points in the scope that are not in O(access_points). If not set, nothing is deleted that is
        not named.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many access points may be deleted at most. If there are more, nothing is written and the task fails,
            naming them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. NetworkAdmin, or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - An access point that DNS records lead to is not deleted. The task is refused and names them, in check mode too.
seealso:
  - module: streamops.confluent.confluent_access_point
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

- name: Have these access points, and no others that begin with sink-
  streamops.confluent.confluent_access_points:
    environment: dev
    access_points:
      - name: sink-snowflake
        aws_egress_private_link_endpoint:
          vpc_endpoint_service_name: com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0
      - name: sink-s3
        aws_egress_private_link_endpoint:
          vpc_endpoint_service_name: com.amazonaws.eu-central-1.s3
    defaults:
      gateway: orders-egress
    purge:
      name_prefix: sink-
"""

RETURN = r"""
---
counts:
  description:
    How many access points were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check
    mode what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
access_points:
  description:
    What happened to each access point, in the order of O(access_points), then those that O(purge) deleted, with
    C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The access point in words.
      type: str
      sample: access point snowflake
    access_point:
      description: The access point as M(streamops.confluent.confluent_access_point) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "ap-7h3j5k", "name": "snowflake"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each access point that changes, as C(before) and C(after). Only
    fields that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.networking.access_points import AccessPoint


def main() -> None:
    """Entry point."""
    run_plural_module(AccessPoint)


if __name__ == "__main__":
    main()
