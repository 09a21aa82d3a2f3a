#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Topics: documentation and one call. What it does is declared in module_utils/kinds."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_topic
short_description: Manage topics of a Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates topics, adds partitions, sets and resets settings, and deletes topics.
  - Only what is stated counts. Settings that are not named, and defaults of the service, are left alone and never
    reported as changes.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.attributes
  - streamops.confluent.scope.environment
  - streamops.confluent.scope.cluster
  - streamops.confluent.scope.state
options:
  name:
    description:
      - Name of the topic. At most 249 characters from letters, digits, period, underscore and hyphen. A topic
        cannot be renamed.
    type: str
    required: true
  partitions:
    description:
      - Number of partitions. Can be raised later and never lowered; a lower number than the topic has is refused.
      - More partitions change which partition a key falls into.
      - If not set, the service chooses when it creates the topic (6), and later runs leave the number alone.
    type: int
  config:
    description:
      - Settings of the topic, by their Kafka names, for example C(retention.ms) or C(cleanup.policy).
      - Values may be strings, numbers, booleans or lists. Settings that end in C(.ms) also take durations with the
        units V(ms), V(s), V(m) or V(min), V(h), V(d) and V(w), such as V(7d). Settings that end in C(.bytes) also take
        sizes with the units V(B), V(kB) or V(KB), V(MB), V(GB), V(TB), V(KiB), V(MiB), V(GiB) and V(TiB), such as
        V(512MiB). Only whole numbers.
      - The value V(null) resets a setting to its default.
      - A value that is in force already, as default or otherwise, is not written.
      - Confluent Cloud lets only some settings be changed, depending on the cluster type. Others are refused by the
        service, in check mode too.
    type: dict
  config_mode:
    description:
      - V(merge) leaves settings alone that are not in O(config).
      - V(replace) resets settings that somebody has changed on this topic and that are not in O(config). Needs
        O(config).
    type: str
    choices: [merge, replace]
    default: merge
  wait:
    description:
      - Whether to wait until a deleted topic is gone, and at a creation until the name of a deleted topic is free
        again.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 300
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Permissions that the owner of the key needs on the topic. The ACL operations CREATE, DESCRIBE, DESCRIBE_CONFIGS,
    ALTER, ALTER_CONFIGS and DELETE as far as they are used, or one of the roles CloudClusterAdmin, ResourceOwner and
    DeveloperManage.
  - The replication factor is always 3 in Confluent Cloud, so there is no option for it.
  - A change from V(delete) to V(delete,compact) in C(cleanup.policy), which the service refuses, is made by way of
    V(compact).
  - Deleting a topic deletes its records. Topics that are internal to the service are not deleted.
  - In check mode the broker judges a creation and changed settings with C(validate_only), so what it would refuse fails
    in check mode too.
seealso:
  - module: streamops.confluent.confluent_topic_info
  - module: streamops.confluent.confluent_acl
  - module: streamops.confluent.confluent_schema
  - name: Topic settings in Confluent Cloud
    description: Which settings can be changed, with defaults and limits.
    link: https://docs.confluent.io/cloud/current/topics/manage.html
"""

EXAMPLES = r"""
---
- name: Create a topic
  streamops.confluent.confluent_topic:
    environment: dev
    cluster: orders
    name: orders.cancelled
    partitions: 6
    config:
      cleanup.policy: delete
      retention.ms: 7d
      max.message.bytes: 1MiB

- name: Add partitions and shorten the retention
  streamops.confluent.confluent_topic:
    environment: dev
    cluster: orders
    name: orders.cancelled
    partitions: 12
    config:
      retention.ms: 3d

- name: Reset one setting to its default
  streamops.confluent.confluent_topic:
    environment: dev
    cluster: orders
    name: orders.cancelled
    config:
      max.message.bytes: null

- name: Have exactly these settings, all others at their defaults
  streamops.confluent.confluent_topic:
    environment: dev
    cluster: orders
    name: orders.cancelled
    config:
      cleanup.policy: [delete, compact]
    config_mode: replace

- name: Create several topics that differ in little
  streamops.confluent.confluent_topic:
    environment: dev
    cluster: orders
    name: "{{ item.name }}"
    partitions: "{{ item.partitions | default(3) }}"
    config:
      retention.ms: "{{ item.retention | default('1d') }}"
  loop:
    - name: shipments.dispatched
      partitions: 6
    - name: shipments.delivered
      retention: 30d

- name: Delete topics with all their records
  streamops.confluent.confluent_topic:
    environment: dev
    cluster: orders
    name: "{{ item }}"
    state: absent
  loop:
    - orders.cancelled
    - shipments.dispatched
    - shipments.delivered
"""

RETURN = r"""
---
operation:
  description: What was done; in check mode what a real run would do.
  returned: success
  type: str
  sample: created
topic:
  description: The topic; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
      returned: when O(config) is given
      type: dict
      sample: {"cleanup.policy": "delete", "retention.ms": "604800000"}
wait:
  description: The wait, where the module had to wait.
  returned: when the object was not ready at once
  type: dict
  contains:
    seconds:
      description: How long it took.
      type: float
      sample: 3.1
    phases:
      description: The phases met, in order.
      type: list
      elements: str
      sample: [DELETING]
diff:
  description:
    - What changed, or in check mode would change. Only fields that differ; secrets are masked.
  returned: success
  type: dict
  contains:
    before:
      description: The fields as they were. Empty for a creation.
      type: dict
      sample: {"partitions": 6, "config": {"retention.ms": "604800000"}}
    after:
      description: The fields as they are now. Empty for a deletion.
      type: dict
      sample: {"partitions": 12, "config": {"retention.ms": "259200000"}}
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 4
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
  sample: ["topic orders.cancelled has 12 partitions and cannot get fewer (6)..."]
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
      sample: POST
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

from ..module_utils._engine.run import run_module
from ..module_utils.kinds.topics.kind import Topic


def main() -> None:
    """Entry point."""
    run_module(Topic)


if __name__ == "__main__":
    main()
