#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage users in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/user.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_user
short_description: Manage users in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Changes and removes users, the people of the organization.
  - A user cannot be created. People come by an invitation (M(streamops.confluent.confluent_invitation)), and are users
    once they accepted it. Without such a user O(state=present) fails, and says whether an invitation is open.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  email:
    description:
      - E-mail address of the user, by which they are found. It cannot be changed, and its capitals mean nothing.
      - One of O(email) and O(id) is needed.
    type: str
  id:
    description:
      - Id (V(u-...)) of the user, in place of the e-mail address.
    type: str
  full_name:
    description:
      - Full name of the user. Can be changed later. If not set, it is left alone.
    type: str
  force:
    description:
      - Delete the user. Without it a deletion is refused, in check mode too, and what would go with them is named.
    type: bool
    default: false
  state:
    description:
      - V(present) changes the user to match, V(absent) deletes them.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin or AccountAdmin; to delete users, OrganizationAdmin; to see them,
    any role in the organization.
  - Deleting a user deletes their API keys and role bindings, in the same moment. Whoever is to come back needs a new
    invitation, and gets another id.
  - Never deleted, with O(force) neither, are the user whose credential the task uses, and the last OrganizationAdmin of
    the organization. Where the credential does not let these be told, nobody is deleted.
  - A user who is not there yet, but invited, is absent; an open invitation is told in a warning.
seealso:
  - module: streamops.confluent.confluent_user_info
  - module: streamops.confluent.confluent_invitation
  - module: streamops.confluent.confluent_role_binding
"""

EXAMPLES = r"""
---
- name: Change the full name of a user
  streamops.confluent.confluent_user:
    email: jane.roe@example.com
    full_name: Jane Roe-Miller

- name: Delete the user who left, with the API keys and roles that they have
  streamops.confluent.confluent_user:
    email: jane.roe@example.com
    state: absent
    force: true
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
user:
  description: The user; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: The id. As a principal of ACLs and role bindings it is written C(User:<id>).
      type: str
      sample: u-4g7n2w
    email:
      description: E-mail address of the user, by which they are found.
      type: str
      sample: jane.roe@example.com
    full_name:
      description: Full name of the user.
      type: str
      sample: Jane Roe
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    auth_type:
      description: How the user signs in, C(AUTH_TYPE_LOCAL) or C(AUTH_TYPE_SSO).
      type: str
      sample: AUTH_TYPE_LOCAL
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
from ..module_utils.kinds.identity.users import User


def main() -> None:
    """Entry point."""
    run_module(User)


if __name__ == "__main__":
    main()
