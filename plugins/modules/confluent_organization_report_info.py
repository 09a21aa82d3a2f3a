#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the whole organization, its costs, what is not used and what is risky.

Written by `make kind-docs`. Words: docs/kinds/organization_report.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_organization_report_info
short_description: Get information about the whole organization, its costs, what is not used and what is risky
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Reads the whole organization and tells what there is in each environment, what it costs, what is not used, what does
    not run, which consumer groups are behind, and what is risky. Nothing is changed.
  - What the credential may not read, and clusters that do not answer, are gaps, which are returned and never a failure.
    It fails only where the environments themselves cannot be listed.
  - The playbook C(streamops.confluent.report) makes a page, a Markdown file and a JSON file of what it returns.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  keys:
    description:
      - API keys of clusters, registries and Flink regions, for topics, ACLs, links, schemas and statements. Which key
        is for which of them is looked up. Without a key for a cluster, what only the cluster tells is a gap.
    type: list
    elements: dict
    suboptions:
      api_key:
        description:
          - Id of the key.
        type: str
        required: true
      api_secret:
        description:
          - Its secret.
        type: str
        required: true
  key_files:
    description:
      - Files with such keys, as M(streamops.confluent.confluent_api_key) writes them, or folders of which every file is
        one.
    type: list
    elements: path
  parts:
    description:
      - What is looked at besides the lists of the organization and of its environments.
      - V(compatibility) asks each registry once for each subject, V(metrics) the metrics service four times for each
        100 clusters and 1,000 topics.
    type: list
    elements: str
    choices: [costs, metrics, topics, acls, links, connectors, schemas, compatibility, statements, quotas]
    default:
      - costs
      - metrics
      - topics
      - acls
      - links
      - connectors
      - schemas
      - compatibility
      - statements
      - quotas
  concurrency:
    description:
      - How many requests are sent at the same time at most. Up to 64. Where the service throttles, fewer are.
    type: int
    default: 16
  months:
    description:
      - How many complete months of costs are looked at, besides the present one. Up to 11.
    type: int
    default: 3
  unused_days:
    description:
      - In how many days a cluster or topic without a byte, or a Kafka key without a request of its owner, counts as
        unused. Clusters and keys that are younger are not judged.
    type: int
    default: 30
  key_age_days:
    description:
      - From how many days on an API key is old.
    type: int
    default: 90
  certificate_days:
    description:
      - How many days before its end a certificate is told of.
    type: int
    default: 30
  lag_records:
    description:
      - From how many records on, beyond this number, a consumer group is behind.
    type: int
    default: 1000
  quota_percent:
    description:
      - From how much of its limit on a service quota is nearly reached, in percent.
    type: int
    default: 80
  production:
    description:
      - Shell patterns of names of environments and clusters that are production, whatever the case. What they are for
        is deletion protection, which the types Basic and Standard do not have.
    type: list
    elements: str
    default:
      - prod*
      - "*-prod"
  powerful_roles:
    description:
      - Roles that count as allowing everything, wherever they are given. ResourceOwner on all resources of a type
        counts as well; administrators of the organization are a finding of their own.
      - A name that this collection does not know is accepted where somebody has that role. Where nobody has it, it is
        refused if it is nearly the name of a role, and otherwise warned of.
    type: list
    elements: str
    default:
      - EnvironmentAdmin
      - CloudClusterAdmin
  exceptions:
    description:
      - Findings that are left out. Each entry leaves out what fits all of its patterns, and is returned in RV(report)
        with its reason.
      - Entries that fit nothing are warned of, and are returned in RV(report) as C(exceptions_without_findings).
    type: list
    elements: dict
    suboptions:
      code:
        description:
          - Shell pattern of codes.
        type: str
      name:
        description:
          - Shell pattern of names, or of ids.
        type: str
      environment:
        description:
          - Shell pattern of names or ids of environments.
        type: str
      cluster:
        description:
          - Shell pattern of names or ids of Kafka clusters.
        type: str
      reason:
        description:
          - Why.
        type: str
        required: true
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin sees everything. With fewer rights the report is shorter and
    names the gaps; MetricsViewer is needed for metrics, BillingAdmin for costs.
  - Metrics tell of use by topic and by account, not by key. A key counts as unused where its owner asked its cluster
    for nothing, and only keys of Kafka clusters are judged.
  - The service does not tell when a topic was made, so a topic of yesterday that nobody has written yet counts as
    unused.
  - Only subjects that are named for a topic (V(-key), V(-value)) are compared with topics. Schemas of subjects that are
    named for records may be used by any topic.
  - What a resource cost in the last complete month is told where the service bills it by itself, as for Kafka clusters
    and connectors. Topics, accounts and keys have no costs of their own.
  - The lists of the service leave out in silence what the credential may not see. With any other role than
    OrganizationAdmin, what is said to be missing has C(certain) V(false).
  - The metrics service allows 60 requests a minute from one address.
seealso:
  - module: streamops.confluent.confluent_billing_cost_info
  - module: streamops.confluent.confluent_metrics_info
  - module: streamops.confluent.confluent_service_quota_info
"""

EXAMPLES = r"""
---
- name: Look at the whole organization
  streamops.confluent.confluent_organization_report_info:
    unused_days: 14
    exceptions:
      - code: topic_*
        name: audit.*
        reason: Written once a year
  register: organization

- name: Name what is risky, and what could not be looked at
  ansible.builtin.debug:
    msg:
      - "{{ organization.findings | selectattr('area', 'equalto', 'risk') | map(attribute='detail') }}"
      - "{{ organization.report.gaps | map(attribute='reason') }}"
"""

RETURN = r"""
---
findings:
  description: What was found, the worst first.
  returned: success
  type: list
  elements: dict
  contains:
    code:
      description: Which kind of finding it is.
      type: str
      sample: topic_unused
    area:
      description: V(unused), V(state), V(lag) or V(risk).
      type: str
      sample: unused
    severity:
      description: V(high), V(medium) or V(low).
      type: str
      sample: medium
    title:
      description: The kind of finding in words.
      type: str
      sample: Topic that nobody writes or reads
    kind:
      description: What it was found about.
      type: str
      sample: topic
    name:
      description: Its name; of role bindings and ACLs the principal.
      type: str
      sample: orders.v1
    id:
      description: Its id, where it has one.
      type: str
    environment:
      description: Id of the environment; null where it is in none.
      type: str
      sample: env-3x7k9q
    environment_name:
      description: Name of the environment.
      type: str
      sample: dev
    cluster:
      description: Id of the Kafka cluster; null where it is in none.
      type: str
      sample: lkc-4x7p2d
    cluster_name:
      description: Name of the Kafka cluster.
      type: str
      sample: orders
    detail:
      description: What was found.
      type: str
      sample: 0 bytes written, 0 bytes read in 30 days
    certain:
      description: Whether it is sure; V(false) where the object that is missed may only be hidden from the credential.
      type: bool
      sample: true
    monthly_cost:
      description: What it cost in the last complete month, in US dollars as a text; null where that cannot be told.
      type: str
    task:
      description: The task that would remove it, as YAML; null where removing is not the answer.
      type: str
      sample: >-
        - name: Delete the topic   streamops.confluent.confluent_topic:     environment: env-3x7k9q     state: absent
report:
  description:
    - Everything else, as C(format) (its version, V(streamops.confluent/organization-report/1)), C(generated_at),
      C(organization), C(parts), C(thresholds), C(environments) with their C(clusters), C(access), C(costs) (C(months),
      C(days), C(by_resource), C(by_environment), C(by_product), each with the C(change) against the month before; null
      where they could not be read), C(lag), C(counts) by code, C(excepted), C(exceptions_without_findings) and C(gaps).
    - A number that is null could not be read, and a gap says why.
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
from ..module_utils.kinds.organization_report.kind import OrganizationReport


def main() -> None:
    """Entry point."""
    run_info_module(OrganizationReport)


if __name__ == "__main__":
    main()
