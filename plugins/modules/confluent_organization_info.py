#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the organization in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/organization.yml; declaration: module_utils/kinds.
"""

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
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Any role in the organization is enough.
seealso:
  - module: streamops.confluent.confluent_organization
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
from ..module_utils.kinds.organization import Organization


def main() -> None:
    """Entry point."""
    run_info_module(Organization)


if __name__ == "__main__":
    main()
