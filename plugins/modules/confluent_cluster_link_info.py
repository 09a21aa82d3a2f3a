#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about cluster links in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/cluster_link.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_cluster_link_info
short_description: Get information about cluster links in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the cluster links of a Kafka cluster with their settings and states, or finds one.
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
      - Only links of exactly this name are returned.
    type: str
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
seealso:
  - module: streamops.confluent.confluent_cluster_link
"""

EXAMPLES = r"""
---
- name: See how the link is
  streamops.confluent.confluent_cluster_link_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    name: from-orders
  register: link
"""

RETURN = r"""
---
cluster_links:
  description: The links. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: from-orders
    mode:
      description: What the cluster is in the link.
      type: str
      sample: DESTINATION
    connection_mode:
      description: Who begins the connection.
      type: str
      sample: OUTBOUND
    remote:
      description: The id of the other cluster, as C(cluster).
      type: dict
      sample: {"cluster": "lkc-a1b2c3"}
    config:
      description: The settings of the link that were made on it, without those that are secret.
      type: dict
      sample: {"bootstrap.servers": "pkc-a1b2c.eu-central-1.aws.confluent.cloud:9092", "acl.sync.ms": "60000"}
    cluster_link_id:
      description: Id of the link; both sides have the same.
      type: str
      sample: eEBkTffYSESld6EO898x3w
    phase:
      description: C(ACTIVE), C(PAUSED), C(UNAVAILABLE) or C(FAILED).
      type: str
      sample: ACTIVE
    error:
      description: What the service says is wrong with the link; null where nothing is.
      type: str
      sample: Authentication failed
    mirror_topics:
      description: The names of its mirror topics.
      type: list
      elements: str
      sample: ["orders.created"]
    tasks:
      description: What the link does in the background, each with C(task_name), C(state) and C(errors).
      type: list
      elements: dict
      sample: [{"task_name": "AclSync", "state": "NOT_CONFIGURED", "errors": []}]
    cluster:
      description: Id of the cluster.
      type: str
      sample: lkc-7wq2n5
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
from ..module_utils.kinds.cluster_links import ClusterLink


def main() -> None:
    """Entry point."""
    run_info_module(ClusterLink)


if __name__ == "__main__":
    main()
