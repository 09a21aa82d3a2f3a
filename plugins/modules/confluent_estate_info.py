#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organization holds, as the data that confluent_estate takes."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_estate_info
short_description: Read an environment of Confluent Cloud, or a whole organization, as data
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Reads what there is, and returns it as M(streamops.confluent.confluent_estate) takes it. Brought about by that, it
    changes nothing; brought about in an empty organization, and given what nobody can read, it makes the same.
  - Names are in the place of ids, and scopes in the place of CRNs. What the service has by itself is not in the data.
    Secrets are placeholders C(${NAME}), or are left out, and all of them are named.
  - What may not be read is a gap, with its reason, and never a failure of the whole.
  - M(streamops.confluent.confluent_estate_export) writes the same as an inventory.
extends_documentation_fragment:
  - streamops.confluent.export
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
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
seealso:
  - module: streamops.confluent.confluent_estate
  - module: streamops.confluent.confluent_estate_export
"""

EXAMPLES = r"""
---
- name: Read every environment of the organization
  streamops.confluent.confluent_estate_info:
  register: found

- name: Say what could not be read
  ansible.builtin.debug:
    var: found.gaps

- name: Read the accounts of an environment with their roles
  streamops.confluent.confluent_estate_info:
    environment: dev
    parts: [service_accounts, role_bindings]
  register: accounts
"""

RETURN = r"""
---
estates:
  description:
    Each environment as options of M(streamops.confluent.confluent_estate), in the order of their names. With
    O(organization) what belongs to the organization is in each, and of shared accounts the roles and keys that are of
    the environment.
  returned: success
  type: list
  elements: dict
  sample:
    - environment:
        name: shop
        stream_governance_package: ESSENTIALS
      clusters:
        - name: orders
          type: Standard
          availability: LOW
          cloud: AWS
          region: eu-central-1
          topics:
            - name: orders.placed
              partitions: 6
              config:
                retention.ms: 7d
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

from ..module_utils._estate.info import run_estate_info_module


def main() -> None:
    """Entry point."""
    run_estate_info_module()


if __name__ == "__main__":
    main()
