#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage compatibility and other settings of subjects in the Schema Registry of Confluent Cloud.

Written by `make kind-docs`. Words: docs/kinds/subject_config.yml; declaration: module_utils/kinds.
"""

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
      - Name of the subject. It needs no schemas yet.
      - One of O(subject) and O(registry_default) is needed. They exclude each other.
    type: str
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
      - Name of the metadata property that parts the versions of a subject into groups. Only versions of the same group
        are compared. Can be changed later. If not set, it is left alone.
      - An empty text removes it.
    type: str
  compatibility_policy:
    description:
      - How strictly JSON Schemas are compared, V(STRICT) or V(LENIENT); small letters are taken too. With V(LENIENT) a
        property may be added to an open object. Can be changed later. If not set, it is left alone.
      - The API's document lists no values, so another one is sent, with a warning, and Schema Registry judges it.
      - An empty text removes it.
    type: str
  normalize:
    description:
      - Whether schemas are brought into a normal form when they are registered or looked up, without the client asking
        for it. Can be changed later. If not set, it is left alone.
    type: bool
  validate_fields:
    description:
      - Whether the fields of schemas are validated further. Can be changed later. If not set, it is left alone.
    type: bool
  validate_new_schemas:
    description:
      - Whether new schemas are validated further. Can be changed later. If not set, it is left alone.
    type: bool
  validate_rules:
    description:
      - Whether rules are validated further. Can be changed later. If not set, it is left alone.
    type: bool
  default_metadata:
    description:
      - Metadata that schemas get which are registered without, a mapping with C(tags), C(properties) and C(sensitive).
        The whole of it; C({}) removes it. Can be changed later. If not set, it is left alone.
    type: dict
  override_metadata:
    description:
      - Metadata that every schema gets which is registered, over its own. The whole of it; C({}) removes it. Can be
        changed later. If not set, it is left alone.
    type: dict
  default_rule_set:
    description:
      - Rules that schemas get which are registered without, a mapping with C(domainRules), C(migrationRules),
        C(encodingRules) and C(enableAt). The whole of it; C({}) removes it. Can be changed later. If not set, it is
        left alone.
      - Needs the Stream Governance package V(ADVANCED).
    type: dict
  override_rule_set:
    description:
      - Rules that every schema gets which is registered, over its own. The whole of it; C({}) removes it. Can be
        changed later. If not set, it is left alone.
      - Needs the Stream Governance package V(ADVANCED).
    type: dict
  alias:
    description:
      - Name of the subject that stands behind this one. Every use of O(subject) then means that subject, deletions
        included, and the settings of that subject count, not those of this one. Can be changed later. If not set, it is
        left alone.
      - Schemas that this subject has of its own cannot be reached meanwhile, about which a new alias warns.
      - An empty text removes it. The registry's defaults have no alias.
    type: str
  alias_for_deks:
    description:
      - Name of the subject whose data encryption keys (DEKs) stand for those of this one, see
        M(streamops.confluent.confluent_schema_registry_dek). The keys of the DEK registry that are asked for by
        O(subject) are then those of that subject. Can be changed later. If not set, it is left alone.
      - An empty text removes it. The registry's defaults have none.
    type: str
  registry_default:
    description:
      - V(true) means the defaults of the registry, which count for subjects without settings of their own.
      - They do not reach subjects in other contexts. The defaults of a context are the settings of the subject
        C(:.context:).
    type: bool
  state:
    description:
      - V(present) sets what is stated, V(absent) removes the subject's own settings, so that it follows the defaults of
        the registry again. The defaults become those of the service (BACKWARD).
    type: str
    choices: [present, absent]
    default: present
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
  - module: streamops.confluent.confluent_subject_configs
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
  description: C(created), C(updated), C(deleted) or C(unchanged); in check mode what a real run would do.
  returned: success
  type: str
  sample: created
subject_config:
  description: The settings; null when they are absent. In check mode as far as they can be known.
  returned: success
  type: dict
  contains:
    subject:
      description: The subject; null for the defaults of the registry.
      type: str
      sample: orders.created-value
    compatibility:
      description: Compatibility level.
      type: str
      sample: FULL_TRANSITIVE
    compatibility_group:
      description: Property that parts versions into groups; null without one.
      type: str
      sample: application.major.version
    compatibility_policy:
      description: How strictly JSON Schemas are compared.
      returned: where it is set
      type: str
      sample: LENIENT
    normalize:
      description: Whether schemas are brought into a normal form; null where it is not set.
      type: bool
      sample: true
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
    alias_for_deks:
      description: The subject whose DEKs stand for those of this one.
      returned: where it is set
      type: str
      sample: orders.created-value
    registry_default:
      description: Whether these are the defaults of the registry.
      type: bool
      sample: false
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
from ..module_utils.kinds.subject_configs import SubjectConfig


def main() -> None:
    """Entry point."""
    run_module(SubjectConfig)


if __name__ == "__main__":
    main()
