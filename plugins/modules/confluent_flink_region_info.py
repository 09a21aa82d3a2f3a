#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the regions of Flink in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_region.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_region_info
short_description: Get information about the regions of Flink in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the regions of cloud providers in which there is Flink, with the endpoints of Flink there.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  cloud:
    description:
      - Only regions of this cloud provider are returned.
    type: str
  region:
    description:
      - Only regions of exactly this name are returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the organization is enough.
seealso:
  - module: streamops.confluent.confluent_flink_compute_pool
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: List the regions of Flink on AWS
  streamops.confluent.confluent_flink_region_info:
    cloud: AWS
  register: regions

- name: Show where Flink is in Frankfurt
  ansible.builtin.debug:
    msg: "{{ regions.flink_regions | selectattr('region', 'eq', 'eu-central-1') | map(attribute='endpoint') }}"
"""

RETURN = r"""
---
flink_regions:
  description: The regions. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name for people.
      type: str
      sample: Frankfurt (eu-central-1)
    cloud:
      description: Cloud provider.
      type: str
      sample: AWS
    region:
      description: Its name as the provider spells it.
      type: str
      sample: eu-central-1
    endpoint:
      description: Base URL of Flink there.
      type: str
      sample: https://flink.eu-central-1.aws.confluent.cloud
    private_endpoint:
      description: Base URL of Flink there within a private network.
      type: str
      sample: https://flink.eu-central-1.aws.private.confluent.cloud
    id:
      description: Its id, by which an API key for Flink names its region.
      type: str
      sample: aws.eu-central-1
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
from ..module_utils.kinds.flink.regions import FlinkRegion


def main() -> None:
    """Entry point."""
    run_info_module(FlinkRegion)


if __name__ == "__main__":
    main()
