#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about Flink compute pools in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_compute_pool.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_compute_pool_info
short_description: Get information about Flink compute pools in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists Flink compute pools, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  name:
    description:
      - Only pools of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the pool with this id (V(lfcp-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_flink_compute_pool
"""

EXAMPLES = r"""
---
- name: List the Flink compute pools of an environment
  streamops.confluent.confluent_flink_compute_pool_info:
    environment: dev
  register: pools
"""

RETURN = r"""
---
flink_compute_pools:
  description: The pools. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: lfcp-3r8t6w
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: enrichment
    cloud:
      description: Cloud provider.
      type: str
      sample: AWS
    region:
      description: Region in the provider's own spelling.
      type: str
      sample: eu-central-1
    max_cfu:
      description: Confluent Flink Units (CFU) up to which the pool scales, V(5), V(10), V(20), V(30), V(40) or V(50).
      type: int
      sample: 10
    default_pool:
      description: Whether statements without a pool run in this one.
      type: bool
      sample: false
    enable_ai:
      description: Whether the pool is for computing with Ray.
      type: bool
      sample: false
    network:
      description: Id of its network; null without one.
      type: str
    phase:
      description: State of provisioning.
      type: str
      sample: PROVISIONED
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-.../environment=env-3x7k9q/.../compute-pool=lfcp-3r8t6w
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    current_cfu:
      description: CFUs that the pool has at the moment.
      type: int
      sample: 0
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
from ..module_utils.kinds.flink.compute_pools import FlinkComputePool


def main() -> None:
    """Entry point."""
    run_info_module(FlinkComputePool)


if __name__ == "__main__":
    main()
