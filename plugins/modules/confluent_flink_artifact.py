#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage Flink artifacts in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/flink_artifact.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_flink_artifact
short_description: Manage Flink artifacts in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates Flink artifacts, archives with user-defined functions, from a file on the machine that the module runs on;
    changes their texts, and deletes them.
  - The file is uploaded to the object storage that the service names, piece by piece, without a credential.
  - The service takes no other content for an artifact that is there. The SHA-256 of the file is recorded at the end of
    the description, so a file that was uploaded already is not sent again, and another content is noticed.
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
      - Cloud provider in which the artifact is stored.
    type: str
    required: true
  region:
    description:
      - Region in which it is stored, and can be used.
    type: str
    required: true
  name:
    description:
      - Name of the artifact, unique for a provider and a region in an environment. At most 60 characters.
      - With O(id) it is the new name of that artifact.
      - One of O(name) and O(id) is needed; a creation needs O(name).
    type: str
    aliases: [display_name]
  id:
    description:
      - Id (V(fa-...)) of an existing artifact, in place of its name or to rename it.
    type: str
  content_format:
    description:
      - Format of the archive. If not set, the name of the file says it. Known are V(JAR) and V(ZIP). The service may
        know others, so another value is sent, with a warning. Fixed at creation.
    type: str
  runtime_language:
    description:
      - Language of the functions. If not set, the service chooses V(JAVA). Known are V(JAVA) and V(PYTHON). The service
        may know others, so another value is sent, with a warning. Fixed at creation.
    type: str
  class:
    description:
      - Class of the function, which the API calls deprecated. At most 150 characters. Has to match
        V(([a-zA-Z][a-zA-Z_$0-9]*\\.\)*[a-zA-Z][a-zA-Z_$0-9]*) as a whole. Fixed at creation.
    type: str
  description:
    description:
      - Free text. At most 182 characters. Can be changed later. If not set, it is left alone.
    type: str
  documentation_link:
    description:
      - Where the artifact is documented. At most 512 characters. Has to match V((https?://.+\)?) as a whole. Can be
        changed later. If not set, it is left alone.
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
  state:
    description:
      - V(present) creates the artifact or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses the control plane (O(cloud_api_key), O(cloud_key_file), O(sts_token) or O(oauth_token)).
  - Roles that the credential needs. FlinkAdmin or EnvironmentAdmin of the environment, or OrganizationAdmin.
  - Where a key for Flink is given (O(flink_api_key) or O(flink_key_file)), what uses an artifact is looked for before
    it is deleted or replaced, as far as the statements of the region tell. Statements and materialized tables that are
    at work and call a function of it are a refusal that names them; functions that were created of it are a warning.
    Functions whose statement is gone are not seen.
seealso:
  - module: streamops.confluent.confluent_flink_artifact_info
  - module: streamops.confluent.confluent_flink_statement
  - module: streamops.confluent.confluent_flink_compute_pool
"""

EXAMPLES = r"""
---
- name: Upload the functions of an archive
  streamops.confluent.confluent_flink_artifact:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: geo-functions
    description: Distances and regions
    artifact_file: ~/build/geo-functions.jar

- name: Delete them
  streamops.confluent.confluent_flink_artifact:
    environment: dev
    cloud: AWS
    region: eu-central-1
    name: geo-functions
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
flink_artifact:
  description: The artifact; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    id:
      description: Its id.
      type: str
      sample: fa-5k2m8q
    environment:
      description: Id of its environment.
      type: str
      sample: env-3x7k9q
    cloud:
      description: Cloud provider in which the artifact is stored.
      type: str
      sample: AWS
    region:
      description: Region in which it is stored, and can be used.
      type: str
      sample: eu-central-1
    name:
      description: Its name.
      type: str
      sample: geo-functions
    content_format:
      description: Format of the archive.
      type: str
      sample: JAR
    runtime_language:
      description: Language of the functions.
      type: str
      sample: JAVA
    class:
      description: Class of the function, which the API calls deprecated.
      type: str
      sample: ""
    description:
      description: Free text.
      type: str
      sample: Distances and regions
    documentation_link:
      description: Where the artifact is documented.
      type: str
      sample: ""
    crn:
      description: Its Confluent Resource Name.
      type: str
      sample: crn://confluent.cloud/organization=9bb441c4-edef-46ac-8a41-c49e44a3fd9a/flink-artifact=fa-5k2m8q
    created_at:
      description: When it was created (RFC 3339, UTC).
      type: str
      sample: "2026-03-01T12:00:00Z"
    versions:
      description: Its versions, as the API gives them; a function is created from one.
      type: list
      elements: dict
      sample: []
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
from ..module_utils.kinds.flink.artifacts import FlinkArtifact


def main() -> None:
    """Entry point."""
    run_module(FlinkArtifact)


if __name__ == "__main__":
    main()
