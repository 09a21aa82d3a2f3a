#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about costs of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/billing_cost.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_billing_cost_info
short_description: Get information about costs of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Gets what Confluent Cloud has billed, line by line as the service tells it, or summed up by O(group_by).
  - Amounts are exact decimals in US dollars, from the text of the answer to the result, where they are texts. Write
    C(amount | float) to compute with them.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of an environment. Only its costs are returned.
    type: str
  start_date:
    description:
      - The first day (UTC), such as V(2026-03-01). If not set, the first day of a month, by O(months).
    type: str
  end_date:
    description:
      - The day after the last one. If not set, today, so that yesterday is the last one. Needs O(start_date).
    type: str
  months:
    description:
      - How many months, the present one included. V(1) begins with the first of this month. Up to 12. Not used with
        O(start_date).
    type: int
    default: 1
  group_by:
    description:
      - What sums are made by, any of V(day), V(month), V(environment), V(resource), V(product), V(line_type) and
        V(network_access_type).
      - If not set, each line is returned by itself.
    type: list
    elements: str
  products:
    description:
      - Only costs of these products are returned.
    type: list
    elements: str
    aliases: [product]
  line_types:
    description:
      - Only costs of these types of line are returned, such as V(KAFKA_STORAGE).
    type: list
    elements: str
    aliases: [line_type]
  resource_ids:
    description:
      - Only costs of the resources with these ids are returned. What has costs of its own are Kafka clusters
        (V(lkc-...)), connectors (V(lcc-...)), Schema Registry clusters (V(lsrc-...)) and ksqlDB clusters
        (V(lksqlc-...)).
    type: list
    elements: str
    aliases: [resource_id]
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin or BillingAdmin.
  - The service gives one month in a request and the last year in all, as its users have met it; its document says
    neither. So the module sends one request for each month and each 5,000 lines of it, and leaves out, with a warning,
    what is older.
  - Costs of the last days may be incomplete in the service.
  - What belongs to no resource (support, promotional credit) has V(null) as resource and environment.
seealso:
  - module: streamops.confluent.confluent_metrics_info
  - module: streamops.confluent.confluent_service_quota_info
"""

EXAMPLES = r"""
---
- name: See what each resource has cost this month and the month before
  streamops.confluent.confluent_billing_cost_info:
    months: 2
    group_by: [month, resource]
  register: costs

- name: Name the three dearest of this month
  ansible.builtin.debug:
    msg: "{{ (costs.billing_costs | selectattr('month', 'equalto', costs.total.end_date[:7]))[:3] }}"

- name: What the Kafka clusters of one environment cost, by type of line
  streamops.confluent.confluent_billing_cost_info:
    environment: dev
    products: [KAFKA]
    group_by: [line_type]
  register: kafka
"""

RETURN = r"""
---
billing_costs:
  description:
    The lines, in the order of the service; or with O(group_by) the sums, in the order of time, then the dearest first.
  returned: success
  type: list
  elements: dict
  contains:
    start_date:
      description: The day of the line.
      returned: without O(group_by)
      type: str
      sample: "2026-03-01"
    end_date:
      description: The day after it.
      returned: without O(group_by)
      type: str
      sample: "2026-03-02"
    granularity:
      description: How much time a line is for; V(DAILY).
      returned: without O(group_by)
      type: str
    day:
      description: The day.
      returned: with O(group_by=day)
      type: str
    month:
      description: The month.
      returned: with O(group_by=month)
      type: str
      sample: 2026-03
    product:
      description: The product.
      returned: without O(group_by), or with O(group_by=product)
      type: str
      sample: KAFKA
    line_type:
      description: The type of line.
      returned: without O(group_by), or with O(group_by=line_type)
      type: str
      sample: KAFKA_NUM_CKUS
    resource:
      description: Id of the resource.
      returned: with O(group_by=resource)
      type: str
    resource_id:
      description: Id of the resource; null where the line belongs to none.
      returned: without O(group_by)
      type: str
      sample: lkc-4x7p2d
    resource_name:
      description: Name of the resource.
      returned: without O(group_by), or with O(group_by=resource)
      type: str
      sample: orders
    environment:
      description: Id of the environment that the resource is in; null where there is none.
      returned: without O(group_by), or with O(group_by=environment)
      type: str
      sample: env-3x7k9q
    network_access_type:
      description: How the cluster is reached.
      returned: without O(group_by), or with O(group_by=network_access_type)
      type: str
      sample: INTERNET
    price:
      description: Price of a unit.
      returned: without O(group_by)
      type: str
      sample: "1.5"
    unit:
      description: What is counted.
      returned: without O(group_by)
      type: str
      sample: CKU-hour
    quantity:
      description: How many units.
      returned: without O(group_by)
      type: str
      sample: "24"
    original_amount:
      description: What they cost before discounts.
      type: str
      sample: "36.00"
    discount_amount:
      description: The discount.
      type: str
      sample: "0"
    amount:
      description: What they cost.
      type: str
      sample: "36.00"
    lines:
      description: How many lines were summed up.
      returned: with O(group_by)
      type: int
      sample: 1
total:
  description:
    The sum of all that was selected, as C(amount), C(original_amount), C(discount_amount) and C(lines), and the range,
    as C(start_date) and C(end_date).
  returned: success
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

from ..module_utils._engine.run import run_info_module
from ..module_utils.kinds.billing import BillingCost


def main() -> None:
    """Entry point."""
    run_info_module(BillingCost)


if __name__ == "__main__":
    main()
