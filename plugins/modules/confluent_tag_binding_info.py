#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about tags on topics, schemas and other entities in the Stream Catalog of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/tag_binding.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tag_binding_info
short_description:
  Get information about tags on topics, schemas and other entities in the Stream Catalog of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the tags of an entity, or the entities that carry a tag.
  - An entity tells its tags at once. What carries a tag is told by the search of the catalog, which may be some seconds
    behind.
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
  tag:
    description:
      - Only bindings of this tag.
    type: str
  entity_type:
    description:
      - Type of the entity. It follows from O(topic), O(subject), O(record), O(field) and O(connector), and is needed
        for V(cluster), V(environment), and beside O(qualified_name).
    type: str
  qualified_name:
    description:
      - The entity as the catalog calls it, in place of the other names, such as V(lsrc-4g7k2m:.:100001).
    type: str
  topic:
    description:
      - Name of the topic. Needs O(cluster).
    type: str
  subject:
    description:
      - Name of the subject whose schema is meant, with its context where it has one (V(:.context:name)).
    type: str
  version:
    description:
      - Number of the version of O(subject), in place of the latest.
    type: int
  record:
    description:
      - A record of the schema of O(subject), by its name with its namespace or package. The record that an Avro schema
        consists of needs no namespace, and beside O(field) not to be named at all.
    type: str
  field:
    description:
      - A field of the schema of O(subject), in one of its inner records by its path, V(customer.email).
    type: str
  connector:
    description:
      - Name of the connector. Needs O(cluster).
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster of O(topic) or O(connector), or with O(entity_type=cluster) the
        cluster that is meant itself.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    aliases: [kafka_cluster]
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
seealso:
  - module: streamops.confluent.confluent_tag_binding
  - module: streamops.confluent.confluent_tag_bindings
"""

EXAMPLES = r"""
---
- name: Find everything that carries a tag
  streamops.confluent.confluent_tag_binding_info:
    environment: dev
    tag: PII
  register: personal

- name: List the tags of a topic
  streamops.confluent.confluent_tag_binding_info:
    environment: dev
    cluster: orders
    topic: orders.created
  register: found
"""

RETURN = r"""
---
tag_bindings:
  description: The bindings. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    tag:
      description: Name of the tag, which has to be defined, see M(streamops.confluent.confluent_tag).
      type: str
      sample: PII
    entity_type:
      description: Type of the entity, as the catalog calls it.
      type: str
      sample: kafka_topic
    qualified_name:
      description: The entity as the catalog calls it.
      type: str
      sample: lsrc-4g7k2m:lkc-5r8n2v:orders.created
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
from ..module_utils.kinds.stream_catalog.tag_bindings import TagBinding


def main() -> None:
    """Entry point."""
    run_info_module(TagBinding)


if __name__ == "__main__":
    main()
