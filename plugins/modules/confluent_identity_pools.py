#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many identity pools in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/identity_pool.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_identity_pools
short_description: Manage many identity pools in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes identity pools of one identity provider, for a list of pools.
  - With O(purge) pools that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  identity_provider:
    description:
      - Name or id of the identity provider.
    type: str
    required: true
  identity_pools:
    description:
      - The pools. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &identity_pool
      name:
        description:
          - Name of the pool.
          - With C(id) it is the new name of that pool.
          - One of C(name) and C(id) is needed; a creation needs C(name).
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
          - The claim of a token that names the workload in audit logs, such as V(claims.sub). Needed for a creation.
            Can be changed later.
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
          - V(present) creates the pool or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all pools that do not say otherwise.
    type: dict
    suboptions: *identity_pool
  return_unchanged:
    description:
      - Whether the result holds also those pools that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the pools in the scope that are not in O(identity_pools), and with them their role bindings. If not set,
        nothing is deleted that is not named.
      - The pool that the task itself works as (O(oauth_identity_pool)) is spared. With an O(sts_token) it cannot be
        told, and nothing is purged.
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
          - How many pools may be deleted at most. If there are more, nothing is written and the task fails, naming
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
  - Roles that the credential needs. OrganizationAdmin, or to change and delete a pool ResourceOwner on it.
  - The pool that the task itself works as (O(oauth_identity_pool)) is not deleted.
seealso:
  - module: streamops.confluent.confluent_identity_pool
  - module: streamops.confluent.confluent_identity_pool_info
  - module: streamops.confluent.confluent_identity_provider
  - module: streamops.confluent.confluent_role_binding
  - name: Use identity pools with your OAuth provider
    description: Which expressions a filter can hold.
    link: https://docs.confluent.io/cloud/current/access-management/authenticate/oauth/identity-pools.html
"""

EXAMPLES = r"""
---
- name: Have these pools, and no others that begin with shop-
  streamops.confluent.confluent_identity_pools:
    identity_provider: corporate-login
    defaults:
      identity_claim: claims.sub
    identity_pools:
      - name: shop-orders
        description: The services that take orders
        filter: claims.aud == "orders"
      - name: shop-returns
        description: The services that take things back
        filter: claims.aud == "returns"
    purge:
      name_prefix: shop-
"""

RETURN = r"""
---
counts:
  description:
    How many pools were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode what
    a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
identity_pools:
  description:
    What happened to each pool, in the order of O(identity_pools), then those that O(purge) deleted, with C(operation)
    and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The identity pool in words.
      type: str
      sample: identity pool orders
    identity_pool:
      description: The pool as M(streamops.confluent.confluent_identity_pool) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "pool-4g7n2w", "name": "orders"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each pool that changes, as C(before) and C(after). Only fields that
    differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
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
from ..module_utils.kinds.identity.identity_pools import IdentityPool


def main() -> None:
    """Entry point."""
    run_plural_module(IdentityPool)


if __name__ == "__main__":
    main()
