#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about schema exporters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_exporter.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_exporter_info
short_description: Get information about schema exporters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the schema exporters of a Schema Registry, or finds one by its name, with their states.
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
      - Only exporters of exactly this name are returned.
    type: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
seealso:
  - module: streamops.confluent.confluent_schema_exporter
"""

EXAMPLES = r"""
---
- name: See whether an exporter runs, and how far it has come
  streamops.confluent.confluent_schema_exporter_info:
    environment: dev
    name: to-disaster-recovery
  register: exporters
"""

RETURN = r"""
---
schema_exporters:
  description: The exporters. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: to-disaster-recovery
    subjects:
      description: The subjects whose schemas are exported.
      type: list
      elements: str
      sample: ["orders.created-value", "orders.shipped-value"]
    context_type:
      description: How the context in the destination is chosen.
      type: str
      sample: CUSTOM
    context:
      description: The context in the destination; null without one of its own.
      type: str
      sample: production
    subject_rename_format:
      description: The name of a subject in the destination; null where it is kept.
      type: str
      sample: dc_${subject}
    kek_rename_format:
      description: The name of a key encryption key in the destination; null where it is kept.
      type: str
      sample: dc_${kek}
    config:
      description: Its settings without those that are secret.
      type: dict
      sample: {"schema.registry.url": "https://psrc-4r3n7.eu-west-1.aws.confluent.cloud"}
    phase:
      description: Its state in the service's word, C(STARTING), C(RUNNING) or C(PAUSED).
      type: str
      sample: RUNNING
    offset:
      description: How far it has come.
      type: int
      sample: 100
    trace:
      description: What the service says of an error of the exporter; null without one.
      type: str
      sample: Unauthorized
    status:
      description: C(running) or C(paused); null in a state that is not known.
      type: str
      sample: running
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
from ..module_utils.kinds.schema_exporters import SchemaExporter


def main() -> None:
    """Entry point."""
    run_info_module(SchemaExporter)


if __name__ == "__main__":
    main()
