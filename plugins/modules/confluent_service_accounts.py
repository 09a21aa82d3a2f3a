#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many service accounts in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/service_account.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_service_accounts
short_description: Manage many service accounts in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes service accounts, for a list of accounts.
  - Does the same as M(streamops.confluent.confluent_service_account) in a loop, with far fewer requests. All accounts
    of the organization are read page by page, a hundred at a time, and writes are sent several at a time.
  - With O(purge) accounts that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  together_with:
    description:
      - What is being removed together with the accounts, and so does not speak against the deletion (see
        O(service_accounts[].force)).
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
  service_accounts:
    description:
      - The accounts. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &service_account
      name:
        description:
          - Name of the account, unique in the organization. At most 64 characters.
          - With C(id) it is the new name of that account.
          - One of C(name) and C(id) is needed; a creation needs C(name).
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
          - Delete the account although it is still used. Without it the deletion is refused, in check mode too, where
            the account owns API keys, has role bindings or has connectors working as it in an environment that
            O(together_with) does not cover, and all of them are named.
          - Among O(defaults) it holds for what O(purge) deletes too.
          - If not set, V(false).
        type: bool
      state:
        description:
          - V(present) creates the account or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all accounts that do not say otherwise.
    type: dict
    suboptions: *service_account
  return_unchanged:
    description:
      - Whether the result holds also those accounts that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the accounts in the scope that are not in O(service_accounts), and with them their API keys. If not set,
        nothing is deleted that is not named.
      - An account that is still used makes the task fail before anything is written, unless O(together_with) covers its
        uses or O(defaults.force) is V(true).
      - The scope is what O(purge.name_prefix) and O(purge.name_pattern) both allow; one of them has to be given.
      - The accounts behind the credentials of this task are spared. To know them, the credential has to see its own API
        key.
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
          - How many accounts may be deleted at most. If there are more, nothing is written and the task fails, naming
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
  - Roles that the credential needs. OrganizationAdmin or AccountAdmin; to see accounts, any role in the organization.
  - Deleting an account deletes its API keys, in the same moment. Its ACLs stay behind in every Kafka cluster, and
    should be removed first with M(streamops.confluent.confluent_acl). They are not seen from the control plane and do
    not count as a use; but an account is of use in a Kafka cluster only with an API key for it, and keys do.
  - The service lists the accounts that the credential may see, and answers 403 for all others, whether they are there
    or not. So C(state=absent) takes an account for absent that it cannot see.
  - The uses are those that the credential may see. What OrganizationAdmin sees is complete. For connectors a deletion
    reads the list of each Kafka cluster, once in a task.
seealso:
  - module: streamops.confluent.confluent_service_account
  - module: streamops.confluent.confluent_service_account_info
  - module: streamops.confluent.confluent_role_bindings
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: Have these service accounts
  streamops.confluent.confluent_service_accounts:
    service_accounts:
      - name: returns-writer
        description: Writes what customers send back
      - name: returns-reader
  register: made

- name: Show their ids by name
  ansible.builtin.debug:
    msg: >-
      {{ made.service_accounts | map(attribute='service_account') | items2dict(key_name='name', value_name='id') }}

- name: Have no other accounts that begin with returns-
  streamops.confluent.confluent_service_accounts:
    service_accounts:
      - name: returns-writer
    purge:
      name_prefix: returns-
      max_deletions: 5
"""

RETURN = r"""
---
counts:
  description:
    How many accounts were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
service_accounts:
  description:
    What happened to each account, in the order of O(service_accounts), then those that O(purge) deleted, with
    C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The service account in words.
      type: str
      sample: service account billing-service
    service_account:
      description: The account as M(streamops.confluent.confluent_service_account) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "sa-4xgp5z", "name": "billing-service", "description": "Writes invoices"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each account that changes, as C(before) and C(after). Only fields
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
from ..module_utils.kinds.identity.service_accounts import ServiceAccount


def main() -> None:
    """Entry point."""
    run_plural_module(ServiceAccount)


if __name__ == "__main__":
    main()
