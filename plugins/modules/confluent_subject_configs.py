#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage settings of many subjects in the Schema Registry of Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/subject_config.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_subject_configs
short_description: Manage settings of many subjects in the Schema Registry of Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Sets compatibility level, compatibility group, normalisation and alias of subjects, and the defaults of the whole
    registry, for a list of them.
  - Does the same as M(streamops.confluent.confluent_subject_config) in a loop. The API has no list of settings, so each
    subject is read by a request of its own; reads and writes are sent several at a time.
  - With O(purge) subjects that are not in the list lose their own settings, within a scope that has to be named.
extends_documentation_fragment:
  - streamops.confluent.plural.attributes
  - streamops.confluent.plural
  - streamops.confluent.connection
options:
  environment:
    description:
      - Name or id (V(env-...)) of the environment.
      - Needed unless the endpoint is given, see the connection options.
      - If not set, the environment variable E(CONFLUENT_ENVIRONMENT) is used.
    type: str
  subject_configs:
    description:
      - The subjects with their settings, each at most once. An empty list is allowed and does nothing, or with O(purge)
        leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &subject_config
      subject:
        description:
          - Name of the subject. It needs no schemas yet.
          - One of C(subject) and C(registry_default) is needed. They exclude each other.
        type: str
      compatibility:
        description:
          - Which versions a new one has to be compatible with, and in which direction.
          - V(BACKWARD), V(BACKWARD_TRANSITIVE), V(FORWARD), V(FORWARD_TRANSITIVE), V(FULL), V(FULL_TRANSITIVE) or
            V(NONE); small letters are taken too.
          - Can be changed at any time. Versions that are registered already are not checked again.
          - When a subject gets its first own setting without a level, Schema Registry fixes its level at V(BACKWARD),
            its built-in default, whatever the default of the registry is. The plan and a warning say so.
        type: str
      compatibility_group:
        description:
          - Name of the metadata property that parts the versions of a subject into groups. Only versions of the same
            group are compared. Can be changed later. If not set, it is left alone.
          - An empty text removes it.
        type: str
      compatibility_policy:
        description:
          - How strictly JSON Schemas are compared, V(STRICT) or V(LENIENT); small letters are taken too. With
            V(LENIENT) a property may be added to an open object. Can be changed later. If not set, it is left alone.
          - The API's document lists no values, so another one is sent, with a warning, and Schema Registry judges it.
          - An empty text removes it.
        type: str
      normalize:
        description:
          - Whether schemas are brought into a normal form when they are registered or looked up, without the client
            asking for it. Can be changed later. If not set, it is left alone.
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
          - Metadata that schemas get which are registered without, a mapping with C(tags), C(properties) and
            C(sensitive). The whole of it; C({}) removes it. Can be changed later. If not set, it is left alone.
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
          - Name of the subject that stands behind this one. Every use of C(subject) then means that subject, deletions
            included, and the settings of that subject count, not those of this one. Can be changed later. If not set,
            it is left alone.
          - Schemas that this subject has of its own cannot be reached meanwhile, about which a new alias warns.
          - An empty text removes it. The registry's defaults have no alias.
        type: str
      alias_for_deks:
        description:
          - Name of the subject whose data encryption keys (DEKs) stand for those of this one, see
            M(streamops.confluent.confluent_schema_registry_dek). The keys of the DEK registry that are asked for by
            C(subject) are then those of that subject. Can be changed later. If not set, it is left alone.
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
          - V(present) sets what is stated, V(absent) removes the subject's own settings, so that it follows the
            defaults of the registry again. The defaults become those of the service (BACKWARD).
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all subjects that do not say otherwise.
    type: dict
    suboptions: *subject_config
  return_unchanged:
    description:
      - Whether the result holds also those settings that were as stated already, and not only that they were.
    type: bool
    default: false
  purge:
    description:
      - Removes the own settings of the subjects in the scope that are not in O(subject_configs). If not set, nothing is
        removed that is not named. Schemas are not touched.
      - The scope is what O(purge.subject_prefix) and O(purge.subject_pattern) both allow; one of them has to be given.
      - Only subjects that have schemas are found, for the API lists no others. Each of them is asked for its settings.
      - The defaults of the registry are never removed, nor the settings of subjects of the service, those whose names,
        without a context, begin with V(__) or V(_confluent) among them.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      subject_prefix:
        description:
          - How the subjects begin, the context included where it is not the default one. Taken as it is, without
            wildcards. An empty one is refused.
        type: str
      subject_pattern:
        description:
          - A shell pattern for the whole subject, with V(*), V(?) and V([...]). One that fits every subject is refused.
        type: str
      max_deletions:
        description:
          - How many subjects may lose their settings at most. If there are more, nothing is written and the task fails,
            naming them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of subjects whose settings are never removed.
        type: list
        elements: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), and the control
    plane only to find its endpoint, unless O(schema_registry_endpoint) is given.
  - Roles that the owner of the key needs. DeveloperManage or ResourceOwner on the subject; for the defaults
    EnvironmentAdmin or DataSteward. To read, DeveloperRead.
  - With C(state=absent) a subject follows the defaults of the registry again, and the defaults become those of the
    service (BACKWARD).
  - A level that was set on a subject cannot be removed by itself. Delete the settings of the subject and set those that
    shall remain.
  - The roles are needed on all subjects. Subjects that the key may not read are not seen by O(purge).
  - The order of writes is not fixed. To register schemas under new settings run
    M(streamops.confluent.confluent_schemas) afterwards.
seealso:
  - module: streamops.confluent.confluent_subject_config
  - module: streamops.confluent.confluent_subject_config_info
  - module: streamops.confluent.confluent_schemas
  - name: Schema evolution and compatibility
    description: What each compatibility level allows.
    link: https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html
"""

EXAMPLES = r"""
---
- name: Be stricter with some subjects than with the others
  streamops.confluent.confluent_subject_configs:
    environment: dev
    defaults:
      compatibility: FULL_TRANSITIVE
    subject_configs:
      - registry_default: true
        compatibility: BACKWARD_TRANSITIVE
      - subject: orders.created-value
      - subject: orders.shipped-value
        normalize: true

- name: Give a subject a second name, and let another follow the defaults again
  streamops.confluent.confluent_subject_configs:
    environment: dev
    subject_configs:
      - subject: new-orders
        alias: orders.created-value
      - subject: orders.shipped-value
        state: absent

- name: Let no other subject of the orders have settings of its own
  streamops.confluent.confluent_subject_configs:
    environment: dev
    subject_configs:
      - subject: orders.created-value
        compatibility: FULL_TRANSITIVE
    purge:
      subject_prefix: orders.
      max_deletions: 5
"""

RETURN = r"""
---
counts:
  description:
    - How many settings of subjects were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried).
      In check mode what a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
    - C(created) counts subjects that had no settings of their own and got some, C(deleted) those whose settings were
      removed, by C(state=absent) or by O(purge).
  returned: success, and failure after the first write was tried
  type: dict
subject_configs:
  description:
    What happened to each subject, in the order of O(subject_configs), then those of O(purge), with C(operation) and
    C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The subject in words.
      type: str
      sample: config of subject orders.created-value
    subject_config:
      description:
        The settings as M(streamops.confluent.confluent_subject_config) returns them; null when they are absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"subject": "orders.created-value", "compatibility": "FULL_TRANSITIVE"}
purge:
  description:
    - What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
      ansible_collections.streamops.confluent.docsite.results).
    - The subjects in the scope that are not stated and keep their settings.
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each subject that changes, as C(before) and C(after). Only fields
    that differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: when something changes
  type: list
  elements: dict
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
    C(credential) and C(request_id); the first one where several items failed; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: failure, when the service refused or could not be reached
  type: dict
"""

from ..module_utils._engine.plural import run_plural_module
from ..module_utils.kinds.subject_configs import SubjectConfig


def main() -> None:
    """Entry point."""
    run_plural_module(SubjectConfig)


if __name__ == "__main__":
    main()
