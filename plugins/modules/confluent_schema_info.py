#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about schemas in the Schema Registry of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_info
short_description: Get information about schemas in the Schema Registry of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists schemas of all subjects, of one, or of those with a common prefix, or finds one by its id, its guid or its
    content.
  - What it returns can be given to M(streamops.confluent.confluent_schemas) as it is, to register it elsewhere with the
    same ids and versions.
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
      - Name of a subject. Only its schemas are returned; of an alias those of the subject behind it.
      - A subject of the same name in another context is not meant.
    type: str
  subject_prefix:
    description:
      - Only schemas of subjects whose name begins so. Excludes O(subject) and O(id).
      - Without it subjects of all contexts are listed.
    type: str
  version:
    description:
      - The one version of O(subject), which is needed with it.
    type: int
  id:
    description:
      - Id of a schema in the registry. Returned once for each subject and version that has it. Excludes O(version).
      - Each context numbers its schemas by itself. It is that of O(subject), without one the default context.
    type: int
  latest_only:
    description:
      - Whether only the latest version of each subject is returned.
    type: bool
    default: true
  deleted:
    description:
      - Whether softly deleted versions are returned too. The latest version of a subject may then be one of them.
    type: bool
    default: false
  guid:
    description:
      - Guid of a schema, which is the same for the same content in all contexts and registries. Returned once for each
        subject and version that has it. Excludes O(subject) and O(id).
      - The API's document has no look-up by guid, so all versions are read, of the subjects with O(subject_prefix)
        only.
    type: str
  schema:
    description:
      - A schema to look for, as text, or for Avro and JSON Schema also as a mapping or list in YAML. With O(subject)
        Schema Registry says which version it is, by what it is in this registry; what the subject's settings add to its
        metadata and rules is counted in. Without, all versions are read and compared, of the subjects with
        O(subject_prefix) only. Metadata and rules make no difference.
      - One of O(schema), O(schema_file), O(id) and O(guid) at most. Excludes O(version).
    type: raw
  schema_file:
    description:
      - File that holds the schema to look for. A relative path begins in the playbook's folder.
    type: path
  schema_type:
    description:
      - Format of the schema to look for.
    type: str
    choices: [AVRO, JSON, PROTOBUF]
    default: AVRO
  references:
    description:
      - The schemas that the schema to look for uses, as it was registered.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name under which the schema refers to the other.
        type: str
        required: true
      subject:
        description:
          - Subject of the other schema.
        type: str
        required: true
      version:
        description:
          - Version of the other schema in that subject. If not set, its latest version.
        type: int
  referenced_by:
    description:
      - Whether to tell what refers to each schema that is returned. It costs a request for each, and one for each that
        refers to it. With O(deleted) softly deleted ones are counted, too.
    type: bool
    default: false
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Role that the owner of the key needs. DeveloperRead on the subjects, or DataDiscovery, DataSteward or
    EnvironmentAdmin; other subjects are missing from the list.
seealso:
  - module: streamops.confluent.confluent_schema
  - module: streamops.confluent.confluent_schemas
  - module: streamops.confluent.confluent_subject_config_info
"""

EXAMPLES = r"""
---
- name: List the latest schema of every subject
  streamops.confluent.confluent_schema_info:
    environment: dev
  register: latest

- name: List all versions of the subjects of some topics
  streamops.confluent.confluent_schema_info:
    environment: dev
    subject_prefix: orders.
    latest_only: false

- name: Find out which version of a subject this schema is
  streamops.confluent.confluent_schema_info:
    environment: dev
    subject: orders.created-value
    schema: '"string"'

- name: Find the schema of an id that a record carries, and what refers to it
  streamops.confluent.confluent_schema_info:
    environment: dev
    id: 100001
    referenced_by: true

- name: List all versions of one subject, deleted ones too
  streamops.confluent.confluent_schema_info:
    environment: dev
    subject: orders.created-value
    latest_only: false
    deleted: true
"""

RETURN = r"""
---
schemas:
  description: The schemas. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
      description: The stated name, where that is an alias of RV(schemas[].subject).
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
    deleted:
      description: That the version is softly deleted.
      returned: for softly deleted versions
      type: bool
      sample: true
    guid:
      description: Its guid.
      returned: with O(guid)
      type: str
    referenced_by:
      description: The schemas that refer to it.
      returned: with O(referenced_by)
      type: list
      elements: dict
      contains:
        subject:
          description: Subject of the schema that refers to it.
          type: str
          sample: orders.cancelled-value
        version:
          description: Version of that schema.
          type: int
          sample: 1
        id:
          description: Id of that schema.
          type: int
          sample: 100007
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
from ..module_utils.kinds.schemas.finding import FindableSchema


def main() -> None:
    """Entry point."""
    run_info_module(FindableSchema)


if __name__ == "__main__":
    main()
