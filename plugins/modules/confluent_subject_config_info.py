#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about settings of subjects in the Schema Registry of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/subject_config.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_subject_config_info
short_description: Get information about settings of subjects in the Schema Registry of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the settings of subjects and the defaults of the whole registry.
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
  subject:
    description:
      - Names of subjects. A subject without settings of its own is missing from the result.
      - The API has no list of settings, so each subject costs a request.
      - Without O(subject) and O(registry_default), which exclude each other, the defaults and the settings of all
        subjects are returned.
    type: list
    elements: str
    aliases: [subjects]
  registry_default:
    description:
      - V(true) returns only the defaults of the whole registry.
    type: bool
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Role that the owner of the key needs. DeveloperRead on the subject; for the defaults, any role in the registry.
seealso:
  - module: streamops.confluent.confluent_subject_config
  - module: streamops.confluent.confluent_subject_configs
  - module: streamops.confluent.confluent_schema_info
"""

EXAMPLES = r"""
---
- name: Get the defaults of the registry
  streamops.confluent.confluent_subject_config_info:
    environment: dev
    registry_default: true

- name: Get the settings of two subjects, as far as they have any
  streamops.confluent.confluent_subject_config_info:
    environment: dev
    subject:
      - orders.created-value
      - orders.created-key

- name: Get all settings, those of every subject and the defaults
  streamops.confluent.confluent_subject_config_info:
    environment: dev
"""

RETURN = r"""
---
subject_configs:
  description: The settings. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    subject:
      description: The subject; null for the defaults of the registry.
      type: str
      sample: orders.created-value
    compatibility:
      description: Compatibility level.
      type: str
      sample: FULL_TRANSITIVE
    compatibility_group:
      description: Property that parts versions into groups; null without one.
      type: str
      sample: application.major.version
    compatibility_policy:
      description: How strictly JSON Schemas are compared.
      returned: where it is set
      type: str
      sample: LENIENT
    normalize:
      description: Whether schemas are brought into a normal form; null where it is not set.
      type: bool
      sample: true
    validate_fields:
      description: Whether fields are validated further.
      returned: where it is set
      type: bool
      sample: true
    validate_new_schemas:
      description: Whether new schemas are validated further.
      returned: where it is set
      type: bool
      sample: true
    validate_rules:
      description: Whether rules are validated further.
      returned: where it is set
      type: bool
      sample: true
    default_metadata:
      description: Metadata of schemas that are registered without.
      returned: where it is set
      type: dict
      sample: {"properties": {"owner": "orders"}}
    override_metadata:
      description: Metadata of every schema that is registered.
      returned: where it is set
      type: dict
      sample: {"properties": {"owner": "orders"}}
    default_rule_set:
      description: Rules of schemas that are registered without.
      returned: where it is set
      type: dict
      sample: {"domainRules": []}
    override_rule_set:
      description: Rules of every schema that is registered.
      returned: where it is set
      type: dict
      sample: {"domainRules": []}
    alias:
      description: The subject behind this one; null without one.
      type: str
      sample: orders.created-value
    alias_for_deks:
      description: The subject whose DEKs stand for those of this one.
      returned: where it is set
      type: str
      sample: orders.created-value
    registry_default:
      description: Whether these are the defaults of the registry.
      type: bool
      sample: false
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
from ..module_utils.kinds.subject_configs import SubjectConfig


def main() -> None:
    """Entry point."""
    run_info_module(SubjectConfig)


if __name__ == "__main__":
    main()
