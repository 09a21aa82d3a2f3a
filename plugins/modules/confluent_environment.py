#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage environments in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/environment.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_environment
short_description: Manage environments in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames and deletes environments, with their Stream Governance package.
  - An environment holds Kafka clusters, networks and one Schema Registry. Schema Registry appears in it with its first
    Kafka cluster.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the environment. Unique by convention only, so a name that two environments carry is refused.
      - With O(id) it is the new name of that environment.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(env-...)) of an existing environment, in place of its name or to rename it.
    type: str
  stream_governance_package:
    description:
      - The Stream Governance package. It decides about the functions and limits of Schema Registry and Stream Catalog.
      - V(ESSENTIALS) can be changed to V(ADVANCED) later. The way back is refused.
      - If not set, the service chooses when it creates the environment, and later runs leave the package alone.
    type: str
    choices: [ESSENTIALS, ADVANCED]
  force:
    description:
      - Whether O(state=absent) may delete an environment that still holds anything, which are Kafka clusters, their
        connectors, ksqlDB clusters, Flink compute pools, networks, private link attachments and gateways. It has no
        other effect.
      - The service deletes everything in the environment with it, which cannot be undone. Without V(true) the task is
        refused and names what is in it. With V(true) a warning names it, in check mode too, and so does the difference
        (C(holds)).
      - An environment with a Kafka cluster that has C(deletion_protection) is not deleted even so. All such clusters
        are named.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the environment or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - >-
    Roles that the credential needs. To create: OrganizationAdmin. To change or delete: OrganizationAdmin, or
    EnvironmentAdmin of the environment. To see it: any role in it.
  - Deletion is recursive in the service. Kafka clusters with their data, connectors, schemas, networks and their API
    keys go with the environment. Schemas alone do not stop the deletion, and neither does what the credential cannot
    see.
  - The API answers 403, not 404, for an id that does not exist. The module looks names and ids up in the list of
    environments, so it reports what the credential cannot see as missing.
seealso:
  - module: streamops.confluent.confluent_environment_info
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_schema_registry_info
  - name: Predefined RBAC roles in Confluent Cloud
    description: What each role may do and on which level it can be bound.
    link: https://docs.confluent.io/cloud/current/security/access-control/rbac/predefined-rbac-roles.html
"""

EXAMPLES = r"""
---
- name: Create an environment
  streamops.confluent.confluent_environment:
    name: analytics
    stream_governance_package: ESSENTIALS
  register: analytics

- name: Move it to the larger package
  streamops.confluent.confluent_environment:
    name: analytics
    stream_governance_package: ADVANCED

- name: Rename it, by id
  streamops.confluent.confluent_environment:
    id: "{{ analytics.environment.id }}"
    name: analytics-emea

- name: Delete it; this is refused while it holds anything
  streamops.confluent.confluent_environment:
    name: analytics-emea
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
environment:
  description: The environment; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: analytics
    stream_governance_package:
      description: Its Stream Governance package.
      type: str
      sample: ESSENTIALS
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/environment=env-3x7k9q
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
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
from ..module_utils.kinds.organization import Environment


def main() -> None:
    """Entry point."""
    run_module(Environment)


if __name__ == "__main__":
    main()
