#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACLs: documentation and one call. What it does is declared in module_utils/kinds."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_acl_info
short_description: Get information about access control lists of a Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the ACLs of a cluster, all or those that match in every field that is given.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.attributes.info
  - streamops.confluent.scope.environment
  - streamops.confluent.scope.cluster
options:
  principal:
    description:
      - Only ACLs about this principal; name or id (V(sa-...)) of a service account, id of a user or identity pool,
        or V(User:...).
    type: str
  resource_type:
    description:
      - Only ACLs on this kind of resource.
    type: str
    choices: [TOPIC, GROUP, CLUSTER, TRANSACTIONAL_ID, DELEGATION_TOKEN]
  resource_name:
    description:
      - Only ACLs with this name or beginning of names, compared exactly.
    type: str
  pattern_type:
    description:
      - Only ACLs with this kind of pattern.
    type: str
    choices: [LITERAL, PREFIXED]
  operation:
    description:
      - Only ACLs for this operation.
    type: str
    choices:
      - ALL
      - READ
      - WRITE
      - CREATE
      - DELETE
      - ALTER
      - DESCRIBE
      - CLUSTER_ACTION
      - DESCRIBE_CONFIGS
      - ALTER_CONFIGS
      - IDEMPOTENT_WRITE
  permission:
    description:
      - Only ACLs that allow, or only those that deny.
    type: str
    choices: [ALLOW, DENY]
  host:
    description:
      - Only ACLs for this host. V(*) means those that count for any host.
    type: str
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - The control plane is also asked for the id of a service account that is named by its name.
  - Permission that the owner of the key needs. DESCRIBE on the cluster, or the role CloudClusterAdmin.
seealso:
  - module: streamops.confluent.confluent_acl
"""

EXAMPLES = r"""
---
- name: List all ACLs of a cluster
  streamops.confluent.confluent_acl_info:
    environment: dev
    cluster: orders
  register: cluster_acls

- name: List what one account may do with topics
  streamops.confluent.confluent_acl_info:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: TOPIC

- name: List what counts for everybody
  streamops.confluent.confluent_acl_info:
    environment: dev
    cluster: orders
    principal: User:*
"""

RETURN = r"""
---
acls:
  description: The ACLs. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    principal:
      description: Whom it is about, in Kafka's form.
      type: str
      sample: User:sa-6v9m2p
    resource_type:
      description: Kind of the resource.
      type: str
      sample: TOPIC
    resource_name:
      description: Name of the resource, or its beginning.
      type: str
      sample: orders.
    pattern_type:
      description: Whether it is a whole name or a beginning.
      type: str
      sample: PREFIXED
    operation:
      description: What is allowed or denied.
      type: str
      sample: READ
    permission:
      description: Whether it is allowed or denied.
      type: str
      sample: ALLOW
    host:
      description: From where it counts.
      type: str
      sample: "*"
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 2
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
  sample: ["there is no environment 'dve' that this credential can see (names are compared exactly)..."]
error:
  description: The answer of the service that made the task fail, as data.
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
      sample: GET
    path:
      description: Path of the request.
      type: str
      sample: /kafka/v3/clusters/lkc-7wq2n5/acls
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

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.acls.kind import Acl


def main() -> None:
    """Entry point."""
    run_info_module(Acl)


if __name__ == "__main__":
    main()
