#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Tableflow topics in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/tableflow_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tableflow_topic
short_description: Manage Tableflow topics in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lets Tableflow keep a Kafka topic as a table, too, changes how it does that, resumes it, and ends it.
  - The Kafka topic has to be there, and stays when Tableflow ends.
  - Whether the table stands still is returned. After a bad record the service suspends a topic, unless
    O(error_handling) says otherwise, and the result then has a C(next_step).
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
      - Name of the Kafka topic.
    type: str
    required: true
    aliases: [display_name, topic]
  table_formats:
    description:
      - The formats of the table. The order of the entries does not matter. Known are V(ICEBERG) and V(DELTA). The
        service may know others, so another value is sent, with a warning. Can be changed later. If not set, it is left
        alone.
      - The list is the whole of it, so a format that is not in it is given up.
    type: list
    elements: str
  retention_ms:
    description:
      - How long, in milliseconds, snapshots (Iceberg) or versions (Delta) of the table are kept at most. At least
        86400000. Can be changed later. If not set, it is left alone.
    type: int
  data_retention_ms:
    description:
      - How long, in milliseconds, data is kept in the table at most. At least 2592000000. Can be changed later. If not
        set, it is left alone.
    type: int
  error_handling:
    description:
      - What is done with a record that cannot be put into the table. Can be changed later. If not set, it is left
        alone.
    type: dict
    suboptions:
      mode:
        description:
          - V(SUSPEND) stops at it, V(SKIP) leaves it out, V(LOG) writes it to another topic and goes on. Known are
            V(SUSPEND), V(SKIP) and V(LOG). The service may know others, so another value is sent, with a warning.
        type: str
        required: true
      target:
        description:
          - The topic for such records, of mode V(LOG) only. It is made if it is not there. The service's default is
            V(error_log). Can be changed later. If not set, it is left alone.
        type: str
  metadata_column_naming_scheme:
    description:
      - How Tableflow calls its own columns, V(DEFAULT) with C($$), V(PORTABLE) with C(cflt_metadata_), which more
        engines can query. Known are V(DEFAULT) and V(PORTABLE). The service may know others, so another value is sent,
        with a warning. Can be changed later. If not set, it is left alone.
    type: str
  suspended:
    description:
      - V(false) resumes a topic that the service has suspended. Can be changed later. If not set, it is left alone.
      - V(true) is refused, for the service suspends by itself only.
    type: bool
  managed_storage:
    description:
      - The table is kept in storage of Confluent. It has no options, so write V({}). One of O(managed_storage),
        O(byob_aws) and O(azure_data_lake_storage_gen_2) is needed for a creation, and they exclude each other. The
        choice is fixed at creation.
    type: dict
  byob_aws:
    description:
      - The table is kept in a bucket of your own. One of O(managed_storage), O(byob_aws) and
        O(azure_data_lake_storage_gen_2) is needed for a creation, and they exclude each other. The choice is fixed at
        creation.
    type: dict
    suboptions:
      bucket_name:
        description:
          - Name of the bucket. Needed for a creation and fixed after it.
        type: str
      provider_integration:
        description:
          - Name or id (V(cspi-...)) of the provider integration by which Confluent writes there. Needed for a creation
            and fixed after it.
        type: str
        aliases: [provider_integration_id]
  azure_data_lake_storage_gen_2:
    description:
      - The table is kept in a storage account of your own. One of O(managed_storage), O(byob_aws) and
        O(azure_data_lake_storage_gen_2) is needed for a creation, and they exclude each other. The choice is fixed at
        creation.
    type: dict
    suboptions:
      storage_account_name:
        description:
          - Name of the storage account. Needed for a creation and fixed after it.
        type: str
      container_name:
        description:
          - Name of the container. Needed for a creation and fixed after it.
        type: str
      provider_integration:
        description:
          - Name or id (V(cspi-...)) of the provider integration, of the second version, by which Confluent writes
            there. Needed for a creation and fixed after it.
        type: str
        aliases: [provider_integration_id]
  wait:
    description:
      - Whether to wait until Tableflow is set up for a new topic, or until it has ended for one that is deleted.
      - A topic that the service suspends meanwhile is not waited for any longer.
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 1800
  fail_if_suspended:
    description:
      - Whether the task fails when the topic is suspended, in check mode too.
    type: bool
    default: false
  state:
    description:
      - V(present) creates the topic or changes it to match, and leaves alone what is not stated.
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
  - module: streamops.confluent.confluent_tableflow_topic_info
  - module: streamops.confluent.confluent_catalog_integration
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_provider_integration
"""

EXAMPLES = r"""
---
- name: Keep a topic as a table of Iceberg, and bad records in a topic of their own
  streamops.confluent.confluent_tableflow_topic:
    environment: dev
    cluster: orders
    name: orders.created
    managed_storage: {}
    error_handling:
      mode: LOG
      target: orders.bad

- name: Keep it as Delta, too, and fail if the table stands still
  streamops.confluent.confluent_tableflow_topic:
    environment: dev
    cluster: orders
    name: orders.created
    table_formats: [ICEBERG, DELTA]
    wait: true
    fail_if_suspended: true

- name: End it; the topic stays
  streamops.confluent.confluent_tableflow_topic:
    environment: dev
    cluster: orders
    name: orders.created
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
tableflow_topic:
  description: The topic; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the topic waits for somebody; see R(Results,
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
from ..module_utils.kinds.tableflow import TableflowTopic


def main() -> None:
    """Entry point."""
    run_module(TableflowTopic)


if __name__ == "__main__":
    main()
