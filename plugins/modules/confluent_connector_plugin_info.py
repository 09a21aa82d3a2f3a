#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about the managed plugins of connectors in Confluent Cloud, and their settings.

Written by `make kind-docs`. Words: docs/kinds/connector_plugin.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connector_plugin_info
short_description: Get information about the managed plugins of connectors in Confluent Cloud, and their settings
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the plugins that connectors of a cluster can be made of, and on demand the settings that each of them takes.
  - The settings of each plugin cost a request of their own.
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
  plugin:
    description:
      - Only the plugin of exactly this class, as C(connector.class) has it.
    type: str
    aliases: [class]
  type:
    description:
      - Only sources, or only sinks.
    type: str
    choices: [source, sink]
  query:
    description:
      - Only plugins with this in their class. Case does not matter.
    type: str
  settings:
    description:
      - Whether the settings of the plugins are returned.
    type: bool
    default: false
  setting:
    description:
      - Only settings with this in their name, title or description, and only plugins that have one. Case does not
        matter.
      - Implies O(settings).
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)), on which the Connect
    API lives.
  - Roles that the credential needs. Any role by which connectors of the cluster can be seen.
  - Plugins of your own are shown by M(streamops.confluent.confluent_plugin_info) and
    M(streamops.confluent.confluent_custom_connector_plugin_info).
seealso:
  - module: streamops.confluent.confluent_connector
  - module: streamops.confluent.confluent_plugin
  - module: streamops.confluent.confluent_custom_connector_plugin
"""

EXAMPLES = r"""
---
- name: Find the plugins for Postgres
  streamops.confluent.confluent_connector_plugin_info:
    environment: dev
    cluster: orders
    query: postgres
  register: postgres

- name: See what a plugin has to be told
  streamops.confluent.confluent_connector_plugin_info:
    environment: dev
    cluster: orders
    plugin: PostgresSink
    settings: true
  register: found
"""

RETURN = r"""
---
connector_plugins:
  description: The connector plugins. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    plugin:
      description: Its class, for C(connector.class) of a connector.
      type: str
      sample: PostgresSink
    type:
      description: Whether it is a C(source) or a C(sink).
      type: str
      sample: sink
    version:
      description: Its version; null where the service does not say.
      type: str
      sample: 0.2.0
    settings:
      description:
        - Its settings, with C(name), C(type), C(required), C(default), C(importance), C(group), C(display_name),
          C(documentation), C(secret), and in C(choices) the values that the service recommends.
        - Null unless they were asked for.
      type: list
      elements: dict
      sample: [{"name": "connection.password", "type": "PASSWORD", "required": true, "secret": true}]
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
from ..module_utils.kinds.connectors.managed_plugins import ConnectorPlugin


def main() -> None:
    """Entry point."""
    run_info_module(ConnectorPlugin)


if __name__ == "__main__":
    main()
