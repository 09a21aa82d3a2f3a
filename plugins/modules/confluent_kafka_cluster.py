#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Kafka clusters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/kafka_cluster.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_cluster
short_description: Manage Kafka clusters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, resizes and deletes Kafka clusters of all types on AWS, Azure and Google Cloud, and waits until
    they are ready.
  - Returns the bootstrap and REST endpoints and the CRN that other tasks need.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
      - Name of the cluster. Unique by convention only, so a name that two clusters of the environment carry is refused.
      - With O(id) it is the new name of that cluster.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(lkc-...)) of an existing cluster, in place of its name or to rename it.
    type: str
  type:
    description:
      - Cluster type. Needed for a creation.
      - V(Basic) can be changed to V(Standard) in place. Every other change is refused, because it would mean a new
        cluster.
    type: str
    choices: [Basic, Standard, Enterprise, Dedicated, Freight]
  availability:
    description:
      - Whether the cluster spans one zone or several. Needed for a creation and fixed after it.
      - A V(Basic) cluster has one zone.
      - V(SINGLE_ZONE) and V(LOW) are the same, and V(MULTI_ZONE) and V(HIGH) are the same; either word matches a
        cluster that shows the other.
    type: str
    choices: [SINGLE_ZONE, MULTI_ZONE, LOW, HIGH]
  cloud:
    description:
      - Cloud provider. Needed for a creation and fixed after it.
    type: str
    choices: [AWS, AZURE, GCP]
  region:
    description:
      - Region in the provider's own spelling, for example V(eu-central-1), V(westeurope) or V(europe-west3). Needed for
        a creation and fixed after it.
    type: str
  cku:
    description:
      - Confluent Kafka Units (CKU) of a V(Dedicated) cluster. Needed for the creation of one, at least 1, or 2 with
        several zones. Refused for other types.
      - Can be raised and lowered later. One resize at a time; it takes from minutes to hours.
    type: int
  max_ecku:
    description:
      - Highest number of elastic units (eCKU) to which a cluster of the other types scales. At least 1, or 2 with
        several zones. Refused for V(Dedicated). Can be changed later.
      - If not set, the service chooses and its choice is left alone.
    type: int
  network:
    description:
      - Name or id (V(n-...)) of the network that the cluster is attached to. Fixed at creation.
      - If not set, the cluster has public endpoints.
    type: str
  byok_key:
    description:
      - Name or id (V(cck-...)) of the self-managed encryption key. For V(Dedicated), V(Enterprise) and V(Freight)
        clusters. Fixed at creation.
    type: str
  deletion_protection:
    description:
      - Whether the service refuses to delete the cluster. Can be changed later. If not set, it is left alone.
      - A protected cluster is deleted in two tasks, the first of which turns the protection off.
      - V(true) is for V(Dedicated), V(Enterprise) and V(Freight) clusters. For V(Basic) and V(Standard) ones, which the
        service does not protect, it is refused before the service is asked.
    type: bool
  force:
    description:
      - Whether O(state=absent) may delete the cluster. It has no other effect.
      - Deleting a cluster always needs V(true), because the module does not ask Kafka whether it holds data. Without it
        the task is refused and names the connectors that the cluster holds.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until the cluster is provisioned, until a resize is complete, or until a deleted cluster is
        gone.
      - With V(false) the endpoints may still be missing from the result. A later run with V(true) waits for the same
        cluster and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
      - If not set, 24 hours for a V(Dedicated) cluster, which usually takes half an hour, and 1 hour otherwise.
    type: int
  state:
    description:
      - V(present) creates the cluster or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - >-
    Roles that the credential needs. To create: OrganizationAdmin, or EnvironmentAdmin of the environment. To change or
    delete: also CloudClusterAdmin of the cluster.
  - The service lists the clusters that the credential may see, and answers 403 for all others, whether they are there
    or not. So O(state=absent) takes a cluster for absent that it cannot see.
  - Deleting a cluster deletes its topics with all records, its ACLs, connectors and API keys. It cannot be undone.
  - The module uses the control plane only, so it works for clusters on private networks that the machine cannot reach.
  - Schema Registry appears in the environment with its first Kafka cluster.
    M(streamops.confluent.confluent_schema_registry_info) finds it.
  - Independent changes are sent as separate requests, as the API wants it; a type change, a resize and a rename are
    three.
seealso:
  - module: streamops.confluent.confluent_kafka_cluster_info
  - module: streamops.confluent.confluent_environment
  - module: streamops.confluent.confluent_topic
  - name: Kafka cluster types in Confluent Cloud
    description: Features, limits and units of each type.
    link: https://docs.confluent.io/cloud/current/clusters/cluster-types.html
"""

EXAMPLES = r"""
---
- name: Create a Basic cluster and wait until it is provisioned
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: payments
    type: Basic
    availability: SINGLE_ZONE
    cloud: AWS
    region: eu-central-1
  register: payments

- name: Show where it is
  ansible.builtin.debug:
    msg: "{{ payments.kafka_cluster.bootstrap_endpoint }}, {{ payments.kafka_cluster.rest_endpoint }}"

- name: Make it a Standard cluster, in place
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: payments
    type: Standard

- name: Order a Dedicated cluster without waiting for it
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: ledger
    type: Dedicated
    cku: 1
    availability: SINGLE_ZONE
    cloud: AWS
    region: eu-central-1
    deletion_protection: true
    wait: false

- name: Wait for the same cluster, up to two hours
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: ledger
    wait_timeout: 7200

- name: Give it a second CKU
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: ledger
    cku: 2

- name: Allow its deletion
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: ledger
    deletion_protection: false

- name: Delete both clusters, with all their data
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: "{{ item }}"
    state: absent
    force: true
  loop:
    - ledger
    - payments
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
kafka_cluster:
  description: The cluster; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.kafka_clusters import KafkaCluster


def main() -> None:
    """Entry point."""
    run_module(KafkaCluster)


if __name__ == "__main__":
    main()
