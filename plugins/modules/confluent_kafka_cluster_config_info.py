#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the settings of a Dedicated Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/kafka_cluster_config.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_cluster_config_info
short_description: Get information about the settings of a Dedicated Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the settings that were made on a Dedicated Kafka cluster.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
seealso:
  - module: streamops.confluent.confluent_kafka_cluster_config
"""

EXAMPLES = r"""
---
- name: Get the settings of the cluster
  streamops.confluent.confluent_kafka_cluster_config_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/keys/orders-dr.kafka.json
  register: settings
"""

RETURN = r"""
---
kafka_cluster_configs:
  description: The settings, a list of one.
  returned: success
  type: list
  elements: dict
  contains:
    config:
      description: The settings that were made on the cluster, as strings. Defaults are not among them.
      type: dict
      sample: {"num.partitions": "12", "log.retention.ms": "604800000"}
    cluster:
      description: Id of the cluster.
      type: str
      sample: lkc-7wq2n5
    not_shown:
      description: The settings that were made and of which the service tells no value.
      type: list
      elements: str
      sample: ["log.retention.mss"]
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
from ..module_utils.kinds.kafka_cluster_configs import KafkaClusterConfig


def main() -> None:
    """Entry point."""
    run_info_module(KafkaClusterConfig)


if __name__ == "__main__":
    main()
