#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage access control lists of a Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/acl.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_acl
short_description: Manage access control lists of a Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates and deletes single access control list entries (ACLs).
  - All seven fields together identify an ACL. It has no changeable part; another value in any field is another ACL.
  - With O(operations) one task manages an ACL for each of several operations.
  - ACLs that can never match anything are refused, for the broker takes them without a word. They can be removed.
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
  principal:
    description:
      - Whom the ACL is about; name or id (V(sa-...)) of a service account, or id of a user (V(u-...)) or identity pool
        (V(pool-...)).
      - A principal in Kafka's own form, V(User:...), is taken as it is. V(User:*) means everybody. With the name of a
        service account in it, it would be nobody's, and is refused.
    type: str
    required: true
  resource_type:
    description:
      - Kind of the resource.
    type: str
    choices: [TOPIC, GROUP, CLUSTER, TRANSACTIONAL_ID, DELEGATION_TOKEN]
    required: true
  resource_name:
    description:
      - Name of the resource, or the beginning of names with O(pattern_type=PREFIXED). V(*) with O(pattern_type=LITERAL)
        means all names.
      - Any other V(*) is no wildcard. For topics it is refused, with all else that no topic can be called; names of
        groups and transactional ids may hold it, so there is a warning.
      - Needed for every O(resource_type) but V(CLUSTER), whose name is always V(kafka-cluster).
    type: str
  pattern_type:
    description:
      - Whether O(resource_name) is a whole name (V(LITERAL)) or the beginning of names (V(PREFIXED)).
    type: str
    choices: [LITERAL, PREFIXED]
    default: LITERAL
  operation:
    description:
      - What is allowed or denied. Not every operation exists for every kind of resource.
      - One of O(operation) and O(operations) is needed.
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
      - Whether the operation is allowed or denied. A V(DENY) wins over every V(ALLOW).
    type: str
    choices: [ALLOW, DENY]
    default: ALLOW
  host:
    description:
      - IP address from which the ACL counts. V(*) means any. Host names, networks and other patterns would match nobody
        and are refused.
    type: str
    default: "*"
  operations:
    description:
      - Several operations, instead of O(operation). Each is an ACL of its own, as if the task were there once for each.
    type: list
    elements: str
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
  state:
    description:
      - V(present) creates the ACL, V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane only to find
    the cluster. With O(kafka_rest_endpoint) and the cluster given by id, the control plane is not asked.
  - The control plane is also asked for the id of a service account that is named by its name.
  - Permissions that the owner of the key needs. ALTER on the cluster to create and delete ACLs and DESCRIBE to read
    them, or the role CloudClusterAdmin.
  - The API takes an omitted field as a wildcard, so that one deletion could remove many ACLs. The module always sends
    all seven.
  - ACLs of a deleted service account stay in the cluster. Name the principal by its id (V(User:sa-...)) to delete them
    then.
  - Consumers need READ on the topic and on the consumer group, producers WRITE on the topic. READ and WRITE include
    DESCRIBE.
seealso:
  - module: streamops.confluent.confluent_acls
  - module: streamops.confluent.confluent_acl_info
  - module: streamops.confluent.confluent_role_binding
  - module: streamops.confluent.confluent_service_account
  - name: ACLs in Confluent Cloud
    description: Operations per resource, and how ACLs and roles work together.
    link: https://docs.confluent.io/cloud/current/security/access-control/acl.html
"""

EXAMPLES = r"""
---
- name: Let a service account write to one topic
  streamops.confluent.confluent_acl:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: TOPIC
    resource_name: orders.created
    operation: WRITE

- name: Let it read every topic whose name begins with "orders."
  streamops.confluent.confluent_acl:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: TOPIC
    resource_name: orders.
    pattern_type: PREFIXED
    operation: READ

- name: Let it use its consumer groups
  streamops.confluent.confluent_acl:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: GROUP
    resource_name: orders-service
    pattern_type: PREFIXED
    operation: READ

- name: Let it look at topics of another team and their settings, by one ACL for each operation
  streamops.confluent.confluent_acl:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: TOPIC
    resource_name: payments.
    pattern_type: PREFIXED
    operations: [DESCRIBE, DESCRIBE_CONFIGS]

- name: Deny it changes of settings of the cluster
  streamops.confluent.confluent_acl:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: CLUSTER
    operation: ALTER_CONFIGS
    permission: DENY

- name: Remove these ACLs
  streamops.confluent.confluent_acl:
    environment: dev
    cluster: orders
    principal: orders-service
    resource_type: "{{ item.type }}"
    resource_name: "{{ item.name | default(omit) }}"
    pattern_type: "{{ item.pattern | default('LITERAL') }}"
    operation: "{{ item.operation }}"
    permission: "{{ item.permission | default('ALLOW') }}"
    state: absent
  loop:
    - {type: TOPIC, name: orders.created, operation: WRITE}
    - {type: TOPIC, name: orders., pattern: PREFIXED, operation: READ}
    - {type: GROUP, name: orders-service, pattern: PREFIXED, operation: READ}
    - {type: CLUSTER, operation: ALTER_CONFIGS, permission: DENY}
"""

RETURN = r"""
---
operation:
  description:
    - C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
    - With O(operations) what was done to any of the ACLs.
  returned: success
  type: str
  sample: created
acl:
  description: The ACL; null when it is absent, and with O(operations). In check mode as far as it can be known.
  returned: success
  type: dict
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
acls:
  description: The ACLs that are there, one for each of O(operations); each as RV(acl).
  returned: when O(operations) is given
  type: list
  elements: dict
  sample: [{"principal": "User:sa-6v9m2p", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}]
diff:
  description:
    - What changed, or in check mode would change, as C(before) and C(after). Only fields that differ; secrets are
      masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
    - With O(operations) a list of them.
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
from ..module_utils.kinds.acls.kind import Acl


def main() -> None:
    """Entry point."""
    run_module(Acl)


if __name__ == "__main__":
    main()
