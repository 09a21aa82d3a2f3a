#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about IP groups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ip_group.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ip_group_info
short_description: Get information about IP groups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists IP groups, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only groups of exactly this name are returned.
    type: str
    aliases: [group_name]
  id:
    description:
      - Only the group with this id (V(ipg-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_ip_group
  - module: streamops.confluent.confluent_ip_groups
"""

EXAMPLES = r"""
---
- name: List all IP groups
  streamops.confluent.confluent_ip_group_info:
  register: groups
"""

RETURN = r"""
---
ip_groups:
  description: The groups. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ipg-4g7n2w
    name:
      description: Its name.
      type: str
      sample: Offices
    cidr_blocks:
      description: The networks as CIDR blocks, such as V(203.0.113.0/24).
      type: list
      elements: str
      sample: ["203.0.113.0/24", "198.51.100.16/28"]
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
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
from ..module_utils.kinds.ip_groups import IpGroup


def main() -> None:
    """Entry point."""
    run_info_module(IpGroup)


if __name__ == "__main__":
    main()
