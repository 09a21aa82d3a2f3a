#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage cluster links in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/cluster_link.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_cluster_link
short_description: Manage cluster links in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes cluster links, which copy topics, offsets of consumers and ACLs from one Kafka cluster
    to another.
  - A link is managed on the cluster that O(cluster) names, with a key of that cluster; nothing is asked of the other
    one. Where both sides have one (a link that the source begins, or a bidirectional one), each is a task of its own.
  - A destination is a Dedicated or Enterprise cluster. What may be linked with what is in Confluent's documentation.
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
      - Name of the link. Both sides of a link of two sides have the same. Has to match V([a-zA-Z0-9._-]+) as a whole.
    type: str
    required: true
  mode:
    description:
      - What O(cluster) is in the link. The service takes V(DESTINATION), which gets data from O(remote), for a new one.
        V(SOURCE) gives its data to O(remote), and begins the connection. V(BIDIRECTIONAL) is both. Fixed at creation.
    type: str
    choices: [DESTINATION, SOURCE, BIDIRECTIONAL]
  connection_mode:
    description:
      - Who begins the connection. The service takes V(OUTBOUND), this side, for a new link. With V(INBOUND) it is the
        other side, on which the key is given then. Fixed at creation.
    type: str
    choices: [OUTBOUND, INBOUND]
  remote:
    description:
      - The other cluster. Needed for a creation. Which one it is cannot be changed; its bootstrap servers and the key
        can.
    type: dict
    suboptions:
      cluster:
        description:
          - >-
            Name or id of the other cluster. With O(remote.bootstrap_servers) an id, and a name that is not found, are
            taken as they are: the cluster may be another organization's, or none of Confluent Cloud.
        type: str
        required: true
      environment:
        description:
          - Name or id of its environment. If not set, it is that of the task.
        type: str
      bootstrap_servers:
        description:
          - Where it is, as V(host:port), several with commas. If not set, it is looked up, for which the control plane
            is needed. Left out of the link with O(connection_mode=INBOUND).
        type: str
      api_key:
        description:
          - Id of an API key of the other cluster, by which the link authenticates there. With it the link gets
            C(security.protocol) C(SASL_SSL) and C(sasl.mechanism) C(PLAIN), unless O(config) states them.
        type: str
      api_secret:
        description:
          - The secret of O(remote.api_key).
        type: str
      key_file:
        description:
          - A file that M(streamops.confluent.confluent_api_key) has written (its O(ignore:secret_file)), in place of
            both.
        type: path
  local:
    description:
      - For O(mode=SOURCE), the API key by which the link authenticates to O(cluster) itself. Given together with
        O(remote).
    type: dict
    suboptions:
      api_key:
        description:
          - Id of an API key of O(cluster).
        type: str
      api_secret:
        description:
          - The secret of O(local.api_key).
        type: str
      key_file:
        description:
          - A file with both, in place of them.
        type: path
  config:
    description:
      - Settings of the link, such as C(consumer.offset.sync.enable). Numbers and booleans may be written as such,
        filters (C(acl.filters) and the like) as data or as JSON. A setting that is null goes back to its default. Can
        be changed later. If not set, it is left alone.
      - Only those that are stated are compared. A secret among them is refused, and so is what has an option of its
        own.
      - What is switched on without its filter is refused, for the service takes it and does nothing. A feature that is
        switched off loses its filter, of which a warning tells.
      - Synchronization of ACLs deletes ACLs at the destination that match the filter and are not at the source. Leave
        those out of the filter that are managed here.
    type: dict
  sensitive_config:
    description:
      - Settings of the link that are secret, such as C(sasl.jaas.config) for another way to authenticate, and those
        that the service shows to nobody, such as C(ssl.truststore.certificates). Never compared and never shown. They
        beat what follows from O(remote).
    type: dict
  validate_link:
    description:
      - Whether the service sees, before it makes the link, that the other cluster is the one that is stated and lets
        the link in. Check mode has it see that, too.
    type: bool
    default: true
  force:
    description:
      - Delete a link that has mirror topics. They stay with the data that they have, as ordinary topics that get no
        more of it. Without it such a link is not deleted, and the mirror topics are named.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until the link is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same link and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 300
  update_secrets:
    description:
      - When the keys of O(remote) and O(local) and O(sensitive_config) are sent. Because they cannot be read, a changed
        one cannot be noticed.
      - V(on_create) sends them with a creation. V(always) sends them in every run, and reports a change every time. Use
        it in the run that rotates a key.
    type: str
    choices: [on_create, always]
    default: on_create
  state:
    description:
      - V(present) creates the link or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - Roles that the credential needs. CloudClusterAdmin of the cluster, or the ACL operations ALTER, DESCRIBE and
    DESCRIBE_CONFIGS on it. The key of the other cluster needs those that the link uses there.
seealso:
  - module: streamops.confluent.confluent_cluster_link_info
  - module: streamops.confluent.confluent_mirror_topic
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_api_key
  - name: Cluster Linking on Confluent Cloud
    description: Which clusters can be linked, what a link copies, and its settings.
    link: https://docs.confluent.io/cloud/current/multi-cloud/cluster-linking/index.html
"""

EXAMPLES = r"""
---
- name: Have the disaster recovery cluster get the topics of the orders cluster
  streamops.confluent.confluent_cluster_link:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    name: from-orders
    remote:
      cluster: orders
      key_file: ~/orders.link.json
    config:
      consumer.offset.sync.enable: true
      consumer.offset.group.filters:
        groupFilters:
          - {name: orders., patternType: PREFIXED, filterType: INCLUDE}

- name: Copy the offsets of consumers twice a minute
  streamops.confluent.confluent_cluster_link:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    name: from-orders
    config:
      consumer.offset.sync.ms: 15000

- name: Give the link the key that has replaced the old one
  streamops.confluent.confluent_cluster_link:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    name: from-orders
    remote:
      cluster: orders
      key_file: ~/orders.link.json
    update_secrets: always

- name: Remove the link
  streamops.confluent.confluent_cluster_link:
    environment: dev
    cluster: orders-dr
    kafka_key_file: ~/orders-dr.kafka.json
    name: from-orders
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
cluster_link:
  description: The link; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    - What you have to do next, where the link waits for somebody; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - What to do about an error that the link or one of its tasks tells of; see R(Results,
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
from ..module_utils.kinds.cluster_links import ClusterLink


def main() -> None:
    """Entry point."""
    run_module(ClusterLink)


if __name__ == "__main__":
    main()
