#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about streams groups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/streams_group.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_streams_group_info
short_description: Get information about streams groups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the streams groups of a cluster, or finds one by name, with their subtopologies, members and tasks where these
    are asked for.
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
      - Name of a streams group, which is the application id. Only that one is returned.
    type: str
  members:
    description:
      - Whether subtopologies and members with their tasks are returned too. It costs two requests for each group and
        three for each member.
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
  - Applications of Kafka Streams with the older protocol are consumer groups.
seealso:
  - module: streamops.confluent.confluent_consumer_group_info
  - module: streamops.confluent.confluent_share_group_info
"""

EXAMPLES = r"""
---
- name: See how the tasks of an application are spread
  streamops.confluent.confluent_streams_group_info:
    environment: dev
    cluster: orders
    name: shop-streams
    members: true
  register: found
"""

RETURN = r"""
---
streams_groups:
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
      sample: shop-streams
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    state:
      description:
        State of the group, such as V(STABLE), V(ASSIGNING), V(RECONCILING), V(NOT_READY), V(EMPTY) or V(DEAD).
      type: str
      sample: STABLE
    member_count:
      description: How many members it has.
      type: int
      sample: 2
    subtopology_count:
      description: How many subtopologies it has.
      type: int
      sample: 1
    group_epoch:
      description: Which generation of the group this is.
      type: int
      sample: 4
    target_assignment_epoch:
      description: For which generation the tasks were given out.
      type: int
      sample: 4
    topology_epoch:
      description: Which generation of the topology this is.
      type: int
      sample: 1
    subtopologies:
      description: The subtopologies with C(id) and C(source_topics). Null where O(members) is not given.
      type: list
      elements: dict
    members:
      description:
        The members with C(id), C(client_id), C(instance_id), C(process_id), C(member_epoch), C(topology_epoch),
        C(classic), and in C(tasks) those that are C(active), C(standby) and C(warmup), each with C(subtopology) and
        C(partitions); C(tasks) is null for a member that was gone when it was asked for. Null as a whole where
        O(members) is not given.
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
from ..module_utils.kinds.consumer_groups.streams_groups import StreamsGroup


def main() -> None:
    """Entry point."""
    run_info_module(StreamsGroup)


if __name__ == "__main__":
    main()
