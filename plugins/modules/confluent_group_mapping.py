#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage group mappings in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/group_mapping.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_group_mapping
short_description: Manage group mappings in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes group mappings, which give all people whose single sign-on token fits a filter one
    principal, so that roles are given to groups and not to each person.
  - A change keeps the ID, and with it the role bindings of the group.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the mapping.
      - With O(id) it is the new name of that mapping.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(group-...)) of an existing mapping, in place of its name or to rename it.
    type: str
  description:
    description:
      - What the group mapping is for. Needed for a creation. Can be changed later.
    type: str
  filter:
    description:
      - The condition that a token must meet, in the Common Expression Language (CEL). At most 300 characters. Needed
        for a creation. Can be changed later.
      - It is compared with what the service shows as text, as written.
    type: str
  state:
    description:
      - V(present) creates the mapping or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin; to see group mappings, any role in the organization.
seealso:
  - module: streamops.confluent.confluent_group_mapping_info
  - module: streamops.confluent.confluent_role_binding
"""

EXAMPLES = r"""
---
- name: Map a group of the identity provider
  streamops.confluent.confluent_group_mapping:
    name: support
    description: People on call
    filter: '"support" in claims.groups'

- name: Let further people into it, which keeps its role bindings
  streamops.confluent.confluent_group_mapping:
    name: support
    filter: '"support" in claims.groups || "oncall" in claims.groups'

- name: Delete it
  streamops.confluent.confluent_group_mapping:
    name: support
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
group_mapping:
  description: The mapping; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: group-4g7n2w
    name:
      description: Its name.
      type: str
      sample: support
    description:
      description: What the group mapping is for.
      type: str
      sample: People on call
    filter:
      description: The condition that a token must meet, in the Common Expression Language (CEL).
      type: str
      sample: "\"support\" in claims.groups"
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    principal:
      description: What role bindings name the group by, after C(User:).
      type: str
      sample: group-4g7n2w
    state:
      description: Its state.
      type: str
      sample: ENABLED
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
from ..module_utils.kinds.identity.group_mappings import GroupMapping


def main() -> None:
    """Entry point."""
    run_module(GroupMapping)


if __name__ == "__main__":
    main()
