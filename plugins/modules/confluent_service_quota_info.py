#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about service quotas in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/service_quota.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_service_quota_info
short_description: Get information about service quotas in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists service quotas, how many environments, clusters, accounts and so on there may be, and how many there are.
  - The modules that create such objects look at the quota before they create any, and refuse what would exceed it, in
    check mode too. Where this credential may not read quotas, or the service tells no usage, they leave it to the
    service.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  scope:
    description:
      - What the quotas are of, an organization, an environment and so on.
    type: str
    required: true
  environment:
    description:
      - Name or id (V(env-...)) of the environment. Only its quotas are returned.
    type: str
  network:
    description:
      - Name or id (V(n-...)) of the network. Only its quotas are returned. Needs O(environment).
    type: str
  kafka_cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster. Only its quotas are returned. Needs O(environment).
    type: str
    aliases: [cluster]
  identity_provider:
    description:
      - Name or id (V(op-...)) of the identity provider. Only its quotas are returned.
    type: str
  certificate_authority:
    description:
      - Name or id (V(op-...)) of the certificate authority. Only its quotas are returned.
    type: str
  id:
    description:
      - Code of the quota, such as V(iam.max_environments.per_org). Only quotas of this code are returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. Any role in the organization.
  - Limits are raised by Confluent Support.
  - The service tells the usage of some quotas only.
seealso:
  - name: Service quotas
    description: Which quotas there are, and their defaults.
    link: https://docs.confluent.io/cloud/current/quotas/index.html
"""

EXAMPLES = r"""
---
- name: See what is left of the quotas of the organization
  streamops.confluent.confluent_service_quota_info:
    scope: ORGANIZATION
  register: quotas

- name: Name those of which there are fewer than ten left
  ansible.builtin.debug:
    msg: "{{ quotas.service_quotas | rejectattr('left', 'none') | selectattr('left', 'lt', 10) | map(attribute='id') }}"

- name: How many more clusters an environment may have
  streamops.confluent.confluent_service_quota_info:
    scope: ENVIRONMENT
    environment: dev
    id: kafka.max_kafka_clusters.per_env
  register: clusters
"""

RETURN = r"""
---
service_quotas:
  description: The quotas. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    scope:
      description: What it is a quota of.
      type: str
      sample: ENVIRONMENT
    network:
      description: Id of the network, for a quota of one.
      type: str
    kafka_cluster:
      description: Id of the Kafka cluster, for a quota of one.
      type: str
    identity_provider:
      description: Id of the identity provider, for a quota of one.
      type: str
    certificate_authority:
      description: Id of the certificate authority, for a quota of one.
      type: str
    id:
      description: The code of the quota. Quotas of several environments, networks and so on have the same one.
      type: str
      sample: kafka.max_kafka_clusters.per_env
    display_name:
      description: Its name.
      type: str
      sample: Max Kafka Clusters Per Environment
    applied_limit:
      description: How many there may be.
      type: int
      sample: 20
    default_limit:
      description: How many there may be where Confluent has agreed to nothing else.
      type: int
      sample: 20
    usage:
      description: How many there are; null where the service does not tell.
      type: int
      sample: 3
    organization:
      description: Id of the organization.
      type: str
      sample: 9bb441c4-edef-46ac-8a41-c49e44a3fd9a
    environment:
      description: Id of the environment, for a quota of one or of what is in one.
      type: str
      sample: env-3x7k9q
    user:
      description: Id of the user or service account, for a quota of one.
      type: str
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/applied-quota=aq-12345
    left:
      description: How many more there may be; null where the service does not tell the usage.
      type: int
      sample: 17
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
from ..module_utils.kinds.service_quotas import ServiceQuota


def main() -> None:
    """Entry point."""
    run_info_module(ServiceQuota)


if __name__ == "__main__":
    main()
