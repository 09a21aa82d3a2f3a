#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about consumer groups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/consumer_group.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_consumer_group_info
short_description: Get information about consumer groups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the consumer groups of a cluster, or finds one by name, with their consumers where these are asked for.
  - Consumers make groups, and they end by themselves. The API neither makes nor deletes them.
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
      - Name of a consumer group. Only that one is returned.
    type: str
  consumers:
    description:
      - Whether the consumers of the groups are returned too. It costs one request more for each group.
    type: bool
    default: false
  concurrency:
    description:
      - How many groups are asked for at the same time, 64 at most. If not set, V(16).
    type: int
    default: 16
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Permissions that the owner of the key needs. The ACL operation DESCRIBE on the groups, or a role such as
    DeveloperRead on them. Groups that it may not see are not listed.
  - Share groups and streams groups have modules of their own. Groups of other protocols, such as workers of Connect,
    are not told of by the service.
  - Which partitions a consumer reads is told by M(streamops.confluent.confluent_consumer_group_lag_info), as far as it
    has committed there. The document of the API has no other request for it.
seealso:
  - module: streamops.confluent.confluent_consumer_group_lag_info
  - module: streamops.confluent.confluent_acl
"""

EXAMPLES = r"""
---
- name: List the consumer groups of a cluster
  streamops.confluent.confluent_consumer_group_info:
    environment: dev
    cluster: orders
  register: found

- name: Name those that nobody reads with at present
  ansible.builtin.debug:
    msg: "{{ found.consumer_groups | selectattr('state', 'eq', 'EMPTY') | map(attribute='name') }}"

- name: See who reads for the billing
  streamops.confluent.confluent_consumer_group_info:
    environment: dev
    cluster: orders
    name: shop-billing
    consumers: true
  register: billing
"""

RETURN = r"""
---
consumer_groups:
  description:
    - The groups. An empty list when there is none.
    - In the order of their names.
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
    state:
      description:
        State of the group, such as V(STABLE), V(EMPTY), V(PREPARING_REBALANCE), V(COMPLETING_REBALANCE), V(ASSIGNING),
        V(RECONCILING) or V(DEAD).
      type: str
      sample: STABLE
    type:
      description: V(CLASSIC), or V(CONSUMER) for the newer protocol.
      type: str
      sample: CLASSIC
    simple:
      description: Whether it has only committed offsets and never had a consumer.
      type: bool
      sample: false
    mixed:
      description: Whether consumers of both protocols are in it.
      type: bool
      sample: false
    partition_assignor:
      description: Name of what assigns the partitions; null where nothing does at present.
      type: str
      sample: range
    coordinator:
      description: Number of the broker that looks after it.
      type: int
      sample: 3
    consumers:
      description:
        The consumers with C(id), C(client_id), and C(instance_id) of static ones; null where O(consumers) is not given.
        A static one that has gone is still told of until its session times out.
      type: list
      elements: dict
left_out:
  description:
    Groups that are not returned although they were listed or named, each with its C(name) and the C(reason), such as
    that it was gone by the time it was read.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.consumer_groups.groups import ConsumerGroup


def main() -> None:
    """Entry point."""
    run_info_module(ConsumerGroup)


if __name__ == "__main__":
    main()
