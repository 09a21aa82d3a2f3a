#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about mirror topics in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/mirror_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_mirror_topic_info
short_description: Get information about mirror topics in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the mirror topics of a Kafka cluster with their states and how far they lag behind, those of one link or of
    all, by one request.
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
  link:
    description:
      - Name of a cluster link. If not set, the mirror topics of all links of the cluster are listed.
    type: str
  name:
    description:
      - Only mirror topics of exactly this name are returned.
    type: str
  phase:
    description:
      - Only those in this state.
    type: str
    choices:
      - ACTIVE
      - FAILED
      - LINK_FAILED
      - LINK_PAUSED
      - PAUSED
      - PENDING_STOPPED
      - SOURCE_UNAVAILABLE
      - STOPPED
      - PENDING_MIRROR
      - PENDING_SYNCHRONIZE
      - PENDING_SETUP_FOR_RESTORE
      - PENDING_RESTORE
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
seealso:
  - module: streamops.confluent.confluent_mirror_topic
  - module: streamops.confluent.confluent_mirror_topics
"""

EXAMPLES = r"""
---
- name: Find mirror topics that have failed
  streamops.confluent.confluent_mirror_topic_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    phase: FAILED
  register: failed

- name: See how far those of a link lag behind
  streamops.confluent.confluent_mirror_topic_info:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
  register: mirrored
"""

RETURN = r"""
---
mirror_topics:
  description: The mirror topics. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: orders.created
    source_topic:
      description: Name of the topic at the other side.
      type: str
      sample: orders.created
    phase:
      description: Its state in the service's word.
      type: str
      sample: ACTIVE
    partitions:
      description: Number of its partitions.
      type: int
      sample: 6
    lag:
      description: How many records of the source have not come yet, of all partitions.
      type: int
      sample: 120
    max_lag:
      description: The same of the partition that has the most.
      type: int
      sample: 70
    lags:
      description: The same of each partition, with C(partition), C(lag) and C(last_source_fetch_offset).
      type: list
      elements: dict
      sample: [{"partition": 0, "lag": 70, "last_source_fetch_offset": 8130}]
    error:
      description: Why it has failed, in the service's word; null where it has not.
      type: str
      sample: SOURCE_TOPIC_MAY_BE_DELETED
    errors:
      description: What went wrong on the way to another state, each with C(error_code) and C(error_message).
      type: list
      elements: dict
      sample: []
    since_ms:
      description: Since when it is in its state, in milliseconds since 1970.
      type: int
      sample: 1612550939300
    link:
      description: Name of its link.
      type: str
      sample: from-orders
    cluster:
      description: Id of the cluster.
      type: str
      sample: lkc-7wq2n5
    status:
      description:
        C(active), C(paused), or C(stopped), which all that does not mirror any more is; null in a state that is not
        known.
      type: str
      sample: active
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
from ..module_utils.kinds.mirror_topics import MirrorTopic


def main() -> None:
    """Entry point."""
    run_info_module(MirrorTopic)


if __name__ == "__main__":
    main()
