#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about client quotas in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/kafka_client_quota.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_kafka_client_quota_info
short_description: Get information about client quotas in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists client quotas, or finds one by name or id.
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
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  name:
    description:
      - Only quotas of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the quota with this id (V(cq-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_kafka_client_quota
  - module: streamops.confluent.confluent_kafka_client_quotas
"""

EXAMPLES = r"""
---
- name: List the client quotas of a cluster
  streamops.confluent.confluent_kafka_client_quota_info:
    environment: dev
    cluster: payments
  register: quotas
"""

RETURN = r"""
---
kafka_client_quotas:
  description: The quotas. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.client_quotas import KafkaClientQuota


def main() -> None:
    """Entry point."""
    run_info_module(KafkaClientQuota)


if __name__ == "__main__":
    main()
