#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Flink materialized tables in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_materialized_table.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_materialized_table
short_description: Manage Flink materialized tables in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, stops, resumes and deletes materialized tables of Flink, each a topic and the query that fills it,
    and waits until the query runs or is stopped.
  - A table is found by its name in a Kafka cluster, which is its database. The service writes the query in its own way,
    so the stated one is compared with it by its meaning, and what the service fills in is no difference.
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
  cloud:
    description:
      - Cloud provider of the region. Needed unless O(flink_rest_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_FLINK_CLOUD) is used.
    type: str
  region:
    description:
      - Region of Flink, for example V(eu-central-1). Needed unless O(flink_rest_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_FLINK_REGION) is used.
    type: str
  private:
    description:
      - Whether the region is reached by its private endpoint. Where there are several, give O(flink_rest_endpoint).
    type: bool
    default: false
  organization:
    description:
      - Id of the organization. If not set, it is looked up on the control plane.
      - If not set, the environment variable E(CONFLUENT_ORGANIZATION_ID) is used.
    type: str
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster, which is the table's database.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  name:
    description:
      - Name of the table, unique in a Kafka cluster. At most 249 characters. Has to match
        V((?!\\.{1,2}$\)[a-zA-Z0-9._-]+) as a whole.
    type: str
    required: true
  query:
    description:
      - The query that fills the table, usually a C(SELECT). At most 131072 characters. Needed for a creation. Can be
        changed later.
      - Compared without regard to white space, comments, the case of keywords, synonyms of types, and brackets that
        change nothing. Names keep their case.
      - A new query is a new version of the table. Where it begins to read is the service's decision, of which the task
        warns.
    type: str
  compute_pool:
    description:
      - Name or id (V(lfcp-...)) of the compute pool. If not set, the service takes the default pool of the region. Can
        be changed later. If not set, it is left alone.
      - If not set, the environment variable E(CONFLUENT_FLINK_COMPUTE_POOL) or E(FLINK_COMPUTE_POOL_ID) is used.
    type: str
  principal:
    description:
      - What the query runs as, the name or id (V(sa-...)) of a service account, or the id of a user or an identity
        pool. If not set, the service takes the owner of the API key. Can be changed later. If not set, it is left
        alone.
      - What runs as a user is ended by the service after some hours, of which the task warns.
      - If not set, the environment variable E(CONFLUENT_FLINK_PRINCIPAL) or E(FLINK_PRINCIPAL_ID) is used.
    type: str
  stopped:
    description:
      - V(true) has the query stopped, V(false) has it run. Can be changed later. If not set, it is left alone.
    type: bool
  columns:
    description:
      - The columns, all of them. If not set, the service takes those of the query. Can be changed later. If not set, it
        is left alone.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the column. Needed for a creation. Can be changed later.
        type: str
      type:
        description:
          - Its type, as the API has it, such as C(type) V(BIGINT) with C(nullable) V(false). Needed for a creation. Can
            be changed later.
        type: dict
      kind:
        description:
          - V(Physical), V(Metadata) of a record, or V(Computed) of other columns. Needed for a creation. Can be changed
            later.
        type: str
        choices: [Physical, Metadata, Computed]
      comment:
        description:
          - Free text. Can be changed later. If not set, it is left alone.
        type: str
      metadata_key:
        description:
          - The metadata that it shows, for V(Metadata). Can be changed later. If not set, it is left alone.
        type: str
      expression:
        description:
          - How it is computed, for V(Computed). Can be changed later. If not set, it is left alone.
        type: str
      virtual:
        description:
          - Whether a V(Metadata) column is read only. Can be changed later. If not set, it is left alone.
        type: bool
  watermark:
    description:
      - The watermark of the table. Can be changed later. If not set, it is left alone.
    type: dict
    suboptions:
      column:
        description:
          - The column that has the time. Needed for a creation. Can be changed later.
        type: str
      expression:
        description:
          - How the watermark follows from it. Needed for a creation. Can be changed later.
        type: str
  constraints:
    description:
      - The constraints of the table, all of them. Can be changed later. If not set, it is left alone.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the constraint. Can be changed later. If not set, it is left alone.
        type: str
      type:
        description:
          - What it is. Known are V(PRIMARY_KEY). The service may know others, so another value is sent, with a warning.
            Needed for a creation. Can be changed later.
        type: str
      columns:
        description:
          - The columns that it is of. Needed for a creation. Can be changed later.
        type: list
        elements: str
      enforced:
        description:
          - Whether it is enforced. Can be changed later. If not set, it is left alone.
        type: bool
  table_options:
    description:
      - Settings of the table, as after C(WITH). Only those that are stated are compared. Can be changed later. If not
        set, it is left alone.
    type: dict
  session_options:
    description:
      - Settings for its creation, as by C(SET). Only those that are stated are compared. Fixed at creation.
    type: dict
  distribution:
    description:
      - How rows are spread. Fixed at creation.
    type: dict
    suboptions:
      kind:
        description:
          - In which way. Known are V(HASH). The service may know others, so another value is sent, with a warning.
            Needed for a creation. Can be changed later.
        type: str
      keys:
        description:
          - By which columns. Can be changed later. If not set, it is left alone.
        type: list
        elements: str
      bucket_count:
        description:
          - Over how many buckets. At least 1. Can be changed later. If not set, it is left alone.
        type: int
  wait:
    description:
      - Whether to wait until the table is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same table and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 21600
  state:
    description:
      - V(present) creates the table or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Flink in the environment and region (O(flink_api_key) or O(flink_key_file)), and the control
    plane to find the endpoint, and ids by names. With O(flink_rest_endpoint), O(organization) and ids everywhere it is
    not asked.
  - Roles that the credential needs. FlinkDeveloper or FlinkAdmin of the environment; Assigner on the O(principal); what
    the query reads and writes is a matter of the principal's roles.
seealso:
  - module: streamops.confluent.confluent_flink_materialized_table_info
  - module: streamops.confluent.confluent_flink_statement
  - module: streamops.confluent.confluent_flink_compute_pool
"""

EXAMPLES = r"""
---
- name: Keep a table of orders of high value
  streamops.confluent.confluent_flink_materialized_table:
    environment: dev
    cloud: AWS
    region: eu-central-1
    cluster: orders
    compute_pool: enrichment
    principal: orders-service
    name: high-value-orders
    query: |
      SELECT id, price
      FROM orders
      WHERE price > 1000

- name: Give it another query
  streamops.confluent.confluent_flink_materialized_table:
    environment: dev
    cloud: AWS
    region: eu-central-1
    cluster: orders
    name: high-value-orders
    query: SELECT id, price FROM orders WHERE price > 2000

- name: Stop it
  streamops.confluent.confluent_flink_materialized_table:
    environment: dev
    cloud: AWS
    region: eu-central-1
    cluster: orders
    name: high-value-orders
    stopped: true

- name: Delete it
  streamops.confluent.confluent_flink_materialized_table:
    environment: dev
    cloud: AWS
    region: eu-central-1
    cluster: orders
    name: high-value-orders
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
flink_materialized_table:
  description: The table; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: high-value-orders
    query:
      description: Its query as the service writes it.
      type: str
      sample: SELECT id, price FROM `orders` WHERE (price > 1000)
    compute_pool:
      description: Id of its compute pool.
      type: str
      sample: lfcp-4m2k7p
    principal:
      description: Id of what its query runs as.
      type: str
      sample: sa-5k9d2w
    stopped:
      description: Whether its query is stopped, or about to be.
      type: bool
      sample: false
    columns:
      description: Its columns, those that the service inferred, too.
      type: list
      elements: dict
      sample: [{"name": "id", "type": {"type": "VARCHAR", "nullable": true, "length": 2147483647}, "kind": "Physical"}]
    watermark:
      description: The watermark of the table.
      type: dict
      sample: {"column": "created_at", "expression": "created_at - INTERVAL '5' SECOND"}
    constraints:
      description: The constraints of the table, all of them.
      type: list
      elements: dict
      sample: []
    table_options:
      description: Its settings, those that the service filled in, too; without secret ones.
      type: dict
      sample: {"scan.startup.mode": "earliest-offset"}
    session_options:
      description: Settings for its creation, as by C(SET).
      type: dict
      sample: {}
    distribution:
      description: How its rows are spread.
      type: dict
      sample: {"kind": "HASH", "keys": ["id"], "bucket_count": 6}
    phase:
      description:
        C(CREATING), C(PENDING), C(RUNNING), C(DEGRADED), C(ALTERING), C(STOPPING), C(STOPPED), C(COMPLETED),
        C(FAILING), C(FAILED) or C(DELETING).
      type: str
      sample: RUNNING
    detail:
      description: What the service says of the phase; null without it.
      type: str
      sample: The query runs
    version:
      description: The version that is at work.
      type: int
      sample: 1
    latest_version:
      description: The version that was sent last.
      type: int
      sample: 1
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    cluster:
      description: Id of its Kafka cluster.
      type: str
      sample: lkc-8m2d4r
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    - What you have to do next, where the table waits for somebody; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - What to do about a query that Flink has stopped by itself, or that does not run as it should; see R(Results,
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
from ..module_utils.kinds.flink.materialized_tables import FlinkMaterializedTable


def main() -> None:
    """Entry point."""
    run_module(FlinkMaterializedTable)


if __name__ == "__main__":
    main()
