#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about users in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/user.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_user_info
short_description: Get information about users in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists all users, or finds one by e-mail address or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  email:
    description:
      - Only the user of this e-mail address is returned. Its capitals mean nothing.
    type: str
  id:
    description:
      - Only the user with this id (V(u-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_user
"""

EXAMPLES = r"""
---
- name: List all users
  streamops.confluent.confluent_user_info:
  register: people

- name: Get the id of one
  streamops.confluent.confluent_user_info:
    email: jane.roe@example.com
"""

RETURN = r"""
---
users:
  description: The users. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.identity.users import User


def main() -> None:
    """Entry point."""
    run_info_module(User)


if __name__ == "__main__":
    main()
