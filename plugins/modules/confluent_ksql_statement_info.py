#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about what ksqlDB statements make, on a ksqlDB cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ksql_statement.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ksql_statement_info
short_description: Get information about what ksqlDB statements make, on a ksqlDB cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists what a ksqlDB cluster holds, streams, tables, types and persistent queries, with the statements that made
    them.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
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
  name:
    description:
      - Only what has exactly this name. Names are in capitals unless they were quoted.
    type: str
  type:
    description:
      - Only what is of this kind.
    type: str
    choices: [stream, table, type, connector, query]
  connectors:
    description:
      - Whether connectors are listed too, which a cluster without them may refuse to tell.
    type: bool
    default: false
notes:
  - Uses a key made for the ksqlDB cluster (O(ksql_api_key) or O(ksql_key_file)), and the control plane only to find its
    endpoint, unless O(ksql_endpoint) is given.
seealso:
  - module: streamops.confluent.confluent_ksql_statement
  - module: streamops.confluent.confluent_ksql_statements
"""

EXAMPLES = r"""
---
- name: List what a ksqlDB cluster holds
  streamops.confluent.confluent_ksql_statement_info:
    environment: dev
    ksql_cluster: views
  register: held

- name: List its queries
  streamops.confluent.confluent_ksql_statement_info:
    environment: dev
    ksql_cluster: views
    type: query
"""

RETURN = r"""
---
ksql_statements:
  description: The statements. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.ksqldb.kind import KsqlStatement


def main() -> None:
    """Entry point."""
    run_info_module(KsqlStatement)


if __name__ == "__main__":
    main()
