#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many access control lists of a Kafka cluster in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/acl.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_acls
short_description: Manage many access control lists of a Kafka cluster in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates and deletes access control list entries (ACLs), for a list of them.
  - Does the same as M(streamops.confluent.confluent_acl) in a loop, with far fewer requests. Existing ACLs are read by
    one request, and up to 500 are created by one.
  - An item with C(operations) stands for an ACL of each operation.
  - ACLs that can never match anything are refused, for the broker takes them without a word. They can be removed.
  - What is denied is denied before anything is allowed. Deletions come last, first of what is allowed and then of what
    is denied.
  - With O(purge) ACLs that are not in the list are deleted, within a scope that has to be named.
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
  acls:
    description:
      - The ACLs. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &acl
      principal:
        description:
          - Whom the ACL is about; name or id (V(sa-...)) of a service account, or id of a user (V(u-...)) or identity
            pool (V(pool-...)). Needed, here or in O(defaults).
          - A principal in Kafka's own form, V(User:...), is taken as it is. V(User:*) means everybody. With the name of
            a service account in it, it would be nobody's, and is refused.
        type: str
      resource_type:
        description:
          - Kind of the resource. Needed, here or in O(defaults).
        type: str
        choices: [TOPIC, GROUP, CLUSTER, TRANSACTIONAL_ID, DELEGATION_TOKEN]
      resource_name:
        description:
          - Name of the resource, or the beginning of names with C(pattern_type=PREFIXED). V(*) with
            C(pattern_type=LITERAL) means all names.
          - Any other V(*) is no wildcard. For topics it is refused, with all else that no topic can be called; names of
            groups and transactional ids may hold it, so there is a warning.
          - Needed for every C(resource_type) but V(CLUSTER), whose name is always V(kafka-cluster).
        type: str
      pattern_type:
        description:
          - Whether C(resource_name) is a whole name (V(LITERAL)) or the beginning of names (V(PREFIXED)).
          - If not set, V(LITERAL).
        type: str
        choices: [LITERAL, PREFIXED]
      operation:
        description:
          - What is allowed or denied. Not every operation exists for every kind of resource.
          - One of C(operation) and C(operations) is needed.
          - Of C(operation) and C(operations) an item has one, here or in O(defaults). What an item says of them counts,
            and not what O(defaults) says.
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
          - If not set, V(ALLOW).
        type: str
        choices: [ALLOW, DENY]
      host:
        description:
          - IP address from which the ACL counts. V(*) means any. Host names, networks and other patterns would match
            nobody and are refused.
          - If not set, V(*).
        type: str
      operations:
        description:
          - Several operations, instead of C(operation). Each is an ACL of its own, as if the task were there once for
            each.
          - Each has an entry of its own in the result.
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
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all ACLs that do not say otherwise.
    type: dict
    suboptions: *acl
  return_unchanged:
    description:
      - Whether the result holds also those ACLs that were as stated already, and not only that they were.
    type: bool
    default: false
  purge:
    description:
      - Deletes the ACLs in the scope that are not in O(acls). If not set, nothing is deleted that is not named.
      - The scope is what all given of O(purge.principal), O(purge.resource_name_prefix) and
        O(purge.resource_name_pattern) allow; one of them has to be given.
      - The access of the accounts behind the credentials of this task is spared. To know them, a purge needs a
        credential of the control plane that sees these API keys.
      - ACLs on topics, groups and transactional ids that are internal to the service are spared too.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      principal:
        description:
          - Whose ACLs; as in O(acls[].principal).
        type: str
      resource_name_prefix:
        description:
          - How the names of the resources begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      resource_name_pattern:
        description:
          - A shell pattern for the whole name of the resource, with V(*), V(?) and V([...]). One that fits every name
            is refused.
        type: str
      max_deletions:
        description:
          - How many ACLs may be deleted at most. If there are more, nothing is written and the task fails, naming them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names of resources whose ACLs are never deleted.
        type: list
        elements: str
notes:
  - Uses a key made for the Kafka cluster (O(kafka_api_key) or O(kafka_key_file)), and the control plane to find the
    cluster and the ids of accounts. With O(kafka_rest_endpoint), the cluster given by id and principals in the form
    V(User:...), the control plane is not asked, but for a purge.
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
  - module: streamops.confluent.confluent_acl
  - module: streamops.confluent.confluent_acl_info
  - module: streamops.confluent.confluent_topics
  - module: streamops.confluent.confluent_role_bindings
"""

EXAMPLES = r"""
---
- name: Let a service account use the topics that begin with returns.
  streamops.confluent.confluent_acls:
    environment: dev
    cluster: orders
    defaults:
      principal: orders-service
      resource_type: TOPIC
      resource_name: returns.
      pattern_type: PREFIXED
    acls:
      - operation: READ
      - operation: WRITE
      - operation: DESCRIBE
      - resource_type: GROUP
        operation: READ

- name: Have exactly these ACLs of a service account
  streamops.confluent.confluent_acls:
    environment: dev
    cluster: orders
    acls:
      - principal: orders-service
        resource_type: TOPIC
        resource_name: returns.
        pattern_type: PREFIXED
        operation: READ
    purge:
      principal: orders-service
      max_deletions: 20

- name: Remove two ACLs
  streamops.confluent.confluent_acls:
    environment: dev
    cluster: orders
    defaults:
      principal: orders-service
      resource_type: TOPIC
      resource_name: returns.
      pattern_type: PREFIXED
      state: absent
    acls:
      - operation: READ
      - operation: WRITE
"""

RETURN = r"""
---
counts:
  description:
    How many ACLs were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode what
    a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
acls:
  description:
    What happened to each ACL, in the order of O(acls) and of their operations, then those that O(purge) deleted, with
    C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The ACL in words.
      type: str
      sample: acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z
    acl:
      description: The ACL as M(streamops.confluent.confluent_acl) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"principal": "User:sa-4xgp5z", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each ACL that changes, as C(before) and C(after). Only fields that
    differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
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
from ..module_utils.kinds.acls.kind import Acl


def main() -> None:
    """Entry point."""
    run_plural_module(Acl)


if __name__ == "__main__":
    main()
