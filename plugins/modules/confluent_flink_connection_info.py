#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about Flink connections in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_connection.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_connection_info
short_description: Get information about Flink connections in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the Flink connections of an environment in a region, or finds one by its name, without their secrets.
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
  cloud:
    description:
      - Cloud provider of the region. Needed unless O(flink_rest_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_FLINK_CLOUD) is used.
    type: str
  region:
    description:
      - Region of Flink, for example V(eu-central-1). Needed unless O(flink_rest_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_FLINK_REGION) is used.
    type: str
  private:
    description:
      - Whether the region is reached by its private endpoint. Where there are several, give O(flink_rest_endpoint).
    type: bool
    default: false
  organization:
    description:
      - Id of the organization. If not set, it is looked up on the control plane.
      - If not set, the environment variable E(CONFLUENT_ORGANIZATION_ID) is used.
    type: str
  name:
    description:
      - Only connections of exactly this name are returned.
    type: str
notes:
  - Uses a key made for Flink in the environment and region (O(flink_api_key) or O(flink_key_file)), and the control
    plane to find the endpoint, and ids by names. With O(flink_rest_endpoint), O(organization) and ids everywhere it is
    not asked.
seealso:
  - module: streamops.confluent.confluent_flink_connection
"""

EXAMPLES = r"""
---
- name: See which connections do not work
  streamops.confluent.confluent_flink_connection_info:
    environment: dev
    cloud: AWS
    region: eu-central-1
  register: connections
"""

RETURN = r"""
---
flink_connections:
  description: The connections. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: openai
    connection_type:
      description: What is connected to.
      type: str
      sample: OPENAI
    endpoint:
      description: The URL that is connected to.
      type: str
      sample: https://api.openai.com/v1/chat/completions
    phase:
      description: C(ACTIVE) or C(READY), C(UNREACHABLE) or C(INVALID_AUTH).
      type: str
      sample: ACTIVE
    detail:
      description: What the service says of the phase.
      type: str
      sample: ""
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
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
from ..module_utils.kinds.flink.connections import FlinkConnection


def main() -> None:
    """Entry point."""
    run_info_module(FlinkConnection)


if __name__ == "__main__":
    main()
