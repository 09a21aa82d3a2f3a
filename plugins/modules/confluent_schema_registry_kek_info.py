#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about key encryption keys (KEKs) of Schema Registry in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_registry_kek.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_registry_kek_info
short_description: Get information about key encryption keys (KEKs) of Schema Registry in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists KEKs, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  name:
    description:
      - Only KEKs of exactly this name are returned.
    type: str
  deleted:
    description:
      - Whether softly deleted KEKs are returned too.
    type: bool
    default: false
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
seealso:
  - module: streamops.confluent.confluent_schema_registry_kek
"""

EXAMPLES = r"""
---
- name: Get all KEKs, softly deleted ones too
  streamops.confluent.confluent_schema_registry_kek_info:
    environment: dev
    deleted: true
  register: keks

- name: Get one
  streamops.confluent.confluent_schema_registry_kek_info:
    environment: dev
    name: payments
"""

RETURN = r"""
---
schema_registry_keks:
  description: The KEKs. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: payments
    kms_type:
      description: The kind of key management service.
      type: str
      sample: aws-kms
    kms_key_id:
      description: Id of the key in the key management service, in the form that the service has for it.
      type: str
      sample: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
    properties:
      description: Properties of the KEK for the clients, as texts.
      type: dict
      sample: {"KeyUsage": "ENCRYPT_DECRYPT"}
    doc:
      description: What the KEK is for.
      type: str
      sample: Card numbers
    shared:
      description: Whether Confluent Cloud may use the key, and makes and decrypts the DEKs.
      type: bool
      sample: false
    deleted:
      description: Whether it is softly deleted.
      type: bool
      sample: false
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
from ..module_utils.kinds.key_encryption_keys import SchemaRegistryKek


def main() -> None:
    """Entry point."""
    run_info_module(SchemaRegistryKek)


if __name__ == "__main__":
    main()
