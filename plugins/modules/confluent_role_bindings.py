#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many role bindings: documentation and one call. What it does is declared in module_utils/kinds."""

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
  - Does the same as M(streamops.confluent.confluent_role_binding) in a loop, with far fewer requests. Bindings that
    are there are read page by page, a hundred at a time, for the narrowest scope that holds all stated ones; where
    that would take more requests than a read of each, each is read.
  - Each binding has its scope; what most have in common goes into O(defaults).
  - With O(purge) bindings that are not in the list are removed, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.plural
  - streamops.confluent.plural.attributes
options:
  role_bindings:
    description:
      - The role bindings. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &role_binding
      principal:
        description:
          - Who gets the role; name or id of an account of the type C(principal_type), where a user is named by e-mail
            address.
          - A principal in the API's own form, V(User:...) or V(Group:...), is taken as it is.
          - Needed, here or in O(defaults).
        type: str
      principal_type:
        description:
          - What C(principal) names.
          - An id tells its type itself, so this matters for names only.
          - If not set, V(service_account).
        type: str
        choices: [service_account, user, identity_pool, group]
      role:
        description:
          - Name of the role, for example V(CloudClusterAdmin), V(EnvironmentAdmin), V(DeveloperRead),
            V(DeveloperWrite), V(ResourceOwner) or V(MetricsViewer).
          - The API publishes no list of roles, so the service decides whether the role exists and fits the scope.
          - Needed, here or in O(defaults).
        type: str
      scope:
        description:
          - What the role is bound to. One of C(scope) and C(crn_pattern) is needed.
          - V(organization), V(environment) and V(cluster) are for administrative roles, and cover all within.
          - V(kafka) is a Kafka cluster as the resource of a data role such as V(DeveloperWrite), V(schema_registry)
            all of a Schema Registry.
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
      - What holds for all role bindings that do not say otherwise.
    type: dict
    suboptions: *role_binding
  return_unchanged:
    description:
      - Whether the result holds also those role bindings that were as stated already, and not only that they were.
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
          - How many role bindings may be deleted at most. If there are more, nothing is written and the task fails,
            naming them.
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
  description: How many role bindings met with what. In check mode what a real run would do.
  returned: success, and failure after the first write was tried
  type: dict
  contains:
    created:
      description: Role bindings that were created.
      type: int
      sample: 3
    updated:
      description: Role bindings that were changed.
      type: int
      sample: 1
    deleted:
      description: Role bindings that were deleted, by C(state=absent) or by O(purge).
      type: int
      sample: 0
    unchanged:
      description: Role bindings that were as stated already.
      type: int
      sample: 96
    failed:
      description: Role bindings that could not be written.
      type: int
      sample: 0
    not_tried:
      description: Role bindings that were not begun, for another one had failed.
      type: int
      sample: 0
role_bindings:
  description: What happened to each role binding, in the order of O(role_bindings), then those that O(purge) deleted.
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    operation:
      description: C(created), C(updated), C(deleted), C(unchanged), C(failed) or C(not_tried).
      type: str
      sample: created
    changed:
      description: Whether this role binding was changed.
      type: bool
      sample: true
    label:
      description: The role binding in words.
      type: str
      sample: role binding of MetricsViewer to User:sa-4xgp5z
    role_binding:
      description:
        - The role binding as M(streamops.confluent.confluent_role_binding) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"id": "rb-f3a90de", "principal": "User:sa-4xgp5z", "role": "MetricsViewer"}
    wait:
      description: The wait, where there was one, with its seconds and phases.
      type: dict
      sample: {"seconds": 3.1, "phases": ["DELETING"]}
    failed:
      description: True where the role binding could not be written.
      type: bool
      sample: true
    msg:
      description: Why it could not be written.
      type: str
      sample: "Could not create role binding of MetricsViewer to User:sa-4xgp5z. ..."
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
      description: The role bindings in the scope that are not stated and stay, each with the reason.
      type: list
      elements: dict
      sample: [{"label": "role binding of MetricsViewer to User:sa-4xgp5z", "reason": "it is protected"}]
diff:
  description:
    - What changed, or in check mode would change, for each role binding that changes.
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
      sample: {"id": "rb-f3a90de", "principal": "User:sa-4xgp5z", "role": "MetricsViewer"}
    before_header:
      description: The role binding in words.
      type: str
      sample: role binding of MetricsViewer to User:sa-4xgp5z
    after_header:
      description: The same.
      type: str
      sample: role binding of MetricsViewer to User:sa-4xgp5z
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
  sample: ["role binding of MetricsViewer to User:sa-4xgp5z is given twice (items 1 and 3)"]
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
      sample: /iam/v2/role-bindings
    host:
      description: Host that was asked.
      type: str
      sample: api.confluent.cloud
    credential:
      description: Kind and id of the credential that was used, never its secret.
      type: str
      sample: Cloud API key ABCDEFGHIJKLMNOP
    request_id:
      description: The id to give to Confluent's support, where the service sends one.
      type: str
      sample: 5ab2b5f8-7c5b-4ee9-a1a5-ef8a7f6fd0f3
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.role_bindings.kind import RoleBinding


def main() -> None:
    """Entry point."""
    run_plural_module(RoleBinding)


if __name__ == "__main__":
    main()
