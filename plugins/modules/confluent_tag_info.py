#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about tags in the Stream Catalog of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/tag.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tag_info
short_description: Get information about tags in the Stream Catalog of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists tags, or finds one by name or id.
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
      - Only tags of exactly this name are returned.
    type: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
seealso:
  - module: streamops.confluent.confluent_tag
  - module: streamops.confluent.confluent_tags
"""

EXAMPLES = r"""
---
- name: List all tags
  streamops.confluent.confluent_tag_info:
    environment: dev
  register: tags
"""

RETURN = r"""
---
tags:
  description: The tags. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: PII
    description:
      description: What the tag says of what carries it.
      type: str
      sample: Personal data, which must not leave the European Union
    color:
      description: Color in the Confluent Cloud Console.
      type: str
      sample: RED_DARK
    entity_types:
      description: Types of what can carry the tag.
      type: list
      elements: str
      sample: ["cf_entity"]
    version:
      description: Version of the definition, as the catalog counts its changes.
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
from ..module_utils.kinds.stream_catalog.definitions import Tag


def main() -> None:
    """Entry point."""
    run_info_module(Tag)


if __name__ == "__main__":
    main()
