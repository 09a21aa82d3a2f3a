#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about a search in the Stream Catalog of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/catalog_search.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_catalog_search_info
short_description: Get information about a search in the Stream Catalog of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Finds entities of Stream Catalog by their types, names and tags, with one request for 500 entities.
  - The search of the catalog may be some seconds behind.
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
  query:
    description:
      - Words that are looked for in what entities say of themselves.
    type: str
  entity_types:
    description:
      - Only entities of these types.
    type: list
    elements: str
  tag:
    description:
      - Only entities that carry this tag.
    type: str
  name:
    description:
      - Only entities of exactly this name, such as that of a topic.
    type: str
  name_prefix:
    description:
      - Only entities whose names begin so.
    type: str
  attributes:
    description:
      - Further attributes that are returned, by the catalog's names, such as V(owner).
    type: list
    elements: str
  sort_by:
    description:
      - An attribute by which they are sorted. Without it they come in the order of the service.
    type: str
  sort_order:
    description:
      - The order, with V(ASCENDING) if not set.
    type: str
    choices: [ASCENDING, DESCENDING]
  deleted:
    description:
      - Whether entities are found too whose topics, schemas and so on are gone.
    type: bool
    default: false
  limit:
    description:
      - At most so many. If not set, all.
    type: int
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
  - Roles that the credential needs. DataDiscovery.
seealso:
  - module: streamops.confluent.confluent_tag_binding
  - module: streamops.confluent.confluent_catalog_entity
"""

EXAMPLES = r"""
---
- name: Find all topics with personal data
  streamops.confluent.confluent_catalog_search_info:
    environment: dev
    entity_types: [topic]
    tag: PII
    attributes: [owner, description]
  register: personal

- name: Find fields by their name
  streamops.confluent.confluent_catalog_search_info:
    environment: dev
    entity_types: [field]
    name: email
  register: fields
"""

RETURN = r"""
---
entities:
  description: The entities. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    entity_type:
      description: Type of the entity, as the catalog calls it.
      type: str
      sample: kafka_topic
    qualified_name:
      description: The entity as the catalog calls it.
      type: str
      sample: lsrc-4g7k2m:lkc-5r8n2v:orders.created
    name:
      description: Its name.
      type: str
      sample: orders.created
    status:
      description: C(ACTIVE) or C(DELETED).
      type: str
      sample: ACTIVE
    tags:
      description: Its tags.
      type: list
      elements: str
      sample: ["PII"]
    attributes:
      description: The attributes that were asked for.
      type: dict
      sample: {"owner": "orders"}
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
from ..module_utils.kinds.stream_catalog.search import CatalogSearch


def main() -> None:
    """Entry point."""
    run_info_module(CatalogSearch)


if __name__ == "__main__":
    main()
