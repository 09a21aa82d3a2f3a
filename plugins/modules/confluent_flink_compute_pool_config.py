#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the organization's settings of default Flink compute pools in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_compute_pool_config.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_compute_pool_config
short_description: Manage the organization's settings of default Flink compute pools in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Changes what holds for the default Flink compute pools of all environments of the organization.
  - The settings are always there, so the module has no C(state).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  id:
    description:
      - Id of the organization that is meant. If the credential belongs to another one, the task is refused.
    type: str
  default_pool_enabled:
    description:
      - Whether environments get default pools by themselves. Can be changed later. If not set, it is left alone.
    type: bool
  default_pool_max_cfu:
    description:
      - Confluent Flink Units (CFU) up to which default pools scale. At least 1. Can be changed later. If not set, it is
        left alone.
      - The service takes V(5), V(10), V(20), V(30), V(40) and V(50).
    type: int
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin; to see them, any role in the organization.
seealso:
  - module: streamops.confluent.confluent_flink_compute_pool_config_info
  - module: streamops.confluent.confluent_flink_compute_pool
"""

EXAMPLES = r"""
---
- name: Let default pools scale to 10 units and no further
  streamops.confluent.confluent_flink_compute_pool_config:
    default_pool_enabled: true
    default_pool_max_cfu: 10
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
flink_compute_pool_config:
  description: The Flink compute pool configuration; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: 9bb441c4-edef-46ac-8a41-c49e44a3fd9a
    default_pool_enabled:
      description: Whether environments get default pools by themselves.
      type: bool
      sample: true
    default_pool_max_cfu:
      description: Confluent Flink Units (CFU) up to which default pools scale.
      type: int
      sample: 20
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
from ..module_utils.kinds.flink.compute_pools import FlinkComputePoolConfig


def main() -> None:
    """Entry point."""
    run_module(FlinkComputePoolConfig)


if __name__ == "__main__":
    main()
