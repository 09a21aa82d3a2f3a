#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about topics of a Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_topic_info
short_description: Get information about topics of a Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the topics of a cluster, or gets one by name, with the settings that were made on them.
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
  name:
    description:
      - Name of a topic. Only that one is returned, also when it is internal.
    type: str
  include_config:
    description:
      - Whether the settings that were made on the topics are read too. It costs further requests.
    type: bool
    default: true
  internal:
    description:
      - Whether topics that are internal to the service are listed too.
    type: bool
    default: false
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Permissions that the owner of the key needs. DESCRIBE and DESCRIBE_CONFIGS on the topics; topics that it may not
    describe are missing from the list.
seealso:
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_topics
"""

EXAMPLES = r"""
---
- name: List the topics of a cluster with their settings
  streamops.confluent.confluent_topic_info:
    environment: dev
    cluster: orders
  register: cluster_topics

- name: Show how long each keeps records, where that was set
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.config['retention.ms'] | default('default') }}"
  loop: "{{ cluster_topics.topics }}"
  loop_control:
    label: "{{ item.name }}"

- name: Get the number of partitions of one topic
  streamops.confluent.confluent_topic_info:
    environment: dev
    cluster: orders
    name: orders.created
    include_config: false
"""

RETURN = r"""
---
topics:
  description: The topics. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: orders.cancelled
    partitions:
      description: Number of partitions.
      type: int
      sample: 6
    config:
      description: The settings that were made on this topic, as strings. Defaults are not among them.
      returned: with O(include_config=true)
      type: dict
      sample: {"cleanup.policy": "delete", "retention.ms": "604800000"}
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    replication_factor:
      description: Number of replicas of each partition.
      type: int
      sample: 3
    internal:
      description: Whether the topic is internal to the service.
      type: bool
      sample: false
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
from ..module_utils.kinds.topics.kind import Topic


def main() -> None:
    """Entry point."""
    run_info_module(Topic)


if __name__ == "__main__":
    main()
