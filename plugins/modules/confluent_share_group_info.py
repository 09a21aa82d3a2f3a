#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about share groups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/share_group.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_share_group_info
short_description: Get information about share groups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the share groups of a cluster, or finds one by name, with their consumers where these are asked for.
  - The API is in early access. A cluster that does not offer it is told so in words.
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
      - Name of a share group. Only that one is returned.
    type: str
  consumers:
    description:
      - Whether the consumers are returned too, with what they are assigned to. It costs a request for each group and
        each consumer.
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
  - Permissions that the owner of the key needs. The ACL operation DESCRIBE on the groups.
  - The API does not tell the lag of share groups.
seealso:
  - module: streamops.confluent.confluent_consumer_group_info
  - module: streamops.confluent.confluent_streams_group_info
"""

EXAMPLES = r"""
---
- name: See who shares the records of what
  streamops.confluent.confluent_share_group_info:
    environment: dev
    cluster: orders
    consumers: true
  register: found
"""

RETURN = r"""
---
share_groups:
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
      sample: shop-share
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    state:
      description: State of the group, such as V(STABLE), V(EMPTY) or V(DEAD).
      type: str
      sample: STABLE
    coordinator:
      description: Number of the broker that looks after it.
      type: int
      sample: 3
    consumer_count:
      description: How many consumers it has.
      type: int
      sample: 2
    partition_count:
      description: How many partitions are assigned to it.
      type: int
      sample: 3
    assigned_partitions:
      description: The partitions that are assigned to it, each with C(topic) and C(partition).
      type: list
      elements: dict
      sample: [{"topic": "orders.created", "partition": 0}]
    consumers:
      description:
        The consumers with C(id), C(client_id) and C(assigned_partitions), which is null for one that was gone when it
        was asked for. Null as a whole where O(consumers) is not given.
      type: list
      elements: dict
left_out:
  description: Groups that are not returned although they were listed, each with its C(name) and the C(reason).
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
from ..module_utils.kinds.consumer_groups.share_groups import ShareGroup


def main() -> None:
    """Entry point."""
    run_info_module(ShareGroup)


if __name__ == "__main__":
    main()
