#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about API keys in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/api_key.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_api_key_info
short_description: Get information about API keys in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists API keys, all or those of an owner or for a resource.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment. With O(resource), only keys for resources in it are returned.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster for O(resource=kafka), or id (V(lksqlc-...)) of the ksqlDB cluster
        for O(resource=ksqldb).
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    aliases: [kafka_cluster]
  cloud:
    description:
      - Cloud provider, for O(resource=flink).
    type: str
    choices: [AWS, AZURE, GCP]
  region:
    description:
      - Region, for O(resource=flink).
    type: str
  name:
    description:
      - Name of keys. Only keys of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Id of a key. Only that one is returned.
    type: str
  owner:
    description:
      - Only keys of this account; name or id (V(sa-...)) of a service account, or e-mail address or id (V(u-...)) of a
        user.
    type: str
  resource:
    description:
      - Only keys for this kind of resource. The options below say which cluster or region.
    type: str
    choices: [cloud, global, kafka, schema_registry, ksqldb, flink, tableflow]
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - The API never shows the secret of an existing key.
  - An account sees its own keys. OrganizationAdmin sees all, other administrators those within their scope.
seealso:
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: List all keys that the credential may see
  streamops.confluent.confluent_api_key_info:
  register: keys

- name: List the keys of one account for one Kafka cluster
  streamops.confluent.confluent_api_key_info:
    owner: orders-service
    resource: kafka
    environment: dev
    cluster: orders

- name: List the keys for Schema Registry
  streamops.confluent.confluent_api_key_info:
    resource: schema_registry
    environment: dev
"""

RETURN = r"""
---
api_keys:
  description: The keys, without their secrets. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id, which is also the user name in HTTP Basic authentication.
      type: str
      sample: ABCDEFGHIJKLMNOP
    name:
      description: Its name.
      type: str
      sample: orders-service-kafka
    owner:
      description: Id of its owner.
      type: str
      sample: sa-6v9m2p
    description:
      description: Free text.
      type: str
      sample: For the deployment pipeline
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/api-key=ABCDEFGHIJKLMNOP
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    resource:
      description: What it is for.
      type: str
      sample: kafka
    resource_id:
      description: Id of the cluster, the Schema Registry, or the environment and region that it is for.
      type: str
      sample: lkc-7wq2n5
    environment:
      description: Id of the environment of that resource.
      returned: for resources in an environment
      type: str
      sample: env-3x7k9q
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
from ..module_utils.kinds.api_keys.kind import ApiKey


def main() -> None:
    """Entry point."""
    run_info_module(ApiKey)


if __name__ == "__main__":
    main()
