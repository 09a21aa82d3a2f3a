#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many mirror topics in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/mirror_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_mirror_topics
short_description: Manage many mirror topics in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Makes mirror topics of a cluster link, has them paused, resumed, promoted, failed over, or reversed, and deletes
    them, for a list of mirror topics.
  - What is asked of several goes in one request, a hundred at a time, and each has a result of its own. Before the
    first of them, the service judges all together; if it refuses one, nothing is done and all refusals are told.
  - All are read by one list, also while they are waited for.
  - With O(purge) mirror topics that are not in the list are deleted with their records, within a scope that has to be
    named. What does not mirror any more is spared.
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
  link:
    description:
      - Name of the cluster link. It lies on O(cluster), which is the side that the records come to.
    type: str
    required: true
  mirror_topics:
    description:
      - The mirror topics. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &mirror_topic
      name:
        description:
          - Name of the mirror topic. It is the name of the source topic, behind the prefix of the link if it has one
            (C(cluster.link.prefix)). At most 249 characters. Needed.
        type: str
      source_topic:
        description:
          - Name of the topic at the other side. It follows from C(name) and the prefix of the link; stated, it is
            checked. At most 249 characters. Fixed at creation.
        type: str
      replication_factor:
        description:
          - Number of replicas. Confluent Cloud takes V(3) only, which a new topic gets by itself. Looked at for a
            creation only. At least 1.
        type: int
      config:
        description:
          - Settings that the mirror topic is made with, by their Kafka names, as in
            M(streamops.confluent.confluent_topic). All others are those of the source topic. Looked at for a creation
            only; afterwards the topic has them, and M(streamops.confluent.confluent_topic) changes those that are not
            kept equal to the source's.
        type: dict
      status:
        description:
          - What the mirror topic is to be. If not set, a new one mirrors, and an existing one is left as it is.
          - V(active) mirrors, and resumes what is paused. What is stopped by its link or its source counts as active;
            C(next_step) says what to do then.
          - V(paused) gets no more records until it is resumed.
          - V(promoted) gets what is left at the source, and stops mirroring when nothing lags behind. The source must
            be reachable, and nobody should write to it any more.
          - V(failed_over) stops mirroring at once, with the records that have come. It is for a source that is lost,
            for a mirror that has failed, and for a promotion that hangs.
          - V(reversed) and V(reversed_paused) are for bidirectional links. The two topics change their parts, this one
            becomes the source, and the one at the other side its mirror, which is paused with the latter.
          - The last four end in the same state, which the service does not tell apart and nothing leads back from,
            except C(truncate_and_restore). What is in it counts as each of them.
        type: str
        choices: [active, paused, promoted, failed_over, reversed, reversed_paused]
      truncate_and_restore:
        description:
          - With V(true), a topic that is there, and mirrors nothing, may become a mirror. It is cut back to where its
            own mirror at the other side of the bidirectional link stopped, which loses the records that only this side
            has, and goes on as a mirror of that topic. A warning tells how many are lost, also in check mode. That is
            the way back to the first cluster after a fail-over.
          - Without it such a topic is refused. What is a mirror already is left alone.
          - If not set, V(false).
        type: bool
      delete_topic:
        description:
          - With C(state=absent), delete a topic, too, that was promoted, failed over or reversed, and so is an ordinary
            one, or is about to be.
          - If not set, V(false).
        type: bool
      wait:
        description:
          - Whether to wait until what is wished has come about, or until a deleted topic is gone. A promotion takes as
            long as there are records to come.
          - With V(false) it is enough that it is on its way. A new one that is to be paused is waited for all the same
            until it mirrors, for the service takes no pause before.
          - If not set, V(true).
        type: bool
      wait_timeout:
        description:
          - Seconds to wait at most for this mirror topic.
          - If not set, V(1800).
        type: int
      state:
        description:
          - V(present) makes the mirror topic, or changes its state.
          - V(absent) deletes the topic with its records on this side; a warning says so, also in check mode. The source
            topic stays. What does not mirror any more is an ordinary topic, and stays as well, unless C(delete_topic)
            is set.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all mirror topics that do not say otherwise.
    type: dict
    suboptions: *mirror_topic
  return_unchanged:
    description:
      - Whether the result holds also those mirror topics that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the mirror topics in the scope that are not in O(mirror_topics). If not set, nothing is deleted that is
        not named.
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
          - How many mirror topics may be deleted at most. If there are more, nothing is written and the task fails,
            naming them.
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
  - Roles that the credential needs. CloudClusterAdmin of the cluster, or the ACL operations ALTER, DESCRIBE and
    DESCRIBE_CONFIGS on it, and DELETE on the topic to delete one.
  - Where the link copies offsets of consumer groups (C(consumer.offset.sync.enable)), a warning tells at the switch to
    leave those groups out of it that go on here.
seealso:
  - module: streamops.confluent.confluent_mirror_topic
  - module: streamops.confluent.confluent_mirror_topic_info
  - module: streamops.confluent.confluent_cluster_link
  - module: streamops.confluent.confluent_topic
  - name: Manage Mirror Topics
    description: What mirror topics are, which of their settings are the source's, and their states.
    link: https://docs.confluent.io/cloud/current/multi-cloud/cluster-linking/mirror-topics-cc.html
"""

EXAMPLES = r"""
---
- name: Mirror these topics
  streamops.confluent.confluent_mirror_topics:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
    mirror_topics:
      - name: orders.created
      - name: orders.shipped

- name: Promote them, now that nobody writes to the source any more
  streamops.confluent.confluent_mirror_topics:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/dr/orders-dr.kafka.json
    link: from-orders
    mirror_topics:
      - name: orders.created
      - name: orders.shipped
    defaults:
      status: promoted
      wait_timeout: 600
"""

RETURN = r"""
---
counts:
  description:
    How many mirror topics were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check
    mode what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
mirror_topics:
  description:
    What happened to each mirror topic, in the order of O(mirror_topics), then those that O(purge) deleted, with
    C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The mirror topic in words.
      type: str
      sample: mirror topic orders.created
    mirror_topic:
      description: The mirror topic as M(streamops.confluent.confluent_mirror_topic) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"name": "orders.created"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each mirror topic that changes, as C(before) and C(after). Only
    fields that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
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
from ..module_utils.kinds.mirror_topics import MirrorTopic


def main() -> None:
    """Entry point."""
    run_plural_module(MirrorTopic)


if __name__ == "__main__":
    main()
