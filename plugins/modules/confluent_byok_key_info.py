#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about BYOK keys in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/byok_key.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_byok_key_info
short_description: Get information about BYOK keys in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists BYOK keys, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only keys of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the key with this id (V(cck-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_byok_key
"""

EXAMPLES = r"""
---
- name: List all keys
  streamops.confluent.confluent_byok_key_info:
  register: keys
"""

RETURN = r"""
---
byok_keys:
  description: The keys. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.encryption_keys import ByokKey


def main() -> None:
    """Entry point."""
    run_info_module(ByokKey)


if __name__ == "__main__":
    main()
