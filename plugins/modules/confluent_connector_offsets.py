#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage what connectors go on from in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/connector_offsets.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connector_offsets
short_description: Manage what connectors go on from in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Sets the offsets of a connector, what it goes on from in the source system or in the topics of a sink, or resets
    them to the beginning, and waits until the service has done so.
  - The service carries this out later, and stops the connector for a moment by itself. It takes one request at a time,
    so one that is under way is waited for.
  - A connector moves on. So offsets count as set where they are as stated, and also where the last request to the
    service asked for the very same and was applied, for otherwise each run would send the connector back. O(force) asks
    again.
  - Offsets that a connector keeps elsewhere, in the system that it reads or writes, are not changed by this. The
    message of the service, in RV(connector_offsets.last_request), speaks of it.
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
  offsets:
    description:
      - What partitions go on from. Partitions that are not stated are left alone. Can be changed later. If not set, it
        is left alone.
      - Numbers have to be numbers, for a text makes the tasks of the connector fail. Texts in the place of numbers are
        refused, of a sink always, and of a source where the service shows a number now.
      - With O(state=reset) the partitions that are reset. If not set, all of them.
    type: list
    elements: dict
    suboptions:
      partition:
        description:
          - The partition by the names of the connector, as M(streamops.confluent.confluent_connector_offsets_info)
            shows them. Of a sink C(kafka_topic) and C(kafka_partition).
        type: dict
        required: true
      offset:
        description:
          - What it goes on from, by the names of the connector. Of a sink C(kafka_offset); where the topic does not
            have that offset, it begins at the earliest. Can be changed later. If not set, it is left alone.
          - Needed with O(state=present).
        type: dict
  force:
    description:
      - Whether to ask for it although the very same was asked for last, and was applied.
      - With V(true) a connector goes back with each run.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until the service has altered the offsets.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most. What is under way by then goes on, and is found by the next run.
    type: int
    default: 900
  state:
    description:
      - V(present) sets the offsets.
      - V(reset) takes them away, so that the connector begins as if it was new.
    type: str
    choices: [present, reset]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)), on which the Connect
    API lives.
  - Roles that the credential needs. EnvironmentAdmin or CloudClusterAdmin, or ResourceOwner, DeveloperManage or
    ConnectManager on the connector; to read them, DeveloperRead on it.
  - One task should hold all partitions of a connector that are to be set. Of two tasks for the same connector each
    finds the other's request to be the last one, and sets its own again.
  - The offsets of connectors are a preview of Confluent Cloud.
seealso:
  - module: streamops.confluent.confluent_connector_offsets_info
  - module: streamops.confluent.confluent_connector
"""

EXAMPLES = r"""
---
- name: Let a sink read a partition again from an offset on
  streamops.confluent.confluent_connector_offsets:
    environment: dev
    cluster: orders
    connector: orders-to-warehouse
    offsets:
      - partition:
          kafka_topic: orders.created
          kafka_partition: 0
        offset:
          kafka_offset: 1000

- name: Let it begin at the beginning
  streamops.confluent.confluent_connector_offsets:
    environment: dev
    cluster: orders
    connector: orders-to-warehouse
    state: reset
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
connector_offsets:
  description: The offsets; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.connectors.offsets import ConnectorOffsets


def main() -> None:
    """Entry point."""
    run_module(ConnectorOffsets)


if __name__ == "__main__":
    main()
