#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about RTCE topics in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/rtce_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_rtce_topic_info
short_description: Get information about RTCE topics in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists RTCE topics, or finds one by name or id.
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
      - Only topics of exactly this name are returned.
    type: str
    aliases: [topic_name]
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_rtce_topic
"""

EXAMPLES = r"""
---
- name: List the RTCE topics of a cluster
  streamops.confluent.confluent_rtce_topic_info:
    environment: dev
    cluster: orders
  register: topics
"""

RETURN = r"""
---
rtce_topics:
  description: The topics. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    cluster:
      description: Id of its Kafka cluster.
      type: str
      sample: lkc-5r8n2v
    name:
      description: Its name.
      type: str
      sample: orders.created
    cloud:
      description: The cloud provider in which look-ups are answered.
      type: str
      sample: AWS
    region:
      description: The region in which look-ups are answered.
      type: str
      sample: eu-central-1
    description:
      description: What is in the topic, written for a model to read.
      type: str
      sample: Each order, by its number, as it was placed
    phase:
      description: State of provisioning.
      type: str
      sample: ACTIVE
    crn:
      description: Its Confluent Resource Name.
      type: str
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    error_message:
      description: What the service says about its error.
      type: str
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
from ..module_utils.kinds.rtce_topics import RtceTopic


def main() -> None:
    """Entry point."""
    run_info_module(RtceTopic)


if __name__ == "__main__":
    main()
