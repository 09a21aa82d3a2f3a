#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage connect artifacts in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/connect_artifact.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_connect_artifact
short_description: Manage connect artifacts in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates connect artifacts, archives with single message transforms for connectors, from a file on the machine that
    the module runs on, waits until the service has processed them, and deletes them.
  - The file is uploaded to the object storage that the service names, piece by piece, without a credential.
  - Nothing of an artifact can be changed. The SHA-256 of the file is recorded at the end of the description, so a file
    that was uploaded already is not sent again, and another content is noticed.
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
      - Cloud provider in which the artifact is stored. The API's document knows V(AWS) only.
    type: str
    required: true
  name:
    description:
      - Name of the artifact, unique for a provider in an environment. At most 60 characters.
      - With O(id) it is the new name of that artifact.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(ca-...)) of an existing artifact, in place of its name or to rename it.
    type: str
  content_format:
    description:
      - Format of the archive. If not set, the name of the file says it. Known are V(JAR) and V(ZIP). The service may
        know others, so another value is sent, with a warning. Fixed at creation.
    type: str
  description:
    description:
      - Free text. At most 182 characters. Fixed at creation.
    type: str
  artifact_file:
    description:
      - Path of the archive, a C(.jar) or C(.zip) file. It is looked at before anything is asked of the service, in
        check mode too, and has to be a whole archive.
      - Needed for a creation. If not set for an artifact that is there, its content is not looked at.
    type: path
  replace_content:
    description:
      - What happens when the object is there and its content is another one than that of the file, or cannot be told.
      - V(never) refuses another content, and takes one that cannot be told for the same, with a warning.
      - V(different) deletes the artifact and makes it anew from the file when its content is another one. V(always)
        does so in every run, and reports a change every time. The new one has another id. What is used is never
        replaced.
    type: str
    choices: [never, different, always]
    default: never
  wait:
    description:
      - Whether to wait until the artifact is ready, or until a deleted one is gone.
      - With V(false) a later run with V(true) waits for the same artifact and creates no second one.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 3600
  state:
    description:
      - V(present) creates the artifact or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. EnvironmentAdmin of the environment, or OrganizationAdmin.
  - An artifact that is used is not deleted. The task is refused and names what uses it, in check mode too.
seealso:
  - module: streamops.confluent.confluent_connect_artifact_info
  - module: streamops.confluent.confluent_connector
"""

EXAMPLES = r"""
---
- name: Upload single message transforms and wait until they can be used
  streamops.confluent.confluent_connect_artifact:
    environment: dev
    cloud: AWS
    name: masking
    description: Masks card numbers
    artifact_file: ~/build/masking.jar

- name: Delete them
  streamops.confluent.confluent_connect_artifact:
    environment: dev
    cloud: AWS
    name: masking
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
connect_artifact:
  description: The artifact; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
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
from ..module_utils.kinds.plugins.artifacts import ConnectArtifact


def main() -> None:
    """Entry point."""
    run_module(ConnectArtifact)


if __name__ == "__main__":
    main()
