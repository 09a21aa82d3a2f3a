#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage what ksqlDB statements make, on a ksqlDB cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ksql_statement.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ksql_statement
short_description: Manage what ksqlDB statements make, on a ksqlDB cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Has what ksqlDB statements make on a ksqlDB cluster. CREATE STREAM, TABLE, TYPE and CONNECTOR, CREATE ... AS SELECT,
    and INSERT INTO ... SELECT are compared with what is there, and carried out where it is not. DROP and TERMINATE
    remove what is there.
  - What a statement reads is made before it, in whichever order the statements stand, and removed after it.
  - ksqlDB keeps statements in words of its own (names in capitals, a topic, formats, an alias for every column). So the
    meaning of two statements is compared, and only what is stated. What ksqlDB adds, inferred columns for example, is
    no difference. A timestamp, a window or a delimiter in WITH that is no longer stated is one.
  - Statements that run once or only tell something are refused before anything is written. SELECT, PRINT, INSERT INTO
    ... VALUES, SET, ALTER and others are.
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless O(ksql_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  ksql_cluster:
    description:
      - Name or id (V(lksqlc-...)) of the ksqlDB cluster.
      - Needed unless O(ksql_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_KSQL_CLUSTER) is used.
    type: str
  sql:
    description:
      - One or more statements, divided by semicolons. Comments may stand between them.
      - CREATE OR REPLACE and IF NOT EXISTS are taken and mean nothing of their own, for O(on_change) says what is to be
        done.
      - An INSERT INTO ... SELECT without C(WITH (QUERY_ID='...')) is known by its text alone. When that changes, the
        query of the old text goes on beside the new one, until a TERMINATE names it. Where no answer to it comes, it is
        looked for during O(wait_timeout), and not carried out again.
      - Values of a connector that are secret by their name or by what they hold are shown nowhere.
    type: str
  file:
    description:
      - File with statements, in place of O(sql).
    type: path
  on_change:
    description:
      - What happens where something is there and differs from its statement.
      - V(fail) refuses. V(upgrade) changes it in place by CREATE OR REPLACE, which keeps its offsets and state, and
        fails where ksqlDB cannot do that. V(replace) does the same, and where ksqlDB cannot do it ends its query, drops
        it and makes it anew. V(keep) leaves it as it is, with a warning.
      - A warning says before anything is done, in check mode too, which queries, offsets and state would be lost.
      - The query of a change is judged by ksqlDB (EXPLAIN) first, unless it reads what the same task makes.
    type: str
    choices: [fail, upgrade, replace, keep]
    default: fail
  delete_topic:
    description:
      - Whether the topic of a stream or table that is dropped, or made anew, is deleted with its records, and its
        schema. DROP ... DELETE TOPIC means the same of one statement.
      - Otherwise topics stay.
      - A stream or table that is made of a topic is not made anew of it where the topic would be deleted, unless its
        statement has C(PARTITIONS), by which ksqlDB makes the topic anew.
    type: bool
    default: false
  streams_properties:
    description:
      - Properties that statements are carried out with, such as V(auto.offset.reset). They take the place of SET.
      - They count when something is made. They are not compared with those that something was made with.
    type: dict
  wait_timeout:
    description:
      - Seconds to wait at most until ksqlDB has carried a statement out.
    type: int
    default: 120
  state:
    description:
      - V(present) has what the statements make, and removes what DROP and TERMINATE name.
      - V(absent) removes what the statements make, the last reader first. The module then is the way back from a file.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for the ksqlDB cluster (O(ksql_api_key) or O(ksql_key_file)), and the control plane only to find its
    endpoint, unless O(ksql_endpoint) is given.
  - Roles that the credential needs. KsqlAdmin of the ksqlDB cluster.
  - Permission that the owner of the key needs. The role KsqlAdmin of the ksqlDB cluster. Topics are made and read with
    the rights of the identity that the cluster works as.
  - A query that comes with a stream or table is not ended by itself where that is dropped. The module ends it first,
    for older versions of ksqlDB do not.
  - Of a connector ksqlDB shows its class and whether it is a source or a sink, so other settings are not compared. Use
    M(streamops.confluent.confluent_connector) for what has to follow its settings.
  - Names without quotes are in capitals in ksqlDB. In backticks they are as they are written.
seealso:
  - module: streamops.confluent.confluent_ksql_statements
  - module: streamops.confluent.confluent_ksql_statement_info
  - module: streamops.confluent.confluent_ksql_cluster
  - module: streamops.confluent.confluent_connector
  - name: ksqlDB statements
    description: What statements there are, and what can be changed in place.
    link: https://docs.confluent.io/platform/current/ksqldb/developer-guide/ksqldb-reference/overview.html
"""

EXAMPLES = r"""
---
- name: Have a stream on a topic, and a table of what customers have ordered
  streamops.confluent.confluent_ksql_statement:
    environment: dev
    ksql_cluster: views
    sql: |
      CREATE STREAM orders (id VARCHAR KEY, customer VARCHAR, amount BIGINT)
        WITH (kafka_topic='orders.created', value_format='JSON');

      CREATE TABLE totals AS
        SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer EMIT CHANGES;
    streams_properties:
      auto.offset.reset: earliest

- name: Count them too, in place or anew
  streamops.confluent.confluent_ksql_statement:
    environment: dev
    ksql_cluster: views
    sql: |
      CREATE TABLE totals AS
        SELECT customer, SUM(amount) AS total, COUNT(*) AS orders FROM orders GROUP BY customer EMIT CHANGES;
    on_change: replace

- name: Remove the table with its topic
  streamops.confluent.confluent_ksql_statement:
    environment: dev
    ksql_cluster: views
    sql: DROP TABLE totals DELETE TOPIC
"""

RETURN = r"""
---
operation:
  description:
    - C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
    - What was done to any of the objects; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success
  type: str
  sample: created
ksql_statement:
  description:
    What the statement has made; null when it is absent, and with several statements or one that removes. In check mode
    as far as it can be known.
  returned: success
  type: dict
  contains:
    sql:
      description: The statement that made it, as ksqlDB keeps it, with secrets left out.
      type: str
      sample: CREATE TABLE TOTALS WITH (KAFKA_TOPIC='pksqlc-00000TOTALS', ...) AS SELECT ...
    type:
      description: What it is, C(stream), C(table), C(type), C(connector) or C(query).
      type: str
      sample: table
    name:
      description: Its name; of a query its id.
      type: str
      sample: TOTALS
    topic:
      description: Its topic.
      type: str
      sample: pksqlc-00000TOTALS
    key_format:
      description: Format of its keys.
      type: str
      sample: KAFKA
    value_format:
      description: Format of its values.
      type: str
      sample: JSON
    windowed:
      description: Whether it is windowed.
      type: bool
      sample: false
    columns:
      description: Its columns, each with C(name), C(type) and C(key) (V(KEY) for a key).
      type: list
      elements: dict
      sample: [{"name": "CUSTOMER", "type": "STRING", "key": "KEY"}, {"name": "TOTAL", "type": "BIGINT", "key": null}]
    written_by:
      description: Ids of the queries that write it.
      type: list
      elements: str
      sample: ["CTAS_TOTALS_5"]
    read_by:
      description: Ids of the queries that read it.
      type: list
      elements: str
      sample: []
    sinks:
      description: Of a query, the streams and tables that it writes.
      type: list
      elements: str
      sample: ["LARGE"]
    state:
      description: Of a query or a connector, its state; of a stream or table, that of the query that came with it.
      type: str
      sample: RUNNING
ksql_statements:
  description: What the statements have made, one for each; each as RV(ksql_statement).
  returned: when there are several statements, O(file) is given, or a statement removes
  type: list
  elements: dict
  sample: [{"type": "stream", "name": "ORDERS", "sql": "CREATE STREAM ORDERS (ID STRING KEY) WITH (...)"}]
diff:
  description:
    - What changed, or in check mode would change, as C(before) and C(after). Only fields that differ; secrets are
      masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
    - With several statements a list of them; see R(Results, ansible_collections.streamops.confluent.docsite.results).
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
from ..module_utils.kinds.ksqldb.kind import KsqlStatement


def main() -> None:
    """Entry point."""
    run_module(KsqlStatement)


if __name__ == "__main__":
    main()
