#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service accounts: documentation and one call. What it does is declared in module_utils/kinds."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_service_account
short_description: Manage service accounts in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes service accounts, the identities that applications use.
  - A service account can do nothing until it has role bindings or ACLs, and cannot sign in until it has an API key.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.attributes
  - streamops.confluent.scope.state
options:
  name:
    description:
      - Name of the account, unique in the organization, at most 64 characters.
      - With O(id) it is the new name of that account.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(sa-...)) of an existing account, in place of its name or to rename it.
    type: str
  description:
    description:
      - Free text. Can be changed later. If not set, it is left alone.
    type: str
  force:
    description:
      - Delete the account although it is still used. Without it the deletion is refused, in check mode too, where the
        account owns API keys, has role bindings or has connectors working as it in an environment that
        O(together_with) does not cover, and all of them are named.
    type: bool
    default: false
  together_with:
    description:
      - What is being removed together with the account, and so does not speak against the deletion (see O(force)).
      - If not set, the deletion is for its own sake. Roles on the whole organization do not count then, everything else
        does.
    type: dict
    suboptions:
      environment:
        description:
          - Name or id of an environment. API keys for what is in it, and role bindings on it and on what is in it, do
            not count. One that does not exist (any more) covers nothing.
        type: str
      api_keys:
        description:
          - API keys for the whole organization (Cloud, Tableflow and global keys) that are removed too. Of each its
            C(owner), C(name) and C(resource), as in M(streamops.confluent.confluent_api_key); other entries are
            ignored.
        type: list
        elements: dict
      role_bindings:
        description:
          - Role bindings that are removed too. Of each its C(principal), C(role) and either C(scope), with what belongs
            to it, or C(crn_pattern), as in M(streamops.confluent.confluent_role_binding). Without an C(environment)
            of its own it is in that of O(together_with.environment).
        type: list
        elements: dict
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin or AccountAdmin; to see accounts, any role in the organization.
  - Deleting an account deletes its API keys, in the same moment. Its ACLs stay behind in every Kafka cluster, and
    should be removed first with M(streamops.confluent.confluent_acl). They are not seen from the control plane and do
    not count as a use; but an account is of use in a Kafka cluster only with an API key for it, and keys do.
  - The service lists the accounts that the credential may see, and answers 403 for all others, whether they are there
    or not. So C(state=absent) takes an account for absent that it cannot see.
  - The uses are those that the credential may see. What OrganizationAdmin sees is complete. For connectors a deletion
    reads the list of each Kafka cluster, once in a task.
seealso:
  - module: streamops.confluent.confluent_service_account_info
  - module: streamops.confluent.confluent_api_key
  - module: streamops.confluent.confluent_role_binding
  - module: streamops.confluent.confluent_acl
"""

EXAMPLES = r"""
---
- name: Create a service account
  streamops.confluent.confluent_service_account:
    name: billing-service
    description: Writes invoices for shipped orders
  register: billing

- name: Change what is said about it
  streamops.confluent.confluent_service_account:
    name: billing-service
    description: Writes and corrects invoices for shipped orders

- name: Rename it, by id
  streamops.confluent.confluent_service_account:
    id: "{{ billing.service_account.id }}"
    name: invoice-service

- name: Delete it, if nothing uses it any more
  streamops.confluent.confluent_service_account:
    name: invoice-service
    state: absent
"""

RETURN = r"""
---
operation:
  description: What was done; in check mode what a real run would do.
  returned: success
  type: str
  sample: created
service_account:
  description: The account; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id. As a principal of ACLs and role bindings it is written C(User:<id>).
      type: str
      sample: sa-6v9m2p
    name:
      description: Its name.
      type: str
      sample: billing-service
    description:
      description: Free text.
      type: str
      sample: Writes invoices for shipped orders
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/service-account=sa-6v9m2p
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
diff:
  description:
    - What changed, or in check mode would change. Only fields that differ; secrets are masked.
  returned: success
  type: dict
  contains:
    before:
      description: The fields as they were. Empty for a creation.
      type: dict
      sample: {"description": "Writes invoices"}
    after:
      description: The fields as they are now. Empty for a deletion.
      type: dict
      sample: {"description": "Writes and corrects invoices"}
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 2
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    throttled_seconds:
      description: Seconds spent waiting before repetitions.
      type: float
      sample: 0.0
problems:
  description: Every reason why the task was refused before anything was written.
  returned: failure, when nothing was written
  type: list
  elements: str
  sample: ["name has 71 characters, the API allows 64..."]
error:
  description: The answer of the service that made the task fail, as data.
  returned: failure, when the service refused or could not be reached
  type: dict
  contains:
    status:
      description: HTTP status; null when there was no answer.
      type: int
      sample: 403
    code:
      description: The service's own error code, where it gives one.
      type: str
      sample: "403"
    detail:
      description: The service's own words.
      type: str
      sample: Forbidden Access
    method:
      description: HTTP method of the request.
      type: str
      sample: POST
    path:
      description: Path of the request.
      type: str
      sample: /iam/v2/service-accounts
    host:
      description: Host that was asked.
      type: str
      sample: api.confluent.cloud
    credential:
      description: Kind and id of the credential that was used, never its secret.
      type: str
      sample: Cloud API key ABCDEFGHIJKLMNOP
    request_id:
      description: The id to give to Confluent's support, where the service sends one.
      type: str
      sample: 5ab2b5f8-7c5b-4ee9-a1a5-ef8a7f6fd0f3
"""

from ..module_utils._engine.run import run_module
from ..module_utils.kinds.identity.service_accounts import ServiceAccount


def main() -> None:
    """Entry point."""
    run_module(ServiceAccount)


if __name__ == "__main__":
    main()
