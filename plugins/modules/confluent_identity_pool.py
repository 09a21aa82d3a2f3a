#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage identity pools in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/identity_pool.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_identity_pool
short_description: Manage identity pools in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes identity pools, which give all workloads whose token of an identity provider
    fits a filter one principal.
  - A change keeps the ID, and with it the role bindings of the pool.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  identity_provider:
    description:
      - Name or id of the identity provider.
    type: str
    required: true
  name:
    description:
      - Name of the pool.
      - With O(id) it is the new name of that pool.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(pool-...)) of an existing pool, in place of its name or to rename it.
    type: str
  description:
    description:
      - What the pool is for. Needed for a creation. Can be changed later.
    type: str
  identity_claim:
    description:
      - The claim of a token that names the workload in audit logs, such as V(claims.sub). Needed for a creation. Can be
        changed later.
    type: str
  filter:
    description:
      - The condition that a token must meet, in the Common Expression Language (CEL), such as V(claims.aud ==
        "orders"). At most 300 characters. Needed for a creation. Can be changed later.
      - It is compared with what the service shows as text, as written.
    type: str
  resource_owner:
    description:
      - Id of the account (V(sa-...), V(u-...), V(pool-...) or V(group-...)) that becomes the ResourceOwner of a new
        pool.
      - With it an account that may not manage all of the organization can create a pool. Ignored for a pool that
        exists.
    type: str
  state:
    description:
      - V(present) creates the pool or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin, or to change and delete a pool ResourceOwner on it.
  - The pool that the task itself works as (O(oauth_identity_pool)) is not deleted.
seealso:
  - module: streamops.confluent.confluent_identity_pools
  - module: streamops.confluent.confluent_identity_pool_info
  - module: streamops.confluent.confluent_identity_provider
  - module: streamops.confluent.confluent_role_binding
  - name: Use identity pools with your OAuth provider
    description: Which expressions a filter can hold.
    link: https://docs.confluent.io/cloud/current/access-management/authenticate/oauth/identity-pools.html
"""

EXAMPLES = r"""
---
- name: Give the services that take orders one principal
  streamops.confluent.confluent_identity_pool:
    identity_provider: corporate-login
    name: orders
    description: The services that take orders
    identity_claim: claims.sub
    filter: claims.aud == "orders"
  register: pool

- name: Let them write orders
  streamops.confluent.confluent_role_binding:
    principal: orders
    principal_type: identity_pool
    role: DeveloperWrite
    scope: topic
    environment: dev
    cluster: orders
    resource_name: orders.created

- name: Let the services of the shop in, too; the pool keeps its role bindings
  streamops.confluent.confluent_identity_pool:
    identity_provider: corporate-login
    name: orders
    filter: claims.aud == "orders" || claims.aud == "shop"

- name: Delete the pool, and with it its role bindings
  streamops.confluent.confluent_identity_pool:
    identity_provider: corporate-login
    name: orders
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
identity_pool:
  description: The pool; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: pool-4g7n2w
    identity_provider:
      description: Id of its identity provider.
      type: str
      sample: op-4g7n2w
    name:
      description: Its name.
      type: str
      sample: orders
    description:
      description: What the pool is for.
      type: str
      sample: The services that take orders
    identity_claim:
      description: The claim of a token that names the workload in audit logs, such as V(claims.sub).
      type: str
      sample: claims.sub
    filter:
      description:
        The condition that a token must meet, in the Common Expression Language (CEL), such as V(claims.aud ==
        "orders").
      type: str
      sample: claims.aud == "orders"
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    principal:
      description: What role bindings and ACLs name the pool by, after C(User:).
      type: str
      sample: pool-4g7n2w
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
from ..module_utils.kinds.identity.identity_pools import IdentityPool


def main() -> None:
    """Entry point."""
    run_module(IdentityPool)


if __name__ == "__main__":
    main()
