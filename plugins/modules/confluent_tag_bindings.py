#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many tags on topics, schemas and other entities in the Stream Catalog of Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/tag_binding.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tag_bindings
short_description:
  Manage many tags on topics, schemas and other entities in the Stream Catalog of Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Puts tags on entities or takes them away, for a list of bindings.
  - New ones go a hundred in one request, and each that the catalog refuses fails by itself. What is there is read with
    one request for 500 entities of a type.
  - With O(purge) a tag is taken from entities that are not in the list. Which these are the search of the catalog
    tells, which may be some seconds behind.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  tag_bindings:
    description:
      - The bindings. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &tag_binding
      tag:
        description:
          - Name of the tag, which has to be defined, see M(streamops.confluent.confluent_tag). Has to match
            V([a-zA-Z][a-zA-Z0-9_ ]*) as a whole. Needed, here or in O(defaults).
        type: str
      entity_type:
        description:
          - Type of the entity. It follows from C(topic), C(subject), C(record), C(field) and C(connector), and is
            needed for V(cluster), V(environment), and beside C(qualified_name). Known are V(topic), V(schema),
            V(record), V(field), V(cluster), V(environment), V(connector), V(kafka_topic), V(sr_schema), V(sr_record),
            V(sr_field), V(kafka_logical_cluster), V(cf_environment) and V(cn_connector). The service may know others,
            so another value is sent, with a warning.
        type: str
      qualified_name:
        description:
          - The entity as the catalog calls it, in place of the other names, such as V(lsrc-4g7k2m:.:100001).
        type: str
      topic:
        description:
          - Name of the topic. Needs C(cluster).
        type: str
      subject:
        description:
          - Name of the subject whose schema is meant, with its context where it has one (V(:.context:name)).
        type: str
      version:
        description:
          - Number of the version of C(subject), in place of the latest. At least 1.
        type: int
      record:
        description:
          - A record of the schema of C(subject), by its name with its namespace or package. The record that an Avro
            schema consists of needs no namespace, and beside C(field) not to be named at all.
        type: str
      field:
        description:
          - A field of the schema of C(subject), in one of its inner records by its path, V(customer.email).
        type: str
      connector:
        description:
          - Name of the connector. Needs C(cluster).
        type: str
      cluster:
        description:
          - Name or id (V(lkc-...)) of the Kafka cluster of C(topic) or C(connector), or with C(entity_type=cluster) the
            cluster that is meant itself.
          - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
        type: str
        aliases: [kafka_cluster]
      wait_timeout:
        description:
          - Seconds to wait at most for the catalog to know an entity that exists.
          - If not set, V(90).
        type: int
      state:
        description:
          - V(present) creates the binding or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all bindings that do not say otherwise.
    type: dict
    suboptions: *tag_binding
  return_unchanged:
    description:
      - Whether the result holds also those bindings that were as stated already, and not only that they were.
    type: bool
    default: false
  purge:
    description:
      - Deletes the bindings in the scope that are not in O(tag_bindings). If not set, nothing is deleted that is not
        named.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      tag:
        description:
          - Name of the tag. It is taken from all entities of the environment that are not in the list.
        type: str
      max_deletions:
        description:
          - How many bindings may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of qualified names of entities that keep it.
        type: list
        elements: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
  - Roles that the credential needs. DataSteward; to read, DataDiscovery.
  - Whether a tag is on an entity the entity tells at once. Of a list of more than twenty bindings the catalog's search
    tells it with one request for 500 entities, which may be some seconds behind. So a run that removes that many ends
    when the search shows them no longer, or with a warning after a minute.
  - Schemas that were registered moments ago take over the tags of the version before them, if at all, some time later.
seealso:
  - module: streamops.confluent.confluent_tag_binding
  - module: streamops.confluent.confluent_tag_binding_info
  - module: streamops.confluent.confluent_tag
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_schema
  - name: Entity types in Stream Catalog
    description: What the catalog calls the types of entities.
    link: https://docs.confluent.io/cloud/current/stream-governance/stream-catalog-rest-apis.html
"""

EXAMPLES = r"""
---
- name: Tag topics and a field
  streamops.confluent.confluent_tag_bindings:
    environment: dev
    defaults:
      tag: PII
      cluster: orders
    tag_bindings:
      - topic: orders.created
      - subject: customers-value
        field: email

- name: Leave the tag on nothing else
  streamops.confluent.confluent_tag_bindings:
    environment: dev
    tag_bindings:
      - {topic: orders.created, cluster: orders, tag: PII}
    purge:
      tag: PII
"""

RETURN = r"""
---
counts:
  description:
    How many bindings were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
tag_bindings:
  description:
    What happened to each binding, in the order of O(tag_bindings), then those that O(purge) deleted, with C(operation)
    and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The tag binding in words.
      type: str
      sample: tag binding PII / kafka_topic / lsrc-4g7k2m:lkc-5r8n2v:orders.created
    tag_binding:
      description: The binding as M(streamops.confluent.confluent_tag_binding) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"tag": "PII", "entity_type": "kafka_topic", "qualified_name": "lsrc-4g7k2m:lkc-5r8n2v:orders.created"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each binding that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.stream_catalog.tag_bindings import TagBinding


def main() -> None:
    """Entry point."""
    run_plural_module(TagBinding)


if __name__ == "__main__":
    main()
