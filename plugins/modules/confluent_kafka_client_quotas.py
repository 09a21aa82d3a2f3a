#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many client quotas in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/kafka_client_quota.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_client_quotas
short_description: Manage many client quotas in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes client quotas of one Kafka cluster, for a list of quotas.
  - A principal may go from one quota of the list to another. The one that gives it up is written first. Two quotas that
    exchange principals cannot be written in one go, for one of them would name the other's.
  - With O(purge) quotas that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
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
  kafka_client_quotas:
    description:
      - The quotas. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &kafka_client_quota
      name:
        description:
          - Name of the quota.
          - With C(id) it is the new name of that quota.
          - One of C(name) and C(id) is needed; a creation needs C(name).
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
              - What each principal may write to the cluster, in bytes per second. At least 0. Needed for a creation.
                Can be changed later.
            type: int
          egress_byte_rate:
            description:
              - What each principal may read from the cluster, in bytes per second. At least 0. Needed for a creation.
                Can be changed later.
            type: int
      principals:
        description:
          - Of whom the quota is, each of whom gets it in full. Names or ids (V(sa-...)) of service accounts, or names
            or ids (V(pool-...)) of identity pools. A name that both a service account and a pool have means the service
            account. The order of the entries does not matter. Can be changed later. If not set, it is left alone.
          - The list is the whole of it, so a principal that is not in it is taken out of the quota.
          - For a creation this or C(default=true) is needed, and they exclude each other.
        type: list
        elements: str
      default:
        description:
          - With V(true) the quota is of each principal that has no quota of its own on the cluster. A cluster has one
            such quota.
          - To make it one of certain principals again, give C(principals).
        type: bool
      state:
        description:
          - V(present) creates the quota or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all quotas that do not say otherwise.
    type: dict
    suboptions: *kafka_client_quota
  return_unchanged:
    description:
      - Whether the result holds also those quotas that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the quotas in the scope that are not in O(kafka_client_quotas). If not set, nothing is deleted that is
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
          - How many quotas may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. CloudClusterAdmin of the cluster, EnvironmentAdmin or OrganizationAdmin.
  - A new or changed quota is in effect about half a minute later.
  - Clusters of the types Dedicated, Enterprise and Freight have client quotas, as far as is documented.
seealso:
  - module: streamops.confluent.confluent_kafka_client_quota
  - module: streamops.confluent.confluent_kafka_client_quota_info
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_service_account
  - name: Client quotas
    description: What they do, and what clients notice of them.
    link: https://docs.confluent.io/cloud/current/clusters/client-quotas.html
"""

EXAMPLES = r"""
---
- name: Have these client quotas, and no others that begin with team-
  streamops.confluent.confluent_kafka_client_quotas:
    environment: dev
    cluster: payments
    defaults:
      throughput:
        ingress_byte_rate: 1048576
        egress_byte_rate: 4194304
    kafka_client_quotas:
      - name: team-orders
        principals: [orders-service]
      - name: everybody-else
        default: true
    purge:
      name_prefix: team-
"""

RETURN = r"""
---
counts:
  description:
    How many quotas were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
kafka_client_quotas:
  description:
    What happened to each quota, in the order of O(kafka_client_quotas), then those that O(purge) deleted, with
    C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The client quota in words.
      type: str
      sample: client quota orders
    kafka_client_quota:
      description: The quota as M(streamops.confluent.confluent_kafka_client_quota) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "cq-4g7n2w", "name": "orders"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each quota that changes, as C(before) and C(after). Only fields
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
from ..module_utils.kinds.client_quotas import KafkaClientQuota


def main() -> None:
    """Entry point."""
    run_plural_module(KafkaClientQuota)


if __name__ == "__main__":
    main()
