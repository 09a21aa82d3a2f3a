# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `children`: the elements of a list that each dictionary holds."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: children
short_description: The elements of a list in each dictionary, with what they take from it
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes a list of dictionaries that each may hold a list of dictionaries, and returns the elements of these lists
    as one list.
  - Each further argument adds to an element, under its own name, the value that the dictionary around it has under the
    given key. So an element still tells where it came from.
  - A dictionary without the list, or with null in its place, has no elements.
positional: list
options:
  _input:
    description:
      - The dictionaries.
    type: list
    elements: dict
    required: true
  list:
    description:
      - Under which key each of them has its list.
    type: str
    required: true
notes:
  - It fails when an element has a key already that would be added, and when the dictionary around it lacks the value.
seealso:
  - plugin: streamops.confluent.only
    plugin_type: filter
  - plugin: streamops.confluent.with_values
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: All role bindings of some accounts, as the module for role bindings takes them
  ansible.builtin.assert:
    that: accounts | streamops.confluent.children('role_bindings', principal='name') == expected
  vars:
    accounts:
      - name: orders-service
        role_bindings:
          - role: MetricsViewer
            scope: environment
          - role: Operator
            scope: environment
      - name: payments-service
    expected:
      - principal: orders-service
        role: MetricsViewer
        scope: environment
      - principal: orders-service
        role: Operator
        scope: environment
"""

RETURN = r"""
---
_value:
  description: The elements of all these lists, in their order.
  type: list
  elements: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError


def children(parents: Any, listed: str, **taken: str) -> list[dict[str, Any]]:
    """The elements under `listed` in each of `parents`, with values of the parent: {new key: the parent's key}.

    Raises AnsibleFilterError for another structure, for a key that is there twice or not at all.
    """
    if not isinstance(parents, list) or not all(isinstance(parent, Mapping) for parent in parents):
        raise AnsibleFilterError("children: takes a list of dictionaries")
    found = []
    for parent in parents:
        elements = parent.get(listed)
        if elements is None:
            continue
        if not isinstance(elements, list) or not all(isinstance(element, Mapping) for element in elements):
            raise AnsibleFilterError(f"children: {listed} is no list of dictionaries")
        for source in taken.values():
            if elements and source not in parent:
                raise AnsibleFilterError(f"children: a dictionary with {listed} has no {source}")
        for element in elements:
            twice = sorted(set(taken) & set(element))
            if twice:
                raise AnsibleFilterError(f"children: an element of {listed} has {', '.join(twice)} already")
            found.append({**{new: parent[key] for new, key in taken.items()}, **{key: element[key] for key in element}})
    return found


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"children": children}
