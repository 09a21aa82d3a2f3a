#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organization holds, written as an inventory."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_estate_export
short_description: Write what an environment of Confluent Cloud, or a whole organization, holds as an inventory
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Reads what there is, as M(streamops.confluent.confluent_estate_info) does, and writes it as an inventory for the
    roles of this collection, one host for each environment, variables by part, schemas as files by subject.
  - The file C(README.md) says what was left out, what could not be read, and which secrets have to be given.
  - Files are called by the letters, digits, dots and hyphens of the names from the service, and no two alike. What
    looks like a template in a text from the service is marked as none (C(!unsafe)).
  - Writes nothing to the service.
extends_documentation_fragment:
  - streamops.confluent.export
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  directory:
    description:
      - Where the files are written, V(inventory) with the variables, V(schemas) with a file for each subject, and
        V(README.md). It is made if it is not there.
    type: path
    required: true
  force:
    description:
      - Whether files that are there and say something else are overwritten. Otherwise nothing is written, and they are
        named. No file is ever deleted.
    type: bool
    default: false
notes:
  - Uses a Cloud API key (O(cloud_api_key) or O(cloud_key_file)) and the keys of the planes that are read,
    O(clusters), O(schema_registry_key_file), O(tableflow_key_file), O(flink_key_file) and O(ksql_key_file). What
    there is no key for is a gap.
  - Permissions that the owner of the key needs. MetricsViewer shows no more than names; for all of it
    OrganizationAdmin, for an environment EnvironmentAdmin; on data planes DeveloperRead on all topics and subjects,
    or the right to DESCRIBE and DESCRIBE_CONFIGS.
  - Thousands of objects are read by lists. Settings and modes of subjects, exporters, KEKs with their DEKs, cluster
    links, versions of plugins and contents of shares are in no list, and take a request each.
  - Earlier versions of schemas, role bindings and API keys of others than service accounts, and what cannot be in the
    data by its own rules are left out and named. Business metadata of entities is a gap, for Stream Catalog has no
    list of it. Settings of subjects that have no schemas are in no list either, and nobody sees that there are any.
  - Artifacts are looked for in the clouds and regions in which the environment has clusters or Flink compute pools,
    and Flink's statements, connections and tables in the regions of the pools.
  - Runs where the files are to be. Relative paths of key files are written down whole, and those below the home of
    whoever runs it begin with C(~).
seealso:
  - module: streamops.confluent.confluent_estate
  - module: streamops.confluent.confluent_estate_info
"""

EXAMPLES = r"""
---
- name: Write the environment as an inventory
  streamops.confluent.confluent_estate_export:
    environment: dev
    directory: "{{ lookup('ansible.builtin.env', 'HOME') }}/exported"
  register: exported

- name: Say what could not be read
  ansible.builtin.debug:
    var: exported.gaps
"""

RETURN = r"""
---
files:
  description: What became of the files, or would have in check mode.
  returned: success
  type: dict
  contains:
    created:
      description: Paths below the directory of files that were not there.
      type: list
      elements: str
      sample: [README.md, inventory/hosts.yml]
    overwritten:
      description: Paths of files that were there and said something else.
      type: list
      elements: str
      sample: []
    unchanged:
      description: How many were as they are to be.
      type: int
      sample: 0
diff:
  description: Each file that is written, with C(before_header), C(after_header), C(before) and C(after).
  returned: when something changes
  type: list
  elements: dict
objects:
  description: How many objects of each part there are, by environment.
  returned: success
  type: dict
  sample:
    shop:
      clusters: 1
      topics: 12
gaps:
  description: What could not be read, by part, and why.
  returned: success
  type: list
  elements: dict
  contains:
    part:
      description: The key of the part in the data.
      type: str
      sample: topics
    environment:
      description: The name of the environment, null of the organization.
      type: str
      sample: shop
    cluster:
      description: The name of the Kafka cluster, null outside of one.
      type: str
      sample: orders
    reason:
      description: Why.
      type: str
      sample: "no credential for Kafka: give kafka_api_key and kafka_api_secret"
left_out:
  description: What was read and is not in the data, as RV(gaps) with C(object), it in words.
  returned: success
  type: list
  elements: dict
  sample:
    - part: role_bindings
      environment: null
      cluster: null
      object: role binding of OrganizationAdmin to User:u-abc123 on crn://confluent.cloud/organization=9bb441c4
      reason: the data has roles of service accounts only
notes:
  description: What is in the data and is worth a look, as RV(left_out), such as an id where a name is not unique.
  returned: success
  type: list
  elements: dict
  sample: []
needed:
  description:
    What nobody can read and a run needs to make or change the object, as RV(left_out) with C(option), and with
    C(variable), the environment variable that the placeholder in the data names, null where the data has none.
  returned: success
  type: list
  elements: dict
  sample:
    - part: connectors
      environment: shop
      cluster: orders
      object: connector warehouse
      option: connection.password
      variable: WAREHOUSE_CONNECTION_PASSWORD
api:
  description:
    How many requests the task made, and how long it waited; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: always
  type: dict
problems:
  description:
    Every reason why the task was refused; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the task was refused
  type: list
  elements: str
error:
  description:
    The answer of the service that made the task fail, as C(status), C(code), C(detail), C(method), C(path), C(host),
    C(credential) and C(request_id); see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._estate.files import run_estate_export_module


def main() -> None:
    """Entry point."""
    run_estate_export_module()


if __name__ == "__main__":
    main()
