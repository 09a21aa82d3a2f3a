#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about ksqlDB clusters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/ksql_cluster.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_ksql_cluster_info
short_description: Get information about ksqlDB clusters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists ksqlDB clusters, or finds one by name or id.
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
  name:
    description:
      - Only clusters of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the cluster with this id (V(lksqlc-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_ksql_cluster
"""

EXAMPLES = r"""
---
- name: List the ksqlDB clusters of an environment
  streamops.confluent.confluent_ksql_cluster_info:
    environment: dev
  register: ksql
"""

RETURN = r"""
---
ksql_clusters:
  description: The clusters. An empty list when there is none.
  returned: success
  type: list
  elements: dict
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
from ..module_utils.kinds.ksqldb_clusters import KsqlCluster


def main() -> None:
    """Entry point."""
    run_info_module(KsqlCluster)


if __name__ == "__main__":
    main()
