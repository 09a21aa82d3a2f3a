#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organization: documentation and one call. What it does is declared in module_utils/kinds."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_organization_info
short_description: Get information about the organization in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the organization of the credential. It is a cheap way to test a Cloud API key.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.attributes.info
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the organization is enough.
seealso:
  - module: streamops.confluent.confluent_environment_info
  - module: streamops.confluent.confluent_role_binding
"""

EXAMPLES = r"""
---
- name: Get the organization
  streamops.confluent.confluent_organization_info:
  register: company

- name: Show its name and id
  ansible.builtin.debug:
    msg: "{{ company.organizations[0].name }} ({{ company.organizations[0].id }})"
"""

RETURN = r"""
---
organizations:
  description: The organization that the credential belongs to. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id, a UUID, which is the beginning of every Confluent Resource Name.
      type: str
      sample: 9bb441c4-edef-46ac-8a41-c49e44a3fd9a
    name:
      description: Its name.
      type: str
      sample: Northwind Orders
    jit_enabled:
      description: Whether users are provisioned when they first sign in; null where the service does not say.
      type: bool
      sample: false
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 2
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    throttled_seconds:
      description: Seconds spent waiting before repetitions.
      type: float
      sample: 0.0
problems:
  description: Every reason why the task was refused before anything was written.
  returned: failure, when nothing was written
  type: list
  elements: str
  sample: ["there is no environment 'dve' that this credential can see (names are compared exactly)..."]
error:
  description: The answer of the service that made the task fail, as data.
  returned: failure, when the service refused or could not be reached
  type: dict
  contains:
    status:
      description: HTTP status; null when there was no answer.
      type: int
      sample: 403
    code:
      description: The service's own error code, where it gives one.
      type: str
      sample: "403"
    detail:
      description: The service's own words.
      type: str
      sample: Forbidden Access
    method:
      description: HTTP method of the request.
      type: str
      sample: GET
    path:
      description: Path of the request.
      type: str
      sample: /org/v2/organizations
    host:
      description: Host that was asked.
      type: str
      sample: api.confluent.cloud
    credential:
      description: Kind and id of the credential that was used, never its secret.
      type: str
      sample: Cloud API key ABCDEFGHIJKLMNOP
    request_id:
      description: The id to give to Confluent's support, where the service sends one.
      type: str
      sample: 5ab2b5f8-7c5b-4ee9-a1a5-ef8a7f6fd0f3
"""

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.organization import Organization


def main() -> None:
    """Entry point."""
    run_info_module(Organization)


if __name__ == "__main__":
    main()
