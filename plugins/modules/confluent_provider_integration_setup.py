#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage provider integration setups in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_integration_setup.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_integration_setup
short_description: Manage provider integration setups in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, configures and deletes provider integrations of the second version, by which Confluent Cloud acts in an
    account at AWS, Azure or Google Cloud.
  - An integration is made as a draft, which has the identity to be trusted, and is configured once. Both are done in
    one task where the configuration is stated. Terraform has two resources for it, the setup and the authorization.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
      - Name of the integration. At most 60 characters.
      - With O(id) it is the new name of that integration.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(cspi-...)) of an existing integration, in place of its name or to rename it.
    type: str
  provider:
    description:
      - The cloud provider. If it is not stated, the configuration (O(aws), O(azure), O(gcp)) tells it. Known are
        V(AWS), V(AZURE) and V(GCP). The service may know others, so another value is sent, with a warning. Needed for a
        creation and fixed after it.
    type: str
  aws:
    description:
      - The configuration for AWS. It can be given later, and not be changed after that. At most one of O(aws), O(azure)
        and O(gcp). The choice is fixed at creation.
    type: dict
    suboptions:
      customer_iam_role_arn:
        description:
          - ARN of the IAM role that Confluent Cloud is to assume. The role need not exist yet. At most 2048 characters.
            Has to match V(arn:[^:]+:iam::[0-9]{12}:role/\\S+) as a whole. Needed for a creation and fixed after it.
        type: str
  azure:
    description:
      - The configuration for Azure. It can be given later, and not be changed after that. At most one of O(aws),
        O(azure) and O(gcp). The choice is fixed at creation.
    type: dict
    suboptions:
      customer_azure_tenant_id:
        description:
          - Id of the tenant of Microsoft Entra ID. Needed for a creation and fixed after it.
        type: str
  gcp:
    description:
      - The configuration for Google Cloud. It can be given later, and not be changed after that. At most one of O(aws),
        O(azure) and O(gcp). The choice is fixed at creation.
    type: dict
    suboptions:
      customer_google_service_account:
        description:
          - The service account of Google Cloud that Confluent Cloud is to impersonate. Needed for a creation and fixed
            after it.
        type: str
  validate:
    description:
      - Whether to see that Confluent Cloud may act in the account. It is tried again until it may, for O(wait_timeout)
        seconds. Nothing is changed by it, and in check mode it is left out.
    type: bool
    default: false
  wait_timeout:
    description:
      - How many seconds O(validate) tries at most.
    type: int
    default: 300
  state:
    description:
      - V(present) creates the integration or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. EnvironmentAdmin of the environment, or OrganizationAdmin.
  - An integration that is in use is not deleted. The task is refused and names what uses it, in check mode too.
seealso:
  - module: streamops.confluent.confluent_provider_integration_setup_info
  - module: streamops.confluent.confluent_provider_integration
"""

EXAMPLES = r"""
---
- name: Make a draft, which tells whom to trust
  streamops.confluent.confluent_provider_integration_setup:
    environment: dev
    name: lakehouse
    provider: AZURE
  register: draft

- name: Configure it, and see that Confluent Cloud is let in
  streamops.confluent.confluent_provider_integration_setup:
    environment: dev
    name: lakehouse
    azure:
      customer_azure_tenant_id: 0a1b2c3d-1111-4222-8333-444455556666
    validate: true

- name: Delete it
  streamops.confluent.confluent_provider_integration_setup:
    environment: dev
    name: lakehouse
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
provider_integration_setup:
  description: The integration; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
next_step:
  description:
    What you have to do next, where the integration waits for somebody; see R(Results,
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
from ..module_utils.kinds.provider_integrations import ProviderIntegrationSetup


def main() -> None:
    """Entry point."""
    run_module(ProviderIntegrationSetup)


if __name__ == "__main__":
    main()
