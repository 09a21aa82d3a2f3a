#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage catalog integrations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/catalog_integration.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_catalog_integration
short_description: Manage catalog integrations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, renames, resumes and deletes integrations with catalogs of other services, in which the tables are
    shown that Tableflow keeps of the topics of a Kafka cluster.
  - An integration of a form that this collection does not know yet is returned as C(other_form), as the service shows
    it.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
    required: true
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  name:
    description:
      - Name of the integration.
      - With O(id) it is the new name of that integration.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(tci-...)) of an existing integration, in place of its name or to rename it.
    type: str
  suspended:
    description:
      - V(false) resumes an integration that the service has suspended. Can be changed later. If not set, it is left
        alone.
      - V(true) is refused, for the service suspends by itself only.
    type: bool
  aws_glue:
    description:
      - A catalog of AWS Glue. One of O(aws_glue), O(snowflake) and O(unity) is needed for a creation, and they exclude
        each other. The choice is fixed at creation.
    type: dict
    suboptions:
      provider_integration:
        description:
          - Name or id (V(cspi-...)) of the provider integration by which Confluent gets into the account. Needed for a
            creation and fixed after it.
        type: str
        aliases: [provider_integration_id]
      custom_database:
        description:
          - Name of the database in AWS Glue, in place of the id of the cluster. Can be changed later. If not set, it is
            left alone.
        type: str
  snowflake:
    description:
      - A catalog of Snowflake Open Catalog. One of O(aws_glue), O(snowflake) and O(unity) is needed for a creation, and
        they exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      endpoint:
        description:
          - Endpoint of the catalog. Needed for a creation. Can be changed later.
        type: str
      client_id:
        description:
          - Client id of the connection. Needed for a creation. Can be changed later.
        type: str
      client_secret:
        description:
          - Client secret of the connection. See O(update_secrets). Needed for a creation. Can be changed later. The
            service takes it and never shows it.
        type: str
      warehouse:
        description:
          - Name of the warehouse. Needed for a creation. Can be changed later.
        type: str
      allowed_scope:
        description:
          - The scope that the connection may have. Needed for a creation. Can be changed later.
        type: str
      custom_namespace:
        description:
          - Name of the namespace in the catalog, in place of the id of the cluster. Can be changed later. If not set,
            it is left alone.
        type: str
  unity:
    description:
      - A catalog of Unity Catalog. One of O(aws_glue), O(snowflake) and O(unity) is needed for a creation, and they
        exclude each other. The choice is fixed at creation.
    type: dict
    suboptions:
      workspace_endpoint:
        description:
          - URL of the workspace of Databricks. Needed for a creation. Can be changed later.
        type: str
      catalog_name:
        description:
          - Name of the catalog. Needed for a creation. Can be changed later.
        type: str
      client_id:
        description:
          - OAuth client id. Needed for a creation. Can be changed later.
        type: str
      client_secret:
        description:
          - OAuth client secret. See O(update_secrets). Needed for a creation. Can be changed later. The service takes
            it and never shows it.
        type: str
      custom_schema:
        description:
          - Name of the schema in the catalog, in place of the id of the cluster. Can be changed later. If not set, it
            is left alone.
        type: str
  wait:
    description:
      - Whether to wait until a new integration is connected, or until a deleted one is gone.
      - An integration that the service suspends meanwhile is not waited for any longer.
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 1800
  fail_if_suspended:
    description:
      - Whether the task fails when the integration is suspended, in check mode too.
    type: bool
    default: false
  update_secrets:
    description:
      - When values are sent that the service takes and never shows. Because they cannot be read, a changed one cannot
        be noticed.
      - V(on_create) sends them with a creation, and along with other changes. V(always) sends them in every run, and
        reports a change every time.
    type: str
    choices: [on_create, always]
    default: on_create
  state:
    description:
      - V(present) creates the integration or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Tableflow (O(tableflow_api_key) or O(tableflow_key_file)), or the control plane's O(sts_token)
    or O(oauth_token). With ids of the environment and the cluster nothing else is asked; names are looked up on the
    control plane.
  - Roles that the credential needs. CloudClusterAdmin of the cluster, EnvironmentAdmin or OrganizationAdmin.
seealso:
  - module: streamops.confluent.confluent_catalog_integration_info
  - module: streamops.confluent.confluent_tableflow_topic
  - module: streamops.confluent.confluent_provider_integration
"""

EXAMPLES = r"""
---
- name: Show the tables in Snowflake Open Catalog
  streamops.confluent.confluent_catalog_integration:
    environment: dev
    cluster: orders
    name: lakehouse
    snowflake:
      endpoint: https://acme.snowflakecomputing.com/polaris/api/catalog
      client_id: tableflow
      client_secret: "{{ lookup('ansible.builtin.env', 'SNOWFLAKE_SECRET') | default('not-a-secret', true) }}"
      warehouse: orders
      allowed_scope: PRINCIPAL_ROLE:tableflow

- name: Send a new secret
  streamops.confluent.confluent_catalog_integration:
    environment: dev
    cluster: orders
    name: lakehouse
    snowflake:
      client_secret: "{{ lookup('ansible.builtin.env', 'SNOWFLAKE_SECRET') | default('another-secret', true) }}"
    update_secrets: always

- name: Delete it; the tables stay
  streamops.confluent.confluent_catalog_integration:
    environment: dev
    cluster: orders
    name: lakehouse
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
catalog_integration:
  description: The integration; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: tci-4g7n2w
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    cluster:
      description: Id of its Kafka cluster.
      type: str
      sample: lkc-5r8n2v
    name:
      description: Its name.
      type: str
      sample: lakehouse
    suspended:
      description: Whether the service has suspended it.
      type: bool
      sample: false
    aws_glue:
      description: A catalog of AWS Glue.
      type: dict
    snowflake:
      description: A catalog of Snowflake Open Catalog.
      type: dict
      sample: {"endpoint": "https://acme.snowflakecomputing.com", "client_id": "tableflow", "warehouse": "orders"}
    unity:
      description: A catalog of Unity Catalog.
      type: dict
    phase:
      description: State of provisioning.
      type: str
      sample: CONNECTED
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_message:
      description: What the service says about its error.
      type: str
    last_sync_at:
      description: When the catalog was last brought up to date.
      type: str
      sample: "2026-08-20T10:00:00Z"
    other_form:
      description: The part of it as the service shows it, where it has a form that this collection does not know.
      returned: where it has such a form
      type: dict
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the integration waits for somebody; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
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
from ..module_utils.kinds.tableflow import CatalogIntegration


def main() -> None:
    """Entry point."""
    run_module(CatalogIntegration)


if __name__ == "__main__":
    main()
