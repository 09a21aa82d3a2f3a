#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about environments in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/environment.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_environment_info
short_description: Get information about environments in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists all environments, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only environments of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the environment with this id (V(env-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Returns the environments that the credential may see. Any role in an environment is enough.
seealso:
  - module: streamops.confluent.confluent_environment
  - module: streamops.confluent.confluent_schema_registry_info
"""

EXAMPLES = r"""
---
- name: List all environments
  streamops.confluent.confluent_environment_info:
  register: all_environments

- name: Get one by name
  streamops.confluent.confluent_environment_info:
    name: dev
  register: dev

- name: Fail if it is missing
  ansible.builtin.assert:
    that: dev.environments | length == 1
"""

RETURN = r"""
---
environments:
  description: The environments. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: analytics
    stream_governance_package:
      description: Its Stream Governance package.
      type: str
      sample: ESSENTIALS
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-3x7k9q
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
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
from ..module_utils.kinds.organization import Environment


def main() -> None:
    """Entry point."""
    run_info_module(Environment)


if __name__ == "__main__":
    main()
