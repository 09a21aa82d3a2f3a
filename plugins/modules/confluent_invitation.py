#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage invitations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/invitation.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_invitation
short_description: Manage invitations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Invites people to the organization by e-mail, and takes invitations back that nobody accepted.
  - Nobody is invited twice. Who is a user already, or has an open invitation, stays as they are. For an address whose
    invitation expired O(state=present) sends a new one.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  email:
    description:
      - E-mail address to which the invitation is sent. Its capitals mean nothing.
      - One of O(email) and O(id) is needed; a creation needs O(email).
    type: str
  id:
    description:
      - Id (V(i-...)) of an existing invitation, in place of the e-mail address.
    type: str
  auth_type:
    description:
      - How the user will sign in. If not set, the service decides, by whether the organization has single sign-on.
        Known are V(AUTH_TYPE_LOCAL) and V(AUTH_TYPE_SSO). The service may know others, so another value is sent, with a
        warning. Fixed at creation.
    type: str
  state:
    description:
      - V(present) invites, unless that is done or there is such a user.
      - V(absent) takes back what nobody accepted. What was accepted cannot be taken back. That is refused; to remove
        the person use M(streamops.confluent.confluent_user).
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin or AccountAdmin.
  - Taking an invitation back gives its user up, and so the roles that this user was given in advance.
  - Of several invitations of one address the open one is meant, then the accepted one, then the one that expired.
seealso:
  - module: streamops.confluent.confluent_invitation_info
  - module: streamops.confluent.confluent_user
  - module: streamops.confluent.confluent_role_binding
"""

EXAMPLES = r"""
---
- name: Invite somebody
  streamops.confluent.confluent_invitation:
    email: jane.roe@example.com
  register: invited

- name: Give them a role before they accept
  streamops.confluent.confluent_role_binding:
    principal: "User:{{ invited.invitation.user_id }}"
    role: MetricsViewer
    scope: organization

- name: Take the invitation back
  streamops.confluent.confluent_invitation:
    email: jane.roe@example.com
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
invitation:
  description: The invitation; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
next_step:
  description:
    What you have to do next, where the invitation waits for somebody; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
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
from ..module_utils.kinds.identity.invitations import Invitation


def main() -> None:
    """Entry point."""
    run_module(Invitation)


if __name__ == "__main__":
    main()
