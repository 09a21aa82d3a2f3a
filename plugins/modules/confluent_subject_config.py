#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subject settings: documentation and one call. What it does is declared in module_utils/kinds."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_subject_config
short_description: Manage compatibility and other settings of subjects in the Schema Registry of Confluent Cloud
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Sets compatibility level, compatibility group, normalisation, alias and other settings of a subject, or the defaults
    of the registry.
  - Only stated settings are compared and changed. Settings that a subject only inherits from the registry do not count
    as its own.
extends_documentation_fragment:
  - streamops.confluent.connection
  - streamops.confluent.attributes
  - streamops.confluent.scope.environment
  - streamops.confluent.scope.state
options:
  subject:
    description:
      - Name of the subject. It needs no schemas yet.
      - One of O(subject) and O(registry_default) is needed. They exclude each other.
    type: str
  registry_default:
    description:
      - V(true) means the defaults of the registry, which count for subjects without settings of their own.
      - They do not reach subjects in other contexts. The defaults of a context are the settings of the subject
        C(:.context:).
    type: bool
  compatibility:
    description:
      - Which versions a new one has to be compatible with, and in which direction.
      - V(BACKWARD), V(BACKWARD_TRANSITIVE), V(FORWARD), V(FORWARD_TRANSITIVE), V(FULL), V(FULL_TRANSITIVE) or V(NONE);
        small letters are taken too.
      - Can be changed at any time. Versions that are registered already are not checked again.
      - When a subject gets its first own setting without a level, Schema Registry fixes its level at V(BACKWARD), its
        built-in default, whatever the default of the registry is. The plan and a warning say so.
    type: str
  compatibility_group:
    description:
      - Name of the metadata property that parts the versions of a subject into groups. Only versions of the same
        group are compared.
      - An empty text removes it.
    type: str
  compatibility_policy:
    description:
      - How strictly JSON Schemas are compared, V(STRICT) or V(LENIENT); small letters are taken too. With
        V(LENIENT) a property may be added to an open object.
      - The API's document lists no values, so another one is sent, with a warning, and Schema Registry judges it.
      - An empty text removes it.
    type: str
  normalize:
    description:
      - Whether schemas are brought into a normal form when they are registered or looked up, without the client
        asking for it.
    type: bool
  validate_fields:
    description:
      - Whether the fields of schemas are validated further.
    type: bool
  validate_new_schemas:
    description:
      - Whether new schemas are validated further.
    type: bool
  validate_rules:
    description:
      - Whether rules are validated further.
    type: bool
  default_metadata:
    description:
      - Metadata that schemas get which are registered without, a mapping with C(tags), C(properties) and C(sensitive).
        The whole of it; C({}) removes it.
    type: dict
  override_metadata:
    description:
      - Metadata that every schema gets which is registered, over its own. The whole of it; C({}) removes it.
    type: dict
  default_rule_set:
    description:
      - Rules that schemas get which are registered without, a mapping with C(domainRules), C(migrationRules),
        C(encodingRules) and C(enableAt). The whole of it; C({}) removes it.
      - Needs the Stream Governance package V(ADVANCED).
    type: dict
  override_rule_set:
    description:
      - Rules that every schema gets which is registered, over its own. The whole of it; C({}) removes it.
      - Needs the Stream Governance package V(ADVANCED).
    type: dict
  alias:
    description:
      - Name of the subject that stands behind this one. Every use of O(subject) then means that subject, deletions
        included, and the settings of that subject count, not those of this one.
      - Schemas that this subject has of its own cannot be reached meanwhile, about which a new alias warns.
      - An empty text removes it. The registry's defaults have no alias.
    type: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the owner of the key needs. DeveloperManage or ResourceOwner on the subject; for the defaults
    EnvironmentAdmin or DataSteward. To read, DeveloperRead.
  - With O(state=absent) a subject follows the defaults of the registry again, and the defaults become those of the
    service (BACKWARD).
  - A level that was set on a subject cannot be removed by itself. Delete the settings of the subject and set those that
    shall remain.
seealso:
  - module: streamops.confluent.confluent_subject_config_info
  - module: streamops.confluent.confluent_schema
  - name: Schema evolution and compatibility
    description: What each compatibility level allows.
    link: https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html
"""

EXAMPLES = r"""
---
- name: Let all subjects be backward compatible with all their versions, unless they say otherwise
  streamops.confluent.confluent_subject_config:
    environment: dev
    registry_default: true
    compatibility: BACKWARD_TRANSITIVE

- name: Be stricter with one subject
  streamops.confluent.confluent_subject_config:
    environment: dev
    subject: orders.created-value
    compatibility: FULL_TRANSITIVE
    normalize: true

- name: Give a subject a second name
  streamops.confluent.confluent_subject_config:
    environment: dev
    subject: new-orders
    alias: orders.created-value

- name: Remove the second name
  streamops.confluent.confluent_subject_config:
    environment: dev
    subject: new-orders
    state: absent

- name: Let the subject follow the registry's defaults again
  streamops.confluent.confluent_subject_config:
    environment: dev
    subject: orders.created-value
    state: absent

- name: Return to the service's own defaults
  streamops.confluent.confluent_subject_config:
    environment: dev
    registry_default: true
    state: absent
"""

RETURN = r"""
---
operation:
  description: What was done; in check mode what a real run would do.
  returned: success
  type: str
  sample: updated
subject_config:
  description: The settings; null when they are absent. In check mode as far as they can be known.
  returned: success
  type: dict
  contains:
    subject:
      description: The subject; null for the defaults of the registry.
      type: str
      sample: orders.created-value
    registry_default:
      description: Whether these are the defaults of the registry.
      type: bool
      sample: false
    compatibility:
      description: Compatibility level.
      type: str
      sample: FULL_TRANSITIVE
    compatibility_group:
      description: Property that parts versions into groups; null without one.
      type: str
      sample: application.major.version
    normalize:
      description: Whether schemas are brought into a normal form; null where it is not set.
      type: bool
      sample: true
    compatibility_policy:
      description: How strictly JSON Schemas are compared.
      returned: where it is set
      type: str
      sample: LENIENT
    validate_fields:
      description: Whether fields are validated further.
      returned: where it is set
      type: bool
      sample: true
    validate_new_schemas:
      description: Whether new schemas are validated further.
      returned: where it is set
      type: bool
      sample: true
    validate_rules:
      description: Whether rules are validated further.
      returned: where it is set
      type: bool
      sample: true
    default_metadata:
      description: Metadata of schemas that are registered without.
      returned: where it is set
      type: dict
      sample: {"properties": {"owner": "orders"}}
    override_metadata:
      description: Metadata of every schema that is registered.
      returned: where it is set
      type: dict
      sample: {"properties": {"owner": "orders"}}
    default_rule_set:
      description: Rules of schemas that are registered without.
      returned: where it is set
      type: dict
      sample: {"domainRules": []}
    override_rule_set:
      description: Rules of every schema that is registered.
      returned: where it is set
      type: dict
      sample: {"domainRules": []}
    alias:
      description: The subject behind this one; null without one.
      type: str
      sample: orders.created-value
diff:
  description:
    - What changed, or in check mode would change. Only fields that differ; secrets are masked.
  returned: success
  type: dict
  contains:
    before:
      description: The fields as they were. Empty for a creation.
      type: dict
      sample: {"compatibility": "BACKWARD"}
    after:
      description: The fields as they are now. Empty for a deletion.
      type: dict
      sample: {"compatibility": "FULL_TRANSITIVE"}
api:
  description: What the task cost in requests.
  returned: always
  type: dict
  contains:
    calls:
      description: Requests sent, repeated ones included.
      type: int
      sample: 4
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    throttled_seconds:
      description: Seconds spent waiting before repetitions.
      type: float
      sample: 0.0
problems:
  description: Every reason why the task was refused before anything was written.
  returned: failure, when nothing was written
  type: list
  elements: str
  sample: ["there is no environment 'dve' that this credential can see..."]
error:
  description: The answer of the service that made the task fail, as data.
  returned: failure, when the service refused or could not be reached
  type: dict
  contains:
    status:
      description: HTTP status; null when there was no answer.
      type: int
      sample: 403
    code:
      description: The service's own error code, where it gives one.
      type: str
      sample: "40301"
    detail:
      description: The service's own words.
      type: str
      sample: User is denied operation Write on Subject
    method:
      description: HTTP method of the request.
      type: str
      sample: POST
    path:
      description: Path of the request.
      type: str
      sample: /config/orders.created-value
    host:
      description: Host that was asked.
      type: str
      sample: psrc-00000.eu-central-1.aws.confluent.cloud
    credential:
      description: Kind and id of the credential that was used, never its secret.
      type: str
      sample: Schema Registry API key ABCDEFGHIJKLMNOP
    request_id:
      description: The id to give to Confluent's support, where the service sends one.
      type: str
      sample: 5ab2b5f8-7c5b-4ee9-a1a5-ef8a7f6fd0f3
"""

from ..module_utils._engine.run import run_module
from ..module_utils.kinds.subject_configs import SubjectConfig


def main() -> None:
    """Entry point."""
    run_module(SubjectConfig)


if __name__ == "__main__":
    main()
