#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about data encryption keys (DEKs) of Schema Registry in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_registry_dek.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_registry_dek_info
short_description: Get information about data encryption keys (DEKs) of Schema Registry in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the DEKs of a KEK, without their keys.
  - There is no list of them. It takes a request for the subjects, one for each subject and algorithm, and one for each
    DEK, several at a time.
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
  kek:
    description:
      - Name of the KEK, see M(streamops.confluent.confluent_schema_registry_kek).
    type: str
    required: true
    aliases: [kek_name]
  subject:
    description:
      - Only those of this subject.
    type: str
  version:
    description:
      - Only those of this version.
    type: int
  algorithm:
    description:
      - Only those of this algorithm.
    type: str
    choices: [AES128_GCM, AES256_GCM, AES256_SIV]
  deleted:
    description:
      - Whether softly deleted DEKs are returned too.
    type: bool
    default: false
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
seealso:
  - module: streamops.confluent.confluent_schema_registry_dek
"""

EXAMPLES = r"""
---
- name: Get all DEKs of a KEK, softly deleted ones too
  streamops.confluent.confluent_schema_registry_dek_info:
    environment: dev
    kek: refunds
    deleted: true
  register: deks

- name: Get the versions of one
  streamops.confluent.confluent_schema_registry_dek_info:
    environment: dev
    kek: refunds
    subject: refunds.paid-value
    algorithm: AES256_GCM
"""

RETURN = r"""
---
schema_registry_deks:
  description: The DEKs. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    subject:
      description: Name of the subject whose fields are encrypted.
      type: str
      sample: payments.settled-value
    version:
      description: Number of the DEK among those of the subject and algorithm.
      type: int
      sample: 1
    algorithm:
      description: What is encrypted with it.
      type: str
      sample: AES256_GCM
    deleted:
      description: Whether it is softly deleted.
      type: bool
      sample: false
    kek:
      description: Name of its KEK.
      type: str
      sample: payments
    fingerprint:
      description: What tells its encrypted key from others, made by this module.
      type: str
      sample: sha256:0123456789abcdef0123456789abcdef
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
from ..module_utils.kinds.data_encryption_keys import SchemaRegistryDek


def main() -> None:
    """Entry point."""
    run_info_module(SchemaRegistryDek)


if __name__ == "__main__":
    main()
