#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about provider integration setups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_integration_setup.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_integration_setup_info
short_description: Get information about provider integration setups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists provider integration setups, or finds one by name or id.
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
  name:
    description:
      - Only integrations of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the integration with this id (V(cspi-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_provider_integration_setup
"""

EXAMPLES = r"""
---
- name: List the provider integrations of an environment
  streamops.confluent.confluent_provider_integration_setup_info:
    environment: dev
  register: integrations
"""

RETURN = r"""
---
provider_integration_setups:
  description: The integrations. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: cspi-7w2k9d
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: lakehouse
    provider:
      description: The cloud provider.
      type: str
      sample: AZURE
    aws:
      description: The configuration for AWS.
      type: dict
    azure:
      description: The configuration for Azure.
      type: dict
      sample: {"customer_azure_tenant_id": "0a1b2c3d-1111-4222-8333-444455556666"}
    gcp:
      description: The configuration for Google Cloud.
      type: dict
    status:
      description: C(DRAFT) before it is configured, then C(CREATED), and C(ACTIVE) while something uses it.
      type: str
      sample: CREATED
    iam_role_arn:
      description: At AWS, the role of Confluent Cloud that the trust policy must name.
      type: str
    external_id:
      description: At AWS, the external id that the trust policy must ask for (C(sts:ExternalId)).
      type: str
    confluent_multi_tenant_app_id:
      description: At Azure, the application of Confluent Cloud that has to be let in.
      type: str
      sample: 95c35493-41aa-44f8-9154-5a25cbbc1865
    google_service_account:
      description: At Google Cloud, the service account of Confluent Cloud that may impersonate the customer's.
      type: str
    usages:
      description: The Confluent Resource Names of what uses it.
      type: list
      elements: str
      sample: []
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
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

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.provider_integrations import ProviderIntegrationSetup


def main() -> None:
    """Entry point."""
    run_info_module(ProviderIntegrationSetup)


if __name__ == "__main__":
    main()
