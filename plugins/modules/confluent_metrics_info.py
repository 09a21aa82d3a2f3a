#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about metrics of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/metrics.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_metrics_info
short_description: Get information about metrics of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets the values of a metric over time from the metrics service, by what they are grouped by, such as the lag of all
    consumer groups of a cluster by one query.
  - Without O(metric), tells which metrics there are.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment. Needed to find O(clusters) by name.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  metric:
    description:
      - Name of the metric, such as V(io.confluent.kafka.server/received_bytes). What stands before the slash can be
        left out where it is this.
      - If not set, no values are returned, and in RV(descriptors) the metrics of O(resource_type).
    type: str
  clusters:
    description:
      - Names or ids (V(lkc-...)) of Kafka clusters. Only what belongs to them is returned.
    type: list
    elements: str
  resource_type:
    description:
      - Of which type the resources in O(resource_ids) are.
    type: str
    default: kafka
  resource_ids:
    description:
      - Ids of resources, such as connectors (V(lcc-...)). Only what belongs to them is returned.
      - One of O(clusters) and O(resource_ids) is needed with O(metric).
    type: list
    elements: str
  group_by:
    description:
      - Labels by which the values are told apart, such as V(topic) or V(consumer_group_id); those of a resource are
        written like V(resource.kafka.id). If not set, all values are put together to one series.
      - Which labels a metric has, RV(descriptors) tells.
    type: list
    elements: str
  filter:
    description:
      - Values of labels, of which only those are returned that match all of them. A list of values stands for any of
        them.
    type: dict
  granularity:
    description:
      - How long the time is that each point stands for, as an ISO 8601 duration. V(ALL) is one point for the whole
        range.
      - The range goes up to 6 hours with V(PT1M), a day with V(PT5M), 4 days with V(PT15M), 7 days with V(PT30M). A
        longer one is refused before it is asked for.
    type: str
    choices: [PT1M, PT5M, PT15M, PT30M, PT1H, PT4H, PT6H, PT12H, P1D, ALL]
    default: PT1M
  minutes:
    description:
      - The range, up to five minutes ago, in minutes. What is younger than that is not complete in the service yet. Not
        used with O(start).
    type: int
    default: 60
  start:
    description:
      - Begin of the range, with a time zone (RFC 3339, such as V(2026-03-01T12:00:00Z)).
    type: str
  end:
    description:
      - End of the range, likewise. If not set, five minutes ago. Needs O(start).
    type: str
notes:
  - Uses the metrics service (O(metrics_endpoint)) with a Cloud API key (O(cloud_api_key), O(cloud_key_file)), and the
    control plane only to find clusters by name.
  - The key needs a role that holds MetricsViewer for the resources.
  - The service allows 60 requests a minute from one address. A query takes one for each 1,000 groups, and is sent again
    after a pause where there were too many.
  - Whether values are added up or averaged over time and groups is a matter of the metric; the service decides it.
  - Values are some minutes old. For the lag of this moment, on Dedicated clusters, there is
    M(streamops.confluent.confluent_consumer_group_lag_info).
seealso:
  - module: streamops.confluent.confluent_consumer_group_lag_info
  - name: Metrics of Confluent Cloud
    description: Which metrics there are, with their labels.
    link: https://api.telemetry.confluent.cloud/docs/descriptors/datasets/cloud
"""

EXAMPLES = r"""
---
- name: Get the lag of all consumer groups by one query
  streamops.confluent.confluent_metrics_info:
    environment: dev
    clusters: [orders]
    metric: consumer_lag_offsets
    group_by: [consumer_group_id]
    minutes: 5
  register: lag

- name: Name the groups that are behind by more than a thousand records
  ansible.builtin.debug:
    msg: "{{ lag.metrics | selectattr('latest', 'gt', 1000) | map(attribute='labels.consumer_group_id') }}"

- name: How many bytes came into two topics, hour by hour
  streamops.confluent.confluent_metrics_info:
    environment: dev
    clusters: [orders]
    metric: io.confluent.kafka.server/received_bytes
    filter:
      topic: [orders.created, orders.cancelled]
    group_by: [topic]
    granularity: PT1H
    minutes: 1440
  register: bytes

- name: See which metrics there are of Kafka clusters
  streamops.confluent.confluent_metrics_info:
  register: known
"""

RETURN = r"""
---
metrics:
  description: A series for each group, in the order of the service. An empty list when there are no values.
  returned: success
  type: list
  elements: dict
  contains:
    labels:
      description: The values of the labels in O(group_by), by their names without C(metric.) and C(resource.).
      type: dict
      sample: {"consumer_group_id": "shop-billing", "topic": "orders.created"}
    latest:
      description: The latest value; null where there is none in the range.
      type: float
      sample: 18.0
    points:
      description: The values, the latest first, each with the C(timestamp) at which its time begins, and the C(value).
      type: list
      elements: dict
      sample: [{"timestamp": "2026-03-01T12:00:00Z", "value": 18.0}]
descriptors:
  description:
    The metrics that there are, where O(metric) is not given, each with C(name), C(description), C(type) (V(COUNTER_...)
    or V(GAUGE_...)), C(unit), C(labels) and C(resources).
  returned: success
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
    C(credential) and C(request_id); see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.metrics import Metrics


def main() -> None:
    """Entry point."""
    run_info_module(Metrics)


if __name__ == "__main__":
    main()
