#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage business metadata in the Stream Catalog of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/business_metadata.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_business_metadata
short_description: Manage business metadata in the Stream Catalog of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes business metadata, sets of attributes such as a team and its e-mail address, of which
    topics, schemas and other entities of the catalog can be given values with
    M(streamops.confluent.confluent_business_metadata_binding).
  - The service only ever adds attributes to business metadata. One that is not stated stays, and to lose it the whole
    has to be deleted and created anew, with the values of all entities.
  - The catalog lists new business metadata late. The module waits until it does, for a minute at most, so that the next
    task finds it.
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
      - Name of the business metadata. Has to match V([a-zA-Z][a-zA-Z0-9_ ]*) as a whole.
    type: str
    required: true
  description:
    description:
      - What the business metadata is for. Can be changed later. If not set, it is left alone.
    type: str
  attributes:
    description:
      - The attributes, told apart by their names; their order does not matter. Can be changed later. If not set, it is
        left alone.
      - What is not stated of an attribute that is there is left alone.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the attribute.
        type: str
        required: true
      type:
        description:
          - Type of its values, V(string) for a new attribute that says nothing else. Fixed at creation.
        type: str
      description:
        description:
          - What the attribute says. Can be changed later. If not set, it is left alone.
        type: str
      optional:
        description:
          - Whether an entity can do without it. Of a new attribute V(false), if not set. Can be changed later. If not
            set, it is left alone.
        type: bool
      default_value:
        description:
          - The value that an entity has where none is given. Can be changed later. If not set, it is left alone.
        type: str
  state:
    description:
      - V(present) creates the business metadata or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
  - Roles that the credential needs. DataSteward; to read, DataDiscovery.
  - Business metadata need the Stream Governance package ADVANCED (O(ignore:stream_governance_package) of
    M(streamops.confluent.confluent_environment)). With another one the service denies them as if a role was missing,
    and the message says which package the environment has.
  - Business metadata that an entity carries are not deleted by the service.
seealso:
  - module: streamops.confluent.confluent_business_metadata_info
  - module: streamops.confluent.confluent_business_metadata_binding
  - module: streamops.confluent.confluent_tag
  - module: streamops.confluent.confluent_environment
  - name: Business metadata in Stream Catalog
    description: What they are, and who may do what.
    link: https://docs.confluent.io/cloud/current/stream-governance/stream-catalog.html
"""

EXAMPLES = r"""
---
- name: Have business metadata that say who owns data
  streamops.confluent.confluent_business_metadata:
    environment: dev
    name: Ownership
    description: Who answers for the data
    attributes:
      - name: team
      - name: mail
        description: Where to write to
        optional: true

- name: Add an attribute
  streamops.confluent.confluent_business_metadata:
    environment: dev
    name: Ownership
    attributes:
      - name: cost_center
        optional: true

- name: Delete them
  streamops.confluent.confluent_business_metadata:
    environment: dev
    name: Ownership
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
business_metadata:
  description: The business metadata; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: Ownership
    description:
      description: What the business metadata is for.
      type: str
      sample: Who answers for the data
    attributes:
      description: The attributes, told apart by their names; their order does not matter.
      type: list
      elements: dict
      sample: [{"name": "team", "type": "string", "description": "The team", "optional": false, "default_value": null}]
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
from ..module_utils.kinds.stream_catalog.definitions import BusinessMetadata


def main() -> None:
    """Entry point."""
    run_module(BusinessMetadata)


if __name__ == "__main__":
    main()
