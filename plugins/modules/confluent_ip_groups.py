#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many IP groups in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/ip_group.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ip_groups
short_description: Manage many IP groups in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes IP groups, for a list of groups.
  - With O(purge) groups that are not in the list are deleted, within a scope that has to be named.
  - A change that would lock out the machine that runs it is refused, in check mode too. The addresses that must stay
    let in are best said once, by O(defaults.client_address).
  - An address that one group of the list loses and another one gets counts as lost, for nobody knows which of the two
    is done first, or alone. Let another group have it first, by a task of its own.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  ip_groups:
    description:
      - The groups. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &ip_group
      name:
        description:
          - Name of the group. At most 64 characters. Has to match V([\\w \\[\\]|&+\\-/.,]+) as a whole.
          - With C(id) it is the new name of that group.
          - One of C(name) and C(id) is needed; a creation needs C(name).
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
          - The public address from which the service sees the requests of this machine come, or several, all of which
            must stay let in. CIDR blocks are taken too.
          - A change that takes networks out of a group is refused if the IP filters for management operations that use
            it, with all others of their scope, do not let these addresses in afterwards.
          - Without it such a change is refused if it shuts out anybody who could manage something before.
        type: list
        elements: str
      force:
        description:
          - Make a change although it may lock this machine out. What it means is then a warning.
          - A group that an IP filter uses is not deleted with it either. Take it out of the filter first.
          - If not set, V(false).
        type: bool
      state:
        description:
          - V(present) creates the group or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all groups that do not say otherwise.
    type: dict
    suboptions: *ip_group
  return_unchanged:
    description:
      - Whether the result holds also those groups that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the groups in the scope that are not in O(ip_groups). If not set, nothing is deleted that is not named.
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
          - How many groups may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
  - Which filters count as for management operations is told in M(streamops.confluent.confluent_ip_filter).
seealso:
  - module: streamops.confluent.confluent_ip_group
  - module: streamops.confluent.confluent_ip_group_info
  - module: streamops.confluent.confluent_ip_filter
"""

EXAMPLES = r"""
---
- name: Have these IP groups, and no others that begin with Office
  streamops.confluent.confluent_ip_groups:
    ip_groups:
      - name: Office Berlin
        cidr_blocks: [203.0.113.0/25]
      - name: Office Lyon
        cidr_blocks: [203.0.113.128/25]
    purge:
      name_prefix: Office
"""

RETURN = r"""
---
counts:
  description:
    How many groups were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
ip_groups:
  description:
    What happened to each group, in the order of O(ip_groups), then those that O(purge) deleted, with C(operation) and
    C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The IP group in words.
      type: str
      sample: IP group Offices
    ip_group:
      description: The group as M(streamops.confluent.confluent_ip_group) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "ipg-4g7n2w", "name": "Offices"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each group that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
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
from ..module_utils.kinds.ip_groups import IpGroup


def main() -> None:
    """Entry point."""
    run_plural_module(IpGroup)


if __name__ == "__main__":
    main()
