#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage role bindings in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/role_binding.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_role_binding
short_description: Manage role bindings in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Binds a role to a principal within a scope, and removes such bindings.
  - Scope and principal are given by names. The module builds the Confluent Resource Name (CRN) pattern that the API
    wants.
  - A binding has no changeable part. Another role, principal or scope is another binding.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  principal_type:
    description:
      - What O(principal) names.
      - An id tells its type itself, so this matters for names only.
    type: str
    choices: [service_account, user, identity_pool, certificate_pool, group]
    default: service_account
  scope:
    description:
      - What the role is bound to. One of O(scope) and O(crn_pattern) is needed.
      - V(organization), V(environment) and V(cluster) are for administrative roles, and cover all within.
      - V(kafka) is a Kafka cluster as the resource of a data role such as V(DeveloperWrite), V(schema_registry) all of
        a Schema Registry.
      - V(topic), V(group), V(transactional_id), V(subject) and V(connector) name single resources, or all with a
        prefix.
    type: str
    choices:
      - organization
      - environment
      - cluster
      - kafka
      - schema_registry
      - topic
      - group
      - transactional_id
      - subject
      - connector
  environment:
    description:
      - Name or id (V(env-...)) of the environment. Needed for every O(scope) but V(organization).
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster. Needed where O(scope) is V(cluster), V(kafka), V(topic), V(group),
        V(transactional_id) or V(connector).
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    aliases: [kafka_cluster]
  resource_name:
    description:
      - Name of the topic, consumer group, transactional id, subject or connector, or the prefix of their names. Needed
        where O(scope) is one of these.
      - V(*) alone stands for all. Otherwise a name must not hold a C(*), which would be a wildcard.
    type: str
  pattern_type:
    description:
      - Whether O(resource_name) is a whole name (V(LITERAL)) or the beginning of names (V(PREFIXED)).
    type: str
    choices: [LITERAL, PREFIXED]
    default: LITERAL
  principal:
    description:
      - Who gets the role; name or id of an account of the type O(principal_type), where a user is named by e-mail
        address.
      - A principal in the API's own form, V(User:...) or V(Group:...), is taken as it is.
    type: str
    required: true
  role:
    description:
      - Name of the role, for example V(CloudClusterAdmin), V(EnvironmentAdmin), V(DeveloperRead), V(DeveloperWrite),
        V(ResourceOwner) or V(MetricsViewer).
      - The API publishes no list of roles, so the service decides whether the role exists and fits the scope.
    type: str
    required: true
  crn_pattern:
    description:
      - The scope as a CRN pattern, for what O(scope) cannot say. Excludes O(scope), O(resource_name).
      - Percent-encoding makes no difference.
    type: str
  state:
    description:
      - V(present) makes the binding, V(absent) removes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin, or within their scope EnvironmentAdmin, CloudClusterAdmin or
    ResourceOwner.
  - The service lists only the bindings that the credential may see. So a binding that is to be absent and is not listed
    is believed to be absent only where the account behind the credential has one of these roles there. Otherwise the
    task is refused; where the account has no role of its own (a group may have them), it is warned.
  - It can take 90 seconds until a new binding is enforced everywhere. The module does not wait for it; tasks that
    depend on it set O(propagation_timeout).
  - Data roles (DeveloperRead, DeveloperWrite, DeveloperManage, ResourceOwner) on topics, groups and transactional ids
    do not work on Basic clusters. Use M(streamops.confluent.confluent_acl) there.
  - A binding of the account whose credential the task uses is not removed.
  - Bindings of a deleted principal or resource go with it.
seealso:
  - module: streamops.confluent.confluent_role_bindings
  - module: streamops.confluent.confluent_role_binding_info
  - module: streamops.confluent.confluent_acl
  - module: streamops.confluent.confluent_service_account
  - name: Predefined RBAC roles in Confluent Cloud
    description: What each role may do and on which level it can be bound.
    link: https://docs.confluent.io/cloud/current/security/access-control/rbac/predefined-rbac-roles.html
"""

EXAMPLES = r"""
---
- name: Let a service account administer one cluster
  streamops.confluent.confluent_role_binding:
    principal: orders-service
    role: CloudClusterAdmin
    scope: cluster
    environment: dev
    cluster: orders

- name: Let it read every topic whose name begins with "orders." (not on Basic clusters)
  streamops.confluent.confluent_role_binding:
    principal: orders-service
    role: DeveloperRead
    scope: topic
    environment: dev
    cluster: orders
    resource_name: orders.
    pattern_type: PREFIXED

- name: Let it register schemas for one subject
  streamops.confluent.confluent_role_binding:
    principal: orders-service
    role: DeveloperWrite
    scope: subject
    environment: dev
    resource_name: orders.created-value

- name: Find out the organization's id
  streamops.confluent.confluent_organization_info:
  register: company

- name: Bind a role to a CRN pattern, here metrics of the whole organization
  streamops.confluent.confluent_role_binding:
    principal: orders-service
    role: MetricsViewer
    crn_pattern: "crn://confluent.cloud/organization={{ company.organizations[0].id }}"

- name: Take that role away again
  streamops.confluent.confluent_role_binding:
    principal: orders-service
    role: MetricsViewer
    scope: organization
    state: absent

- name: Take the other roles away
  streamops.confluent.confluent_role_binding:
    principal: orders-service
    role: "{{ item.role }}"
    scope: "{{ item.scope }}"
    environment: dev
    cluster: "{{ item.cluster | default(omit) }}"
    resource_name: "{{ item.resource_name | default(omit) }}"
    pattern_type: "{{ item.pattern_type | default(omit) }}"
    state: absent
  loop:
    - role: DeveloperWrite
      scope: subject
      resource_name: orders.created-value
    - role: DeveloperRead
      scope: topic
      cluster: orders
      resource_name: orders.
      pattern_type: PREFIXED
    - role: CloudClusterAdmin
      scope: cluster
      cluster: orders
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
role_binding:
  description: The binding; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    principal:
      description: Who has the role.
      type: str
      sample: User:sa-6v9m2p
    role:
      description: The role.
      type: str
      sample: CloudClusterAdmin
    crn_pattern:
      description: Where it counts, without percent-encoding.
      type: str
      sample:
        crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-3x7k9q/cloud-cluster=lkc-7wq2n5
    id:
      description: Its id.
      type: str
      sample: rb-2p8x4z
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
from ..module_utils.kinds.role_bindings.kind import RoleBinding


def main() -> None:
    """Entry point."""
    run_module(RoleBinding)


if __name__ == "__main__":
    main()
