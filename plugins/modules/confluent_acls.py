#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many ACLs: documentation and one call. What it does is declared in module_utils/kinds."""

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
  - Does the same as M(streamops.confluent.confluent_acl) in a loop, with far fewer requests. Existing ACLs are read
    by one request, and up to 500 are created by one.
  - An item with C(operations) stands for an ACL of each operation.
  - ACLs that can never match anything are refused, for the broker takes them without a word. They can be removed.
  - What is denied is denied before anything is allowed. Deletions come last, first of what is allowed and then of
    what is denied.
  - With O(purge) ACLs that are not in the list are deleted, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.plural
  - streamops.confluent.plural.attributes
  - streamops.confluent.scope.environment
  - streamops.confluent.scope.cluster
options:
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
            pool (V(pool-...)).
          - A principal in Kafka's own form, V(User:...), is taken as it is. V(User:*) means everybody. With the name of
            a service account in it, it would be nobody's, and is refused.
          - Needed, here or in O(defaults).
        type: str
      resource_type:
        description:
          - Kind of the resource.
          - Needed, here or in O(defaults).
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
          - One of C(operation) and C(operations) is needed, here or in O(defaults). What an item says of them counts,
            and not what O(defaults) says.
        type: str
        choices: &operations
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
      operations:
        description:
          - Several operations, instead of C(operation). Each is an ACL of its own, with an entry of its own in the
            result.
        type: list
        elements: str
        choices: *operations
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
          - How many ACLs may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
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
  - Permissions that the owner of the key needs. The ACL operations DESCRIBE and ALTER on the cluster, or the role
    CloudClusterAdmin.
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
  description: How many ACLs met with what. In check mode what a real run would do.
  returned: success, and failure after the first write was tried
  type: dict
  contains:
    created:
      description: ACLs that were created.
      type: int
      sample: 3
    updated:
      description: ACLs that were changed.
      type: int
      sample: 1
    deleted:
      description: ACLs that were deleted, by C(state=absent) or by O(purge).
      type: int
      sample: 0
    unchanged:
      description: ACLs that were as stated already.
      type: int
      sample: 96
    failed:
      description: ACLs that could not be written.
      type: int
      sample: 0
    not_tried:
      description: ACLs that were not begun, for another one had failed.
      type: int
      sample: 0
acls:
  description:
    - What happened to each ACL, in the order of O(acls) and of their operations, then those that O(purge) deleted.
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    operation:
      description: C(created), C(updated), C(deleted), C(unchanged), C(failed) or C(not_tried).
      type: str
      sample: created
    changed:
      description: Whether this ACL was changed.
      type: bool
      sample: true
    label:
      description: The ACL in words.
      type: str
      sample: acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z
    acl:
      description: The ACL as M(streamops.confluent.confluent_acl) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"principal": "User:sa-4xgp5z", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}
    wait:
      description: The wait, where there was one, with its seconds and phases.
      type: dict
      sample: {"seconds": 3.1, "phases": ["DELETING"]}
    failed:
      description: True where the ACL could not be written.
      type: bool
      sample: true
    msg:
      description: Why it could not be written.
      type: str
      sample: "Could not create acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z. ..."
    error:
      description: The answer of the service behind it, as data; see RV(error).
      type: dict
      sample: {"status": 400}
purge:
  description: What O(purge) left alone.
  returned: when O(purge) is given
  type: dict
  contains:
    spared:
      description: The ACLs in the scope that are not stated and stay, each with the reason.
      type: list
      elements: dict
      sample: [{"label": "acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z", "reason": "it is protected"}]
diff:
  description:
    - What changed, or in check mode would change, for each ACL that changes.
    - Only fields that differ.
  returned: when something changes
  type: list
  elements: dict
  contains:
    before:
      description: The fields as they were. Empty for a creation.
      type: dict
      sample: {}
    after:
      description: The fields as they are now. Empty for a deletion.
      type: dict
      sample: {"principal": "User:sa-4xgp5z", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}
    before_header:
      description: The ACL in words.
      type: str
      sample: acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z
    after_header:
      description: The same.
      type: str
      sample: acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 4
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
  sample: ["acl ALLOW READ on TOPIC orders.* for User:sa-4xgp5z is given twice (items 1 and 3)"]
error:
  description: The answer of the service that made the task fail, as data; the first one where several items failed.
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
      sample: POST
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

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.acls.kind import Acl


def main() -> None:
    """Entry point."""
    run_plural_module(Acl)


if __name__ == "__main__":
    main()
