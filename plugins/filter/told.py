# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `told`: what confluent_estate said, as lines for a person."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: told
short_description: What confluent_estate did or would do, as the lines of a summary
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes a result of M(streamops.confluent.confluent_estate), of a task that failed too, and returns the lines that the
    roles P(streamops.confluent.bootstrap#role) and P(streamops.confluent.verify#role) show at their end.
  - Deletions come first, and what failed or was not tried comes last, with the reason. What is there but not in the
    data is named by its kind, and what goes along with something that is deleted is counted.
positional: title
options:
  _input:
    description:
      - The result.
    type: dict
    required: true
  title:
    description:
      - The first line.
    type: str
    required: true
  due:
    description:
      - What is to be done about API keys that are due for their rotation, or old ones whose time is over. They are told
        with these words, and not among the changes.
    type: str
    default: ""
seealso:
  - module: streamops.confluent.confluent_estate
"""

EXAMPLES = r"""
---
- name: Say what was done
  ansible.builtin.assert:
    that: estate | streamops.confluent.told('Shop') == expected
  vars:
    estate:
      plan:
        changes:
          - operation: create
            result: done
            label: topic orders.placed of cluster orders
            fields: []
        not_in_data: []
        summary: "Plan: 1 to create, 0 to change, 0 to delete, 0 not in the data"
    expected:
      - Shop
      - "  created: topic orders.placed of cluster orders"
      - "  Plan: 1 to create, 0 to change, 0 to delete, 0 not in the data"
"""

RETURN = r"""
---
_value:
  description: The lines.
  type: list
  elements: str
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError


def told(result: Any, title: Any, due: Any = "") -> list[str]:
    """The lines. Raises AnsibleFilterError for what is no result."""
    if not isinstance(result, Mapping) or not isinstance(title, str):
        raise AnsibleFilterError("told: takes the result of confluent_estate, and a title")
    # Here, for Ansible loads the files of all filters with the first that is used, and this brings every kind.
    from ..module_utils._estate.summary import lines_of

    return lines_of(result, title, str(due))


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"told": told}
