#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about peerings in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/peering.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_peering_info
short_description: Get information about peerings in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists peerings, or finds one by name or id.
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
      - Only peerings of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the peering with this id (V(p-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_peering
"""

EXAMPLES = r"""
---
- name: List the peerings of an environment
  streamops.confluent.confluent_peering_info:
    environment: dev
  register: peerings
"""

RETURN = r"""
---
peerings:
  description: The peerings. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: p-3x7k9q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: shop
    network:
      description: Id of its network.
      type: str
      sample: n-4k2m8p
    aws:
      description: A VPC in AWS.
      type: dict
      sample: {"account": "123456789012", "vpc": "vpc-1", "routes": ["10.8.0.0/16"], "customer_region": "eu-west-1"}
    azure:
      description: A VNet in Azure.
      type: dict
    gcp:
      description: A VPC in Google Cloud.
      type: dict
    phase:
      description: C(PROVISIONING), C(PENDING_ACCEPT), C(READY), C(FAILED), C(DISCONNECTED) or C(DEPROVISIONING).
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_message:
      description: What the service says of a failure; null without one.
      type: str
      sample: Could not provision cloud resources
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
    other_side:
      description:
        What of Confluent's it is peered with, as the network shows it. On AWS C(account) and C(vpc), on Azure
        C(subscription) and C(vnet), on Google Cloud C(project) and C(vpc_network).
      type: dict
      sample: {"account": "111122223333", "vpc": "vpc-0a1b2c3d"}
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
from ..module_utils.kinds.networking.peerings import Peering


def main() -> None:
    """Entry point."""
    run_info_module(Peering)


if __name__ == "__main__":
    main()
