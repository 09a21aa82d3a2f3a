#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about provider integrations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_integration.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_integration_info
short_description: Get information about provider integrations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists provider integrations, or finds one by name or id.
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
  - module: streamops.confluent.confluent_provider_integration
"""

EXAMPLES = r"""
---
- name: List the provider integrations of an environment
  streamops.confluent.confluent_provider_integration_info:
    environment: dev
  register: integrations
"""

RETURN = r"""
---
provider_integrations:
  description: The integrations. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: cspi-3q8r5t
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: invoices-bucket
    aws:
      description: How Confluent Cloud gets into the AWS account.
      type: dict
      sample: {"customer_iam_role_arn": "arn:aws:iam::123456789012:role/invoices-writer"}
    iam_role_arn:
      description: The role of Confluent Cloud that the trust policy of the customer's role must name.
      type: str
      sample: arn:aws:iam::111122223333:role/3q8r5t
    external_id:
      description: The external id that the trust policy must ask for (C(sts:ExternalId)).
      type: str
      sample: 95c35493-41aa-44f8-9154-5a25cbbc1865
    usages:
      description: The Confluent Resource Names of the connectors that use it.
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
from ..module_utils.kinds.provider_integrations import ProviderIntegration


def main() -> None:
    """Entry point."""
    run_info_module(ProviderIntegration)


if __name__ == "__main__":
    main()
