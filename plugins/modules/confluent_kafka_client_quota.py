#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage client quotas in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/kafka_client_quota.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_client_quota
short_description: Manage client quotas in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes client quotas, which limit how many bytes per second a principal may write to
    a Kafka cluster and read from it.
  - Each principal of a quota gets it in full. They do not share it, so a quota of three accounts lets through three
    times as much.
  - A principal has one quota on a cluster. One that two quotas name is refused before anything is written, with the
    names of both.
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
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  name:
    description:
      - Name of the quota.
      - With O(id) it is the new name of that quota.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(cq-...)) of an existing quota, in place of its name or to rename it.
    type: str
  description:
    description:
      - What the quota is for. Can be changed later. If not set, it is left alone.
    type: str
  throughput:
    description:
      - How much each principal may write and read. Needed for a creation. Can be changed later.
    type: dict
    suboptions:
      ingress_byte_rate:
        description:
          - What each principal may write to the cluster, in bytes per second. At least 0. Needed for a creation. Can be
            changed later.
        type: int
      egress_byte_rate:
        description:
          - What each principal may read from the cluster, in bytes per second. At least 0. Needed for a creation. Can
            be changed later.
        type: int
  principals:
    description:
      - Of whom the quota is, each of whom gets it in full. Names or ids (V(sa-...)) of service accounts, or names or
        ids (V(pool-...)) of identity pools. A name that both a service account and a pool have means the service
        account. The order of the entries does not matter. Can be changed later. If not set, it is left alone.
      - The list is the whole of it, so a principal that is not in it is taken out of the quota.
      - For a creation this or O(default=true) is needed, and they exclude each other.
    type: list
    elements: str
  default:
    description:
      - With V(true) the quota is of each principal that has no quota of its own on the cluster. A cluster has one such
        quota.
      - To make it one of certain principals again, give O(principals).
    type: bool
  state:
    description:
      - V(present) creates the quota or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. CloudClusterAdmin of the cluster, EnvironmentAdmin or OrganizationAdmin.
  - A new or changed quota is in effect about half a minute later.
  - Clusters of the types Dedicated, Enterprise and Freight have client quotas, as far as is documented.
seealso:
  - module: streamops.confluent.confluent_kafka_client_quotas
  - module: streamops.confluent.confluent_kafka_client_quota_info
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_service_account
  - name: Client quotas
    description: What they do, and what clients notice of them.
    link: https://docs.confluent.io/cloud/current/clusters/client-quotas.html
"""

EXAMPLES = r"""
---
- name: Let the order service write 1 MiB and read 4 MiB per second
  streamops.confluent.confluent_kafka_client_quota:
    environment: dev
    cluster: payments
    name: orders
    throughput:
      ingress_byte_rate: 1048576
      egress_byte_rate: 4194304
    principals:
      - orders-service

- name: Let everybody who has no quota have a tenth of it
  streamops.confluent.confluent_kafka_client_quota:
    environment: dev
    cluster: payments
    name: everybody-else
    throughput:
      ingress_byte_rate: 104858
      egress_byte_rate: 419430
    default: true

- name: Let the order service read more; what is not stated stays
  streamops.confluent.confluent_kafka_client_quota:
    environment: dev
    cluster: payments
    name: orders
    throughput:
      egress_byte_rate: 8388608

- name: Take the limit away
  streamops.confluent.confluent_kafka_client_quota:
    environment: dev
    cluster: payments
    name: orders
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
kafka_client_quota:
  description: The quota; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: cq-4g7n2w
    environment:
      description: Id of its environment.
      type: str
      sample: env-4g7n2w
    cluster:
      description: Id of its Kafka cluster.
      type: str
      sample: lkc-4g7n2w
    name:
      description: Its name.
      type: str
      sample: orders
    description:
      description: What the quota is for.
      type: str
      sample: Orders, at the pace of the shop
    throughput:
      description: How much each principal may write and read.
      type: dict
      sample: {"ingress_byte_rate": 1048576, "egress_byte_rate": 4194304}
    principals:
      description: The ids of the principals that the quota is of. Empty for the default one.
      type: list
      elements: str
      sample: ["sa-4g7n2w"]
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    default:
      description: Whether it is the quota of all principals that have none of their own.
      type: bool
      sample: false
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
from ..module_utils.kinds.client_quotas import KafkaClientQuota


def main() -> None:
    """Entry point."""
    run_module(KafkaClientQuota)


if __name__ == "__main__":
    main()
