#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about Kafka clusters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/kafka_cluster.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_cluster_info
short_description: Get information about Kafka clusters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the Kafka clusters of an environment, or finds one by name or id, with endpoints and state.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  name:
    description:
      - Only clusters of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the cluster with this id (V(lkc-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the environment or on the cluster is enough.
seealso:
  - module: streamops.confluent.confluent_kafka_cluster
"""

EXAMPLES = r"""
---
- name: List the Kafka clusters of an environment
  streamops.confluent.confluent_kafka_cluster_info:
    environment: dev
  register: clusters

- name: Show names, types and states
  ansible.builtin.debug:
    msg: "{{ item.name }} is {{ item.type }} and {{ item.phase }}"
  loop: "{{ clusters.kafka_clusters }}"
  loop_control:
    label: "{{ item.id }}"

- name: Get the endpoints of one
  streamops.confluent.confluent_kafka_cluster_info:
    environment: dev
    name: orders
"""

RETURN = r"""
---
kafka_clusters:
  description: The clusters. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: lkc-7wq2n5
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: payments
    type:
      description: Cluster type.
      type: str
      sample: Basic
    availability:
      description: Availability in the word that the service uses for this cluster.
      type: str
      sample: SINGLE_ZONE
    cloud:
      description: Cloud provider, in capital letters, however the service writes it.
      type: str
      sample: AWS
    region:
      description: Region.
      type: str
      sample: eu-central-1
    cku:
      description: CKUs that are wanted; null but for Dedicated clusters.
      type: int
      sample: 2
    max_ecku:
      description: Limit of elastic units; null for Dedicated clusters.
      type: int
      sample: 50
    network:
      description: Id of its network; null without one.
      type: str
      sample: n-4k2m8p
    byok_key:
      description: Id of its encryption key; null without one.
      type: str
      sample: cck-5r7t2w
    deletion_protection:
      description: Whether the service refuses its deletion.
      type: bool
      sample: false
    phase:
      description: State of provisioning.
      type: str
      sample: PROVISIONED
    crn:
      description:
        Its Confluent Resource Name in the form on which roles on the cluster are given, as C(crn_pattern) of
        M(streamops.confluent.confluent_role_binding).
      type: str
      sample:
        crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-3x7k9q/cloud-cluster=lkc-7wq2n5
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    current_cku:
      description: CKUs that a Dedicated cluster has; differs from C(cku) during a resize.
      type: int
      sample: 2
    bootstrap_endpoint:
      description: Endpoint for Kafka clients; null while it is provisioned.
      type: str
      sample: SASL_SSL://pkc-00000.eu-central-1.aws.confluent.cloud:9092
    rest_endpoint:
      description: Base URL of its REST API; null while it is provisioned.
      type: str
      sample: https://pkc-00000.eu-central-1.aws.confluent.cloud:443
    endpoints:
      description: Endpoints per access point, as the API gives them, for clusters with several.
      type: dict
      sample: {}
    resource_name:
      description:
        Its Confluent Resource Name as the service tells it, which ends in C(/kafka=) and the id. Roles on topics,
        groups and transactional ids are given below it.
      type: str
      sample:
        crn://confluent.cloud/organization=9bb441c4-.../environment=env-3x7k9q/cloud-cluster=lkc-7wq2n5/kafka=lkc-7wq2n5
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
from ..module_utils.kinds.kafka_clusters import KafkaCluster


def main() -> None:
    """Entry point."""
    run_info_module(KafkaCluster)


if __name__ == "__main__":
    main()
