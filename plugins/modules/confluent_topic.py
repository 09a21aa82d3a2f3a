#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage topics of a Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/topic.yml; declaration: module_utils/kinds.
"""

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
  - streamops.confluent.attributes
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
      - Name of the topic, from letters, digits, period, underscore and hyphen. A topic cannot be renamed. At most 249
        characters.
    type: str
    required: true
  partitions:
    description:
      - Number of partitions. Can be raised later and never lowered; a lower number than the topic has is refused. At
        least 1.
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
  state:
    description:
      - V(present) creates the topic or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it with its records.
    type: str
    choices: [present, absent]
    default: present
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
  - module: streamops.confluent.confluent_topics
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
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
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
    partitions:
      description: Number of partitions.
      type: int
      sample: 6
    config:
      description: The settings that were made on this topic, as strings. Defaults are not among them.
      returned: when O(config) is given
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
diff:
  description:
    What changed, or in check mode would change, as C(before) and C(after). Only fields that differ; secrets are masked;
    see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, when something changes
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

from ..module_utils._engine.run import run_module
from ..module_utils.kinds.topics.kind import Topic


def main() -> None:
    """Entry point."""
    run_module(Topic)


if __name__ == "__main__":
    main()
