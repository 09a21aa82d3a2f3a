#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage data encryption keys (DEKs) of Schema Registry in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_registry_dek.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_registry_dek
short_description: Manage data encryption keys (DEKs) of Schema Registry in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, undeletes and deletes data encryption keys (DEKs) for client-side field level encryption (CSFLE). A DEK is
    what the fields of a subject are encrypted with. It is kept encrypted with a key encryption key (KEK).
  - Clients make DEKs by themselves when they write. This module is for those that are to be there beforehand, for new
    versions of them, and for taking them away.
  - A deletion is soft. The DEK is hidden and keeps its place, until it is deleted with O(permanent). A DEK that is
    softly deleted and is to be present is undeleted, which in check mode and in the result is a change of C(deleted).
  - Nothing of a DEK can be changed. To rotate it, state the next O(version); what was encrypted with earlier versions
    can be read as long as these are there.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
      - Name of the subject whose fields are encrypted.
    type: str
    required: true
    aliases: [subject_name]
  version:
    description:
      - Number of the DEK among those of the subject and algorithm. Numbers may have gaps. At least 1.
    type: int
    default: 1
  algorithm:
    description:
      - What is encrypted with it. V(AES256_SIV) is the deterministic one. DEKs of the same subject and version with
        other algorithms are other DEKs.
    type: str
    choices: [AES128_GCM, AES256_GCM, AES256_SIV]
    default: AES256_GCM
  encrypted_key_material:
    description:
      - The key, encrypted with the KEK, in base64 as clients write it. It is shown nowhere; whether it is the one that
        is there is told by a fingerprint.
      - Needed to create a DEK of a KEK that is not shared. Of a shared one Confluent Cloud makes it.
      - Another one than that which is there is refused.
    type: str
  permanent:
    description:
      - Whether O(state=absent) deletes for good. The soft deletion is made along with it where it is still to be made.
      - What was encrypted with it cannot be read any more, about which a warning speaks.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the DEK or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the credential needs. EnvironmentAdmin, or ResourceOwner on the KEK.
  - The mode of a subject or of the registry does not stop this.
  - In Schema Registry a version below 1 can be made that can neither be read nor deleted, and so holds its KEK for
    good. It is refused here.
seealso:
  - module: streamops.confluent.confluent_schema_registry_dek_info
  - module: streamops.confluent.confluent_schema_registry_kek
  - module: streamops.confluent.confluent_schema
  - name: Client-side field level encryption
    description: What KEKs and DEKs are for.
    link: https://docs.confluent.io/cloud/current/security/encrypt/csfle/overview.html
"""

EXAMPLES = r"""
---
- name: Let Confluent Cloud use a key of AWS for the payments
  streamops.confluent.confluent_schema_registry_kek:
    environment: dev
    name: payments
    kms_type: aws-kms
    kms_key_id: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
    shared: true

- name: Have it make a DEK with it
  streamops.confluent.confluent_schema_registry_dek:
    environment: dev
    kek: payments
    subject: payments.settled-value

- name: Rotate it
  streamops.confluent.confluent_schema_registry_dek:
    environment: dev
    kek: payments
    subject: payments.settled-value
    version: 2

- name: Delete the old one softly
  streamops.confluent.confluent_schema_registry_dek:
    environment: dev
    kek: payments
    subject: payments.settled-value
    version: 1
    state: absent

- name: Delete it for good
  streamops.confluent.confluent_schema_registry_dek:
    environment: dev
    kek: payments
    subject: payments.settled-value
    version: 1
    state: absent
    permanent: true
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
schema_registry_dek:
  description: The DEK; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.data_encryption_keys import SchemaRegistryDek


def main() -> None:
    """Entry point."""
    run_module(SchemaRegistryDek)


if __name__ == "__main__":
    main()
