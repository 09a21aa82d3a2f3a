#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage ksqlDB clusters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ksql_cluster.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ksql_cluster
short_description: Manage ksqlDB clusters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates and deletes ksqlDB clusters and waits until they are provisioned.
  - Nothing of one can be changed. The service has ksqlDB clusters in early access, for organizations that asked for it.
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
  name:
    description:
      - Name of the cluster. Unique by convention only, so a name that two clusters of the environment carry is refused.
        Has to match V([0-9A-Za-z\\-][\\w\\-]{0,31}) as a whole.
      - With O(id) it is the new name of that cluster.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(lksqlc-...)) of an existing cluster, in place of its name or to rename it.
    type: str
  kafka_cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster that it works on. Needed for a creation and fixed after it.
    type: str
    aliases: [cluster]
  credential_identity:
    description:
      - Service account (name, or id V(sa-...)) or user (e-mail address, or id V(u-...)) as whom ksqlDB works. Needed
        for a creation and fixed after it.
      - It needs roles or ACLs on the Kafka cluster and on Schema Registry before statements work.
    type: str
  csu:
    description:
      - Confluent Streaming Units (CSU) of the cluster. At least 1. Needed for a creation and fixed after it.
      - The service takes V(1), V(2), V(4), V(8) and V(12).
    type: int
  use_detailed_processing_log:
    description:
      - Whether the processing log holds rows, which may be confidential. If not set, the service chooses V(true). Fixed
        at creation.
    type: bool
  wait:
    description:
      - Whether to wait until the cluster is provisioned, which takes from ten minutes to hours, or until a deleted one
        is gone.
      - A later run waits for the same cluster and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 43200
  state:
    description:
      - V(present) creates the cluster or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. KsqlAdmin of the ksqlDB cluster, CloudClusterAdmin, EnvironmentAdmin or
    OrganizationAdmin.
  - Schema Registry has to be there, which comes with the first Kafka cluster of the environment.
  - The endpoint of ksqlDB itself is never asked, so a cluster that failed can be deleted.
  - Deleting a ksqlDB cluster leaves the topics of its streams and tables.
seealso:
  - module: streamops.confluent.confluent_ksql_cluster_info
  - module: streamops.confluent.confluent_ksql_statement
  - module: streamops.confluent.confluent_kafka_cluster
  - module: streamops.confluent.confluent_service_account
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: Create a ksqlDB cluster and wait until it is provisioned
  streamops.confluent.confluent_ksql_cluster:
    environment: dev
    name: views
    kafka_cluster: orders
    credential_identity: orders-service
    csu: 4
  register: views

- name: Show where it takes statements
  ansible.builtin.debug:
    var: views.ksql_cluster.endpoint

- name: Delete it
  streamops.confluent.confluent_ksql_cluster:
    environment: dev
    name: views
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
ksql_cluster:
  description: The cluster; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: lksqlc-4d9f2h
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: views
    kafka_cluster:
      description: Id of its Kafka cluster.
      type: str
      sample: lkc-7wq2n5
    credential_identity:
      description: Id of the service account or user as whom it works.
      type: str
      sample: sa-2k7m4p
    csu:
      description: Confluent Streaming Units (CSU) of the cluster.
      type: int
      sample: 4
    use_detailed_processing_log:
      description: Whether the processing log holds rows, which may be confidential.
      type: bool
      sample: true
    phase:
      description: State of provisioning.
      type: str
      sample: PROVISIONED
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample:
        crn://confluent.cloud/organization=9bb441c4-.../environment=env-3x7k9q/cloud-cluster=lkc-7wq2n5/ksql=lksqlc-4d9f2h
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    endpoint:
      description: Where it takes statements; null while it is provisioned.
      type: str
      sample: https://pksqlc-00000.eu-central-1.aws.confluent.cloud:443
    topic_prefix:
      description: How the names of its topics begin, for ACLs.
      type: str
      sample: pksqlc-00000
    storage:
      description: Its storage, in GB.
      type: int
      sample: 500
    is_paused:
      description: Whether it is paused.
      type: bool
      sample: false
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
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
from ..module_utils.kinds.ksqldb_clusters import KsqlCluster


def main() -> None:
    """Entry point."""
    run_module(KsqlCluster)


if __name__ == "__main__":
    main()
