#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage key encryption keys (KEKs) of Schema Registry in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_registry_kek.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_registry_kek
short_description: Manage key encryption keys (KEKs) of Schema Registry in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes key encryption keys (KEKs) for client-side field level encryption (CSFLE). A KEK is the
    name by which schemas refer to a key in a key management service (KMS).
  - A deletion is soft. The KEK is hidden and keeps its name, until it is deleted with O(permanent).
  - A KEK that is softly deleted and is to be present is undeleted, and changed to match. In check mode and in the
    result this is a change of C(deleted).
  - A KEK that data encryption keys (DEKs) were made with is not deleted. The task is refused before anything is
    written, with the subjects of these DEKs.
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
  name:
    description:
      - Name of the KEK, by which schemas refer to it. Letters, digits, V(_) and V(-), with no digit or V(-) at the
        beginning.
    type: str
    required: true
  kms_type:
    description:
      - The kind of key management service. Known are V(aws-kms), V(azure-kms), V(gcp-kms), V(hcvault) and V(local-kms).
        The service may know others, so another value is sent, with a warning. Needed for a creation and fixed after it.
    type: str
  kms_key_id:
    description:
      - Id of the key in the key management service, in the form that the service has for it. Needed for a creation and
        fixed after it.
    type: str
  properties:
    description:
      - Properties of the KEK for the clients, as texts. Can be changed later. If not set, it is left alone.
      - Those that are not stated are left alone; V(null) removes one.
      - Credentials do not belong here, since everybody who may read the KEK sees them. What looks like one is not
        shown.
    type: dict
    aliases: [kms_props]
  doc:
    description:
      - What the KEK is for. Can be changed later. If not set, it is left alone.
    type: str
  shared:
    description:
      - Whether Confluent Cloud may use the key, and makes and decrypts the DEKs. Let it use the key in its key
        management service first. Can be changed later. If not set, it is left alone.
    type: bool
  test:
    description:
      - Whether Confluent Cloud tries the key in its key management service, which it can do with O(shared) only.
      - A KEK that is to be made or changed is tried before that is done, one that stays as it is in every run. A key
        that cannot be used makes the task fail, with what the service says of it. It is no change.
      - It is not done in check mode, for the key is really used.
    type: bool
    default: false
  purge_deks:
    description:
      - Whether O(state=absent) deletes the DEKs of the KEK, too, whatever their subjects, algorithms and versions are;
        softly, or with O(permanent) for good. Otherwise a KEK that has any is refused, with their subjects.
      - The plan (C(deks) in the difference, also in check mode) and a warning name them. What is not named there is not
        deleted.
    type: bool
    default: false
  permanent:
    description:
      - Whether O(state=absent) deletes for good. The first, soft deletion is made along with it where it is still to be
        made.
      - A soft deletion hides the KEK, and can be undone by O(state=present).
    type: bool
    default: false
  state:
    description:
      - V(present) creates the KEK or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the credential needs. EnvironmentAdmin, or ResourceOwner on the KEK.
  - What was encrypted with a KEK cannot be read any more once it is deleted permanently.
seealso:
  - module: streamops.confluent.confluent_schema_registry_kek_info
  - module: streamops.confluent.confluent_schema_registry_dek
  - module: streamops.confluent.confluent_schema
  - module: streamops.confluent.confluent_byok_key
  - name: Client-side field level encryption
    description: What KEKs and DEKs are for.
    link: https://docs.confluent.io/cloud/current/security/encrypt/csfle/overview.html
"""

EXAMPLES = r"""
---
- name: Register a key of AWS for the payments
  streamops.confluent.confluent_schema_registry_kek:
    environment: dev
    name: payments
    kms_type: aws-kms
    kms_key_id: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
    doc: Card numbers

- name: Set one property of it
  streamops.confluent.confluent_schema_registry_kek:
    environment: dev
    name: payments
    properties:
      KeyUsage: ENCRYPT_DECRYPT

- name: Delete it softly
  streamops.confluent.confluent_schema_registry_kek:
    environment: dev
    name: payments
    state: absent

- name: Bring it back
  streamops.confluent.confluent_schema_registry_kek:
    environment: dev
    name: payments

- name: Delete it for good, with all DEKs that were made with it
  streamops.confluent.confluent_schema_registry_kek:
    environment: dev
    name: payments
    state: absent
    permanent: true
    purge_deks: true
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
schema_registry_kek:
  description: The KEK; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.key_encryption_keys import SchemaRegistryKek


def main() -> None:
    """Entry point."""
    run_module(SchemaRegistryKek)


if __name__ == "__main__":
    main()
