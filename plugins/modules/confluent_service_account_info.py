#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about service accounts in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/service_account.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_service_account_info
short_description: Get information about service accounts in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists all service accounts, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only accounts of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the account with this id (V(sa-...)) is returned.
    type: str
  uses:
    description:
      - Whether to tell for each account what it is used for, as far as the control plane tells and the credential may
        see. That takes three requests for each account, so it is best combined with O(name) or O(id), and one for each
        Kafka cluster, for the connectors there.
    type: bool
    default: false
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the organization is enough, but for O(uses), which shows what the credential may manage.
seealso:
  - module: streamops.confluent.confluent_service_account
  - module: streamops.confluent.confluent_service_accounts
"""

EXAMPLES = r"""
---
- name: List all service accounts
  streamops.confluent.confluent_service_account_info:
  register: accounts

- name: Get the id of one
  streamops.confluent.confluent_service_account_info:
    name: orders-service
  register: found

- name: See what would go with it, before it is deleted
  streamops.confluent.confluent_service_account_info:
    name: orders-service
    uses: true

- name: Show it as a principal
  ansible.builtin.debug:
    msg: "User:{{ found.service_accounts[0].id }}"
"""

RETURN = r"""
---
service_accounts:
  description: The accounts. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
    uses:
      description: What it is used for, as far as the control plane tells. ACLs are not among it.
      returned: when O(uses=true)
      type: list
      elements: dict
      contains:
        kind:
          description:
            C(api_key), a key that it owns, C(role_binding), a role that it has, or C(connector), one that works as it.
          type: str
          sample: api_key
        id:
          description: Id of the key or role binding; name of the connector.
          type: str
          sample: ABCDEFGHIJKLMNOP
        environment:
          description: Id of the environment that it is in; null for what is for the whole organization.
          type: str
          sample: env-7z1v4n
        name:
          description: The key's name.
          returned: for an API key
          type: str
          sample: orders
        resource:
          description: What kind of thing the key is for, as in M(streamops.confluent.confluent_api_key).
          returned: for an API key
          type: str
          sample: kafka
        resource_id:
          description: What the key is for.
          returned: for an API key
          type: str
          sample: lkc-2w8k5d
        role:
          description: The role.
          returned: for a role binding
          type: str
          sample: DeveloperRead
        crn_pattern:
          description: What the role is on.
          returned: for a role binding
          type: str
          sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-7z1v4n
        cluster:
          description: Id of the Kafka cluster that the connector is on.
          returned: for a connector
          type: str
          sample: lkc-2w8k5d
        label:
          description: The use in words.
          type: str
          sample: API key 'orders' (ABCDEFGHIJKLMNOP) for lkc-2w8k5d in environment env-7z1v4n (dev)
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
from ..module_utils.kinds.identity.service_accounts import ServiceAccount


def main() -> None:
    """Entry point."""
    run_info_module(ServiceAccount)


if __name__ == "__main__":
    main()
