#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage modes of subjects, contexts and the registry in the Schema Registry of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/subject_mode.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_subject_mode
short_description: Manage modes of subjects, contexts and the registry in the Schema Registry of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Sets the mode of a subject, of a context or of the registry, which says what may be written to it, and removes the
    own mode of a subject or context so that it inherits one again.
  - For a subject counts its own mode, else that of its context, else that of V(:.__GLOBAL:). A mode that is only
    inherited does not count as the subject's own.
  - The mode V(IMPORT) is the one in which schemas are registered with given ids, so that a registry can be moved; see
    M(streamops.confluent.confluent_schema).
extends_documentation_fragment:
  - streamops.confluent.attributes
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  subject:
    description:
      - Name of the subject. It needs no schemas yet. V(:.context:) is the whole of a context, and V(:.__GLOBAL:) what
        counts below all contexts.
      - One of O(subject) and O(registry_default) is needed. They exclude each other.
    type: str
  mode:
    description:
      - V(READWRITE), V(READONLY), V(READONLY_OVERRIDE), V(IMPORT) or V(FORWARD); small letters are taken too. Needed
        with O(state=present). Known are V(READWRITE), V(READONLY), V(READONLY_OVERRIDE), V(IMPORT) and V(FORWARD). The
        service may know others, so another value is sent, with a warning.
      - In V(READONLY) nothing new is registered, deleted or configured. Looking up, checking compatibility, registering
        what is registered already, and all writes of encryption keys (KEKs and DEKs) still work.
      - V(READONLY_OVERRIDE) has the same effect. A subject with a mode V(READWRITE) of its own stays writable, under
        either.
      - In V(IMPORT) only schemas that bring their ids along are registered, and nothing is checked for compatibility.
      - V(FORWARD) is taken for the subject V(:.__GLOBAL:) only. Confluent Cloud does not document it.
    type: str
  registry_default:
    description:
      - V(true) means the mode of the registry, which is that of its default context. It counts for subjects of that
        context without a mode of their own.
    type: bool
  force:
    description:
      - Whether V(IMPORT) is set although there are schemas. Without it this is refused, with the subjects that have
        schemas.
      - Without it V(IMPORT) also removes for good what is soft-deleted in the subject, context or registry. The plan
        (C(purges) in the difference, also in check mode) and a warning name these versions. With V(true) they stay.
      - It means nothing for other modes.
    type: bool
    default: false
  state:
    description:
      - V(present) sets the mode, V(absent) removes the own mode of the subject or context, so that it inherits one
        again. That of the registry becomes READWRITE.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the owner of the key needs. DeveloperManage or ResourceOwner on the subject; for a context and the
    registry EnvironmentAdmin or DataSteward. To read, DeveloperRead.
  - A mode stays when the subject is deleted softly, and goes when it is deleted permanently.
seealso:
  - module: streamops.confluent.confluent_subject_mode_info
  - module: streamops.confluent.confluent_schema
  - module: streamops.confluent.confluent_subject_config
  - name: Schema Registry modes
    description: What is allowed in which mode.
    link: https://docs.confluent.io/cloud/current/sr/schemas-manage.html
"""

EXAMPLES = r"""
---
- name: Let nobody change the schemas while they are moved
  streamops.confluent.confluent_subject_mode:
    environment: dev
    registry_default: true
    mode: READONLY

- name: Go on with one subject all the same
  streamops.confluent.confluent_subject_mode:
    environment: dev
    subject: orders.created-value
    mode: READWRITE

- name: Take schemas with given ids in a context of their own
  streamops.confluent.confluent_subject_mode:
    environment: dev
    subject: ":.moved:"
    mode: IMPORT

- name: Let the context follow the registry again
  streamops.confluent.confluent_subject_mode:
    environment: dev
    subject: ":.moved:"
    state: absent

- name: Return to the mode that is usual
  streamops.confluent.confluent_subject_mode:
    environment: dev
    registry_default: true
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
subject_mode:
  description: The mode; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    subject:
      description: The subject; null for the mode of the registry.
      type: str
      sample: orders.created-value
    mode:
      description: Its own mode.
      type: str
      sample: READONLY
    registry_default:
      description: Whether this is the mode of the registry.
      type: bool
      sample: false
    purges:
      description: What the change to IMPORT removes for good, the soft-deleted versions by their subjects.
      returned: where there are such versions, by the task that sets IMPORT without O(force)
      type: dict
      sample: {"orders.returned-value": [1, 2]}
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
from ..module_utils.kinds.subject_modes import SubjectMode


def main() -> None:
    """Entry point."""
    run_module(SubjectMode)


if __name__ == "__main__":
    main()
