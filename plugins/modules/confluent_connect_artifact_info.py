#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get information about connect artifacts in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/connect_artifact.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connect_artifact_info
short_description: Get information about connect artifacts in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists connect artifacts, or finds one by name or id.
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
  cloud:
    description:
      - Cloud provider in which the artifact is stored. The API's document knows V(AWS) only.
    type: str
    required: true
  name:
    description:
      - Only artifacts of exactly this name are returned.
    type: str
    aliases: [display_name]
  id:
    description:
      - Only the artifact with this id (V(ca-...)) is returned.
    type: str
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
seealso:
  - module: streamops.confluent.confluent_connect_artifact
"""

EXAMPLES = r"""
---
- name: List the connect artifacts of an environment on AWS
  streamops.confluent.confluent_connect_artifact_info:
    environment: dev
    cloud: AWS
  register: artifacts
"""

RETURN = r"""
---
connect_artifacts:
  description: The artifacts. An empty list when there is none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: ca-7h3n9d
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    cloud:
      description: Cloud provider in which the artifact is stored.
      type: str
      sample: AWS
    name:
      description: Its name.
      type: str
      sample: masking
    content_format:
      description: Format of the archive.
      type: str
      sample: JAR
    description:
      description: Free text.
      type: str
      sample: Masks card numbers
    phase:
      description: State of provisioning.
      type: str
      sample: READY
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/connect-artifact=ca-7h3n9d
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    plugins:
      description: The classes that the service found in it.
      type: list
      elements: str
      sample: ["com.example.Mask"]
    usages:
      description: The Confluent Resource Names of what uses it.
      type: list
      elements: str
      sample: []
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
from ..module_utils.kinds.plugins.artifacts import ConnectArtifact


def main() -> None:
    """Entry point."""
    run_info_module(ConnectArtifact)


if __name__ == "__main__":
    main()
