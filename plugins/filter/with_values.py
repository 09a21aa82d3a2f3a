# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `with_values`: dictionaries with values that are kept apart from them."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: with_values
short_description: Add to each dictionary in a list values that are kept apart, by name
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes a list of dictionaries, and adds to each, under the name of each further argument, the value that the given
    dictionary has for its name.
  - It puts secrets, which are kept in a variable of their own, to where a module takes them. A dictionary for which
    there is no value stays as it is.
positional: ""
options:
  _input:
    description:
      - The dictionaries.
    type: list
    elements: dict
    required: true
  by:
    description:
      - Under which key the dictionaries have the name by which the values are found.
    type: str
    default: name
notes:
  - It fails when a dictionary has a key already that would be added.
seealso:
  - plugin: streamops.confluent.only
    plugin_type: filter
  - plugin: streamops.confluent.children
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Connectors with their secret settings
  ansible.builtin.assert:
    that: connectors | streamops.confluent.with_values(sensitive_config=secrets) == expected
    quiet: true
  vars:
    connectors:
      - name: crm-customers
      - name: orders-datagen
    secrets:
      crm-customers:
        database.password: from a vault
    expected:
      - name: crm-customers
        sensitive_config:
          database.password: from a vault
      - name: orders-datagen
"""

RETURN = r"""
---
_value:
  description: The dictionaries, in the same order, with the values.
  type: list
  elements: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError


def with_values(items: Any, by: str = "name", **sources: Any) -> list[dict[str, Any]]:
    """The dictionaries with values found by what they have under `by`: {new key: {name: value}}.

    Raises AnsibleFilterError for another structure, or a key that is there already. No message holds a value.
    """
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise AnsibleFilterError("with_values: takes a list of dictionaries")
    for new, source in sources.items():
        if not isinstance(source, Mapping):
            raise AnsibleFilterError(f"with_values: {new} is no dictionary of values by {by}")
    made = []
    for item in items:
        twice = sorted(set(sources) & set(item))
        if twice:
            raise AnsibleFilterError(f"with_values: {item.get(by)} has {', '.join(twice)} already")
        values = {new: source[item[by]] for new, source in sources.items() if by in item and item[by] in source}
        made.append({**{key: item[key] for key in item}, **values})
    return made


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"with_values": with_values}
