#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage custom connector plugins in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/custom_connector_plugin.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_custom_connector_plugin
short_description: Manage custom connector plugins in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates custom connector plugins of the organization from a file on the machine that the module runs on, changes
    what can be changed of them, and deletes them.
  - The file is uploaded to the object storage that the service names, piece by piece, without a credential.
  - The service takes no other content for a plugin that is there. The SHA-256 of the file is recorded at the end of the
    description, so a file that was uploaded already is not sent again, and another content is noticed. Plugins with
    versions are those of M(streamops.confluent.confluent_plugin).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  name:
    description:
      - Name of the plugin. Unique by convention only, so a name that two plugins carry is refused. At most 60
        characters.
      - With O(id) it is the new name of that plugin.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(ccp-...)) of an existing plugin, in place of its name or to rename it.
    type: str
  connector_class:
    description:
      - The Java class of the connector, or its alias. At most 150 characters. Has to match
        V(([a-zA-Z][a-zA-Z_$0-9]*\\.\)*[a-zA-Z][a-zA-Z_$0-9]*) as a whole. Needed for a creation and fixed after it.
    type: str
  connector_type:
    description:
      - Whether the connector is a source or a sink. Known are V(SOURCE) and V(SINK). The service may know others, so
        another value is sent, with a warning. Needed for a creation and fixed after it.
    type: str
  cloud:
    description:
      - Cloud provider in which the archive is stored, and connectors can use it. If not set, the service chooses
        V(AWS). Known are V(AWS), V(AZURE) and V(GCP). The service may know others, so another value is sent, with a
        warning. Fixed at creation.
    type: str
  description:
    description:
      - Free text. At most 182 characters. Can be changed later. If not set, it is left alone.
    type: str
  documentation_link:
    description:
      - Where the connector is documented. At most 512 characters. Has to match V((https?://.+\)?) as a whole. Can be
        changed later. If not set, it is left alone.
    type: str
  sensitive_config_properties:
    description:
      - Settings of the connector that the service hides. The order of the entries does not matter. Can be changed
        later. If not set, it is left alone.
    type: list
    elements: str
  runtime_language:
    description:
      - Language of the connector. If not set, the service chooses V(JAVA). Known are V(JAVA) and V(PYTHON). The service
        may know others, so another value is sent, with a warning. Fixed at creation.
    type: str
  filename:
    description:
      - Path of the archive, a C(.jar) or C(.zip) file. It is looked at before anything is asked of the service, in
        check mode too, and has to be a whole archive.
      - Needed for a creation. If not set for a plugin that is there, its content is not looked at.
    type: path
    aliases: [artifact_file]
  replace_content:
    description:
      - What happens when the object is there and its content is another one than that of the file, or cannot be told.
      - V(never) refuses another content, and takes one that cannot be told for the same, with a warning.
      - V(different) deletes the plugin and makes it anew from the file when its content is another one. V(always) does
        so in every run, and reports a change every time. The new one has another id. What is used is never replaced.
    type: str
    choices: [never, different, always]
    default: never
  state:
    description:
      - V(present) creates the plugin or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. OrganizationAdmin.
  - A plugin that connectors use is not deleted. The task is refused and names those that the credential may see, in
    check mode too. For that it lists the connectors of all clusters.
seealso:
  - module: streamops.confluent.confluent_custom_connector_plugin_info
  - module: streamops.confluent.confluent_plugin
  - module: streamops.confluent.confluent_connector
"""

EXAMPLES = r"""
---
- name: Upload a connector
  streamops.confluent.confluent_custom_connector_plugin:
    name: datagen
    description: Random records
    connector_class: io.confluent.kafka.connect.datagen.DatagenConnector
    connector_type: SOURCE
    cloud: AWS
    sensitive_config_properties:
      - datagen.password
    filename: ~/build/datagen.zip

- name: Delete it
  streamops.confluent.confluent_custom_connector_plugin:
    name: datagen
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
custom_connector_plugin:
  description: The plugin; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.plugins.custom_connector_plugins import CustomConnectorPlugin


def main() -> None:
    """Entry point."""
    run_module(CustomConnectorPlugin)


if __name__ == "__main__":
    main()
