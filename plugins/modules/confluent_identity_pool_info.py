#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about identity pools in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/identity_pool.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_identity_pool_info
short_description: Get information about identity pools in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists identity pools, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  identity_provider:
    description:
      - Name or id of the identity provider.
    type: str
    required: true
  name:
    description:
      - Only pools of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the pool with this id (V(pool-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_identity_pool
  - module: streamops.confluent.confluent_identity_pools
"""

EXAMPLES = r"""
---
- name: List all pools of an identity provider
  streamops.confluent.confluent_identity_pool_info:
    identity_provider: corporate-login
  register: pools
"""

RETURN = r"""
---
identity_pools:
  description: The pools. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.identity.identity_pools import IdentityPool


def main() -> None:
    """Entry point."""
    run_info_module(IdentityPool)


if __name__ == "__main__":
    main()
