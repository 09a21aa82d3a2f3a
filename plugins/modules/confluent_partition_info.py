#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the partitions of topics and the brokers that lead them.

Written by `make kind-docs`. Words: docs/kinds/partition.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_partition_info
short_description: Get information about the partitions of topics and the brokers that lead them
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the partitions of topics of a Kafka cluster with the brokers that lead them, and sums up how evenly these are
    spread.
  - The API has no list of the partitions of several topics, so each topic is a request, several at a time. For all
    topics of a large cluster name those that matter in O(topics).
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
  topics:
    description:
      - Names of topics. If not set, all topics that the key may see. A warning names those that are not there.
    type: list
    elements: str
  internal:
    description:
      - Whether internal topics are among them where O(topics) is not set.
    type: bool
    default: false
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Permissions that the owner of the key needs. The ACL operation DESCRIBE on the topics, or a role such as
    DeveloperRead on them. Topics that it may not see are not listed.
  - On which brokers the replicas of a partition are, and which of them are in sync, is told by no request of Confluent
    Cloud.
seealso:
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_kafka_cluster
"""

EXAMPLES = r"""
---
- name: Look at the partitions of a topic
  streamops.confluent.confluent_partition_info:
    environment: dev
    cluster: orders
    topics: [orders.created]
  register: found

- name: Show how many partitions each broker leads
  ansible.builtin.debug:
    msg: "{{ found.spread.brokers | items2dict(key_name='broker', value_name='leads') }}"
"""

RETURN = r"""
---
partitions:
  description: The partitions. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    topic:
      description: Name of its topic.
      type: str
      sample: orders.created
    partition:
      description: Its number.
      type: int
      sample: 0
    leader:
      description: Number of the broker that leads it; null where none does.
      type: int
      sample: 2
    replicas:
      description: How many replicas each partition of the topic has.
      type: int
      sample: 3
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
spread:
  description:
    How the partitions are spread, with the counts C(topics), C(partitions) and C(without_leader); C(brokers), the
    number of each C(broker) with how many it C(leads); and C(most) and C(fewest), what one broker leads.
  returned: success
  type: dict
  sample: {"topics": 1, "partitions": 2, "brokers": [{"broker": 0, "leads": 2}]}
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
from ..module_utils.kinds.partitions import Partition


def main() -> None:
    """Entry point."""
    run_info_module(Partition)


if __name__ == "__main__":
    main()
