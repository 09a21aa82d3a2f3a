#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many topics of a Kafka cluster in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_topics
short_description: Manage many topics of a Kafka cluster in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates topics, adds partitions, sets and resets settings, and deletes topics, for a list of topics.
  - Does the same as M(streamops.confluent.confluent_topic) in a loop, with far fewer requests. Whatever their number,
    existing topics are read by two or three requests, and writes are sent several at a time.
  - With O(purge) topics that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
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
      - The topics. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &topic
      name:
        description:
          - Name of the topic, from letters, digits, period, underscore and hyphen. A topic cannot be renamed. At most
            249 characters. Needed.
        type: str
      partitions:
        description:
          - Number of partitions. Can be raised later and never lowered; a lower number than the topic has is refused.
            At least 1.
          - More partitions change which partition a key falls into.
          - If not set, the service chooses when it creates the topic (6), and later runs leave the number alone.
        type: int
      config:
        description:
          - Settings of the topic, by their Kafka names, for example C(retention.ms) or C(cleanup.policy).
          - Values may be strings, numbers, booleans or lists. Settings that end in C(.ms) also take durations with the
            units V(ms), V(s), V(m) or V(min), V(h), V(d) and V(w), such as V(7d). Settings that end in C(.bytes) also
            take sizes with the units V(B), V(kB) or V(KB), V(MB), V(GB), V(TB), V(KiB), V(MiB), V(GiB) and V(TiB), such
            as V(512MiB). Only whole numbers.
          - The value V(null) resets a setting to its default.
          - A value that is in force already, as default or otherwise, is not written.
          - Confluent Cloud lets only some settings be changed, depending on the cluster type. Others are refused by the
            service, in check mode too.
        type: dict
      config_mode:
        description:
          - V(merge) leaves settings alone that are not in C(config).
          - V(replace) resets settings that somebody has changed on this topic and that are not in C(config). Needs
            C(config).
          - If not set, V(merge).
        type: str
        choices: [merge, replace]
      wait:
        description:
          - Whether to wait until a deleted topic is gone, and at a creation until the name of a deleted topic is free
            again.
          - If not set, V(true).
        type: bool
      wait_timeout:
        description:
          - Seconds to wait at most for this topic.
          - If not set, V(300).
        type: int
      state:
        description:
          - V(present) creates the topic or changes it to match, and leaves alone what is not stated.
          - V(absent) deletes it with its records.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all topics that do not say otherwise.
    type: dict
    suboptions: *topic
  return_unchanged:
    description:
      - Whether the result holds also those topics that were as stated already, and not only that they were.
    type: bool
    default: false
  purge:
    description:
      - Deletes the topics in the scope that are not in O(topics), with all their records. If not set, nothing is
        deleted that is not named.
      - The scope is what O(purge.name_prefix) and O(purge.name_pattern) both allow; one of them has to be given.
      - Topics that are internal to the service are spared, as are those whose names begin with V(__) or V(_confluent),
        the audit log, and the topics that ksqlDB and connectors write for themselves.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many topics may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
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
  - The permissions are needed on all topics that are read. Where all topics and settings are listed, a key without
    DESCRIBE on a topic does not see it.
  - Before the first write the broker judges each combination of partitions and settings that is new, so what it would
    refuse fails before anything is written.
seealso:
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_topic_info
  - module: streamops.confluent.confluent_acls
"""

EXAMPLES = r"""
---
- name: Have these topics
  streamops.confluent.confluent_topics:
    environment: dev
    cluster: orders
    defaults:
      partitions: 6
      config:
        retention.ms: 7d
        cleanup.policy: delete
    topics:
      - name: returns.requested
      - name: returns.received
        partitions: 12
      - name: returns.refunded
        config:
          retention.ms: 30d

- name: Add partitions to one topic and delete another
  streamops.confluent.confluent_topics:
    environment: dev
    cluster: orders
    topics:
      - name: returns.requested
        partitions: 12
      - name: returns.refunded
        state: absent

- name: Have exactly these topics among those that begin with returns.
  streamops.confluent.confluent_topics:
    environment: dev
    cluster: orders
    topics:
      - name: returns.requested
    purge:
      name_prefix: returns.
      max_deletions: 5
      protected:
        - "*.audit"
"""

RETURN = r"""
---
counts:
  description:
    How many topics were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
topics:
  description:
    What happened to each topic, in the order of O(topics), then those that O(purge) deleted, with C(operation) and
    C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The topic in words.
      type: str
      sample: topic returns.requested
    topic:
      description: The topic as M(streamops.confluent.confluent_topic) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"name": "returns.requested", "partitions": 6, "replication_factor": 3, "internal": false}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each topic that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.topics.kind import Topic


def main() -> None:
    """Entry point."""
    run_plural_module(Topic)


if __name__ == "__main__":
    main()
