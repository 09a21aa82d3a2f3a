#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many role bindings in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/role_binding.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_role_bindings
short_description: Manage many role bindings in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Binds roles to principals within scopes, and removes such bindings, for a list of bindings.
  - Does the same as M(streamops.confluent.confluent_role_binding) in a loop, with far fewer requests. Bindings that are
    there are read page by page, a hundred at a time, for the narrowest scope that holds all stated ones; where that
    would take more requests than a read of each, each is read.
  - Each binding has its scope; what most have in common goes into O(defaults).
  - With O(purge) bindings that are not in the list are removed, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  role_bindings:
    description:
      - The bindings. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &role_binding
      principal_type:
        description:
          - What C(principal) names.
          - An id tells its type itself, so this matters for names only.
          - If not set, V(service_account).
        type: str
        choices: [service_account, user, identity_pool, certificate_pool, group]
      scope:
        description:
          - What the role is bound to. One of C(scope) and C(crn_pattern) is needed.
          - V(organization), V(environment) and V(cluster) are for administrative roles, and cover all within.
          - V(kafka) is a Kafka cluster as the resource of a data role such as V(DeveloperWrite), V(schema_registry) all
            of a Schema Registry.
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
          - Name or id (V(env-...)) of the environment. Needed for every C(scope) but V(organization).
          - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
        type: str
      cluster:
        description:
          - Name or id (V(lkc-...)) of the Kafka cluster. Needed where C(scope) is V(cluster), V(kafka), V(topic),
            V(group), V(transactional_id) or V(connector).
          - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
        type: str
        aliases: [kafka_cluster]
      resource_name:
        description:
          - Name of the topic, consumer group, transactional id, subject or connector, or the prefix of their names.
            Needed where C(scope) is one of these.
          - V(*) alone stands for all. Otherwise a name must not hold a C(*), which would be a wildcard.
        type: str
      pattern_type:
        description:
          - Whether C(resource_name) is a whole name (V(LITERAL)) or the beginning of names (V(PREFIXED)).
          - If not set, V(LITERAL).
        type: str
        choices: [LITERAL, PREFIXED]
      principal:
        description:
          - Who gets the role; name or id of an account of the type C(principal_type), where a user is named by e-mail
            address. Needed, here or in O(defaults).
          - A principal in the API's own form, V(User:...) or V(Group:...), is taken as it is.
        type: str
      role:
        description:
          - Name of the role, for example V(CloudClusterAdmin), V(EnvironmentAdmin), V(DeveloperRead),
            V(DeveloperWrite), V(ResourceOwner) or V(MetricsViewer). Needed, here or in O(defaults).
          - The API publishes no list of roles, so the service decides whether the role exists and fits the scope.
        type: str
      crn_pattern:
        description:
          - The scope as a CRN pattern, for what C(scope) cannot say. Excludes C(scope), C(resource_name).
          - Percent-encoding makes no difference.
        type: str
      state:
        description:
          - V(present) makes the binding, V(absent) removes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all bindings that do not say otherwise.
    type: dict
    suboptions: *role_binding
  return_unchanged:
    description:
      - Whether the result holds also those bindings that were as stated already, and not only that they were.
    type: bool
    default: false
  purge:
    description:
      - Removes the bindings in the scope that are not in O(role_bindings). If not set, nothing is removed that is not
        named.
      - The scope is what all given of O(purge.principal), O(purge.environment) and O(purge.crn_pattern) allow; one of
        them has to be given.
      - The access of the accounts behind the credentials of this task is spared. To know them, a purge needs a
        credential of the control plane that sees these API keys.
      - Bindings on topics and other resources that are internal to the service are spared too.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      principal:
        description:
          - Whose bindings; name or id of a service account, or a principal in the form V(User:...) or V(Group:...).
        type: str
      environment:
        description:
          - Name or id of the environment in which, or on which, the bindings are.
        type: str
      crn_pattern:
        description:
          - The CRN in which, or on which, the bindings are. The organization's alone would mean everything, and is
            refused unless O(purge.principal) or O(purge.environment) is given too.
        type: str
      max_deletions:
        description:
          - How many bindings may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of roles of which no binding is removed.
        type: list
        elements: str
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
  - module: streamops.confluent.confluent_role_binding
  - module: streamops.confluent.confluent_role_binding_info
  - module: streamops.confluent.confluent_service_accounts
  - module: streamops.confluent.confluent_acls
"""

EXAMPLES = r"""
---
- name: Bind roles to two service accounts
  streamops.confluent.confluent_role_bindings:
    defaults:
      environment: dev
      scope: environment
    role_bindings:
      - principal: orders-service
        role: MetricsViewer
      - principal: orders-service
        role: Operator
      - principal: orders-service
        role: CloudClusterAdmin
        scope: cluster
        cluster: orders

- name: Have exactly these bindings of a service account in an environment
  streamops.confluent.confluent_role_bindings:
    role_bindings:
      - principal: orders-service
        role: MetricsViewer
        scope: environment
        environment: dev
    purge:
      principal: orders-service
      environment: dev
"""

RETURN = r"""
---
counts:
  description:
    How many bindings were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
role_bindings:
  description:
    What happened to each binding, in the order of O(role_bindings), then those that O(purge) deleted, with C(operation)
    and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The role binding in words.
      type: str
      sample: role binding of MetricsViewer to User:sa-4xgp5z
    role_binding:
      description: The binding as M(streamops.confluent.confluent_role_binding) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "rb-f3a90de", "principal": "User:sa-4xgp5z", "role": "MetricsViewer"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each binding that changes, as C(before) and C(after). Only fields
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
from ..module_utils.kinds.role_bindings.kind import RoleBinding


def main() -> None:
    """Entry point."""
    run_plural_module(RoleBinding)


if __name__ == "__main__":
    main()
