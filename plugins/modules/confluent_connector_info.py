#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about connectors of a Kafka cluster in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/connector.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connector_info
short_description: Get information about connectors of a Kafka cluster in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the connectors of a cluster, or gets one by name, with settings, state and tasks. One request, whatever their
    number.
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
      - Name of a connector. Only that one is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)), on which the Connect
    API lives.
  - Role that the credential needs. Operator on the cluster, or one that may change the connectors.
  - Secrets in the settings are shown as stars by the service.
seealso:
  - module: streamops.confluent.confluent_connector
  - module: streamops.confluent.confluent_connectors
"""

EXAMPLES = r"""
---
- name: List the connectors of a cluster with settings and state
  streamops.confluent.confluent_connector_info:
    environment: dev
    cluster: orders
  register: cluster_connectors

- name: Show those that do not run
  ansible.builtin.debug:
    msg: "{{ cluster_connectors.connectors | rejectattr('status', 'equalto', 'RUNNING') | map(attribute='name') }}"

- name: Get one by name
  streamops.confluent.confluent_connector_info:
    environment: dev
    cluster: orders
    name: sample-orders
"""

RETURN = r"""
---
connectors:
  description: The connectors. An empty list when there is none.
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
      sample: sample-orders
    config:
      description: Its settings, secrets masked.
      type: dict
      sample: {"connector.class": "DatagenSource", "kafka.topic": "orders.created"}
    status:
      description: Its state in the service's word.
      type: str
      sample: RUNNING
    id:
      description: Its id.
      type: str
      sample: lcc-8n3v6q
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    type:
      description: Whether it is a C(source) or a C(sink).
      type: str
      sample: source
    trace:
      description: What it says of its failure; null without one.
      type: str
    tasks:
      description: State of each of its tasks, and in C(msg) or C(trace) what it says of a failure.
      type: list
      elements: dict
      sample: [{"id": 0, "state": "RUNNING"}]
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
from ..module_utils.kinds.connectors.kind import Connector


def main() -> None:
    """Entry point."""
    run_info_module(Connector)


if __name__ == "__main__":
    main()
