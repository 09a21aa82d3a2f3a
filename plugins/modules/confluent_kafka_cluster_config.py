#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the settings of a Dedicated Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/kafka_cluster_config.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_cluster_config
short_description: Manage the settings of a Dedicated Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Sets and resets settings of a Kafka cluster as a whole, such as how many partitions a topic gets that says nothing
    of it. Only Dedicated clusters have such settings; on any other the task is refused, in words.
  - The settings are always there, so the module has no C(state).
  - The service makes all changes of a task, or none. It has no rehearsal of them, so check mode tells what would be
    sent, and of most settings not whether a value is good.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
  config:
    description:
      - Settings by their Kafka names. Confluent Cloud lets C(auto.create.topics.enable),
        C(log.cleaner.max.compaction.lag.ms), C(log.retention.ms), C(num.partitions), C(ssl.cipher.suites) and
        C(ssl.enabled.protocols) be changed; of any other a warning tells, and it is sent as it is.
      - Values may be strings, numbers, booleans or lists. Settings that end in C(.ms) also take durations such as
        V(7d), with the units of M(streamops.confluent.confluent_topic).
      - The value V(null) resets a setting to its default.
      - The service lists only what was set. A setting that is stated with the value of its default is therefore set
        once.
      - A setting of which the cluster tells no value, as of a name that it does not know, cannot be compared. It is set
        once, and left alone then, with a warning.
    type: dict
    required: true
  config_mode:
    description:
      - V(merge) leaves settings alone that are not in O(config).
      - V(replace) resets all that were set on this cluster and are not in O(config). Those that cannot be changed, or
        of which the service tells no value, are left alone.
    type: str
    choices: [merge, replace]
    default: merge
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Roles that the credential needs. CloudClusterAdmin of the cluster, or the ACL operations DESCRIBE_CONFIGS and
    ALTER_CONFIGS on it.
seealso:
  - module: streamops.confluent.confluent_kafka_cluster_config_info
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_topic
  - name: Cluster settings
    description: Which settings of Dedicated clusters can be changed, and their defaults.
    link: https://docs.confluent.io/cloud/current/clusters/broker-config.html
"""

EXAMPLES = r"""
---
- name: Give new topics 12 partitions, and keep records for three days unless a topic says otherwise
  streamops.confluent.confluent_kafka_cluster_config:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/keys/orders-dr.kafka.json
    config:
      num.partitions: 12
      log.retention.ms: 3d

- name: Go back to the default of one
  streamops.confluent.confluent_kafka_cluster_config:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/keys/orders-dr.kafka.json
    config:
      log.retention.ms: null

- name: Have these settings and no others
  streamops.confluent.confluent_kafka_cluster_config:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/keys/orders-dr.kafka.json
    config_mode: replace
    config:
      auto.create.topics.enable: false
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
kafka_cluster_config:
  description: The settings of a Kafka cluster; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.kafka_cluster_configs import KafkaClusterConfig


def main() -> None:
    """Entry point."""
    run_module(KafkaClusterConfig)


if __name__ == "__main__":
    main()
