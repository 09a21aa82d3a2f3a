#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage provider integrations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/provider_integration.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_provider_integration
short_description: Manage provider integrations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates and deletes provider integrations, by which connectors act in an AWS account without keys of their own.
  - Nothing of one can be changed. A role of AWS can be named once in an environment.
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
  aws:
    description:
      - How Confluent Cloud gets into the AWS account. The choice is fixed at creation.
    type: dict
    suboptions:
      customer_iam_role_arn:
        description:
          - ARN of the IAM role that Confluent Cloud is to assume. The role need not exist yet, for its trust policy
            names what this module returns. At most 2048 characters. Has to match V(arn:[^:]+:iam::[0-9]{12}:role/\\S+)
            as a whole. Needed for a creation and fixed after it.
        type: str
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
  - An integration that a connector uses is not deleted. The task is refused and names the connectors, in check mode
    too.
seealso:
  - module: streamops.confluent.confluent_provider_integration_info
  - module: streamops.confluent.confluent_provider_integration_setup
  - module: streamops.confluent.confluent_connector
"""

EXAMPLES = r"""
---
- name: Let connectors write into a bucket of AWS
  streamops.confluent.confluent_provider_integration:
    environment: dev
    name: invoices-bucket
    aws:
      customer_iam_role_arn: arn:aws:iam::123456789012:role/invoices-writer
  register: bucket

- name: Show what the role's trust policy must name
  ansible.builtin.debug:
    msg: "{{ bucket.provider_integration.iam_role_arn }} with {{ bucket.provider_integration.external_id }}"

- name: Delete it
  streamops.confluent.confluent_provider_integration:
    environment: dev
    name: invoices-bucket
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
provider_integration:
  description: The integration; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.provider_integrations import ProviderIntegration


def main() -> None:
    """Entry point."""
    run_module(ProviderIntegration)


if __name__ == "__main__":
    main()
