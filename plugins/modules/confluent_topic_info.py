#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Topics: documentation and one call. What it does is declared in module_utils/kinds."""

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
  - streamops.confluent.connection
  - streamops.confluent.attributes.info
  - streamops.confluent.scope.environment
  - streamops.confluent.scope.cluster
options:
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
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    partitions:
      description: Number of partitions.
      type: int
      sample: 6
    replication_factor:
      description: Number of replicas of each partition.
      type: int
      sample: 3
    internal:
      description: Whether the topic is internal to the service.
      type: bool
      sample: false
    config:
      description: The settings that were made on this topic, as strings. Defaults are not among them.
      returned: with O(include_config=true)
      type: dict
      sample: {"cleanup.policy": "delete", "retention.ms": "604800000"}
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 2
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    throttled_seconds:
      description: Seconds spent waiting before repetitions.
      type: float
      sample: 0.0
problems:
  description: Every reason why the task was refused before anything was written.
  returned: failure, when nothing was written
  type: list
  elements: str
  sample: ["there is no environment 'dve' that this credential can see (names are compared exactly)..."]
error:
  description: The answer of the service that made the task fail, as data.
  returned: failure, when the service refused or could not be reached
  type: dict
  contains:
    status:
      description: HTTP status; null when there was no answer.
      type: int
      sample: 403
    code:
      description: The service's own error code, where it gives one.
      type: str
      sample: "40301"
    detail:
      description: The service's own words.
      type: str
      sample: Not authorized
    method:
      description: HTTP method of the request.
      type: str
      sample: GET
    path:
      description: Path of the request.
      type: str
      sample: /kafka/v3/clusters/lkc-7wq2n5/topics
    host:
      description: Host that was asked.
      type: str
      sample: pkc-00000.eu-central-1.aws.confluent.cloud
    credential:
      description: Kind and id of the credential that was used, never its secret.
      type: str
      sample: Kafka API key ABCDEFGHIJKLMNOP
    request_id:
      description: The id to give to Confluent's support, where the service sends one.
      type: str
      sample: 5ab2b5f8-7c5b-4ee9-a1a5-ef8a7f6fd0f3
"""

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.topics.kind import Topic


def main() -> None:
    """Entry point."""
    run_info_module(Topic)


if __name__ == "__main__":
    main()
