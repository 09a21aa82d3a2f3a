#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many schemas in the Schema Registry of Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/schema.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schemas
short_description: Manage many schemas in the Schema Registry of Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Registers schemas (Avro, JSON Schema, Protobuf) under subjects, and deletes versions and subjects, for a list of
    schemas.
  - Does the same as M(streamops.confluent.confluent_schema) in a loop, with far fewer requests. Of more than 16 schemas
    all are read by two or three requests, and writes are sent several at a time.
  - Schemas of the list may refer to each other, in any order. What is referred to is registered first and deleted last.
  - All new schemas are checked before the first one is registered, so that one that is invalid or incompatible leaves
    the registry as it was.
  - With O(purge) subjects that are not in the list are deleted, within a scope that has to be named.
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
  schemas:
    description:
      - The schemas, at most one for each subject, or with ids one for each version. An empty list is allowed and does
        nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &schema
      subject:
        description:
          - Name of the subject, for example V(orders.created-value) for the values of the topic C(orders.created).
            Needed.
          - A subject in another than the default context is written V(:.context:subject).
          - A subject of the same name in another context is never taken for it, although Schema Registry answers reads
            of a name without a context from other contexts too.
        type: str
      schema:
        description:
          - The schema, as text, or for Avro and JSON Schema also as a mapping or list in YAML.
          - Text of Avro may have comments, as Avro's own parser takes them. They make no difference, and are not kept
            by Schema Registry.
          - ansible-core before 2.19 makes data of templated text that looks like data, for example of a file that
            C(lookup('file')) reads. Use C(schema_file) then, or end the template with C(| string).
          - One of C(schema) and C(schema_file) is needed with C(state=present). They exclude each other.
        type: raw
      schema_type:
        description:
          - Format of the schema.
          - If not set, V(AVRO).
        type: str
        choices: [AVRO, JSON, PROTOBUF]
      references:
        description:
          - Other schemas that this one uses, of the list or registered before. They are part of its identity.
          - What of the list is referred to is registered first, and deleted last.
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
              - Version of the other schema in that subject.
              - If not set, its latest version. Of a subject in the list that is the one which this run leaves as the
                latest; when it registers a new one, the schemas that refer to it get a new version too.
            type: int
      metadata:
        description:
          - Metadata of the schema, a mapping with C(tags), C(properties) and C(sensitive) as in the API. Part of its
            identity, where stated. Other entries are refused, for Schema Registry leaves them out.
          - C({}) means a schema without metadata. If not set, a new version takes over the metadata of the latest one.
        type: dict
      rule_set:
        description:
          - Data contract rules, a mapping with C(domainRules), C(migrationRules), C(encodingRules) and C(enableAt) as
            in the API. Part of its identity, where stated. Other entries are refused, for Schema Registry leaves them
            out.
          - Schema Registry takes, and answers, C(kind=TRANSFORM), C(mode=WRITEREAD) and C(disabled=false) for a rule
            that does not state them, and sorts C(tags). That is no difference.
          - C({}) means a schema without rules. If not set, a new version takes over the rules of the latest one.
          - Clients evaluate the rules, each in its own language. Cast numbers in rules in CEL, as in
            C(int(message.age)), for the same number is of another type in each.
          - Needs the Stream Governance package V(ADVANCED).
        type: dict
      schema_file:
        description:
          - File that holds the schema, on the machine where the module runs. It is sent as it is written, which makes
            it the safest way.
          - A relative path begins in the playbook's folder.
        type: path
      normalize:
        description:
          - Whether Schema Registry brings the schema into a normal form before it compares and stores it.
          - If not set, V(false).
        type: bool
      version:
        description:
          - The one version to delete with C(state=absent). If not set, the whole subject is deleted. At least 1.
          - With C(state=present) the version that the schema is to have, together with C(id). Refused without it,
            because the registry numbers the versions itself then.
        type: int
      permanent:
        description:
          - Whether C(state=absent) deletes for good. The first, soft deletion is made along with it where it is still
            to be made.
          - A soft deletion hides the versions from look-ups, and can be undone by registering the same schema again.
          - If not set, V(false).
        type: bool
      id:
        description:
          - The id that the schema is to have, in the context of its subject, together with C(version). Schema Registry
            takes both in the mode C(IMPORT) only (see M(streamops.confluent.confluent_subject_mode)), and checks
            nothing for compatibility then. So a registry is moved, with the ids that records carry.
          - A version that is registered with that id and content is left as it is. A version that is there with another
            id or another content is refused, and so is an id that another content has, for Schema Registry would put
            the new content in the place of the old one and serve it under the old id as well. A version that is
            soft-deleted is registered again.
          - References must state their versions. What M(streamops.confluent.confluent_schema_info) returns can be given
            as it is.
        type: int
      state:
        description:
          - V(present) registers the schema unless it is registered already, V(absent) deletes the subject or one
            version of it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all schemas that do not say otherwise.
    type: dict
    suboptions: *schema
  return_unchanged:
    description:
      - Whether the result holds also those schemas that were as stated already, and not only that they were.
    type: bool
    default: false
  purge:
    description:
      - Deletes the subjects in the scope that are not in O(schemas), with all their versions. If not set, nothing is
        deleted that is not named.
      - The deletion is soft. It can be undone by registering the same schemas again.
      - The scope is what O(purge.subject_prefix) and O(purge.subject_pattern) both allow; one of them has to be given.
      - Subjects of the service are spared, those whose names, without a context, begin with V(__) or V(_confluent)
        among them. A subject of the list is spared also when only one of its versions is named.
      - A subject that a schema refers to which stays is refused, with the names of what refers to it.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      subject_prefix:
        description:
          - How the subjects begin, the context included where it is not the default one. Taken as it is, without
            wildcards. An empty one is refused.
        type: str
      subject_pattern:
        description:
          - A shell pattern for the whole subject, with V(*), V(?) and V([...]). One that fits every subject is refused.
        type: str
      max_deletions:
        description:
          - How many subjects may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of subjects that are never deleted.
        type: list
        elements: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the owner of the key needs on the subject. DeveloperWrite to register, DeveloperRead to look up,
    DeveloperManage or ResourceOwner to delete; or DataSteward or EnvironmentAdmin.
  - Deleting a schema does not touch records. Consumers that meet a permanently deleted schema id can no longer read the
    records that carry it.
  - A version that other schemas refer to is not deleted by Schema Registry; one that softly deleted schemas refer to is
    deleted softly, but not for good. Both are refused before anything is written, with the names of what refers.
  - Where C(subject) is an alias (see M(streamops.confluent.confluent_subject_config)), Schema Registry follows it. A
    new version is then one of the subject behind it, which the label in the difference and a warning say. Nothing is
    deleted through an alias; name the subject itself.
  - In check mode a subject in the mode C(READONLY), C(READONLY_OVERRIDE) or C(IMPORT) is refused as in a real run. For
    a schema with an C(id) the mode has to be C(IMPORT); check mode warns where it is not, since an earlier task may set
    it.
  - Schemas are registered as they are written. A change in a comment or a default is another schema and makes a new
    version.
  - The roles are needed on all subjects. Subjects that the key may not read are not seen by O(purge).
  - The registry cannot judge a schema before the schemas are registered that it refers to. New Avro schemas are checked
    with the definitions of the list put in place. New JSON Schema and Protobuf schemas that refer to other new ones are
    judged when they are registered, about which check mode warns.
  - For O(purge) a schema stated by its alias is stated.
seealso:
  - module: streamops.confluent.confluent_schema
  - module: streamops.confluent.confluent_schema_info
  - module: streamops.confluent.confluent_subject_configs
  - name: Schema evolution and compatibility
    description: What each compatibility level allows.
    link: https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html
"""

EXAMPLES = r"""
---
- name: Register two schemas, one of which uses the other
  streamops.confluent.confluent_schemas:
    environment: dev
    schemas:
      - subject: returns.requested-value
        schema:
          type: record
          name: ReturnRequested
          namespace: com.example.returns
          fields:
            - name: order_id
              type: string
            - name: refund
              type: com.example.returns.Money
        references:
          - name: com.example.returns.Money
            subject: com.example.returns.Money
      - subject: com.example.returns.Money
        schema:
          type: record
          name: Money
          namespace: com.example.returns
          fields:
            - name: currency
              type: string
            - name: amount_minor
              type: long

- name: Write two schemas to files
  ansible.builtin.copy:
    dest: "{{ playbook_dir }}/{{ item }}.json"
    mode: "0644"
    content: '{"title": "{{ item }}", "type": "object", "properties": {"order_id": {"type": "string"}}}'
  loop:
    - returns.received-value
    - returns.refunded-value

- name: Register them from the files
  streamops.confluent.confluent_schemas:
    environment: dev
    defaults:
      schema_type: JSON
    schemas:
      - subject: returns.received-value
        schema_file: "{{ playbook_dir }}/returns.received-value.json"
      - subject: returns.refunded-value
        schema_file: "{{ playbook_dir }}/returns.refunded-value.json"

- name: Let a context take schemas with the ids that they have elsewhere
  streamops.confluent.confluent_subject_mode:
    environment: dev
    subject: ":.moved:"
    mode: IMPORT

- name: Register two versions with their ids, as confluent_schema_info returned them there
  streamops.confluent.confluent_schemas:
    environment: dev
    schemas:
      - subject: ":.moved:returns.closed-value"
        id: 100017
        version: 3
        schema_type: AVRO
        schema: '{"type": "record", "name": "Closed", "fields": [{"name": "order_id", "type": "string"}]}'
        references: []
      - subject: ":.moved:returns.reopened-value"
        id: 100018
        version: 1
        schema_type: AVRO
        schema: '{"type": "record", "name": "Reopened", "fields": [{"name": "closed", "type": "Closed"}]}'
        references:
          - name: Closed
            subject: ":.moved:returns.closed-value"
            version: 3

- name: Have no other subjects among those that begin with returns.
  streamops.confluent.confluent_schemas:
    environment: dev
    schemas:
      - subject: returns.received-value
        schema_type: JSON
        schema_file: "{{ playbook_dir }}/returns.received-value.json"
    purge:
      subject_prefix: returns.
      max_deletions: 5
      protected:
        - "*.audit-value"

- name: Delete subjects for good, with one that was deleted softly and refers to another
  streamops.confluent.confluent_schemas:
    environment: dev
    defaults:
      permanent: true
      state: absent
    schemas:
      - subject: com.example.returns.Money
      - subject: returns.requested-value
      - subject: returns.received-value
"""

RETURN = r"""
---
counts:
  description:
    - How many schemas were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
      what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
    - C(created) counts schemas that were registered under a new subject, C(updated) those that were registered as a new
      version, and C(deleted) subjects or versions that were deleted, by C(state=absent) or by O(purge).
  returned: success, and failure after the first write was tried
  type: dict
schemas:
  description:
    What happened to each schema, in the order of O(schemas), then the subjects that O(purge) deleted, with C(operation)
    and C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The schema in words.
      type: str
      sample: schema returns.requested-value
    schema:
      description: The schema as M(streamops.confluent.confluent_schema) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"subject": "returns.requested-value", "id": 100007, "version": 1, "schema_type": "AVRO"}
purge:
  description:
    - What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - The subjects in the scope that are not stated and stay.
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each schema that changes, as C(before) and C(after). Only fields
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
from ..module_utils.kinds.schemas.finding import FindableSchema


def main() -> None:
    """Entry point."""
    run_plural_module(FindableSchema)


if __name__ == "__main__":
    main()
