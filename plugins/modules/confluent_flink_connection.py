#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Flink connections in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_connection.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_connection
short_description: Manage Flink connections in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates and deletes connections, by which Flink reaches the endpoint of a model provider, a database or a search
    engine, and changes the secret by which it is let in.
  - A connection is found by its name. Its secret alone can be changed; another type or endpoint is refused.
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
  cloud:
    description:
      - Cloud provider of the region. Needed unless O(flink_rest_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_FLINK_CLOUD) is used.
    type: str
  region:
    description:
      - Region of Flink, for example V(eu-central-1). Needed unless O(flink_rest_endpoint) is given.
      - If not set, the environment variable E(CONFLUENT_FLINK_REGION) is used.
    type: str
  private:
    description:
      - Whether the region is reached by its private endpoint. Where there are several, give O(flink_rest_endpoint).
    type: bool
    default: false
  organization:
    description:
      - Id of the organization. If not set, it is looked up on the control plane.
      - If not set, the environment variable E(CONFLUENT_ORGANIZATION_ID) is used.
    type: str
  name:
    description:
      - Name of the connection, unique in an environment and a region. Lower case letters, digits, C(-) and C(.), with a
        letter or a digit at both ends and beside each dot. At most 100 characters.
    type: str
    required: true
  connection_type:
    description:
      - What is connected to. Known are V(AZUREML), V(AZUREOPENAI), V(A2A), V(ANTHROPIC), V(BEDROCK), V(CONFLUENT_JDBC),
        V(COSMOSDB), V(COUCHBASE), V(ELASTIC), V(FIREWORKSAI), V(GOOGLEAI), V(MCP_SERVER), V(MONGODB), V(OPENAI),
        V(PINECONE), V(REST), V(S3VECTORS), V(SAGEMAKER) and V(VERTEXAI). The service may know others, so another value
        is sent, with a warning. Needed for a creation and fixed after it.
    type: str
  endpoint:
    description:
      - The URL that is connected to. At most 16384 characters. Needed for a creation and fixed after it.
    type: str
  auth_data:
    description:
      - What lets Flink in, by the names that the type takes, such as C(API_KEY) for V(OPENAI). It is sent as a JSON
        text, and shown by nothing.
    type: dict
  force:
    description:
      - Delete the connection although statements that are at work name it.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until the service says that the endpoint lets it in, which fails where it says that it does not;
        or until a deleted connection is gone.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 300
  update_secrets:
    description:
      - When O(auth_data) is sent. Because it cannot be read, a changed secret cannot be noticed.
      - V(on_create) sends it with a creation. V(always) sends it in every run, and reports a change every time. Use it
        in the run that rotates the secret.
    type: str
    choices: [on_create, always]
    default: on_create
  state:
    description:
      - V(present) creates the connection or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Flink in the environment and region (O(flink_api_key) or O(flink_key_file)), and the control
    plane to find the endpoint, and ids by names. With O(flink_rest_endpoint), O(organization) and ids everywhere it is
    not asked.
  - Roles that the credential needs. EnvironmentAdmin or OrganizationAdmin; connections are used by FlinkDeveloper, too.
seealso:
  - module: streamops.confluent.confluent_flink_connection_info
  - module: streamops.confluent.confluent_flink_statement
"""

EXAMPLES = r"""
---
- name: Connect to a model provider
  streamops.confluent.confluent_flink_connection:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: openai
    connection_type: OPENAI
    endpoint: https://api.openai.com/v1/chat/completions
    auth_data:
      API_KEY: "{{ lookup('ansible.builtin.env', 'OPENAI_API_KEY') | default('not-set', true) }}"

- name: Have another secret take its place
  streamops.confluent.confluent_flink_connection:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: openai
    auth_data:
      API_KEY: "{{ lookup('ansible.builtin.env', 'OPENAI_API_KEY') | default('not-set-either', true) }}"
    update_secrets: always

- name: Delete it
  streamops.confluent.confluent_flink_connection:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: openai
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
flink_connection:
  description: The connection; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: openai
    connection_type:
      description: What is connected to.
      type: str
      sample: OPENAI
    endpoint:
      description: The URL that is connected to.
      type: str
      sample: https://api.openai.com/v1/chat/completions
    phase:
      description: C(ACTIVE) or C(READY), C(UNREACHABLE) or C(INVALID_AUTH).
      type: str
      sample: ACTIVE
    detail:
      description: What the service says of the phase.
      type: str
      sample: ""
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    What you have to do next, where the connection waits for somebody; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
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
from ..module_utils.kinds.flink.connections import FlinkConnection


def main() -> None:
    """Entry point."""
    run_module(FlinkConnection)


if __name__ == "__main__":
    main()
