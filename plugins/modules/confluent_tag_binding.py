#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage tags on topics, schemas and other entities in the Stream Catalog of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/tag_binding.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tag_binding
short_description: Manage tags on topics, schemas and other entities in the Stream Catalog of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Puts a tag on an entity of Stream Catalog, a topic, a schema or a field of it, a cluster, an environment or a
    connector, or takes it away.
  - An entity is named as you would, and the module makes its qualified name. A schema has another one with each new
    version, so the latest version is meant unless O(version) says which.
  - What is new elsewhere the catalog knows a moment later. An entity that it does not know yet is waited for, if it
    exists, and refused at once if it does not. Whether a topic exists is told by Kafka, with O(kafka_api_key) or
    O(kafka_key_file); without such a key a topic that the catalog does not know is refused.
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
  tag:
    description:
      - Name of the tag, which has to be defined, see M(streamops.confluent.confluent_tag). Has to match
        V([a-zA-Z][a-zA-Z0-9_ ]*) as a whole.
    type: str
    required: true
  entity_type:
    description:
      - Type of the entity. It follows from O(topic), O(subject), O(record), O(field) and O(connector), and is needed
        for V(cluster), V(environment), and beside O(qualified_name). Known are V(topic), V(schema), V(record),
        V(field), V(cluster), V(environment), V(connector), V(kafka_topic), V(sr_schema), V(sr_record), V(sr_field),
        V(kafka_logical_cluster), V(cf_environment) and V(cn_connector). The service may know others, so another value
        is sent, with a warning.
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
      - Number of the version of O(subject), in place of the latest. At least 1.
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
  wait_timeout:
    description:
      - Seconds to wait at most for the catalog to know an entity that exists.
    type: int
    default: 90
  state:
    description:
      - V(present) creates the binding or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
  - Roles that the credential needs. DataSteward; to read, DataDiscovery.
  - Whether a tag is on an entity the entity tells at once. Of a list of more than twenty bindings the catalog's search
    tells it with one request for 500 entities, which may be some seconds behind. So a run that removes that many ends
    when the search shows them no longer, or with a warning after a minute.
  - Schemas that were registered moments ago take over the tags of the version before them, if at all, some time later.
seealso:
  - module: streamops.confluent.confluent_tag_bindings
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
- name: Tag a topic
  streamops.confluent.confluent_tag_binding:
    environment: dev
    cluster: orders
    topic: orders.created
    tag: PII

- name: Tag the latest schema of a subject
  streamops.confluent.confluent_tag_binding:
    environment: dev
    subject: customers-value
    tag: PII

- name: Tag a field of it
  streamops.confluent.confluent_tag_binding:
    environment: dev
    subject: customers-value
    field: email
    tag: PII

- name: Tag the whole cluster
  streamops.confluent.confluent_tag_binding:
    environment: dev
    cluster: orders
    entity_type: cluster
    tag: PII

- name: Take the tag away from the topic
  streamops.confluent.confluent_tag_binding:
    environment: dev
    cluster: orders
    topic: orders.created
    tag: PII
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
tag_binding:
  description: The binding; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.stream_catalog.tag_bindings import TagBinding


def main() -> None:
    """Entry point."""
    run_module(TagBinding)


if __name__ == "__main__":
    main()
