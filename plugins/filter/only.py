# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `only`: some keys of each dictionary."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: only
short_description: Keep only some keys of each dictionary in a list
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes a list of dictionaries, and returns each with the named keys only. A key that a dictionary does not have
    is not added.
  - It hands a part of a larger structure to a module that would refuse the rest.
positional: names
options:
  _input:
    description:
      - The dictionaries.
    type: list
    elements: dict
    required: true
  names:
    description:
      - The keys to keep.
    type: list
    elements: str
    required: true
seealso:
  - plugin: streamops.confluent.children
    plugin_type: filter
  - plugin: streamops.confluent.with_values
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Leave out what the module does not take
  ansible.builtin.assert:
    that: accounts | streamops.confluent.only(['name', 'description']) == expected
  vars:
    accounts:
      - name: orders-service
        description: Takes orders
        api_keys:
          - name: kafka
      - name: payments-service
    expected:
      - name: orders-service
        description: Takes orders
      - name: payments-service
"""

RETURN = r"""
---
_value:
  description: The dictionaries, in the same order, with the named keys only.
  type: list
  elements: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError


def only(items: Any, names: Any) -> list[dict[str, Any]]:
    """The dictionaries with these keys only. Raises AnsibleFilterError for anything but a list of dictionaries."""
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise AnsibleFilterError("only: takes a list of dictionaries")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise AnsibleFilterError("only: the names are a list of strings")
    return [{key: item[key] for key in item if key in names} for item in items]


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"only": only}
