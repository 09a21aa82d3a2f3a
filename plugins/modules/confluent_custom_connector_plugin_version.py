#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage versions of custom Connect plugins in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/custom_connector_plugin_version.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_custom_connector_plugin_version
short_description: Manage versions of custom Connect plugins in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates versions of custom Connect plugins from a file on the machine that the module runs on, waits until the
    service has processed them, and deletes them.
  - The file is uploaded to the object storage that the service names, piece by piece, without a credential.
  - Nothing of a version can be changed; another content is another version. With O(documentation_link) the SHA-256 of
    the file is recorded in the fragment of the link (C(#sha256=...)), so that another content under the same number is
    noticed. Without one the service has no place for it, and a version of the same number counts as the same, with a
    warning.
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
  plugin:
    description:
      - Name or id (V(ccp-...)) of the plugin.
    type: str
    required: true
    aliases: [plugin_id]
  version:
    description:
      - Number of the version, by the rules of Semantic Versioning, such as V(1.2.3) or V(1.2.3-rc.1). At most 60
        characters. Has to match V([0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.\\-]+\)?(\\+[0-9A-Za-z.\\-]+\)?) as a whole.
    type: str
  id:
    description:
      - Id of an existing version, in place of its number.
    type: str
  connector_classes:
    description:
      - The connectors in the archive. At most 10 entries. The order of the entries does not matter. Needed for a
        creation and fixed after it.
    type: list
    elements: dict
    suboptions:
      class_name:
        description:
          - The Java class of the connector, or its alias. At most 150 characters. Has to match
            V(([a-zA-Z][a-zA-Z_$0-9]*\\.\)*[a-zA-Z][a-zA-Z_$0-9]*) as a whole.
        type: str
        required: true
      type:
        description:
          - Whether it is a source or a sink. Known are V(SOURCE) and V(SINK). The service may know others, so another
            value is sent, with a warning.
        type: str
        required: true
  sensitive_config_properties:
    description:
      - Settings of the connectors that the service hides. The order of the entries does not matter. Fixed at creation.
    type: list
    elements: str
  documentation_link:
    description:
      - Where the version is documented. A link with a fragment of its own records no digest. At most 438 characters.
        Has to match V((https?://.+\)?) as a whole. Fixed at creation.
    type: str
  filename:
    description:
      - Path of the archive, a C(.jar) or C(.zip) file. It is looked at before anything is asked of the service, in
        check mode too, and has to be a whole archive.
      - Needed for a creation. If not set for a version that is there, its content is not looked at.
    type: path
    aliases: [artifact_file]
  replace_content:
    description:
      - What happens when the object is there and its content is another one than that of the file, or cannot be told.
      - V(never) refuses another content, and takes one that cannot be told for the same, with a warning.
      - V(different) deletes the version and makes it anew from the file when its content is another one. V(always) does
        so in every run, and reports a change every time. The new one has another id. What is used is never replaced.
    type: str
    choices: [never, different, always]
    default: never
  wait:
    description:
      - Whether to wait until the version is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same version and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 3600
  state:
    description:
      - V(present) creates the version or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. EnvironmentAdmin of the environment, or OrganizationAdmin.
  - A version that connectors of the environment use is not deleted. The task is refused and names those that the
    credential may see, in check mode too.
seealso:
  - module: streamops.confluent.confluent_custom_connector_plugin_version_info
  - module: streamops.confluent.confluent_plugin
  - module: streamops.confluent.confluent_connector
"""

EXAMPLES = r"""
---
- name: Upload the first version of a plugin and wait until it can be used
  streamops.confluent.confluent_custom_connector_plugin_version:
    environment: dev
    plugin: geo-source
    version: 1.0.0
    connector_classes:
      - class_name: com.example.GeoSource
        type: SOURCE
    sensitive_config_properties:
      - geo.token
    documentation_link: https://docs.example.com/geo-source
    filename: ~/build/geo-source.zip

- name: Delete it
  streamops.confluent.confluent_custom_connector_plugin_version:
    environment: dev
    plugin: geo-source
    version: 1.0.0
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
custom_connector_plugin_version:
  description: The version; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.plugins.versions import CustomConnectorPluginVersion


def main() -> None:
    """Entry point."""
    run_module(CustomConnectorPluginVersion)


if __name__ == "__main__":
    main()
