#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about catalog integrations in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/catalog_integration.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_catalog_integration_info
short_description: Get information about catalog integrations in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists catalog integrations, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
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
      - Only integrations of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the integration with this id (V(tci-...)) is returned.
    type: str
notes:
  - Uses a key made for Tableflow (O(tableflow_api_key) or O(tableflow_key_file)), or the control plane's O(sts_token)
    or O(oauth_token). With ids of the environment and the cluster nothing else is asked; names are looked up on the
    control plane.
seealso:
  - module: streamops.confluent.confluent_catalog_integration
"""

EXAMPLES = r"""
---
- name: List the catalog integrations of a cluster
  streamops.confluent.confluent_catalog_integration_info:
    environment: dev
    cluster: orders
  register: catalogs
"""

RETURN = r"""
---
catalog_integrations:
  description: The integrations. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.tableflow import CatalogIntegration


def main() -> None:
    """Entry point."""
    run_info_module(CatalogIntegration)


if __name__ == "__main__":
    main()
