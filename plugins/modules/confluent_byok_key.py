#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage BYOK keys in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/byok_key.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_byok_key
short_description: Manage BYOK keys in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Registers encryption keys of your own in AWS, Azure or Google Cloud (BYOK) for Kafka clusters, names and removes
    them.
  - A key is found by what its cloud calls it, or by its O(id). Nothing but its name can be changed.
  - Only once a key is registered is it known whom you have to let use it. The result says so in C(next_step), has
    C(roles), C(application_id) or C(security_group), and in C(grant) the text to paste, for AWS statements of the key's
    policy, for Azure and Google Cloud commands for a shell. Nothing is done in your cloud.
  - A key is removed only when no Kafka cluster uses it. Where the last one was deleted a moment ago, the module waits
    up to 5 minutes for the service to let go of the key.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - A name for the key, by which clusters can refer to it. The service takes the same name twice. Can be changed
        later. If not set, it is left alone.
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(cck-...)) of a registered key, in place of what its cloud calls it.
    type: str
  aws:
    description:
      - A key of the AWS Key Management Service. One of O(aws), O(azure) and O(gcp) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      key_arn:
        description:
          - Its Amazon Resource Name (ARN). Has to match V(arn:[^:]+:kms:[^:]+:\\d+:key/\\S+) as a whole.
        type: str
        required: true
  azure:
    description:
      - A key of an Azure Key Vault. Upper and lower case make no difference. One of O(aws), O(azure) and O(gcp) is
        needed for a creation, and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      key_id:
        description:
          - Its URL in the vault, without a version. Has to match V(https://[^/\\s]+/keys/[^/\\s]+) as a whole.
        type: str
        required: true
        aliases: [key_identifier]
      key_vault_id:
        description:
          - Resource id of the key vault. Needed for a creation and fixed after it.
        type: str
      tenant_id:
        description:
          - Id of the tenant that the key vault belongs to. Needed for a creation and fixed after it.
        type: str
  gcp:
    description:
      - A key of the Google Cloud Key Management Service. One of O(aws), O(azure) and O(gcp) is needed for a creation,
        and they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      key_id:
        description:
          - Its resource name. Has to match V(projects/[^/\\s]+/locations/[^/\\s]+/keyRings/[^/\\s]+/cryptoKeys/\\S+) as
            a whole.
        type: str
        required: true
  wait:
    description:
      - Whether to wait until Confluent Cloud has used the key (C(phase=VALID)), or until a removed one is gone.
      - Of use once those named in C(next_step) are let use the key, since the service goes on trying.
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 600
  state:
    description:
      - V(present) creates the key or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin or EnvironmentAdmin.
seealso:
  - module: streamops.confluent.confluent_byok_key_info
  - module: streamops.confluent.confluent_kafka_cluster
"""

EXAMPLES = r"""
---
- name: Register a key
  streamops.confluent.confluent_byok_key:
    name: payments
    aws:
      key_arn: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
  register: registered

- name: Show what has to be added to the policy of the key
  ansible.builtin.debug:
    msg: "{{ registered.byok_key.grant }}"

- name: Wait until Confluent Cloud can use it
  streamops.confluent.confluent_byok_key:
    id: "{{ registered.byok_key.id }}"
    wait: true

- name: Create a cluster that encrypts with it
  streamops.confluent.confluent_kafka_cluster:
    environment: dev
    name: payments
    type: Dedicated
    availability: SINGLE_ZONE
    cloud: AWS
    region: eu-central-1
    cku: 1
    byok_key: payments
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
byok_key:
  description: The key; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: cck-5r7t2w
    name:
      description: Its name.
      type: str
      sample: payments
    aws:
      description: A key of the AWS Key Management Service.
      type: dict
      sample: {"key_arn": "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}
    azure:
      description: A key of an Azure Key Vault.
      type: dict
    gcp:
      description: A key of the Google Cloud Key Management Service.
      type: dict
    phase:
      description: C(INITIALIZING) until Confluent Cloud has used the key, then C(VALID); C(INVALID) when it could not.
      type: str
      sample: INITIALIZING
    validation_message:
      description: What the last validation said.
      type: str
      sample: Access to key denied.
    region:
      description: Where the key is, once that is known.
      type: str
      sample: eu-central-1
    state:
      description: C(AVAILABLE), or C(IN_USE) by a cluster.
      type: str
      sample: AVAILABLE
    provider:
      description: The cloud provider.
      type: str
      sample: AWS
    roles:
      description: The roles in AWS that need to use the key.
      type: list
      elements: str
      sample: ["arn:aws:iam::123456789876:role/block-storage"]
    application_id:
      description: The application in Azure that needs to use the key.
      type: str
    security_group:
      description: The group in Google Cloud that needs to use the key.
      type: str
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
    grant:
      description:
        What lets Confluent Cloud use the key, as text to paste. For AWS two statements, to be added to C(Statement) in
        the key's policy and not to take the place of what is there; for Azure commands of C(az) that assign two roles
        on the key vault; for Google Cloud commands of C(gcloud) that make a role and bind it to the group on the key.
        Null while it is not known whom it is for, as in check mode before the key is registered.
      type: str
      sample: "{\"Sid\": \"Allow Confluent accounts to use the key\", \"Effect\": \"Allow\", ...}"
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the key waits for somebody; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
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
from ..module_utils.kinds.encryption_keys import ByokKey


def main() -> None:
    """Entry point."""
    run_module(ByokKey)


if __name__ == "__main__":
    main()
