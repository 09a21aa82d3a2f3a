#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Flink statements in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_statement.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_statement
short_description: Manage Flink statements in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, stops, resumes and deletes SQL statements of Flink, and waits until they run, are completed or are stopped.
  - A statement is found by its name. Whether it runs can be changed, and its compute pool and principal while it is
    resumed. All else is fixed at creation; a changed statement takes a name of its own.
  - A statement that was completed is left as it is, so that what it did is not done twice. One that failed makes the
    task fail, with the reason and the exceptions that the service tells, and is kept until it is removed.
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
  name:
    description:
      - Name of the statement, unique in an environment and a region. Lower case letters, digits, C(-) and C(.), with a
        letter or a digit at both ends and beside each dot. At most 100 characters.
    type: str
    required: true
  statement:
    description:
      - The SQL text of one statement. C(SET) is none, it goes into O(properties); a set of statements (C(EXECUTE
        STATEMENT SET)) is one. At most 131072 characters. Needed for a creation and fixed after it.
      - Compared without comments, without the semicolon at its end, and however white space is written.
      - A secret in it (C('api-key' = '...')) is masked in results. It belongs into O(sensitive_properties).
    type: str
  properties:
    description:
      - Properties of the statement, such as V(sql.tables.initial-offset-from) with the name of the statement that it
        follows. Numbers and booleans may be written as such. A secret among them is refused. Fixed at creation.
      - Only those that are stated are compared.
    type: dict
  sensitive_properties:
    description:
      - Secret properties (V(sql.secrets.*)), which are sent with a creation. Never compared, for the service masks
        them, and never shown.
    type: dict
  compute_pool:
    description:
      - Name or id (V(lfcp-...)) of the compute pool. If not set, the service takes the default pool of the region, or
        leaves the pool as it is.
      - Can be changed together with O(stopped=false), when a stopped statement is resumed. That of a completed one is
        not compared.
      - If not set, the environment variable E(CONFLUENT_FLINK_COMPUTE_POOL) or E(FLINK_COMPUTE_POOL_ID) is used.
    type: str
  principal:
    description:
      - What the statement runs as, the name or id (V(sa-...)) of a service account, or the id of a user or an identity
        pool. If not set, the service takes the owner of the API key, or leaves it as it is.
      - What runs as a user is ended by the service after some hours, of which the task warns.
      - Can be changed together with O(stopped=false), when a stopped statement is resumed. That of a completed one is
        not compared.
      - If not set, the environment variable E(CONFLUENT_FLINK_PRINCIPAL) or E(FLINK_PRINCIPAL_ID) is used.
    type: str
  stopped:
    description:
      - V(true) stops the statement, V(false) resumes one that is stopped, by whomever. If not set, it is left as it is.
      - A new statement cannot be stopped, for the service starts it all the same; see O(create_stopped). A completed
        one counts as either.
    type: bool
  catalog:
    description:
      - Name or id of the environment in which tables are looked for, the property V(sql.current-catalog).
    type: str
  database:
    description:
      - Name or id of the Kafka cluster in which tables are looked for, the property V(sql.current-database).
    type: str
  create_stopped:
    description:
      - What happens where O(stopped=true) meets a statement that does not exist.
      - V(refuse) refuses it. V(accept_short_run) creates the statement and stops it at once; it works until then, so
        that it may read and write some records.
    type: str
    choices: [refuse, accept_short_run]
    default: refuse
  successors:
    description:
      - Names of statements that have taken the place of this one, or build on it. Where this one is not there and one
        of them is, it has done its work, and is not created once more.
      - The service removes statements that do not run after 30 days.
    type: list
    elements: str
  cleanup:
    description:
      - SQL that undoes what the statement did, such as C(DROP TABLE IF EXISTS orders), for O(state=absent). Deleting a
        statement undoes nothing by itself.
      - A statement that runs is stopped, then this is carried out by a statement of its own in the same catalog,
        database and compute pool, then the statement is deleted. Where it fails, the statement stays, stopped, so that
        a later run tries again.
    type: str
  results_limit:
    description:
      - How many rows of the results are returned at most. V(0) reads none. Those of a query that has no end are not
        read. At least 0.
      - Rows are those to which the changes lead that the service tells. Flink keeps results for a short time only.
    type: int
    default: 0
  wait:
    description:
      - Whether to wait until the statement is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same statement and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 21600
  state:
    description:
      - V(present) creates the statement or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Flink in the environment and region (O(flink_api_key) or O(flink_key_file)), and the control
    plane to find the endpoint, and ids by names. With O(flink_rest_endpoint), O(organization) and ids everywhere it is
    not asked.
  - Roles that the credential needs. FlinkDeveloper (own statements) or FlinkAdmin of the environment; Assigner on the
    O(principal); what the statement reads and writes is a matter of the principal's roles.
  - The key belongs to one environment and one region. To have a statement run as a service account, its owner needs the
    role Assigner on that account.
seealso:
  - module: streamops.confluent.confluent_flink_statement_info
  - module: streamops.confluent.confluent_flink_compute_pool
  - module: streamops.confluent.confluent_api_key
  - name: Flink SQL statements
    description: Their life cycle in Confluent Cloud.
    link: https://docs.confluent.io/cloud/current/flink/concepts/statements.html
"""

EXAMPLES = r"""
---
- name: Create a table
  streamops.confluent.confluent_flink_statement:
    environment: dev
    cloud: AWS
    region: eu-central-1
    compute_pool: enrichment
    name: create-enriched-orders
    statement: CREATE TABLE IF NOT EXISTS enriched_orders (id STRING, customer STRING)
    catalog: dev
    database: orders
    successors: [enriched-orders-v1, enriched-orders-v2]

- name: Fill it, as a service account
  streamops.confluent.confluent_flink_statement:
    environment: dev
    cloud: AWS
    region: eu-central-1
    compute_pool: enrichment
    principal: orders-service
    name: enriched-orders-v1
    statement: |
      INSERT INTO enriched_orders
      SELECT id, customer FROM orders
    catalog: dev
    database: orders

- name: Stop it
  streamops.confluent.confluent_flink_statement:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: enriched-orders-v1
    stopped: true
    successors: [enriched-orders-v2]

- name: Have another one go on where it was stopped
  streamops.confluent.confluent_flink_statement:
    environment: dev
    cloud: AWS
    region: eu-central-1
    compute_pool: enrichment
    principal: orders-service
    name: enriched-orders-v2
    statement: INSERT INTO enriched_orders SELECT id, UPPER(customer) FROM orders
    catalog: dev
    database: orders
    properties:
      sql.tables.initial-offset-from: enriched-orders-v1

- name: Delete it, and the table that it filled
  streamops.confluent.confluent_flink_statement:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: enriched-orders-v2
    state: absent
    cleanup: DROP TABLE IF EXISTS enriched_orders
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
flink_statement:
  description: The statement; null when it is absent. In check mode as far as it can be known.
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
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    - What you have to do next, where the statement waits for somebody; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - What to do about a statement that Flink has stopped by itself, or that does not run as it should; see R(Results,
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
from ..module_utils.kinds.flink.statements import FlinkStatement


def main() -> None:
    """Entry point."""
    run_module(FlinkStatement)


if __name__ == "__main__":
    main()
