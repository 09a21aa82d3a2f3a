#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage tags in the Stream Catalog of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/tag.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tag
short_description: Manage tags in the Stream Catalog of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes tags, words such as PII that can be put on topics, schemas and fields of schemas.
  - The catalog lists a new tag late. The module waits until it does, for a minute at most, so that the next task finds
    it.
extends_documentation_fragment:
  - streamops.confluent.attributes
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
      - Name of the tag. Has to match V([a-zA-Z][a-zA-Z0-9_ ]*) as a whole.
    type: str
    required: true
  description:
    description:
      - What the tag says of what carries it. Can be changed later. If not set, it is left alone.
    type: str
  color:
    description:
      - Color in the Confluent Cloud Console. Can be changed later. If not set, it is left alone.
    type: str
    choices:
      - PURPLE_LIGHT
      - PURPLE_DARK
      - BLUE_LIGHT
      - BLUE_DARK
      - GREEN_LIGHT
      - GREEN_DARK
      - YELLOW_LIGHT
      - YELLOW_DARK
      - ORANGE_LIGHT
      - ORANGE_DARK
      - RED_LIGHT
      - RED_DARK
      - MAGENTA_LIGHT
      - MAGENTA_DARK
      - NEUTRAL_LIGHT
      - NEUTRAL_DARK
  entity_types:
    description:
      - Types of what can carry the tag. If not set, a new tag is for all of them, V(cf_entity). The order of the
        entries does not matter. Fixed at creation.
    type: list
    elements: str
  state:
    description:
      - V(present) creates the tag or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
  - Roles that the credential needs. DataSteward; to read, DataDiscovery.
  - A tag that something carries is not deleted by the service.
seealso:
  - module: streamops.confluent.confluent_tags
  - module: streamops.confluent.confluent_tag_info
  - module: streamops.confluent.confluent_tag_binding
  - module: streamops.confluent.confluent_schema
  - name: Tags in Stream Catalog
    description: What tags are, and who may do what.
    link: https://docs.confluent.io/cloud/current/stream-governance/stream-catalog.html
"""

EXAMPLES = r"""
---
- name: Have a tag for personal data
  streamops.confluent.confluent_tag:
    environment: dev
    name: PII
    description: Personal data
    color: RED_DARK

- name: Say more of it
  streamops.confluent.confluent_tag:
    environment: dev
    name: PII
    description: Personal data, which must not leave the European Union

- name: Delete it
  streamops.confluent.confluent_tag:
    environment: dev
    name: PII
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
tag:
  description: The tag; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.stream_catalog.definitions import Tag


def main() -> None:
    """Entry point."""
    run_module(Tag)


if __name__ == "__main__":
    main()
