#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about modes of subjects, contexts and the registry in the Schema Registry of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/subject_mode.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_subject_mode_info
short_description:
  Get information about modes of subjects, contexts and the registry in the Schema Registry of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the modes of subjects and contexts, and that of the registry, their own ones and where it is asked for those
    that count.
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
      - Names of subjects, or of contexts in the form V(:.context:). What has no mode of its own is missing from the
        result, unless O(effective) asks for it.
      - The API has no list of modes, so each costs a request.
      - Without O(subject) and O(registry_default), which exclude each other, the mode of the registry, those of its
        contexts and those of all subjects are returned.
    type: list
    elements: str
    aliases: [subjects]
  registry_default:
    description:
      - V(true) returns only the mode of the registry.
    type: bool
  effective:
    description:
      - Whether to ask for the mode that counts, too, which may be inherited (C(effective_mode)). It costs a second
        request for each.
    type: bool
    default: false
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Role that the owner of the key needs. DeveloperRead on the subject; for the registry, any role in it.
seealso:
  - module: streamops.confluent.confluent_subject_mode
"""

EXAMPLES = r"""
---
- name: Get the mode of the registry
  streamops.confluent.confluent_subject_mode_info:
    environment: dev
    registry_default: true

- name: Get what may be written to two subjects
  streamops.confluent.confluent_subject_mode_info:
    environment: dev
    subject:
      - orders.created-value
      - orders.created-key
    effective: true

- name: Get all modes that were set
  streamops.confluent.confluent_subject_mode_info:
    environment: dev
"""

RETURN = r"""
---
subject_modes:
  description: The modes. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    subject:
      description: The subject; null for the mode of the registry.
      type: str
      sample: orders.created-value
    mode:
      description: Its own mode; null where it inherits one, with O(effective).
      type: str
      sample: READONLY
    registry_default:
      description: Whether this is the mode of the registry.
      type: bool
      sample: false
    effective_mode:
      description: The mode that counts, its own or an inherited one.
      returned: with O(effective)
      type: str
      sample: READONLY
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
from ..module_utils.kinds.subject_modes import SubjectMode


def main() -> None:
    """Entry point."""
    run_info_module(SubjectMode)


if __name__ == "__main__":
    main()
