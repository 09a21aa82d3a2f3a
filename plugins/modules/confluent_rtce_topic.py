#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage RTCE topics in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/rtce_topic.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_rtce_topic
short_description: Manage RTCE topics in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lets the real-time context engine (RTCE) answer look-ups of what is in a Kafka topic, changes how the topic is
    described, and ends it.
  - The Kafka topic has to be there, and stays when this ends.
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
  cluster:
    description:
      - Name or id (V(lkc-...)) of the Kafka cluster.
      - If not set, the environment variable E(CONFLUENT_KAFKA_CLUSTER) is used.
    type: str
    required: true
    aliases: [kafka_cluster]
  name:
    description:
      - Name of the Kafka topic.
    type: str
    required: true
    aliases: [topic_name]
  cloud:
    description:
      - The cloud provider in which look-ups are answered. Known are V(AWS). The service may know others, so another
        value is sent, with a warning. Needed for a creation and fixed after it.
    type: str
  region:
    description:
      - The region in which look-ups are answered. Needed for a creation and fixed after it.
    type: str
  description:
    description:
      - What is in the topic, written for a model to read. At most 2048 characters. Needed for a creation. Can be
        changed later.
    type: str
  wait:
    description:
      - Whether to wait until the topic is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same topic and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 3600
  state:
    description:
      - V(present) creates the topic or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. CloudClusterAdmin of the cluster, EnvironmentAdmin or OrganizationAdmin.
  - A topic that is UNAVAILABLE is waited for as one that is being set up, for the service calls that temporary.
seealso:
  - module: streamops.confluent.confluent_rtce_topic_info
  - module: streamops.confluent.confluent_topic
  - module: streamops.confluent.confluent_tableflow_topic
"""

EXAMPLES = r"""
---
- name: Let models look up orders
  streamops.confluent.confluent_rtce_topic:
    environment: dev
    cluster: orders
    name: orders.created
    cloud: AWS
    region: eu-central-1
    description: Each order, by its number, as it was placed

- name: Describe it better
  streamops.confluent.confluent_rtce_topic:
    environment: dev
    cluster: orders
    name: orders.created
    description: Each order, by its number, with its state

- name: End it; the topic stays
  streamops.confluent.confluent_rtce_topic:
    environment: dev
    cluster: orders
    name: orders.created
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
rtce_topic:
  description: The topic; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.rtce_topics import RtceTopic


def main() -> None:
    """Entry point."""
    run_module(RtceTopic)


if __name__ == "__main__":
    main()
