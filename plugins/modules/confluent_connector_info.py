#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connectors: documentation and one call. What it does is declared in module_utils/kinds."""

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
  - streamops.confluent.connection
  - streamops.confluent.attributes.info
  - streamops.confluent.scope.environment_required
  - streamops.confluent.scope.cluster
options:
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
    name:
      description: Its name.
      type: str
      sample: sample-orders
    id:
      description: Its id.
      type: str
      sample: lcc-8n3v6q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    cluster:
      description: Id of its cluster.
      type: str
      sample: lkc-7wq2n5
    type:
      description: Whether it is a C(source) or a C(sink).
      type: str
      sample: source
    status:
      description: Its state in the service's word.
      type: str
      sample: RUNNING
    tasks:
      description: State of each of its tasks.
      type: list
      elements: dict
      sample: [{"id": 0, "state": "RUNNING"}]
    config:
      description: Its settings, secrets masked.
      type: dict
      sample: {"connector.class": "DatagenSource", "kafka.topic": "orders.created"}
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 2
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    throttled_seconds:
      description: Seconds spent waiting before repetitions.
      type: float
      sample: 0.0
problems:
  description: Every reason why the task was refused before anything was written.
  returned: failure, when nothing was written
  type: list
  elements: str
  sample: ["there is no environment 'dve' that this credential can see (names are compared exactly)..."]
error:
  description: The answer of the service that made the task fail, as data.
  returned: failure, when the service refused or could not be reached
  type: dict
  contains:
    status:
      description: HTTP status; null when there was no answer.
      type: int
      sample: 403
    code:
      description: The service's own error code, where it gives one.
      type: str
      sample: "403"
    detail:
      description: The service's own words.
      type: str
      sample: Forbidden Access
    method:
      description: HTTP method of the request.
      type: str
      sample: GET
    path:
      description: Path of the request.
      type: str
      sample: /connect/v1/environments/env-3x7k9q/clusters/lkc-7wq2n5/connectors
    host:
      description: Host that was asked.
      type: str
      sample: api.confluent.cloud
    credential:
      description: Kind and id of the credential that was used, never its secret.
      type: str
      sample: Cloud API key ABCDEFGHIJKLMNOP
    request_id:
      description: The id to give to Confluent's support, where the service sends one.
      type: str
      sample: 5ab2b5f8-7c5b-4ee9-a1a5-ef8a7f6fd0f3
"""

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.connectors.kind import Connector


def main() -> None:
    """Entry point."""
    run_info_module(Connector)


if __name__ == "__main__":
    main()
