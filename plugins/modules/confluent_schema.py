#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage schemas in the Schema Registry of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema
short_description: Manage schemas in the Schema Registry of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Registers schemas (Avro, JSON Schema, Protobuf) under subjects, and deletes versions and subjects.
  - A schema that is registered under the subject already is found by its content, so that nothing is registered twice.
    Layout and the order of keys in JSON make no difference.
  - Whether a new version is compatible is asked before it is registered, in check mode too. A refusal quotes the
    reasons that Schema Registry gives.
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
  subject:
    description:
      - Name of the subject, for example V(orders.created-value) for the values of the topic C(orders.created).
      - A subject in another than the default context is written V(:.context:subject).
      - A subject of the same name in another context is never taken for it, although Schema Registry answers reads of a
        name without a context from other contexts too.
    type: str
    required: true
  schema:
    description:
      - The schema, as text, or for Avro and JSON Schema also as a mapping or list in YAML.
      - Text of Avro may have comments, as Avro's own parser takes them. They make no difference, and are not kept by
        Schema Registry.
      - ansible-core before 2.19 makes data of templated text that looks like data, for example of a file that
        C(lookup('file')) reads. Use O(schema_file) then, or end the template with C(| string).
      - One of O(schema) and O(schema_file) is needed with O(state=present). They exclude each other.
    type: raw
  schema_type:
    description:
      - Format of the schema.
    type: str
    choices: [AVRO, JSON, PROTOBUF]
    default: AVRO
  references:
    description:
      - Other registered schemas that this one uses. They are part of its identity.
      - They have to be registered first, and deleted last.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name under which the schema refers to the other; a full name in Avro, a URL in JSON Schema, a path in an
            import of Protobuf.
        type: str
        required: true
      subject:
        description:
          - Subject of the other schema.
          - Not an alias, which Schema Registry follows in paths, and not in references.
        type: str
        required: true
      version:
        description:
          - Version of the other schema in that subject. If not set, its latest version at the time of the run.
        type: int
  metadata:
    description:
      - Metadata of the schema, a mapping with C(tags), C(properties) and C(sensitive) as in the API. Part of its
        identity, where stated. Other entries are refused, for Schema Registry leaves them out.
      - C({}) means a schema without metadata. If not set, a new version takes over the metadata of the latest one.
    type: dict
  rule_set:
    description:
      - Data contract rules, a mapping with C(domainRules), C(migrationRules), C(encodingRules) and C(enableAt) as in
        the API. Part of its identity, where stated. Other entries are refused, for Schema Registry leaves them out.
      - Schema Registry takes, and answers, C(kind=TRANSFORM), C(mode=WRITEREAD) and C(disabled=false) for a rule that
        does not state them, and sorts C(tags). That is no difference.
      - C({}) means a schema without rules. If not set, a new version takes over the rules of the latest one.
      - Clients evaluate the rules, each in its own language. Cast numbers in rules in CEL, as in C(int(message.age)),
        for the same number is of another type in each.
      - Needs the Stream Governance package V(ADVANCED).
    type: dict
  schema_file:
    description:
      - File that holds the schema, on the machine where the module runs. It is sent as it is written, which makes it
        the safest way.
      - A relative path begins in the playbook's folder.
    type: path
  normalize:
    description:
      - Whether Schema Registry brings the schema into a normal form before it compares and stores it.
    type: bool
    default: false
  version:
    description:
      - The one version to delete with O(state=absent). If not set, the whole subject is deleted. At least 1.
      - With O(state=present) the version that the schema is to have, together with O(id). Refused without it, because
        the registry numbers the versions itself then.
    type: int
  permanent:
    description:
      - Whether O(state=absent) deletes for good. The first, soft deletion is made along with it where it is still to be
        made.
      - A soft deletion hides the versions from look-ups, and can be undone by registering the same schema again.
    type: bool
    default: false
  id:
    description:
      - The id that the schema is to have, in the context of its subject, together with O(version). Schema Registry
        takes both in the mode C(IMPORT) only (see M(streamops.confluent.confluent_subject_mode)), and checks nothing
        for compatibility then. So a registry is moved, with the ids that records carry.
      - A version that is registered with that id and content is left as it is. A version that is there with another id
        or another content is refused, and so is an id that another content has, for Schema Registry would put the new
        content in the place of the old one and serve it under the old id as well. A version that is soft-deleted is
        registered again.
      - References must state their versions. What M(streamops.confluent.confluent_schema_info) returns can be given as
        it is.
    type: int
  state:
    description:
      - V(present) registers the schema unless it is registered already, V(absent) deletes the subject or one version of
        it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the owner of the key needs on the subject. DeveloperWrite to register, DeveloperRead to look up,
    DeveloperManage or ResourceOwner to delete; or DataSteward or EnvironmentAdmin.
  - Deleting a schema does not touch records. Consumers that meet a permanently deleted schema id can no longer read the
    records that carry it.
  - A version that other schemas refer to is not deleted by Schema Registry; one that softly deleted schemas refer to is
    deleted softly, but not for good. Both are refused before anything is written, with the names of what refers.
  - Where O(subject) is an alias (see M(streamops.confluent.confluent_subject_config)), Schema Registry follows it. A
    new version is then one of the subject behind it, which the label in the difference and a warning say. Nothing is
    deleted through an alias; name the subject itself.
  - In check mode a subject in the mode C(READONLY), C(READONLY_OVERRIDE) or C(IMPORT) is refused as in a real run. For
    a schema with an O(id) the mode has to be C(IMPORT); check mode warns where it is not, since an earlier task may set
    it.
  - Schemas are registered as they are written. A change in a comment or a default is another schema and makes a new
    version.
seealso:
  - module: streamops.confluent.confluent_schemas
  - module: streamops.confluent.confluent_schema_info
  - module: streamops.confluent.confluent_subject_config
  - module: streamops.confluent.confluent_subject_mode
  - module: streamops.confluent.confluent_schema_registry_info
  - name: Schema evolution and compatibility
    description: What each compatibility level allows.
    link: https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html
"""

EXAMPLES = r"""
---
- name: Register an Avro schema that others will use
  streamops.confluent.confluent_schema:
    environment: dev
    subject: com.example.orders.Money
    schema:
      type: record
      name: Money
      namespace: com.example.orders
      fields:
        - name: currency
          type: string
        - name: amount_minor
          type: long

- name: Register a schema that refers to it
  streamops.confluent.confluent_schema:
    environment: dev
    subject: orders.cancelled-value
    schema:
      type: record
      name: OrderCancelled
      namespace: com.example.orders
      fields:
        - name: order_id
          type: string
        - name: refund
          type: com.example.orders.Money
    references:
      - name: com.example.orders.Money
        subject: com.example.orders.Money
        version: 1

- name: Write a JSON Schema to a file
  ansible.builtin.copy:
    dest: "{{ playbook_dir }}/shipment.schema.json"
    mode: "0644"
    content: |
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Shipment",
        "type": "object",
        "properties": {"order_id": {"type": "string"}, "carrier": {"type": "string"}},
        "required": ["order_id"]
      }

- name: Register it from the file
  streamops.confluent.confluent_schema:
    environment: dev
    subject: shipments.dispatched-value
    schema_type: JSON
    schema_file: "{{ playbook_dir }}/shipment.schema.json"

- name: Register a Protobuf schema
  streamops.confluent.confluent_schema:
    environment: dev
    subject: shipments.delivered-value
    schema_type: PROTOBUF
    normalize: true
    schema: |
      syntax = "proto3";
      package com.example.shipments;

      message ShipmentDelivered {
        string order_id = 1;
        int64 delivered_at = 2;
      }

- name: Ask whether a new version would be compatible, without registering it
  streamops.confluent.confluent_schema:
    environment: dev
    subject: shipments.delivered-value
    schema_type: PROTOBUF
    normalize: true
    schema: |
      syntax = "proto3";
      package com.example.shipments;

      message ShipmentDelivered {
        string order_id = 1;
        int64 delivered_at = 2;
        string signed_by = 3;
      }
  check_mode: true

- name: Delete one version, in a way that can be undone
  streamops.confluent.confluent_schema:
    environment: dev
    subject: shipments.delivered-value
    version: 1
    state: absent

- name: Delete subjects for good, those that refer to others first
  streamops.confluent.confluent_schema:
    environment: dev
    subject: "{{ item }}"
    permanent: true
    state: absent
  loop:
    - orders.cancelled-value
    - com.example.orders.Money
    - shipments.dispatched-value
    - shipments.delivered-value
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
schema:
  description: The schema; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    subject:
      description: Its subject; of an alias the subject behind it.
      type: str
      sample: orders.cancelled-value
    schema:
      description: The schema as it is stored.
      type: str
      sample: "{\"type\":\"record\",\"name\":\"Money\",\"fields\":[{\"name\":\"currency\",\"type\":\"string\"}]}"
    schema_type:
      description: Its format.
      type: str
      sample: AVRO
    references:
      description: The schemas that it refers to.
      type: list
      elements: dict
      sample: [{"name": "com.example.orders.Money", "subject": "com.example.orders.Money", "version": 1}]
    metadata:
      description: Its metadata, where it has any.
      type: dict
      sample: {"properties": {"owner": "orders"}}
    rule_set:
      description: Its rules, where it has any.
      type: dict
      sample: {"domainRules": []}
    alias:
      description: The stated name, where that is an alias of RV(schema.subject).
      returned: where the stated subject is an alias
      type: str
      sample: new-orders
    id:
      description: Its id in the registry, which records carry. The same schema under another subject has the same id.
      returned: where it is registered
      type: int
      sample: 100007
    version:
      description: Its version in the subject.
      returned: where it is registered
      type: int
      sample: 1
    latest_version:
      description: Latest version of the subject; higher than RV(schema.version) for an older content.
      returned: unless O(id) is given
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
from ..module_utils.kinds.schemas.finding import FindableSchema


def main() -> None:
    """Entry point."""
    run_module(FindableSchema)


if __name__ == "__main__":
    main()
