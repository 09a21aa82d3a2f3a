#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about Flink statements in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_statement.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_statement_info
short_description: Get information about Flink statements in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the Flink statements of an environment in a region, or finds one by its name, with their phases.
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
  name:
    description:
      - Only statements of exactly this name are returned.
    type: str
  compute_pool:
    description:
      - Only statements of this compute pool are returned, given by its name or id (V(lfcp-...)).
    type: str
  results_limit:
    description:
      - How many rows of the results are returned at most. V(0) reads none. Those of a query that has no end are not
        read.
      - Rows are those to which the changes lead that the service tells. Flink keeps results for a short time only.
    type: int
    default: 0
notes:
  - Uses a key made for Flink in the environment and region (O(flink_api_key) or O(flink_key_file)), and the control
    plane to find the endpoint, and ids by names. With O(flink_rest_endpoint), O(organization) and ids everywhere it is
    not asked.
seealso:
  - module: streamops.confluent.confluent_flink_statement
"""

EXAMPLES = r"""
---
- name: See which statements have failed
  streamops.confluent.confluent_flink_statement_info:
    environment: dev
    cloud: AWS
    region: eu-central-1
  register: statements

- name: Show them
  ansible.builtin.debug:
    msg: "{{ statements.flink_statements | selectattr('phase', 'eq', 'FAILED') | map(attribute='name') }}"
"""

RETURN = r"""
---
flink_statements:
  description: The statements. An empty list when there is none.
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
      sample: enriched-orders-v1
    statement:
      description: Its SQL text; the values of secret options in it are masked.
      type: str
      sample: INSERT INTO enriched_orders SELECT * FROM orders
    properties:
      description: Its properties without those that are secret.
      type: dict
      sample: {"sql.current-catalog": "dev", "sql.current-database": "orders"}
    compute_pool:
      description: Id of its compute pool.
      type: str
      sample: lfcp-4m2k7p
    principal:
      description: Id of what it runs as.
      type: str
      sample: sa-5k9d2w
    stopped:
      description: Whether it is stopped, or about to be.
      type: bool
      sample: false
    phase:
      description:
        C(PENDING), C(RUNNING), C(DEGRADED), C(COMPLETED), C(STOPPING), C(STOPPED), C(FAILING), C(FAILED) or
        C(DELETING); C(GONE) where it is not there any more and one of its successors is.
      type: str
      sample: RUNNING
    detail:
      description: What the service says of the phase; null without it.
      type: str
      sample: The statement runs
    sql_kind:
      description: What kind of statement it is, in the service's word.
      type: str
      sample: INSERT_INTO
    bounded:
      description: Whether its results have an end.
      type: bool
      sample: false
    latest_offsets:
      description: The last offsets that it has read, by topic; null where the service tells none.
      type: dict
      sample: {"orders": "partition:0,offset:100"}
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    stopped_by:
      description:
        C(user) where the service was asked to stop it, C(service) where it was not; null while it is not stopped.
      type: str
      sample: user
    results:
      description:
        With O(results_limit) what a bounded query gives, as C(columns) (names), C(rows) (by the names of columns) and
        C(truncated), whether there are more; otherwise null.
      type: dict
      sample: {"columns": ["status", "orders"], "rows": [{"status": "paid", "orders": "17"}], "truncated": false}
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
from ..module_utils.kinds.flink.statements import FlinkStatement


def main() -> None:
    """Entry point."""
    run_info_module(FlinkStatement)


if __name__ == "__main__":
    main()
