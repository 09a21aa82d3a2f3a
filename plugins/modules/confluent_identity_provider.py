#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage identity providers in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/identity_provider.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_identity_provider
short_description: Manage identity providers in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes OAuth/OIDC identity providers, whose tokens applications can use in place of API keys.
  - This is about workloads. Single sign-on of people is set up elsewhere, and cannot be managed with the API.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the provider.
      - With O(id) it is the new name of that provider.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(op-...)) of an existing provider, in place of its name or to rename it.
    type: str
  description:
    description:
      - Free text. Needed for a creation. Can be changed later.
    type: str
  issuer:
    description:
      - The URL that the provider's tokens carry as their issuer (C(iss)). It begins with V(https://). Needed for a
        creation. Can be changed later.
    type: str
  jwks_uri:
    description:
      - The URL of the provider's key set (JWKS), which Confluent Cloud must be able to reach. It begins with
        V(https://). Needed for a creation. Can be changed later.
    type: str
  identity_claim:
    description:
      - The claim of a token that names the identity in audit logs, where an identity pool names none itself. Can be
        changed later. If not set, it is left alone.
    type: str
  refresh_keys:
    description:
      - Have Confluent Cloud fetch the provider's key set now, such as after its keys were changed. It is an action, so
        each run with V(true) does it and reports a change.
      - A key set that cannot be fetched fails the task.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the provider or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin; to see providers, any role in the organization.
seealso:
  - module: streamops.confluent.confluent_identity_provider_info
  - module: streamops.confluent.confluent_identity_pool
"""

EXAMPLES = r"""
---
- name: Trust the tokens of an identity provider
  streamops.confluent.confluent_identity_provider:
    name: corporate-login
    description: Tokens of our workloads
    issuer: https://login.example.com/v2
    jwks_uri: https://login.example.com/v2/keys

- name: Have its keys fetched again after they were changed
  streamops.confluent.confluent_identity_provider:
    name: corporate-login
    refresh_keys: true

- name: Delete it; this is refused while it has identity pools
  streamops.confluent.confluent_identity_provider:
    name: corporate-login
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
identity_provider:
  description: The provider; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.identity.identity_providers import IdentityProvider


def main() -> None:
    """Entry point."""
    run_module(IdentityProvider)


if __name__ == "__main__":
    main()
