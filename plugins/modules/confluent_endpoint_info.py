#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the addresses of services in an environment of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/endpoint.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_endpoint_info
short_description: Get information about the addresses of services in an environment of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the addresses of Kafka, Schema Registry or Flink in an environment, for each way by which they are reached.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  service:
    description:
      - Whose addresses.
    type: str
    choices: [KAFKA, SCHEMA_REGISTRY, FLINK]
    required: true
  cloud:
    description:
      - Only those with this cloud provider.
    type: str
  region:
    description:
      - Only those in this region.
    type: str
  is_private:
    description:
      - Only private ones, or with V(false) only public ones.
    type: bool
  resource:
    description:
      - Only those of this Kafka cluster, by name or id, or of this Schema Registry, by id (V(lsrc-...)).
    type: str
  gateway:
    description:
      - Only those by this gateway, by name or id.
    type: str
  access_point:
    description:
      - Only those by this access point, by name or id.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the environment is enough.
seealso:
  - module: streamops.confluent.confluent_access_point
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_schema_registry_info
"""

EXAMPLES = r"""
---
- name: Find how Kafka is reached from within
  streamops.confluent.confluent_endpoint_info:
    environment: dev
    service: KAFKA
    is_private: true
  register: addresses

- name: Show the bootstrap servers
  ansible.builtin.debug:
    msg: "{{ addresses.endpoints | selectattr('endpoint_type', 'equalto', 'BOOTSTRAP') | map(attribute='endpoint') }}"
"""

RETURN = r"""
---
endpoints:
  description: The endpoints. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    endpoint:
      description: The address.
      type: str
      sample: https://lkc-8k3v5x-ap7h3j5k.eu-central-1.aws.accesspoint.glb.confluent.cloud
    endpoint_type:
      description: C(REST), C(BOOTSTRAP) (of Kafka clients) or C(LANGUAGE_SERVICE) (of Flink).
      type: str
      sample: REST
    connection_type:
      description: C(PUBLIC), C(PRIVATE_LINK), C(PEERING), C(TRANSIT_GATEWAY) or C(PRIVATE_NETWORK_INTERFACE).
      type: str
      sample: PRIVATE_LINK
    is_private:
      description: Whether it is private.
      type: bool
      sample: true
    service:
      description: The service.
      type: str
      sample: KAFKA
    cloud:
      description: The cloud provider.
      type: str
      sample: AWS
    region:
      description: The region.
      type: str
      sample: eu-central-1
    resource:
      description: Id of the Kafka cluster or Schema Registry; null for Flink.
      type: str
      sample: lkc-8k3v5x
    gateway:
      description: Id of the gateway; null without one.
      type: str
      sample: gw-2b4d6f
    access_point:
      description: Id of the access point; null without one.
      type: str
      sample: ap-7h3j5k
    id:
      description: Its id.
      type: str
      sample: e-12345
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
from ..module_utils.kinds.networking.endpoints import Endpoint


def main() -> None:
    """Entry point."""
    run_info_module(Endpoint)


if __name__ == "__main__":
    main()
