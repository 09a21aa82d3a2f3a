#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about versions of custom Connect plugins in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/custom_connector_plugin_version.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_custom_connector_plugin_version_info
short_description: Get information about versions of custom Connect plugins in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the versions of a custom Connect plugin, or finds one by its number or id.
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
  plugin:
    description:
      - Name or id (V(ccp-...)) of the plugin.
    type: str
    required: true
    aliases: [plugin_id]
  version:
    description:
      - Only the version of exactly this number is returned.
    type: str
  id:
    description:
      - Only the version with this id (V(ccpmver-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_custom_connector_plugin_version
"""

EXAMPLES = r"""
---
- name: List the versions of a plugin
  streamops.confluent.confluent_custom_connector_plugin_version_info:
    environment: dev
    plugin: geo-source
  register: versions
"""

RETURN = r"""
---
custom_connector_plugin_versions:
  description: The versions. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ccpmver-6b3m9k
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    plugin:
      description: Id of its plugin.
      type: str
      sample: ccp-8d4v6t
    version:
      description: Number of the version, by the rules of Semantic Versioning, such as V(1.2.3) or V(1.2.3-rc.1).
      type: str
      sample: 1.2.3
    connector_classes:
      description: The connectors in the archive.
      type: list
      elements: dict
      sample: [{"class_name": "com.example.GeoSource", "type": "SOURCE"}]
    sensitive_config_properties:
      description: Settings of the connectors that the service hides.
      type: list
      elements: str
      sample: ["geo.token"]
    documentation_link:
      description: Where the version is documented.
      type: str
      sample: https://docs.example.com/geo-source
    phase:
      description: State of provisioning.
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-.../custom-connect-plugin=ccp-8d4v6t/version=ccpmver-6b3m9k
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    content_format:
      description: Format of its archive.
      type: str
      sample: ZIP
    sha256:
      description: SHA-256 of the file that it was made of, as its link records it; null where it records none.
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
from ..module_utils.kinds.plugins.versions import CustomConnectorPluginVersion


def main() -> None:
    """Entry point."""
    run_info_module(CustomConnectorPluginVersion)


if __name__ == "__main__":
    main()
