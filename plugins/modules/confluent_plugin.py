#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage custom Connect plugins in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/plugin.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_plugin
short_description: Manage custom Connect plugins in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes custom Connect plugins of an environment. A plugin is a name and has versions, which
    are made of archives by M(streamops.confluent.confluent_custom_connector_plugin_version).
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
      - Name of the plugin. Unique by convention only, so a name that two plugins of the environment carry is refused.
        At most 60 characters.
      - With O(id) it is the new name of that plugin.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(ccp-...)) of an existing plugin, in place of its name or to rename it.
    type: str
  cloud:
    description:
      - Cloud provider in which the archives of its versions are stored. Known are V(AWS), V(AZURE) and V(GCP). The
        service may know others, so another value is sent, with a warning. Needed for a creation and fixed after it.
    type: str
  description:
    description:
      - Free text. At most 256 characters. Can be changed later. If not set, it is left alone.
    type: str
  state:
    description:
      - V(present) creates the plugin or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. EnvironmentAdmin of the environment, or OrganizationAdmin.
  - A plugin that has versions is not deleted. The task is refused and names them, in check mode too.
seealso:
  - module: streamops.confluent.confluent_plugin_info
  - module: streamops.confluent.confluent_custom_connector_plugin_version
"""

EXAMPLES = r"""
---
- name: Create a custom Connect plugin
  streamops.confluent.confluent_plugin:
    environment: dev
    name: geo-source
    cloud: AWS
    description: Reads positions of vehicles

- name: Delete it
  streamops.confluent.confluent_plugin:
    environment: dev
    name: geo-source
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
plugin:
  description: The plugin; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ccp-8d4v6t
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    name:
      description: Its name.
      type: str
      sample: geo-source
    cloud:
      description: Cloud provider in which the archives of its versions are stored.
      type: str
      sample: AWS
    description:
      description: Free text.
      type: str
      sample: Reads positions of vehicles
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/custom-connect-plugin=ccp-8d4v6t
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    runtime_language:
      description: Language of its connectors, where the service tells it.
      type: str
      sample: JAVA
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
from ..module_utils.kinds.plugins.plugins import Plugin


def main() -> None:
    """Entry point."""
    run_module(Plugin)


if __name__ == "__main__":
    main()
