#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about IP filters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ip_filter.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ip_filter_info
short_description: Get information about IP filters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists IP filters, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only filters of exactly this name are returned.
    type: str
    aliases: [filter_name]
  id:
    description:
      - Only the filter with this id (V(ipf-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_ip_filter
"""

EXAMPLES = r"""
---
- name: List all IP filters
  streamops.confluent.confluent_ip_filter_info:
  register: filters
"""

RETURN = r"""
---
ip_filters:
  description: The filters. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.ip_filters import IpFilter


def main() -> None:
    """Entry point."""
    run_info_module(IpFilter)


if __name__ == "__main__":
    main()
