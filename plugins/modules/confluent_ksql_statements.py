#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many what ksqlDB statements make, on a ksqlDB cluster in Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/ksql_statement.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ksql_statements
short_description: Manage many what ksqlDB statements make, on a ksqlDB cluster in Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Has what ksqlDB statements make on a ksqlDB cluster, for a list of statements or files of statements.
  - Everything that the cluster holds is read by one request. Statements are carried out one after the other. What a
    statement reads is made before it, in whichever order the statements stand; what is dropped is dropped first, the
    last reader before what it reads.
  - With O(purge) streams and tables that no statement names are dropped, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
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
  ksql_statements:
    description:
      - The statements. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &ksql_statement
      sql:
        description:
          - One or more statements, divided by semicolons. Comments may stand between them.
          - CREATE OR REPLACE and IF NOT EXISTS are taken and mean nothing of their own, for C(on_change) says what is
            to be done.
          - An INSERT INTO ... SELECT without C(WITH (QUERY_ID='...')) is known by its text alone. When that changes,
            the query of the old text goes on beside the new one, until a TERMINATE names it. Where no answer to it
            comes, it is looked for during C(wait_timeout), and not carried out again.
          - Values of a connector that are secret by their name or by what they hold are shown nowhere.
        type: str
      file:
        description:
          - File with statements, in place of C(sql).
        type: path
      on_change:
        description:
          - What happens where something is there and differs from its statement.
          - V(fail) refuses. V(upgrade) changes it in place by CREATE OR REPLACE, which keeps its offsets and state, and
            fails where ksqlDB cannot do that. V(replace) does the same, and where ksqlDB cannot do it ends its query,
            drops it and makes it anew. V(keep) leaves it as it is, with a warning.
          - A warning says before anything is done, in check mode too, which queries, offsets and state would be lost.
          - The query of a change is judged by ksqlDB (EXPLAIN) first, unless it reads what the same task makes.
          - If not set, V(fail).
        type: str
        choices: [fail, upgrade, replace, keep]
      delete_topic:
        description:
          - Whether the topic of a stream or table that is dropped, or made anew, is deleted with its records, and its
            schema. DROP ... DELETE TOPIC means the same of one statement.
          - Otherwise topics stay.
          - A stream or table that is made of a topic is not made anew of it where the topic would be deleted, unless
            its statement has C(PARTITIONS), by which ksqlDB makes the topic anew.
          - If not set, V(false).
        type: bool
      streams_properties:
        description:
          - Properties that statements are carried out with, such as V(auto.offset.reset). They take the place of SET.
          - They count when something is made. They are not compared with those that something was made with.
        type: dict
      wait_timeout:
        description:
          - Seconds to wait at most until ksqlDB has carried a statement out.
          - If not set, V(120).
        type: int
      state:
        description:
          - V(present) has what the statements make, and removes what DROP and TERMINATE name.
          - V(absent) removes what the statements make, the last reader first. The module then is the way back from a
            file.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all statements that do not say otherwise.
    type: dict
    suboptions: *ksql_statement
  return_unchanged:
    description:
      - Whether the result holds also those statements that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Drops the streams and tables in the scope that no statement of O(ksql_statements) makes, and ends the queries
        that fill them. If not set, nothing is removed that is not named. Their topics stay.
      - What a statement of the task reads or writes is spared, and so is the processing log of ksqlDB.
      - Run it with C(--check --diff) first, which lists them.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin, in capitals unless they were quoted. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many statements may be deleted at most. If there are more, nothing is written and the task fails, naming
            them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
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
  - module: streamops.confluent.confluent_ksql_statement
  - module: streamops.confluent.confluent_ksql_statement_info
  - module: streamops.confluent.confluent_ksql_cluster
  - module: streamops.confluent.confluent_connector
  - name: ksqlDB statements
    description: What statements there are, and what can be changed in place.
    link: https://docs.confluent.io/platform/current/ksqldb/developer-guide/ksqldb-reference/overview.html
"""

EXAMPLES = r"""
---
- name: Have a stream and a table that reads it
  streamops.confluent.confluent_ksql_statements:
    environment: dev
    ksql_cluster: views
    defaults:
      on_change: replace
      streams_properties:
        auto.offset.reset: earliest
    ksql_statements:
      - sql: |
          CREATE TABLE totals AS
            SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer EMIT CHANGES
      - sql: |
          CREATE STREAM orders (id VARCHAR KEY, customer VARCHAR, amount BIGINT)
            WITH (kafka_topic='orders.created', value_format='JSON')

- name: Have no other stream or table whose name begins with OLD_
  streamops.confluent.confluent_ksql_statements:
    environment: dev
    ksql_cluster: views
    ksql_statements: []
    purge:
      name_prefix: OLD_
"""

RETURN = r"""
---
counts:
  description:
    How many statements were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode
    what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
ksql_statements:
  description:
    What happened to each object, in the order of O(ksql_statements) and of the statements in them, then those that
    O(purge) dropped, with C(operation) and C(changed), and where it failed C(failed), C(msg) and C(error); see
    R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The ksqlDB statement in words.
      type: str
      sample: stream ORDERS
    ksql_statement:
      description: The statement as M(streamops.confluent.confluent_ksql_statement) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"type": "stream", "name": "ORDERS", "sql": "CREATE STREAM ORDERS (ID STRING KEY) WITH (...)"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each statement that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.ksqldb.kind import KsqlStatement


def main() -> None:
    """Entry point."""
    run_plural_module(KsqlStatement)


if __name__ == "__main__":
    main()
