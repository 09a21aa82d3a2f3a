#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about access control lists of a Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/acl.yml; declaration: module_utils/kinds.
"""

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
  - streamops.confluent.attributes.info
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
  principal:
    description:
      - Only ACLs about this principal; name or id (V(sa-...)) of a service account, id of a user or identity pool, or
        V(User:...).
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
  - module: streamops.confluent.confluent_acls
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
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
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
from ..module_utils.kinds.acls.kind import Acl


def main() -> None:
    """Entry point."""
    run_info_module(Acl)


if __name__ == "__main__":
    main()
