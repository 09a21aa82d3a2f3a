#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about role bindings in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/role_binding.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_role_binding_info
short_description: Get information about role bindings in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the role bindings of a scope, and on demand those further inside, filtered by principal and role.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  principal_type:
    description:
      - What O(principal) names.
    type: str
    choices: [service_account, user, identity_pool, certificate_pool, group]
    default: service_account
  scope:
    description:
      - Where the bindings are. One of O(scope) and O(crn_pattern) is needed; the API lists no bindings without a scope.
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
      - Name of the topic, consumer group, transactional id, subject or connector, or the prefix of their names. V(*)
        with O(pattern_type=PREFIXED) stands for all.
    type: str
  pattern_type:
    description:
      - Whether O(resource_name) is a whole name (V(LITERAL)) or the beginning of names (V(PREFIXED)), as it was given
        in the binding.
    type: str
    choices: [LITERAL, PREFIXED]
    default: LITERAL
  crn_pattern:
    description:
      - The scope as a CRN pattern. Excludes O(scope) and O(resource_name).
      - With C(/*) at its end, as other clients write it, the bindings further inside are listed too, as with
        O(nested=true).
    type: str
  nested:
    description:
      - Whether bindings further inside are listed too, for example those on topics for O(scope=cluster).
    type: bool
    default: false
  principal:
    description:
      - Only bindings of this principal; name or id of an account of the type O(principal_type), or V(User:...).
    type: str
  role:
    description:
      - Only bindings of this role.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - The service lists the bindings within the scopes that the credential administers, and those of its own account.
    Others are left out without a word, so an empty list means that there are none only for such a scope.
seealso:
  - module: streamops.confluent.confluent_role_binding
  - module: streamops.confluent.confluent_role_bindings
  - name: Predefined RBAC roles in Confluent Cloud
    description: What each role may do and on which level it can be bound.
    link: https://docs.confluent.io/cloud/current/security/access-control/rbac/predefined-rbac-roles.html
"""

EXAMPLES = r"""
---
- name: List who administers the environment itself
  streamops.confluent.confluent_role_binding_info:
    scope: environment
    environment: dev
    role: EnvironmentAdmin

- name: List every role of one account in a cluster and within it
  streamops.confluent.confluent_role_binding_info:
    scope: cluster
    environment: dev
    cluster: orders
    nested: true
    principal: orders-service
"""

RETURN = r"""
---
role_bindings:
  description: The bindings. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.role_bindings.kind import RoleBinding


def main() -> None:
    """Entry point."""
    run_info_module(RoleBinding)


if __name__ == "__main__":
    main()
