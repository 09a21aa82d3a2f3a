#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about Flink materialized tables in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_materialized_table.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_materialized_table_info
short_description: Get information about Flink materialized tables in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the materialized tables of an environment in a region, of one Kafka cluster or all, or finds one by its name.
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
      - Only tables of this Kafka cluster are returned, given by its name or id (V(lkc-...)).
    type: str
    aliases: [kafka_cluster]
  name:
    description:
      - Only tables of exactly this name are returned.
    type: str
notes:
  - Uses a key made for Flink in the environment and region (O(flink_api_key) or O(flink_key_file)), and the control
    plane to find the endpoint, and ids by names. With O(flink_rest_endpoint), O(organization) and ids everywhere it is
    not asked.
seealso:
  - module: streamops.confluent.confluent_flink_materialized_table
"""

EXAMPLES = r"""
---
- name: List the materialized tables of a cluster
  streamops.confluent.confluent_flink_materialized_table_info:
    environment: dev
    cloud: AWS
    region: eu-central-1
    cluster: orders
  register: tables
"""

RETURN = r"""
---
flink_materialized_tables:
  description: The tables. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.flink.materialized_tables import FlinkMaterializedTable


def main() -> None:
    """Entry point."""
    run_info_module(FlinkMaterializedTable)


if __name__ == "__main__":
    main()
