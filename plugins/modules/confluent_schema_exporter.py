#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage schema exporters in Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/schema_exporter.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_schema_exporter
short_description: Manage schema exporters in Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes, pauses, resumes, resets and deletes schema exporters, which copy schemas to another Schema
    Registry (schema linking).
  - The service changes, resets and deletes an exporter only while it is paused. The module pauses it for that, and has
    it as before afterwards, or as O(status) says. Where a change fails, the exporter runs again if it did before.
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
  name:
    description:
      - Name of the exporter.
    type: str
    required: true
  subjects:
    description:
      - The subjects whose schemas are exported; V(:*:) stands for all. The list as a whole; an empty one is sent as it
        is. The order of the entries does not matter. Can be changed later. If not set, it is left alone.
    type: list
    elements: str
  context_type:
    description:
      - How the context in the destination is chosen. V(CUSTOM) takes O(context). The service takes V(AUTO) for a new
        exporter. Known are V(AUTO), V(CUSTOM) and V(NONE). The service may know others, so another value is sent, with
        a warning. Can be changed later. If not set, it is left alone.
    type: str
  context:
    description:
      - The context in the destination, for O(context_type=CUSTOM). Can be changed later. If not set, it is left alone.
    type: str
  subject_rename_format:
    description:
      - The name of a subject in the destination, in which V(${subject}) stands for its name here, such as
        V(dc_${subject}). Can be changed later. If not set, it is left alone.
    type: str
  kek_rename_format:
    description:
      - The name of a key encryption key in the destination, in which V(${kek}) stands for its name here. Can be changed
        later. If not set, it is left alone.
    type: str
  config:
    description:
      - Settings for the destination that are not secret, such as C(schema.registry.url) and
        C(basic.auth.credentials.source). Numbers and booleans may be written as such. A secret among them is refused.
        Needed for a creation. Can be changed later.
      - Only those that are stated are compared. A setting cannot be removed.
      - A change of them takes O(sensitive_config) too, for the service takes the settings as a whole.
    type: dict
  sensitive_config:
    description:
      - Settings for the destination that are secret, such as C(basic.auth.user.info), key and secret with a colon
        between them. Never compared and never shown, even where the service shows them.
      - C({}) states that there are none.
    type: dict
  status:
    description:
      - V(running) or V(paused). An exporter that is C(STARTING) counts as running.
      - If not set, a new exporter runs, and an existing one is left as it is. State it where runs may be cut short, so
        that the next run has an exporter run again that was paused for a change.
    type: str
    choices: [running, paused]
  reset:
    description:
      - Have the exporter begin anew, and so export all schemas again. It is an action, so each run with V(true) does it
        and reports a change. A new exporter begins by itself.
    type: bool
    default: false
  reset_on_update:
    description:
      - Whether a change of anything but O(status) resets the exporter too.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until an exporter that runs is C(RUNNING). By default C(STARTING) is enough, for exporters have
        been seen to start for hours.
      - That an exporter pauses is waited for in any case.
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds to wait at most.
    type: int
    default: 300
  update_secrets:
    description:
      - When O(sensitive_config) is sent. Because it cannot be read, a changed secret cannot be noticed.
      - V(on_create) sends it with a creation, and along with other changes. V(always) sends it in every run, and
        reports a change every time. Use it in the run that rotates a secret.
    type: str
    choices: [on_create, always]
    default: on_create
  state:
    description:
      - V(present) creates the exporter or changes it to match, and leaves alone what is not stated.
      - V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the credential needs. EnvironmentAdmin. The API's documents name no smaller role for exporters.
  - The exporter acts on the destination with the credentials in its settings, not with those of this task.
seealso:
  - module: streamops.confluent.confluent_schema_exporter_info
  - module: streamops.confluent.confluent_schema
  - name: Schema linking
    description: What exporters copy, and into which context.
    link: https://docs.confluent.io/cloud/current/sr/schema-linking.html
"""

EXAMPLES = r"""
---
- name: Copy the schemas of two subjects to the registry of another region
  streamops.confluent.confluent_schema_exporter:
    environment: dev
    name: to-disaster-recovery
    subjects:
      - orders.created-value
      - orders.shipped-value
    context_type: CUSTOM
    context: production
    config:
      schema.registry.url: https://psrc-4r3n7.eu-west-1.aws.confluent.cloud
      basic.auth.credentials.source: USER_INFO
    sensitive_config:
      basic.auth.user.info: "{{ destination_key }}:{{ destination_secret }}"
    status: running
  vars:
    destination_key: ABCDEFGHIJKLMNOP
    destination_secret: "{{ lookup('ansible.builtin.env', 'DESTINATION_SECRET') }}"

- name: Copy all of them; it is paused for that and runs again afterwards
  streamops.confluent.confluent_schema_exporter:
    environment: dev
    name: to-disaster-recovery
    subjects: [":*:"]

- name: Pause it
  streamops.confluent.confluent_schema_exporter:
    environment: dev
    name: to-disaster-recovery
    status: paused

- name: Export everything again
  streamops.confluent.confluent_schema_exporter:
    environment: dev
    name: to-disaster-recovery
    reset: true
    status: running

- name: Delete it
  streamops.confluent.confluent_schema_exporter:
    environment: dev
    name: to-disaster-recovery
    state: absent
"""

RETURN = r"""
---
operation:
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
schema_exporter:
  description: The exporter; null when it is absent. In check mode as far as it can be known.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: to-disaster-recovery
    subjects:
      description: The subjects whose schemas are exported.
      type: list
      elements: str
      sample: ["orders.created-value", "orders.shipped-value"]
    context_type:
      description: How the context in the destination is chosen.
      type: str
      sample: CUSTOM
    context:
      description: The context in the destination; null without one of its own.
      type: str
      sample: production
    subject_rename_format:
      description: The name of a subject in the destination; null where it is kept.
      type: str
      sample: dc_${subject}
    kek_rename_format:
      description: The name of a key encryption key in the destination; null where it is kept.
      type: str
      sample: dc_${kek}
    config:
      description: Its settings without those that are secret.
      type: dict
      sample: {"schema.registry.url": "https://psrc-4r3n7.eu-west-1.aws.confluent.cloud"}
    phase:
      description: Its state in the service's word, C(STARTING), C(RUNNING) or C(PAUSED).
      type: str
      sample: RUNNING
    offset:
      description: How far it has come.
      type: int
      sample: 100
    trace:
      description: What the service says of an error of the exporter; null without one.
      type: str
      sample: Unauthorized
    status:
      description: C(running) or C(paused); null in a state that is not known.
      type: str
      sample: running
wait:
  description:
    The wait, where the module had to wait, with its C(seconds) and C(phases); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when the object was not ready at once
  type: dict
next_step:
  description:
    - What you have to do next, where the exporter waits for somebody; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - What to do about an error of the exporter that the service tells of; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
  returned: when there is something to do
  type: str
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
from ..module_utils.kinds.schema_exporters import SchemaExporter


def main() -> None:
    """Entry point."""
    run_module(SchemaExporter)


if __name__ == "__main__":
    main()
