#!/usr/bin/python
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage many tags in the Stream Catalog of Confluent Cloud at once.

Written by `make kind-docs`. Words: docs/kinds/tag.yml; declaration: module_utils/kinds.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: confluent_tags
short_description: Manage many tags in the Stream Catalog of Confluent Cloud at once
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Creates, changes and deletes tags, for a list of tags.
  - All that are new go in one request, and all that change in another one, a hundred at a time. The catalog answers for
    each tag, so one that it refuses fails by itself, and the others are made.
  - With O(purge) tags that are not in the list are deleted, within a scope that has to be named.
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
  tags:
    description:
      - The tags. An empty list is allowed and does nothing, or with O(purge) leaves nothing in its scope.
    type: list
    elements: dict
    required: true
    suboptions: &tag
      name:
        description:
          - Name of the tag. Has to match V([a-zA-Z][a-zA-Z0-9_ ]*) as a whole. Needed.
        type: str
      description:
        description:
          - What the tag says of what carries it. Can be changed later. If not set, it is left alone.
        type: str
      color:
        description:
          - Color in the Confluent Cloud Console. Can be changed later. If not set, it is left alone.
        type: str
        choices:
          - PURPLE_LIGHT
          - PURPLE_DARK
          - BLUE_LIGHT
          - BLUE_DARK
          - GREEN_LIGHT
          - GREEN_DARK
          - YELLOW_LIGHT
          - YELLOW_DARK
          - ORANGE_LIGHT
          - ORANGE_DARK
          - RED_LIGHT
          - RED_DARK
          - MAGENTA_LIGHT
          - MAGENTA_DARK
          - NEUTRAL_LIGHT
          - NEUTRAL_DARK
      entity_types:
        description:
          - Types of what can carry the tag. If not set, a new tag is for all of them, V(cf_entity). The order of the
            entries does not matter. Fixed at creation.
        type: list
        elements: str
      state:
        description:
          - V(present) creates the tag or changes it to match, V(absent) deletes it.
          - If not set, V(present).
        type: str
        choices: [present, absent]
  defaults:
    description:
      - What holds for all tags that do not say otherwise.
    type: dict
    suboptions: *tag
  return_unchanged:
    description:
      - Whether the result holds also those tags that were as stated already, and not only that they were.
    type: bool
    default: true
  purge:
    description:
      - Deletes the tags in the scope that are not in O(tags). If not set, nothing is deleted that is not named.
      - Run it with C(--check --diff) first, which lists the deletions.
    type: dict
    suboptions:
      name_prefix:
        description:
          - How the names begin. Taken as it is, without wildcards. An empty one is refused.
        type: str
      name_pattern:
        description:
          - A shell pattern for the whole name, with V(*), V(?) and V([...]). One that fits every name is refused.
        type: str
      max_deletions:
        description:
          - How many tags may be deleted at most. If there are more, nothing is written and the task fails, naming them.
        type: int
        default: 10
      protected:
        description:
          - Shell patterns of names that are never deleted.
        type: list
        elements: str
notes:
  - Uses a key made for Schema Registry (O(schema_registry_api_key) or O(schema_registry_key_file)), which Stream
    Catalog takes too, and the control plane only to find its endpoint, unless O(catalog_endpoint) is given.
  - Roles that the credential needs. DataSteward; to read, DataDiscovery.
  - A tag that something carries is not deleted by the service.
seealso:
  - module: streamops.confluent.confluent_tag
  - module: streamops.confluent.confluent_tag_info
  - module: streamops.confluent.confluent_tag_binding
  - module: streamops.confluent.confluent_schema
  - name: Tags in Stream Catalog
    description: What tags are, and who may do what.
    link: https://docs.confluent.io/cloud/current/stream-governance/stream-catalog.html
"""

EXAMPLES = r"""
---
- name: Have these tags
  streamops.confluent.confluent_tags:
    environment: dev
    tags:
      - name: PII
        description: Personal data
        color: RED_DARK
      - name: Finance
        description: Figures that are not published yet

- name: Have no other that begins with Old
  streamops.confluent.confluent_tags:
    environment: dev
    tags: []
    purge:
      name_prefix: Old
"""

RETURN = r"""
---
counts:
  description:
    How many tags were C(created), C(updated), C(deleted), C(unchanged), C(failed) and C(not_tried). In check mode what
    a real run would do; see R(Results, ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: dict
tags:
  description:
    What happened to each tag, in the order of O(tags), then those that O(purge) deleted, with C(operation) and
    C(changed), and where it failed C(failed), C(msg) and C(error); see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: success, and failure after the first write was tried
  type: list
  elements: dict
  contains:
    label:
      description: The tag in words.
      type: str
      sample: tag PII
    tag:
      description: The tag as M(streamops.confluent.confluent_tag) returns it; null when it is absent.
      returned: when something was done, or O(return_unchanged=true)
      type: dict
      sample: {"name": "PII"}
purge:
  description:
    What is in the scope of O(purge), is not stated and stays, as C(spared), each with the reason; see R(Results,
    ansible_collections.streamops.confluent.docsite.results).
  returned: when O(purge) is given
  type: dict
diff:
  description:
    What changed, or in check mode would change, for each tag that changes, as C(before) and C(after). Only fields that
    differ; secrets are masked; see R(Results, ansible_collections.streamops.confluent.docsite.results).
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
from ..module_utils.kinds.stream_catalog.definitions import Tag


def main() -> None:
    """Entry point."""
    run_plural_module(Tag)


if __name__ == "__main__":
    main()
