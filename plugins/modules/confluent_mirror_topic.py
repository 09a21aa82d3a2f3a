#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage mirror topics in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/mirror_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_mirror_topic
short_description: Manage mirror topics in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Makes mirror topics, which a cluster link fills with the records of a topic of another cluster, and has them paused,
    resumed, promoted, failed over, or reversed.
  - A mirror topic is read-only until it is promoted, failed over or reversed. Then it is an ordinary topic with the
    records that it has, which is final.
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
  link:
    description:
      - Name of the cluster link. It lies on O(cluster), which is the side that the records come to.
    type: str
    required: true
  name:
    description:
      - Name of the mirror topic. It is the name of the source topic, behind the prefix of the link if it has one
        (C(cluster.link.prefix)). At most 249 characters.
    type: str
    required: true
  source_topic:
    description:
      - Name of the topic at the other side. It follows from O(name) and the prefix of the link; stated, it is checked.
        At most 249 characters. Fixed at creation.
    type: str
  replication_factor:
    description:
      - Number of replicas. Confluent Cloud takes V(3) only, which a new topic gets by itself. Looked at for a creation
        only. At least 1.
    type: int
  config:
    description:
      - Settings that the mirror topic is made with, by their Kafka names, as in M(streamops.confluent.confluent_topic).
        All others are those of the source topic. Looked at for a creation only; afterwards the topic has them, and
        M(streamops.confluent.confluent_topic) changes those that are not kept equal to the source's.
    type: dict
  status:
    description:
      - What the mirror topic is to be. If not set, a new one mirrors, and an existing one is left as it is.
      - V(active) mirrors, and resumes what is paused. What is stopped by its link or its source counts as active;
        C(next_step) says what to do then.
      - V(paused) gets no more records until it is resumed.
      - V(promoted) gets what is left at the source, and stops mirroring when nothing lags behind. The source must be
        reachable, and nobody should write to it any more.
      - V(failed_over) stops mirroring at once, with the records that have come. It is for a source that is lost, for a
        mirror that has failed, and for a promotion that hangs.
      - V(reversed) and V(reversed_paused) are for bidirectional links. The two topics change their parts, this one
        becomes the source, and the one at the other side its mirror, which is paused with the latter.
      - The last four end in the same state, which the service does not tell apart and nothing leads back from, except
        O(truncate_and_restore). What is in it counts as each of them.
    type: str
    choices: [active, paused, promoted, failed_over, reversed, reversed_paused]
  truncate_and_restore:
    description:
      - With V(true), a topic that is there, and mirrors nothing, may become a mirror. It is cut back to where its own
        mirror at the other side of the bidirectional link stopped, which loses the records that only this side has, and
        goes on as a mirror of that topic. A warning tells how many are lost, also in check mode. That is the way back
        to the first cluster after a fail-over.
      - Without it such a topic is refused. What is a mirror already is left alone.
    type: bool
    default: false
  delete_topic:
    description:
      - With O(state=absent), delete a topic, too, that was promoted, failed over or reversed, and so is an ordinary
        one, or is about to be.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until what is wished has come about, or until a deleted topic is gone. A promotion takes as long
        as there are records to come.
      - With V(false) it is enough that it is on its way. A new one that is to be paused is waited for all the same
        until it mirrors, for the service takes no pause before.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 1800
  state:
    description:
      - V(present) makes the mirror topic, or changes its state.
      - V(absent) deletes the topic with its records on this side; a warning says so, also in check mode. The source
        topic stays. What does not mirror any more is an ordinary topic, and stays as well, unless O(delete_topic) is
        set.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Roles that the credential needs. CloudClusterAdmin of the cluster, or the ACL operations ALTER, DESCRIBE and
    DESCRIBE_CONFIGS on it, and DELETE on the topic to delete one.
  - Where the link copies offsets of consumer groups (C(consumer.offset.sync.enable)), a warning tells at the switch to
    leave those groups out of it that go on here.
seealso:
  - module: streamops.confluent.confluent_mirror_topics
  - module: streamops.confluent.confluent_mirror_topic_info
  - module: streamops.confluent.confluent_cluster_link
  - module: streamops.confluent.confluent_topic
  - name: Manage Mirror Topics
    description: What mirror topics are, which of their settings are the source's, and their states.
    link: https://docs.confluent.io/cloud/current/multi-cloud/cluster-linking/mirror-topics-cc.html
"""

EXAMPLES = r"""
---
- name: Mirror a topic
  streamops.confluent.confluent_mirror_topic:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
    name: orders.created

- name: Pause it
  streamops.confluent.confluent_mirror_topic:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
    name: orders.created
    status: paused

- name: Make an ordinary topic of it, at once, because the source is lost
  streamops.confluent.confluent_mirror_topic:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
    name: orders.created
    status: failed_over

- name: Delete that topic with its records
  streamops.confluent.confluent_mirror_topic:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
    name: orders.created
    state: absent
    delete_topic: true
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
mirror_topic:
  description: The mirror topic; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    - What you have to do next, where the mirror topic waits for somebody; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - What to do about a mirror topic that gets no records, or whose promotion takes its time; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
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
from ..module_utils.kinds.mirror_topics import MirrorTopic


def main() -> None:
    """Entry point."""
    run_module(MirrorTopic)


if __name__ == "__main__":
    main()
