#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the Schema Registry of an environment in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_registry.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_registry_info
short_description: Get information about the Schema Registry of an environment in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the Schema Registry of an environment, with its endpoints.
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
  limits:
    description:
      - Whether to ask the registry itself how many schemas and requests it takes, and which types of schemas. It costs
        two requests.
    type: bool
    default: false
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the environment is enough; O(limits) needs a key for the registry.
  - Schema Registry appears with the first Kafka cluster of the environment, some seconds or minutes after it. Repeat
    the task until the list has an element.
seealso:
  - module: streamops.confluent.confluent_environment
  - module: streamops.confluent.confluent_schema_context_info
  - module: streamops.confluent.confluent_schema
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: Get Schema Registry, which appears with the first Kafka cluster
  streamops.confluent.confluent_schema_registry_info:
    environment: dev
  register: registry
  until: registry.schema_registries | length > 0
  retries: 30
  delay: 10

- name: Show where it is
  ansible.builtin.debug:
    msg: "{{ registry.schema_registries[0].endpoint }}"
"""

RETURN = r"""
---
schema_registries:
  description: The Schema Registry of the environment, none or one. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: Always On Stream Governance Package
    package:
      description: Stream Governance package.
      type: str
      sample: ESSENTIALS
    cloud:
      description: Cloud provider.
      type: str
      sample: AWS
    region:
      description: Region.
      type: str
      sample: eu-central-1
    endpoint:
      description: Base URL of Schema Registry.
      type: str
      sample: https://psrc-00000.eu-central-1.aws.confluent.cloud
    private_endpoint:
      description: Base URL within a private network; null without one.
      type: str
      sample: https://lsrc-9p4r6v.eu-central-1.aws.private.confluent.cloud
    catalog_endpoint:
      description: Base URL of Stream Catalog, which may be another host.
      type: str
      sample: https://psrc-00000.eu-central-1.aws.confluent.cloud
    phase:
      description: State of provisioning.
      type: str
      sample: PROVISIONED
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample:
        crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-3x7k9q/schema-registry=lsrc-9p4r6v
    id:
      description: Its id.
      type: str
      sample: lsrc-9p4r6v
    max_schemas:
      description: How many schemas may be registered; null where the registry does not tell it.
      returned: with O(limits)
      type: int
      sample: 20000
    max_requests_per_second:
      description: How many requests a second it takes; null where the registry does not tell it.
      returned: with O(limits)
      type: int
      sample: 25
    schema_types:
      description: The types of schemas that it knows.
      returned: with O(limits)
      type: list
      elements: str
      sample: ["AVRO", "JSON", "PROTOBUF"]
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
from ..module_utils.kinds.schema_registries import SchemaRegistry


def main() -> None:
    """Entry point."""
    run_info_module(SchemaRegistry)


if __name__ == "__main__":
    main()
