#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the contexts of Schema Registry in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_context.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_context_info
short_description: Get information about the contexts of Schema Registry in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the contexts of a Schema Registry, with how many subjects are in each.
  - A context appears with its first schema, and stays when nothing is in it any more. The API has no way to delete one.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  name:
    description:
      - Only this context, with or without the dot at its beginning; V(.) is the default one.
    type: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Role that the owner of the key needs. DeveloperRead on the subjects, or DataDiscovery, DataSteward or
    EnvironmentAdmin; other subjects are not counted.
seealso:
  - module: streamops.confluent.confluent_subject_mode
  - module: streamops.confluent.confluent_subject_config
  - module: streamops.confluent.confluent_schema_info
"""

EXAMPLES = r"""
---
- name: List the contexts
  streamops.confluent.confluent_schema_context_info:
    environment: dev
  register: contexts

- name: Show those in which nothing is
  ansible.builtin.debug:
    msg: "{{ contexts.schema_contexts | selectattr('subjects', 'eq', 0) | map(attribute='name') }}"
"""

RETURN = r"""
---
schema_contexts:
  description: The contexts. An empty list when there is none of this name.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name, with the dot at its beginning; V(.) is the default one.
      type: str
      sample: .staging
    prefix:
      description: What the subjects in it begin with; empty for the default one.
      type: str
      sample: ":.staging:"
    subjects:
      description: How many subjects with schemas are in it.
      type: int
      sample: 12
    soft_deleted_subjects:
      description: How many subjects are in it of which all versions are softly deleted.
      type: int
      sample: 1
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
from ..module_utils.kinds.schema_contexts import SchemaContext


def main() -> None:
    """Entry point."""
    run_info_module(SchemaContext)


if __name__ == "__main__":
    main()
