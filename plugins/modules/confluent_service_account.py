#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage service accounts in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/service_account.yml; declaration: module_utils/kinds.
"""

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
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
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
            to it, or C(crn_pattern), as in M(streamops.confluent.confluent_role_binding). Without an C(environment) of
            its own it is in that of O(together_with.environment).
        type: list
        elements: dict
  name:
    description:
      - Name of the account, unique in the organization. At most 64 characters.
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
        account owns API keys, has role bindings or has connectors working as it in an environment that O(together_with)
        does not cover, and all of them are named.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the account or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
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
  - module: streamops.confluent.confluent_service_accounts
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
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
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
from ..module_utils.kinds.identity.service_accounts import ServiceAccount


def main() -> None:
    """Entry point."""
    run_module(ServiceAccount)


if __name__ == "__main__":
    main()
