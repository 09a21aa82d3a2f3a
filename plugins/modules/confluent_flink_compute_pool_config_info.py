#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the organization's settings of default Flink compute pools in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_compute_pool_config.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_compute_pool_config_info
short_description: Get information about the organization's settings of default Flink compute pools in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the settings that hold for the default Flink compute pools of the organization.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_flink_compute_pool_config
"""

EXAMPLES = r"""
---
- name: Get the settings of default pools
  streamops.confluent.confluent_flink_compute_pool_config_info:
  register: default_pools
"""

RETURN = r"""
---
flink_compute_pool_configs:
  description: The settings, a list of one.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the organization.
      type: str
      sample: 9bb441c4-edef-46ac-8a41-c49e44a3fd9a
    default_pool_enabled:
      description: Whether environments get default pools by themselves.
      type: bool
      sample: true
    default_pool_max_cfu:
      description: CFUs up to which default pools scale.
      type: int
      sample: 20
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
from ..module_utils.kinds.flink.compute_pools import FlinkComputePoolConfig


def main() -> None:
    """Entry point."""
    run_info_module(FlinkComputePoolConfig)


if __name__ == "__main__":
    main()
