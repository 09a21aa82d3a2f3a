#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about invitations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/invitation.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_invitation_info
short_description: Get information about invitations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists all invitations, or finds those of an e-mail address, or one by id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  email:
    description:
      - Only invitations of this e-mail address are returned. Its capitals mean nothing.
    type: str
  id:
    description:
      - Only the invitation with this id (V(i-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_invitation
"""

EXAMPLES = r"""
---
- name: List all invitations
  streamops.confluent.confluent_invitation_info:
  register: invitations

- name: See who has not accepted yet
  ansible.builtin.debug:
    msg: "{{ invitations.invitations | rejectattr('accepted_at') | map(attribute='email') }}"
"""

RETURN = r"""
---
invitations:
  description: The invitations. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description:
        Its id; null for a user who is there without an invitation. It is no principal of role bindings and ACLs.
      type: str
      sample: i-4g7n2w
    email:
      description: E-mail address to which the invitation is sent.
      type: str
      sample: jane.roe@example.com
    auth_type:
      description: How the user will sign in.
      type: str
      sample: AUTH_TYPE_LOCAL
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    status:
      description:
        Its status, such as C(INVITE_STATUS_SENT), C(INVITE_STATUS_ACCEPTED) or C(INVITE_STATUS_EXPIRED). For a user who
        is there without an invitation C(INVITE_STATUS_ACCEPTED).
      type: str
      sample: INVITE_STATUS_SENT
    user_id:
      description:
        Id of the user whom the invited person becomes, or is. Roles can be given to it before the invitation is
        accepted.
      type: str
      sample: u-4g7n2w
    creator_id:
      description: Id of who invited.
      type: str
      sample: u-7k2m9p
    expires_at:
      description: Until when it can be accepted (RFC 3339, UTC).
      type: str
      sample: "2026-03-04T12:00:00Z"
    accepted_at:
      description: When it was accepted; null before.
      type: str
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
from ..module_utils.kinds.identity.invitations import Invitation


def main() -> None:
    """Entry point."""
    run_info_module(Invitation)


if __name__ == "__main__":
    main()
