#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get the lag of consumer groups in Confluent Cloud, and wait until it is small.

Written by `make kind-docs`. Words: docs/kinds/consumer_group_lag.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_consumer_group_lag_info
short_description: Get the lag of consumer groups in Confluent Cloud, and wait until it is small
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Tells how many records each consumer group has still to read, by topic and where it is asked for by partition, with
    a summary of all.
  - With O(wait_for_lag_below) it waits until every group has less left than that, such as after a deployment.
  - The service tells lag on Dedicated clusters only. On others the task fails and says so.
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
  names:
    description:
      - Names of consumer groups. Only these are asked for, and the list of all is not read.
      - One that is not there is no failure, but named in RV(missing); with O(wait_for_lag_below) it is waited for.
    type: list
    elements: str
    aliases: [groups]
  name_prefix:
    description:
      - How the names of the groups begin. Taken as it is, without wildcards.
    type: str
  topics:
    description:
      - Names of topics. Only what the groups read of them counts. If not set, all do.
    type: list
    elements: str
  partitions:
    description:
      - Whether the lag of each partition is returned too, with who reads it.
    type: bool
    default: false
  wait_for_lag_below:
    description:
      - Wait until the lag of each group that is asked for is less than this many records. At least 1.
      - A group that has committed nothing, is not there, or cannot be read, is not counted as having no lag. It is
        waited for too, and so is each of O(topics) until one of the groups has committed something for it.
    type: int
  wait_timeout:
    description:
      - Seconds to wait at most. After that the task fails, and names the groups that are furthest behind.
    type: int
    default: 300
  concurrency:
    description:
      - How many groups are asked for at the same time, 64 at most. If not set, V(16).
    type: int
    default: 16
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Permissions that the owner of the key needs. The ACL operations DESCRIBE on the groups and on the topics, or roles
    such as DeveloperRead on both.
  - The service tells only of partitions that a group has committed something for. Right after its start the lag of a
    group is therefore more than is told. After a wait the module warns of partitions without a commit.
  - A cluster with many groups costs one request for each of them. For many clusters, or none that is Dedicated, the
    metrics service tells the lag of all groups by one query, some minutes late.
seealso:
  - module: streamops.confluent.confluent_consumer_group_info
  - module: streamops.confluent.confluent_metrics_info
"""

EXAMPLES = r"""
---
- name: See how far all groups are behind
  streamops.confluent.confluent_consumer_group_lag_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
  register: lag

- name: Name those that are behind by more than ten records
  ansible.builtin.debug:
    msg: >-
      {{ lag.consumer_group_lags | selectattr('committed') | selectattr('total_lag', 'gt', 10)
      | map(attribute='name') }}

- name: Wait until the billing has caught up, before it is stopped
  streamops.confluent.confluent_consumer_group_lag_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    names: [shop-billing]
    topics: [orders.created]
    wait_for_lag_below: 100
    wait_timeout: 600

- name: See which partition is how far behind
  streamops.confluent.confluent_consumer_group_lag_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    name_prefix: shop-
    partitions: true
  register: detailed
"""

RETURN = r"""
---
consumer_group_lags:
  description: The groups with their lag, in the order of O(names), or of their names.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Name of the group.
      type: str
      sample: shop-billing
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    committed:
      description:
        Whether it has committed anything (to O(topics), where these are given). If not, its lag is not known.
      type: bool
      sample: true
    total_lag:
      description: Records that it has still to read; null where it has committed nothing.
      type: int
      sample: 18
    max_lag:
      description: The lag of the partition in which it is furthest behind; null where it has committed nothing.
      type: int
      sample: 6
    max_lag_topic:
      description: The topic of that partition.
      type: str
      sample: orders.created
    max_lag_partition:
      description: The number of that partition.
      type: int
      sample: 0
    topics:
      description:
        For each topic C(topic), C(total_lag), and in C(partitions) for how many partitions something was committed.
      type: list
      elements: dict
      sample: [{"topic": "orders.created", "total_lag": 18, "partitions": 3}]
    partitions:
      description:
        For each partition C(topic), C(partition), C(lag), C(current_offset), C(log_end_offset), and of the consumer
        that reads it C(consumer_id), C(client_id) and C(instance_id), null without one. Null as a whole where
        O(partitions) is not given.
      type: list
      elements: dict
summary:
  description:
    What all of them come to, in C(groups), C(total_lag), the largest lag of a group in C(max_lag), which one that is in
    C(max_lag_group), and the names of those that have committed nothing in C(without_commits).
  returned: success
  type: dict
missing:
  description: Those of O(names) that are not there.
  returned: success
  type: list
  elements: str
left_out:
  description:
    Groups that the service did not tell of, each with its C(name) and the C(reason). Groups of other protocols, such as
    workers of Connect, are among them when they are named.
  returned: success
  type: list
  elements: dict
wait:
  description: The wait, with its C(seconds) and what was seen in C(phases).
  returned: when there was something to wait for
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

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.consumer_groups.lag import ConsumerGroupLag


def main() -> None:
    """Entry point."""
    run_info_module(ConsumerGroupLag)


if __name__ == "__main__":
    main()
