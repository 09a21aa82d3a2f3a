#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many topics: documentation and one call. What it does is declared in module_utils/kinds."""

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
  - streamops.confluent.connection
  - streamops.confluent.plural
  - streamops.confluent.plural.attributes
  - streamops.confluent.scope.environment
  - streamops.confluent.scope.cluster
options:
  topics:
    description:
      - The topics. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &topic
      name:
        description:
          - Name of the topic. At most 249 characters from letters, digits, period, underscore and hyphen. A topic
            cannot be renamed. Needed.
        type: str
      partitions:
        description:
          - Number of partitions. Can be raised later and never lowered; a lower number than the topic has is refused.
          - If not set, the service chooses when it creates the topic (6), and later runs leave the number alone.
        type: int
      config:
        description:
          - Settings of the topic, by their Kafka names. Durations take the units V(ms), V(s), V(m) or V(min), V(h),
            V(d) and V(w), sizes V(B), V(kB) or V(KB), V(MB), V(GB), V(TB), V(KiB), V(MiB), V(GiB) and V(TiB). For more
            of values, and for V(null), see M(streamops.confluent.confluent_topic).
        type: dict
      config_mode:
        description:
          - V(merge) leaves settings alone that are not in C(config), V(replace) resets them.
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
          - If not set, 300.
        type: int
      state:
        description:
          - V(present) creates the topic or changes it to match, V(absent) deletes it with its records.
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
      - Topics that are internal to the service are spared, as are those whose names begin with V(__) or
        V(_confluent), the audit log, and the topics that ksqlDB and connectors write for themselves.
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
  - Permissions that the owner of the key needs are those of M(streamops.confluent.confluent_topic), on all topics that
    are read. To list all topics and settings a key without DESCRIBE on a topic does not see it.
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
  description: How many topics met with what. In check mode what a real run would do.
  returned: success, and failure after the first write was tried
  type: dict
  contains:
    created:
      description: Topics that were created.
      type: int
      sample: 3
    updated:
      description: Topics that were changed.
      type: int
      sample: 1
    deleted:
      description: Topics that were deleted, by C(state=absent) or by O(purge).
      type: int
      sample: 0
    unchanged:
      description: Topics that were as stated already.
      type: int
      sample: 96
    failed:
      description: Topics that could not be written.
      type: int
      sample: 0
    not_tried:
      description: Topics that were not begun, for another one had failed.
      type: int
      sample: 0
topics:
  description: What happened to each topic, in the order of O(topics), then those that O(purge) deleted.
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    operation:
      description: C(created), C(updated), C(deleted), C(unchanged), C(failed) or C(not_tried).
      type: str
      sample: created
    changed:
      description: Whether this topic was changed.
      type: bool
      sample: true
    label:
      description: The topic in words.
      type: str
      sample: topic returns.requested
    topic:
      description: The topic as M(streamops.confluent.confluent_topic) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"name": "returns.requested", "partitions": 6, "replication_factor": 3, "internal": false}
    wait:
      description: The wait, where there was one, with its seconds and phases.
      type: dict
      sample: {"seconds": 3.1, "phases": ["DELETING"]}
    failed:
      description: True where the topic could not be written.
      type: bool
      sample: true
    msg:
      description: Why it could not be written.
      type: str
      sample: "Could not create topic returns.requested. ..."
    error:
      description: The answer of the service behind it, as data; see RV(error).
      type: dict
      sample: {"status": 400}
purge:
  description: What O(purge) left alone.
  returned: when O(purge) is given
  type: dict
  contains:
    spared:
      description: The topics in the scope that are not stated and stay, each with the reason.
      type: list
      elements: dict
      sample: [{"label": "topic returns.audit", "reason": "it is protected"}]
diff:
  description:
    - What changed, or in check mode would change, for each topic that changes.
    - Only fields that differ.
  returned: when something changes
  type: list
  elements: dict
  contains:
    before:
      description: The fields as they were. Empty for a creation.
      type: dict
      sample: {"partitions": 6}
    after:
      description: The fields as they are now. Empty for a deletion.
      type: dict
      sample: {"partitions": 12}
    before_header:
      description: The topic in words.
      type: str
      sample: topic returns.requested
    after_header:
      description: The same.
      type: str
      sample: topic returns.requested
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
  description: The answer of the service that made the task fail, as data; the first one where several items failed.
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

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.topics.kind import Topic


def main() -> None:
    """Entry point."""
    run_plural_module(Topic)


if __name__ == "__main__":
    main()
