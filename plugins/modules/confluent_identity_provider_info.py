#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about identity providers in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/identity_provider.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_identity_provider_info
short_description: Get information about identity providers in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists identity providers, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only providers of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the provider with this id (V(op-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_identity_provider
"""

EXAMPLES = r"""
---
- name: List all identity providers
  streamops.confluent.confluent_identity_provider_info:
  register: providers
"""

RETURN = r"""
---
identity_providers:
  description: The providers. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: op-4g7n2w
    name:
      description: Its name.
      type: str
      sample: corporate-login
    description:
      description: Free text.
      type: str
      sample: Tokens of our workloads
    issuer:
      description: The URL that the provider's tokens carry as their issuer (C(iss)).
      type: str
      sample: https://login.example.com/v2
    jwks_uri:
      description: The URL of the provider's key set (JWKS), which Confluent Cloud must be able to reach.
      type: str
      sample: https://login.example.com/v2/keys
    identity_claim:
      description: The claim of a token that names the identity in audit logs, where an identity pool names none itself.
      type: str
      sample: claims.sub
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    state:
      description: Its state.
      type: str
      sample: ENABLED
    signing_keys:
      description: The keys of its key set that Confluent Cloud knows.
      type: list
      elements: dict
      sample: [{"kty": "RSA", "kid": "signing-key-1", "alg": "RS256", "use": "sig"}]
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
from ..module_utils.kinds.identity.identity_providers import IdentityProvider


def main() -> None:
    """Entry point."""
    run_info_module(IdentityProvider)


if __name__ == "__main__":
    main()
