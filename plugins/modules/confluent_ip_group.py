#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage IP groups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ip_group.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ip_group
short_description: Manage IP groups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes IP groups, lists of networks that IP filters refer to.
  - A group does nothing by itself. An IP filter lets requests through from the networks of its groups only.
  - What is changed in a group holds at once for all IP filters that refer to it. So a change that would lock out the
    machine that runs it is refused, in check mode too, with the filters and groups that count; see O(client_address).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the group. At most 64 characters. Has to match V([\\w \\[\\]|&+\\-/.,]+) as a whole.
      - With O(id) it is the new name of that group.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [group_name]
  id:
    description:
      - Id (V(ipg-...)) of an existing group, in place of its name or to rename it.
    type: str
  cidr_blocks:
    description:
      - The networks as CIDR blocks, such as V(203.0.113.0/24). For one address write V(203.0.113.7/32). At most 25
        entries. The order of the entries does not matter. Needed for a creation. Can be changed later.
      - The list is the whole of it, so a block that is not in it is taken out of the group.
    type: list
    elements: str
  client_address:
    description:
      - The public address from which the service sees the requests of this machine come, or several, all of which must
        stay let in. CIDR blocks are taken too.
      - A change that takes networks out of a group is refused if the IP filters for management operations that use it,
        with all others of their scope, do not let these addresses in afterwards.
      - Without it such a change is refused if it shuts out anybody who could manage something before.
    type: list
    elements: str
  force:
    description:
      - Make a change although it may lock this machine out. What it means is then a warning.
      - A group that an IP filter uses is not deleted with it either. Take it out of the filter first.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the group or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
  - Which filters count as for management operations is told in M(streamops.confluent.confluent_ip_filter).
seealso:
  - module: streamops.confluent.confluent_ip_groups
  - module: streamops.confluent.confluent_ip_group_info
  - module: streamops.confluent.confluent_ip_filter
"""

EXAMPLES = r"""
---
- name: Name the networks of the offices
  streamops.confluent.confluent_ip_group:
    name: Offices
    cidr_blocks:
      - 203.0.113.0/24
      - 198.51.100.16/28

- name: Replace its networks
  streamops.confluent.confluent_ip_group:
    name: Offices
    cidr_blocks:
      - 203.0.113.0/24

- name: Delete it; this is refused while an IP filter refers to it
  streamops.confluent.confluent_ip_group:
    name: Offices
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
ip_group:
  description: The group; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.ip_groups import IpGroup


def main() -> None:
    """Entry point."""
    run_module(IpGroup)


if __name__ == "__main__":
    main()
