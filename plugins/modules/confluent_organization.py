#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the organization in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/organization.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_organization
short_description: Manage the organization in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Changes the settings of the organization that the credential belongs to.
  - An organization cannot be made or deleted with the API, so the module has no C(state).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  id:
    description:
      - Id of the organization that is meant. If the credential belongs to another one, the task is refused.
    type: str
  name:
    description:
      - Name of the organization. Has to match V([^<>#%'*^`{|}~\\"]{1,31}) as a whole. Can be changed later. If not set,
        it is left alone.
    type: str
    aliases: [display_name]
  jit_enabled:
    description:
      - Whether people who sign in by single sign-on for the first time become users by that (just-in-time
        provisioning). The API calls it early access. Can be changed later. If not set, it is left alone.
    type: bool
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin; to see it, any role in the organization.
seealso:
  - module: streamops.confluent.confluent_organization_info
"""

EXAMPLES = r"""
---
- name: See which organization the credential belongs to
  streamops.confluent.confluent_organization_info:
  register: company

- name: Name that organization, and no other one by mistake
  streamops.confluent.confluent_organization:
    id: "{{ company.organizations[0].id }}"
    name: Northwind Trading

- name: Let people become users when they first sign in
  streamops.confluent.confluent_organization:
    jit_enabled: true
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
organization:
  description: The organization; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: 9bb441c4-edef-46ac-8a41-c49e44a3fd9a
    name:
      description: Its name.
      type: str
      sample: Northwind Orders
    jit_enabled:
      description:
        Whether people who sign in by single sign-on for the first time become users by that (just-in-time
        provisioning).
      type: bool
      sample: false
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a
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
from ..module_utils.kinds.organization import Organization


def main() -> None:
    """Entry point."""
    run_module(Organization)


if __name__ == "__main__":
    main()
