#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage IP filters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ip_filter.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ip_filter
short_description: Manage IP filters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes IP filters, which let requests from the internet in from the addresses of IP
    groups only.
  - Several filters for the same operations and scope let in what any of them does. Without one everybody is let in.
    What is in an environment is reached by whom the filters of the organization and those of the environment both let
    in.
  - A change that would lock out the machine that runs it is refused, in check mode too, with the filters and groups
    that count; see O(client_address).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the filter. At most 64 characters.
      - With O(id) it is the new name of that filter.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [filter_name]
  id:
    description:
      - Id (V(ipf-...)) of an existing filter, in place of its name or to rename it.
    type: str
  resource_group:
    description:
      - What the filter is for. V(management) is the management of resources, V(multiple) what O(operation_groups) says.
        Known are V(management) and V(multiple). The service may know others, so another value is sent, with a warning.
        Needed for a creation. Can be changed later.
    type: str
  ip_groups:
    description:
      - Names or ids of the IP groups. The list is the whole of it, so a group that is not in it is taken out. At most
        25 entries. The order of the entries does not matter. Needed for a creation. Can be changed later.
      - V(ipg-none), a group of the service's own, lets nobody in from the internet. It goes with no other group.
    type: list
    elements: str
  operation_groups:
    description:
      - The operations that the filter is for. It goes with O(resource_group=multiple) only. The order of the entries
        does not matter. Known are V(MANAGEMENT), V(SCHEMA), V(FLINK), V(KAFKA_MANAGEMENT), V(KAFKA_DATA),
        V(KAFKA_DISCOVERY) and V(KSQL). The service may know others, so another value is sent, with a warning. Can be
        changed later. If not set, it is left alone.
      - The list is the whole of it. An empty list takes all out.
    type: list
    elements: str
  resource_scope:
    description:
      - CRN of the organization or of the environment that the filter is for. If not set, a new filter is for the whole
        organization. Can be changed later. If not set, it is left alone.
    type: str
  environment:
    description:
      - Name or id (V(env-...)) of the environment that the filter is for, in place of O(resource_scope).
    type: str
  client_address:
    description:
      - The public address from which the service sees the requests of this machine come, or several, all of which must
        stay let in. CIDR blocks are taken too.
      - A creation, change or deletion after which the filters for management operations, in the scope of this filter,
        do not let these addresses in is refused.
      - Without it every creation, change and deletion is refused that shuts out anybody who could manage something
        before.
    type: list
    elements: str
  force:
    description:
      - Make a change although it may lock this machine out. What it means is then a warning.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the filter or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
  - Filters count as for management operations with O(resource_group=management), and with V(MANAGEMENT) among
    O(operation_groups). Where that cannot be told, such as without any operation group, a filter counts as one that
    shuts out and lets nobody in.
  - Private networking is not filtered. Only whether management operations stay possible is seen to, not the access to
    Kafka, Schema Registry or Flink.
  - Make IP groups before the filters that use them, and delete filters first.
seealso:
  - module: streamops.confluent.confluent_ip_filter_info
  - module: streamops.confluent.confluent_ip_group
  - module: streamops.confluent.confluent_environment
"""

EXAMPLES = r"""
---
- name: Let only the offices manage the organization
  streamops.confluent.confluent_ip_filter:
    name: Management from the offices
    resource_group: management
    ip_groups:
      - Offices
    client_address:
      - 203.0.113.10

- name: Let only the offices use the schemas of one environment
  streamops.confluent.confluent_ip_filter:
    name: Schemas from the offices
    resource_group: multiple
    operation_groups:
      - SCHEMA
    environment: dev
    ip_groups:
      - Offices

- name: Open the management for every address again
  streamops.confluent.confluent_ip_filter:
    name: Management from the offices
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
ip_filter:
  description: The filter; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ipf-4g7n2w
    name:
      description: Its name.
      type: str
      sample: Management from the offices
    resource_group:
      description: What the filter is for.
      type: str
      sample: management
    ip_groups:
      description: Ids of its IP groups.
      type: list
      elements: str
      sample: ["ipg-2k8m4q"]
    operation_groups:
      description: The operations that the filter is for.
      type: list
      elements: str
      sample: []
    resource_scope:
      description: CRN of the organization or of the environment that the filter is for.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    addresses:
      description: The CIDR blocks of the groups, by the names of the groups. It is in the diff too.
      type: dict
      sample: {"Offices": ["203.0.113.0/24"]}
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
from ..module_utils.kinds.ip_filters import IpFilter


def main() -> None:
    """Entry point."""
    run_module(IpFilter)


if __name__ == "__main__":
    main()
