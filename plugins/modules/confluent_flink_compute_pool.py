#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Flink compute pools in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_compute_pool.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_compute_pool
short_description: Manage Flink compute pools in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes Flink compute pools, in which the statements of a region run, and waits for them.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
      - Name of the pool. Unique by convention only, so a name that two pools of the environment carry is refused. Has
        to match V([0-9A-Za-z\\-][\\w.\\-]{0,63}) as a whole.
      - With O(id) it is the new name of that pool.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(lfcp-...)) of an existing pool, in place of its name or to rename it.
    type: str
  cloud:
    description:
      - Cloud provider. Known are V(AWS), V(AZURE) and V(GCP). The service may know others, so another value is sent,
        with a warning. Needed for a creation and fixed after it.
    type: str
  region:
    description:
      - Region in the provider's own spelling. M(streamops.confluent.confluent_flink_region_info) lists those of Flink.
        Needed for a creation and fixed after it.
    type: str
  max_cfu:
    description:
      - Confluent Flink Units (CFU) up to which the pool scales, V(5), V(10), V(20), V(30), V(40) or V(50). At least 1.
        Needed for a creation. Can be changed later.
    type: int
  default_pool:
    description:
      - Whether statements without a pool run in this one. An environment has one such pool in a region. Can be changed
        later. If not set, it is left alone.
    type: bool
  enable_ai:
    description:
      - Whether the pool is for computing with Ray. The API calls it early access. Fixed at creation.
    type: bool
  network:
    description:
      - Name or id (V(n-...)) of the network that the pool is in. Fixed at creation.
    type: str
  wait:
    description:
      - Whether to wait until the pool is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same pool and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 3600
  state:
    description:
      - V(present) creates the pool or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. FlinkAdmin or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - Statements that run in a pool which is deleted stop. They are on another plane, so they are not looked for before.
seealso:
  - module: streamops.confluent.confluent_flink_compute_pool_info
  - module: streamops.confluent.confluent_flink_statement
  - module: streamops.confluent.confluent_flink_compute_pool_config
"""

EXAMPLES = r"""
---
- name: Create a Flink compute pool and wait until it is provisioned
  streamops.confluent.confluent_flink_compute_pool:
    environment: dev
    name: enrichment
    cloud: AWS
    region: eu-central-1
    max_cfu: 10

- name: Let it scale further
  streamops.confluent.confluent_flink_compute_pool:
    environment: dev
    name: enrichment
    max_cfu: 20

- name: Delete it
  streamops.confluent.confluent_flink_compute_pool:
    environment: dev
    name: enrichment
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
flink_compute_pool:
  description: The pool; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
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
from ..module_utils.kinds.flink.compute_pools import FlinkComputePool


def main() -> None:
    """Entry point."""
    run_module(FlinkComputePool)


if __name__ == "__main__":
    main()
