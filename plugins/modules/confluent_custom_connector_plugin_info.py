#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about custom connector plugins in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/custom_connector_plugin.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_custom_connector_plugin_info
short_description: Get information about custom connector plugins in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists custom connector plugins, or finds one by name or id.
  - Nothing found is an empty list, not a failure. A page that cannot be read is a failure, never a shorter list.
extends_documentation_fragment:
  - streamops.confluent.attributes.info
  - streamops.confluent.connection
options:
  name:
    description:
      - Only plugins of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the plugin with this id (V(ccp-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_custom_connector_plugin
"""

EXAMPLES = r"""
---
- name: List the custom connector plugins of the organization
  streamops.confluent.confluent_custom_connector_plugin_info:
  register: plugins
"""

RETURN = r"""
---
custom_connector_plugins:
  description: The plugins. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ccp-2w9k4r
    name:
      description: Its name.
      type: str
      sample: datagen
    connector_class:
      description: The Java class of the connector, or its alias.
      type: str
      sample: io.confluent.kafka.connect.datagen.DatagenConnector
    connector_type:
      description: Whether the connector is a source or a sink.
      type: str
      sample: SOURCE
    cloud:
      description: Cloud provider in which the archive is stored, and connectors can use it.
      type: str
      sample: AWS
    description:
      description: Free text.
      type: str
      sample: Random records
    documentation_link:
      description: Where the connector is documented.
      type: str
      sample: https://github.com/confluentinc/kafka-connect-datagen
    sensitive_config_properties:
      description: Settings of the connector that the service hides.
      type: list
      elements: str
      sample: ["datagen.password"]
    runtime_language:
      description: Language of the connector.
      type: str
      sample: JAVA
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/custom-connector-plugin=ccp-2w9k4r
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    content_format:
      description: Format of its archive.
      type: str
      sample: ZIP
    sha256:
      description: SHA-256 of the file that it was made of, as its description records it; null where it records none.
      type: str
      sample: 8739c76e681f900923b900c9df0ef75cf421d39cabb54650c4b9ad19b6a76d85
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
from ..module_utils.kinds.plugins.custom_connector_plugins import CustomConnectorPlugin


def main() -> None:
    """Entry point."""
    run_info_module(CustomConnectorPlugin)


if __name__ == "__main__":
    main()
