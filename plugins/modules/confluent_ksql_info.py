#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the software of a ksqlDB cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ksql.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ksql_info
short_description: Get information about the software of a ksqlDB cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Tells the version and the health of a ksqlDB cluster, and on request its functions, topics and properties.
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
  subsets:
    description:
      - What is told besides version and health. Everything named costs one further request together.
    type: list
    elements: str
    choices: [functions, topics, properties]
notes:
  - Uses a key made for the ksqlDB cluster (O(ksql_api_key) or O(ksql_key_file)), and the control plane only to find its
    endpoint, unless O(ksql_endpoint) is given.
  - Permission that the owner of the key needs. The role KsqlAdmin of the ksqlDB cluster.
  - The cluster's size and owner are told by M(streamops.confluent.confluent_ksql_cluster_info), its streams, tables and
    queries by M(streamops.confluent.confluent_ksql_statement_info).
seealso:
  - module: streamops.confluent.confluent_ksql_cluster
  - module: streamops.confluent.confluent_ksql_statement
"""

EXAMPLES = r"""
---
- name: See whether a ksqlDB cluster is healthy, and which functions it has
  streamops.confluent.confluent_ksql_info:
    environment: dev
    ksql_cluster: views
    subsets: [functions]
  register: ksql

- name: Stop where it is not
  ansible.builtin.assert:
    that: ksql.ksql_servers[0].healthy
"""

RETURN = r"""
---
ksql_servers:
  description: The servers. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    version:
      description: Version of ksqlDB.
      type: str
      sample: 0.29.0
    service_id:
      description: Its service id, with which the names of its topics and groups begin.
      type: str
      sample: pksqlc-00000
    kafka_cluster:
      description: Id of its Kafka cluster.
      type: str
      sample: lkc-7wq2n5
    status:
      description: What it says of its own state.
      type: str
      sample: RUNNING
    healthy:
      description: Whether it is healthy.
      type: bool
      sample: true
    unhealthy_parts:
      description: Which parts of it are not healthy.
      type: list
      elements: str
      sample: []
    functions:
      description: Its functions, each with C(name), C(type) and C(category); null when not asked for.
      type: list
      elements: dict
      sample: [{"name": "UCASE", "type": "SCALAR", "category": "STRING"}]
    topics:
      description: The topics that it sees, each with C(name) and C(partitions); null when not asked for.
      type: list
      elements: dict
      sample: [{"name": "orders.created", "partitions": 6}]
    properties:
      description: Its properties, with secrets left out; null when not asked for.
      type: dict
      sample: {"ksql.service.id": "pksqlc-00000"}
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
from ..module_utils.kinds.ksqldb.server_info import KsqlServer


def main() -> None:
    """Entry point."""
    run_info_module(KsqlServer)


if __name__ == "__main__":
    main()
