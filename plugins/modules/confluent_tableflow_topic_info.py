#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about Tableflow topics in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/tableflow_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tableflow_topic_info
short_description: Get information about Tableflow topics in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists Tableflow topics, or finds one by name or id.
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
      - Only topics of exactly this name are returned.
    type: str
    aliases: [display_name, topic]
notes:
  - Uses a key made for Tableflow (O(tableflow_api_key) or O(tableflow_key_file)), or the control plane's O(sts_token)
    or O(oauth_token). With ids of the environment and the cluster nothing else is asked; names are looked up on the
    control plane.
seealso:
  - module: streamops.confluent.confluent_tableflow_topic
"""

EXAMPLES = r"""
---
- name: List the Tableflow topics of a cluster
  streamops.confluent.confluent_tableflow_topic_info:
    environment: dev
    cluster: orders
  register: tables

- name: Name those that stand still
  ansible.builtin.debug:
    msg: "{{ tables.tableflow_topics | selectattr('suspended') | map(attribute='name') }}"
"""

RETURN = r"""
---
tableflow_topics:
  description: The topics. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
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
      sample: orders.created
    table_formats:
      description: The formats of the table.
      type: list
      elements: str
      sample: ["ICEBERG"]
    retention_ms:
      description: How long, in milliseconds, snapshots (Iceberg) or versions (Delta) of the table are kept at most.
      type: int
      sample: 604800000
    data_retention_ms:
      description: How long, in milliseconds, data is kept in the table at most.
      type: int
    error_handling:
      description: What is done with a record that cannot be put into the table.
      type: dict
      sample: {"mode": "LOG", "target": "orders.bad"}
    metadata_column_naming_scheme:
      description:
        How Tableflow calls its own columns, V(DEFAULT) with C($$), V(PORTABLE) with C(cflt_metadata_), which more
        engines can query.
      type: str
      sample: DEFAULT
    suspended:
      description: Whether the service has suspended it.
      type: bool
      sample: false
    managed_storage:
      description: The table is kept in storage of Confluent.
      type: dict
      sample: {}
    byob_aws:
      description: The table is kept in a bucket of your own.
      type: dict
    azure_data_lake_storage_gen_2:
      description: The table is kept in a storage account of your own.
      type: dict
    phase:
      description: State of provisioning.
      type: str
      sample: RUNNING
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
    failing_table_formats:
      description: The formats that do not work, each as C(format) with its C(error_message).
      type: list
      elements: str
      sample: []
    catalog_sync_statuses:
      description:
        What the catalogs have of the table, each as C(catalog_integration_id), C(catalog_type), C(sync_status) and
        C(error_message).
      type: list
      elements: dict
      sample: [{"catalog_integration_id": "tci-4g7n2w", "catalog_type": "SNOWFLAKE", "sync_status": "SYNCED"}]
    write_mode:
      description: How the table is written.
      type: str
      sample: APPEND
    table_path:
      description: Where the table is.
      type: str
      sample: s3://tables/orders
    bucket_region:
      description: Region of the bucket.
      type: str
    storage_region:
      description: Region of the storage account.
      type: str
    enable_compaction:
      description: Whether its files are compacted.
      type: bool
      sample: true
    enable_partitioning:
      description: Whether it is partitioned.
      type: bool
      sample: true
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
from ..module_utils.kinds.tableflow import TableflowTopic


def main() -> None:
    """Entry point."""
    run_info_module(TableflowTopic)


if __name__ == "__main__":
    main()
