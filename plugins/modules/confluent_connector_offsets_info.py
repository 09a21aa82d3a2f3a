#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about what connectors go on from in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/connector_offsets.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connector_offsets_info
short_description: Get information about what connectors go on from in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Shows the offsets of a connector, and the last request to alter them.
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
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  connector:
    description:
      - Name of the connector.
    type: str
    required: true
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)), on which the Connect
    API lives.
seealso:
  - module: streamops.confluent.confluent_connector_offsets
"""

EXAMPLES = r"""
---
- name: See what a connector goes on from
  streamops.confluent.confluent_connector_offsets_info:
    environment: dev
    cluster: orders
    connector: orders-to-warehouse
  register: found
"""

RETURN = r"""
---
connector_offsets:
  description: The offsetss. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    connector:
      description: Name of the connector.
      type: str
      sample: orders-to-warehouse
    offsets:
      description: All offsets of the connector, as the service observed them last.
      type: list
      elements: dict
      sample: [{"partition": {"kafka_topic": "orders.created", "kafka_partition": 0}, "offset": {"kafka_offset": 1000}}]
    id:
      description: Id of the connector.
      type: str
      sample: lcc-8n3v6q
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    observed_at:
      description: When the service observed them.
      type: str
      sample: "2026-03-01T12:00:00+00:00"
    last_request:
      description:
        The last request to alter them, with C(type), C(offsets), C(phase) (C(PENDING), C(APPLIED), C(FAILED)),
        C(message), C(requested_at), C(applied_at), and in C(previous_offsets) what the connector had processed before.
        Null if there was none.
      type: dict
      sample: {"type": "PATCH", "phase": "APPLIED"}
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
from ..module_utils.kinds.connectors.offsets import ConnectorOffsets


def main() -> None:
    """Entry point."""
    run_info_module(ConnectorOffsets)


if __name__ == "__main__":
    main()
